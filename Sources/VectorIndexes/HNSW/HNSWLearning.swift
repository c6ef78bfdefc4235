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
    func reviewCodes(threads: Int) -> Bool {
        guard layout.hasCodes, count >= structure.withReadLock({ coding.nextReview }) else { return false }
        return structure.withWriteLock {
            guard count >= coding.nextReview else { return false }
            coding.nextReview = max(count * 4, HNSWCoding.firstReview)
            let isNew = scratches.with { scratch -> Bool in
                let sample = sampleSlots(Self.sampleSize)
                guard sample.count >= HNSWCoding.firstReview / 4 else { return false }
                let codebook = learn(sample, scratch)
                let old = coding
                coding.codebook = codebook
                coding.code = HNSWTraversalCode(codebook)
                for slot in sample { encode(slot, scratch.wide) }
                _ = coding.widen(testOnSample(sample, scratch))
                if let kept = old.codebook, coding.code != nil, resembles(kept, codebook) {
                    // Not worth encoding everything again.
                    coding.codebook = old.codebook
                    coding.code = old.code
                    for slot in sample { encode(slot, scratch.wide) }
                    return false
                }
                return true
            }
            if isNew { encodeAll(threads: threads) }
            return isNew
        }
    }

    private func resembles(_ old: HNSWCodebook, _ new: HNSWCodebook) -> Bool {
        guard old.step <= new.step * 1.5, new.step <= old.step * 1.5 else { return false }
        let moved = zip(old.mean, new.mean).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return moved <= 16 * new.step * new.step * Float(dimensions)
    }

    private func encodeAll(threads: Int) {
        run(threads, graph.used.load(ordering: .acquiring), 1_024) { first, last, scratch in
            for slot in first..<last where self.graph.view.state(UInt32(slot)) != HNSWState.free {
                self.encode(UInt32(slot), scratch.wide)
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

    private func learn(_ sample: [UInt32], _ scratch: HNSWScratch) -> HNSWCodebook {
        let zero = HNSWCodebook(
            metric: metric, mean: Array(repeating: 0, count: dimensions), step: 1, learntFrom: 0)
        var sums = [Double](repeating: 0, count: dimensions)
        for slot in sample {
            let values = floats(graph.view.vector(slot), scratch.wide)
            let factor = zero.factor(values, kernels)
            for i in 0..<dimensions { sums[i] += Double(values[i] * factor) }
        }
        let mean = sums.map { Float($0 / Double(sample.count)) }
        var deviations: [Float] = []
        let stride = max(1, sample.count / max(64, min(sample.count, 400_000 / dimensions)))
        for place in Swift.stride(from: 0, to: sample.count, by: stride) {
            let values = floats(graph.view.vector(sample[place]), scratch.wide)
            let factor = zero.factor(values, kernels)
            for i in 0..<dimensions { deviations.append(abs(values[i] * factor - mean[i])) }
        }
        deviations.sort()
        let step = bestStep(deviations)
        return HNSWCodebook(metric: metric, mean: mean, step: step, learntFrom: count)
    }

    /// The step with the least squared error over ascending deviations.
    private func bestStep(_ deviations: [Float]) -> Float {
        guard let most = deviations.last, most > 0, most.isFinite else { return 1 }
        var best = (error: Double.infinity, step: most / 127)
        for share in [0, 0.0001, 0.001, 0.01] {
            let place = deviations.count - 1 - Int(Double(deviations.count - 1) * share)
            let step = deviations[place] / 127
            guard step > 0 else { continue }
            let limit = step * 127
            var error = Double(place) * Double(step * step) / 12
            for value in deviations[place...] { error += Double((value - limit) * (value - limit)) }
            if error < best.error { best = (error, step) }
        }
        return best.step
    }

    /// How many times as many candidates as wanted must be compared again, by the sample's own neighbours: usually, and
    /// by the worst query.
    private func testOnSample(_ sample: [UInt32], _ scratch: HNSWScratch) -> (usual: Double, safe: Double) {
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
            needed.append(rerankNeeded(query, keys))
        }
        return widths(needed)
    }

    /// Measures in the graph how many candidates must be compared again.
    func calibrate() {
        guard layout.hasCodes, count >= HNSWCoding.firstReview else { return }
        let needed = structure.withReadLock { () -> [Int] in
            guard coding.code != nil else { return [] }
            return scratches.with { scratch in
                sampleSlots(48).map { query in
                    let walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
                    let probe = scorer.probe(query, coding.code, scratch.queryCode)
                    let found = walk.searchBase(probe, graph: graph, ef: 100)
                    let keys = (0..<found).map { scratch.pool[$0] & ~1 }.filter { HNSWKey.slot($0) != query }
                    return rerankNeeded(query, keys)
                }
            }
        }
        guard !needed.isEmpty else { return }
        structure.withWriteLock {
            if !coding.widen(widths(needed)) { encodeAll(threads: ThreadPool.processorCount) }
        }
    }

    /// How many of the first candidates hold the ten nearest; copies of the tenth may stand in for it.
    private func rerankNeeded(_ query: UInt32, _ keys: [UInt64]) -> Int {
        guard keys.count > 10 else { return keys.count }
        let row = graph.view.vector(query)
        let probe = HNSWProbe(
            code: nil, elements: row, base: 1, factor: inverseNorm(row), bias: 0)
        let exact = keys.map { exactScore(probe, HNSWKey.slot($0)) }
        let limit = exact.sorted()[9]
        let slack = abs(limit) * 1e-6
        var seen = 0
        for (place, score) in exact.enumerated() where score <= limit + slack {
            seen += 1
            if seen == 10 { return place + 1 }
        }
        return keys.count
    }

    private func exactScore(_ probe: HNSWProbe, _ slot: UInt32) -> Float {
        let floats = element == .float16 ? kernels.float16 : kernels.float32
        let row = graph.view.vector(slot)
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
    /// Takes over what a test has shown: wider than twice is the exception, wider than eightfold useless.
    mutating func widen(_ widths: (usual: Double, safe: Double)) -> Bool {
        guard widths.usual <= 8 else {
            codebook = nil
            code = nil
            return false
        }
        rerank = min(max(widths.safe, 2), 8)
        return true
    }
}
