/// Reads PostgreSQL's binary form of a value: integers and floats in network byte order.
package struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next integer.
    ///
    /// - Throws: `08P01` when the value ends before it.
    @inline(__always)
    package mutating func next<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
        let size = MemoryLayout<Integer>.size
        guard bytes.count - offset >= size else { throw WireReader.insufficientData }
        defer { offset += size }
        return Integer(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }

    /// The next single-precision number.
    @inline(__always)
    package mutating func nextFloat() throws -> Float { Float(bitPattern: try next(UInt32.self)) }

    /// The next `count` bytes.
    package mutating func nextBytes(_ count: Int) throws -> [UInt8] {
        guard bytes.count - offset >= count else { throw WireReader.insufficientData }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// Refuses bytes after the value.
    ///
    /// - Throws: `22P03`. PostgreSQL adds where the value came from, which is for the caller to say.
    package func requireEnd() throws {
        if offset != bytes.count {
            throw VecDBError(.invalidBinaryRepresentation, "incorrect binary data format")
        }
    }

    /// The number of bytes that are left, an upper bound for what an announced number of elements may reserve.
    package var remaining: Int { bytes.count - offset }

    package static var insufficientData: VecDBError {
        VecDBError(.protocolViolation, "insufficient data left in message")
    }
}

/// Builds PostgreSQL's binary form of a value.
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Appends an integer.
    package mutating func append<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends a single-precision number.
    package mutating func append(_ value: Float) { append(value.bitPattern) }

    /// Appends bytes as they are.
    package mutating func append(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }
}
