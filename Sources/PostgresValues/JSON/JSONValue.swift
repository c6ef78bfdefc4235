// JSON lives as text: `json` as it was written, `jsonb` in PostgreSQL's canonical text, whose objects have their keys
// sorted (by length, then bytes) and unique, whose numbers are plain decimals and whose separators are `, ` and `: `.
// A part of a canonical text is canonical too, so `->` and its like only cut the text (JSONScanner). What changes or
// compares values goes through the tree below.
import VectorTypes

/// A parsed JSON value. Strings are UTF-8, so that equality is by bytes; numbers are decimal texts.
indirect enum JSONValue: Sendable {
    case null
    case string([UInt8])
    case number(String)
    case bool(Bool)
    case array([JSONValue])
    /// Sorted by key length, then bytes; keys are unique.
    case object([Member])

    struct Member: Sendable {
        var key: [UInt8]
        var value: JSONValue
    }

    var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    var isEmptyContainer: Bool {
        switch self {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// Parses and canonicalises.
    init(_ text: String) throws {
        var parser = JSONParser(text, building: true)
        self = try parser.parse()
    }

    /// An object of `members` in any order; of equal keys the last one counts.
    static func object(unsorted members: [Member]) throws -> JSONValue {
        if members.count < 2 { return .object(members) }
        var meter = WorkMeter()
        let sorted = try members.enumerated().sorted { a, b in
            try meter.count()
            let order = keyOrder(a.element.key, b.element.key)
            return order == 0 ? a.offset < b.offset : order < 0
        }
        var result: [Member] = []
        result.reserveCapacity(sorted.count)
        for (_, member) in sorted {
            if let last = result.last, last.key == member.key {
                result[result.count - 1] = member
            } else {
                result.append(member)
            }
        }
        return .object(result)
    }

    /// The storage order of keys: shorter first, then by bytes.
    static func keyOrder(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a.count != b.count { return a.count - b.count }
        for index in 0..<a.count where a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
        return 0
    }

    /// The place of `key` among sorted members.
    static func position(of key: [UInt8], in members: [Member]) -> (index: Int, found: Bool) {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            let order = keyOrder(members[middle].key, key)
            if order == 0 { return (middle, true) }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return (low, false)
    }

    /// PostgreSQL's canonical text.
    ///
    /// - Throws: 54000 for a text of 1 GB or more, 57014 when the statement is cancelled meanwhile.
    var text: String {
        get throws {
            var writer = ValueWriter()
            try write(to: &writer)
            return writer.text
        }
    }

    func write(to writer: inout ValueWriter) throws {
        switch self {
        case .null: try writer.append("null")
        case .bool(let value): try writer.append(value ? "true" : "false")
        case .number(let text): try writer.append(text)
        case .string(let string): try JSON.writeQuoted(string, to: &writer)
        case .array(let elements):
            try writer.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { try writer.append(", ") }
                try element.write(to: &writer)
            }
            try writer.append(UInt8(ascii: "]"))
        case .object(let members):
            try writer.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { try writer.append(", ") }
                try JSON.writeQuoted(member.key, to: &writer)
                try writer.append(": ")
                try member.value.write(to: &writer)
            }
            try writer.append(UInt8(ascii: "}"))
        }
    }
}

/// Functions and operators of `json` and `jsonb` over their texts.
///
/// Arguments called `json` must be valid JSON (as ``validate(_:)`` and ``canonical(_:)`` leave it); `jsonb` results are
/// canonical. Everything is linear in the length of the text unless it says otherwise.
package enum JSON {
    /// Checks the input of type `json`, whose text is then stored as it is.
    ///
    /// - Throws: 22P02 `invalid input syntax for type json`, with a detail and the place in the text as context.
    package static func validate(_ text: String) throws {
        var parser = JSONParser(text, building: false)
        _ = try parser.parse()
    }

    /// Reads the input of type `jsonb`.
    ///
    /// - Throws: 22P02 `invalid input syntax for type json`; 22P05 for `\u0000`; 22003 for a number beyond numeric's.
    package static func canonical(_ text: String) throws -> String { try JSONValue(text).text }

    /// `string` as a JSON string, escaped as `to_json` does.
    ///
    /// - Throws: 54000 for a text of 1 GB or more, 57014 when the statement is cancelled meanwhile.
    package static func quoted(_ string: String) throws -> String {
        var writer = ValueWriter()
        try writeQuoted(string.utf8, to: &writer)
        return writer.text
    }

    package static func writeQuoted(_ string: some Sequence<UInt8>, to writer: inout ValueWriter) throws {
        try writer.append(ASCII.quote)
        for byte in string {
            switch byte {
            case 8: try writer.append("\\b")
            case 9: try writer.append("\\t")
            case 10: try writer.append("\\n")
            case 12: try writer.append("\\f")
            case 13: try writer.append("\\r")
            case ASCII.quote, ASCII.backslash:
                try writer.append(ASCII.backslash)
                try writer.append(byte)
            case 0..<32:
                try writer.append("\\u00")
                try writer.append(ASCII.hexDigits[Int(byte >> 4)])
                try writer.append(ASCII.hexDigits[Int(byte & 15)])
            default: try writer.append(byte)
            }
        }
        try writer.append(ASCII.quote)
    }
}
