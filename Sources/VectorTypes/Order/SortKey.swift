/// Sort keys: bytes whose order, as `memcmp` and then the length see it, is the order of the values.
///
/// SQLite compares BLOBs that way, so an ORDER BY, a GROUP BY or an index over sort keys is one over the values. Two
/// values are equal exactly when their keys are.
enum SortKey {
    /// Four bytes in the order of the numbers, `-0` and `0` alike: the sign bit is flipped, and every bit of a negative
    /// one.
    @inline(__always)
    static func ordered(_ value: Float) -> UInt32 {
        let bits = (value + 0).bitPattern  // -0 + 0 is 0
        return bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
    }

    /// Two bytes in the order of the numbers, `-0` and `0` alike.
    @inline(__always)
    static func ordered(half: UInt16) -> UInt16 {
        let bits = half == Half.signMask ? 0 : half
        return bits & Half.signMask == 0 ? bits | Half.signMask : ~bits
    }

    /// Elements of one width after each other: a vector that is the beginning of another has a shorter key.
    static func key<Element: FixedWidthInteger>(count: Int, _ element: (Int) -> Element) -> [UInt8] {
        let size = MemoryLayout<Element>.size
        return [UInt8](unsafeUninitializedCapacity: count * size) { buffer, initialized in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            for index in 0..<count {
                bytes.storeBytes(of: element(index).bigEndian, toByteOffset: index * size, as: Element.self)
            }
            initialized = count * size
        }
    }

    /// The key of a sparse vector, ordered as if it were dense.
    ///
    /// Walking two vectors that agree so far, the next stored element of either decides. A negative one at position i
    /// makes its vector smaller, and the more so the smaller i is: `00 i value`. A positive one makes it greater, and
    /// the more so the smaller i is: `01 ~i value`. The end of n dimensions is smaller than a negative element at i ≥ n
    /// (the shorter vector comes first), and greater than one at i < n: `00 n`.
    static func key(_ vector: StoredSparseVector) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(9 * vector.count + 5)
        func append(_ number: UInt32) { withUnsafeBytes(of: number.bigEndian) { key.append(contentsOf: $0) } }
        for place in 0..<vector.count {
            let (index, value) = (UInt32(bitPattern: vector.index(place)), vector.value(place))
            key.append(value < 0 ? 0 : 1)
            append(value < 0 ? index : ~index)
            append(ordered(value))
        }
        key.append(0)
        append(UInt32(truncatingIfNeeded: vector.dimensions))
        return key
    }

    /// The key of a bit string: its bytes in groups of eight, the last filled up with zeros, and after each group 255,
    /// or after the last one the number of its bits. Of two strings with the same bytes so far the shorter one comes
    /// first.
    static func key(bits count: Int, _ bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity((bytes.count + 7) / 8 * 9)
        var rest = bytes[...]
        var restCount = count
        while !rest.isEmpty {
            let group = rest.prefix(8)
            key.append(contentsOf: group)
            key.append(contentsOf: repeatElement(0, count: 8 - group.count))
            rest = rest.dropFirst(8)
            key.append(rest.isEmpty ? UInt8(restCount) : 255)
            restCount -= 64
        }
        return key
    }
}

/// The sort key of a `vector` in storage form.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func sortKey(vector bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    let vector = try StoredVector(bytes)
    return SortKey.key(count: vector.dimensions) { SortKey.ordered(vector[$0]) }
}

/// The sort key of a `halfvec` in storage form.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func sortKey(halfvec bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    let vector = try StoredHalfVector(bytes)
    return SortKey.key(count: vector.dimensions) { SortKey.ordered(half: vector.bitPattern($0)) }
}

/// The sort key of a `sparsevec` in storage form.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func sortKey(sparsevec bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    SortKey.key(try StoredSparseVector(bytes))
}

/// The sort key of a bit string in storage form.
///
/// - Throws: `XX001` for bytes that cannot be one.
package func sortKey(bit bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    let bits = try StoredBitVector(bytes)
    return SortKey.key(bits: bits.count, bits.data)
}
