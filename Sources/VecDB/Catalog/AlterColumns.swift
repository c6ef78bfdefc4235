import VectorTypes

extension Connection {
    /// ADD COLUMN. Existing rows get the default's value (a serial column: numbers in the rows' order).
    package func addColumn(_ column: ColumnDefinition, to name: String) throws {
        try changeCatalog { catalog in
            var table = try changeable(name, in: catalog)
            if table.column(column.name) != nil {
                throw VecDBError(
                    .duplicateColumn, "column \"\(column.name)\" of relation \"\(name)\" already exists")
            }
            try checkColumnNames(table.columns.map(\.name) + [column.name])
            var catalog = catalog
            let old = table
            let made = try makeColumn(column, of: table, in: &catalog)
            table.columns.append(made)
            guard table.rowidColumn != nil || table.rowidNameOrNil != nil else {
                throw VecDBError(.featureNotSupported, "columns rowid, oid and _rowid_ in one table are not supported")
            }
            if made.generated != nil {
                try rebuild(old, as: table)
                return
            }
            let target = quoted(identifier: name)
            let value = try initialValue(of: made, table: old, in: catalog)
            // Added without its constraints, filled, and then declared as it should be.
            try sqlite.execute(
                "ALTER TABLE \(target) ADD COLUMN \(quoted(identifier: made.name)) \(made.type.declaredType)")
            if let value {
                try sqlite.execute("UPDATE \(target) SET \(quoted(identifier: made.name)) = \(value)")
            } else if made.isNotNull, try sqlite.value("SELECT 1 FROM \(target) LIMIT 1") != nil {
                throw containsNulls(made.name, name)
            }
            if value != nil, made.isNotNull { try checkNoNulls(made.name, of: name) }
            try redefine(table)
        }
    }

    private func initialValue(of column: CatalogColumn, table: CatalogTable, in catalog: Catalog) throws -> String? {
        guard let name = column.sequence, let sequence = catalog.sequence(name) else {
            return column.defaultValue?.sqlite
        }
        let rowid = quoted(identifier: table.rowidName)
        let target = quoted(identifier: table.name)
        let count = try sqlite.value("SELECT count(*) FROM \(target)")?.integer ?? 0
        guard count > 0 else { return nil }
        let definition = sequence.definition
        let (span, overflow) = (count - 1).multipliedReportingOverflow(by: definition.increment)
        let (last, overflow2) = definition.start.addingReportingOverflow(span)
        guard !overflow, !overflow2, last <= definition.maximum, last >= definition.minimum else {
            throw sequenceExhausted(sequence)
        }
        try setValue(sequence, to: last, isCalled: true)
        // The rank of the row, without counting for each.
        return """
            (SELECT n FROM (SELECT \(rowid) AS r, (row_number() OVER (ORDER BY \(rowid)) - 1) * \(definition.increment) \
            + \(definition.start) AS n FROM \(target)) WHERE r = \(target).\(rowid))
            """
    }

