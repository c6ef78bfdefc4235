/// The best rows met so far, by score, as keys in a scratch's memory; see ``HNSWKey``.
///
/// A few are kept sorted, so that the bound is as tight as can be. Many are kept in a heap of no order: when twice as
/// many have come in as are wanted, the worse half is dropped.
struct IVFFlatCandidates {
    /// Up to this many are kept sorted.
    private static let sortedCapacity = 1_024

    let pool: UnsafeMutablePointer<UInt64>
    let capacity: Int
    private(set) var count = 0
    /// A score that is not below this is not among the best.
    private(set) var bound = -Float.infinity
    private var worst: UInt64 = 0

    /// Takes nothing.
    init() {
        pool = Self.nothing
        capacity = 0
    }

    nonisolated(unsafe) private static let nothing = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)

    init(capacity: Int, _ scratch: IVFFlatScratch) {
        self.capacity = capacity
        pool = scratch.reservePool(capacity <= Self.sortedCapacity ? capacity + 1 : 2 * capacity)
        if capacity > 0 {
            bound = .infinity
            worst = .max
        }
    }

    @inline(__always)
    func takes(_ key: UInt64) -> Bool { key < worst }

    @inline(__always)
    mutating func insert(_ key: UInt64) {
        guard capacity <= Self.sortedCapacity else { return append(key) }
        if count < capacity { count &+= 1 }
        _ = HNSWTraversal.insert(key, into: pool, count: count)
        if count == capacity { note(pool[count &- 1]) }
    }

    @inline(never)
    private mutating func append(_ key: UInt64) {
        pool[count] = key
        count += 1
        if count == 2 * capacity { dropWorse() }
    }

    private mutating func dropWorse() {
        let keys = UnsafeMutableBufferPointer(start: pool, count: count)
        IVFFlatKeyOrder.select(keys, from: 0, to: capacity)
        count = capacity
        note(keys[..<capacity].max() ?? .max)
    }

    @inline(__always)
    private mutating func note(_ worst: UInt64) {
        self.worst = worst
        bound = HNSWKey.score(worst)
    }

    /// Leaves the wanted number of keys in `pool`, ascending.
    mutating func settle() {
        guard capacity > Self.sortedCapacity else { return }
        if count > capacity { dropWorse() }
        var keys = UnsafeMutableBufferPointer(start: pool, count: count)
        keys.sort()
    }
}
