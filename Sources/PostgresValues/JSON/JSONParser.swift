// Lexer and recursive descent parser of JSON with PostgreSQL's errors: the detail names the token or what was expected,
// the context shows the line up to the offending token, fifty bytes of it at most.
//
// Type `json` only checks the shape of `\u` escapes; `jsonb` also converts them, and so refuses lone surrogates and
// `\u0000`. That is what `building` decides besides whether a tree is made.
import VectorTypes

struct JSONParser {
    /// Deeper nesting is refused; PostgreSQL's own limit is its stack, which holds a few thousand levels.
    static let maximumDepth = 1_000

    private let bytes: [UInt8]
    private let building: Bool
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0
    /// The current token.
    private var token = Token.end
    private var tokenStart = 0
    private var tokenEnd = 0
    private var string: [UInt8] = []
    private var meter = WorkMeter(every: 1 << 17)
    /// What the tree takes besides the text.
    private let memory: MemoryCharge?
    private static let nodeSize = 64

    private enum Token { case end, string, number, word, objectStart, objectEnd, arrayStart, arrayEnd, comma, colon }

    init(_ text: String, building: Bool) {
        bytes = Array(text.utf8)
        self.building = building
        memory = building && bytes.count > 10_000 ? MemoryCharge() : nil
    }

    mutating func parse() throws -> JSONValue {
        try advance()
        let value = try parseValue()
        if token != .end { throw unexpected("Expected end of input, but found \"\(tokenText)\".") }
        return value
    }

    // MARK: Grammar

    private mutating func parseValue() throws -> JSONValue {
        try meter.count(8)
        try memory?.add(Self.nodeSize + string.count)
        switch token {
        case .string:
            let value = JSONValue.string(building ? string : [])
            try advance()
            return value
        case .number:
            let value: JSONValue = building ? .number(try canonicalNumber()) : .null
            try advance()
            return value
        case .word:
            let value: JSONValue
            switch tokenText {
            case "true": value = .bool(true)
            case "false": value = .bool(false)
            default: value = .null
            }
            try advance()
            return value
        case .objectStart: return try parseObject()
        case .arrayStart: return try parseArray()
        default: throw unexpected("Expected JSON value, but found \"\(tokenText)\".")
        }
    }

    private mutating func enter() throws {
        depth += 1
        if depth > Self.maximumDepth {
            throw VecDBError(
                .statementTooComplex, "stack depth limit exceeded",
                detail: "JSON may be nested \(Self.maximumDepth) levels deep.")
        }
    }

