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
        case UInt8(ascii: "["): return try scanner.count(of: scanner.root)
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
        let memory = MemoryCharge()
        try scanner.forEachEntry(of: scanner.root) { key, _ in
            try memory.add(32 + key.count)
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
        let memory = MemoryCharge()
        try scanner.forEachEntry(of: scanner.root) { key, range in
            try memory.add(64 + key.count + range.count)
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
        let memory = MemoryCharge()
        try scanner.forEachEntry(of: scanner.root) { _, range in
            try memory.add(32 + range.count)
            result.append(value(scanner, range))
            return true
        }
        return result
    }

    // MARK: Building

    /// `jsonb_build_array`, `jsonb_agg`: a canonical array of canonical values.
    package static func buildArray(_ elements: [String]) throws -> String {
        var writer = ValueWriter()
        try writer.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { try writer.append(", ") }
            try writer.append(element)
        }
        try writer.append(UInt8(ascii: "]"))
        return writer.text
    }

    /// `jsonb_build_object`, `jsonb_object_agg`: of equal keys the last counts.
    package static func buildObject(_ members: [(key: String, value: String)]) throws -> String {
        var meter = WorkMeter(every: 2_000)
        let parsed = try members.map { member in
            try meter.count()
            return JSONValue.Member(key: Array(member.key.utf8), value: try JSONValue(member.value))
        }
        return try JSONValue.object(unsorted: parsed).text
    }

    /// `json_build_object`: every member, in the order given, `{"a" : 1, "b" : 2}`.
    package static func buildObjectVerbatim(_ members: [(key: String, value: String)]) throws -> String {
        var writer = ValueWriter()
        try writer.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { try writer.append(", ") }
            try writeQuoted(member.key.utf8, to: &writer)
            try writer.append(" : ")
            try writer.append(member.value)
        }
        try writer.append(UInt8(ascii: "}"))
        return writer.text
    }

    // MARK: Whole values

    /// `jsonb_strip_nulls`: without the members that are null, at every level.
    package static func stripNulls(_ jsonb: String) throws -> String { try strip(JSONValue(jsonb)).text }

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
        var writer = ValueWriter()
        try writePretty(try JSONValue(jsonb), level: 0, to: &writer)
        return writer.text
    }

    private static func writePretty(_ value: JSONValue, level: Int, to writer: inout ValueWriter) throws {
        func breakLine(_ level: Int) throws {
            try writer.append(10)
            try writer.append(ASCII.space, count: level * 4)
        }
        switch value {
        case .array(let elements):
            try writer.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { try writer.append(ASCII.comma) }
                try breakLine(level + 1)
                try writePretty(element, level: level + 1, to: &writer)
            }
            try breakLine(level)
            try writer.append(UInt8(ascii: "]"))
        case .object(let members):
            try writer.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { try writer.append(ASCII.comma) }
                try breakLine(level + 1)
                try writeQuoted(member.key, to: &writer)
                try writer.append(": ")
                try writePretty(member.value, level: level + 1, to: &writer)
            }
            try breakLine(level)
            try writer.append(UInt8(ascii: "}"))
        default: try value.write(to: &writer)
        }
    }
}
