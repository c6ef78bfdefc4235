import Foundation

/// `vecdb-bench hnsw` and `ivfflat`: building an index, and the curve of recall against speed.
struct GraphBenchmark {
    private let workload: Workload
    private let plan: IndexPlan
    private let efforts: [Int]
    private let leastSeconds: Double

    init(_ arguments: Arguments, _ method: IndexPlan.Method) throws {
        workload = try Workload(arguments)
        plan = try workload.plan(method)
        efforts = try arguments.list(
            "sweep", default: method == .hnsw ? [10, 20, 40, 80, 160, 320] : [1, 2, 4, 8, 16, 32, 64])
        leastSeconds = try arguments.real("min-seconds", default: 0.5, in: 0...3600)
    }

    func run() throws {
        let truth = try workload.truth()
        let engine = try makeApproximateEngine(
            workload.way, workload.arguments, dimensions: workload.base.columns, plan)
        try build(engine)
        let measuring = SearchMeasuring(vectors: workload.vectors, leastSeconds: leastSeconds)
        let searchers = try (0..<workload.threads).map { _ in try engine.makeSearcher() }
        let scans = try engine.state().scans
        let passes = try Passes(workload.arguments)
        var single = efforts.map { _ in SearchMeasurement() }
        var batch = efforts.map { _ in SearchMeasurement() }
        var hasBatch = true
        for pass in passes {
            for (number, effort) in efforts.enumerated() {
                let search = SearchPlan(k: workload.k, effort: effort)
                try measuring.single(searchers, search, into: &single[number])
                try requireUse(of: engine, since: scans)
                hasBatch = try measuring.batch(engine, search, threads: workload.threads, into: &batch[number])
                guard passes.isPaced else { continue }
                emit(single[number], effort, "single", truth, pass: pass)
                if hasBatch { emit(batch[number], effort, "batch", truth, pass: pass) }
                single[number].latencies = []
            }
        }
        guard !passes.isPaced else { return }
        for (number, effort) in efforts.enumerated() { emit(single[number], effort, "single", truth) }
        guard hasBatch else { return progress("no batch search through \(workload.way.rawValue)") }
        for (number, effort) in efforts.enumerated() { emit(batch[number], effort, "batch", truth) }
    }

    private func build(_ engine: any ApproximateEngine) throws {
        let rows = 0..<workload.base.rows
        returnFreeMemory()
        let before = residentMegabytes()
        if engine.hasRows {
            progress("storing \(rows.count) rows …")
            let time = try seconds { try engine.insert(workload.base, rows, ranks: nil, batch: workload.batch) }
            workload.emit(
                ResultLine([
                    "phase": "ingest", "seconds": .number(time), "rows_per_second": .number(Double(rows.count) / time),
                    "batch": .integer(workload.batch),
                ]), plan)
        }
        progress("building …")
        let processor = processorSeconds()
        let time = try seconds {
            if !engine.hasRows { try engine.insert(workload.base, rows, ranks: nil, batch: 0) }
            try engine.buildIndex()
        }
        let used = processorSeconds() - processor
        let settling = try waitUntilSettled(engine)
        // A first search brings into memory what searching needs.
        let searcher = try engine.makeSearcher()
        try searcher.prepare(SearchPlan(k: workload.k))
        _ = try searcher.search(Array(workload.queries[0]))
        returnFreeMemory()
        var line = ResultLine([
            "phase": "build", "seconds": .number(time), "cpu_seconds": .number(used),
            "rows_per_second": .number(Double(rows.count) / time), "rss_mb": .number(residentMegabytes() - before),
        ])
        if settling > 0.01 { line["settle_seconds"] = .number(settling) }
        if let bytes = try engine.fileBytes() { line["file_mb"] = .number(Double(bytes) / 1e6) }
        if let bytes = try engine.state().memoryBytes { line["index_mb"] = .number(Double(bytes) / 1e6) }
        workload.emit(line, plan)
    }

    private func emit(
        _ measurement: SearchMeasurement, _ effort: Int, _ mode: String, _ truth: Truth, pass: Int? = nil
    ) {
        var line = ResultLine(["phase": "search", "mode": .text(mode), "parameter": .integer(effort)])
            .followed(by: measurement.members(truth, lastPassOnly: pass != nil))
        if let pass { line["pass"] = .integer(pass) }
        workload.emit(line, plan)
    }
}
