import CSQLite
import VectorTypes

// Changes of the catalog. Each method of `Connection` that changes it runs inside `changeCatalog`: one atomic step of the current transaction, with the write
// lock, at whose end every cached catalog (also of other connections and processes) is seen to be old by SQLite's own schema version.

extension Connection {
    /// Runs `body`, all or nothing, as a change of the catalog.
    func changeCatalog<Result>(_ body: (Catalog) throws -> Result) throws -> Result {
        try atomically(write: true) {
            let before = try schemaVersion()
            // A change within a change is counted with the outer one.
            let isOutermost = schemaBeforeChange == nil
            if isOutermost { schemaBeforeChange = before }
            defer { if isOutermost { schemaBeforeChange = nil } }
            let catalog = try self.catalog()
            progress.hasChangedCatalog = true
            if catalogChanges == nil { catalogChanges = cachedCatalog.map { CatalogChanges(begin: $0.schemaVersion) } }
            let changes = catalogChanges
            let result = try sqlite.noting(changes) { try body(catalog) }
            // A step within has read the catalog anew, and then noted only what came after.
            if catalogChanges !== changes { catalogChanges?.areKnown = false }
            try forgetLostStorages()
            if try schemaVersion() == before {
                // A change of our tables alone: SQLite must see one too.
                try sqlite.execute("CREATE VIEW vecdb_changed AS SELECT 1")
                try sqlite.execute("DROP VIEW vecdb_changed")
            }
            catalogChanges?.end = try schemaVersion()
            guard isOutermost else { return result }
            let steps = try schemaVersion() - before
            try sqlite.execute("UPDATE vecdb_meta SET value = value + 1 WHERE key = 'catalog_version'")
            try sqlite.execute(
                "UPDATE vecdb_meta SET value = value + ?1 WHERE key = 'own_schema_changes'", [.integer(steps)])
            return result
        }
    }

    func schemaVersion() throws -> Int64 { try sqlite.value("PRAGMA schema_version")?.integer ?? 0 }

    /// Moves only when something other than our own DDL has changed the schema or run VACUUM, which may renumber rows.
    package func schemaDrift() throws -> Int64 {
        let own = try sqlite.value("SELECT value FROM vecdb_meta WHERE key = 'own_schema_changes'")?.integer ?? 0
        let version = try schemaVersion()
        // The file may hold any number there; only whether two of these are equal counts.
        return version &- own &- (schemaBeforeChange.map { version &- $0 } ?? 0)
    }

    /// A number for a new table, index, constraint or sequence.
    func newOID() throws -> Int64 {
        let next = try sqlite.value(
            "UPDATE vecdb_meta SET value = value + 1 WHERE key = 'next_oid' RETURNING value - 1")?.integer
        guard let next else { throw VecDBError(.dataCorrupted, "the catalog has lost its counter of object numbers") }
        return next
    }

    /// Writes all catalog rows of a table anew.
    func save(_ table: CatalogTable) throws {
        try erase(table)
        let relation = SQLiteValue.integer(table.oid)
        try sqlite.execute(
            "INSERT INTO vecdb_tables(oid, name, generation, comment) VALUES (?1, ?2, ?3, ?4)",
            [relation, .text(table.name), .integer(table.generation), .init(table.comment)])
        for column in table.columns {
            try sqlite.execute(
                "INSERT INTO vecdb_columns VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
                [
                    relation, .integer(Int64(column.number)), .text(column.name), .text(column.type.base.rawValue),
                    .integer(Int64(column.type.modifier)), .init(column.type.isArray), .init(column.isNotNull),
                    .init(column.defaultValue?.text), .init(column.defaultValue?.sqlite),
                    .init(column.defaultValue?.isConstant ?? false), .init(column.generated?.text),
                    .init(column.generated?.sqlite), .init(column.identity?.rawValue), .init(column.sequence),
                    .init(column.comment),
                ])
        }
        for constraint in table.constraints { try save(constraint, of: relation) }
        for index in table.indexes { try save(index, of: relation) }
    }

