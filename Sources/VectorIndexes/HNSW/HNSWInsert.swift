import CIntrinsics

/// Linking a node into the graph: the paper's algorithms 1 and 4.
///
/// 1. Find the nearest nodes on every layer the node will be on, from the top down. Nothing is written yet: a search
///    that met a node without links below would be lost there.
/// 2. Choose its neighbours on each layer, and write its lists. Nobody sees them yet.
/// 3. From the lowest layer up, give each neighbour a link back, under that neighbour's lock. Where its list is full,
///    the choice is made again among the old links and the new one.
/// 4. If the node is on a higher layer than the entry point, it becomes the entry point.
///
/// **Islands.** Real loads come group after group, and groups can be narrow and far apart. Then the nodes of a group find
/// all their neighbours among themselves, the choice drops the few links that lead elsewhere, and no downhill walk comes
/// over the water: whole groups are lost to searches, however wide, though there is some way to each of their nodes. So
/// a node that opens an island on its layer (see ``opensIsland(_:_:_:_:)``) also goes to the layer above, as high as it
/// is one: upper layers then have a node of every island, among islands that are ordinary data there. Where there are
/// islands, walks on upper layers are as wide as there are islands, up to ``HNSWCoding/mostEntries``: the nearest island
/// must be met exactly, not nearly.
///
/// **Copies.** A vector that is there many times must not crowd out others: upper layers hold one copy of it, and copies
/// have the ways out of the one that they were put behind.
///
/// The choice takes candidates from the nearest on and keeps one only if it is nearer to the node than to every
/// neighbour kept so far: links then point into different directions. A candidate that equals a kept one goes too, so
/// that copies of one vector do not fill a list and cut themselves off from the rest.
///
/// No new link leads to a removed node: a repair that goes on in chunks relies on it (see `HNSWRepair`).
extension HNSWTraversal {
    /// Links a node whose vector, code and record are written. Many threads may link at the same time.
    /// - Parameter raise: Gives a node that has no links yet more layers; false if it cannot.
    func link(_ slot: UInt32, _ build: HNSWBuildContext, raise: (UInt32, _ level: Int) -> Bool) {
        let graph = build.graph
        var entry = graph.entry.load(ordering: .acquiring)
        if entry == HNSWEntry.none {
            let (exchanged, original) = graph.entry.compareExchange(
                expected: HNSWEntry.none, desired: HNSWEntry.pack(slot, view.level(slot)),
                ordering: .acquiringAndReleasing)
            if exchanged { return }
            entry = original
        }
        guard HNSWEntry.slot(entry) != slot else { return }
        let probe = scorer.probe(slot, code, scratch.queryCode)
        var level = view.level(slot)
        var isIsland = findNeighbors(of: slot, probe, 0...level, entry, build)
        if level > 0, scratch.newCounts[1] > 0, isCopy(scratch.newLinks[view.layout.baseLinks], probe) {
            level = 0
            view.record(slot).storeBytes(of: 0, toByteOffset: HNSWRecord.level, as: UInt8.self)
        }
        while isIsland, level < min(HNSWEntry.level(entry) + 1, HNSWParameters.topLevel), raise(slot, level + 1) {
            level += 1
            isIsland = findNeighbors(of: slot, probe, level...level, entry, build)
        }
        for layer in 0...level { writeLinks(slot, layer) }
        for layer in 0...level { linkBack(slot, probe, layer) }
        while level > HNSWEntry.level(entry) {
            let (exchanged, original) = graph.entry.compareExchange(
                expected: entry, desired: HNSWEntry.pack(slot, level), ordering: .acquiringAndReleasing)
            if exchanged { return }
            entry = original
        }
    }

    /// Links a node that is on layer 0 into layers above, which it was given.
    func linkAbove(_ slot: UInt32, _ layers: ClosedRange<Int>, _ build: HNSWBuildContext) {
        let entry = build.graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else { return }
        let probe = scorer.probe(slot, code, scratch.queryCode)
        _ = findNeighbors(of: slot, probe, layers, entry, build)
        for layer in layers { writeLinks(slot, layer) }
        for layer in layers { linkBack(slot, probe, layer) }
        if layers.upperBound > HNSWEntry.level(entry) {
            build.graph.entry.store(HNSWEntry.pack(slot, layers.upperBound), ordering: .releasing)
        }
    }

