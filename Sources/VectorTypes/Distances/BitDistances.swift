import VectorKernels

// Distances between two bit strings in storage form, straight from SQLite's memory. They throw `22000` for different
// lengths and `XX001` for bytes that cannot be a bit string.

/// The number of bits that differ.
package func hammingDistance(bit a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    let (x, y) = (try StoredBitVector(a), try StoredBitVector(b))
    try BitDistance.requireSameCount(x.count, y.count)
    return BitDistance.hamming(x.data, y.data)
}

/// One less the share of the set bits that both have; 1 when they share none.
package func jaccardDistance(bit a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) throws -> Double {
    let (x, y) = (try StoredBitVector(a), try StoredBitVector(b))
    try BitDistance.requireSameCount(x.count, y.count)
    return BitDistance.jaccard(x.data, y.data)
}

enum BitDistance {
    static func requireSameCount(_ a: Int, _ b: Int) throws {
        if a != b { throw VecDBError(.dataException, "different bit lengths \(a) and \(b)") }
    }

    static func hamming(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Double {
        guard let x = a.baseAddress, let y = b.baseAddress else { return 0 }
        return Double(Kernels.current.bits.hamming(x, y, a.count))
    }

    static func jaccard(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Double {
        // Two empty strings share nothing.
        guard let x = a.baseAddress, let y = b.baseAddress else { return 1 }
        return Kernels.current.bits.jaccard(x, y, a.count)
    }
}

extension BitVector {
    /// The number of bits that differ: `<~>` in SQL.
    ///
    /// - Throws: `22000` for different lengths.
    public func hammingDistance(to other: BitVector) throws -> Double {
        try BitDistance.requireSameCount(count, other.count)
        return bytes.withUnsafeBytes { a in other.bytes.withUnsafeBytes { b in BitDistance.hamming(a, b) } }
    }

    /// One less the share of the set bits that both have, `<%>` in SQL; 1 when they share none.
    ///
    /// - Throws: `22000` for different lengths.
    public func jaccardDistance(to other: BitVector) throws -> Double {
        try BitDistance.requireSameCount(count, other.count)
        return bytes.withUnsafeBytes { a in other.bytes.withUnsafeBytes { b in BitDistance.jaccard(a, b) } }
    }
}
