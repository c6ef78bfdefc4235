import Synchronization
import VectorKernels
import VectorTypes

/// Adding vectors.
///
/// 1. *Put*: under the id lock a vector gets a slot, is copied there and encoded where there are codes. If its id is
///    there already, the old vector is removed, as by `remove(id:)`. From now on searches find the new one: it is
///    *unsettled*, and they compare all unsettled vectors one by one (see `HNSWWaiting`).
/// 2. *Codes*: if there are enough vectors now to learn codes from, or many more than the codes were learnt from, codes
///    are learnt. Nobody is in the graph meanwhile.
/// 3. *Links*: threads take blocks of slots and link node after node (see `HNSWInsert`). The first few are linked by
///    one thread, because nodes that are linked at the same instant do not see each other. Each node is claimed first,
///    so that any number of threads may settle; when it is linked it is unsettled no longer.
/// 4. *Stragglers*: after a large batch, nodes that no link leads to are searched for and linked (see `HNSWRepair`).
///
/// `put` does step 1, `settle` steps 2 to 4 for whatever is unsettled, `add` all for its own vectors. A block of nodes
/// is linked under the read side of `linking`, which is free between blocks: repairs, checks and captures of pages wait
/// for a few milliseconds at most.
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
        guard element != .sparse, rows.count == ids.count * layout.vectorBytes else {
            throw VecDBError(.internalError, "\(rows.count) bytes for \(ids.count) vectors of \(layout.vectorBytes)")
        }
        try add(ids: ids, threads: threads, progress: progress) { i in
            UnsafeRawBufferPointer(rebasing: rows[(i * layout.vectorBytes)..<((i + 1) * layout.vectorBytes)])
        }
    }

    /// As above; `payload` gives the vector in storage form for each place in `ids`.
    func add(
        ids: [Int64], threads: Int?, progress: (@Sendable (Int) -> Bool)?,
        payload: (Int) -> UnsafeRawBufferPointer
    ) throws {
        guard !ids.isEmpty else { return }
        let threads = max(1, min(ThreadPool.threads(threads), (ids.count + 63) / 64))
        let slots = try store(ids, payload)
        let learnt = try reviewCodes(threads: threads, vectors: nil)
        let linked = Atomic<Int>(0)
        let isComplete = link(slots, threads: threads, keepsReach: !isMuch(slots.count)) { count in
            progress?(linked.add(count, ordering: .relaxed).newValue) ?? true
        }
        guard isComplete else {
            for id in ids { remove(id: id) }
            throw ScanControl.cancelled
        }
        if isMuch(0) { connectUnreachable() }
        if learnt || ids.count >= HNSWCoding.firstReview || isMeasuringDue { try calibrate(vectors: nil) }
    }

    /// Step 1 for a batch, in blocks, so that nobody waits long for the id lock.
    private func store(_ ids: [Int64], _ payload: (Int) -> UnsafeRawBufferPointer) throws -> [UInt32] {
        var slots: [UInt32] = []
        slots.reserveCapacity(ids.count)
        for first in stride(from: 0, to: ids.count, by: 256) {
            let block = first..<min(first + 256, ids.count)
            do {
                try scratches.with { scratch in
                    try structure.withReadLock {
                        try identifiers.withLock { identifiers in
                            for i in block {
                                slots.append(try store(payload(i), id: ids[i], &identifiers, scratch))
                            }
                        }
                    }
                }
                try learnEarly()
            } catch {
                for id in ids[..<slots.count] { remove(id: id) }
                throw error
            }
        }
        return slots
    }

    /// Stores a vector in storage form, already checked, in place of the one with this id. Searches find it at once; it
    /// gets its links when it is settled.
    /// - Complexity: O(dimensions).
    package func put(_ payload: UnsafeRawBufferPointer, id: Int64) throws {
        guard layout.takes(payload) else { throw layout.misfit(payload) }
        try scratches.with { scratch in
            try structure.withReadLock {
                try identifiers.withLock { _ = try store(payload, id: id, &$0, scratch) }
            }
        }
        try learnEarly()
    }

    /// Under the read side of `structure` and the id lock.
    private func store(
        _ payload: UnsafeRawBufferPointer, id: Int64, _ identifiers: inout HNSWIdentifiers, _ scratch: HNSWScratch
    ) throws -> UInt32 {
        guard let row = payload.baseAddress else { throw layout.misfit(payload) }
        let slot = try takeSlot(&identifiers)
        let view = graph.view
        if storesVectors {
            do {
                try graph.setVector(slot, payload)
            } catch {
                identifiers.giveBack([slot])
                throw error
            }
        }
        if let old = identifiers.remove(id) { forget(old) }
        encode(slot, row, scratch.wide)
        identifiers.assign(id, to: slot)
        view.record(slot).storeBytes(of: id, toByteOffset: HNSWRecord.id, as: Int64.self)
        setPresent(slot, storesVectors)
        if !storesVectors { missingCount.add(1, ordering: .acquiringAndReleasing) }
        liveCount.add(1, ordering: .relaxed)
        view.setState(slot, HNSWState.live)
        setWaiting(slot, true)
        view.noteChange(slot, HNSWGroup.nodesChanged)
        return slot
    }

    /// Gives a vector that came without its elements its elements; nothing when it has them, or there is none with this
    /// id, or the index does without.
    package func attach(_ payload: UnsafeRawBufferPointer, id: Int64) throws {
        guard layout.takes(payload) else { throw layout.misfit(payload) }
        try structure.withReadLock {
            guard storesVectors else { return }
            try identifiers.withLock { identifiers in
                guard let slot = identifiers.slot(of: id), !graph.hasVector(slot) else { return }
                try graph.setVector(slot, payload)
                setPresent(slot, true)
                missingCount.subtract(1, ordering: .acquiringAndReleasing)
            }
        }
    }

    /// An index that may do without vectors learns codes as soon as it can.
    private func learnEarly() throws {
        guard !keepsVectors, layout.hasCodes, count >= HNSWCoding.firstReview else { return }
        if structure.withReadLock({ coding.code == nil }) { _ = try reviewCodes(threads: 1, vectors: nil) }
    }

    /// Gives unsettled vectors their links, as many as `limit` says (nil: all). Searches, puts and removals go on
    /// meanwhile. Several threads may settle at the same time.
    /// - Parameters:
    ///   - vectors: Reads vectors whose elements are not in memory, when codes have to be learnt again.
    ///   - progress: Called now and then with the number of vectors settled by this call.
    /// - Throws: 57014 when `control` says stop; what was settled stays so.
    package func settle(
        _ control: ScanControl, limit: Int?, vectors: VectorFetch?, progress: (@Sendable (Int) -> Void)?
    ) throws {
        let settled = Atomic<Int>(0)
        let keepsReach = !isMuch(min(limit ?? .max, waitingCount.load(ordering: .relaxed)))
        var learnt = false
        while true {
            try control.check()
            let done = settled.load(ordering: .relaxed)
            let wanted = min(Self.settlingChunk, (limit ?? .max) - done)
            // One chunk at a time, so that two who settle do not look at the same nodes.
            let isComplete = try settling.withLock { _ -> Bool? in
                let slots = waitingSlots(wanted)
                guard !slots.isEmpty else { return nil }
                if try reviewCodes(threads: control.threads, vectors: vectors) { learnt = true }
                return link(slots, threads: control.threads, keepsReach: keepsReach) { count in
                    let sum = settled.add(count, ordering: .relaxed).newValue
                    progress?(sum)
                    return control.shouldStop?() != true
                }
            }
            guard let isComplete else { break }
            guard isComplete else { throw ScanControl.cancelled }
        }
        let done = settled.load(ordering: .relaxed)
        if done > 0, isMuch(0) { connectUnreachable() }
        if learnt || done >= max(HNSWCoding.firstReview, count / 8) || isMeasuringDue {
            try calibrate(vectors: vectors)
        }
    }

    /// Whether so many nodes more are reason to look for nodes that no link leads to: it costs what linking a
    /// four-hundredth of the nodes costs. Where they are not, insertions look after such nodes themselves, as well as
    /// they can from near by.
    private func isMuch(_ more: Int) -> Bool { (linkedCount.load(ordering: .relaxed) + more) * 64 >= count }

    /// How many vectors a settler takes on at a time.
    private static let settlingChunk = 4_096

    /// Links nodes; false when `progress`, called with the number of nodes of each block, ended it. The rest stays
    /// unsettled.
    private func link(
        _ slots: [UInt32], threads: Int, keepsReach: Bool, progress: @escaping (Int) -> Bool
    ) -> Bool {
        let settled = count - waitingCount.load(ordering: .relaxed)
        let serial = min(slots.count, max(0, 512 - settled))
        let block = { (first: Int, last: Int, scratch: HNSWScratch) -> Bool in
            self.linking.withReadLock {
                let linked = slots[first..<last].filter { self.link($0, scratch, keepsReach: keepsReach) }
                self.linkedCount.add(linked.count, ordering: .relaxed)
                self.identifiers.withLock { _ in
                    for slot in linked {
                        self.setWaiting(slot, false)
                        self.graph.view.noteChange(slot, HNSWGroup.nodesChanged)
                    }
                }
            }
            return progress(last - first)
        }
        guard run(1, serial, 64, { block($0, $1, $2) }) else { return false }
        return run(max(1, min(threads, (slots.count - serial + 63) / 64)), slots.count - serial, 64) {
            block($0 + serial, $1 + serial, $2)
        }
    }

    /// Links a node, unless it is gone or somebody else does.
    private func link(_ slot: UInt32, _ scratch: HNSWScratch, keepsReach: Bool) -> Bool {
        structure.withReadLock {
            guard graph.view.state(slot) == HNSWState.live, graph.view.claim(slot) else { return false }
            var walk = HNSWTraversal(scorer: scorer, scratch: scratch, code: coding.code)
            walk.keepsReach = keepsReach
            walk.entryWidth = buildingWidth
            let context = HNSWBuildContext(
                graph: graph, efConstruction: efConstruction, skipsRemoved: removedCount.load(ordering: .relaxed) > 0)
            walk.link(slot, context) { self.raise($0, to: $1) }
            return true
        }
    }

    private func takeSlot(_ identifiers: inout HNSWIdentifiers) throws -> UInt32 {
        if let reused = identifiers.takeFree() {
            reuses.add(1, ordering: .acquiringAndReleasing)
            return reused
        }
        let slot = try graph.appendSlot()
        try makeRecord(slot)
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
        graph.view.noteChange(slot, HNSWGroup.linksChanged)
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
