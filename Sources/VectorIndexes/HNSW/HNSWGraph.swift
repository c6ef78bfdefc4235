#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CIntrinsics
import Synchronization
import VectorTypes

/// The memory of a graph: all pointers to nodes, and nothing of the algorithm.
///
/// **Who may do what.** Chunks are added under the id table's lock and never move or go away before the graph does. A
/// list of links is changed by the holder of the node's lock and read by anybody at any time: each link is one atomic
/// word, so a reader sees a mixture of the old and the new list, every entry of which is a node. A node's vector, code
/// and term are written before any link to it, with release and acquire between. They are written again only when the
/// slot is used again, after every search that could have met the old node has ended.
final class HNSWGraph: @unchecked Sendable {
    // Safe because of the rules above; every stored property is constant or atomic.
    let view: HNSWView
    /// The node where searches start: its slot and level; see ``HNSWEntry``.
    let entry = Atomic<UInt64>(HNSWEntry.none)
    /// Slots below this have memory.
    let allocated = Atomic<Int>(0)
    /// Slots below this are or were in use.
    let used = Atomic<Int>(0)
    private let chunkCount = Atomic<Int>(0)
    private let upperChunkCount = Atomic<Int>(0)
    private let upperUsed = Atomic<Int>(0)
    private let vectorChunks = Atomic<Int>(0)
    /// The bytes of sparse vectors, which have memory of their own.
    private let sparseBytes = Atomic<Int>(0)

    var layout: HNSWLayout { view.layout }

    init(layout: HNSWLayout) throws {
        let upperLimit = HNSWParameters.maximumCount >> HNSWLayout.upperShift
        let pointer = MemoryLayout<UnsafeMutableRawPointer>.stride
        guard let table = calloc(layout.chunkLimit, pointer), let vectors = calloc(layout.chunkLimit, pointer),
            let upper = calloc(upperLimit + 1, pointer)
        else { throw VecDBError(.outOfMemory, "out of memory") }
        view = HNSWView(
            layout: layout,
            table: table.bindMemory(to: UnsafeMutableRawPointer.self, capacity: layout.chunkLimit),
            vectorTable: vectors.bindMemory(to: UnsafeMutableRawPointer?.self, capacity: layout.chunkLimit),
            upperTable: upper.bindMemory(to: UnsafeMutableRawPointer.self, capacity: upperLimit + 1))
    }

    deinit {
        freeSparse()
        for index in 0..<chunkCount.load(ordering: .relaxed) { free(view.table[index]) }
        for index in 0..<layout.chunkLimit { if let chunk = view.vectorTable[index] { free(chunk) } }
        for index in 0..<upperChunkCount.load(ordering: .relaxed) { free(view.upperTable[index]) }
        free(view.table)
        free(view.vectorTable)
        free(view.upperTable)
    }

    /// Gives the next slot memory. Under the id table's lock.
    func appendSlot() throws -> UInt32 {
        let slot = used.load(ordering: .relaxed)
        guard slot < HNSWParameters.maximumCount, slot >> layout.shift < layout.chunkLimit else {
            throw VecDBError(
                .programLimitExceeded, "an hnsw index cannot hold more than \(HNSWParameters.maximumCount) vectors")
        }
        if slot == allocated.load(ordering: .relaxed) { try appendChunk() }
        let record = view.record(UInt32(slot))
        record.initializeMemory(as: UInt8.self, repeating: 0, count: HNSWRecord.bytes)
        used.store(slot + 1, ordering: .releasing)
        return UInt32(slot)
    }

    /// Gives `count` slots memory, whose records the caller writes. While nobody else sees the graph.
    func appendSlots(_ count: Int) throws {
        guard count <= HNSWParameters.maximumCount, count == 0 || (count - 1) >> layout.shift < layout.chunkLimit else {
            throw VecDBError(
                .programLimitExceeded, "an hnsw index cannot hold more than \(HNSWParameters.maximumCount) vectors")
        }
        while allocated.load(ordering: .relaxed) < count { try appendChunk() }
        used.store(count, ordering: .releasing)
    }

    private func appendChunk() throws {
        let index = chunkCount.load(ordering: .relaxed)
        let chunk = try Self.allocate(layout.chunkBytes, usesHugePages: index > 0)
        (chunk + layout.groupsOffset).initializeMemory(
            as: UInt8.self, repeating: 0, count: layout.chunkBytes - layout.groupsOffset)
        view.table[index] = chunk
        chunkCount.store(index + 1, ordering: .releasing)
        allocated.store((index + 1) << layout.shift, ordering: .releasing)
    }

