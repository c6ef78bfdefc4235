/// What DROP, COMMENT, ALTER … RENAME and the like may name.
package enum ObjectKind: String, Hashable, Sendable {
    case table, index, view, sequence, schema, type, domain, database, role, tablespace, column, constraint, function
    case procedure, routine, aggregate, trigger, rule, policy, collation, conversion, cast, `operator`, language, server
    case publication, subscription, statistics, attribute, `extension`, transform
    case materializedView = "materialized view"
    case foreignTable = "foreign table"
    case domainConstraint = "domain constraint"
    case eventTrigger = "event trigger"
    case accessMethod = "access method"
    case operatorClass = "operator class"
    case operatorFamily = "operator family"
    case foreignDataWrapper = "foreign-data wrapper"
    case textSearchConfiguration = "text search configuration"
    case textSearchDictionary = "text search dictionary"
    case textSearchParser = "text search parser"
    case textSearchTemplate = "text search template"
    case largeObject = "large object"
    case userMapping = "user mapping"
}

/// The name of an object that may be anything: `a.b.c`, a function with its argument types, an operator.
package struct ObjectName: Hashable, Sendable {
    package var names: [String]
    /// The argument types of a function, aggregate, operator, cast; the type of DROP TYPE stands in `names`.
    package var arguments: [TypeName]?
    /// The table of a trigger, rule, policy, column or constraint; the access method of an operator class.
    package var parent: [String]?
    @SourceLocation package var location: Int

    package init(names: [String] = [], arguments: [TypeName]? = nil, parent: [String]? = nil, location: Int = -1) {
        self.names = names
        self.arguments = arguments
        self.parent = parent
        self.location = location
    }
}

package struct DropStatement: Hashable, Sendable {
    package var kind: ObjectKind
    package var names: [ObjectName]
    package var ifExists: Bool
    package var isCascade: Bool
    package var isConcurrent: Bool

    package init(
        kind: ObjectKind,
        names: [ObjectName] = [],
        ifExists: Bool = false,
        isCascade: Bool = false,
        isConcurrent: Bool = false
    ) {
        self.kind = kind
        self.names = names
        self.ifExists = ifExists
        self.isCascade = isCascade
        self.isConcurrent = isConcurrent
    }
}

package struct RenameStatement: Hashable, Sendable {
    package var kind: ObjectKind
    /// The table whose column or constraint is renamed, or the object itself.
    package var name: ObjectName
    /// The column or constraint.
    package var part: String?
    package var newName: String
    package var ifExists: Bool
    @SourceLocation package var location: Int

    package init(
        kind: ObjectKind,
        name: ObjectName,
        part: String? = nil,
        newName: String,
        ifExists: Bool = false,
        location: Int = -1
    ) {
        self.kind = kind
        self.name = name
        self.part = part
        self.newName = newName
        self.ifExists = ifExists
        self.location = location
    }
}

/// `ALTER … SET SCHEMA`
package struct SetSchemaStatement: Hashable, Sendable {
    package var kind: ObjectKind
    package var name: ObjectName
    package var schema: String
    package var ifExists: Bool

    package init(kind: ObjectKind, name: ObjectName, schema: String, ifExists: Bool = false) {
        self.kind = kind
        self.name = name
        self.schema = schema
        self.ifExists = ifExists
    }
}

/// `ALTER … OWNER TO`
package struct ChangeOwnerStatement: Hashable, Sendable {
    package var kind: ObjectKind
    package var name: ObjectName
    package var owner: String

    package init(kind: ObjectKind, name: ObjectName, owner: String) {
        self.kind = kind
        self.name = name
        self.owner = owner
    }
}

package struct CreateIndexStatement: Hashable, Sendable {
    package var name: String?
    package var relation: RelationReference
    /// `btree` when none was written.
    package var method: String
    package var elements: [IndexElement]
    package var including: [IndexElement]
    package var options: [DefinitionElement]
    package var tablespace: String?
    package var filter: Expression?
    package var isUnique: Bool
    package var isNullsNotDistinct: Bool
    package var isConcurrent: Bool
    package var ifNotExists: Bool

    package init(
        name: String? = nil,
        relation: RelationReference,
        method: String,
        elements: [IndexElement] = [],
        including: [IndexElement] = [],
        options: [DefinitionElement] = [],
        tablespace: String? = nil,
        filter: Expression? = nil,
        isUnique: Bool = false,
        isNullsNotDistinct: Bool = false,
        isConcurrent: Bool = false,
        ifNotExists: Bool = false
    ) {
        self.name = name
        self.relation = relation
        self.method = method
        self.elements = elements
        self.including = including
        self.options = options
        self.tablespace = tablespace
        self.filter = filter
        self.isUnique = isUnique
        self.isNullsNotDistinct = isNullsNotDistinct
        self.isConcurrent = isConcurrent
        self.ifNotExists = ifNotExists
    }
}

