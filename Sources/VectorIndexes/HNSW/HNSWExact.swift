import VectorTypes

/// Exact search over the index's own vectors: by comparing all of them, or those of a set, in the order of memory.
///
/// Neighbouring slots are compared by one call of a row-scan kernel, which streams the rows; only what can still be
/// among the nearest is compared again as the operator would (see ``QueryKernels``). Vectors whose elements are not in
/// memory are read from the caller, one by one.
extension HNSWIndex {
    package func exact(
        stored query: UnsafeRawBufferPointer, limit: Int, among: RowSet?, vectors: VectorFetch?, control: ScanControl
    ) throws -> [Neighbor] {
        try exact(stored: query, limit: limit, within: .infinity, among: among, vectors: vectors, control: control)
    }

    /// The nearest among some vectors (nil: all) that are not farther than a distance, exactly.
    package func exact(
        stored query: UnsafeRawBufferPointer, limit: Int, within radius: Double, among: RowSet?, vectors: VectorFetch?,
        control: ScanControl
    ) throws -> [Neighbor] {
        guard let among else {
            return try exact(
                stored: query, limit: limit, within: radius, vectors: vectors, control: control, accepts: nil)
        }
        guard limit > 0, !among.isEmpty else { return [] }
        return try structure.withReadLock {
            let slots = identifiers.withLock { identifiers in
                among.sortedIDs.compactMap { identifiers.slot(of: $0) }
            }.sorted()
            let scan = try HNSWExactScan(self, query, limit: limit, within: radius)
            // Runs of slots that follow each other.
            var place = 0
            while place < slots.count {
                try control.check()
                let first = Int(slots[place])
                var last = first + 1
                place += 1
                while place < slots.count, Int(slots[place]) == last {
                    last += 1
                    place += 1
                }
                try scan.compare(first..<last, vectors) { _ in true }
            }
            return scan.nearest.sorted()
        }
    }

    /// As above over all vectors whose ids `accepts` takes, on several threads where that is worth it.
    func exact(
        stored query: UnsafeRawBufferPointer, limit: Int, within radius: Double, vectors: VectorFetch?,
        control: ScanControl, accepts: ((Int64) -> Bool)?
    ) throws -> [Neighbor] {
        guard limit > 0 else { return [] }
        return try structure.withReadLock {
            let used = graph.used.load(ordering: .acquiring)
            let blocks = (used + HNSWExactScan.block - 1) / HNSWExactScan.block
            // Only the calling thread may read from the caller.
            let isShared = missingCount.load(ordering: .acquiring) == 0 && accepts == nil
            let threads = isShared ? max(1, min(control.threads, blocks / 8)) : 1
            let scans = try (0..<threads).map { _ in try HNSWExactScan(self, query, limit: limit, within: radius) }
            let outcome = ConditionLock<(next: Int, error: (any Error)?)>((0, nil))
            let work = { (thread: Int) in
                do {
                    while let block = outcome.withLock({ state -> Int? in
                        guard state.error == nil, state.next < blocks else { return nil }
                        state.next += 1
                        return state.next - 1
                    }) {
                        try control.check()
                        let first = block * HNSWExactScan.block
                        try scans[thread].compare(first..<min(first + HNSWExactScan.block, used), vectors) {
                            accepts?($0) ?? true
                        }
                    }
                } catch { outcome.withLock { $0.error = error } }
            }
            if threads == 1 { work(0) } else { ThreadPool.computing.parallelFor(threads, work) }
            if let error = outcome.withLock({ $0.error }) { throw error }
            var nearest = scans[0].nearest
            for scan in scans.dropFirst() { nearest.merge(scan.nearest) }
            return nearest.sorted()
        }
    }

    static var needsVectors: VecDBError {
        VecDBError(
            .objectNotInPrerequisiteState, "the vectors of the hnsw index are not in memory yet",
            detail: "The index has no codes that could stand in for them.")
    }
}

/// One thread's part of an exact search.
private final class HNSWExactScan {
    static let block = 1_024
    private let index: HNSWIndex
    private let kernels: QueryKernels
    private let distances: HNSWDistances
    private let query: UnsafeRawBufferPointer
    private let radius: Double
    private let scores: UnsafeMutablePointer<Float>
    private let positions: UnsafeMutablePointer<Int32>
    private(set) var nearest: NearestList

    init(_ index: HNSWIndex, _ query: UnsafeRawBufferPointer, limit: Int, within radius: Double) throws {
        self.index = index
        self.query = query
        self.radius = radius
        kernels = try QueryKernels(
            bytes: query, metric: index.metric,
            layout: ArenaLayout(element: index.element, dimensions: index.dimensions))
        distances = HNSWDistances(index, kernels)
        nearest = NearestList(capacity: limit)
        scores = .allocate(capacity: Self.block)
        positions = .allocate(capacity: Self.block)
    }

