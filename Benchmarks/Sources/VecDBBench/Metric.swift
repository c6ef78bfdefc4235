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

    /// By how much the distance of a right neighbour may exceed the last true one's in a file that was computed with
    /// float32.
    func tolerance(_ query: ArraySlice<Float>, _ row: ArraySlice<Float>) -> Double {
        func length(_ vector: ArraySlice<Float>) -> Double { vector.reduce(0) { $0 + Double($1) * Double($1) } }
        switch self {
        case .cosine: return 2e-6
        case .ip: return 2e-6 * (length(query) * length(row)).squareRoot()
        case .l2: return 2e-6 * (length(query) + length(row))
        case .l1: return 2e-6 * row.reduce(0) { $0 + Double($1.magnitude) }
        }
    }

    /// The operator class of an index.
    func operatorClass(_ type: ElementType) -> String {
        let name =
            switch self {
            case .cosine: "cosine"
            case .l2: "l2"
            case .ip: "ip"
            case .l1: "l1"
            }
        return "\(type.rawValue)_\(name)_ops"
    }
}

/// How the vectors of a column or of an index are stored.
enum ElementType: String, CaseIterable { case vector, halfvec }
