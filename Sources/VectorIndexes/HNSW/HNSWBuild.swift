import Synchronization
import VectorKernels
import VectorTypes

/// Adding vectors.
///
/// 1. *Slots*: each id gets a slot, under the id lock. A vector whose id is there already replaces it: the old one is
///    removed, as by `remove(id:)`.
/// 2. *Rows*: vectors are copied, and encoded where there are codes, in blocks on all threads.
/// 3. *Codes*: if there are enough vectors now to learn codes from, or many more than the codes were learnt from, codes
///    are learnt. Nobody is in the graph meanwhile.
/// 4. *Links*: threads take blocks of slots and link node after node (see `HNSWInsert`). The first few are linked by
///    one thread, because nodes that are linked at the same instant do not see each other.
/// 5. *Stragglers*: after a large batch, nodes that no link leads to are searched for and linked (see `HNSWRepair`).
///
/// Steps 1 to 4 hold the read side of `linking`, taken once by the calling thread: a slot that was given to a vector
/// must not be repaired away and given to another before the first has been written. A repair, a save or a check
/// therefore waits for the batches that are under way.
extension HNSWIndex {
    /// Adds a vector, or replaces the one with this id.
    /// - Throws: 22000 when the vector has another number of dimensions, or holds NaN or an infinite value; 22003 when
    ///   a value does not fit float16.
    public func add(_ vector: [Float], id: Int64) throws { try add(vector, ids: [id], threads: 1) }

    /// Adds vectors, or replaces those with these ids.
    /// - Parameters:
    ///   - vectors: The vectors one after another: `ids.count` × `dimensions` elements.
    ///   - ids: One id a vector; of equal ids the last counts.
    ///   - threads: The most threads to use; nil: one for each core.
    ///   - progress: Called now and then from any of the threads with the number of vectors linked; false ends the
    ///     work.
    /// - Throws: As ``add(_:id:)``, and nothing has changed then; 57014 when `progress` ended it, and none of the ids
    ///   is in the index then.
    public func add(
        _ vectors: [Float], ids: [Int64], threads: Int? = nil, progress: (@Sendable (Int) -> Bool)? = nil
    ) throws {
        guard element != .bit else { throw VecDBError(.datatypeMismatch, "bit vectors cannot be added as numbers") }
        let (expected, overflow) = ids.count.multipliedReportingOverflow(by: dimensions)
        guard !overflow, vectors.count == expected else {
            throw VecDBError(
                .dataException,
                ids.count == 1
                    ? "expected \(dimensions) dimensions, not \(vectors.count)"
                    : "expected \(ids.count) vectors of \(dimensions) dimensions, not \(vectors.count) elements")
        }
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
        guard rows.count == ids.count * layout.vectorBytes, let base = rows.baseAddress else {
            throw VecDBError(.internalError, "\(rows.count) bytes for \(ids.count) vectors of \(layout.vectorBytes)")
        }
        let threads = max(1, min(threads ?? ThreadPool.processorCount, (ids.count + 63) / 64))
        let (isComplete, learnt) = try linking.withReadLock { try place(rows: base, ids, threads, progress) }
        guard isComplete else { throw ScanControl.cancelled }
        if ids.count >= 1_000, ids.count * 8 >= count { connectUnreachable() }
        if learnt || ids.count >= HNSWCoding.firstReview { calibrate() }
    }

    /// Steps 1 to 4; whether nobody ended the work, and whether codes were learnt. Under the read side of `linking`.
    private func place(
        rows base: UnsafeRawPointer, _ ids: [Int64], _ threads: Int, _ progress: (@Sendable (Int) -> Bool)?
    ) throws -> (isComplete: Bool, learnt: Bool) {
        let slots = try takeSlots(for: ids)
        let source = HNSWRows(base: base, stride: layout.vectorBytes)
        run(threads, slots.count, 256) { first, last, scratch in
            self.structure.withReadLock {
                for i in first..<last { self.write(source.base + i * source.stride, slot: slots[i], scratch) }
            }
            return true
        }
        let learnt = reviewCodes(threads: threads)
        let linked = Atomic<Int>(0)
        let serial = min(slots.count, max(0, 512 - (count - slots.count)))
        let link = { (first: Int, last: Int, scratch: HNSWScratch) -> Bool in
            for i in first..<last { self.link(slots[i], scratch) }
            guard let progress else { return true }
            return progress(linked.add(last - first, ordering: .relaxed).newValue)
        }
        var isComplete = run(1, serial, 64) { link($0, $1, $2) }
        isComplete = isComplete && run(threads, slots.count - serial, 64) { link($0 + serial, $1 + serial, $2) }
        if !isComplete { for id in ids { remove(id: id) } }
        return (isComplete, learnt)
    }

