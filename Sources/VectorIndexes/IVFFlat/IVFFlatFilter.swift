import Synchronization
import VectorTypes

/// The slots of a set of ids at one moment: what ``SearchFilter`` keeps prepared for an index of lists.
final class IVFFlatSlotSet: Sendable {
    let words: [UInt64]
    /// Ascending.
    let slots: [UInt32]
    /// The index that it was made for, and how often its slots had been used again then.
    let owner: ObjectIdentifier
    let reuses: Int

    init(words: [UInt64], slots: [UInt32], owner: ObjectIdentifier, reuses: Int) {
        self.words = words
        self.slots = slots
        self.owner = owner
        self.reuses = reuses
    }
}

/// A filter as one search uses it.
struct IVFFlatFilter {
    private let filter: SearchFilter
    /// The set's slots, where they are still those of its ids.
    let set: IVFFlatSlotSet?

    /// Under the read side of `structure`, so that no slot is given free during the search.
    init(_ filter: SearchFilter, _ index: IVFFlatIndex) {
        self.filter = filter
        guard case .set(_, let prepared) = filter.kind, let set = prepared as? IVFFlatSlotSet,
            set.owner == ObjectIdentifier(index), set.reuses == index.reuses.load(ordering: .acquiring)
        else {
            set = nil
            return
        }
        self.set = set
    }

    /// Whether a candidate's row may be returned, as far as its slot tells: it may have got another id this very moment.
    @inline(__always)
    func mayAccept(_ slot: UInt32, _ slots: IVFFlatSlots) -> Bool {
        guard let set else { return filter.accepts(slots.id(slot)) }
        let word = Int(slot) >> 6
        guard word < set.words.count, set.words[word] & (1 << UInt64(slot & 63)) != 0 else { return false }
        return filter.excluded.isEmpty || filter.accepts(slots.id(slot))
    }

    /// Whether a row with this id may be returned.
    func accepts(_ id: Int64) -> Bool { filter.accepts(id) }
}

extension IVFFlatIndex {
    /// A filter that lets the vectors with these ids through. Vectors added later are not in it.
    /// - Complexity: O(number of ids + count / 64).
    public func filter(_ ids: RowSet) -> SearchFilter { prepare(ids.sortedIDs, excluding: []) }

    func prepare(_ ids: [Int64], excluding: [Int64]) -> SearchFilter {
        let set = identifiers.withLock { identifiers -> IVFFlatSlotSet in
            var words = [UInt64](repeating: 0, count: (slots.used.load(ordering: .acquiring) + 63) / 64)
            var found: [UInt32] = []
            for id in ids {
                guard let slot = identifiers.slot(of: id) else { continue }
                words[Int(slot) >> 6] |= 1 << UInt64(slot & 63)
                found.append(slot)
            }
            found.sort()
            return IVFFlatSlotSet(
                words: words, slots: found, owner: ObjectIdentifier(self), reuses: reuses.load(ordering: .acquiring))
        }
        return SearchFilter(kind: .set(ids, prepared: set), excluding: excluding)
    }
}
