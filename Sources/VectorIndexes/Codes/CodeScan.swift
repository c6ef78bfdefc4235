import Synchronization
import VectorKernels
import VectorTypes

/// Exact search that streams 8-bit codes, a quarter of the bytes of float32, and compares only the rows that could be
/// among the nearest.
///
/// A vector x is x̂ + e, what its codes say and an error of known length. For the query q alike,
///
///     |q·x − q̂·x̂| = |q̂·e + e_q·x| ≤ |e| (|q| + |e_q|) + |e_q||x|
///
/// so the integer product of the codes gives an upper bound of every row's dot product. By L2, q·x − |x|²/2 stands in its
/// place. Rows whose bound passes the distance of the k-th nearest so far are compared as every exact search compares
/// them; their number depends on the data (some hundreds of 100,000 sentence embeddings), the answer does not: it is that
/// of ``FlatScan``, to the bit. Room is left for the rounding of both sides, as in ``FlatBatch``.
struct CodeScan {
    let query: QueryKernels
    let arena: ArenaContent
    let store: CodeStore
    let control: ScanControl

    private static let blockRows = 1024

    /// The `limit` nearest rows; nil where codes can promise nothing.
    func nearest(_ limit: Int) throws -> NearestList? {
        guard query.metric != .l1, !store.hasHugeVectors else { return nil }
        let target = CodeQuery(query, store)
        guard target.norm <= VectorCode.greatestNorm else { return nil }
        let blockRows = min(Self.blockRows, store.layout.rowsPerChunk)
        let blocks = (arena.slotCount + blockRows - 1) / blockRows
        let threads = arena.slotCount * store.stride < 4 << 20 ? 1 : min(control.threads, blocks)
        let outcome = ConditionLock<(NearestList, VecDBError?)>((NearestList(capacity: limit), nil))
        let body: (Int) -> Void = { group in
            var list = NearestList(capacity: limit)
            let scratch = CodeScratch(rows: blockRows)
            do {
                for block in (group * blocks / threads)..<((group + 1) * blocks / threads) {
                    try control.check()
                    let slots = (block * blockRows)..<min((block + 1) * blockRows, arena.slotCount)
                    offer(slots, target, scratch, to: &list)
                }
                outcome.withLock { $0.0.merge(list) }
            } catch {
                outcome.withLock { $0.1 = error as? VecDBError ?? ScanControl.cancelled }
            }
        }
        if threads > 1 { ThreadPool.computing.parallelFor(threads, body) } else if blocks > 0 { body(0) }
        return try outcome.withLock { outcome in
            if let error = outcome.1 { throw error }
            return outcome.0
        }
    }

    private func offer(_ slots: Range<Int>, _ target: CodeQuery, _ scratch: CodeScratch, to list: inout NearestList) {
        guard let limit = list.limit, let threshold = target.threshold(for: limit) else {
            for slot in slots { compare(slot, &list) }
            return
        }
        target.kernels.codes.dotRows(
            target.codes, store.codes(slots.lowerBound), store.stride, slots.count, store.stride, scratch.products)
        target.bounds(slots, store, scratch)
        let passing = target.kernels.selection.above(scratch.bounds, slots.count, threshold, scratch.positions)
        for index in 0..<passing { compare(slots.lowerBound + Int(scratch.positions[index]), &list) }
    }

    private func compare(_ slot: Int, _ list: inout NearestList) {
        guard arena.liveMask[slot >> 6] >> UInt64(slot & 63) & 1 == 1 else { return }
        list.insert(Neighbor(id: arena.slotIDs[slot], distance: query.distance(to: arena.row(slot))))
    }
}

/// A query as codes, and what turns products of codes into bounds.
private final class CodeQuery {
    let codes: UnsafeMutablePointer<Int8>
    let norm: Float
    let kernels = Kernels.current
    private let metric: DistanceMetric
    private let code: VectorCode
    private let slack: Float

    init(_ query: QueryKernels, _ store: CodeStore) {
        let dimensions = store.layout.dimensions
        metric = query.metric
        slack = Float(dimensions + 64) * 0x1p-22
        codes = .allocate(capacity: store.stride)
        codes.initialize(repeating: 0, count: store.stride)
        let wide = UnsafeMutablePointer<Float>.allocate(capacity: dimensions)
        defer { wide.deallocate() }
        query.copyWide(to: wide)
        let length = kernels.float32.dot(wide, wide, dimensions).squareRoot()
        let factor = store.isNormalised ? (length > 0 && length.isFinite ? 1 / length : 0) : 1
        code = VectorCode(wide, count: dimensions, factor: factor, codes: codes)
        norm = length.isFinite ? code.norm : .infinity
    }

    deinit { codes.deallocate() }

    /// What a row's bound must exceed to be at most `limit` away; nil when every row may be.
    func threshold(for limit: Double) -> Float? {
        let limit = Float(limit)
        let threshold =
            switch metric {
            // |q − x|² ≤ d²  ⇔  q·x − |x|²/2 ≥ (|q|² − d²)/2
            case .l2: (norm * norm * (1 - 4 * slack) - limit * limit * (1 + 4 * slack)) / 2
            case .cosine: 1 - limit - 4 * slack
            default: -limit - limit.magnitude * 1e-6
            }
        return threshold.isFinite ? threshold.nextDown.nextDown : nil
    }

    /// The upper bounds of a block's rows.
    func bounds(_ slots: Range<Int>, _ store: CodeStore, _ scratch: CodeScratch) {
        let (products, out) = (scratch.products, scratch.bounds)
        let scales = store.scales.base + slots.lowerBound
        let errors = store.errors.base + slots.lowerBound
        let norms = store.norms.base + slots.lowerBound
        let perError = norm + code.error
        let perNorm = code.error + 4 * slack * norm
        let half: Float = metric == .l2 ? 0.5 * (1 - 4 * slack) : 0
        for i in 0..<slots.count {
            let product = Float(products[i]) * (code.scale * scales[i])
            out[i] = product + (errors[i] * perError + norms[i] * (perNorm - half * norms[i]))
        }
    }
}

/// A thread's buffers for one block.
private final class CodeScratch {
    let products: UnsafeMutablePointer<Int32>
    let bounds: UnsafeMutablePointer<Float>
    let positions: UnsafeMutablePointer<Int32>

    init(rows: Int) {
        products = .allocate(capacity: rows)
        bounds = .allocate(capacity: rows)
        // The selection kernels write whole vectors of 16.
        positions = .allocate(capacity: rows + 16)
    }

    deinit {
        products.deallocate()
        bounds.deallocate()
        positions.deallocate()
    }
}
