import VectorTypes

extension HNSWIndex {
    /// What searches for several numbers of neighbours find, each as if it were alone.
    ///
    /// Up to `efSearch` neighbours come from the same walk: it is made once, and its pool compared with full precision for
    /// each number.
    /// - Parameter limits: ascending.
    package func search(
        stored query: UnsafeRawBufferPointer, limits: [Int], effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [[Neighbor]] {
        let shared = filter == nil ? limits.filter { $0 > 0 && $0 <= min(effort, 1 << 20) } : []
        var found: [[Neighbor]] = []
        if shared.count > 1, let together = try searchTogether(query, shared, effort, vectors) { found = together }
        return try found
            + limits.dropFirst(found.count).map {
                try search(
                    stored: query, limit: $0, efSearch: max(effort, $0), filter: filter, vectors: vectors)
            }
    }

    /// nil: there is nothing to walk on.
    private func searchTogether(
        _ query: UnsafeRawBufferPointer, _ limits: [Int], _ effort: Int, _ vectors: VectorFetch?
    ) throws -> [[Neighbor]]? {
        guard layout.takes(query), let base = query.baseAddress, let most = limits.last else { return nil }
        return try structure.withReadLock { () throws -> [[Neighbor]]? in
            guard coding.code != nil || missingCount.load(ordering: .acquiring) == 0 else { return nil }
            return try scratches.with { scratch in
                var walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
                walk.entryWidth = coding.entryWidth
                let all = max(1, count)
                let pooled = searchMost(
                    walk, probe(base, scratch), ef: widened(min(effort, 1 << 20)), keeping: compared(min(most, all)),
                    without: [])
                return try limits.map { try rank(base, scratch, pooled, min($0, all), vectors) }
            }
        }
    }
}
