import PostgresSyntax
import VecDB
import VectorTypes

/// Binds queries: from the syntax tree with its bare names to ``BoundQuery`` with types and columns decided.
///
/// One binder serves one statement. It works level by level in PostgreSQL's order (FROM, targets, WHERE, GROUP BY,
/// HAVING, ORDER BY, LIMIT), because the order decides which error a faulty statement gets.
final class QueryBinder {
    let catalog: Catalog
    let parameters: ParameterTypes
    /// Tables that exist for this statement only: a rule's NEW, the rows of a data-modifying CTE.
    var transitionTables: [String: BoundCommonTable] = [:]
    /// What the binder is told about the session.
    let environment: BindingEnvironment
    private var relationCount = 0
    var viewDepth = 0
    /// The query levels that SQLite will have to make; see ``weighed(_:_:)``.
    var levels = 0
    /// The common tables referred to, and those defined, in what is being bound.
    var references: [BoundCommonTable] = []
    var definitions: [BoundCommonTable] = []
    /// Views whose rows are kept.
    var heldViews: [String: BoundCommonTable] = [:]

    init(catalog: Catalog, parameters: ParameterTypes, environment: BindingEnvironment) {
        self.catalog = catalog
        self.parameters = parameters
        self.environment = environment
    }

    /// A number for a new range entry.
    func nextRelation() -> Int {
        relationCount += 1
        return relationCount
    }

    /// An expression binder for one clause.
    func expressions(_ scope: QueryScope, _ clause: ExpressionClause) -> ExpressionBinder {
        ExpressionBinder(
            scope: scope, subqueries: LevelBinder(binder: self, scope: scope), parameters: parameters,
            context: environment.context, clause: clause)
    }

    /// Converts a value, or says that it cannot be done.
    func converted(
        _ expression: BoundExpression, to type: ColumnType, _ context: CoercionContext = .implicit,
        construct: String
    ) throws -> BoundExpression {
        if let result = try coercion.coerce(expression, to: type, context) { return result }
        throw VecDBError(
            .cannotCoerce, "\(construct) could not convert type \(expression.type) to \(SQLType(type))",
            position: expression.location < 0 ? nil : expression.location + 1)
    }

    /// A literal nobody gives a type is text.
    func resolved(_ expression: BoundExpression) throws -> BoundExpression {
        guard expression.type == .unknown else { return expression }
        return try coercion.convert(expression, to: .text, .implicit) ?? expression
    }

    var coercion: Coercion { Coercion(context: environment.context, parameters: parameters) }

    /// Binds a query.
    ///
    /// - Parameter resolvesUnknowns: Whether result columns of type `unknown` become text; an INSERT's source leaves
    ///   them for the target's types.
    func bind(_ select: SelectStatement, in parent: QueryScope?, resolvesUnknowns: Bool = true) throws -> BoundQuery {
        let scope = QueryScope(parent: parent)
        return try bind(select, scope: scope, resolvesUnknowns: resolvesUnknowns)
    }

    func bind(_ select: SelectStatement, scope: QueryScope, resolvesUnknowns: Bool = true) throws -> BoundQuery {
        try addLevels(1)
        let start = (references: references.count, definitions: definitions.count)
        var commonTables: [BoundCommonTable] = []
        var isRecursive = false
        if let with = select.with {
            commonTables = try bindCommonTables(with, scope: scope)
            isRecursive = commonTables.contains(where: \.isRecursive)
        }
        let query: BoundQuery
        switch select.body {
        case .select(let core):
            query = try bindSelect(core, select, scope: scope, resolvesUnknowns: resolvesUnknowns)
        case .values(let lists):
            query = try bindValues(lists, select, scope: scope, resolvesUnknowns: resolvesUnknowns)
        case .setOperation(let operation):
            query = try bindSetOperation(operation, select, scope: scope)
        }
        query.commonTables = commonTables
        query.isRecursive = isRecursive
        query.withTies = select.limitOption == .withTies
        try bindLimit(of: query, select, scope: scope)
        if query.withTies {
            guard !query.order.isEmpty else {
                throw VecDBError(.syntaxError, "WITH TIES cannot be specified without ORDER BY clause")
            }
            throw featureNotSupported("FETCH … WITH TIES")
        }
        try bindLocking(select, query)
        query.returnsAtMostOneRow = query.isSingleRow
        try SearchPlanner.plan(query, environment)
        query.outerReferences = scope.outerReferences
        query.isCorrelated = !scope.outerReferences.isEmpty
        query.dependencies = dependencies(since: start)
        return query
    }

