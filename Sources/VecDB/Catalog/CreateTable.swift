import VectorTypes

extension Connection {
    /// Makes a table with its constraints, indexes, sequences and triggers.
    ///
    /// A primary key of one integer column becomes SQLite's rowid. A UNIQUE constraint becomes a unique index of the constraint's name, so that it can be added and
    /// dropped without touching the rows.
    @discardableResult
    package func createTable(_ definition: TableDefinition) throws -> CatalogTable {
        try changeCatalog { catalog in
            try checkNewName(definition.name, in: catalog)
            try checkColumnNames(definition.columns.map(\.name))
            var catalog = catalog
            var table = CatalogTable(oid: try newOID(), name: definition.name, columns: [])
            for column in definition.columns {
                table.columns.append(try makeColumn(column, of: table, in: &catalog))
            }
            catalog.tables[table.name] = table
            // A foreign key may refer to a key of this very table.
            let isForeignKey = { (constraint: ConstraintDefinition) in
                if case .foreignKey = constraint.kind { true } else { false }
            }
            let ordered =
                definition.constraints.filter { !isForeignKey($0) } + definition.constraints.filter(isForeignKey)
            for constraint in ordered {
                _ = try makeConstraint(constraint, of: &table, in: &catalog, isNewTable: true)
            }
            if table.rowidColumn == nil, table.rowidNameOrNil == nil {
                throw VecDBError(
                    .featureNotSupported,
                    "a table with columns rowid, oid and _rowid_ and without an integer primary key is not supported")
            }
            try sqlite.execute(table.creationSQL())
            for index in table.indexes {
                if let sql = index.creationSQL(of: table) { try sqlite.execute(sql) }
            }
            try refreshTriggers(of: table)
            try save(table)
            return table
        }
    }

    /// A column's catalog entry; a serial or identity column gets its sequence.
    func makeColumn(
        _ definition: ColumnDefinition, of table: CatalogTable, in catalog: inout Catalog
    ) throws -> CatalogColumn {
        var column = CatalogColumn(
            number: table.nextColumnNumber, name: definition.name, type: definition.type)
        column.isNotNull = definition.isNotNull
        column.defaultValue = definition.defaultValue
        column.generated = definition.generated
        column.identity = definition.identity
        if var sequence = definition.sequence {
            sequence.name =
                sequence.name ?? catalog.freeName(table: table.name, columns: [definition.name], suffix: "seq")
            let type: BaseType = [.int2, .int4].contains(definition.type.base) ? definition.type.base : .int8
            let made = try insertSequence(sequence, type: type, ownerTable: table.name, ownerColumn: definition.name)
            catalog.sequences[made.name] = made
            column.sequence = made.name
            column.isNotNull = true
        }
        return column
    }

    /// Resolves a constraint and enters it (and the index behind it) into `table`, in memory only.
    func makeConstraint(
        _ definition: ConstraintDefinition, of table: inout CatalogTable, in catalog: inout Catalog, isNewTable: Bool
    ) throws -> CatalogConstraint {
        if let name = definition.name, table.constraint(name) != nil {
            throw VecDBError(
                .duplicateObject, "constraint \"\(name)\" for relation \"\(table.name)\" already exists")
        }
        let taken = Set(table.constraints.map(\.name) + table.indexes.map(\.name))
        func name(_ columns: [String], _ suffix: String) -> String {
            definition.name
                ?? catalog.freeName(table: table.name, columns: columns, suffix: suffix, besides: taken)
        }
        var constraint: CatalogConstraint
        switch definition.kind {
        case .primaryKey(let columns):
            if table.primaryKey != nil {
                throw VecDBError(
                    .invalidTableDefinition, "multiple primary keys for table \"\(table.name)\" are not allowed")
            }
            try checkKeyColumns(columns, of: table)
            for column in columns {
                if let index = table.columns.firstIndex(where: { $0.name == column }) {
                    table.columns[index].isNotNull = true
                }
            }
            constraint = CatalogConstraint(oid: try newOID(), name: name([], "pkey"), kind: definition.kind)
            let needsSortKey = columns.contains { name in
                table.column(name).map { $0.type.sortKeyFunction != nil || $0.type.keyCollation != nil } ?? false
            }
            let isInteger = columns.count == 1 && table.column(columns[0])?.type.isInteger == true
            // Over existing rows only a rebuild could make the key part of the table; an index serves as well.
            table.rowidColumn = isInteger ? table.columns.firstIndex { $0.name == columns[0] } : nil
            let isStored = !isInteger && (needsSortKey || !isNewTable)
            try addIndex(
                for: constraint, columns: columns, isPrimary: true, isStored: isStored, to: &table, in: catalog)
        case .unique(let columns, let notDistinct):
            try checkKeyColumns(columns, of: table)
            constraint = CatalogConstraint(oid: try newOID(), name: name(columns, "key"), kind: definition.kind)
            if notDistinct { throw VecDBError(.featureNotSupported, "UNIQUE NULLS NOT DISTINCT is not supported") }
            try addIndex(for: constraint, columns: columns, isPrimary: false, isStored: true, to: &table, in: catalog)
        case .check(_, let columns):
            constraint = CatalogConstraint(
                oid: try newOID(), name: name(columns.count == 1 ? columns : [], "check"), kind: definition.kind)
        case .foreignKey(let key):
            let resolved = try resolve(key, of: table, in: catalog)
            try collateColumns(of: resolved, in: catalog, unless: &table)
            constraint = CatalogConstraint(
                oid: try newOID(), name: name(key.columns, "fkey"), kind: .foreignKey(resolved))
        }
        table.constraints.append(constraint)
        catalog.tables[table.name] = table
        return constraint
    }

