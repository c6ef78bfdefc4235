import VectorIndexes
import VectorTypes

// Approximate indexes in the file. `vecdb_index_storage` has a row for each: which state of which rows its pages hold.
// `vecdb_index_pages` has the pages. Everything here can be thrown away: then the index is built anew from the rows.

/// The stored state of an index.
struct StoredIndex: Hashable {
    /// The table's generation that the pages belong to.
    var generation: Int64
    /// The number of the last change that the pages have.
    var position: Int64
    var drift: Int64
    /// Random, another one with each checkpoint: who wrote the pages last.
    var stamp: Int64
    var pageCount: Int
}

extension SQLiteConnection {
    static let indexSchema = """
        CREATE TABLE IF NOT EXISTS vecdb_index_storage(
            storage INTEGER PRIMARY KEY, index_oid INTEGER NOT NULL UNIQUE, generation INTEGER, position INTEGER,
            drift INTEGER, stamp INTEGER, page_count INTEGER);
        CREATE TABLE IF NOT EXISTS vecdb_index_pages(
            storage INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (storage, number));
        """

    /// Whether the file has the tables for approximate indexes: those made before them do not.
    func hasIndexTables() throws -> Bool {
        // Asked often: SQLite finds a table at once, but an entry of its schema only by looking through all of them.
        try value("SELECT 1 FROM pragma_table_list('vecdb_index_storage') WHERE schema = 'main'") != nil
    }

    /// What is stored of an index; nil: nothing.
    func storedIndex(_ storage: Int64) throws -> StoredIndex? {
        let rows = try rows(
            """
            SELECT generation, position, drift, stamp, page_count FROM vecdb_index_storage
            WHERE storage = ?1 AND position IS NOT NULL
            """, [.integer(storage)])
        guard let row = rows.first, let generation = row[0].integer, let position = row[1].integer,
            let drift = row[2].integer, let stamp = row[3].integer, let pages = row[4].integer
        else { return nil }
        return StoredIndex(
            generation: generation, position: LogNumber.clamped(position), drift: drift, stamp: stamp,
            pageCount: Int(clamping: pages))
    }

    /// Writes pages and what they are. In a write transaction.
    func store(_ captured: CapturedPages, _ state: StoredIndex, replacingAll: Bool, storage: Int64) throws {
        if replacingAll { try removeIndexPages(storage) }
        let statement = try cached(
            "INSERT OR REPLACE INTO vecdb_index_pages(storage, number, bytes) VALUES (?1, ?2, ?3)")
        for page in captured.pages {
            statement.reset()
            try statement.bind(storage, at: 1)
            try statement.bind(Int64(page.number), at: 2)
            try page.bytes.withUnsafeBytes { bytes in
                try statement.bind(unownedBlob: bytes, at: 3)
                try statement.run()
                statement.clearBindings()
            }
        }
        try execute(
            """
            UPDATE vecdb_index_storage SET generation = ?2, position = ?3, drift = ?4, stamp = ?5, page_count = ?6
            WHERE storage = ?1
            """,
            [
                .integer(storage), .integer(state.generation), .integer(state.position), .integer(state.drift),
                .integer(state.stamp), .integer(Int64(state.pageCount)),
            ])
    }

    func removeIndexPages(_ storage: Int64) throws {
        try execute("DELETE FROM vecdb_index_pages WHERE storage = ?1", [.integer(storage)])
    }

    /// Forgets what is stored of an index.
    func removeStoredIndex(_ storage: Int64) throws {
        try removeIndexPages(storage)
        try execute("DELETE FROM vecdb_index_storage WHERE storage = ?1", [.integer(storage)])
    }
}

/// The pages of one index, in a connection's snapshot.
struct StoredPages: PageSource {
    let sqlite: SQLiteConnection
    let storage: Int64
    let index: String
    let table: String

    func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let statement = try sqlite.cached("SELECT bytes FROM vecdb_index_pages WHERE storage = ?1 AND number = ?2")
        statement.reset()
        defer { statement.reset() }
        try statement.bind(storage, at: 1)
        try statement.bind(Int64(number), at: 2)
        guard try statement.step() else {
            throw VecDBError(
                .indexCorrupted, "page \(number) of index \"\(index)\" is missing",
                detail: "The index belongs to table \"\(table)\".")
        }
        return try body(statement.bytes(0))
    }
}
