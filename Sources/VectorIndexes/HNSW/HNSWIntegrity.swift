import VectorTypes

extension HNSWIndex {
    /// Checks every link, level, id and code. Searches go on meanwhile; insertions wait.
    /// - Complexity: O(count × m).
    public func checkIntegrity() -> IndexIntegrityReport {
        linking.withWriteLock {
            structure.withReadLock {
                var report = IndexIntegrityReport()
                let slotCount = graph.used.load(ordering: .acquiring)
                checkEntry(slotCount, &report)
                for slot in 0..<UInt32(slotCount) {
                    checkIdentity(slot, &report)
                    guard graph.view.state(slot) != HNSWState.free else { continue }
                    report.nodes += 1
                    for layer in 0...graph.view.level(slot) { checkLinks(slot, layer, slotCount, &report) }
                }
                if report.isSound { checkReach(slotCount, &report) }
                checkCodes(slotCount, &report)
                return report
            }
        }
    }

    private func checkEntry(_ slotCount: Int, _ report: inout IndexIntegrityReport) {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else {
            if count > 0 { report.add(.wrongEntry, -1, 0) }
            return
        }
        let slot = HNSWEntry.slot(entry)
        guard Int(slot) < slotCount, graph.view.state(slot) != HNSWState.free,
            graph.view.level(slot) == HNSWEntry.level(entry)
        else { return report.add(.wrongEntry, Int64(slot), HNSWEntry.level(entry)) }
    }

    private func checkIdentity(_ slot: UInt32, _ report: inout IndexIntegrityReport) {
        let id = graph.view.id(slot)
        let state = graph.view.state(slot)
        let known = identifiers.withLock { $0.slot(of: id) }
        if (state == HNSWState.live) != (known == slot) { report.add(.ghost, id, 0) }
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
                guard Int(links[i]) < slotCount, view.state(links[i]) != HNSWState.free else {
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
        where graph.view.state(slot) == HNSWState.live && !reach.contains(slot) {
            report.add(.unreachable, graph.view.id(slot), 0)
        }
    }

    private func checkCodes(_ slotCount: Int, _ report: inout IndexIntegrityReport) {
        guard let codebook = coding.codebook, coding.code != nil else { return }
        scratches.with { scratch in
            let bytes = (0..<layout.codeStride)
            for slot in 0..<UInt32(slotCount) where graph.view.state(slot) == HNSWState.live {
                let values = floats(graph.view.vector(slot), scratch.wide)
                let term = codebook.encode(values, into: scratch.anchorCode, kernels)
                let code = graph.view.code(slot)
                let isSame = bytes.allSatisfy {
                    code.load(fromByteOffset: $0, as: UInt8.self)
                        == scratch.anchorCode.load(fromByteOffset: $0, as: UInt8.self)
                }
                if !isSame || term != graph.view.term(slot).pointee { report.add(.wrongCode, graph.view.id(slot), 0) }
            }
        }
    }
}
