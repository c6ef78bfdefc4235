/// Finds the slot of an id: an open-addressing hash table of slot numbers, four bytes an entry.
///
/// The keys are not stored again: they are read from the arena's id array. Removal closes the gap by moving later
/// entries back (Knuth, The Art of Computer Programming, volume 3, algorithm 6.4R), so there are no tombstones.
struct SlotMap {
    private static let empty = UInt32.max
    private var table: [UInt32] = []
    private var mask = 0
    private(set) var count = 0

    private static func hash(_ id: Int64) -> Int {
        var z = UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
        z ^= z >> 32
        return Int(truncatingIfNeeded: z & 0x7FFF_FFFF_FFFF_FFFF)
    }

    func slot(of id: Int64, ids: UnsafePointer<Int64>) -> Int? {
        guard count > 0 else { return nil }
        var position = Self.hash(id) & mask
        while table[position] != Self.empty {
            let slot = Int(table[position])
            if ids[slot] == id { return slot }
            position = (position + 1) & mask
        }
        return nil
    }

    /// Adds a slot whose id is not in the table; `ids[slot]` must hold the id already.
    mutating func insert(slot: Int, ids: UnsafePointer<Int64>) {
        if (count + 1) * 4 > table.count * 3 { rehash(ids: ids) }
        place(UInt32(slot), ids: ids)
        count += 1
    }

    /// As `insert`, but false, and nothing changes, when the id is in the table already.
    mutating func insertNew(slot: Int, ids: UnsafePointer<Int64>) -> Bool {
        if (count + 1) * 4 > table.count * 3 { rehash(ids: ids) }
        var position = Self.hash(ids[slot]) & mask
        while table[position] != Self.empty {
            if ids[Int(table[position])] == ids[slot] { return false }
            position = (position + 1) & mask
        }
        table[position] = UInt32(slot)
        count += 1
        return true
    }

    /// Makes room for `wanted` slots in all.
    mutating func reserve(_ wanted: Int) {
        guard count == 0, wanted * 4 > table.count * 3 else { return }
        var capacity = 16
        while capacity * 3 < wanted * 4 { capacity *= 2 }
        table = Array(repeating: Self.empty, count: capacity)
        mask = capacity - 1
    }

    mutating func remove(id: Int64, ids: UnsafePointer<Int64>) {
        guard count > 0 else { return }
        var hole = Self.hash(id) & mask
        while table[hole] != Self.empty, ids[Int(table[hole])] != id { hole = (hole + 1) & mask }
        guard table[hole] != Self.empty else { return }
        count -= 1
        var next = hole
        while true {
            next = (next + 1) & mask
            guard table[next] != Self.empty else { break }
            let home = Self.hash(ids[Int(table[next])]) & mask
            // The entry may move back only if its home does not lie cyclically in (hole, next].
            if (next - home) & mask >= (next - hole) & mask {
                table[hole] = table[next]
                hole = next
            }
        }
        table[hole] = Self.empty
    }

    private mutating func place(_ slot: UInt32, ids: UnsafePointer<Int64>) {
        var position = Self.hash(ids[Int(slot)]) & mask
        while table[position] != Self.empty { position = (position + 1) & mask }
        table[position] = slot
    }

    private mutating func rehash(ids: UnsafePointer<Int64>) {
        let old = table
        let capacity = max(16, table.count * 2)
        table = Array(repeating: Self.empty, count: capacity)
        mask = capacity - 1
        for slot in old where slot != Self.empty { place(slot, ids: ids) }
    }
}
