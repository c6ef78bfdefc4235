import CIntrinsics
import VectorKernels
import VectorTypes

/// Searching: downhill to layer 1, `ef` candidates on layer 0 by codes, the best of them again by full precision.
extension HNSWIndex {
    /// The vectors nearest to a query, approximately.
    /// - Parameters:
    ///   - query: `dimensions` elements.
    ///   - limit: How many are wanted at most.
    ///   - efSearch: How many candidates are kept on the way: more find more of the true nearest and take longer. At
    ///     least `limit` are kept.
    ///   - filter: Which vectors may be returned; nil: all.
    /// - Returns: Ascending by distance, then by id, with exact distances; `limit` vectors whenever there are so many.
    /// - Throws: 22000 when the query has another number of dimensions, or holds NaN or an infinite value.
    /// - Complexity: O(log count) × `efSearch`, roughly.
    public func search(
        near query: [Float], limit: Int, efSearch: Int = HNSWParameters.efSearch.standard, filter: SearchFilter? = nil
    ) throws -> [Neighbor] {
        guard query.count == dimensions, element != .bit else {
            throw VecDBError(.dataException, "different vector dimensions \(dimensions) and \(query.count)")
        }
        return try withStorage(of: query) { try search(stored: $0, limit: limit, efSearch: efSearch, filter: filter) }
    }

    /// The bit vectors nearest to a query; see ``search(near:limit:efSearch:filter:)``.
    public func search(
        nearBits query: [UInt8], limit: Int, efSearch: Int = HNSWParameters.efSearch.standard,
        filter: SearchFilter? = nil
    ) throws -> [Neighbor] {
        try checkBits(query, count: 1)
        return try query.withUnsafeBytes { try search(stored: $0, limit: limit, efSearch: efSearch, filter: filter) }
    }

    /// The vectors nearest to each of several queries, on all cores.
    /// - Returns: One list a query, as ``search(near:limit:efSearch:filter:)`` gives it.
    public func search(
        near queries: [[Float]], limit: Int, efSearch: Int = HNSWParameters.efSearch.standard,
        filter: SearchFilter? = nil, threads: Int? = nil
    ) throws -> [[Neighbor]] {
        for query in queries where query.count != dimensions {
            throw VecDBError(.dataException, "different vector dimensions \(dimensions) and \(query.count)")
        }
        return try searchEach(queries.count, threads: ThreadPool.threads(threads)) { i in
            try self.search(near: queries[i], limit: limit, efSearch: efSearch, filter: filter)
        }
    }

    /// The results of several searches, in blocks on several threads.
    func searchEach(
        _ count: Int, threads: Int, _ search: @escaping (Int) throws -> [Neighbor]
    ) throws -> [[Neighbor]] {
        if threads == 1 || count < 2 { return try (0..<count).map(search) }
        let results = HNSWResults(count: count)
        run(threads, count, 8) { first, last, _ in
            for i in first..<last { results.set(i, Result { try search(i) }) }
            return true
        }
        return try results.all()
    }

    /// The vectors nearest to a query in storage form, already checked.
    /// - Parameter vectors: Reads vectors whose elements are not in memory.
    package func search(
        stored query: UnsafeRawBufferPointer, limit: Int, efSearch: Int, filter: SearchFilter? = nil,
        vectors: VectorFetch? = nil
    ) throws -> [Neighbor] {
        guard limit > 0, layout.takes(query), let base = query.baseAddress else { return [] }
        let limit = min(limit, max(1, count))
        let ef = max(limit, min(efSearch, 1 << 20))
        let found = try structure.withReadLock { () throws -> [Neighbor]? in
            // Without codes the graph is walked on the vectors.
            guard coding.code != nil || missingCount.load(ordering: .acquiring) == 0 else { return nil }
            return try scratches.with { scratch in
                var walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
                walk.entryWidth = coding.entryWidth
                let probe = probe(base, scratch)
                guard let filter else {
                    let found = searchMost(walk, probe, ef: widened(ef), keeping: compared(limit), without: [])
                    return try rank(base, scratch, found, limit, vectors)
                }
                // What a filter lets through may be far away, where many are nearly as far as each other: codes say
                // less about their order there.
                let width = max(ef, compared(2 * limit))
                let found = searchFiltered(walk, probe, limit: limit, ef: width, filter)
                return try rank(base, scratch, found, limit, comparing: width, vectors)
            }
        }
        if let found { return found }
        return try exact(
            stored: query, limit: limit, within: .infinity, vectors: vectors, control: ScanControl(threads: 1),
            accepts: filter.map { filter in { filter.accepts($0) } })
    }

