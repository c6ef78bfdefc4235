import VectorTypes

/// Neighbours of a query, as many as one asks for: an iterative scan.
///
/// ```swift
/// let cursor = try index.cursor(near: query)
/// while let neighbor = cursor.next(), !enough(neighbor) { … }
/// ```
/// A round is a search for the `efSearch` nearest that were not returned yet. It takes up where the last one ended:
/// what was met and not returned, and what was met and not gone on from, is kept. Within a round neighbours come in
/// ascending order of distance; a later round can bring a neighbour that is a little nearer than the last of the one
/// before, as with pgvector's `relaxed_order`.
///
/// Vectors that are added after the cursor was made do not come; those that are removed may or may not. For one thread
/// at a time.
public final class HNSWCursor {
    private let index: HNSWIndex
    private let query: [UInt8]
    private let ef: Int
    /// No round begins when so many nodes have been compared.
    private let most: Int
    private let filter: SearchFilter?
    private let vectors: VectorFetch?
    private let scratch: HNSWScratch
    private let slotLimit: Int
    /// Nodes not gone on from.
    private var frontier = HNSWHeap()
    /// Nodes that belong into a later round.
    private var waiting = HNSWHeap()
    private var hasBegun = false
    private var codebook: HNSWCodebook?
    private var round: [Neighbor] = []
    private var position = 0

    /// The number of nodes that have been compared with the query.
    public private(set) var visited = 0

    init(
        _ index: HNSWIndex, query: UnsafeRawBufferPointer, ef: Int, most: Int? = nil, filter: SearchFilter?,
        vectors: VectorFetch? = nil
    ) {
        self.index = index
        self.query = Array(query)
        self.ef = max(1, min(ef, 1 << 20))
        self.most = most ?? .max
        self.filter = filter
        self.vectors = vectors
        scratch = HNSWScratch(layout: index.layout)
        index.openCursors.add(1, ordering: .acquiringAndReleasing)
        slotLimit = index.graph.allocated.load(ordering: .acquiring)
    }

    deinit { index.openCursors.subtract(1, ordering: .acquiringAndReleasing) }

    /// The next neighbour; nil when there is no other.
    public func next() -> Neighbor? {
        // Only the reading of vectors can fail, and a cursor that reads them is asked by `advance`.
        try? advance()
    }

    /// As ``next()``, for a cursor that may have to read vectors.
    func advance() throws -> Neighbor? {
        while position == round.count {
            if hasBegun, visited >= most { return nil }
            position = 0
            var wasLast = false
            round = try query.withUnsafeBytes { query in
                try query.baseAddress.map { try nextRound($0, &wasLast) } ?? []
            }
            // The caller may have none of a round's vectors.
            if round.isEmpty, wasLast { return nil }
        }
        position += 1
        return round[position - 1]
    }

    private func nextRound(_ query: UnsafeRawPointer, _ wasLast: inout Bool) throws -> [Neighbor] {
        try index.structure.withReadLock {
            guard index.coding.code != nil || index.missingCount.load(ordering: .acquiring) == 0 else {
                throw HNSWIndex.needsVectors
            }
            let walk = HNSWTraversal(scorer: index.scorer, scratch: scratch, code: index.coding.code)
            let probe = index.probe(query, scratch)
            if !hasBegun {
                scratch.begin(slotCount: slotLimit, poolCapacity: ef + 1)
                begin(walk, probe)
            } else if codebook !== index.coding.codebook {
                frontier = rescored(frontier, walk, probe)
                waiting = rescored(waiting, walk, probe)
            }
            codebook = index.coding.codebook
            let found = fill(walk, probe)
            wasLast = found == 0
            return try index.rank(query, scratch, found, found, vectors)
        }
    }

    private func begin(_ walk: HNSWTraversal, _ probe: HNSWProbe) {
        hasBegun = true
        // What gets its links after this is met again by the walk, and passed over.
        index.scoreWaiting(walk, probe, accepts: { Int($0) < scratch.marks.slotCount && isWanted($0) }) { key in
            _ = scratch.marks.mark(one: HNSWKey.slot(key))
            waiting.push(key)
            visited += 1
        }
        guard let start = walk.enter(probe, graph: index.graph), HNSWKey.slot(start) < scratch.marks.slotCount else {
            return
        }
        frontier.push(start)
        if scratch.marks.mark(one: HNSWKey.slot(start)), isWanted(HNSWKey.slot(start)) { waiting.push(start) }
    }

    /// Fills the scratch's pool with the nearest `ef` nodes not returned yet; returns how many.
    private func fill(_ walk: HNSWTraversal, _ probe: HNSWProbe) -> Int {
        let pool = scratch.pool
        var count = 0
        while count < ef, let key = waiting.pop() {
            pool[count] = key
            count += 1
        }
        while true {
            let fresh: Int
            if let key = frontier.first {
                if count == ef, key > pool[count - 1] { break }
                _ = frontier.pop()
                fresh = walk.gatherFresh(
                    index.graph.view.baseLinks(HNSWKey.slot(key)), index.layout.baseLinks, usesCodes: probe.code != nil)
                walk.scorer.score(probe, scratch.rows, scratch.slots, fresh, scratch.scores)
            } else {
                fresh = walk.meetMissedEntry(probe, graph: index.graph)
                if fresh == 0 { break }
            }
            visited += fresh
            for i in 0..<fresh {
                let new = HNSWKey.pack(scratch.scores[i], scratch.slots[i])
                frontier.push(new)
                guard isWanted(scratch.slots[i]) else { continue }
                if count == ef {
                    guard new < pool[count - 1] else {
                        waiting.push(new)
                        continue
                    }
                    waiting.push(pool[count - 1])
                } else {
                    count += 1
                }
                _ = HNSWTraversal.insert(new, into: pool, count: count)
            }
        }
        return count
    }

    private func isWanted(_ slot: UInt32) -> Bool {
        guard index.graph.view.state(slot) == HNSWState.live else { return false }
        guard let filter else { return true }
        return filter.accepts(index.graph.view.id(slot))
    }

    private func rescored(_ heap: HNSWHeap, _ walk: HNSWTraversal, _ probe: HNSWProbe) -> HNSWHeap {
        var old = heap
        var new = HNSWHeap()
        while let key = old.pop() { new.push(walk.key(of: HNSWKey.slot(key), probe)) }
        return new
    }
}

extension HNSWIndex {
    /// The neighbours of a query one after another, nearest first, as many as one asks for.
    /// - Parameters:
    ///   - query: `dimensions` elements.
    ///   - efSearch: How many are looked for at a time.
    ///   - filter: Which vectors may come; nil: all.
    /// - Throws: As ``search(near:limit:efSearch:filter:)``.
    public func cursor(
        near query: [Float], efSearch: Int = HNSWParameters.efSearch.standard, filter: SearchFilter? = nil
    ) throws -> HNSWCursor {
        guard query.count == dimensions, element != .bit else {
            throw VecDBError(.dataException, "different vector dimensions \(dimensions) and \(query.count)")
        }
        return try withStorage(of: query) { HNSWCursor(self, query: $0, ef: efSearch, filter: filter) }
    }
}
