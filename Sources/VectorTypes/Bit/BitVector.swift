/// A string of bits: PostgreSQL's `bit(n)` and `bit varying(n)`.
///
/// Bit strings are ordered as PostgreSQL orders them: bit by bit from the left, and a string comes after its own
/// beginning.
/// ```swift
/// let a = try BitVector(text: "1011")
/// let b = try BitVector(text: "x9")           // 1001
/// try a.hammingDistance(to: b)                // 1.0
/// ```
public struct BitVector: Hashable, Sendable {
    /// The number of bits.
    public let count: Int
    /// The bits, eight to a byte, the first in the most significant place; unused places of the last byte are zero.
    public let bytes: [UInt8]

    /// The most bits a bit string can have.
    public static let maximumCount = 2_147_483_640

    /// A bit string of bytes that are known to satisfy the rules.
    init(unchecked count: Int, bytes: [UInt8]) {
        self.count = count
        self.bytes = bytes
    }

    /// A bit string of `bits`.
    public init(_ bits: [Bool]) {
        self.init(count: bits.count) { bits[$0] }
    }

    /// A bit string of `count` bits, each given by its position from 0.
    @inline(__always)
    init(count: Int, _ bit: (Int) -> Bool) {
        var bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
        for position in 0..<count where bit(position) { bytes[position / 8] |= 0x80 >> UInt8(position % 8) }
        self.init(unchecked: count, bytes: bytes)
    }

    /// The number of bits, as ``Vector/dimensions``.
    public var dimensions: Int { count }

    /// The bit at a position, counted from 0.
    ///
    /// - Precondition: the position is one of the string's.
    public subscript(position: Int) -> Bool { bytes[position / 8] & (0x80 >> UInt8(position % 8)) != 0 }
}
