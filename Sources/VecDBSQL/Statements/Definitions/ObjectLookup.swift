import PostgresSyntax
import VecDB
import VectorTypes

/// Whether there is what ALTER … OWNER TO, SET SCHEMA and COMMENT ON name.
struct ObjectLookup {
    private let session: Session

    init(_ session: Session) { self.session = session }

    /// - Throws: PostgreSQL's error for an object of that kind that does not exist, or that is of another kind.
    func require(_ kind: ObjectKind, _ object: PostgresSyntax.ObjectName) throws {
        let name = object.names.last ?? ""
        let catalog = try session.connection.catalog()
        switch kind {
        case .table, .index, .view, .sequence, .materializedView, .foreignTable:
            try requireRelation(kind, object, catalog)
        case .schema:
            guard Self.schemas.contains(name) || catalog.schemas.contains(name) else {
                throw session.unknownSchema(name)
            }
        case .type, .domain:
            guard typeNamed(name) != nil else {
                throw VecDBError(
                    .undefinedObject, "type \"\(object.names.joined(separator: "."))\" does not exist")
            }
        case .database:
            guard name == session.context.database else {
                throw VecDBError(.invalidCatalogName, "database \"\(name)\" does not exist")
            }
        case .role:
            guard session.knownRoles.contains(name) else { throw session.unknownRole(name) }
        case .extension:
            guard name == "vector" || name == "plpgsql" || catalog.extensions[name] != nil else {
                throw missing("extension", name)
            }
        case .function, .procedure, .routine, .aggregate: try requireFunction(kind, object)
        case .language:
            guard ["plpgsql", "sql", "c", "internal"].contains(name) else { throw missing("language", name) }
        case .tablespace:
            guard name == "pg_default" || name == "pg_global" else { throw missing("tablespace", name) }
        case .operator, .cast, .column, .constraint, .domainConstraint, .largeObject, .userMapping, .transform: break
        case .statistics: throw missing("statistics object", name)
        case .trigger, .rule, .policy:
            let table = object.parent?.last ?? ""
            guard catalog.table(table) != nil else {
                throw VecDBError(.undefinedTable, "relation \"\(table)\" does not exist")
            }
            throw VecDBError(
                .undefinedObject, "\(kind.rawValue) \"\(name)\" for table \"\(table)\" does not exist")
        case .accessMethod:
            guard ["heap", "btree", "hash", "gin", "gist", "brin", "spgist", "hnsw", "ivfflat"].contains(name) else {
                throw missing(kind.rawValue, name)
            }
        case .operatorClass, .operatorFamily:
            throw VecDBError(
                .undefinedObject,
                "\(kind.rawValue) \"\(name)\" does not exist for access method \"\(object.parent?.last ?? "")\"")
        default: throw missing(kind.rawValue, name)
        }
    }

    private static let schemas: Set<String> = ["public", "pg_catalog", "information_schema", "pg_temp", "pg_toast"]

    private func missing(_ kind: String, _ name: String) -> VecDBError {
        VecDBError(.undefinedObject, "\(kind) \"\(name)\" does not exist")
    }

    private func requireRelation(_ kind: ObjectKind, _ object: PostgresSyntax.ObjectName, _ catalog: Catalog) throws {
        let name = object.names.last ?? ""
        if object.names.count > 1 {
            let schema = object.names[object.names.count - 2]
            guard Self.schemas.contains(schema) || catalog.schemas.contains(schema) else {
                throw session.unknownSchema(schema)
            }
        }
        let found: ObjectKind
        if catalog.table(name) != nil {
            found = .table
        } else if catalog.index(name) != nil {
            found = .index
        } else if catalog.views[name] != nil {
            found = .view
        } else if catalog.sequence(name) != nil {
            found = .sequence
        } else {
            throw VecDBError(
                .undefinedTable, "relation \"\(object.names.joined(separator: "."))\" does not exist")
        }
        // ALTER TABLE takes every kind of relation; the others only their own.
        guard kind == .table || kind == found else {
            let article = kind == .index ? "an" : "a"
            throw VecDBError(.wrongObjectType, "\"\(name)\" is not \(article) \(kind.rawValue)")
        }
    }

    private func requireFunction(_ kind: ObjectKind, _ object: PostgresSyntax.ObjectName) throws {
        let name = object.names.last ?? ""
        guard !FunctionCatalog.shared.all.contains(where: { $0.name == name }) else { return }
        let word = kind == .routine ? "function" : kind.rawValue
        guard let arguments = object.arguments else {
            throw VecDBError(.undefinedFunction, "could not find a \(word) named \"\(name)\"")
        }
        let types = try arguments.map { SQLType(try resolveType($0)).description }
        throw VecDBError(
            .undefinedFunction, "\(word) \(name)(\(types.joined(separator: ", "))) does not exist")
    }
}
