import VectorTypes

extension Connection {
    /// Makes a table anew in its new form and moves the rows over, keeping rowids, as SQLite's documentation prescribes
    /// (https://sqlite.org/lang_altertable.html#otheralter): new table, copy, drop the old one, rename, then indexes and triggers.
    ///
    /// `values`: the SQLite expression over the old columns for a new column of that name, where it is not the column itself.
    func rebuild(_ old: CatalogTable, as new: CatalogTable, values: [String: String] = [:]) throws {
        var new = new
        new.generation += 1
        for (place, index) in new.indexes.enumerated() where index.isPrimary && new.rowidColumn == nil {
            // A key that compares by a collation of ours is an index of its own.
            let compares = index.elements.contains { $0.column.flatMap(new.column)?.type.keyCollation != nil }
            if compares, !new.carriesCollations { new.indexes[place].isStored = true }
        }
        try sqlite.withoutForeignKeys {
            let temporary = "vecdb_new_\(new.oid)"
            try sqlite.execute(new.creationSQL(as: temporary))
            var targets: [String] = []
            var sources: [String] = []
            if new.rowidColumn == nil {
                targets.append(new.rowidName)
                sources.append(quoted(identifier: old.rowidName))
            }
            for column in new.columns where column.generated == nil {
                guard let source = values[column.name] ?? old.column(column.name).map({ quoted(identifier: $0.name) })
                else { continue }
                targets.append(quoted(identifier: column.name))
                sources.append(source)
            }
            try sqlite.execute(
                """
                INSERT INTO \(temporary)(\(targets.joined(separator: ", ")))
                SELECT \(sources.joined(separator: ", ")) FROM \(quoted(identifier: old.name))
                """)
            try sqlite.execute("DROP TABLE \(quoted(identifier: old.name))")
            try sqlite.execute("ALTER TABLE \(temporary) RENAME TO \(quoted(identifier: new.name))")
            for index in new.indexes {
                if let sql = index.creationSQL(of: new) { try sqlite.execute(sql) }
            }
        }
        try save(new)
        try refreshTriggers(of: new)
    }

    /// Changes a table's definition without touching its rows, whose form must stay the same.
    func redefine(_ table: CatalogTable) throws {
        try sqlite.replaceDefinition(ofTable: table.name, by: table.creationSQL())
        try save(table)
        try refreshTriggers(of: table)
    }
}
