import VectorKernels

/// A query, or a node that stands for one, made ready to be compared with nodes during a traversal.
///
/// Distances of a traversal are *scores*: single-precision numbers that order nodes as the metric does; squared for L2,
/// twice the cosine distance for cosine over codes.
struct HNSWProbe {
    /// The signed code of the query, padded with zeros; nil: elements are compared.
    let code: UnsafeRawPointer?
    /// The query's elements, of the index's element type.
    let elements: UnsafeRawPointer
    /// What is added to each score.
    let base: Float
    let factor: Float
    /// 128 · Σ code: what the dot product is too great by, because rows are unsigned.
    let bias: Int32
    /// A score that is not greater is that of a copy: set for nodes where equality can be told.
    var nearlyZero: Float = -.infinity
}

/// Compares probes with nodes: the only place where a traversal touches vectors.
struct HNSWScorer: @unchecked Sendable {
    // Safe because it holds constants only.
    let view: HNSWView
    let kernels: Kernels
    let gather: TraversalKernels.Gather

    init(view: HNSWView, kernels: Kernels) {
        self.view = view
        self.kernels = kernels
        gather = kernels.traversal.gatherDots
    }

    /// Where the traversal reads a node.
    @inline(__always)
    func row(_ slot: UInt32, _ usesCodes: Bool) -> UnsafeMutableRawPointer {
        usesCodes ? view.code(slot) : view.elements(slot)
    }

    /// The scores of `count` nodes, of which `rows` are the addresses and `slots` the numbers.
    @inline(__always)
    func score(
        _ probe: HNSWProbe, _ rows: UnsafePointer<UnsafeRawPointer>, _ slots: UnsafePointer<UInt32>, _ count: Int,
        _ out: UnsafeMutablePointer<Float>
    ) {
        guard let code = probe.code else { return scoreElements(probe, rows, slots, count, out) }
        out.withMemoryRebound(to: Int32.self, capacity: count) { dots in
            gather(code, rows, count, view.layout.codeStride, dots)
        }
        var i = 0
        while i < count {
            let dot = Int32(bitPattern: out[i].bitPattern) &- probe.bias
            out[i] = probe.base + view.term(slots[i]).pointee - probe.factor * Float(dot)
            i &+= 1
        }
    }

    @inline(never)
    private func scoreElements(
        _ probe: HNSWProbe, _ rows: UnsafePointer<UnsafeRawPointer>, _ slots: UnsafePointer<UInt32>, _ count: Int,
        _ out: UnsafeMutablePointer<Float>
    ) {
        let layout = view.layout
        if layout.element == .sparse { return scoreSparse(probe, rows, slots, count, out) }
        let floats = layout.element == .float16 ? kernels.float16 : kernels.float32
        for i in 0..<count {
            let score: Float =
                switch layout.metric {
                case .l2: floats.squaredL2(probe.elements, rows[i], layout.dimensions)
                case .innerProduct: -floats.dot(probe.elements, rows[i], layout.dimensions)
                case .cosine:
                    probe.base - floats.dot(probe.elements, rows[i], layout.dimensions) * probe.factor
                        * view.term(slots[i]).pointee
                case .l1: floats.l1(probe.elements, rows[i], layout.dimensions)
                case .hamming: Float(kernels.bits.hamming(probe.elements, rows[i], layout.vectorBytes))
                case .jaccard: Float(kernels.bits.jaccard(probe.elements, rows[i], layout.vectorBytes))
                }
            // What is not a number, or past the range of numbers, is the farthest.
            out[i] = score.isNaN ? .infinity : score
        }
    }

    /// A node as a probe: its code made signed in `buffer`.
    @inline(__always)
    func probe(_ slot: UInt32, _ codebook: HNSWTraversalCode?, _ buffer: UnsafeMutableRawPointer) -> HNSWProbe {
        guard let codebook else {
            let metric = view.layout.metric
            let factor: Float = metric == .cosine ? view.term(slot).pointee : 1
            return HNSWProbe(
                code: nil, elements: view.elements(slot), base: 1, factor: factor, bias: 0,
                nearlyZero: metric == .innerProduct ? -.infinity : metric == .cosine ? 1e-7 : 0)
        }
        let sum = kernels.traversal.makeSigned(view.code(slot), view.layout.codeStride, buffer)
        // The elements may not be in memory, and are not asked for.
        return HNSWProbe(
            code: UnsafeRawPointer(buffer), elements: UnsafeRawPointer(buffer),
            base: view.term(slot).pointee - codebook.constant,
            factor: codebook.weight * codebook.step * codebook.step, bias: 128 &* sum,
            nearlyZero: view.layout.metric == .innerProduct ? -.infinity : codebook.step * codebook.step)
    }
}

/// The numbers of a codebook that a traversal needs, without the reference.
struct HNSWTraversalCode {
    let step: Float
    /// 2 for L2 and cosine, 1 for the inner product.
    let weight: Float
    /// What Ka has less than Ta.
    let constant: Float

    init(_ codebook: HNSWCodebook) {
        step = codebook.step
        weight = codebook.metric == .innerProduct ? 1 : 2
        constant = codebook.metric == .innerProduct ? codebook.squaredMean : 0
    }
}
