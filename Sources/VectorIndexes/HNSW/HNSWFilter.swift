import CIntrinsics
import VectorTypes

/// The slots of a set of ids at one moment.
final class HNSWSlotSet: Sendable {
    let words: [UInt64]
    let slots: [UInt32]
    /// The index that it was made for, and the state of its slots then.
    let owner: ObjectIdentifier
    let reuses: Int
    let used: Int

    init(words: [UInt64], slots: [UInt32], owner: ObjectIdentifier, reuses: Int, used: Int) {
        self.owner = owner
        self.words = words
        self.slots = slots
        self.reuses = reuses
        self.used = used
    }

    @inline(__always)
    func contains(_ slot: UInt32) -> Bool {
        let word = Int(slot) &>> 6
        return word < words.count && words[word] & (1 &<< UInt64(slot & 63)) != 0
    }
}

extension HNSWIndex {
    /// A filter that lets the vectors with these ids through. Vectors added later are not in it.
    /// - Complexity: O(number of ids + count / 64).
    public func filter(_ ids: RowSet) -> SearchFilter { setFilter(ids, excluding: []) }

    func setFilter(_ ids: RowSet, excluding: [Int64]) -> SearchFilter {
        let kept = excluding.isEmpty ? ids.prepared : nil
        if let filter = kept?.filter(of: self), case .set(_, let prepared) = filter.kind,
            let set = prepared as? HNSWSlotSet, isCurrent(set)
        {
            return filter
        }
        let sorted = ids.sortedIDs
        let set = structure.withReadLock { slotSet(sorted, excluding: excluding) }
        let filter = SearchFilter(kind: .set(sorted, prepared: set), excluding: excluding)
        kept?.keep(filter, of: self)
        return filter
    }

    /// Whether no vector has come since, be it in place of another: each takes a slot, a new one or a free one.
    private func isCurrent(_ set: HNSWSlotSet) -> Bool {
        set.reuses == reuses.load(ordering: .acquiring) && set.used == graph.used.load(ordering: .acquiring)
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
                reuses: reuses.load(ordering: .acquiring), used: used)
        }
    }

    /// A search among the vectors that a filter lets through: through the graph, or by comparing all of them where that
    /// is less work. Under `structure`.
    func searchFiltered(
        _ walk: HNSWTraversal, _ probe: HNSWProbe, limit: Int, ef: Int, _ filter: SearchFilter
    ) -> Int {
        switch filter.kind {
        case .set(_, let prepared):
            guard let set = prepared as? HNSWSlotSet, set.owner == ObjectIdentifier(self),
                set.reuses == reuses.load(ordering: .acquiring)
            else { break }
            let found = searchSet(walk, probe, limit: limit, ef: ef, set)
            // A slot that got another vector meanwhile would stand for the wrong id.
            if set.reuses == reuses.load(ordering: .acquiring) { return found }
        case .all where filter.excluded.count <= 64:
            return searchMost(walk, probe, ef: ef, keeping: ef, without: filter.excluded)
        case .all, .predicate: break
        }
        let view = graph.view
        let width = HNSWWalkWidth(limit: limit, ef: ef)
        return searchBoth(walk, probe, width, HNSWScanCost(slots: count, matches: nil)) { filter.accepts(view.id($0)) }
    }

    /// A search among all but removed vectors and a few others: as many more are looked for as may have to be left out.
    /// Where more are, because what was removed lies together, the walk asks about each node.
    func searchMost(
        _ walk: HNSWTraversal, _ probe: HNSWProbe, ef: Int, keeping: Int, without excluded: [Int64]
    ) -> Int {
        let view = graph.view
        let removed = removedCount.load(ordering: .relaxed)
        let accepts = { (slot: UInt32) in excluded.isEmpty || !SearchFilter.contains(excluded, view.id(slot)) }
        guard removed <= count else {
            return searchBoth(walk, probe, HNSWWalkWidth(ef: max(ef, keeping)), nil, accepts: accepts)
        }
        let waiting = searchWaiting(walk, probe, ef: max(ef, keeping), accepts: accepts)
        let share = removed == 0 ? 0 : ef * 2 * removed / max(count, 1) + 2
        let spare = excluded.count + share
        let walked = walk.searchBase(probe, graph: graph, ef: ef + spare, keeping: keeping + spare)
        var kept = walked
        if spare > 0 {
            kept = walk.keep(walked) { accepts($0) }
            if kept < ef, walked >= ef + spare {
                let width = HNSWWalkWidth(ef: max(ef, keeping))
                kept = walk.searchFiltered(probe, graph: graph, width, nil, accepts: accepts) ?? 0
            }
        }
        return merge(walk.scratch, found: kept, waiting: waiting, ef: max(ef, keeping))
    }

    /// Unsettled vectors and graph, or all vectors one after another where that is cheaper.
    @inline(__always)
    private func searchBoth(
        _ walk: HNSWTraversal, _ probe: HNSWProbe, _ width: HNSWWalkWidth, _ scan: HNSWScanCost?,
        accepts: (UInt32) -> Bool
    ) -> Int {
        let waiting = searchWaiting(walk, probe, ef: width.ef, accepts: accepts)
        guard let found = walk.searchFiltered(probe, graph: graph, width, scan, accepts: accepts) else {
            // Unsettled vectors are among these slots.
            let all = 0..<UInt32(graph.used.load(ordering: .acquiring))
            return walk.scan(probe, all, ef: width.ef, accepts: accepts)
        }
        return merge(walk.scratch, found: found, waiting: waiting, ef: width.ef)
    }

    private func searchSet(
        _ walk: HNSWTraversal, _ probe: HNSWProbe, limit: Int, ef: Int, _ set: HNSWSlotSet
    ) -> Int {
        let used = UInt32(graph.used.load(ordering: .acquiring))
        let scan = HNSWScanCost(slots: count, matches: set.slots.count)
        let width = HNSWWalkWidth(limit: limit, ef: ef, share: scan.share)
        if !scan.isCheaperThanAWalk(width, m: m) {
            let waiting = searchWaiting(walk, probe, ef: ef) { set.contains($0) }
            let found = walk.searchFiltered(probe, graph: graph, width, scan) { set.contains($0) }
            if let found { return merge(walk.scratch, found: found, waiting: waiting, ef: ef) }
        }
        // Unsettled vectors are among these slots.
        return walk.scan(probe, set.slots, ef: ef) { $0 < used }
    }
}

