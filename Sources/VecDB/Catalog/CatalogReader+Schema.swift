import VectorTypes

// What SQLite itself says about the tables.

extension CatalogReader {
    /// Puts the tables that exist into a catalog, with what a foreign tool has made.
    func reconcile(_ known: [String: CatalogTable], into catalog: inout Catalog) throws {
        let rows = try sqlite.rows(
            """
            SELECT l.name, l.type, l.wr, coalesce(s.rowid, 0) FROM pragma_table_list AS l
            JOIN sqlite_schema AS s ON s.name = l.name
            WHERE l.schema = 'main' AND l.type IN ('table', 'view') AND s.type IN ('table', 'view')
            """)
        var triggers: [String: Set<String>] = [:]
        for row in try sqlite.rows("SELECT tbl_name, name FROM sqlite_schema WHERE type = 'trigger'") {
            if let table = row[0].text, let name = row[1].text { triggers[table, default: []].insert(name) }
        }
        for row in rows {
            guard let name = row[0].text, !isReserved(name) else { continue }
            var table =
                known[name]
                ?? CatalogTable(
                    oid: Self.foreignOID(row[3].integer ?? 0), name: name, columns: [], isForeign: true)
            table.isView = row[1] == "view"
            table.hasRowid = row[2] == 0 && !table.isView
            try reconcileColumns(&table)
            if table.needsLog { table.noteLogTriggers(among: triggers[name] ?? []) }
            catalog.tables[name] = table
        }
    }

    /// The same for one table of ours that this connection has just made or changed.
    ///
    /// - Parameters:
    ///   - old: The table as it was.
    ///   - hasNewTriggers: Whether its triggers have been made since; SQLite could tell them only by looking through all of its schema.
    func reconcile(_ table: inout CatalogTable, old: CatalogTable?, hasNewTriggers: Bool) throws -> Bool {
        let rows = try sqlite.rows(
            "SELECT type, wr FROM pragma_table_list(?1) WHERE schema = 'main' AND type = 'table' AND name = ?1",
            [.text(table.name)])
        guard let row = rows.first, !isReserved(table.name) else { return false }
        table.hasRowid = row[1] == 0
        try reconcileColumns(&table)
        guard table.needsLog else { return true }
        if hasNewTriggers {
            table.hasLogTriggers = true
            table.logsRecordIDs = table.needsKeyTrigger
        } else if let old {
            table.hasLogTriggers = old.hasLogTriggers
            table.logsRecordIDs = old.logsRecordIDs
        }
        return true
    }

    /// The number of a table that another program made, from its place in SQLite's schema.
    private static func foreignOID(_ place: Int64) -> Int64 {
        2_000_000_000 + Int64(place.magnitude % 500_000_000)
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
        table.carriesCollations = columns.contains { column in
            column.type.keyCollation.map { sqlite.declaredCollation(of: column.name, in: table.name) == $0 } ?? false
        }
        key.sort { $0.position < $1.position }
        if table.isForeign, !key.isEmpty {
            table.constraints = [
                CatalogConstraint(
                    oid: table.oid &+ 500_000_000, name: "\(table.name)_pkey",
                    kind: .primaryKey(columns: key.map(\.name)))
            ]
        }
        if table.hasRowid, key.count == 1, key[0].declared.uppercased() == "INTEGER" {
            table.rowidColumn = columns.firstIndex { $0.name == key[0].name }
        }
    }
}

extension CatalogTable {
    /// Sees which triggers of the change log there are.
    fileprivate mutating func noteLogTriggers(among names: Set<String>) {
        let prefix = "vecdb_log_\(oid)_"
        let kinds = Set(names.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) })
        let key = Self.keyTriggerKind[...]
        logsRecordIDs = kinds.contains(key)
        let needed = logTriggerSQL.count - (needsKeyTrigger ? 1 : 0)
        hasLogTriggers = kinds.subtracting([key]).count == needed
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
