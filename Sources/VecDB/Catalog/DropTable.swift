import VectorTypes

extension Connection {
    /// Drops the tables; 2BP01 when a foreign key of another table stands against it, unless `cascade` drops that too.
    package func dropTables(_ names: [String], cascade: Bool = false) throws {
        try changeCatalog { catalog in
            let dropped = try names.map { name in
                guard let table = catalog.table(name) else {
                    throw VecDBError(.undefinedTable, "table \"\(name)\" does not exist")
                }
                return table
            }
            for (table, constraint) in referrers(to: Set(names), in: catalog) {
                guard cascade else {
                    guard case .foreignKey(let key) = constraint.kind else { continue }
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        names.count == 1
                            ? "cannot drop table \(key.table) because other objects depend on it"
                            : "cannot drop desired object(s) because other objects depend on them",
                        detail: "constraint \(constraint.name) on table \(table.name) depends on table \(key.table)",
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
                try dropConstraint(constraint.name, of: table.name)
            }
            try sqlite.withoutForeignKeys {
                for table in dropped {
                    let kind = table.isView ? "VIEW" : "TABLE"
                    try sqlite.execute("DROP \(kind) \(quoted(identifier: table.name))")
                }
            }
            for table in dropped where !table.isForeign {
                try erase(table)
                try sqlite.execute("DELETE FROM vecdb_sequences WHERE owner_table = ?1", [.text(table.name)])
                for sequence in catalog.sequences.values where sequence.ownerTable == table.name {
                    forgetSequence(sequence.oid)
                }
            }
        }
    }

    /// The foreign keys of other tables that refer to one of these.
    func referrers(to names: Set<String>, in catalog: Catalog) -> [(CatalogTable, CatalogConstraint)] {
        var found: [(CatalogTable, CatalogConstraint)] = []
        for table in catalog.tables.values where !names.contains(table.name) && !table.isForeign {
            for constraint in table.constraints {
                if case .foreignKey(let key) = constraint.kind, names.contains(key.table) {
                    found.append((table, constraint))
                }
            }
        }
        return found.sorted { ($0.0.oid, $0.1.oid) < ($1.0.oid, $1.1.oid) }
    }

    /// Empties the tables.
    package func truncate(_ tables: [String], restartIdentity: Bool = false, cascade: Bool = false) throws {
        try changeCatalog { catalog in
            var names = tables
            for name in tables where catalog.table(name) == nil {
                throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
            }
            while true {
                let others = referrers(to: Set(names), in: catalog)
                guard let (table, constraint) = others.first else { break }
                guard cascade, case .foreignKey(let key) = constraint.kind else {
                    guard case .foreignKey(let key) = constraint.kind else { break }
                    throw VecDBError(
                        .featureNotSupported, "cannot truncate a table referenced in a foreign key constraint",
                        detail: "Table \"\(table.name)\" references \"\(key.table)\".",
                        hint:
                            "Truncate table \"\(table.name)\" at the same time, or use TRUNCATE ... CASCADE.")
                }
                _ = key
                names.append(table.name)
            }
            try sqlite.withoutForeignKeys {
                for name in names {
                    guard var table = catalog.table(name) else { continue }
                    // Without triggers SQLite drops all pages at once; the generation tells the followers.
                    for kind in CatalogTable.logTriggerKinds {
                        try sqlite.execute("DROP TRIGGER IF EXISTS vecdb_log_\(table.oid)_\(kind)")
                    }
                    try sqlite.execute("DELETE FROM \(quoted(identifier: name))")
                    if table.isForeign { continue }
                    table.generation += 1
                    try save(table)
                    try refreshTriggers(of: table)
                }
            }
            guard restartIdentity else { return }
            for sequence in catalog.sequences.values where names.contains(sequence.ownerTable ?? "") {
                try setValue(of: sequence.name, to: sequence.definition.start, isCalled: false)
            }
        }
    }
}
