import VectorTypes

// The change log: one row of `vecdb_log` for each insertion (1), deletion (2) and update (3) of a row with a vector, written by triggers (`CatalogTable.logTriggerSQL`)
// in the transaction of the change. Followers read it from where they are. Numbers never come back (AUTOINCREMENT), also when old rows are trimmed.

extension Connection {
    /// The last number in the change log that the current snapshot has (0: none yet).
    package func logPosition() throws -> Int64 {
        try sqlite.value("SELECT seq FROM sqlite_sequence WHERE name = 'vecdb_log'")?.integer ?? 0
    }
}
