import VectorKernels
import VectorTypes

/// A sample of vectors to learn codes from and to put them to the test on; see `HNSWLearning` for the reasons.
struct IVFFlatCodeSample {
    /// The vectors as float32, one after another.
    let rows: UnsafePointer<Float>
    let count: Int
    let dimensions: Int
    let metric: DistanceMetric
    private let kernels = Kernels.current

    init(rows: UnsafePointer<Float>, count: Int, dimensions: Int, metric: DistanceMetric) {
        self.rows = rows
        self.count = count
        self.dimensions = dimensions
        self.metric = metric
    }

    private func row(_ i: Int) -> UnsafePointer<Float> { rows + i * dimensions }

    /// Codes for such vectors; nil where their numbers are past what codes can say.
    func codebook(learntFrom: Int) -> HNSWCodebook? {
        let plain = HNSWCodebook(metric: metric, mean: Array(repeating: 0, count: dimensions), step: 1, learntFrom: 0)
        let factors = (0..<count).map { plain.factor(row($0), kernels) }
        var sums = [Double](repeating: 0, count: dimensions)
        for i in 0..<count { for j in 0..<dimensions { sums[j] += Double(row(i)[j] * factors[i]) } }
        let mean = sums.map { Float($0 / Double(max(1, count))) }
        var deviations: [Float] = []
        let stride = max(1, count / max(64, min(count, 400_000 / dimensions)))
        for i in Swift.stride(from: 0, to: count, by: stride) {
            for j in 0..<dimensions { deviations.append(abs(row(i)[j] * factors[i] - mean[j])) }
        }
        deviations.sort()
        let step = HNSWCodebook.step(deviations)
        guard mean.allSatisfy(\.isFinite), (step * step * 16_129 * Float(dimensions)).isFinite, step * step > 0 else {
            return nil
        }
        return HNSWCodebook(metric: metric, mean: mean, step: step, learntFrom: learntFrom)
    }

    /// For some of the vectors as queries: of how many in the order of codes the ten nearest are among the first.
    func needed(_ codebook: HNSWCodebook, queries: Int) -> [Int] {
        let others = min(count, 2_048)
        let stride = (dimensions + 63) / 64 * 64
        let codes = UnsafeMutableRawPointer.allocate(byteCount: max(64, (others + 1) * stride), alignment: 64)
        defer { codes.deallocate() }
        let terms = (0..<others).map { codebook.encode(row($0), into: codes + $0 * stride, kernels) }
        let queryCode = codes + others * stride
        queryCode.initializeMemory(as: UInt8.self, repeating: 0, count: stride)
        return Swift.stride(from: 0, to: count, by: max(1, count / queries)).map { query -> Int in
            guard
                let probe = IVFFlatProbe(row(query), codebook, HNSWTraversalCode(codebook), queryCode, kernels)
            else { return others }
            var keys: [UInt64] = []
            for other in 0..<others where other != query {
                let code = codes + other * stride
                var dot: Int32 = 0
                withUnsafePointer(to: UnsafeRawPointer(code)) {
                    kernels.traversal.gatherDots(probe.code, $0, 1, stride, &dot)
                }
                keys.append(HNSWKey.pack(probe.score(dot, terms[other]), UInt32(other)))
            }
            keys.sort()
            return Self.needed(keys.map { exactScore(query, Int(HNSWKey.slot($0))) })
        }
    }

    private func exactScore(_ a: Int, _ b: Int) -> Float {
        let floats = kernels.float32
        switch metric {
        case .l2: return floats.squaredL2(row(a), row(b), dimensions)
        case .innerProduct: return -floats.dot(row(a), row(b), dimensions)
        default:
            let norms = floats.dot(row(a), row(a), dimensions) * floats.dot(row(b), row(b), dimensions)
            return norms > 0 ? 1 - floats.dot(row(a), row(b), dimensions) / norms.squareRoot() : 1
        }
    }

    /// How many of the first exact scores, in the order of codes, hold the ten least; copies of the tenth may stand in
    /// for it.
    static func needed(_ exact: [Float]) -> Int {
        guard exact.count > 10 else { return exact.count }
        let limit = exact.sorted()[9]
        let slack = abs(limit) * 1e-6
        var seen = 0
        for (place, score) in exact.enumerated() where score <= limit + slack {
            seen += 1
            if seen == 10 { return place + 1 }
        }
        return exact.count
    }
}

extension IVFFlatCoding {
    /// Takes over what a test has shown; false, and no codes, where they do not serve.
    ///
    /// The width that suffices for all but the worst query in twenty decides whether codes serve; searches compare as
    /// many as the worst needed. Wider than twice is the exception, wider than eightfold useless.
    mutating func widen(_ needed: [Int]) -> Bool {
        let ascending = needed.sorted()
        guard let most = ascending.last else { return code != nil }
        guard Double(ascending[(ascending.count - 1) * 19 / 20]) / 10 <= 8 else {
            codebook = nil
            code = nil
            return false
        }
        rerank = min(max(Double(most) / 10, 2), 8)
        return true
    }
}