    private func bindLimit(of query: BoundQuery, _ select: SelectStatement, scope: QueryScope) throws {
        if let limit = select.limit {
            query.limit = try bindCount(limit, clause: "LIMIT", scope: scope)
        }
        if let offset = select.offset {
            query.offset = try bindCount(offset, clause: "OFFSET", scope: scope)
        }
    }

    private func bindCount(_ expression: Expression, clause: String, scope: QueryScope) throws -> BoundExpression? {
        if case .literal(let literal) = expression, case .null = literal.value { return nil }
        // Its columns could only be this level's own, which are out of reach here.
        return try expressions(scope, clause == "LIMIT" ? .limit : .offset).bindLimit(expression, construct: clause)
    }

    private func bindLocking(_ select: SelectStatement, _ query: BoundQuery) throws {
        guard let first = select.locking.first else { return }
        let clause =
            switch first.strength {
            case .update: "FOR UPDATE"
            case .noKeyUpdate: "FOR NO KEY UPDATE"
            case .share: "FOR SHARE"
            case .keyShare: "FOR KEY SHARE"
            }
        switch query.body {
        case .setOperation:
            throw VecDBError(
                .featureNotSupported, "\(clause) is not allowed with UNION/INTERSECT/EXCEPT")
        case .values: throw VecDBError(.featureNotSupported, "\(clause) cannot be applied to VALUES")
        case .select(let core):
            if case .all = core.distinct {
            } else {
                throw VecDBError(.featureNotSupported, "\(clause) is not allowed with DISTINCT clause")
            }
            if core.isGrouped {
                throw VecDBError(.featureNotSupported, "\(clause) is not allowed with GROUP BY clause")
            }
            let names = core.from?.entries.map(\.name) ?? []
            for relation in select.locking.flatMap(\.relations) where !names.contains(relation.name) {
                throw VecDBError(
                    .undefinedTable, "relation \"\(relation.name)\" in \(clause) clause not found in FROM clause",
                    position: relation.location + 1)
            }
        }
        query.locksRows = true
    }

    // MARK: VALUES

    private func bindValues(
        _ lists: ValuesLists, _ select: SelectStatement, scope: QueryScope, resolvesUnknowns: Bool
    ) throws -> BoundQuery {
        let binder = expressions(scope, .values)
        var rows: [[BoundExpression]] = []
        let width = lists.rows.first?.count ?? 0
        for row in lists.rows {
            guard row.count == width else {
                throw VecDBError(
                    .syntaxError, "VALUES lists must all be the same length",
                    position: row.first.map { $0.startLocation + 1 })
            }
            rows.append(
                try row.map { value in
                    if case .setToDefault(let node) = value {
                        throw VecDBError(
                            .syntaxError, "DEFAULT is not allowed in this context", position: node.location + 1)
                    }
                    return try binder.bind(value)
                })
        }
        var columns: [(name: String, type: ColumnType)] = []
        for index in 0..<width {
            let column = rows.map { $0[index] }
            if !resolvesUnknowns, column.allSatisfy({ $0.type == .unknown }) {
                columns.append(("column\(index + 1)", ColumnType(.unknown)))
                continue
            }
            let type = try commonType(of: column, construct: "VALUES")
            let modifier = commonModifier(of: column, type: type)
            for row in rows.indices {
                rows[row][index] = try converted(
                    rows[row][index], to: type.column(modifier: modifier), construct: "VALUES")
            }
            columns.append(("column\(index + 1)", type.column(modifier: modifier)))
        }
        let query = BoundQuery(body: .values(rows), columns: columns)
        query.order = try bindOutputOrder(select.orderBy, query, scope: scope)
        return query
    }

