import CIntrinsics
import VectorTypes

/// The slots of a set of ids at one moment.
final class HNSWSlotSet: Sendable {
    let words: [UInt64]
    let slots: [UInt32]
    /// The index that it was made for, and the state of its slots then.
    let owner: ObjectIdentifier
    let reuses: Int

    init(words: [UInt64], slots: [UInt32], owner: ObjectIdentifier, reuses: Int) {
        self.owner = owner
        self.words = words
        self.slots = slots
        self.reuses = reuses
    }
}

extension HNSWIndex {
    /// A filter that lets the vectors with these ids through. Vectors added later are not in it.
    /// - Complexity: O(number of ids + count / 64).
    public func filter(_ ids: RowSet) -> SearchFilter { setFilter(ids, excluding: []) }

    func setFilter(_ ids: RowSet, excluding: [Int64]) -> SearchFilter {
        let sorted = ids.sortedIDs
        let set = structure.withReadLock { slotSet(sorted, excluding: excluding) }
        return SearchFilter(kind: .set(sorted, prepared: set), excluding: excluding)
    }

    private func slotSet(_ ids: [Int64], excluding: [Int64]) -> HNSWSlotSet {
        identifiers.withLock { identifiers in
            let used = graph.used.load(ordering: .acquiring)
            var words = [UInt64](repeating: 0, count: (used + 63) / 64)
            var slots: [UInt32] = []
            for id in ids {
                guard let slot = identifiers.slot(of: id) else { continue }
                words[Int(slot) >> 6] |= 1 << UInt64(slot & 63)
                slots.append(slot)
            }
            for id in excluding {
                guard let slot = identifiers.slot(of: id) else { continue }
                words[Int(slot) >> 6] &= ~(1 << UInt64(slot & 63))
            }
            if !excluding.isEmpty { slots.removeAll { words[Int($0) >> 6] & (1 << UInt64($0 & 63)) == 0 } }
            slots.sort()
            return HNSWSlotSet(
                words: words, slots: slots, owner: ObjectIdentifier(self),
                reuses: reuses.load(ordering: .acquiring))
        }
    }

    /// A search among the vectors that a filter lets through: through the graph, or by comparing all of them where that
    /// is less work. Under `structure`.
    func searchFiltered(_ walk: HNSWTraversal, _ probe: HNSWProbe, ef: Int, _ filter: SearchFilter) -> Int {
        switch filter.kind {
        case .set(_, let prepared):
            guard let set = prepared as? HNSWSlotSet, set.owner == ObjectIdentifier(self),
                set.reuses == reuses.load(ordering: .acquiring)
            else { break }
            let found = searchSet(walk, probe, ef: ef, set)
            // A slot that got another vector meanwhile would stand for the wrong id.
            if set.reuses == reuses.load(ordering: .acquiring) { return found }
        case .all where filter.excluded.count <= 64:
            return searchAll(walk, probe, ef: ef, without: filter.excluded)
        case .all, .predicate: break
        }
        let view = graph.view
        return searchBoth(walk, probe, ef: ef) { filter.accepts(view.id($0)) }
    }

    /// A search among all but a few: as many more are looked for as may have to be left out.
    private func searchAll(_ walk: HNSWTraversal, _ probe: HNSWProbe, ef: Int, without excluded: [Int64]) -> Int {
        guard removedCount.load(ordering: .relaxed) == 0 else {
            let view = graph.view
            return searchBoth(walk, probe, ef: ef) { !SearchFilter.contains(excluded, view.id($0)) }
        }
        let wider = ef + excluded.count
        let waiting = searchWaiting(walk, probe, ef: wider) { _ in true }
        let walked = walk.searchBase(probe, graph: graph, ef: wider)
        let found = merge(walk.scratch, found: walked, waiting: waiting, ef: wider)
        let pool = walk.scratch.pool
        var kept = 0
        for i in 0..<found where kept < ef {
            guard !SearchFilter.contains(excluded, graph.view.id(HNSWKey.slot(pool[i]))) else { continue }
            pool[kept] = pool[i]
            kept += 1
        }
        return kept
    }

    /// Unsettled vectors and graph.
    @inline(__always)
    private func searchBoth(
        _ walk: HNSWTraversal, _ probe: HNSWProbe, ef: Int, accepts: (UInt32) -> Bool
    ) -> Int {
        let waiting = searchWaiting(walk, probe, ef: ef, accepts: accepts)
        let found = walk.searchFiltered(probe, graph: graph, ef: ef, accepts: accepts)
        return merge(walk.scratch, found: found, waiting: waiting, ef: ef)
    }

