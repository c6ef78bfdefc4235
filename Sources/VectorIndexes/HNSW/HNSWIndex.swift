import CIntrinsics
import Synchronization
import VectorKernels
import VectorTypes

/// Approximate nearest-neighbour search in memory by a navigable graph (HNSW), without a database.
///
/// ```swift
/// let index = try HNSWIndex(dimensions: 384, metric: .cosine)
/// try index.add(vectors, ids: ids)                             // on all cores
/// let nearest = try index.search(near: query, limit: 10)       // [Neighbor], nearest first, exact distances
/// ```
/// The graph is walked on 8-bit codes of the vectors, and the best candidates are compared again with full precision.
/// The index measures on its own vectors how well codes order neighbours, compares as many candidates again as that
/// takes, and walks on the full vectors where codes do not serve.
///
/// Every method may be called from any thread at any time. Searches run at the same time as additions and removals.
///
/// **Memory.** For each vector its elements (4 bytes each, 2 with `.float16`), one byte an element for the code, 8 ×
/// `m` bytes of links and about 35 bytes more.
public final class HNSWIndex: @unchecked Sendable {
    // Safe because `coding` and `storesVectors` are read under the read side of `structure` and written under its write
    // side, and everything else is constant or guards itself. Locks are taken in the order of their declaration.

    /// The number of elements in each vector; of bits, for bit vectors.
    public var dimensions: Int { layout.dimensions }
    /// What is measured.
    public var metric: DistanceMetric { layout.metric }
    /// How elements are stored.
    public var element: VectorElement { layout.element }
    /// How many neighbours a node has on the upper layers; twice as many on the lowest.
    public var m: Int { layout.m }
    /// How many candidates an insertion looks at.
    public let efConstruction: Int

    let layout: HNSWLayout
    let graph: HNSWGraph
    let scorer: HNSWScorer
    let scratches: HNSWScratchPool
    let kernels = Kernels.current
    /// Vectors removed whose slots are not free yet.
    let removedCount = Atomic<Int>(0)
    let liveCount = Atomic<Int>(0)
    /// Vectors without links yet, which searches compare one by one.
    let waitingCount = Atomic<Int>(0)
    /// Vectors whose elements are not in memory.
    let missingCount = Atomic<Int>(0)
    /// Slots without elements: those of ``missingCount``, and of removed vectors that searches may still meet.
    let absentCount = Atomic<Int>(0)
    /// Nodes linked since all were last seen to be reachable.
    let linkedCount = Atomic<Int>(0)
    /// How often a node was put on a layer above the drawn one, because it opens an island there.
    let islandCount = Atomic<Int>(0)
    /// Vectors encoded since codes were learnt that lie outside of what they can say.
    let outsideCount = Atomic<Int>(0)
    /// Cursors that hold on to slots between calls.
    let openCursors = Atomic<Int>(0)
    /// Grows whenever a slot gets another vector than it had.
    let reuses = Atomic<Int>(0)
    let seed: UInt64
    /// What marks this index's pages as its own. Set before anybody else sees the index.
    var stamp: UInt64

    /// Whoever repairs, one at a time.
    let repairing = ConditionLock(HNSWTurn())
    /// Whoever settles a chunk of vectors, one at a time.
    let settling = ConditionLock(HNSWTurn())
    /// Whoever adds links holds the read side for a block of nodes; whoever needs the links to stand still the write side.
    let linking = ReadWriteLock()
    /// Searches and insertions hold the read side; the write side is for moments when nobody may be in the graph.
    let structure = ReadWriteLock()
    /// Ids, slots and states.
    let identifiers: ConditionLock<HNSWIdentifiers>
    /// Pages captured last; see `HNSWCapture`.
    let captured = ConditionLock(HNSWCaptured())
    /// The codes in use.
    var coding = HNSWCoding()
    /// Whether the elements of vectors that come now are kept.
    var storesVectors = true
    /// Whether elements are to be kept where codes can do without.
    let keepsVectors: Bool

    /// An empty index.
    /// - Parameters:
    ///   - dimensions: The number of elements in each vector, 1…16,000; bits 1…64,000; sparse 1…1,000,000,000.
    ///   - metric: `.l2`, `.innerProduct`, `.cosine` or `.l1`; `.hamming` or `.jaccard` for bits.
    ///   - m: ``HNSWParameters/m``.
    ///   - efConstruction: ``HNSWParameters/efConstruction``.
    ///   - element: `.float32`, `.float16`, `.sparse` or `.bit`; nil: what the metric compares.
    ///   - seed: Decides on which layers nodes are.
    /// - Throws: 22023 for a parameter out of range, 54000 for too many dimensions, 0A000 for a metric that the
    ///   elements do not have.
    public convenience init(
        dimensions: Int, metric: DistanceMetric = .l2, m: Int = HNSWParameters.m.standard,
        efConstruction: Int = HNSWParameters.efConstruction.standard, element: VectorElement? = nil,
        seed: UInt64 = 0x9E37_79B9
    ) throws {
        try self.init(
            dimensions: dimensions, metric: metric, m: m, efConstruction: efConstruction, element: element, seed: seed,
            keepsVectors: true)
    }