    // MARK: Set operations

    private func bindSetOperation(
        _ operation: SetOperation, _ select: SelectStatement, scope: QueryScope
    ) throws -> BoundQuery {
        let left = try bind(operation.left, in: scope, resolvesUnknowns: false)
        let right = try bind(operation.right, in: scope, resolvesUnknowns: false)
        return try combine(left, right, operation, select, scope: scope)
    }

    /// Joins two bound queries to a set operation, their columns' types unified.
    func combine(
        _ left: BoundQuery, _ right: BoundQuery, _ operation: SetOperation, _ select: SelectStatement,
        scope: QueryScope
    ) throws -> BoundQuery {
        let word =
            switch operation.kind {
            case .union: "UNION"
            case .intersect: "INTERSECT"
            case .except: "EXCEPT"
            }
        guard left.columns.count == right.columns.count else {
            throw VecDBError(
                .syntaxError, "each \(word) query must have the same number of columns",
                position: right.firstTargetLocation.map { $0 + 1 })
        }
        var columns: [(name: String, type: ColumnType)] = []
        for index in left.columns.indices {
            let pair = [left.columnExpression(index), right.columnExpression(index)]
            let type = try commonType(of: pair, construct: word)
            let modifier = commonModifier(of: pair, type: type)
            try left.convertColumn(index, to: type.column(modifier: modifier), self, construct: word)
            try right.convertColumn(index, to: type.column(modifier: modifier), self, construct: word)
            columns.append((left.columns[index].name, type.column(modifier: modifier)))
        }
        let body = BoundSetOperation(kind: operation.kind, isAll: operation.isAll, left: left, right: right)
        let query = BoundQuery(body: .setOperation(body), columns: columns)
        query.order = try bindOutputOrder(select.orderBy, query, scope: scope)
        return query
    }

    /// ORDER BY of VALUES and set operations: only result columns, by name or number.
    private func bindOutputOrder(
        _ items: [SortItem], _ query: BoundQuery, scope: QueryScope
    ) throws -> [BoundOrder] {
        try items.map { item in
            let index = try outputColumn(item.expression, query)
            let column = query.columns[index]
            let binding = ColumnBinding(sql: "c\(index + 1)", name: column.name, relation: 0, attribute: index + 1)
            return try order(
                BoundExpression(.column(binding), SQLType(column.type), modifier: column.type.modifier), item)
        }
    }

    private func outputColumn(_ expression: Expression, _ query: BoundQuery) throws -> Int {
        switch expression {
        case .literal(let literal):
            guard case .integer(let number) = literal.value else {
                throw VecDBError(
                    .syntaxError, "non-integer constant in ORDER BY", position: literal.location + 1)
            }
            guard number >= 1, Int(number) <= query.columns.count else {
                throw VecDBError(
                    .invalidColumnReference, "ORDER BY position \(number) is not in select list",
                    position: literal.location + 1)
            }
            return Int(number) - 1
        case .column(let reference) where reference.names.count == 1 && !reference.isStar:
            let matches = query.columns.indices.filter { query.columns[$0].name == reference.names[0] }
            guard let first = matches.first else {
                throw VecDBError(
                    .undefinedColumn, "column \"\(reference.names[0])\" does not exist",
                    position: reference.location + 1)
            }
            guard matches.count == 1 else {
                throw VecDBError(
                    .ambiguousColumn, "ORDER BY \"\(reference.names[0])\" is ambiguous",
                    position: reference.location + 1)
            }
            return first
        default:
            throw VecDBError(
                .featureNotSupported, "invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
                detail: "Only result column names can be used, not expressions or functions.",
                hint: "Add the expression/function to every SELECT, or move the UNION into a FROM clause.",
                position: expression.startLocation + 1)
        }
    }

