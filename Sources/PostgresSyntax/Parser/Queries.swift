import VectorTypes

/// Queries: SELECT, VALUES, TABLE, set operations, and the clauses around them.
extension Parser {
    /// Whether a query begins here without a parenthesis.
    var atQuery: Bool {
        at(.select, .table, .with, .withLookahead) || at(.values)
    }

    /// Whether the words that may follow a query in parentheses stand here.
    var atQueryContinuation: Bool {
        at(.union, .intersect, .except) || at(.order, .limit, .offset, .fetch, .for)
    }

    /// A query with or without parentheses around it.
    mutating func query() throws -> SelectStatement {
        let location = token.location
        guard at("(") else {
            guard atQuery else { throw unexpected() }
            return try selectWithoutParentheses()
        }
        let inner = try selectWithParentheses()
        return try selectContinued(from: inner, location: location)
    }

    /// Behind a WITH clause that could have belonged to another statement.
    mutating func selectBehind(_ with: WithClause, _ location: Int) throws -> SelectStatement {
        let clause = try selectClause(.union)
        return try withOptions(clause, with, location)
    }

    mutating func selectWithoutParentheses() throws -> SelectStatement {
        try depth.enter()
        defer { depth.leave() }
        let location = token.location
        let with = at(.with, .withLookahead) ? try withClause() : nil
        let clause = try selectClause(.union)
        return try withOptions(clause, with, location)
    }

    /// What may follow a query in parentheses: set operations, ORDER BY, LIMIT and so on, which then belong to it.
    mutating func selectContinued(from inner: SelectStatement, location: Int) throws -> SelectStatement {
        let clause = try setOperations(from: inner, .union, location)
        return try withOptions(clause, nil, location)
    }

    // MARK: Set operations

    private enum SetPrecedence: Int, Comparable {
        case union, intersect, operand
        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private mutating func selectClause(_ minimum: SetPrecedence) throws -> SelectStatement {
        let location = token.location
        let first: SelectStatement
        if at("(") {
            first = try selectWithParentheses()
        } else {
            first = SelectStatement(body: try simpleSelect(), location: location)
        }
        return try setOperations(from: first, minimum, location)
    }

    private mutating func setOperations(
        from first: SelectStatement, _ minimum: SetPrecedence, _ location: Int
    ) throws -> SelectStatement {
        var left = first
        var height = depth.height
        while true {
            let kind: SetOperation.Kind
            let precedence: SetPrecedence
            switch token.keyword {
            case .union: (kind, precedence) = (.union, .union)
            case .except: (kind, precedence) = (.except, .union)
            case .intersect: (kind, precedence) = (.intersect, .intersect)
            default: return left
            }
            guard precedence >= minimum else { return left }
            let operatorLocation = token.location
            advance()
            let isAll = accept(.all)
            if !isAll { _ = accept(.distinct) }
            depth.height = 0
            let right = try selectClause(precedence == .union ? .intersect : .operand)
            height = max(height, depth.height) + 1
            try depth.check(height)
            depth.height = height
            let operation = SetOperation(
                kind: kind, isAll: isAll, left: left, right: right, location: operatorLocation)
            left = SelectStatement(body: .setOperation(operation), location: location)
        }
    }

    private mutating func simpleSelect() throws -> SelectBody {
        let location = token.location
        switch token.keyword {
        case .select: return .select(try selectCore())
        case .values:
            advance()
            let rows = try list { try $0.parenthesizedList { try $0.expression() } }
            return .values(ValuesLists(rows: rows, location: location))
        case .table:
            advance()
            var core = SelectCore(location: location)
            let star = ColumnReference(names: [], isStar: true)
            core.targets = [Target(expression: .column(star))]
            core.from = [.relation(try relationExpression())]
            return .select(core)
        default: throw unexpected()
        }
    }

    // MARK: SELECT

