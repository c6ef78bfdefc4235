import VectorTypes

extension JSON {
    // MARK: Shape

    /// `json_typeof`: object, array, string, number, boolean or null.
    package static func typeOf(_ json: String) -> String {
        let scanner = JSONScanner(json)
        switch scanner.byte(scanner.root.lowerBound) {
        case UInt8(ascii: "{"): return "object"
        case UInt8(ascii: "["): return "array"
        case ASCII.quote: return "string"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return "boolean"
        case UInt8(ascii: "n"): return "null"
        default: return "number"
        }
    }

    /// `json_array_length`.
    ///
    /// - Throws: 22023 `cannot get array length of a scalar` and `… of a non-array`.
    package static func arrayLength(_ json: String) throws -> Int {
        let scanner = JSONScanner(json)
        switch scanner.byte(scanner.root.lowerBound) {
        case UInt8(ascii: "["): return scanner.count(of: scanner.root)
        case UInt8(ascii: "{"): throw invalid("cannot get array length of a non-array")
        default: throw invalid("cannot get array length of a scalar")
        }
    }

    static func invalid(_ message: String) -> VecDBError { VecDBError(.invalidParameterValue, message) }

    // MARK: Taking apart

    /// `json_object_keys`, in the text's order. `function` is the name for the error's text.
    package static func keys(_ json: String, function: String = "jsonb_object_keys") throws -> [String] {
        let scanner = JSONScanner(json)
        switch scanner.byte(scanner.root.lowerBound) {
        case UInt8(ascii: "{"): break
        case UInt8(ascii: "["): throw invalid("cannot call \(function) on an array")
        default: throw invalid("cannot call \(function) on a scalar")
        }
        var result: [String] = []
        scanner.forEachEntry(of: scanner.root) { key, _ in
            result.append(String(decoding: scanner.decoded(key), as: UTF8.self))
            return true
        }
        return result
    }

    /// `json_each`.
    package static func each(_ json: String, function: String = "jsonb_each") throws -> [(key: String, value: String)] {
        try entries(json, function: function) { $0.text($1) }
    }

    /// `json_each_text`: nil for null.
    package static func eachText(
        _ json: String, function: String = "jsonb_each_text"
    ) throws -> [(key: String, value: String?)] {
        try entries(json, function: function) { $0.scalarText($1) }
    }

    private static func entries<Value>(
        _ json: String, function: String, _ value: (JSONScanner, Range<Int>) -> Value
    ) throws -> [(key: String, value: Value)] {
        let scanner = JSONScanner(json)
        guard scanner.byte(scanner.root.lowerBound) == UInt8(ascii: "{") else {
            throw invalid("cannot call \(function) on a non-object")
        }
        var result: [(key: String, value: Value)] = []
        scanner.forEachEntry(of: scanner.root) { key, range in
            result.append((String(decoding: scanner.decoded(key), as: UTF8.self), value(scanner, range)))
            return true
        }
        return result
    }

    /// `json_array_elements`.
    package static func elements(_ json: String) throws -> [String] { try arrayElements(json) { $0.text($1) } }

    /// `json_array_elements_text`: nil for null.
    package static func elementsText(_ json: String) throws -> [String?] {
        try arrayElements(json) { $0.scalarText($1) }
    }

    private static func arrayElements<Value>(
        _ json: String, _ value: (JSONScanner, Range<Int>) -> Value
    ) throws -> [Value] {
        let scanner = JSONScanner(json)
        switch scanner.byte(scanner.root.lowerBound) {
        case UInt8(ascii: "["): break
        case UInt8(ascii: "{"): throw invalid("cannot extract elements from an object")
        default: throw invalid("cannot extract elements from a scalar")
        }
        var result: [Value] = []
        scanner.forEachEntry(of: scanner.root) { _, range in
            result.append(value(scanner, range))
            return true
        }
        return result
    }

    // MARK: Building

    /// `jsonb_build_array`, `jsonb_agg`: a canonical array of canonical values.
    package static func buildArray(_ elements: [String]) -> String { "[" + elements.joined(separator: ", ") + "]" }

    /// `jsonb_build_object`, `jsonb_object_agg`: of equal keys the last counts.
    package static func buildObject(_ members: [(key: String, value: String)]) throws -> String {
        try JSONValue.object(unsorted: members.map { .init(key: Array($0.key.utf8), value: try JSONValue($0.value)) })
            .text
    }

    /// `json_build_object`: every member, in the order given, `{"a" : 1, "b" : 2}`.
    package static func buildObjectVerbatim(_ members: [(key: String, value: String)]) -> String {
        "{" + members.map { "\(quoted($0.key)) : \($0.value)" }.joined(separator: ", ") + "}"
    }

    // MARK: Whole values

    /// `jsonb_strip_nulls`: without the members that are null, at every level.
    package static func stripNulls(_ jsonb: String) throws -> String { strip(try JSONValue(jsonb)).text }

    private static func strip(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(strip))
        case .object(let members):
            .object(
                members.compactMap { member in
                    if case .null = member.value { return nil }
                    return .init(key: member.key, value: strip(member.value))
                })
        default: value
        }
    }

    /// `jsonb_pretty`: indented by four spaces a level.
    package static func pretty(_ jsonb: String) throws -> String {
        var bytes: [UInt8] = []
        writePretty(try JSONValue(jsonb), level: 0, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func writePretty(_ value: JSONValue, level: Int, to bytes: inout [UInt8]) {
        func breakLine(_ level: Int) {
            bytes.append(10)
            bytes.append(contentsOf: repeatElement(ASCII.space, count: level * 4))
        }
        switch value {
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(ASCII.comma) }
                breakLine(level + 1)
                writePretty(element, level: level + 1, to: &bytes)
            }
            breakLine(level)
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(ASCII.comma) }
                breakLine(level + 1)
                writeQuoted(member.key, to: &bytes)
                bytes.append(contentsOf: [ASCII.colon, ASCII.space])
                writePretty(member.value, level: level + 1, to: &bytes)
            }
            breakLine(level)
            bytes.append(UInt8(ascii: "}"))
        default: value.write(to: &bytes)
        }
    }
}
