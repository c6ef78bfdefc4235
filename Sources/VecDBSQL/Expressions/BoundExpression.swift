import VecDB

/// An expression whose names, types, functions and operators are all decided: what the binder makes and the emitter
/// turns into SQLite's text.
///
/// Two expressions are equal when they mean the same, wherever they stand in the statement: `GROUP BY` matching is `==`.
package struct BoundExpression {
    package var node: BoundNode
    package var type: SQLType
    /// PostgreSQL's type modifier, -1 for none.
    package var modifier: Int32
    /// The character offset in the statement, from 0; -1 where there is none.
    package var location: Int

    package init(_ node: BoundNode, _ type: SQLType, modifier: Int32 = -1, location: Int = -1) {
        self.node = node
        self.type = type
        self.modifier = modifier
        self.location = location
    }

    /// The type with its modifier, as results and columns have it.
    package var columnType: ColumnType { type.column(modifier: modifier) }

    /// The untyped or typed NULL constant.
    package static func null(_ type: SQLType, location: Int = -1) -> BoundExpression {
        BoundExpression(.constant(.null), type, location: location)
    }
}

extension BoundExpression: Hashable {
    package static func == (a: BoundExpression, b: BoundExpression) -> Bool {
        a.type == b.type && a.modifier == b.modifier && a.node == b.node
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(node)
    }
}

/// The kinds of bound expressions.
package indirect enum BoundNode: Hashable {
    /// A value in its stored form; of type `unknown` the text of a literal nobody has given a type yet.
    case constant(SQLiteValue)
    /// The statement's parameter `$n`.
    case parameter(Int)
    case column(ColumnBinding)
    /// A call of a scalar function or operator.
    case call(FunctionEntry, [BoundExpression])
    /// The same stored value under another type.
    case relabel(BoundExpression)
    /// The value's text, by its type's output function.
    case output(BoundExpression)
    /// The value of a text, by the type's input function.
    case input(BoundExpression)
    /// Each element of an array cast by ``ArrayElementCast``.
    case arrayCast(BoundExpression, ArrayElementCast)
    /// The value fitted to the modifier: cut where the cast is explicit, refused where it is not.
    case fit(BoundExpression, isExplicit: Bool)
    case and([BoundExpression])
    case or([BoundExpression])
    case not(BoundExpression)
    case isNull(BoundExpression, negated: Bool)
    case isTruth(BoundExpression, TruthTest, negated: Bool)
    /// `IS [NOT] DISTINCT FROM`; the sides have one type.
    case isDistinct(BoundExpression, BoundExpression, negated: Bool)
    /// The searched `CASE`; the form with an operand has been written out.
    case cases([BoundCase], otherwise: BoundExpression?)
    case coalesce([BoundExpression])
    /// `NULLIF`: the equality that decides, and the value.
    case nullIf(equality: BoundExpression, value: BoundExpression)
    case extremum([BoundExpression], isGreatest: Bool)
    /// `x IN (a, b, …)` over one type whose equality is SQLite's own.
    case inList(BoundExpression, [BoundExpression], negated: Bool)
    /// `x op ANY/ALL (array)`.
    case quantifiedArray(BoundExpression, FunctionEntry, array: BoundExpression, isAll: Bool)
    case row([BoundExpression])
    /// `(a, b) < (c, d)` and kin, by sort keys.
    case rowComparison(String, [BoundExpression], [BoundExpression])
    case array([BoundExpression])
    case arraySubscript(BoundExpression, [ArrayIndex])
    case subquery(SubqueryKind, BoundSubquery)
    case aggregate(AggregateCall)
    case window(WindowCall)
    case setReturning(SetReturningCall)
    /// A field of a set-returning function's or a column's composite value.
    case field(BoundExpression, Int)
}

/// `IS TRUE`, `IS FALSE`, `IS UNKNOWN`.
package enum TruthTest: Hashable { case isTrue, isFalse, isUnknown }

/// One arm of a `CASE`.
package struct BoundCase: Hashable {
    package var condition: BoundExpression
    package var result: BoundExpression
}

/// How the elements of an array are cast one by one.
package struct ArrayElementCast: Hashable {
    package var source: SQLType
    package var target: SQLType
    package var modifier: Int32
    package var isExplicit: Bool
}

/// `[i]` or `[from:to]`.
package struct ArrayIndex: Hashable {
    package var lower: BoundExpression?
    package var upper: BoundExpression?
    package var isSlice: Bool
}

/// A call of an aggregate.
package struct AggregateCall: Hashable {
    package var function: FunctionEntry
    package var arguments: [BoundExpression]
    /// `count(*)`.
    package var isStar = false
    package var isDistinct = false
    package var order: [BoundOrder] = []
    package var filter: BoundExpression?
    /// `percentile_cont(x) WITHIN GROUP (ORDER BY y)`: arguments are the direct ones, ``order`` the rest.
    package var isOrderedSet = false
    /// How many query levels up the aggregate belongs; 0 is the query it stands in.
    package var level = 0
}

/// A call over a window.
package struct WindowCall: Hashable {
    package var function: FunctionEntry
    package var arguments: [BoundExpression]
    package var isStar = false
    package var filter: BoundExpression?
    package var partition: [BoundExpression]
    package var order: [BoundOrder]
    /// The frame clause in SQLite's words, which are PostgreSQL's.
    package var frame: BoundFrame?
}

/// A window's frame.
package struct BoundFrame: Hashable {
    package var mode: String
    package var start: BoundFrameBound
    package var end: BoundFrameBound
    /// `EXCLUDE …`, or empty.
    package var exclusion: String
}

/// One end of a frame.
package enum BoundFrameBound: Hashable {
    case unboundedPreceding, currentRow, unboundedFollowing
    case preceding(BoundExpression)
    case following(BoundExpression)
}

/// One key of an `ORDER BY`.
package struct BoundOrder: Hashable {
    package var expression: BoundExpression
    package var isDescending: Bool
    package var nullsFirst: Bool

    package init(_ expression: BoundExpression, isDescending: Bool = false, nullsFirst: Bool? = nil) {
        self.expression = expression
        self.isDescending = isDescending
        self.nullsFirst = nullsFirst ?? isDescending
    }
}

/// A call of a set-returning function.
package struct SetReturningCall: Hashable {
    package var function: FunctionEntry
    package var arguments: [BoundExpression]
}

/// What a sub-select stands for in an expression.
package enum SubqueryKind: Hashable {
    case exists
    case scalar
    /// `ARRAY(SELECT …)`.
    case array
    /// `x IN (SELECT …)`, where equality is SQLite's own; the operand may be a row.
    case isIn([BoundExpression], negated: Bool)
    /// `x op ANY/ALL (SELECT …)`: the comparison's right side is the ``BoundNode/column(_:)`` that stands for the row.
    case quantified(comparison: BoundExpression, isAll: Bool)
}
