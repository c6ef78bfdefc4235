import PostgresSyntax
import VecDB
import VectorTypes

// FROM: each item becomes a range entry (or a join of two), and names for the scope.
extension QueryBinder {
    /// What an item of FROM gives: how it is joined, and what may be named.
    struct BoundItem {
        var from: BoundFrom
        var items: [NamespaceItem]
    }

    /// Binds the FROM list into the scope.
    func bindFrom(_ list: [FromItem], scope: QueryScope) throws -> BoundFrom? {
        var whole: BoundFrom?
        for item in list {
            let bound = try bind(item, scope: scope, left: scope.items)
            try requireDistinctNames(scope.items, bound.items)
            scope.items += bound.items
            whole = whole.map { .join(.inner, $0, bound.from, condition: nil) } ?? bound.from
        }
        return whole
    }

    private func requireDistinctNames(_ left: [NamespaceItem], _ right: [NamespaceItem]) throws {
        for item in right where item.isNameVisible {
            guard let name = item.name else { continue }
            if left.contains(where: {
                $0.isNameVisible && $0.name == name
                    && ($0.schema == item.schema || $0.schema == nil || item.schema == nil)
            }) {
                throw VecDBError(.duplicateAlias, "table name \"\(name)\" specified more than once")
            }
        }
    }

    private func bind(_ item: FromItem, scope: QueryScope, left: [NamespaceItem]) throws -> BoundItem {
        switch item {
        case .relation(let reference): return try bindRelation(reference, scope: scope)
        case .subquery(let reference): return try bindSubselect(reference, scope: scope, left: left)
        case .function(let reference): return try bindFunction(reference, scope: scope, left: left)
        case .join(let join): return try bindJoin(join, scope: scope, left: left)
        case .xmlTable(let xml): throw featureNotSupported("XMLTABLE", location: xml.location)
        }
    }

    // MARK: Tables, views, CTEs

    private func bindRelation(_ reference: RelationReference, scope: QueryScope) throws -> BoundItem {
        if let sample = reference.sample {
            throw featureNotSupported("TABLESAMPLE", location: sample.location)
        }
        let name = reference.name
        if name.schema == nil, let common = scope.commonTable(name.name) ?? transitionTables[name.name] {
            try refer(to: common)
            let entry = RangeEntry(number: nextRelation(), source: .commonTable(common), name: name.name)
            entry.columns = entryColumns(entry, common.columns)
            return try finish(entry, alias: reference.alias, location: reference.location)
        }
        try requireKnownCatalog(name)
        if let entry = try tableEntry(name) {
            return try finish(entry, alias: reference.alias, location: reference.location)
        }
        if let view = environment.view(name) {
            guard viewDepth < 100 else {
                throw VecDBError(
                    .invalidObjectDefinition, "infinite recursion detected in rules for relation \"\(name.name)\"")
            }
            viewDepth += 1
            defer { viewDepth -= 1 }
            let bound = try bindView(view)
            var source = RangeEntry.Source.commonTable(bound)
            if !bound.isHeld, let query = bound.query { source = .query(query) }
            let entry = RangeEntry(number: nextRelation(), source: source, name: name.name)
            entry.columns = entryColumns(entry, bound.columns)
            entry.schema = "public"
            return try finish(entry, alias: reference.alias, location: reference.location)
        }
        throw missingRelation(name)
    }

    /// The view's query, bound for this reference; the one that is held for all of them where it is a heavy one.
    private func bindView(_ view: ViewFacts) throws -> BoundCommonTable {
        if let held = heldViews[view.name] {
            try addLevels(held.weight)
            return held
        }
        let table = BoundCommonTable(name: view.name, alias: "with\(nextRelation())", materialization: .unspecified)
        try weighed(table) {
            let query = try bindViewQuery(view)
            table.query = query
            table.columns = zip(view.columnNames, query.columns).map { (name: $0, type: $1.type) }
        }
        table.isView = true
        if table.isHeld { heldViews[view.name] = table }
        try addLevels(table.weight)
        return table
    }

    private func bindViewQuery(_ view: ViewFacts) throws -> BoundQuery {
        guard case .select(let select)? = try parseStatements(view.text).first?.statement else {
            throw VecDBError(.dataCorrupted, "view \"\(view.name)\" cannot be read")
        }
        return try bind(select, in: nil)
    }

