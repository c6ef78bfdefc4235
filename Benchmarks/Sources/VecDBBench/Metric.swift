import VectorIndexes

/// What is measured between vectors.
enum Metric: String, CaseIterable {
    case cosine, l2, ip, l1

    /// The SQL operator.
    var sqlOperator: String {
        switch self {
        case .cosine: "<=>"
        case .l2: "<->"
        case .ip: "<#>"
        case .l1: "<+>"
        }
    }

    /// What the library calls it.
    var distanceMetric: DistanceMetric {
        switch self {
        case .cosine: .cosine
        case .l2: .l2
        case .ip: .innerProduct
        case .l1: .l1
        }
    }

    /// In float64, for the truth.
    func distance(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
        var (dot, aa, bb, l2, l1) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            let (x, y) = (Double(x), Double(y))
            switch self {
            case .cosine:
                dot += x * y
                aa += x * x
                bb += y * y
            case .ip: dot += x * y
            case .l2: l2 += (x - y) * (x - y)
            case .l1: l1 += (x - y).magnitude
            }
        }
        switch self {
        case .cosine: return 1 - dot / (aa * bb).squareRoot()
        case .ip: return -dot
        case .l2: return l2
        case .l1: return l1
        }
    }
}

/// The ids of the true nearest neighbours of each query, and how many of them a search found.
struct Truth {
    private var ids: [Set<Int64>]

    /// From a file of ids in ascending order of distance, or by comparing everything in float64.
    init(file: String?, base: Matrix<Float>, queries: Matrix<Float>, metric: Metric, k: Int, isWhole: Bool) throws {
        if let file, isWhole {
            let matrix = try Matrix<Int32>(file: file)
            guard matrix.rows >= queries.rows, matrix.columns >= k else {
                throw BenchmarkError("\(file): expected at least \(queries.rows) rows of \(k) ids")
            }
            ids = (0..<queries.rows).map { Set(matrix[$0].prefix(k).map(Int64.init)) }
        } else {
            progress("computing the truth in float64 …")
            ids = (0..<queries.rows).map { query in
                let distances = (0..<base.rows).map { metric.distance(queries[query], base[$0]) }
                let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
                return Set(order.prefix(k).map(Int64.init))
            }
        }
    }

    func recall(_ found: [[Int64]], k: Int) -> Double {
        let hits = zip(found, ids).reduce(0) { $0 + $1.1.intersection($1.0.prefix(k)).count }
        let wanted = zip(found, ids).reduce(0) { $0 + $1.1.count }
        return Double(hits) / Double(max(1, wanted))
    }
}
