/// A value expression as written: names are not resolved, types not known. Parentheses leave no trace.
package indirect enum Expression: Hashable, Sendable {
    case literal(Literal)
    case parameter(Parameter)
    case column(ColumnReference)
    case indirection(Indirection)
    /// `+ x`, `x + y`, also `<`, `=`, `||` and all other operators.
    case operation(Operation)
    /// `a AND b AND c`, `a OR b`: as many operands as were chained.
    case boolean(BooleanOperation)
    case not(Negation)
    /// `x = ANY (array)`, `x <> ALL (array)`.
    case quantified(QuantifiedComparison)
    /// `(SELECT …)`, `EXISTS (SELECT …)`, `x IN (SELECT …)`, `x = ANY (SELECT …)`, `ARRAY(SELECT …)`.
    case subquery(Subquery)
    case distinctTest(DistinctTest)
    case nullIf(NullIf)
    case inList(InList)
    case patternMatch(PatternMatch)
    case between(Between)
    case nullTest(NullTest)
    case booleanTest(BooleanTest)
    case function(FunctionCall)
    /// `CURRENT_DATE`, `CURRENT_USER` and the other functions without parentheses.
    case valueFunction(ValueFunction)
    case coalesce(Coalesce)
    /// `GREATEST(…)`, `LEAST(…)`.
    case extremum(Extremum)
    case caseWhen(CaseExpression)
    case row(RowExpression)
    case array(ArrayExpression)
    case cast(TypeCast)
    case collate(Collate)
    /// `GROUPING(…)`
    case grouping(GroupingCall)
    /// The XML functions, parsed so that they can be refused by name.
    case xml(XMLExpression)
    /// `DEFAULT` as a value of INSERT or UPDATE.
    case setToDefault(SetToDefault)
    /// `WHERE CURRENT OF cursor`
    case currentOf(CurrentOf)
}

package struct Literal: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        /// Fits 32 bits, as PostgreSQL's lexer decides.
        case integer(Int32)
        /// Every other number, as written (a leading `-` when it was negated): `1.5`, `1e10`, `3000000000`.
        case numeric(String)
        case string(String)
        /// `B'101'` is `b101`, `X'1F'` is `x1F`.
        case bitString(String)
        case boolean(Bool)
        case null
    }

    package var value: Value
    @SourceLocation package var location: Int

    package init(value: Value, location: Int = -1) {
        self.value = value
        self.location = location
    }
}

/// `$1`
package struct Parameter: Hashable, Sendable {
    package var number: Int
    @SourceLocation package var location: Int

    package init(number: Int, location: Int = -1) {
        self.number = number
        self.location = location
    }
}

/// `a`, `t.a`, `s.t.a`, `*`, `t.*`
package struct ColumnReference: Hashable, Sendable {
    /// The names before a star.
    package var names: [String]
    package var isStar: Bool
    @SourceLocation package var location: Int

    package init(names: [String] = [], isStar: Bool = false, location: Int = -1) {
        self.names = names
        self.isStar = isStar
        self.location = location
    }
}

/// `(x).field`, `x[1]`, `x[1:2]`, `(x).*`
package struct Indirection: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case field(String)
        case star
        case subscripted(Expression)
        case slice(lower: Expression?, upper: Expression?)
    }

    package var base: Expression
    package var steps: [Step]

    package init(base: Expression, steps: [Step] = []) {
        self.base = base
        self.steps = steps
    }
}

package struct Operation: Hashable, Sendable {
    package var name: OperatorName
    /// None for a prefix operator.
    package var left: Expression?
    package var right: Expression
    /// Where the operator stands.
    @SourceLocation package var location: Int

    package init(name: OperatorName, left: Expression? = nil, right: Expression, location: Int = -1) {
        self.name = name
        self.left = left
        self.right = right
        self.location = location
    }
}

package struct BooleanOperation: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case and, or }

    package var kind: Kind
    package var operands: [Expression]
    @SourceLocation package var location: Int

    package init(kind: Kind, operands: [Expression] = [], location: Int = -1) {
        self.kind = kind
        self.operands = operands
        self.location = location
    }
}

package struct Negation: Hashable, Sendable {
    package var operand: Expression
    @SourceLocation package var location: Int

    package init(operand: Expression, location: Int = -1) {
        self.operand = operand
        self.location = location
    }
}

package enum Quantifier: Hashable, Sendable { case any, all }

