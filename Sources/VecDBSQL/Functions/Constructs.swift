import PostgresValues
import VecDB
import VectorTypes

/// What the emitter calls for constructs that are no functions in PostgreSQL: text forms, length casts, arrays, rows.
func registerConstructs(on sqlite: SQLiteConnection, _ context: FunctionContext) throws {
    try registerSortKeys(on: sqlite, context)
    try registerTextForms(on: sqlite, context)
    try registerArrayConstructs(on: sqlite, context)
    try sqlite.createFunction("pg_extremum", arguments: -1) { call in
        let type = SQLType(oid: call[0].integer) ?? .text
        let isGreatest = call[1].bool
        var best: SQLiteValue?
        for index in 2..<call.count where !call[index].isNull {
            let value = call[index].copy
            guard let current = best else {
                best = value
                continue
            }
            let order = try type.order(value, current, context)
            if isGreatest ? order > 0 : order < 0 { best = value }
        }
        call.result(best ?? .null)
    }
    // A scalar sub-select's one value.
    try sqlite.createAggregate("pg_single", arguments: 1) { SingleValue() }
    try sqlite.createFunction("pg_in_float8", arguments: 1) { call in
        call.result(try ScalarText.parseFloat8(call[0].text))
    }
}

private func registerSortKeys(on sqlite: SQLiteConnection, _ context: FunctionContext) throws {
    for type in [SQLType.vector, .halfvec, .sparsevec, .bit, .varbit] {
        guard case .function(let name) = type.sortKey else { continue }
        try sqlite.createFunction(name, arguments: 1) { call in
            if call[0].isNull { return call.resultNull() }
            let bytes = call[0].bytes
            switch type.base {
            case .vector: call.result(blob: try sortKey(vector: bytes))
            case .halfvec: call.result(blob: try sortKey(halfvec: bytes))
            case .sparsevec: call.result(blob: try sortKey(sparsevec: bytes))
            default: call.result(blob: try sortKey(bit: bytes))
            }
        }
    }
    try sqlite.createFunction("pg_sortkey_jsonb", arguments: 1) { call in
        if call[0].isNull { return call.resultNull() }
        call.result(blob: try ArraySortKey.jsonKey(call[0].text))
    }
    for base in BaseType.allCases where base.facts.arrayOID != 0 {
        try sqlite.createFunction("pg_sortkey_array_\(base.rawValue)", arguments: 1) { call in
            if call[0].isNull { return call.resultNull() }
            call.result(blob: try ArraySortKey.bytes(call[0].text, element: SQLType(base), context))
        }
    }
}

private func registerTextForms(on sqlite: SQLiteConnection, _ context: FunctionContext) throws {
    try sqlite.createFunction("pg_output", arguments: 2) { call in
        let type = SQLType(oid: call[1].integer) ?? .text
        call.result(try ValueText.textValue(of: call[0].copy, as: type, context))
    }
    try sqlite.createFunction("pg_input", arguments: 2) { call in
        if call[0].isNull { return call.resultNull() }
        let type = SQLType(oid: call[1].integer) ?? .text
        call.result(try ValueText.encode(call[0].text, as: type.column(), context))
    }
    try sqlite.createFunction("pg_input_interval", arguments: 2) { call in
        if call[0].isNull { return call.resultNull() }
        let type = ColumnType(.interval, modifier: Int32(truncatingIfNeeded: call[1].integer))
        call.result(try ValueText.encode(call[0].text, as: type, context))
    }
    try sqlite.createFunction("pg_fit", arguments: 4) { call in
        let type = SQLType(oid: call[1].integer) ?? .text
        let modifier = Int32(truncatingIfNeeded: call[2].integer)
        // The common check of a vector's dimension copies nothing.
        if type == .vector, !call[0].isNull {
            try ValueText.requireDimensions(call[0].bytes.count / 4, Int(modifier))
            return call.result(copying: call[0])
        }
        call.result(try ValueText.fit(call[0].copy, to: type.column(modifier: modifier), isExplicit: call[3].bool))
    }
    try sqlite.createFunction("pg_record", arguments: -1) { call in
        var text = "("
        for index in stride(from: 0, to: call.count - 1, by: 2) {
            if index > 0 { text += "," }
            let type = SQLType(oid: call[index].integer) ?? .text
            guard let field = try ValueText.text(of: call[index + 1].copy, as: type.column(), context) else { continue }
            text += RecordText.quoted(field)
        }
        call.result(text + ")")
    }
    try sqlite.createFunction("pg_record_field", arguments: 3) { call in
        guard !call[0].isNull else { return call.resultNull() }
        let type = SQLType(oid: call[2].integer) ?? .text
        let fields = RecordText.fields(call[0].text)
        let index = Int(call[1].integer)
        guard fields.indices.contains(index), let field = fields[index] else { return call.resultNull() }
        call.result(try ValueText.encode(field, as: type.column(), context))
    }
}

/// The text form of composite values: `(1,"a b",)`.
enum RecordText {
    static func quoted(_ field: String) -> String {
        let needsQuotes =
            field.isEmpty || field.utf8.contains { "\"\\(), \t\n\r\u{B}\u{C}".utf8.contains($0) }
        guard needsQuotes else { return field }
        var text = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append(scalar) }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }

    static func fields(_ text: String) -> [String?] {
        var fields: [String?] = []
        var current = ""
        var wasQuoted = false
        var inQuotes = false
        var scalars = Array(text.unicodeScalars.dropFirst().dropLast())[...]
        func finish() {
            fields.append(current.isEmpty && !wasQuoted ? nil : current)
            current = ""
            wasQuoted = false
        }
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where inQuotes && scalars.first == "\"":
                scalars.removeFirst()
                current += "\""
            case "\"":
                inQuotes.toggle()
                wasQuoted = true
            case "\\":
                if let next = scalars.popFirst() { current.unicodeScalars.append(next) }
            case "," where !inQuotes: finish()
            default: current.unicodeScalars.append(scalar)
            }
        }
        finish()
        return fields
    }
}

/// The value of a sub-select that may have no second row.
private final class SingleValue: AggregateFunction {
    private var value: SQLiteValue?

    func step(_ call: VecDB.FunctionCall) throws {
        if value != nil {
            throw VecDBError(.cardinalityViolation, "more than one row returned by a subquery used as an expression")
        }
        value = call[0].copy
    }

    func finish(_ call: VecDB.FunctionCall) throws { call.result(value ?? .null) }
}
