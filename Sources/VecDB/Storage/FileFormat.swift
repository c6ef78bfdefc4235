import CSQLite
import VectorTypes

/// What makes a SQLite file ours: its application id ("vecd") and, as user version, the version of our format.
enum FileFormat {
    static let applicationID: Int32 = 0x7665_6364
    static let version: Int32 = 1
    /// The oldest version that this library opens: that of vecdb 0.1.0.
    static let oldestVersion: Int32 = 1
    static let pageSize = 8192
    private static let magic = Array("SQLite format 3\0".utf8)

    enum Kind: Hashable {
        case empty
        /// `isWhole`: the file holds all the pages that its header counts.
        case vecdb(version: Int32, isWhole: Bool)
        case otherSQLite
        case notSQLite
    }

    /// What the file is, by its first 100 bytes: read through SQLite's own file object, which takes no lock, changes nothing, and (unlike an `open` and
    /// `close` of ours) does not drop the POSIX locks that this process may hold on the file.
    static func kind(of connection: SQLiteConnection) throws -> Kind {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods else { throw connection.error(code) }
        func failure(_ code: Int32) -> VecDBError {
            // The connection itself knows nothing of what is read past it.
            var number: Int32 = 0
            sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_LAST_ERRNO, &number)
            return SQLiteFailure(code: code, message: String(cString: sqlite3_errstr(code)), systemError: number)
                .vecDBError
        }
        var size: Int64 = 0
        if let code = methods.pointee.xFileSize?(file, &size), code != SQLITE_OK { throw failure(code) }
        if size == 0 { return .empty }
        var header = [UInt8](repeating: 0, count: 100)
        let readCode = methods.pointee.xRead?(file, &header, 100, 0) ?? SQLITE_IOERR
        if readCode != SQLITE_OK && readCode != shortRead { throw failure(readCode) }
        guard size >= 100, header.starts(with: magic) else { return .notSQLite }
        func field(_ offset: Int) -> Int32 {
            header[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int32(truncatingIfNeeded: $1) }
        }
        guard field(68) == applicationID else { return .otherSQLite }
        let pageSize = Int64(header[16]) << 8 | Int64(header[17])
        let isCounted = field(24) == field(92)
        let expected = Int64(field(28)) * (pageSize == 1 ? 65_536 : pageSize)
        return .vecdb(version: field(60), isWhole: !isCounted || size >= expected)
    }

    /// Refuses what is not ours or too new, in words that name the file.
    static func check(_ kind: Kind, path: String) throws {
        switch kind {
        case .empty: return
        case .notSQLite:
            throw VecDBError(
                .objectNotInPrerequisiteState, "file \"\(path)\" is not a vecdb database",
                detail: "It does not begin as an SQLite file does.")
        case .otherSQLite:
            throw VecDBError(
                .objectNotInPrerequisiteState, "file \"\(path)\" is not a vecdb database",
                detail: "It is an SQLite database of another application.")
        case .vecdb(let found, _):
            if found < oldestVersion {
                throw VecDBError(
                    .dataCorrupted, "the file has the unknown format version \(found)",
                    detail: "This library reads versions \(oldestVersion) to \(version).")
            }
            guard found > version else { return }
            throw VecDBError(
                .objectNotInPrerequisiteState, "file \"\(path)\" was written by a newer version of vecdb",
                detail: "The file has format version \(found), this library reads versions up to \(version).",
                hint: "Update vecdb.")
        }
    }

    /// Our tables, in a new file. One transaction, in rollback-journal mode, so that no other process ever sees half of it and the header is in the main file.
    static let schema = """
        CREATE TABLE vecdb_meta(key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
        INSERT INTO vecdb_meta VALUES ('next_oid', 16384), ('catalog_version', 1), ('own_schema_changes', 0);
        CREATE TABLE vecdb_tables(
            oid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, generation INTEGER NOT NULL, comment TEXT);
        CREATE TABLE vecdb_views(
            oid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL, columns TEXT NOT NULL, comment TEXT);
        CREATE TABLE vecdb_schemas(oid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE vecdb_columns(
            relation INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
            modifier INTEGER NOT NULL, is_array INTEGER NOT NULL, not_null INTEGER NOT NULL,
            default_text TEXT, default_sqlite TEXT, default_constant INTEGER, generated_text TEXT, generated_sqlite TEXT,
            identity TEXT, sequence TEXT, comment TEXT, PRIMARY KEY (relation, number)) WITHOUT ROWID;
        CREATE TABLE vecdb_constraints(
            oid INTEGER PRIMARY KEY, relation INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
            columns TEXT NOT NULL, check_text TEXT, check_sqlite TEXT, nulls_not_distinct INTEGER NOT NULL,
            referenced_table TEXT, referenced_columns TEXT, on_delete TEXT, on_update TEXT,
            is_deferrable INTEGER NOT NULL, is_deferred INTEGER NOT NULL, comment TEXT);
        CREATE INDEX vecdb_constraints_relation ON vecdb_constraints(relation);
        CREATE TABLE vecdb_indexes(
            oid INTEGER PRIMARY KEY, relation INTEGER NOT NULL, name TEXT NOT NULL UNIQUE, method TEXT NOT NULL,
            is_unique INTEGER NOT NULL, is_primary INTEGER NOT NULL, is_constraint INTEGER NOT NULL,
            is_stored INTEGER NOT NULL, elements TEXT NOT NULL, included TEXT NOT NULL, predicate_text TEXT,
            predicate_sqlite TEXT, options TEXT NOT NULL, nulls_not_distinct INTEGER NOT NULL, comment TEXT);
        CREATE INDEX vecdb_indexes_relation ON vecdb_indexes(relation);
        CREATE TABLE vecdb_sequences(
            oid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, type TEXT NOT NULL, start INTEGER NOT NULL,
            increment INTEGER NOT NULL, minimum INTEGER NOT NULL, maximum INTEGER NOT NULL, cycles INTEGER NOT NULL,
            cache INTEGER NOT NULL, last_value INTEGER NOT NULL, is_called INTEGER NOT NULL,
            owner_table TEXT, owner_column TEXT);
        CREATE TABLE vecdb_extensions(oid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version TEXT NOT NULL);
        CREATE TABLE vecdb_log(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, relation INTEGER NOT NULL, row INTEGER NOT NULL, op INTEGER NOT NULL);
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """
}
