import VectorTypes

// What SQLite itself says about the tables.

extension CatalogReader {
    /// Drops what no longer exists, adds what a foreign tool has made.
    func reconcile(_ catalog: inout Catalog) throws {
        let known = catalog.tables
        catalog.tables = [:]
        let rows = try sqlite.rows(
            """
            SELECT l.name, l.type, l.wr, coalesce(s.rowid, 0) FROM pragma_table_list AS l
            JOIN sqlite_schema AS s ON s.name = l.name
            WHERE l.schema = 'main' AND l.type IN ('table', 'view') AND s.type IN ('table', 'view')
            """)
        for row in rows {
            guard let name = row[0].text, !isReserved(name) else { continue }
            var table =
                known[name]
                ?? CatalogTable(oid: 2_000_000_000 + (row[3].integer ?? 0), name: name, columns: [], isForeign: true)
            table.isView = row[1] == "view"
            table.hasRowid = row[2] == 0 && !table.isView
            try reconcileColumns(&table)
            table.carriesCollations = table.columns.contains { column in
                column.type.keyCollation.map { sqlite.declaredCollation(of: column.name, in: name) == $0 } ?? false
            }
            if table.needsLog {
                let prefix = "vecdb_log_\(table.oid)_"
                let found = try sqlite.rows(
                    "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1", [.text(name)])
                let kinds = Set(
                    found.compactMap { $0[0].text }.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) })
                let key = CatalogTable.keyTriggerKind[...]
                table.logsRecordIDs = kinds.contains(key)
                let needed = table.logTriggerSQL.count - (table.needsKeyTrigger ? 1 : 0)
                table.hasLogTriggers = kinds.subtracting([key]).count == needed
            }
            catalog.tables[name] = table
        }
    }

    private func isReserved(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return lowered.hasPrefix("vecdb_") || lowered.hasPrefix("sqlite_")
    }

    private func reconcileColumns(_ table: inout CatalogTable) throws {
        let rows = try sqlite.rows(
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1) WHERE hidden <> 1",
            [.text(table.name)])
        var columns: [CatalogColumn] = []
        var next = (table.columns.map(\.number).max() ?? 0) + 1
        var key: [(position: Int64, name: String, declared: String)] = []
        for row in rows {
            guard let name = row[0].text else { continue }
            let declared = row[1].text ?? ""
            if let position = row[4].integer, position > 0 { key.append((position, name, declared)) }
            if let column = table.columns.first(where: { $0.name == name }) {
                columns.append(column)
                continue
            }
            var column = CatalogColumn(number: next, name: name, type: ColumnType(declaredInSQLite: declared))
            column.isNotNull = row[2] == 1
            if let value = row[3].text {
                column.defaultValue = StoredExpression(text: value, sqlite: value, isConstant: true)
            }
            next += 1
            columns.append(column)
        }
        table.columns = columns
        key.sort { $0.position < $1.position }
        if table.isForeign, !key.isEmpty {
            table.constraints = [
                CatalogConstraint(
                    oid: table.oid + 500_000_000, name: "\(table.name)_pkey",
                    kind: .primaryKey(columns: key.map(\.name)))
            ]
        }
        if table.hasRowid, key.count == 1, key[0].declared.uppercased() == "INTEGER" {
            table.rowidColumn = columns.firstIndex { $0.name == key[0].name }
        }
    }
}

extension ColumnType {
    /// A type for a column that another tool declared, by SQLite's rules of affinity.
    init(declaredInSQLite declared: String) {
        let name = declared.lowercased()
        if let open = name.firstIndex(of: "("), let base = BaseType(rawValue: String(name[..<open])),
            [.vector, .halfvec, .sparsevec].contains(base),
            let dimensions = Int32(name[name.index(after: open)...].prefix { $0.isNumber })
        {
            self.init(base, modifier: dimensions)
        } else if name == "vector" || name == "halfvec" || name == "sparsevec" {
            self.init(BaseType(rawValue: name) ?? .bytea)
        } else if name.contains("bool") {
            self.init(.bool)
        } else if name.contains("int") {
            self.init(.int8)
        } else if name.contains("char") || name.contains("clob") || name.contains("text") {
            self.init(.text)
        } else if name.isEmpty || name.contains("blob") {
            self.init(.bytea)
        } else if name.contains("real") || name.contains("floa") || name.contains("doub") {
            self.init(.float8)
        } else if name.contains("num") || name.contains("dec") {
            self.init(.float8)
        } else {
            // Dates and the like: foreign tools keep them as texts.
            self.init(.text)
        }
    }
}
