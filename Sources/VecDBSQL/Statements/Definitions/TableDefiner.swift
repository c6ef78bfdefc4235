import PostgresSyntax
import VecDB
import VectorTypes

/// CREATE TABLE, and the columns and constraints that ALTER TABLE adds.
struct TableDefiner {
    let session: Session

    init(_ session: Session) { self.session = session }

    func create(_ create: CreateTableStatement) throws -> StatementOutcome {
        try refuseOptions(create)
        try session.requireSchema(create.relation)
        let name = create.relation.name
        let catalog = try session.connection.catalog()
        if catalog.hasRelation(name) {
            if create.ifNotExists {
                session.notice(
                    Notice(.notice, "relation \"\(name)\" already exists, skipping", sqlState: .duplicateTable))
                return StatementOutcome("CREATE TABLE")
            }
            throw VecDBError(.duplicateTable, "relation \"\(name)\" already exists")
        }
        var columns: [PostgresSyntax.ColumnDefinition] = []
        var constraints: [Constraint] = []
        var copied: [VecDB.ColumnDefinition] = []
        var copiedConstraints: [ConstraintDefinition] = []
        for element in create.elements {
            switch element {
            case .column(let column): columns.append(column)
            case .constraint(let constraint): constraints.append(constraint)
            case .like(let like):
                try copy(like, into: &copied, &copiedConstraints)
            }
        }
        let definition = try define(
            name, columns, constraints, copied: copied, copiedConstraints: copiedConstraints)
        try session.connection.createTable(definition)
        return StatementOutcome("CREATE TABLE")
    }

    private func refuseOptions(_ create: CreateTableStatement) throws {
        if !create.inherits.isEmpty { throw featureNotSupported("INHERITS") }
        if create.ofType != nil { throw featureNotSupported("CREATE TABLE … OF") }
        if create.partitionBy != nil || create.partitionOf != nil { throw featureNotSupported("partitioned tables") }
        if create.persistence == .temporary || create.relation.schema == "pg_temp" {
            throw featureNotSupported("CREATE TEMPORARY TABLE")
        }
        if let method = create.accessMethod, method != "heap" {
            throw VecDBError(.undefinedObject, "access method \"\(method)\" does not exist")
        }
        for option in create.options {
            let known: Set<String> = [
                "fillfactor", "parallel_workers", "autovacuum_enabled", "toast_tuple_target", "oids",
                "autovacuum_vacuum_scale_factor", "autovacuum_analyze_scale_factor",
            ]
            guard known.contains(option.name) || option.name.hasPrefix("autovacuum_") || option.namespace == "toast"
            else {
                throw VecDBError(.invalidParameterValue, "unrecognized parameter \"\(option.name)\"")
            }
        }
    }

    private func copy(
        _ like: LikeClause, into columns: inout [VecDB.ColumnDefinition], _ constraints: inout [ConstraintDefinition]
    ) throws {
        let catalog = try session.connection.catalog()
        guard let table = catalog.table(like.relation.name) else {
            throw VecDBError(
                .undefinedTable, "relation \"\(like.relation.name)\" does not exist",
                position: like.relation.location + 1)
        }
        for column in table.columns {
            var definition = VecDB.ColumnDefinition(column.name, column.type, isNotNull: column.isNotNull)
            if like.including.contains(.defaults) { definition.defaultValue = column.defaultValue }
            if like.including.contains(.generated) { definition.generated = column.generated }
            if like.including.contains(.identity), let identity = column.identity {
                definition.identity = identity
                definition.sequence = SequenceDefinition()
            }
            columns.append(definition)
        }
        for constraint in table.constraints {
            switch constraint.kind {
            case .check where like.including.contains(.constraints):
                constraints.append(ConstraintDefinition(constraint.name, constraint.kind))
            case .primaryKey where like.including.contains(.indexes), .unique where like.including.contains(.indexes):
                constraints.append(ConstraintDefinition(nil, constraint.kind))
            default: break
            }
        }
    }

