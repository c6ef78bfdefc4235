extension BitVector {
    /// The last `length` bits of an integer in two's complement, its sign repeated at the left where there are more: a
    /// cast from `integer` or `bigint` to `bit(n)`.
    ///
    /// - Parameter length: at least 1; without one, PostgreSQL casts to `bit(1)`.
    public init(integer: Int64, length: Int = 1) {
        self.init(count: length) { position in
            // Positions from the right, beyond the 63rd all like the sign.
            (integer >> Int64(min(length - 1 - position, 63))) & 1 == 1
        }
    }

    /// The bits as an integer in two's complement of 32 bits: a cast to `integer`.
    ///
    /// - Throws: `22003` for more than 32 bits.
    public func int32() throws -> Int32 {
        if count > 32 { throw VecDBError(.numericValueOutOfRange, "integer out of range") }
        return Int32(bitPattern: UInt32(truncatingIfNeeded: unsignedValue))
    }

    /// The bits as an integer in two's complement of 64 bits: a cast to `bigint`.
    ///
    /// - Throws: `22003` for more than 64 bits.
    public func int64() throws -> Int64 {
        if count > 64 { throw VecDBError(.numericValueOutOfRange, "bigint out of range") }
        return Int64(bitPattern: unsignedValue)
    }

    private var unsignedValue: UInt64 {
        let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return value >> UInt64((8 - count % 8) % 8)
    }
}
