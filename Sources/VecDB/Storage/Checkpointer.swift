import CSQLite
import VectorIndexes
import VectorTypes

/// Moves pages from the WAL to the database file.
///
/// SQLite before 3.51.3 can lose committed pages when one connection checkpoints at the very instant at which another one, that writes, starts the WAL anew
/// (https://sqlite.org/wal.html#walresetbug). So automatic checkpoints are off on all our connections, and this is the only place that runs one: while the
/// caller's connection holds SQLite's write lock, which no writer of any process can pass, a second connection runs `wal_checkpoint(PASSIVE)`. (The other modes want
/// the write lock for themselves, and fall back to checkpointing without it when it is busy.) The next writer then starts the WAL from its beginning, if no
/// reader still needs what is in it.
final class Checkpointer: Sendable {
    private struct State: @unchecked Sendable {
        // Safe because the connection is only used under the mutex.
        var sqlite: SQLiteConnection?
    }
    private let state: ConditionLock<State>

    /// Pages in the WAL from which a commit checkpoints.
    let threshold: Int

    init(_ sqlite: SQLiteConnection, threshold: Int) {
        state = ConditionLock(State(sqlite: sqlite))
        self.threshold = threshold
    }

    func close() {
        state.withLock { state in
            state.sqlite?.close()
            state.sqlite = nil
        }
    }

    /// Checkpoints for a connection outside a transaction whose thread has the writers' queue. Skipped when another process is writing: then its commit, or the
    /// next one here, will do it. `gate`: as long as the WAL is far too large, new readers wait for it.
    func run(for writer: SQLiteConnection, walPages: Int, gate: ReaderGate) {
        let timeout = writer.lock.timeout
        writer.setLockTimeout(.zero)
        defer { writer.setLockTimeout(timeout) }
        guard (try? writer.execute("BEGIN IMMEDIATE")) != nil else { return }
        defer { try? writer.execute("ROLLBACK") }
        if walPages < threshold * 8 {
            passive()
        } else {
            gate.whileClosed(waitingAtMost: 100) { passive() }
        }
    }

    private func passive() {
        state.withLock { state in
            guard let sqlite = state.sqlite else { return }
            // An error here costs nothing: the pages stay in the WAL.
            sqlite3_wal_checkpoint_v2(sqlite.handle, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        }
    }
}
