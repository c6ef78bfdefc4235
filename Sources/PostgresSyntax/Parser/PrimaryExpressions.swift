import VectorTypes

/// What stands between operators: PostgreSQL's c_expr.
extension Parser {
    mutating func primary() throws -> Expression {
        switch token.kind {
        case .integer, .numeric, .string, .bitString: return literal()
        case .parameter:
            let parameter = Parameter(number: Int(token.text) ?? Int.max, location: token.location)
            advance()
            return try withIndirection(.parameter(parameter))
        case .identifier: return try nameOrCall()
        case .keyword: return try keywordPrimary()
        case .punctuation where token.byte == .openParenthesis: return try parenthesizedPrimary()
        default: throw unexpected()
        }
    }

    private mutating func literal() -> Expression {
        let value: Literal.Value
        switch token.kind {
        case .integer: value = Int32(token.text).map { .integer($0) } ?? .numeric(token.text)
        case .numeric: value = .numeric(token.text)
        case .bitString: value = .bitString(token.text)
        default: value = .string(token.text)
        }
        let literal = Literal(value: value, location: token.location)
        advance()
        return .literal(literal)
    }

    mutating func withIndirection(_ base: Expression) throws -> Expression {
        guard at(".") || at("[") else { return base }
        let steps = try indirection()
        try checkStar(steps)
        return .indirection(Indirection(base: base, steps: steps))
    }

    // MARK: Parentheses

    enum Parenthesized {
        case select(SelectStatement)
        case expressions([Expression])
    }

    /// `(…)`: a query or expressions. Both may begin with any number of parentheses, so that one function parses them and
    /// tells afterwards what it was: `((SELECT 1) UNION SELECT 2)` is a query, `((SELECT 1) + 2)` an expression.
    ///
    /// - Parameter isList: Whether commas may separate several expressions.
    mutating func parenthesized(isList: Bool = true) throws -> Parenthesized {
        let location = token.location
        try expect("(")
        try depth.enter()
        defer { depth.leave() }
        if atQuery, !at(.values) || nextIs("(") {
            let select = try selectWithoutParentheses()
            try expect(")")
            return .select(select)
        }
        var items: [Expression]
        if at("(") {
            let innerLocation = token.location
            let inner = try parenthesized()
            if case .select(let select) = inner, at(")") || atQueryContinuation {
                let whole = try selectContinued(from: select, location: location)
                try expect(")")
                return .select(whole)
            }
            let operand = try operand(from: inner, innerLocation)
            items = [try expression(ExpressionContext(), from: operand)]
        } else {
            items = [try expression()]
        }
        while isList, accept(",") { items.append(try expression()) }
        try expect(")")
        return .expressions(items)
    }

    private mutating func parenthesizedPrimary() throws -> Expression {
        let location = token.location
        return try operand(from: try parenthesized(), location)
    }

    private mutating func operand(from inner: Parenthesized, _ location: Int) throws -> Expression {
        switch inner {
        case .select(let select):
            return try withIndirection(.subquery(Subquery(kind: .scalar, select: select, location: location)))
        case .expressions(let items) where items.count == 1:
            return try withIndirection(items[0])
        case .expressions(let items):
            let row = RowExpression(fields: items, isExplicit: false, location: location)
            return at(.overlaps) ? try overlaps(row) : .row(row)
        }
    }

    /// `(…)` that must hold a query.
    mutating func selectWithParentheses() throws -> SelectStatement {
        let location = token.location
        try expect("(")
        try depth.enter()
        defer { depth.leave() }
        let select: SelectStatement
        if at("(") {
            let inner = try selectWithParentheses()
            select = try selectContinued(from: inner, location: location)
        } else {
            guard atQuery else { throw unexpected() }
            select = try selectWithoutParentheses()
        }
        try expect(")")
        return select
    }

    // MARK: Rows

    /// ROW(…), behind which OVERLAPS may follow.
    private mutating func explicitRow() throws -> Expression {
        let location = token.location
        advance()
        try expect("(")
        let fields = at(")") ? [] : try expressionList()
        try expect(")")
        let row = RowExpression(fields: fields, isExplicit: true, location: location)
        return at(.overlaps) ? try overlaps(row) : .row(row)
    }

    private mutating func overlaps(_ left: RowExpression) throws -> Expression {
        let location = token.location
        advance()
        let rightLocation = token.location
        var fields: [Expression] = []
        if accept(.row) {
            try expect("(")
            if !at(")") { fields = try expressionList() }
        } else {
            try expect("(")
            fields = try expressionList()
            if fields.count == 1 { throw unexpected() }
        }
        try expect(")")
        guard left.fields.count == 2 else {
            throw refusal(
                "wrong number of parameters on left side of OVERLAPS expression", at: left.location)
        }
        guard fields.count == 2 else {
            throw refusal("wrong number of parameters on right side of OVERLAPS expression", at: rightLocation)
        }
        return .function(systemCall("overlaps", left.fields + fields, .sqlSyntax, location))
    }

    // MARK: Names

