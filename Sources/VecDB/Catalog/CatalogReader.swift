import Synchronization
import VectorTypes

/// A catalog and the state of the file for which it holds.
struct CachedCatalog {
    var schemaVersion: Int64
    var catalog: Catalog
}

private let catalogCount = Atomic<Int64>(0)

extension Connection {
    /// The catalog as the current snapshot has it; read again only after it has changed.
    package func catalog() throws -> Catalog {
        if progress.state == .none { return try atomically(write: false) { try self.catalog() } }
        try prepareToRead()
        let schemaVersion = try progress.state == .reading ? currentCounters().schemaVersion : self.schemaVersion()
        if let cachedCatalog, cachedCatalog.schemaVersion == schemaVersion { return cachedCatalog.catalog }
        var reader = CatalogReader(sqlite: sqlite)
        var catalog: Catalog
        do { catalog = try reader.read() } catch let error as VecDBError where error.sqlState == .internalError {
            // SQLite does not know what we ask for: our tables are not as we made them.
            throw VecDBError(.dataCorrupted, "the catalog of the database is damaged", detail: error.message)
        }
        // Versions are given out by this process: a number in the file would come back after a rollback.
        catalog.version = catalogCount.wrappingAdd(1, ordering: .relaxed).newValue
        cachedCatalog = CachedCatalog(schemaVersion: schemaVersion, catalog: catalog)
        return catalog
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
        for row in try sqlite.rows("SELECT oid, name, comment, generation FROM vecdb_tables") {
            guard let oid = row[0].integer, let name = row[1].text else { continue }
            var table = CatalogTable(oid: oid, name: name, columns: [], comment: row[2].text)
            table.generation = row[3].integer ?? 0
            byOID[oid] = table
        }
        try readColumns()
        try readConstraints()
        try readIndexes()
        var catalog = Catalog()
        for table in byOID.values { catalog.tables[table.name] = table }
        try reconcile(&catalog)
        try readSequences(&catalog)
        for row in try sqlite.rows("SELECT oid, name, version FROM vecdb_extensions") {
            guard let oid = row[0].integer, let name = row[1].text else { continue }
            catalog.extensions[name] = CatalogExtension(oid: oid, name: name, version: row[2].text ?? "")
        }
        try readViews(&catalog)
        return catalog
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

    private mutating func readColumns() throws {
        let rows = try sqlite.rows(
            """
            SELECT relation, number, name, type, modifier, is_array, not_null, default_text, default_sqlite,
                default_constant, generated_text, generated_sqlite, identity, sequence, comment
            FROM vecdb_columns ORDER BY relation, number
            """)
        for row in rows {
            guard let relation = row[0].integer, let name = row[2].text else { continue }
            let type = ColumnType(
                row[3].text.flatMap(BaseType.init) ?? .unknown, modifier: Int32(clamping: row[4].integer ?? -1),
                isArray: row[5] == 1)
            var column = CatalogColumn(number: Int(clamping: row[1].integer ?? 0), name: name, type: type)
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

    private mutating func readConstraints() throws {
        let rows = try sqlite.rows(
            """
            SELECT relation, oid, name, kind, columns, check_text, check_sqlite, nulls_not_distinct, referenced_table,
                referenced_columns, on_delete, on_update, is_deferrable, is_deferred, comment
            FROM vecdb_constraints ORDER BY oid
            """)
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

    private mutating func readIndexes() throws {
        var storages: [Int64: Int64] = [:]
        if try sqlite.hasIndexTables() {
            for row in try sqlite.rows("SELECT index_oid, storage FROM vecdb_index_storage") {
                if let oid = row[0].integer, let storage = row[1].integer { storages[oid] = storage }
            }
        }
        let rows = try sqlite.rows(
            """
            SELECT relation, oid, name, method, is_unique, is_primary, is_constraint, is_stored, elements, included,
                predicate_text, predicate_sqlite, options, nulls_not_distinct, comment
            FROM vecdb_indexes ORDER BY oid
            """)
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
