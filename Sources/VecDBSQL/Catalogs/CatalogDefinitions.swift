import VecDB
import VectorTypes

/// What `pg_get_indexdef` and kin print: the statements that would make an object again.
struct CatalogDefinitions {
    let catalog: Catalog

    init(_ catalog: Catalog) { self.catalog = catalog }

    func definition(_ kind: String, _ arguments: [SQLiteValue]) throws -> String? {
        guard let oid = arguments.first?.integer else { return nil }
        switch kind {
        case "pg_get_indexdef":
            guard let (table, index) = findIndex(oid) else { return nil }
            let column = arguments.count > 1 ? arguments[1].integer ?? 0 : 0
            if column > 0 {
                return Int(column) <= index.elements.count
                    ? elementText(index.elements[Int(column) - 1], keyOnly: true) : ""
            }
            let isPretty = arguments.count > 2 && arguments[2] == .integer(1)
            return self.index(index, table, qualified: !isPretty)
        case "pg_get_constraintdef":
            for table in catalog.tables.values {
                if let constraint = table.constraints.first(where: { $0.oid == oid }) {
                    return self.constraint(constraint)
                }
            }
            return nil
        case "pg_get_viewdef": return catalog.views.values.first { $0.oid == oid }.map { " \($0.text);" }
        case "obj_description":
            if let table = catalog.table(oid: oid) { return table.comment }
            for table in catalog.tables.values {
                if let index = table.indexes.first(where: { $0.oid == oid }) { return index.comment }
                if let constraint = table.constraints.first(where: { $0.oid == oid }) { return constraint.comment }
            }
            return catalog.views.values.first { $0.oid == oid }?.comment
        case "col_description":
            guard arguments.count > 1, let number = arguments[1].integer else { return nil }
            return catalog.table(oid: oid)?.columns.first { $0.number == Int(number) }?.comment
        default: return nil
        }
    }

    private func findIndex(_ oid: Int64) -> (CatalogTable, CatalogIndex)? {
        for table in catalog.tables.values {
            if let index = table.indexes.first(where: { $0.oid == oid }) { return (table, index) }
        }
        return nil
    }

    private func name(_ name: String) -> String { ObjectNames.quotedWhereNeeded(name) }

    /// `CREATE [UNIQUE] INDEX i ON public.t USING btree (a, lower(b)) WHERE …`.
    func index(_ index: CatalogIndex, _ table: CatalogTable, qualified: Bool) -> String {
        var text = "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(name(index.name)) ON "
        text += (qualified ? "public." : "") + name(table.name) + " USING \(index.method) ("
        text += index.elements.map { elementText($0, keyOnly: false) }.joined(separator: ", ") + ")"
        if !index.included.isEmpty { text += " INCLUDE (\(index.included.map(name).joined(separator: ", ")))" }
        if index.nullsNotDistinct { text += " NULLS NOT DISTINCT" }
        if !index.options.isEmpty {
            text += " WITH (\(index.options.map { "\($0.name)='\($0.value)'" }.joined(separator: ", ")))"
        }
        if let predicate = index.predicate { text += " WHERE \(predicate.text)" }
        return text
    }

    private func elementText(_ element: IndexElement, keyOnly: Bool) -> String {
        var text = element.column.map(name) ?? element.expression?.text ?? ""
        if keyOnly { return text }
        if let collation = element.collation { text += " COLLATE \(quoted(identifier: collation))" }
        if let operatorClass = element.operatorClass, !operatorClass.isEmpty,
            !VectorOperatorClasses.all.contains(where: { $0.name == operatorClass && $0.method == "btree" }),
            !["jsonb_ops", "text_ops", "tsvector_ops"].contains(operatorClass)
        {
            text += " \(operatorClass)"
        }
        if element.isDescending { text += " DESC" }
        if let nullsFirst = element.nullsFirst, nullsFirst != element.isDescending {
            text += nullsFirst ? " NULLS FIRST" : " NULLS LAST"
        }
        return text
    }

    /// `PRIMARY KEY (a, b)`, `FOREIGN KEY (a) REFERENCES t(b) ON DELETE CASCADE`, `CHECK ((a > 0))`.
    func constraint(_ constraint: CatalogConstraint) -> String {
        func list(_ names: [String]) -> String { names.map(name).joined(separator: ", ") }
        switch constraint.kind {
        case .primaryKey(let columns): return "PRIMARY KEY (\(list(columns)))"
        case .unique(let columns, let nullsNotDistinct):
            return "UNIQUE \(nullsNotDistinct ? "NULLS NOT DISTINCT " : "")(\(list(columns)))"
        case .check(let expression, _): return "CHECK (\(expression.text))"
        case .foreignKey(let key):
            var text =
                "FOREIGN KEY (\(list(key.columns))) REFERENCES \(name(key.table))(\(list(key.referencedColumns)))"
            if key.onUpdate != .noAction { text += " ON UPDATE \(key.onUpdate.rawValue)" }
            if key.onDelete != .noAction { text += " ON DELETE \(key.onDelete.rawValue)" }
            if key.isDeferrable { text += " DEFERRABLE" }
            if key.isInitiallyDeferred { text += " INITIALLY DEFERRED" }
            return text
        }
    }
}
