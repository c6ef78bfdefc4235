import VectorTypes

/// What stands behind FROM: tables, functions, sub-selects, joins.
extension Parser {
    mutating func fromList() throws -> [FromItem] { try list { try $0.tableReference() } }

    /// A table with all the joins behind it.
    mutating func tableReference() throws -> FromItem {
        try joins(from: try tablePrimary())
    }

    private mutating func joins(from first: FromItem) throws -> FromItem {
        try depth.enter()
        defer { depth.leave() }
        var left = first
        var height = depth.height
        while let next = try join(left) {
            left = next
            height += 1
            try depth.check(height)
        }
        depth.height = max(depth.height, height)
        return left
    }

    /// The join that follows `left`, if one does.
    ///
    /// The right side of a join with a condition may be a join itself (`a JOIN b JOIN c ON … ON …`); that of CROSS and
    /// NATURAL JOIN, which end there, may not.
    private mutating func join(_ left: FromItem) throws -> FromItem? {
        let location = token.location
        if accept(.cross) {
            try expect(.join)
            let right = try tablePrimary()
            return .join(Join(kind: .inner, left: left, right: right, location: location))
        }
        if accept(.natural) {
            let kind = try joinKind()
            let right = try tablePrimary()
            return .join(Join(kind: kind, isNatural: true, left: left, right: right, location: location))
        }
        guard at(.join, .inner, .left, .right) || at(.full) else { return nil }
        var join = Join(
            kind: try joinKind(), left: left, right: try tableReference(), location: location)
        if accept(.using) {
            join.using = try parenthesizedNames()
            if accept(.as) { join.usingAlias = try columnName() }
        } else {
            try expect(.on)
            join.condition = try expression()
        }
        return .join(join)
    }

    /// `LEFT OUTER JOIN` and its like.
    private mutating func joinKind() throws -> Join.Kind {
        var kind = Join.Kind.inner
        switch token.keyword {
        case .left: kind = .left
        case .right: kind = .right
        case .full: kind = .full
        case .inner:
            advance()
            try expect(.join)
            return .inner
        default:
            try expect(.join)
            return .inner
        }
        advance()
        _ = accept(.outer)
        try expect(.join)
        return kind
    }

    // MARK: One table

    private mutating func tablePrimary() throws -> FromItem {
        let location = token.location
        if accept(.lateral) {
            if at("(") {
                let queryLocation = token.location
                return try subquery(try selectWithParentheses(), isLateral: true, queryLocation)
            }
            if at(.xmltable), nextIs("(") { return try xmlTable() }
            return try functionReference(isLateral: true, location)
        }
        if at("(") { return try parenthesizedTable() }
        if at(.xmltable), nextIs("(") { return try xmlTable() }
        if at(.rows), nextIs(.from) { return try functionReference(isLateral: false, location) }
        if try atSpecialFunction() { return try functionReference(isLateral: false, location) }
        if at(.only) { return .relation(try relationWithAlias()) }
        // A name: of a function if a parenthesis follows it.
        let isColumn = isColumnName(token)
        let isFunction = isTypeOrFunctionName(token)
        guard isColumn || isFunction else { throw unexpected() }
        let first = token.text
        advance()
        let steps = isColumn && (at(".") || at("[")) ? try indirection() : []
        if at("("), isFunction || !steps.isEmpty {
            let call = try functionCall(try functionName(first, steps), location)
            return try functionReference(call: call, isLateral: false, location)
        }
        guard isColumn else { throw unexpected() }
        let name = try qualifiedName(first, steps, location)
        return .relation(try relationTail(RelationReference(name: name)))
    }

    /// `(…)` in FROM: a sub-select, or joins. Both may begin with any number of parentheses.
    private mutating func parenthesizedTable() throws -> FromItem {
        let location = token.location
        switch try parenthesizedQueryOrJoin() {
        case .query(let select): return try subquery(select, isLateral: false, location)
        case .joined(let item): return try withJoinAlias(item)
        }
    }

    private enum QueryOrJoin {
        case query(SelectStatement)
        case joined(FromItem)
    }

