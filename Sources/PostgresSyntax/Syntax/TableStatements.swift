package enum Persistence: Hashable, Sendable { case permanent, temporary, unlogged }

package enum OnCommit: Hashable, Sendable { case unspecified, preserveRows, deleteRows, drop }

/// `name = value` in WITH (…), in COPY, VACUUM and EXPLAIN options, in sequence options, in CREATE TYPE.
package struct DefinitionElement: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case integer(Int32)
        case numeric(String)
        case string(String)
        case boolean(Bool)
        case type(TypeName)
        case operatorName(OperatorName)
        case list([Value])
        case star
        case none
    }

    package enum Action: Hashable, Sendable { case unspecified, set, add, drop }

    package var namespace: String?
    package var name: String
    /// None when only the name was written.
    package var value: Value?
    package var action: Action
    @SourceLocation package var location: Int

    package init(
        namespace: String? = nil,
        name: String,
        value: Value? = nil,
        action: Action = .unspecified,
        location: Int = -1
    ) {
        self.namespace = namespace
        self.name = name
        self.value = value
        self.action = action
        self.location = location
    }
}

package struct ColumnDefinition: Hashable, Sendable {
    package var name: String
    /// None in `CREATE TABLE … OF type (column WITH OPTIONS …)`.
    package var type: TypeName?
    package var compression: String?
    package var collation: [String]?
    @SourceLocation package var collationLocation: Int
    package var constraints: [Constraint]
    @SourceLocation package var location: Int

    package init(
        name: String,
        type: TypeName? = nil,
        compression: String? = nil,
        collation: [String]? = nil,
        collationLocation: Int = -1,
        constraints: [Constraint] = [],
        location: Int = -1
    ) {
        self.name = name
        self.type = type
        self.compression = compression
        self.collation = collation
        self.collationLocation = collationLocation
        self.constraints = constraints
        self.location = location
    }
}

/// A column's or a table's constraint; a column's DEFAULT, identity and generation too.
package struct Constraint: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case null
        case notNull
        case `default`(Expression)
        /// `GENERATED … AS IDENTITY (sequence options)`
        case identity(isAlways: Bool, options: [DefinitionElement])
        /// `GENERATED ALWAYS AS (…) STORED`
        case generated(Expression)
        case check(Expression)
        case primaryKey(IndexConstraint)
        case unique(IndexConstraint)
        case exclude(ExclusionConstraint)
        case foreignKey(ForeignKey)
    }

    package var name: String?
    package var kind: Kind
    package var isDeferrable: Bool
    package var isInitiallyDeferred: Bool
    package var isNotValid: Bool
    package var isNoInherit: Bool
    @SourceLocation package var location: Int

    package init(
        name: String? = nil,
        kind: Kind,
        isDeferrable: Bool = false,
        isInitiallyDeferred: Bool = false,
        isNotValid: Bool = false,
        isNoInherit: Bool = false,
        location: Int = -1
    ) {
        self.name = name
        self.kind = kind
        self.isDeferrable = isDeferrable
        self.isInitiallyDeferred = isInitiallyDeferred
        self.isNotValid = isNotValid
        self.isNoInherit = isNoInherit
        self.location = location
    }
}

package struct IndexConstraint: Hashable, Sendable {
    /// Empty for a column constraint and for `USING INDEX`.
    package var columns: [String]
    package var including: [String]
    package var options: [DefinitionElement]
    package var tablespace: String?
    /// `ADD PRIMARY KEY USING INDEX name`
    package var index: String?
    package var isNullsNotDistinct: Bool

    package init(
        columns: [String] = [],
        including: [String] = [],
        options: [DefinitionElement] = [],
        tablespace: String? = nil,
        index: String? = nil,
        isNullsNotDistinct: Bool = false
    ) {
        self.columns = columns
        self.including = including
        self.options = options
        self.tablespace = tablespace
        self.index = index
        self.isNullsNotDistinct = isNullsNotDistinct
    }
}

package struct ExclusionConstraint: Hashable, Sendable {
    package struct Element: Hashable, Sendable {
        package var element: IndexElement
        package var name: OperatorName

        package init(element: IndexElement, name: OperatorName) {
            self.element = element
            self.name = name
        }
    }

    package var method: String
    package var elements: [Element]
    package var including: [String]
    package var options: [DefinitionElement]
    package var tablespace: String?
    package var filter: Expression?

    package init(
        method: String,
        elements: [Element] = [],
        including: [String] = [],
        options: [DefinitionElement] = [],
        tablespace: String? = nil,
        filter: Expression? = nil
    ) {
        self.method = method
        self.elements = elements
        self.including = including
        self.options = options
        self.tablespace = tablespace
        self.filter = filter
    }
}

package struct ForeignKey: Hashable, Sendable {
    package enum Match: Hashable, Sendable { case simple, full, partial }
    package enum Action: Hashable, Sendable {
        case noAction, restrict, cascade
        /// With the columns of `SET NULL (a, b)`.
        case setNull([String])
        case setDefault([String])
    }

    /// Empty for a column constraint.
    package var columns: [String]
    package var relation: QualifiedName
    package var referencedColumns: [String]
    package var match: Match
    package var onDelete: Action
    package var onUpdate: Action

    package init(
        columns: [String] = [],
        relation: QualifiedName,
        referencedColumns: [String] = [],
        match: Match,
        onDelete: Action,
        onUpdate: Action
    ) {
        self.columns = columns
        self.relation = relation
        self.referencedColumns = referencedColumns
        self.match = match
        self.onDelete = onDelete
        self.onUpdate = onUpdate
    }
}

