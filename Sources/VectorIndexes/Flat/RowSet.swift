/// A set of ids: which vectors a search may return.
public struct RowSet: Sendable, ExpressibleByArrayLiteral {
    private var ids: [Int64] = []
    private var isSorted = true
    /// Where an index keeps what it has made of the set; see ``keepPrepared()``.
    package private(set) var prepared: PreparedSet?

    /// The empty set.
    public init() {}

    /// The set of the ids of a sequence.
    public init(_ ids: some Sequence<Int64>) {
        for id in ids { insert(id) }
    }

    public init(arrayLiteral elements: Int64...) { self.init(elements) }

    /// Adds an id. Cheapest in ascending order.
    public mutating func insert(_ id: Int64) {
        if prepared != nil { prepared = nil }
        if isSorted, let last = ids.last {
            if id == last { return }
            if id < last { isSorted = false }
        }
        ids.append(id)
    }

    /// The ids, ascending, each once.
    /// - Complexity: O(n) when they were inserted in ascending order, O(n log n) otherwise.
    public var sortedIDs: [Int64] {
        if isSorted { return ids }
        var unique: [Int64] = []
        unique.reserveCapacity(ids.count)
        for id in ids.sorted() where unique.last != id { unique.append(id) }
        return unique
    }

    /// Sorts once, so that ``contains(_:)`` and ``sortedIDs`` need not again.
    package mutating func normalize() {
        guard !isSorted else { return }
        ids = sortedIDs
        isSorted = true
    }

    /// Lets an index keep what it makes of the set: worth while for a set that is searched again and again.
    package mutating func keepPrepared() {
        normalize()
        prepared = PreparedSet()
    }

    /// Whether the id is in the set.
    /// - Complexity: O(log n) after insertions in ascending order, O(n) otherwise.
    public func contains(_ id: Int64) -> Bool {
        guard isSorted else { return ids.contains(id) }
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }

    /// Whether the set is empty.
    public var isEmpty: Bool { ids.isEmpty }
}

/// The filter that an index made of a set of ids, as long as the index lives.
package final class PreparedSet: Sendable {
    private struct Content: Sendable {
        weak var index: (any ApproximateIndex)?
        var filter: SearchFilter?
    }
    private let content = ConditionLock(Content())

    /// The filter that this index, and no other at its place in memory, has made.
    func filter(of index: any ApproximateIndex) -> SearchFilter? {
        content.withLock { $0.index === index ? $0.filter : nil }
    }

    func keep(_ filter: SearchFilter, of index: any ApproximateIndex) {
        content.withLock { $0 = Content(index: index, filter: filter) }
    }
}