    /// An empty index, which may do without the elements of vectors once it has codes (`keepsVectors` false): searches
    /// then ask the caller for the few vectors that they compare exactly.
    package init(
        dimensions: Int, metric: DistanceMetric, m: Int, efConstruction: Int, element: VectorElement?,
        seed: UInt64 = 0x9E37_79B9, keepsVectors: Bool
    ) throws {
        try HNSWParameters.check(m: m, efConstruction: efConstruction)
        let element = element ?? (metric.comparesBits ? .bit : .float32)
        guard dimensions >= 1 else { throw VecDBError(.dataException, "vector must have at least 1 dimension") }
        let most = element == .bit ? 64_000 : element == .sparse ? 1_000_000_000 : 16_000
        guard dimensions <= most else {
            throw VecDBError(
                .programLimitExceeded, "column cannot have more than \(most) dimensions for hnsw index")
        }
        guard metric.comparesBits == (element == .bit) else {
            throw VecDBError(.featureNotSupported, "an hnsw index of \(element) vectors by \(metric) is not supported")
        }
        self.efConstruction = efConstruction
        self.seed = seed
        stamp = .random(in: 0...UInt64.max)
        self.keepsVectors = keepsVectors
        layout = HNSWLayout(element: element, metric: metric, dimensions: dimensions, m: m)
        graph = try HNSWGraph(layout: layout)
        scorer = HNSWScorer(view: graph.view, kernels: kernels)
        scratches = HNSWScratchPool(layout: layout)
        identifiers = ConditionLock(HNSWIdentifiers())
    }

    /// The number of vectors.
    public var count: Int { liveCount.load(ordering: .relaxed) }

    /// The bytes that vectors, codes, links and ids take.
    public var memoryUse: Int { graph.memoryUse + graph.used.load(ordering: .relaxed) * 14 }

    /// How many times as many candidates as wanted a search compares again with full precision.
    package var rerankWidth: Double { structure.withReadLock { coding.rerank } }

    /// Whether the graph is walked on 8-bit codes (true) or on the vectors themselves.
    public var usesCodes: Bool { structure.withReadLock { coding.code != nil } }

    /// Whether there is a vector with this id.
    public func contains(id: Int64) -> Bool { identifiers.withLock { $0.slot(of: id) } != nil }

    /// Removes the vector with this id; false if there is none.
    ///
    /// No search that begins later returns it. Its node stays in the graph, where searches pass through it, until
    /// ``repair(threads:)``.
    /// - Complexity: O(1).
    @discardableResult
    public func remove(id: Int64) -> Bool {
        identifiers.withLock { identifiers in
            guard let slot = identifiers.remove(id) else { return false }
            forget(slot)
            return true
        }
    }

    /// Marks a slot as removed. Under the id lock.
    func forget(_ slot: UInt32) {
        graph.view.setState(slot, HNSWState.removed)
        setWaiting(slot, false)
        if !graph.hasVector(slot) { missingCount.subtract(1, ordering: .acquiringAndReleasing) }
        graph.view.noteChange(slot, HNSWGroup.nodesChanged)
        removedCount.add(1, ordering: .acquiringAndReleasing)
        liveCount.subtract(1, ordering: .relaxed)
    }

    /// Marks a slot as unsettled, or as settled. Under the id lock.
    func setWaiting(_ slot: UInt32, _ isWaiting: Bool) {
        let view = graph.view
        guard view.isMarked(slot, HNSWGroup.unsettled) != isWaiting else { return }
        view.mark(slot, HNSWGroup.unsettled, isWaiting)
        let waiting = view.waiting(Int(slot) >> layout.shift)
        vecdb_store_release(waiting, isWaiting ? waiting.pointee &+ 1 : waiting.pointee &- 1)
        waitingCount.add(isWaiting ? 1 : -1, ordering: .acquiringAndReleasing)
    }

    /// Notes whether a slot's elements are in memory. Under the id lock.
    func setPresent(_ slot: UInt32, _ isPresent: Bool) {
        let view = graph.view
        guard view.isMarked(slot, HNSWGroup.absent) == isPresent else { return }
        view.mark(slot, HNSWGroup.absent, !isPresent)
        absentCount.add(isPresent ? -1 : 1, ordering: .acquiringAndReleasing)
    }

    /// The highest layer of a new slot: a number drawn from the seed and the slot, geometrically distributed.
    func drawLevel(_ slot: UInt32) -> Int {
        var z = seed &+ (UInt64(slot) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        // Each layer has one m-th of the nodes of the layer below, which is floor(−ln u / ln m) without a logarithm.
        var uniform = Double(z >> 11) / Double(1 << 53)
        var level = 0
        while level < HNSWParameters.topLevel, uniform * Double(m) < 1 {
            uniform *= Double(m)
            level += 1
        }
        return level
    }
}

/// What a lock guards that only orders work: nothing.
struct HNSWTurn {}

/// What a traversal needs to know about codes.
struct HNSWCoding {
    var codebook: HNSWCodebook?
    /// nil: the traversal compares elements.
    var code: HNSWTraversalCode?
    /// How many candidates are compared again with full precision, as a multiple of the number wanted.
    var rerank = 2.0
    /// How many nodes of each upper layer a search goes down from. Not only for codes, but learnt at the same time.
    var entryWidth = 1
    /// How much wider than asked a search goes, so that it finds at `ef` what graphs with fuller lists do.
    var walkFactor = 1.0
    static let mostWalkFactor = 2.0
    /// The most there are.
    static let mostEntries = 32
    /// The number of vectors at which codes are looked at again.
    var nextReview = HNSWCoding.firstReview

    /// The number of vectors when widths were last measured.
    var measuredAt = 0

    /// Fewer vectors than this need no codes and cannot teach any.
    static let firstReview = 1_024
}
