import CIntrinsics
import VectorKernels
import VectorTypes

/// One query's way through lists.
///
/// Rows with codes are scored a block at a time; a selection kernel finds the few whose score belongs to the best so far,
/// and these enter a sorted pool. When all lists are through, ``finish()`` compares the pool again with full
/// precision. Rows without codes are scored by the row-scan kernels of exact search and compared with full precision at
/// once. Both look at the state of a slot only where its score is good enough.
///
/// Under the read side of `structure` throughout.
struct IVFFlatScan {
    let index: IVFFlatIndex
    let layout: IVFFlatLayout
    let query: QueryKernels
    let filter: IVFFlatFilter?
    let scratch: IVFFlatScratch
    /// The query as codes; nil: elements are compared.
    let probe: IVFFlatProbe?
    var candidates = IVFFlatCandidates()
    /// What has been compared with full precision.
    var nearest: NearestList
    /// Where vectors come from that are not in memory.
    private let vectors: VectorFetch?
    /// What reading one of them has thrown.
    private var failure: (any Error)?
    private let kernels: Kernels

    /// - Parameters:
    ///   - limit: How many neighbours are wanted.
    ///   - widening: How many times as many candidates are kept, at least.
    init(
        index: IVFFlatIndex, query: QueryKernels, limit: Int, filter: IVFFlatFilter?, scratch: IVFFlatScratch,
        vectors: VectorFetch? = nil, widening: Double? = nil
    ) {
        self.vectors = vectors
        self.index = index
        layout = index.layout
        self.query = query
        self.filter = filter
        self.scratch = scratch
        kernels = index.kernels
        nearest = NearestList(capacity: limit)
        if index.element != .bit { query.copyWide(to: scratch.wide) }
        guard let codebook = index.coding.codebook, let code = index.coding.code else {
            probe = nil
            return
        }
        probe = IVFFlatProbe(scratch.wide, codebook, code, scratch.queryCode, kernels)
        // What codes confuse does not shrink with the limit: the width was measured on ten nearest.
        let wanted = widening == nil && limit > 0 ? max(limit, 10) : limit
        let capacity = Int((Double(wanted) * (widening ?? index.coding.rerank)).rounded(.up))
        candidates = IVFFlatCandidates(capacity: capacity, scratch)
    }

    /// The nearest lists, in `scratch.order`; how many they are.
    func rank(_ wanted: Int) -> Int {
        guard let centers = index.centers else { return 0 }
        return query.withElements(wide: scratch.wide) {
            centers.rank($0, wanted: wanted, sizes: index.sizes, scratch)
        }
    }

    /// Scans the pending rows and the nearest lists, then further lists while fewer rows than wanted are found.
    mutating func probe(lists wanted: Int, atMost: Int = 0) {
        if let set = filter?.set, isScanCheaper(set.slots.count, probes: wanted) {
            scan(slots: set.slots)
            return
        }
        scanPending()
        let found = rank(wanted)
        for i in 0..<found { scan(list: Int(HNSWKey.slot(scratch.order[i]))) }
        if isStarved { goOn(after: wanted, atMost: atMost) }
    }

    /// Scans further lists while fewer rows than wanted are found.
    /// - Parameter done: How many of the nearest lists have been scanned.
    mutating func goOn(after done: Int, atMost: Int) {
        var done = done
        var ranked = done
        while isStarved, ranked < min(atMost, index.lists) {
            ranked = min(max(ranked * 4, 16), atMost, index.lists)
            let found = rank(ranked)
            while done < found, isStarved {
                scan(list: Int(HNSWKey.slot(scratch.order[done])))
                done += 1
            }
        }
    }

    /// Whether fewer rows have been found than are wanted.
    var isStarved: Bool { nearest.count + candidates.count < nearest.capacity }

    /// Whether comparing all rows of a set, which lie anywhere, is less work than scanning lists.
    private func isScanCheaper(_ matches: Int, probes: Int) -> Bool {
        matches * 4 <= index.count / max(1, index.lists) * min(probes, index.lists) || matches <= 4 * nearest.capacity
    }

    mutating func scanPending() {
        let pending = index.pending
        let end = pending.end.load(ordering: .acquiring)
        let coded = probe == nil ? end : max(pending.start, min(pending.codedFrom, end))
        pending.forEachRun(pending.start..<coded, layout) { segment, count, _ in scanVectors(segment, count) }
        pending.forEachRun(coded..<end, layout) { segment, count, _ in scanCodes(segment, count) }
    }

    mutating func scan(list: Int) {
        let rows = index.rows[list]
        rows.forEachRun(upTo: rows.count) { segment, count in
            if probe == nil { scanVectors(segment, count) } else { scanCodes(segment, count) }
        }
    }

    /// Whether a search may return the row of a slot.
    @inline(__always)
    func accepts(_ slot: UInt32) -> Bool {
        guard index.slots.isLive(slot) else { return false }
        guard let filter else { return true }
        return filter.mayAccept(slot, index.slots)
    }

    /// Compares the rows of slots that lie anywhere.
    private mutating func scan(slots all: [UInt32]) {
        let codedFrom = index.pending.codedFrom
        var count = 0
        for slot in all where accepts(slot) {
            let place = index.slots.place(slot)
            let isCoded = place.list != IVFFlatPlace.pendingList || place.row >= codedFrom
            if probe != nil, isCoded {
                let (segment, row) = index.locate(place)
                let code = segment.codes + row &* layout.codeStride
                announce(code)
                scratch.rowPointers[count] = UnsafeRawPointer(code)
                scratch.gathered[count] = (slot, segment.terms[row])
                count += 1
                if count == IVFFlatScratch.gatherRows { scoreGathered(&count) }
            } else {
                compare(slot)
            }
        }
        scoreGathered(&count)
    }

