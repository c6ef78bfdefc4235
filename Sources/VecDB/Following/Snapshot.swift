/// The state of the database that a connection sees.
package struct Snapshot {
    package let sqlite: SQLiteConnection
    /// The last number in the change log.
    package let position: Int64
    /// Counts the schema changes that were not ours (a foreign VACUUM is one), after which rowids may have moved.
    package let drift: Int64

    /// The snapshot of the transaction, or of the statement, that the connection is in.
    package init(_ connection: Connection) throws {
        sqlite = connection.sqlite
        let counters = try connection.currentCounters()
        position = counters.position
        drift = counters.drift
    }
}