/// A column or expression of an index, of ON CONFLICT, of PARTITION BY.
package struct IndexElement: Hashable, Sendable {
    package enum Direction: Hashable, Sendable { case unspecified, ascending, descending }

    /// Exactly one of column and expression is there.
    package var column: String?
    package var expression: Expression?
    package var collation: [String]
    package var operatorClass: [String]
    package var operatorClassOptions: [DefinitionElement]
    package var direction: Direction
    package var nulls: SortItem.Nulls
    @SourceLocation package var location: Int

    package init(
        column: String? = nil,
        expression: Expression? = nil,
        collation: [String] = [],
        operatorClass: [String] = [],
        operatorClassOptions: [DefinitionElement] = [],
        direction: Direction = .unspecified,
        nulls: SortItem.Nulls = .unspecified,
        location: Int = -1
    ) {
        self.column = column
        self.expression = expression
        self.collation = collation
        self.operatorClass = operatorClass
        self.operatorClassOptions = operatorClassOptions
        self.direction = direction
        self.nulls = nulls
        self.location = location
    }
}

package struct ReindexStatement: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        case index(QualifiedName)
        case table(QualifiedName)
        case schema(String)
        case system(String)
        case database(String)
    }

    package var target: Target
    package var options: [DefinitionElement]
    package var isConcurrent: Bool

    package init(target: Target, options: [DefinitionElement] = [], isConcurrent: Bool = false) {
        self.target = target
        self.options = options
        self.isConcurrent = isConcurrent
    }
}

/// `VERIFY INDEX name`: checks an index against its own rules and against the rows.
package struct VerifyStatement: Hashable, Sendable {
    package var index: QualifiedName

    package init(index: QualifiedName) {
        self.index = index
    }
}

package struct CreateViewStatement: Hashable, Sendable {
    package enum CheckOption: Hashable, Sendable { case none, local, cascaded }

    package var relation: QualifiedName
    package var persistence: Persistence
    package var columns: [String]
    package var query: SelectStatement
    package var isRecursive: Bool
    package var isReplace: Bool
    package var options: [DefinitionElement]
    package var checkOption: CheckOption

    package init(
        relation: QualifiedName,
        persistence: Persistence = .permanent,
        columns: [String] = [],
        query: SelectStatement,
        isRecursive: Bool = false,
        isReplace: Bool = false,
        options: [DefinitionElement] = [],
        checkOption: CheckOption
    ) {
        self.relation = relation
        self.persistence = persistence
        self.columns = columns
        self.query = query
        self.isRecursive = isRecursive
        self.isReplace = isReplace
        self.options = options
        self.checkOption = checkOption
    }
}

package struct RefreshStatement: Hashable, Sendable {
    package var relation: QualifiedName
    package var isConcurrent: Bool
    package var isWithoutData: Bool

    package init(relation: QualifiedName, isConcurrent: Bool = false, isWithoutData: Bool = false) {
        self.relation = relation
        self.isConcurrent = isConcurrent
        self.isWithoutData = isWithoutData
    }
}

package struct CreateSequenceStatement: Hashable, Sendable {
    package var relation: QualifiedName
    package var persistence: Persistence
    package var ifNotExists: Bool
    /// `increment`, `minvalue`, `maxvalue`, `start`, `restart`, `cache`, `cycle`, `as`, `owned_by`.
    package var options: [DefinitionElement]

    package init(
        relation: QualifiedName,
        persistence: Persistence = .permanent,
        ifNotExists: Bool = false,
        options: [DefinitionElement] = []
    ) {
        self.relation = relation
        self.persistence = persistence
        self.ifNotExists = ifNotExists
        self.options = options
    }
}

package struct AlterSequenceStatement: Hashable, Sendable {
    package var relation: QualifiedName
    package var ifExists: Bool
    package var options: [DefinitionElement]

    package init(relation: QualifiedName, ifExists: Bool = false, options: [DefinitionElement] = []) {
        self.relation = relation
        self.ifExists = ifExists
        self.options = options
    }
}

package struct CreateSchemaStatement: Hashable, Sendable {
    package var name: String?
    package var owner: String?
    package var ifNotExists: Bool
    package var elements: [Statement]

    package init(name: String? = nil, owner: String? = nil, ifNotExists: Bool = false, elements: [Statement] = []) {
        self.name = name
        self.owner = owner
        self.ifNotExists = ifNotExists
        self.elements = elements
    }
}

package struct CreateTypeStatement: Hashable, Sendable {
    package enum Definition: Hashable, Sendable {
        case shell
        case base([DefinitionElement])
        case composite([ColumnDefinition])
        case enumeration([String])
        case range([DefinitionElement])
    }

    package var name: [String]
    package var definition: Definition

    package init(name: [String] = [], definition: Definition) {
        self.name = name
        self.definition = definition
    }
}

