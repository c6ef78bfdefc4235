import PostgresValues
import VecDB
import VectorTypes

/// Values between their text form and their stored form: PostgreSQL's input and output functions.
package enum ValueText {
    // MARK: Input

    /// The stored form of a text, with the type's modifier applied as an assignment would.
    ///
    /// - Throws: 22P02 and kin, without position.
    package static func encode(
        _ text: String, as type: ColumnType, _ context: FunctionContext
    ) throws -> SQLiteValue {
        if type.isArray { return try encodeArray(text, as: type, context) }
        if type.base == .interval, type.modifier >= 0 {
            return .text(try Interval(text: text, context.dateTime, modifier: type.modifier).storage)
        }
        let value = try input(text, type.base, context)
        return type.modifier >= 0 ? try fit(value, to: type, isExplicit: false) : value
    }

    static func input(_ text: String, _ base: BaseType, _ context: FunctionContext) throws -> SQLiteValue {
        switch base {
        case .bool: return .bool(try ScalarText.parseBool(text))
        case .int2: return .integer(Int64(try ScalarText.parseInt16(text)))
        case .int4: return .integer(Int64(try ScalarText.parseInt32(text)))
        case .int8: return .integer(try ScalarText.parseInt64(text))
        case .float4: return .float(Double(try ScalarText.parseFloat4(text)))
        case .float8: return .float(try ScalarText.parseFloat8(text))
        case .numeric: return .text(try Numeric(text: text).text)
        case .text, .varchar, .bpchar, .unknown, .cstring, .pgNodeTree: return .text(text)
        case .name: return .text(ScalarText.name(text))
        case .internalChar: return .text(String(text.prefix(1)))
        case .bytea: return .blob(try ScalarText.parseBytea(text))
        case .uuid: return .text(try ScalarText.canonicalUUID(text))
        case .json, .jsonb, .jsonpath: return try inputJSON(text, base)
        case .date, .time, .timetz, .timestamp, .timestamptz, .interval: return try inputDateTime(text, base, context)
        case .vector: return .blob(try Vector(text: text).storageBytes)
        case .halfvec: return .blob(try HalfVector(text: text).storageBytes)
        case .sparsevec: return .blob(try SparseVector(text: text).storageBytes)
        case .bit, .varbit: return .blob(try BitVector(text: text).storageBytes)
        case .tsvector, .tsquery: return try inputSearch(text, base)
        case .oid, .xid, .cid: return .integer(try oid(text, base))
        case .regclass, .regtype, .regproc, .regprocedure, .regoper, .regnamespace, .regrole, .regconfig:
            return .integer(try ObjectName.parse(text, base, context))
        case .int2vector, .oidvector: return .text(text)
        case .tid, .aclitem: return .text(text)
        case .void: return .text("")
        case .record:
            throw VecDBError(.featureNotSupported, "input of anonymous composite types is not implemented")
        case .internal, .trigger, .any, .anyelement, .anyarray, .anynonarray, .anycompatible, .anycompatiblearray,
            .anycompatiblenonarray:
            throw VecDBError(.featureNotSupported, "cannot accept a value of type \(base.facts.displayName)")
        }
    }

    private static func oid(_ text: String, _ base: BaseType) throws -> Int64 {
        let value = try? ScalarText.parseInt64(text)
        guard let value else {
            throw VecDBError(
                .invalidTextRepresentation, "invalid input syntax for type \(base.facts.displayName): \"\(text)\"")
        }
        guard value >= Int64(Int32.min), value <= Int64(UInt32.max) else {
            throw VecDBError(
                .numericValueOutOfRange, "value \"\(text)\" is out of range for type \(base.facts.displayName)")
        }
        return value < 0 ? value + 4_294_967_296 : value
    }

    // MARK: Output

    /// The text form of a stored value, as results show it; nil for NULL.
    package static func text(
        of value: SQLiteValue, as type: ColumnType, _ context: FunctionContext
    ) throws -> String? {
        if value.isNull { return nil }
        if type.isArray { return try outputArray(value, SQLType(type.base), context) }
        if SQLType(type).isVectorLike { try requireStored(value, type) }
        return try output(value, type.base, context)
    }

    /// Refuses what another program has put into a column of vectors: no BLOB, or one of another length than the type says.
    private static func requireStored(_ value: SQLiteValue, _ type: ColumnType) throws {
        func damaged(_ what: String) -> VecDBError {
            VecDBError(.dataCorrupted, "stored \(type.base.rawValue) is damaged: \(what)")
        }
        guard case .blob(let bytes) = value else { throw damaged("it is no BLOB") }
        guard type.modifier > 0 else { return }
        let dimensions: Int
        switch type.base {
        case .vector where bytes.count % 4 == 0: dimensions = bytes.count / 4
        case .halfvec where bytes.count % 2 == 0: dimensions = bytes.count / 2
        // Others say their length themselves.
        default: return
        }
        if dimensions != Int(type.modifier) {
            throw damaged("it has \(dimensions) dimensions, not \(type.modifier)")
        }
    }

    /// The text that a cast to text gives: booleans are `true` and `false` there.
    static func textValue(of value: SQLiteValue, as type: SQLType, _ context: FunctionContext) throws -> SQLiteValue {
        if value.isNull { return .null }
        if type == .bool { return .text(value == .integer(0) ? "false" : "true") }
        if type == .bpchar, case .text(let text) = value { return .text(trimmingBlanks(text)) }
        return .optional(try text(of: value, as: type.column(), context))
    }

    static func output(_ value: SQLiteValue, _ base: BaseType, _ context: FunctionContext) throws -> String {
        switch value {
        case .null: return ""
        case .integer(let number): return try output(integer: number, base, context)
        case .real(let number):
            return base == .float4
                ? ScalarText.text(Float(number), extraFloatDigits: context.extraFloatDigits)
                : ScalarText.text(number, extraFloatDigits: context.extraFloatDigits)
        case .text(let text):
            return base == .interval ? try outputDateTime(value, base, context) : text
        case .blob(let bytes):
            switch base {
            case .vector: return try Vector(storage: bytes).text
            case .halfvec: return try HalfVector(storage: bytes).text
            case .sparsevec: return try SparseVector(storage: bytes).text
            case .bit, .varbit: return try BitVector(storage: bytes).text
            default: return context.byteaEscape ? ScalarText.byteaEscapeText(bytes) : ScalarText.byteaText(bytes)
            }
        }
    }

    private static func output(integer number: Int64, _ base: BaseType, _ context: FunctionContext) throws -> String {
        switch base {
        case .bool: return number == 0 ? "f" : "t"
        case .float4: return ScalarText.text(Float(number), extraFloatDigits: context.extraFloatDigits)
        case .float8: return ScalarText.text(Double(number), extraFloatDigits: context.extraFloatDigits)
        case .date, .time, .timestamp, .timestamptz: return try outputDateTime(.integer(number), base, context)
        case .regclass, .regtype, .regproc, .regprocedure, .regoper, .regnamespace, .regrole, .regconfig:
            return try ObjectName.show(number, base, context)
        default: return String(number)
        }
    }

    static func trimmingBlanks(_ text: String) -> String {
        guard text.utf8.last == UInt8(ascii: " ") else { return text }
        var end = text.utf8.endIndex
        while end > text.utf8.startIndex, text.utf8[text.utf8.index(before: end)] == UInt8(ascii: " ") {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }
}
