import VectorTypes

/// The value of a column in the typed API of tables.
///
/// Literals stand for themselves: `["id": 1, "name": "x", "done": false, "score": nil]`.
public enum ColumnValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Of the integer types; of date, time and timestamp too: days or microseconds (since 1970-01-01 UTC), as the file has them.
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
    case json(JSONValue)
    case vector(Vector)
    case halfvec(HalfVector)
    case sparsevec(SparseVector)
    case bits(BitVector)

    /// A vector from its elements.
    ///
    /// - Throws: 22000 when there are none or too many, or one is not finite.
    public static func vector(_ elements: [Float]) throws -> ColumnValue { .vector(try Vector(elements)) }
}

/// A row by its columns' names.
public typealias TableRow = [String: ColumnValue]

extension ColumnValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
}

extension ColumnValue {
    /// The value as the file stores it in a column, checked as PostgreSQL's assignment checks it.
    func stored(in column: CatalogColumn) throws -> SQLiteValue {
        let type = column.type
        if self == .null { return .null }
        guard !type.isArray else { throw unfit(column) }
        switch (type.base, self) {
        case (.bool, .bool(let value)): return .integer(value ? 1 : 0)
        case (.int2, .integer(let value)): return try inRange(value, Int16.self, "smallint")
        case (.int4, .integer(let value)): return try inRange(value, Int32.self, "integer")
        case (.int8, .integer(let value)), (.date, .integer(let value)), (.time, .integer(let value)),
            (.timestamp, .integer(let value)), (.timestamptz, .integer(let value)):
            return .integer(value)
        case (.float8, .real(let value)): return value.isNaN ? "NaN" : .real(value)
        case (.float8, .integer(let value)): return .real(Double(value))
        case (.float4, .real(let value)): return value.isNaN ? "NaN" : .real(Double(Float(value)))
        case (.float4, .integer(let value)): return .real(Double(Float(value)))
        case (.numeric, .integer(let value)): return .text(String(value))
        case (.text, .text(let value)), (.name, .text(let value)): return .text(try withoutZero(value))
        case (.varchar, .text(let value)):
            if type.modifier >= 4, value.unicodeScalars.count > Int(type.modifier) - 4 {
                throw VecDBError(
                    .stringDataRightTruncation, "value too long for type character varying(\(type.modifier - 4))")
            }
            return .text(try withoutZero(value))
        case (.uuid, .text(let value)): return .text(try canonicalUUID(value))
        case (.bytea, .bytes(let value)): return .blob(value)
        case (.json, .json(let value)), (.jsonb, .json(let value)): return .text(try value.text)
        case (.vector, .vector(let value)):
            if type.modifier >= 0 { try value.requireDimensions(Int(type.modifier)) }
            return .blob(value.storageBytes)
        case (.halfvec, .halfvec(let value)):
            if type.modifier >= 0 { try value.requireDimensions(Int(type.modifier)) }
            return .blob(value.storageBytes)
        case (.sparsevec, .sparsevec(let value)):
            if type.modifier >= 0 { try value.requireDimensions(Int(type.modifier)) }
            return .blob(value.storageBytes)
        case (.bit, .bits(let value)):
            guard type.modifier < 0 || value.count == Int(type.modifier) else {
                throw VecDBError(
                    .stringDataLengthMismatch,
                    "bit string length \(value.count) does not match type bit(\(type.modifier))")
            }
            return .blob(value.storageBytes)
        case (.varbit, .bits(let value)):
            guard type.modifier < 0 || value.count <= Int(type.modifier) else {
                throw VecDBError(
                    .stringDataRightTruncation, "bit string too long for type bit varying(\(type.modifier))")
            }
            return .blob(value.storageBytes)
        default: throw unfit(column)
        }
    }

    /// The value of a column as the statement's row has it.
    init(_ statement: SQLiteStatement, _ index: Int, type: ColumnType) throws {
        if statement.isNull(index) {
            self = .null
            return
        }
        let isBlob = statement.storageClass(index) == .blob
        switch type.base {
        case .bool where !type.isArray: self = .bool(statement.integer(index) != 0)
        case .float4 where !type.isArray, .float8 where !type.isArray:
            self = .real(statement.storageClass(index) == .text ? .nan : statement.real(index))
        case .vector where isBlob: self = .vector(try Vector(storage: statement.bytes(index)))
        case .halfvec where isBlob: self = .halfvec(try HalfVector(storage: statement.bytes(index)))
        case .sparsevec where isBlob: self = .sparsevec(try SparseVector(storage: statement.bytes(index)))
        case .bit where isBlob, .varbit where isBlob: self = .bits(try BitVector(storage: statement.bytes(index)))
        case .json where !type.isArray, .jsonb where !type.isArray:
            self = .json(try JSONValue(text: statement.text(index)))
        default:
            switch statement.value(index) {
            case .null: self = .null
            case .integer(let value): self = .integer(value)
            case .real(let value): self = .real(value)
            case .text(let value): self = .text(value)
            case .blob(let value): self = .bytes(value)
            }
        }
    }

    private func inRange<Integer: FixedWidthInteger>(
        _ value: Int64, _ type: Integer.Type, _ name: String
    ) throws -> SQLiteValue {
        guard Integer(exactly: value) != nil else {
            throw VecDBError(.numericValueOutOfRange, "\(name) out of range")
        }
        return .integer(value)
    }

    private func withoutZero(_ text: String) throws -> String {
        guard !text.utf8.contains(0) else {
            throw VecDBError(SQLState("22021"), "invalid byte sequence for encoding \"UTF8\": 0x00")
        }
        return text
    }

    private func canonicalUUID(_ text: String) throws -> String {
        let lowered = text.lowercased()
        let parts = lowered.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12], parts.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
            throw VecDBError(.invalidTextRepresentation, "invalid input syntax for type uuid: \"\(text)\"")
        }
        return lowered
    }

    private func unfit(_ column: CatalogColumn) -> VecDBError {
        let type = column.type.base.rawValue + (column.type.isArray ? "[]" : "")
        return VecDBError(
            .datatypeMismatch, "column \"\(column.name)\" is of type \(type) but the value is \(self)",
            hint: "Types that the typed API does not cover can be written with SQL.")
    }
}
