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

/// Where a row is: the number of its list, or ``pendingList``, and its number there.
struct IVFFlatPlace: Equatable {
    static let pendingList = 0xffff
    /// The place of a slot that has no row any more.
    static let none = IVFFlatPlace(bits: UInt64.max)

    let bits: UInt64
    init(bits: UInt64) { self.bits = bits }
    init(list: Int, row: Int) { bits = UInt64(list) << 48 | UInt64(row) & 0xffff_ffff_ffff }
    var list: Int { Int(bits >> 48) }
    var row: Int { Int(bits & 0xffff_ffff_ffff) }
}

/// The state of a slot.
enum IVFFlatState {
    /// Nothing: never used, or free for the next vector.
    static let free: UInt8 = 0
    /// A vector that searches may return.
    static let live: UInt8 = 1
    /// A removed vector, whose row a scan may still meet.
    static let removed: UInt8 = 2
}

/// The table of slots: for each its id, the place of its row, its state and whether its vector is in memory.
///
/// Chunks never move or go away before the table does. An id is written before the row that names the slot is
/// published, and not again before every search that could have met that row has ended. A place changes under the write
/// side of the index's `structure`. A state is one atomic byte.
final class IVFFlatSlots: @unchecked Sendable {
    // Safe because of the rules above.
    private static let shift = 14
    private static let chunkSlots = 1 << shift
    /// Ids and places, then states, then marks of vectors in memory.
    private static let chunkBytes = chunkSlots * 18
    private let table: UnsafeMutablePointer<UnsafeMutableRawPointer>
    private let chunkCount = Atomic<Int>(0)
    /// Slots below this are or were in use.
    let used = Atomic<Int>(0)

    init() throws {
        let limit = IVFFlatParameters.maximumCount >> Self.shift + 1
        guard let table = calloc(limit, MemoryLayout<UnsafeMutableRawPointer>.stride) else {
            throw VecDBError(.outOfMemory, "out of memory")
        }
        self.table = table.bindMemory(to: UnsafeMutableRawPointer.self, capacity: limit)
    }

    deinit {
        for i in 0..<chunkCount.load(ordering: .relaxed) { free(table[i]) }
        free(table)
    }

    var memoryUse: Int { used.load(ordering: .relaxed) * 18 }

    /// A new slot. Under the lock of the ids.
    func append() throws -> UInt32 {
        let slot = used.load(ordering: .relaxed)
        guard slot < IVFFlatParameters.maximumCount else {
            throw VecDBError(
                .programLimitExceeded,
                "an ivfflat index cannot hold more than \(IVFFlatParameters.maximumCount) vectors")
        }
        let chunks = chunkCount.load(ordering: .relaxed)
        if slot >> Self.shift == chunks {
            guard let chunk = calloc(Self.chunkBytes, 1) else { throw VecDBError(.outOfMemory, "out of memory") }
            table[chunks] = chunk
            chunkCount.store(chunks + 1, ordering: .releasing)
        }
        used.store(slot + 1, ordering: .releasing)
        return UInt32(slot)
    }

    @inline(__always)
    private func chunk(_ slot: UInt32) -> UnsafeMutableRawPointer { table[Int(slot) >> Self.shift] }
    @inline(__always)
    private func offset(_ slot: UInt32) -> Int { Int(slot) & (Self.chunkSlots - 1) }

    @inline(__always)
    func id(_ slot: UInt32) -> Int64 { chunk(slot).load(fromByteOffset: offset(slot) * 16, as: Int64.self) }
    @inline(__always)
    func setID(_ slot: UInt32, _ id: Int64) {
        chunk(slot).storeBytes(of: id, toByteOffset: offset(slot) * 16, as: Int64.self)
    }
    @inline(__always)
    func place(_ slot: UInt32) -> IVFFlatPlace {
        IVFFlatPlace(bits: chunk(slot).load(fromByteOffset: offset(slot) * 16 + 8, as: UInt64.self))
    }
    @inline(__always)
    func setPlace(_ slot: UInt32, _ place: IVFFlatPlace) {
        chunk(slot).storeBytes(of: place.bits, toByteOffset: offset(slot) * 16 + 8, as: UInt64.self)
    }