    private mutating func selectCore() throws -> SelectCore {
        var core = SelectCore(location: token.location)
        advance()
        if accept(.distinct) {
            core.distinct = .distinct
            if accept(.on) { core.distinct = .on(try parenthesizedList { try $0.expression() }) }
            core.targets = try targetList()
        } else {
            _ = accept(.all)
            if !atTargetListEnd { core.targets = try targetList() }
        }
        if accept(.into) { core.into = try intoClause() }
        if accept(.from) { core.from = try fromList() }
        core.filter = try optionalWhere()
        if accept(.group) {
            try expect(.by)
            if accept(.distinct) { core.isGroupByDistinct = true } else { _ = accept(.all) }
            core.groupBy = try list { try $0.groupingElement() }
        }
        if accept(.having) { core.having = try expression() }
        if accept(.window) { core.windows = try list { try $0.windowDefinition() } }
        return core
    }

    /// Whether nothing of a SELECT list stands here. (An empty one is allowed.)
    private var atTargetListEnd: Bool {
        switch token.kind {
        case .end: return true
        case .punctuation: return token.byte != .openParenthesis
        case .keyword:
            switch token.keyword {
            case .into, .from, .where, .group, .having, .window, .union, .intersect, .except, .order, .limit, .offset,
                .fetch, .for, .with, .on, .returning:
                return true
            default: return false
            }
        default: return false
        }
    }

    mutating func targetList() throws -> [Target] { try list { try $0.target() } }

    private mutating func target() throws -> Target {
        let location = token.location
        if acceptOperator("*") {
            let star = ColumnReference(names: [], isStar: true, location: location)
            return Target(expression: .column(star), location: location)
        }
        var target = Target(expression: try targetExpression(), location: location)
        if accept(.as) {
            target.label = try label()
        } else if token.kind == .identifier || token.kind == .keyword && token.keyword.isBareLabel {
            target.label = try label()
        }
        return target
    }

    mutating func optionalWhere() throws -> Expression? {
        accept(.where) ? try expression() : nil
    }

    mutating func optionalReturning() throws -> [Target] {
        accept(.returning) ? try targetList() : []
    }

    private mutating func windowDefinition() throws -> WindowDefinition {
        let name = try columnName()
        try expect(.as)
        var window = try windowSpecification()
        window.name = name
        return window
    }

    private mutating func groupingElement() throws -> GroupingElement {
        let location = token.location
        if at("("), nextIs(")") {
            advance()
            advance()
            return .empty(GroupingSet(location: location))
        }
        if at(.rollup, .cube), nextIs("(") {
            let isRollup = at(.rollup)
            advance()
            let elements = try parenthesizedList { GroupingElement.expression(try $0.expression()) }
            let set = GroupingSet(elements: elements, location: location)
            return isRollup ? .rollup(set) : .cube(set)
        }
        if at(.grouping), nextIs(.sets) {
            advance()
            advance()
            try depth.enter()
            defer { depth.leave() }
            let elements = try parenthesizedList { try $0.groupingElement() }
            return .groupingSets(GroupingSet(elements: elements, location: location))
        }
        return .expression(try expression())
    }

    // MARK: INTO

    private mutating func intoClause() throws -> IntoClause {
        var persistence = Persistence.permanent
        var mayBeTable = true
        if at(.temporary, .temp, .unlogged), mayNameTable(peek()) {
            persistence = at(.unlogged) ? .unlogged : .temporary
            advance()
        } else if at(.local, .global), nextIs(.temporary) || nextIs(.temp) {
            persistence = .temporary
            if at(.global) { deprecatedGlobal() }
            advance()
            advance()
        } else {
            mayBeTable = at(.table)
        }
        if mayBeTable { _ = accept(.table) }
        return IntoClause(relation: try qualifiedName(), persistence: persistence)
    }

    private func mayNameTable(_ token: Token) -> Bool { token.keyword == .table || isColumnName(token) }

