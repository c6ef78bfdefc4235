import VectorIndexes
import VectorTypes

/// The vectors of one column in memory, following the change log: shared by all connections of a file in this process.
///
/// **Position.** The arena holds the rows as they were committed up to a number of the change log, its *position*. A
/// connection whose snapshot is newer moves it on before it searches, if it has written nothing itself (what a
/// transaction wrote and has not committed must never reach others). A search then takes from the arena what stands the same
/// in its own snapshot, and re-reads the other rows from SQLite: those that changed between position and snapshot
/// (from the log), or between snapshot and position (from the *history* of what was applied last). When the history does
/// not reach back to a very old snapshot, or the log was trimmed beyond the position, the search is told so.
///
/// **Rows that are no vectors of the arena's dimensions** are kept by rowid: NULLs, which come last in every result, and
/// *misfits*, which are an error for every search that meets them.
///
/// **Locks.** The arena's own read-write lock guards `book` too. `following` is held by the one thread that loads or
/// follows; it reads SQLite under this lock only and takes the arena's write lock in short sections. While many rows
/// are being applied they are *pending*: their place in the arena is not to be trusted, and searches re-read them.
package final class ResidentColumn: @unchecked Sendable {
    // Safe because `book` is touched only under the arena's lock: changed under the write lock, read under either.
    package let key: ArenaKey
    package let arena: VectorArena
    private let book = Book()
    private let following = ConditionLock<Void>(())

    /// The entries of the history; a snapshot older than these are reads its rows from SQLite.
    static let historyCapacity = 65_536
    /// Rows applied under one write lock.
    static let applyChunk = 1_024

    final class Book {
        var isLoaded = false
        var position: Int64 = 0
        /// The state of foreign schema changes that rowids belong to; see ``Connection/schemaDrift()``.
        var drift: Int64 = 0
        var nulls: Set<Int64> = []
        var misfits: [Int64: Int?] = [:]
        var pending: Set<Int64> = []
        var history: [ChangeLog.Change] = []
        /// All changes after this number up to `position` are in the history.
        var historyStart: Int64 = 0
    }

    init(key: ArenaKey) {
        self.key = key
        arena = VectorArena(element: key.element, dimensions: key.dimensions)
    }

    /// Whether the vectors are in memory.
    package var isLoaded: Bool { arena.withReader { _ in book.isLoaded } }
    /// The number of the last change that the arena has; nil before it is loaded.
    var position: Int64? { arena.withReader { _ in book.isLoaded ? book.position : nil } }
    /// The number of vectors in memory.
    package var count: Int { arena.withReader { $0.liveCount } }

    /// What reading tells about the rows of `column` in a connection's snapshot; nil: this object cannot serve that snapshot.
    package func withView<Result>(
        of column: VectorColumn, in snapshot: Snapshot, _ body: (ColumnView) throws -> Result
    ) throws -> Result? {
        try arena.withReader { content in
            guard book.isLoaded, book.drift == snapshot.drift else { return nil }
            var changed = book.pending
            if book.position < snapshot.position {
                guard
                    let changes = try ChangeLog(sqlite: snapshot.sqlite).changes(
                        of: column.table.oid, after: book.position, upTo: snapshot.position)
                else { return nil }
                changed.formUnion(changes.lazy.map(\.row))
            } else if book.position > snapshot.position {
                guard book.historyStart <= snapshot.position else { return nil }
                for change in book.history where change.number > snapshot.position { changed.insert(change.row) }
            }
            return try body(
                ColumnView(
                    column: column, dimensions: key.dimensions, arena: content, changed: changed.sorted(),
                    nulls: book.nulls, misfits: book.misfits, sqlite: snapshot.sqlite))
        }
    }

    /// Brings the arena up to a snapshot that consists of committed rows only: loads it, or applies what is newer.
    ///
    /// - Returns: false when the log was trimmed or rowids have moved: a new object must be made.
    package func follow(
        _ column: VectorColumn, to snapshot: Snapshot, shouldStop: (@Sendable () -> Bool)?
    ) throws -> Bool {
        let state = arena.withReader { _ in
            (book.isLoaded, book.position, book.pending.isEmpty, book.drift)
        }
        if state.0, state.3 == snapshot.drift,
            state.1 > snapshot.position || state.1 == snapshot.position && state.2
        {
            return true
        }
        return try following.withLock { _ in
            let control = ScanControl(shouldStop: shouldStop)
            // Somebody else may have done it while this thread waited.
            let (isLoaded, position, drift) = arena.withReader { _ in (book.isLoaded, book.position, book.drift) }
            guard isLoaded else {
                try load(column, snapshot, control)
                return true
            }
            guard drift == snapshot.drift else { return drift > snapshot.drift }
            guard position <= snapshot.position else { return true }
            guard
                let changes = try ChangeLog(sqlite: snapshot.sqlite).changes(
                    of: column.table.oid, after: position, upTo: snapshot.position)
            else { return false }
            try apply(changes, column, snapshot, control)
            return true
        }
    }
}

