import PostgresSyntax
import VecDB
import VectorTypes

// Statements that define things. Each runs in the block's transaction, or in one of its own.
extension Session {
    func runDefinition(_ statement: Statement) throws -> StatementOutcome {
        switch statement {
        case .createTableAs(let create):
            guard !create.isMaterializedView else { throw featureNotSupported("CREATE MATERIALIZED VIEW") }
            return try run(create)
        default: break
        }
        return try transact(writes: true) {
            switch statement {
            case .createTable(let create): return try TableDefiner(self).create(create)
            case .alterTable(let alter): return try TableChanger(self).alter(alter)
            case .truncate(let truncate): return try run(truncate)
            case .drop(let drop): return try Dropper(self).drop(drop)
            case .rename(let rename): return try run(rename)
            case .setSchema(let change):
                do {
                    try ObjectLookup(self).require(change.kind, change.name)
                } catch let error as VecDBError where change.ifExists {
                    notice(Notice(.notice, "\(error.message), skipping"))
                    return StatementOutcome("ALTER \(change.kind.rawValue.uppercased())")
                }
                guard change.schema == "public" else { throw unknownSchema(change.schema) }
                return StatementOutcome("ALTER \(change.kind.rawValue.uppercased())")
            case .changeOwner(let change):
                guard knownRoles.contains(change.owner) else { throw unknownRole(change.owner) }
                try ObjectLookup(self).require(change.kind, change.name)
                return StatementOutcome("ALTER \(change.kind.rawValue.uppercased())")
            case .createIndex(let create): return try IndexDefiner(self).create(create)
            case .reindex(let reindex): return try Reindexer(self).reindex(reindex)
            case .createView(let create): return try run(create)
            case .refresh: throw featureNotSupported("REFRESH MATERIALIZED VIEW")
            case .createSequence(let create): return try SequenceDefiner(self).create(create)
            case .alterSequence(let alter): return try SequenceDefiner(self).alter(alter)
            case .createSchema(let create): return try run(create)
            case .createExtension(let create): return try run(create)
            case .alterExtension(let alter): return try run(alter)
            case .comment(let comment): return try run(comment)
            case .cluster(let cluster): return try run(cluster)
            case .createType: throw featureNotSupported("CREATE TYPE")
            case .alterEnum: throw featureNotSupported("ALTER TYPE")
            case .createDomain: throw featureNotSupported("CREATE DOMAIN")
            case .alterDomain: throw featureNotSupported("ALTER DOMAIN")
            case .createFunction(let create):
                throw featureNotSupported(create.isProcedure ? "CREATE PROCEDURE" : "CREATE FUNCTION")
            case .createTrigger: throw featureNotSupported("CREATE TRIGGER")
            case .doBlock: throw featureNotSupported("DO")
            case .call: throw featureNotSupported("CALL")
            case .listen: throw featureNotSupported("LISTEN")
            case .unlisten: throw featureNotSupported("UNLISTEN")
            case .notify: throw featureNotSupported("NOTIFY")
            case .load: throw featureNotSupported("LOAD")
            case .grant(let grant): throw featureNotSupported(grant.isGrant ? "GRANT" : "REVOKE")
            case .role(let role):
                let verb =
                    switch role.action {
                    case .create: "CREATE ROLE"
                    case .alter: "ALTER ROLE"
                    case .drop: "DROP ROLE"
                    }
                throw featureNotSupported(verb)
            case .other(let other): throw featureNotSupported(other.command)
            default: throw featureNotSupported("this statement")
            }
        }
    }

    var knownRoles: Set<String> {
        [
            context.currentUser, "current_user", "session_user", "current_role", "CURRENT_USER", "SESSION_USER",
            "CURRENT_ROLE",
        ]
    }

    func unknownRole(_ name: String) -> VecDBError {
        VecDBError(.undefinedObject, "role \"\(name)\" does not exist")
    }

    func unknownSchema(_ name: String) -> VecDBError {
        VecDBError(.invalidSchemaName, "schema \"\(name)\" does not exist")
    }

    /// The schema of something to be made must be one that there is.
    func requireSchema(_ name: QualifiedName) throws {
        guard let schema = name.schema, schema != "public" else { return }
        if schema == "pg_catalog" || schema == "information_schema" {
            throw VecDBError(
                .insufficientPrivilege, "permission denied to create \"\(schema).\(name.name)\"",
                detail: "System catalog modifications are currently disallowed.")
        }
        throw VecDBError(.invalidSchemaName, "schema \"\(schema)\" does not exist", position: name.location + 1)
    }

