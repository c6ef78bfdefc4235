import VectorTypes

/// How far vectors in memory have followed the change log, and what was applied last. Guarded by the lock of the vectors.
final class LogBook {
    /// Whether the vectors are those of some state of the table at all.
    var isLoaded = false
    /// The number of the last change that the vectors have.
    private(set) var position: Int64 = 0
    /// The state of foreign schema changes that rowids belong to; see ``Connection/schemaDrift()``.
    private(set) var drift: Int64 = 0
    /// Rows that are being applied: what the vectors say of them does not count.
    var pending: Set<Int64> = []
    /// The rows that changed last, with the numbers of their changes.
    private var history: [ChangeLog.Change] = []
    /// All changes after this number up to `position` are in the history.
    private var historyStart: Int64 = 0

    /// The entries of the history; a snapshot older than these reads its rows from SQLite.
    static let historyCapacity = 65_536

    /// The vectors are those of a snapshot, as just read or as stored.
    func begin(at position: Int64, drift: Int64) {
        isLoaded = true
        self.position = position
        self.drift = drift
        historyStart = position
        history = []
        pending = []
    }

    /// From now on the vectors are, or soon will be, those of a later position.
    func advance(_ changes: [ChangeLog.Change], to position: Int64) {
        self.position = position
        history.append(contentsOf: changes)
        guard history.count > Self.historyCapacity else { return }
        // Whole numbers only: what is dropped has changed at or before the new start.
        history.sort { $0.number < $1.number }
        let dropped = history.count - Self.historyCapacity / 2
        historyStart = history[dropped - 1].number
        history.removeFirst(dropped)
    }

    /// The rows of a table that may stand otherwise in a snapshot than in the vectors, ascending; nil when that is not
    /// known, because the log or the history does not reach back so far, or rowids have moved.
    func changedRows(of relation: Int64, in snapshot: Snapshot) throws -> [Int64]? {
        guard isLoaded, drift == snapshot.drift else { return nil }
        if position == snapshot.position, pending.isEmpty { return [] }
        var changed = pending
        if position < snapshot.position {
            guard
                let changes = try ChangeLog(sqlite: snapshot.sqlite).changes(
                    of: relation, after: position, upTo: snapshot.position)
            else { return nil }
            changed.formUnion(changes.lazy.map(\.row))
        } else if position > snapshot.position {
            guard historyStart <= snapshot.position else { return nil }
            CoverageMark.hit(.historyReadBackwards)
            for change in history where change.number > snapshot.position { changed.insert(change.row) }
        }
        return changed.sorted()
    }
}
