/// The head of the binary form that `vector` and `halfvec` share: int16 dimensions, int16 zero.
enum DenseWire {
    /// Reads the head and returns the number of dimensions, checked in pgvector's order.
    static func readHead(_ reader: inout WireReader, _ type: VectorType, dimensions expected: Int?) throws -> Int {
        // Read without a sign, as pgvector does: a negative number is too many.
        let dimensions = Int(try reader.next(UInt16.self))
        let unused = Int(try reader.next(UInt16.self))
        try type.requireDimensions(dimensions, expected: expected)
        if unused != 0 { throw VecDBError(.dataException, "expected unused to be 0, not \(unused)") }
        return dimensions
    }

    static func writeHead(_ writer: inout WireWriter, dimensions: Int) {
        writer.append(UInt16(truncatingIfNeeded: dimensions))
        writer.append(UInt16(0))
    }
}
