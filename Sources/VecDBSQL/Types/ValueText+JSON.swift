import PostgresValues
import VecDB
import VectorTypes

/// json and jsonb, which are stored as text.
extension ValueText {
    static func inputJSON(_ text: String, _ base: BaseType) throws -> SQLiteValue {
        switch base {
        case .json:
            try JSON.validate(text)
            return .text(text)
        case .jsonpath: return .text(text)
        default: return .text(try JSON.canonical(text))
        }
    }

    /// The JSON of any value, as `to_json` and `to_jsonb` make it.
    static func json(_ value: SQLiteValue, _ type: SQLType, _ context: FunctionContext, isBinary: Bool) throws -> String
    {
        if value.isNull { return "null" }
        if type.isArray { return try jsonArray(value.text ?? "{}", SQLType(type.base), context, isBinary: isBinary) }
        switch type.base {
        case .bool: return value == .integer(0) ? "false" : "true"
        case .int2, .int4, .int8, .numeric, .float4, .float8:
            let text = try output(value, type.base, context)
            guard let first = text.utf8.last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
                return try JSON.quoted(text)
            }
            return isBinary ? try JSON.canonical(text) : text
        case .json: return isBinary ? try JSON.canonical(value.text ?? "null") : value.text ?? "null"
        case .jsonb: return value.text ?? "null"
        // A row arrives as the JSON object that the binder had made of it.
        case .record:
            guard let text = value.text, text.hasPrefix("{") else { break }
            return isBinary ? try JSON.canonical(text) : text
        case .timestamp, .timestamptz, .date:
            return try JSON.quoted(try jsonDateTime(value, type.base, context))
        default: break
        }
        return try JSON.quoted(try text(of: value, as: type.column(), context) ?? "")
    }

    private static func jsonArray(
        _ text: String, _ element: SQLType, _ context: FunctionContext, isBinary: Bool
    ) throws -> String {
        let array = try ArrayLiteral(text: text)
        var position = array.elements.startIndex
        var writer = ValueWriter()
        var meter = WorkMeter(every: 1_000)
        func level(_ depth: Int) throws {
            try writer.append("[")
            for index in 0..<array.dimensions[depth].count {
                if index > 0 { try writer.append(isBinary ? ", " : ",") }
                if depth + 1 < array.dimensions.count {
                    try level(depth + 1)
                    continue
                }
                try meter.count()
                let item = array.elements[position]
                position += 1
                try writer.append(
                    try item.map { try json(self.element($0, element), element, context, isBinary: isBinary) } ?? "null"
                )
            }
            try writer.append("]")
        }
        if array.dimensions.isEmpty { return "[]" }
        try level(0)
        return writer.text
    }
}

extension ArraySortKey {
    static func jsonKey(_ text: String) throws -> [UInt8] { try JSON.sortKey(text) }

    /// The stored form of an interval, ordered by its length.
    static func ordered(interval text: String) throws -> [UInt8] {
        let length = intervalLength(text)
        let days = UInt64(bitPattern: length.days) ^ (1 << 63)
        let rest = UInt64(bitPattern: length.rest) ^ (1 << 63)
        return withUnsafeBytes(of: days.bigEndian) { Array($0) } + withUnsafeBytes(of: rest.bigEndian) { Array($0) }
    }
}
