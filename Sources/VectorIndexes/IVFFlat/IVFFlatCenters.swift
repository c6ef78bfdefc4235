import VectorKernels
import VectorTypes

/// The centres of the lists, and which of them are nearest to a query.
///
/// Centres of float vectors are float32, of unit length where lists go by angles; centres of bit vectors are bits.
/// Queries compare themselves with 8-bit codes of the centres, which have a codebook of their own: directions are of
/// unit length whatever the vectors are.
final class IVFFlatCenters: @unchecked Sendable {
    // Safe because nothing changes after `init` but `useCodes`, which runs before anybody else knows the centres.
    let layout: IVFFlatLayout
    let count: Int
    /// The elements, centre after centre.
    let values: UnsafeMutableRawPointer
    /// −|c|²/2 for L2, zero otherwise: what makes the greatest sum with x·c the nearest centre.
    let terms: UnsafeMutablePointer<Float>
    private let kernels = Kernels.current
    private(set) var codebook: HNSWCodebook?
    private let codes: UnsafeMutableRawPointer
    private let codeTerms: UnsafeMutablePointer<Float>

    var stride: Int { layout.element == .bit ? layout.vectorBytes : layout.dimensions * 4 }
    var memoryUse: Int { count * (stride + layout.codeStride + 8) }
    /// The elements of centres that are numbers.
    var floats: UnsafePointer<Float> { UnsafePointer(values.assumingMemoryBound(to: Float.self)) }

    /// - Parameter bytes: The centres one after another: float32, or bits as stored.
    init(layout: IVFFlatLayout, count: Int, bytes: UnsafeRawBufferPointer) {
        self.layout = layout
        self.count = count
        let size = max(64, bytes.count)
        values = .allocate(byteCount: size, alignment: 64)
        if let base = bytes.baseAddress { values.copyMemory(from: base, byteCount: bytes.count) }
        terms = .allocate(capacity: count + 16)
        terms.initialize(repeating: 0, count: count + 16)
        codes = .allocate(byteCount: max(64, count * layout.codeStride), alignment: 64)
        codeTerms = .allocate(capacity: count)
        codeTerms.initialize(repeating: 0, count: count)
        if layout.metric == .l2 {
            for i in 0..<count {
                let center = floats + i * layout.dimensions
                terms[i] = -kernels.float32.dot(center, center, layout.dimensions) / 2
            }
        }
    }

    deinit {
        values.deallocate()
        terms.deallocate()
        codes.deallocate()
        codeTerms.deallocate()
    }

    /// Codes the centres, so that queries compare codes with them.
    func useCodes() {
        guard layout.hasCodes, count >= 32 else { return }
        let learnt = IVFFlatCodeSample(
            rows: floats, count: count, dimensions: layout.dimensions, metric: layout.metric
        ).codebook(learntFrom: count)
        guard let learnt else { return }
        for i in 0..<count {
            codeTerms[i] = learnt.encode(
                floats + i * layout.dimensions, into: codes + i * layout.codeStride, kernels)
        }
        codebook = learnt
    }

    /// Writes the numbers of the `wanted` nearest lists of those that are not empty, nearest first, into
    /// `scratch.order`; returns how many.
    /// - Parameters:
    ///   - query: The query as float32, or as bits.
    ///   - sizes: How many rows each list has.
    func rank(
        _ query: UnsafeRawPointer, wanted: Int, sizes: UnsafePointer<UInt32>, _ scratch: IVFFlatScratch
    ) -> Int {
        let scores = scratch.reserveScores(count)
        score(query, into: scores, scratch)
        return Self.select(scores, count, wanted: wanted, sizes: sizes, scratch)
    }

    /// The nearest of scored lists; see ``rank(_:wanted:sizes:_:)``.
    static func select(
        _ scores: UnsafePointer<Float>, _ count: Int, wanted: Int, sizes: UnsafePointer<UInt32>,
        _ scratch: IVFFlatScratch
    ) -> Int {
        let wanted = min(wanted, count)
        let pool = scratch.reserveOrder(wanted + 1)
        var found = 0
        for list in 0..<count where sizes[list] > 0 {
            let key = HNSWKey.pack(scores[list], UInt32(truncatingIfNeeded: list))
            if found == wanted {
                if wanted == 0 || key > pool[found - 1] { continue }
            } else {
                found += 1
            }
            _ = HNSWTraversal.insert(key, into: pool, count: found)
        }
        return found
    }

    /// Scores all centres: smaller is nearer.
    private func score(_ query: UnsafeRawPointer, into scores: UnsafeMutablePointer<Float>, _ scratch: IVFFlatScratch) {
        let dimensions = layout.dimensions
        if let codebook {
            let wide = query.assumingMemoryBound(to: Float.self)
            if let probe = IVFFlatProbe(wide, codebook, HNSWTraversalCode(codebook), scratch.centerCode, kernels) {
                probe.score(codes, layout.codeStride, codeTerms, count, kernels, into: scores)
                return
            }
        }
        switch layout.metric {
        case .hamming: kernels.bits.hammingRows(query, values, stride, count, layout.vectorBytes, scores)
        case .l2: kernels.float32.squaredL2Rows(query, values, stride, count, dimensions, scores)
        default:
            kernels.float32.dotRows(query, values, stride, count, dimensions, scores)
            for i in 0..<count { scores[i] = scores[i].isNaN ? .infinity : -scores[i] }
        }
    }
}
