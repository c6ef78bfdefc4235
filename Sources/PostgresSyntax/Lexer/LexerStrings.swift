import VectorTypes

/// Quoted things: strings of all kinds and quoted identifiers.
extension Lexer {
    enum StringKind {
        case standard
        /// `E'…'`
        case escapes
        /// `B'…'`
        case bits
        /// `X'…'`
        case hexadecimal
        /// `U&'…'`
        case unicode
    }

    /// A string whose opening quote stands before `contentStart`. Literals that follow after white space with a newline
    /// in it belong to it.
    mutating func string(_ start: Int, contentStart: Int, kind: StringKind) -> Token {
        var content: [UInt8] = []
        var offset = contentStart
        var isPlain = true
        while true {
            guard offset < bytes.count else { return unterminated(start, kind) }
            // Copy up to the next byte that means something.
            let run = offset
            while offset < bytes.count, bytes[offset] != .quote, kind != .escapes || bytes[offset] != .backslash {
                offset += 1
            }
            guard offset < bytes.count else { return unterminated(start, kind) }
            if bytes[offset] == .backslash {
                isPlain = false
                content.append(contentsOf: bytes[run..<offset])
                guard offset + 1 < bytes.count else { return unterminated(start, kind) }
                do {
                    offset = try unescape(offset, start, into: &content)
                } catch {
                    return fail(error, start)
                }
                continue
            }
            if byte(offset + 1) == .quote, kind != .bits, kind != .hexadecimal {
                isPlain = false
                content.append(contentsOf: bytes[run...offset])
                offset += 2
                continue
            }
            if isPlain, continuation(after: offset + 1) == nil {
                // The common case: nothing to undo, the text is the source's.
                position = offset + 1
                return finish(start, kind, text(run, offset))
            }
            content.append(contentsOf: bytes[run..<offset])
            if let next = continuation(after: offset + 1) {
                isPlain = false
                offset = next
                continue
            }
            position = offset + 1
            guard let value = String(validating: content, as: UTF8.self), !content.contains(0) else {
                return fail(invalidEncoding(content), start)
            }
            return finish(start, kind, value)
        }
    }

    private mutating func finish(_ start: Int, _ kind: StringKind, _ value: String) -> Token {
        switch kind {
        case .standard, .escapes: return token(.string, start, text: value)
        case .bits: return token(.bitString, start, text: "b" + value)
        case .hexadecimal: return token(.bitString, start, text: "x" + value)
        case .unicode: return withUnicodeEscapes(token(.string, start, text: value), quoteLength: 3)
        }
    }

    private mutating func unterminated(_ start: Int, _ kind: StringKind) -> Token {
        switch kind {
        case .bits: fail("unterminated bit string literal", start, bytes.count)
        case .hexadecimal: fail("unterminated hexadecimal string literal", start, bytes.count)
        default: fail("unterminated quoted string", start, bytes.count)
        }
    }