    /// A user's table or a table of the catalogs; nil if there is none of that name.
    func tableEntry(_ name: QualifiedName) throws -> RangeEntry? {
        if name.schema == nil || name.schema == "pg_catalog" || name.schema == "information_schema" {
            let isShadowed = name.schema == nil && catalog.table(name.name) != nil
            if !isShadowed, let system = CatalogTables.table(name.name, schema: name.schema) {
                let entry = RangeEntry(
                    number: nextRelation(), source: .systemTable(system.sqliteName), name: name.name)
                entry.schema = system.schema
                entry.columns = system.columns.enumerated().map { index, column in
                    let binding = ColumnBinding(
                        sql: "\(entry.alias).\(quoted(identifier: column.name))", name: column.name,
                        relation: entry.number, attribute: index + 1)
                    return RangeColumn(
                        name: column.name,
                        expression: BoundExpression(
                            .column(binding), SQLType(column.type), modifier: column.type.modifier))
                }
                return entry
            }
            if name.schema != nil { return nil }
        }
        if let schema = name.schema, schema != "public", schema != "pg_temp" {
            guard environment.hasSchema(schema) else { return nil }
            return nil
        }
        guard let table = catalog.table(name.name) else { return nil }
        return entry(for: table)
    }

    /// A range entry for a table.
    func entry(for table: CatalogTable, number: Int? = nil) -> RangeEntry {
        let entry = RangeEntry(number: number ?? nextRelation(), source: .table(table), name: table.name)
        entry.schema = "public"
        entry.columns = table.columns.map { column in
            let binding = ColumnBinding(
                sql: "\(entry.alias).\(quoted(identifier: column.name))", name: column.name,
                isNullable: !column.isNotNull, relation: entry.number, attribute: column.number)
            return RangeColumn(
                name: column.name,
                expression: BoundExpression(.column(binding), SQLType(column.type), modifier: column.type.modifier))
        }
        return entry
    }

    private func requireKnownCatalog(_ name: QualifiedName) throws {
        guard let catalogName = name.catalog, catalogName != environment.databaseName else { return }
        throw VecDBError(
            .featureNotSupported,
            "cross-database references are not implemented: \"\(catalogName).\(name.schema ?? "").\(name.name)\"",
            position: name.location + 1)
    }

    /// 42P01, or what is there under that name instead.
    func missingRelation(_ name: QualifiedName) -> VecDBError {
        let text = name.schema.map { "\($0).\(name.name)" } ?? name.name
        if name.schema == nil || name.schema == "public", catalog.index(name.name) != nil {
            return VecDBError(
                .wrongObjectType, "cannot open relation \"\(name.name)\"",
                detail: "This operation is not supported for indexes.")
        }
        return VecDBError(.undefinedTable, "relation \"\(text)\" does not exist", position: name.location + 1)
    }

    private func entryColumns(
        _ entry: RangeEntry, _ columns: [(name: String, type: ColumnType)]
    ) -> [RangeColumn] {
        columns.enumerated().map { index, column in
            let binding = ColumnBinding(
                sql: "\(entry.alias).c\(index + 1)", name: column.name, relation: entry.number, attribute: index + 1)
            return RangeColumn(
                name: column.name,
                expression: BoundExpression(
                    .column(binding), SQLType(column.type), modifier: column.type.modifier))
        }
    }

    /// Applies an alias and makes the entry's names.
    private func finish(_ entry: RangeEntry, alias: Alias?, location: Int) throws -> BoundItem {
        if let alias {
            if alias.name != entry.name { entry.hiddenName = entry.name }
            entry.name = alias.name
            entry.schema = nil
            try rename(&entry.columns, alias)
        }
        return BoundItem(
            from: .entry(entry),
            items: [
                NamespaceItem(
                    name: entry.name, schema: entry.schema, columns: entry.columns, hiddenName: entry.hiddenName)
            ])
    }

