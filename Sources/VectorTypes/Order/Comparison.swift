/// PostgreSQL's order of the types, as its three-way comparison functions give it: -1, 0 or 1.
enum Comparison {
    /// Element by element, and then the shorter vector first.
    @inline(__always)
    static func dense(_ countA: Int, _ countB: Int, _ pair: (Int) -> (Float, Float)) -> Int {
        for index in 0..<min(countA, countB) {
            let (x, y) = pair(index)
            if x < y { return -1 }
            if x > y { return 1 }
        }
        return threeWay(countA, countB)
    }

    /// ``dense(_:_:_:)`` of two vectors in storage form.
    @inline(__always)
    static func dense<Operand: StoredDense>(_ a: Operand, _ b: Operand) -> Int {
        dense(a.dimensions, b.dimensions) { (a[$0], b[$0]) }
    }

    /// As if both were dense.
    static func sparse(_ a: StoredSparseVector, _ b: StoredSparseVector) -> Int {
        let shared = min(a.count, b.count)
        for place in 0..<shared {
            let (x, y) = (a.value(place), b.value(place))
            if a.index(place) < b.index(place) { return x < 0 ? -1 : 1 }
            if a.index(place) > b.index(place) { return y < 0 ? 1 : -1 }
            if x < y { return -1 }
            if x > y { return 1 }
        }
        if shared < b.count, Int(b.index(shared)) < a.dimensions { return b.value(shared) < 0 ? 1 : -1 }
        if shared < a.count, Int(a.index(shared)) < b.dimensions { return a.value(shared) < 0 ? -1 : 1 }
        return threeWay(a.dimensions, b.dimensions)
    }

    /// Bytes from the left, and then the shorter string first.
    static func bits(
        _ a: some Collection<UInt8>, _ b: some Collection<UInt8>, countA: Int, countB: Int
    ) -> Int {
        for (x, y) in zip(a, b) where x != y { return x < y ? -1 : 1 }
        return threeWay(countA, countB)
    }

    private static func threeWay(_ a: Int, _ b: Int) -> Int { a < b ? -1 : a > b ? 1 : 0 }
}

/// The order of two `vector` values in storage form: -1, 0 or 1.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func compare(vector a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Int {
    Comparison.dense(try StoredVector(a), try StoredVector(b))
}

/// The order of two `halfvec` values in storage form: -1, 0 or 1.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func compare(halfvec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Int {
    Comparison.dense(try StoredHalfVector(a), try StoredHalfVector(b))
}

/// The order of two `sparsevec` values in storage form: -1, 0 or 1.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func compare(sparsevec a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Int {
    Comparison.sparse(try StoredSparseVector(a), try StoredSparseVector(b))
}

/// The order of two bit strings in storage form: -1, 0 or 1.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func compare(bit a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Int {
    let (x, y) = (try StoredBitVector(a), try StoredBitVector(b))
    return Comparison.bits(x.data, y.data, countA: x.count, countB: y.count)
}
