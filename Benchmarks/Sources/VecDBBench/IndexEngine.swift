import VectorIndexes
import VectorTypes

/// The bare in-memory index, as a FAISS user would have it.
final class IndexEngine: Engine {
    private let index: FlatIndex

    init(dimensions: Int, metric: Metric, precision: Precision, threads: Int) throws {
        let element: VectorElement
        switch precision {
        case .float32: element = .float32
        case .float16: element = .float16
        case .int8: throw BenchmarkError("--precision int8 is not supported yet")
        }
        let distance: DistanceMetric =
            switch metric {
            case .cosine: .cosine
            case .l2: .l2
            case .ip: .innerProduct
            case .l1: .l1
            }
        index = try FlatIndex(dimensions: dimensions, metric: distance, element: element, threads: threads)
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
