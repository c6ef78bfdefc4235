import VecDB
import VectorTypes

/// The type that values of several types share, nil if none (PostgreSQL's `select_common_type`, documentation 10.5).
///
/// The first type wins unless a later one of its category is preferred over it: one that it converts to by itself, but
/// not the other way round.
package func commonType(_ types: [SQLType]) -> SQLType? {
    let known = types.filter { $0 != .unknown }
    guard var chosen = known.first else { return .text }
    for type in known.dropFirst() where type != chosen {
        guard type.category == chosen.category else { return nil }
        if !chosen.isPreferred, coercionPath(from: chosen, to: type, .implicit) != nil,
            coercionPath(from: type, to: chosen, .implicit) == nil
        {
            chosen = type
        }
    }
    return chosen
}

/// The shared type of the branches of a construct, or 42804.
///
/// - Parameter construct: PostgreSQL's name for it: `CASE`, `COALESCE`, `UNION`, `VALUES`, `ARRAY`, `GREATEST` …
package func commonType(of expressions: [BoundExpression], construct: String) throws -> SQLType {
    var chosen: BoundExpression?
    for expression in expressions where expression.type != .unknown {
        guard let current = chosen else {
            chosen = expression
            continue
        }
        guard expression.type != current.type else { continue }
        guard expression.type.category == current.type.category else {
            throw VecDBError(
                .datatypeMismatch,
                "\(construct) types \(current.type) and \(expression.type) cannot be matched",
                position: expression.location < 0 ? nil : expression.location + 1)
        }
        if !current.type.isPreferred, coercionPath(from: current.type, to: expression.type, .implicit) != nil,
            coercionPath(from: expression.type, to: current.type, .implicit) == nil
        {
            chosen = expression
        }
    }
    return chosen?.type ?? .text
}

/// The modifier that all expressions share once they have the type, else -1.
package func commonModifier(of expressions: [BoundExpression], type: SQLType) -> Int32 {
    guard let first = expressions.first, first.type == type else { return -1 }
    return expressions.allSatisfy { $0.type == type && $0.modifier == first.modifier } ? first.modifier : -1
}