    /// The memory of a slot's vector, taken from the system if it is not there yet. Under the id table's lock.
    func makeVector(_ slot: UInt32) throws -> UnsafeMutableRawPointer {
        let index = Int(slot) >> layout.shift
        if view.vectorTable[index] == nil {
            let chunk = try Self.allocate(layout.vectorChunkBytes, usesHugePages: index > 0)
            if layout.element == .sparse {
                chunk.initializeMemory(as: UInt8.self, repeating: 0, count: layout.vectorChunkBytes)
            }
            view.vectorTable[index] = chunk
            vectorChunks.add(1, ordering: .relaxed)
        }
        return view.vector(slot)
    }

    /// Writes a slot's vector, of a form that the layout takes. Under the id table's lock, while nobody reads the slot.
    func setVector(_ slot: UInt32, _ payload: UnsafeRawBufferPointer) throws {
        let row = try makeVector(slot)
        guard layout.element == .sparse else {
            if let base = payload.baseAddress { row.copyMemory(from: base, byteCount: layout.vectorBytes) }
            return
        }
        let old = row.load(as: UnsafeMutableRawPointer?.self)
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: payload.count, alignment: 8)
        copy.copyMemory(from: payload)
        row.storeBytes(of: copy.baseAddress, as: UnsafeMutableRawPointer?.self)
        sparseBytes.add(payload.count - (old.map { layout.payload(at: $0).count } ?? 0), ordering: .relaxed)
        old?.deallocate()
    }

    private func freeSparse() {
        guard layout.element == .sparse else { return }
        for slot in 0..<UInt32(used.load(ordering: .relaxed)) where view.vectorTable[Int(slot) >> layout.shift] != nil {
            view.vector(slot).load(as: UnsafeMutableRawPointer?.self)?.deallocate()
        }
    }

    /// Memory for the vectors of all slots, so that a walk on vectors meets none without. Under the id table's lock.
    func makeVectors() throws {
        for first in stride(from: 0, to: used.load(ordering: .relaxed), by: layout.mask + 1) {
            _ = try makeVector(UInt32(first))
        }
    }

    /// Whether a slot's elements are in memory.
    @inline(__always)
    func hasVector(_ slot: UInt32) -> Bool { !view.isMarked(slot, HNSWGroup.absent) }

    /// Gives the memory of all vectors back. While nobody is in the graph.
    func freeVectors() {
        for index in 0..<chunkCount.load(ordering: .relaxed) {
            if let chunk = view.vectorTable[index] { free(chunk) }
            view.vectorTable[index] = nil
        }
        vectorChunks.store(0, ordering: .relaxed)
    }

    /// Places for the lists of `count` upper layers; the number of the first. Under the id table's lock.
    func appendUpperLists(_ count: Int) throws -> UInt32 {
        let first = upperUsed.load(ordering: .relaxed)
        let perChunk = 1 << HNSWLayout.upperShift
        while upperChunkCount.load(ordering: .relaxed) * perChunk < first + count {
            let index = upperChunkCount.load(ordering: .relaxed)
            view.upperTable[index] = try Self.allocate(perChunk * layout.m * 4, usesHugePages: false)
            upperChunkCount.store(index + 1, ordering: .releasing)
        }
        for list in first..<(first + count) {
            view.upperList(UInt32(list)).initialize(repeating: HNSWLayout.end, count: layout.m)
        }
        upperUsed.store(first + count, ordering: .releasing)
        return UInt32(first)
    }

    /// The number of lists of upper layers.
    var upperCount: Int { upperUsed.load(ordering: .acquiring) }

    /// The bytes taken from the system, as far as they have been touched.
    var memoryUse: Int {
        let slots = used.load(ordering: .relaxed)
        let perSlot = layout.codeStride + layout.baseLinks * 4 + 4 + HNSWRecord.bytes
        let vectors = min(slots, vectorChunks.load(ordering: .relaxed) << layout.shift) * layout.vectorStride
        return slots * perSlot + vectors + sparseBytes.load(ordering: .relaxed) + upperUsed.load(ordering: .relaxed)
            * layout.m * 4
    }

    /// Pages become resident when they are first written. The first chunk stays with ordinary pages, because thousands
    /// of small indexes must not take several huge pages each.
    private static func allocate(_ bytes: Int, usesHugePages: Bool) throws -> UnsafeMutableRawPointer {
        var pointer: UnsafeMutableRawPointer?
        let alignment = usesHugePages ? MemoryChunk.hugePage : 4096
        guard posix_memalign(&pointer, alignment, bytes) == 0, let pointer else {
            throw VecDBError(.outOfMemory, "out of memory", detail: "Failed on request of size \(bytes) for an index.")
        }
        #if canImport(Glibc) || canImport(Musl)
            if usesHugePages { madvise(pointer, bytes, Int32(MADV_HUGEPAGE)) }
        #endif
        return pointer
    }
}

