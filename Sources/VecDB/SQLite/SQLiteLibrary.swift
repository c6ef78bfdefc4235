import CSQLite
import VectorTypes

/// What is set once a process, before the first connection.
enum SQLiteLibrary {
    /// A statement that may fail half-way (a trigger makes every INSERT one) keeps the old pages in a statement journal, by default a file as soon as it
    /// passes 64 KB: 8 writes a row for nothing. Here it stays in memory up to 8 MB. Refused, and no more than slower, when the program has used SQLite
    /// before us.
    private static let isSetUp = sqlite3_set_statement_journal_memory(8 << 20)

    static func prepare() throws {
        _ = isSetUp
        guard sqlite3_libversion_number() >= 3_040_000 else {
            throw VecDBError(
                .featureNotSupported, "SQLite \(String(cString: sqlite3_libversion())) is too old",
                hint: "vecdb needs SQLite 3.40 or newer.")
        }
    }
}
