import PostgresSyntax
import VecDB
import VectorTypes

/// DROP of every kind.
struct Dropper {
    let session: Session

    init(_ session: Session) { self.session = session }

    func drop(_ drop: DropStatement) throws -> StatementOutcome {
        let tag = "DROP \(drop.kind.rawValue.uppercased())"
        switch drop.kind {
        case .table: try dropTables(drop)
        case .index: try dropIndexes(drop)
        case .view: try dropViews(drop)
        case .sequence: try dropSequences(drop)
        case .extension: try dropExtensions(drop)
        case .type, .domain: try refuseTypes(drop)
        case .function, .aggregate, .procedure, .routine: try refuseFunctions(drop)
        case .schema:
            for name in drop.names.compactMap(\.names.last) {
                if name == "public" { throw featureNotSupported("DROP SCHEMA public") }
                try missing(drop, "schema", name, .invalidSchemaName)
            }
        case .accessMethod, .operatorClass, .operatorFamily, .operator, .cast:
            throw VecDBError(
                .dependentObjectsStillExist,
                "cannot drop \(drop.kind.rawValue) \(drop.names.first?.names.last ?? "") because extension vector requires it",
                hint: "You can drop extension vector instead.")
        case .trigger, .rule, .policy, .materializedView, .foreignTable, .role, .collation, .server, .publication,
            .subscription, .statistics, .language:
            for name in drop.names.compactMap(\.names.last) {
                try missing(drop, drop.kind.rawValue, name, .undefinedObject)
            }
        default: throw featureNotSupported(tag)
        }
        return StatementOutcome(tag)
    }

    /// 42704 and kin, or a NOTICE with IF EXISTS.
    private func missing(_ drop: DropStatement, _ kind: String, _ name: String, _ state: SQLState) throws {
        let message = "\(kind) \"\(name)\" does not exist"
        guard drop.ifExists else { throw VecDBError(state, message) }
        session.notice(Notice(.notice, message + ", skipping"))
    }

    private func relation(_ name: PostgresSyntax.ObjectName) throws -> String {
        let names = name.names
        if names.count > 1, names[names.count - 2] != "public", names[names.count - 2] != "pg_temp" {
            throw session.unknownSchema(names[names.count - 2])
        }
        return names.last ?? ""
    }

    /// 42809 when another kind of object has the name.
    private func refuseOther(_ name: String, wanted: String, _ catalog: Catalog) throws {
        let actual: String
        if catalog.table(name) != nil {
            actual = "table"
        } else if catalog.index(name) != nil {
            actual = "index"
        } else if catalog.views[name] != nil {
            actual = "view"
        } else if catalog.sequence(name) != nil {
            actual = "sequence"
        } else {
            return
        }
        guard actual != wanted else { return }
        let article = wanted == "index" ? "an" : "a"
        let plain = actual == "index" ? "an index" : "a \(actual)"
        _ = plain
        throw VecDBError(
            .wrongObjectType, "\"\(name)\" is not \(article) \(wanted)",
            hint: "Use DROP \(actual.uppercased()) to remove \(actual == "index" ? "an" : "a") \(actual).")
    }

