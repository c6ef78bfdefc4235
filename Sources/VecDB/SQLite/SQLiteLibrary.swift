import CSQLite
import VectorTypes

/// What is set once a process, before the first connection.
enum SQLiteLibrary {
    /// A statement that may fail half-way (a trigger makes every INSERT one) keeps the old pages in a statement journal: in memory up to this size, then in
    /// a file. SQLite allocates it, and hands it over to the file, in pieces of just this size (`memjournal.c`), and its file system for Unix writes no
    /// more than 128 KB - 1 at once: of a larger piece it keeps only the length modulo 128 KB (`seekAndWriteFd` in `os_unix.c`) and, when that is 0,
    /// reports a full disk. So it must stay below, whatever the statement; half of it is SQLite's own choice.
    private static let statementJournalMemory: Int32 = 64 << 10
    /// Said although it is the standard, since a system's SQLite may be built with another one. Refused when the program has used SQLite before us.
    private static let isSetUp = sqlite3_set_statement_journal_memory(statementJournalMemory)

    static func prepare() throws {
        _ = isSetUp
        guard sqlite3_libversion_number() >= 3_040_000 else {
            throw VecDBError(
                .featureNotSupported, "SQLite \(String(cString: sqlite3_libversion())) is too old",
                hint: "vecdb needs SQLite 3.40 or newer.")
        }
    }
}
