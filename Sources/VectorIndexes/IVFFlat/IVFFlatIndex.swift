import Synchronization
import VectorKernels
import VectorTypes

/// Approximate nearest-neighbour search in memory by lists of nearby vectors (IVFFlat), without a database.
///
/// ```swift
/// let index = try IVFFlatIndex(dimensions: 384, metric: .cosine, lists: 340)
/// try index.add(vectors, ids: ids)
/// try index.train()                                                 // centres, and each vector to its list
/// let nearest = try index.search(near: query, limit: 10, probes: 20) // [Neighbor], nearest first, exact distances
/// ```
/// Vectors are divided among `lists` lists, each around a centre that k-means has found. A search compares the query
/// with the centres, and then with the vectors of the `probes` nearest lists. Lists are scanned as 8-bit codes and the
/// best candidates compared again with full precision; the index measures on its own vectors how well codes order
/// neighbours, and scans the vectors themselves where codes do not serve.
///
/// Before it is trained an index compares every vector: its answers are exact. What is added afterwards goes to the
/// nearest list.
///
/// **Locks.** `settling` is held by whoever trains, moves rows into lists, compacts lists or saves: one at a time. The
/// lock of `identifiers` guards the map of ids and the end of the pending rows. Searches hold the read side of
/// `structure`, and everything they see changes in short moments under its write side; only the end of the pending rows
/// and the states of slots move under their feet, both atomically. Locks are taken in this order.
///
/// **Memory.** For each vector its elements (4 bytes each, 2 with `.float16`), one byte an element for the code, and
/// about 45 bytes more.
public final class IVFFlatIndex: @unchecked Sendable {
    // Safe because of the locks above; everything else is constant or atomic.

    /// The number of elements in each vector; of bits, for bit vectors.
    public var dimensions: Int { layout.dimensions }
    /// What is measured.
    public var metric: DistanceMetric { layout.metric }
    /// How elements are stored.
    public var element: VectorElement { layout.element }
    /// The number of lists.
    public let lists: Int

    let layout: IVFFlatLayout
    let seed: UInt64
    let kernels = Kernels.current
    let slots: IVFFlatSlots
    let scratches: IVFFlatScratchPool
    let liveCount = Atomic<Int>(0)
    let removedCount = Atomic<Int>(0)
    /// Rows in memory without their vector.
    let missingVectors = Atomic<Int>(0)
    /// Cursors that hold on to slots between calls.
    let openCursors = Atomic<Int>(0)
    /// Grows whenever a slot gets another vector than it had.
    let reuses = Atomic<Int>(0)
    /// Grows whenever rows change their places in lists.
    let moves = Atomic<Int>(0)

    let settling = ConditionLock(false)
    let identifiers = ConditionLock(IVFFlatIdentifiers())
    let structure = ReadWriteLock()

    // Under `structure`; written under `settling` and, what additions read, under the lock of the ids as well.
    let pending = IVFFlatPending()
    /// nil before training.
    var centers: IVFFlatCenters?
    var rows: [IVFFlatList] = []
    /// The number of rows of each list, side by side.
    let sizes: UnsafeMutablePointer<UInt32>
    var coding = IVFFlatCoding()
    var origin = IVFFlatOrigin()
    /// Under `settling`.
    var book = IVFFlatPageBook()

