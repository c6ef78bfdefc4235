/// The command line: a sub-command, `--name value` pairs and flags.
struct Arguments {
    let command: String
    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    static let valueNames: Set<String> = [
        "base", "queries", "truth", "metric", "type", "k", "db", "threads", "build-threads", "through", "repeat",
        "limit", "storage", "label", "batch", "precision", "m", "ef-construction", "sweep", "lists", "selectivity",
        "index", "fraction", "writes-per-second", "seconds",
    ]
    static let flagNames: Set<String> = ["correlated"]

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
    usage: vecdb-bench flat --base F --queries F [--truth F] [--metric cosine|l2|ip|l1] [--k 10] [--batch 1000]
                            [--precision float32|float16|int8] [--through index|api|sql] [--threads 1] [--repeat 3]
                            [--limit ROWS] [--db FILE] [--label TEXT]
           vecdb-bench ingest --base F [--batch 1000] [--index none] [--through api|sql] [--db FILE]
           vecdb-bench open --db FILE --queries F
    files are .npy (float32, float16, int32), .fvecs, .bvecs or .ivecs; one JSON object a line goes to stdout
    """
