import CSQLite
import VectorTypes

// A transaction is begun in SQLite as late as possible: `begin` only notes it. The first statement decides: a reading one takes a snapshot, a writing one
// takes its turn among this process's writers and then SQLite's write lock, so that nobody is refused because of a snapshot that was read for nothing.
//
// A transaction that has read and then writes needs the write lock for the very snapshot it has. If another transaction has committed meanwhile, SQLite cannot
// give it. READ COMMITTED then goes on with a new snapshot, as PostgreSQL's does with each statement (it has not written, so nothing is lost, and its
// savepoints are made again); REPEATABLE READ gets 40001.

extension Connection {
    package var transaction: TransactionState {
        switch progress.state {
        case .reading, .writing: sqlite.isInTransaction ? progress.state : .lost
        default: progress.state
        }
    }

    /// Begins a transaction. Nothing is locked or read until the first ``prepareToRead()`` or ``prepareToWrite()`` (`.immediate`: at once).
    package func begin(
        _ mode: TransactionMode = .deferred, isolation: Isolation = .readCommitted, readOnly: Bool = false
    ) throws {
        guard progress.state == .none else {
            throw VecDBError(.activeTransaction, "there is already a transaction in progress")
        }
        try applyExtensions()
        try sqlite.deleteSecurely(core.deletesSecurely)
        progress = TransactionProgress(state: .begun, isolation: isolation, isReadOnly: readOnly)
        guard mode == .immediate else { return }
        do {
            try prepareToWrite()
        } catch {
            rollback()
            throw error
        }
    }

    /// Changes what ``begin(_:isolation:readOnly:)`` said, before anything was read (SET TRANSACTION).
    package func setTransaction(isolation: Isolation? = nil, readOnly: Bool? = nil) {
        if let isolation { progress.isolation = isolation }
        if let readOnly { progress.isReadOnly = readOnly }
    }

    /// Commits. When that fails nothing is committed, and the transaction is over.
    package func commit() throws {
        switch transaction {
        case .none: throw VecDBError(.noActiveTransaction, "there is no transaction in progress")
        case .lost:
            rollback()
            throw VecDBError(.inFailedTransaction, "the transaction was rolled back")
        case .begun: finish()
        case .reading:
            defer { finish() }
            try end("COMMIT")
        case .writing:
            do {
                try flushSequences()
                // Read now, the new catalog need not be read by anybody else.
                if progress.hasChangedCatalog { _ = try catalog() }
                try end("COMMIT")
            } catch {
                rollback()
                throw error
            }
            if sqlite.walPages >= core.checkpointer.threshold {
                core.checkpointer.run(for: sqlite, walPages: sqlite.walPages, gate: core.gate)
                sqlite.walPages = 0
            }
            sequences = [:]
            if progress.hasChangedCatalog { shareCatalog() }
            finishIndexes(isCommitted: true)
            finish()
            core.didCommit()
        }
    }

    private func end(_ command: String) throws {
        do {
            try sqlite.execute(command)
        } catch {
            if sqlite.isInTransaction { try? sqlite.execute("ROLLBACK") }
            throw error
        }
    }

    /// Rolls back; does nothing when there is no transaction.
    package func rollback() {
        guard progress.state != .none else { return }
        if sqlite.isInTransaction { try? sqlite.execute("ROLLBACK") }
        keepSequenceFloors()
        if progress.hasChangedCatalog { forgetCatalog() }
        finishIndexes(isCommitted: false)
        finish()
    }

    private func forgetCatalog() {
        cachedCatalog = nil
        catalogChanges = nil
    }

    private func finish() {
        leaveWriters()
        if progress.isInsideGate { core.gate.leave() }
        progress = TransactionProgress()
    }

    func leaveWriters() {
        if progress.hasWriterTurn { core.writers.release() }
        progress.hasWriterTurn = false
    }

    // MARK: Snapshots and locks

    /// Call before a statement that only reads: takes the transaction's snapshot if it has none.
    package func prepareToRead() throws {
        switch transaction {
        case .begun:
            enterGate()
            try start("BEGIN", as: .reading)
            // BEGIN reads nothing yet: this does.
            _ = try sqlite.value("PRAGMA schema_version")
        case .reading, .writing: return
        case .none: throw noTransaction
        case .lost: throw lostTransaction
        }
    }

    /// Call before the first statement that writes: takes the write lock (waiting its turn). The catalog may be a newer one afterwards.
    package func prepareToWrite() throws {
        switch transaction {
        case .writing: return
        case .none: throw noTransaction
        case .lost: throw lostTransaction
        case .begun:
            try checkWritable()
            try takeTurn()
            enterGate()
            try start("BEGIN IMMEDIATE", as: .writing)
        case .reading:
            try checkWritable()
            try takeTurn()
            do {
                if progress.isolation == .readCommitted { try renew() } else { try upgrade() }
            } catch {
                leaveWriters()
                throw error
            }
        }
    }

