import PostgresValues
import VecDB
import VectorTypes

/// json and jsonb: operators, constructors and functions. The work is PostgresValues'.
func declareJSON(in c: inout CatalogBuilder) {
    declareJSONAccess(in: &c)
    declareJSONChanges(in: &c)
    declareJSONConstructors(in: &c)
    declareJSONSets(in: &c)
}

private func declareJSONAccess(in c: inout CatalogBuilder) {
    for type in ["json", "jsonb"] {
        let isBinary = type == "jsonb"
        c.scalar("\(type)_object_field(\(type), text) \(type)", operator: "->") { x, _ in
            .optional(try JSON.field(x.text(0), x.text(1)))
        }
        c.scalar("\(type)_object_field_text(\(type), text) text", operator: "->>") { x, _ in
            .optional(try JSON.fieldText(x.text(0), x.text(1)))
        }
        c.scalar("\(type)_array_element(\(type), int4) \(type)", operator: "->") { x, _ in
            .optional(try JSON.element(x.text(0), Int(x.int(1)), isBinary: isBinary))
        }
        c.scalar("\(type)_array_element_text(\(type), int4) text", operator: "->>") { x, _ in
            .optional(try JSON.elementText(x.text(0), Int(x.int(1)), isBinary: isBinary))
        }
        c.scalar("\(type)_extract_path_op(\(type), text[]) \(type)", operator: "#>") { x, _ in
            .optional(try x.path(1).flatMap { try JSON.path(x.text(0), $0) })
        }
        c.scalar("\(type)_extract_path_text_op(\(type), text[]) text", operator: "#>>") { x, _ in
            .optional(try x.path(1).flatMap { try JSON.pathText(x.text(0), $0) })
        }
        c.scalar("\(type)_extract_path(\(type), variadic text[]) \(type)") { x, _ in
            .optional(try JSON.path(x.text(0), (1..<x.count).map { x.text($0) }))
        }
        c.scalar("\(type)_extract_path_text(\(type), variadic text[]) text") { x, _ in
            .optional(try JSON.pathText(x.text(0), (1..<x.count).map { x.text($0) }))
        }
        c.scalar("\(type)_typeof(\(type)) text") { x, _ in .text(JSON.typeOf(x.text(0))) }
        c.scalar("\(type)_array_length(\(type)) int4") { x, _ in .int(try JSON.arrayLength(x.text(0))) }
    }
    c.scalar("jsonb_contains(jsonb, jsonb) bool", operator: "@>") { x, _ in
        .bool(try JSON.contains(x.text(0), x.text(1)))
    }
    c.scalar("jsonb_contained(jsonb, jsonb) bool", operator: "<@") { x, _ in
        .bool(try JSON.contains(x.text(1), x.text(0)))
    }
    c.scalar("jsonb_exists(jsonb, text) bool", operator: "?") { x, _ in .bool(try JSON.hasKey(x.text(0), x.text(1))) }
    c.scalar("jsonb_exists_any(jsonb, text[]) bool", operator: "?|") { x, _ in
        .bool(try JSON.hasAnyKey(x.text(0), try x.words(1)))
    }
    c.scalar("jsonb_exists_all(jsonb, text[]) bool", operator: "?&") { x, _ in
        .bool(try JSON.hasAllKeys(x.text(0), try x.words(1)))
    }
}

extension Arguments {
    /// The elements of a text[]; nil when one is NULL.
    func path(_ index: Int) throws -> [String]? {
        let elements = try ArrayLiteral(text: text(index)).elements
        let words = elements.compactMap { $0 }
        return words.count == elements.count ? words : nil
    }

    /// The elements of a text[] that are not NULL.
    func words(_ index: Int) throws -> [String] { try ArrayLiteral(text: text(index)).elements.compactMap { $0 } }
}

private func declareJSONChanges(in c: inout CatalogBuilder) {
    c.scalar("jsonb_concat(jsonb, jsonb) jsonb", operator: "||") { x, _ in
        .text(try JSON.concatenated(x.text(0), x.text(1)))
    }
    c.scalar("jsonb_delete(jsonb, text) jsonb", operator: "-") { x, _ in
        .text(try JSON.removing(x.text(0), keys: [x.text(1)]))
    }
    c.scalar("jsonb_delete(jsonb, text[]) jsonb", operator: "-") { x, _ in
        .text(try JSON.removing(x.text(0), keys: x.words(1)))
    }
    c.scalar("jsonb_delete(jsonb, int4) jsonb", operator: "-") { x, _ in
        .text(try JSON.removing(x.text(0), at: Int(x.int(1))))
    }
    c.scalar("jsonb_delete_path(jsonb, text[]) jsonb", operator: "#-") { x, _ in
        .text(try JSON.removing(x.text(0), path: ArrayLiteral(text: x.text(1)).elements))
    }
    c.scalar("jsonb_set(jsonb_in:jsonb, path:text[], replacement:jsonb, create_if_missing:bool = 1) jsonb") { x, _ in
        .text(
            try JSON.setting(
                x.text(0), path: ArrayLiteral(text: x.text(1)).elements, to: x.text(2), createMissing: x.bool(3)))
    }
    c.scalar("jsonb_insert(jsonb_in:jsonb, path:text[], replacement:jsonb, insert_after:bool = 0) jsonb") { x, _ in
        .text(try JSON.inserting(x.text(0), path: ArrayLiteral(text: x.text(1)).elements, x.text(2), after: x.bool(3)))
    }
    c.scalar("jsonb_strip_nulls(jsonb) jsonb") { x, _ in .text(try JSON.stripNulls(x.text(0))) }
    c.scalar("jsonb_pretty(jsonb) text") { x, _ in .text(try JSON.pretty(x.text(0))) }
}

