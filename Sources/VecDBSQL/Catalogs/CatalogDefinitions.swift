import PostgresSyntax
import VecDB
import VectorTypes

/// What `pg_get_indexdef` and kin print: the statements that would make an object again.
struct CatalogDefinitions {
    let catalog: Catalog

    init(_ catalog: Catalog) { self.catalog = catalog }

    func definition(_ kind: String, _ arguments: [SQLiteValue]) throws -> String? {
        guard let oid = arguments.first?.integer ?? (kind == "pg_get_expr" ? 0 : nil) else { return nil }
        switch kind {
        case "pg_get_indexdef":
            guard let (table, index) = findIndex(oid) else { return nil }
            let column = Int(arguments.count > 1 ? arguments[1].integer ?? 0 : 0)
            let isPretty = arguments.count > 2 && arguments[2] == .integer(1)
            if column > 0 {
                return column <= index.elements.count ? keyText(index.elements[column - 1], isPretty) : ""
            }
            return self.index(index, table, isPretty: isPretty)
        case "pg_get_constraintdef":
            for table in catalog.tables.values {
                if let constraint = table.constraints.first(where: { $0.oid == oid }) {
                    return self.constraint(constraint)
                }
            }
            return nil
        case "pg_get_viewdef": return catalog.views.values.first { $0.oid == oid }.map { " \($0.text);" }
        case "pg_get_expr": return arguments.first?.text.map(CatalogDefinitions.pretty)
        case "pg_index_has_property", "pg_index_column_has_property":
            return property(kind, oid, arguments.last?.text ?? "").map { $0 ? "t" : "f" }
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

    /// What an index or its column can do; nil for a property that nobody knows, or that nobody can say of this index.
    private func property(_ kind: String, _ oid: Int64, _ name: String) -> Bool? {
        guard let (_, index) = findIndex(oid) else { return nil }
        let isTree = index.method == "btree"
        switch (kind, name) {
        case ("pg_index_has_property", "index_scan"): return !["gin", "brin"].contains(index.method)
        case ("pg_index_has_property", "bitmap_scan"): return !["hnsw", "ivfflat"].contains(index.method)
        case ("pg_index_has_property", "clusterable"): return isTree || index.method == "gist"
        case ("pg_index_has_property", "backward_scan"): return isTree
        case ("pg_index_column_has_property", "asc"):
            return isTree && index.elements.first.map { !$0.isDescending } ?? false
        case ("pg_index_column_has_property", "desc"): return isTree && index.elements.first?.isDescending ?? false
        case ("pg_index_column_has_property", "nulls_first"):
            return isTree && index.elements.first.map { $0.nullsFirst ?? $0.isDescending } ?? false
        case ("pg_index_column_has_property", "nulls_last"):
            return isTree && index.elements.first.map { !($0.nullsFirst ?? $0.isDescending) } ?? false
        case ("pg_index_column_has_property", "orderable"), ("pg_index_column_has_property", "returnable"),
            ("pg_index_column_has_property", "search_array"), ("pg_index_column_has_property", "search_nulls"):
            return isTree
        default: return nil
        }
    }

    private func name(_ name: String) -> String { ObjectNames.quotedWhereNeeded(name) }

    /// `CREATE [UNIQUE] INDEX i ON public.t USING btree (a, lower(b)) WHERE …`; `isPretty`: as `\d` shows it, without the
    /// schema and with few parentheses.
    func index(_ index: CatalogIndex, _ table: CatalogTable, isPretty: Bool) -> String {
        var text = "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(name(index.name)) ON "
        text += (isPretty ? "" : "public.") + name(table.name) + " USING \(index.method) ("
        text += index.elements.map { elementText($0, index.method, isPretty) }.joined(separator: ", ") + ")"
        if !index.included.isEmpty { text += " INCLUDE (\(index.included.map(name).joined(separator: ", ")))" }
        if index.nullsNotDistinct { text += " NULLS NOT DISTINCT" }
        if !index.options.isEmpty {
            text += " WITH (\(index.options.map { "\($0.name)='\($0.value)'" }.joined(separator: ", ")))"
        }
        if let predicate = index.predicate {
            text += " WHERE \(isPretty ? CatalogDefinitions.pretty(predicate.text) : predicate.text)"
        }
        return text
    }

    /// An expression of the catalog with the parentheses that its meaning needs.
    static func pretty(_ text: String) -> String {
        (try? parseExpression(text)).map { Deparser(.pretty).bareText(of: $0) } ?? text
    }

    /// An index element's expression without the parentheses that an index's list wants around it.
    static func inner(_ expression: StoredExpression) -> String {
        guard let parsed = try? parseExpression(expression.text), case .function = parsed else {
            return expression.text.hasPrefix("(") ? String(expression.text.dropFirst().dropLast()) : expression.text
        }
        return expression.text
    }

    private func keyText(_ element: VecDB.IndexElement, _ isPretty: Bool) -> String {
        if let column = element.column { return name(column) }
        guard let expression = element.expression else { return "" }
        guard isPretty else { return expression.text }
        let inner = CatalogDefinitions.inner(expression)
        let text = CatalogDefinitions.pretty(inner)
        return inner == expression.text ? text : "(\(text))"
    }

    private func elementText(_ element: VecDB.IndexElement, _ method: String, _ isPretty: Bool) -> String {
        var text = keyText(element, isPretty)
        if let collation = element.collation { text += " COLLATE \(quoted(identifier: collation))" }
        if let operatorClass = element.operatorClass, !operatorClass.isEmpty,
            VectorOperatorClasses.named(operatorClass, method: method)?.isDefault != true,
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