    private mutating func parseObject() throws -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        try advance()
        if token == .objectEnd {
            try advance()
            return .object([])
        }
        if token != .string { throw unexpected("Expected string or \"}\", but found \"\(tokenText)\".") }
        while true {
            if token != .string { throw unexpected("Expected string, but found \"\(tokenText)\".") }
            let key = string
            try advance()
            if token != .colon { throw unexpected("Expected \":\", but found \"\(tokenText)\".") }
            try advance()
            let value = try parseValue()
            if building { members.append(.init(key: key, value: value)) }
            if token == .comma {
                try advance()
            } else if token == .objectEnd {
                try advance()
                return try .object(unsorted: members)
            } else {
                throw unexpected("Expected \",\" or \"}\", but found \"\(tokenText)\".")
            }
        }
    }

    private mutating func parseArray() throws -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        try advance()
        if token == .arrayEnd {
            try advance()
            return .array([])
        }
        while true {
            let value = try parseValue()
            if building { elements.append(value) }
            if token == .comma {
                try advance()
            } else if token == .arrayEnd {
                try advance()
                return .array(elements)
            } else {
                throw unexpected("Expected \",\" or \"]\", but found \"\(tokenText)\".")
            }
        }
    }

    /// jsonb keeps numbers as numeric: without exponent, and zero without sign.
    private func canonicalNumber() throws -> String {
        let text = tokenText
        let plain = text.utf8.allSatisfy { ASCII.isDigit($0) || $0 == ASCII.point || $0 == ASCII.minus }
        if plain && tokenEnd - tokenStart < 1_000 && !text.hasPrefix("-0") { return text }
        return try Numeric(text: text).text
    }

    // MARK: Lexer

    private var tokenText: String { String(decoding: bytes[tokenStart..<tokenEnd], as: UTF8.self) }

    private mutating func advance() throws {
        while position < bytes.count {
            try meter.count()
            let byte = bytes[position]
            if byte == 10 {
                line += 1
                lineStart = position + 1
            } else if byte != 32 && byte != 9 && byte != 13 {
                break
            }
            position += 1
        }
        tokenStart = position
        guard position < bytes.count else {
            token = .end
            tokenEnd = position
            return
        }
        let single: Token? =
            switch bytes[position] {
            case UInt8(ascii: "{"): .objectStart
            case UInt8(ascii: "}"): .objectEnd
            case UInt8(ascii: "["): .arrayStart
            case UInt8(ascii: "]"): .arrayEnd
            case ASCII.comma: .comma
            case ASCII.colon: .colon
            default: nil
            }
        if let single {
            token = single
            position += 1
            tokenEnd = position
            return
        }
        if bytes[position] == ASCII.quote {
            try lexString()
        } else if bytes[position] == ASCII.minus || ASCII.isDigit(bytes[position]) {
            try lexNumber()
        } else {
            try lexWord()
        }
    }

    private static func continuesWord(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    private mutating func lexWord() throws {
        var end = position
        while end < bytes.count, Self.continuesWord(bytes[end]) { end += 1 }
        if end == position {
            tokenEnd = position + 1
            throw invalidToken()
        }
        tokenEnd = end
        position = end
        switch tokenText {
        case "true", "false", "null": token = .word
        default: throw invalidToken()
        }
    }

    private mutating func lexNumber() throws {
        var end = position
        func digits() -> Int {
            var index = end
            while index < bytes.count, ASCII.isDigit(bytes[index]) { index += 1 }
            return index - end
        }
        var valid = true
        if bytes[end] == ASCII.minus { end += 1 }
        if end < bytes.count, bytes[end] == ASCII.zero {
            end += 1
        } else {
            let count = digits()
            valid = count > 0
            end += count
        }
        if end < bytes.count, bytes[end] == ASCII.point {
            end += 1
            let count = digits()
            if count == 0 { valid = false }
            end += count
        }
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
            end += 1
            if end < bytes.count, bytes[end] == ASCII.plus || bytes[end] == ASCII.minus { end += 1 }
            let count = digits()
            if count == 0 { valid = false }
            end += count
        }
        while end < bytes.count, Self.continuesWord(bytes[end]) {
            end += 1
            valid = false
        }
        tokenEnd = end
        position = end
        token = .number
        if !valid { throw invalidToken() }
    }

    private mutating func lexString() throws {
        string = []
        token = .string
        position += 1
        var highSurrogate: UInt32?
        while true {
            guard position < bytes.count else {
                tokenEnd = bytes.count
                throw invalidToken()
            }
            try meter.count()
            let byte = bytes[position]
            if byte == ASCII.quote { break }
            if byte < 32 {
                tokenEnd = position
                let hex = String(byte, radix: 16)
                throw unexpected("Character with value 0x\(hex.utf8.count < 2 ? "0" : "")\(hex) must be escaped.")
            }
            if byte == ASCII.backslash {
                try lexEscape(&highSurrogate)
            } else {
                if highSurrogate != nil { throw loneSurrogate(end: position + 1) }
                if building { string.append(byte) }
                position += 1
            }
        }
        position += 1
        if highSurrogate != nil { throw loneSurrogate(end: position) }
        tokenEnd = position
    }

    private mutating func lexEscape(_ highSurrogate: inout UInt32?) throws {
        position += 1
        guard position < bytes.count else {
            tokenEnd = bytes.count
            throw invalidToken()
        }
        let byte = bytes[position]
        if byte == UInt8(ascii: "u") { return try lexUnicodeEscape(&highSurrogate) }
        if highSurrogate != nil { throw loneSurrogate(end: position + 1) }
        let value: UInt8
        switch byte {
        case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): value = byte
        case UInt8(ascii: "b"): value = 8
        case UInt8(ascii: "f"): value = 12
        case UInt8(ascii: "n"): value = 10
        case UInt8(ascii: "r"): value = 13
        case UInt8(ascii: "t"): value = 9
        default:
            var end = position + 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            tokenEnd = end
            let sequence = String(decoding: bytes[position..<end], as: UTF8.self)
            throw unexpected("Escape sequence \"\\\(sequence)\" is invalid.")
        }
        if building { string.append(value) }
        position += 1
    }

    private mutating func lexUnicodeEscape(_ highSurrogate: inout UInt32?) throws {
        position += 1
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count else {
                tokenEnd = bytes.count
                throw invalidToken()
            }
            guard let digit = ASCII.hexValue(bytes[position]) else {
                var end = position + 1
                while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
                tokenEnd = end
                throw unexpected("\"\\u\" must be followed by four hexadecimal digits.")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard building else { return }
        tokenEnd = position
        switch value {
        case 0xD800...0xDBFF:
            if highSurrogate != nil {
                throw unexpected("Unicode high surrogate must not follow a high surrogate.")
            }
            highSurrogate = value
            return
        case 0xDC00...0xDFFF:
            guard let high = highSurrogate else { throw loneSurrogate(end: position) }
            value = 0x10000 + (high - 0xD800) << 10 + (value - 0xDC00)
            highSurrogate = nil
        default:
            if highSurrogate != nil { throw loneSurrogate(end: position) }
            if value == 0 {
                var error = unexpected("\\u0000 cannot be converted to text.")
                error.sqlState = SQLState("22P05")
                error.message = "unsupported Unicode escape sequence"
                throw error
            }
        }
        if let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) { string.append(contentsOf: encoded) }
    }

    // MARK: Errors

    private mutating func loneSurrogate(end: Int) -> VecDBError {
        tokenEnd = end
        return unexpected("Unicode low surrogate must follow a high surrogate.")
    }

    private func invalidToken() -> VecDBError {
        error("Token \"\(tokenText)\" is invalid.")
    }

    /// The error of a token that cannot stand here; at the end of the text that is always the end itself.
    private func unexpected(_ detail: String) -> VecDBError {
        error(token == .end ? "The input string ended unexpectedly." : detail)
    }

    private func error(_ detail: String) -> VecDBError {
        var error = VecDBError(.invalidTextRepresentation, "invalid input syntax for type json", detail: detail)
        var start = min(lineStart, tokenEnd)
        while tokenEnd - start >= 50 {
            start += 1
            while start < tokenEnd, bytes[start] & 0xC0 == 0x80 { start += 1 }
        }
        if start - lineStart <= 3 { start = min(lineStart, tokenEnd) }
        let prefix = start > lineStart ? "..." : ""
        let more = token != .end && tokenEnd < bytes.count && bytes[tokenEnd] != 10 && bytes[tokenEnd] != 13
        let excerpt = String(decoding: bytes[start..<tokenEnd], as: UTF8.self)
        error.context = "JSON data, line \(line): \(prefix)\(excerpt)\(more ? "..." : "")"
        return error
    }
}
