import CIntrinsics
import Synchronization

/// Searching the vectors that have no links yet.
///
/// A search compares the unsettled vectors *before* it walks the graph, and merges the two lists. A node that gets its
/// links in between is then in both, under the same key, because one probe gives one node one score: it is dropped
/// once. The other way round a node could be in neither.
///
/// Unsettled nodes are marked by a bit in the group of their slot, and counted for each chunk: no unsettled nodes cost
/// one load, a few among millions a walk over the counts. New slots follow each other, so that the rows to compare are
/// mostly one stretch of memory.
extension HNSWIndex {
    /// Up to `limit` unsettled slots that nobody links yet, in ascending order.
    func waitingSlots(_ limit: Int) -> [UInt32] {
        var slots: [UInt32] = []
        guard limit > 0 else { return slots }
        eachWaiting { slot in
            if !graph.view.isPlaced(slot) { slots.append(slot) }
            return slots.count < limit
        }
        return slots
    }

    /// Calls `body` with each slot marked as unsettled, until it gives false.
    @inline(__always)
    private func eachWaiting(_ body: (UInt32) -> Bool) {
        guard waitingCount.load(ordering: .acquiring) > 0 else { return }
        let view = graph.view
        let used = graph.used.load(ordering: .acquiring)
        var first = 0
        while first < used {
            let end = min(used, first + layout.mask + 1)
            if vecdb_load_acquire(view.waiting(first >> layout.shift)) > 0 {
                for group in stride(from: first, to: end, by: HNSWGroup.slots) {
                    var bits = vecdb_load_acquire(view.marks(UInt32(group), HNSWGroup.unsettled))
                    while bits != 0 {
                        let slot = UInt32(group + bits.trailingZeroBitCount)
                        bits &= bits &- 1
                        if !body(slot) { return }
                    }
                }
            }
            first = end
        }
    }

    /// The nearest unsettled vectors that `accepts` takes, ascending in the scratch's `waiting`; returns how many, at
    /// most `ef`. Under `structure`.
    @inline(__always)
    func searchWaiting(
        _ walk: HNSWTraversal, _ probe: HNSWProbe, ef: Int, accepts: (UInt32) -> Bool
    ) -> Int {
        guard waitingCount.load(ordering: .acquiring) > 0 else { return 0 }
        walk.scratch.reserve(waiting: ef + 1)
        let nearest = walk.scratch.waiting
        var count = 0
        scoreWaiting(walk, probe, accepts: accepts) { key in
            if count == ef { if key > nearest[count - 1] { return } } else { count += 1 }
            _ = HNSWTraversal.insert(key, into: nearest, count: count)
        }
        return count
    }

    /// Compares the probe with all unsettled vectors that `accepts` takes, in groups of one kernel call.
    @inline(__always)
    func scoreWaiting(
        _ walk: HNSWTraversal, _ probe: HNSWProbe, accepts: (UInt32) -> Bool, _ body: (UInt64) -> Void
    ) {
        let view = graph.view
        let (slots, rows, scores) = (walk.scratch.slots, walk.scratch.rows, walk.scratch.scores)
        let usesCodes = probe.code != nil
        let group = layout.baseLinks
        var fresh = 0
        func compare() {
            scorer.score(probe, rows, slots, fresh, scores)
            for i in 0..<fresh { body(HNSWKey.pack(scores[i], slots[i])) }
            fresh = 0
        }
        eachWaiting { slot in
            guard view.state(slot) == HNSWState.live, accepts(slot) else { return true }
            rows[fresh] = UnsafeRawPointer(scorer.row(slot, usesCodes))
            slots[fresh] = slot
            fresh += 1
            if fresh == group { compare() }
            return true
        }
        if fresh > 0 { compare() }
    }

    /// Merges the `waiting` nearest unsettled nodes into the scratch's pool of `found`; returns how many there are then,
    /// at most `ef`.
    func merge(_ scratch: HNSWScratch, found: Int, waiting: Int, ef: Int) -> Int {
        guard waiting > 0 else { return found }
        if found == 0 { scratch.reserve(poolCapacity: ef + 1) }
        let (pool, nearest, merged) = (scratch.pool, scratch.waiting, scratch.merged)
        var (i, j, count) = (0, 0, 0)
        while count < ef, i < found || j < waiting {
            let walked = i < found ? pool[i] & ~1 : .max
            let waited = j < waiting ? nearest[j] : .max
            merged[count] = min(walked, waited)
            count += 1
            if walked <= waited { i += 1 }
            if waited <= walked { j += 1 }
        }
        pool.update(from: merged, count: count)
        return count
    }
}
