/// A function call with everything that may follow the arguments.
///
/// The special forms are calls as well, in PostgreSQL's translation: `EXTRACT(year FROM x)` is
/// `pg_catalog.extract('year', x)`, `x AT TIME ZONE z` is `pg_catalog.timezone(z, x)`, `POSITION(a IN b)` is
/// `pg_catalog.position(b, a)`, `TRIM(LEADING c FROM x)` is `pg_catalog.ltrim(x, c)`.
package struct FunctionCall: Hashable, Sendable {
    package struct Argument: Hashable, Sendable {
        /// `name => value`
        package var name: String?
        package var value: Expression
        /// Where the name, or else the value, stands.
        @SourceLocation package var location: Int

        package init(name: String? = nil, value: Expression, location: Int = -1) {
            self.name = name
            self.value = value
            self.location = location
        }
    }

    package enum Form: Hashable, Sendable {
        case call
        /// One of SQL's own spellings, such as `EXTRACT(… FROM …)`; printed that way again.
        case sqlSyntax
    }

    package enum Window: Hashable, Sendable {
        /// `OVER name`
        case named(String)
        /// `OVER (…)`
        case defined(WindowDefinition)
    }

    package var name: [String]
    package var arguments: [Argument]
    /// The last argument was written after VARIADIC.
    package var isVariadic: Bool
    /// `count(*)`
    package var isStar: Bool
    package var isDistinct: Bool
    /// `agg(x ORDER BY y)`, or the order of WITHIN GROUP.
    package var orderBy: [SortItem]
    package var isWithinGroup: Bool
    package var filter: Expression?
    package var window: Window?
    package var form: Form
    @SourceLocation package var location: Int

    package init(
        name: [String] = [],
        arguments: [Argument] = [],
        isVariadic: Bool = false,
        isStar: Bool = false,
        isDistinct: Bool = false,
        orderBy: [SortItem] = [],
        isWithinGroup: Bool = false,
        filter: Expression? = nil,
        window: Window? = nil,
        form: Form = .call,
        location: Int = -1
    ) {
        self.name = name
        self.arguments = arguments
        self.isVariadic = isVariadic
        self.isStar = isStar
        self.isDistinct = isDistinct
        self.orderBy = orderBy
        self.isWithinGroup = isWithinGroup
        self.filter = filter
        self.window = window
        self.form = form
        self.location = location
    }
}

package struct SortItem: Hashable, Sendable {
    package enum Direction: Hashable, Sendable {
        case unspecified, ascending, descending
        /// `ORDER BY x USING <`
        case using(OperatorName)
    }

    package enum Nulls: Hashable, Sendable { case unspecified, first, last }

    package var expression: Expression
    package var direction: Direction
    package var nulls: Nulls
    @SourceLocation package var location: Int

    package init(
        expression: Expression,
        direction: Direction = .unspecified,
        nulls: Nulls = .unspecified,
        location: Int = -1
    ) {
        self.expression = expression
        self.direction = direction
        self.nulls = nulls
        self.location = location
    }
}

/// `WINDOW name AS (…)` or the parentheses after OVER.
package struct WindowDefinition: Hashable, Sendable {
    package var name: String?
    /// The window that this one refines: `(base ORDER BY x)`.
    package var base: String?
    package var partitionBy: [Expression]
    package var orderBy: [SortItem]
    package var frame: WindowFrame?
    @SourceLocation package var location: Int

    package init(
        name: String? = nil,
        base: String? = nil,
        partitionBy: [Expression] = [],
        orderBy: [SortItem] = [],
        frame: WindowFrame? = nil,
        location: Int = -1
    ) {
        self.name = name
        self.base = base
        self.partitionBy = partitionBy
        self.orderBy = orderBy
        self.frame = frame
        self.location = location
    }
}

package struct WindowFrame: Hashable, Sendable {
    package enum Unit: Hashable, Sendable { case rows, range, groups }
    package enum Exclusion: Hashable, Sendable { case none, currentRow, group, ties, noOthers }
    package enum Bound: Hashable, Sendable {
        case unboundedPreceding
        case preceding(Expression)
        case currentRow
        case following(Expression)
        case unboundedFollowing
    }

    package var unit: Unit
    package var start: Bound
    /// None when there was no BETWEEN: CURRENT ROW.
    package var end: Bound?
    package var exclusion: Exclusion

    package init(unit: Unit, start: Bound, end: Bound? = nil, exclusion: Exclusion = .none) {
        self.unit = unit
        self.start = start
        self.end = end
        self.exclusion = exclusion
    }
}
