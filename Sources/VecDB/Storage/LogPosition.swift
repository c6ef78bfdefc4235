import VectorIndexes
import VectorTypes

// The change log: one row of `vecdb_log` for each insertion (1), deletion (2) and update (3) of a row with a vector, written by triggers (`CatalogTable.logTriggerSQL`)
// in the transaction of the change. Followers read it from where they are. Numbers never come back (AUTOINCREMENT), also when old rows are trimmed.

extension Connection {
    /// The last number in the change log that the current snapshot has (0: none yet).
    package func logPosition() throws -> Int64 {
        LogNumber.clamped(try sqlite.value("SELECT seq FROM sqlite_sequence WHERE name = 'vecdb_log'"))
    }
}

/// Numbers of the change log as a file has them: any program may have written any value there.
enum LogNumber {
    /// So far from the ends of Int64 that sums and differences of such numbers cannot overflow.
    static let greatest: Int64 = 1 << 60

    static func clamped(_ number: Int64) -> Int64 { min(max(number, 0), greatest) }

    /// What is no number counts as the log's beginning.
    static func clamped(_ value: SQLiteValue?) -> Int64 { clamped(value?.integer ?? 0) }
}