    /// The width of a walk on codes that finds what a walk on the vectors finds with `ef`: near the far end of the pool
    /// their errors lead a little astray. Under `structure`.
    func widened(_ ef: Int) -> Int { coding.code == nil ? ef : ef + ef / 8 + 1 }

    /// How many candidates are compared with full precision to find the first `limit`. Under `structure`.
    func compared(_ limit: Int) -> Int {
        coding.code == nil ? limit + 4 : Int((Double(limit) * coding.rerank).rounded(.up))
    }

    /// The first `limit` of the scratch's pool in the order of exact distances.
    /// - Parameter most: How many are compared, if more than usual.
    func rank(
        _ query: UnsafeRawPointer, _ scratch: HNSWScratch, _ found: Int, _ limit: Int, comparing most: Int = 0,
        _ vectors: VectorFetch?
    ) throws -> [Neighbor] {
        let wanted = max(self.compared(limit), most)
        let compared = min(found, wanted)
        let view = graph.view
        let pool = scratch.pool
        guard compared > 0 else { return [] }
        guard storesVectors, absentCount.load(ordering: .acquiring) == 0, element != .sparse else {
            return try rankAbsent(query, scratch, found, (limit, wanted), vectors)
        }
        let exact = HNSWExactDistance(query, layout, kernels)
        return withUnsafeTemporaryAllocation(of: Neighbor.self, capacity: compared) { ranked in
            let lines = min((layout.vectorBytes + 63) / 64, 64)
            let ahead = 6
            for i in 0..<min(ahead, compared) { Self.announce(view.vector(HNSWKey.slot(pool[i])), lines) }
            var count = 0
            var errors = HNSWCodeErrors(metric)
            let isCoded = coding.code != nil
            for i in 0..<compared {
                let score = HNSWKey.score(pool[i])
                if isCoded, count == limit, errors.exclude(score, ranked[limit - 1].distance) { break }
                if i + ahead < compared { Self.announce(view.vector(HNSWKey.slot(pool[i + ahead])), lines) }
                let slot = HNSWKey.slot(pool[i])
                let neighbor = Neighbor(id: view.id(slot), distance: exact.distance(to: view.vector(slot)))
                if isCoded { errors.note(score, neighbor.distance) }
                var place = min(count, limit)
                if count >= limit {
                    guard neighbor.precedes(ranked[limit - 1]) else { continue }
                    place = limit - 1
                } else {
                    count += 1
                }
                while place > 0, neighbor.precedes(ranked[place - 1]) {
                    ranked[place] = ranked[place - 1]
                    place -= 1
                }
                ranked[place] = neighbor
            }
            return Array(ranked[..<count])
        }
    }

    /// As ``rank`` where the elements of some vectors are not in memory. Those that the caller does not have are left
    /// out, and others take their place.
    private func rankAbsent(
        _ query: UnsafeRawPointer, _ scratch: HNSWScratch, _ found: Int, _ most: (limit: Int, compared: Int),
        _ vectors: VectorFetch?
    ) throws -> [Neighbor] {
        let distances = HNSWDistances(
            self,
            try QueryKernels(
                bytes: layout.payload(at: query), metric: metric,
                layout: ArenaLayout(element: element, dimensions: dimensions)))
        var nearest = NearestList(capacity: most.limit)
        var compared = 0
        var errors = HNSWCodeErrors(metric)
        let isCoded = coding.code != nil
        for i in 0..<found where compared < most.compared {
            let slot = HNSWKey.slot(scratch.pool[i])
            let score = HNSWKey.score(scratch.pool[i])
            if isCoded, let worst = nearest.limit, errors.exclude(score, worst) { break }
            guard let distance = try distances.distance(slot, vectors) else { continue }
            if isCoded { errors.note(score, distance) }
            nearest.insert(Neighbor(id: graph.view.id(slot), distance: distance))
            compared += 1
        }
        return nearest.sorted()
    }

    @inline(__always)
    private static func announce(_ row: UnsafeRawPointer, _ lines: Int) {
        for line in 0..<lines { vecdb_prefetch_second(row + line &* 64) }
    }
}

extension HNSWTraversal {
    /// From the entry point to the nearest node above layer 0; nil in an empty graph.
    func enter(_ probe: HNSWProbe, graph: HNSWGraph) -> UInt64? {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else { return nil }
        var best = key(of: HNSWEntry.slot(entry), probe)
        for layer in stride(from: HNSWEntry.level(entry), to: 0, by: -1) {
            best = descend(probe, from: best, level: layer)
        }
        return best
    }

