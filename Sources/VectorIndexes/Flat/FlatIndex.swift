import VectorTypes

/// Exact nearest-neighbour search over vectors in memory, without a database.
///
/// ```swift
/// let index = try FlatIndex(dimensions: 384, metric: .cosine)
/// try index.add(vector, id: 7)
/// let nearest = try index.search(near: query, limit: 10)   // [Neighbor], nearest first
/// ```
/// Every search compares the query with every vector (or with those that `among` names), streaming them at the speed of
/// memory, on all cores when there are many. Results are exact and in ascending order of (distance, id).
///
/// Searches may run at the same time as each other; adding and removing waits for them. Vectors take
/// count × dimensions × 4 bytes (2 with `.float16`) and about 20 bytes more each.
public final class FlatIndex: Sendable {
    /// The number of elements in each vector.
    public var dimensions: Int { arena.layout.dimensions }
    /// What is measured.
    public let metric: DistanceMetric
    /// How elements are stored: `.float32` or `.float16`.
    public var element: VectorElement { arena.layout.element }
    /// The most threads that one call uses.
    public let threads: Int

    let arena: VectorArena
    /// Only touched while the arena is locked.
    let codes: CodeStore?

    /// An empty index.
    /// - Parameters:
    ///   - dimensions: The number of elements in each vector, 1…16,000.
    ///   - metric: `.l2`, `.innerProduct`, `.cosine` or `.l1`.
    ///   - element: `.float32`, or `.float16`, which halves the memory and doubles the speed at 11 bits of precision.
    ///   - codes: Whether to keep 8-bit codes beside the vectors, a quarter of the bytes of float32: searches for the nearest
    ///     stream the codes and look only at the vectors that could be among them. The answers are the same. Not for `.l1`.
    ///   - threads: The most threads that one call uses; nil: one for each core.
    /// - Throws: 54000 when `dimensions` is out of range, 0A000 for a metric or element that dense float vectors do not have.
    public init(
        dimensions: Int, metric: DistanceMetric = .l2, element: VectorElement = .float32, codes: Bool = false,
        threads: Int? = nil
    ) throws {
        guard dimensions >= 1 else {
            throw VecDBError(.dataException, "vector must have at least 1 dimension")
        }
        guard dimensions <= 16_000 else {
            throw VecDBError(.programLimitExceeded, "vector cannot have more than 16000 dimensions")
        }
        guard element == .float32 || element == .float16, !metric.comparesBits else {
            throw VecDBError(.featureNotSupported, "a flat index of \(element) vectors by \(metric) is not supported")
        }
        self.metric = metric
        self.threads = ThreadPool.threads(threads)
        arena = VectorArena(element: element, dimensions: dimensions)
        guard !codes || metric != .l1 else {
            throw VecDBError(.featureNotSupported, "8-bit codes cannot give L1 distances")
        }
        self.codes = codes ? CodeStore(layout: arena.layout, isNormalised: metric == .cosine) : nil
    }

    /// The number of vectors.
    public var count: Int { arena.withReader { $0.liveCount } }

    /// Adds a vector, or replaces the one with this id.
    /// - Throws: 22000 when the vector has another number of dimensions, or holds NaN or an infinite value; 22003 when a
    ///   value does not fit float16.
    public func add(_ vector: [Float], id: Int64) throws { try add(vector, ids: [id]) }

    /// Adds vectors, or replaces those with these ids.
    /// - Parameters:
    ///   - vectors: The vectors one after another: `ids.count` × `dimensions` elements.
    ///   - ids: One id a vector; of equal ids the last counts.
    /// - Throws: As ``add(_:id:)``; nothing is added then.
    public func add(_ vectors: [Float], ids: [Int64]) throws {
        let (expected, overflow) = ids.count.multipliedReportingOverflow(by: dimensions)
        guard !overflow, vectors.count == expected else {
            throw VecDBError(
                .dataException,
                ids.count == 1
                    ? "expected \(dimensions) dimensions, not \(vectors.count)"
                    : "expected \(ids.count) vectors of \(dimensions) dimensions, not \(vectors.count) elements")
        }
        try encode(vectors).withUnsafeBytes { try store($0, ids: ids) }
    }

    /// Adds vectors in storage form, already checked, one after another.
    func store(_ bytes: UnsafeRawBufferPointer, ids: [Int64]) throws {
        let rowBytes = arena.layout.rowBytes
        try arena.withWriter { arena in
            for (index, id) in ids.enumerated() {
                let row = UnsafeRawBufferPointer(rebasing: bytes[(index * rowBytes)..<((index + 1) * rowBytes)])
                try arena.put(row, id: id)
                guard let codes, let slot = arena.slot(of: id) else { continue }
                try codes.reserve(slot: slot)
                codes.write(arena.row(slot), slot: slot)
            }
        }
    }

    /// Removes the vector with this id; false if there is none.
    /// - Complexity: O(1).
    @discardableResult
    public func remove(id: Int64) -> Bool { arena.withWriter { $0.remove(id: id) } }

    /// Removes all vectors.
    public func removeAll() { arena.withWriter { $0.removeAll() } }

