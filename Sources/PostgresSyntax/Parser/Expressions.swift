import VectorTypes

/// How tightly operators bind, from loosest to tightest, as gram.y declares it.
enum Precedence: Int, Comparable {
    case lowest, or, and, not, `is`, comparison, pattern, other, additive, multiplicative, power, atTimeZone, collate,
        unary, typecast

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    /// The precedence that an operator must have to go into the right operand of this one.
    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .typecast }

    var isNonAssociative: Bool { self == .is || self == .comparison || self == .pattern }
}

/// Operators and what stands around them: PostgreSQL's a_expr and b_expr.
extension Parser {
    /// What ends or restricts an expression.
    struct ExpressionContext {
        var minimum = Precedence.lowest
        /// The restricted expression (b_expr) of DEFAULT and of BETWEEN's lower bound: no AND, IN, LIKE, COLLATE, IS NULL.
        var isRestricted = false
        /// In a SELECT list, where `SELECT 1 and FROM t` names the column `and`.
        var isTarget = false
    }

    mutating func expression() throws -> Expression { try expression(ExpressionContext()) }

    mutating func restrictedExpression() throws -> Expression {
        try expression(ExpressionContext(isRestricted: true))
    }

    mutating func targetExpression() throws -> Expression {
        try expression(ExpressionContext(isTarget: true))
    }

    mutating func expressionList() throws -> [Expression] { try list { try $0.expression() } }

    /// Precedence climbing. Nothing that is not needed by the recursion lives in this function: its frame is what
    /// nesting costs.
    ///
    /// - Parameter operand: What was parsed already, because it began like something else.
    mutating func expression(_ context: ExpressionContext, from operand: Expression? = nil) throws -> Expression {
        try depth.enter()
        try step()
        let outerHeight = depth.height
        var isPrimary = true
        var left: Expression
        if let operand {
            left = operand
        } else {
            depth.height = 0
            if atPrefixOperator {
                left = try prefixed(context)
                isPrimary = left.isSignedNumber
            } else {
                left = try primary()
            }
        }
        var height = depth.height + 1
        var closed: Precedence?
        while let precedence = binaryPrecedence(context), precedence >= context.minimum {
            if precedence == closed { throw unexpected() }
            if context.isTarget, token.kind == .keyword, nextEndsTarget() { break }
            depth.height = 0
            let isOpen: Bool
            switch precedence {
            case .and, .or:
                // A chain is one list, and so no deeper than its operands.
                if left.isChain(precedence) { height -= 1 }
                try appendOperand(to: &left, precedence, context)
                isOpen = false
            case .comparison, .other, .additive, .multiplicative, .power:
                isOpen = try binaryOperation(&left, precedence, context)
            default:
                isOpen = try extend(&left, precedence, context)
            }
            closed = isOpen && precedence.isNonAssociative ? precedence : nil
            isPrimary = false
            height = max(height, depth.height) + 1
            try depth.check(height)
        }
        lastWasPrimary = isPrimary
        depth.height = max(outerHeight, height)
        depth.leave()
        return left
    }

    private mutating func restricted(_ precedence: Precedence, _ context: ExpressionContext) throws -> Expression {
        try expression(ExpressionContext(minimum: precedence, isRestricted: context.isRestricted))
    }

    // MARK: Prefix operators

    private var atPrefixOperator: Bool {
        token.kind == .operator || token.kind == .knownOperator || at(.not, .notLookahead, .default, .unique, .operator)
    }

    private mutating func prefixed(_ context: ExpressionContext) throws -> Expression {
        let location = token.location
        switch token.kind {
        case .knownOperator where token.text == "-" || token.text == "+":
            let isMinus = token.text == "-"
            advance()
            let operand = try restricted(.unary, context)
            guard isMinus else {
                return .operation(
                    Operation(name: OperatorName(schema: [], name: "+"), right: operand, location: location))
            }
            return negated(operand, location)
        case .operator:
            let name = OperatorName(schema: [], name: token.text)
            advance()
            let operand = try restricted(.other.next, context)
            return .operation(Operation(name: name, right: operand, location: location))
        case .keyword:
            if at(.operator) && nextIs("(") {
                let name = try qualifiedAnyOperator()
                let operand = try restricted(.other.next, context)
                return .operation(Operation(name: name, right: operand, location: location))
            }
            guard !context.isRestricted else { return try primary() }
            if at(.not, .notLookahead) {
                advance()
                let operand = try expression(ExpressionContext(minimum: .not))
                return .not(Negation(operand: operand, location: location))
            }
            if at(.default) {
                advance()
                return .setToDefault(SetToDefault(location: location))
            }
            if at(.unique) { return try uniquePredicate() }
            return try primary()
        default:
            return try primary()
        }
    }

