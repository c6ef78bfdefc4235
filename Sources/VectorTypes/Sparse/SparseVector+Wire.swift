extension SparseVector {
    /// A vector from PostgreSQL's binary form: int32 dimensions, int32 number of elements, int32 zero, the positions as
    /// int32 (from 0, ascending), the values as float4, big-endian.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared.
    /// - Throws: `08P01` for too few bytes, `22P03` for too many, `22000` and `54000` for contents that break the
    ///   rules, among them a value of zero.
    public init(wire bytes: UnsafeRawBufferPointer, dimensions expected: Int? = nil) throws {
        let type = VectorType.sparsevec
        var reader = WireReader(bytes)
        let dimensions = Int(try reader.next(Int32.self))
        let count = Int(try reader.next(Int32.self))
        let unused = try reader.next(Int32.self)
        try type.requireDimensions(dimensions)
        try type.requireNonZeroElements(count, dimensions: dimensions)
        try type.requireExpected(expected, dimensions)
        if unused != 0 { throw VecDBError(.dataException, "expected unused to be 0, not \(unused)") }
        var indices: [Int32] = []
        indices.reserveCapacity(min(count, reader.remaining / 4))
        for _ in 0..<count {
            try SparseVector.append(Int(try reader.next(Int32.self)), to: &indices, dimensions: dimensions)
        }
        let values = try (0..<count).map { _ in
            let value = try reader.nextFloat()
            try type.requireFinite(value)
            if value == 0 {
                throw VecDBError(
                    .dataException, "binary representation of sparsevec cannot contain zero values")
            }
            return value
        }
        try reader.requireEnd()
        self.init(unchecked: dimensions, indices: indices, values: values)
    }

    /// A vector from PostgreSQL's binary form; see ``init(wire:dimensions:)-(UnsafeRawBufferPointer,_)``.
    public init(wire bytes: [UInt8], dimensions: Int? = nil) throws {
        self = try bytes.withUnsafeBytes { try SparseVector(wire: $0, dimensions: dimensions) }
    }

    /// PostgreSQL's binary form.
    public var wireBytes: [UInt8] {
        var writer = WireWriter(capacity: 12 + 8 * values.count)
        writer.append(Int32(dimensions))
        writer.append(Int32(values.count))
        writer.append(Int32(0))
        for index in indices { writer.append(index) }
        for value in values { writer.append(value) }
        return writer.bytes
    }
}
