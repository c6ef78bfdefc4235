package struct TransactionStatement: Hashable, Sendable {
    package enum Isolation: Hashable, Sendable { case serializable, repeatableRead, readCommitted, readUncommitted }

    /// `ISOLATION LEVEL …`, `READ ONLY`, `DEFERRABLE`; what was not written is none, the last one written counts.
    package struct Modes: Hashable, Sendable {
        package var isolation: Isolation?
        package var isReadOnly: Bool?
        package var isDeferrable: Bool?

        package init(isolation: Isolation? = nil, isReadOnly: Bool? = nil, isDeferrable: Bool? = nil) {
            self.isolation = isolation
            self.isReadOnly = isReadOnly
            self.isDeferrable = isDeferrable
        }
    }

    package enum Kind: Hashable, Sendable {
        case begin(Modes)
        /// `START TRANSACTION`
        case start(Modes)
        case commit(chain: Bool)
        case rollback(chain: Bool)
        case savepoint(String)
        case release(String)
        case rollbackTo(String)
        case prepare(String)
        case commitPrepared(String)
        case rollbackPrepared(String)
    }

    package var kind: Kind

    package init(kind: Kind) {
        self.kind = kind
    }
}

package struct SetStatement: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        /// The literals or words, joined by `, ` in a list setting.
        case values([Literal])
        case `default`
        /// `SET x FROM CURRENT`
        case current
        /// `SET TRANSACTION …`, `SET SESSION CHARACTERISTICS AS TRANSACTION …`
        case transaction(TransactionStatement.Modes)
        /// `SET TRANSACTION SNAPSHOT '…'`
        case snapshot(String)
    }

    /// `search_path`, `hnsw.ef_search`, `timezone`, `TRANSACTION`, `SESSION CHARACTERISTICS`
    package var name: String
    package var value: Value
    package var isLocal: Bool
    @SourceLocation package var location: Int

    package init(name: String, value: Value, isLocal: Bool = false, location: Int = -1) {
        self.name = name
        self.value = value
        self.isLocal = isLocal
        self.location = location
    }
}

package struct ResetStatement: Hashable, Sendable {
    /// None for `RESET ALL`.
    package var name: String?

    package init(name: String? = nil) {
        self.name = name
    }
}

package struct ShowStatement: Hashable, Sendable {
    /// `all` for `SHOW ALL`.
    package var name: String

    package init(name: String) {
        self.name = name
    }
}

package struct AlterSystemStatement: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case set(SetStatement)
        case reset(ResetStatement)
    }

    package var action: Action

    package init(action: Action) {
        self.action = action
    }
}

package struct PrepareStatement: Hashable, Sendable {
    package var name: String
    package var types: [TypeName]
    package var query: Statement

    package init(name: String, types: [TypeName] = [], query: Statement) {
        self.name = name
        self.types = types
        self.query = query
    }
}

package struct ExecuteStatement: Hashable, Sendable {
    package var name: String
    package var arguments: [Expression]

    package init(name: String, arguments: [Expression] = []) {
        self.name = name
        self.arguments = arguments
    }
}

package struct DeallocateStatement: Hashable, Sendable {
    /// None for ALL.
    package var name: String?

    package init(name: String? = nil) {
        self.name = name
    }
}

package struct DeclareCursorStatement: Hashable, Sendable {
    package enum Option: Hashable, Sendable { case binary, scroll, noScroll, insensitive, asensitive, hold }

    package var name: String
    package var options: Set<Option>
    package var query: SelectStatement

    package init(name: String, options: Set<Option>, query: SelectStatement) {
        self.name = name
        self.options = options
        self.query = query
    }
}

package struct FetchStatement: Hashable, Sendable {
    package enum Direction: Hashable, Sendable { case forward, backward, absolute, relative }

    package var cursor: String
    package var direction: Direction
    /// `Int.max` for ALL.
    package var count: Int
    package var isMove: Bool

    package init(cursor: String, direction: Direction, count: Int, isMove: Bool = false) {
        self.cursor = cursor
        self.direction = direction
        self.count = count
        self.isMove = isMove
    }
}

package struct ClosePortalStatement: Hashable, Sendable {
    /// None for ALL.
    package var name: String?

    package init(name: String? = nil) {
        self.name = name
    }
}