    /// Where the content of the next literal begins, if one follows on a later line with only white space and `--`
    /// comments between.
    private func continuation(after end: Int) -> Int? {
        var offset = end
        var sawNewline = false
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte.isSQLSpace {
                if byte.isNewline { sawNewline = true }
                offset += 1
            } else if byte == .minus, self.byte(offset + 1) == .minus {
                while offset < bytes.count, !bytes[offset].isNewline { offset += 1 }
            } else {
                return byte == .quote && sawNewline ? offset + 1 : nil
            }
        }
        return nil
    }

    private func invalidEncoding(_ content: [UInt8]) -> VecDBError {
        // The first byte that begins no valid character.
        var offset = 0
        while offset < content.count {
            let lead = content[offset]
            let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            let slice = content[offset..<min(offset + length, content.count)]
            if lead == 0 || slice.count < length || String(validating: slice, as: UTF8.self) == nil { break }
            offset += length
        }
        let length = content[offset] < 0x80 ? 1 : content[offset] < 0xE0 ? 2 : content[offset] < 0xF0 ? 3 : 4
        let shown = content[offset..<min(offset + length, content.count)].map { byte in
            "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return VecDBError(
            SQLState("22021"), "invalid byte sequence for encoding \"UTF8\": \(shown.joined(separator: " "))")
    }

    // MARK: E'…'

    /// Undoes the escape at `offset`; answers where the text goes on.
    private mutating func unescape(
        _ offset: Int, _ start: Int, into content: inout [UInt8]
    ) throws(VecDBError) -> Int {
        let escape = byte(offset + 1)
        switch escape {
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "v"): content.append(0x0B)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = 0
            var end = offset + 1
            while end < offset + 4, byte(end) >= 0x30, byte(end) <= 0x37 {
                value = value * 8 + Int(byte(end) - 0x30)
                end += 1
            }
            content.append(UInt8(truncatingIfNeeded: value))
            return end
        case UInt8(ascii: "x"):
            guard let first = byte(offset + 2).hexadecimalValue else {
                content.append(escape)
                return offset + 2
            }
            guard let second = byte(offset + 3).hexadecimalValue else {
                content.append(UInt8(first))
                return offset + 3
            }
            content.append(UInt8(first * 16 + second))
            return offset + 4
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            return try unescapeUnicode(offset, into: &content)
        default:
            content.append(escape)
        }
        return offset + 2
    }

    private mutating func unescapeUnicode(
        _ offset: Int, into content: inout [UInt8]
    ) throws(VecDBError) -> Int {
        let digits = byte(offset + 1) == UInt8(ascii: "u") ? 4 : 8
        guard let first = hexadecimal(offset + 2, digits) else { throw invalidEscape(offset) }
        let end = offset + 2 + digits
        guard isValidCodePoint(first) else {
            throw near("invalid Unicode escape value", offset, end)
        }
        if first >= 0xDC00, first <= 0xDFFF { throw near("invalid Unicode surrogate pair", offset, end) }
        guard first >= 0xD800, first <= 0xDBFF else {
            append(first, to: &content)
            return end
        }
        guard byte(end) == .backslash, byte(end + 1) | 0x20 == UInt8(ascii: "u") else {
            throw near("invalid Unicode surrogate pair", end, min(end + 1, bytes.count))
        }
        let lowDigits = byte(end + 1) == UInt8(ascii: "u") ? 4 : 8
        guard let low = hexadecimal(end + 2, lowDigits) else { throw invalidEscape(end) }
        guard low >= 0xDC00, low <= 0xDFFF else {
            throw near("invalid Unicode surrogate pair", end, end + 2 + lowDigits)
        }
        append(0x10000 + ((first & 0x3FF) << 10) + (low & 0x3FF), to: &content)
        return end + 2 + lowDigits
    }

    private mutating func invalidEscape(_ offset: Int) -> VecDBError {
        VecDBError(
            SQLState("22025"), "invalid Unicode escape", hint: "Unicode escapes must be \\uXXXX or \\UXXXXXXXX.",
            position: character(at: offset) + 1)
    }

    private mutating func near(_ message: String, _ start: Int, _ end: Int) -> VecDBError {
        VecDBError(.syntaxError, "\(message) at or near \"\(text(start, end))\"", position: character(at: start) + 1)
    }

    private func hexadecimal(_ offset: Int, _ count: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in offset..<offset + count {
            guard let digit = byte(index).hexadecimalValue else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private func isValidCodePoint(_ value: UInt32) -> Bool { value > 0 && value <= 0x10FFFF }

    private func append(_ value: UInt32, to content: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else { return }
        content.append(contentsOf: String(Character(scalar)).utf8)
    }

    // MARK: Quoted identifiers

    mutating func quotedIdentifier(_ start: Int, contentStart: Int) -> Token {
        var content: [UInt8] = []
        var offset = contentStart
        while true {
            let run = offset
            while offset < bytes.count, bytes[offset] != .doubleQuote { offset += 1 }
            guard offset < bytes.count else { return fail("unterminated quoted identifier", start, bytes.count) }
            content.append(contentsOf: bytes[run..<offset])
            guard byte(offset + 1) == .doubleQuote else { break }
            content.append(.doubleQuote)
            offset += 2
        }
        guard !content.isEmpty else { return fail("zero-length delimited identifier", start, offset + 1) }
        position = offset + 1
        let name = String(decoding: content, as: UTF8.self)
        guard contentStart == start + 3 else { return token(.identifier, start, text: truncated(name)) }
        var token = withUnicodeEscapes(token(.identifier, start, text: name), quoteLength: 3)
        token.text = truncated(token.text)
        return token
    }

    // MARK: U&'…' and U&"…"

    /// Undoes `\XXXX` and `\+XXXXXX` in a token's text, or with another escape character if UESCAPE follows.
    private mutating func withUnicodeEscapes(_ token: Token, quoteLength: Int) -> Token {
        var token = token
        let end = position
        var escape = UInt8.backslash
        let savedNotices = notices
        let following = next()
        if following.kind == .keyword, following.keyword == .uescape {
            let character = next()
            guard character.kind == .string, bytes[character.start] == .quote else {
                return fail(
                    "UESCAPE must be followed by a simple string literal", character.start, character.end)
            }
            let value = Array(character.text.utf8)
            guard value.count == 1, isValidEscape(value[0]) else {
                return fail("invalid Unicode escape character", character.start, character.end)
            }
            escape = value[0]
            token.end = character.end
        } else {
            notices = savedNotices
            if following.kind == .failure { failure = nil }
            position = end
        }
        do {
            token.text = try unicodeUnescaped(token.text, escape, contentOffset: token.location + quoteLength)
        } catch {
            return fail(error, token.start)
        }
        return token
    }

    private func isValidEscape(_ byte: UInt8) -> Bool {
        !(byte.hexadecimalValue != nil || byte == UInt8(ascii: "+") || byte == .quote || byte == .doubleQuote
            || byte.isSQLSpace)
    }

    private mutating func unicodeUnescaped(
        _ text: String, _ escape: UInt8, contentOffset: Int
    ) throws(VecDBError) -> String {
        let source = Array(text.utf8)
        guard source.contains(escape) else { return text }
        var result: [UInt8] = []
        var high: UInt32?
        var offset = 0
        func at(_ index: Int) -> UInt8 { index < source.count ? source[index] : 0 }
        func position(_ index: Int) -> Int {
            contentOffset + source[..<min(index, source.count)].count { $0 & 0xC0 != 0x80 } + 1
        }
        while offset < source.count {
            let place = position(offset)
            guard source[offset] == escape else {
                if high != nil { throw surrogateError(place) }
                result.append(source[offset])
                offset += 1
                continue
            }
            if at(offset + 1) == escape {
                if high != nil { throw surrogateError(place) }
                result.append(escape)
                offset += 2
                continue
            }
            let long = at(offset + 1) == UInt8(ascii: "+")
            let digits = source.dropFirst(offset + (long ? 2 : 1)).prefix(long ? 6 : 4)
            guard digits.count == (long ? 6 : 4), digits.allSatisfy({ $0.hexadecimalValue != nil }) else {
                throw VecDBError(
                    .syntaxError, "invalid Unicode escape",
                    hint: "Unicode escapes must be \\XXXX or \\+XXXXXX.", position: place)
            }
            let value = digits.reduce(UInt32(0)) { $0 << 4 | ($1.hexadecimalValue ?? 0) }
            guard isValidCodePoint(value) else {
                throw VecDBError(.syntaxError, "invalid Unicode escape value", position: place)
            }
            if let first = high {
                guard value >= 0xDC00, value <= 0xDFFF else { throw surrogateError(place) }
                append(0x10000 + ((first & 0x3FF) << 10) + (value & 0x3FF), to: &result)
                high = nil
            } else if value >= 0xDC00, value <= 0xDFFF {
                throw surrogateError(place)
            } else if value >= 0xD800, value <= 0xDBFF {
                high = value
            } else {
                append(value, to: &result)
            }
            offset += long ? 8 : 5
        }
        if high != nil { throw surrogateError(position(source.count)) }
        return String(decoding: result, as: UTF8.self)
    }

    private func surrogateError(_ position: Int) -> VecDBError {
        VecDBError(.syntaxError, "invalid Unicode surrogate pair", position: position)
    }
}
