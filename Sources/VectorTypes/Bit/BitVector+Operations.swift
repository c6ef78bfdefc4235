/// PostgreSQL's own operators and functions of bit strings.
extension BitVector {
    /// The bits that both strings have: `&`.
    ///
    /// - Throws: `22026` for different lengths.
    public static func & (a: BitVector, b: BitVector) throws -> BitVector {
        try bytewise(a, b, "AND", &)
    }

    /// The bits that either string has: `|`.
    ///
    /// - Throws: `22026` for different lengths.
    public static func | (a: BitVector, b: BitVector) throws -> BitVector {
        try bytewise(a, b, "OR", |)
    }

    /// The bits that exactly one string has: `#` in SQL.
    ///
    /// - Throws: `22026` for different lengths.
    public static func ^ (a: BitVector, b: BitVector) throws -> BitVector {
        try bytewise(a, b, "XOR", ^)
    }

    /// Every bit the other way round: `~`.
    public static prefix func ~ (bits: BitVector) -> BitVector {
        BitVector(unchecked: bits.count, bytes: bits.bytes.map { ~$0 }).resized(to: bits.count)
    }

    /// The bits moved to the left, zeros following from the right, the length unchanged: `<<`. A negative distance
    /// moves to the right.
    public static func << (bits: BitVector, distance: Int) -> BitVector {
        BitVector(count: bits.count) { position in
            let (source, overflow) = position.addingReportingOverflow(distance)
            return !overflow && bits.indices.contains(source) && bits[source]
        }
    }

    /// The bits moved to the right, zeros following from the left, the length unchanged: `>>`. A negative distance
    /// moves to the left.
    public static func >> (bits: BitVector, distance: Int) -> BitVector {
        BitVector(count: bits.count) { position in
            let (source, overflow) = position.subtractingReportingOverflow(distance)
            return !overflow && bits.indices.contains(source) && bits[source]
        }
    }

    /// This string and then the other: `||` in SQL.
    ///
    /// - Throws: `54000` for a string that is too long.
    public func concatenated(with other: BitVector) throws -> BitVector {
        if count + other.count > BitVector.maximumCount { throw BitVector.tooLong }
        let used = count % 8
        if used == 0 { return BitVector(unchecked: count + other.count, bytes: bytes + other.bytes) }
        var result = bytes
        for byte in other.bytes {
            result[result.count - 1] |= byte >> UInt8(used)
            result.append(byte << UInt8(8 - used))
        }
        let total = count + other.count
        return BitVector(unchecked: total, bytes: Array(result.prefix((total + 7) / 8)))
    }

    /// The bits from `start` on, counted from 1; all of them, or `length`.
    ///
    /// A start before the first bit uses up the length, and a length beyond the last is cut off.
    /// - Throws: `22011` for a negative length.
    public func substring(start: Int, length: Int? = nil) throws -> BitVector {
        if let length, length < 0 {
            throw VecDBError(.substringError, "negative substring length not allowed")
        }
        let end: Int
        if let length {
            let (sum, overflow) = start.addingReportingOverflow(length)
            end = overflow ? count + 1 : min(sum, count + 1)
        } else {
            end = count + 1
        }
        let first = max(start, 1)
        return BitVector(count: max(end - first, 0)) { self[first - 1 + $0] }
    }

    /// The string with the `length` bits from `start` on, counted from 1, replaced by another string: `overlay`.
    ///
    /// - Throws: `22011` for a start before the first bit, `22003` and `54000` for numbers that are too large.
    public func overlaid(with other: BitVector, start: Int, length: Int? = nil) throws -> BitVector {
        if start <= 0 { throw VecDBError(.substringError, "negative substring length not allowed") }
        let (rest, overflow) = start.addingReportingOverflow(length ?? other.count)
        if overflow || rest > Int(Int32.max) { throw VecDBError(.numericValueOutOfRange, "integer out of range") }
        return try substring(start: 1, length: start - 1).concatenated(with: other)
            .concatenated(with: substring(start: rest))
    }

    /// Where the other string first begins in this one, counted from 1, or 0: `position`.
    public func position(of other: BitVector) -> Int {
        if count == 0 || other.count > count { return 0 }
        for start in 0...(count - other.count) where (0..<other.count).allSatisfy({ self[start + $0] == other[$0] }) {
            return start + 1
        }
        return 0
    }

    /// The number of bits that are set: `bit_count`.
    public var setBitCount: Int { bytes.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The bit at a position, counted from 0: `get_bit`.
    ///
    /// - Throws: `2202E` for a position that the string does not have.
    public func bit(at position: Int) throws -> Bool {
        try requirePosition(position)
        return self[position]
    }

    /// The string with one bit changed: `set_bit`.
    ///
    /// - Throws: `2202E` for a position that the string does not have.
    public func setting(_ bit: Bool, at position: Int) throws -> BitVector {
        try requirePosition(position)
        var bytes = self.bytes
        let mask: UInt8 = 0x80 >> UInt8(position % 8)
        if bit { bytes[position / 8] |= mask } else { bytes[position / 8] &= ~mask }
        return BitVector(unchecked: count, bytes: bytes)
    }

    var indices: Range<Int> { 0..<count }

    private func requirePosition(_ position: Int) throws {
        if !indices.contains(position) {
            throw VecDBError(
                .arraySubscriptError, "bit index \(position) out of valid range (0..\(count - 1))")
        }
    }

    @inline(__always)
    private static func bytewise(
        _ a: BitVector, _ b: BitVector, _ name: String, _ operation: (UInt8, UInt8) -> UInt8
    ) throws -> BitVector {
        if a.count != b.count {
            throw VecDBError(.stringDataLengthMismatch, "cannot \(name) bit strings of different sizes")
        }
        return BitVector(unchecked: a.count, bytes: zip(a.bytes, b.bytes).map { operation($0, $1) })
    }
}
