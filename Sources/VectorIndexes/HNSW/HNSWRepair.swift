import VectorTypes

/// Taking removed vectors out of the graph.
///
/// A removed node still leads searches on. A repair, with searches going on at any time,
///
/// 1. makes a live node the entry point, if the entry point was removed;
/// 2. gives every node that leads to removed ones as many new links on that layer, chosen as in an insertion from the
///    neighbours of the removed ones ("FreshDiskANN", Singh et al. 2021, arXiv:2105.09613); where those are too few,
///    from a search. Links to other nodes stay: a list as the build left it has more of them than one choice would
///    give;
/// 3. links nodes that nothing leads to any more, and gives islands whose highest node was removed another (see
///    `HNSWInsert`);
/// 4. waits until every search that may have met a removed node has ended, and gives the slots free. While a cursor is
///    open, which comes back to nodes that it met, they stay as they are until the next repair.
///
/// Step 2 goes in chunks of nodes, each under the write side of `linking`; in between nodes are linked and pages
/// captured. That is right because no new link leads to a removed node: once the first chunk has begun, every insertion
/// sees those that this repair is about as removed, and a node that has been led around them stays so.
extension HNSWIndex {
    /// Takes removed vectors out of the graph, so that searches need not pass through them and their space can be used
    /// again. Searches go on meanwhile.
    /// - Parameter threads: The most threads to use; nil: one for each core.
    /// - Complexity: O(count) when something was removed.
    public func repair(threads: Int? = nil) {
        // It is only ended by its control, and this one does not.
        try? repair(ScanControl(threads: ThreadPool.threads(threads)))
    }

    /// As ``repair(threads:)``, until `control` says stop.
    /// - Throws: 57014 when it does; nothing is lost then.
    package func repair(_ control: ScanControl) throws {
        try repairing.withLock { _ in
            // From here on insertions see these as removed.
            let removed = linking.withWriteLock { () -> [UInt32] in
                structure.withReadLock { chooseEntry() }
                return identifiers.withLock { $0.takeRemoved() }
            }
            guard !removed.isEmpty else { return }
            do {
                if removed.contains(where: { graph.view.isPlaced($0) }) { try leadAround(removed, control) }
            } catch {
                identifiers.withLock { $0.restoreRemoved(removed) }
                throw error
            }
            linking.withWriteLock {
                structure.withWriteLock {}
                identifiers.withLock { identifiers in
                    guard openCursors.load(ordering: .acquiring) == 0 else {
                        return identifiers.restoreRemoved(removed)
                    }
                    for slot in removed { clear(slot) }
                    removedCount.subtract(removed.count, ordering: .acquiringAndReleasing)
                    identifiers.giveBack(removed)
                }
            }
        }
    }

    /// How many slots are looked at while links stand still.
    private static let repairChunk = 2_048

    /// Steps 2 and 3. Nodes that are removed meanwhile are led around these too: searches pass through them.
    private func leadAround(_ removed: [UInt32], _ control: ScanControl) throws {
        let slotCount = graph.used.load(ordering: .acquiring)
        // Should it be cancelled, nodes may be cut off.
        linkedCount.add(1, ordering: .relaxed)
        var gone = [Bool](repeating: false, count: slotCount)
        for slot in removed where Int(slot) < slotCount { gone[Int(slot)] = true }
        let isGone = gone
        for chunk in stride(from: 0, to: slotCount, by: Self.repairChunk) {
            try control.check()
            let length = min(Self.repairChunk, slotCount - chunk)
            linking.withWriteLock {
                _ = run(control.threads, length, 64) { first, last, scratch in
                    self.structure.withReadLock {
                        let walk = HNSWTraversal(scorer: self.scorer, scratch: scratch, code: self.coding.code)
                        for slot in UInt32(chunk + first)..<UInt32(chunk + last)
                        where !isGone[Int(slot)] && self.graph.view.isPlaced(slot) {
                            walk.mend(slot, graph: self.graph, efConstruction: self.efConstruction)
                        }
                    }
                    return true
                }
            }
        }
        try crownIslands(removed, control)
        connectUnreachable()
    }

    /// Where a node was removed that stood above the others of its island, or was the one copy on upper layers, one of its
    /// live neighbours takes its layers. Nobody is in the graph while one node's place is changed.
    private func crownIslands(_ removed: [UInt32], _ control: ScanControl) throws {
        let view = graph.view
        for slot in removed where view.level(slot) > 0 && view.isPlaced(slot) {
            try control.check()
            linking.withWriteLock {
                structure.withWriteLock {
                    scratches.with { scratch in
                        let level = view.level(slot)
                        guard let heir = heir(of: slot, scratch), raise(heir, to: level) else { return }
                        var walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
                        walk.entryWidth = HNSWCoding.mostEntries
                        walk.linkAbove(
                            heir, 1...level,
                            HNSWBuildContext(graph: graph, efConstruction: efConstruction, skipsRemoved: true))
                    }
                }
            }
        }
    }

