import VectorKernels
import VectorTypes

/// Learning codes, and measuring whether they serve.
///
/// Codes are learnt from a sample once there are enough vectors, and looked at again whenever their number has grown
/// fourfold. The mean of each element is taken away; one step serves all elements. The step is the one that gives the
/// least squared error on the sample, of those that cut off nothing, a ten-thousandth, a thousandth or a hundredth of
/// the values: a few outliers must not make codes coarse for all others.
///
/// Then the codes are put to the test, on the sample first and in the graph when there is one: for some vectors as
/// queries, how many candidates in the order of codes does one need to have the ten nearest by full precision? Searches
/// compare that many again. Where even many do not suffice (tight clusters far apart, wildly different scales), the
/// graph is walked on the vectors themselves.
extension HNSWIndex {
    private static let sampleSize = 4_096

    /// Learns codes if it is time to; whether it did. Nobody is in the graph meanwhile.
    /// - Parameter vectors: Reads the vectors of an index that does without; where it is nil, or where vectors are still
    ///   to come, the review waits.
    func reviewCodes(threads: Int, vectors: VectorFetch?) throws -> Bool {
        let rows = HNSWRows(self)
        let (isDue, drawn, reusesBefore) = structure.withReadLock { () -> (Bool, [UInt32], Int) in
            let isDue =
                layout.hasCodes && (count >= coding.nextReview || haveCodesDrifted)
                && (storesVectors ? missingCount.load(ordering: .acquiring) == 0 : vectors != nil)
            let before = reuses.load(ordering: .acquiring)
            return (isDue, isDue && !storesVectors ? sampleSlots(sampleLimit) : [], before)
        }
        guard isDue else { return false }
        try rows.read(drawn, vectors)
        return structure.withWriteLock {
            guard count >= coding.nextReview || haveCodesDrifted,
                storesVectors || reuses.load(ordering: .acquiring) == reusesBefore
            else {
                return false
            }
            let next = coding.nextReview
            coding.nextReview = max(count * 4, HNSWCoding.firstReview)
            defer { outsideCount.store(0, ordering: .relaxed) }
            let isNew = scratches.with { scratch -> Bool in
                let sample = (storesVectors ? sampleSlots(sampleLimit) : drawn).filter { rows.row($0) != nil }
                guard sample.count >= HNSWCoding.firstReview / 4 else {
                    coding.nextReview = max(next, count + HNSWCoding.firstReview)
                    return false
                }
                let codebook = learn(sample, rows, scratch)
                let old = coding
                coding.codebook = codebook
                coding.code = HNSWTraversalCode(codebook)
                for slot in sample { encode(slot, rows, scratch) }
                _ = coding.widen(testOnSample(sample, rows, scratch), keepsCodes: !storesVectors)
                if let kept = old.codebook, coding.code != nil, resembles(kept, codebook) {
                    // Not worth encoding everything again.
                    coding.codebook = old.codebook
                    coding.code = old.code
                    for slot in sample { encode(slot, rows, scratch) }
                    return false
                }
                if !storesVectors { encodeFetched(from: old, rows, scratch, vectors) }
                return true
            }
            if isNew, storesVectors { encodeAll(threads: threads) }
            if !keepsVectors, storesVectors, coding.code != nil { dropVectors() }
            return isNew
        }
    }

    /// Whether many vectors have come that codes cannot tell apart, because they lie outside of where those lay from which
    /// they were learnt: another group. Under `structure`.
    private var haveCodesDrifted: Bool {
        guard let codebook = coding.codebook, coding.code != nil else { return false }
        return count >= codebook.learntFrom / 4 * 5 && outsideCount.load(ordering: .relaxed) >= max(64, count / 32)
    }

    /// The most vectors to learn from: not too much memory for an index that has to read them.
    private var sampleLimit: Int {
        storesVectors ? Self.sampleSize : min(Self.sampleSize, max(512, (32 << 20) / layout.vectorBytes))
    }

    /// Gives the memory of vectors back: from now on codes stand in for them. Under the write side of `structure`.
    private func dropVectors() {
        identifiers.withLock { _ in
            storesVectors = false
            for slot in 0..<UInt32(graph.used.load(ordering: .acquiring)) where graph.view.state(slot) != HNSWState.free
            {
                setPresent(slot, false)
            }
            missingCount.store(count, ordering: .releasing)
            graph.freeVectors()
        }
    }

    private func encode(_ slot: UInt32, _ rows: HNSWRows, _ scratch: HNSWScratch) {
        if let row = rows.row(slot) { encode(slot, row, scratch.wide) }
    }

