/// SELECT, VALUES, TABLE, or a set operation, with the clauses that stand around it.
package struct SelectStatement: Hashable, Sendable {
    package enum LimitOption: Hashable, Sendable { case count, withTies }

    package var with: WithClause?
    package var body: SelectBody
    package var orderBy: [SortItem]
    /// `LIMIT ALL` is the literal NULL.
    package var limit: Expression?
    package var limitOption: LimitOption
    package var offset: Expression?
    package var locking: [LockingClause]
    /// Where the statement's first word (or parenthesis) stands.
    @SourceLocation package var location: Int

    package init(
        with: WithClause? = nil,
        body: SelectBody,
        orderBy: [SortItem] = [],
        limit: Expression? = nil,
        limitOption: LimitOption = .count,
        offset: Expression? = nil,
        locking: [LockingClause] = [],
        location: Int = -1
    ) {
        self.with = with
        self.body = body
        self.orderBy = orderBy
        self.limit = limit
        self.limitOption = limitOption
        self.offset = offset
        self.locking = locking
        self.location = location
    }
}

package indirect enum SelectBody: Hashable, Sendable {
    case select(SelectCore)
    case values(ValuesLists)
    case setOperation(SetOperation)
}

package struct ValuesLists: Hashable, Sendable {
    package var rows: [[Expression]]
    @SourceLocation package var location: Int

    package init(rows: [[Expression]] = [], location: Int = -1) {
        self.rows = rows
        self.location = location
    }
}

package struct SetOperation: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case union, intersect, except }

    package var kind: Kind
    package var isAll: Bool
    package var left: SelectStatement
    package var right: SelectStatement
    @SourceLocation package var location: Int

    package init(kind: Kind, isAll: Bool = false, left: SelectStatement, right: SelectStatement, location: Int = -1) {
        self.kind = kind
        self.isAll = isAll
        self.left = left
        self.right = right
        self.location = location
    }
}

/// One SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW. `TABLE t` is `SELECT * FROM t`.
package struct SelectCore: Hashable, Sendable {
    package enum Distinct: Hashable, Sendable {
        case all
        case distinct
        case on([Expression])
    }

    package var distinct: Distinct
    package var targets: [Target]
    package var into: IntoClause?
    package var from: [FromItem]
    package var filter: Expression?
    package var groupBy: [GroupingElement]
    /// `GROUP BY DISTINCT`
    package var isGroupByDistinct: Bool
    package var having: Expression?
    package var windows: [WindowDefinition]
    @SourceLocation package var location: Int

    package init(
        distinct: Distinct = .all,
        targets: [Target] = [],
        into: IntoClause? = nil,
        from: [FromItem] = [],
        filter: Expression? = nil,
        groupBy: [GroupingElement] = [],
        isGroupByDistinct: Bool = false,
        having: Expression? = nil,
        windows: [WindowDefinition] = [],
        location: Int = -1
    ) {
        self.distinct = distinct
        self.targets = targets
        self.into = into
        self.from = from
        self.filter = filter
        self.groupBy = groupBy
        self.isGroupByDistinct = isGroupByDistinct
        self.having = having
        self.windows = windows
        self.location = location
    }
}

/// An element of a SELECT or RETURNING list; `*` and `t.*` are column references.
package struct Target: Hashable, Sendable {
    package var expression: Expression
    package var label: String?
    @SourceLocation package var location: Int

    package init(expression: Expression, label: String? = nil, location: Int = -1) {
        self.expression = expression
        self.label = label
        self.location = location
    }
}

package indirect enum GroupingElement: Hashable, Sendable {
    case expression(Expression)
    /// `()`
    case empty(GroupingSet)
    case rollup(GroupingSet)
    case cube(GroupingSet)
    case groupingSets(GroupingSet)
}

package struct GroupingSet: Hashable, Sendable {
    package var elements: [GroupingElement]
    @SourceLocation package var location: Int

    package init(elements: [GroupingElement] = [], location: Int = -1) {
        self.elements = elements
        self.location = location
    }
}

package struct LockingClause: Hashable, Sendable {
    package enum Strength: Hashable, Sendable { case keyShare, share, noKeyUpdate, update }
    package enum WaitPolicy: Hashable, Sendable { case block, skipLocked, noWait }

    package var strength: Strength
    package var relations: [QualifiedName]
    package var wait: WaitPolicy

    package init(strength: Strength, relations: [QualifiedName] = [], wait: WaitPolicy) {
        self.strength = strength
        self.relations = relations
        self.wait = wait
    }
}

package struct WithClause: Hashable, Sendable {
    package var isRecursive: Bool
    package var tables: [CommonTable]
    @SourceLocation package var location: Int

    package init(isRecursive: Bool = false, tables: [CommonTable] = [], location: Int = -1) {
        self.isRecursive = isRecursive
        self.tables = tables
        self.location = location
    }
}

package struct CommonTable: Hashable, Sendable {
    package enum Materialization: Hashable, Sendable { case unspecified, always, never }

    package var name: String
    package var columns: [String]
    package var materialization: Materialization
    /// A SELECT, INSERT, UPDATE or DELETE.
    package var statement: Statement
    package var search: SearchClause?
    package var cycle: CycleClause?
    @SourceLocation package var location: Int

    package init(
        name: String,
        columns: [String] = [],
        materialization: Materialization,
        statement: Statement,
        search: SearchClause? = nil,
        cycle: CycleClause? = nil,
        location: Int = -1
    ) {
        self.name = name
        self.columns = columns
        self.materialization = materialization
        self.statement = statement
        self.search = search
        self.cycle = cycle
        self.location = location
    }
}

package struct SearchClause: Hashable, Sendable {
    package var columns: [String]
    package var isBreadthFirst: Bool
    package var sequenceColumn: String
    @SourceLocation package var location: Int

    package init(columns: [String] = [], isBreadthFirst: Bool = false, sequenceColumn: String, location: Int = -1) {
        self.columns = columns
        self.isBreadthFirst = isBreadthFirst
        self.sequenceColumn = sequenceColumn
        self.location = location
    }
}

package struct CycleClause: Hashable, Sendable {
    package var columns: [String]
    package var markColumn: String
    package var markValue: Expression?
    package var markDefault: Expression?
    package var pathColumn: String
    @SourceLocation package var location: Int

    package init(
        columns: [String] = [],
        markColumn: String,
        markValue: Expression? = nil,
        markDefault: Expression? = nil,
        pathColumn: String,
        location: Int = -1
    ) {
        self.columns = columns
        self.markColumn = markColumn
        self.markValue = markValue
        self.markDefault = markDefault
        self.pathColumn = pathColumn
        self.location = location
    }
}

/// The table that SELECT INTO or CREATE TABLE AS makes.
package struct IntoClause: Hashable, Sendable {
    package var relation: QualifiedName
    package var persistence: Persistence
    package var columns: [String]
    package var accessMethod: String?
    package var options: [DefinitionElement]
    package var onCommit: OnCommit
    package var tablespace: String?
    package var isWithoutData: Bool

    package init(
        relation: QualifiedName,
        persistence: Persistence = .permanent,
        columns: [String] = [],
        accessMethod: String? = nil,
        options: [DefinitionElement] = [],
        onCommit: OnCommit = .unspecified,
        tablespace: String? = nil,
        isWithoutData: Bool = false
    ) {
        self.relation = relation
        self.persistence = persistence
        self.columns = columns
        self.accessMethod = accessMethod
        self.options = options
        self.onCommit = onCommit
        self.tablespace = tablespace
        self.isWithoutData = isWithoutData
    }
}