    /// A live node on layer 0 alone, next to a removed one that stood above its island, or a copy of one that stood for all
    /// its copies; nil where the removed one stood above by chance.
    private func heir(of slot: UInt32, _ scratch: HNSWScratch) -> UInt32? {
        let view = graph.view
        let count = view.copyLinks(view.baseLinks(slot), layout.baseLinks, into: scratch.slots)
        let neighbors = (0..<count).map { scratch.slots[$0] }.filter {
            view.state($0) == HNSWState.live && view.isPlaced($0) && view.level($0) == 0
        }
        if view.level(slot) > drawLevel(slot) { return neighbors.first }
        let walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
        let probe = scorer.probe(slot, coding.code, scratch.queryCode)
        return neighbors.first { HNSWKey.score(walk.key(of: $0, probe)) <= probe.nearlyZero }
    }

    /// Links the nodes that no path from the entry point reaches.
    func connectUnreachable() { linking.withWriteLock { reachAll() } }

    /// Empties a slot that nobody can meet any more. Under the id lock.
    private func clear(_ slot: UInt32) {
        let view = graph.view
        for layer in 0...view.level(slot) {
            view.links(slot, layer).update(repeating: HNSWLayout.end, count: view.capacity(layer))
        }
        setWaiting(slot, false)
        setPresent(slot, true)
        view.setPlaced(slot, false)
        view.setState(slot, HNSWState.free)
        view.noteChange(slot, HNSWGroup.nodesChanged)
        view.noteChange(slot, HNSWGroup.linksChanged)
    }

    private func chooseEntry() {
        let entry = graph.entry.load(ordering: .acquiring)
        let view = graph.view
        guard entry != HNSWEntry.none, view.state(HNSWEntry.slot(entry)) != HNSWState.live else { return }
        var best: (slot: UInt32, level: Int)?
        for slot in 0..<UInt32(graph.used.load(ordering: .acquiring))
        where view.state(slot) == HNSWState.live && view.isPlaced(slot) {
            let level = view.level(slot)
            if level > best?.level ?? -1 { best = (slot, level) }
        }
        graph.entry.store(best.map { HNSWEntry.pack($0.slot, $0.level) } ?? HNSWEntry.none, ordering: .releasing)
    }

    /// As ``connectUnreachable()``, under the write side of `linking`.
    func reachAll() {
        linkedCount.store(0, ordering: .relaxed)
        structure.withReadLock {
            scratches.with { scratch in
                let walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
                // To exchange a link for another may cut off what was behind a removed node: then once more.
                for _ in 0..<8 where !reachOnce(walk) {}
            }
        }
    }

    /// Whether nothing can have been cut off by it.
    private func reachOnce(_ walk: HNSWTraversal) -> Bool {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else { return true }
        var reached = HNSWReach(slotCount: graph.used.load(ordering: .acquiring))
        reached.follow(HNSWEntry.slot(entry), graph.view)
        var isWhole = true
        for slot in 0..<UInt32(reached.slotCount) where !reached.contains(slot) {
            guard graph.view.state(slot) == HNSWState.live, graph.view.isPlaced(slot) else { continue }
            if !walk.attach(slot, graph: graph, efConstruction: efConstruction, isReached: { reached.contains($0) }) {
                isWhole = false
            }
            reached.follow(slot, graph.view)
        }
        return isWhole
    }
}

/// The nodes that can be reached on layer 0.
struct HNSWReach {
    let slotCount: Int
    private var words: [UInt64]
    private var waiting: [UInt32] = []

    init(slotCount: Int) {
        self.slotCount = slotCount
        words = Array(repeating: 0, count: (slotCount + 63) / 64)
    }

    func contains(_ slot: UInt32) -> Bool { words[Int(slot) >> 6] & (1 << UInt64(slot & 63)) != 0 }

    /// Marks a node and all that can be reached from it.
    mutating func follow(_ start: UInt32, _ view: HNSWView) {
        mark(start)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: view.layout.baseLinks) { links in
            guard let base = links.baseAddress else { return }
            while let node = waiting.popLast() {
                let count = view.copyLinks(view.baseLinks(node), view.layout.baseLinks, into: base)
                for i in 0..<count where Int(base[i]) < slotCount && !contains(base[i]) { mark(base[i]) }
            }
        }
    }

    private mutating func mark(_ slot: UInt32) {
        words[Int(slot) >> 6] |= 1 << UInt64(slot & 63)
        waiting.append(slot)
    }
}

extension HNSWTraversal {
    /// Gives a node new links on the layers where it leads to removed nodes.
    func mend(_ slot: UInt32, graph: HNSWGraph, efConstruction: Int) {
        for layer in 0...view.level(slot) {
            let count = view.copyLinks(view.links(slot, layer), view.capacity(layer), into: scratch.slots)
            guard (0..<count).contains(where: { view.state(scratch.slots[$0]) != HNSWState.live }) else { continue }
            let around = Array(UnsafeBufferPointer(start: scratch.slots, count: count))
            mend(slot, layer, around, graph, efConstruction)
        }
    }

