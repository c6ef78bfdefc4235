package struct InsertStatement: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        case defaultValues
        /// A query or VALUES (whose elements may be ``Expression/setToDefault(_:)``).
        case select(SelectStatement)
    }

    package enum Overriding: Hashable, Sendable { case none, user, system }

    package var with: WithClause?
    package var relation: RelationReference
    package var columns: [AssignmentTarget]
    package var overriding: Overriding
    package var source: Source
    package var onConflict: OnConflict?
    package var returning: [Target]

    package init(
        with: WithClause? = nil,
        relation: RelationReference,
        columns: [AssignmentTarget] = [],
        overriding: Overriding = .none,
        source: Source,
        onConflict: OnConflict? = nil,
        returning: [Target] = []
    ) {
        self.with = with
        self.relation = relation
        self.columns = columns
        self.overriding = overriding
        self.source = source
        self.onConflict = onConflict
        self.returning = returning
    }
}

/// A column that is assigned to, in INSERT's list or in SET: `a`, `a.field`, `a[1]`.
package struct AssignmentTarget: Hashable, Sendable {
    package var name: String
    package var steps: [Indirection.Step]
    @SourceLocation package var location: Int

    package init(name: String, steps: [Indirection.Step] = [], location: Int = -1) {
        self.name = name
        self.steps = steps
        self.location = location
    }
}

package struct OnConflict: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        case elements([IndexElement], filter: Expression?)
        case constraint(String)
    }

    package enum Action: Hashable, Sendable {
        case nothing
        case update([Assignment], filter: Expression?)
    }

    package var target: Target?
    @SourceLocation package var targetLocation: Int
    package var action: Action
    @SourceLocation package var location: Int

    package init(target: Target? = nil, targetLocation: Int = -1, action: Action, location: Int = -1) {
        self.target = target
        self.targetLocation = targetLocation
        self.action = action
        self.location = location
    }
}

package enum Assignment: Hashable, Sendable {
    /// `a = expression`
    case single(AssignmentTarget, Expression)
    /// `(a, b) = ROW(…)`, `(a, b) = (SELECT …)`
    case multiple([AssignmentTarget], Expression)
}

package struct UpdateStatement: Hashable, Sendable {
    package var with: WithClause?
    package var relation: RelationReference
    package var assignments: [Assignment]
    package var from: [FromItem]
    package var filter: Expression?
    package var returning: [Target]

    package init(
        with: WithClause? = nil,
        relation: RelationReference,
        assignments: [Assignment] = [],
        from: [FromItem] = [],
        filter: Expression? = nil,
        returning: [Target] = []
    ) {
        self.with = with
        self.relation = relation
        self.assignments = assignments
        self.from = from
        self.filter = filter
        self.returning = returning
    }
}

package struct DeleteStatement: Hashable, Sendable {
    package var with: WithClause?
    package var relation: RelationReference
    package var using: [FromItem]
    package var filter: Expression?
    package var returning: [Target]

    package init(
        with: WithClause? = nil,
        relation: RelationReference,
        using: [FromItem] = [],
        filter: Expression? = nil,
        returning: [Target] = []
    ) {
        self.with = with
        self.relation = relation
        self.using = using
        self.filter = filter
        self.returning = returning
    }
}

package struct MergeStatement: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case nothing
        case delete
        case update([Assignment])
        /// No values: DEFAULT VALUES.
        case insert(columns: [AssignmentTarget], overriding: InsertStatement.Overriding, values: [Expression]?)
    }

    package struct Clause: Hashable, Sendable {
        package var isMatched: Bool
        package var condition: Expression?
        package var action: Action

        package init(isMatched: Bool = false, condition: Expression? = nil, action: Action) {
            self.isMatched = isMatched
            self.condition = condition
            self.action = action
        }
    }

    package var with: WithClause?
    package var relation: RelationReference
    package var source: FromItem
    package var condition: Expression
    package var clauses: [Clause]

    package init(
        with: WithClause? = nil,
        relation: RelationReference,
        source: FromItem,
        condition: Expression,
        clauses: [Clause] = []
    ) {
        self.with = with
        self.relation = relation
        self.source = source
        self.condition = condition
        self.clauses = clauses
    }
}

package struct TruncateStatement: Hashable, Sendable {
    package var relations: [RelationReference]
    package var restartsIdentity: Bool
    package var isCascade: Bool

    package init(relations: [RelationReference] = [], restartsIdentity: Bool = false, isCascade: Bool = false) {
        self.relations = relations
        self.restartsIdentity = restartsIdentity
        self.isCascade = isCascade
    }
}

package struct CopyStatement: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        case table(QualifiedName, columns: [String])
        case query(Statement)
    }

    package enum Endpoint: Hashable, Sendable {
        case standard
        case file(String)
        case program(String)
    }

    package var source: Source
    package var isFrom: Bool
    package var endpoint: Endpoint
    /// The old syntax's words appear as the new one's options.
    package var options: [DefinitionElement]
    package var filter: Expression?

    package init(
        source: Source,
        isFrom: Bool = false,
        endpoint: Endpoint,
        options: [DefinitionElement] = [],
        filter: Expression? = nil
    ) {
        self.source = source
        self.isFrom = isFrom
        self.endpoint = endpoint
        self.options = options
        self.filter = filter
    }
}