    private mutating func parenthesizedQueryOrJoin() throws -> QueryOrJoin {
        let location = token.location
        try expect("(")
        try depth.enter()
        defer { depth.leave() }
        if at(.select, .table, .with, .withLookahead) || at(.values) && nextIs("(") {
            let select = try selectWithoutParentheses()
            try expect(")")
            return .query(select)
        }
        var first: FromItem
        var isJoined = false
        if at("(") {
            let innerLocation = token.location
            switch try parenthesizedQueryOrJoin() {
            case .query(let select):
                if at(")") || atQueryContinuation {
                    let whole = try selectContinued(from: select, location: location)
                    try expect(")")
                    return .query(whole)
                }
                guard atAlias || atJoin else { throw unexpected() }
                first = try subquery(select, isLateral: false, innerLocation)
            case .joined(let item):
                isJoined = !atAlias
                first = try withJoinAlias(item)
            }
        } else {
            first = try tablePrimary()
        }
        if atJoin {
            first = try joins(from: first)
            isJoined = true
        }
        guard isJoined else { throw unexpected() }
        try expect(")")
        return .joined(first)
    }

    private var atJoin: Bool { at(.join, .cross, .natural, .inner) || at(.left, .right, .full) }
    private var atAlias: Bool { at(.as) || atColumnName }

    private mutating func withJoinAlias(_ item: FromItem) throws -> FromItem {
        guard case .join(var join) = item, atAlias else { return item }
        guard join.alias == nil else { return item }
        join.alias = try optionalAlias()
        return .join(join)
    }

    private mutating func subquery(
        _ select: SelectStatement, isLateral: Bool, _ location: Int
    ) throws -> FromItem {
        guard let alias = try optionalAlias() else {
            if case .values = select.body {
                throw refusal(
                    "VALUES in FROM must have an alias", at: location, hint: "For example, FROM (VALUES ...) [AS] foo.")
            }
            throw refusal(
                "subquery in FROM must have an alias", at: location, hint: "For example, FROM (SELECT ...) [AS] foo.")
        }
        return .subquery(
            SubqueryReference(select: select, isLateral: isLateral, alias: alias, location: location))
    }

    // MARK: Relations

    /// `t`, `t *`, `ONLY t`, `ONLY (t)`
    mutating func relationExpression() throws -> RelationReference {
        if accept(.only) {
            if accept("(") {
                let name = try qualifiedName()
                try expect(")")
                return RelationReference(name: name, isOnly: true)
            }
            return RelationReference(name: try qualifiedName(), isOnly: true)
        }
        let relation = RelationReference(name: try qualifiedName())
        _ = acceptOperator("*")
        return relation
    }

    mutating func relationList() throws -> [RelationReference] { try list { try $0.relationExpression() } }

    private mutating func relationWithAlias() throws -> RelationReference {
        try relationTail(try relationExpression())
    }

    private mutating func relationTail(_ relation: RelationReference) throws -> RelationReference {
        var relation = relation
        if !relation.isOnly { _ = acceptOperator("*") }
        relation.alias = try optionalAlias()
        if at(.tablesample) { relation.sample = try tableSample() }
        return relation
    }

    private mutating func tableSample() throws -> TableSample {
        advance()
        let location = token.location
        let method = try functionName()
        let arguments = try parenthesizedList { try $0.expression() }
        var seed: Expression?
        if accept(.repeatable) {
            try expect("(")
            seed = try expression()
            try expect(")")
        }
        return TableSample(method: method, arguments: arguments, seed: seed, location: location)
    }

    /// `[AS] name [(columns)]`
    mutating func optionalAlias() throws -> Alias? {
        guard accept(.as) || atColumnName else { return nil }
        let name = try columnName()
        return Alias(name: name, columns: at("(") ? try parenthesizedNames() : [])
    }

    /// The alias of UPDATE's or DELETE's table: no columns, and SET is no name here.
    mutating func relationWithSimpleAlias() throws -> RelationReference {
        var relation = try relationExpression()
        if accept(.as) {
            relation.alias = Alias(name: try columnName())
        } else if atColumnName, !at(.set) {
            relation.alias = Alias(name: try columnName())
        }
        return relation
    }

    // MARK: Functions in FROM

    /// A call without the clauses of aggregates.
    mutating func functionCall(_ name: [String], _ location: Int) throws -> Expression {
        var call = FunctionCall(name: name, location: location)
        _ = try arguments(of: &call)
        return .function(call)
    }

    /// A call or one of the special functions (func_expr_windowless).
    mutating func windowlessFunction() throws -> Expression {
        if try atSpecialFunction() { return try specialFunction() }
        let location = token.location
        let name = try functionName()
        guard at("(") else { throw unexpected() }
        return try functionCall(name, location)
    }

