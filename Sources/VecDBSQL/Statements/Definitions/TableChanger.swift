import PostgresSyntax
import VecDB
import VectorTypes

/// ALTER TABLE: each action in turn, all or nothing.
struct TableChanger {
    let session: Session

    init(_ session: Session) { self.session = session }

    func alter(_ alter: AlterTableStatement) throws -> StatementOutcome {
        let name = alter.relation.name.name
        let tag = "ALTER \(alter.kind.rawValue.uppercased())"
        let catalog = try session.connection.catalog()
        try session.requireSchema(alter.relation.name)
        if alter.kind == .index || catalog.index(name) != nil {
            try alterIndex(alter, catalog)
            return StatementOutcome(tag)
        }
        guard catalog.table(name) != nil else {
            if catalog.views[name] != nil || catalog.sequence(name) != nil,
                alter.actions.allSatisfy({ if case .changeOwner = $0 { true } else { false } })
            {
                return StatementOutcome(tag)
            }
            if alter.ifExists {
                session.notice(Notice(.notice, "relation \"\(name)\" does not exist, skipping"))
                return StatementOutcome(tag)
            }
            if catalog.views[name] != nil {
                throw VecDBError(.wrongObjectType, "\"\(name)\" is not a table")
            }
            throw VecDBError(
                .undefinedTable, "relation \"\(name)\" does not exist",
                position: alter.relation.location < 0 ? nil : alter.relation.location + 1)
        }
        for action in alter.actions { try apply(action, to: name) }
        return StatementOutcome(tag)
    }

