import VectorTypes

/// Measuring how wide searches must be.
///
/// 1. *Entries*: how often does a search of the standard width end in the wrong place because it came down to one node?
///    Queries are some of the index's own vectors, and points half-way between two of them: what users ask for is seldom
///    one of the rows, and where groups lie far apart a foreign query is the harder one. Searches go down from as many
///    nodes of each upper layer as help: one, unless there are islands (see `HNSWInsert`).
/// 2. *Walk*: how many of the ten nearest does a walk of the standard width find, by a much wider one? The heuristic's
///    lists are shorter than those of graphs that fill them up, which is faster, and finds less where neighbours are
///    hard to find. There, walks are wider than asked.
extension HNSWIndex {
    private static let ownQueries = 192
    private static let foreignQueries = 128
    /// The share of the ten nearest that a walk of the standard width should find.
    private static let wantedShare = 0.96

    /// Whether the index has grown so much, one by one perhaps, that what was measured may not hold.
    var isMeasuringDue: Bool {
        let measuredAt = structure.withReadLock { coding.measuredAt }
        return count >= HNSWCoding.firstReview && count >= measuredAt + measuredAt / 2
    }

    func chooseWidths() {
        let widths = structure.withReadLock { () -> (entries: Int, walk: Double)? in
            guard coding.code != nil || missingCount.load(ordering: .acquiring) == 0 else { return nil }
            return scratches.with { scratch in
                let test = HNSWWidthTest(self, scratch, own: Self.ownQueries, foreign: Self.foreignQueries)
                guard !test.queries.isEmpty else { return nil }
                let efs = HNSWParameters.efSearch.standard
                let best = test.nearest(ef: 4 * efs, width: HNSWCoding.mostEntries)
                let misses = { (width: Int) -> Int in
                    zip(test.nearest(ef: efs, width: width), best).reduce(0) { $0 + ($1.0 > $1.1 ? 1 : 0) }
                }
                let allowed = misses(HNSWCoding.mostEntries) + test.queries.count / 100
                let entries = [1, 4, 8, 16].first { misses($0) <= allowed } ?? HNSWCoding.mostEntries
                test.keepOwn()
                let truth = test.tenth(ef: 8 * efs, width: HNSWCoding.mostEntries)
                let walk =
                    [1, 1.25, 1.5].first { factor in
                        test.share(within: truth, ef: Int(Double(efs) * factor), width: entries) >= Self.wantedShare
                    } ?? HNSWCoding.mostWalkFactor
                return (entries, walk)
            }
        }
        structure.withWriteLock {
            coding.measuredAt = count
            if let widths { (coding.entryWidth, coding.walkFactor) = widths }
        }
    }
}

/// Some queries, and what searches of several widths find. Under the read side of `structure`.
private final class HNSWWidthTest {
    enum Query {
        case node(UInt32)
        case elements([UInt8])
    }
    let index: HNSWIndex
    let scratch: HNSWScratch
    private(set) var queries: [Query]

    init(_ index: HNSWIndex, _ scratch: HNSWScratch, own: Int, foreign: Int) {
        self.index = index
        self.scratch = scratch
        queries = index.sampleSlots(own).map(Query.node)
        guard index.storesVectors, index.element == .float32 || index.element == .float16 else { return }
        let ends = index.sampleSlots(2 * foreign).filter { index.graph.hasVector($0) }
        // Each with one far from it in the order in which they came.
        for i in 0..<ends.count / 2 { queries.append(between(ends[i], ends[i + ends.count / 2])) }
    }

    /// Goes on with the index's own vectors as queries.
    func keepOwn() {
        queries.removeAll { if case .elements = $0 { true } else { false } }
    }

    private func between(_ a: UInt32, _ b: UInt32) -> Query {
        let dimensions = index.dimensions
        let first = [Float](
            UnsafeBufferPointer(start: index.floats(index.graph.view.vector(a), scratch.wide), count: dimensions))
        let second = index.floats(index.graph.view.vector(b), scratch.wide)
        let middle = (0..<dimensions).map { first[$0] / 2 + second[$0] / 2 }
        if index.element == .float16 {
            return .elements(middle.map { Float16($0).bitPattern }.withUnsafeBytes { Array($0) })
        }
        return .elements(middle.withUnsafeBytes { Array($0) })
    }

    /// Calls `body` with the scores that a search finds, ascending, for each query.
    private func search<Result>(
        ef: Int, width: Int, _ body: (_ pool: UnsafeMutablePointer<UInt64>, _ count: Int) -> Result
    ) -> [Result] {
        var walk = HNSWTraversal(scorer: index.scorer, scratch: scratch, code: index.coding.code)
        walk.entryWidth = width
        return queries.map { query in
            switch query {
            case .node(let slot):
                let probe = index.scorer.probe(slot, index.coding.code, scratch.queryCode)
                let found = walk.searchBase(probe, graph: index.graph, ef: ef)
                return body(scratch.pool, found)
            case .elements(let bytes):
                return bytes.withUnsafeBytes { bytes in
                    guard let base = bytes.baseAddress else { return body(scratch.pool, 0) }
                    let found = walk.searchBase(index.probe(base, scratch), graph: index.graph, ef: ef)
                    return body(scratch.pool, found)
                }
            }
        }
    }

    func nearest(ef: Int, width: Int) -> [Float] {
        search(ef: ef, width: width) { $1 > 0 ? HNSWKey.score($0[0]) : .infinity }
    }

    /// The scores of the tenth, or the last.
    func tenth(ef: Int, width: Int) -> [Float] {
        search(ef: ef, width: width) { $1 > 0 ? HNSWKey.score($0[min($1, 10) - 1]) : .infinity }
    }

    /// How many of the ten nearest a search finds, in the mean of all queries.
    func share(within truth: [Float], ef: Int, width: Int) -> Double {
        let found = search(ef: ef, width: width) { pool, count in (0..<min(count, 10)).map { HNSWKey.score(pool[$0]) } }
        var sum = 0.0
        for (scores, limit) in zip(found, truth) where !scores.isEmpty {
            sum += Double(scores.filter { $0 <= limit }.count) / Double(min(10, max(1, index.count)))
        }
        return sum / Double(max(1, found.count))
    }
}