    private func link(_ slot: UInt32, _ scratch: HNSWScratch) {
        structure.withReadLock {
            guard graph.view.state(slot) == HNSWState.live else { return }
            HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code).link(
                slot, graph: graph, efConstruction: efConstruction,
                skipsRemoved: removedCount.load(ordering: .relaxed) > 0)
        }
    }

    private func takeSlots(for ids: [Int64]) throws -> [UInt32] {
        try identifiers.withLock { identifiers in
            var slots: [UInt32] = []
            slots.reserveCapacity(ids.count)
            for (place, id) in ids.enumerated() {
                let slot: UInt32
                do { slot = try takeSlot(&identifiers) } catch {
                    for id in ids[..<place] { if let taken = identifiers.remove(id) { forget(taken) } }
                    throw error
                }
                if let old = identifiers.remove(id) { forget(old) }
                identifiers.assign(id, to: slot)
                graph.view.record(slot).storeBytes(of: id, toByteOffset: HNSWRecord.id, as: Int64.self)
                liveCount.add(1, ordering: .relaxed)
                slots.append(slot)
            }
            return slots
        }
    }

    private func takeSlot(_ identifiers: inout HNSWIdentifiers) throws -> UInt32 {
        if let reused = identifiers.takeFree() {
            reuses.add(1, ordering: .acquiringAndReleasing)
            return reused
        }
        let slot = try graph.appendSlot()
        try makeRecord(slot)
        _ = try graph.makeVector(slot)
        return slot
    }

    /// A new slot's level and empty lists. A slot that is used again keeps its level, which was drawn without regard to
    /// what it held.
    private func makeRecord(_ slot: UInt32) throws {
        let level = drawLevel(slot)
        let record = graph.view.record(slot)
        record.storeBytes(of: UInt8(level), toByteOffset: HNSWRecord.level, as: UInt8.self)
        if level > 0 {
            let upper = try graph.appendUpperLists(level)
            record.storeBytes(of: upper, toByteOffset: HNSWRecord.upper, as: UInt32.self)
        }
        graph.view.baseLinks(slot).initialize(repeating: HNSWLayout.end, count: layout.baseLinks)
    }

    /// Copies a vector into its slot and encodes it. Under the read side of `structure`.
    private func write(_ source: UnsafeRawPointer, slot: UInt32, _ scratch: HNSWScratch) {
        graph.view.vector(slot).copyMemory(from: source, byteCount: layout.vectorBytes)
        encode(slot, scratch.wide)
        // A slot may have been removed again already, when an id comes twice.
        identifiers.withLock { _ in
            if graph.view.state(slot) == HNSWState.free { graph.view.setState(slot, HNSWState.live) }
        }
    }

    /// Calls `body` with ranges of `count` indices, on several threads; false as soon as a call gave false.
    @discardableResult
    func run(
        _ threads: Int, _ count: Int, _ block: Int, _ body: @escaping (Int, Int, HNSWScratch) -> Bool
    ) -> Bool {
        guard count > 0 else { return true }
        let next = Atomic<Int>(0)
        let failed = Atomic<Bool>(false)
        let work = {
            self.scratches.with { scratch in
                while !failed.load(ordering: .relaxed) {
                    let first = next.add(block, ordering: .relaxed).oldValue
                    guard first < count else { return }
                    if !body(first, min(first + block, count), scratch) { failed.store(true, ordering: .relaxed) }
                }
            }
        }
        if threads == 1 { work() } else { ThreadPool.computing.parallelFor(threads) { _ in work() } }
        return !failed.load(ordering: .relaxed)
    }
}

/// Where the vectors of a batch are.
private struct HNSWRows: @unchecked Sendable {
    // Safe because the memory is only read, and outlives the call that reads it.
    let base: UnsafeRawPointer
    let stride: Int
}
