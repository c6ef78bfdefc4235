import VectorTypes

/// What `checkIntegrity()` found.
public struct HNSWIntegrityReport: Sendable {
    /// Something that must not be.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// What kind of thing.
        public enum Kind: String, Sendable, Hashable {
            /// A link to a slot that holds no vector.
            case danglingLink = "dangling link"
            /// A link on a layer that the node it leads to is not on.
            case wrongLevel = "link to a node below its layer"
            /// A link of a node to itself.
            case selfLink = "link to itself"
            /// Two links of a list to one node.
            case doubleLink = "double link"
            /// A vector that no path from the entry point leads to.
            case unreachable = "unreachable vector"
            /// A vector that searches may meet under an id that the index does not know, or the reverse.
            case ghost = "ghost"
            /// An entry point that is not a node, or not on the layer it should be on.
            case wrongEntry = "wrong entry point"
            /// A code or term that is not that of the vector.
            case wrongCode = "wrong code"
        }
        public let kind: Kind
        /// The id of the vector where it is.
        public let id: Int64
        /// The layer.
        public let layer: Int

        public var description: String { "\(kind.rawValue) at id \(id), layer \(layer)" }
    }

    /// The number of vectors in the graph, removed ones included.
    public var nodes = 0
    /// The number of links on all layers.
    public var links = 0
    /// What is wrong; at most a hundred are listed.
    public var problems: [Problem] = []
    /// The number of problems, listed or not.
    public var problemCount = 0

    /// Whether nothing is wrong.
    public var isSound: Bool { problemCount == 0 }

    mutating func add(_ kind: Problem.Kind, _ id: Int64, _ layer: Int) {
        problemCount += 1
        if problems.count < 100 { problems.append(Problem(kind: kind, id: id, layer: layer)) }
    }
}

extension HNSWIndex {
    /// Checks every link, level, id and code. Searches go on meanwhile; insertions wait.
    /// - Complexity: O(count × m).
    public func checkIntegrity() -> HNSWIntegrityReport {
        linking.withWriteLock {
            structure.withReadLock {
                var report = HNSWIntegrityReport()
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

    private func checkEntry(_ slotCount: Int, _ report: inout HNSWIntegrityReport) {
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

    private func checkIdentity(_ slot: UInt32, _ report: inout HNSWIntegrityReport) {
        let id = graph.view.id(slot)
        let state = graph.view.state(slot)
        let known = identifiers.withLock { $0.slot(of: id) }
        if (state == HNSWState.live) != (known == slot) { report.add(.ghost, id, 0) }
    }

    private func checkLinks(_ slot: UInt32, _ layer: Int, _ slotCount: Int, _ report: inout HNSWIntegrityReport) {
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

    private func checkReach(_ slotCount: Int, _ report: inout HNSWIntegrityReport) {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else { return }
        var reach = HNSWReach(slotCount: slotCount)
        reach.follow(HNSWEntry.slot(entry), graph.view)
        for slot in 0..<UInt32(slotCount)
        where graph.view.state(slot) == HNSWState.live && !reach.contains(slot) {
            report.add(.unreachable, graph.view.id(slot), 0)
        }
    }

    private func checkCodes(_ slotCount: Int, _ report: inout HNSWIntegrityReport) {
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
