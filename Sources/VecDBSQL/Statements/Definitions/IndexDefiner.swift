import PostgresSyntax
import VecDB
import VectorTypes

/// CREATE INDEX.
///
/// What can be wrong is looked for in PostgreSQL's order, so that a statement with two faults is refused for the same one:
/// names in expressions; what the method can do at all; the predicate; options; each element with its operator class; the
/// index's own name; and last what the method asks of the column.
struct IndexDefiner {
    let session: Session

    init(_ session: Session) { self.session = session }

    func create(_ create: CreateIndexStatement) throws -> StatementOutcome {
        if create.isConcurrent { try session.requireNoBlock("CREATE INDEX CONCURRENTLY") }
        let binder = try session.binder()
        let catalog = binder.catalog
        let table = try table(create, binder)
        let definition = try definition(create, table, binder)
        if let name = create.name, catalog.hasRelation(name) {
            guard create.ifNotExists else {
                throw VecDBError(.duplicateTable, "relation \"\(name)\" already exists")
            }
            session.notice(
                Notice(.notice, "relation \"\(name)\" already exists, skipping", sqlState: .duplicateTable))
            return StatementOutcome("CREATE INDEX")
        }
        try build(definition, table)
        return StatementOutcome("CREATE INDEX")
    }

    private func table(_ create: CreateIndexStatement, _ binder: QueryBinder) throws -> CatalogTable {
        do {
            return try TargetTable.find(create.relation.name, binder, verb: "create index on")
        } catch var error as VecDBError {
            // PostgreSQL looks the table up before it analyses the statement, and then knows no place in it.
            error.position = nil
            throw error
        }
    }

    /// Makes the index that a definition asks for.
    func build(_ definition: IndexDefinition, _ table: CatalogTable) throws {
        try VectorIndexRules(session).check(definition, table)
        do {
            try session.connection.createIndex(definition, observer: session.buildObserver())
        } catch let error as VecDBError where error.sqlState == .uniqueViolation {
            throw duplicate(error, definition, table)
        }
        try VectorIndexRules(session).noteLittleData(definition)
    }

    /// The definition that a statement asks for, checked in all but what the method asks of the column.
    func definition(
        _ create: CreateIndexStatement, _ table: CatalogTable, _ binder: QueryBinder
    ) throws -> IndexDefinition {
        let scope = DDLText.scope(table: table.name, columns: table.columns.map { ($0.name, $0.type) })
        let text = DDLText(binder)
        let predicate = try create.filter.map { try text.predicate($0, scope: scope) }
        let expressions = try create.elements.map { element in
            try element.expression.map { try text.indexExpression($0, scope: scope) }
        }
        let method = try AccessMethod.named(create.method)
        try method.check(create)
        if let predicate, !predicate.isImmutable {
            throw VecDBError(.invalidObjectDefinition, "functions in index predicate must be marked IMMUTABLE")
        }
        let options = try IndexOptions(method: method.name, isStrict: session.isStrict).check(create.options)
        var elements: [VecDB.IndexElement] = []
        for (element, expression) in zip(create.elements, expressions) {
            elements.append(try self.element(element, expression, table: table, method: method))
        }
        var definition = IndexDefinition(
            create.name ?? chosenName(create, table, binder.catalog), on: table.name, method: create.method,
            elements: elements, isUnique: create.isUnique)
        definition.included = try create.including.map { element in
            guard let column = element.column else {
                throw VecDBError(.featureNotSupported, "expressions are not supported in included columns")
            }
            guard table.column(column) != nil else {
                throw VecDBError(.undefinedColumn, "column \"\(column)\" does not exist")
            }
            return column
        }
        definition.predicate = predicate?.stored
        definition.options = options
        definition.nullsNotDistinct = create.isNullsNotDistinct
        return definition
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
    private func duplicate(_ error: VecDBError, _ definition: IndexDefinition, _ table: CatalogTable) -> VecDBError {
        let name = definition.name ?? error.constraint
        var result = VecDBError(.uniqueViolation, "could not create unique index \"\(name ?? "")\"")
        result.constraint = name
        let columns = definition.elements.compactMap(\.column)
        guard columns.count == definition.elements.count else { return result }
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
        _ element: PostgresSyntax.IndexElement, _ expression: DDLText.IndexExpression?, table: CatalogTable,
        method: AccessMethod
    ) throws -> VecDB.IndexElement {
        var made: VecDB.IndexElement
        let type: SQLType
        if let name = element.column {
            guard let column = table.column(name) else {
                throw VecDBError(.undefinedColumn, "column \"\(name)\" does not exist")
            }
            type = SQLType(column.type)
            made = VecDB.IndexElement(column: name)
            if !method.isApproximate, case .function(let function) = type.sortKey {
                made.sortKey = "\(function)(\(quoted(identifier: name)))"
            }
        } else if let expression {
            if expression.bound.volatility != .immutable {
                throw VecDBError(
                    .invalidObjectDefinition, "functions in index expression must be marked IMMUTABLE")
            }
            type = expression.bound.type
            made = VecDB.IndexElement(
                expression: StoredExpression(
                    text: expression.text,
                    sqlite: try method.isApproximate ? DDLText.fragment(expression.bound) : expression.sortKey()))
            if method.isApproximate { made.type = expression.bound.columnType }
        } else {
            throw featureNotSupported("this index element")
        }
        if let collation = element.collation.last {
            guard type.category == "S" || type.isArray else {
                throw VecDBError(.datatypeMismatch, "collations are not supported by type \(type)")
            }
            made.collation = collation
        }
        made.operatorClass = try method.operatorClass(element, type)
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