    /// Fills the scratch's `newLinks` for some layers of a node; whether it opens an island on the highest of them.
    private func findNeighbors(
        of slot: UInt32, _ probe: HNSWProbe, _ layers: ClosedRange<Int>, _ entry: UInt64, _ build: HNSWBuildContext
    ) -> Bool {
        let top = HNSWEntry.level(entry)
        let slotLimit = build.graph.allocated.load(ordering: .acquiring)
        scratch.choices[0] = key(of: HNSWEntry.slot(entry), probe)
        var starts = 1
        for layer in stride(from: top, to: layers.upperBound, by: -1) {
            starts = descendWidely(probe, starts: starts, level: layer, slotLimit: slotLimit)
        }
        var isIsland = false
        for layer in layers.reversed() {
            guard layer <= top else {
                scratch.newCounts[layer] = 0
                continue
            }
            let found = search(
                probe, starts: starts, level: layer, ef: build.efConstruction, keeping: 0, slotLimit: slotLimit)
            let pool = scratch.pool
            starts = takeStarts(found)
            var count = 0
            for i in 0..<found {
                let candidate = HNSWKey.slot(pool[i])
                if candidate == slot || build.skipsRemoved && view.state(candidate) != HNSWState.live { continue }
                pool[count] = pool[i] & ~1
                count += 1
            }
            if layer == layers.upperBound { isIsland = opensIsland(slot, probe, pool, count) }
            let list = scratch.newLinks + layer * view.layout.baseLinks
            let chosen = choose(pool, count, limit: view.layout.m)
            list.update(from: scratch.chosen, count: chosen)
            scratch.newCounts[layer] = chosen
            addOutlets(slot, layer, list, &scratch.newCounts[layer], probe, build.skipsRemoved)
        }
        return isIsland
    }

    func key(of slot: UInt32, _ probe: HNSWProbe) -> UInt64 {
        scratch.slots[0] = slot
        scratch.rows[0] = UnsafeRawPointer(scorer.row(slot, probe.code != nil))
        scorer.score(probe, scratch.rows, scratch.slots, 1, scratch.scores)
        return HNSWKey.pack(scratch.scores[0], slot)
    }

    /// Where the only neighbour chosen is a copy, its own neighbours are added: all candidates were copies, and a walk that
    /// comes to this one must find a way on to other vectors.
    private func addOutlets(
        _ slot: UInt32, _ layer: Int, _ list: UnsafeMutablePointer<UInt32>, _ count: inout Int, _ probe: HNSWProbe,
        _ skipsRemoved: Bool
    ) {
        guard count == 1, isCopy(list[0], probe) else { return }
        let found = view.copyLinks(view.links(list[0], layer), view.capacity(layer), into: scratch.slots)
        let outlets = (0..<found).map { scratch.slots[$0] }
        for outlet in outlets where count < view.layout.m && outlet != slot && outlet != list[0] {
            guard !skipsRemoved || view.state(outlet) == HNSWState.live, !isCopy(outlet, probe) else { continue }
            list[count] = outlet
            count += 1
        }
    }

    /// Whether a node's vector equals the probe's, as far as one can tell.
    private func isCopy(_ slot: UInt32, _ probe: HNSWProbe) -> Bool {
        HNSWKey.score(key(of: slot, probe)) <= probe.nearlyZero
    }

    private func writeLinks(_ slot: UInt32, _ layer: Int) {
        view.lock(slot)
        view.setLinks(
            view.links(slot, layer), view.capacity(layer), scratch.newLinks + layer * view.layout.baseLinks,
            scratch.newCounts[layer])
        view.unlock(slot)
    }