package struct AlterEnumStatement: Hashable, Sendable {
    package var name: [String]
    /// None for ADD VALUE.
    package var oldValue: String?
    package var newValue: String
    package var neighbour: String?
    package var isAfter: Bool
    package var ifNotExists: Bool

    package init(
        name: [String] = [],
        oldValue: String? = nil,
        newValue: String,
        neighbour: String? = nil,
        isAfter: Bool = false,
        ifNotExists: Bool = false
    ) {
        self.name = name
        self.oldValue = oldValue
        self.newValue = newValue
        self.neighbour = neighbour
        self.isAfter = isAfter
        self.ifNotExists = ifNotExists
    }
}

package struct CreateDomainStatement: Hashable, Sendable {
    package var name: [String]
    package var type: TypeName
    package var collation: [String]?
    package var constraints: [Constraint]

    package init(name: [String] = [], type: TypeName, collation: [String]? = nil, constraints: [Constraint] = []) {
        self.name = name
        self.type = type
        self.collation = collation
        self.constraints = constraints
    }
}

package struct AlterDomainStatement: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case setDefault(Expression)
        case dropDefault
        case setNotNull
        case dropNotNull
        case addConstraint(Constraint)
        case dropConstraint(String, ifExists: Bool, isCascade: Bool)
        case validateConstraint(String)
    }

    package var name: [String]
    package var action: Action

    package init(name: [String] = [], action: Action) {
        self.name = name
        self.action = action
    }
}

package struct CreateExtensionStatement: Hashable, Sendable {
    package var name: String
    package var ifNotExists: Bool
    /// `schema`, `new_version`, `cascade`
    package var options: [DefinitionElement]

    package init(name: String, ifNotExists: Bool = false, options: [DefinitionElement] = []) {
        self.name = name
        self.ifNotExists = ifNotExists
        self.options = options
    }
}

package struct AlterExtensionStatement: Hashable, Sendable {
    package var name: String
    /// `UPDATE TO version`; none when no version was written.
    package var version: String?
    /// False for ADD and DROP of a member.
    package var isUpdate: Bool

    package init(name: String, version: String? = nil, isUpdate: Bool = false) {
        self.name = name
        self.version = version
        self.isUpdate = isUpdate
    }
}

package struct CreateFunctionStatement: Hashable, Sendable {
    package enum ParameterMode: Hashable, Sendable { case unspecified, input, output, inOut, variadic, table }

    package struct Parameter: Hashable, Sendable {
        package var name: String?
        package var type: TypeName
        package var mode: ParameterMode
        package var defaultValue: Expression?

        package init(name: String? = nil, type: TypeName, mode: ParameterMode, defaultValue: Expression? = nil) {
            self.name = name
            self.type = type
            self.mode = mode
            self.defaultValue = defaultValue
        }
    }

    package enum Body: Hashable, Sendable {
        /// `RETURN expression`
        case expression(Expression)
        /// `BEGIN ATOMIC … END`
        case statements([Statement])
    }

    package var isProcedure: Bool
    package var isReplace: Bool
    package var name: [String]
    package var parameters: [Parameter]
    package var returnType: TypeName?
    /// `language`, `as` (a list of one or two strings), `volatility`, `strict`, `security`, `cost`, `set`, …
    package var options: [DefinitionElement]
    package var body: Body?

    package init(
        isProcedure: Bool = false,
        isReplace: Bool = false,
        name: [String] = [],
        parameters: [Parameter] = [],
        returnType: TypeName? = nil,
        options: [DefinitionElement] = [],
        body: Body? = nil
    ) {
        self.isProcedure = isProcedure
        self.isReplace = isReplace
        self.name = name
        self.parameters = parameters
        self.returnType = returnType
        self.options = options
        self.body = body
    }
}

package struct CreateTriggerStatement: Hashable, Sendable {
    package var name: String
    package var relation: QualifiedName
    package var function: [String]
    package var isReplace: Bool
    package var isConstraint: Bool

    package init(
        name: String,
        relation: QualifiedName,
        function: [String] = [],
        isReplace: Bool = false,
        isConstraint: Bool = false
    ) {
        self.name = name
        self.relation = relation
        self.function = function
        self.isReplace = isReplace
        self.isConstraint = isConstraint
    }
}

package struct CommentStatement: Hashable, Sendable {
    package var kind: ObjectKind
    package var name: ObjectName
    package var comment: String?

    package init(kind: ObjectKind, name: ObjectName, comment: String? = nil) {
        self.kind = kind
        self.name = name
        self.comment = comment
    }
}
