import VectorIndexes
import VectorTypes

/// Vectors in memory that a ``LogFollower`` keeps in step with rows.
protocol FollowedVectors: AnyObject, Sendable {
    /// Runs `body` while nothing changes.
    func withReader<Result>(_ body: () throws -> Result) rethrows -> Result
    /// Runs `body` while nobody reads.
    func withWriter<Result>(_ body: () throws -> Result) rethrows -> Result
    /// What a row holds now. Inside `withWriter`.
    func put(_ vector: RowVector, row: Int64) throws
    /// Forgets everything. Inside `withWriter`.
    func removeAll() throws
}

/// Where the rows of followed vectors are read.
protocol RowSource: Sendable {
    var element: VectorElement { get }
    /// The table, as the change log names it.
    var relation: Int64 { get }
    /// Every row: rowid, vector.
    var selectAll: String { get }
    /// The vector of the row ?1; no row if it does not count.
    var selectOne: String { get }
}

/// Keeps vectors in memory in step with a table, by its change log: shared by all connections of a file in this process.
///
/// **Position.** The vectors are those of the rows as they were committed up to a number of the change log, their
/// *position*. A connection whose snapshot is newer moves it on before it searches, if it has written nothing itself
/// (what a transaction wrote and has not committed must never reach others). A search then takes from memory what
/// stands the same in its own snapshot, and re-reads the other rows from SQLite: those that changed between position
/// and snapshot (from the log), or between snapshot and position (from the *history* of what was applied last). When
/// the history does not reach back to a very old snapshot, or the log was trimmed beyond the position, the search is
/// told so.
///
/// **Locks.** The lock of the vectors guards `book` too. `following` is held by the one thread that loads or follows;
/// it reads SQLite under this lock only and takes the vectors' write lock in short sections. While many rows are being
/// applied they are *pending*: what memory says of them is not to be trusted, and searches re-read them.
final class LogFollower<Vectors: FollowedVectors>: @unchecked Sendable {
    // Safe because `book` is touched only under the vectors' lock: changed under the write lock, read under either.
    let vectors: Vectors
    private let dimensions: Int
    let book = LogBook()
    private let following = ConditionLock<Bool>(false)
    /// Rows applied under one write lock.
    private let chunk: Int

    init(_ vectors: Vectors, dimensions: Int, chunk: Int) {
        self.vectors = vectors
        self.dimensions = dimensions
        self.chunk = chunk
    }

    var isLoaded: Bool { vectors.withReader { book.isLoaded } }
    /// The number of the last change that the vectors have; nil before they are loaded.
    var position: Int64? { vectors.withReader { book.isLoaded ? book.position : nil } }
    /// The state of foreign schema changes that the vectors belong to.
    var drift: Int64 { vectors.withReader { book.drift } }

    /// Runs `body` while nobody follows, and no row is half applied; nil while rows are pending.
    func whileStill<Result>(_ body: (_ position: Int64, _ drift: Int64) throws -> Result) rethrows -> Result? {
        try following.withLock { _ in
            let state = vectors.withReader { (book.isLoaded && book.pending.isEmpty, book.position, book.drift) }
            return state.0 ? try body(state.1, state.2) : nil
        }
    }

    /// Brings the vectors up to a snapshot that consists of committed rows only: loads them, or applies what is newer.
    ///
    /// - Returns: false when the log was trimmed or rowids have moved: a new object must be made.
    func follow(_ source: some RowSource, to snapshot: Snapshot, shouldStop: (@Sendable () -> Bool)?) throws -> Bool {
        let state = vectors.withReader { (book.isLoaded, book.position, book.pending.isEmpty, book.drift) }
        if state.0, state.3 == snapshot.drift,
            state.1 > snapshot.position || state.1 == snapshot.position && state.2
        {
            return true
        }
        return try following.withLock { _ in
            let control = ScanControl(shouldStop: shouldStop)
            // Somebody else may have done it while this thread waited.
            let (isLoaded, position, drift) = vectors.withReader { (book.isLoaded, book.position, book.drift) }
            guard isLoaded else {
                try load(source, snapshot, control)
                return true
            }
            guard drift == snapshot.drift else { return drift > snapshot.drift }
            guard position <= snapshot.position else { return true }
            guard
                let changes = try ChangeLog(sqlite: snapshot.sqlite).changes(
                    of: source.relation, after: position, upTo: snapshot.position)
            else {
                CoverageMark.hit(.logTrimmedUnderFollower)
                return false
            }
            try apply(changes, source, snapshot, control)
            return true
        }
    }

    /// Streams the whole table. Nobody sees the vectors before the end.
    private func load(_ source: some RowSource, _ snapshot: Snapshot, _ control: ScanControl) throws {
        try vectors.withWriter { try vectors.removeAll() }
        let statement = try snapshot.sqlite.prepare(source.selectAll)
        var isAtEnd = false
        while !isAtEnd {
            try control.check()
            // The lock is free of contention: readers turn away from vectors that are not loaded.
            try vectors.withWriter {
                for _ in 0..<chunk {
                    guard try statement.step() else {
                        isAtEnd = true
                        break
                    }
                    let vector = RowVector(statement, 1, element: source.element, dimensions: dimensions)
                    try vectors.put(vector, row: statement.integer(0))
                }
            }
        }
        vectors.withWriter { book.begin(at: snapshot.position, drift: snapshot.drift) }
    }

    private func apply(
        _ changes: [ChangeLog.Change], _ source: some RowSource, _ snapshot: Snapshot, _ control: ScanControl
    ) throws {
        let pending = vectors.withReader { book.pending }
        let reader = RowReader(source, snapshot.sqlite, dimensions: dimensions)
        guard pending.isEmpty, changes.count <= chunk else {
            CoverageMark.hit(.pendingRowsReread)
            // From here on searches at the new position re-read these rows, until each chunk is in.
            let rows = vectors.withWriter {
                book.advance(changes, to: snapshot.position)
                book.pending.formUnion(changes.lazy.map(\.row))
                return book.pending.sorted()
            }
            for start in stride(from: 0, to: rows.count, by: chunk) {
                try control.check()
                let part = rows[start..<min(start + chunk, rows.count)]
                let read = try reader.read(part)
                try vectors.withWriter {
                    try read.forEach { try vectors.put($1, row: $0) }
                    book.pending.subtract(part)
                }
            }
            return
        }
        let read = try reader.read(changes.map(\.row))
        try vectors.withWriter {
            // Should memory run out half-way, the rows stay marked and are read again.
            book.pending = Set(changes.lazy.map(\.row))
            book.advance(changes, to: snapshot.position)
            try read.forEach { try vectors.put($1, row: $0) }
            book.pending = []
        }
    }
}