package struct QuantifiedComparison: Hashable, Sendable {
    package var left: Expression
    package var name: OperatorName
    package var quantifier: Quantifier
    package var array: Expression
    @SourceLocation package var location: Int

    package init(
        left: Expression,
        name: OperatorName,
        quantifier: Quantifier,
        array: Expression,
        location: Int = -1
    ) {
        self.left = left
        self.name = name
        self.quantifier = quantifier
        self.array = array
        self.location = location
    }
}

package struct Subquery: Hashable, Sendable {
    package indirect enum Kind: Hashable, Sendable {
        case scalar
        case exists
        case array
        /// `x IN (SELECT …)`; `NOT IN` is a ``Expression/not(_:)`` around it.
        case membership(Expression)
        /// `x op ANY (SELECT …)`; `LIKE ANY` has the operator `~~`.
        case quantified(Expression, OperatorName, Quantifier)
    }

    package var kind: Kind
    package var select: SelectStatement
    @SourceLocation package var location: Int

    package init(kind: Kind, select: SelectStatement, location: Int = -1) {
        self.kind = kind
        self.select = select
        self.location = location
    }
}

/// `x IS [NOT] DISTINCT FROM y`
package struct DistinctTest: Hashable, Sendable {
    package var left: Expression
    package var right: Expression
    /// True for `IS NOT DISTINCT FROM`.
    package var isNegated: Bool
    @SourceLocation package var location: Int

    package init(left: Expression, right: Expression, isNegated: Bool = false, location: Int = -1) {
        self.left = left
        self.right = right
        self.isNegated = isNegated
        self.location = location
    }
}

package struct NullIf: Hashable, Sendable {
    package var left: Expression
    package var right: Expression
    @SourceLocation package var location: Int

    package init(left: Expression, right: Expression, location: Int = -1) {
        self.left = left
        self.right = right
        self.location = location
    }
}

/// `x [NOT] IN (1, 2, 3)`
package struct InList: Hashable, Sendable {
    package var operand: Expression
    package var list: [Expression]
    package var isNegated: Bool
    @SourceLocation package var location: Int

    package init(operand: Expression, list: [Expression] = [], isNegated: Bool = false, location: Int = -1) {
        self.operand = operand
        self.list = list
        self.isNegated = isNegated
        self.location = location
    }
}

package struct PatternMatch: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case like, ilike, similar }

    package var kind: Kind
    package var operand: Expression
    package var pattern: Expression
    package var escape: Expression?
    package var isNegated: Bool
    @SourceLocation package var location: Int

    package init(
        kind: Kind,
        operand: Expression,
        pattern: Expression,
        escape: Expression? = nil,
        isNegated: Bool = false,
        location: Int = -1
    ) {
        self.kind = kind
        self.operand = operand
        self.pattern = pattern
        self.escape = escape
        self.isNegated = isNegated
        self.location = location
    }
}

package struct Between: Hashable, Sendable {
    package var operand: Expression
    package var lower: Expression
    package var upper: Expression
    package var isSymmetric: Bool
    package var isNegated: Bool
    @SourceLocation package var location: Int

    package init(
        operand: Expression,
        lower: Expression,
        upper: Expression,
        isSymmetric: Bool = false,
        isNegated: Bool = false,
        location: Int = -1
    ) {
        self.operand = operand
        self.lower = lower
        self.upper = upper
        self.isSymmetric = isSymmetric
        self.isNegated = isNegated
        self.location = location
    }
}

/// `x IS [NOT] NULL`
package struct NullTest: Hashable, Sendable {
    package var operand: Expression
    package var isNegated: Bool
    @SourceLocation package var location: Int

    package init(operand: Expression, isNegated: Bool = false, location: Int = -1) {
        self.operand = operand
        self.isNegated = isNegated
        self.location = location
    }
}

/// `x IS [NOT] TRUE`, `FALSE`, `UNKNOWN`
package struct BooleanTest: Hashable, Sendable {
    package enum Value: Hashable, Sendable { case `true`, `false`, unknown }

    package var operand: Expression
    package var value: Value
    package var isNegated: Bool
    @SourceLocation package var location: Int

    package init(operand: Expression, value: Value, isNegated: Bool = false, location: Int = -1) {
        self.operand = operand
        self.value = value
        self.isNegated = isNegated
        self.location = location
    }
}

