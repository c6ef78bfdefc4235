import VectorKernels
import VectorTypes

/// Searching for many queries at once.
///
/// The queries of a group first choose their lists; then each list is gone through once, a block of rows that stays in
/// the second-level cache at a time, for all the queries that chose it. Each query keeps a pool of its own. In the end
/// every pool is compared again with full precision. The answers are those of single searches.
///
/// Groups run on different threads. Where rows have no codes, queries run one by one, spread over the threads.
extension IVFFlatIndex {
    /// The queries of a group: enough for each block of rows to serve several, few enough for their codes and pools to
    /// stay in the cache.
    private static let groupQueries = 512

    /// The vectors nearest to each of several queries, much faster than one call a query.
    /// - Returns: One list a query, as ``search(near:limit:probes:filter:)`` gives it.
    /// - Throws: As ``search(near:limit:probes:filter:)``.
    public func search(
        near queries: [[Float]], limit: Int, probes: Int = IVFFlatParameters.probes.standard,
        filter: SearchFilter? = nil, threads: Int? = nil
    ) throws -> [[Neighbor]] {
        for query in queries { try checkQuery(query) }
        let stored = try queries.map { query in
            try withStorage(of: query) { try QueryKernels(bytes: $0, metric: metric, layout: layout.arena) }
        }
        return try search(
            stored, limit: limit, probes: probes, filter: filter, vectors: nil,
            threads: ThreadPool.threads(threads))
    }

    /// As ``search(near:limit:probes:filter:threads:)``, for bit vectors.
    public func search(
        nearBits queries: [[UInt8]], limit: Int, probes: Int = IVFFlatParameters.probes.standard,
        filter: SearchFilter? = nil, threads: Int? = nil
    ) throws -> [[Neighbor]] {
        let stored = try queries.map { query in
            try checkBits(query, count: 1)
            return try query.withUnsafeBytes {
                try QueryKernels(bytes: $0, metric: metric, layout: layout.arena)
            }
        }
        return try search(
            stored, limit: limit, probes: probes, filter: filter, vectors: nil,
            threads: ThreadPool.threads(threads))
    }

    func search(
        _ queries: [QueryKernels], limit: Int, probes: Int, filter: SearchFilter?, vectors: VectorFetch?, threads: Int
    ) throws -> [[Neighbor]] {
        guard limit > 0, probes > 0, !queries.isEmpty else { return queries.map { _ in [] } }
        let limit = min(limit, max(1, count))
        let perThread = (queries.count + threads - 1) / threads
        let results = IVFFlatResults(count: queries.count)
        parallelBlocks(threads, queries.count, min(Self.groupQueries, max(1, perThread)), worker: { () }) {
            _, first, last in
            let group = IVFFlatGroup(index: self, queries: queries[first..<last], limit: limit, filter: filter)
            let found = Result { try self.structure.withReadLock { try group.run(probes: probes, vectors) } }
            results.set(first, found)
            return true
        }
        return try results.all()
    }
}

/// The results of a batch, filled in by several threads.
private final class IVFFlatResults: @unchecked Sendable {
    // Safe because each element is written by the one thread that has its index, and read when all have ended.
    private let results: UnsafeMutableBufferPointer<[Neighbor]>
    private let failure = ConditionLock<(any Error)?>(nil)

    init(count: Int) {
        results = .allocate(capacity: count)
        results.initialize(repeating: [])
    }
    deinit {
        results.deinitialize()
        results.deallocate()
    }
    func set(_ first: Int, _ found: Result<[[Neighbor]], any Error>) {
        switch found {
        case .success(let lists): for (i, list) in lists.enumerated() { results[first + i] = list }
        case .failure(let error): failure.withLock { $0 = error }
        }
    }
    func all() throws -> [[Neighbor]] {
        if let error = failure.withLock({ $0 }) { throw error }
        return Array(results)
    }
}

/// Some queries that go through lists together.
private final class IVFFlatGroup {
    private let index: IVFFlatIndex
    private let queries: ArraySlice<QueryKernels>
    private let limit: Int
    private let filter: SearchFilter?

    init(index: IVFFlatIndex, queries: ArraySlice<QueryKernels>, limit: Int, filter: SearchFilter?) {
        self.index = index
        self.queries = queries
        self.limit = limit
        self.filter = filter
    }

    /// Under the read side of `structure`.
    func run(probes: Int, _ vectors: VectorFetch?) throws -> [[Neighbor]] {
        let filter = filter.map { IVFFlatFilter($0, index) }
        let scratches = queries.map { _ in IVFFlatScratch(layout: index.layout) }
        var scans = zip(queries, scratches).map { query, scratch in
            IVFFlatScan(
                index: index, query: query, limit: limit, filter: filter, scratch: scratch, vectors: vectors)
        }
        // A small set of rows, or queries without codes, gain nothing from going together.
        guard queries.count >= 4, filter?.set == nil, scans.allSatisfy({ $0.probe != nil }) else {
            return try scans.indices.map { i in
                scans[i].probe(lists: probes, atMost: index.lists)
                return try scans[i].finish()
            }
        }
        var choices: [[UInt32]] = Array(repeating: [], count: index.lists)
        for i in scans.indices {
            scans[i].scanPending()
            let found = scans[i].rank(probes)
            for place in 0..<found { choices[Int(HNSWKey.slot(scratches[i].order[place]))].append(UInt32(i)) }
        }
        scans.withUnsafeMutableBufferPointer { scans in
            for (list, choosers) in choices.enumerated() where !choosers.isEmpty {
                let rows = index.rows[list]
                rows.forEachRun(upTo: rows.count) { segment, count in
                    var first = 0
                    while first < count {
                        let block = min(IVFFlatScratch.blockRows, count - first)
                        let part = segment.advanced(first, index.layout)
                        for i in choosers { scans[Int(i)].scanCodes(part, block) }
                        first += block
                    }
                }
            }
        }
        return try scans.indices.map { i in
            if scans[i].isStarved { scans[i].goOn(after: probes, atMost: index.lists) }
            return try scans[i].finish()
        }
    }
}
