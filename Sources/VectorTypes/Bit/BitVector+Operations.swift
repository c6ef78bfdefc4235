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
        if distance < 0 { return bits.moved(rightBy: distance.magnitude) }
        let distance = min(distance, bits.count)
        return bits.part(from: distance, count: bits.count - distance).resized(to: bits.count)
    }

    /// The bits moved to the right, zeros following from the left, the length unchanged: `>>`. A negative distance
    /// moves to the left.
    public static func >> (bits: BitVector, distance: Int) -> BitVector {
        distance < 0 ? bits << Int(clamping: distance.magnitude) : bits.moved(rightBy: distance.magnitude)
    }

    private func moved(rightBy distance: UInt) -> BitVector {
        let distance = Int(min(distance, UInt(count)))
        let zeros = BitVector(unchecked: distance, bytes: Array(repeating: 0, count: (distance + 7) / 8))
        return zeros.joined(with: part(from: 0, count: count - distance))
    }

    /// The `count` bits from `start` on, which must be there.
    private func part(from start: Int, count: Int) -> BitVector {
        let (first, shift) = (start / 8, UInt8(start % 8))
        var result = [UInt8](repeating: 0, count: (count + 7) / 8)
        for index in result.indices {
            result[index] = bytes[first + index] << shift
            if shift > 0, first + index + 1 < bytes.count {
                result[index] |= bytes[first + index + 1] >> (8 - shift)
            }
        }
        return BitVector(unchecked: count, bytes: result).resized(to: count)
    }

    /// This string and then the other: `||` in SQL.
    ///
    /// - Throws: `54000` for a string that is too long.
    public func concatenated(with other: BitVector) throws -> BitVector {
        if count + other.count > BitVector.maximumCount { throw BitVector.tooLong }
        try ValueSize.check(bytes.count, times: 1, plus: other.bytes.count)
        return joined(with: other)
    }

    private func joined(with other: BitVector) -> BitVector {
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
        return end <= first ? BitVector([]) : part(from: first - 1, count: end - first)
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
        // Without a statement there is nobody to cancel it.
        (try? StatementWork.$current.withValue(nil) { try interruptiblePosition(of: other) }) ?? 0
    }

    /// The same on behalf of a statement.
    ///
    /// - Throws: 57014 when it is cancelled meanwhile.
    package func interruptiblePosition(of other: BitVector) throws -> Int {
        if count == 0 || other.count > count { return 0 }
        var meter = WorkMeter(every: 100_000)
        for start in 0...(count - other.count) {
            var length = 0
            while length < other.count, self[start + length] == other[length] { length += 1 }
            if length == other.count { return start + 1 }
            try meter.count(1 + length)
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