    /// The engine's definition of a table.
    func define(
        _ name: String, _ columns: [PostgresSyntax.ColumnDefinition], _ constraints: [Constraint],
        copied: [VecDB.ColumnDefinition] = [], copiedConstraints: [ConstraintDefinition] = []
    ) throws -> TableDefinition {
        guard copied.count + columns.count <= 1600 else {
            throw VecDBError(.tooManyColumns, "tables can have at most 1600 columns")
        }
        let binder = try session.binder()
        var shapes: [(name: String, type: ColumnType)] = copied.map { ($0.name, $0.type) }
        var serials: [String: BaseType] = [:]
        for column in columns {
            let (type, isSerial) = try columnType(column)
            if isSerial { serials[column.name] = type.base }
            if shapes.contains(where: { $0.name == column.name }) {
                throw VecDBError(.duplicateColumn, "column \"\(column.name)\" specified more than once")
            }
            shapes.append((column.name, type))
        }
        let scope = DDLText.scope(table: name, columns: shapes)
        var definition = TableDefinition(name, columns: copied, constraints: copiedConstraints)
        for column in columns {
            let type = shapes.first { $0.name == column.name }?.type ?? .text
            let (made, own) = try self.column(
                column, type: type, isSerial: serials[column.name] != nil, scope: scope, binder: binder)
            definition.columns.append(made)
            definition.constraints += own
        }
        for constraint in constraints {
            if let made = try self.constraint(constraint, column: nil, scope: scope, binder: binder) {
                definition.constraints.append(made)
            }
        }
        let keys = definition.constraints.filter { if case .primaryKey = $0.kind { true } else { false } }
        guard keys.count <= 1 else {
            throw VecDBError(
                .invalidTableDefinition, "multiple primary keys for table \"\(name)\" are not allowed")
        }
        for constraint in definition.constraints { try checkColumns(constraint, shapes.map(\.name), name) }
        if case .primaryKey(let names)? = keys.first?.kind {
            for index in definition.columns.indices where names.contains(definition.columns[index].name) {
                definition.columns[index].isNotNull = true
            }
        }
        return definition
    }

    private func checkColumns(_ constraint: ConstraintDefinition, _ names: [String], _ table: String) throws {
        let wanted: [String]
        switch constraint.kind {
        case .primaryKey(let columns), .unique(let columns, _): wanted = columns
        case .foreignKey(let key):
            for column in key.columns where !names.contains(column) {
                throw VecDBError(
                    .undefinedColumn, "column \"\(column)\" referenced in foreign key constraint does not exist")
            }
            return
        case .check: return
        }
        var seen: Set<String> = []
        for column in wanted {
            guard names.contains(column) else {
                throw VecDBError(.undefinedColumn, "column \"\(column)\" named in key does not exist")
            }
            guard seen.insert(column).inserted else {
                let kind: String = { if case .primaryKey = constraint.kind { "primary key" } else { "unique" } }()
                throw VecDBError(
                    .duplicateColumn, "column \"\(column)\" appears twice in \(kind) constraint")
            }
        }
    }

    /// A column's type; serial ones are integers with a sequence.
    func columnType(_ column: PostgresSyntax.ColumnDefinition) throws -> (ColumnType, isSerial: Bool) {
        guard let name = column.type else { throw featureNotSupported("a column without a type") }
        if name.names.count == 1, name.arrayBounds.isEmpty {
            switch name.names[0] {
            case "serial", "serial4": return (.int4, true)
            case "bigserial", "serial8": return (.int8, true)
            case "smallserial", "serial2": return (ColumnType(.int2), true)
            default: break
            }
        }
        let type = try resolveType(name)
        if SQLType(type).base.isPseudo || type.base == .unknown {
            throw VecDBError(
                .invalidTableDefinition, "column \"\(column.name)\" has pseudo-type \(SQLType(type))")
        }
        if let collation = column.collation?.last, !["C", "POSIX", "default", "ucs_basic"].contains(collation) {
            throw featureNotSupported("collation \"\(collation)\"", location: column.collationLocation)
        }
        return (type, false)
    }