private func declareJSONConstructors(in c: inout CatalogBuilder) {
    for isBinary in [false, true] {
        let type = isBinary ? "jsonb" : "json"
        c.scalar("to_\(type)(anyelement) \(type)", volatility: .stable, tag: .firstArgument) { x, context in
            .text(try ValueText.json(x.value(0), x.tag(), context, isBinary: isBinary))
        }
        c.scalar("\(type)_build_array() \(type)") { _, _ in "[]" }
        c.scalar("\(type)_build_object() \(type)") { _, _ in "{}" }
        c.scalar("\(type)_build_array(variadic any) \(type)", strict: false, volatility: .stable, tag: .allArguments) {
            x, context in
            let parts = try (0..<x.count).map {
                try ValueText.json(x.value($0), x.tag($0), context, isBinary: isBinary)
            }
            return .text(try JSON.buildArray(parts))
        }
        c.scalar("\(type)_build_object(variadic any) \(type)", strict: false, volatility: .stable, tag: .allArguments) {
            x, context in
            try buildObject(x, context, isBinary: isBinary)
        }
        c.scalar("\(type)_object(text[]) \(type)") { x, _ in
            let words = try ArrayLiteral(text: x.text(0)).elements
            guard words.count.isMultiple(of: 2) else {
                throw VecDBError(.init("2202E"), "array must have even number of elements")
            }
            return try object(
                stride(from: 0, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) }, isBinary: isBinary)
        }
        c.scalar("\(type)_object(text[], text[]) \(type)") { x, _ in
            let keys = try ArrayLiteral(text: x.text(0)).elements
            let values = try ArrayLiteral(text: x.text(1)).elements
            guard keys.count == values.count else {
                throw VecDBError(.init("2202E"), "mismatched array dimensions")
            }
            return try object(Array(zip(keys, values)), isBinary: isBinary)
        }
    }
    c.scalar("array_to_json(anyarray) json", volatility: .stable, tag: .firstArgument) { x, context in
        .text(try ValueText.json(x.value(0), x.tag(), context, isBinary: false))
    }
    c.scalar("row_to_json(record) json", volatility: .stable) { x, _ in .text(x.text(0)) }
    // What the binder makes of a row: names and values in turn.
    c.scalar("json_row(variadic any) json", strict: false, volatility: .stable, tag: .allArguments) { x, context in
        let members = try stride(from: 0, to: x.count - 1, by: 2).map { index in
            let value = try ValueText.json(x.value(index + 1), x.tag(index + 1), context, isBinary: false)
            return try Characters.joined([JSON.quoted(x.text(index)), value], separator: ":")
        }
        return .text(try Characters.joined(["{", Characters.joined(members, separator: ","), "}"]))
    }
}

private func buildObject(_ x: borrowing Arguments, _ context: FunctionContext, isBinary: Bool) throws -> SQLiteValue {
    guard x.count.isMultiple(of: 2) else {
        throw VecDBError(
            .invalidParameterValue, "argument list must have even number of elements",
            hint:
                "The arguments of \(isBinary ? "jsonb" : "json")_build_object() must consist of alternating keys and values."
        )
    }
    var members: [(key: String, value: String)] = []
    for index in stride(from: 0, to: x.count, by: 2) {
        if x.isNull(index) {
            throw isBinary
                ? VecDBError(.invalidParameterValue, "argument \(index + 1): key must not be null")
                : VecDBError(.nullValueNotAllowed, "null value not allowed for object key")
        }
        let keyType = x.tag(index)
        if keyType.isArray || keyType == .json || keyType == .jsonb || keyType == .record {
            throw VecDBError(.invalidParameterValue, "key value must be scalar, not array, composite, or json")
        }
        let key = try ValueText.textValue(of: x.value(index), as: keyType, context).text ?? ""
        members.append((key, try ValueText.json(x.value(index + 1), x.tag(index + 1), context, isBinary: isBinary)))
    }
    if isBinary { return .text(try JSON.buildObject(members)) }
    return .text(try JSON.buildObjectVerbatim(members))
}

private func object(_ members: [(String?, String?)], isBinary: Bool) throws -> SQLiteValue {
    let pairs = try members.map { key, value -> (key: String, value: String) in
        guard let key else { throw VecDBError(.nullValueNotAllowed, "null value not allowed for object key") }
        return (key, try value.map(JSON.quoted) ?? "null")
    }
    if isBinary { return .text(try JSON.buildObject(pairs)) }
    return .text(try JSON.buildObjectVerbatim(pairs))
}

private func declareJSONSets(in c: inout CatalogBuilder) {
    for type in ["json", "jsonb"] {
        let value = type == "json" ? SQLType.json : .jsonb
        c.rows("\(type)_array_elements(\(type)) \(type)", columns: [("value", value)]) { x, _ in
            RowSource(try JSON.elements(x.text(0)).map { [.text($0)] })
        }
        c.rows("\(type)_array_elements_text(\(type)) text", columns: [("value", .text)]) { x, _ in
            RowSource(try JSON.elementsText(x.text(0)).map { [.optional($0)] })
        }
        c.rows("\(type)_each(\(type)) record", columns: [("key", .text), ("value", value)]) { x, _ in
            RowSource(try JSON.each(x.text(0), function: "\(type)_each").map { [.text($0.key), .text($0.value)] })
        }
        c.rows("\(type)_each_text(\(type)) record", columns: [("key", .text), ("value", .text)]) { x, _ in
            RowSource(try JSON.eachText(x.text(0)).map { [.text($0.key), .optional($0.value)] })
        }
        c.rows("\(type)_object_keys(\(type)) text") { x, _ in
            RowSource(try JSON.keys(x.text(0), function: "\(type)_object_keys").map { [.text($0)] })
        }
    }
}