    private func apply(_ action: AlterTableAction, to name: String) throws {
        let connection = session.connection
        let table = try connection.table(name)
        func requireColumn(_ column: String) throws -> CatalogColumn {
            if let found = table.column(column) { return found }
            throw VecDBError(
                .undefinedColumn, "column \"\(column)\" of relation \"\(name)\" does not exist")
        }
        switch action {
        case .addColumn(let column, let ifNotExists): try addColumn(column, ifNotExists: ifNotExists, to: table)
        case .dropColumn(let column, let ifExists, let isCascade):
            if table.column(column) == nil {
                guard ifExists else { _ = try requireColumn(column); return }
                session.notice(
                    Notice(.notice, "column \"\(column)\" of relation \"\(name)\" does not exist, skipping"))
                return
            }
            try connection.dropColumn(column, from: name, cascade: isCascade)
        case .setDefault(let column, let expression):
            let found = try requireColumn(column)
            let binder = try session.binder()
            try connection.setDefault(
                try DDLText(binder).defaultValue(expression, column: column, type: found.type), column: column, of: name
            )
        case .dropDefault(let column):
            _ = try requireColumn(column)
            try connection.setDefault(nil, column: column, of: name)
        case .setNotNull(let column):
            _ = try requireColumn(column)
            let sql =
                "SELECT 1 FROM \(quoted(identifier: name)) WHERE \(quoted(identifier: column)) IS NULL LIMIT 1"
            if try connection.sqlite.value(sql) != nil {
                throw VecDBError(
                    .notNullViolation, "column \"\(column)\" of relation \"\(name)\" contains null values")
            }
            try connection.setNotNull(true, column: column, of: name)
        case .dropNotNull(let column):
            _ = try requireColumn(column)
            if case .primaryKey(let columns)? = table.primaryKey?.kind, columns.contains(column) {
                throw VecDBError(.invalidTableDefinition, "column \"\(column)\" is in a primary key")
            }
            try connection.setNotNull(false, column: column, of: name)
        case .setType(let change): try changeType(change, of: table, try requireColumn(change.column))
        case .addConstraint(let constraint):
            let binder = try session.binder()
            let scope = DDLText.scope(table: name, columns: table.columns.map { ($0.name, $0.type) })
            if let made = try TableDefiner(session).constraint(constraint, column: nil, scope: scope, binder: binder) {
                if case .primaryKey = made.kind, table.primaryKey != nil {
                    throw VecDBError(
                        .invalidTableDefinition, "multiple primary keys for table \"\(name)\" are not allowed")
                }
                try connection.addConstraint(made, to: name)
            }
        case .dropConstraint(let constraint, let ifExists, let isCascade):
            if table.constraint(constraint) == nil {
                guard ifExists else {
                    throw VecDBError(
                        .undefinedObject,
                        "constraint \"\(constraint)\" of relation \"\(name)\" does not exist")
                }
                session.notice(
                    Notice(
                        .notice, "constraint \"\(constraint)\" of relation \"\(name)\" does not exist, skipping"))
                return
            }
            try connection.dropConstraint(constraint, of: name, cascade: isCascade)
        case .addIdentity(let column, let isAlways, let options):
            let found = try requireColumn(column)
            guard found.isNotNull else {
                throw VecDBError(
                    .objectNotInPrerequisiteState,
                    "column \"\(column)\" of relation \"\(name)\" must be declared NOT NULL before identity can be added"
                )
            }
            var sequence = SequenceDefinition(maximum: found.type.base.integerMaximum)
            try SequenceDefiner(session).apply(options, to: &sequence, type: found.type.base)
            try connection.setIdentity(isAlways ? .always : .byDefault, sequence: sequence, column: column, of: name)
        case .dropIdentity(let column, let ifExists):
            let found = try requireColumn(column)
            guard found.identity != nil else {
                guard ifExists else {
                    throw VecDBError(
                        .objectNotInPrerequisiteState,
                        "column \"\(column)\" of relation \"\(name)\" is not an identity column")
                }
                return
            }
            try connection.setIdentity(nil, sequence: nil, column: column, of: name)
        case .changeOwner(let owner):
            guard session.knownRoles.contains(owner) else { throw session.unknownRole(owner) }
        case .validateConstraint(let constraint):
            guard table.constraint(constraint) != nil else {
                throw VecDBError(
                    .undefinedObject, "constraint \"\(constraint)\" of relation \"\(name)\" does not exist")
            }
        case .setStatistics(let column, _, _):
            if let column { _ = try requireColumn(column) }
        case .setStorage(let column, let storage):
            _ = try requireColumn(column)
            let kinds: Set<String> = ["plain", "external", "extended", "main", "default"]
            guard kinds.contains(storage.lowercased()) else {
                throw VecDBError(.invalidParameterValue, "invalid storage type \"\(storage)\"")
            }
        case .setCompression, .setColumnOptions, .resetColumnOptions, .setOptions, .resetOptions, .setLogged, .cluster:
            // Hints about PostgreSQL's own storage: there is nothing here that they could change.
            break
        case .setIdentity: throw featureNotSupported("ALTER COLUMN … SET GENERATED")
        case .dropExpression: throw featureNotSupported("ALTER COLUMN … DROP EXPRESSION")
        case .alterConstraint: throw featureNotSupported("ALTER CONSTRAINT")
        case .setTablespace: throw featureNotSupported("tablespaces")
        case .setAccessMethod: throw featureNotSupported("SET ACCESS METHOD")
        case .inherit, .noInherit: throw featureNotSupported("INHERIT")
        case .attachPartition, .detachPartition: throw featureNotSupported("partitioned tables")
        case .other(let words): throw featureNotSupported("ALTER TABLE … \(words)")
        }
    }

    private func addColumn(
        _ column: PostgresSyntax.ColumnDefinition, ifNotExists: Bool, to table: CatalogTable
    ) throws {
        if table.column(column.name) != nil {
            guard ifNotExists else {
                throw VecDBError(
                    .duplicateColumn, "column \"\(column.name)\" of relation \"\(table.name)\" already exists")
            }
            session.notice(
                Notice(
                    .notice, "column \"\(column.name)\" of relation \"\(table.name)\" already exists, skipping",
                    sqlState: .duplicateColumn))
            return
        }
        let definer = TableDefiner(session)
        let binder = try session.binder()
        let (type, isSerial) = try definer.columnType(column)
        let shapes = table.columns.map { ($0.name, $0.type) } + [(column.name, type)]
        let scope = DDLText.scope(table: table.name, columns: shapes)
        let (made, constraints) = try definer.column(
            column, type: type, isSerial: isSerial, scope: scope, binder: binder)
        if made.isNotNull, made.defaultValue == nil, made.sequence == nil, made.generated == nil,
            try session.connection.sqlite.value("SELECT 1 FROM \(quoted(identifier: table.name)) LIMIT 1") != nil
        {
            throw VecDBError(
                .notNullViolation, "column \"\(column.name)\" of relation \"\(table.name)\" contains null values")
        }
        try session.connection.addColumn(made, to: table.name)
        for constraint in constraints { try session.connection.addConstraint(constraint, to: table.name) }
    }

