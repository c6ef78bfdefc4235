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
        if core.deletesSecurely { try cutWAL() }
    }

    /// Lets the WAL begin anew, which the next commit does when nobody reads what stands in it, and cuts off the rest. (SQLite's own way to empty it is not safe
    /// with other writers; see ``Checkpointer``.) A reader in another process may keep it longer.
    private func cutWAL() throws {
        try sqlite.deleteSecurely(true)
        for _ in 0..<20 {
            try checkCancellation()
            var result = Result<Void, any Error>.success(())
            core.gate.whileClosed(waitingAtMost: 200) {
                core.checkpointer.run(for: sqlite, walPages: 0, gate: core.gate)
                result = Result {
                    try sqlite.execute("UPDATE vecdb_meta SET value = value WHERE key = 'catalog_version'")
                }
            }
            try result.get()
            // This commit's own page, if the WAL has begun anew.
            if sqlite.walPages <= 1 { return }
        }
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
        if core.deletesSecurely { try cutWAL() }
        core.didCommit()
    }
}
