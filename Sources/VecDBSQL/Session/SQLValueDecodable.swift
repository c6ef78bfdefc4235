import VecDB
import VectorTypes

/// A Swift type that a result's column can be read as.
public protocol SQLValueDecodable {
    /// The value of a column that is not NULL; nil when it does not fit.
    init?(sqlColumn: DecodableColumn) throws
}

/// A column's value on its way to a Swift type.
public struct DecodableColumn {
    package let value: SQLiteValue
    /// The column's type.
    public let type: ColumnType
    /// The value in PostgreSQL's text form.
    public let text: String
}

extension String: SQLValueDecodable {
    public init?(sqlColumn column: DecodableColumn) { self = column.text }
}

extension Bool: SQLValueDecodable {
    public init?(sqlColumn column: DecodableColumn) {
        guard column.type.base == .bool, !column.type.isArray, case .integer(let value) = column.value else {
            return nil
        }
        self = value != 0
    }
}

extension Int64: SQLValueDecodable {
    public init?(sqlColumn column: DecodableColumn) {
        switch column.type.base {
        case .int2, .int4, .int8, .oid:
            guard case .integer(let value) = column.value else { return nil }
            self = value
        case .numeric:
            guard let value = Int64(column.text) else { return nil }
            self = value
        default: return nil
        }
    }
}

extension Int: SQLValueDecodable {
    public init?(sqlColumn column: DecodableColumn) {
        guard let value = Int64(sqlColumn: column) else { return nil }
        self.init(exactly: value)
    }
}

extension Double: SQLValueDecodable {
    public init?(sqlColumn column: DecodableColumn) {
        switch column.value {
        case .real(let value): self = value
        case .integer(let value) where column.type.base != .bool: self = Double(value)
        case .text(let text): self.init(text)
        default: return nil
        }
    }
}

extension Float: SQLValueDecodable {
    public init?(sqlColumn column: DecodableColumn) {
        guard let value = Double(sqlColumn: column) else { return nil }
        self = Float(value)
    }
}

extension Array: SQLValueDecodable where Element: SQLArrayElement {
    public init?(sqlColumn column: DecodableColumn) throws {
        guard case .blob(let bytes) = column.value, !column.type.isArray else { return nil }
        if let result = bytes as? [Element], column.type.base == .bytea {
            self = result
        } else if column.type.base == .vector {
            let floats = bytes.withUnsafeBytes { raw in
                (0..<raw.count / 4).map {
                    Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
                }
            }
            guard let result = floats as? [Element] else { return nil }
            self = result
        } else {
            return nil
        }
    }
}
