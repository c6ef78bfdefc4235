extension BitVector: LosslessStringConvertible {
    /// A bit string from its text form: `1011` or `b1011`, or in hexadecimal `x1F`.
    ///
    /// - Throws: `22P02` for a digit that is neither 0 nor 1 (or not hexadecimal after an `x`), `54000` for a string
    ///   that is too long.
    public init(text: String) throws {
        try self.init(text: text, length: nil)
    }

    /// A bit string from its text form, refused unless it fits the declared length: the input of a `bit(n)` column
    /// (`exactly`) or a `bit varying(n)` column.
    ///
    /// - Throws: `22026` or `22001` for another length than declared, before the digits are looked at; otherwise as
    ///   ``init(text:)``.
    public init(text: String, length: Length?) throws {
        self = try withUTF8(text) { try BitVector(utf8: $0, length: length) }
    }

    /// A bit string from its text form in UTF-8; see ``init(text:length:)``.
    package init(utf8 text: UnsafeBufferPointer<UInt8>, length: Length? = nil) throws {
        var digits = text[...]
        var isHexadecimal = false
        switch text.first.map({ $0 | 0x20 }) {
        case UInt8(ascii: "b"): digits = digits.dropFirst()
        case UInt8(ascii: "x"):
            digits = digits.dropFirst()
            isHexadecimal = true
        default: break
        }
        if digits.count > BitVector.maximumCount / (isHexadecimal ? 4 : 1) { throw BitVector.tooLong }
        let count = isHexadecimal ? digits.count * 4 : digits.count
        try length?.require(count)
        var bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
        for (place, index) in digits.indices.enumerated() {
            let byte = digits[index]
            if isHexadecimal {
                guard let value = TextCursor.hexadecimalDigit(byte) else {
                    throw BitVector.invalidDigit(digits[index...], "hexadecimal")
                }
                bytes[place / 2] |= place % 2 == 0 ? value << 4 : value
            } else if byte == UInt8(ascii: "1") {
                bytes[place / 8] |= 0x80 >> UInt8(place % 8)
            } else if byte != UInt8(ascii: "0") {
                throw BitVector.invalidDigit(digits[index...], "binary")
            }
        }
        self.init(unchecked: count, bytes: bytes)
    }

    /// The error names the whole character, which may take several bytes.
    private static func invalidDigit(_ rest: Slice<UnsafeBufferPointer<UInt8>>, _ kind: String) -> VecDBError {
        let character = String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first.map { String($0) } ?? ""
        return VecDBError(.invalidTextRepresentation, "\"\(character)\" is not a valid \(kind) digit")
    }

    static var tooLong: VecDBError {
        VecDBError(.programLimitExceeded, "bit string length exceeds the maximum allowed (\(maximumCount))")
    }

    /// A bit string from its text form, or `nil` where ``init(text:)`` would throw.
    public init?(_ description: String) {
        guard let bits = try? BitVector(text: description) else { return nil }
        self = bits
    }

    /// The text form, such as `1011`.
    public var text: String {
        String(unsafeUninitializedCapacity: count) { buffer in
            for position in 0..<count { buffer[position] = self[position] ? UInt8(ascii: "1") : UInt8(ascii: "0") }
            return count
        }
    }

    public var description: String { text }
}