    private mutating func functionReference(isLateral: Bool, _ location: Int) throws -> FromItem {
        guard at(.rows), nextIs(.from) else {
            return try functionReference(call: try windowlessFunction(), isLateral: isLateral, location)
        }
        advance()
        advance()
        let items = try parenthesizedList { parser in
            var item = FunctionReference.Item(call: try parser.windowlessFunction())
            if parser.accept(.as) { item.columns = try parser.columnDefinitions() }
            return item
        }
        let reference = FunctionReference(
            items: items, isRowsFrom: true, isLateral: isLateral, location: location)
        return try functionTail(reference)
    }

    private mutating func functionReference(
        call: Expression, isLateral: Bool, _ location: Int
    ) throws -> FromItem {
        try functionTail(
            FunctionReference(
                items: [FunctionReference.Item(call: call)], isLateral: isLateral, location: location))
    }

    private mutating func functionTail(_ start: FunctionReference) throws -> FromItem {
        var reference = start
        if at(.withLookahead), nextIs(.ordinality) {
            advance()
            advance()
            reference.withOrdinality = true
        }
        let hasAs = accept(.as)
        if hasAs, at("(") {
            reference.columns = try columnDefinitions()
            return .function(reference)
        }
        guard hasAs || atColumnName else { return .function(reference) }
        var alias = Alias(name: try columnName())
        if at("(") {
            advance()
            let location = token.location
            let first = try columnName()
            if at(",") || at(")") {
                alias.columns = [first]
                while accept(",") { alias.columns.append(try columnName()) }
            } else {
                reference.columns = [try columnDefinition(first, location)]
                while accept(",") { reference.columns.append(try functionColumn()) }
            }
            try expect(")")
        }
        reference.alias = alias
        return .function(reference)
    }

    /// `(a int, b text)`
    mutating func columnDefinitions() throws -> [ColumnDefinition] {
        try parenthesizedList { try $0.functionColumn() }
    }

    mutating func functionColumn() throws -> ColumnDefinition {
        let location = token.location
        return try columnDefinition(try columnName(), location)
    }

    private mutating func columnDefinition(_ name: String, _ location: Int) throws -> ColumnDefinition {
        var column = ColumnDefinition(name: name, type: try typeName(), location: location)
        if at(.collate) {
            column.collationLocation = token.location
            column.collation = try optionalCollation()
        }
        return column
    }

    mutating func optionalCollation() throws -> [String]? {
        accept(.collate) ? try anyName() : nil
    }

    // MARK: XMLTABLE, parsed to be refused by name

    private mutating func xmlTable() throws -> FromItem {
        let location = token.location
        advance()
        try expect("(")
        if at(.xmlnamespaces), nextIs("(") {
            advance()
            _ = try parenthesizedList { parser in
                if parser.accept(.default) {
                    _ = try parser.restrictedExpression()
                } else {
                    _ = try parser.restrictedExpression()
                    try parser.expect(.as)
                    _ = try parser.label()
                }
            }
            try expect(",")
        }
        _ = try primary()
        try xmlPassing()
        try expect(.columns)
        _ = try list { try $0.xmlColumn() }
        try expect(")")
        _ = try optionalAlias()
        return .xmlTable(XMLExpression(function: "XMLTABLE", location: location))
    }

    private mutating func xmlColumn() throws {
        let name = try columnName()
        if accept(.for) {
            try expect(.ordinality)
            return
        }
        _ = try typeName()
        var options: [(name: String, location: Int)] = []
        while true {
            let option = (name: at(.not) ? "null" : token.text, location: token.location)
            if token.kind == .identifier || at(.default) {
                advance()
                _ = try restrictedExpression()
            } else if accept(.not) {
                try expect(.null)
            } else if !accept(.null) {
                break
            }
            options.append(option)
        }
        var seen: Set<String> = []
        for option in options {
            let isRepeated = !seen.insert(option.name).inserted
            switch option.name {
            case "default" where isRepeated:
                throw refusal("only one DEFAULT value is allowed", at: option.location)
            case "path" where isRepeated:
                throw refusal("only one PATH value per column is allowed", at: option.location)
            case "null" where isRepeated:
                throw refusal(
                    "conflicting or redundant NULL / NOT NULL declarations for column \"\(name)\"", at: option.location)
            case "default", "path", "null": break
            default: throw refusal("unrecognized column option \"\(option.name)\"", at: option.location)
            }
        }
    }
}
