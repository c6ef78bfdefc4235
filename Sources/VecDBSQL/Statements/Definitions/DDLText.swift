import PostgresSyntax
import VecDB
import VectorTypes

/// Expressions that belong to tables, in both dialects: what the catalog keeps of defaults, checks, generated columns and
/// index expressions.
struct DDLText {
    let binder: QueryBinder

    init(_ binder: QueryBinder) { self.binder = binder }

    /// A scope in which the columns of a table are plain names.
    static func scope(table: String, columns: [(name: String, type: ColumnType)]) -> QueryScope {
        let scope = QueryScope(parent: nil)
        scope.items = [
            NamespaceItem(
                name: table, schema: "public",
                columns: columns.enumerated().map { index, column in
                    let binding = ColumnBinding(
                        sql: quoted(identifier: column.name), name: column.name, relation: 1, attribute: index + 1)
                    return RangeColumn(
                        name: column.name,
                        expression: BoundExpression(
                            .column(binding), SQLType(column.type), modifier: column.type.modifier))
                })
        ]
        return scope
    }

    /// The fragment of SQLite's SQL.
    static func fragment(_ expression: BoundExpression) throws -> String {
        var emitter = SQLEmitter(inlineConstants: true)
        try emitter.emit(expression)
        return emitter.sql
    }

    /// The fragment for an expression bound over a range entry, with plain column names.
    static func sqlite(_ expression: BoundExpression, _ target: TargetTable) -> String {
        let text = (try? fragment(expression)) ?? ""
        return text.split(separator: "\(target.entry.alias).", omittingEmptySubsequences: false).joined()
    }

    func defaultValue(_ expression: Expression, column: String, type: ColumnType) throws -> StoredExpression? {
        let bound = try binder.expressions(QueryScope(parent: nil), .columnDefault)
            .bindAssignment(expression, to: column, type: type)
        if bound.isNullConstant { return nil }
        let isConstant: Bool = { if case .constant = bound.node { true } else { false } }()
        return StoredExpression(
            text: stored(expression, type: SQLType(type)), sqlite: try DDLText.fragment(bound), isConstant: isConstant)
    }

    func generated(
        _ expression: Expression, column: String, type: ColumnType, scope: QueryScope
    ) throws -> StoredExpression {
        let bound = try binder.expressions(scope, .generated).bindAssignment(expression, to: column, type: type)
        if bound.volatility != .immutable {
            throw VecDBError(.invalidObjectDefinition, "generation expression is not immutable")
        }
        return StoredExpression(text: Deparser().text(of: expression), sqlite: try DDLText.fragment(bound))
    }

    /// A check, with the columns that it names.
    func check(_ expression: Expression, scope: QueryScope) throws -> (StoredExpression, columns: [String]) {
        let bound = try binder.expressions(scope, .check).bindBoolean(expression, construct: "CHECK")
        var columns: [String] = []
        bound.forEach { node in
            if case .column(let column) = node.node, !columns.contains(column.name) { columns.append(column.name) }
            return true
        }
        return (StoredExpression(text: Deparser().text(of: expression), sqlite: try DDLText.fragment(bound)), columns)
    }

    /// An index element's expression.
    struct IndexExpression {
        let text: String
        let bound: BoundExpression

        /// What SQLite indexes: the value, or what sorts as it does.
        func sortKey() throws -> String {
            var emitter = SQLEmitter(inlineConstants: true)
            try emitter.emitSortKey(bound)
            return emitter.sql
        }
    }

    func indexExpression(_ expression: Expression, scope: QueryScope) throws -> IndexExpression {
        let bound = try binder.expressions(scope, .index).bindOutput(expression)
        let isCall: Bool = { if case .function = expression { true } else { false } }()
        let text = Deparser().text(of: expression)
        return IndexExpression(text: isCall ? text : "(\(text))", bound: bound)
    }

    func predicate(
        _ expression: Expression, scope: QueryScope
    ) throws -> (stored: StoredExpression, isImmutable: Bool) {
        let bound = try binder.expressions(scope, .indexPredicate).bindBoolean(expression, construct: "WHERE")
        return (
            StoredExpression(text: Deparser().text(of: expression), sqlite: try DDLText.fragment(bound)),
            bound.volatility == .immutable
        )
    }

    /// PostgreSQL's text of a default: literals carry the type they were given.
    private func stored(_ expression: Expression, type: SQLType) -> String {
        let text = Deparser().text(of: expression)
        if case .literal(let literal) = expression, case .string = literal.value {
            return "\(text)::\(type)"
        }
        return text
    }
}