package struct ValueFunction: Hashable, Sendable {
    /// The raw value is the keyword that was written, in upper case.
    package enum Kind: String, Hashable, Sendable {
        case currentDate = "CURRENT_DATE"
        case currentTime = "CURRENT_TIME"
        case currentTimestamp = "CURRENT_TIMESTAMP"
        case localTime = "LOCALTIME"
        case localTimestamp = "LOCALTIMESTAMP"
        case currentRole = "CURRENT_ROLE"
        case currentUser = "CURRENT_USER"
        case sessionUser = "SESSION_USER"
        case user = "USER"
        case currentCatalog = "CURRENT_CATALOG"
        case currentSchema = "CURRENT_SCHEMA"
    }

    package var kind: Kind
    package var precision: Int?
    @SourceLocation package var location: Int

    package init(kind: Kind, precision: Int? = nil, location: Int = -1) {
        self.kind = kind
        self.precision = precision
        self.location = location
    }
}

package struct Coalesce: Hashable, Sendable {
    package var arguments: [Expression]
    @SourceLocation package var location: Int

    package init(arguments: [Expression] = [], location: Int = -1) {
        self.arguments = arguments
        self.location = location
    }
}

package struct Extremum: Hashable, Sendable {
    package var isGreatest: Bool
    package var arguments: [Expression]
    @SourceLocation package var location: Int

    package init(isGreatest: Bool = false, arguments: [Expression] = [], location: Int = -1) {
        self.isGreatest = isGreatest
        self.arguments = arguments
        self.location = location
    }
}

package struct CaseExpression: Hashable, Sendable {
    package struct Branch: Hashable, Sendable {
        package var condition: Expression
        package var result: Expression
        @SourceLocation package var location: Int

        package init(condition: Expression, result: Expression, location: Int = -1) {
            self.condition = condition
            self.result = result
            self.location = location
        }
    }

    package var operand: Expression?
    package var branches: [Branch]
    package var otherwise: Expression?
    @SourceLocation package var location: Int

    package init(
        operand: Expression? = nil,
        branches: [Branch] = [],
        otherwise: Expression? = nil,
        location: Int = -1
    ) {
        self.operand = operand
        self.branches = branches
        self.otherwise = otherwise
        self.location = location
    }
}

/// `ROW(a, b)`, `(a, b)`
package struct RowExpression: Hashable, Sendable {
    package var fields: [Expression]
    /// The word ROW was written.
    package var isExplicit: Bool
    @SourceLocation package var location: Int

    package init(fields: [Expression] = [], isExplicit: Bool = false, location: Int = -1) {
        self.fields = fields
        self.isExplicit = isExplicit
        self.location = location
    }
}

/// `ARRAY[1, 2]`; a nested `[…]` is an array expression of its own.
package struct ArrayExpression: Hashable, Sendable {
    package var elements: [Expression]
    @SourceLocation package var location: Int

    package init(elements: [Expression] = [], location: Int = -1) {
        self.elements = elements
        self.location = location
    }
}

/// `CAST(x AS t)`, `x::t`, `t 'literal'`
package struct TypeCast: Hashable, Sendable {
    package var operand: Expression
    package var type: TypeName
    /// Where `::`, CAST or the type name stands, as PostgreSQL has it.
    @SourceLocation package var location: Int

    package init(operand: Expression, type: TypeName, location: Int = -1) {
        self.operand = operand
        self.type = type
        self.location = location
    }
}

package struct Collate: Hashable, Sendable {
    package var operand: Expression
    package var collation: [String]
    @SourceLocation package var location: Int

    package init(operand: Expression, collation: [String] = [], location: Int = -1) {
        self.operand = operand
        self.collation = collation
        self.location = location
    }
}

package struct GroupingCall: Hashable, Sendable {
    package var arguments: [Expression]
    @SourceLocation package var location: Int

    package init(arguments: [Expression] = [], location: Int = -1) {
        self.arguments = arguments
        self.location = location
    }
}

package struct XMLExpression: Hashable, Sendable {
    /// The keyword in upper case: `XMLELEMENT`, `IS DOCUMENT`.
    package var function: String
    @SourceLocation package var location: Int

    package init(function: String, location: Int = -1) {
        self.function = function
        self.location = location
    }
}

package struct SetToDefault: Hashable, Sendable {
    @SourceLocation package var location: Int

    package init(location: Int = -1) {
        self.location = location
    }
}

package struct CurrentOf: Hashable, Sendable {
    package var cursor: String?
    /// `WHERE CURRENT OF $1`
    package var parameter: Int?

    package init(cursor: String? = nil, parameter: Int? = nil) {
        self.cursor = cursor
        self.parameter = parameter
    }
}