    /// As `enter`, with as many nodes as `entryWidth` says, ascending in the scratch's `choices`; returns how many.
    ///
    /// Where clusters lie far apart, the one node that is nearest on layer 1 may belong to another cluster than the
    /// query, from which few links lead out. Several nodes seldom all do.
    func enterWidely(_ probe: HNSWProbe, graph: HNSWGraph) -> Int {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entryWidth > 1, entry != HNSWEntry.none, HNSWEntry.level(entry) > 0 else {
            guard let start = enter(probe, graph: graph) else { return 0 }
            scratch.choices[0] = start
            return 1
        }
        var best = key(of: HNSWEntry.slot(entry), probe)
        for layer in stride(from: HNSWEntry.level(entry), to: 1, by: -1) {
            best = descend(probe, from: best, level: layer)
        }
        let limit = graph.allocated.load(ordering: .acquiring)
        let found = search(probe, from: best, level: 1, ef: min(entryWidth, HNSWCoding.mostEntries), slotLimit: limit)
        for i in 0..<found { scratch.choices[i] = scratch.pool[i] & ~1 }
        return found
    }

    /// The nodes nearest to the probe, ascending in the scratch's pool; returns how many, at most `ef` or `keeping`.
    func searchBase(_ probe: HNSWProbe, graph: HNSWGraph, ef: Int, keeping: Int = 0) -> Int {
        let starts = enterWidely(probe, graph: graph)
        guard starts > 0 else { return 0 }
        let limit = graph.allocated.load(ordering: .acquiring)
        let found = search(probe, starts: starts, level: 0, ef: ef, keeping: keeping, slotLimit: limit)
        guard found < ef, let missed = missedEntry(probe, graph: graph) else { return found }
        _ = Self.insert(missed, into: scratch.choices, count: starts + 1)
        return search(probe, starts: starts + 1, level: 0, ef: ef, keeping: keeping, slotLimit: limit)
    }

    /// The entry point, if the walk that has just ended did not meet it.
    ///
    /// Links have a direction: from where the upper layers lead to, a walk may not come out again. From the entry point
    /// there is a way to every node.
    func missedEntry(_ probe: HNSWProbe, graph: HNSWGraph) -> UInt64? {
        let entry = graph.entry.load(ordering: .acquiring)
        guard entry != HNSWEntry.none else { return nil }
        let slot = HNSWEntry.slot(entry)
        guard slot < scratch.marks.slotCount, scratch.marks.isFree(slot) == 1 else { return nil }
        return key(of: slot, probe)
    }
}

/// What pgvector's operator gives for the query and a row: the distance that results carry.
struct HNSWExactDistance {
    private let query: UnsafeRawPointer
    private let layout: HNSWLayout
    private let floats: FloatKernels
    private let bits: BitKernels

    init(_ query: UnsafeRawPointer, _ layout: HNSWLayout, _ kernels: Kernels) {
        self.query = query
        self.layout = layout
        floats = layout.element == .float16 ? kernels.float16 : kernels.float32
        bits = kernels.bits
    }

    @inline(__always)
    func distance(to row: UnsafeRawPointer) -> Double {
        switch layout.metric {
        case .l2: return Double(floats.squaredL2(query, row, layout.dimensions)).squareRoot()
        case .innerProduct: return -Double(floats.dot(query, row, layout.dimensions))
        case .l1: return Double(floats.l1(query, row, layout.dimensions))
        case .hamming: return Double(bits.hamming(query, row, layout.vectorBytes))
        case .jaccard: return bits.jaccard(query, row, layout.vectorBytes)
        case .cosine:
            var pieces: (Float, Float, Float) = (0, 0, 0)
            withUnsafeMutableBytes(of: &pieces) { pieces in
                guard let base = pieces.assumingMemoryBound(to: Float.self).baseAddress else { return }
                floats.cosinePieces(query, row, layout.dimensions, base)
            }
            return cosineDistance(dot: pieces.0, pieces.1, pieces.2)
        }
    }
}

/// The results of a batch, filled in by several threads.
private final class HNSWResults: @unchecked Sendable {
    // Safe because each element is written by the one thread that has its index, and read when all have ended.
    private let results: UnsafeMutableBufferPointer<Result<[Neighbor], any Error>>

    init(count: Int) {
        results = .allocate(capacity: count)
        results.initialize(repeating: .success([]))
    }
    deinit {
        results.deinitialize()
        results.deallocate()
    }
    func set(_ index: Int, _ result: Result<[Neighbor], any Error>) { results[index] = result }
    func all() throws -> [[Neighbor]] { try results.map { try $0.get() } }
}
