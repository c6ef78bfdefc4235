extension Vector {
    /// A vector from PostgreSQL's binary form: int16 dimensions, int16 zero, then the elements as float4, big-endian.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `08P01` for too few bytes, `22P03` for too many, and as ``init(_:dimensions:)``.
    public init(wire bytes: UnsafeRawBufferPointer, dimensions: Int? = nil) throws {
        var reader = WireReader(bytes)
        let count = try DenseWire.readHead(&reader, .vector, dimensions: dimensions)
        elements = try (0..<count).map { _ in
            let value = try reader.nextFloat()
            try VectorType.vector.requireFinite(value)
            return value
        }
        try reader.requireEnd()
    }

    /// A vector from PostgreSQL's binary form; see ``init(wire:dimensions:)-(UnsafeRawBufferPointer,_)``.
    public init(wire bytes: [UInt8], dimensions: Int? = nil) throws {
        self = try bytes.withUnsafeBytes { try Vector(wire: $0, dimensions: dimensions) }
    }

    /// PostgreSQL's binary form.
    public var wireBytes: [UInt8] {
        var writer = WireWriter(capacity: 4 + 4 * dimensions)
        DenseWire.writeHead(&writer, dimensions: dimensions)
        for value in elements { writer.append(value) }
        return writer.bytes
    }
}