    /// An empty index.
    /// - Parameters:
    ///   - dimensions: The number of elements in each vector, 1…16,000; bits 1…64,000.
    ///   - metric: `.l2`, `.innerProduct` or `.cosine`; `.hamming` for bits.
    ///   - lists: ``IVFFlatParameters/lists``. Around the square root of the number of vectors serves well.
    ///   - element: `.float32`, `.float16` or `.bit`; nil: what the metric compares.
    ///   - seed: Decides where k-means begins.
    /// - Throws: 22023 for a parameter out of range, 54000 for too many dimensions, 0A000 for a metric that lists
    ///   cannot serve or the elements do not have.
    public init(
        dimensions: Int, metric: DistanceMetric = .l2, lists: Int = IVFFlatParameters.lists.standard,
        element: VectorElement? = nil, seed: UInt64 = 0x9E37_79B9
    ) throws {
        try IVFFlatParameters.lists.check(lists)
        let element = element ?? (metric.comparesBits ? .bit : .float32)
        guard dimensions >= 1 else { throw VecDBError(.dataException, "vector must have at least 1 dimension") }
        let most = element == .bit ? 64_000 : 16_000
        guard dimensions <= most else {
            throw VecDBError(
                .programLimitExceeded, "column cannot have more than \(most) dimensions for ivfflat index")
        }
        guard metric.comparesBits == (element == .bit), element != .sparse, metric != .l1, metric != .jaccard else {
            throw VecDBError(
                .featureNotSupported, "an ivfflat index of \(element) vectors by \(metric) is not supported")
        }
        self.lists = lists
        self.seed = seed
        layout = IVFFlatLayout(element: element, metric: metric, dimensions: dimensions)
        slots = try IVFFlatSlots()
        scratches = IVFFlatScratchPool(layout: layout)
        sizes = .allocate(capacity: lists)
        sizes.initialize(repeating: 0, count: lists)
    }

    deinit { sizes.deallocate() }

    /// The number of vectors.
    public var count: Int { liveCount.load(ordering: .relaxed) }

    /// The bytes that vectors, codes, centres and ids take.
    public var memoryUse: Int {
        structure.withReadLock {
            let stored = rows.reduce(pending.end.load(ordering: .relaxed) - pending.start) { $0 + $1.count }
            return stored * layout.rowBytes + slots.memoryUse + slots.used.load(ordering: .relaxed) * 14
                + (centers?.memoryUse ?? 0)
        }
    }

    /// Whether there are lists.
    public var isTrained: Bool { structure.withReadLock { centers != nil } }

    /// Whether lists are scanned as 8-bit codes (true) or as the vectors themselves.
    public var usesCodes: Bool { structure.withReadLock { coding.code != nil } }

    /// How many times as many candidates as wanted a search compares again with full precision.
    package var rerankWidth: Double { structure.withReadLock { coding.rerank } }

    /// The number of vectors in each list, removed ones included.
    public var listSizes: [Int] { structure.withReadLock { rows.map(\.count) } }

    /// Vectors that are stored and found but belong to no list yet.
    package var pendingCount: Int {
        structure.withReadLock { pending.end.load(ordering: .relaxed) - pending.start }
    }

    /// Removed vectors whose rows are still in their lists.
    package var deadCount: Int { removedCount.load(ordering: .relaxed) }

    /// Whether there is a vector with this id.
    public func contains(id: Int64) -> Bool { identifiers.withLock { $0.slot(of: id) } != nil }

    /// Removes the vector with this id; false if there is none.
    ///
    /// No search that begins later returns it. Its row stays in its list until ``repair(threads:)``.
    /// - Complexity: O(1).
    @discardableResult
    public func remove(id: Int64) -> Bool {
        identifiers.withLock { identifiers in
            guard let slot = identifiers.remove(id) else { return false }
            forget(slot, &identifiers)
            return true
        }
    }

    /// Marks a slot as removed. Under the lock of the ids.
    func forget(_ slot: UInt32, _ identifiers: inout IVFFlatIdentifiers) {
        identifiers.noteChange(slots.place(slot), rowsPerPage: pageShape.rows)
        slots.setState(slot, IVFFlatState.removed)
        if !slots.hasVector(slot) { missingVectors.subtract(1, ordering: .relaxed) }
        removedCount.add(1, ordering: .relaxed)
        liveCount.subtract(1, ordering: .relaxed)
    }
}

/// How rows are coded.
struct IVFFlatCoding {
    var codebook: HNSWCodebook?
    /// nil: scans compare elements.
    var code: HNSWTraversalCode?
    /// How many candidates are compared again with full precision, as a multiple of the number wanted.
    var rerank = 2.0

    /// Fewer vectors than this need no codes and cannot teach any.
    static let leastCount = 1_024
}

/// What the lists were learnt from: the measure of how far the data has moved since.
struct IVFFlatOrigin {
    /// The number of vectors there were.
    var count = 0
    /// The mean squared distance of the sampled vectors from their centres (for bits, the mean distance).
    var distortion = 0.0
}
