import VectorKernels
import VectorTypes

/// Exact search over the index's own vectors: for a filter's rows, and as the truth that recall is measured by.
extension IVFFlatIndex {
    /// The nearest vectors by comparing all, or all of some, with full precision.
    /// - Parameters:
    ///   - query: In storage form, already checked.
    ///   - among: The ids of the vectors to compare; nil: all.
    ///   - vectors: Where vectors come from that are not in memory.
    /// - Throws: 57014 when `control` says stop.
    /// - Complexity: O(number of vectors × dimensions).
    package func exact(
        stored query: UnsafeRawBufferPointer, limit: Int, among: RowSet? = nil, vectors: VectorFetch? = nil,
        control: ScanControl
    ) throws -> [Neighbor] {
        guard limit > 0 else { return [] }
        let query = try QueryKernels(bytes: query, metric: metric, layout: layout.arena)
        if let among { return try exact(query, limit, among.sortedIDs, vectors, control) }
        if missingVectors.load(ordering: .relaxed) > 0 { return try exact(query, limit, allIDs(), vectors, control) }
        let outcome = ConditionLock(NearestList(capacity: limit))
        let finished = structure.withReadLock { () -> Bool in
            scratches.with { scratch in
                var scan = IVFFlatScan(index: self, query: query, limit: limit, filter: nil, scratch: scratch)
                scan.scanPendingVectors()
                outcome.withLock { $0.merge(scan.nearest) }
            }
            return parallelBlocks(control.threads, rows.count, max(1, rows.count / 64), worker: { () }) {
                _, first, last in
                self.scratches.with { scratch in
                    var scan = IVFFlatScan(index: self, query: query, limit: limit, filter: nil, scratch: scratch)
                    for list in self.rows[first..<last] {
                        list.forEachRun(upTo: list.count) { scan.scanVectors($0, $1) }
                    }
                    outcome.withLock { $0.merge(scan.nearest) }
                }
                return control.shouldStop?() != true
            }
        }
        guard finished else { throw ScanControl.cancelled }
        return outcome.withLock { $0.sorted() }
    }

    private func exact(
        _ query: QueryKernels, _ limit: Int, _ ids: [Int64], _ vectors: VectorFetch?, _ control: ScanControl
    ) throws -> [Neighbor] {
        var nearest = NearestList(capacity: limit)
        for start in stride(from: 0, to: ids.count, by: 1_024) {
            try control.check()
            let part = ids[start..<min(start + 1_024, ids.count)]
            let known = identifiers.withLock { identifiers in
                part.compactMap { id in identifiers.slot(of: id).map { (id, $0) } }
            }
            try structure.withReadLock {
                try scratches.with { scratch in
                    let scan = IVFFlatScan(
                        index: self, query: query, limit: 0, filter: nil, scratch: scratch, vectors: vectors)
                    // A slot may have been given to another id since.
                    for (id, slot) in known where slots.isLive(slot) && slots.id(slot) == id {
                        guard let distance = try scan.distance(of: slot) else { continue }
                        nearest.insert(Neighbor(id: id, distance: distance))
                    }
                }
            }
        }
        return nearest.sorted()
    }

    /// The ids of all vectors, ascending.
    package func allIDs() -> [Int64] {
        identifiers.withLock { _ in
            (0..<UInt32(slots.used.load(ordering: .acquiring))).filter(slots.isLive).map(slots.id)
        }.sorted()
    }
}

extension IVFFlatScan {
    /// Compares all pending rows with full precision.
    mutating func scanPendingVectors() {
        let end = index.pending.end.load(ordering: .acquiring)
        index.pending.forEachRun(index.pending.start..<end, layout) { segment, count, _ in scanVectors(segment, count) }
    }
}