    /// A column with the constraints that are written on it.
    func column(
        _ column: PostgresSyntax.ColumnDefinition, type: ColumnType, isSerial: Bool, scope: QueryScope,
        binder: QueryBinder
    ) throws -> (VecDB.ColumnDefinition, [ConstraintDefinition]) {
        var made = VecDB.ColumnDefinition(column.name, type)
        var constraints: [ConstraintDefinition] = []
        let table = scope.items.first?.name ?? ""
        let text = DDLText(binder)
        var hasNull = false
        if isSerial {
            made.isNotNull = true
            made.sequence = SequenceDefinition(maximum: type.base.integerMaximum)
        }
        for constraint in column.constraints {
            switch constraint.kind {
            case .null:
                hasNull = true
            case .notNull: made.isNotNull = true
            case .default(let expression):
                if isSerial || made.defaultValue != nil {
                    throw VecDBError(
                        .syntaxError,
                        "multiple default values specified for column \"\(column.name)\" of table \"\(table)\"",
                        position: constraint.location < 0 ? nil : constraint.location + 1)
                }
                made.defaultValue = try text.defaultValue(expression, column: column.name, type: type)
            case .identity(let isAlways, let options):
                guard [.int2, .int4, .int8].contains(type.base), !type.isArray else {
                    throw VecDBError(
                        .invalidParameterValue, "identity column type must be smallint, integer, or bigint")
                }
                made.identity = isAlways ? .always : .byDefault
                made.isNotNull = true
                var sequence = SequenceDefinition(maximum: type.base.integerMaximum)
                try SequenceDefiner(session).apply(options, to: &sequence, type: type.base)
                made.sequence = sequence
            case .generated(let expression):
                made.generated = try text.generated(expression, column: column.name, type: type, scope: scope)
            case .check, .primaryKey, .unique, .foreignKey, .exclude:
                if let own = try self.constraint(constraint, column: column.name, scope: scope, binder: binder) {
                    constraints.append(own)
                }
            }
        }
        if hasNull, made.isNotNull {
            throw VecDBError(
                .syntaxError,
                "conflicting NULL/NOT NULL declarations for column \"\(column.name)\" of table \"\(table)\"")
        }
        return (made, constraints)
    }

    /// A constraint for the engine; `column` for one that is written on a column.
    func constraint(
        _ constraint: Constraint, column: String?, scope: QueryScope, binder: QueryBinder
    ) throws -> ConstraintDefinition? {
        switch constraint.kind {
        case .null, .notNull, .default, .identity, .generated: return nil
        case .check(let expression):
            let (stored, columns) = try DDLText(binder).check(expression, scope: scope)
            return ConstraintDefinition(constraint.name, .check(stored, columns: columns))
        case .primaryKey(let key):
            try refuse(key)
            return ConstraintDefinition(constraint.name, .primaryKey(columns: column.map { [$0] } ?? key.columns))
        case .unique(let key):
            try refuse(key)
            return ConstraintDefinition(
                constraint.name,
                .unique(columns: column.map { [$0] } ?? key.columns, nullsNotDistinct: key.isNullsNotDistinct))
        case .exclude: throw featureNotSupported("exclusion constraints")
        case .foreignKey(let key):
            if key.match == .partial { throw featureNotSupported("MATCH PARTIAL") }
            if key.match == .full, key.columns.count > 1 { throw featureNotSupported("MATCH FULL") }
            var made = VecDB.ForeignKey(
                columns: column.map { [$0] } ?? key.columns, table: key.relation.name,
                referencedColumns: key.referencedColumns)
            made.onDelete = try action(key.onDelete)
            made.onUpdate = try action(key.onUpdate)
            made.isDeferrable = constraint.isDeferrable
            made.isInitiallyDeferred = constraint.isInitiallyDeferred
            try session.requireSchema(key.relation)
            return ConstraintDefinition(constraint.name, .foreignKey(made))
        }
    }

    private func refuse(_ key: IndexConstraint) throws {
        if key.index != nil { throw featureNotSupported("USING INDEX") }
    }

    private func action(_ action: PostgresSyntax.ForeignKey.Action) throws -> ForeignKeyAction {
        switch action {
        case .noAction: return .noAction
        case .restrict: return .restrict
        case .cascade: return .cascade
        case .setNull(let columns):
            if !columns.isEmpty { throw featureNotSupported("SET NULL with a list of columns") }
            return .setNull
        case .setDefault(let columns):
            if !columns.isEmpty { throw featureNotSupported("SET DEFAULT with a list of columns") }
            return .setDefault
        }
    }
}

extension BaseType {
    /// The largest value of an integer type.
    var integerMaximum: Int64 {
        switch self {
        case .int2: Int64(Int16.max)
        case .int4: Int64(Int32.max)
        default: Int64.max
        }
    }
}