    private func searchSet(_ walk: HNSWTraversal, _ probe: HNSWProbe, ef: Int, _ set: HNSWSlotSet) -> Int {
        if isScanCheaper(set.slots.count, ef: ef) {
            // Unsettled vectors are among these slots.
            return walk.scan(probe, set.slots, slotLimit: graph.used.load(ordering: .acquiring), ef: ef)
        }
        return set.words.withUnsafeBufferPointer { words in
            let bits = words.count << 6
            return searchBoth(walk, probe, ef: ef) { slot in
                Int(slot) < bits && words[Int(slot) >> 6] & (1 << UInt64(slot & 63)) != 0
            }
        }
    }

    /// A walk meets about `ef` × `m` nodes when all match, and as many times more as there are nodes for each match. A
    /// scan goes through matches in the order of memory, at about half the cost a node.
    private func isScanCheaper(_ matches: Int, ef: Int) -> Bool {
        let walked = Double(ef * m + 200) * Double(max(count, 1)) / Double(max(matches, 1))
        return Double(matches) < 2 * walked
    }
}

extension HNSWTraversal {
    /// As `searchBase`, but only nodes with a live vector that `accepts` takes come into the pool; the walk goes on
    /// through the others, and does not end before `ef` are found or the whole graph is seen.
    @inline(__always)
    func searchFiltered(
        _ probe: HNSWProbe, graph: HNSWGraph, ef: Int, accepts: (UInt32) -> Bool
    ) -> Int {
        guard let start = enter(probe, graph: graph) else { return 0 }
        scratch.begin(slotCount: graph.allocated.load(ordering: .acquiring), poolCapacity: ef + 1)
        var frontier = scratch.frontier
        scratch.frontier = HNSWHeap()
        defer { scratch.frontier = frontier }
        frontier.removeAll()
        let (pool, slots, scores) = (scratch.pool, scratch.slots, scratch.scores)
        guard HNSWKey.slot(start) < scratch.marks.slotCount, scratch.marks.mark(one: HNSWKey.slot(start)) else {
            return 0
        }
        frontier.push(start)
        var count = 0
        if isLive(HNSWKey.slot(start)), accepts(HNSWKey.slot(start)) {
            pool[0] = start
            count = 1
        }
        while let key = frontier.pop() {
            if count == ef, key > pool[count - 1] { break }
            let fresh = gatherFresh(
                view.baseLinks(HNSWKey.slot(key)), view.layout.baseLinks, usesCodes: probe.code != nil)
            scorer.score(probe, scratch.rows, slots, fresh, scores)
            for i in 0..<fresh {
                let new = HNSWKey.pack(scores[i], slots[i])
                if count == ef, new > pool[count - 1] { continue }
                frontier.push(new)
                guard isLive(slots[i]), accepts(slots[i]) else { continue }
                if count < ef { count += 1 }
                _ = Self.insert(new, into: pool, count: count)
            }
        }
        return count
    }

    @inline(__always)
    private func isLive(_ slot: UInt32) -> Bool { view.state(slot) == HNSWState.live }

    /// The `ef` nearest of some nodes, by comparing all of them.
    func scan(_ probe: HNSWProbe, _ candidates: [UInt32], slotLimit: Int, ef: Int) -> Int {
        scratch.begin(slotCount: 0, poolCapacity: ef + 1)
        let (pool, slots, rows, scores) = (scratch.pool, scratch.slots, scratch.rows, scratch.scores)
        let group = view.layout.baseLinks
        var count = 0
        var position = 0
        while position < candidates.count {
            var fresh = 0
            while fresh < group, position < candidates.count {
                let slot = candidates[position]
                position += 1
                guard Int(slot) < slotLimit, isLive(slot) else { continue }
                let row = scorer.row(slot, probe.code != nil)
                announce(row)
                rows[fresh] = UnsafeRawPointer(row)
                slots[fresh] = slot
                fresh += 1
            }
            scorer.score(probe, rows, slots, fresh, scores)
            for i in 0..<fresh {
                let new = HNSWKey.pack(scores[i], slots[i])
                if count == ef { if new > pool[count - 1] { continue } } else { count += 1 }
                _ = Self.insert(new, into: pool, count: count)
            }
        }
        return count
    }
}