    private func dropTables(_ drop: DropStatement) throws {
        let catalog = try session.connection.catalog()
        var found: [String] = []
        for object in drop.names {
            let name = try relation(object)
            if catalog.table(name) != nil {
                found.append(name)
            } else {
                try refuseOther(name, wanted: "table", catalog)
                let message = "table \"\(name)\" does not exist"
                guard drop.ifExists else { throw VecDBError(.undefinedTable, message) }
                session.notice(Notice(.notice, message + ", skipping"))
            }
        }
        let doomed = Set(found)
        var cascaded: [String] = []
        for view in catalog.views.values.sorted(by: { $0.name < $1.name }) {
            guard let table = found.first(where: { ViewText.reads(view.text, $0) }) else { continue }
            guard drop.isCascade else {
                throw VecDBError(
                    .dependentObjectsStillExist,
                    "cannot drop table \(table) because other objects depend on it",
                    detail: "view \(view.name) depends on table \(table)",
                    hint: "Use DROP ... CASCADE to drop the dependent objects too.")
            }
            cascaded.append("view \(view.name)")
            try session.connection.dropView(view.name)
        }
        for child in catalog.tables.values.sorted(by: { $0.name < $1.name }) where !doomed.contains(child.name) {
            for constraint in child.constraints {
                guard case .foreignKey(let key) = constraint.kind, doomed.contains(key.table) else { continue }
                let object = "constraint \(constraint.name) on table \(child.name)"
                guard drop.isCascade else {
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop table \(key.table) because other objects depend on it",
                        detail: "\(object) depends on table \(key.table)",
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
                cascaded.append(object)
            }
        }
        tell(cascaded)
        try session.connection.dropTables(found, cascade: drop.isCascade)
    }

    private func tell(_ cascaded: [String]) {
        if cascaded.count == 1 {
            session.notice(Notice(.notice, "drop cascades to \(cascaded[0])"))
        } else if cascaded.count > 1 {
            session.notice(
                Notice(
                    .notice, "drop cascades to \(cascaded.count) other objects",
                    detail: cascaded.map { "drop cascades to \($0)" }.joined(separator: "\n")))
        }
    }

    private func dropIndexes(_ drop: DropStatement) throws {
        if drop.isConcurrent { try session.requireNoBlock("DROP INDEX CONCURRENTLY") }
        let catalog = try session.connection.catalog()
        var found: [String] = []
        for object in drop.names {
            let name = try relation(object)
            guard let index = catalog.index(name) else {
                try refuseOther(name, wanted: "index", catalog)
                try missing(drop, "index", name, .undefinedObject)
                continue
            }
            if index.isConstraint {
                throw VecDBError(
                    .dependentObjectsStillExist,
                    "cannot drop index \(name) because constraint \(name) on table \(index.table) requires it",
                    hint: "You can drop constraint \(name) on table \(index.table) instead.")
            }
            found.append(name)
        }
        try session.connection.dropIndexes(found)
    }

    private func dropViews(_ drop: DropStatement) throws {
        let catalog = try session.connection.catalog()
        for object in drop.names {
            let name = try relation(object)
            guard catalog.views[name] != nil else {
                try refuseOther(name, wanted: "view", catalog)
                let message = "view \"\(name)\" does not exist"
                guard drop.ifExists else { throw VecDBError(.undefinedTable, message) }
                session.notice(Notice(.notice, message + ", skipping"))
                continue
            }
            for other in catalog.views.values where other.name != name && ViewText.reads(other.text, name) {
                guard drop.isCascade else {
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop view \(name) because other objects depend on it",
                        detail: "view \(other.name) depends on view \(name)",
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
                tell(["view \(other.name)"])
                try session.connection.dropView(other.name)
            }
            try session.connection.dropView(name)
        }
    }

    private func dropSequences(_ drop: DropStatement) throws {
        let catalog = try session.connection.catalog()
        var found: [String] = []
        for object in drop.names {
            let name = try relation(object)
            guard let sequence = catalog.sequence(name) else {
                try refuseOther(name, wanted: "sequence", catalog)
                let message = "sequence \"\(name)\" does not exist"
                guard drop.ifExists else { throw VecDBError(.undefinedTable, message) }
                session.notice(Notice(.notice, message + ", skipping"))
                continue
            }
            if let table = sequence.ownerTable, let column = sequence.ownerColumn {
                if catalog.table(table)?.column(column)?.identity != nil {
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop sequence \(name) because column \(column) of table \(table) requires it",
                        hint: "You can drop column \(column) of table \(table) instead.")
                }
                guard drop.isCascade else {
                    throw VecDBError(
                        .dependentObjectsStillExist, "cannot drop sequence \(name) because other objects depend on it",
                        detail: "default value for column \(column) of table \(table) depends on sequence \(name)",
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
            }
            found.append(name)
        }
        try session.connection.dropSequences(found)
    }

    // MARK: The extension and what belongs to it

    private func dropExtensions(_ drop: DropStatement) throws {
        let catalog = try session.connection.catalog()
        for name in drop.names.compactMap(\.names.last) {
            guard catalog.extensions[name] != nil else {
                try missing(drop, "extension", name, .undefinedObject)
                continue
            }
            let columns = catalog.tables.values.sorted { $0.oid < $1.oid }.flatMap { table in
                table.columns.filter { $0.type.isVector || ($0.type.isArray && ColumnType($0.type.base).isVector) }
                    .map { (table: table.name, column: $0) }
            }
            // Indexes on columns that stay (bits, expressions) depend on the extension's operator classes.
            let indexes = catalog.tables.values.sorted { $0.oid < $1.oid }.flatMap { table in
                table.indexes.filter { index in
                    index.isApproximate
                        && !columns.contains {
                            $0.table == table.name && $0.column.name == index.elements.first?.column
                        }
                }
            }
            if !columns.isEmpty || !indexes.isEmpty {
                guard drop.isCascade else {
                    let lines =
                        columns.map {
                            "column \($0.column.name) of table \($0.table) depends on type \(SQLType($0.column.type))"
                        }
                        + indexes.map {
                            "index \($0.name) depends on operator class \($0.elements.first?.operatorClass ?? "") for access method \($0.method)"
                        }
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop extension \(name) because other objects depend on it",
                        detail: lines.joined(separator: "\n"),
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
                tell(
                    columns.map { "column \($0.column.name) of table \($0.table)" } + indexes.map { "index \($0.name)" }
                )
                try session.connection.dropIndexes(indexes.map(\.name))
                for dependent in columns {
                    try session.connection.dropColumn(dependent.column.name, from: dependent.table, cascade: true)
                }
            }
            try session.connection.dropExtension(name)
        }
    }

    private func refuseTypes(_ drop: DropStatement) throws {
        for object in drop.names {
            let name = object.names.last ?? ""
            guard let type = typeNamed(name) else {
                try missing(drop, drop.kind.rawValue, name, .undefinedObject)
                continue
            }
            if type.isVectorLike {
                throw VecDBError(
                    .dependentObjectsStillExist, "cannot drop type \(type) because extension vector requires it",
                    hint: "You can drop extension vector instead.")
            }
            throw VecDBError(
                .dependentObjectsStillExist,
                "cannot drop type \(type) because it is required by the database system")
        }
    }

    private func refuseFunctions(_ drop: DropStatement) throws {
        for object in drop.names {
            let name = object.names.last ?? ""
            let arguments = try (object.arguments ?? []).map { SQLType(try resolveType($0)) }
            let signature = "\(name)(\(arguments.map(\.description).joined(separator: ",")))"
            guard FunctionCatalog.shared.all.contains(where: { $0.name == name }) else {
                let message = "function \(signature) does not exist"
                guard drop.ifExists else { throw VecDBError(.undefinedFunction, message) }
                session.notice(Notice(.notice, message + ", skipping"))
                continue
            }
            if arguments.contains(where: \.isVectorLike) {
                throw VecDBError(
                    .dependentObjectsStillExist,
                    "cannot drop function \(signature) because extension vector requires it",
                    hint: "You can drop extension vector instead.")
            }
            throw VecDBError(
                .dependentObjectsStillExist,
                "cannot drop function \(signature) because it is required by the database system")
        }
    }
}

/// What a view's text refers to.
enum ViewText {
    static func reads(_ text: String, _ name: String) -> Bool {
        guard case .select(let select)? = try? parseStatements(text).first?.statement else { return false }
        return select.mentions(name)
    }
}
