import VectorTypes

extension IVFFlatIndex: ApproximateIndex {
    package func search(
        stored query: UnsafeRawBufferPointer, limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [Neighbor] {
        try search(stored: query, limit: limit, probes: effort, filter: filter, vectors: vectors)
    }

    /// See ``search(near:limit:probes:filter:threads:)``.
    package func search(
        storedEach queries: [[UInt8]], limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [[Neighbor]] {
        let prepared = try queries.map { query in
            try query.withUnsafeBytes { try QueryKernels(bytes: $0, metric: metric, layout: layout.arena) }
        }
        // Vectors are read on the caller's own thread.
        return try search(
            prepared, limit: limit, probes: effort, filter: filter, vectors: vectors,
            threads: vectors == nil ? ThreadPool.processorCount : 1)
    }

    package func neighbors(
        stored query: UnsafeRawBufferPointer, reach: SearchReach, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> any NeighborCursor {
        try IVFFlatCursor(
            self, query: query, probes: reach.effort, maxProbes: reach.most ?? lists, filter: filter,
            vectors: vectors)
    }

    /// Rows of lists lie in the order in which they are compared.
    package func searchCost(effort: Int) -> Double {
        let share = isTrained ? min(1, Double(effort) / Double(lists)) : 1
        return 5_000 + 15 * Double(lists) + 20 * (Double(count) * share + Double(unsettledCount))
    }

    package var advice: String? { drift().advice }

    package func filter(_ ids: RowSet?, excluding: [Int64]) -> SearchFilter? {
        if let ids { return prepare(ids.sortedIDs, excluding: excluding) }
        return excluding.isEmpty ? nil : SearchFilter(kind: .all, excluding: excluding)
    }

    /// Vectors that settling would give to lists: none while there are too few to learn lists from.
    package var unsettledCount: Int { isTrained || isReadyToTrain ? pendingCount : 0 }

    private var isReadyToTrain: Bool { count >= IVFFlatParameters.sampleSize(lists: lists) }

    /// Nothing can be learnt from no vectors: such an index compares all of them until there are enough.
    package func build(
        _ control: ScanControl, vectors: VectorFetch?, progress: (@Sendable (BuildStep) -> Void)?
    ) throws {
        guard count > 0 else { return }
        try train(control, vectors: vectors, progress: progress)
    }

    /// An index that was made while there were few vectors gets its lists when there are enough to learn them from.
    package func settle(
        _ control: ScanControl, limit: Int?, vectors: VectorFetch?, progress: (@Sendable (Int) -> Void)?
    ) throws {
        if !isTrained {
            guard isReadyToTrain else { return }
            try train(control, vectors: vectors) { if case .assigned(let count, _) = $0 { progress?(count) } }
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