    private func changeType(_ change: ColumnTypeChange, of table: CatalogTable, _ column: CatalogColumn) throws {
        let type = try resolveType(change.type)
        let binder = try session.binder()
        let scope = DDLText.scope(table: table.name, columns: table.columns.map { ($0.name, $0.type) })
        let expressions = binder.expressions(scope, .alterUsing)
        let value: BoundExpression
        if let using = change.using {
            let bound = try expressions.bind(using)
            guard let converted = try binder.coercion.coerce(bound, to: type, .assignment) else {
                throw VecDBError(
                    .datatypeMismatch,
                    "result of USING clause for column \"\(column.name)\" cannot be cast automatically to type \(SQLType(type))",
                    hint: "You might need to add an explicit cast.")
            }
            value = converted
        } else {
            let bound = try scope.resolveColumn([column.name], location: -1)
            guard let converted = try binder.coercion.coerce(bound, to: type, .assignment) else {
                throw VecDBError(
                    .datatypeMismatch,
                    "column \"\(column.name)\" cannot be cast automatically to type \(SQLType(type))",
                    hint: "You might need to specify \"USING \(column.name)::\(type.formatted)\".")
            }
            value = converted
        }
        let isSame: Bool = {
            if case .column(let binding) = value.node { binding.name == column.name } else { false }
        }()
        // An index whose column only loses its number of dimensions stays, as in PostgreSQL; it can no longer be made anew.
        let onlyLosesLength = isSame && type.modifier < 0 && ColumnType(type.base) == ColumnType(column.type.base)
        let remaking = try IndexRemaking(session, of: table, reading: onlyLosesLength ? nil : column.name)
        try remaking.takeAway()
        try session.connection.alterColumnType(
            column.name, of: table.name, to: type, conversion: isSame ? nil : try DDLText.fragment(value))
        try remaking.makeAgain()
    }

    // MARK: Indexes

    private func alterIndex(_ alter: AlterTableStatement, _ catalog: Catalog) throws {
        let name = alter.relation.name.name
        guard let index = catalog.index(name) else {
            if catalog.hasRelation(name) { throw VecDBError(.wrongObjectType, "\"\(name)\" is not an index") }
            if alter.ifExists {
                session.notice(Notice(.notice, "relation \"\(name)\" does not exist, skipping"))
                return
            }
            throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
        }
        for action in alter.actions {
            switch action {
            case .setOptions(let options):
                // As in pgvector, m and lists hold from the next REINDEX on, ef_construction at once, and 2 * m is not asked for.
                let made = try IndexOptions(method: index.method, isStrict: session.isStrict).check(options)
                let kept = index.options.filter { old in !made.contains { $0.name == old.name } }
                try session.connection.setIndexOptions(kept + made, of: name)
            case .resetOptions(let options):
                let names = Set(options.map(\.name))
                try session.connection.setIndexOptions(index.options.filter { !names.contains($0.name) }, of: name)
            case .setStatistics(_, let number?, _):
                guard number >= 1, number <= index.elements.count else {
                    throw VecDBError(
                        .undefinedColumn, "column number \(number) of relation \"\(name)\" does not exist")
                }
                if let column = index.elements[number - 1].column {
                    throw VecDBError(
                        .featureNotSupported,
                        "cannot alter statistics on non-expression column \"\(column)\" of index \"\(name)\"",
                        hint: "Alter statistics on table column instead.")
                }
            case .changeOwner(let owner):
                guard session.knownRoles.contains(owner) else { throw session.unknownRole(owner) }
            case .setStatistics: break
            case .setTablespace(let tablespace):
                guard tablespace == "pg_default" else {
                    throw VecDBError(.undefinedObject, "tablespace \"\(tablespace)\" does not exist")
                }
            default: throw VecDBError(.wrongObjectType, "\"\(name)\" is not a table")
            }
        }
    }
}
