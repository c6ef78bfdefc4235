import Synchronization
import VectorKernels
import VectorTypes

/// Adding vectors: each is copied to the end of the pending rows, where searches find it at once; a trained index then
/// moves what came in a batch into its lists (see `IVFFlatSettle`).
extension IVFFlatIndex {
    /// Adds a vector, or replaces the one with this id.
    /// - Throws: 22000 when the vector has another number of dimensions, or holds NaN or an infinite value; 22003 when
    ///   a value does not fit float16.
    public func add(_ vector: [Float], id: Int64) throws { try add(vector, ids: [id], threads: 1) }

    /// Adds vectors, or replaces those with these ids.
    /// - Parameters:
    ///   - vectors: The vectors one after another: `ids.count` × `dimensions` elements.
    ///   - ids: One id a vector; of equal ids the last counts.
    ///   - threads: The most threads to use; nil: one for each core.
    ///   - progress: Called now and then with the number of vectors that belong to a list; false ends the work: the
    ///     vectors are in the index all the same, but searches compare all those that belong to no list yet.
    /// - Throws: As ``add(_:id:)``, and nothing has changed then; 57014 when `progress` ended it.
    public func add(
        _ vectors: [Float], ids: [Int64], threads: Int? = nil, progress: (@Sendable (Int) -> Bool)? = nil
    ) throws {
        try checkNumbers(vectors, count: ids.count)
        try withStorage(of: vectors) { try add(rows: $0, ids: ids, threads: threads, progress: progress) }
    }

    /// Adds a bit vector, or replaces the one with this id.
    /// - Parameter bits: The bits, eight to a byte, the first in the highest place; unused bits are zero.
    /// - Throws: 22000 when there are not as many bytes as `dimensions` needs, or an unused bit is set.
    public func add(bits: [UInt8], id: Int64) throws { try add(bits: bits, ids: [id], threads: 1) }

    /// Adds bit vectors, one after another; see ``add(bits:id:)`` and ``add(_:ids:threads:progress:)``.
    public func add(bits: [UInt8], ids: [Int64], threads: Int? = nil) throws {
        try checkBits(bits, count: ids.count)
        try bits.withUnsafeBytes { try add(rows: $0, ids: ids, threads: threads, progress: nil) }
    }

    /// Adds vectors in storage form, already checked, one after another.
    package func add(
        rows: UnsafeRawBufferPointer, ids: [Int64], threads: Int? = nil, progress: (@Sendable (Int) -> Bool)? = nil
    ) throws {
        guard !ids.isEmpty else { return }
        let bytes = layout.vectorBytes
        guard rows.count == ids.count * bytes else {
            throw VecDBError(.internalError, "\(rows.count) bytes for \(ids.count) vectors of \(bytes)")
        }
        for (i, id) in ids.enumerated() {
            try put(UnsafeRawBufferPointer(rebasing: rows[(i * bytes)..<((i + 1) * bytes)]), id: id)
        }
        guard isTrained else { return }
        try settle(ScanControl(threads: ThreadPool.threads(threads)), progress: progress)
    }

    /// Stores a vector in storage form, already checked, or replaces the one with this id. Searches find it from now
    /// on; a list takes it in when the index is settled.
    /// - Complexity: O(dimensions).
    package func put(_ payload: UnsafeRawBufferPointer, id: Int64) throws {
        guard payload.count == layout.vectorBytes, let source = payload.baseAddress else {
            throw VecDBError(.internalError, "a row of \(payload.count) bytes for vectors of \(layout.vectorBytes)")
        }
        try identifiers.withLock { identifiers in
            if !pending.hasRoom {
                let slab = try IVFFlatSlab(layout: layout, capacities: [IVFFlatPending.segmentRows])
                structure.withWriteLock { pending.append(slab) }
            }
            let slot = try takeSlot(&identifiers)
            if let old = identifiers.remove(id) { forget(old, &identifiers) }
            identifiers.assign(id, to: slot)
            let row = pending.end.load(ordering: .relaxed)
            let (segment, offset) = pending.place(row)
            let vector = segment.vectors + offset * layout.vectorStride
            vector.copyMemory(from: source, byteCount: layout.vectorBytes)
            segment.slots[offset] = slot
            if let codebook = coding.codebook, coding.code != nil {
                scratches.with { encode(vector, segment, offset, codebook, $0.wide) }
            }
            slots.setID(slot, id)
            slots.setPlace(slot, IVFFlatPlace(list: IVFFlatPlace.pendingList, row: row))
            slots.setHasVector(slot, true)
            slots.setState(slot, IVFFlatState.live)
            liveCount.add(1, ordering: .relaxed)
            pending.end.store(row + 1, ordering: .releasing)
        }
    }

    private func takeSlot(_ identifiers: inout IVFFlatIdentifiers) throws -> UInt32 {
        // A cursor knows new rows by their slots.
        guard openCursors.load(ordering: .acquiring) == 0, let reused = identifiers.takeFree() else {
            return try slots.append()
        }
        reuses.add(1, ordering: .acquiringAndReleasing)
        return reused
    }

    /// Writes a row's code and term.
    func encode(
        _ vector: UnsafeRawPointer, _ segment: IVFFlatSegment, _ row: Int, _ codebook: HNSWCodebook,
        _ wide: UnsafeMutablePointer<Float>
    ) {
        segment.terms[row] = codebook.encode(
            floats(vector, wide), into: segment.codes + row * layout.codeStride, kernels)
    }

    /// The elements of a vector as float32: the row itself, or a copy in `wide`.
    @inline(__always)
    func floats(_ row: UnsafeRawPointer, _ wide: UnsafeMutablePointer<Float>) -> UnsafePointer<Float> {
        guard element == .float16 else { return row.assumingMemoryBound(to: Float.self) }
        kernels.conversion.widen(row, dimensions, wide)
        return UnsafePointer(wide)
    }
}
