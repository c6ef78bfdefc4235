import Foundation
import VecDB

/// `vecdb-bench ingest`: durable rows a second, one transaction a batch.
struct IngestBenchmark {
    private let arguments: Arguments
    private let base: Matrix<Float>
    private let batch: Int
    private let way: Way

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        enum Index: String, CaseIterable { case none, hnsw }
        guard try arguments.choice("index", default: Index.none) == .none else {
            throw BenchmarkError("--index hnsw needs an approximate index, which vecdb does not have yet")
        }
        way = try arguments.choice("through", default: .api)
        guard way != .index else { throw BenchmarkError("ingest measures a database: --through api or sql") }
        batch = try arguments.number("batch", default: 1000, in: 1...1_000_000)
        let whole = try Matrix<Float>(file: try arguments.required("base"))
        base = whole.prefix(try arguments.number("limit", default: whole.rows, in: 1...Int.max))
    }

    func run() throws {
        let precision = try arguments.choice("precision", default: Precision.float32)
        let engine = try makeDatabaseEngine(
            way, arguments, dimensions: base.columns, metric: .cosine, precision: precision)
        let time = try seconds { try engine.ingest(base, batch: batch) }
        ResultLine([
            "phase": "ingest", "rows": .integer(base.rows), "seconds": .number(time),
            "rows_per_second": .number(Double(base.rows) / time), "batch": .integer(batch), "index": "none",
            "through": .text(way.rawValue), "dimensions": .integer(base.columns),
            "rss_mb": .number(residentMegabytes()),
        ]).followed(by: commonMembers(arguments, dataset: try arguments.required("base"))).print()
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
        guard FileManager.default.fileExists(atPath: path) else { throw BenchmarkError("\(path) does not exist") }
        let metric = try arguments.choice("metric", default: Metric.cosine)
        let k = try arguments.number("k", default: 10, in: 1...10_000)
        var engine: (any Engine)?
        let open = try seconds {
            engine = try CollectionEngine(try Database(path: path), dimensions: queries.columns, metric: metric)
        }
        guard let engine else { return }
        let first = try seconds { _ = try engine.search(Array(queries[0]), k: k) }
        let second = try seconds { _ = try engine.search(Array(queries[min(1, queries.rows - 1)]), k: k) }
        ResultLine([
            "phase": "open", "open_ms": .number(open * 1e3), "first_query_ms": .number((open + first) * 1e3),
            "second_query_ms": .number(second * 1e3), "index": "none", "metric": .text(metric.rawValue),
            "k": .integer(k), "rss_mb": .number(residentMegabytes()),
        ]).followed(by: commonMembers(arguments, dataset: path)).print()
    }
}
