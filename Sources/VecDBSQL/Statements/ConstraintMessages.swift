import VecDB
import VectorTypes

/// PostgreSQL's words for violated constraints, with the values in DETAIL.
enum ConstraintMessages {
    static func notNull(
        _ table: CatalogTable, _ column: CatalogColumn, row: [SQLiteValue], _ context: FunctionContext
    ) -> VecDBError {
        VecDBError(
            .notNullViolation,
            "null value in column \"\(column.name)\" of relation \"\(table.name)\" violates not-null constraint",
            detail: failingRow(table, row, context))
    }

    /// `Failing row contains (1, null, …).`, long values cut.
    static func failingRow(_ table: CatalogTable, _ row: [SQLiteValue], _ context: FunctionContext) -> String {
        let texts = zip(table.columns, row).map { column, value -> String in
            guard let text = try? ValueText.text(of: value, as: column.type, context) else { return "null" }
            guard text.utf8.count > 64 else { return text }
            var cut = ""
            for character in text.unicodeScalars {
                if cut.utf8.count + String(character).utf8.count > 64 { break }
                cut.unicodeScalars.append(character)
            }
            return cut + "..."
        }
        return "Failing row contains (\(texts.joined(separator: ", ")))."
    }

    /// Adds what the row tells to SQLite's report of a violated constraint.
    static func detailed(
        _ error: VecDBError, _ table: CatalogTable, row: [SQLiteValue], _ session: Session
    ) throws -> VecDBError {
        var error = error
        guard error.detail == nil else { return error }
        switch error.sqlState {
        case .checkViolation, .notNullViolation:
            error.detail = failingRow(table, row, session.context)
        case .uniqueViolation:
            if let name = error.constraint, let keys = keyColumns(table, name, error) {
                error.detail = "Key \(keyText(table, keys, row, session.context)) already exists."
            }
        case .foreignKeyViolation:
            return try foreignKey(error, table, row: row, session)
        default: break
        }
        return error
    }

    /// The columns of the unique constraint or index that was violated.
    private static func keyColumns(_ table: CatalogTable, _ name: String, _ error: VecDBError) -> [String]? {
        if let constraint = table.constraint(name) {
            switch constraint.kind {
            case .primaryKey(let columns): return columns
            case .unique(let columns, _): return columns
            default: return nil
            }
        }
        guard let index = table.indexes.first(where: { $0.name == name }) else { return nil }
        let columns = index.elements.compactMap(\.column)
        return columns.count == index.elements.count ? columns : nil
    }

    private static func keyText(
        _ table: CatalogTable, _ columns: [String], _ row: [SQLiteValue], _ context: FunctionContext
    ) -> String {
        let values = columns.map { name -> String in
            guard let index = table.columns.firstIndex(where: { $0.name == name }), index < row.count else {
                return "null"
            }
            return (try? ValueText.text(of: row[index], as: table.columns[index].type, context)) ?? "null"
        }
        return "(\(columns.joined(separator: ", ")))=(\(values.joined(separator: ", ")))"
    }

    // MARK: Foreign keys

    /// SQLite only says that some foreign key failed: the one whose parent is missing is looked for.
    private static func foreignKey(
        _ error: VecDBError, _ table: CatalogTable, row: [SQLiteValue], _ session: Session
    ) throws -> VecDBError {
        let catalog = try session.connection.catalog()
        for constraint in table.constraints {
            guard case .foreignKey(let key) = constraint.kind, let parent = catalog.table(key.table) else { continue }
            let values = key.columns.compactMap { name in
                table.columns.firstIndex { $0.name == name }.map { row[$0] }
            }
            guard values.count == key.columns.count, !values.contains(.null) else { continue }
            let condition = key.referencedColumns.enumerated().map {
                "\(quoted(identifier: $0.element)) = ?\($0.offset + 1)"
            }.joined(separator: " AND ")
            let sql = "SELECT 1 FROM \(quoted(identifier: parent.name)) WHERE \(condition)"
            if try session.connection.sqlite.value(sql, values) == nil {
                var result = VecDBError(
                    .foreignKeyViolation,
                    "insert or update on table \"\(table.name)\" violates foreign key constraint \"\(constraint.name)\"",
                    detail:
                        "Key \(keyText(table, key.columns, row, session.context)) is not present in table \"\(parent.name)\"."
                )
                result.constraint = constraint.name
                return result
            }
        }
        return try referenced(error, table, rows: [row], session)
    }

    /// A row that others refer to was deleted or its key changed: finds who does.
    static func referenced(
        _ error: VecDBError, _ table: CatalogTable, rows: [[SQLiteValue]], _ session: Session
    ) throws -> VecDBError {
        let catalog = try session.connection.catalog()
        for child in catalog.tables.values.sorted(by: { $0.name < $1.name }) {
            for constraint in child.constraints {
                guard case .foreignKey(let key) = constraint.kind, key.table == table.name else { continue }
                let condition = key.columns.enumerated().map {
                    "\(quoted(identifier: $0.element)) = ?\($0.offset + 1)"
                }.joined(separator: " AND ")
                let sql = "SELECT 1 FROM \(quoted(identifier: child.name)) WHERE \(condition)"
                for row in rows {
                    let values = key.referencedColumns.compactMap { name in
                        table.columns.firstIndex { $0.name == name }.map { row[$0] }
                    }
                    guard values.count == key.columns.count, !values.contains(.null),
                        try session.connection.sqlite.value(sql, values) != nil
                    else { continue }
                    var result = VecDBError(
                        .foreignKeyViolation,
                        "update or delete on table \"\(table.name)\" violates foreign key constraint \"\(constraint.name)\" on table \"\(child.name)\"",
                        detail:
                            "Key \(keyText(table, key.referencedColumns, row, session.context)) is still referenced from table \"\(child.name)\"."
                    )
                    result.constraint = constraint.name
                    return result
                }
            }
        }
        return error
    }
}