/// What it costs to compare all matches of a filter, in nodes that a walk compares in the same time.
///
/// A walk meets about `ef` × `m` nodes when all match, and as many times more as there are nodes for each match. A scan
/// goes through matches in the order of memory, at less than half the cost a node; where they are not known beforehand,
/// it has to ask the filter about everything. How many match near the query is not known: a walk counts, and gives up
/// when it is likely to take longer than a scan, or has already.
struct HNSWScanCost {
    /// All vectors.
    let slots: Int
    /// How many match; nil: it is not known.
    let matches: Int?

    private func cost(share: Double) -> Double {
        matches.map { Double($0) * 0.4 } ?? Double(slots) * (0.2 + 0.4 * share)
    }

    private func walk(share: Double, _ ef: Int, _ m: Int) -> Double { Double(ef * m / 2 + 200) / share }

    /// What part of all vectors match; nil: it is not known.
    var share: Double? { matches.map { Double(max($0, 1)) / Double(max(slots, 1)) } }

    func isCheaperThanAWalk(_ width: HNSWWalkWidth, m: Int) -> Bool {
        guard let share else { return false }
        return cost(share: share) < walk(share: share, width.first, m)
    }

    func isCheaperThanTheRest(_ seen: HNSWWalkWidth.Sight, ef: Int, m: Int) -> Bool {
        let share = (Double(seen.matching) + 0.5) / Double(seen.visited + 1)
        let rest = walk(share: share, ef, m) - Double(seen.visited)
        return isCheaper(thanVisiting: seen.visited) || rest > cost(share: share)
    }

    /// Whether a walk has taken as long already.
    func isCheaper(thanVisiting visited: Int) -> Bool { Double(visited) > cost(share: 0.5) }
}

