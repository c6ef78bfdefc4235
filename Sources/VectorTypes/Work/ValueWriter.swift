/// The bytes of a value that is being made: its size is checked before it grows, and its statement is asked on the way.
///
/// Short values cost nothing: the first question comes with the first kilobytes.
package struct ValueWriter {
    package private(set) var bytes: [UInt8] = []
    /// Up to here the value may grow before the next question: a megabyte takes a millisecond or two.
    private var room = 4_096
    private static let step = 1 << 20

    package init() {}

    /// - Parameter capacity: The size that the value will have, as far as it is known.
    /// - Throws: As ``ValueSize/check(_:)``.
    package init(capacity: Int) throws {
        try ValueSize.check(capacity)
        bytes.reserveCapacity(capacity)
    }

    @inline(__always)
    package mutating func append(_ byte: UInt8) throws {
        if bytes.count >= room { try grow(by: 1) }
        bytes.append(byte)
    }

    package mutating func append(contentsOf part: some Collection<UInt8>) throws {
        let count = part.count
        if count > room - bytes.count { try grow(by: count) }
        bytes.append(contentsOf: part)
    }

    package mutating func append(_ text: String) throws { try append(contentsOf: text.utf8) }

    package mutating func append(_ scalar: Unicode.Scalar) throws {
        if scalar.isASCII { return try append(UInt8(truncatingIfNeeded: scalar.value)) }
        try append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    package mutating func append(_ byte: UInt8, count: Int) throws {
        try append(repeating: CollectionOfOne(byte), count: count)
    }

    /// - Throws: Before the first byte is written, when the whole is too long.
    package mutating func append(repeating part: some Collection<UInt8>, count: Int) throws {
        guard count > 0, !part.isEmpty else { return }
        try ValueSize.check(count, times: part.count, plus: bytes.count)
        // A short part is repeated in a block, so that the loop below runs over blocks.
        let block = Array(part)
        let factor = min(count, max(1, 4_096 / block.count))
        var blocks: [UInt8] = []
        blocks.reserveCapacity(block.count * factor)
        for _ in 0..<factor { blocks += block }
        bytes.reserveCapacity(bytes.count + block.count * count)
        for _ in 0..<count / factor { try append(contentsOf: blocks) }
        for _ in 0..<count % factor { try append(contentsOf: block) }
    }

    private mutating func grow(by count: Int) throws {
        let needed = try ValueSize.check(count, times: 1, plus: bytes.count)
        try StatementWork.check()
        room = needed + Self.step
    }

    /// The bytes as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
