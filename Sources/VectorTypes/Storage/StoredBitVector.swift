/// A bit string in its storage form: the bits, eight to a byte, the first in the most significant place, and then one
/// byte with the number of unused places in the last data byte.
struct StoredBitVector {
    let count: Int
    /// The bits without the last byte.
    let data: UnsafeRawBufferPointer

    /// - Throws: `XX001` when the bytes cannot be a bit string.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        guard let unused = bytes.last else { throw StoredBitVector.corrupt("it is empty") }
        data = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
        guard unused < 8, unused == 0 || !data.isEmpty else {
            throw StoredBitVector.corrupt("it cannot have \(unused) unused bits in \(data.count) bytes")
        }
        guard data.count <= BitVector.maximumCount / 8 else {
            throw StoredBitVector.corrupt("\(data.count) bytes are too many")
        }
        if let last = data.last, last & ~(0xFF << unused) != 0 {
            throw StoredBitVector.corrupt("unused bits are set")
        }
        count = data.count * 8 - Int(unused)
    }

    private static func corrupt(_ what: String) -> VecDBError {
        VecDBError(.dataCorrupted, "stored bit string is damaged: \(what)")
    }
}
