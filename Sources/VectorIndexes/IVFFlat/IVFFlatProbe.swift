import VectorKernels

/// A query made ready to be compared with codes; see ``HNSWCodebook``.
struct IVFFlatProbe {
    /// The signed code of the query, padded with zeros.
    let code: UnsafeRawPointer
    let base: Float
    let factor: Float
    /// 128 · Σ code: what the dot product is too great by, because rows are unsigned.
    let bias: Int32

    /// - Parameters:
    ///   - query: The query's elements.
    ///   - buffer: Where to put the code.
    /// - Returns: nil where the query's numbers are past what codes can say.
    init?(
        _ query: UnsafePointer<Float>, _ codebook: HNSWCodebook, _ code: HNSWTraversalCode,
        _ buffer: UnsafeMutableRawPointer, _ kernels: Kernels
    ) {
        let dimensions = codebook.mean.count
        let factor = codebook.factor(query, kernels)
        var sums: (Int32, Int32) = (0, 0)
        let step = codebook.mean.withUnsafeBufferPointer { mean -> Float in
            guard let mean = mean.baseAddress else { return 0 }
            let range = kernels.traversal.range(query, mean, factor, dimensions)
            guard range.isFinite else { return .nan }
            let step = range > 0 ? range / 127 : 1
            withUnsafeMutableBytes(of: &sums) { sums in
                guard let sums = sums.assumingMemoryBound(to: Int32.self).baseAddress else { return }
                kernels.traversal.quantize(query, mean, factor, 1 / step, dimensions, 0, buffer, sums)
            }
            return step
        }
        self.code = UnsafeRawPointer(buffer)
        base = codebook.metric == .innerProduct ? 0 : Float(sums.1) * step * step
        self.factor = code.weight * code.step * step
        bias = 128 &* sums.0
        guard base.isFinite, (self.factor * 16_129 * Float(dimensions)).isFinite else { return nil }
    }

    /// The score of a row from its dot product and term.
    @inline(__always)
    func score(_ dot: Int32, _ term: Float) -> Float { base + term - factor * Float(dot &- bias) }

    /// Scores `count` rows of codes that lie one after another: smaller is nearer.
    @inline(__always)
    func score(
        _ rows: UnsafeRawPointer, _ stride: Int, _ terms: UnsafePointer<Float>, _ count: Int, _ kernels: Kernels,
        into scores: UnsafeMutablePointer<Float>
    ) {
        kernels.traversal.scanScores(code, rows, count, stride, terms, base, factor, bias, scores)
    }
}