    /// Whether there is a vector with this id.
    public func contains(id: Int64) -> Bool { arena.withReader { $0.slot(of: id) != nil } }

    /// The vector with this id, as stored; nil if there is none.
    public func vector(id: Int64) -> [Float]? {
        arena.withReader { arena in
            guard let slot = arena.slot(of: id) else { return nil }
            let row = arena.row(slot)
            return (0..<dimensions).map {
                element == .float32
                    ? row.load(fromByteOffset: $0 * 4, as: Float.self)
                    : Float(Float16(bitPattern: row.load(fromByteOffset: $0 * 2, as: UInt16.self)))
            }
        }
    }

    /// The vectors nearest to a query.
    /// - Parameters:
    ///   - query: `dimensions` elements.
    ///   - limit: How many are wanted at most.
    ///   - among: Only vectors with these ids are compared; nil: all.
    /// - Returns: Ascending by distance, then by id.
    /// - Throws: 22000 when the query has another number of dimensions, or holds NaN or an infinite value; `CancellationError`
    ///   is not thrown: the call ends by itself.
    /// - Complexity: O(count × dimensions).
    public func search(near query: [Float], limit: Int, among: RowSet? = nil) throws -> [Neighbor] {
        let kernels = try kernels(for: query)
        return try arena.withReader { arena in
            if let codes, among == nil, limit > 0 {
                let scan = CodeScan(
                    query: kernels, arena: arena, store: codes, control: ScanControl(threads: threads))
                if let nearest = try scan.nearest(limit) { return nearest.sorted() }
            }
            return try scan(kernels, arena, among).nearest(limit).sorted()
        }
    }

    /// Every vector not farther from a query than `distance`.
    /// - Returns: Ascending by distance, then by id.
    /// - Throws: As ``search(near:limit:among:)``.
    public func search(near query: [Float], within distance: Double, among: RowSet? = nil) throws -> [Neighbor] {
        let kernels = try kernels(for: query)
        return try arena.withReader { arena in
            try scan(kernels, arena, among).within(distance)
        }.sorted { $0.precedes($1) }
    }

    /// The vectors nearest to each of several queries: far faster than one call a query, because distances become a
    /// matrix product.
    /// - Parameter queries: Each of `dimensions` elements.
    /// - Returns: One list a query, with exactly what the single search would give.
    /// - Throws: As ``search(near:limit:among:)``.
    public func search(near queries: [[Float]], limit: Int, among: RowSet? = nil) throws -> [[Neighbor]] {
        let prepared = try queries.map { try kernels(for: $0) }
        return try arena.withReader { arena in
            let mask = among.map { SlotMask(ids: $0.sortedIDs, in: arena) }
            let control = ScanControl(threads: threads)
            return try FlatBatch(queries: prepared, arena: arena, mask: mask, control: control).nearest(limit)
        }.map { $0.sorted() }
    }

    /// All vectors in ascending order of distance, one at a time.
    ///
    /// Distances are computed at once, the order as far as the sequence is read. What is added or removed later does not
    /// show.
    /// - Throws: As ``search(near:limit:among:)``.
    /// - Complexity: O(count × dimensions) for the call, then O(1) amortised to O(log count) a neighbour.
    public func neighbors(of query: [Float], among: RowSet? = nil) throws -> NeighborSequence {
        let kernels = try kernels(for: query)
        return NeighborSequence(
            cursor: DistanceCursor(try arena.withReader { arena in try scan(kernels, arena, among).all() }))
    }

    private func scan(_ kernels: QueryKernels, _ arena: ArenaContent, _ among: RowSet?) -> FlatScan {
        FlatScan(
            query: kernels, arena: arena, mask: among.map { SlotMask(ids: $0.sortedIDs, in: arena) },
            control: ScanControl(threads: threads))
    }

    private func kernels(for query: [Float]) throws -> QueryKernels {
        guard query.count == dimensions else {
            throw VecDBError(.dataException, "different vector dimensions \(dimensions) and \(query.count)")
        }
        return try encode(query).withUnsafeBytes {
            try QueryKernels(bytes: $0, metric: metric, layout: arena.layout)
        }
    }

    /// Checks the elements and brings them into storage form.
    private func encode(_ values: [Float]) throws -> [UInt8] {
        for value in values where !value.isFinite {
            throw VecDBError(
                .dataException,
                value.isNaN ? "NaN not allowed in vector" : "infinite value not allowed in vector")
        }
        guard element == .float16 else { return values.withUnsafeBytes { Array($0) } }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 2)
        for value in values {
            let half = Float16(value)
            guard half.isFinite else {
                throw VecDBError(.numericValueOutOfRange, "\"\(value)\" is out of range for type halfvec")
            }
            withUnsafeBytes(of: half.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }
}

/// Neighbours in ascending order of distance, from ``FlatIndex/neighbors(of:among:)``.
public struct NeighborSequence: Sequence, IteratorProtocol, Sendable {
    private var cursor: DistanceCursor

    init(cursor: DistanceCursor) { self.cursor = cursor }

    /// The next nearest, nil at the end.
    public mutating func next() -> Neighbor? { cursor.next() }
}
