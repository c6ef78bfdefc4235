/// A `vector` in its storage form: the elements as float32, little-endian, nothing else. The bytes need no alignment.
struct StoredVector {
    let bytes: UnsafeRawBufferPointer
    var dimensions: Int { bytes.count / 4 }

    /// - Throws: `XX001` when the bytes cannot be a vector.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        try VectorType.vector.requireStoredSize(bytes.count, elementSize: 4)
        self.bytes = bytes
    }

    /// The bytes of an array of floats, which are the storage form on every platform that Swift runs on.
    init(trusted bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    @inline(__always)
    subscript(index: Int) -> Float {
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
    }
}

/// A `halfvec` in its storage form: the elements as float16, little-endian, nothing else. The bytes need no alignment.
struct StoredHalfVector {
    let bytes: UnsafeRawBufferPointer
    var dimensions: Int { bytes.count / 2 }

    /// - Throws: `XX001` when the bytes cannot be a half vector.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        try VectorType.halfvec.requireStoredSize(bytes.count, elementSize: 2)
        self.bytes = bytes
    }

    /// The bytes of an array of bit patterns.
    init(trusted bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    @inline(__always)
    func bitPattern(_ index: Int) -> UInt16 {
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
    }

    @inline(__always)
    subscript(index: Int) -> Float { Half.float(bitPattern(index)) }
}

extension VectorType {
    func requireStoredSize(_ size: Int, elementSize: Int) throws {
        if size == 0 { throw corrupt("it is empty") }
        if size % elementSize != 0 { throw corrupt("\(size) bytes are not a multiple of \(elementSize)") }
        if size / elementSize > maximumDimensions {
            throw corrupt("\(size / elementSize) dimensions are more than \(maximumDimensions)")
        }
    }

    func requireStoredFinite(_ value: Float, at index: Int) throws {
        if !value.isFinite { throw corrupt("element \(index + 1) is not finite") }
    }
}
