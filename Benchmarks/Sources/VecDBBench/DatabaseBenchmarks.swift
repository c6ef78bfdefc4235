import Foundation
import VecDB

/// `vecdb-bench ingest`: durable rows a second, one transaction a batch; with an index, whether each batch is found at
/// once, and how fast the index follows.
struct IngestBenchmark {
    private let arguments: Arguments
    private let base: Matrix<Float>
    private let batch: Int
    private let way: Way
    private let plan: IndexPlan
    private let hasIndex: Bool

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        enum Index: String, CaseIterable { case none, hnsw }
        hasIndex = try arguments.choice("index", default: Index.none) == .hnsw
        way = try arguments.choice("through", default: .api)
        guard way != .index else { throw BenchmarkError("ingest measures a database: --through api or sql") }
        batch = try arguments.number("batch", default: 1000, in: 1...1_000_000)
        plan = IndexPlan(
            metric: try arguments.choice("metric", default: .cosine),
            type: try arguments.choice("type", default: .vector),
            m: try arguments.number("m", default: 16, in: 2...100),
            efConstruction: try arguments.number("ef-construction", default: 64, in: 4...1000),
            storage: try arguments.choice("storage", default: .full))
        let whole = try Matrix<Float>(file: try arguments.required("base"))
        base = whole.prefix(try arguments.number("limit", default: whole.rows, in: 1...Int.max))
    }

    func run() throws {
        let engine = try makeApproximateEngine(way, arguments, dimensions: base.columns, plan)
        if hasIndex { try engine.buildIndex() }
        let searcher = try engine.makeSearcher()
        try searcher.prepare(SearchPlan(k: 10))
        var (accepting, asking, longest) = (0.0, 0.0, 0.0)
        var foundAtOnce = 0
        var batches = 0
        let (processor, own) = (processorSeconds(), processorSeconds(thread: true))
        for start in stride(from: 0, to: base.rows, by: batch) {
            let end = min(start + batch, base.rows)
            let time = try seconds { try engine.insert(base, start..<end, ranks: nil, batch: batch) }
            accepting += time
            longest = max(longest, time)
            batches += 1
            guard hasIndex else { continue }
            asking += try seconds {
                let found = try searcher.search(Array(base[end - 1]))
                // A copy of the row at distance 0 may stand in its place.
                let isFound = found.contains(Int64(end - 1)) || found.contains { base[Int($0)] == base[end - 1] }
                foundAtOnce += isFound ? 1 : 0
            }
        }
        var line = ResultLine([
            "phase": "ingest", "rows": .integer(base.rows), "seconds": .number(accepting),
            "rows_per_second": .number(Double(base.rows) / accepting), "batch": .integer(batch),
            "longest_batch_ms": .number(longest * 1e3), "through": .text(way.rawValue),
            "dimensions": .integer(base.columns),
        ])
        if hasIndex {
            line["rows_per_second_with_queries"] = .number(Double(base.rows) / (accepting + asking))
            line["query_ms"] = .number(asking / Double(batches) * 1e3)
            line["batches"] = .integer(batches)
            line["batches_found_at_once"] = .integer(foundAtOnce)
            line["backlog"] = try engine.state().unsettled.map { .integer($0) }
            line["settle_seconds"] = .number(try waitUntilSettled(engine))
            // What other threads of this process computed: following and linking.
            let others = (processorSeconds() - processor) - (processorSeconds(thread: true) - own)
            line["follower_rows_per_second_core"] = .number(Double(base.rows) / others)
        }
        line["rss_mb"] = .number(residentMegabytes())
        line["file_mb"] = try engine.fileBytes().map { .number(Double($0) / 1e6) }
        let index = hasIndex ? plan.members : ResultLine(["index": "none"])
        line.followed(by: index).followed(
            by: commonMembers(arguments, dataset: try arguments.required("base"))
        ).print()
        guard !hasIndex || foundAtOnce == batches else {
            throw BenchmarkError("the last row of \(batches - foundAtOnce) of \(batches) batches was not found at once")
        }
    }
}

/// `vecdb-bench open`: how long a file that exists takes to open, and to answer the first and the second query.
struct OpenBenchmark {
    private let arguments: Arguments
    private let queries: Matrix<Float>

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        queries = try Matrix<Float>(file: try arguments.required("queries"))
    }

    func run() throws {
        let path = try arguments.required("db")
        try readOnce(path)
        let plan = IndexPlan(
            metric: try arguments.choice("metric", default: .cosine),
            type: try arguments.choice("type", default: .vector))
        let k = try arguments.number("k", default: 10, in: 1...10_000)
        let way = try arguments.choice("through", default: Way.api)
        let before = residentMegabytes()
        var searcher: (any Searcher)?
        var engine: (any ApproximateEngine)?
        let open = try seconds {
            let database = try Database(path: path)
            let made: any ApproximateEngine =
                switch way {
                case .api: try CollectionEngine(database, dimensions: queries.columns, plan, isNew: false)
                case .sql: try SQLEngine(database, dimensions: queries.columns, plan, isNew: false)
                case .index: throw BenchmarkError("open measures a database: --through api or sql")
                }
            engine = made
            searcher = try made.makeSearcher()
        }
        guard let searcher else { return }
        try searcher.prepare(SearchPlan(k: k))
        let first = try seconds { _ = try searcher.search(Array(queries[0])) }
        let second = try seconds { _ = try searcher.search(Array(queries[min(1, queries.rows - 1)])) }
        let early = residentMegabytes() - before
        ResultLine([
            "phase": "open", "open_ms": .number(open * 1e3), "first_query_ms": .number(first * 1e3),
            "open_and_first_query_ms": .number((open + first) * 1e3), "second_query_ms": .number(second * 1e3),
            "through": .text(way.rawValue), "metric": .text(plan.metric.rawValue), "k": .integer(k),
            "rss_mb": .number(early),
        ]).followed(by: commonMembers(arguments, dataset: path)).print()
        withExtendedLifetime(engine) {}
    }

    /// Brings the file into the page cache, so that the disk is not what is measured.
    private func readOnce(_ path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { throw BenchmarkError("\(path) does not exist") }
        while let block = try file.read(upToCount: 1 << 22), !block.isEmpty {}
        try file.close()
    }
}
