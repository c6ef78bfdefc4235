#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import VectorTypes

extension HNSWIndex {
    /// Checks every link, level, id, mark and code, that there is a way to every vector, and that searches come that way: a
    /// sample of vectors is searched for. Searches go on meanwhile; linking waits.
    ///
    /// Nodes that insertions cut off since that was last looked for are linked first.
    /// - Complexity: O(count × m).
    public func checkIntegrity() -> IndexIntegrityReport {
        check(connectsFirst: true)
    }

    /// As ``checkIntegrity()``, of the index as it is.
    func checkAsIs() -> IndexIntegrityReport { check(connectsFirst: false) }

    private func check(connectsFirst: Bool) -> IndexIntegrityReport {
        linking.withWriteLock {
            if connectsFirst, linkedCount.load(ordering: .relaxed) > 0 { reachAll() }
            return structure.withReadLock {
                var report = IndexIntegrityReport()
                let slotCount = graph.used.load(ordering: .acquiring)
                checkEntry(slotCount, &report)
                for first in stride(from: 0, to: slotCount, by: 4_096) {
                    // States and ids stand still for as many slots as nobody minds waiting for.
                    identifiers.withLock { identifiers in
                        let slots = UInt32(first)..<UInt32(min(first + 4_096, slotCount))
                        for slot in slots { checkIdentity(slot, identifiers, &report) }
                        checkCodes(slots, &report)
                    }
                }
                for slot in 0..<UInt32(slotCount) where graph.view.state(slot) != HNSWState.free {
                    report.nodes += 1
                    for layer in 0...graph.view.level(slot) { checkLinks(slot, layer, slotCount, &report) }
                }
                if report.isSound { checkReach(slotCount, &report) }
                if report.isSound { checkSearch(&report) }
                return report
            }
        }
    }

    private func checkEntry(_ slotCount: Int, _ report: inout IndexIntegrityReport) {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else {
            if count > waitingCount.load(ordering: .acquiring) { report.add(.wrongEntry, -1, 0) }
            return
        }
        let slot = HNSWEntry.slot(entry)
        guard Int(slot) < slotCount, graph.view.state(slot) != HNSWState.free,
            graph.view.level(slot) == HNSWEntry.level(entry)
        else { return report.add(.wrongEntry, Int64(slot), HNSWEntry.level(entry)) }
    }

    private func checkIdentity(
        _ slot: UInt32, _ identifiers: HNSWIdentifiers, _ report: inout IndexIntegrityReport
    ) {
        let view = graph.view
        let (id, state) = (view.id(slot), view.state(slot))
        if (state == HNSWState.live) != (identifiers.slot(of: id) == slot) { report.add(.ghost, id, 0) }
        // Nobody links now: what is live has its links or is marked.
        let isWaiting = view.isMarked(slot, HNSWGroup.unsettled)
        if isWaiting != (state == HNSWState.live && !view.isPlaced(slot)) { report.add(.wrongMark, id, 0) }
        if state == HNSWState.free, view.isPlaced(slot) { report.add(.wrongMark, id, 0) }
    }

    private func checkLinks(_ slot: UInt32, _ layer: Int, _ slotCount: Int, _ report: inout IndexIntegrityReport) {
        let view = graph.view
        let capacity = view.capacity(layer)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { buffer in
            guard let links = buffer.baseAddress else { return }
            let count = view.copyLinks(view.links(slot, layer), capacity, into: links)
            report.links += count
            let id = view.id(slot)
            for i in 0..<count {
                guard Int(links[i]) < slotCount, view.isPlaced(links[i]) else {
                    report.add(.danglingLink, id, layer)
                    continue
                }
                if links[i] == slot { report.add(.selfLink, id, layer) }
                if view.level(links[i]) < layer { report.add(.wrongLevel, id, layer) }
                for j in 0..<i where links[j] == links[i] { report.add(.doubleLink, id, layer) }
            }
        }
    }

    private func checkReach(_ slotCount: Int, _ report: inout IndexIntegrityReport) {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else { return }
        var reach = HNSWReach(slotCount: slotCount)
        reach.follow(HNSWEntry.slot(entry), graph.view)
        for slot in 0..<UInt32(slotCount)
        where graph.view.state(slot) == HNSWState.live && graph.view.isPlaced(slot) && !reach.contains(slot) {
            report.add(.unreachable, graph.view.id(slot), 0)
        }
    }

    /// How many vectors are searched for.
    private static let searchedFor = 256
    /// Of so many, one may be lost. What is approximate misses some where data are hard, and many copies of few vectors hide
    /// each other; links of no use miss nearly all.
    private static let onePerLost = 2

    /// Links may all lead to nodes, and some way to each, and still be of no use: a ring, for example. What they are for
    /// is searching: some vectors are searched for.
    private func checkSearch(_ report: inout IndexIntegrityReport) {
        guard coding.code != nil || missingCount.load(ordering: .acquiring) == 0 else { return }
        // Products of a vector with itself are not the greatest.
        guard metric != .innerProduct else { return }
        var lost: [UInt32] = []
        scratches.with { scratch in
            var walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
            walk.entryWidth = HNSWCoding.mostEntries
            for slot in sampleSlots(Self.searchedFor) where graph.view.isPlaced(slot) {
                let probe = scorer.probe(slot, coding.code, scratch.queryCode)
                let own = HNSWKey.score(walk.key(of: slot, probe))
                // As searches do it, which go on where a walk has ended in a trap.
                let count = searchMost(
                    walk, probe, ef: widened(max(64, HNSWParameters.efSearch.standard)), keeping: 1, without: [])
                report.searched += 1
                // Something as near serves as well.
                if count > 0, HNSWKey.score(scratch.pool[0]) <= own { report.found += 1 } else { lost.append(slot) }
            }
        }
        guard lost.count * Self.onePerLost > report.searched else { return }
        for slot in lost { report.add(.notFound, graph.view.id(slot), 0) }
    }

    private func checkCodes(_ slots: Range<UInt32>, _ report: inout IndexIntegrityReport) {
        guard let codebook = coding.codebook, coding.code != nil, storesVectors else { return }
        scratches.with { scratch in
            for slot in slots where graph.view.state(slot) == HNSWState.live && graph.hasVector(slot) {
                let values = floats(graph.view.vector(slot), scratch.wide)
                let term = codebook.encode(values, into: scratch.anchorCode, kernels)
                let isSame = memcmp(graph.view.code(slot), scratch.anchorCode, layout.codeStride) == 0
                if !isSame || term != graph.view.term(slot).pointee { report.add(.wrongCode, graph.view.id(slot), 0) }
            }
        }
    }
}
