/// The ranks by which `filtered` and `churn` choose rows: a filter takes the rows whose rank is below a bound, so that
/// every selectivity is met to the row. The drivers of other engines compute the same ranks.
enum Ranks {
    /// The order of a hash of the row's number.
    static func random(_ count: Int) -> [Int32] {
        ranks((0..<count).map { ($0, splitMix(UInt64($0))) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0))
    }

    /// The order of the distance from the row in the middle of the file: rows of similar rank lie together, and most
    /// queries lie elsewhere.
    static func correlated(_ base: Matrix<Float>, _ metric: Metric) -> [Int32] {
        let anchor = base[base.rows / 2]
        let distances = (0..<base.rows).map { ($0, metric.distance(anchor, base[$0])) }
        return ranks(distances.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0))
    }

    private static func ranks(_ order: [Int]) -> [Int32] {
        var ranks = [Int32](repeating: 0, count: order.count)
        for (rank, row) in order.enumerated() { ranks[row] = Int32(rank) }
        return ranks
    }

    static func splitMix(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
