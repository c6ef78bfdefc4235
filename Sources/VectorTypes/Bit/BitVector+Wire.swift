extension BitVector {
    /// A bit string from PostgreSQL's binary form: int32 number of bits, then the bits, eight to a byte.
    ///
    /// - Parameter length: the declared length, if one was declared.
    /// - Throws: `22P03` for an impossible number of bits or bytes too many, `08P01` for too few bytes, and as
    ///   ``Length/require(_:)``.
    public init(wire bytes: UnsafeRawBufferPointer, length: Length? = nil) throws {
        var reader = WireReader(bytes)
        let count = Int(try reader.next(Int32.self))
        if count < 0 || count > BitVector.maximumCount {
            throw VecDBError(.invalidBinaryRepresentation, "invalid length in external bit string")
        }
        try length?.require(count)
        var bits = try reader.nextBytes((count + 7) / 8)
        // Whatever the unused places of the last byte hold, PostgreSQL clears them.
        if count % 8 != 0, let last = bits.indices.last { bits[last] &= ~(0xFF >> UInt8(count % 8)) }
        try reader.requireEnd()
        self.init(unchecked: count, bytes: bits)
    }

    /// A bit string from PostgreSQL's binary form; see ``init(wire:length:)-(UnsafeRawBufferPointer,_)``.
    public init(wire bytes: [UInt8], length: Length? = nil) throws {
        self = try bytes.withUnsafeBytes { try BitVector(wire: $0, length: length) }
    }

    /// PostgreSQL's binary form.
    public var wireBytes: [UInt8] {
        var writer = WireWriter(capacity: 4 + bytes.count)
        writer.append(Int32(truncatingIfNeeded: count))
        writer.append(bytes)
        return writer.bytes
    }
}
