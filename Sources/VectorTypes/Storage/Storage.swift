/// The storage forms: what a SQLite BLOB of our file holds, all numbers little-endian.
///
/// | type | form |
/// |---|---|
/// | `vector` | the elements as float32 |
/// | `halfvec` | the elements as float16 |
/// | `sparsevec` | int32 dimensions, int32 count, the positions as int32 (from 0, ascending), the values as float32 |
/// | `bit`, `varbit` | the bits, the first in the most significant place; one byte: unused places of the last byte |
///
/// A form that breaks its rules is refused with `XX001`, whoever wrote it.
extension Vector {
    /// A vector from its storage form.
    ///
    /// - Throws: `XX001` for bytes that cannot be one.
    public init(storage bytes: UnsafeRawBufferPointer) throws {
        let stored = try StoredVector(bytes)
        elements = [Float](unsafeUninitializedCapacity: stored.dimensions) { buffer, count in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
            count = stored.dimensions
        }
        if !elements.areFinite { try stored.requireFinite() }
    }

    /// A vector from its storage form; see ``init(storage:)-(UnsafeRawBufferPointer)``.
    public init(storage bytes: some Sequence<UInt8>) throws {
        self = try Array(bytes).withUnsafeBytes { try Vector(storage: $0) }
    }

    /// The storage form.
    public var storageBytes: [UInt8] { elements.withUnsafeBytes { Array($0) } }

    /// Calls `body` with the storage form, without copying it.
    public func withStorageBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try elements.withUnsafeBytes(body)
    }
}

extension HalfVector {
    /// A vector from its storage form.
    ///
    /// - Throws: `XX001` for bytes that cannot be one.
    public init(storage bytes: UnsafeRawBufferPointer) throws {
        let stored = try StoredHalfVector(bytes)
        bitPatterns = [UInt16](unsafeUninitializedCapacity: stored.dimensions) { buffer, count in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
            count = stored.dimensions
        }
        if bitPatterns.contains(where: { !Half.isFinite($0) }) { try stored.requireFinite() }
    }

    /// A vector from its storage form; see ``init(storage:)-(UnsafeRawBufferPointer)``.
    public init(storage bytes: some Sequence<UInt8>) throws {
        self = try Array(bytes).withUnsafeBytes { try HalfVector(storage: $0) }
    }

    /// The storage form.
    public var storageBytes: [UInt8] { bitPatterns.withUnsafeBytes { Array($0) } }

    /// Calls `body` with the storage form, without copying it.
    public func withStorageBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bitPatterns.withUnsafeBytes(body)
    }
}

extension SparseVector {
    /// A vector from its storage form.
    ///
    /// - Throws: `XX001` for bytes that cannot be one.
    public init(storage bytes: UnsafeRawBufferPointer) throws {
        let stored = try StoredSparseVector(bytes)
        let type = VectorType.sparsevec
        let indices = (0..<stored.count).map { stored.index($0) }
        let values = (0..<stored.count).map { stored.value($0) }
        for (place, index) in indices.enumerated() {
            guard index >= 0, Int(index) < stored.dimensions else {
                throw type.corrupt("position \(index) is out of bounds")
            }
            guard place == 0 || indices[place - 1] < index else {
                throw type.corrupt("position \(index) is not in ascending order")
            }
            guard values[place].isFinite, values[place] != 0 else {
                throw type.corrupt("element \(place + 1) is zero or not finite")
            }
        }
        self.init(unchecked: stored.dimensions, indices: indices, values: values)
    }

    /// A vector from its storage form; see ``init(storage:)-(UnsafeRawBufferPointer)``.
    public init(storage bytes: some Sequence<UInt8>) throws {
        self = try Array(bytes).withUnsafeBytes { try SparseVector(storage: $0) }
    }

    /// The storage form.
    public var storageBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + 8 * values.count)
        for number in [Int32(dimensions), Int32(values.count)] {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        indices.withUnsafeBytes { bytes.append(contentsOf: $0) }
        values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        return bytes
    }
}

extension BitVector {
    /// A bit string from its storage form.
    ///
    /// - Throws: `XX001` for bytes that cannot be one.
    public init(storage bytes: UnsafeRawBufferPointer) throws {
        let stored = try StoredBitVector(bytes)
        self.init(unchecked: stored.count, bytes: Array(stored.data))
    }

    /// A bit string from its storage form; see ``init(storage:)-(UnsafeRawBufferPointer)``.
    public init(storage bytes: some Sequence<UInt8>) throws {
        self = try Array(bytes).withUnsafeBytes { try BitVector(storage: $0) }
    }

    /// The storage form.
    public var storageBytes: [UInt8] { bytes + [UInt8(bytes.count * 8 - count)] }
}