    @inline(__always)
    private func announce(_ code: UnsafeRawPointer) {
        for line in 0..<min(8, layout.codeStride / 64) { vecdb_prefetch_second(code + line &* 64) }
    }

    private mutating func scoreGathered(_ count: inout Int) {
        guard let probe, count > 0 else { return }
        let scores = scratch.scores
        scores.withMemoryRebound(to: Int32.self, capacity: count) {
            kernels.traversal.gatherDots(probe.code, scratch.rowPointers, count, layout.codeStride, $0)
        }
        for i in 0..<count {
            let (slot, term) = scratch.gathered[i]
            let key = HNSWKey.pack(probe.score(Int32(bitPattern: scores[i].bitPattern), term), slot)
            if candidates.takes(key) { candidates.insert(key) }
        }
        count = 0
    }

    mutating func scanCodes(_ segment: IVFFlatSegment, _ count: Int) {
        guard let probe else { return }
        var first = 0
        while first < count {
            let block = min(IVFFlatScratch.blockRows, count - first)
            let scores = scratch.scores
            probe.score(
                segment.codes + first * layout.codeStride, layout.codeStride, segment.terms + first, block, kernels,
                into: scores)
            let passing = kernels.selection.below(scores, block, candidates.bound, scratch.positions)
            for i in 0..<passing {
                let position = Int(scratch.positions[i])
                let key = HNSWKey.pack(scores[position], segment.slots[first + position])
                if candidates.takes(key), accepts(HNSWKey.slot(key)) { candidates.insert(key) }
            }
            first += block
        }
    }

    mutating func scanVectors(_ segment: IVFFlatSegment, _ count: Int) {
        if index.missingVectors.load(ordering: .relaxed) > 0 { return scanPresent(segment, count) }
        var first = 0
        while first < count {
            let block = min(IVFFlatScratch.blockRows, count - first)
            if let limit = nearest.limit, limit.isFinite {
                let rows = segment.vectors + first * layout.vectorStride
                query.scores(rows: rows, count: block, into: scratch.scores)
                let passing = query.select(
                    scratch.scores, count: block, bound: query.scoreBound(for: limit), into: scratch.positions)
                for i in 0..<passing { compare(segment, first + Int(scratch.positions[i])) }
            } else {
                for row in first..<(first + block) { compare(segment, row) }
            }
            first += block
        }
    }

    /// As `scanVectors`, while some vectors are not in memory.
    private mutating func scanPresent(_ segment: IVFFlatSegment, _ count: Int) {
        for row in 0..<count where accepts(segment.slots[row]) { compare(segment.slots[row]) }
    }

    /// Compares a row with full precision, wherever its vector is.
    private mutating func compare(_ slot: UInt32) {
        guard failure == nil else { return }
        do {
            if let distance = try distance(of: slot) { offer(slot, distance) }
        } catch { failure = error }
    }

    @inline(__always)
    private mutating func compare(_ segment: IVFFlatSegment, _ row: Int) {
        let slot = segment.slots[row]
        guard accepts(slot) else { return }
        offer(slot, query.distance(to: segment.vectors + row * layout.vectorStride))
    }

    /// Compares the candidates with full precision; the nearest neighbours, ascending.
    /// - Throws: What reading a vector that is not in memory throws.
    mutating func finish() throws -> [Neighbor] {
        if let failure { throw failure }
        candidates.settle()
        let lines = min((layout.vectorBytes + 63) / 64, 64)
        let ahead = 6
        for i in 0..<min(ahead, candidates.count) { announce(HNSWKey.slot(candidates.pool[i]), lines) }
        for i in 0..<candidates.count {
            if i + ahead < candidates.count { announce(HNSWKey.slot(candidates.pool[i + ahead]), lines) }
            let slot = HNSWKey.slot(candidates.pool[i])
            guard let distance = try distance(of: slot) else { continue }
            offer(slot, distance)
        }
        return nearest.sorted()
    }

    private mutating func offer(_ slot: UInt32, _ distance: Double) {
        let id = index.slots.id(slot)
        if let filter, !filter.accepts(id) { return }
        nearest.insert(Neighbor(id: id, distance: distance))
    }

    /// The exact distance of a slot's row; nil where its vector is nowhere.
    func distance(of slot: UInt32) throws -> Double? {
        if index.slots.hasVector(slot) { return query.distance(to: index.vector(slot)) }
        var distance: Double?
        _ = try vectors?(index.slots.id(slot)) { bytes in
            if bytes.count == layout.vectorBytes { distance = query.distance(toStored: bytes) }
        }
        return distance
    }

    @inline(__always)
    private func announce(_ slot: UInt32, _ lines: Int) {
        guard index.slots.hasVector(slot) else { return }
        let row = index.vector(slot)
        for line in 0..<lines { vecdb_prefetch_second(row + line &* 64) }
    }

    /// The candidates' exact distances, in their order, without those of one slot.
    func exactScores(without own: UInt32) -> [Float] {
        (0..<candidates.count).compactMap { i in
            let slot = HNSWKey.slot(candidates.pool[i])
            guard slot != own, index.slots.hasVector(slot) else { return nil }
            return Float(query.distance(to: index.vector(slot)))
        }
    }
}

extension QueryKernels {
    /// Calls `body` with what centres are compared with: the query as float32, or its bits.
    @inline(__always)
    func withElements<R>(wide: UnsafePointer<Float>, _ body: (UnsafeRawPointer) -> R) -> R {
        layout.element == .bit ? withStored(body) : body(UnsafeRawPointer(wide))
    }
}
