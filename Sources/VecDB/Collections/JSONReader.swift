import VectorTypes

/// Reads JSON text: whole values, or only what lies at a path, skipping the rest.
struct JSONReader {
    static let maximumDepth = 1_000
    static var tooDeep: VecDBError {
        VecDBError(.statementTooComplex, "stack depth limit exceeded", detail: "JSON may be nested 1000 deep.")
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The value of a whole text.
    static func value(_ text: some StringProtocol) throws -> JSONValue {
        var text = String(text)
        return try text.withUTF8 { bytes in
            var reader = JSONReader(bytes)
            let value = try reader.value(depth: 0)
            reader.skipSpace()
            guard reader.position == bytes.count else { throw reader.invalid }
            return value
        }
    }

    /// The value at a path of keys (and of array positions, written as numbers); nil when there is none.
    mutating func value(at path: [[UInt8]]) throws -> JSONValue? {
        for (depth, key) in path.enumerated() {
            skipSpace()
            switch current {
            case UInt8(ascii: "{"): if try !enterMember(key, depth: depth) { return nil }
            case UInt8(ascii: "["): if try !enterElement(key, depth: depth) { return nil }
            default: return nil
            }
        }
        return try value(depth: path.count)
    }

    private var invalid: VecDBError {
        VecDBError(.invalidTextRepresentation, "invalid input syntax for type json")
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws {
        if !take(byte) { throw invalid }
    }
}

// MARK: Values

extension JSONReader {
    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth < Self.maximumDepth else { throw Self.tooDeep }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"):
            position += 1
            var members: [String: JSONValue] = [:]
            if take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                skipSpace()
                let key = try string()
                try expect(UInt8(ascii: ":"))
                members[key] = try value(depth: depth + 1)
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
            return .object(members)
        case UInt8(ascii: "["):
            position += 1
            var elements: [JSONValue] = []
            if take(UInt8(ascii: "]")) { return .array(elements) }
            repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
            return .array(elements)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length else { throw invalid }
        for index in 0..<length where bytes[position + index] != word.utf8Start[index] { throw invalid }
        position += length
        return value
    }

    private mutating func number() throws -> JSONValue {
        let start = position
        var isInteger = true
        while let byte = current {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): isInteger = false
            default:
                return try number(start, isInteger)
            }
            position += 1
        }
        return try number(start, isInteger)
    }

    private func number(_ start: Int, _ isInteger: Bool) throws -> JSONValue {
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text) else { throw invalid }
        return .double(double)
    }

    private mutating func string() throws -> String {
        guard current == UInt8(ascii: "\"") else { throw invalid }
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        var out = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        while let byte = current {
            position += 1
            if byte == UInt8(ascii: "\"") { return out }
            if byte == UInt8(ascii: "\\") {
                out.unicodeScalars.append(try escape())
                continue
            }
            let start = position - 1
            while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
            out += String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        }
        throw invalid
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard let byte = current else { throw invalid }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try hexadecimal()
            guard (0xD800..<0xDC00).contains(first) else {
                guard let scalar = Unicode.Scalar(first) else { throw invalid }
                return scalar
            }
            guard current == UInt8(ascii: "\\") else { throw invalid }
            position += 1
            guard current == UInt8(ascii: "u") else { throw invalid }
            position += 1
            let second = try hexadecimal()
            guard (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw invalid }
            return scalar
        default: throw invalid
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard bytes.count - position >= 4 else { throw invalid }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<(position + 4)]), as: UTF8.self)
        guard text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16) else { throw invalid }
        position += 4
        return value
    }
}

// MARK: Paths

extension JSONReader {
    /// Goes to the value of a key in the object that begins here; false when it has no such key.
    private mutating func enterMember(_ key: [UInt8], depth: Int) throws -> Bool {
        try expect(UInt8(ascii: "{"))
        if take(UInt8(ascii: "}")) { return false }
        repeat {
            skipSpace()
            let isWanted = try matches(key)
            try expect(UInt8(ascii: ":"))
            if isWanted { return true }
            try skipValue(depth: depth)
        } while take(UInt8(ascii: ","))
        return false
    }

    /// Goes to an element of the array that begins here; negative positions count from the end, as in `#>`.
    private mutating func enterElement(_ key: [UInt8], depth: Int) throws -> Bool {
        guard var wanted = Int(String(decoding: key, as: UTF8.self)) else { return false }
        if wanted < 0 {
            var counting = self
            guard let count = try counting.value(depth: depth).array?.count, count + wanted >= 0 else { return false }
            wanted += count
        }
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return false }
        var index = 0
        repeat {
            if index == wanted { return true }
            try skipValue(depth: depth)
            index += 1
        } while take(UInt8(ascii: ","))
        return false
    }

    /// Reads a key and compares it.
    private mutating func matches(_ key: [UInt8]) throws -> Bool {
        guard current == UInt8(ascii: "\"") else { throw invalid }
        let start = position + 1
        let end = start + key.count
        if end < bytes.count, bytes[end] == UInt8(ascii: "\""),
            UnsafeBufferPointer(rebasing: bytes[start..<end]).elementsEqual(key),
            !key.contains(UInt8(ascii: "\\")), !key.contains(UInt8(ascii: "\""))
        {
            position = end + 1
            return true
        }
        var after = start
        while after < bytes.count, bytes[after] != UInt8(ascii: "\"") {
            // A key with escapes is decoded before it is compared.
            if bytes[after] == UInt8(ascii: "\\") { return try string().utf8.elementsEqual(key) }
            after += 1
        }
        guard after < bytes.count else { throw invalid }
        position = after + 1
        return false
    }

    /// Skips a value; brackets need only balance here.
    private mutating func skipValue(depth: Int) throws {
        skipSpace()
        var open = 0
        repeat {
            guard let byte = current else { throw invalid }
            switch byte {
            case UInt8(ascii: "\""): try skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                open -= 1
                position += 1
            default:
                position += 1
                if open == 0 {
                    while let byte = current, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"),
                        byte != UInt8(ascii: "]")
                    { position += 1 }
                }
            }
        } while open > 0
    }

    private mutating func skipString() throws {
        position += 1
        while let byte = current {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return }
        }
        throw invalid
    }
}

extension JSONValue {
    /// A value from JSON text.
    ///
    /// - Throws: 22P02 when the text is no JSON, 54001 when it is nested deeper than 1,000.
    public init(text: String) throws { self = try JSONReader.value(text) }
}
