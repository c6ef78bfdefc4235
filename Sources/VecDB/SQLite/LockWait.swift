import CSQLite
import Dispatch
import VectorTypes

/// How a connection waits while somebody else holds the lock it needs: up to its timeout, in short sleeps, and not when it
/// is cancelled.
struct LockWait {
    /// Nil: as long as it takes.
    var timeout: Duration? = .zero
    var start = ContinuousClock.now

    var isOver: Bool { timeout.map { ContinuousClock.now - start >= $0 } ?? false }

    static var timedOut: VecDBError { VecDBError(.lockNotAvailable, "canceling statement due to lock timeout") }
}

extension SQLiteConnection {
    /// How long to wait for another process's lock before 55P03; nil is any time.
    package func setLockTimeout(_ timeout: Duration?) {
        lock.timeout = timeout
        sqlite3_busy_handler(
            handle,
            { context, attempts in
                guard let context else { return 0 }
                let connection = Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue()
                return connection.waitForLock(attempts: Int(attempts)) ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func waitForLock(attempts: Int) -> Bool {
        if attempts == 0 { lock.start = .now }
        if isStopped || lock.isOver { return false }
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .microseconds(min(100 << min(attempts, 6), 5_000)))
        return true
    }

    /// Keeps the number of pages in the WAL after each commit. (Takes the place of SQLite's automatic checkpoint.)
    func watchWAL() {
        sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                if let context {
                    Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue().walPages = Int(pages)
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
