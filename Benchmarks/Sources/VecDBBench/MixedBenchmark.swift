import Foundation

/// `vecdb-bench mixed`: the latency of a reader alone, and while another thread inserts rows.
struct MixedBenchmark {
    private let workload: Workload
    private let plan: IndexPlan
    private let writesPerSecond: Int
    private let duration: Double
    private let commit: Int
    private let effort: Int?

    init(_ arguments: Arguments) throws {
        workload = try Workload(arguments)
        plan = try workload.plan()
        writesPerSecond = try arguments.number("writes-per-second", default: 1000, in: 1...1_000_000)
        duration = try arguments.real("seconds", default: 20, in: 0.1...86_400)
        commit = arguments.text("batch") == nil ? 10 : workload.batch
        effort = try arguments.list("sweep", default: []).first
    }

    func run() throws {
        let base = workload.base
        let held = min(base.rows / 4, Int((Double(writesPerSecond) * duration).rounded(.up)))
        let engine = try makeApproximateEngine(workload.way, workload.arguments, dimensions: base.columns, plan)
        progress("building over \(base.rows - held) rows …")
        try engine.insert(base, 0..<base.rows - held, ranks: nil, batch: 1000)
        try engine.buildIndex()
        _ = try waitUntilSettled(engine)
        let searcher = try engine.makeSearcher()
        try searcher.prepare(SearchPlan(k: workload.k, effort: effort))
        let vectors = workload.vectors
        let scans = try engine.state().scans
        for vector in vectors { _ = try searcher.search(vector) }
        try requireUse(of: engine, since: scans)
        progress("reading alone …")
        let idle = SearchLoop(searcher, vectors, duration / 2)
        idle.run()
        if let error = idle.error { throw error }
        progress("reading beside a writer …")
        let writer = PacedWriter(
            engine, base, base.rows - held..<base.rows, rowsPerSecond: writesPerSecond, commit: commit)
        let busy = SearchLoop(searcher, vectors, duration)
        Thread.detachNewThread { writer.run() }
        busy.run()
        writer.stop()
        if let error = busy.error ?? writer.error { throw error }
        let written = Double(writer.written) / writer.duration
        var line = ResultLine(["phase": "mixed", "parameter": effort.map { .integer($0) } ?? .text("default")])
        for (name, share) in [("p50_us", 0.5), ("p95_us", 0.95), ("p99_us", 0.99)] {
            line[name] = .number(busy.latencies.quantile(share) * 1e6)
            line["idle_" + name] = .number(idle.latencies.quantile(share) * 1e6)
        }
        line["p99_ratio"] = .number(busy.latencies.quantile(0.99) / idle.latencies.quantile(0.99))
        line["longest_us"] = .number((busy.latencies.max() ?? .nan) * 1e6)
        line["qps"] = .number(Double(busy.latencies.count) / busy.latencies.reduce(0, +))
        line["idle_qps"] = .number(Double(idle.latencies.count) / idle.latencies.reduce(0, +))
        line["writes_per_second"] = .integer(writesPerSecond)
        line["written_per_second"] = .number(written)
        line["rows_a_commit"] = .integer(commit)
        line["seconds"] = .number(duration)
        line["cores"] = .integer(ProcessInfo.processInfo.activeProcessorCount)
        workload.emit(line, plan)
        guard written > 0.9 * Double(writesPerSecond) else {
            throw BenchmarkError("only \(Int(written)) of \(writesPerSecond) rows a second were written")
        }
    }
}

/// A thread that inserts rows at an even pace; when they are all in, it begins again with other ids.
private final class PacedWriter: @unchecked Sendable {
    // Safe because one thread runs it, and its results are read after `stop` has waited for that thread.
    private let engine: any ApproximateEngine
    private let base: Matrix<Float>
    private let rows: Range<Int>
    private let rowsPerSecond: Int
    private let commit: Int
    private let stopping = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private(set) var written = 0
    private(set) var duration = 0.0
    private(set) var error: (any Error)?

    init(
        _ engine: any ApproximateEngine, _ base: Matrix<Float>, _ rows: Range<Int>, rowsPerSecond: Int, commit: Int
    ) {
        self.engine = engine
        self.base = base
        self.rows = rows
        self.rowsPerSecond = rowsPerSecond
        self.commit = min(commit, max(1, rows.count))
    }

    func run() {
        let start = now()
        do {
            var next = rows.lowerBound
            var wait = DispatchTime.now()
            while stopping.wait(timeout: wait) == .timedOut {
                // Rows that come again replace themselves, which an update would do too.
                if next + commit > rows.upperBound { next = rows.lowerBound }
                try engine.replace(base, next..<next + commit)
                next += commit
                written += commit
                let due = start + Double(written) / Double(rowsPerSecond)
                wait = .now() + max(0, due - now())
            }
        } catch {
            self.error = error
        }
        duration = now() - start
        ended.signal()
    }

    func stop() {
        stopping.signal()
        ended.wait()
    }
}