/// Slot and level of the entry point in one atomic word.
enum HNSWEntry {
    static let none = UInt64.max

    @inline(__always)
    static func pack(_ slot: UInt32, _ level: Int) -> UInt64 { UInt64(level) << 32 | UInt64(slot) }
    @inline(__always)
    static func slot(_ entry: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: entry) }
    @inline(__always)
    static func level(_ entry: UInt64) -> Int { Int(entry >> 32) }
}

/// The addresses of a graph's parts. A plain value, so that loops keep it in registers without reference counting.
struct HNSWView: @unchecked Sendable {
    // Safe because it holds addresses only; what is behind them obeys `HNSWGraph`'s rules.
    let layout: HNSWLayout
    let table: UnsafeMutablePointer<UnsafeMutableRawPointer>
    let vectorTable: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    let upperTable: UnsafeMutablePointer<UnsafeMutableRawPointer>

    @inline(__always)
    func chunk(_ slot: UInt32) -> UnsafeMutableRawPointer { table[Int(slot) &>> layout.shift] }
    @inline(__always)
    func index(_ slot: UInt32) -> Int { Int(slot) & layout.mask }

    /// Only where vectors are in memory.
    @inline(__always)
    func vector(_ slot: UInt32) -> UnsafeMutableRawPointer {
        vectorTable[Int(slot) &>> layout.shift].unsafelyUnwrapped + index(slot) &* layout.vectorStride
    }
    /// The elements of a vector: its row, or what its row points to.
    @inline(__always)
    func elements(_ slot: UInt32) -> UnsafeMutableRawPointer {
        layout.element == .sparse ? sparse(slot) : vector(slot)
    }
    @inline(__always)
    func code(_ slot: UInt32) -> UnsafeMutableRawPointer { chunk(slot) + index(slot) &* layout.codeStride }
    @inline(__always)
    func term(_ slot: UInt32) -> UnsafeMutablePointer<Float> {
        (chunk(slot) + (layout.termsOffset &+ index(slot) &* 4)).assumingMemoryBound(to: Float.self)
    }
    @inline(__always)
    func record(_ slot: UInt32) -> UnsafeMutableRawPointer {
        chunk(slot) + (layout.recordsOffset &+ index(slot) &* HNSWRecord.bytes)
    }
    @inline(__always)
    func baseLinks(_ slot: UInt32) -> UnsafeMutablePointer<UInt32> {
        (chunk(slot) + (layout.linksOffset &+ index(slot) &* (layout.baseLinks &* 4)))
            .assumingMemoryBound(to: UInt32.self)
    }
    @inline(__always)
    func upperList(_ list: UInt32) -> UnsafeMutablePointer<UInt32> {
        let chunk = upperTable[Int(list) &>> HNSWLayout.upperShift]
        let index = Int(list) & (1 << HNSWLayout.upperShift - 1)
        return (chunk + index &* (layout.m &* 4)).assumingMemoryBound(to: UInt32.self)
    }
    @inline(__always)
    func links(_ slot: UInt32, _ level: Int) -> UnsafeMutablePointer<UInt32> {
        level == 0
            ? baseLinks(slot)
            : upperList(record(slot).load(fromByteOffset: HNSWRecord.upper, as: UInt32.self) &+ UInt32(level &- 1))
    }
    /// How many links a list of that layer has room for.
    @inline(__always)
    func capacity(_ level: Int) -> Int { level == 0 ? layout.baseLinks : layout.m }

