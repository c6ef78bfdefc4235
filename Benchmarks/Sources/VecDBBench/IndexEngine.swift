import VectorIndexes

/// The bare in-memory index, as a FAISS user would have it.
final class IndexEngine: Engine {
    private let index: FlatIndex

    init(dimensions: Int, metric: Metric, precision: Precision, threads: Int) throws {
        // With codes, float16 rows stand behind them for the last comparison.
        index = try FlatIndex(
            dimensions: dimensions, metric: metric.distanceMetric, element: precision == .float32 ? .float32 : .float16,
            codes: precision == .int8, threads: threads)
    }

    func ingest(_ base: Matrix<Float>, batch: Int) throws {
        for start in stride(from: 0, to: base.rows, by: batch) {
            let end = min(start + batch, base.rows)
            let vectors = Array(base.elements[start * base.columns..<end * base.columns])
            try index.add(vectors, ids: (start..<end).map(Int64.init))
        }
    }

    func search(_ query: [Float], k: Int) throws -> [Int64] {
        try index.search(near: query, limit: k).map(\.id)
    }

    func search(_ queries: [[Float]], k: Int) throws -> [[Int64]]? {
        try index.search(near: queries, limit: k).map { $0.map(\.id) }
    }
}