package struct CreateTableStatement: Hashable, Sendable {
    package enum Element: Hashable, Sendable {
        case column(ColumnDefinition)
        case constraint(Constraint)
        case like(LikeClause)
    }

    package var relation: QualifiedName
    package var persistence: Persistence
    package var ifNotExists: Bool
    package var elements: [Element]
    package var inherits: [QualifiedName]
    /// `CREATE TABLE … OF type`
    package var ofType: TypeName?
    package var partitionOf: QualifiedName?
    package var partitionBound: PartitionBound?
    package var partitionBy: PartitionSpecification?
    package var accessMethod: String?
    package var options: [DefinitionElement]
    package var onCommit: OnCommit
    package var tablespace: String?

    package init(
        relation: QualifiedName,
        persistence: Persistence = .permanent,
        ifNotExists: Bool = false,
        elements: [Element] = [],
        inherits: [QualifiedName] = [],
        ofType: TypeName? = nil,
        partitionOf: QualifiedName? = nil,
        partitionBound: PartitionBound? = nil,
        partitionBy: PartitionSpecification? = nil,
        accessMethod: String? = nil,
        options: [DefinitionElement] = [],
        onCommit: OnCommit = .unspecified,
        tablespace: String? = nil
    ) {
        self.relation = relation
        self.persistence = persistence
        self.ifNotExists = ifNotExists
        self.elements = elements
        self.inherits = inherits
        self.ofType = ofType
        self.partitionOf = partitionOf
        self.partitionBound = partitionBound
        self.partitionBy = partitionBy
        self.accessMethod = accessMethod
        self.options = options
        self.onCommit = onCommit
        self.tablespace = tablespace
    }
}

package struct LikeClause: Hashable, Sendable {
    package enum Feature: Hashable, Sendable, CaseIterable {
        case comments, compression, constraints, defaults, generated, identity, indexes, statistics, storage
    }

    package var relation: QualifiedName
    package var including: Set<Feature>

    package init(relation: QualifiedName, including: Set<Feature> = []) {
        self.relation = relation
        self.including = including
    }
}

package struct PartitionSpecification: Hashable, Sendable {
    package var strategy: String
    package var elements: [IndexElement]
    @SourceLocation package var location: Int

    package init(strategy: String, elements: [IndexElement] = [], location: Int = -1) {
        self.strategy = strategy
        self.elements = elements
        self.location = location
    }
}

package enum PartitionBound: Hashable, Sendable {
    case `default`
    case list([Expression])
    case range(from: [Expression], to: [Expression])
    case hash(modulus: Int, remainder: Int)
}

/// CREATE TABLE AS, CREATE MATERIALIZED VIEW.
package struct CreateTableAsStatement: Hashable, Sendable {
    package var into: IntoClause
    /// A SELECT or an EXECUTE.
    package var query: Statement
    package var isMaterializedView: Bool
    package var ifNotExists: Bool

    package init(into: IntoClause, query: Statement, isMaterializedView: Bool = false, ifNotExists: Bool = false) {
        self.into = into
        self.query = query
        self.isMaterializedView = isMaterializedView
        self.ifNotExists = ifNotExists
    }
}

package struct AlterTableStatement: Hashable, Sendable {
    package var kind: ObjectKind
    package var relation: RelationReference
    package var ifExists: Bool
    package var actions: [AlterTableAction]

    package init(
        kind: ObjectKind,
        relation: RelationReference,
        ifExists: Bool = false,
        actions: [AlterTableAction] = []
    ) {
        self.kind = kind
        self.relation = relation
        self.ifExists = ifExists
        self.actions = actions
    }
}

package enum AlterTableAction: Hashable, Sendable {
    case addColumn(ColumnDefinition, ifNotExists: Bool)
    case dropColumn(String, ifExists: Bool, isCascade: Bool)
    case setDefault(column: String, Expression)
    case dropDefault(column: String)
    case setNotNull(column: String)
    case dropNotNull(column: String)
    case setType(ColumnTypeChange)
    case addIdentity(column: String, isAlways: Bool, options: [DefinitionElement])
    /// `ALTER COLUMN a SET GENERATED …`, `RESTART`
    case setIdentity(column: String, options: [DefinitionElement])
    case dropIdentity(column: String, ifExists: Bool)
    case dropExpression(column: String, ifExists: Bool)
    /// The column, or its number in an expression index.
    case setStatistics(column: String?, number: Int?, Int)
    case setColumnOptions(column: String, [DefinitionElement])
    case resetColumnOptions(column: String, [DefinitionElement])
    case setStorage(column: String, String)
    case setCompression(column: String, String)
    case addConstraint(Constraint)
    case alterConstraint(Constraint)
    case validateConstraint(String)
    case dropConstraint(String, ifExists: Bool, isCascade: Bool)
    case setOptions([DefinitionElement])
    case resetOptions([DefinitionElement])
    case setLogged(Bool)
    case setTablespace(String)
    case setAccessMethod(String)
    case changeOwner(String)
    case inherit(QualifiedName)
    case noInherit(QualifiedName)
    case cluster(on: String?)
    case attachPartition(QualifiedName, PartitionBound?)
    case detachPartition(QualifiedName)
    /// Triggers, rules, row security, replica identity, OF, OIDS: named, so that it can be refused.
    case other(String)
}

package struct ColumnTypeChange: Hashable, Sendable {
    package var column: String
    package var type: TypeName
    package var collation: [String]?
    package var using: Expression?
    @SourceLocation package var location: Int

    package init(
        column: String,
        type: TypeName,
        collation: [String]? = nil,
        using: Expression? = nil,
        location: Int = -1
    ) {
        self.column = column
        self.type = type
        self.collation = collation
        self.using = using
        self.location = location
    }
}
