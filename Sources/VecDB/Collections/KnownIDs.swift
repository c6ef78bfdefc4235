/// The ids of records that searches have found, by rowid: a row with its vector and text takes a page to itself, which
/// seldom is in the cache. Of one connection and the table searched last.
///
/// What other transactions commit is followed by the change log: only the rows that it names are forgotten.
final class KnownIDs {
    private var ids: [Int64: String] = [:]
    private var isUsed = false
    /// The state of the table's rows that the ids were read from.
    private var state: State?
    private var dataVersion: UInt32 = 0
    private static let capacity = 65_536

    private struct State: Equatable {
        var table: Int64
        /// Rowids may be others after DDL, and when another program has moved rows.
        var schemaVersion: Int64
        var drift: Int64
        /// In the change log.
        var position: Int64
    }

    /// Forgets what the connection's snapshot may have otherwise.
    func prepare(_ table: CatalogTable, _ connection: Connection) throws {
        // What a transaction has written and not committed, the log's numbers do not tell from what others commit.
        isUsed = !connection.sqlite.hasWriteTransaction && table.isLogged
        guard isUsed else { return forget() }
        let counters = try connection.currentCounters()
        let new = State(
            table: table.oid, schemaVersion: counters.schemaVersion, drift: counters.drift, position: counters.position)
        guard state != new || dataVersion != counters.dataVersion else { return }
        let changed = try changes(to: new, table, connection)
        if let changed {
            for row in changed { ids[row] = nil }
        } else {
            forget()
        }
        state = new
        dataVersion = counters.dataVersion
    }

    /// The rows that may have got another id since; nil when that is not known.
    private func changes(to new: State, _ table: CatalogTable, _ connection: Connection) throws -> [Int64]? {
        guard table.logsRecordIDs, var state else { return nil }
        let position = state.position
        state.position = new.position
        guard state == new, position <= new.position else { return nil }
        return try ChangeLog(sqlite: connection.sqlite).changes(of: table.oid, after: position, upTo: new.position)?
            .map(\.row)
    }

    private func forget() {
        // A dictionary that keeps its room takes long to clear, where the database changes all the time.
        ids = [:]
        state = nil
    }

    subscript(row: Int64) -> String? {
        get { ids[row] }
        set {
            guard isUsed else { return }
            if ids.count >= Self.capacity { ids.removeAll(keepingCapacity: true) }
            ids[row] = newValue
        }
    }
}