    /// The paper's algorithm 4 over ascending candidates; the chosen go to the scratch's `chosen`. Uses `scores`,
    /// `chosenRows` and `anchorCode`.
    /// - Parameter present: How many are in `chosen` and `chosenRows` before.
    @inline(__always)
    func choose(_ candidates: UnsafePointer<UInt64>, _ count: Int, limit: Int, present: Int = 0) -> Int {
        let usesCodes = code != nil
        let (chosen, rows, scores) = (scratch.chosen, scratch.chosenRows, scratch.scores)
        var kept = present
        var position = 0
        while position < count, kept < limit {
            let key = candidates[position]
            position &+= 1
            let slot = HNSWKey.slot(key)
            let own = HNSWKey.score(key)
            var isKept = true
            if kept > 0 {
                let anchor = scorer.probe(slot, code, scratch.anchorCode)
                var first = 0
                while first < kept, isKept {
                    let group = min(8, kept &- first)
                    scorer.score(anchor, rows + first, chosen + first, group, scores)
                    for i in 0..<group where scores[i] < own || scores[i] <= anchor.nearlyZero { isKept = false }
                    first &+= group
                }
            }
            if isKept {
                chosen[kept] = slot
                rows[kept] = UnsafeRawPointer(scorer.row(slot, usesCodes))
                kept &+= 1
            }
        }
        return view.layout.metric == .innerProduct ? fill(candidates, count, limit, kept) : kept
    }

    /// Fills the chosen up with the nearest candidates that were passed over. Inner products are no distances: a long
    /// vector is "nearer" to every candidate than the node is, and would leave nothing but itself.
    private func fill(_ candidates: UnsafePointer<UInt64>, _ count: Int, _ limit: Int, _ chosen: Int) -> Int {
        var kept = chosen
        for i in 0..<count where kept < limit {
            let slot = HNSWKey.slot(candidates[i])
            if (0..<kept).contains(where: { scratch.chosen[$0] == slot }) { continue }
            scratch.chosen[kept] = slot
            kept += 1
        }
        return kept
    }

    /// Gives the node's neighbours on a layer links back to it.
    private func linkBack(_ slot: UInt32, _ probe: HNSWProbe, _ layer: Int) {
        let neighbors = scratch.newLinks + layer * view.layout.baseLinks
        let count = scratch.newCounts[layer]
        var isLinked = false
        for i in 0..<count {
            if i == 0 && isCopy(neighbors[0], probe)
                ? chain(slot, behind: neighbors[0], layer) : addLink(from: neighbors[i], to: slot, layer)
            {
                isLinked = true
            }
        }
        if !isLinked, count > 0 { squeeze(slot, behind: neighbors[0], layer) }
    }

    /// Copies of one vector form a chain: a list has room for one of them, so a new copy comes between a copy and the
    /// one it led to.
    private func chain(_ slot: UInt32, behind copy: UInt32, _ layer: Int) -> Bool {
        let links = view.links(copy, layer)
        let capacity = view.capacity(layer)
        let usesCodes = code != nil
        view.lock(copy)
        let count = view.copyLinks(links, capacity, into: scratch.slots)
        // The copy may have been linked at the same time, and have found this one.
        if (0..<count).contains(where: { scratch.slots[$0] == slot }) {
            view.unlock(copy)
            return true
        }
        for i in 0..<count { scratch.rows[i] = UnsafeRawPointer(scorer.row(scratch.slots[i], usesCodes)) }
        let probe = scorer.probe(copy, code, scratch.anchorCode)
        scorer.score(probe, scratch.rows, scratch.slots, count, scratch.scores)
        guard let place = (0..<count).first(where: { scratch.scores[$0] <= probe.nearlyZero }) else {
            view.unlock(copy)
            return addLink(from: copy, to: slot, layer)
        }
        let next = scratch.slots[place]
        vecdb_store_release(links + place, slot)
        view.unlock(copy)

        view.lock(slot)
        let own = view.links(slot, layer)
        let ownCount = view.copyLinks(own, capacity, into: scratch.slots)
        if view.state(next) == HNSWState.live, !(0..<ownCount).contains(where: { scratch.slots[$0] == next }),
            let back = (0..<ownCount).first(where: { scratch.slots[$0] == copy })
        {
            vecdb_store_release(own + back, next)
        }
        view.unlock(slot)
        return true
    }

    /// Adds a link, or chooses again where the list is full; false if the choice fell on others.
    func addLink(from node: UInt32, to slot: UInt32, _ layer: Int) -> Bool {
        let links = view.links(node, layer)
        let capacity = view.capacity(layer)
        view.lock(node)
        defer { view.unlock(node) }
        let slots = scratch.slots
        let count = view.copyLinks(links, capacity, into: slots)
        for i in 0..<count where slots[i] == slot { return true }
        if count < capacity {
            // The end first: a reader in between must not run on into what is behind.
            if count + 1 < capacity { vecdb_store_release(links + count + 1, HNSWLayout.end) }
            vecdb_store_release(links + count, slot)
            return true
        }
        slots[count] = slot
        var chosen = chooseAgain(node, count + 1, capacity)
        if keepsReach, layer == 0 { chosen = keepReach(node, slot, count + 1, chosen, capacity) }
        view.setLinks(links, capacity, scratch.chosen, chosen)
        for i in 0..<chosen where scratch.chosen[i] == slot { return true }
        return false
    }