    private func rename(_ columns: inout [RangeColumn], _ alias: Alias) throws {
        let visible = columns.indices.filter { !columns[$0].isHidden }
        guard alias.columns.count <= visible.count else {
            throw VecDBError(
                .invalidColumnReference,
                "table \"\(alias.name)\" has \(visible.count) columns available but \(alias.columns.count) columns specified"
            )
        }
        for (index, name) in zip(visible, alias.columns) { columns[index].name = name }
    }

    // MARK: Sub-selects

    private func bindSubselect(
        _ reference: SubqueryReference, scope: QueryScope, left: [NamespaceItem]
    ) throws -> BoundItem {
        guard let alias = reference.alias else {
            throw VecDBError(
                .syntaxError,
                {
                    if case .values = reference.select.body {
                        "VALUES in FROM must have an alias"
                    } else {
                        "subquery in FROM must have an alias"
                    }
                }(),
                hint: {
                    if case .values = reference.select.body {
                        "For example, FROM (VALUES ...) [AS] foo."
                    } else {
                        "For example, FROM (SELECT ...) [AS] foo."
                    }
                }(),
                position: reference.location + 1)
        }
        let source: RangeEntry.Source
        let query: BoundQuery
        // The sub-select sees this query's FROM only when it is LATERAL; otherwise only what is outside of it.
        let surroundings = QueryScope(parent: scope.parent)
        surroundings.commonTables = scope.commonTables
        surroundings.items = left.map {
            var item = $0
            item.isLateralOnly = !reference.isLateral
            return item
        }
        let inner = QueryScope(parent: surroundings)
        let boundary = LateralBoundary()
        if reference.isLateral { inner.boundary = boundary }
        query = try bind(reference.select, scope: inner)
        // References beyond the surroundings are the enclosing query's own.
        scope.adopt(surroundings.outerReferences)
        if reference.isLateral, !boundary.outer.isEmpty {
            source = .lateral(query, boundary)
        } else {
            source = .query(query)
        }
        let entry = RangeEntry(number: nextRelation(), source: source, name: alias.name)
        entry.columns = entryColumns(entry, query.columns)
        return try finish(entry, alias: alias, location: reference.location)
    }

    // MARK: Functions

    private func bindFunction(
        _ reference: FunctionReference, scope: QueryScope, left: [NamespaceItem]
    ) throws -> BoundItem {
        guard reference.items.count == 1, let item = reference.items.first else {
            throw featureNotSupported("ROWS FROM with several functions", location: reference.location)
        }
        if !item.columns.isEmpty || !reference.columns.isEmpty {
            let name: String = { if case .function(let call) = item.call { call.name.last ?? "" } else { "" } }()
            guard ["json_to_record", "jsonb_to_record", "json_to_recordset", "jsonb_to_recordset"].contains(name) else {
                throw VecDBError(
                    .syntaxError, "a column definition list is only allowed for functions returning \"record\"",
                    position: reference.location + 1)
            }
            throw featureNotSupported("function \(name) with a column definition list", location: reference.location)
        }
        let surroundings = QueryScope(parent: scope.parent)
        surroundings.commonTables = scope.commonTables
        surroundings.items = left
        let binder = expressions(surroundings, .fromFunction)
        var function: BoundTableFunction
        if case .function(let call) = item.call {
            function = try binder.bindTableFunction(call)
        } else {
            let value = try binder.bindOutput(item.call)
            function = BoundTableFunction(
                call: nil, scalar: value, columns: [(ColumnNaming.name(of: item.call), value.columnType)])
        }
        let isScalar = function.columns.count == 1 && !function.namesItsColumns
        if reference.withOrdinality { function.columns.append(("ordinality", ColumnType(.int8))) }
        scope.adopt(surroundings.outerReferences)
        let name = reference.alias?.name ?? ColumnNaming.name(of: item.call)
        let entry = RangeEntry(number: nextRelation(), source: .function(function), name: name)
        var columns = function.columns
        // A function of plain values calls its column as itself.
        if isScalar { columns[0].name = name }
        entry.columns = entryColumns(entry, columns)
        if reference.withOrdinality, let last = columns.indices.last {
            entry.columns[last].name = "ordinality"
            let binding = ColumnBinding(
                sql: "\(entry.alias).n", name: "ordinality", isNullable: false, relation: entry.number,
                attribute: last + 1)
            entry.columns[last].expression = BoundExpression(.column(binding), .int8)
        }
        if let alias = reference.alias { try rename(&entry.columns, alias) }
        return BoundItem(
            from: .entry(entry), items: [NamespaceItem(name: entry.name, columns: entry.columns)])
    }

