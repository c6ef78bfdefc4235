import Synchronization
import VectorTypes

/// A catalog and the state of the file for which it holds.
struct CachedCatalog {
    var schemaVersion: Int64
    var catalog: Catalog
}

private let catalogCount = Atomic<Int64>(0)

extension Connection {
    /// The catalog as the current snapshot has it; read again only after it has changed, and after a change of this connection's own only what has changed.
    package func catalog() throws -> Catalog {
        if progress.state == .none { return try atomically(write: false) { try self.catalog() } }
        try prepareToRead()
        let schemaVersion = try progress.state == .reading ? currentCounters().schemaVersion : self.schemaVersion()
        if let cachedCatalog, cachedCatalog.schemaVersion == schemaVersion { return cachedCatalog.catalog }
        // Committed catalogs are told apart by SQLite's schema version; one that is not committed is nobody else's.
        let isPrivate = progress.hasChangedCatalog
        if !isPrivate, let shared = core.sharedCatalog.withLock({ $0 }), shared.schemaVersion == schemaVersion {
            remember(shared)
            return shared.catalog
        }
        var reader = CatalogReader(sqlite: sqlite)
        var catalog: Catalog
        if let cachedCatalog, let catalogChanges, catalogChanges.begin == cachedCatalog.schemaVersion,
            catalogChanges.end == schemaVersion, catalogChanges.areKnown, cachedCatalog.catalog.tables.foreignCount == 0
        {
            catalog = try reader.read(catalogChanges, of: cachedCatalog.catalog)
        } else {
            catalog = try reader.read()
        }
        // Versions are given out by this process: a number in the file would come back after a rollback.
        catalog.version = catalogCount.wrappingAdd(1, ordering: .relaxed).newValue
        let read = CachedCatalog(schemaVersion: schemaVersion, catalog: catalog)
        remember(read)
        if !isPrivate, !sqlite.hasWriteTransaction { core.sharedCatalog.withLock { $0 = read } }
        return catalog
    }

    private func remember(_ catalog: CachedCatalog) {
        cachedCatalog = catalog
        catalogChanges = nil
    }

    /// Lets the process's other connections have the catalog that this transaction has made. Once it is committed.
    func shareCatalog() {
        guard let cachedCatalog else { return }
        core.sharedCatalog.withLock { $0 = cachedCatalog }
    }

    /// A table, or 42P01.
    package func table(_ name: String) throws -> CatalogTable {
        guard let table = try catalog().table(name) else {
            throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
        }
        return table
    }
}

/// Reads our catalog tables and compares them with SQLite's schema, which a foreign tool may have changed: the schema says what exists, the catalog of what
/// PostgreSQL type it is.
struct CatalogReader {
    let sqlite: SQLiteConnection
    private var byOID: [Int64: CatalogTable] = [:]

    init(sqlite: SQLiteConnection) { self.sqlite = sqlite }