    // MARK: TRUNCATE, RENAME, COMMENT …

    private func run(_ truncate: TruncateStatement) throws -> StatementOutcome {
        let binder = try binder()
        let names = try truncate.relations.map {
            try TargetTable.find($0.name, binder, verb: "truncate").name
        }
        let listed = Set(names)
        if !truncate.isCascade {
            for name in names {
                for child in binder.catalog.tables.values.sorted(by: { $0.name < $1.name })
                where !listed.contains(child.name) {
                    for constraint in child.constraints {
                        guard case .foreignKey(let key) = constraint.kind, key.table == name else { continue }
                        throw VecDBError(
                            .featureNotSupported, "cannot truncate a table referenced in a foreign key constraint",
                            detail: "Table \"\(child.name)\" references \"\(name)\".",
                            hint: "Truncate table \"\(child.name)\" at the same time, or use TRUNCATE ... CASCADE.")
                    }
                }
            }
        }
        try connection.truncate(names, restartIdentity: truncate.restartsIdentity, cascade: truncate.isCascade)
        for index in names.compactMap({ binder.catalog.table($0) }).flatMap(\.indexes) {
            try VectorIndexRules(self).noteLittleData(index.definition)
        }
        return StatementOutcome("TRUNCATE TABLE")
    }

    private func run(_ rename: RenameStatement) throws -> StatementOutcome {
        let catalog = try connection.catalog()
        let name = rename.name.names.last ?? ""
        func skip(_ kind: String) -> StatementOutcome {
            notice(Notice(.notice, "\(kind) \"\(name)\" does not exist, skipping"))
            return StatementOutcome("ALTER \(rename.kind.rawValue.uppercased())")
        }
        switch rename.kind {
        case .table, .view, .index, .sequence:
            if catalog.hasRelation(rename.newName) {
                throw VecDBError(.duplicateTable, "relation \"\(rename.newName)\" already exists")
            }
            if catalog.table(name) != nil {
                try connection.renameTable(name, to: rename.newName)
            } else if catalog.index(name) != nil {
                try connection.renameIndex(name, to: rename.newName)
            } else if rename.ifExists {
                return skip("relation")
            } else {
                throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
            }
            return StatementOutcome("ALTER \(rename.kind.rawValue.uppercased())")
        case .column:
            guard catalog.table(name) != nil else {
                if rename.ifExists { return skip("relation") }
                throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
            }
            try connection.renameColumn(rename.part ?? "", of: name, to: rename.newName)
            return StatementOutcome("ALTER TABLE")
        case .constraint:
            try connection.renameConstraint(rename.part ?? "", of: name, to: rename.newName)
            return StatementOutcome("ALTER TABLE")
        default: throw featureNotSupported("ALTER \(rename.kind.rawValue.uppercased()) … RENAME")
        }
    }

    private func run(_ cluster: ClusterStatement) throws -> StatementOutcome {
        if let relation = cluster.relation {
            let catalog = try connection.catalog()
            guard let table = catalog.table(relation.name) else {
                throw VecDBError(.undefinedTable, "relation \"\(relation.name)\" does not exist")
            }
            if let name = cluster.index {
                guard let index = table.indexes.first(where: { $0.name == name }) else {
                    throw VecDBError(.undefinedObject, "index \"\(name)\" for table \"\(table.name)\" does not exist")
                }
                if index.method != "btree" {
                    throw VecDBError(
                        .featureNotSupported,
                        "cannot cluster on index \"\(name)\" because access method does not support clustering")
                }
            }
        }
        throw featureNotSupported("CLUSTER")
    }

    private func run(_ create: CreateSchemaStatement) throws -> StatementOutcome {
        let name = create.name ?? create.owner ?? ""
        if name == "public" || name == "information_schema" {
            if create.ifNotExists {
                notice(
                    Notice(.notice, "schema \"\(name)\" already exists, skipping", sqlState: .duplicateSchema))
                return StatementOutcome("CREATE SCHEMA")
            }
            throw VecDBError(.duplicateSchema, "schema \"\(name)\" already exists")
        }
        if name.hasPrefix("pg_") {
            throw VecDBError(
                .reservedName, "unacceptable schema name \"\(name)\"",
                detail: "The prefix \"pg_\" is reserved for system schemas.")
        }
        throw featureNotSupported("CREATE SCHEMA")
    }

