import Synchronization
import VectorKernels
import VectorTypes

/// Exact search for many queries at once: a matrix product in tiles, as FAISS does it, then exact distances.
///
/// Rows are gathered, a tile at a time, into a dense buffer: widened to float32 where they are float16, normalised where
/// the metric is cosine, without the rows a mask leaves out. One matrix product gives the dot products of the tile with a
/// group of queries. A selection kernel finds the few products that can still belong to a query's nearest; those rows
/// are compared again with ``QueryKernels/distance(to:)``, so that distances and their order are exactly those of the
/// single search. For that the selection must never miss a row: its bound leaves room for the rounding errors of the
/// product, at most (n + 64)·2⁻²³ of the norms' product for n dimensions (twice the bound of Higham, Accuracy and
/// Stability of Numerical Algorithms, §3.1, for both ways to compute it).
///
/// Metrics that are no function of the dot product (L1, Hamming, Jaccard) and sparse vectors run as single searches,
/// queries spread over the cores; so do values so large that norms might overflow.
package struct FlatBatch {
    package let queries: [QueryKernels]
    package let arena: ArenaContent
    package let mask: SlotMask?
    package let control: ScanControl

    /// - Parameter queries: all of one metric and made for this arena's layout.
    package init(queries: [QueryKernels], arena: ArenaContent, mask: SlotMask? = nil, control: ScanControl) {
        self.queries = queries
        self.arena = arena
        self.mask = mask ?? (arena.isDense ? nil : SlotMask(live: arena))
        self.control = control
    }

    /// The `limit` nearest rows of each query.
    package func nearest(_ limit: Int) throws -> [NearestList] {
        guard let first = queries.first, limit > 0 else {
            return queries.map { _ in NearestList(capacity: 0) }
        }
        let isProduct = first.metric == .l2 || first.metric == .innerProduct || first.metric == .cosine
        let isDense = arena.layout.element == .float32 || arena.layout.element == .float16
        guard isProduct, isDense, queries.count >= 8, (mask?.count ?? arena.liveCount) >= 64 else {
            return try singly(limit)
        }
        let perThread = (queries.count + control.threads - 1) / control.threads
        let groupSize = min(1024, max(8, perThread))
        let groups = (queries.count + groupSize - 1) / groupSize
        let outcome = ConditionLock<BatchOutcome>(
            BatchOutcome(lists: queries.map { _ in NearestList(capacity: limit) }))
        let body: (Int) -> Void = { group in
            let range = (group * groupSize)..<min((group + 1) * groupSize, queries.count)
            do {
                let lists = try ProductSearch(batch: self, range: range, limit: limit, metric: first.metric).run()
                outcome.withLock { outcome in
                    for (offset, list) in lists.enumerated() { outcome.lists[range.lowerBound + offset] = list }
                }
            } catch {
                outcome.withLock { $0.error = error as? VecDBError ?? ScanControl.cancelled }
            }
        }
        if control.threads > 1 {
            ThreadPool.computing.parallelFor(groups, body)
        } else {
            for group in 0..<groups { body(group) }
        }
        return try outcome.withLock { try $0.get() }
    }

    /// One search after the other, spread over the cores.
    private func singly(_ limit: Int) throws -> [NearestList] {
        let outcome = ConditionLock<BatchOutcome>(
            BatchOutcome(lists: queries.map { _ in NearestList(capacity: limit) }))
        let body: (Int) -> Void = { index in
            do {
                let list = try single(index, limit)
                outcome.withLock { $0.lists[index] = list }
            } catch {
                outcome.withLock { $0.error = error as? VecDBError ?? ScanControl.cancelled }
            }
        }
        if control.threads > 1 {
            ThreadPool.computing.parallelFor(queries.count, body)
        } else {
            for index in queries.indices { body(index) }
        }
        return try outcome.withLock { try $0.get() }
    }

    fileprivate func single(_ index: Int, _ limit: Int) throws -> NearestList {
        let control = ScanControl(threads: 1, shouldStop: control.shouldStop)
        return try FlatScan(query: queries[index], arena: arena, mask: mask, control: control).nearest(limit)
    }
}

private struct BatchOutcome {
    var lists: [NearestList]
    var error: VecDBError?

    func get() throws -> [NearestList] {
        if let error { throw error }
        return lists
    }
}

/// One thread's share of a batch: a range of queries against all rows.
private final class ProductSearch {
    /// Above this a squared norm may overflow in single precision, and bounds would mean nothing.
    private static let greatestNorm: Float = 1e15
    private static let tileRows = 480

    private let batch: FlatBatch
    private let range: Range<Int>
    private let metric: DistanceMetric
    private let layout: ArenaLayout
    private let dimensions: Int
    private var lists: [NearestList]
    private let limit: Int

    private let queryMatrix: UnsafeMutablePointer<Float>
    private var queryNorms: [Float]
    private let tile: UnsafeMutablePointer<Float>
    private let products: UnsafeMutablePointer<Float>
    private let terms: UnsafeMutablePointer<Float>
    private let positions: UnsafeMutablePointer<Int32>
    private var slots: [Int] = []
    private var greatestRowNorm: Float = 0
    /// The relative error of a dot product, generously.
    private let slack: Float
    private let kernels = Kernels.current
    private let product = BatchProduct()

