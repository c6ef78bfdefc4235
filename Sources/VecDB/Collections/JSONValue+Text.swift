import VectorTypes

extension JSONValue {
    /// PostgreSQL's text of the value as `jsonb`: keys sorted by length, then by bytes; numbers written out.
    ///
    /// - Throws: 22P02 for a number that is not finite, 22P05 for a string with a NUL character, as jsonb cannot hold them.
    public var text: String {
        get throws {
            var out = ""
            try write(to: &out, depth: 0)
            return out
        }
    }

    private func write(to out: inout String, depth: Int) throws {
        guard depth < JSONReader.maximumDepth else { throw JSONReader.tooDeep }
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .integer(let value): out += String(value)
        case .double(let value):
            guard value.isFinite else {
                throw VecDBError(
                    .invalidTextRepresentation, "invalid input syntax for type json",
                    detail: "A number must be finite, not \(value).")
            }
            out += plainDecimal(value)
        case .string(let value): try Self.write(value, to: &out)
        case .array(let elements):
            out += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { out += ", " }
                try element.write(to: &out, depth: depth + 1)
            }
            out += "]"
        case .object(let members):
            out += "{"
            let keys = members.keys.sorted {
                let (a, b) = ($0.utf8.count, $1.utf8.count)
                return a != b ? a < b : $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            for (index, key) in keys.enumerated() {
                if index > 0 { out += ", " }
                try Self.write(key, to: &out)
                out += ": "
                try members[key]?.write(to: &out, depth: depth + 1)
            }
            out += "}"
        }
    }

    private static func write(_ string: String, to out: inout String) throws {
        out += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{8}": out += "\\b"
            case "\u{C}": out += "\\f"
            case "\0":
                throw VecDBError(
                    SQLState("22P05"), "unsupported Unicode escape sequence",
                    detail: "\\u0000 cannot be converted to text.")
            case "\u{1}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

/// A finite number without an exponent, as PostgreSQL's numeric is written: the shortest digits that give it back.
private func plainDecimal(_ value: Double) -> String {
    var text = Substring(shortestText(value))
    let isNegative = text.first == "-"
    if isNegative { text = text.dropFirst() }
    let parts = text.split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let number = (parts.first ?? "0").split(separator: ".", omittingEmptySubsequences: false)
    let digits = String(number.first ?? "0") + (number.count > 1 ? String(number[1]) : "")
    let point = (number.first?.count ?? 1) + exponent
    var plain: String
    if point <= 0 {
        plain = "0." + String(repeating: "0", count: -point) + digits
    } else if point >= digits.count {
        plain = digits + String(repeating: "0", count: point - digits.count)
    } else {
        plain = digits.prefix(point) + "." + digits.dropFirst(point)
    }
    // jsonb has no negative zero.
    if isNegative, value != 0 { plain = "-" + plain }
    return plain
}