    private func run(_ create: CreateExtensionStatement) throws -> StatementOutcome {
        let catalog = try connection.catalog()
        if catalog.extensions[create.name] != nil || create.name == "plpgsql" {
            if create.ifNotExists {
                notice(
                    Notice(
                        .notice, "extension \"\(create.name)\" already exists, skipping", sqlState: .duplicateObject))
                return StatementOutcome("CREATE EXTENSION")
            }
            throw VecDBError(.duplicateObject, "extension \"\(create.name)\" already exists")
        }
        guard create.name == "vector" else {
            throw VecDBError(
                .featureNotSupported, "extension \"\(create.name)\" is not available",
                detail:
                    "Could not open extension control file \"/usr/share/postgresql/15/extension/\(create.name).control\": No such file or directory.",
                hint: "The extension must first be installed on the system where PostgreSQL is running.")
        }
        var version = Session.vectorVersion
        for option in create.options {
            switch option.name {
            case "new_version": version = option.value?.text ?? version
            case "schema":
                let schema = option.value?.text ?? "public"
                guard schema == "public" || schema == "pg_catalog" else { throw unknownSchema(schema) }
            default: break
            }
        }
        guard version == Session.vectorVersion else {
            throw VecDBError(
                .invalidParameterValue,
                "extension \"vector\" has no installation script nor update path for version \"\(version)\"")
        }
        try connection.createExtension(create.name, version: version)
        return StatementOutcome("CREATE EXTENSION")
    }

    /// The version of pgvector whose surface is served.
    static let vectorVersion = "0.8.6"

    private func run(_ alter: AlterExtensionStatement) throws -> StatementOutcome {
        let catalog = try connection.catalog()
        guard let installed = catalog.extensions[alter.name] else {
            throw VecDBError(.undefinedObject, "extension \"\(alter.name)\" does not exist")
        }
        guard alter.isUpdate else { throw featureNotSupported("ALTER EXTENSION … ADD") }
        let version = alter.version ?? Session.vectorVersion
        if version == installed.version {
            notice(Notice(.notice, "version \"\(version)\" of extension \"\(alter.name)\" is already installed"))
            return StatementOutcome("ALTER EXTENSION")
        }
        throw VecDBError(
            .invalidParameterValue,
            "extension \"\(alter.name)\" has no update path from version \"\(installed.version)\" to version \"\(version)\""
        )
    }

    private func run(_ comment: CommentStatement) throws -> StatementOutcome {
        let catalog = try connection.catalog()
        let name = comment.name.names.last ?? ""
        let target: CommentTarget
        switch comment.kind {
        case .table, .view:
            guard catalog.table(name) != nil else {
                throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
            }
            target = .table(name)
        case .column:
            let table = comment.name.parent?.last ?? comment.name.names.dropLast().last ?? ""
            guard let found = catalog.table(table) else {
                throw VecDBError(.undefinedTable, "relation \"\(table)\" does not exist")
            }
            guard found.column(name) != nil else {
                throw VecDBError(
                    .undefinedColumn, "column \"\(name)\" of relation \"\(table)\" does not exist")
            }
            target = .column(table: table, column: name)
        case .index:
            guard catalog.index(name) != nil else {
                if catalog.hasRelation(name) { throw VecDBError(.wrongObjectType, "\"\(name)\" is not an index") }
                throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
            }
            target = .index(name)
        case .constraint:
            let table = comment.name.parent?.last ?? ""
            guard catalog.table(table)?.constraint(name) != nil else {
                throw VecDBError(
                    .undefinedObject, "constraint \"\(name)\" for table \"\(table)\" does not exist")
            }
            target = .constraint(table: table, name: name)
        case .extension, .schema:
            // Dumps comment on what every database has; the file has no place for it.
            try ObjectLookup(self).require(comment.kind, comment.name)
            return StatementOutcome("COMMENT")
        default:
            try ObjectLookup(self).require(comment.kind, comment.name)
            throw featureNotSupported("COMMENT ON \(comment.kind.rawValue.uppercased())")
        }
        try connection.setComment(comment.comment, on: target)
        return StatementOutcome("COMMENT")
    }
}

extension DefinitionElement.Value {
    /// The value as text, as COPY, WITH and sequence options want it.
    var text: String {
        switch self {
        case .integer(let value): String(value)
        case .numeric(let text), .string(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .type(let type): type.names.last ?? ""
        case .operatorName(let name): name.name
        case .list(let values): values.map(\.text).joined(separator: ", ")
        case .star: "*"
        case .none: "none"
        }
    }
}