    init(batch: FlatBatch, range: Range<Int>, limit: Int, metric: DistanceMetric) {
        self.batch = batch
        self.range = range
        self.metric = metric
        self.limit = limit
        layout = batch.arena.layout
        dimensions = layout.dimensions
        lists = range.map { _ in NearestList(capacity: limit) }
        queryMatrix = Self.floats(range.count * dimensions)
        tile = Self.floats(Self.tileRows * dimensions)
        products = Self.floats(range.count * Self.tileRows + 16)
        terms = Self.floats(Self.tileRows + 16)
        positions = .allocate(capacity: Self.tileRows + 16)
        queryNorms = Array(repeating: 0, count: range.count)
        slack = Float(dimensions + 64) * 0x1p-23
        slots.reserveCapacity(Self.tileRows)
    }

    deinit {
        for buffer in [queryMatrix, tile, products, terms] { buffer.deallocate() }
        positions.deallocate()
    }

    private static func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: max(64, count * 4), alignment: 64)
        return raw.bindMemory(to: Float.self, capacity: max(16, count))
    }

    func run() throws -> [NearestList] {
        for (offset, index) in range.enumerated() {
            let row = queryMatrix + offset * dimensions
            batch.queries[index].copyWide(to: row)
            let norm = kernels.float32.dot(row, row, dimensions).squareRoot()
            guard norm <= Self.greatestNorm else { return try singly() }
            queryNorms[offset] = norm
            if metric == .cosine { scale(row, by: norm > 0 ? 1 / norm : 0) }
        }
        product.prepare(queries: queryMatrix, count: range.count, dimensions: dimensions)
        var slot = 0
        while slot < batch.arena.slotCount {
            try batch.control.check()
            slot = gather(from: slot)
            guard greatestRowNorm <= Self.greatestNorm else { return try singly() }
            guard !slots.isEmpty else { continue }
            product.dot(rows: tile, rowCount: slots.count, out: products)
            for offset in 0..<range.count { offer(offset) }
        }
        return lists
    }

    private func singly() throws -> [NearestList] { try range.map { try batch.single($0, limit) } }

    /// Fills the tile with the next selected rows; returns the slot to go on from.
    private func gather(from start: Int) -> Int {
        slots.removeAll(keepingCapacity: true)
        greatestRowNorm = 0
        let arena = batch.arena
        var slot = start
        while slot < arena.slotCount, slots.count < Self.tileRows {
            if let mask = batch.mask {
                let bits = mask.words[slot >> 6] >> UInt64(slot & 63)
                if bits == 0 {
                    slot = (slot | 63) + 1
                    continue
                }
                slot += bits.trailingZeroBitCount
            }
            append(slot)
            slot += 1
        }
        return slot
    }

    private func append(_ slot: Int) {
        let position = slots.count
        let row = tile + position * dimensions
        let source = batch.arena.row(slot)
        if layout.element == .float16 {
            kernels.conversion.widen(source, dimensions, row)
        } else {
            UnsafeMutableRawPointer(row).copyMemory(from: source, byteCount: dimensions * 4)
        }
        let squaredNorm = kernels.float32.dot(row, row, dimensions)
        let norm = squaredNorm.squareRoot()
        greatestRowNorm = norm.isNaN ? .infinity : max(greatestRowNorm, norm)
        switch metric {
        case .l2: terms[position] = -squaredNorm / 2 * (1 - 2 * slack)
        case .cosine: scale(row, by: norm > 0 ? 1 / norm : 0)
        default: break
        }
        slots.append(slot)
    }

    private func scale(_ row: UnsafeMutablePointer<Float>, by factor: Float) {
        for index in 0..<dimensions { row[index] *= factor }
    }

    /// Offers the tile's rows to one query's list.
    private func offer(_ offset: Int) {
        let query = batch.queries[range.lowerBound + offset]
        let scores = products + offset * slots.count
        guard let limit = lists[offset].limit, limit.isFinite else {
            for slot in slots { insert(slot, query, offset) }
            return
        }
        let norm = queryNorms[offset]
        let passing: Int
        switch metric {
        case .l2:
            // |q − r|² ≤ d²  ⇔  q·r − |r|²/2 ≥ (|q|² − d²)/2
            let square = Float(limit * limit)
            let bound = (norm * norm * (1 - 2 * slack) - square) / 2 - 1e-6 * (norm * norm + square)
            passing = kernels.selection.sumAbove(scores, terms, slots.count, bound.nextDown, positions)
        case .cosine:
            passing = kernels.selection.above(scores, slots.count, 1 - Float(limit) - 2 * slack, positions)
        default:
            let bound = -Float(limit) - slack * norm * greatestRowNorm
            passing = kernels.selection.above(scores, slots.count, bound.nextDown, positions)
        }
        for index in 0..<passing { insert(slots[Int(positions[index])], query, offset) }
    }

    private func insert(_ slot: Int, _ query: QueryKernels, _ offset: Int) {
        let row = batch.arena.row(slot)
        lists[offset].insert(Neighbor(id: batch.arena.slotIDs[slot], distance: query.distance(to: row)))
    }
}
