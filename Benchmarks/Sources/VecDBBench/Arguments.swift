/// The command line: a sub-command, `--name value` pairs and flags.
struct Arguments {
    let command: String
    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    static let valueNames: Set<String> = [
        "base", "queries", "truth", "metric", "type", "k", "db", "threads", "build-threads", "through", "repeat",
        "limit", "storage", "label", "batch", "precision", "m", "ef-construction", "sweep", "lists", "selectivity",
        "index", "fraction", "writes-per-second", "seconds", "min-seconds",
    ]
    static let flagNames: Set<String> = ["correlated", "paced"]

    init(_ words: [String]) throws {
        guard let command = words.first else { throw BenchmarkError(usage) }
        self.command = command
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            let name = String(word.dropFirst(2))
            guard word.hasPrefix("--") else { throw BenchmarkError("unexpected argument \"\(word)\"") }
            if Self.flagNames.contains(name) {
                flags.insert(name)
            } else if Self.valueNames.contains(name) {
                guard let value = rest.popFirst() else { throw BenchmarkError("option \(word) needs a value") }
                values[name] = value
            } else {
                throw BenchmarkError("unknown option \(word)")
            }
        }
    }

    func text(_ name: String) -> String? { values[name] }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    func required(_ name: String) throws -> String {
        guard let value = values[name] else { throw BenchmarkError("option --\(name) is needed") }
        return value
    }

    func number(_ name: String, default standard: Int, in range: ClosedRange<Int>) throws -> Int {
        guard let text = values[name] else { return standard }
        guard let value = Int(text), range.contains(value) else {
            throw BenchmarkError(
                "option --\(name) takes a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
        }
        return value
    }

    func real(_ name: String, default standard: Double, in range: ClosedRange<Double>) throws -> Double {
        guard let text = values[name] else { return standard }
        guard let value = Double(text), range.contains(value) else {
            throw BenchmarkError(
                "option --\(name) takes a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
        }
        return value
    }

    /// Whole numbers above zero, separated by commas.
    func list(_ name: String, default standard: [Int]) throws -> [Int] {
        guard let text = values[name] else { return standard }
        return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let value = Int(part), value > 0 else {
                throw BenchmarkError(
                    "option --\(name) takes whole numbers above 0, separated by commas, not \"\(text)\"")
            }
            return value
        }
    }

    /// Numbers separated by commas.
    func reals(_ name: String, default standard: [Double], in range: ClosedRange<Double>) throws -> [Double] {
        guard let text = values[name] else { return standard }
        return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let value = Double(part), range.contains(value) else {
                throw BenchmarkError(
                    "option --\(name) takes numbers from \(range.lowerBound) to \(range.upperBound), not \"\(part)\"")
            }
            return value
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, default standard: Choice) throws -> Choice
    where Choice.RawValue == String {
        guard let text = values[name] else { return standard }
        guard let value = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw BenchmarkError("option --\(name) is one of \(names), not \"\(text)\"")
        }
        return value
    }
}

let usage = """
    usage: vecdb-bench hnsw     COMMON [--m 16] [--ef-construction 64] [--sweep 10,20,40,80,160,320]
           vecdb-bench ivfflat  COMMON [--lists 100] [--sweep 1,2,4,8,16,32,64]
           vecdb-bench flat     COMMON [--precision float32|float16|int8]
           vecdb-bench filtered COMMON [--selectivity 0.5,0.1,0.01,0.001,0.0001] [--correlated] [--sweep EF,…]
           vecdb-bench churn    COMMON [--fraction 0.3] [--sweep 40]
           vecdb-bench mixed    COMMON [--writes-per-second 1000] [--seconds 20] [--batch 10]
           vecdb-bench ingest   --base F [--batch 1000] [--index none|hnsw] [--through api|sql] [--limit ROWS] [--db FILE]
           vecdb-bench open     --db FILE --queries F [--metric M] [--through api|sql] [--k 10]
    COMMON: --base F --queries F [--truth F] [--metric cosine|l2|ip|l1] [--type vector|halfvec] [--k 10]
            [--through index|api|sql] [--db FILE] [--threads 1] [--build-threads N] [--storage full|compact]
            [--batch 1000] [--repeat 3] [--min-seconds 0.5] [--limit ROWS] [--label TEXT]
    filtered, churn and mixed take --index hnsw|ivfflat with the options of that index
    with --paced (hnsw, flat, filtered) each pass waits for a line on stdin, so that engines can be measured in turn
    files are .npy (float32, float16, int32), .fvecs, .bvecs or .ivecs; one JSON object a line goes to stdout
    """