    /// A sort key with its direction.
    func order(_ expression: BoundExpression, _ item: SortItem) throws -> BoundOrder {
        var isDescending = false
        switch item.direction {
        case .unspecified, .ascending: break
        case .descending: isDescending = true
        case .using(let name):
            guard name.name == "<" || name.name == ">" else {
                throw VecDBError(
                    .wrongObjectType, "operator \(name.name) is not a valid ordering operator",
                    hint: "Ordering operators must be \"<\" or \">\" members of btree operator families.",
                    position: item.location < 0 ? nil : item.location + 1)
            }
            isDescending = name.name == ">"
        }
        try requireOrdering(expression)
        let nullsFirst: Bool? =
            switch item.nulls {
            case .unspecified: nil
            case .first: true
            case .last: false
            }
        return BoundOrder(expression, isDescending: isDescending, nullsFirst: nullsFirst)
    }
}

/// Binds the sub-selects and finds the windows of one query level's expressions.
final class LevelBinder: SubqueryBinder {
    let binder: QueryBinder
    let scope: QueryScope

    init(binder: QueryBinder, scope: QueryScope) {
        self.binder = binder
        self.scope = scope
    }

    func bindSubquery(
        _ select: SelectStatement, scope: any Scope, parameters: ParameterTypes
    ) throws -> BoundSubquery {
        try binder.bind(select, in: self.scope)
    }

    func windowDefinition(_ name: String, location: Int) throws -> WindowDefinition {
        if let window = scope.windows[name] { return window }
        throw VecDBError(
            .undefinedObject, "window \"\(name)\" does not exist", position: location < 0 ? nil : location + 1)
    }
}

extension BoundQuery {
    /// Whether it cannot give more than one row: an aggregate without GROUP BY, LIMIT 1, one row of VALUES.
    var isSingleRow: Bool {
        if case .constant(.integer(let count))? = limit?.node, count <= 1 { return true }
        switch body {
        case .select(let select):
            if select.isGrouped, select.groups.isEmpty, select.groupingSets == nil { return true }
            return select.from == nil
        case .values(let rows): return rows.count == 1
        case .setOperation: return false
        }
    }

    /// A result column as an expression of its own type: the literal itself where it is one, for unification.
    func columnExpression(_ index: Int) -> BoundExpression {
        switch body {
        case .select(let select):
            let visible = select.targets.filter { !$0.isHidden }
            return visible[index].expression
        case .values, .setOperation:
            let type = columns[index].type
            let binding = ColumnBinding(sql: "", name: "", relation: 0, attribute: index + 1)
            return BoundExpression(.column(binding), SQLType(type), modifier: type.modifier)
        }
    }

    /// Where the first column stands in the text.
    var firstTargetLocation: Int? {
        switch body {
        case .select(let select): select.targets.first?.expression.location
        case .values(let rows): rows.first?.first?.location
        case .setOperation(let operation): operation.left.firstTargetLocation
        }
    }

    /// Converts a result column to the type that a set operation or a target wants.
    func convertColumn(_ index: Int, to type: ColumnType, _ binder: QueryBinder, construct: String) throws {
        switch body {
        case .select(let select):
            let places = select.targets.indices.filter { !select.targets[$0].isHidden }
            let place = places[index]
            let before = select.targets[place].expression
            select.targets[place].expression = try binder.converted(before, to: type, construct: construct)
        case .values(var rows):
            for row in rows.indices {
                rows[row][index] = try binder.converted(rows[row][index], to: type, construct: construct)
            }
            body = .values(rows)
        case .setOperation(let operation):
            // Its arms have the type already: a chain of a thousand would be walked a thousand times.
            if columns[index].type == type { return }
            try operation.left.convertColumn(index, to: type, binder, construct: construct)
            try operation.right.convertColumn(index, to: type, binder, construct: construct)
        }
        columns[index].type = type
    }
}
