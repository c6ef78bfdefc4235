import VectorTypes

/// One snapshot of the database, to read tables by typed values; see ``Database/read(_:)-(_)``.
///
/// Valid only inside the closure that got it.
public class ReadTransaction {
    let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// The names of the tables, sorted.
    public var tables: [String] {
        get throws { try connection.catalog().tables.keys.sorted() }
    }

    /// The columns of a table with their types, in order.
    ///
    /// - Throws: 42P01 when there is no such table.
    public func columns(of table: String) throws -> [TableColumn] {
        try connection.table(table).columns.map {
            TableColumn($0.name, $0.type, isNotNull: $0.isNotNull, isSerial: $0.sequence != nil)
        }
    }

    /// Rows of a table, in the order of its key (of insertion, if it has none).
    ///
    /// - Parameters:
    ///   - table: The table's name.
    ///   - filter: Which rows.
    ///   - limit: At most so many; nil: all.
    public func rows(of table: String, where filter: Filter = .all, limit: Int? = nil) throws -> [TableRow] {
        try connection.checkCancellation()
        let table = try connection.table(table)
        let condition = try CompiledFilter(filter, table: table)
        let names = table.columns.map { quoted(identifier: $0.name) }.joined(separator: ", ")
        var sql = "SELECT \(names) FROM \(quoted(identifier: table.name)) WHERE \(condition.sql)"
        if let order = table.orderForReading { sql += " ORDER BY \(order)" }
        if let limit { sql += " LIMIT \(max(0, limit))" }
        let statement = try connection.sqlite.cached(sql)
        defer { statement.reset() }
        try condition.bind(to: statement, from: 1)
        var rows: [TableRow] = []
        while try statement.step() {
            var row = TableRow(minimumCapacity: table.columns.count)
            for (index, column) in table.columns.enumerated() {
                row[column.name] = try ColumnValue(statement, index, type: column.type)
            }
            rows.append(row)
        }
        return rows
    }

    /// The number of rows.
    public func count(_ table: String, where filter: Filter = .all) throws -> Int {
        try connection.checkCancellation()
        let table = try connection.table(table)
        let condition = try CompiledFilter(filter, table: table)
        let statement = try connection.sqlite.cached(
            "SELECT count(*) FROM \(quoted(identifier: table.name)) WHERE \(condition.sql)")
        defer { statement.reset() }
        try condition.bind(to: statement, from: 1)
        return try statement.step() ? Int(statement.integer(0)) : 0
    }
}

extension CatalogTable {
    fileprivate var orderForReading: String? {
        if case .primaryKey(let columns)? = primaryKey?.kind {
            return columns.map { quoted(identifier: $0) }.joined(separator: ", ")
        }
        return hasRowid ? quoted(identifier: rowidName) : nil
    }
}