package struct ExplainStatement: Hashable, Sendable {
    package var statement: Statement
    /// The old form's ANALYZE and VERBOSE appear here as `analyze` and `verbose`.
    package var options: [DefinitionElement]

    package init(statement: Statement, options: [DefinitionElement] = []) {
        self.statement = statement
        self.options = options
    }
}

package struct VacuumStatement: Hashable, Sendable {
    package struct Relation: Hashable, Sendable {
        package var name: QualifiedName
        package var columns: [String]

        package init(name: QualifiedName, columns: [String] = []) {
            self.name = name
            self.columns = columns
        }
    }

    /// False for ANALYZE.
    package var isVacuum: Bool
    package var options: [DefinitionElement]
    package var relations: [Relation]
    /// The file of `VACUUM INTO 'file'`, which is SQLite's and not PostgreSQL's.
    package var target: String?

    package init(isVacuum: Bool = false, options: [DefinitionElement] = [], relations: [Relation] = []) {
        self.isVacuum = isVacuum
        self.options = options
        self.relations = relations
    }
}

package struct ClusterStatement: Hashable, Sendable {
    package var relation: QualifiedName?
    package var index: String?
    package var options: [DefinitionElement]

    package init(relation: QualifiedName? = nil, index: String? = nil, options: [DefinitionElement] = []) {
        self.relation = relation
        self.index = index
        self.options = options
    }
}

package struct LockStatement: Hashable, Sendable {
    package var relations: [RelationReference]
    /// `ACCESS EXCLUSIVE`
    package var mode: String
    package var isNoWait: Bool

    package init(relations: [RelationReference] = [], mode: String, isNoWait: Bool = false) {
        self.relations = relations
        self.mode = mode
        self.isNoWait = isNoWait
    }
}

package struct NotifyStatement: Hashable, Sendable {
    package var channel: String
    package var payload: String?

    package init(channel: String, payload: String? = nil) {
        self.channel = channel
        self.payload = payload
    }
}

package struct DiscardStatement: Hashable, Sendable {
    package enum Target: Hashable, Sendable { case all, temporary, plans, sequences }

    package var target: Target

    package init(target: Target) {
        self.target = target
    }
}

package struct DoStatement: Hashable, Sendable {
    /// The grammar lets it be left out; PostgreSQL then says `no inline code specified`.
    package var body: String?
    package var language: String?

    package init(body: String? = nil, language: String? = nil) {
        self.body = body
        self.language = language
    }
}

package struct SetConstraintsStatement: Hashable, Sendable {
    /// Empty for ALL.
    package var names: [QualifiedName]
    package var isDeferred: Bool

    package init(names: [QualifiedName] = [], isDeferred: Bool = false) {
        self.names = names
        self.isDeferred = isDeferred
    }
}

package struct GrantStatement: Hashable, Sendable {
    package var isGrant: Bool
    /// True for `GRANT role TO role`.
    package var isRole: Bool
    package var privileges: [String]
    /// `TABLE`, `SCHEMA`, `ALL TABLES IN SCHEMA`, …
    package var objectKind: String
    package var objects: [ObjectName]
    package var grantees: [String]

    package init(
        isGrant: Bool = false,
        isRole: Bool = false,
        privileges: [String] = [],
        objectKind: String,
        objects: [ObjectName] = [],
        grantees: [String] = []
    ) {
        self.isGrant = isGrant
        self.isRole = isRole
        self.privileges = privileges
        self.objectKind = objectKind
        self.objects = objects
        self.grantees = grantees
    }
}

package struct RoleStatement: Hashable, Sendable {
    package enum Action: Hashable, Sendable { case create, alter, drop }

    package var action: Action
    package var names: [String]
    package var ifExists: Bool

    package init(action: Action, names: [String] = [], ifExists: Bool = false) {
        self.action = action
        self.names = names
        self.ifExists = ifExists
    }
}

/// A statement of PostgreSQL that was parsed only to be named.
package struct OtherStatement: Hashable, Sendable {
    /// Its command tag, such as `CREATE POLICY`.
    package var command: String

    package init(command: String) {
        self.command = command
    }
}
