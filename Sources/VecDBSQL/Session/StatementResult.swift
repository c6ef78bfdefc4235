import VecDB

/// What one statement gave, in text form, as a terminal or a wire protocol shows it.
public struct StatementResult: Sendable {
    /// The command tag: `INSERT 0 3`, `SELECT 5`, `CREATE TABLE`.
    public var tag: String
    /// The result's columns; nil when the statement returns no rows.
    public var columns: [ResultColumn]?
    /// The rows in text form; nil is NULL.
    public var rows: [[String?]]

    public init(tag: String, columns: [ResultColumn]? = nil, rows: [[String?]] = []) {
        self.tag = tag
        self.columns = columns
        self.rows = rows
    }
}

/// A column of a result.
public struct ResultColumn: Hashable, Sendable {
    /// The label, or the name PostgreSQL makes up (`?column?`, a function's name …).
    public var name: String
    /// The type with its modifier.
    public var type: ColumnType

    public init(name: String, type: ColumnType) {
        self.name = name
        self.type = type
    }

    /// Whether `psql` aligns the column to the right.
    public var isRightAligned: Bool {
        guard !type.isArray else { return false }
        switch type.base {
        case .int2, .int4, .int8, .float4, .float8, .numeric, .oid: return true
        default: return false
        }
    }
}
