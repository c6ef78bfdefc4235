import VectorTypes

extension Connection {
    /// Finds out which foreign key a statement violates: SQLite only says that one is. `rerun` runs the failed statement (which has left nothing) once more, with
    /// checks put off, inside a savepoint that is undone; `tables` are the ones it writes to.
    ///
    /// Returns nil when nothing is found.
    package func describeForeignKeyViolation(tables: Set<String>, rerun: () throws -> Void) throws -> VecDBError? {
        let name = "vecdb_foreign_keys"
        let catalog = try catalog()
        try savepoint(name)
        defer {
            try? rollback(to: name)
            try? release(savepoint: name)
            try? sqlite.execute("PRAGMA defer_foreign_keys = OFF")
        }
        try sqlite.execute("PRAGMA defer_foreign_keys = ON")
        try rerun()
        let children = tables.union(referrers(to: tables, in: catalog).map(\.0.name))
        for child in children.sorted() {
            guard let table = catalog.table(child) else { continue }
            let found = try sqlite.rows(
                """
                SELECT c."rowid", c.fkid, l."from" FROM pragma_foreign_key_check(?1) AS c
                JOIN pragma_foreign_key_list(?1) AS l ON l.id = c.fkid ORDER BY c.fkid, l.seq
                """, [.text(child)])
            guard let first = found.first else { continue }
            let columns = found.filter { $0[0] == first[0] && $0[1] == first[1] }.compactMap { $0[2].text }
            for constraint in table.constraints {
                guard case .foreignKey(let key) = constraint.kind, key.columns == columns else { continue }
                return try describe(key, constraint.name, of: table, row: first[0], isChild: tables.contains(child))
            }
        }
        return nil
    }

    private func describe(
        _ key: ForeignKey, _ name: String, of table: CatalogTable, row: SQLiteValue, isChild: Bool
    ) throws -> VecDBError {
        let list = key.columns.map { "CAST(\(quoted(identifier: $0)) AS TEXT)" }.joined(separator: ", ")
        let values =
            try sqlite.rows(
                "SELECT \(list) FROM \(quoted(identifier: table.name)) WHERE \(quoted(identifier: table.rowidName)) = ?1",
                [row]
            ).first?.map { $0.text ?? "null" }.joined(separator: ", ") ?? ""
        var error: VecDBError
        if isChild {
            error = VecDBError(
                .foreignKeyViolation,
                "insert or update on table \"\(table.name)\" violates foreign key constraint \"\(name)\"",
                detail:
                    "Key (\(key.columns.joined(separator: ", ")))=(\(values)) is not present in table \"\(key.table)\"."
            )
        } else {
            error = VecDBError(
                .foreignKeyViolation,
                "update or delete on table \"\(key.table)\" violates foreign key constraint \"\(name)\" on table \"\(table.name)\"",
                detail:
                    "Key (\(key.referencedColumns.joined(separator: ", ")))=(\(values)) is still referenced from table \"\(table.name)\"."
            )
        }
        error.constraint = name
        return error
    }
}
