// The SQLite statements that make a table, its indexes and its triggers.

extension CatalogTable {
    /// `CREATE TABLE`, under another name if given (while a table is rebuilt).
    func creationSQL(as otherName: String? = nil) -> String {
        var parts = columns.enumerated().map { index, column in
            columnSQL(column, isRowid: index == rowidColumn)
        }
        for constraint in constraints {
            if let sql = constraintSQL(constraint) { parts.append(sql) }
        }
        return "CREATE TABLE \(quoted(identifier: otherName ?? name))(\n    \(parts.joined(separator: ",\n    ")))"
    }

    func columnSQL(_ column: CatalogColumn, isRowid: Bool) -> String {
        var sql = "\(quoted(identifier: column.name)) \(column.type.declaredType)"
        if isRowid { sql += " PRIMARY KEY" }
        if column.isNotNull { sql += " NOT NULL" }
        if let value = column.defaultValue, value.isConstant { sql += " DEFAULT (\(value.sqlite))" }
        if let collation = column.type.declaredCollation ?? (carriesCollations ? column.type.keyCollation : nil) {
            sql += " COLLATE \(collation)"
        }
        if let generated = column.generated { sql += " GENERATED ALWAYS AS (\(generated.sqlite)) STORED" }
        return sql
    }

    private func constraintSQL(_ constraint: CatalogConstraint) -> String? {
        let prefix = "CONSTRAINT \(quoted(identifier: constraint.name)) "
        switch constraint.kind {
        case .primaryKey(let columns):
            // The rowid says so itself; a key that was added later, or needs sort keys, is a unique index.
            if rowidColumn != nil || indexes.contains(where: { $0.isPrimary && $0.isStored }) { return nil }
            return prefix + "PRIMARY KEY (\(list(columns)))"
        case .unique: return nil
        case .check(let expression, _): return prefix + "CHECK (\(expression.sqlite))"
        case .foreignKey(let key):
            var sql = prefix + "FOREIGN KEY (\(list(key.columns))) REFERENCES \(quoted(identifier: key.table))"
            sql += "(\(list(key.referencedColumns)))"
            if key.onDelete != .noAction { sql += " ON DELETE \(key.onDelete.rawValue)" }
            if key.onUpdate != .noAction { sql += " ON UPDATE \(key.onUpdate.rawValue)" }
            if key.isInitiallyDeferred { sql += " DEFERRABLE INITIALLY DEFERRED" }
            return sql
        }
    }

    private func list(_ names: [String]) -> String { names.map { quoted(identifier: $0) }.joined(separator: ", ") }

    static let logTriggerKinds = ["insert", "delete", "update", "move", "replace", Self.keyTriggerKind]
    /// The trigger that logs a record's new id, for ``KnownIDs``. Followers of vectors do without.
    static let keyTriggerKind = "key"

    /// Whether a change of a column is one that a follower must hear of: it holds vectors, or an approximate index reads it
    /// in an expression or in its condition.
    func isFollowed(_ column: CatalogColumn) -> Bool {
        column.type.isSearchable
            || indexes.contains { index in
                guard index.isApproximate else { return false }
                let texts = index.elements.map(\.expression) + [index.predicate]
                return texts.contains { $0.map { mentions($0.sqlite, column.name) } ?? false }
            }
    }

    /// Whether the id of a record changes without the other triggers' knowing.
    var needsKeyTrigger: Bool { hasRecordIDs && column("id").map(isFollowed) == false }

    /// Triggers that log the changes of followed columns. Plain SQL, so that foreign tools run them as well.
    ///
    /// Operations: 1 inserted, 2 deleted, 3 updated.
    var logTriggerSQL: [String] {
        guard needsLog else { return [] }
        let table = quoted(identifier: name)
        let rowid = quoted(identifier: rowidName)
        let followed = list(columns.filter(isFollowed).map(\.name))
        func append(_ row: String, _ operation: Int) -> String {
            "INSERT INTO vecdb_log(relation, row, op) VALUES (\(oid), \(row).\(rowid), \(operation));"
        }
        func trigger(_ kind: String, _ event: String, _ body: String) -> String {
            "CREATE TRIGGER vecdb_log_\(oid)_\(kind) \(event) BEGIN \(body) END"
        }
        var triggers = [
            trigger("insert", "AFTER INSERT ON \(table)", append("new", 1)),
            trigger("delete", "AFTER DELETE ON \(table)", append("old", 2)),
            trigger("update", "AFTER UPDATE OF \(followed) ON \(table)", append("new", 3)),
            trigger(
                "move", "AFTER UPDATE ON \(table) WHEN old.\(rowid) <> new.\(rowid)",
                append("old", 2) + " " + append("new", 1)),
        ]
        // REPLACE deletes the rows in its way, and on a connection with recursive_triggers off (a foreign tool's) without running delete triggers. A row of
        // the same rowid is logged by its insertion; those that stand in the way by another key are logged here, before they go.
        let keys = indexes.filter { $0.isUnique && $0.predicate == nil }.map { $0.elements.compactMap(\.column) }
        let replaced = keys.filter { key in
            !key.isEmpty && !(key.count == 1 && rowidColumn.map { columns[$0].name } == key[0])
                && key.allSatisfy { name in
                    column(name).map { $0.type.sortKeyFunction == nil && $0.type.keyCollation == nil } ?? true
                }
        }
        if !replaced.isEmpty {
            let statements = replaced.map { key in
                let condition = key.map { "\(quoted(identifier: $0)) = new.\(quoted(identifier: $0))" }
                return "INSERT INTO vecdb_log(relation, row, op) SELECT \(oid), \(rowid), 2 FROM \(table)"
                    + " WHERE \(condition.joined(separator: " AND "));"
            }
            triggers.append(
                trigger("replace", "BEFORE INSERT ON \(table)", statements.joined(separator: " ")))
        }
        if needsKeyTrigger {
            let event = "AFTER UPDATE OF id ON \(table) WHEN old.id <> new.id"
            triggers.append(trigger(Self.keyTriggerKind, event, append("new", 3)))
        }
        return triggers
    }
}

extension CatalogIndex {
    /// `CREATE INDEX`, or nil for one that SQLite has no counterpart for.
    func creationSQL(of table: CatalogTable) -> String? {
        guard isStored else { return nil }
        var sql =
            "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(quoted(identifier: name)) ON \(quoted(identifier: table.name))("
        sql += elements.map { elementSQL($0, table) }.joined(separator: ", ") + ")"
        if let predicate { sql += " WHERE \(predicate.sqlite)" }
        return sql
    }

    private func elementSQL(_ element: IndexElement, _ table: CatalogTable) -> String {
        var sql: String
        if let sortKey = element.sortKey {
            sql = sortKey
        } else if let column = element.column {
            sql = quoted(identifier: column)
            if let function = table.column(column)?.type.sortKeyFunction { sql = "\(function)(\(sql))" }
            if let collation = table.column(column)?.type.keyCollation { sql += " COLLATE \(collation)" }
        } else {
            sql = "(\(element.expression?.sqlite ?? "NULL"))"
        }
        if element.isDescending { sql += " DESC" }
        return sql
    }
}

extension ColumnType {
    /// The function (of the SQL layer) whose result sorts as PostgreSQL sorts the values, where the stored form does not.
    package var sortKeyFunction: String? {
        if isArray { return "pg_sortkey_array_\(base.rawValue)" }
        switch base {
        case .vector, .halfvec, .sparsevec, .bit, .varbit, .jsonb, .tsvector, .tsquery, .timetz:
            return "pg_sortkey_\(base.rawValue)"
        default: return nil
        }
    }
}