    private func save(_ constraint: CatalogConstraint, of relation: SQLiteValue) throws {
        var fields: (kind: String, columns: [String], check: StoredExpression?, key: ForeignKey?, notDistinct: Bool)
        switch constraint.kind {
        case .primaryKey(let columns): fields = ("p", columns, nil, nil, false)
        case .unique(let columns, let notDistinct): fields = ("u", columns, nil, nil, notDistinct)
        case .check(let expression, let columns): fields = ("c", columns, expression, nil, false)
        case .foreignKey(let key): fields = ("f", key.columns, nil, key, false)
        }
        try sqlite.execute(
            "INSERT INTO vecdb_constraints VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
            [
                .integer(constraint.oid), relation, .text(constraint.name), .text(fields.kind),
                .text(TextList.encode(fields.columns)), .init(fields.check?.text), .init(fields.check?.sqlite),
                .init(fields.notDistinct), .init(fields.key?.table),
                .init(fields.key.map { TextList.encode($0.referencedColumns) }), .init(fields.key?.onDelete.rawValue),
                .init(fields.key?.onUpdate.rawValue), .init(fields.key?.isDeferrable ?? false),
                .init(fields.key?.isInitiallyDeferred ?? false), .init(constraint.comment),
            ])
    }

    private func save(_ index: CatalogIndex, of relation: SQLiteValue) throws {
        try sqlite.execute(
            "INSERT INTO vecdb_indexes VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
            [
                .integer(index.oid), relation, .text(index.name), .text(index.method), .init(index.isUnique),
                .init(index.isPrimary), .init(index.isConstraint), .init(index.isStored),
                .text(IndexElement.encode(index.elements)), .text(TextList.encode(index.included)),
                .init(index.predicate?.text), .init(index.predicate?.sqlite),
                .text(TextList.encode(index.options.flatMap { [$0.name, $0.value] })), .init(index.nullsNotDistinct),
                .init(index.comment),
            ])
    }

    /// Deletes all catalog rows of a table.
    func erase(_ table: CatalogTable) throws {
        for name in ["columns", "constraints", "indexes"] {
            try sqlite.execute("DELETE FROM vecdb_\(name) WHERE relation = ?1", [.integer(table.oid)])
        }
        try sqlite.execute("DELETE FROM vecdb_tables WHERE oid = ?1", [.integer(table.oid)])
    }

    /// Makes the change log's triggers as the table now needs them.
    func refreshTriggers(of table: CatalogTable) throws {
        for kind in CatalogTable.logTriggerKinds {
            try sqlite.execute("DROP TRIGGER IF EXISTS vecdb_log_\(table.oid)_\(kind)")
        }
        for sql in table.logTriggerSQL { try sqlite.execute(sql) }
        catalogChanges?.logged.insert(table.oid)
    }

    /// A table of ours, which DDL may change.
    func changeable(_ name: String, in catalog: Catalog) throws -> CatalogTable {
        guard let table = catalog.table(name) else {
            throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
        }
        guard !table.isForeign else {
            throw VecDBError(
                .featureNotSupported, "cannot alter table \"\(name)\" because it was made by another program")
        }
        return table
    }
}

extension SQLiteValue {
    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    init(_ bool: Bool) { self = .integer(bool ? 1 : 0) }
}

extension SQLiteConnection {
    /// Runs `body` without foreign key enforcement (dropping a table would otherwise delete what refers to its rows) and without SQLite's check that everything
    /// in the schema refers to something.
    func withoutForeignKeys<Result>(_ body: () throws -> Result) throws -> Result {
        try setFlag(SQLITE_DBCONFIG_ENABLE_FKEY, false)
        try setFlag(SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, true)
        defer {
            try? setFlag(SQLITE_DBCONFIG_ENABLE_FKEY, true)
            try? setFlag(SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false)
        }
        return try body()
    }

    /// Replaces the text of a table's definition, leaving its rows: what SQLite's documentation prescribes for changes that do not touch the rows' form
    /// (https://sqlite.org/lang_altertable.html#otheralter).
    func replaceDefinition(ofTable name: String, by sql: String) throws {
        let version = try value("PRAGMA schema_version")?.integer ?? 0
        try setFlag(SQLITE_DBCONFIG_DEFENSIVE, false)
        defer { try? setFlag(SQLITE_DBCONFIG_DEFENSIVE, true) }
        try executeScript("PRAGMA writable_schema = ON")
        defer { try? executeScript("PRAGMA writable_schema = RESET") }
        try execute("UPDATE sqlite_schema SET sql = ?1 WHERE type = 'table' AND name = ?2", [.text(sql), .text(name)])
        try executeScript("PRAGMA schema_version = \(version + 1)")
    }
}
