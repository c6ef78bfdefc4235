import CSQLite
import VectorTypes

/// One SQLite connection. Used by one thread at a time (it carries no mutex); ``interrupt`` may be fired from any.
package final class SQLiteConnection {
    let handle: OpaquePointer
    package let interrupt: InterruptHandle
    /// What a callback threw while SQLite was running it; ``error(_:)`` hands it on.
    var pendingError: VecDBError?
    /// Turns SQLite's report of a violated constraint into PostgreSQL's; set by ``Connection``, which has the catalog.
    package var describeViolation: ((ConstraintViolation) -> VecDBError)?
    private var cache = StatementCache(capacity: 200)
    private var isClosed = false
    var lock = LockWait()
    /// What ``apply(_:)`` and ``deleteSecurely(_:)`` have set.
    var durability: DatabaseOptions.Durability?
    var deletesSecurely: Bool?
    /// Pages in the WAL after the last commit of this connection.
    var walPages = 0

    /// Opens a file (or a `file:` URI).
    package init(_ path: String, flags: Int32) throws {
        try SQLiteLibrary.prepare()
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened else { throw VecDBError(.outOfMemory, "out of memory") }
        guard code == SQLITE_OK else {
            let extended = sqlite3_extended_errcode(opened)
            let system = sqlite3_system_errno(opened)
            let message = String(cString: sqlite3_errmsg(opened))
            sqlite3_close_v2(opened)
            throw SQLiteFailure(code: extended, message: message, systemError: system).vecDBError
        }
        handle = opened
        interrupt = InterruptHandle(opened)
        sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        watchStopping()
    }

    deinit { close() }

    /// Closes at once; statements that are still held become harmless and fail.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        interrupt.disconnect()
        cache.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Compiles one statement. Text after it is an error; an empty text too.
    package func prepare(_ sql: String, persistent: Bool = false) throws -> SQLiteStatement {
        guard !isClosed else { throw VecDBError(.objectNotInPrerequisiteState, "the database is closed") }
        var sqlText = sql
        var statement: OpaquePointer?
        var rest = 0
        let flags = UInt32(persistent ? SQLITE_PREPARE_PERSISTENT : 0)
        let code = sqlText.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    handle, text.baseAddress ?? emptyText, Int32(clamping: text.count), flags, &statement, &tail)
                if let tail, let start = text.baseAddress { rest = text.count - (tail - start) }
                return code
            }
        }
        guard code == SQLITE_OK else {
            sqlite3_finalize(statement)
            throw error(code)
        }
        guard let statement else { throw VecDBError(.internalError, "an empty SQLite statement") }
        let prepared = SQLiteStatement(handle: statement, connection: self, sql: sql)
        if rest > 0, sql.utf8.suffix(rest).contains(where: { !" \n\t\r;".utf8.contains($0) }) {
            throw VecDBError(.internalError, "text after a SQLite statement: \(sql)")
        }
        return prepared
    }

    /// A statement from the cache, reset and without bindings. It goes back by itself: use it at once, to its end or a `reset()`.
    package func cached(_ sql: String) throws -> SQLiteStatement {
        if let statement = cache[sql], !statement.isBusy {
            statement.clearBindings()
            return statement
        }
        let statement = try prepare(sql, persistent: true)
        // A text of this size is hardly asked for again.
        if sql.utf8.count < 1 << 16 { cache.insert(statement) }
        return statement
    }

    /// Runs one statement with values for its parameters.
    package func execute(_ sql: String, _ values: [SQLiteValue] = []) throws {
        let statement = try cached(sql)
        try statement.bind(all: values)
        defer { statement.reset() }
        try statement.run()
    }

    /// Runs several statements separated by semicolons.
    package func executeScript(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw error(code) }
    }

    /// All rows of a query.
    package func rows(_ sql: String, _ values: [SQLiteValue] = []) throws -> [[SQLiteValue]] {
        let statement = try cached(sql)
        try statement.bind(all: values)
        defer { statement.reset() }
        var rows: [[SQLiteValue]] = []
        while try statement.step() { rows.append(statement.row) }
        return rows
    }

    /// The first column of the first row, nil if there is no row.
    package func value(_ sql: String, _ values: [SQLiteValue] = []) throws -> SQLiteValue? {
        let statement = try cached(sql)
        try statement.bind(all: values)
        defer { statement.reset() }
        return try statement.step() ? statement.value(0) : nil
    }

    /// Rows that the last INSERT, UPDATE or DELETE changed, without those of triggers.
    package var changes: Int { Int(sqlite3_changes64(handle)) }
    package var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }
    package var lastInsertRowid: Int64 { sqlite3_last_insert_rowid(handle) }
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
    package var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }
    /// Whether the transaction has written something already.
    package var hasWriteTransaction: Bool { sqlite3_txn_state(handle, "main") == SQLITE_TXN_WRITE }
    package var hasReadTransaction: Bool { sqlite3_txn_state(handle, "main") != SQLITE_TXN_NONE }

    // MARK: Stopping

    /// The error with which what runs now should end, if it should: the connection's own or that of the statement for
    /// which this thread works, which may be another connection's.
    var stopError: VecDBError? { interrupt.stopError ?? StatementWork.current?.stopError }

    var isStopped: Bool { interrupt.isCancelled || StatementWork.current?.stopError != nil }

    /// Has SQLite's virtual machine ask now and then whether to stop. `sqlite3_interrupt` alone would be forgotten when it
    /// falls between two statements, and knows no deadline.
    private func watchStopping() {
        sqlite3_progress_handler(
            handle, 1_000,
            { context in
                guard let context else { return 0 }
                return Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue().isStopped ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}

/// An identifier in double quotes, for SQL text.
package func quoted(identifier name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

/// A text literal in single quotes, for SQL text.
package func quoted(literal text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}
