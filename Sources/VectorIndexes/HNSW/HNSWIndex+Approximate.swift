import VectorTypes

/// What a database asks of the index.
extension HNSWIndex: ApproximateIndex {
    package var unsettledCount: Int { waitingCount.load(ordering: .acquiring) }
    package var deadCount: Int { removedCount.load(ordering: .relaxed) }
    package var hasVectors: Bool { missingCount.load(ordering: .acquiring) == 0 }
    package var searchesCodes: Bool { usesCodes }

    package func allIDs() -> [Int64] {
        identifiers.withLock { _ in
            let used = graph.used.load(ordering: .acquiring)
            return (0..<UInt32(used)).filter { graph.view.state($0) == HNSWState.live }.map { graph.view.id($0) }
        }.sorted()
    }

    package func search(
        stored query: UnsafeRawBufferPointer, limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [Neighbor] {
        try search(stored: query, limit: limit, efSearch: effort, filter: filter, vectors: vectors)
    }

    package func search(
        storedEach queries: [[UInt8]], limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [[Neighbor]] {
        // Whoever reads vectors for the index does so on the thread that asks.
        try searchEach(queries.count, threads: vectors == nil ? ThreadPool.processorCount : 1) { i in
            try queries[i].withUnsafeBytes {
                try self.search(stored: $0, limit: limit, efSearch: effort, filter: filter, vectors: vectors)
            }
        }
    }

    package func neighbors(
        stored query: UnsafeRawBufferPointer, reach: SearchReach, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> any NeighborCursor {
        HNSWStoredCursor(
            cursor: HNSWCursor(
                self, query: query, ef: reach.effort, most: reach.most, filter: filter, vectors: vectors),
            round: reach.effort)
    }

    package func build(
        _ control: ScanControl, vectors: VectorFetch?, progress: (@Sendable (BuildStep) -> Void)?
    ) throws {
        try settle(control, limit: nil, vectors: vectors) { progress?(.linked($0)) }
    }

    package func searchCost(effort: Int) -> Double { 5_000 + 600 * Double(effort) + 20 * Double(unsettledCount) }

    package func filter(_ ids: RowSet?, excluding: [Int64]) -> SearchFilter? {
        guard let ids else { return excluding.isEmpty ? nil : SearchFilter(kind: .all, excluding: excluding) }
        return setFilter(ids, excluding: excluding)
    }
}

/// A cursor that may have to read vectors, which can fail.
private final class HNSWStoredCursor: NeighborCursor {
    private let cursor: HNSWCursor
    let round: Int

    init(cursor: HNSWCursor, round: Int) {
        self.cursor = cursor
        self.round = round
    }
    func next() throws -> Neighbor? { try cursor.advance() }
}
