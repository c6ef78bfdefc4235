import VectorTypes

/// Reads the change log in a connection's snapshot. The triggers write it; see the catalog.
///
/// Numbers are given out one by one in the order of commits (a transaction that rolls back gives its numbers back), so a
/// snapshot *is* a number: all changes up to it, none after it. Only the entries of a transaction that is still
/// writing are not final.
struct ChangeLog {
    /// A row and the number of its last change.
    typealias Change = (row: Int64, number: Int64)

    let sqlite: SQLiteConnection

    /// Whether all entries after `start` up to `end` are there.
    func reaches(back start: Int64, from end: Int64) throws -> Bool {
        if start >= end { return true }
        guard case .integer(let first) = try sqlite.value("SELECT min(seq) FROM vecdb_log") else { return false }
        return first <= start + 1
    }

    /// Whether all entries after `start` up to `end` are there, each of them: asked where a state comes from outside, with a log in which somebody may have
    /// changed numbers or taken some away.
    func isWhole(after start: Int64, upTo end: Int64) throws -> Bool {
        if start >= end { return true }
        let count = try sqlite.value(
            "SELECT count(*) FROM vecdb_log WHERE seq > ?1 AND seq <= ?2", [.integer(start), .integer(end)])
        return count == .integer(end - start)
    }

    /// The rows of a table that changed after `start` up to `end`; nil when the log no longer reaches back that far.
    func changes(of relation: Int64, after start: Int64, upTo end: Int64) throws -> [Change]? {
        guard start < end else { return [] }
        guard try reaches(back: start, from: end) else { return nil }
        let statement = try sqlite.cached(
            """
            SELECT row, max(seq) FROM vecdb_log WHERE seq > ?1 AND seq <= ?2 AND relation = ?3 GROUP BY row ORDER BY row
            """)
        try statement.bind(all: [.integer(start), .integer(end), .integer(relation)])
        defer { statement.reset() }
        var changes: [Change] = []
        while try statement.step() { changes.append((statement.integer(0), statement.integer(1))) }
        return changes
    }
}