    /// A column, a function call, or `type 'literal'`, behind a name that says nothing yet.
    mutating func nameOrCall() throws -> Expression {
        let location = token.location
        let isColumn = isColumnName(token)
        let isFunction = isTypeOrFunctionName(token)
        guard isColumn || isFunction else { throw unexpected() }
        let first = token.text
        advance()
        let steps = isColumn && (at(".") || at("[")) ? try indirection() : []
        if at("(") || token.kind == .string, isFunction || !steps.isEmpty {
            let name = try functionName(first, steps)
            return try callOrConstant(name, location)
        }
        guard isColumn else { throw unexpected() }
        return try column(first, steps, location)
    }

    func column(_ first: String, _ steps: [Indirection.Step], _ location: Int) throws -> Expression {
        guard !steps.isEmpty else {
            return .column(ColumnReference(names: [first], isStar: false, location: location))
        }
        var reference = ColumnReference(names: [first], isStar: false, location: location)
        for (index, step) in steps.enumerated() {
            switch step {
            case .field(let name): reference.names.append(name)
            case .star:
                guard index == steps.count - 1 else { throw near("improper use of \"*\"") }
                reference.isStar = true
            case .subscripted, .slice:
                let rest = Array(steps[index...])
                try checkStar(rest)
                return .indirection(Indirection(base: .column(reference), steps: rest))
            }
        }
        return .column(reference)
    }

    // MARK: Words of the grammar

    private mutating func keywordPrimary() throws -> Expression {
        let location = token.location
        switch token.keyword {
        case .case: return try caseExpression()
        case .array: return try arrayConstructor()
        case .row where nextIs("("): return try explicitRow()
        case .exists where nextIs("("):
            advance()
            let select = try selectWithParentheses()
            return .subquery(Subquery(kind: .exists, select: select, location: location))
        case .grouping where nextIs("("):
            advance()
            let arguments = try parenthesizedList { try $0.expression() }
            return .grouping(GroupingCall(arguments: arguments, location: location))
        case .true, .false:
            let value = at(.true)
            advance()
            return .literal(Literal(value: .boolean(value), location: location))
        case .null:
            advance()
            return .literal(Literal(value: .null, location: location))
        default:
            if try atSpecialFunction() { return try specialFunction() }
            if atConstantType() { return try typedConstant() }
            return try nameOrCall()
        }
    }

    /// `type 'literal'` where the type is one of SQL's own.
    private mutating func typedConstant() throws -> Expression {
        let isInterval = at(.interval)
        var type = try constantTypeName()
        guard token.kind == .string else { throw unexpected() }
        let string = literal()
        if isInterval, type.modifiers.isEmpty { type.modifiers = try intervalFields() }
        return .cast(TypeCast(operand: string, type: type))
    }

    /// Behind a function's or type's name: the call, with everything that may follow it, or the literal.
    private mutating func callOrConstant(_ name: [String], _ location: Int) throws -> Expression {
        if token.kind == .string {
            return .cast(TypeCast(operand: literal(), type: TypeName(names: name, location: location)))
        }
        var call = FunctionCall(name: name, location: location)
        let orderLocation = try arguments(of: &call)
        if token.kind == .string, !call.isStar, !call.isDistinct, !call.isVariadic, !call.arguments.isEmpty {
            for argument in call.arguments where argument.name != nil {
                throw refusal("type modifier cannot have parameter name", at: argument.location)
            }
            if let orderLocation { throw refusal("type modifier cannot have ORDER BY", at: orderLocation) }
            let type = TypeName(names: name, modifiers: call.arguments.map(\.value), location: location)
            return .cast(TypeCast(operand: literal(), type: type))
        }
        try aggregateClauses(of: &call)
        return .function(call)
    }

    // MARK: CASE and ARRAY

    private mutating func caseExpression() throws -> Expression {
        let location = token.location
        advance()
        let operand = at(.when) ? nil : try expression()
        var branches: [CaseExpression.Branch] = []
        repeat {
            let branchLocation = token.location
            try expect(.when)
            let condition = try expression()
            try expect(.then)
            branches.append(
                CaseExpression.Branch(condition: condition, result: try expression(), location: branchLocation))
        } while at(.when)
        let otherwise = accept(.else) ? try expression() : nil
        try expect(.end)
        return .caseWhen(
            CaseExpression(operand: operand, branches: branches, otherwise: otherwise, location: location))
    }

    private mutating func arrayConstructor() throws -> Expression {
        let location = token.location
        advance()
        if at("(") {
            return .subquery(Subquery(kind: .array, select: try selectWithParentheses(), location: location))
        }
        guard at("[") else { throw unexpected() }
        var array = try arrayElements()
        array.location = location
        return .array(array)
    }

    /// `[a, b]` or `[[a], [b]]`: either no element is in brackets or all are.
    private mutating func arrayElements() throws -> ArrayExpression {
        let location = token.location
        try expect("[")
        try depth.enter()
        defer { depth.leave() }
        var elements: [Expression] = []
        if at("[") {
            elements = try list { .array(try $0.arrayElements()) }
        } else if !at("]") {
            elements = try expressionList()
        }
        try expect("]")
        return ArrayExpression(elements: elements, location: location)
    }
}