    @inline(__always)
    private func stateByte(_ slot: UInt32) -> UnsafeMutablePointer<UInt8> {
        (chunk(slot) + (Self.chunkSlots * 16 + offset(slot))).assumingMemoryBound(to: UInt8.self)
    }
    @inline(__always)
    func state(_ slot: UInt32) -> UInt8 { vecdb_load_byte_acquire(stateByte(slot)) }
    @inline(__always)
    func setState(_ slot: UInt32, _ state: UInt8) { vecdb_store_byte_release(stateByte(slot), state) }
    @inline(__always)
    func isLive(_ slot: UInt32) -> Bool { state(slot) == IVFFlatState.live }

    @inline(__always)
    private func vectorByte(_ slot: UInt32) -> UnsafeMutablePointer<UInt8> {
        (chunk(slot) + (Self.chunkSlots * 17 + offset(slot))).assumingMemoryBound(to: UInt8.self)
    }
    /// Whether the row's vector is in memory.
    @inline(__always)
    func hasVector(_ slot: UInt32) -> Bool { vecdb_load_byte_acquire(vectorByte(slot)) != 0 }
    @inline(__always)
    func setHasVector(_ slot: UInt32, _ has: Bool) { vecdb_store_byte_release(vectorByte(slot), has ? 1 : 0) }
}

/// Which slot holds which id, and which slots are free. Under a lock of the index.
struct IVFFlatIdentifiers: @unchecked Sendable {
    // Safe because it is only reached under the lock that owns it.
    /// The id of each slot: kept here a second time because the map looks ids up by slot.
    private let ids = GrowableBuffer<Int64>()
    private var map = SlotMap()
    private var free: [UInt32] = []
    /// Slots of removed vectors.
    private(set) var removed: [UInt32] = []
    /// Stored pages whose rows have changed.
    private var changedPages: Set<IVFFlatPageMark> = []

    /// Notes that a row has changed.
    mutating func noteChange(_ place: IVFFlatPlace, rowsPerPage: Int) {
        guard place.list != IVFFlatPlace.pendingList, place != .none else { return }
        changedPages.insert(
            IVFFlatPageMark(list: UInt32(place.list), sequence: UInt32(place.row / rowsPerPage)))
    }

    mutating func takeChangedPages() -> Set<IVFFlatPageMark> {
        defer { changedPages = [] }
        return changedPages
    }

    func slot(of id: Int64) -> UInt32? { map.slot(of: id, ids: ids.base).map { UInt32($0) } }

    mutating func takeFree() -> UInt32? { free.popLast() }
    mutating func giveBack(_ slots: [UInt32]) { free += slots }
    mutating func takeRemoved() -> [UInt32] {
        defer { removed = [] }
        return removed
    }
    mutating func restoreRemoved(_ slots: [UInt32]) { removed += slots }

    mutating func assign(_ id: Int64, to slot: UInt32) {
        ids.append(repeating: 0, toCount: Int(slot) + 1)
        ids[Int(slot)] = id
        map.insert(slot: Int(slot), ids: ids.base)
    }

    mutating func remove(_ id: Int64) -> UInt32? {
        guard let slot = slot(of: id) else { return nil }
        map.remove(id: id, ids: ids.base)
        removed.append(slot)
        return slot
    }

    /// Takes in a slot while an index is read: live ones are mapped, others count as removed. False when the id is there
    /// already.
    mutating func load(_ id: Int64, slot: UInt32, isLive: Bool) -> Bool {
        ids.append(repeating: 0, toCount: Int(slot) + 1)
        ids[Int(slot)] = id
        guard isLive else {
            removed.append(slot)
            return true
        }
        guard map.slot(of: id, ids: ids.base) == nil else { return false }
        map.insert(slot: Int(slot), ids: ids.base)
        return true
    }
}
