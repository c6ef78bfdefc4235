/// Which vectors a search may return.
///
/// A set of ids is prepared once by the index (``HNSWIndex/filter(_:)``) and used for as many searches as one likes; a
/// predicate is asked about the ids that the search meets.
public struct SearchFilter: Sendable {
    package enum Kind: Sendable {
        case all
        /// The ids, ascending, and what an index made of them.
        case set([Int64], prepared: any AnyObject & Sendable)
        case predicate(@Sendable (Int64) -> Bool)
    }
    package let kind: Kind
    /// A few ids, ascending, that are not let through whatever `kind` says.
    package let excluded: [Int64]

    package init(kind: Kind, excluding: [Int64] = []) {
        self.kind = kind
        excluded = excluding
    }

    /// Whether a vector with this id may be returned.
    package func accepts(_ id: Int64) -> Bool {
        if !excluded.isEmpty, Self.contains(excluded, id) { return false }
        return switch kind {
        case .all: true
        case .set(let ids, _): Self.contains(ids, id)
        case .predicate(let accepts): accepts(id)
        }
    }

    /// The vectors whose ids a predicate accepts. It must be quick and callable from any thread.
    public static func ids(where predicate: @escaping @Sendable (Int64) -> Bool) -> SearchFilter {
        SearchFilter(kind: .predicate(predicate))
    }

    static func contains(_ ids: [Int64], _ id: Int64) -> Bool {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }
}
