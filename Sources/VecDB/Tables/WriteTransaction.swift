import VectorTypes

/// A transaction that writes; see ``Database/write(_:)-(_)``. All of it is committed when the closure returns, nothing when it throws.
public final class WriteTransaction: ReadTransaction {
    /// Makes a table.
    ///
    /// ```swift
    /// try database.write { try $0.createTable("notes", columns: [.init("id", .int8, isSerial: true), .init("embedding", .vector(384))],
    ///     primaryKey: ["id"]) }
    /// ```
    /// - Throws: 42P07 when the name is taken.
    public func createTable(
        _ name: String, columns: [TableColumn], primaryKey: [String] = [], unique: [[String]] = []
    ) throws {
        var constraints = unique.map { ConstraintDefinition(nil, .unique(columns: $0)) }
        if !primaryKey.isEmpty { constraints.insert(.init(nil, .primaryKey(columns: primaryKey)), at: 0) }
        try connection.createTable(
            TableDefinition(name, columns: columns.map(\.definition), constraints: constraints))
    }

    /// Drops a table.
    public func dropTable(_ name: String) throws { try connection.dropTables([name]) }

    /// Inserts rows. A column that a row does not name gets its default.
    ///
    /// - Throws: 23505 and the like when a constraint is violated: then none of the rows is inserted.
    public func insert(_ rows: [TableRow], into table: String) throws {
        try change(table) { table in
            for row in rows { try insert(row, table, conflict: "") }
        }
    }

    /// Inserts one row; see ``insert(_:into:)-([TableRow],_)``.
    public func insert(_ row: TableRow, into table: String) throws { try insert([row], into: table) }

    /// Inserts rows, or gives the columns that they name to the rows that have their primary key.
    public func upsert(_ rows: [TableRow], into table: String) throws {
        try change(table) { table in
            guard case .primaryKey(let key)? = table.primaryKey?.kind else {
                throw VecDBError(
                    .invalidColumnReference,
                    "there is no unique or exclusion constraint matching the ON CONFLICT specification")
            }
            let target = key.map { quoted(identifier: $0) }.joined(separator: ", ")
            for row in rows {
                let others = row.keys.filter { !key.contains($0) }.sorted()
                let changes = others.map { "\(quoted(identifier: $0)) = excluded.\(quoted(identifier: $0))" }
                let action = changes.isEmpty ? "NOTHING" : "UPDATE SET " + changes.joined(separator: ", ")
                try insert(row, table, conflict: " ON CONFLICT (\(target)) DO \(action)")
            }
        }
    }

    /// Changes rows; returns how many.
    @discardableResult
    public func update(_ table: String, set values: TableRow, where filter: Filter = .all) throws -> Int {
        try change(table) { table in
            let names = values.keys.sorted()
            guard !names.isEmpty else { return 0 }
            let condition = try CompiledFilter(filter, table: table)
            let changes = names.map { "\(quoted(identifier: $0)) = ?" }.joined(separator: ", ")
            let statement = try connection.sqlite.cached(
                "UPDATE \(quoted(identifier: table.name)) SET \(changes) WHERE \(condition.sql)")
            for (index, name) in names.enumerated() {
                let column = try column(name, of: table)
                let value = try (values[name] ?? .null).stored(in: column)
                try checkNull(value, column, table)
                try statement.bind(value, at: index + 1)
            }
            try condition.bind(to: statement, from: names.count + 1)
            try statement.run()
            return connection.sqlite.changes
        }
    }

    /// Deletes rows; returns how many.
    @discardableResult
    public func delete(from table: String, where filter: Filter = .all) throws -> Int {
        try change(table) { table in
            let condition = try CompiledFilter(filter, table: table)
            let statement = try connection.sqlite.cached(
                "DELETE FROM \(quoted(identifier: table.name)) WHERE \(condition.sql)")
            try condition.bind(to: statement, from: 1)
            try statement.run()
            return connection.sqlite.changes
        }
    }

    /// Runs `body` in a savepoint: when it throws, what it did is undone and the error goes on.
    public func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
        try connection.atomically(write: true, body)
    }

    private func change<Result>(_ name: String, _ body: (CatalogTable) throws -> Result) throws -> Result {
        try connection.checkCancellation()
        let table = try connection.table(name)
        return try connection.atomically(write: true) { try body(table) }
    }

    private func insert(_ row: TableRow, _ table: CatalogTable, conflict: String) throws {
        for name in row.keys { _ = try column(name, of: table) }
        var names: [String] = []
        var places: [String] = []
        var values: [SQLiteValue] = []
        for column in table.columns where column.generated == nil {
            if let value = row[column.name] {
                values.append(try value.stored(in: column))
            } else if let sequence = column.sequence {
                values.append(.integer(try connection.nextValue(of: sequence)))
            } else if let value = column.defaultValue {
                names.append(quoted(identifier: column.name))
                places.append("(\(value.sqlite))")
                continue
            } else {
                values.append(.null)
            }
            try checkNull(values.last ?? .null, column, table)
            names.append(quoted(identifier: column.name))
            places.append("?")
        }
        let statement = try connection.sqlite.cached(
            """
            INSERT INTO \(quoted(identifier: table.name))(\(names.joined(separator: ", "))) \
            VALUES (\(places.joined(separator: ", ")))\(conflict)
            """)
        for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
        try statement.run()
    }

    private func column(_ name: String, of table: CatalogTable) throws -> CatalogColumn {
        guard let column = table.column(name) else {
            throw VecDBError(
                .undefinedColumn, "column \"\(name)\" of relation \"\(table.name)\" does not exist")
        }
        return column
    }

    /// SQLite would make up a number for NULL in an integer primary key.
    private func checkNull(_ value: SQLiteValue, _ column: CatalogColumn, _ table: CatalogTable) throws {
        guard column.isNotNull, value == .null else { return }
        throw VecDBError(
            .notNullViolation,
            "null value in column \"\(column.name)\" of relation \"\(table.name)\" violates not-null constraint")
    }
}