    private func mend(
        _ slot: UInt32, _ layer: Int, _ around: [UInt32], _ graph: HNSWGraph, _ efConstruction: Int
    ) {
        let slotLimit = graph.allocated.load(ordering: .acquiring)
        let room = max(efConstruction, view.layout.baseLinks)
        scratch.begin(slotCount: slotLimit, poolCapacity: room + 1)
        let probe = scorer.probe(slot, code, scratch.queryCode)
        _ = scratch.marks.mark(one: slot)
        var kept: [UInt32] = []
        for neighbor in around where view.state(neighbor) == HNSWState.live {
            _ = scratch.marks.mark(one: neighbor)
            kept.append(neighbor)
        }
        var found = 0
        for neighbor in around where view.state(neighbor) != HNSWState.live {
            let count = view.copyLinks(view.links(neighbor, layer), view.capacity(layer), into: scratch.slots)
            consider(Array(UnsafeBufferPointer(start: scratch.slots, count: count)), probe, room, &found)
        }
        if kept.count + found < view.layout.m / 2 {
            kept = []
            found = searchLive(slot, probe, layer, graph, efConstruction)
        }
        for (i, neighbor) in kept.enumerated() {
            scratch.chosen[i] = neighbor
            scratch.chosenRows[i] = UnsafeRawPointer(scorer.row(neighbor, probe.code != nil))
        }
        let limit = max(around.count, min(view.layout.m, view.capacity(layer)))
        let chosen = choose(scratch.pool, found, limit: limit, present: kept.count)
        view.lock(slot)
        view.setLinks(view.links(slot, layer), view.capacity(layer), scratch.chosen, chosen)
        view.unlock(slot)
    }

    /// Puts the live nodes among `nodes` that were not considered yet into the pool.
    private func consider(_ nodes: [UInt32], _ probe: HNSWProbe, _ room: Int, _ found: inout Int) {
        var fresh = 0
        for node in nodes where view.state(node) == HNSWState.live && scratch.marks.mark(one: node) {
            let row = scorer.row(node, probe.code != nil)
            announce(row)
            scratch.rows[fresh] = UnsafeRawPointer(row)
            scratch.slots[fresh] = node
            fresh += 1
        }
        scorer.score(probe, scratch.rows, scratch.slots, fresh, scratch.scores)
        for i in 0..<fresh {
            let key = HNSWKey.pack(scratch.scores[i], scratch.slots[i])
            if found == room { if key > scratch.pool[found - 1] { continue } } else { found += 1 }
            _ = Self.insert(key, into: scratch.pool, count: found)
        }
    }

    /// The live nodes of a layer nearest to a node, without it, in the pool; returns how many.
    private func searchLive(
        _ slot: UInt32, _ probe: HNSWProbe, _ layer: Int, _ graph: HNSWGraph, _ efConstruction: Int
    ) -> Int {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none, layer <= HNSWEntry.level(entry) else { return 0 }
        var best = key(of: HNSWEntry.slot(entry), probe)
        for above in stride(from: HNSWEntry.level(entry), to: layer, by: -1) {
            best = descend(probe, from: best, level: above)
        }
        let count = search(
            probe, from: best, level: layer, ef: efConstruction,
            slotLimit: graph.allocated.load(ordering: .acquiring))
        var kept = 0
        for i in 0..<count {
            let key = scratch.pool[i] & ~1
            guard HNSWKey.slot(key) != slot, view.state(HNSWKey.slot(key)) == HNSWState.live else { continue }
            scratch.pool[kept] = key
            kept += 1
        }
        return kept
    }

    /// Makes a reached node lead to one that is not; false if that may have cut off others.
    func attach(_ slot: UInt32, graph: HNSWGraph, efConstruction: Int, isReached: (UInt32) -> Bool) -> Bool {
        let count = view.copyLinks(view.baseLinks(slot), view.layout.baseLinks, into: scratch.slots)
        if let neighbor = (0..<count).lazy.map({ scratch.slots[$0] }).first(where: {
            isReached($0) && view.state($0) == HNSWState.live
        }) {
            return squeeze(slot, behind: neighbor, 0)
        }
        let probe = scorer.probe(slot, code, scratch.queryCode)
        let found = searchLive(slot, probe, 0, graph, efConstruction)
        // The search came down from upper layers: not all that it found must be reached on the lowest.
        let nearest =
            (0..<found).lazy.map { HNSWKey.slot(scratch.pool[$0]) }.first(where: isReached)
            ?? HNSWEntry.slot(graph.entry.load(ordering: .acquiring))
        if count == 0, found > 0 {
            let chosen = choose(scratch.pool, found, limit: view.layout.m)
            view.lock(slot)
            view.setLinks(view.baseLinks(slot), view.layout.baseLinks, scratch.chosen, chosen)
            view.unlock(slot)
        }
        return nearest == slot || squeeze(slot, behind: nearest, 0)
    }
}
