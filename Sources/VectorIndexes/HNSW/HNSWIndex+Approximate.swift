import VectorTypes

/// What a database asks of the index.
extension HNSWIndex: ApproximateIndex {
    package var unsettledCount: Int { 0 }
    package var deadCount: Int { removedCount.load(ordering: .relaxed) }
    package var hasVectors: Bool { true }
    package var searchesCodes: Bool { usesCodes }

    package func put(_ payload: UnsafeRawBufferPointer, id: Int64) throws {
        try add(rows: payload, ids: [id], threads: 1)
    }

    package func attach(_ payload: UnsafeRawBufferPointer, id: Int64) throws {}

    package func settle(
        _ control: ScanControl, limit: Int?, vectors: VectorFetch?, progress: (@Sendable (Int) -> Void)?
    ) throws {}

    package func repair(_ control: ScanControl) throws { repair(threads: control.threads) }

    package func allIDs() -> [Int64] {
        let used = graph.used.load(ordering: .acquiring)
        return (0..<UInt32(used)).filter { graph.view.state($0) == HNSWState.live }.map { graph.view.id($0) }.sorted()
    }

    package func search(
        stored query: UnsafeRawBufferPointer, limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [Neighbor] {
        try search(stored: query, limit: limit, efSearch: effort, filter: filter)
    }

    package func neighbors(
        stored query: UnsafeRawBufferPointer, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> any NeighborCursor {
        HNSWCursor(self, query: query, ef: effort, filter: filter)
    }

    package func filter(_ ids: RowSet?, excluding: [Int64]) -> SearchFilter? {
        guard let ids else { return excluding.isEmpty ? nil : SearchFilter(kind: .all, excluding: excluding) }
        return setFilter(ids, excluding: excluding)
    }

    package func exact(
        stored query: UnsafeRawBufferPointer, limit: Int, among: RowSet?, vectors: VectorFetch?, control: ScanControl
    ) throws -> [Neighbor] {
        guard limit > 0, query.count == layout.vectorBytes, let base = query.baseAddress else { return [] }
        let exact = HNSWExactDistance(base, layout, kernels)
        var nearest = NearestList(capacity: limit)
        let slots = try slots(among: among)
        return try structure.withReadLock {
            for (number, slot) in slots.enumerated() {
                if number & 4_095 == 0 { try control.check() }
                guard graph.view.state(slot) == HNSWState.live else { continue }
                nearest.insert(
                    Neighbor(id: graph.view.id(slot), distance: exact.distance(to: graph.view.vector(slot))))
            }
            return nearest.sorted()
        }
    }

    /// The slots of ids (nil: of all vectors), in the order of memory.
    private func slots(among: RowSet?) throws -> [UInt32] {
        guard let among else { return Array(0..<UInt32(graph.used.load(ordering: .acquiring))) }
        return identifiers.withLock { identifiers in among.sortedIDs.compactMap { identifiers.slot(of: $0) } }.sorted()
    }

    package func capturePages(all: Bool) throws -> CapturedPages {
        var pages: [(number: Int, bytes: [UInt8])] = []
        let count = try writePages { number, page in pages.append((number, Array(page))) }
        return CapturedPages(pageCount: count, pages: pages, lost: {})
    }

    package convenience init(pages source: some PageSource) throws {
        try self.init(readingPages: { number in try source.withPage(number) { Array($0) } })
    }
}

extension HNSWCursor: NeighborCursor {}
