import VecDB
import VectorIndexes
import VectorTypes

/// What the command line of `vecdb tune` asks for.
struct TuneOptions {
    var database = ""
    var request = TuningRequest()
    var showsHelp = false

    /// Reads the arguments behind `tune`. Throws a ``ShellError`` that says which is wrong.
    init(_ arguments: [String]) throws {
        var operands: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("-"), argument.count > 1 else {
                operands.append(argument)
                continue
            }
            if argument == "--" {
                operands += rest
                break
            }
            if ["-?", "-h", "--help"].contains(argument) {
                showsHelp = true
                return
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard Self.names.contains(parts[0]) else { throw ShellError("unrecognized option '\(argument)'") }
            guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                throw ShellError("option '\(parts[0])' requires an argument")
            }
            try set(parts[0], value)
        }
        guard let first = operands.first else { throw ShellError("no database file was named") }
        database = first
        if operands.count > 1 { throw ShellError("extra command-line argument \"\(operands[1])\"") }
    }

    private static let names: Set<String> = [
        "--table", "--column", "--metric", "--recall", "--k", "--sample", "--rows", "--m", "--memory", "--seed",
    ]

    private mutating func set(_ name: String, _ value: String) throws {
        func whole(_ text: some StringProtocol) throws -> Int {
            guard let number = Int(text) else {
                throw ShellError("option '\(name)' requires a whole number, not \"\(text)\"")
            }
            return number
        }
        switch name {
        case "--table": request.table = value
        case "--column": request.column = value
        case "--metric":
            let short = value == "ip" ? DistanceMetric.innerProduct.rawValue : value
            guard let metric = DistanceMetric(rawValue: short) else {
                throw ShellError("unknown metric \"\(value)\": cosine, l2, ip, l1, hamming or jaccard")
            }
            request.metric = metric
        case "--recall":
            guard let recall = Double(value) else {
                throw ShellError("option '--recall' requires a number, not \"\(value)\"")
            }
            request.recall = recall
        case "--k": request.k = try whole(value)
        case "--sample": request.sample = try whole(value)
        case "--rows": request.rows = try whole(value)
        case "--m": request.ms = try value.split(separator: ",").map { try whole($0) }
        case "--memory": request.memory = try whole(value).multipliedOrMost(by: 1 << 20)
        default:
            guard let seed = UInt64(value) else {
                throw ShellError("option '--seed' requires a whole number, not \"\(value)\"")
            }
            request.seed = seed
        }
    }
}

extension Int {
    fileprivate func multipliedOrMost(by factor: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