    func checkWritable() throws {
        if core.isReadOnly {
            throw VecDBError(
                .readOnlyTransaction, "cannot write: the database is read-only",
                detail: "Its file or directory cannot be written, or it was opened for reading only.")
        }
        if progress.isReadOnly {
            throw VecDBError(.readOnlyTransaction, "cannot write in a read-only transaction")
        }
    }

    func takeTurn() throws {
        if progress.hasWriterTurn { return }
        try core.writers.acquire(timeout: sqlite.lock.timeout, interrupt: interrupt)
        progress.hasWriterTurn = true
    }

    private func enterGate() {
        if progress.isInsideGate { return }
        core.gate.enter()
        progress.isInsideGate = true
    }

    private func start(_ command: String, as state: TransactionState) throws {
        do {
            try sqlite.execute(command)
            for depth in progress.savepoints.indices { try sqlite.execute("SAVEPOINT s\(depth)") }
        } catch {
            if sqlite.isInTransaction { try? sqlite.execute("ROLLBACK") }
            progress.state = .begun
            leaveWriters()
            throw error
        }
        progress.state = state
    }

    /// The write lock with a new snapshot.
    private func renew() throws {
        // A cursor of this session that is still open pins the old snapshot; then only the old one will do.
        if sqlite.hasBusyReader { return try upgrade() }
        try sqlite.execute("COMMIT")
        try start("BEGIN IMMEDIATE", as: .writing)
    }

    /// The write lock with the snapshot that there is, or 40001.
    private func upgrade() throws {
        // Changes nothing, but as a writing statement it takes the lock.
        try sqlite.execute("DELETE FROM vecdb_meta WHERE false")
        progress.state = .writing
    }

    private var noTransaction: VecDBError {
        VecDBError(.noActiveTransaction, "there is no transaction in progress")
    }
    private var lostTransaction: VecDBError {
        VecDBError(
            .inFailedTransaction, "current transaction is aborted, commands ignored until end of transaction block")
    }

    // MARK: Savepoints. SQLite knows them by their depth: its names do not tell upper from lower case.

    package func savepoint(_ name: String) throws {
        switch transaction {
        case .none: throw noTransaction
        case .lost: throw lostTransaction
        case .begun: break
        case .reading, .writing: try sqlite.execute("SAVEPOINT s\(progress.savepoints.count)")
        }
        progress.savepoints.append(name)
    }

    /// Releases the innermost savepoint of this name and all that came after it.
    package func release(savepoint name: String) throws {
        let index = try position(ofSavepoint: name)
        switch transaction {
        case .reading, .writing: try sqlite.execute("RELEASE s\(index)")
        default: break
        }
        progress.savepoints.removeSubrange(index...)
    }

    /// Goes back to the innermost savepoint of this name, which stays.
    package func rollback(to name: String) throws {
        let index = try position(ofSavepoint: name)
        switch transaction {
        case .lost: throw lostTransaction
        case .reading, .writing: try sqlite.execute("ROLLBACK TO s\(index)")
        default: break
        }
        progress.savepoints.removeSubrange((index + 1)...)
        if progress.hasChangedCatalog { forgetCatalog() }
    }

    private func position(ofSavepoint name: String) throws -> Int {
        if progress.state == .none { throw noTransaction }
        guard let index = progress.savepoints.lastIndex(of: name) else {
            throw VecDBError(SQLState("3B001"), "savepoint \"\(name)\" does not exist")
        }
        return index
    }

    // MARK: All or nothing

    /// Runs `body` in the current transaction, all or nothing; without a transaction in one of its own.
    package func atomically<Result>(write: Bool, _ body: () throws -> Result) throws -> Result {
        guard progress.state == .none else { return try atomicallyInside(write: write, body) }
        try begin(write ? .immediate : .deferred)
        do {
            if !write { try prepareToRead() }
            let result = try body()
            try commit()
            return result
        } catch {
            rollback()
            throw error
        }
    }

    private func atomicallyInside<Result>(write: Bool, _ body: () throws -> Result) throws -> Result {
        guard write else {
            try prepareToRead()
            return try body()
        }
        try prepareToWrite()
        let name = "vecdb_statement"
        try savepoint(name)
        do {
            let result = try body()
            try release(savepoint: name)
            return result
        } catch {
            // Fails only when SQLite has already rolled back everything.
            try? rollback(to: name)
            try? release(savepoint: name)
            throw error
        }
    }
}

extension SQLiteConnection {
    /// Whether a statement stands at a row, which keeps its snapshot alive.
    var hasBusyReader: Bool {
        var statement = sqlite3_next_stmt(handle, nil)
        while let current = statement {
            if sqlite3_stmt_busy(current) != 0 { return true }
            statement = sqlite3_next_stmt(handle, current)
        }
        return false
    }
}
