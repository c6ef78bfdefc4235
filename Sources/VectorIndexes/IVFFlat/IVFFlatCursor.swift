import VectorKernels
import VectorTypes

/// Neighbours of a query, as many as one asks for: an iterative scan.
///
/// ```swift
/// let cursor = try index.cursor(near: query, probes: 4)
/// while let neighbor = try cursor.next(), !enough(neighbor) { … }
/// ```
/// A round takes the rows of the next `probes` lists, in the order of their centres' distances, and gives them nearest
/// first; the next round can bring neighbours that are nearer than the last of the one before, as with pgvector's
/// `relaxed_order`. Within a round rows are ordered by their codes, a few at a time as they are asked for, and compared
/// with full precision somewhat ahead of what is given.
///
/// Vectors that are added after the cursor was made do not come; those that are removed may or may not. For one thread
/// at a time.
public final class IVFFlatCursor: NeighborCursor {
    private let index: IVFFlatIndex
    private let query: QueryKernels
    private let probes: Int
    private let maxProbes: Int
    private let filter: SearchFilter?
    private let vectors: VectorFetch?
    private let scratch: IVFFlatScratch
    /// Slots from here on have come later.
    private let slotLimit: Int
    /// The lists, nearest first, and how many rows each had; empty before the first round.
    private var order: [(list: Int, count: Int)] = []
    private var position = 0
    private var hasBegun = false
    /// The slots that were pending in the first round: they may be in lists later.
    private var pendingSlots: Set<UInt32> = []
    private var moves = 0
    /// What the round still has: keys in order, and neighbours compared with full precision.
    private var keys = IVFFlatKeyOrder([])
    private var compared = IVFFlatNeighborHeap()
    private var given = 0
    private var taken = 0
    private var rerank = 2.0

    /// The number of rows that have been compared with the query.
    public private(set) var visited = 0

    /// How many neighbours are best asked for at a time.
    package let round = 64

    init(
        _ index: IVFFlatIndex, query: UnsafeRawBufferPointer, probes: Int, maxProbes: Int, filter: SearchFilter?,
        vectors: VectorFetch?
    ) throws {
        self.index = index
        self.query = try QueryKernels(bytes: query, metric: index.metric, layout: index.layout.arena)
        self.probes = max(1, min(probes, Int(UInt16.max)))
        self.maxProbes = max(self.probes, maxProbes)
        self.filter = filter
        self.vectors = vectors
        scratch = IVFFlatScratch(layout: index.layout)
        index.openCursors.add(1, ordering: .acquiringAndReleasing)
        slotLimit = index.slots.used.load(ordering: .acquiring)
    }

    deinit { index.openCursors.subtract(1, ordering: .acquiringAndReleasing) }

    /// The next neighbour; nil when there is no other.
    /// - Throws: What reading a vector that is not in memory throws.
    public func next() throws -> Neighbor? {
        while true {
            // As many must have been compared as a search for so many would.
            let wanted = Int((Double(given + 1) * rerank).rounded(.up)) + 8
            if taken < wanted, !keys.isEmpty { try compare(upTo: wanted) }
            if let neighbor = compared.pop() {
                given += 1
                return neighbor
            }
            guard keys.isEmpty, try nextRound() else {
                if keys.isEmpty { return nil }
                continue
            }
        }
    }

    /// Compares the round's next rows with full precision.
    private func compare(upTo wanted: Int) throws {
        try index.structure.withReadLock {
            let scan = IVFFlatScan(
                index: index, query: query, limit: 0, filter: nil, scratch: scratch, vectors: vectors)
            while taken < wanted, let key = keys.next() {
                taken += 1
                let slot = HNSWKey.slot(key)
                guard index.slots.isLive(slot), let distance = try scan.distance(of: slot) else { continue }
                let id = index.slots.id(slot)
                if let filter, !filter.accepts(id) { continue }
                compared.push(Neighbor(id: id, distance: distance))
            }
        }
    }

