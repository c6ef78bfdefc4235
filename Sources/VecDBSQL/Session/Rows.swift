import VecDB
import VectorTypes

/// The rows of a query, with typed access.
///
/// ```swift
/// for row in try db.query("SELECT id, content FROM notes ORDER BY embedding <=> $1 LIMIT 5", [q]) {
///     let id = try row["id", as: Int.self]
/// }
/// ```
public struct Rows: Sendable {
    /// The result's columns.
    public let columns: [ResultColumn]
    /// The command tag, such as `SELECT 5`.
    public let tag: String
    let shape: RowShape
    let values: [[SQLiteValue]]

    init(columns: [ResultColumn], tag: String, values: [[SQLiteValue]], format: TextFormat) {
        self.columns = columns
        self.tag = tag
        shape = RowShape(columns: columns, format: format)
        self.values = values
    }
}

/// What all rows of a result share.
final class RowShape: Sendable {
    let columns: [ResultColumn]
    let format: TextFormat
    let positions: [String: Int]

    init(columns: [ResultColumn], format: TextFormat) {
        self.columns = columns
        self.format = format
        positions = Dictionary(
            columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Rows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { values.count }
    public subscript(position: Int) -> Row { Row(shape: shape, values: values[position]) }
}

/// One row of a result.
public struct Row: Sendable {
    let shape: RowShape
    let values: [SQLiteValue]

    /// The result's columns.
    public var columns: [ResultColumn] { shape.columns }

    /// The value of a column, counted from 0, in PostgreSQL's text form; nil is NULL.
    public subscript(index: Int) -> String? {
        guard values.indices.contains(index) else { return nil }
        return shape.format.text(values[index], shape.columns[index].type)
    }

    /// The value of a column in PostgreSQL's text form; nil is NULL or a column that is not there.
    public subscript(name: String) -> String? { shape.positions[name].flatMap { self[$0] } }

    /// The value of a column as a Swift type; nil is NULL.
    ///
    /// - Throws: 42703 for an unknown column, 42804 when the value does not fit the type.
    public subscript<Value: SQLValueDecodable>(name: String, as type: Value.Type) -> Value? {
        get throws {
            guard let index = shape.positions[name] else {
                throw VecDBError(.undefinedColumn, "column \"\(name)\" does not exist")
            }
            return try self[index, as: type]
        }
    }

    /// The value of a column, counted from 0, as a Swift type; nil is NULL.
    public subscript<Value: SQLValueDecodable>(index: Int, as type: Value.Type) -> Value? {
        get throws {
            guard values.indices.contains(index) else {
                throw VecDBError(.undefinedColumn, "column number \(index) does not exist")
            }
            if values[index].isNull { return nil }
            let column = shape.columns[index]
            if let value = try Value(
                sqlColumn: DecodableColumn(value: values[index], type: column.type, text: self[index] ?? ""))
            {
                return value
            }
            throw VecDBError(
                .datatypeMismatch,
                "column \"\(column.name)\" is of type \(column.type) and cannot be read as \(Value.self)")
        }
    }
}