    mutating func read() throws -> Catalog {
        try readTables()
        var catalog = Catalog()
        let known = Dictionary(byOID.values.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        try reconcile(known, into: &catalog)
        try readSequences(&catalog)
        try readExtensions(&catalog)
        try readViews(&catalog)
        return catalog
    }

    /// A catalog after some changes.
    mutating func read(_ changes: CatalogChanges, of old: Catalog) throws -> Catalog {
        var catalog = old
        for oid in changes.tables {
            if let name = old.tables.table(oid: oid)?.name { catalog.tables[name] = nil }
        }
        for oid in changes.tables {
            try readTables(only: oid)
            guard var table = byOID[oid] else { continue }
            let exists = try reconcile(
                &table, old: old.tables.table(oid: oid), hasNewTriggers: changes.logged.contains(oid))
            if exists { catalog.tables[table.name] = table }
        }
        if changes.sequences {
            catalog.sequences = [:]
            try readSequences(&catalog)
        }
        if changes.others {
            catalog.views = [:]
            catalog.schemas = []
            catalog.extensions = [:]
            try readExtensions(&catalog)
            try readViews(&catalog)
        }
        return catalog
    }

    /// All our tables, or only the one of a number.
    private mutating func readTables(only relation: Int64? = nil) throws {
        let (condition, values) = Self.condition("oid", relation)
        for row in try sqlite.rows("SELECT oid, name, comment, generation FROM vecdb_tables\(condition)", values) {
            guard let oid = row[0].integer, let name = row[1].text else { continue }
            var table = CatalogTable(oid: oid, name: name, columns: [], comment: row[2].text)
            table.generation = row[3].integer ?? 0
            byOID[oid] = table
        }
        try readColumns(only: relation)
        try readConstraints(only: relation)
        try readIndexes(only: relation)
    }

    private static func condition(_ column: String, _ relation: Int64?) -> (String, [SQLiteValue]) {
        relation.map { (" WHERE \(column) = ?1", [.integer($0)]) } ?? ("", [])
    }

    private func readExtensions(_ catalog: inout Catalog) throws {
        for row in try sqlite.rows("SELECT oid, name, version FROM vecdb_extensions") {
            guard let oid = row[0].integer, let name = row[1].text else { continue }
            catalog.extensions[name] = CatalogExtension(oid: oid, name: name, version: row[2].text ?? "")
        }
    }

    private func readViews(_ catalog: inout Catalog) throws {
        for row in try sqlite.rows("SELECT oid, name, query, columns, comment FROM vecdb_views") {
            guard let oid = row[0].integer, let name = row[1].text else { continue }
            catalog.views[name] = CatalogView(
                oid: oid, name: name, text: row[2].text ?? "", columns: CatalogView.Column.decode(row[3].text ?? ""),
                comment: row[4].text)
        }
        for row in try sqlite.rows("SELECT name FROM vecdb_schemas") {
            if let name = row[0].text { catalog.schemas.insert(name) }
        }
    }

    private mutating func readColumns(only relation: Int64?) throws {
        let (condition, values) = Self.condition("relation", relation)
        let rows = try sqlite.rows(
            """
            SELECT relation, number, name, type, modifier, is_array, not_null, default_text, default_sqlite,
                default_constant, generated_text, generated_sqlite, identity, sequence, comment
            FROM vecdb_columns\(condition)
            ORDER BY relation, typeof(number) <> 'integer' OR number NOT BETWEEN 1 AND \(CatalogColumn.numbers.upperBound),
                number
            """, values)
        for row in rows {
            guard let relation = row[0].integer, let name = row[2].text else { continue }
            // A number that PostgreSQL could not have is as good as none: the column comes behind the others then.
            let found = row[1].integer ?? 0
            let number = CatalogColumn.numbers.contains(found) ? Int(found) : (byOID[relation]?.nextColumnNumber ?? 1)
            let type = ColumnType(
                row[3].text.flatMap(BaseType.init) ?? .unknown, modifier: Int32(clamping: row[4].integer ?? -1),
                isArray: row[5] == 1)
            var column = CatalogColumn(number: number, name: name, type: type)
            column.isNotNull = row[6] == 1
            column.defaultValue = expression(row[7], row[8], isConstant: row[9] == 1)
            column.generated = expression(row[10], row[11])
            column.identity = row[12].text.flatMap(Identity.init)
            column.sequence = row[13].text
            column.comment = row[14].text
            byOID[relation]?.columns.append(column)
        }
    }

    private func expression(
        _ text: SQLiteValue, _ fragment: SQLiteValue, isConstant: Bool = false
    ) -> StoredExpression? {
        guard let text = text.text, let fragment = fragment.text else { return nil }
        return StoredExpression(text: text, sqlite: fragment, isConstant: isConstant)
    }

    private mutating func readConstraints(only relation: Int64?) throws {
        let (condition, values) = Self.condition("relation", relation)
        let rows = try sqlite.rows(
            """
            SELECT relation, oid, name, kind, columns, check_text, check_sqlite, nulls_not_distinct, referenced_table,
                referenced_columns, on_delete, on_update, is_deferrable, is_deferred, comment
            FROM vecdb_constraints\(condition) ORDER BY oid
            """, values)
        for row in rows {
            guard let relation = row[0].integer, let oid = row[1].integer, let name = row[2].text else { continue }
            let columns = TextList.decode(row[4].text ?? "").compactMap { $0 }
            let kind: ConstraintKind
            switch row[3].text {
            case "p": kind = .primaryKey(columns: columns)
            case "u": kind = .unique(columns: columns, nullsNotDistinct: row[7] == 1)
            case "c":
                guard let check = expression(row[5], row[6]) else { continue }
                kind = .check(check, columns: columns)
            case "f":
                kind = .foreignKey(
                    ForeignKey(
                        columns: columns, table: row[8].text ?? "",
                        referencedColumns: TextList.decode(row[9].text ?? "").compactMap { $0 },
                        onDelete: row[10].text.flatMap(ForeignKeyAction.init) ?? .noAction,
                        onUpdate: row[11].text.flatMap(ForeignKeyAction.init) ?? .noAction,
                        isDeferrable: row[12] == 1, isInitiallyDeferred: row[13] == 1))
            default: continue
            }
            byOID[relation]?.constraints.append(
                CatalogConstraint(oid: oid, name: name, kind: kind, comment: row[14].text))
        }
    }

    private mutating func readIndexes(only relation: Int64?) throws {
        let (condition, values) = Self.condition("relation", relation)
        var storages: [Int64: Int64] = [:]
        if try sqlite.hasIndexTables() {
            let selection =
                relation == nil ? "" : " WHERE index_oid IN (SELECT oid FROM vecdb_indexes WHERE relation = ?1)"
            for row in try sqlite.rows("SELECT index_oid, storage FROM vecdb_index_storage\(selection)", values) {
                if let oid = row[0].integer, let storage = row[1].integer { storages[oid] = storage }
            }
        }
        let rows = try sqlite.rows(
            """
            SELECT relation, oid, name, method, is_unique, is_primary, is_constraint, is_stored, elements, included,
                predicate_text, predicate_sqlite, options, nulls_not_distinct, comment
            FROM vecdb_indexes\(condition) ORDER BY oid
            """, values)
        for row in rows {
            guard let relation = row[0].integer, let oid = row[1].integer, let name = row[2].text,
                let table = byOID[relation]?.name
            else { continue }
            var index = CatalogIndex(
                oid: oid, name: name, table: table, isUnique: row[4] == 1, isPrimary: row[5] == 1,
                isConstraint: row[6] == 1, method: row[3].text ?? "btree",
                elements: IndexElement.decode(row[8].text ?? ""), isStored: row[7] == 1)
            index.included = TextList.decode(row[9].text ?? "").compactMap { $0 }
            index.predicate = expression(row[10], row[11])
            let options = TextList.decode(row[12].text ?? "").compactMap { $0 }
            index.options = stride(from: 0, to: options.count - 1, by: 2).map {
                IndexOption(options[$0], options[$0 + 1])
            }
            index.nullsNotDistinct = row[13] == 1
            index.comment = row[14].text
            index.storage = storages[oid]
            byOID[relation]?.indexes.append(index)
        }
    }

    private func readSequences(_ catalog: inout Catalog) throws {
        let rows = try sqlite.rows(
            """
            SELECT oid, name, type, start, increment, minimum, maximum, cycles, cache, owner_table, owner_column
            FROM vecdb_sequences
            """)
        for row in rows {
            guard let oid = row[0].integer, let name = row[1].text else { continue }
            var definition = SequenceDefinition(
                name: name, start: row[3].integer ?? 1, increment: row[4].integer ?? 1, minimum: row[5].integer ?? 1,
                maximum: row[6].integer ?? .max, cycles: row[7] == 1)
            definition.cache = row[8].integer ?? 1
            catalog.sequences[name] = CatalogSequence(
                oid: oid, name: name, definition: definition, type: row[2].text.flatMap(BaseType.init) ?? .int8,
                ownerTable: row[9].text, ownerColumn: row[10].text)
        }
    }
}

extension IndexElement {
    // Eight texts an element; behind them three for the type, where an index of one element has it.
    static func encode(_ elements: [IndexElement]) -> String {
        var fields = elements.flatMap { element -> [String?] in
            [
                element.column, element.expression?.text, element.expression?.sqlite, element.sortKey,
                element.operatorClass, element.collation, element.isDescending ? "desc" : nil,
                element.nullsFirst.map { $0 ? "first" : "last" },
            ]
        }
        if elements.count == 1, let type = elements.first?.type {
            fields += [type.base.rawValue, String(type.modifier), type.isArray ? "array" : nil]
        }
        return TextList.encode(fields)
    }

