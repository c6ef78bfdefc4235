import PostgresSyntax
import VecDB
import VectorTypes

/// Sub-selects in expressions.
extension ExpressionBinder {
    func bindSubquery(_ node: Subquery) throws -> BoundExpression {
        try clause.requireSubqueries(node.location)
        guard let subqueries else { throw featureNotSupported("sub-selects", location: node.location) }
        // PostgreSQL looks at the left side first.
        var left: BoundExpression?
        switch node.kind {
        case .membership(let operand), .quantified(let operand, _, _): left = try bind(operand)
        default: break
        }
        let query = try subqueries.bindSubquery(node.select, scope: scope, parameters: parameters)
        switch node.kind {
        case .exists: return BoundExpression(.subquery(.exists, query), .bool, location: node.location)
        case .scalar: return try scalarSubquery(query, location: node.location)
        case .array:
            guard query.columns.count == 1, let column = query.columns.first else {
                throw tooManyColumns(node.location)
            }
            let element = SQLType(column.type)
            return BoundExpression(
                .subquery(.array, query), element.isArray ? element : element.array, location: node.location)
        case .membership:
            guard let left else { break }
            return try membership(left, "=", query, isAll: false, location: node.location)
        case .quantified(_, let name, let quantifier):
            guard let left else { break }
            return try membership(left, name.name, query, isAll: quantifier == .all, location: node.location)
        }
        throw featureNotSupported("this sub-select", location: node.location)
    }

    private func tooManyColumns(_ location: Int) -> VecDBError {
        VecDBError(.syntaxError, "subquery must return only one column", position: position(location))
    }

    private func scalarSubquery(_ query: BoundSubquery, location: Int) throws -> BoundExpression {
        guard query.columns.count == 1, let column = query.columns.first else { throw tooManyColumns(location) }
        return BoundExpression(
            .subquery(.scalar, query), SQLType(column.type), modifier: column.type.modifier, location: location)
    }

    private func membership(
        _ left: BoundExpression, _ symbol: String, _ query: BoundSubquery, isAll: Bool, location: Int
    ) throws -> BoundExpression {
        var operands = [left]
        if case .row(let fields) = left.node { operands = fields }
        if operands.count < query.columns.count {
            throw VecDBError(.syntaxError, "subquery has too many columns", position: position(location))
        }
        if operands.count > query.columns.count {
            throw VecDBError(.syntaxError, "subquery has too few columns", position: position(location))
        }
        let columns = query.columns.enumerated().map { index, column in
            BoundExpression(
                .column(SubqueryColumn.binding(index, column.name)), SQLType(column.type),
                modifier: column.type.modifier,
                location: -1)
        }
        let comparisons = try zip(operands, columns).map { operand, column in
            try boolean(operation(symbol, operand, column, location: location), construct: "ANY/ALL")
        }
        let place = leftmost(location, [left])
        if symbol == "=" && !isAll || (symbol == "<>" || symbol == "!=") && isAll,
            let plain = plainOperands(comparisons, columns)
        {
            return BoundExpression(.subquery(.isIn(plain, negated: isAll), query), .bool, location: place)
        }
        let comparison: BoundExpression
        if comparisons.count == 1 {
            comparison = comparisons[0]
        } else {
            comparison = try operation(
                symbol, BoundExpression(.row(operands), .record), BoundExpression(.row(columns), .record),
                location: location)
        }
        return BoundExpression(
            .subquery(.quantified(comparison: comparison, isAll: isAll), query), .bool, location: place)
    }

    /// The left sides, if each comparison is its type's own and takes the sub-select's column as it is.
    private func plainOperands(_ comparisons: [BoundExpression], _ columns: [BoundExpression]) -> [BoundExpression]? {
        var operands: [BoundExpression] = []
        for (comparison, column) in zip(comparisons, columns) {
            guard case .call(let function, let arguments) = comparison.node, arguments.count == 2,
                function.arguments[0] == function.arguments[1], arguments[1] == column,
                arguments[0].type.sortKey == arguments[1].type.sortKey
            else { return nil }
            if case .function = arguments[1].type.sortKey { return nil }
            operands.append(arguments[0])
        }
        return operands
    }

    /// `(a, b) = (SELECT c, d …)`.
    func rowSubquery(_ symbol: String, _ left: BoundExpression, _ node: Subquery) throws -> BoundExpression {
        try clause.requireSubqueries(node.location)
        guard let subqueries else { throw featureNotSupported("sub-selects", location: node.location) }
        let query = try subqueries.bindSubquery(node.select, scope: scope, parameters: parameters)
        return try membership(left, symbol, query, isAll: false, location: node.location)
    }
}

/// How the columns of a quantified sub-select are called inside the comparison.
enum SubqueryColumn {
    static let alias = "pg_sub"

    static func binding(_ index: Int, _ name: String) -> ColumnBinding {
        ColumnBinding(sql: "\(alias).c\(index + 1)", name: name, relation: -1, attribute: index + 1)
    }
}