    /// Encodes everything again in an index that does without vectors: each is read, or, where that fails, taken from
    /// its old code.
    private func encodeFetched(
        from old: HNSWCoding, _ rows: HNSWRows, _ scratch: HNSWScratch, _ vectors: VectorFetch?
    ) {
        for slot in 0..<UInt32(graph.used.load(ordering: .acquiring)) where graph.view.state(slot) != HNSWState.free {
            graph.view.noteChange(slot, HNSWGroup.nodesChanged)
            guard rows.row(slot) == nil else { continue }
            var isRead = false
            _ = try? vectors?(graph.view.id(slot)) { payload in
                guard payload.count == layout.vectorBytes, let row = payload.baseAddress else { return }
                encode(slot, row, scratch.wide)
                isRead = true
            }
            guard !isRead else { continue }
            _ = decoded(slot, by: old) { bytes in
                if let row = bytes.baseAddress { encode(slot, row, scratch.wide) }
            }
        }
    }

    private func resembles(_ old: HNSWCodebook, _ new: HNSWCodebook) -> Bool {
        guard old.step <= new.step * 1.5, new.step <= old.step * 1.5 else { return false }
        let moved = zip(old.mean, new.mean).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return moved <= 16 * new.step * new.step * Float(dimensions)
    }

    private func encodeAll(threads: Int) {
        run(threads, graph.used.load(ordering: .acquiring), 1_024) { first, last, scratch in
            for slot in UInt32(first)..<UInt32(last) where self.graph.view.state(slot) != HNSWState.free {
                self.graph.view.noteChange(slot, HNSWGroup.nodesChanged)
                // A removed vector that came without elements keeps its place by its old code.
                if self.graph.hasVector(slot) { self.encode(slot, self.graph.view.vector(slot), scratch.wide) }
            }
            return true
        }
    }

    /// Up to `count` slots with vectors, spread over all.
    func sampleSlots(_ count: Int) -> [UInt32] {
        let used = graph.used.load(ordering: .acquiring)
        let step = max(1, used / max(1, count))
        var slots: [UInt32] = []
        var slot = 0
        while slot < used, slots.count < count {
            if graph.view.state(UInt32(slot)) == HNSWState.live { slots.append(UInt32(slot)) }
            slot += step
        }
        return slots
    }

    private func learn(_ sample: [UInt32], _ rows: HNSWRows, _ scratch: HNSWScratch) -> HNSWCodebook {
        let zero = HNSWCodebook(
            metric: metric, mean: Array(repeating: 0, count: dimensions), step: 1, learntFrom: 0)
        var sums = [Double](repeating: 0, count: dimensions)
        for slot in sample {
            guard let row = rows.row(slot) else { continue }
            let values = floats(row, scratch.wide)
            let factor = zero.factor(values, kernels)
            for i in 0..<dimensions { sums[i] += Double(values[i] * factor) }
        }
        let mean = sums.map { Float($0 / Double(sample.count)) }
        var deviations: [Float] = []
        let stride = max(1, sample.count / max(64, min(sample.count, 400_000 / dimensions)))
        for place in Swift.stride(from: 0, to: sample.count, by: stride) {
            guard let row = rows.row(sample[place]) else { continue }
            let values = floats(row, scratch.wide)
            let factor = zero.factor(values, kernels)
            for i in 0..<dimensions { deviations.append(abs(values[i] * factor - mean[i])) }
        }
        deviations.sort()
        let step = HNSWCodebook.step(deviations)
        return HNSWCodebook(metric: metric, mean: mean, step: step, learntFrom: count)
    }

