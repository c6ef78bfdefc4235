import VectorTypes

/// PostgreSQL's lexical rules (its scan.l), from text to tokens, one at a time.
///
/// Nothing is looked at twice, so that the whole is linear. A malformed token is a token of kind `failure`: its error is
/// raised only when the parser gets there, because an earlier syntax error must win. Offsets are kept in bytes and in
/// characters; the latter are what PostgreSQL reports.
struct Lexer {
    let bytes: [UInt8]
    /// Where the next token is looked for.
    var position = 0
    /// The error of a `failure` token.
    var failure: VecDBError?
    /// Notices, such as those about truncated identifiers, in order.
    var notices: [VecDBError] = []

    /// A byte offset and the character offset that belongs to it, from which later ones are counted.
    private var knownByte = 0
    private var knownCharacter = 0
    private let isASCII: Bool

    init(_ text: String) {
        bytes = Array(text.utf8)
        isASCII = bytes.allSatisfy { $0 < 0x80 }
    }

    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// The character offset of a byte offset not before the last one that was asked for.
    mutating func character(at offset: Int) -> Int {
        if isASCII { return offset }
        if offset < knownByte {
            var count = 0
            for byte in bytes[offset..<knownByte] where byte & 0xC0 != 0x80 { count += 1 }
            return knownCharacter - count
        }
        var count = 0
        for byte in bytes[knownByte..<offset] where byte & 0xC0 != 0x80 { count += 1 }
        knownByte = offset
        knownCharacter += count
        return knownCharacter
    }

    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
    }

    mutating func next() -> Token {
        if let token = skipSpace() { return token }
        let start = position
        guard start < bytes.count else {
            return Token(kind: .end, start: start, end: start, location: character(at: start))
        }
        let first = bytes[start]
        if first.isIdentifierStart { return word(start) }
        if first.isDigit || first == .dot && byte(start + 1).isDigit { return number(start) }
        switch first {
        case .quote: return string(start, contentStart: start + 1, kind: .standard)
        case .doubleQuote: return quotedIdentifier(start, contentStart: start + 1)
        case .dollar: return dollar(start)
        case .colon where byte(start + 1) == .colon: return simple(.typecast, start, 2)
        case .colon where byte(start + 1) == UInt8(ascii: "="): return simple(.colonEquals, start, 2)
        case .dot where byte(start + 1) == .dot: return simple(.dotDot, start, 2)
        default: break
        }
        if first.isOperatorCharacter { return operatorToken(start) }
        var token = simple(.punctuation, start, 1)
        token.byte = first
        return token
    }

    /// Skips white space and comments; a comment without end is a token.
    private mutating func skipSpace() -> Token? {
        while position < bytes.count {
            let byte = bytes[position]
            if byte.isSQLSpace {
                position += 1
            } else if byte == .minus && self.byte(position + 1) == .minus {
                position += 2
                while position < bytes.count && !bytes[position].isNewline { position += 1 }
            } else if byte == .slash && self.byte(position + 1) == .star {
                let start = position
                guard skipBlockComment() else {
                    return fail("unterminated /* comment", start, bytes.count)
                }
            } else {
                break
            }
        }
        return nil
    }

    /// Block comments nest.
    private mutating func skipBlockComment() -> Bool {
        var depth = 0
        while position < bytes.count {
            if bytes[position] == .slash && byte(position + 1) == .star {
                depth += 1
                position += 2
            } else if bytes[position] == .star && byte(position + 1) == .slash {
                depth -= 1
                position += 2
                if depth == 0 { return true }
            } else {
                position += 1
            }
        }
        return false
    }

    // MARK: Making tokens

    mutating func simple(_ kind: Token.Kind, _ start: Int, _ length: Int) -> Token {
        position = start + length
        return Token(kind: kind, start: start, end: position, location: character(at: start))
    }

    mutating func token(_ kind: Token.Kind, _ start: Int, text: String) -> Token {
        Token(kind: kind, text: text, start: start, end: position, location: character(at: start))
    }

    /// A failure in PostgreSQL's form, with the text from `start` to `end` behind the message.
    mutating func fail(_ message: String, _ start: Int, _ end: Int) -> Token {
        let near = start >= bytes.count ? "at end of input" : "at or near \"\(text(start, end))\""
        return fail(
            VecDBError(.syntaxError, "\(message) \(near)", position: character(at: start) + 1), start)
    }

    mutating func fail(_ error: VecDBError, _ start: Int) -> Token {
        if failure == nil { failure = error }
        position = bytes.count
        return Token(kind: .failure, start: start, end: bytes.count, location: character(at: start))
    }

    // MARK: Words and operators

    private mutating func word(_ start: Int) -> Token {
        let second = byte(start + 1)
        switch bytes[start] | 0x20 {
        case UInt8(ascii: "e") where second == .quote:
            return string(start, contentStart: start + 2, kind: .escapes)
        case UInt8(ascii: "b") where second == .quote:
            return string(start, contentStart: start + 2, kind: .bits)
        case UInt8(ascii: "x") where second == .quote:
            return string(start, contentStart: start + 2, kind: .hexadecimal)
        case UInt8(ascii: "n") where second == .quote:
            // National character: the word NCHAR, then an ordinary string.
            var token = simple(.keyword, start, 1)
            token.keyword = .nchar
            token.text = "nchar"
            return token
        case UInt8(ascii: "u") where second == .ampersand && byte(start + 2) == .quote:
            return string(start, contentStart: start + 3, kind: .unicode)
        case UInt8(ascii: "u") where second == .ampersand && byte(start + 2) == .doubleQuote:
            return quotedIdentifier(start, contentStart: start + 3)
        default: break
        }
        var end = start + 1
        var hasUpper = bytes[start].isUpper
        while end < bytes.count, bytes[end].isIdentifierPart {
            if bytes[end].isUpper { hasUpper = true }
            end += 1
        }
        position = end
        let name: String
        if hasUpper {
            name = String(decoding: bytes[start..<end].lazy.map { $0.isUpper ? $0 | 0x20 : $0 }, as: UTF8.self)
        } else {
            name = text(start, end)
        }
        if let keyword = Keyword.bySpelling[name] {
            var token = token(.keyword, start, text: name)
            token.keyword = keyword
            return token
        }
        return token(.identifier, start, text: truncated(name))
    }

    /// PostgreSQL's names have at most 63 bytes.
    mutating func truncated(_ name: String) -> String {
        guard name.utf8.count > 63 else { return name }
        var short = ""
        var length = 0
        for scalar in name.unicodeScalars {
            length += UTF8.width(scalar)
            if length > 63 { break }
            short.unicodeScalars.append(scalar)
        }
        notices.append(VecDBError(.nameTooLong, "identifier \"\(name)\" will be truncated to \"\(short)\""))
        return short
    }

    /// An operator ends where a comment begins, and may end in `+` or `-` only when it holds a character that no SQL
    /// operator has: so `a=-1` is two operators and `a@-1` is one.
    private mutating func operatorToken(_ start: Int) -> Token {
        var end = start
        var mayEndInSign = false
        while end < bytes.count, bytes[end].isOperatorCharacter {
            let next = byte(end + 1)
            if bytes[end] == .slash && next == .star || bytes[end] == .minus && next == .minus { break }
            switch bytes[end] {
            case UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "^"),
                .ampersand, UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "?"), UInt8(ascii: "%"):
                mayEndInSign = true
            default: break
            }
            end += 1
        }
        if !mayEndInSign {
            while end - start > 1, bytes[end - 1] == .minus || bytes[end - 1] == UInt8(ascii: "+") { end -= 1 }
        }
        position = end
        let name = text(start, end)
        if name.utf8.count >= 64 { return fail("operator too long", start, end) }
        switch name {
        case "=>": return token(.equalsGreater, start, text: name)
        case "!=", "<>": return token(.knownOperator, start, text: "<>")
        case "+", "-", "*", "/", "%", "^", "<", ">", "=", "<=", ">=":
            var token = token(.knownOperator, start, text: name)
            if end - start == 1 { token.byte = bytes[start] }
            return token
        default: return token(.operator, start, text: name)
        }
    }

    // MARK: Numbers and parameters

    private mutating func number(_ start: Int) -> Token {
        var end = start
        while byte(end).isDigit { end += 1 }
        var isInteger = true
        if byte(end) == .dot, byte(end + 1) != .dot {
            isInteger = false
            end += 1
            while byte(end).isDigit { end += 1 }
        }
        if byte(end) | 0x20 == UInt8(ascii: "e") {
            var exponent = end + 1
            if byte(exponent) == .minus || byte(exponent) == UInt8(ascii: "+") { exponent += 1 }
            if byte(exponent).isDigit {
                isInteger = false
                end = exponent
                while byte(end).isDigit { end += 1 }
            } else {
                return fail("trailing junk after numeric literal", start, exponent)
            }
        }
        if byte(end).isIdentifierStart, end < bytes.count {
            return fail("trailing junk after numeric literal", start, end + sequenceLength(end))
        }
        position = end
        let digits = text(start, end)
        return token(isInteger && Int32(digits) != nil ? .integer : .numeric, start, text: digits)
    }

    /// How many bytes the character at an offset has.
    private func sequenceLength(_ offset: Int) -> Int {
        var end = offset + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end - offset
    }

    private mutating func dollar(_ start: Int) -> Token {
        var end = start + 1
        if byte(end).isDigit {
            while byte(end).isDigit { end += 1 }
            if byte(end).isIdentifierStart, end < bytes.count {
                return fail("trailing junk after parameter", start, end + sequenceLength(end))
            }
            position = end
            return token(.parameter, start, text: text(start + 1, end))
        }
        if byte(end).isIdentifierStart {
            while end < bytes.count, bytes[end].isIdentifierPart, bytes[end] != .dollar { end += 1 }
        }
        guard byte(end) == .dollar else {
            var token = simple(.punctuation, start, 1)
            token.byte = .dollar
            return token
        }
        let tag = bytes[start...end]
        let content = end + 1
        var search = content
        while search + tag.count <= bytes.count {
            if bytes[search] == .dollar {
                if bytes[search..<search + tag.count].elementsEqual(tag) {
                    position = search + tag.count
                    return token(.string, start, text: text(content, search))
                }
            }
            search += 1
        }
        return fail("unterminated dollar-quoted string", start, bytes.count)
    }
}
