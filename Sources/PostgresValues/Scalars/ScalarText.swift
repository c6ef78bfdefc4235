import VectorTypes

/// Text forms of PostgreSQL's small scalar types: what their input functions accept, what they refuse and with which
/// words, and what their output functions write.
package enum ScalarText {
    // MARK: Integers

    /// Reads a `smallint`; 22P02 for what is no integer, 22003 for what does not fit.
    package static func parseInt16(_ text: String) throws -> Int16 { try parseInteger(text, type: "smallint") }

    /// Reads an `integer`.
    package static func parseInt32(_ text: String) throws -> Int32 { try parseInteger(text, type: "integer") }

    /// Reads a `bigint`.
    package static func parseInt64(_ text: String) throws -> Int64 { try parseInteger(text, type: "bigint") }

    private static func parseInteger<Value: FixedWidthInteger>(_ text: String, type: String) throws -> Value {
        var bytes = trimmed(text)
        var negative = false
        if let first = bytes.first, first == ASCII.plus || first == ASCII.minus {
            negative = first == ASCII.minus
            bytes.removeFirst()
        }
        guard !bytes.isEmpty, bytes.allSatisfy(ASCII.isDigit) else {
            throw VecDBError(.invalidTextRepresentation, "invalid input syntax for type \(type): \"\(text)\"")
        }
        var value: Value = 0
        for byte in bytes {
            let digit = Value(truncatingIfNeeded: byte - ASCII.zero)
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            // Counting downwards reaches the least value too.
            let (sum, overflow2) = product.subtractingReportingOverflow(digit)
            if overflow || overflow2 { throw outOfRange(text, type) }
            value = sum
        }
        if negative { return value }
        let (result, overflow) = Value(0).subtractingReportingOverflow(value)
        if overflow { throw outOfRange(text, type) }
        return result
    }

    private static func outOfRange(_ text: String, _ type: String) -> VecDBError {
        VecDBError(.numericValueOutOfRange, "value \"\(text)\" is out of range for type \(type)")
    }

    // MARK: Boolean

    /// Reads a `boolean`: unambiguous beginnings of true, false, yes, no, on, off, and 1 and 0.
    package static func parseBool(_ text: String) throws -> Bool {
        let word = String(decoding: trimmed(text).map(ASCII.lower), as: UTF8.self)
        if !word.isEmpty {
            if word == "1" || "true".hasPrefix(word) || "yes".hasPrefix(word) || word == "on" { return true }
            if word == "0" || "false".hasPrefix(word) || "no".hasPrefix(word) { return false }
            if word == "of" || word == "off" { return false }
        }
        throw VecDBError(.invalidTextRepresentation, "invalid input syntax for type boolean: \"\(text)\"")
    }

    // MARK: UUID

    /// Reads a `uuid` in any accepted form (capitals, braces, hyphens after any four digits or none) and returns the
    /// standard lower-case one.
    package static func canonicalUUID(_ text: String) throws -> String {
        let invalid = VecDBError(.invalidTextRepresentation, "invalid input syntax for type uuid: \"\(text)\"")
        var bytes = Array(text.utf8)[...]
        if bytes.first == UInt8(ascii: "{") {
            guard bytes.last == UInt8(ascii: "}"), bytes.count > 1 else { throw invalid }
            bytes = bytes.dropFirst().dropLast()
        }
        var digits: [UInt8] = []
        for byte in bytes {
            if byte == ASCII.minus {
                guard digits.count % 4 == 0, digits.count > 0, digits.count < 32 else { throw invalid }
                continue
            }
            guard digits.count < 32, ASCII.hexValue(byte) != nil else { throw invalid }
            digits.append(ASCII.lower(byte))
        }
        guard digits.count == 32, !hasDoubleHyphen(bytes) else { throw invalid }
        return hyphenated(digits)
    }

    private static func hasDoubleHyphen(_ bytes: ArraySlice<UInt8>) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == ASCII.minus && $1 == ASCII.minus }
    }

    private static func hyphenated(_ digits: [UInt8]) -> String {
        var result: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if index == 8 || index == 12 || index == 16 || index == 20 { result.append(ASCII.minus) }
            result.append(digit)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A random UUID of version 4 (RFC 9562).
    package static func randomUUID() -> String {
        var random = SystemRandomNumberGenerator()
        var high = random.next()
        var low = random.next()
        high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var digits: [UInt8] = []
        for word in [high, low] {
            for shift in stride(from: 60, through: 0, by: -4) {
                digits.append(ASCII.hexDigits[Int(word >> UInt64(shift) & 15)])
            }
        }
        return hyphenated(digits)
    }

    // MARK: Name

    /// `name` input: cut to 63 bytes, never inside a character.
    package static func name(_ text: String) -> String {
        if text.utf8.count < 64 { return text }
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > 63 { break }
            result.append(scalar)
        }
        return String(result)
    }
}
