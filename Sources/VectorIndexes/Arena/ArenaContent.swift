import VectorTypes

/// The inside of a ``VectorArena``: all its pointer code. Reached under the arena's lock only.
package final class ArenaContent {
    package let layout: ArenaLayout
    private var chunks: [MemoryChunk] = []
    private let ids = GrowableBuffer<Int64>()
    private let liveWords = GrowableBuffer<UInt64>()
    private let freeSlots = GrowableBuffer<UInt32>()
    private var map = SlotMap()

    /// The number of slots that have ever been used; their numbers are below this.
    package var slotCount: Int { ids.count }
    /// The number of vectors.
    package var liveCount: Int { map.count }
    /// Whether each slot below `slotCount` holds a vector.
    package var isDense: Bool { freeSlots.count == 0 }
    /// The ids by slot.
    package var slotIDs: UnsafePointer<Int64> { UnsafePointer(ids.base) }
    /// One bit a slot, 64 to a word: set where there is a vector.
    package var liveMask: UnsafePointer<UInt64> { UnsafePointer(liveWords.base) }

    init(layout: ArenaLayout) { self.layout = layout }

    deinit {
        removeAll()
        for chunk in chunks { chunk.free() }
    }

    /// The slot of an id.
    /// - Complexity: O(1).
    package func slot(of id: Int64) -> Int? { map.slot(of: id, ids: ids.base) }

    /// The address of a slot's row.
    @inline(__always)
    package func row(_ slot: Int) -> UnsafeMutableRawPointer {
        chunks[slot >> layout.chunkShift].base + (slot & (layout.rowsPerChunk - 1)) * layout.stride
    }

    /// The storage form of a slot's vector (a sparse one's whole BLOB).
    package func bytes(_ slot: Int) -> UnsafeRawBufferPointer {
        let row = row(slot)
        guard layout.element == .sparse else { return UnsafeRawBufferPointer(start: row, count: layout.rowBytes) }
        guard let pointer = row.load(as: UnsafeMutableRawPointer?.self) else { return .init(start: nil, count: 0) }
        let nonZeros = Int((pointer + 4).load(as: Int32.self))
        return UnsafeRawBufferPointer(start: pointer, count: 8 + 8 * nonZeros)
    }

    /// Adds a vector, or replaces the one that has this id.
    /// - Parameter bytes: the vector in storage form, already checked: little-endian elements of the arena's type and
    ///   number; for `sparse` the whole BLOB.
    package func put(_ bytes: UnsafeRawBufferPointer, id: Int64) throws {
        if let slot = slot(of: id) {
            try write(bytes, slot: slot)
            return
        }
        if let slot = freeSlots.popLast().map(Int.init) {
            ids[slot] = id
            do { try write(bytes, slot: slot) } catch {
                freeSlots.append(UInt32(slot))
                throw error
            }
            liveWords[slot >> 6] |= 1 << UInt64(slot & 63)
            map.insert(slot: slot, ids: ids.base)
            return
        }
        let slot = ids.count
        guard slot < Int(UInt32.max) else {
            throw VecDBError(.programLimitExceeded, "a vector index cannot hold more than \(UInt32.max) vectors")
        }
        if slot >> layout.chunkShift == chunks.count {
            chunks.append(try MemoryChunk(bytes: layout.rowsPerChunk * layout.stride, isFirst: chunks.isEmpty))
        }
        if layout.element == .sparse { row(slot).storeBytes(of: nil, as: UnsafeMutableRawPointer?.self) }
        ids.append(id)
        liveWords.append(repeating: 0, toCount: (slot >> 6) + 1)
        do { try write(bytes, slot: slot) } catch {
            freeSlots.append(UInt32(slot))
            throw error
        }
        liveWords[slot >> 6] |= 1 << UInt64(slot & 63)
        map.insert(slot: slot, ids: ids.base)
    }

    /// Removes the vector of an id; false if there is none.
    @discardableResult
    package func remove(id: Int64) -> Bool {
        guard let slot = slot(of: id) else { return false }
        map.remove(id: id, ids: ids.base)
        liveWords[slot >> 6] &= ~(1 << UInt64(slot & 63))
        if layout.element == .sparse { freeSparse(slot) }
        freeSlots.append(UInt32(slot))
        return true
    }

    /// Removes every vector; the memory of the rows is kept for the next ones.
    package func removeAll() {
        if layout.element == .sparse { for slot in 0..<slotCount { freeSparse(slot) } }
        map = SlotMap()
        ids.removeAll()
        liveWords.removeAll()
        freeSlots.removeAll()
    }

    private func write(_ bytes: UnsafeRawBufferPointer, slot: Int) throws {
        let row = row(slot)
        guard let source = bytes.baseAddress else {
            throw VecDBError(.internalError, "a vector without bytes cannot be indexed")
        }
        if layout.element == .sparse {
            guard bytes.count >= 8 else { throw VecDBError(.dataCorrupted, "sparse vector is too short") }
            freeSparse(slot)
            let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 8)
            copy.copyMemory(from: source, byteCount: bytes.count)
            row.storeBytes(of: copy, as: UnsafeMutableRawPointer?.self)
        } else {
            guard bytes.count == layout.rowBytes else {
                throw VecDBError(
                    .internalError, "a row of \(bytes.count) bytes does not fit an arena of \(layout.rowBytes)")
            }
            row.copyMemory(from: source, byteCount: bytes.count)
        }
    }

    private func freeSparse(_ slot: Int) {
        let row = row(slot)
        row.load(as: UnsafeMutableRawPointer?.self)?.deallocate()
        row.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
    }
}
