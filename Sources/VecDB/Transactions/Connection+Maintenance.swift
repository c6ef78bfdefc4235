import CSQLite

extension Connection {
    /// Moves the pages of the WAL that no reader needs any more into the database file. Call outside a transaction.
    ///
    /// - Throws: 55P03 when the writers' queue does not get to it in time; 57014 when cancelled.
    package func checkpoint() throws {
        if core.isReadOnly { return }
        try maintainIndexes()
        try takeTurn()
        defer { leaveWriters() }
        core.checkpointer.run(for: sqlite, walPages: 0, gate: core.gate)
    }

    /// Rewrites the file without the pages that are free: `VACUUM FULL`. Call outside a transaction.
    ///
    /// Rows of tables without an integer primary key may get other rowids, as when a foreign tool does it: resident vectors
    /// are then loaded anew.
    /// - Throws: 25006 when the database is read-only, 53100 when the disk cannot hold the second copy.
    package func compactFile() throws {
        try checkWritable()
        try takeTurn()
        defer { leaveWriters() }
        try sqlite.deleteSecurely(core.deletesSecurely)
        // The second copy is a file that SQLite attaches; no statement of a user's may.
        let attachable = sqlite3_limit(sqlite.handle, SQLITE_LIMIT_ATTACHED, 1)
        defer { sqlite3_limit(sqlite.handle, SQLITE_LIMIT_ATTACHED, attachable) }
        try sqlite.execute("VACUUM")
        core.checkpointer.run(for: sqlite, walPages: 0, gate: core.gate)
        core.didCommit()
    }
}
