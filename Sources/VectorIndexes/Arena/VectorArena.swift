import VectorTypes

/// Vectors of one length and element type in memory, found by a 64-bit id.
///
/// Rows lie one after another in chunks of about 12 to 16 MiB, so that an exact search streams them at memory speed and
/// nothing is ever copied when the table grows. A vector keeps its *slot* (its row number) until it is removed; the slots
/// of removed vectors are used again. Beside the rows stand each slot's id and a bitmap of the slots in use. Sparse
/// vectors have no common length: their row is a pointer to an allocation of its own.
///
/// **Locking.** Readers see the arena only inside ``withReader(_:)`` and writers only inside ``withWriter(_:)``: many
/// readers or one writer. A writer therefore prepares its changes (reads SQLite, converts) before it takes the lock.
///
/// **Memory.** rows × stride + 16 to 22 bytes a row; the stride is the row's size, rounded up to 64 bytes for rows of 512
/// bytes and more.
package final class VectorArena: @unchecked Sendable {
    // Safe because `content` is only touched under `lock`, for reading under the read lock.
    package let layout: ArenaLayout
    private let lock = ReadWriteLock()
    private let content: ArenaContent

    /// An empty arena.
    package init(element: VectorElement, dimensions: Int) {
        layout = ArenaLayout(element: element, dimensions: dimensions)
        content = ArenaContent(layout: layout)
    }

    /// Calls `body` with a view of the arena that does not change until it returns. Not to be nested in one thread.
    package func withReader<R>(_ body: (ArenaContent) throws -> R) rethrows -> R {
        try lock.withReadLock { try body(content) }
    }

    /// Calls `body` with the arena while nobody else sees it.
    package func withWriter<R>(_ body: (ArenaContent) throws -> R) rethrows -> R {
        try lock.withWriteLock { try body(content) }
    }
}

/// Where the elements of an arena's rows are.
package struct ArenaLayout: Sendable, Hashable {
    package let element: VectorElement
    package let dimensions: Int
    /// The bytes of one row's elements.
    package let rowBytes: Int
    /// The bytes from one row to the next.
    package let stride: Int
    /// A chunk holds two to the power of this many rows, at least 64: a word of a slot mask never spans two chunks.
    package let chunkShift: Int

    package init(element: VectorElement, dimensions: Int) {
        self.element = element
        self.dimensions = dimensions
        rowBytes = element.rowBytes(dimensions: dimensions)
        let alignment =
            switch rowBytes {
            case 512...: 64
            case 64...: 16
            default: min(4, max(1, rowBytes & -rowBytes))
            }
        stride = max(alignment, (rowBytes + alignment - 1) / alignment * alignment)
        let fitting = max(64, (16 << 20) / stride)
        chunkShift = Int.bitWidth - 1 - fitting.leadingZeroBitCount
    }

    package var rowsPerChunk: Int { 1 << chunkShift }
}
