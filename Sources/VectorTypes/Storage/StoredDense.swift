import VectorKernels

/// A dense vector in its storage form: its elements one after another, little-endian, and nothing else. The bytes need
/// no alignment: SQLite gives none.
protocol StoredDense {
    static var type: VectorType { get }
    static var elementSize: Int { get }
    static var kernels: FloatKernels { get }

    var start: UnsafeRawPointer { get }
    var dimensions: Int { get }
    init(start: UnsafeRawPointer, dimensions: Int)

    /// An element in single precision.
    subscript(index: Int) -> Float { get }
}

extension StoredDense {
    /// A vector in the given bytes.
    ///
    /// - Throws: `XX001` when the bytes cannot be one.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) throws {
        guard let start = bytes.baseAddress, bytes.count > 0, bytes.count % Self.elementSize == 0,
            bytes.count / Self.elementSize <= Self.type.maximumDimensions
        else { throw Self.wrongSize(bytes.count) }
        self.init(start: start, dimensions: bytes.count / Self.elementSize)
    }

    private static func wrongSize(_ size: Int) -> VecDBError {
        if size == 0 { return type.corrupt("it is empty") }
        if size % elementSize != 0 { return type.corrupt("\(size) bytes are not a multiple of \(elementSize)") }
        return type.corrupt("\(size / elementSize) dimensions are more than \(type.maximumDimensions)")
    }

    /// Refuses a NaN or an infinite value, which no operation of ours stores.
    func requireFinite() throws {
        for index in 0..<dimensions where !self[index].isFinite {
            throw Self.type.corrupt("element \(index + 1) is not finite")
        }
    }
}

/// A `vector` in its storage form: float32.
struct StoredVector: StoredDense {
    static var type: VectorType { .vector }
    static var elementSize: Int { 4 }
    static var kernels: FloatKernels { Kernels.current.float32 }

    let start: UnsafeRawPointer
    let dimensions: Int

    @inline(__always)
    subscript(index: Int) -> Float {
        Float(bitPattern: UInt32(littleEndian: start.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
    }
}

/// A `halfvec` in its storage form: float16.
struct StoredHalfVector: StoredDense {
    static var type: VectorType { .halfvec }
    static var elementSize: Int { 2 }
    static var kernels: FloatKernels { Kernels.current.float16 }

    let start: UnsafeRawPointer
    let dimensions: Int

    @inline(__always)
    func bitPattern(_ index: Int) -> UInt16 {
        UInt16(littleEndian: start.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
    }

    @inline(__always)
    subscript(index: Int) -> Float { Half.float(bitPattern(index)) }
}
