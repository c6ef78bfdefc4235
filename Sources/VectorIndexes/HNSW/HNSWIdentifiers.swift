import VectorTypes

/// Which slot holds which id, and which slots are free. Under a lock of the index.
struct HNSWIdentifiers: @unchecked Sendable {
    // Safe because it is only reached under the lock that owns it.
    /// The id of each slot: kept here a second time because the map looks ids up by slot.
    let ids = GrowableBuffer<Int64>()
    private var map = SlotMap()
    /// Slots whose old node no search can meet any more.
    private(set) var free: [UInt32] = []
    /// Slots of removed vectors that are still part of the graph.
    private(set) var removed: [UInt32] = []

    var count: Int { map.count }

    func slot(of id: Int64) -> UInt32? { map.slot(of: id, ids: ids.base).map { UInt32($0) } }

    mutating func takeFree() -> UInt32? { free.popLast() }
    mutating func giveBack(_ slots: [UInt32]) { free += slots }
    mutating func takeRemoved() -> [UInt32] {
        defer { removed = [] }
        return removed
    }
    mutating func restoreRemoved(_ slots: [UInt32]) { removed += slots }

    mutating func assign(_ id: Int64, to slot: UInt32) {
        if Int(slot) == ids.count { ids.append(id) } else { ids[Int(slot)] = id }
        map.insert(slot: Int(slot), ids: ids.base)
    }

    mutating func remove(_ id: Int64) -> UInt32? {
        guard let slot = slot(of: id) else { return nil }
        map.remove(id: id, ids: ids.base)
        removed.append(slot)
        return slot
    }

    /// Makes room for as many slots.
    mutating func reserve(_ count: Int) {
        ids.reserve(count)
        map.reserve(count)
    }

    /// Restores the id of a slot while an index is read: live slots are mapped, others are not.
    mutating func load(_ id: Int64, state: UInt8) -> Bool {
        let slot = ids.count
        ids.append(id)
        switch state {
        case HNSWState.live:
            guard map.insertNew(slot: slot, ids: ids.base) else { return false }
        case HNSWState.removed: removed.append(UInt32(slot))
        default: free.append(UInt32(slot))
        }
        return true
    }
}
