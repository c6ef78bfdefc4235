extension Vector: Comparable {
    /// The order of two vectors: -1, 0 or 1.
    public func compare(_ other: Vector) -> Int {
        Comparison.dense(elements.count, other.elements.count) { (elements[$0], other.elements[$0]) }
    }

    /// Whether `a` comes before `b`.
    public static func < (a: Vector, b: Vector) -> Bool { a.compare(b) < 0 }

    /// Bytes that sort with `memcmp` as the vectors do.
    public var sortKey: [UInt8] { SortKey.key(count: dimensions) { SortKey.ordered(elements[$0]) } }
}

extension HalfVector: Comparable, Hashable {
    /// The order of two vectors: -1, 0 or 1.
    public func compare(_ other: HalfVector) -> Int {
        Comparison.dense(dimensions, other.dimensions) {
            (Half.float(bitPatterns[$0]), Half.float(other.bitPatterns[$0]))
        }
    }

    /// Whether `a` comes before `b`.
    public static func < (a: HalfVector, b: HalfVector) -> Bool { a.compare(b) < 0 }

    /// Whether the vectors are equal; `-0` equals `0`.
    public static func == (a: HalfVector, b: HalfVector) -> Bool {
        a.dimensions == b.dimensions
            && zip(a.bitPatterns, b.bitPatterns).allSatisfy { SortKey.ordered(half: $0) == SortKey.ordered(half: $1) }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(dimensions)
        for bits in bitPatterns { hasher.combine(SortKey.ordered(half: bits)) }
    }

    /// Bytes that sort with `memcmp` as the vectors do.
    public var sortKey: [UInt8] { SortKey.key(count: dimensions) { SortKey.ordered(half: bitPatterns[$0]) } }
}

extension SparseVector: Comparable {
    /// The order of two vectors: -1, 0 or 1.
    public func compare(_ other: SparseVector) -> Int {
        withStored { a in other.withStored { b in Comparison.sparse(a, b) } }
    }

    /// Whether `a` comes before `b`.
    public static func < (a: SparseVector, b: SparseVector) -> Bool { a.compare(b) < 0 }

    /// Bytes that sort with `memcmp` as the vectors do.
    public var sortKey: [UInt8] { withStored { SortKey.key($0) } }
}

extension BitVector: Comparable {
    /// The order of two bit strings: -1, 0 or 1.
    public func compare(_ other: BitVector) -> Int {
        Comparison.bits(bytes, other.bytes, countA: count, countB: other.count)
    }

    /// Whether `a` comes before `b`.
    public static func < (a: BitVector, b: BitVector) -> Bool { a.compare(b) < 0 }

    /// Bytes that sort with `memcmp` as the bit strings do.
    public var sortKey: [UInt8] { SortKey.key(bits: count, bytes) }
}
