import Synchronization
import VectorIndexes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps short what searches would have to catch up with: after commits it lets the resident columns follow the log, and trims the log.
///
/// Searches follow by themselves, so this only spares them the work after bulk changes. The log is trimmed without asking
/// who still reads it: a process that finds a gap after its position loads the column anew, so a generous tail is kept.
final class BackgroundFollower: Sendable {
    /// Changes that are left to the next search.
    static let tolerance: Int64 = 256
    /// Entries of the log above which it is trimmed to half of them.
    private let logCapacity: Int64
    /// Entries deleted in one transaction: writers wait for no longer than that takes.
    private static let trimChunk: Int64 = 16_384

    private weak let store: ArenaStore?
    private weak let core: DatabaseCore?
    private let isScheduled = Atomic<Bool>(false)
    private struct Activity {
        var running = 0
        var isStopping = false
    }
    private let activity = ConditionLock(Activity())
    private static let pool = ThreadPool(width: 2, isBackground: true)

    init(_ store: ArenaStore, _ core: DatabaseCore, logCapacity: Int64 = 262_144) {
        self.store = store
        self.core = core
        self.logCapacity = logCapacity
    }

    /// Called after every commit.
    func noteCommit() {
        guard !isScheduled.exchange(true, ordering: .acquiringAndReleasing) else { return }
        Self.pool.submit { [self] in
            // Commits that come in quick succession are followed together.
            usleep(20_000)
            isScheduled.store(false, ordering: .releasing)
            let begins = activity.withLock { activity in
                if !activity.isStopping { activity.running += 1 }
                return !activity.isStopping
            }
            guard begins else { return }
            // A failure (the file is gone, the database closes) is the next search's to report.
            try? follow()
            try? trim()
            activity.signal { $0.running -= 1 }
        }
    }

    private var isStopping: Bool { activity.withLock { $0.isStopping } }

    /// Ends what is going on, and waits for it: a connection that is still lent when the file is closed would keep its WAL.
    func stop() {
        activity.withLock { $0.isStopping = true }
        activity.wait { $0.running == 0 ? () : nil }
    }

    func follow() throws {
        guard let core, let store else { return }
        let residents = store.residents.filter { $0.position != nil }
        if residents.isEmpty { return }
        try core.read { connection in
            let snapshot = try Snapshot(connection)
            let catalog = try connection.catalog()
            for resident in residents {
                guard let position = resident.position, snapshot.position - position >= Self.tolerance,
                    let table = catalog.table(oid: resident.key.table), table.generation == resident.key.generation,
                    let column = table.columns.first(where: { $0.number == resident.key.column })
                else { continue }
                _ = try resident.follow(
                    VectorColumn(table: table, column: column), to: snapshot, shouldStop: { [self] in isStopping })
            }
            store.discard(missingFrom: catalog)
        }
    }

    func trim() throws {
        guard let core, !core.isReadOnly else { return }
        func bounds(_ connection: Connection) throws -> (first: Int64, last: Int64)? {
            guard case .integer(let first) = try connection.sqlite.value("SELECT min(seq) FROM vecdb_log"),
                case .integer(let last) = try connection.sqlite.value("SELECT max(seq) FROM vecdb_log")
            else { return nil }
            return (LogNumber.clamped(first), LogNumber.clamped(last))
        }
        guard let bounds = try core.read(bounds), bounds.last - bounds.first >= logCapacity else { return }
        // Stored indexes need what came after they were written.
        let needed = try core.read { connection -> Int64 in
            guard try connection.sqlite.hasIndexTables(),
                let least = try connection.sqlite.value("SELECT min(position) FROM vecdb_index_storage")?.integer
            else { return .max }
            return LogNumber.clamped(least) + 1
        }
        let end = min(bounds.last - logCapacity / 2, max(needed, bounds.last - logCapacity * 8))
        guard end > bounds.first else { return }
        // By the entries that there are: their numbers may lie far apart in a file from outside.
        var deleted = Int.max
        while deleted > 0, !isStopping {
            deleted = try core.write { connection in
                try connection.sqlite.execute(
                    """
                    DELETE FROM vecdb_log WHERE seq <= (
                        SELECT max(seq) FROM (SELECT seq FROM vecdb_log WHERE seq < ?1 ORDER BY seq LIMIT ?2))
                    """, [.integer(end), .integer(Self.trimChunk)])
                return connection.sqlite.changes
            }
        }
    }
}
