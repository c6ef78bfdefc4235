import PostgresSyntax
import VecDB
import VectorTypes

// WITH: each table is bound once, before the query that names it. A recursive one is bound in two steps: the part that
// does not refer to itself gives the columns' types, then the part that does.
extension QueryBinder {
    func bindCommonTables(_ with: WithClause, scope: QueryScope) throws -> [BoundCommonTable] {
        var names: Set<String> = []
        for table in with.tables where !names.insert(table.name).inserted {
            throw VecDBError(
                .duplicateAlias, "WITH query name \"\(table.name)\" specified more than once",
                position: table.location + 1)
        }
        var bound: [BoundCommonTable] = []
        for table in with.tables {
            if let materialized = transitionTables[table.name], materialized.temporaryTable != nil {
                scope.commonTables[table.name] = materialized
                continue
            }
            if table.search != nil { throw featureNotSupported("SEARCH clause", location: table.location) }
            if table.cycle != nil { throw featureNotSupported("CYCLE clause", location: table.location) }
            guard case .select(let select) = table.statement else {
                throw VecDBError(
                    .featureNotSupported,
                    "WITH clause containing a data-modifying statement must be at the top level",
                    position: table.location + 1)
            }
            let entry = BoundCommonTable(
                name: table.name, alias: "with\(nextRelation())", materialization: table.materialization)
            try weighed(entry) {
                if with.isRecursive, select.mentions(table.name) {
                    try bindRecursive(entry, table, select, scope: scope)
                } else {
                    let query = try bind(select, in: scope)
                    entry.query = query
                    entry.columns = try named(query.columns, by: table)
                }
            }
            scope.commonTables[table.name] = entry
            bound.append(entry)
        }
        return bound
    }

    private func named(
        _ columns: [(name: String, type: ColumnType)], by table: CommonTable
    ) throws -> [(name: String, type: ColumnType)] {
        guard table.columns.count <= columns.count else {
            throw VecDBError(
                .invalidColumnReference,
                "WITH query \"\(table.name)\" has \(columns.count) columns available but \(table.columns.count) columns specified",
                position: table.location + 1)
        }
        return columns.enumerated().map { index, column in
            (index < table.columns.count ? table.columns[index] : column.name, column.type)
        }
    }

    private func bindRecursive(
        _ entry: BoundCommonTable, _ table: CommonTable, _ select: SelectStatement, scope: QueryScope
    ) throws {
        guard case .setOperation(let operation) = select.body, operation.kind == .union else {
            throw VecDBError(
                .invalidRecursion,
                "recursive query \"\(table.name)\" does not have the form non-recursive-term UNION [ALL] recursive-term",
                position: table.location + 1)
        }
        if operation.left.mentions(table.name) {
            throw VecDBError(
                .invalidRecursion,
                "recursive reference to query \"\(table.name)\" must not appear within its non-recursive term",
                position: table.location + 1)
        }
        if !select.orderBy.isEmpty {
            throw VecDBError(.featureNotSupported, "ORDER BY in a recursive query is not implemented")
        }
        if select.offset != nil {
            throw VecDBError(.featureNotSupported, "OFFSET in a recursive query is not implemented")
        }
        if select.limit != nil {
            throw VecDBError(.featureNotSupported, "LIMIT in a recursive query is not implemented")
        }

        let inner = QueryScope(parent: scope)
        if let with = select.with { _ = try bindCommonTables(with, scope: inner) }
        let left = try bind(operation.left, in: inner)
        entry.columns = try named(left.columns, by: table)
        entry.isRecursive = true
        inner.commonTables[table.name] = entry
        let right = try bind(operation.right, in: inner, resolvesUnknowns: false)
        guard left.columns.count == right.columns.count else {
            throw VecDBError(
                .syntaxError, "each UNION query must have the same number of columns",
                position: right.firstTargetLocation.map { $0 + 1 })
        }
        for index in left.columns.indices {
            let wanted = left.columns[index].type
            let pair = [
                BoundExpression.null(SQLType(wanted)), right.columnExpression(index),
            ]
            let common = try commonType(of: pair, construct: "UNION")
            guard common == SQLType(wanted) else {
                throw VecDBError(
                    .datatypeMismatch,
                    "recursive query \"\(table.name)\" column \(index + 1) has type \(SQLType(wanted)) in non-recursive term but type \(common) overall",
                    hint: "Cast the output of the non-recursive term to the correct type.",
                    position: left.columnExpression(index).location + 1)
            }
            try right.convertColumn(index, to: wanted, self, construct: "UNION")
        }
        let body = BoundSetOperation(kind: .union, isAll: operation.isAll, left: left, right: right)
        let query = BoundQuery(body: .setOperation(body), columns: left.columns)
        query.outerReferences = inner.outerReferences
        query.isCorrelated = !inner.outerReferences.isEmpty
        entry.query = query
    }
}

extension SelectStatement {
    /// Whether a table called so stands in a FROM of this query, at any depth.
    func mentions(_ name: String) -> Bool {
        if let with,
            with.tables.contains(where: {
                if case .select(let select) = $0.statement { select.mentions(name) } else { false }
            })
        {
            return true
        }
        switch body {
        case .setOperation(let operation): return operation.left.mentions(name) || operation.right.mentions(name)
        case .values: return false
        case .select(let core):
            return core.from.contains { $0.mentions(name) } || core.subqueries.contains { $0.mentions(name) }
        }
    }
}

extension FromItem {
    fileprivate func mentions(_ name: String) -> Bool {
        switch self {
        case .relation(let reference): reference.name.schema == nil && reference.name.name == name
        case .subquery(let reference): reference.select.mentions(name)
        case .join(let join): join.left.mentions(name) || join.right.mentions(name)
        case .function, .xmlTable: false
        }
    }
}

extension SelectCore {
    /// The sub-selects in WHERE and in the targets, as far as a recursive reference could stand there.
    fileprivate var subqueries: [SelectStatement] {
        var found: [SelectStatement] = []
        func visit(_ expression: Expression) {
            switch expression {
            case .subquery(let subquery): found.append(subquery.select)
            case .boolean(let operation): operation.operands.forEach(visit)
            case .not(let negation): visit(negation.operand)
            case .operation(let operation):
                if let left = operation.left { visit(left) }
                visit(operation.right)
            default: break
            }
        }
        if let filter { visit(filter) }
        targets.forEach { visit($0.expression) }
        return found
    }
}
