import VectorTypes

extension Connection {
    /// ADD CONSTRAINT, checked against the rows that are there.
    @discardableResult
    package func addConstraint(_ definition: ConstraintDefinition, to name: String) throws -> CatalogConstraint {
        try changeCatalog { catalog in
            let old = try changeable(name, in: catalog)
            var table = old
            var catalog = catalog
            let constraint = try makeConstraint(definition, of: &table, in: &catalog, isNewTable: false)
            switch constraint.kind {
            case .primaryKey(let columns):
                for column in columns { try checkNoNulls(column, of: name) }
                if table.rowidColumn != nil {
                    try checkUnique(columns, of: table, constraint: constraint.name)
                    try rebuild(old, as: table)
                } else {
                    try redefine(table)
                    try buildIndex(constraint.name, of: table)
                }
            case .unique:
                try buildIndex(constraint.name, of: table)
                try save(table)
                try refreshTriggers(of: table)
            case .check(let expression, _):
                let failing = try sqlite.value(
                    "SELECT 1 FROM \(quoted(identifier: name)) WHERE NOT (\(expression.sqlite)) LIMIT 1")
                if failing != nil {
                    throw violation(
                        .checkViolation,
                        "check constraint \"\(constraint.name)\" of relation \"\(name)\" is violated by some row",
                        constraint.name)
                }
                try redefine(table)
            case .foreignKey(let key):
                try redefine(table)
                try checkForeignKey(key, of: table, constraint: constraint.name)
            }
            return constraint
        }
    }

    private func buildIndex(_ name: String, of table: CatalogTable) throws {
        guard let index = table.indexes.first(where: { $0.name == name }), let sql = index.creationSQL(of: table) else {
            return
        }
        do {
            try sqlite.execute(sql)
        } catch let error as VecDBError where error.sqlState == .uniqueViolation {
            throw notUnique(index, of: table)
        }
    }

    private func checkUnique(_ columns: [String], of table: CatalogTable, constraint: String) throws {
        let list = table.keyList(columns)
        let double = try sqlite.value(
            "SELECT 1 FROM \(quoted(identifier: table.name)) GROUP BY \(list) HAVING count(*) > 1 LIMIT 1")
        if double != nil {
            throw violation(.uniqueViolation, "could not create unique index \"\(constraint)\"", constraint)
        }
    }

    /// The error of a unique index that the rows do not allow, with the first key that stands twice, where that can be said.
    func notUnique(_ index: CatalogIndex, of table: CatalogTable) -> VecDBError {
        var error = violation(.uniqueViolation, "could not create unique index \"\(index.name)\"", index.name)
        let columns = index.elements.compactMap(\.column)
        guard columns.count == index.elements.count else { return error }
        let list = columns.map { quoted(identifier: $0) }.joined(separator: ", ")
        let keys = table.keyList(columns)
        let present = columns.map { "\(quoted(identifier: $0)) IS NOT NULL" }.joined(separator: " AND ")
        let row = try? sqlite.rows(
            "SELECT \(list) FROM \(quoted(identifier: table.name)) WHERE \(present) GROUP BY \(keys) HAVING count(*) > 1 LIMIT 1"
        ).first
        if let row {
            let values = row.map { value in
                switch value {
                case .integer(let value): String(value)
                case .text(let value): value
                case .real(let value): value.description
                default: ""
                }
            }
            error.detail =
                "Key (\(columns.joined(separator: ", ")))=(\(values.joined(separator: ", "))) is duplicated."
        }
        return error
    }

    private func checkForeignKey(_ key: ForeignKey, of table: CatalogTable, constraint: String) throws {
        let bad = try sqlite.rows(
            """
            SELECT c."rowid" FROM pragma_foreign_key_check(?1) AS c JOIN pragma_foreign_key_list(?1) AS l ON l.id = c.fkid
            WHERE l."table" = ?2 AND l."from" = ?3 LIMIT 1
            """, [.text(table.name), .text(key.table), .text(key.columns.first ?? "")])
        guard let rowid = bad.first?.first else { return }
        var error = violation(
            .foreignKeyViolation,
            "insert or update on table \"\(table.name)\" violates foreign key constraint \"\(constraint)\"", constraint)
        let list = key.columns.map { "CAST(\(quoted(identifier: $0)) AS TEXT)" }.joined(separator: ", ")
        if let row = try sqlite.rows(
            "SELECT \(list) FROM \(quoted(identifier: table.name)) WHERE \(quoted(identifier: table.rowidName)) = ?1",
            [rowid]
        ).first {
            let values = row.map { $0.text ?? "" }.joined(separator: ", ")
            error.detail =
                "Key (\(key.columns.joined(separator: ", ")))=(\(values)) is not present in table \"\(key.table)\"."
        }
        throw error
    }

