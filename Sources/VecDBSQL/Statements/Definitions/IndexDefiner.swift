import PostgresSyntax
import VecDB
import VectorTypes

/// CREATE INDEX on ordinary columns and expressions.
struct IndexDefiner {
    let session: Session

    init(_ session: Session) { self.session = session }

    func create(_ create: CreateIndexStatement) throws -> StatementOutcome {
        if create.isConcurrent { try session.requireNoBlock("CREATE INDEX CONCURRENTLY") }
        let binder = try session.binder()
        let catalog = binder.catalog
        let table = try TargetTable.find(create.relation.name, binder, verb: "create index on")
        if let name = create.name, catalog.hasRelation(name) {
            guard create.ifNotExists else {
                throw VecDBError(.duplicateTable, "relation \"\(name)\" already exists")
            }
            session.notice(
                Notice(.notice, "relation \"\(name)\" already exists, skipping", sqlState: .duplicateTable))
            return StatementOutcome("CREATE INDEX")
        }
        let method = try AccessMethod.named(create.method)
        let scope = DDLText.scope(table: table.name, columns: table.columns.map { ($0.name, $0.type) })
        let text = DDLText(binder)
        var elements: [VecDB.IndexElement] = []
        for element in create.elements {
            elements.append(try self.element(element, table: table, scope: scope, text: text, method: method))
        }
        try method.check(create)
        var definition = IndexDefinition(
            create.name ?? chosenName(create, table, catalog), on: table.name, method: create.method,
            elements: elements,
            isUnique: create.isUnique)
        definition.included = try create.including.map { element in
            guard let column = element.column else {
                throw VecDBError(.featureNotSupported, "expressions are not supported in included columns")
            }
            guard table.column(column) != nil else {
                throw VecDBError(.undefinedColumn, "column \"\(column)\" does not exist")
            }
            return column
        }
        definition.predicate = try create.filter.map { try text.predicate($0, scope: scope) }
        definition.options = try create.options.map { try IndexOptions.check($0, method: create.method) }
        definition.nullsNotDistinct = create.isNullsNotDistinct
        do {
            try session.connection.createIndex(definition)
        } catch let error as VecDBError where error.sqlState == .uniqueViolation {
            throw duplicate(error, create, table, elements)
        }
        return StatementOutcome("CREATE INDEX")
    }

    /// PostgreSQL's name for an index without one: `table_column_idx`, a function's name for an expression, and a number
    /// where that is taken.
    private func chosenName(_ create: CreateIndexStatement, _ table: CatalogTable, _ catalog: Catalog) -> String {
        let parts = create.elements.map { element -> String in
            if let column = element.column { return column }
            let name = element.expression.map(ColumnNaming.name) ?? "expr"
            return name == "?column?" ? "expr" : name
        }
        let stem = ([table.name] + parts + ["idx"]).joined(separator: "_")
        var name = stem
        var number = 0
        while catalog.hasRelation(name) {
            number += 1
            name = "\(stem)\(number)"
        }
        return name
    }

    /// 23505 `could not create unique index`, with one of the keys that are there twice.
    private func duplicate(
        _ error: VecDBError, _ create: CreateIndexStatement, _ table: CatalogTable, _ elements: [VecDB.IndexElement]
    ) -> VecDBError {
        var result = VecDBError(
            .uniqueViolation, "could not create unique index \"\(create.name ?? error.constraint ?? "")\"")
        result.constraint = create.name ?? error.constraint
        let columns = elements.compactMap(\.column)
        guard columns.count == elements.count else { return result }
        let list = columns.map { quoted(identifier: $0) }.joined(separator: ", ")
        let filled = columns.map { "\(quoted(identifier: $0)) IS NOT NULL" }.joined(separator: " AND ")
        let sql =
            "SELECT \(list) FROM \(quoted(identifier: table.name)) WHERE \(filled) GROUP BY \(list) HAVING count(*) > 1 LIMIT 1"
        if let row = try? session.connection.sqlite.rows(sql).first {
            let values = zip(columns, row).map { name, value -> String in
                let type = table.column(name)?.type ?? .text
                return ((try? ValueText.text(of: value, as: type, session.context)) ?? nil) ?? "null"
            }
            result.detail =
                "Key (\(columns.joined(separator: ", ")))=(\(values.joined(separator: ", "))) is duplicated."
        }
        return result
    }

    private func element(
        _ element: PostgresSyntax.IndexElement, table: CatalogTable, scope: QueryScope, text: DDLText,
        method: AccessMethod
    ) throws -> VecDB.IndexElement {
        var made: VecDB.IndexElement
        let type: SQLType
        if let name = element.column {
            guard let column = table.column(name) else {
                throw VecDBError(
                    .undefinedColumn, "column \"\(name)\" does not exist",
                    position: element.location < 0 ? nil : element.location + 1)
            }
            type = SQLType(column.type)
            made = VecDB.IndexElement(column: name)
            if case .function(let function) = type.sortKey {
                made.sortKey = "\(function)(\(quoted(identifier: name)))"
            }
        } else if let expression = element.expression {
            let (stored, bound) = try text.indexExpression(expression, scope: scope)
            type = bound.type
            made = VecDB.IndexElement(expression: stored)
        } else {
            throw featureNotSupported("this index element")
        }
        made.operatorClass = try method.operatorClass(element.operatorClass.last, type)
        if let collation = element.collation.last { made.collation = collation }
        if method.name != "btree", element.direction != .unspecified {
            throw VecDBError(
                .featureNotSupported, "access method \"\(method.name)\" does not support ASC/DESC options")
        }
        if method.name != "btree", element.nulls != .unspecified {
            throw VecDBError(
                .featureNotSupported, "access method \"\(method.name)\" does not support NULLS FIRST/LAST options")
        }
        made.isDescending = element.direction == .descending
        switch element.nulls {
        case .unspecified: made.nullsFirst = nil
        case .first: made.nullsFirst = true
        case .last: made.nullsFirst = false
        }
        return made
    }
}

