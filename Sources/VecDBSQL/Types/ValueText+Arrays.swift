import PostgresValues
import VecDB
import VectorTypes

/// Arrays, which are stored as PostgreSQL's array literals.
extension ValueText {
    static func encodeArray(_ text: String, as type: ColumnType, _ context: FunctionContext) throws -> SQLiteValue {
        let element = ColumnType(type.base, modifier: type.modifier)
        var array = try ArrayLiteral(text: text)
        array.elements = try array.elements.map { item in
            try item.map { try canonical(encode($0, as: element, context), element, context) }
        }
        return .text(try array.text)
    }

    /// The element's text as arrays keep it: dates and times in ISO form and UTC, whatever the session's settings.
    static func canonical(_ value: SQLiteValue, _ type: ColumnType, _ context: FunctionContext) throws -> String {
        switch type.base {
        case .date, .time, .timetz, .timestamp, .timestamptz, .interval:
            return try outputDateTime(value, type.base, stored)
        default: return try output(value, type.base, stored)
        }
    }

    /// The settings under which elements of arrays are kept.
    static let stored = FunctionContext()

    /// A stored element's value.
    static func element(_ text: String, _ type: SQLType) throws -> SQLiteValue { try input(text, type.base, stored) }

    static func outputArray(_ value: SQLiteValue, _ element: SQLType, _ context: FunctionContext) throws -> String {
        guard case .text(let text) = value else { return "" }
        guard element.isTimeZoneDependent || element.isOIDAlias || element == .bytea || element == .bool else {
            return text
        }
        if element == .bool { return text }
        var array = try ArrayLiteral(text: text)
        array.elements = try array.elements.map { item in
            try item.map { try output(self.element($0, element), element.base, context) }
        }
        return try array.text
    }

    static func fitArray(_ value: SQLiteValue, to type: ColumnType, isExplicit: Bool) throws -> SQLiteValue {
        guard case .text(let text) = value else { return value }
        let element = ColumnType(type.base, modifier: type.modifier)
        var array = try ArrayLiteral(text: text)
        array.elements = try array.elements.map { item in
            try item.map {
                let fitted = try fit(self.element($0, SQLType(element)), to: element, isExplicit: isExplicit)
                return try canonical(fitted, element, stored)
            }
        }
        return .text(try array.text)
    }

    /// Each element cast on its own.
    static func castArray(
        _ value: SQLiteValue, _ cast: ArrayElementCast, _ context: FunctionContext
    ) throws -> SQLiteValue {
        guard case .text(let text) = value else { return value }
        var array = try ArrayLiteral(text: text)
        let target = cast.target.column(modifier: cast.modifier)
        let path = coercionPath(from: cast.source, to: cast.target, .explicit)
        array.elements = try array.elements.map { item in
            guard let item else { return nil }
            let element = try self.element(item, cast.source)
            return try canonical(convert(element, cast, path, context), target, stored)
        }
        return .text(try array.text)
    }

    private static func convert(
        _ element: SQLiteValue, _ cast: ArrayElementCast, _ path: CoercionPath?, _ context: FunctionContext
    ) throws -> SQLiteValue {
        switch path {
        case .function(let function):
            guard case .scalar(let body) = function.implementation else {
                return try throughText(element, cast, context)
            }
            var values = [element]
            if function.arguments.count > 1 { values.append(-1) }
            if function.arguments.count > 2 { values.append(.bool(cast.isExplicit)) }
            return try body(Arguments(values), context)
        case .relabel: return element
        default: return try throughText(element, cast, context)
        }
    }

    private static func throughText(
        _ element: SQLiteValue, _ cast: ArrayElementCast, _ context: FunctionContext
    ) throws -> SQLiteValue {
        let text = try textValue(of: element, as: cast.source, context)
        // What SQLite casts by itself is between numbers and between strings.
        if cast.target == .bool, cast.source == .int4 { return .bool(element != .integer(0)) }
        if cast.target == .int4, cast.source == .bool { return element }
        return try input(text.text ?? "", cast.target.base, context)
    }

    /// `ARRAY[…]` of these stored values.
    static func array(
        _ values: [SQLiteValue], elementTypes: [SQLType], type: SQLType, _ context: FunctionContext
    ) throws -> SQLiteValue {
        if elementTypes.contains(where: \.isArray) {
            let parts = try values.map { value -> ArrayLiteral in
                guard case .text(let text) = value else { return ArrayLiteral([]) }
                return try ArrayLiteral(text: text)
            }
            return .text(try ArrayLiteral.nested(parts).text)
        }
        let element = ColumnType(type.base)
        let texts = try values.map { value in value.isNull ? nil : try canonical(value, element, context) }
        return .text(try ArrayLiteral(texts).text)
    }
}