    mutating func deprecatedGlobal() {
        lexer.notices.append(
            VecDBError(
                .warning, "GLOBAL is deprecated in temporary table creation", position: token.location + 1))
    }

    // MARK: WITH

    mutating func withClause() throws -> WithClause {
        var with = WithClause(location: token.location)
        let isPlain = at(.with)
        guard acceptOptionalWith() else { throw unexpected() }
        // RECURSIVE may be a name too, but the grammar prefers the clause's word unless AS or a list follows.
        if isPlain, at(.recursive), !nextIs(.as), !nextIs("(") {
            advance()
            with.isRecursive = true
        }
        with.tables = try list { try $0.commonTable() }
        return with
    }

    private mutating func commonTable() throws -> CommonTable {
        let location = token.location
        let name = try columnName()
        let columns = at("(") ? try parenthesizedNames() : []
        try expect(.as)
        var materialization = CommonTable.Materialization.unspecified
        if accept(.materialized) {
            materialization = .always
        } else if accept(.not) {
            try expect(.materialized)
            materialization = .never
        }
        try expect("(")
        let statement = try preparableStatement()
        try expect(")")
        var table = CommonTable(
            name: name, columns: columns, materialization: materialization, statement: statement, location: location)
        table.search = try optionalSearch()
        table.cycle = try optionalCycle()
        return table
    }

    private mutating func optionalSearch() throws -> SearchClause? {
        let location = token.location
        guard accept(.search) else { return nil }
        guard at(.depth, .breadth) else { throw unexpected() }
        let isBreadthFirst = at(.breadth)
        advance()
        try expect(.first, .by)
        let columns = try nameList()
        try expect(.set)
        return SearchClause(
            columns: columns, isBreadthFirst: isBreadthFirst, sequenceColumn: try columnName(), location: location)
    }

    private mutating func optionalCycle() throws -> CycleClause? {
        let location = token.location
        guard accept(.cycle) else { return nil }
        let columns = try nameList()
        try expect(.set)
        var cycle = CycleClause(columns: columns, markColumn: try columnName(), pathColumn: "", location: location)
        if accept(.to) {
            cycle.markValue = try constantExpression()
            try expect(.default)
            cycle.markDefault = try constantExpression()
        }
        try expect(.using)
        cycle.pathColumn = try columnName()
        return cycle
    }

    /// A literal, with a type before it or without.
    private mutating func constantExpression() throws -> Expression {
        let start = token
        let value = try primary()
        switch value {
        case .literal: return value
        case .cast where start.keyword != .cast: return value
        default: throw unexpected()
        }
    }

    // MARK: ORDER BY, LIMIT, FOR UPDATE

    private struct Limit {
        var count: Expression?
        var offset: Expression?
        var option = SelectStatement.LimitOption.count
        var isEmpty: Bool { count == nil && offset == nil }
    }

    private mutating func withOptions(
        _ clause: SelectStatement, _ with: WithClause?, _ location: Int
    ) throws -> SelectStatement {
        var select = clause
        select.location = location
        let order = try optionalOrderBy()
        var limit = Limit()
        var locking: [LockingClause] = []
        if at(.for) {
            locking = try lockingClauses()
            limit = try optionalLimit()
        } else if at(.limit, .offset, .fetch) {
            limit = try optionalLimit()
            if at(.for) { locking = try lockingClauses() }
        }
        if !order.isEmpty {
            if !select.orderBy.isEmpty {
                throw refusal("multiple ORDER BY clauses not allowed", at: order[0].expression.startLocation)
            }
            select.orderBy = order
        }
        select.locking += locking
        try apply(limit, to: &select)
        if let with {
            if select.with != nil { throw refusal("multiple WITH clauses not allowed", at: with.location) }
            select.with = with
        }
        return select
    }