    /// A minus before a number makes it negative.
    private func negated(_ operand: Expression, _ location: Int) -> Expression {
        if case .literal(var literal) = operand {
            switch literal.value {
            case .integer(let value):
                let (result, overflow) = Int32(0).subtractingReportingOverflow(value)
                if overflow { break }
                literal.value = .integer(result)
                literal.location = location
                return .literal(literal)
            case .numeric(let text):
                literal.value = .numeric(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
                literal.location = location
                return .literal(literal)
            default: break
            }
        }
        return .operation(Operation(name: OperatorName(schema: [], name: "-"), right: operand, location: location))
    }

    /// `UNIQUE (SELECT …)`, which PostgreSQL parses and refuses.
    private mutating func uniquePredicate() throws -> Expression {
        let location = token.location
        advance()
        _ = try nullTreatment()
        _ = try selectWithParentheses()
        throw refusal("UNIQUE predicate is not yet implemented", at: location, .featureNotSupported)
    }

    // MARK: What may follow an operand

    /// The precedence of the operator at the current token; none if the expression ends here.
    private mutating func binaryPrecedence(_ context: ExpressionContext) -> Precedence? {
        switch token.kind {
        case .typecast: return .typecast
        case .operator: return .other
        case .knownOperator:
            switch token.text {
            case "+", "-": return .additive
            case "*", "/", "%": return .multiplicative
            case "^": return .power
            default: return .comparison
            }
        case .keyword: break
        default: return nil
        }
        switch token.keyword {
        case .operator: return .other
        case .is: return .is
        default: if context.isRestricted { return nil }
        }
        switch token.keyword {
        case .and: return .and
        case .or: return .or
        case .isnull, .notnull: return .is
        case .between, .in, .like, .ilike: return .pattern
        case .similar: return similarClauseDepth == depth.current && !nextIs(.to) ? nil : .pattern
        case .notLookahead: return .pattern
        case .at: return .atTimeZone
        case .collate: return .collate
        default: return nil
        }
    }

    /// Whether the token behind the current one ends a SELECT list's element, so that the current word is its label.
    private mutating func nextEndsTarget() -> Bool {
        guard token.keyword.isBareLabel else { return false }
        let next = peek()
        switch next.kind {
        case .end: return true
        case .punctuation:
            return next.byte == UInt8(ascii: ",") || next.byte == .closeParenthesis || next.byte == .semicolon
        case .keyword:
            switch next.keyword {
            case .from, .into, .where, .group, .having, .window, .union, .intersect, .except, .order, .limit, .offset,
                .fetch, .for, .with, .on, .returning:
                return true
            default: return false
            }
        default: return false
        }
    }

    /// Makes `left` the operand of the operator at the current token. True if the operator's right operand is open, so
    /// that another operator of the same precedence could claim it.
    private mutating func extend(
        _ left: inout Expression, _ precedence: Precedence, _ context: ExpressionContext
    ) throws -> Bool {
        let location = token.location
        switch precedence {
        case .typecast:
            advance()
            left = .cast(TypeCast(operand: left, type: try typeName(), location: location))
            return false
        case .is: return try isTest(&left, location, context)
        case .pattern: return try patternTest(&left, location)
        case .atTimeZone:
            advance()
            try expect(.time, .zone)
            let zone = try restricted(.atTimeZone.next, context)
            left = .function(systemCall("timezone", [zone, left], .sqlSyntax, location))
            return false
        case .collate:
            advance()
            left = .collate(Collate(operand: left, collation: try anyName(), location: location))
            return false
        default: throw unexpected()
        }
    }

    /// `a + b`, or `a = ANY (…)`.
    private mutating func binaryOperation(
        _ left: inout Expression, _ precedence: Precedence, _ context: ExpressionContext
    ) throws -> Bool {
        let location = token.location
        let name = try qualifiedAnyOperator()
        if !context.isRestricted, at(.any, .some, .all) {
            left = try quantified(left, name, location)
            return false
        }
        let right = try restricted(precedence.next, context)
        left = .operation(Operation(name: name, left: left, right: right, location: location))
        return true
    }

    /// `a AND b AND c` is one list, however long.
    private mutating func appendOperand(
        to left: inout Expression, _ precedence: Precedence, _ context: ExpressionContext
    ) throws {
        let location = token.location
        advance()
        let right = try restricted(precedence.next, context)
        if left.isChain(precedence), case .boolean(var operation) = left {
            // Let go of the tree first, so that the list is extended in place.
            left = .setToDefault(SetToDefault())
            operation.operands.append(right)
            left = .boolean(operation)
        } else {
            let kind: BooleanOperation.Kind = precedence == .and ? .and : .or
            left = .boolean(BooleanOperation(kind: kind, operands: [left, right], location: location))
        }
    }

    // MARK: ANY, ALL

    /// `x op ANY (…)`, behind the operator.
    private mutating func quantified(
        _ left: Expression, _ name: OperatorName, _ location: Int
    ) throws -> Expression {
        let quantifier: Quantifier = at(.all) ? .all : .any
        advance()
        switch try parenthesized(isList: false) {
        case .select(let select):
            return .subquery(Subquery(kind: .quantified(left, name, quantifier), select: select, location: location))
        case .expressions(let list):
            return .quantified(
                QuantifiedComparison(
                    left: left, name: name, quantifier: quantifier, array: list[0], location: location))
        }
    }

    // MARK: IS

    private mutating func isTest(
        _ left: inout Expression, _ location: Int, _ context: ExpressionContext
    ) throws -> Bool {
        if at(.isnull, .notnull) {
            left = .nullTest(NullTest(operand: left, isNegated: at(.notnull), location: location))
            advance()
            return false
        }
        advance()
        let isNegated = accept(.not)
        if accept(.distinct) {
            try expect(.from)
            let right = try restricted(.is.next, context)
            left = .distinctTest(
                DistinctTest(left: left, right: right, isNegated: isNegated, location: location))
            return true
        }
        if accept(.document) {
            left = .xml(XMLExpression(function: "IS DOCUMENT", location: location))
            return false
        }
        guard !context.isRestricted else { throw unexpected() }
        switch token.keyword {
        case .null:
            left = .nullTest(NullTest(operand: left, isNegated: isNegated, location: location))
        case .true:
            left = .booleanTest(
                BooleanTest(operand: left, value: .true, isNegated: isNegated, location: location))
        case .false:
            left = .booleanTest(
                BooleanTest(operand: left, value: .false, isNegated: isNegated, location: location))
        case .unknown:
            left = .booleanTest(
                BooleanTest(operand: left, value: .unknown, isNegated: isNegated, location: location))
        case .normalized, .nfc, .nfd, .nfkc, .nfkd:
            var arguments = [left]
            if !at(.normalized) { arguments.append(try normalForm()) }
            guard at(.normalized) else { throw unexpected() }
            let call = Expression.function(systemCall("is_normalized", arguments, .sqlSyntax, location))
            left = isNegated ? .not(Negation(operand: call, location: location)) : call
        default: throw unexpected()
        }
        advance()
        return false
    }

    /// NFC, NFD, NFKC or NFKD as a string.
    mutating func normalForm() throws -> Expression {
        guard at(.nfc, .nfd, .nfkc, .nfkd) else { throw unexpected() }
        let literal = Literal(value: .string(token.text.uppercased()), location: token.location)
        advance()
        return .literal(literal)
    }

    // MARK: LIKE, IN, BETWEEN

    private mutating func patternTest(_ left: inout Expression, _ location: Int) throws -> Bool {
        let isNegated = accept(.notLookahead)
        let keyword = token.keyword
        advance()
        switch keyword {
        case .between:
            let isSymmetric = accept(.symmetric)
            if !isSymmetric { _ = accept(.asymmetric) }
            let lower = try restrictedExpression()
            try expect(.and)
            let upper = try expression(ExpressionContext(minimum: .pattern.next))
            left = .between(
                Between(
                    operand: left, lower: lower, upper: upper, isSymmetric: isSymmetric, isNegated: isNegated,
                    location: location))
            return true
        case .in:
            switch try parenthesized() {
            case .select(let select):
                left = .subquery(Subquery(kind: .membership(left), select: select, location: location))
                if isNegated { left = .not(Negation(operand: left, location: location)) }
            case .expressions(let list):
                left = .inList(
                    InList(operand: left, list: list, isNegated: isNegated, location: location))
            }
            return false
        default:
            return try like(&left, keyword, isNegated, location)
        }
    }

    private mutating func like(
        _ left: inout Expression, _ keyword: Keyword, _ isNegated: Bool, _ location: Int
    ) throws -> Bool {
        let kind: PatternMatch.Kind = keyword == .like ? .like : keyword == .ilike ? .ilike : .similar
        if kind == .similar {
            try expect(.to)
        } else if at(.any, .some, .all) {
            let name = (isNegated ? "!" : "") + (kind == .like ? "~~" : "~~*")
            left = try quantified(left, OperatorName(schema: [], name: name), location)
            return false
        }
        let pattern = try expression(ExpressionContext(minimum: .pattern.next))
        var escape: Expression?
        if accept(.escape) { escape = try expression(ExpressionContext(minimum: .pattern.next)) }
        left = .patternMatch(
            PatternMatch(
                kind: kind, operand: left, pattern: pattern, escape: escape, isNegated: isNegated,
                location: location))
        return true
    }

    /// A call of one of PostgreSQL's own functions.
    func systemCall(
        _ name: String, _ arguments: [Expression], _ form: FunctionCall.Form, _ location: Int
    ) -> FunctionCall {
        FunctionCall(
            name: ["pg_catalog", name],
            arguments: arguments.map { FunctionCall.Argument(value: $0, location: $0.startLocation) }, form: form,
            location: location)
    }
}

extension Expression {
    /// AND or OR, as the precedence says.
    fileprivate func isChain(_ precedence: Precedence) -> Bool {
        if case .boolean(let operation) = self { operation.kind == (precedence == .and ? .and : .or) } else { false }
    }

    /// A number, maybe behind a sign.
    fileprivate var isSignedNumber: Bool {
        switch self {
        case .literal: true
        case .operation(let operation): operation.left == nil && operation.name.name == "+" && operation.right.isLiteral
        default: false
        }
    }

    private var isLiteral: Bool { if case .literal = self { true } else { false } }
}