    /// DROP COLUMN, with the constraints and indexes over it alone or with others.
    package func dropColumn(_ column: String, from name: String, cascade: Bool = false) throws {
        try changeCatalog { catalog in
            let old = try changeable(name, in: catalog)
            guard let position = old.columns.firstIndex(where: { $0.name == column }) else {
                throw noColumn(column, name)
            }
            var table = old
            let uses = { (index: CatalogIndex) in
                index.elements.contains {
                    $0.column == column || $0.expression.map { mentions($0.sqlite, column) } == true
                }
                    || index.included.contains(column) || index.predicate.map { mentions($0.sqlite, column) } == true
            }
            let lostIndexes = table.indexes.filter(uses)
            for (other, constraint) in referrers(to: [name], in: catalog) {
                guard case .foreignKey(let key) = constraint.kind, key.referencedColumns.contains(column) else {
                    continue
                }
                guard cascade else {
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop column \(column) of table \(name) because other objects depend on it",
                        detail:
                            "constraint \(constraint.name) on table \(other.name) depends on column \(column) of table \(name)",
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
                try dropConstraint(constraint.name, of: other.name)
            }
            let dependents = table.columns.filter {
                $0.generated.map { mentions($0.sqlite, column) } == true && $0.name != column
            }
            if let dependent = dependents.first {
                guard cascade else {
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop column \(column) of table \(name) because other objects depend on it",
                        detail:
                            "column \(dependent.name) of table \(name) depends on column \(column) of table \(name)",
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
            }
            let gone = Set(dependents.map(\.name) + [column])
            table.columns.removeAll { gone.contains($0.name) }
            table.indexes.removeAll(where: uses)
            table.constraints.removeAll { constraint in
                switch constraint.kind {
                case .primaryKey(let columns), .unique(let columns, _): columns.contains(column)
                case .check(let expression, _): mentions(expression.sqlite, column)
                case .foreignKey(let key): key.columns.contains(column)
                }
            }
            table.rowidColumn =
                old.rowidColumn == position ? nil : table.rowidColumn.map { $0 > position ? $0 - 1 : $0 }
            if let sequence = old.columns[position].sequence { try eraseSequence(sequence, in: catalog) }
            if old.primaryKey != nil, table.primaryKey == nil || !dependents.isEmpty {
                try rebuild(old, as: table)
                return
            }
            for index in lostIndexes where index.isStored {
                try sqlite.execute("DROP INDEX \(quoted(identifier: index.name))")
            }
            var between = table
            between.columns = old.columns
            between.rowidColumn = old.rowidColumn
            try redefine(between)
            for kind in CatalogTable.logTriggerKinds {
                try sqlite.execute("DROP TRIGGER IF EXISTS vecdb_log_\(table.oid)_\(kind)")
            }
            try sqlite.execute("ALTER TABLE \(quoted(identifier: name)) DROP COLUMN \(quoted(identifier: column))")
            try save(table)
            try refreshTriggers(of: table)
        }
    }

    /// RENAME COLUMN, in every text that names it.
    package func renameColumn(_ column: String, of name: String, to newName: String) throws {
        try changeCatalog { catalog in
            var table = try changeable(name, in: catalog)
            guard let position = table.columns.firstIndex(where: { $0.name == column }) else {
                throw noColumn(column, name)
            }
            if table.column(newName) != nil {
                throw VecDBError(.duplicateColumn, "column \"\(newName)\" of relation \"\(name)\" already exists")
            }
            try checkColumnNames(table.columns.map(\.name).filter { $0 != column } + [newName])
            for kind in CatalogTable.logTriggerKinds {
                try sqlite.execute("DROP TRIGGER IF EXISTS vecdb_log_\(table.oid)_\(kind)")
            }
            try sqlite.execute(
                "ALTER TABLE \(quoted(identifier: name)) RENAME COLUMN \(quoted(identifier: column)) TO \(quoted(identifier: newName))"
            )
            table.columns[position].name = newName
            table.renameColumnInTexts(column, to: newName)
            try save(table)
            try refreshTriggers(of: table)
            try sqlite.execute(
                "UPDATE vecdb_sequences SET owner_column = ?1 WHERE owner_table = ?2 AND owner_column = ?3",
                [.text(newName), .text(name), .text(column)])
            for var (other, _) in referrers(to: [name], in: catalog) {
                other.renameReferences { key in
                    guard key.table == name else { return }
                    key.referencedColumns = key.referencedColumns.map { $0 == column ? newName : $0 }
                }
                try save(other)
            }
        }
    }

    /// ALTER COLUMN … TYPE. `conversion`: the new value as a SQLite expression over the old columns; nil keeps the stored value.
    package func alterColumnType(
        _ column: String, of name: String, to type: ColumnType, conversion: String?
    ) throws {
        try changeCatalog { catalog in
            let old = try changeable(name, in: catalog)
            guard let position = old.columns.firstIndex(where: { $0.name == column }) else {
                throw noColumn(column, name)
            }
            var table = old
            let before = table.columns[position].type
            table.columns[position].type = type
            if old.rowidColumn == position, !type.isInteger { table.rowidColumn = nil }
            // The same bytes, declared alike: nothing in the file changes.
            let isSameForm =
                before.declaredType == type.declaredType && before.comparesLike(type)
                && table.rowidColumn == old.rowidColumn
            if conversion == nil, isSameForm {
                table.generation += 1
                try save(table)
                try refreshTriggers(of: table)
                return
            }
            try rebuild(old, as: table, values: conversion.map { [column: $0] } ?? [:])
        }
    }

    package func setDefault(_ value: StoredExpression?, column: String, of name: String) throws {
        try alterColumn(column, of: name) { $0.defaultValue = value }
    }

    package func setNotNull(_ isNotNull: Bool, column: String, of name: String) throws {
        try alterColumn(column, of: name) { [self] in
            if isNotNull, !$0.isNotNull { try checkNoNulls(column, of: name) }
            $0.isNotNull = isNotNull
        }
    }

    /// Makes a column an identity column (or, with nil, an ordinary one).
    package func setIdentity(
        _ identity: Identity?, sequence: SequenceDefinition?, column: String, of name: String
    ) throws {
        try changeCatalog { catalog in
            var table = try changeable(name, in: catalog)
            guard let position = table.columns.firstIndex(where: { $0.name == column }) else {
                throw noColumn(column, name)
            }
            table.columns[position].identity = identity
            if identity == nil {
                if let sequence = table.columns[position].sequence { try eraseSequence(sequence, in: catalog) }
                table.columns[position].sequence = nil
            } else if var sequence, table.columns[position].sequence == nil {
                sequence.name = sequence.name ?? catalog.freeName(table: name, columns: [column], suffix: "seq")
                let made = try insertSequence(
                    sequence, type: table.columns[position].type.base, ownerTable: name, ownerColumn: column)
                table.columns[position].sequence = made.name
                table.columns[position].isNotNull = true
            }
            try redefine(table)
        }
    }

    private func alterColumn(
        _ column: String, of name: String, _ change: (inout CatalogColumn) throws -> Void
    ) throws {
        try changeCatalog { catalog in
            var table = try changeable(name, in: catalog)
            guard let position = table.columns.firstIndex(where: { $0.name == column }) else {
                throw noColumn(column, name)
            }
            try change(&table.columns[position])
            try redefine(table)
        }
    }

    func checkNoNulls(_ column: String, of table: String) throws {
        let found = try sqlite.value(
            "SELECT 1 FROM \(quoted(identifier: table)) WHERE \(quoted(identifier: column)) IS NULL LIMIT 1")
        if found != nil { throw containsNulls(column, table) }
    }

    private func containsNulls(_ column: String, _ table: String) -> VecDBError {
        VecDBError(.notNullViolation, "column \"\(column)\" of relation \"\(table)\" contains null values")
    }

    private func noColumn(_ column: String, _ table: String) -> VecDBError {
        VecDBError(.undefinedColumn, "column \"\(column)\" of relation \"\(table)\" does not exist")
    }
}
