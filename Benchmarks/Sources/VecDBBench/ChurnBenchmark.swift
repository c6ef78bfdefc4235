/// `vecdb-bench churn`: what recall, speed and size become when a share of the rows is deleted and as many others are
/// inserted, beside an index that is built afresh from the same rows.
struct ChurnBenchmark {
    private let workload: Workload
    private let plan: IndexPlan
    private let fraction: Double
    private let efforts: [Int]
    private let repeats: Int
    private let leastSeconds: Double
    private static let rounds = 10

    init(_ arguments: Arguments) throws {
        workload = try Workload(arguments)
        plan = try workload.plan()
        fraction = try arguments.real("fraction", default: 0.3, in: 0.001...1)
        efforts = try arguments.list("sweep", default: [40])
        repeats = try arguments.number("repeat", default: 3, in: 1...1000)
        leastSeconds = try arguments.real("min-seconds", default: 0.5, in: 0...3600)
        guard arguments.text("db") == nil else {
            throw BenchmarkError("churn makes two databases: --db would name both")
        }
    }

    func run() throws {
        let base = workload.base
        let first = Int(Double(base.rows) / (1 + fraction))
        let changed = base.rows - first
        guard changed > 0 else { throw BenchmarkError("--fraction \(fraction) of \(base.rows) rows is no row") }
        let ranks = Ranks.random(first)
        let deleted = (0..<first).filter { ranks[$0] < changed }.sorted { ranks[$0] < ranks[$1] }
        let gone = Set(deleted)
        let left = (0..<base.rows).filter { !gone.contains($0) }
        progress("computing the truth in float64 …")
        let truth = Truth(
            base: base, queries: workload.queries, metric: workload.metric, k: workload.k, among: left)

        let engine = try build(0..<first)
        var memory = residentMegabytes()
        var (deleting, inserting) = (0.0, 0.0)
        for round in 0..<Self.rounds {
            progress("round \(round + 1) of \(Self.rounds)")
            let part = round * changed / Self.rounds..<(round + 1) * changed / Self.rounds
            deleting += try seconds { try engine.delete(deleted[part].map(Int64.init)) }
            inserting += try seconds {
                let rows = first + part.lowerBound..<first + part.upperBound
                try engine.insert(base, rows, ranks: nil, batch: workload.batch)
            }
        }
        let shares: KeyValuePairs<String, ResultLine.Value> = [
            "fraction": .number(fraction), "changed": .integer(changed), "delete_seconds": .number(deleting),
            "insert_seconds": .number(inserting),
        ]
        try measure(engine, truth, "changed", ResultLine(shares), memoryBefore: &memory)
        let repairing = try seconds { try engine.repair() }
        var repaired = ResultLine(shares)
        repaired["repair_seconds"] = .number(repairing)
        try measure(engine, truth, "repaired", repaired, memoryBefore: &memory)

        let fresh = try makeApproximateEngine(workload.way, workload.arguments, dimensions: base.columns, plan)
        // The rows that are left, in their order, with the ids that they have.
        var start = 0
        while start < left.count {
            var end = start + 1
            while end < left.count, left[end] == left[end - 1] + 1, end - start < workload.batch { end += 1 }
            try fresh.insert(base, left[start]..<left[end - 1] + 1, ranks: nil, batch: workload.batch)
            start = end
        }
        try fresh.buildIndex()
        try measure(fresh, truth, "fresh", ResultLine(shares), memoryBefore: &memory)
    }

    private func build(_ rows: Range<Int>) throws -> any ApproximateEngine {
        progress("building over \(rows.count) rows …")
        let engine = try makeApproximateEngine(
            workload.way, workload.arguments, dimensions: workload.base.columns, plan)
        try engine.insert(workload.base, rows, ranks: nil, batch: workload.batch)
        try engine.buildIndex()
        return engine
    }

    private func measure(
        _ engine: any ApproximateEngine, _ truth: Truth, _ stage: String, _ members: ResultLine,
        memoryBefore: inout Double
    ) throws {
        let waited = try waitUntilSettled(engine)
        let measuring = SearchMeasuring(vectors: workload.vectors, leastSeconds: leastSeconds)
        let searchers = try (0..<workload.threads).map { _ in try engine.makeSearcher() }
        let scans = try engine.state().scans
        var measured = efforts.map { _ in SearchMeasurement() }
        for _ in 0..<repeats {
            for (number, effort) in efforts.enumerated() {
                try measuring.single(
                    searchers, SearchPlan(k: workload.k, effort: effort), into: &measured[number])
            }
        }
        try requireUse(of: engine, since: scans)
        returnFreeMemory()
        let state = try engine.state()
        for (effort, measurement) in zip(efforts, measured) {
            var line = ResultLine(["phase": "churn", "stage": .text(stage), "parameter": .integer(effort)])
                .followed(by: measurement.members(truth)).followed(by: members)
            line["settle_seconds"] = .number(waited)
            line["rss_growth_mb"] = .number(residentMegabytes() - memoryBefore)
            line["dead"] = state.dead.map { .integer($0) }
            line["index_mb"] = state.memoryBytes.map { .number(Double($0) / 1e6) }
            line["file_mb"] = try engine.fileBytes().map { .number(Double($0) / 1e6) }
            workload.emit(line, plan)
        }
        memoryBefore = residentMegabytes()
    }
}
