import TestSupport
import VectorIndexes

/// The slow reference: distances in double precision.
func referenceDistance(_ a: [Float], _ b: [Float], _ metric: DistanceMetric) -> Double {
    let pairs = zip(a, b).map { (Double($0), Double($1)) }
    let dot = pairs.reduce(0) { $0 + $1.0 * $1.1 }
    switch metric {
    case .l2: return pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    case .innerProduct: return -dot
    case .l1: return pairs.reduce(0) { $0 + abs($1.0 - $1.1) }
    case .cosine:
        let norms = pairs.reduce((0, 0)) { ($0.0 + $1.0 * $1.0, $0.1 + $1.1 * $1.1) }
        return 1 - dot / (norms.0 * norms.1).squareRoot()
    default: return .nan
    }
}

/// Whether results are as a reference says: the same number, ascending, each distance right, and none much farther than
/// the true one of its rank (rows that differ by less than rounding may change places).
func mismatch(
    _ found: [Neighbor], query: [Float], rows: [Int64: [Float]], metric: DistanceMetric, limit: Int,
    tolerance: Double = 1e-4
) -> String? {
    let truth = rows.map { Neighbor(id: $0.key, distance: referenceDistance($0.value, query, metric)) }
        .sorted { $0.precedes($1) }
    guard found.count == min(limit, rows.count) else { return "\(found.count) rows of \(min(limit, rows.count))" }
    guard Set(found.map(\.id)).count == found.count else { return "a row came twice" }
    for (rank, neighbor) in found.enumerated() {
        guard let row = rows[neighbor.id] else { return "row \(neighbor.id) does not exist" }
        let exact = referenceDistance(row, query, metric)
        let scale = max(1, abs(exact))
        if exact.isNaN != neighbor.distance.isNaN || abs(exact - neighbor.distance) > tolerance * scale {
            return "row \(neighbor.id) is at \(exact), not \(neighbor.distance)"
        }
        if abs(truth[rank].distance - neighbor.distance) > tolerance * scale {
            return "rank \(rank) is at \(truth[rank].distance), not \(neighbor.distance)"
        }
        if rank > 0, !found[rank - 1].precedes(neighbor) { return "ranks \(rank - 1) and \(rank) are out of order" }
    }
    return nil
}

/// A vector whose elements are exact in half precision.
func halfVector(_ count: Int, _ random: inout SeededGenerator) -> [Float] {
    (0..<count).map { _ in Float(Float16(Float(random.nextGaussian()))) }
}
