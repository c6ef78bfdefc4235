/// A `sparsevec` in its storage form: int32 dimensions, int32 number of elements, the positions as int32 (from 0,
/// ascending), the values as float32, all little-endian. The bytes need no alignment.
struct StoredSparseVector {
    let dimensions: Int
    let count: Int
    let indices: UnsafeRawPointer
    let values: UnsafeRawPointer

    /// Checks sizes only: the order of the positions is looked at where a value is made of the bytes. A merge of two
    /// such lists is safe, though meaningless, in any order.
    /// - Throws: `XX001` when the bytes cannot be a sparse vector.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        let type = VectorType.sparsevec
        guard let start = bytes.baseAddress, bytes.count >= 8 else {
            throw type.corrupt("\(bytes.count) bytes are too few for its head")
        }
        dimensions = Int(Int32(littleEndian: start.loadUnaligned(as: Int32.self)))
        count = Int(Int32(littleEndian: start.loadUnaligned(fromByteOffset: 4, as: Int32.self)))
        guard (1...type.maximumDimensions).contains(dimensions) else {
            throw type.corrupt("it cannot have \(dimensions) dimensions")
        }
        guard (0...min(dimensions, VectorType.maximumNonZeroElements)).contains(count) else {
            throw type.corrupt("it cannot have \(count) elements in \(dimensions) dimensions")
        }
        guard bytes.count == 8 + 8 * count else {
            throw type.corrupt("\(bytes.count) bytes are not what \(count) elements take")
        }
        indices = start + 8
        values = start + 8 + 4 * count
    }

    /// The parts of a value that is known to satisfy the rules.
    init(dimensions: Int, count: Int, indices: UnsafeRawPointer, values: UnsafeRawPointer) {
        self.dimensions = dimensions
        self.count = count
        self.indices = indices
        self.values = values
    }

    @inline(__always)
    func index(_ place: Int) -> Int32 {
        Int32(littleEndian: indices.loadUnaligned(fromByteOffset: 4 * place, as: Int32.self))
    }

    @inline(__always)
    func value(_ place: Int) -> Float {
        Float(bitPattern: UInt32(littleEndian: values.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self)))
    }
}

extension SparseVector {
    /// Calls `body` with the vector's parts where they lie.
    func withStored<Result>(_ body: (StoredSparseVector) -> Result) -> Result {
        withUnsafePointer(to: dimensions) { anywhere in
            indices.withUnsafeBytes { indices in
                values.withUnsafeBytes { values in
                    // An empty array may have no address; nothing is read there.
                    let stored = StoredSparseVector(
                        dimensions: dimensions, count: values.count / 4,
                        indices: indices.baseAddress ?? UnsafeRawPointer(anywhere),
                        values: values.baseAddress ?? UnsafeRawPointer(anywhere))
                    return body(stored)
                }
            }
        }
    }
}