    private func checkKeyColumns(_ columns: [String], of table: CatalogTable) throws {
        var seen: Set<String> = []
        for name in columns {
            guard table.column(name) != nil else {
                throw VecDBError(.undefinedColumn, "column \"\(name)\" named in key does not exist")
            }
            if !seen.insert(name).inserted {
                throw VecDBError(
                    .duplicateColumn, "column \"\(name)\" appears twice in unique constraint")
            }
        }
    }

    /// Declares the columns that a foreign key refers to with their collation, where they have one.
    private func collateColumns(
        of key: ForeignKey, in catalog: Catalog, unless table: inout CatalogTable
    ) throws {
        let isOwn = key.table == table.name
        guard var target = isOwn ? table : catalog.table(key.table), !target.isForeign, !target.carriesCollations,
            key.referencedColumns.contains(where: { target.column($0)?.type.keyCollation != nil })
        else { return }
        target.carriesCollations = true
        // Its indexes name their collations themselves: they stay as they are.
        if isOwn { table = target } else { try redefine(target) }
    }

    private func addIndex(
        for constraint: CatalogConstraint, columns: [String], isPrimary: Bool, isStored: Bool,
        to table: inout CatalogTable, in catalog: Catalog
    ) throws {
        if catalog.hasRelation(constraint.name) || table.indexes.contains(where: { $0.name == constraint.name }) {
            throw VecDBError(.duplicateTable, "relation \"\(constraint.name)\" already exists")
        }
        table.indexes.append(
            CatalogIndex(
                oid: try newOID(), name: constraint.name, table: table.name, isUnique: true, isPrimary: isPrimary,
                isConstraint: true, method: "btree", elements: columns.map { IndexElement(column: $0) },
                isStored: isStored))
    }

    /// Checks a foreign key as PostgreSQL does and fills in the columns it refers to.
    private func resolve(_ key: ForeignKey, of table: CatalogTable, in catalog: Catalog) throws -> ForeignKey {
        var key = key
        for column in key.columns where table.column(column) == nil {
            throw VecDBError(
                .undefinedColumn, "column \"\(column)\" referenced in foreign key constraint does not exist")
        }
        guard let target = key.table == table.name ? table : catalog.table(key.table) else {
            throw VecDBError(.undefinedTable, "relation \"\(key.table)\" does not exist")
        }
        if key.referencedColumns.isEmpty {
            guard case .primaryKey(let columns)? = target.primaryKey?.kind else {
                throw VecDBError(
                    .undefinedObject, "there is no primary key for referenced table \"\(key.table)\"")
            }
            key.referencedColumns = columns
        }
        for column in key.referencedColumns where target.column(column) == nil {
            throw VecDBError(
                .undefinedColumn, "column \"\(column)\" referenced in foreign key constraint does not exist")
        }
        guard key.columns.count == key.referencedColumns.count else {
            throw VecDBError(
                SQLState("42830"), "number of referencing and referenced columns for foreign key disagree")
        }
        let wanted = Set(key.referencedColumns)
        let isKey = target.indexes.contains { index in
            index.isUnique && index.predicate == nil && Set(index.elements.compactMap(\.column)) == wanted
                && index.elements.count == wanted.count
        }
        guard isKey || target.isForeign else {
            throw VecDBError(
                SQLState("42830"),
                "there is no unique constraint matching given keys for referenced table \"\(key.table)\"")
        }
        return key
    }
}

extension ColumnType {
    /// Whether a primary key of this type can be SQLite's rowid.
    var isInteger: Bool { !isArray && [.int2, .int4, .int8].contains(base) }
}

extension CatalogTable {
    var nextColumnNumber: Int { (columns.map(\.number).max() ?? 0) + 1 }
}