    private func violation(_ state: SQLState, _ message: String, _ constraint: String) -> VecDBError {
        var error = VecDBError(state, message)
        error.constraint = constraint
        return error
    }

    /// DROP CONSTRAINT; a key that other tables refer to only with `cascade`, which drops their foreign keys.
    package func dropConstraint(_ constraintName: String, of name: String, cascade: Bool = false) throws {
        try changeCatalog { catalog in
            let old = try changeable(name, in: catalog)
            guard let constraint = old.constraint(constraintName) else { throw noConstraint(constraintName, name) }
            var table = old
            table.constraints.removeAll { $0.name == constraintName }
            let index = table.indexes.first { $0.name == constraintName && $0.isConstraint }
            table.indexes.removeAll { $0.name == constraintName && $0.isConstraint }
            switch constraint.kind {
            case .check, .foreignKey: return try redefine(table)
            case .primaryKey(let columns), .unique(let columns, _):
                try dropReferrers(to: columns, of: name, constraint: constraintName, in: catalog, cascade: cascade)
            }
            if let index, index.isStored {
                try sqlite.execute("DROP INDEX \(quoted(identifier: index.name))")
                try save(table)
                try refreshTriggers(of: table)
            } else {
                table.rowidColumn = nil
                try rebuild(old, as: table)
            }
        }
    }

    private func dropReferrers(
        to columns: [String], of name: String, constraint: String, in catalog: Catalog, cascade: Bool
    ) throws {
        for (other, reference) in referrers(to: [name], in: catalog) {
            guard case .foreignKey(let key) = reference.kind, Set(key.referencedColumns) == Set(columns) else {
                continue
            }
            guard cascade else {
                throw VecDBError(
                    .dependentObjectsStillExist,
                    "cannot drop constraint \(constraint) on table \(name) because other objects depend on it",
                    detail: "constraint \(reference.name) on table \(other.name) depends on index \(constraint)",
                    hint: "Use DROP ... CASCADE to drop the dependent objects too.")
            }
            try dropConstraint(reference.name, of: other.name)
        }
    }

    package func renameConstraint(_ constraintName: String, of name: String, to newName: String) throws {
        try changeCatalog { catalog in
            var table = try changeable(name, in: catalog)
            guard let position = table.constraints.firstIndex(where: { $0.name == constraintName }) else {
                throw noConstraint(constraintName, name)
            }
            if table.constraint(newName) != nil {
                throw VecDBError(
                    .duplicateObject, "constraint \"\(newName)\" for relation \"\(name)\" already exists")
            }
            table.constraints[position].name = newName
            if let index = table.indexes.firstIndex(where: { $0.name == constraintName && $0.isConstraint }) {
                try checkNewName(newName, in: catalog)
                table.indexes[index].name = newName
                if table.indexes[index].isStored {
                    try sqlite.execute("DROP INDEX \(quoted(identifier: constraintName))")
                    try buildIndex(newName, of: table)
                }
            }
            try redefine(table)
        }
    }

    private func noConstraint(_ constraint: String, _ table: String) -> VecDBError {
        VecDBError(.undefinedObject, "constraint \"\(constraint)\" of relation \"\(table)\" does not exist")
    }
}

extension CatalogTable {
    /// Columns as keys to group by.
    fileprivate func keyList(_ names: [String]) -> String {
        names.map { name in
            let type = column(name)?.type
            let key = type?.sortKeyFunction.map { "\($0)(\(quoted(identifier: name)))" } ?? quoted(identifier: name)
            return type?.keyCollation.map { "\(key) COLLATE \($0)" } ?? key
        }.joined(separator: ", ")
    }
}