    /// Takes up the next lists; false when there are none.
    private func nextRound() throws -> Bool {
        try index.structure.withReadLock {
            let scan = IVFFlatScan(
                index: index, query: query, limit: 0, filter: filter.map { IVFFlatFilter($0, index) }, scratch: scratch,
                vectors: vectors)
            rerank = index.coding.rerank
            var found: [UInt64] = []
            let isFirst = !hasBegun
            if isFirst { try begin(scan, &found) }
            guard isFirst || position < min(order.count, maxProbes) else { return false }
            let end = min(position + probes, order.count, maxProbes)
            while position < end {
                let (list, count) = order[position]
                position += 1
                let rows = index.rows[list]
                let hasMoved = index.moves.load(ordering: .relaxed) != moves
                try rows.forEachRun(upTo: hasMoved ? rows.count : count) { segment, count in
                    visited += count
                    try scan.score(segment, count, isCoded: true) { slot, score in
                        guard Int(slot) < slotLimit, !pendingSlots.contains(slot) else { return }
                        found.append(HNSWKey.pack(score, slot))
                    }
                }
            }
            keys = IVFFlatKeyOrder(found)
            (taken, given) = (0, 0)
            return true
        }
    }

    private func begin(_ scan: IVFFlatScan, _ found: inout [UInt64]) throws {
        hasBegun = true
        moves = index.moves.load(ordering: .relaxed)
        let pending = index.pending
        let end = pending.end.load(ordering: .acquiring)
        let coded = max(pending.start, min(pending.codedFrom, end))
        for (range, isCoded) in [(pending.start..<coded, false), (coded..<end, true)] {
            try pending.forEachRun(range, index.layout) { segment, count, _ in
                visited += count
                for row in 0..<count { pendingSlots.insert(segment.slots[row]) }
                try scan.score(segment, count, isCoded: isCoded) { slot, score in
                    if Int(slot) < slotLimit { found.append(HNSWKey.pack(score, slot)) }
                }
            }
        }
        for i in 0..<scan.rank(index.lists) {
            let list = Int(HNSWKey.slot(scratch.order[i]))
            order.append((list, index.rows[list].count))
        }
    }
}

extension IVFFlatIndex {
    /// The neighbours of a query one after another, nearest first, as many as one asks for.
    /// - Parameters:
    ///   - query: `dimensions` elements.
    ///   - probes: How many lists are looked into at a time.
    ///   - maxProbes: How many lists are looked into at most, at least `probes`.
    ///   - filter: Which vectors may come; nil: all.
    /// - Throws: As ``search(near:limit:probes:filter:)``.
    public func cursor(
        near query: [Float], probes: Int = IVFFlatParameters.probes.standard,
        maxProbes: Int = IVFFlatParameters.maxProbes.standard, filter: SearchFilter? = nil
    ) throws -> IVFFlatCursor {
        try checkQuery(query)
        return try withStorage(of: query) {
            try IVFFlatCursor(
                self, query: $0, probes: probes, maxProbes: maxProbes, filter: filter, vectors: nil)
        }
    }
}

extension IVFFlatScan {
    /// Calls `body` with the slot and score of each row of a run that may be returned. Scores of one query order all rows
    /// alike, whether by codes or not.
    func score(_ segment: IVFFlatSegment, _ count: Int, isCoded: Bool, _ body: (UInt32, Float) -> Void) throws {
        for first in stride(from: 0, to: count, by: IVFFlatScratch.blockRows) {
            let block = min(IVFFlatScratch.blockRows, count - first)
            if let probe, isCoded {
                probe.score(
                    segment.codes + first * layout.codeStride, layout.codeStride, segment.terms + first, block,
                    index.kernels,
                    into: scratch.scores)
            }
            for row in first..<(first + block) {
                let slot = segment.slots[row]
                guard accepts(slot) else { continue }
                if probe != nil, isCoded {
                    body(slot, scratch.scores[row - first])
                } else if let distance = try distance(of: slot) {
                    body(slot, codeScore(distance))
                }
            }
        }
    }

    /// An exact distance on the scale of the codes' scores.
    private func codeScore(_ distance: Double) -> Float {
        if distance.isNaN { return .infinity }
        guard probe != nil, let codebook = index.coding.codebook else { return Float(distance) }
        return switch layout.metric {
        case .l2: Float(distance * distance)
        case .cosine: Float(2 * distance)
        default: Float(distance) + index.kernels.float32.dot(codebook.mean, scratch.wide, layout.dimensions)
        }
    }
}