    /// How many times as many candidates as wanted must be compared again, by the sample's own neighbours: usually, and
    /// by the worst query.
    private func testOnSample(
        _ sample: [UInt32], _ rows: HNSWRows, _ scratch: HNSWScratch
    ) -> (usual: Double, safe: Double) {
        let queries = stride(from: 0, to: sample.count, by: max(1, sample.count / 24)).map { sample[$0] }
        let others = sample.prefix(2_048)
        var needed: [Int] = []
        for query in queries {
            let probe = scorer.probe(query, coding.code, scratch.queryCode)
            var keys: [UInt64] = []
            for other in others where other != query {
                keys.append(HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code).key(of: other, probe))
            }
            keys.sort()
            needed.append(rerankNeeded(query, keys, rows))
        }
        return widths(needed)
    }

    /// Measures in the graph how many candidates must be compared again.
    /// - Parameter vectors: Reads the vectors of an index that does without; nil: it is not measured there.
    func calibrate(vectors: VectorFetch?) throws {
        guard count >= HNSWCoding.firstReview else { return }
        chooseWidths()
        guard layout.hasCodes else { return }
        let rows = HNSWRows(self)
        var needed: [Int] = []
        // Each query with its candidates.
        let lists = structure.withReadLock { () -> [(query: UInt32, keys: [UInt64])] in
            guard coding.code != nil,
                storesVectors ? missingCount.load(ordering: .acquiring) == 0 : vectors != nil
            else { return [] }
            let queries = storesVectors ? 48 : max(8, min(48, (32 << 20) / (100 * layout.vectorBytes)))
            let lists = scratches.with { scratch -> [(query: UInt32, keys: [UInt64])] in
                sampleSlots(queries).map { query in
                    let walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
                    let probe = scorer.probe(query, coding.code, scratch.queryCode)
                    let found = walk.searchBase(probe, graph: graph, ef: 100)
                    return (query, (0..<found).map { scratch.pool[$0] & ~1 }.filter { HNSWKey.slot($0) != query })
                }
            }
            if storesVectors { needed = lists.map { rerankNeeded($0.query, $0.keys, rows) } }
            return lists
        }
        if needed.isEmpty, !lists.isEmpty {
            try rows.read(lists.flatMap { [$0.query] + $0.keys.map { HNSWKey.slot($0) } }, vectors)
            needed = structure.withReadLock { lists.map { rerankNeeded($0.query, $0.keys, rows) } }
        }
        guard !needed.isEmpty else { return }
        structure.withWriteLock {
            if !coding.widen(widths(needed), keepsCodes: !storesVectors) {
                // The graph is walked on the vectors from now on, which wants other terms.
                encodeAll(threads: ThreadPool.processorCount)
            }
        }
    }

    /// How many of the first candidates hold the ten nearest; copies of the tenth may stand in for it.
    private func rerankNeeded(_ query: UInt32, _ keys: [UInt64], _ rows: HNSWRows) -> Int {
        guard let row = rows.row(query) else { return 0 }
        let candidates = keys.compactMap { rows.row(HNSWKey.slot($0)) }
        guard candidates.count > 10 else { return candidates.count }
        let probe = HNSWProbe(
            code: nil, elements: row, base: 1, factor: inverseNorm(row), bias: 0)
        let exact = candidates.map { exactScore(probe, $0) }
        let limit = exact.sorted()[9]
        let slack = abs(limit) * 1e-6
        var seen = 0
        for (place, score) in exact.enumerated() where score <= limit + slack {
            seen += 1
            if seen == 10 { return place + 1 }
        }
        return candidates.count
    }

    private func exactScore(_ probe: HNSWProbe, _ row: UnsafeRawPointer) -> Float {
        let floats = element == .float16 ? kernels.float16 : kernels.float32
        switch metric {
        case .l2: return floats.squaredL2(probe.elements, row, dimensions)
        case .innerProduct: return -floats.dot(probe.elements, row, dimensions)
        default: return 1 - floats.dot(probe.elements, row, dimensions) * probe.factor * inverseNorm(row)
        }
    }

    private func inverseNorm(_ row: UnsafeRawPointer) -> Float {
        guard metric == .cosine else { return 1 }
        let floats = element == .float16 ? kernels.float16 : kernels.float32
        let squared = floats.dot(row, row, dimensions)
        return squared > 0 ? 1 / squared.squareRoot() : 0
    }

    /// The width that suffices for all but the worst query in twenty decides whether codes serve; searches compare as
    /// many as the worst of the sample needed, because a search must not lose what the codes only put a little lower.
    private func widths(_ needed: [Int]) -> (usual: Double, safe: Double) {
        let ascending = needed.sorted()
        guard let most = ascending.last else { return (0, 0) }
        return (Double(ascending[(ascending.count - 1) * 19 / 20]) / 10, Double(most) / 10)
    }
}

extension HNSWCoding {
    /// Where more than this is usual, codes are too coarse: a walk, and the choice of links more so, goes by differences
    /// that they do not show.
    static let mostUsualWidth = 4.0

    /// Takes over what a test has shown: wider than twice is the exception, wider than ``mostUsualWidth`` useless, unless
    /// there is nothing else than codes.
    mutating func widen(_ widths: (usual: Double, safe: Double), keepsCodes: Bool) -> Bool {
        guard widths.usual <= HNSWCoding.mostUsualWidth || keepsCodes else {
            codebook = nil
            code = nil
            return false
        }
        rerank = min(max(widths.safe, 2), keepsCodes ? 32 : 8)
        return true
    }
}

/// The elements of slots: the index's own, or copies of what a caller has.
private final class HNSWRows {
    private let index: HNSWIndex
    private var copies: [UInt32: UnsafeMutableRawPointer] = [:]

    init(_ index: HNSWIndex) { self.index = index }
    deinit { for copy in copies.values { copy.deallocate() } }

    /// Reads vectors from the caller.
    func read(_ slots: [UInt32], _ vectors: VectorFetch?) throws {
        guard let vectors else { return }
        let bytes = index.layout.vectorBytes
        for slot in slots where copies[slot] == nil {
            _ = try vectors(index.graph.view.id(slot)) { payload in
                guard payload.count == bytes, let base = payload.baseAddress else { return }
                let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
                copy.copyMemory(from: base, byteCount: bytes)
                copies[slot] = copy
            }
        }
    }

    /// Under `structure`.
    func row(_ slot: UInt32) -> UnsafeRawPointer? {
        if let copy = copies[slot] { return UnsafeRawPointer(copy) }
        guard index.storesVectors, index.graph.hasVector(slot) else { return nil }
        return UnsafeRawPointer(index.graph.view.vector(slot))
    }
}