    static func decode(_ text: String) -> [IndexElement] {
        let fields = TextList.decode(text)
        var elements = stride(from: 0, to: fields.count - fields.count % 8, by: 8).map { start in
            var element = IndexElement(column: "")
            element.column = fields[start]
            if let text = fields[start + 1], let fragment = fields[start + 2] {
                element.expression = StoredExpression(text: text, sqlite: fragment)
            }
            element.sortKey = fields[start + 3]
            element.operatorClass = fields[start + 4]
            element.collation = fields[start + 5]
            element.isDescending = fields[start + 6] != nil
            element.nullsFirst = fields[start + 7].map { $0 == "first" }
            return element
        }
        if fields.count == 11, let base = fields[8].flatMap(BaseType.init), let modifier = fields[9].flatMap(Int32.init)
        {
            elements[0].type = ColumnType(base, modifier: modifier, isArray: fields[10] != nil)
        }
        return elements
    }
}

extension CatalogView.Column {
    // Four texts a column: name, type, modifier, whether an array.
    static func encode(_ columns: [Self]) -> String {
        TextList.encode(
            columns.flatMap {
                [$0.name, $0.type.base.rawValue, String($0.type.modifier), $0.type.isArray ? "array" : nil]
            })
    }

    static func decode(_ text: String) -> [Self] {
        let fields = TextList.decode(text)
        return stride(from: 0, to: fields.count - fields.count % 4, by: 4).map { start in
            let base = fields[start + 1].flatMap(BaseType.init) ?? .unknown
            let modifier = fields[start + 2].flatMap { Int32($0) } ?? -1
            return Self(
                name: fields[start] ?? "",
                type: ColumnType(base, modifier: modifier, isArray: fields[start + 3] != nil))
        }
    }
}
