import VectorTypes

extension Connection {
    /// Makes an index. Methods that neither SQLite nor this engine has (gin, gist, brin) are recorded only.
    ///
    /// An approximate index is built: `observer` is told how far that is, from any thread.
    @discardableResult
    package func createIndex(
        _ definition: IndexDefinition, observer: (@Sendable (IndexBuildProgress) -> Void)? = nil
    ) throws -> CatalogIndex {
        if VectorIndexDefinition.Method(rawValue: definition.method) != nil {
            return try createVectorIndex(definition, observer: observer)
        }
        return try changeCatalog { catalog in
            var table = try changeable(definition.table, in: catalog)
            let index = try newIndex(definition, table, catalog)
            if let sql = index.creationSQL(of: table) {
                do {
                    try sqlite.execute(sql)
                } catch let error as VecDBError where error.sqlState == .uniqueViolation {
                    throw notUnique(index, of: table)
                }
            }
            table.indexes.append(index)
            try save(table)
            try refreshTriggers(of: table)
            return index
        }
    }

    /// The catalog's entry for an index to be made.
    /// - Parameter oid: nil: a new one.
    func newIndex(
        _ definition: IndexDefinition, _ table: CatalogTable, _ catalog: Catalog, oid: Int64? = nil
    ) throws -> CatalogIndex {
        for name in definition.elements.compactMap(\.column) + definition.included where table.column(name) == nil {
            throw VecDBError(.undefinedColumn, "column \"\(name)\" does not exist")
        }
        if let name = definition.name { try checkNewName(name, in: catalog) }
        let name =
            definition.name ?? catalog.freeName(table: table.name, columns: definition.nameParts, suffix: "idx")
        var index = CatalogIndex(
            oid: try oid ?? newOID(), name: name, table: table.name, isUnique: definition.isUnique, isPrimary: false,
            isConstraint: false, method: definition.method, elements: definition.elements,
            isStored: ["btree", "hash"].contains(definition.method))
        index.included = definition.included
        index.predicate = definition.predicate
        index.options = definition.options
        index.nullsNotDistinct = definition.nullsNotDistinct
        return index
    }

    package func dropIndexes(_ names: [String]) throws {
        try changeCatalog { catalog in
            var catalog = catalog
            for name in names {
                var (table, position) = try index(name, in: catalog)
                let index = table.indexes.remove(at: position)
                if index.isConstraint {
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop index \(name) because constraint \(name) on table \(table.name) requires it",
                        hint: "You can drop constraint \(name) on table \(table.name) instead.")
                }
                if index.isStored { try sqlite.execute("DROP INDEX \(quoted(identifier: name))") }
                try save(table)
                try refreshTriggers(of: table)
                catalog.tables[table.name] = table
            }
        }
    }

    package func renameIndex(_ name: String, to newName: String) throws {
        let isConstraint = try catalog().index(name)?.isConstraint == true
        if isConstraint, let table = try catalog().index(name)?.table {
            return try renameConstraint(name, of: table, to: newName)
        }
        try changeCatalog { catalog in
            var (table, position) = try index(name, in: catalog)
            try checkNewName(newName, in: catalog)
            table.indexes[position].name = newName
            if table.indexes[position].isStored {
                try sqlite.execute("DROP INDEX \(quoted(identifier: name))")
                if let sql = table.indexes[position].creationSQL(of: table) { try sqlite.execute(sql) }
            }
            try save(table)
        }
    }

    package func setIndexOptions(_ options: [IndexOption], of name: String) throws {
        try changeCatalog { catalog in
            var (table, position) = try index(name, in: catalog)
            table.indexes[position].options = options
            try save(table)
        }
    }

    /// An index by its name, or 42704.
    func index(_ name: String, in catalog: Catalog) throws -> (CatalogTable, Int) {
        if let table = catalog.tables.owner(ofIndex: name),
            let position = table.indexes.firstIndex(where: { $0.name == name })
        {
            return (table, position)
        }
        throw VecDBError(.undefinedObject, "index \"\(name)\" does not exist")
    }
}
