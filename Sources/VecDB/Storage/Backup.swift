import CSQLite
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// A copy of the database as one snapshot has it, page by page, through SQLite's backup interface, while others read and write. The snapshot is held from the first page
// to the last, so nothing has to be copied twice, however much is written meanwhile (the WAL cannot begin anew until the copy is done). Rowids, the change log and the
// pages of approximate indexes come along: the copy opens as the original does.
//
// The copy is made under another name beside its own, brought to the disk, and only then given its name: whatever happens, a file of that name is whole. (A process
// that dies leaves the other one, whose name ends in `.partial`.)

extension Connection {
    /// Pages copied before it is asked whether to stop.
    private static let backupPages: Int32 = 128

    /// Copies what is committed to a new file. Call outside a transaction.
    package func backup(to path: String, progress: ((BackupProgress) -> Bool)? = nil) throws {
        let target = try BackupTarget(path)
        do {
            try core.read { source in
                let copy = try SQLiteConnection(target.partialPath, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
                defer { copy.close() }
                // Nobody knows the file yet, so there is nothing to roll back to.
                try copy.executeScript("PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL")
                try self.copy(source.sqlite, to: copy, progress)
                // SQLite has counted the copy as one more change of the schema, by which indexes would be taken for outdated.
                let schemaVersion = try source.schemaVersion()
                try copy.executeScript("PRAGMA journal_mode = DELETE; PRAGMA schema_version = \(schemaVersion)")
            }
            try target.publish()
        } catch {
            target.discard()
            throw error
        }
    }

    private func copy(
        _ source: SQLiteConnection, to copy: SQLiteConnection, _ progress: ((BackupProgress) -> Bool)?
    ) throws {
        guard let backup = sqlite3_backup_init(copy.handle, "main", source.handle, "main") else {
            throw copy.error(sqlite3_errcode(copy.handle))
        }
        var isFinished = false
        defer { if !isFinished { sqlite3_backup_finish(backup) } }
        while true {
            try checkCancellation()
            let code = sqlite3_backup_step(backup, Self.backupPages)
            guard code == SQLITE_OK || code == SQLITE_DONE else {
                isFinished = true
                throw copy.error(sqlite3_backup_finish(backup))
            }
            let count = Int(sqlite3_backup_pagecount(backup))
            let rest = Int(sqlite3_backup_remaining(backup))
            if let progress, !progress(BackupProgress(copiedPages: count - rest, pageCount: count)) {
                throw VecDBError(.queryCanceled, "canceling statement due to user request")
            }
            if code == SQLITE_DONE { break }
        }
        isFinished = true
        let code = sqlite3_backup_finish(backup)
        guard code == SQLITE_OK else { throw copy.error(code) }
    }
}

/// Where a copy is to be, and where it is made.
private struct BackupTarget {
    let path: String
    let partialPath: String

    init(_ path: String) throws {
        if path.isEmpty { throw VecDBError(.invalidParameterValue, "the path of the copy is empty") }
        if path.utf8.contains(0) {
            throw VecDBError(.invalidParameterValue, "the path of the copy holds a zero byte")
        }
        // Never a bare name that SQLite could take for a URI or for ":memory:".
        self.path = path.hasPrefix("/") ? path : "./" + path
        partialPath = self.path + "." + String(UInt32.random(in: 0 ... .max), radix: 16) + ".partial"
        if FileStatus.exists(self.path) { throw exists }
        guard FileStatus.isDirectory(FileStatus.directory(of: self.path)) else {
            throw VecDBError(.undefinedFile, "could not create file \"\(path)\": no such file or directory")
        }
    }

    private var exists: VecDBError {
        VecDBError(SQLState("58P02"), "could not create file \"\(path)\": file exists")
    }

    /// Gives the copy its name, for good.
    func publish() throws {
        // Unlike a renaming, a link does not take the place of a file that has come to be meanwhile.
        if link(partialPath, path) == 0 {
            unlink(partialPath)
        } else {
            if errno == EEXIST { throw exists }
            // A file system without hard links.
            if FileStatus.exists(path) { throw exists }
            guard rename(partialPath, path) == 0 else {
                throw VecDBError(.ioError, "could not create file \"\(path)\": \(systemMessage(errno))")
            }
        }
        let directory = open(FileStatus.directory(of: path), O_RDONLY)
        guard directory >= 0 else { return }
        // A directory that cannot be synchronised has done what it can.
        _ = fsync(directory)
        _ = close(directory)
    }

    func discard() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partialPath + suffix) }
    }
}
