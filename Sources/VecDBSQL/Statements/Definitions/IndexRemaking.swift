import PostgresSyntax
import VecDB
import VectorTypes

/// The indexes that read a column whose type changes: as PostgreSQL does, they are taken away before, and their statements
/// run again after, so that operator classes and expressions are checked against the new type.
struct IndexRemaking {
    private let session: Session
    private let indexes: [CatalogIndex]
    private let statements: [CreateIndexStatement]

    /// - Parameter column: None when no index is touched.
    init(_ session: Session, of table: CatalogTable, reading column: String?) throws {
        self.session = session
        guard let column else {
            indexes = []
            statements = []
            return
        }
        let definitions = CatalogDefinitions(try session.connection.catalog())
        let scope = DDLText.scope(table: table.name, columns: table.columns.map { ($0.name, $0.type) })
        let text = DDLText(try session.binder())
        var found: [CatalogIndex] = []
        var made: [CreateIndexStatement] = []
        for index in table.indexes where !index.isConstraint {
            let definition = definitions.index(index, table, isPretty: false)
            guard case .createIndex(let create)? = try parseStatements(definition).first?.statement else { continue }
            let expressions = create.elements.compactMap(\.expression) + [create.filter].compactMap { $0 }
            let readsDirectly = create.elements.contains { $0.column == column } || index.included.contains(column)
            guard try readsDirectly || expressions.contains(where: { try text.reads($0, column, scope: scope) }) else {
                continue
            }
            found.append(index)
            made.append(create)
        }
        indexes = found
        statements = made
    }

    func takeAway() throws {
        if !indexes.isEmpty { try session.connection.dropIndexes(indexes.map(\.name)) }
    }

    func makeAgain() throws {
        for (index, create) in zip(indexes, statements) {
            let table = try session.connection.table(index.table)
            let definer = IndexDefiner(session)
            try definer.build(try definer.definition(create, table, try session.binder()), table)
            if let comment = index.comment { try session.connection.setComment(comment, on: .index(index.name)) }
        }
    }
}

extension DDLText {
    /// Whether an expression over a table's columns reads one of them.
    fileprivate func reads(_ expression: Expression, _ column: String, scope: QueryScope) throws -> Bool {
        try binder.expressions(scope, .index).bind(expression).contains { node in
            if case .column(let found) = node.node { found.name == column } else { false }
        }
    }
}
