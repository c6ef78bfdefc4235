import VectorTypes

extension IVFFlatIndex: ApproximateIndex {
    package func search(
        stored query: UnsafeRawBufferPointer, limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [Neighbor] {
        try search(stored: query, limit: limit, probes: effort, filter: filter, vectors: vectors)
    }

    /// The vectors nearest to each of several queries in storage form; see ``search(near:limit:probes:filter:threads:)``.
    package func search(
        storedEach queries: [[UInt8]], limit: Int, probes: Int, filter: SearchFilter?, vectors: VectorFetch?,
        threads: Int
    ) throws -> [[Neighbor]] {
        let prepared = try queries.map { query in
            try query.withUnsafeBytes { try QueryKernels(bytes: $0, metric: metric, layout: layout.arena) }
        }
        // Vectors are read on the caller's own thread.
        return try search(
            prepared, limit: limit, probes: probes, filter: filter, vectors: vectors,
            threads: vectors == nil ? threads : 1)
    }

    package func neighbors(
        stored query: UnsafeRawBufferPointer, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> any NeighborCursor {
        try cursor(
            stored: query, probes: effort, maxProbes: IVFFlatParameters.maxProbes.standard, filter: filter,
            vectors: vectors)
    }

    package func filter(_ ids: RowSet?, excluding: [Int64]) -> SearchFilter? {
        if let ids { return prepare(ids.sortedIDs, excluding: excluding) }
        return excluding.isEmpty ? nil : SearchFilter(kind: .all, excluding: excluding)
    }

    /// Vectors that settling would give to lists: none while there are too few to learn lists from.
    package var unsettledCount: Int { isTrained || isReadyToTrain ? pendingCount : 0 }

    private var isReadyToTrain: Bool { count >= IVFFlatParameters.sampleSize(lists: lists) }

    /// An index that was made while there were few vectors gets its lists when there are enough to learn them from.
    package func settle(
        _ control: ScanControl, limit: Int?, vectors: VectorFetch?, progress: (@Sendable (Int) -> Void)?
    ) throws {
        if !isTrained {
            guard isReadyToTrain else { return }
            try build(control, vectors: vectors) { phase, done, _ in if phase == .assigning { progress?(done) } }
            return
        }
        try settle(control, atMost: limit, vectors: vectors) {
            progress?($0)
            return true
        }
    }

    package var hasVectors: Bool { missingVectors.load(ordering: .relaxed) == 0 }
    package var searchesCodes: Bool { usesCodes }

    /// Gives a row that was read from pages its vector.
    package func attach(_ payload: UnsafeRawBufferPointer, id: Int64) throws {
        guard payload.count == layout.vectorBytes, let source = payload.baseAddress else {
            throw VecDBError(.internalError, "a row of \(payload.count) bytes for vectors of \(layout.vectorBytes)")
        }
        identifiers.withLock { identifiers in
            guard let slot = identifiers.slot(of: id), !slots.hasVector(slot) else { return }
            structure.withReadLock { vector(slot).copyMemory(from: source, byteCount: layout.vectorBytes) }
            slots.setHasVector(slot, true)
            missingVectors.subtract(1, ordering: .releasing)
        }
    }
}
