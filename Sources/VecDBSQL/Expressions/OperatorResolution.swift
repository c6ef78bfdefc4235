import VecDB
import VectorTypes

/// The operator that a symbol means between values of these types (PostgreSQL documentation 10.2).
///
/// - Parameter left: Nil for a prefix operator.
/// - Throws: 42883 when none takes the types, 42725 when several do equally well.
package func resolveOperator(
    _ symbol: String, left: SQLType?, right: SQLType, location: Int
) throws -> OperatorEntry {
    let symbol = symbol == "!=" ? "<>" : symbol
    let candidates = (FunctionCatalog.shared.operators[symbol] ?? []).filter { ($0.left == nil) == (left == nil) }
    let position = location < 0 ? nil : location + 1
    if let left {
        // An unknown literal is first taken for the other side's type.
        let exactLeft = left == .unknown ? right : left
        let exactRight = right == .unknown ? left : right
        if left != .unknown || right != .unknown,
            let exact = candidates.first(where: { $0.left == exactLeft && $0.right == exactRight })
        {
            return exact
        }
    } else if let exact = candidates.first(where: { $0.right == right }) {
        return exact
    }
    let types = (left.map { [$0] } ?? []) + [right]
    func wanted(_ entry: OperatorEntry) -> [SQLType] { (entry.left.map { [$0] } ?? []) + [entry.right] }
    let fitting = candidates.filter { canCoerce(types, to: wanted($0), .implicit) }
    if fitting.count == 1 { return fitting[0] }
    let shown = (left.map { "\($0) " } ?? "") + "\(symbol) \(right)"
    if fitting.isEmpty {
        let plural =
            left == nil
            ? "type. You might need to add an explicit type cast." : "types. You might need to add explicit type casts."
        throw VecDBError(
            .undefinedFunction, "operator does not exist: \(shown)",
            hint: "No operator matches the given name and argument \(plural)", position: position)
    }
    if let chosen = selectCandidate(fitting.map(wanted), for: types) { return fitting[chosen] }
    throw VecDBError(
        .ambiguousFunction, "operator is not unique: \(shown)",
        hint: "Could not choose a best candidate operator. You might need to add explicit type casts.",
        position: position)
}
