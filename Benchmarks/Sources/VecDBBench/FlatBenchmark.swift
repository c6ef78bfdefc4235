import Foundation
import VectorIndexes

/// `vecdb-bench flat`: exact search, one query a call and in batches, as shares of what the machine can do.
struct FlatBenchmark {
    private let arguments: Arguments
    private let metric: Metric
    private let precision: Precision
    private let way: Way
    private let k: Int
    private let batch: Int
    private let threads: Int
    private let base: Matrix<Float>
    private let queries: Matrix<Float>
    private let truth: Truth
    private let common: ResultLine

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        metric = try arguments.choice("metric", default: .cosine)
        precision = try arguments.choice("precision", default: .float32)
        way = try arguments.choice("through", default: .index)
        k = try arguments.number("k", default: 10, in: 1...10_000)
        batch = try arguments.number("batch", default: 1000, in: 1...100_000)
        threads = try arguments.number("threads", default: 1, in: 1...1024)
        let path = try arguments.required("base")
        let whole = try Matrix<Float>(file: path)
        base = whole.prefix(try arguments.number("limit", default: whole.rows, in: 1...Int.max))
        queries = try Matrix<Float>(file: try arguments.required("queries"))
        guard queries.columns == base.columns else {
            throw BenchmarkError("queries have \(queries.columns) dimensions, the rows \(base.columns)")
        }
        truth = try Truth(
            file: arguments.text("truth"), base: base, queries: queries, metric: metric, k: k,
            isWhole: base.rows == whole.rows)
        common = commonMembers(arguments, dataset: path).followed(
            by: ResultLine([
                "index": "flat", "metric": .text(metric.rawValue), "precision": .text(precision.rawValue),
                "through": .text(way.rawValue), "rows": .integer(base.rows), "dimensions": .integer(base.columns),
                "k": .integer(k), "threads": .integer(threads),
            ]))
    }

    func run() throws {
        let yardsticks = try Yardsticks(bytes: base.rows * base.columns * precision.bytes)
        let before = residentMegabytes()
        let engine = try makeEngine()
        let time = try seconds { try engine.ingest(base, batch: 1000) }
        // A database reads the vectors into memory when they are first asked for.
        let vectors = (0..<queries.rows).map { Array(queries[$0]) }
        let first = try seconds { _ = try engine.search(vectors[0], k: k) }
        emit([
            "phase": "ingest", "seconds": .number(time), "rows_per_second": .number(Double(base.rows) / time),
            "first_query_ms": .number(first * 1e3), "rss_mb": .number(residentMegabytes() - before),
        ])
        let passes = try Passes(arguments)
        var (single, batches) = (SingleMeasurement(), BatchMeasurement())
        for pass in passes {
            try measureSingle(engine, vectors, yardsticks, into: &single)
            let hasBatch = try measureBatch(engine, vectors, yardsticks, into: &batches)
            guard passes.isPaced else { continue }
            emit(single, pass: pass)
            if hasBatch { emit(batches, pass: pass) }
            (single, batches) = (SingleMeasurement(), BatchMeasurement())
        }
        guard !passes.isPaced else { return }
        emit(single, pass: nil)
        guard !batches.rates.isEmpty else { return progress("no batch search through \(way.rawValue)") }
        emit(batches, pass: nil)
    }

    private struct SingleMeasurement {
        var (rates, shares, reads, latencies) = ([Double](), [Double](), [Double](), [Double]())
        var recall = 0.0
    }

    private struct BatchMeasurement {
        var (rates, shares, products) = ([Double](), [Double](), [Double]())
        var recall = 0.0
    }

    /// The share of the read bandwidth is that of the median query in the median read, so that a moment in which the
    /// machine did something else counts for neither.
    private func measureSingle(
        _ engine: any Engine, _ vectors: [[Float]], _ yardsticks: Yardsticks, into single: inout SingleMeasurement
    ) throws {
        let bytes = Double(base.rows * base.columns * precision.bytes)
        var reads = [yardsticks.readRate()]
        var latencies: [Double] = []
        var found: [[Int64]] = []
        for (number, vector) in vectors.enumerated() {
            let time = try seconds { found.append(try engine.search(vector, k: k)) }
            latencies.append(time)
            if number % 50 == 49 { reads.append(yardsticks.readRate()) }
        }
        single.recall = truth.recall(found)
        single.latencies += latencies
        single.rates.append(Double(vectors.count) / latencies.reduce(0, +))
        single.reads.append(reads.median)
        single.shares.append(bytes / latencies.median / 1e9 / reads.median)
    }

    private func emit(_ single: SingleMeasurement, pass: Int?) {
        let bytes = Double(base.rows * base.columns * precision.bytes)
        emit(
            [
                "phase": "search", "mode": "single", "recall": .number(single.recall),
                "qps": .number(single.rates.median), "qps_best": .number(single.rates.max() ?? .nan),
                "p50_us": .number(single.latencies.median * 1e6),
                "p99_us": .number(single.latencies.quantile(0.99) * 1e6),
                "gb_per_second": .number(single.rates.median * bytes / 1e9),
                "read_gb_per_second": .number(single.reads.median),
                "share_of_bandwidth": .number(single.shares.median),
            ], pass: pass)
    }

    /// Fewer queries than the batch asks for are used again. False where there is no batch search.
    private func measureBatch(
        _ engine: any Engine, _ vectors: [[Float]], _ yardsticks: Yardsticks, into batches: inout BatchMeasurement
    ) throws -> Bool {
        let batchVectors = (0..<batch).map { vectors[$0 % vectors.count] }
        guard let warm = try engine.search(batchVectors, k: k) else { return false }
        batches.recall = truth.recall(Array(warm.prefix(vectors.count)))
        let operations = 2 * Double(batch) * Double(base.rows) * Double(base.columns)
        let before = yardsticks.multiplyRate(queries: batch, dimensions: base.columns)
        let time = try seconds { _ = try engine.search(batchVectors, k: k) }
        let after = yardsticks.multiplyRate(queries: batch, dimensions: base.columns)
        batches.rates.append(Double(batch) / time)
        batches.products.append((before + after) / 2)
        batches.shares.append(operations / time / 1e9 / ((before + after) / 2))
        return true
    }

    private func emit(_ batches: BatchMeasurement, pass: Int?) {
        let operations = 2 * Double(base.rows) * Double(base.columns)
        emit(
            [
                "phase": "search", "mode": "batch", "batch": .integer(batch), "recall": .number(batches.recall),
                "qps": .number(batches.rates.median), "qps_best": .number(batches.rates.max() ?? .nan),
                "gflop_per_second": .number(batches.rates.median * operations / 1e9),
                "sgemm_gflop_per_second": .number(batches.products.median),
                "share_of_sgemm": .number(batches.shares.median),
                "blas": BLASProvider.current == .fast ? "fast" : "reference",
            ], pass: pass)
    }

    private func makeEngine() throws -> any Engine {
        switch way {
        case .index:
            return try IndexEngine(dimensions: base.columns, metric: metric, precision: precision, threads: threads)
        case .api, .sql:
            return try makeDatabaseEngine(
                way, arguments, dimensions: base.columns, metric: metric, precision: precision)
        }
    }

    private func emit(_ members: KeyValuePairs<String, ResultLine.Value>, pass: Int? = nil) {
        var line = ResultLine(members)
        line["pass"] = pass.map { .integer($0) }
        line.followed(by: common).print()
    }
}
