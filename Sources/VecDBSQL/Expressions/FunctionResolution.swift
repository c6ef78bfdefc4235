import VecDB
import VectorTypes

/// The function that a call means.
struct ResolvedFunction {
    var function: FunctionEntry
    /// The declared type of each argument of the call, variadic ones written out, defaults included.
    var types: [SQLType]
    /// Constants for the parameters that the call leaves out.
    var defaults: [SQLiteValue]
    /// For each parameter the place of its argument in the call, nil for its default (named arguments may stand in any
    /// order).
    var order: [Int?]?
}

enum FunctionResolution {
    case function(ResolvedFunction)
    /// A call such as `float8(x)` that is a cast.
    case cast(SQLType)
}

/// One of the functions of a name, made to fit a call's number of arguments.
private struct Candidate {
    var function: FunctionEntry
    /// The parameters' types in the order of the call's arguments.
    var types: [SQLType]
    var order: [Int?]?
    var isExpanded: Bool
}

/// The function that a name means for arguments of these types (PostgreSQL documentation 10.3).
///
/// - Parameters:
///   - names: The names of the arguments written `name => value`, nil for the others.
///   - isVariadic: Whether the last argument was written after `VARIADIC`.
/// - Throws: 42883 when none takes the types, 42725 when several do equally well.
func resolveFunction(
    _ name: String, _ types: [SQLType], names: [String?] = [], isVariadic: Bool = false, isStar: Bool = false,
    shownName: String? = nil, location: Int
) throws -> FunctionResolution {
    let all = FunctionCatalog.shared.functions[name] ?? []
    let candidates = all.compactMap { candidate($0, types.count, names, isVariadic) }
    func resolved(_ candidate: Candidate) -> FunctionResolution {
        let function = candidate.function
        let missing = candidate.isExpanded || candidate.order != nil ? 0 : function.arguments.count - types.count
        return .function(
            ResolvedFunction(
                function: function, types: candidate.types,
                defaults: missing > 0 ? Array(function.defaults.suffix(missing)) : [], order: candidate.order))
    }
    // A variadic function stands back behind one that takes the types as they are.
    let exact = candidates.filter { Array($0.types.prefix(types.count)) == types }
    if let best = exact.first(where: { !$0.isExpanded }) ?? exact.first { return resolved(best) }

    if types.count == 1, !isStar, let target = typeNamed(name) {
        let source = types[0]
        if source == .unknown { return .cast(target) }
        switch coercionPath(from: source, to: target, .explicit) {
        case .relabel: return .cast(target)
        case .inputOutput:
            if (source.category != "S" || target.category != "S") && !(source == .record && target.category == "S") {
                return .cast(target)
            }
        default: break
        }
    }

    let fitting = candidates.filter {
        canCoerce(types, to: Array($0.types.prefix(types.count)), .implicit)
    }
    if fitting.count == 1 { return resolved(fitting[0]) }
    let position = location < 0 ? nil : location + 1
    func signature() -> String {
        let parts = types.enumerated().map { index, type in
            (names.indices.contains(index) ? names[index].map { "\($0) => " } : nil ?? "").map { $0 + "\(type)" }
                ?? "\(type)"
        }
        return "\(shownName ?? name)(\(isStar ? "*" : parts.joined(separator: ", ")))"
    }
    if fitting.isEmpty {
        throw VecDBError(
            .undefinedFunction, "function \(isStar ? "\(shownName ?? name)()" : signature()) does not exist",
            hint: "No function matches the given name and argument types. You might need to add explicit type casts.",
            position: position)
    }
    if let chosen = selectCandidate(fitting.map { Array($0.types.prefix(types.count)) }, for: types) {
        return resolved(fitting[chosen])
    }
    throw VecDBError(
        .ambiguousFunction, "function \(signature()) is not unique",
        hint: "Could not choose a best candidate function. You might need to add explicit type casts.",
        position: position)
}

private func candidate(_ function: FunctionEntry, _ count: Int, _ names: [String?], _ isVariadic: Bool) -> Candidate? {
    let declared = function.arguments
    if names.contains(where: { $0 != nil }) { return namedCandidate(function, count, names) }
    if function.isVariadic, !isVariadic {
        guard count >= declared.count - (declared.last?.base == .any ? 1 : 0), let last = declared.last else {
            return nil
        }
        let repeated = last.element ?? variadicElement(last)
        if count < declared.count - 1 { return nil }
        let types = declared.dropLast() + Array(repeating: repeated, count: count - declared.count + 1)
        return Candidate(function: function, types: Array(types), isExpanded: true)
    }
    guard count <= declared.count, count >= declared.count - function.defaults.count else { return nil }
    return Candidate(function: function, types: declared, isExpanded: false)
}

/// What stands for each of the further arguments of `variadic anyarray` and its kin.
private func variadicElement(_ type: SQLType) -> SQLType {
    switch type.base {
    case .anyarray: SQLType(.anyelement)
    case .anycompatiblearray: SQLType(.anycompatible)
    default: type
    }
}

private func namedCandidate(_ function: FunctionEntry, _ count: Int, _ names: [String?]) -> Candidate? {
    let parameters = function.argumentNames
    guard parameters.count == function.arguments.count, count <= parameters.count, !function.isVariadic else {
        return nil
    }
    var order: [Int?] = Array(repeating: nil, count: parameters.count)
    var types: [SQLType] = []
    for (index, name) in names.enumerated() {
        guard let place = name.map({ wanted in parameters.firstIndex(of: wanted) }) ?? index, order[place] == nil else {
            return nil
        }
        order[place] = index
        types.append(function.arguments[place])
    }
    // What is left out has a default.
    let required = parameters.count - function.defaults.count
    guard order.prefix(required).allSatisfy({ $0 != nil }) else { return nil }
    return Candidate(function: function, types: types, order: order, isExpanded: false)
}