/// What is known of an index method: one place for all that is refused.
struct AccessMethod {
    let name: String

    /// The methods there are. Approximate indexes are not built yet: they are named and refused here.
    static func named(_ name: String) throws -> AccessMethod {
        switch name {
        case "btree", "hash", "gin", "gist", "brin", "spgist": return AccessMethod(name: name)
        case "hnsw", "ivfflat": throw featureNotSupported("access method \"\(name)\"")
        default: throw VecDBError(.undefinedObject, "access method \"\(name)\" does not exist")
        }
    }

    func check(_ create: CreateIndexStatement) throws {
        if create.isUnique, name != "btree" {
            throw VecDBError(.featureNotSupported, "access method \"\(name)\" does not support unique indexes")
        }
        if create.elements.count > 1, name == "hash" || name == "spgist" {
            throw VecDBError(.featureNotSupported, "access method \"\(name)\" does not support multicolumn indexes")
        }
        if !create.including.isEmpty, ["hash", "gin", "brin"].contains(name) {
            throw VecDBError(.featureNotSupported, "access method \"\(name)\" does not support included columns")
        }
        guard create.elements.count <= 32 else {
            throw VecDBError(.tooManyColumns, "cannot use more than 32 columns in an index")
        }
    }

    /// Checks an operator class, or that the type has a default one.
    func operatorClass(_ written: String?, _ type: SQLType) throws -> String? {
        if let written {
            guard let accepted = OperatorClasses.type(of: written, method: name) else {
                throw VecDBError(
                    .undefinedObject, "operator class \"\(written)\" does not exist for access method \"\(name)\"")
            }
            if !accepted.isEmpty, !accepted.contains(type.base) || type.isArray {
                throw VecDBError(
                    .datatypeMismatch, "operator class \"\(written)\" does not accept data type \(type)")
            }
            return written
        }
        let hasDefault: Bool =
            switch name {
            case "btree": type.isArray || ![.json, .regconfig, .jsonpath].contains(type.base)
            case "hash": type.isArray || ![.json, .vector, .halfvec, .sparsevec].contains(type.base)
            case "gin": type.isArray || [.jsonb, .tsvector].contains(type.base)
            case "gist": [.tsvector, .tsquery].contains(type.base)
            case "spgist": [.text, .varchar, .bpchar].contains(type.base)
            case "brin": ![.json, .jsonb, .vector, .halfvec, .sparsevec, .tsvector].contains(type.base)
            default: false
            }
        guard hasDefault else {
            throw VecDBError(
                .undefinedObject, "data type \(type) has no default operator class for access method \"\(name)\"",
                hint:
                    "You must specify an operator class for the index or define a default operator class for the data type."
            )
        }
        return nil
    }
}

/// Operator classes that may be written.
enum OperatorClasses {
    /// The types that a class takes (empty: not checked); nil if the method has no class of that name.
    static func type(of name: String, method: String) -> [BaseType]? {
        switch (method, name) {
        case ("gin", "jsonb_ops"), ("gin", "jsonb_path_ops"): return [.jsonb]
        case ("gin", "array_ops"): return []
        case ("gin", "tsvector_ops"): return [.tsvector]
        case ("btree", "vector_ops"): return [.vector]
        case ("btree", "halfvec_ops"): return [.halfvec]
        case ("btree", "sparsevec_ops"): return [.sparsevec]
        case ("btree", "text_pattern_ops"), ("btree", "text_ops"): return [.text, .varchar]
        case ("btree", "varchar_pattern_ops"), ("btree", "varchar_ops"): return [.text, .varchar]
        case ("btree", "bpchar_pattern_ops"), ("btree", "bpchar_ops"): return [.bpchar]
        case ("btree", "jsonb_ops"): return [.jsonb]
        case ("btree", _), ("hash", _), ("brin", _):
            let stem = name.split(separator: "_").dropLast().joined(separator: "_")
            guard name.hasSuffix("_ops"), let type = typeNamed(stem) ?? typeShown(stem) else { return nil }
            return [type.base]
        default: return nil
        }
    }

    private static func typeShown(_ stem: String) -> SQLType? {
        stem == "numeric" ? .numeric : nil
    }
}

/// `WITH (…)` of an index.
enum IndexOptions {
    static func check(_ option: DefinitionElement, method: String) throws -> IndexOption {
        let name = option.name.lowercased()
        let known: Set<String> =
            switch method {
            case "btree": ["fillfactor", "deduplicate_items"]
            case "hash", "spgist": ["fillfactor"]
            case "gist": ["fillfactor", "buffering"]
            case "gin": ["fastupdate", "gin_pending_list_limit"]
            case "brin": ["pages_per_range", "autosummarize"]
            default: []
            }
        guard known.contains(name) else {
            throw VecDBError(.invalidParameterValue, "unrecognized parameter \"\(option.name)\"")
        }
        return IndexOption(name, option.value?.text ?? "true")
    }
}
