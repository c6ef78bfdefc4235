import VecDB
import VectorTypes

// What sorting, grouping and joining ask of a type.
extension QueryBinder {
    /// `left = right`, resolved as the operator is.
    func equality(_ left: BoundExpression, _ right: BoundExpression) throws -> BoundExpression {
        let binder = expressions(QueryScope(parent: nil), .joinOn)
        return try binder.operation("=", left, right, location: -1)
    }

    /// 42883 for types that have no order.
    func requireOrdering(_ expression: BoundExpression) throws {
        guard !expression.type.isArray, expression.type.base == .json else { return }
        throw VecDBError(
            .undefinedFunction, "could not identify an ordering operator for type \(expression.type)",
            hint: "Use an explicit ordering operator or modify the query.",
            position: expression.location < 0 ? nil : expression.location + 1)
    }

    /// 42883 for types that have no equality.
    func requireEquality(_ expression: BoundExpression) throws {
        guard !expression.type.isArray, expression.type.base == .json else { return }
        throw VecDBError(
            .undefinedFunction, "could not identify an equality operator for type \(expression.type)",
            position: expression.location < 0 ? nil : expression.location + 1)
    }
}
