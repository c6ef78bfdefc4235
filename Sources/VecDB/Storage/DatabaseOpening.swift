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
        let sqlite: SQLiteConnection
        do {
            sqlite = try SQLiteConnection(location.uri, flags: location.flags)
        } catch {
            throw explained(error)
        }
        do {
            let kind = try FileFormat.kind(of: sqlite)
            try FileFormat.check(kind, path: name)
            // With a WAL the missing pages may be there.
            if case .vecdb(_, isWhole: false) = kind, FileStatus.size(walPath) == 0 {
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
        if name != ":memory:" { try checkNames() }
        // Only the first connection may create: the file was there.
        let sqlite = try SQLiteConnection(uri, flags: flags & ~SQLITE_OPEN_CREATE)
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
            return try checkNames()
        }
        let directory = FileStatus.directory(of: uri)
        if options.mode != .readWriteCreate || !FileStatus.exists(directory) {
            throw VecDBError(.undefinedFile, "could not open file \"\(name)\": no such file or directory")
        }
        if !FileStatus.isWritable(directory) {
            throw VecDBError(.insufficientPrivilege, "could not create file \"\(name)\": permission denied")
        }
    }

    /// Refuses a file of several names. Its WAL goes by one of them: who opens it by another one would not see what stands there, and would write over it.
    private func checkNames() throws {
        let count = FileStatus.linkCount(path)
        guard count > 1 else { return }
        throw VecDBError(
            .objectNotInPrerequisiteState, "could not open file \"\(name)\": it has \(count) names (hard links)",
            detail:
                "Commits go through a log beside the file that bears its name, so programs that open the file by different names would lose each other's.",
            hint: "Make a copy or a symbolic link instead, and delete the other names.")
    }

    /// In WAL mode SQLite needs to make files next to the database. Where it cannot, and none are there that hold anything, nothing can change either.
    private func isUnderReadOnlyMedium(_ options: DatabaseOptions) -> Bool {
        guard name != ":memory:", FileStatus.exists(uri), !FileStatus.isWritable(FileStatus.directory(of: uri)) else {
            return false
        }
        return FileStatus.size(walPath) == 0 && !FileStatus.exists(path + "-shm")
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
    func explained(_ error: any Error) -> any Error {
        guard var error = error as? VecDBError else { return error }
        switch error.sqlState {
        case .dataCorrupted:
            error = VecDBError(
                .dataCorrupted, "database file \"\(name)\" is truncated or damaged", detail: error.message)
        case .ioError where !error.message.contains(name):
            error = VecDBError(.ioError, "could not open file \"\(name)\"", detail: error.message)
            if FileStatus.size(walPath) > 0, !FileStatus.isWritable(FileStatus.directory(of: uri)) {
                error.hint =
                    "It was not closed cleanly (there is a -wal file) and its directory is read-only: copy both to a writable one."
            }
        case .diskFull:
            error = VecDBError(
                .diskFull, "could not open file \"\(name)\": no space left on device", detail: error.message,
                hint: error.hint)
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
        // Checkpoints are the Checkpointer's alone.
        try executeScript(
            """
            PRAGMA recursive_triggers = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -16000;
            """)
        try apply(options)
        try deleteSecurely(options.secureDelete)
        if isReadOnly { try executeScript("PRAGMA query_only = ON") }
    }

    /// What may differ between the `Database` values that share a connection. Call outside a transaction.
    func apply(_ options: DatabaseOptions) throws {
        setLockTimeout(options.lockTimeout)
        guard durability != options.durability else { return }
        try executeScript("PRAGMA synchronous = \(options.durability == .full ? "FULL" : "NORMAL")")
        durability = options.durability
    }

    /// Whether deleted content is overwritten. Call outside a transaction.
    func deleteSecurely(_ isWanted: Bool) throws {
        guard deletesSecurely != isWanted else { return }
        // A WAL that begins anew is cut to this size by the next commit; what stood in the rest is gone then.
        try executeScript(
            "PRAGMA secure_delete = \(isWanted ? "ON" : "OFF"); PRAGMA journal_size_limit = \(isWanted ? 0 : 64 << 20)")
        deletesSecurely = isWanted
    }

    func setFlag(_ flag: Int32, _ isOn: Bool) throws {
        let code = sqlite3_set_flag(handle, flag, isOn ? 1 : 0)
        if code != SQLITE_OK { throw error(code) }
    }
}
