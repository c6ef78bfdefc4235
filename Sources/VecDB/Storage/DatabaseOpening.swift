import CSQLite
import VectorTypes

// Opening a file: what it is, whether it is ours, and how it can be used. Nothing is written before we know that the file is ours or empty.

struct OpenedDatabase {
    /// The first connection, configured.
    var sqlite: SQLiteConnection
    var location: DatabaseLocation
    var isReadOnly: Bool
}

extension DatabaseLocation {
    /// Opens a first connection; makes a new database out of an empty file.
    func open(_ options: DatabaseOptions) throws -> OpenedDatabase {
        if name != ":memory:" { try checkPath(options) }
        let location = isUnderReadOnlyMedium(options) ? immutable : self
        let sqlite = try SQLiteConnection(location.uri, flags: location.flags, fileSystem: location.fileSystem)
        do {
            let kind = try recoveredKind(of: sqlite, options)
            try FileFormat.check(kind, path: name)
            // With a WAL the missing pages may be there.
            if case .vecdb(_, isWhole: false) = kind, FileStatus.size(uri + "-wal") == 0 {
                throw VecDBError(.dataCorrupted, "the file is shorter than its header says")
            }
            let isReadOnly = sqlite.isReadOnly || options.mode == .readOnly
            if kind == .empty {
                if isReadOnly { throw emptyAndReadOnly }
                try create(on: sqlite)
            }
            try sqlite.configure(options, isReadOnly: isReadOnly)
            if !isReadOnly { try enterWAL(sqlite) }
            // The first read finds a truncated file, a damaged header, a WAL that cannot be recovered.
            try checkVersion(sqlite)
            return OpenedDatabase(sqlite: sqlite, location: location, isReadOnly: isReadOnly)
        } catch {
            sqlite.close()
            throw explained(error)
        }
    }

    /// A further connection to the same database.
    func connect(_ options: DatabaseOptions, isReadOnly: Bool) throws -> SQLiteConnection {
        // Only the first connection may create: the file was there.
        let sqlite = try SQLiteConnection(uri, flags: flags & ~SQLITE_OPEN_CREATE, fileSystem: fileSystem)
        do {
            try sqlite.configure(options, isReadOnly: isReadOnly)
            return sqlite
        } catch {
            sqlite.close()
            throw explained(error)
        }
    }

    private func checkPath(_ options: DatabaseOptions) throws {
        if name.isEmpty { throw VecDBError(.invalidParameterValue, "the path of the database is empty") }
        if name.utf8.contains(0) {
            throw VecDBError(.invalidParameterValue, "the path of the database holds a zero byte")
        }
        if FileStatus.isDirectory(uri) {
            throw VecDBError(.ioError, "could not open file \"\(name)\": it is a directory")
        }
        if FileStatus.exists(uri) {
            if !FileStatus.isReadable(uri) {
                throw VecDBError(.insufficientPrivilege, "could not open file \"\(name)\": permission denied")
            }
            // SQLite takes a file of one byte for an empty one.
            if FileStatus.size(uri) == 1 { try FileFormat.check(.notSQLite, path: name) }
            return
        }
        let directory = FileStatus.directory(of: uri)
        if options.mode != .readWriteCreate || !FileStatus.exists(directory) {
            throw VecDBError(.undefinedFile, "could not open file \"\(name)\": no such file or directory")
        }
        if !FileStatus.isWritable(directory) {
            throw VecDBError(.insufficientPrivilege, "could not create file \"\(name)\": permission denied")
        }
    }

    /// In WAL mode SQLite needs to make files next to the database. Where it cannot, and none are there that hold anything, nothing can change either.
    private func isUnderReadOnlyMedium(_ options: DatabaseOptions) -> Bool {
        guard name != ":memory:", FileStatus.exists(uri), !FileStatus.isWritable(FileStatus.directory(of: uri)) else {
            return false
        }
        return FileStatus.size(uri + "-wal") == 0 && !FileStatus.exists(uri + "-shm")
            && (options.mode == .readOnly || !FileStatus.isWritable(uri))
    }

    private func create(on sqlite: SQLiteConnection) throws {
        try sqlite.executeScript(
            "PRAGMA page_size = \(FileFormat.pageSize); PRAGMA synchronous = FULL; BEGIN EXCLUSIVE")
        do {
            // Another process may have been quicker.
            if try sqlite.value("PRAGMA application_id") == .integer(0),
                try sqlite.value("SELECT count(*) FROM sqlite_schema") == .integer(0)
            {
                try sqlite.executeScript(FileFormat.schema)
            }
            try sqlite.executeScript("COMMIT")
        } catch {
            if sqlite.isInTransaction { try? sqlite.executeScript("ROLLBACK") }
            throw error
        }
        try FileFormat.check(try FileFormat.kind(of: sqlite), path: name)
    }

    private func enterWAL(_ sqlite: SQLiteConnection) throws {
        let mode = try sqlite.value("PRAGMA journal_mode = WAL")
        if mode != .text("wal") {
            throw VecDBError(
                .ioError, "could not open file \"\(name)\": its file system cannot hold a write-ahead log",
                detail: "SQLite stays in journal mode \(mode?.text ?? "none").")
        }
    }

    private func checkVersion(_ sqlite: SQLiteConnection) throws {
        let version = try sqlite.value("PRAGMA user_version")?.integer ?? 0
        try FileFormat.check(.vecdb(version: Int32(clamping: version), isWhole: true), path: name)
        _ = try sqlite.value("SELECT value FROM vecdb_meta WHERE key = 'next_oid'")
    }

    private var emptyAndReadOnly: VecDBError {
        VecDBError(.objectNotInPrerequisiteState, "file \"\(name)\" is empty and was opened for reading only")
    }

    /// The same error with the file's name in it.
    private func explained(_ error: any Error) -> any Error {
        guard var error = error as? VecDBError else { return error }
        switch error.sqlState {
        // SQLite's own words for tables of ours that are not as we made them, too.
        case .dataCorrupted, .internalError:
            error = VecDBError(
                .dataCorrupted, "database file \"\(name)\" is truncated or damaged", detail: error.message)
        case .ioError where !error.message.contains(name):
            error = VecDBError(.ioError, "could not open file \"\(name)\"", detail: error.message)
            if FileStatus.size(uri + "-wal") > 0, !FileStatus.isWritable(FileStatus.directory(of: uri)) {
                error.hint =
                    "It was not closed cleanly (there is a -wal file) and its directory is read-only: copy both to a writable one."
            }
        default: break
        }
        return error
    }
}

extension SQLiteConnection {
    /// Settings that every connection of ours has.
    func configure(_ options: DatabaseOptions, isReadOnly: Bool) throws {
        for (flag, isOn) in [
            (SQLITE_DBCONFIG_DEFENSIVE, true), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (SQLITE_DBCONFIG_ENABLE_FKEY, true), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false),
            (SQLITE_DBCONFIG_DQS_DML, false), (SQLITE_DBCONFIG_DQS_DDL, false),
        ] { try setFlag(flag, isOn) }
        setLockTimeout(options.lockTimeout)
        // Checkpoints are the Checkpointer's alone.
        try executeScript(
            """
            PRAGMA recursive_triggers = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;
            PRAGMA synchronous = \(options.durability == .full ? "FULL" : "NORMAL");
            """)
        if isReadOnly { try executeScript("PRAGMA query_only = ON") }
    }

    func setFlag(_ flag: Int32, _ isOn: Bool) throws {
        let code = sqlite3_set_flag(handle, flag, isOn ? 1 : 0)
        if code != SQLITE_OK { throw error(code) }
    }
}
