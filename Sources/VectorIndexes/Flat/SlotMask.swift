/// The slots of an arena that a scan looks at: one bit each, 64 to a word.
package struct SlotMask: Sendable {
    package private(set) var words: [UInt64]
    package private(set) var count: Int

    /// The slots in use.
    package init(live arena: ArenaContent) {
        words = Array(UnsafeBufferPointer(start: arena.liveMask, count: (arena.slotCount + 63) / 64))
        count = arena.liveCount
    }

    /// The slots of those ids that the arena holds.
    /// - Complexity: O(number of ids + slots / 64).
    package init(ids: [Int64], in arena: ArenaContent) {
        words = Array(repeating: 0, count: (arena.slotCount + 63) / 64)
        count = 0
        for id in ids {
            guard let slot = arena.slot(of: id) else { continue }
            let bit: UInt64 = 1 << UInt64(slot & 63)
            if words[slot >> 6] & bit == 0 {
                words[slot >> 6] |= bit
                count += 1
            }
        }
    }

    /// Leaves a slot out.
    package mutating func remove(_ slot: Int) {
        let bit: UInt64 = 1 << UInt64(slot & 63)
        guard slot >> 6 < words.count, words[slot >> 6] & bit != 0 else { return }
        words[slot >> 6] &= ~bit
        count -= 1
    }
}
