import PostgresSyntax
import VecDB
import VectorTypes

/// Binds a sub-select in an expression: the statement layer does it.
package protocol SubqueryBinder: AnyObject {
    /// - Parameter scope: The scope of the expression that the sub-select stands in.
    func bindSubquery(
        _ select: SelectStatement, scope: any Scope, parameters: ParameterTypes
    ) throws -> BoundSubquery
    /// The window called so in the query's WINDOW clause; 42704 if there is none.
    func windowDefinition(_ name: String, location: Int) throws -> WindowDefinition
}

/// Decides names, types, functions and operators of an expression: from the syntax tree to ``BoundExpression``.
///
/// PostgreSQL's rules and words throughout (documentation, chapter 10). One binder serves one query level; ``clause``
/// says where in the query the expression stands.
package final class ExpressionBinder {
    package let scope: any Scope
    package let subqueries: (any SubqueryBinder)?
    package let parameters: ParameterTypes
    package let context: FunctionContext
    package var clause: ExpressionClause
    package let coercion: Coercion
    private var depth = 0
    /// Deeper nesting is refused before the stack ends.
    private static let maximumDepth = 1_200

    package init(
        scope: any Scope, subqueries: (any SubqueryBinder)?, parameters: ParameterTypes, context: FunctionContext,
        clause: ExpressionClause
    ) {
        self.scope = scope
        self.subqueries = subqueries
        self.parameters = parameters
        self.context = context
        self.clause = clause
        coercion = Coercion(context: context, parameters: parameters)
    }

    // MARK: Entry points

    /// Binds; the type may be `unknown` for a bare literal or parameter.
    package func bind(_ expression: Expression) throws -> BoundExpression {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.maximumDepth {
            throw VecDBError(
                .statementTooComplex, "stack depth limit exceeded",
                hint: "Simplify the expression: it is nested too deeply.")
        }
        return try dispatch(expression)
    }

    /// Binds a result column: a literal nobody gives a type is text.
    package func bindOutput(_ expression: Expression) throws -> BoundExpression {
        let bound = try bind(expression)
        return try resolvingUnknown(bound)
    }

    /// `unknown` becomes text.
    package func resolvingUnknown(_ bound: BoundExpression) throws -> BoundExpression {
        guard bound.type == .unknown else { return bound }
        return try coercion.convert(bound, to: .text, .implicit) ?? bound
    }

    /// Binds a condition: 42804 `argument of WHERE must be type boolean, not type integer`.
    package func bindBoolean(_ expression: Expression, construct: String) throws -> BoundExpression {
        try boolean(bind(expression), construct: construct)
    }

    /// Binds the operand of LIMIT or OFFSET: bigint, no columns of this query.
    package func bindLimit(_ expression: Expression, construct: String) throws -> BoundExpression {
        let bound = try bind(expression)
        guard let converted = try coercion.coerce(bound, to: .int8, .assignment) else {
            throw VecDBError(
                .datatypeMismatch, "argument of \(construct) must be type bigint, not type \(bound.type)",
                position: position(bound.location))
        }
        let hasColumn = converted.contains {
            if case .column(let column) = $0.node { return column.level == 0 }
            return false
        }
        if hasColumn {
            throw VecDBError(
                .invalidColumnReference, "argument of \(construct) must not contain variables",
                position: position(bound.location))
        }
        return converted
    }

    /// Binds a value for a column: 42804 `column "v" is of type vector but expression is of type text`.
    package func bindAssignment(_ expression: Expression, to column: String, type: ColumnType) throws -> BoundExpression
    {
        try assign(bind(expression), to: column, type: type)
    }

    /// A bound value made fit for a column.
    package func assign(_ value: BoundExpression, to column: String, type: ColumnType) throws -> BoundExpression {
        if let result = try coercion.coerce(value, to: type, .assignment) { return result }
        throw VecDBError(
            .datatypeMismatch,
            "column \"\(column)\" is of type \(SQLType(type)) but expression is of type \(value.type)",
            hint: "You will need to rewrite or cast the expression.", position: position(value.location))
    }

    // MARK: The kinds of expressions

    private func dispatch(_ expression: Expression) throws -> BoundExpression {
        switch expression {
        case .literal(let literal):
            if let number = parameters.liftedNumber(at: literal.location) {
                return try dispatch(.parameter(Parameter(number: number, location: literal.location)))
            }
            return try bindLiteral(literal)
        case .parameter(let parameter):
            let type = try parameters.type(parameter.number, location: parameter.location)
            return BoundExpression(
                .parameter(parameter.number), SQLType(type), modifier: type.modifier, location: parameter.location)
        case .column(let column): return try bindColumn(column)
        case .indirection(let indirection): return try bindIndirection(indirection)
        case .operation(let operation): return try bindOperation(operation)
        case .boolean(let operation): return try bindLogic(operation)
        case .not(let negation): return try bindNot(negation)
        case .quantified(let comparison): return try bindQuantified(comparison)
        case .subquery(let subquery): return try bindSubquery(subquery)
        case .distinctTest(let test): return try bindDistinct(test)
        case .nullIf(let nullIf): return try bindNullIf(nullIf)
        case .inList(let list): return try bindInList(list)
        case .patternMatch(let match): return try bindPattern(match)
        case .between(let between): return try bindBetween(between)
        case .nullTest(let test): return try bindNullTest(test)
        case .booleanTest(let test): return try bindTruthTest(test)
        case .function(let call): return try bindCall(call)
        case .valueFunction(let function): return try bindValueFunction(function)
        case .coalesce(let coalesce): return try bindCoalesce(coalesce)
        case .extremum(let extremum): return try bindExtremum(extremum)
        case .caseWhen(let expression): return try bindCase(expression)
        case .row(let row):
            let fields = try row.fields.map(bind)
            return BoundExpression(.row(fields), .record, location: row.location)
        case .array(let array): return try bindArray(array, element: nil)
        case .cast(let cast): return try bindCast(cast)
        case .collate(let collate): return try bindCollate(collate)
        case .grouping(let grouping): return try bindGrouping(grouping)
        case .xml(let xml): throw featureNotSupported(xml.function, location: xml.location)
        case .setToDefault(let node):
            throw VecDBError(.syntaxError, "DEFAULT is not allowed in this context", position: node.location + 1)
        case .currentOf: throw featureNotSupported("WHERE CURRENT OF")
        }
    }

    func position(_ location: Int) -> Int? { location < 0 ? nil : location + 1 }

    private func bindLiteral(_ literal: Literal) throws -> BoundExpression {
        func constant(_ value: SQLiteValue, _ type: SQLType, modifier: Int32 = -1) -> BoundExpression {
            BoundExpression(.constant(value), type, modifier: modifier, location: literal.location)
        }
        switch literal.value {
        case .integer(let value): return constant(.integer(Int64(value)), .int4)
        case .numeric(let text):
            if let value = Int64(text) {
                return constant(.integer(value), Int32(exactly: value) == nil ? .int8 : .int4)
            }
            return constant(try numericLiteral(text, literal.location), .numeric)
        case .string(let text): return constant(.text(text), .unknown)
        case .bitString(let text):
            do {
                let value = try ValueText.encode(text, as: SQLType.bit.column(), context)
                return constant(value, .bit)
            } catch var error as VecDBError {
                error.position = literal.location + 1
                throw error
            }
        case .boolean(let value): return constant(.bool(value), .bool)
        case .null: return constant(.null, .unknown)
        }
    }

    private func numericLiteral(_ text: String, _ location: Int) throws -> SQLiteValue {
        do { return try ValueText.encode(text, as: SQLType.numeric.column(), context) } catch var error as VecDBError {
            error.position = position(location)
            throw error
        }
    }

    private func bindColumn(_ column: ColumnReference) throws -> BoundExpression {
        if column.isStar {
            throw VecDBError(
                .syntaxError, "row expansion via \"*\" is not supported here", position: position(column.location))
        }
        try clause.requireColumns(column.location)
        return try scope.resolveColumn(column.names, location: column.location)
    }

    // MARK: Logic

    /// Requires a boolean.
    func boolean(_ bound: BoundExpression, construct: String) throws -> BoundExpression {
        if bound.type == .bool { return bound }
        if bound.containsSetReturning {
            throw VecDBError(
                .datatypeMismatch, "argument of \(construct) must not return a set", position: position(bound.location))
        }
        if let converted = try coercion.convert(bound, to: .bool, .assignment) { return converted }
        throw VecDBError(
            .datatypeMismatch, "argument of \(construct) must be type boolean, not type \(bound.type)",
            position: position(bound.location))
    }

    private func bindLogic(_ operation: BooleanOperation) throws -> BoundExpression {
        let name = operation.kind == .and ? "AND" : "OR"
        let operands = try operation.operands.map { try boolean(bind($0), construct: name) }
        let location = leftmost(operation.location, operands)
        return BoundExpression(operation.kind == .and ? .and(operands) : .or(operands), .bool, location: location)
    }

    private func bindNot(_ negation: Negation) throws -> BoundExpression {
        let operand = try boolean(bind(negation.operand), construct: "NOT")
        return BoundExpression(.not(operand), .bool, location: negation.location)
    }

    private func bindNullTest(_ test: NullTest) throws -> BoundExpression {
        let operand = try resolvingUnknown(bind(test.operand))
        return BoundExpression(
            .isNull(operand, negated: test.isNegated), .bool, location: leftmost(test.location, [operand]))
    }

    private func bindTruthTest(_ test: BooleanTest) throws -> BoundExpression {
        let word = test.value == .true ? "TRUE" : test.value == .false ? "FALSE" : "UNKNOWN"
        let operand = try boolean(bind(test.operand), construct: "IS \(test.isNegated ? "NOT " : "")\(word)")
        let kind: TruthTest = test.value == .true ? .isTrue : test.value == .false ? .isFalse : .isUnknown
        return BoundExpression(
            .isTruth(operand, kind, negated: test.isNegated), .bool, location: leftmost(test.location, [operand]))
    }

    /// The leftmost place of an expression with these parts: what errors about the whole point at.
    func leftmost(_ location: Int, _ parts: [BoundExpression]) -> Int {
        var result = location
        for part in parts where part.location >= 0 { result = result < 0 ? part.location : min(result, part.location) }
        return result
    }

    // MARK: Choices

    private func bindCase(_ expression: CaseExpression) throws -> BoundExpression {
        let operand = try expression.operand.map { try resolvingUnknown(bind($0)) }
        var arms: [BoundCase] = []
        for branch in expression.branches {
            let condition: BoundExpression
            if let operand {
                let value = try bind(branch.condition)
                condition = try boolean(
                    operation("=", operand, value, location: branch.location), construct: "CASE/WHEN")
            } else {
                condition = try boolean(bind(branch.condition), construct: "CASE/WHEN")
            }
            arms.append(BoundCase(condition: condition, result: try bind(branch.result)))
        }
        var otherwise = try expression.otherwise.map(bind)
        // PostgreSQL looks at ELSE first.
        let (results, type) = try unify((otherwise.map { [$0] } ?? []) + arms.map(\.result), construct: "CASE")
        var rest = results[...]
        if otherwise != nil { otherwise = rest.removeFirst() }
        for index in arms.indices { arms[index].result = rest.removeFirst() }
        return BoundExpression(
            .cases(arms, otherwise: otherwise), type, modifier: commonModifier(of: results, type: type),
            location: expression.location)
    }

    /// All expressions converted to the type they share.
    package func unify(
        _ expressions: [BoundExpression], construct: String
    ) throws -> (expressions: [BoundExpression], type: SQLType) {
        let type = try commonType(of: expressions, construct: construct)
        return (try expressions.map { try convert($0, to: type, construct: construct) }, type)
    }

    /// Implicit conversion to the type that a construct's parts share.
    package func convert(_ bound: BoundExpression, to type: SQLType, construct: String) throws -> BoundExpression {
        if let converted = try coercion.convert(bound, to: type, .implicit) { return converted }
        throw VecDBError(
            .cannotCoerce, "\(construct) could not convert type \(bound.type) to \(type)",
            position: position(bound.location))
    }

    private func bindCoalesce(_ coalesce: Coalesce) throws -> BoundExpression {
        let (parts, type) = try unify(coalesce.arguments.map(bind), construct: "COALESCE")
        let modifier = commonModifier(of: parts, type: type)
        if parts.count == 1, var only = parts.first {
            only.location = coalesce.location
            return only
        }
        return BoundExpression(.coalesce(parts), type, modifier: modifier, location: coalesce.location)
    }

    private func bindExtremum(_ extremum: Extremum) throws -> BoundExpression {
        let name = extremum.isGreatest ? "GREATEST" : "LEAST"
        let (parts, type) = try unify(extremum.arguments.map(bind), construct: name)
        return BoundExpression(
            .extremum(parts, isGreatest: extremum.isGreatest), type, modifier: commonModifier(of: parts, type: type),
            location: extremum.location)
    }

    private func bindNullIf(_ nullIf: NullIf) throws -> BoundExpression {
        let left = try bind(nullIf.left)
        let right = try bind(nullIf.right)
        let equality = try operation("=", left, right, location: nullIf.location)
        guard equality.type == .bool else {
            throw VecDBError(
                .datatypeMismatch, "NULLIF requires = operator to yield boolean", position: position(nullIf.location))
        }
        // The value is the comparison's left side, with the type that the comparison gave it.
        let value: BoundExpression
        if case .call(_, let arguments) = equality.node, let first = arguments.first {
            value = first
        } else {
            value = left
        }
        return BoundExpression(
            .nullIf(equality: equality, value: value), value.type, modifier: value.modifier, location: nullIf.location)
    }

    private func bindCollate(_ collate: Collate) throws -> BoundExpression {
        let operand = try resolvingUnknown(bind(collate.operand))
        let name = collate.collation.last ?? ""
        guard operand.type.category == "S" || operand.type.isArray else {
            throw VecDBError(
                .datatypeMismatch, "collations are not supported by type \(operand.type)",
                position: position(collate.location))
        }
        guard ["default", "C", "POSIX", "C.UTF-8", "C.utf8", "ucs_basic", "pg_c_utf8"].contains(name) else {
            if ["en_US", "en_US.utf8", "unicode", "und-x-icu", "en-x-icu", "en_US.UTF-8"].contains(name) {
                throw featureNotSupported("collation \"\(name)\"", location: collate.location)
            }
            throw VecDBError(
                .undefinedObject, "collation \"\(name)\" for encoding \"UTF8\" does not exist",
                position: position(collate.location))
        }
        return operand
    }

    private func bindGrouping(_ grouping: GroupingCall) throws -> BoundExpression {
        throw featureNotSupported("GROUPING", location: grouping.location)
    }
}