    /// The marks of the 32 slots to which this one belongs.
    @inline(__always)
    func group(_ slot: UInt32) -> UnsafeMutableRawPointer {
        chunk(slot) + (layout.groupsOffset &+ (index(slot) &>> 5) &* HNSWGroup.bytes)
    }
    @inline(__always)
    func marks(_ slot: UInt32, _ offset: Int) -> UnsafeMutablePointer<UInt32> {
        (group(slot) + offset).assumingMemoryBound(to: UInt32.self)
    }
    @inline(__always)
    func isMarked(_ slot: UInt32, _ offset: Int) -> Bool {
        vecdb_load_acquire(marks(slot, offset)) & (1 &<< (slot & 31)) != 0
    }
    /// Under the id lock.
    func mark(_ slot: UInt32, _ offset: Int, _ isSet: Bool) {
        let word = marks(slot, offset)
        let bit: UInt32 = 1 &<< (slot & 31)
        vecdb_store_release(word, isSet ? word.pointee | bit : word.pointee & ~bit)
    }
    /// Notes that a slot's record, code or term differs from what was captured (``HNSWGroup/nodesChanged``), or its
    /// links do.
    @inline(__always)
    func noteChange(_ slot: UInt32, _ offset: Int) {
        let note = (group(slot) + offset).assumingMemoryBound(to: UInt8.self)
        // Read first: a line that nobody writes stays in the caches of all cores.
        if vecdb_load_byte_acquire(note) == 0 { vecdb_store_byte_release(note, 1) }
    }

    /// How many slots of a chunk are unsettled.
    @inline(__always)
    func waiting(_ chunk: Int) -> UnsafeMutablePointer<UInt32> {
        (table[chunk] + layout.waitingOffset).assumingMemoryBound(to: UInt32.self)
    }
    /// Takes on the linking of a node: true for the first who asks.
    @inline(__always)
    func claim(_ slot: UInt32) -> Bool {
        vecdb_try_lock((record(slot) + HNSWRecord.placed).assumingMemoryBound(to: UInt8.self))
    }
    @inline(__always)
    func isPlaced(_ slot: UInt32) -> Bool {
        vecdb_load_byte_acquire((record(slot) + HNSWRecord.placed).assumingMemoryBound(to: UInt8.self)) != 0
    }
    func setPlaced(_ slot: UInt32, _ isPlaced: Bool) {
        vecdb_store_byte_release(
            (record(slot) + HNSWRecord.placed).assumingMemoryBound(to: UInt8.self), isPlaced ? 1 : 0)
    }

    @inline(__always)
    func id(_ slot: UInt32) -> Int64 { record(slot).load(fromByteOffset: HNSWRecord.id, as: Int64.self) }
    @inline(__always)
    func level(_ slot: UInt32) -> Int { Int(record(slot).load(fromByteOffset: HNSWRecord.level, as: UInt8.self)) }
    @inline(__always)
    func state(_ slot: UInt32) -> UInt8 {
        vecdb_load_byte_acquire((record(slot) + HNSWRecord.state).assumingMemoryBound(to: UInt8.self))
    }
    @inline(__always)
    func setState(_ slot: UInt32, _ state: UInt8) {
        vecdb_store_byte_release((record(slot) + HNSWRecord.state).assumingMemoryBound(to: UInt8.self), state)
    }

    /// Copies a list of links that others may be changing; returns how many there are.
    @inline(__always)
    func copyLinks(_ links: UnsafePointer<UInt32>, _ capacity: Int, into out: UnsafeMutablePointer<UInt32>) -> Int {
        var count = 0
        while count < capacity {
            let link = vecdb_load_acquire(links + count)
            if link == HNSWLayout.end { break }
            out[count] = link
            count &+= 1
        }
        return count
    }

    /// Replaces a list of links. By the holder of the node's lock.
    @inline(__always)
    func setLinks(
        _ links: UnsafeMutablePointer<UInt32>, _ capacity: Int, _ new: UnsafePointer<UInt32>, _ count: Int
    ) {
        var i = 0
        while i < count {
            vecdb_store_release(links + i, new[i])
            i &+= 1
        }
        if count < capacity { vecdb_store_release(links + count, HNSWLayout.end) }
    }

    @inline(__always)
    func lock(_ slot: UInt32) {
        let lock = (record(slot) + HNSWRecord.lock).assumingMemoryBound(to: UInt8.self)
        var tries = 0
        while !vecdb_try_lock(lock) {
            tries &+= 1
            if tries & 63 == 0 { sched_yield() } else { vecdb_pause() }
        }
    }
    /// Whoever held the lock has changed links.
    @inline(__always)
    func unlock(_ slot: UInt32) {
        noteChange(slot, HNSWGroup.linksChanged)
        vecdb_unlock((record(slot) + HNSWRecord.lock).assumingMemoryBound(to: UInt8.self))
    }
}
