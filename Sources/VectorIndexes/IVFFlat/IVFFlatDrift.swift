import VectorKernels
import VectorTypes

/// How far the data has moved away from the centres of an index of lists.
public struct IVFFlatDrift: Sendable, Hashable {
    /// The number of vectors when the centres were learnt.
    public var trainedCount = 0
    /// The number of vectors now.
    public var count = 0
    /// The mean squared distance of vectors from their centres, relative to what it was when the centres were learnt: 1
    /// where nothing has moved. For bits, the mean distance.
    public var distortion = 1.0
    /// How much longer the list is that a vector is in than the mean list, in the mean over vectors: 1 where all lists
    /// are equally long.
    public var imbalance = 1.0
    /// The part of the vectors that belong to no list yet.
    public var unsettled = 0.0

    /// Why the index should be built again, in a sentence; nil: it need not.
    public var advice: String? {
        guard count >= Self.leastCount else { return nil }
        if trainedCount * 20 < count {
            return "the lists were learnt from \(trainedCount) vectors, the index has \(count)"
        }
        if distortion > Self.greatestDistortion {
            let percent = Int(((distortion - 1) * 100).rounded())
            return "vectors are \(percent)% farther from the centres of their lists than when these were learnt"
        }
        if imbalance > Self.greatestImbalance {
            return "a few lists hold most of the vectors"
        }
        return nil
    }

    /// Below this every search is quick.
    private static let leastCount = 1_000
    private static let greatestDistortion = 1.3
    private static let greatestImbalance = 8.0
}

extension IVFFlatIndex {
    /// Measures on a sample how far the data has moved from the centres: after many changes of another kind than what
    /// the lists were learnt from, searches find less and take longer, until the index is built again.
    /// - Complexity: O(dimensions): some thousand vectors are looked at.
    public func drift() -> IVFFlatDrift {
        structure.withReadLock {
            var drift = IVFFlatDrift(trainedCount: origin.count, count: count)
            let settled = rows.reduce(0.0) { $0 + Double($1.count) }
            let unsettled = Double(pending.end.load(ordering: .relaxed) - pending.start)
            drift.unsettled = unsettled / max(1, settled + unsettled)
            guard let centers, settled > 0 else { return drift }
            let squares = rows.reduce(0.0) { $0 + Double($1.count) * Double($1.count) }
            drift.imbalance = squares * Double(rows.count) / (settled * settled)
            let distances = scratches.with { scratch in
                calibrationRows(4_096, pendingToo: true).compactMap { distanceFromCenter($0, centers, scratch) }
            }
            guard !distances.isEmpty, origin.distortion > 0 else { return drift }
            drift.distortion = distances.reduce(0, +) / Double(distances.count) / origin.distortion
            return drift
        }
    }

    /// The squared distance of a row from the centre of its list, or of the list that it would come to, as training
    /// measures it. Under `structure`.
    private func distanceFromCenter(_ slot: UInt32, _ centers: IVFFlatCenters, _ scratch: IVFFlatScratch) -> Double? {
        let place = slots.place(slot)
        let vector = vector(slot)
        let elements = element == .bit ? UnsafeRawPointer(vector) : UnsafeRawPointer(floats(vector, scratch.wide))
        var list = place.list
        if list == IVFFlatPlace.pendingList {
            guard centers.rank(elements, wanted: 1, sizes: sizes, scratch) == 1 else { return nil }
            list = Int(HNSWKey.slot(scratch.order[0]))
        }
        let center = UnsafeRawPointer(centers.values + list * centers.stride)
        guard element != .bit else { return Double(kernels.bits.hamming(elements, center, layout.vectorBytes)) }
        guard layout.isSpherical else { return Double(kernels.float32.squaredL2(elements, center, dimensions)) }
        let squared = kernels.float32.dot(elements, elements, dimensions)
        guard squared > 0 else { return nil }
        return Double(2 - 2 * kernels.float32.dot(elements, center, dimensions) / squared.squareRoot())
    }
}