    deinit {
        scores.deallocate()
        positions.deallocate()
    }

    /// Compares the live vectors of some slots.
    func compare(_ slots: Range<Int>, _ vectors: VectorFetch?, accepts: (Int64) -> Bool) throws {
        var first = slots.lowerBound
        while first < slots.upperBound {
            // Within one chunk, and one call.
            let end = min(slots.upperBound, (first | index.layout.mask) + 1, first + Self.block)
            if arePresent(first..<end) {
                compare(present: first..<end, accepts)
            } else {
                for slot in first..<end { try compare(UInt32(slot), vectors, accepts) }
            }
            first = end
        }
    }

    /// Whether the rows of some slots may be read whatever happens meanwhile: none is free to be written.
    private func arePresent(_ slots: Range<Int>) -> Bool {
        let view = index.graph.view
        return slots.count >= 8 && index.storesVectors && index.absentCount.load(ordering: .acquiring) == 0
            && index.element != .sparse && slots.allSatisfy { view.state(UInt32($0)) != HNSWState.free }
    }

    private func compare(_ slot: UInt32, _ vectors: VectorFetch?, _ accepts: (Int64) -> Bool) throws {
        let view = index.graph.view
        guard view.state(slot) == HNSWState.live, accepts(view.id(slot)) else { return }
        guard let distance = try distances.distance(slot, vectors) else { return }
        offer(view.id(slot), distance)
    }

    private func compare(present slots: Range<Int>, _ accepts: (Int64) -> Bool) {
        let view = index.graph.view
        let first = UInt32(slots.lowerBound)
        kernels.scores(rows: view.vector(first), count: slots.count, into: scores)
        let limit = min(nearest.limit ?? .infinity, radius)
        // What is not a number may be wanted, as the farthest.
        guard limit < .infinity else {
            for slot in slots { offerPresent(UInt32(slot), accepts) }
            return
        }
        let found = kernels.select(
            scores, count: slots.count, bound: kernels.scoreBound(for: limit), into: positions)
        for i in 0..<found { offerPresent(first + UInt32(positions[i]), accepts) }
    }

    private func offerPresent(_ slot: UInt32, _ accepts: (Int64) -> Bool) {
        let view = index.graph.view
        guard view.state(slot) == HNSWState.live, accepts(view.id(slot)) else { return }
        offer(view.id(slot), kernels.distance(to: view.vector(slot)))
    }

    private func offer(_ id: Int64, _ distance: Double) {
        guard radius == .infinity || distance <= radius else { return }
        nearest.insert(Neighbor(id: id, distance: distance))
    }
}

/// Exact distances of slots whose elements may not be in memory: then they are read from the caller, or, where there is
/// no caller to ask, estimated by their codes.
struct HNSWDistances {
    private let index: HNSWIndex
    private let kernels: QueryKernels

    init(_ index: HNSWIndex, _ kernels: QueryKernels) {
        self.index = index
        self.kernels = kernels
    }

    /// nil: the caller has no such vector. Under `structure`.
    func distance(_ slot: UInt32, _ vectors: VectorFetch?) throws -> Double? {
        if index.graph.hasVector(slot) { return kernels.distance(to: index.graph.view.vector(slot)) }
        guard let vectors else { return index.decoded(slot) { kernels.distance(toStored: $0) } }
        var distance: Double?
        let isThere = try vectors(index.graph.view.id(slot)) { payload in
            guard index.layout.takes(payload) else { return }
            distance = kernels.distance(toStored: payload)
        }
        return isThere ? distance : nil
    }
}

extension HNSWIndex {
    /// Calls `body` with the elements that a slot's code stands for; nil without codes. Under `structure`.
    func decoded<R>(_ slot: UInt32, _ body: (UnsafeRawBufferPointer) -> R) -> R? { decoded(slot, by: coding, body) }

    func decoded<R>(_ slot: UInt32, by coding: HNSWCoding, _ body: (UnsafeRawBufferPointer) -> R) -> R? {
        guard let codebook = coding.codebook, coding.code != nil else { return nil }
        let code = graph.view.code(slot)
        let values = (0..<dimensions).map {
            codebook.mean[$0] + codebook.step * Float(Int(code.load(fromByteOffset: $0, as: UInt8.self)) - 128)
        }
        guard element == .float16 else { return values.withUnsafeBytes(body) }
        return values.map { Float16($0).bitPattern }.withUnsafeBytes(body)
    }
}
