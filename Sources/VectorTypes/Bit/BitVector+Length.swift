extension BitVector {
    /// The declared length of a column: `bit(n)` or `bit varying(n)`.
    public enum Length: Hashable, Sendable {
        /// `bit(n)`: exactly this many bits.
        case exactly(Int)
        /// `bit varying(n)`: at most this many bits.
        case atMost(Int)

        /// Refuses another number of bits.
        ///
        /// - Throws: `22026` `bit string length 2 does not match type bit(3)`, or `22001` `bit string too long for type
        ///   bit varying(3)`.
        public func require(_ count: Int) throws {
            switch self {
            case .exactly(let length) where count != length:
                throw VecDBError(
                    .stringDataLengthMismatch, "bit string length \(count) does not match type bit(\(length))")
            case .atMost(let length) where count > length:
                throw VecDBError(
                    .stringDataRightTruncation, "bit string too long for type bit varying(\(length))")
            default: break
            }
        }
    }

    /// The largest length that a declaration can give.
    public static let maximumDeclaredLength: Int32 = 83_886_080

    /// The type modifier of a declaration such as `bit(3)`: its length.
    ///
    /// - Parameter type: the type's name as messages give it, `bit` or `varbit`.
    /// - Throws: `22023` when there is not exactly one modifier or it is out of range.
    public static func typeModifier(_ modifiers: [Int32], type: String) throws -> Int32 {
        guard modifiers.count == 1, let length = modifiers.first else {
            throw VecDBError(.invalidParameterValue, "invalid type modifier")
        }
        if length < 1 { throw VecDBError(.invalidParameterValue, "length for type \(type) must be at least 1") }
        if length > maximumDeclaredLength {
            throw VecDBError(
                .invalidParameterValue, "length for type \(type) cannot exceed \(maximumDeclaredLength)")
        }
        return length
    }

    /// The bit string as a value of a column of the declared length.
    ///
    /// An explicit cast cuts off bits at the right or, for `bit(n)`, adds zeros there; an assignment refuses another
    /// length.
    /// - Throws: as ``Length/require(_:)``, when the cast is not explicit.
    public func converted(to length: Length, explicit: Bool) throws -> BitVector {
        if !explicit {
            try length.require(count)
            return self
        }
        switch length {
        case .exactly(let length): return resized(to: length)
        case .atMost(let length): return count > length ? resized(to: length) : self
        }
    }

    /// The bit string cut off or filled with zeros at the right, and the unused places of its last byte cleared.
    func resized(to newCount: Int) -> BitVector {
        var bytes = Array(self.bytes.prefix((newCount + 7) / 8))
        bytes.append(contentsOf: repeatElement(0, count: (newCount + 7) / 8 - bytes.count))
        if newCount % 8 != 0, let last = bytes.indices.last { bytes[last] &= ~(0xFF >> UInt8(newCount % 8)) }
        return BitVector(unchecked: newCount, bytes: bytes)
    }
}
