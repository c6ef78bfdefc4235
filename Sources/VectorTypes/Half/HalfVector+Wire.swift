extension HalfVector {
    /// A vector from PostgreSQL's binary form: int16 dimensions, int16 zero, then the elements' bits as int16,
    /// big-endian.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `08P01` for too few bytes, `22P03` for too many, and as ``init(_:dimensions:)-([Float],_)``.
    public init(wire bytes: UnsafeRawBufferPointer, dimensions: Int? = nil) throws {
        var reader = WireReader(bytes)
        let count = try DenseWire.readHead(&reader, .halfvec, dimensions: dimensions)
        bitPatterns = try (0..<count).map { _ in
            let bits = try reader.next(UInt16.self)
            if !Half.isFinite(bits) { throw VectorType.halfvec.notFinite(Half.float(bits)) }
            return bits
        }
        try reader.requireEnd()
    }

    /// A vector from PostgreSQL's binary form; see ``init(wire:dimensions:)-(UnsafeRawBufferPointer,_)``.
    public init(wire bytes: [UInt8], dimensions: Int? = nil) throws {
        self = try bytes.withUnsafeBytes { try HalfVector(wire: $0, dimensions: dimensions) }
    }

    /// PostgreSQL's binary form.
    public var wireBytes: [UInt8] {
        var writer = WireWriter(capacity: 4 + 2 * dimensions)
        DenseWire.writeHead(&writer, dimensions: dimensions)
        for bits in bitPatterns { writer.append(bits) }
        return writer.bytes
    }
}