    private func apply(_ limit: Limit, to select: inout SelectStatement) throws {
        guard !limit.isEmpty || limit.option == .withTies else { return }
        if let offset = limit.offset {
            if select.offset != nil {
                throw refusal("multiple OFFSET clauses not allowed", at: offset.startLocation)
            }
            select.offset = offset
        }
        if let count = limit.count {
            if select.limit != nil { throw refusal("multiple LIMIT clauses not allowed", at: count.startLocation) }
            select.limit = count
        }
        if limit.option == .withTies {
            if select.orderBy.isEmpty {
                throw refusal("WITH TIES cannot be specified without ORDER BY clause")
            }
            if select.locking.contains(where: { $0.wait == .skipLocked }) {
                throw refusal("SKIP LOCKED and WITH TIES options cannot be used together")
            }
            select.limitOption = .withTies
        }
    }

    private mutating func optionalLimit() throws -> Limit {
        var limit = Limit()
        if at(.offset) {
            limit.offset = try offsetClause()
            if at(.limit, .fetch) { try limitClause(&limit) }
        } else if at(.limit, .fetch) {
            try limitClause(&limit)
            if at(.offset) { limit.offset = try offsetClause() }
        }
        return limit
    }

    private mutating func limitClause(_ limit: inout Limit) throws {
        let location = token.location
        if accept(.limit) {
            if at(.all) {
                limit.count = .literal(Literal(value: .null, location: token.location))
                advance()
            } else {
                limit.count = try expression()
            }
            if accept(",") {
                _ = try expression()
                throw refusal(
                    "LIMIT #,# syntax is not supported", at: location, hint: "Use separate LIMIT and OFFSET clauses.")
            }
            return
        }
        try expect(.fetch)
        guard at(.first, .next) else { throw unexpected() }
        advance()
        if atRowsWord() {
            limit.count = .literal(Literal(value: .integer(1)))
        } else {
            limit.count = try fetchCount()
        }
        guard at(.row, .rows) else { throw unexpected() }
        advance()
        if accept(.only) { return }
        try expect(.with, .ties)
        limit.option = .withTies
    }

    /// ROW or ROWS that ends FETCH FIRST, not a column of that name or a row.
    private mutating func atRowsWord() -> Bool {
        at(.row, .rows) && (nextIs(.only) || nextIs(.with))
    }

    /// A number with a sign, or an expression without operators.
    private mutating func fetchCount() throws -> Expression {
        guard atOperator("+") || atOperator("-") else { return try primary() }
        let next = peek()
        guard next.kind == .integer || next.kind == .numeric else {
            advance()
            throw unexpected()
        }
        return try expression(ExpressionContext(minimum: .typecast))
    }

    private mutating func offsetClause() throws -> Expression {
        advance()
        let offset = try expression()
        if at(.row, .rows) {
            guard lastWasPrimary else { throw unexpected() }
            advance()
        }
        return offset
    }

    private mutating func lockingClauses() throws -> [LockingClause] {
        if nextIs(.read) {
            advance()
            advance()
            try expect(.only)
            return []
        }
        var clauses: [LockingClause] = []
        while accept(.for) { clauses.append(try lockingClause()) }
        return clauses
    }

    private mutating func lockingClause() throws -> LockingClause {
        let strength: LockingClause.Strength
        switch token.keyword {
        case .update: strength = .update
        case .share: strength = .share
        case .no:
            advance()
            try expect(.key)
            strength = .noKeyUpdate
            guard at(.update) else { throw unexpected() }
        case .key:
            advance()
            strength = .keyShare
            guard at(.share) else { throw unexpected() }
        default: throw unexpected()
        }
        advance()
        let relations = accept(.of) ? try qualifiedNameList() : []
        var wait = LockingClause.WaitPolicy.block
        if accept(.nowait) {
            wait = .noWait
        } else if accept(.skip) {
            try expect(.locked)
            wait = .skipLocked
        }
        return LockingClause(strength: strength, relations: relations, wait: wait)
    }
}
