import VectorIndexes
import VectorTypes

/// The true nearest rows of each query.
struct TuningTruth {
    /// For each query the ids that count as found: the k nearest, and those as near as the last of them.
    private(set) var neighbors: [Set<Int64>] = []
    /// Of an exact search by one thread.
    var milliseconds = 0.0

    /// More rows than wanted are looked at, for those that are as near as the last.
    static let spare = 32

    mutating func append(_ near: [Neighbor], _ k: Int) {
        guard let last = near.prefix(k).last, !last.distance.isNaN else { return neighbors.append([]) }
        neighbors.append(Set(near.filter { $0.distance <= last.distance }.map(\.id)))
    }

    /// The mean share that was found, and its standard error. Queries without neighbours (zero vectors) do not count.
    func recall(_ found: [[Int64]], _ k: Int) -> (mean: Double, error: Double) {
        var shares: [Double] = []
        for (near, truth) in zip(found, neighbors) where !truth.isEmpty {
            let wanted = min(k, truth.count)
            shares.append(Double(min(wanted, near.count { truth.contains($0) })) / Double(wanted))
        }
        guard !shares.isEmpty else { return (1, 0) }
        let count = Double(shares.count)
        let mean = shares.reduce(0, +) / count
        let spread = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, count > 1 ? (spread / (count - 1) / count).squareRoot() : 0)
    }
}

/// Vectors in another form than the column's.
enum TuningForms {
    /// A float32 vector as float16.
    /// - Throws: 22003 when a number does not fit.
    static func half(_ payload: UnsafeRawBufferPointer) throws -> [UInt8] {
        let floats = (0..<payload.count / 4).map { payload.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
        return try HalfVector(floats).storageBytes
    }
}