    /// Adds those of the scratch's `choices` that the choice fell against to the chosen, if none of their own neighbours
    /// leads to them: nobody might.
    private func keepReach(_ node: UInt32, _ new: UInt32, _ count: Int, _ chosen: Int, _ capacity: Int) -> Int {
        var kept = chosen
        for i in 0..<count where kept < capacity {
            let slot = HNSWKey.slot(scratch.choices[i])
            guard slot != new, view.state(slot) == HNSWState.live else { continue }
            if (0..<chosen).contains(where: { scratch.chosen[$0] == slot }) || isLedTo(slot, besides: node) { continue }
            scratch.chosen[kept] = slot
            kept += 1
        }
        return kept
    }

    /// Whether one of a node's neighbours, besides the one named, leads to it.
    private func isLedTo(_ slot: UInt32, besides node: UInt32) -> Bool {
        let own = view.baseLinks(slot)
        for i in 0..<view.layout.baseLinks {
            let neighbor = vecdb_load_acquire(own + i)
            if neighbor == HNSWLayout.end { return false }
            guard neighbor != node else { continue }
            let links = view.baseLinks(neighbor)
            for j in 0..<view.layout.baseLinks {
                let link = vecdb_load_acquire(links + j)
                if link == slot { return true }
                if link == HNSWLayout.end { break }
            }
        }
        return false
    }

    /// Chooses the neighbours of a node among the scratch's first `count` slots.
    func chooseAgain(_ node: UInt32, _ count: Int, _ limit: Int) -> Int {
        let usesCodes = code != nil
        let (slots, rows, choices) = (scratch.slots, scratch.rows, scratch.choices)
        for i in 0..<count {
            let row = scorer.row(slots[i], usesCodes)
            rows[i] = UnsafeRawPointer(row)
            announce(row)
        }
        scorer.score(scorer.probe(node, code, scratch.anchorCode), rows, slots, count, scratch.scores)
        for i in 0..<count {
            let key = HNSWKey.pack(scratch.scores[i], slots[i])
            var place = i
            while place > 0, choices[place - 1] > key {
                choices[place] = choices[place - 1]
                place -= 1
            }
            choices[place] = key
        }
        return choose(choices, count, limit: limit)
    }

    /// Puts a node that no neighbour would link to between its nearest neighbour and that one's last link, so that both
    /// stay reachable. False if that link led to a removed node: what is behind that one may be cut off.
    @discardableResult
    func squeeze(_ slot: UInt32, behind node: UInt32, _ layer: Int) -> Bool {
        let capacity = view.capacity(layer)
        view.lock(node)
        let links = view.links(node, layer)
        let count = view.copyLinks(links, capacity, into: scratch.slots)
        if count < capacity {
            if count + 1 < capacity { vecdb_store_release(links + count + 1, HNSWLayout.end) }
            vecdb_store_release(links + count, slot)
            view.unlock(node)
            return true
        }
        // No new link may lead to a removed node.
        let last = (0..<count).last { view.state(scratch.slots[$0]) == HNSWState.live }
        let displaced = scratch.slots[last ?? count - 1]
        vecdb_store_release(links + (last ?? count - 1), slot)
        view.unlock(node)

        view.lock(slot)
        let own = view.links(slot, layer)
        let ownCount = view.copyLinks(own, capacity, into: scratch.slots)
        let isThere = (0..<ownCount).contains { scratch.slots[$0] == displaced }
        if displaced != slot, !isThere, view.state(displaced) == HNSWState.live {
            let place = min(ownCount, capacity - 1)
            if place + 1 < capacity { vecdb_store_release(own + place + 1, HNSWLayout.end) }
            vecdb_store_release(own + place, displaced)
        }
        view.unlock(slot)
        return last != nil
    }
}
