import CSQLite

/// What one connection has changed of the catalog since it read it last.
///
/// SQLite tells of each row of the catalog's tables that is written (`sqlite3_update_hook`), so that no statement that changes the catalog can be forgotten
/// here. `vecdb_columns` has no rowid and is not told of: whoever writes a table's other rows writes its row of `vecdb_tables` too.
final class CatalogChanges {
    /// SQLite's schema version when the catalog was read, and after the last change.
    let begin: Int64
    var end: Int64
    /// Whether nothing was changed but what stands here.
    var areKnown = true
    /// Tables by their numbers.
    private(set) var tables: Set<Int64> = []
    /// Tables whose triggers for the change log have been made.
    var logged: Set<Int64> = []
    private(set) var sequences = false
    /// Views, schemas, extensions.
    private(set) var others = false

    init(begin: Int64) {
        self.begin = begin
        end = begin
    }

    /// An index got another place for its pages: the row that tells of it does not tell the table.
    func noteStorage(ofIndexIn table: Int64) { tables.insert(table) }

    fileprivate func note(_ table: UnsafePointer<CChar>, _ row: Int64) {
        // Rows of other tables come by the million.
        guard table[0] == UInt8(ascii: "v"), table[1] == UInt8(ascii: "e"), table[2] == UInt8(ascii: "c") else {
            return
        }
        switch String(cString: table) {
        case "vecdb_tables": tables.insert(row)
        case "vecdb_sequences": sequences = true
        case "vecdb_views", "vecdb_schemas", "vecdb_extensions": others = true
        default: break
        }
    }
}

extension SQLiteConnection {
    /// Has each written row of the catalog noted while `body` runs.
    func noting<Result>(_ changes: CatalogChanges?, _ body: () throws -> Result) rethrows -> Result {
        guard let changes else { return try body() }
        let outer = setUpdateHook(Unmanaged.passUnretained(changes).toOpaque())
        defer { _ = setUpdateHook(outer) }
        return try withExtendedLifetime(changes, body)
    }

    /// Sets who is told of written rows; returns who was told before.
    private func setUpdateHook(_ changes: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let changes else { return sqlite3_update_hook(handle, nil, nil) }
        return sqlite3_update_hook(
            handle,
            { context, _, _, table, row in
                guard let context, let table else { return }
                Unmanaged<CatalogChanges>.fromOpaque(context).takeUnretainedValue().note(table, row)
            }, changes)
    }
}