// MARK: Loading and following

extension ResidentColumn {
    /// Streams the whole column. Nobody sees the arena before the end.
    private func load(_ column: VectorColumn, _ snapshot: Snapshot, _ control: ScanControl) throws {
        arena.withWriter { content in
            content.removeAll()
            book.nulls = []
            book.misfits = [:]
        }
        let statement = try snapshot.sqlite.prepare(column.selectAll)
        var isAtEnd = false
        while !isAtEnd {
            try control.check()
            // The lock is free of contention: readers turn away from an arena that is not loaded.
            try arena.withWriter { content in
                for _ in 0..<Self.applyChunk {
                    guard try statement.step() else {
                        isAtEnd = true
                        break
                    }
                    let row = RowVector(statement, 1, element: key.element, dimensions: key.dimensions)
                    try put(row, statement.integer(0), content)
                }
            }
        }
        arena.withWriter { _ in
            book.isLoaded = true
            book.position = snapshot.position
            book.drift = snapshot.drift
            book.historyStart = snapshot.position
            book.history = []
            book.pending = []
        }
    }

    private func apply(
        _ changes: [ChangeLog.Change], _ column: VectorColumn, _ snapshot: Snapshot, _ control: ScanControl
    ) throws {
        let pending = arena.withReader { _ in book.pending }
        guard pending.isEmpty, changes.count <= Self.applyChunk else {
            // From here on searches at the new position re-read these rows, until each chunk is in.
            let rows = arena.withWriter { _ in
                advance(changes, to: snapshot.position)
                book.pending.formUnion(changes.lazy.map(\.row))
                return book.pending.sorted()
            }
            for start in stride(from: 0, to: rows.count, by: Self.applyChunk) {
                try control.check()
                let chunk = rows[start..<min(start + Self.applyChunk, rows.count)]
                let read = try RowReader(column, snapshot.sqlite, dimensions: key.dimensions).read(chunk)
                try arena.withWriter { content in
                    try put(read, content)
                    book.pending.subtract(chunk)
                }
            }
            return
        }
        let read = try RowReader(column, snapshot.sqlite, dimensions: key.dimensions).read(changes.map(\.row))
        try arena.withWriter { content in
            // Should memory run out half-way, the rows stay marked and are read again.
            book.pending = Set(changes.lazy.map(\.row))
            advance(changes, to: snapshot.position)
            try put(read, content)
            book.pending = []
        }
    }

    private func advance(_ changes: [ChangeLog.Change], to position: Int64) {
        book.position = position
        book.history.append(contentsOf: changes)
        guard book.history.count > Self.historyCapacity else { return }
        // Whole numbers only: what is dropped has changed at or before the new start.
        book.history.sort { $0.number < $1.number }
        let dropped = book.history.count - Self.historyCapacity / 2
        book.historyStart = book.history[dropped - 1].number
        book.history.removeFirst(dropped)
    }

    private func put(_ read: ReadRows, _ content: ArenaContent) throws {
        try read.forEach { row, vector in try put(vector, row, content) }
    }

    private func put(_ vector: RowVector, _ row: Int64, _ content: ArenaContent) throws {
        book.nulls.remove(row)
        book.misfits[row] = nil
        switch vector {
        case .vector(let payload): return try content.put(payload, id: row)
        case .absent: break
        case .null: book.nulls.insert(row)
        case .misfit(let dimensions): book.misfits[row] = .some(dimensions)
        case .damaged: book.misfits[row] = .some(nil)
        }
        content.remove(id: row)
    }
}
