import VecDB

/// PostgreSQL's choice among several functions or operators that would all do (documentation 10.2 and 10.3).
///
/// Each step keeps the candidates that do best and hands over to the next while several are left: most exact matches,
/// most preferred types, then guesses for literals without a type: by category (strings first), by preferred type of
/// the category, and finally that an unknown is of the type that all known ones have.
///
/// - Parameter candidates: The argument types of each, as many as `types`.
/// - Returns: The index of the chosen one, nil when the choice is not unique.
func selectCandidate(_ candidates: [[SQLType]], for types: [SQLType]) -> Int? {
    var left = Array(candidates.indices)
    func keepBest(_ score: ([SQLType]) -> Int) {
        let scores = left.map { score(candidates[$0]) }
        guard let best = scores.max() else { return }
        left = zip(left, scores).filter { $0.1 == best }.map(\.0)
    }
    let positions = types.indices
    keepBest { wanted in positions.count { types[$0] != .unknown && types[$0] == wanted[$0] } }
    if left.count == 1 { return left[0] }
    keepBest { wanted in
        positions.count {
            types[$0] != .unknown
                && (types[$0] == wanted[$0]
                    || wanted[$0].isPreferred && wanted[$0].category == types[$0].category)
        }
    }
    if left.count == 1 { return left[0] }
    let unknowns = positions.filter { types[$0] == .unknown }
    guard !unknowns.isEmpty else { return nil }

    var isResolved = true
    var categories: [Int: (category: Character, preferred: Bool)] = [:]
    for position in unknowns {
        var category: Character?
        var preferred = false
        var conflict = false
        for candidate in left {
            let wanted = candidates[candidate][position]
            let own = wanted.category
            if let current = category {
                if current == own {
                    preferred = preferred || wanted.isPreferred
                } else if own == "S" {
                    category = "S"
                    preferred = wanted.isPreferred
                } else {
                    conflict = true
                }
            } else {
                category = own
                preferred = wanted.isPreferred
            }
        }
        // A string among the candidates settles it.
        if conflict, category != "S" {
            isResolved = false
            break
        }
        if let category { categories[position] = (category, preferred) }
    }
    if isResolved {
        let kept = left.filter { candidate in
            categories.allSatisfy { position, wish in
                let wanted = candidates[candidate][position]
                guard wanted.category == wish.category else { return false }
                return !wish.preferred || wanted.isPreferred
            }
        }
        if !kept.isEmpty { left = kept }
        if left.count == 1 { return left[0] }
    }

    // All known arguments of one type: the unknown ones are of it too.
    let known = Set(types.filter { $0 != .unknown })
    if known.count == 1, let only = known.first {
        let assumed = Array(repeating: only, count: types.count)
        let kept = left.filter { canCoerce(assumed, to: candidates[$0], .implicit) }
        if kept.count == 1 { return kept[0] }
    }
    return nil
}