    // MARK: Joins

    private func bindJoin(_ join: Join, scope: QueryScope, left outer: [NamespaceItem]) throws -> BoundItem {
        let left = try bind(join.left, scope: scope, left: outer)
        // Only inner and left joins let the right side look at the left one.
        let right = try bind(join.right, scope: scope, left: outer + left.items)
        try requireDistinctNames(left.items, right.items)
        var using = join.using
        let leftColumns = visibleColumns(left.items)
        let rightColumns = visibleColumns(right.items)
        if join.isNatural {
            let names = Set(rightColumns.map(\.name))
            var seen: Set<String> = []
            using = leftColumns.map(\.name).filter { names.contains($0) && seen.insert($0).inserted }
        }
        var condition: BoundExpression?
        var items = left.items + right.items
        if !using.isEmpty {
            let merged = try merge(using, leftColumns, rightColumns, join)
            condition = merged.condition
            for index in items.indices { items[index].areColumnsVisible = false }
            let rest =
                leftColumns.filter { !using.contains($0.name) } + rightColumns.filter { !using.contains($0.name) }
            items.append(
                NamespaceItem(name: nil, columns: merged.columns + rest, areColumnsVisible: true, isNameVisible: false))
            if let name = join.usingAlias {
                items.append(NamespaceItem(name: name, columns: merged.columns, areColumnsVisible: false))
            }
        } else if let written = join.condition {
            let inner = QueryScope(parent: scope.parent)
            inner.commonTables = scope.commonTables
            inner.items = outer + items
            condition = try expressions(inner, .joinOn).bindBoolean(written, construct: "JOIN/ON")
            scope.adopt(inner.outerReferences)
        }
        if let alias = join.alias {
            var columns = visibleColumns(items)
            try rename(&columns, alias)
            items = [NamespaceItem(name: alias.name, columns: columns)]
        }
        return BoundItem(
            from: .join(join.kind, left.from, right.from, condition: condition), items: items)
    }

    private func visibleColumns(_ items: [NamespaceItem]) -> [RangeColumn] {
        items.filter(\.areColumnsVisible).flatMap { $0.columns.filter { !$0.isHidden } }
    }

    private func merge(
        _ using: [String], _ left: [RangeColumn], _ right: [RangeColumn], _ join: Join
    ) throws -> (columns: [RangeColumn], condition: BoundExpression) {
        var columns: [RangeColumn] = []
        var conditions: [BoundExpression] = []
        var seen: Set<String> = []
        for name in using {
            if !seen.insert(name).inserted {
                throw VecDBError(
                    .duplicateColumn, "column name \"\(name)\" appears more than once in USING clause",
                    position: join.location < 0 ? nil : join.location + 1)
            }
            func one(_ columns: [RangeColumn], _ side: String) throws -> BoundExpression {
                let matches = columns.filter { $0.name == name }
                guard let match = matches.first else {
                    throw VecDBError(
                        .undefinedColumn,
                        "column \"\(name)\" specified in USING clause does not exist in \(side) table")
                }
                guard matches.count == 1 else {
                    throw VecDBError(
                        .ambiguousColumn, "common column name \"\(name)\" appears more than once in \(side) table")
                }
                return match.expression
            }
            let pair = [try one(left, "left"), try one(right, "right")]
            let type = try commonType(of: pair, construct: "JOIN/USING")
            let modifier = commonModifier(of: pair, type: type)
            let sides = try pair.map {
                try converted($0, to: type.column(modifier: modifier), construct: "JOIN/USING")
            }
            conditions.append(try equality(sides[0], sides[1]))
            let merged: BoundExpression =
                switch join.kind {
                case .inner, .left: sides[0]
                case .right: sides[1]
                case .full: BoundExpression(.coalesce(sides), type, modifier: modifier)
                }
            columns.append(RangeColumn(name: name, expression: merged))
        }
        let condition = conditions.count == 1 ? conditions[0] : BoundExpression(.and(conditions), .bool)
        return (columns, condition)
    }
}
