import VectorTypes

/// Islands: groups of nodes that are much nearer to each other than to all others.
///
/// An island is noticed where it begins: its first node is much farther from its nearest neighbour than that neighbour
/// is from those around it. That the node is at the edge of a cloud, in a sparse place or the last of a line is not
/// enough: then the distances among its candidates are like its own.
extension HNSWTraversal {
    /// How many of the candidates around the nearest are looked at, and how many there must be.
    static let around = 16
    private static let fewest = 8
    /// How many times as far away as those around the nearest a node must be.
    private static let gap: Float = 2

    /// Whether a node is far from all that is there.
    /// - Parameters:
    ///   - probe: The node's own.
    ///   - candidates: The nearest nodes of a layer, ascending.
    func opensIsland(
        _ slot: UInt32, _ probe: HNSWProbe, _ candidates: UnsafePointer<UInt64>, _ count: Int
    ) -> Bool {
        guard count > Self.fewest else { return false }
        let others = min(count - 1, Self.around)
        let nearest = HNSWKey.slot(candidates[0])
        for i in 0..<others {
            scratch.slots[i] = HNSWKey.slot(candidates[i + 1])
            scratch.rows[i] = UnsafeRawPointer(scorer.row(scratch.slots[i], code != nil))
        }
        let anchor = scorer.probe(nearest, code, scratch.anchorCode)
        scorer.score(anchor, scratch.rows, scratch.slots, others, scratch.scores)
        var distances = (0..<others).map { scratch.scores[$0] }
        var distance = HNSWKey.score(candidates[0])
        if view.layout.metric == .innerProduct {
            // Products are no distances: |a − b|² = a·a + b·b − 2 a·b.
            let ownNearest = ownScore(nearest)
            distance = 2 * distance - ownScore(slot) - ownNearest
            for i in 0..<others {
                distances[i] = 2 * distances[i] - ownScore(HNSWKey.slot(candidates[i + 1])) - ownNearest
            }
        }
        distances.sort()
        let isSquared =
            view.layout.metric == .l2 || view.layout.metric == .cosine || view.layout.metric == .innerProduct
        let gap = isSquared ? Self.gap * Self.gap : Self.gap
        return distance > gap * max(distances[others / 2], resolution)
    }

    /// A vector's score with itself.
    private func ownScore(_ slot: UInt32) -> Float {
        let probe = scorer.probe(slot, code, scratch.anchorCode)
        return HNSWKey.score(key(of: slot, probe))
    }

    /// What the distance of two equal vectors may come out as.
    private var resolution: Float {
        guard let code else { return view.layout.metric == .cosine ? 1e-6 : 0 }
        return code.step * code.step * Float(view.layout.dimensions) / 6
    }

    /// The nodes of an upper layer nearest to the probe, from those in the scratch's `choices`, which they replace; returns
    /// how many.
    func descendWidely(_ probe: HNSWProbe, starts: Int, level: Int, slotLimit: Int) -> Int {
        guard entryWidth > 1 else {
            scratch.choices[0] = descend(probe, from: scratch.choices[0], level: level)
            return 1
        }
        return takeStarts(
            search(probe, starts: starts, level: level, ef: entryWidth, keeping: 0, slotLimit: slotLimit))
    }

    /// Takes the nearest of the pool as starts on the next layer; returns how many.
    func takeStarts(_ found: Int) -> Int {
        let count = min(found, entryWidth)
        for i in 0..<count { scratch.choices[i] = scratch.pool[i] & ~1 }
        return count
    }
}

/// What an insertion works on.
struct HNSWBuildContext {
    let graph: HNSWGraph
    let efConstruction: Int
    /// Whether there are removed nodes, to which no new link may lead.
    let skipsRemoved: Bool
}

extension HNSWIndex {
    /// Gives a node that has no links yet places for those of more layers. Under the read side of `structure`.
    func raise(_ slot: UInt32, to level: Int) -> Bool {
        identifiers.withLock { _ in
            guard let upper = try? graph.appendUpperLists(level) else { return false }
            let record = graph.view.record(slot)
            record.storeBytes(of: upper, toByteOffset: HNSWRecord.upper, as: UInt32.self)
            record.storeBytes(of: UInt8(level), toByteOffset: HNSWRecord.level, as: UInt8.self)
            graph.view.noteChange(slot, HNSWGroup.nodesChanged)
            graph.view.noteChange(slot, HNSWGroup.linksChanged)
            islandCount.add(1, ordering: .relaxed)
            return true
        }
    }

    /// How many nodes of a layer an insertion goes down from: one, where there are no islands.
    var buildingWidth: Int { min(1 + islandCount.load(ordering: .relaxed), HNSWCoding.mostEntries) }
}