extension HNSWTraversal {
    /// As `searchBase`, but only nodes with a live vector that `accepts` takes come into the pool; the walk goes on
    /// through the others, and does not end before as many as `width` says are found or the whole graph is seen; nil
    /// when `scan` is cheaper.
    @inline(__always)
    func searchFiltered(
        _ probe: HNSWProbe, graph: HNSWGraph, _ width: HNSWWalkWidth, _ scan: HNSWScanCost?,
        accepts: (UInt32) -> Bool
    ) -> Int? {
        let starts = enterWidely(probe, graph: graph)
        guard starts > 0 else { return 0 }
        scratch.begin(slotCount: graph.allocated.load(ordering: .acquiring), poolCapacity: width.most + 1)
        var frontier = scratch.frontier
        scratch.frontier = HNSWHeap()
        defer { scratch.frontier = frontier }
        frontier.removeAll()
        let (pool, slots, scores) = (scratch.pool, scratch.slots, scratch.scores)
        let marked = markStarts(starts, most: width.first)
        for i in 0..<marked { frontier.push(pool[i]) }
        var count = keep(marked, accepts)
        var seen = HNSWWalkWidth.Sight()
        var nextLook = 512
        var ef = width.first
        // As many as the next width may need.
        var room = min(width.most, 2 * ef)
        while true {
            let fresh: Int
            if let key = frontier.pop() {
                if count >= ef, key > pool[ef - 1] {
                    while ef < width.most, count >= ef, key > pool[ef - 1], !width.isSettled(seen) {
                        ef = room
                        room = min(width.most, 2 * ef)
                    }
                    if count >= ef, key > pool[ef - 1] { break }
                }
                fresh = gatherFresh(
                    view.baseLinks(HNSWKey.slot(key)), view.layout.baseLinks, usesCodes: probe.code != nil)
                scorer.score(probe, scratch.rows, slots, fresh, scores)
            } else {
                fresh = meetMissedEntry(probe, graph: graph)
                if fresh == 0 { break }
            }
            seen.visited &+= fresh
            for i in 0..<fresh {
                let new = HNSWKey.pack(scores[i], slots[i])
                if count == room, new > pool[count - 1] { continue }
                frontier.push(new)
                seen.asked &+= 1
                guard isLive(slots[i]), accepts(slots[i]) else { continue }
                seen.matching &+= 1
                if count < room { count += 1 }
                if Self.insert(new, into: pool, count: count) < width.limit { seen.lastChange = seen.visited }
            }
            if seen.visited >= nextLook, let scan {
                // Once the pool is full, most nodes are not asked about; until then all are.
                let isCheaper =
                    count < ef
                    ? scan.isCheaperThanTheRest(seen, ef: ef, m: view.layout.m)
                    : scan.isCheaper(thanVisiting: seen.visited)
                if isCheaper {
                    CoverageMark.hit(.scanInsteadOfWalk)
                    return nil
                }
                nextLook = seen.visited &* 5 / 4
            }
        }
        return min(count, width.ef)
    }

    /// Lists and marks the entry point as the only new node, with its score, if the walk did not meet it; returns how many.
    func meetMissedEntry(_ probe: HNSWProbe, graph: HNSWGraph) -> Int {
        guard let missed = missedEntry(probe, graph: graph) else { return 0 }
        scratch.slots[0] = HNSWKey.slot(missed)
        scratch.scores[0] = HNSWKey.score(missed)
        return scratch.marks.mark(one: HNSWKey.slot(missed)) ? 1 : 0
    }

    @inline(__always)
    private func isLive(_ slot: UInt32) -> Bool { view.state(slot) == HNSWState.live }

    /// Drops the removed nodes and those that `accepts` does not take from a pool of `found`; returns how many are left.
    func keep(_ found: Int, _ accepts: (UInt32) -> Bool) -> Int {
        let pool = scratch.pool
        var kept = 0
        for i in 0..<found {
            let slot = HNSWKey.slot(pool[i])
            guard isLive(slot), accepts(slot) else { continue }
            pool[kept] = pool[i]
            kept += 1
        }
        return kept
    }

    /// The `ef` nearest of those nodes that `accepts` takes, by comparing all of them.
    @inline(__always)
    func scan(
        _ probe: HNSWProbe, _ candidates: some Sequence<UInt32>, ef: Int, accepts: (UInt32) -> Bool
    ) -> Int {
        scratch.begin(slotCount: 0, poolCapacity: ef + 1)
        let (pool, slots, rows, scores) = (scratch.pool, scratch.slots, scratch.rows, scratch.scores)
        let group = view.layout.baseLinks
        var count = 0
        var fresh = 0
        func compare() {
            scorer.score(probe, rows, slots, fresh, scores)
            for i in 0..<fresh {
                let new = HNSWKey.pack(scores[i], slots[i])
                if count == ef { if new > pool[count - 1] { continue } } else { count += 1 }
                _ = Self.insert(new, into: pool, count: count)
            }
            fresh = 0
        }
        for slot in candidates {
            guard accepts(slot), isLive(slot) else { continue }
            let row = scorer.row(slot, probe.code != nil)
            announce(row)
            rows[fresh] = UnsafeRawPointer(row)
            slots[fresh] = slot
            fresh += 1
            if fresh == group { compare() }
        }
        if fresh > 0 { compare() }
        return count
    }
}
