import CSQLite
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// A database is made in one transaction, with a rollback journal. When the power fails in its course, the file may hold some of its pages: it then looks like no database
// or a damaged one, until the first reader undoes the transaction, as the journal beside it says.

extension DatabaseLocation {
    /// What the file is, once what was left half-way has been undone.
    func recoveredKind(of sqlite: SQLiteConnection, _ options: DatabaseOptions) throws -> FileFormat.Kind {
        let kind = try FileFormat.kind(of: sqlite)
        // Other applications' files are theirs to recover.
        guard name != ":memory:", !isImmutable, kind != .empty, kind != .otherSQLite, hasJournal else { return kind }
        sqlite.setLockTimeout(options.lockTimeout)
        do {
            _ = try sqlite.value("PRAGMA schema_version")
        } catch let error as VecDBError where error.sqlState == .dataCorrupted {
            return kind
        }
        return try FileFormat.kind(of: sqlite)
    }

    /// Whether a file with the name and the first bytes of a rollback journal is there.
    private var hasJournal: Bool {
        let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
        guard let file = fopen(uri + "-journal", "r") else { return false }
        defer { fclose(file) }
        var start = [UInt8](repeating: 0, count: magic.count)
        return fread(&start, 1, start.count, file) == start.count && start == magic
    }
}
