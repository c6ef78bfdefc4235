import PostgresSyntax
import VecDB
import VectorIndexes
import VectorTypes

/// A session on a database: one connection with its transaction, settings and prepared statements.
///
/// One thread at a time; ``cancellation`` may be used from any. The way of a statement: parse → bind (names, types) →
/// plan (the bound tree as SQLite's SQL, with the engine's scans) → run. Plans are kept by the statement's text with
/// its literals taken out, so that statements which differ only in literals share one.
public final class Session {
    /// Called with every notice and warning.
    public var onNotice: (Notice) -> Void = { _ in }
    /// Called now and then, from any thread, while a statement builds an index.
    public var onProgress: (@Sendable (StatementProgress) -> Void)?
    /// Where `COPY … FROM STDIN` reads: chunks of bytes, nil at the end.
    public var copyInput: (() throws -> [UInt8]?)?
    /// Where `COPY … TO STDOUT` writes.
    public var copyOutput: (([UInt8]) throws -> Void)?
    /// Cancels the statement under way.
    public let cancellation: CancellationHandle

    let connection: Connection
    let context = FunctionContext()
    var settings: SessionSettings
    var block = TransactionBlock()
    var prepared: [String: PreparedStatement] = [:]
    var cursors: [String: Cursor] = [:]
    var plans = PlanCache()
    var normalizedTexts = NormalizedTexts()
    let answers: CatalogAnswers
    /// What `lastval()` returns.
    var lastSequence: String?
    /// What `currval` returns.
    var sequenceValues: [String: Int64] = [:]
    /// The command under way, for messages.
    var currentCommand = ""
    private var contextVersion = -1
    private var limits: StatementLimits
    private var temporaryNames = 0

    /// Opens a session; `settings` are its defaults, as `PGOPTIONS` gives them.
    public init(_ database: Database, settings: [String: String] = [:]) throws {
        PostgresFunctions.install()
        connection = try database.connect()
        cancellation = CancellationHandle(connection.interrupt)
        self.settings = SessionSettings(defaults: SessionSettings.limits(database.options))
        limits = StatementLimits(self.settings)
        answers = CatalogAnswers()
        try SessionFunctions.register(on: connection, context: context)
        try CatalogTables.register(on: connection, answers: answers)
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            try self.settings.setAtStartup(name, to: value)
        }
        answers.session = self
        context.catalog = answers
        context.database = database.path.map(Session.databaseName) ?? "vecdb"
    }

    /// A file's name without folders and suffix.
    private static func databaseName(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// Where the session stands in a transaction block.
    public var transactionStatus: TransactionStatus { block.status }

    /// The catalog as the session's transaction sees it.
    package var catalog: Catalog { get throws { try connection.catalog() } }

    /// Runs all statements of `sql` as PostgreSQL's simple query protocol does: several without `BEGIN` are one transaction.
    ///
    /// - Parameter onResult: Called with each statement's result, before the next one runs.
    /// - Throws: ``VecDBError`` of the first statement that fails; those after it are not run.
    public func execute(_ sql: String, onResult: (StatementResult) throws -> Void) throws {
        let format = { [context] (value: SQLiteValue, type: ColumnType) in
            try ValueText.text(of: value, as: type, context)
        }
        try guarded {
            if let outcome = try runCached(sql, []) {
                try onResult(outcome.result(format))
                return
            }
            let statements = try parse(sql)
            if statements.isEmpty { return }
            block.beginImplicit(statementCount: statements.count)
            for (index, statement) in statements.enumerated() {
                try working {
                    let outcome = try run(statement, parameters: [], isLast: index == statements.count - 1)
                    try onResult(outcome.result(format))
                }
            }
            try endImplicit()
        }
    }

    /// Runs one statement with parameters and returns its rows.
    ///
    /// ```swift
    /// let rows = try session.query("SELECT id FROM notes ORDER BY embedding <=> $1 LIMIT 5", [q])
    /// ```
    /// - Throws: 42601 for several statements in one text; otherwise what the statement throws.
    @discardableResult
    public func query(_ sql: String, _ parameters: [(any SQLValueConvertible)?] = []) throws -> Rows {
        let arguments = parameters.map { $0?.sqlParameter ?? SQLParameter(text: nil) }
        var result = StatementOutcome("")
        try guarded {
            if let outcome = try runCached(sql, arguments) {
                result = outcome
                return
            }
            let statements = try parse(sql)
            guard statements.count <= 1 else {
                throw VecDBError(.syntaxError, "cannot insert multiple commands into a prepared statement")
            }
            guard let statement = statements.first else { return }
            result = try run(statement, parameters: arguments, isLast: true)
        }
        return Rows(
            columns: result.columns ?? [], tag: result.tag, values: result.rows, format: TextFormat(context))
    }

    // MARK: Around every statement

    func guarded(_ body: () throws -> Void) throws {
        cancellation.begin()
        if let slow = SlowBLAS.notice() { notice(slow) }
        do {
            try working(body)
            cancellation.end()
        } catch let failure {
            cancellation.end()
            fail()
            throw (failure as? VecDBError) ?? VecDBError(.internalError, "\(failure)")
        }
    }

    /// Runs a statement, or what comes before the first of a text, within the limits that the settings give one: its
    /// time, its waits for locks, its memory.
    func working<Result>(_ body: () throws -> Result) rethrows -> Result {
        if limits.version != settings.version { limits = StatementLimits(settings) }
        let interrupt = connection.interrupt
        if limits.deletesSecurely { connection.core.deleteSecurely() }
        interrupt.setTimeLimit(limits.time)
        connection.sqlite.setLockTimeout(limits.lockTime)
        let work = StatementWork(memoryLimit: limits.memory) { interrupt.stopError }
        return try StatementWork.$current.withValue(work) { try body() }
    }

    private func parse(_ sql: String) throws -> [ParsedStatement] {
        try parseStatements(sql) { warning in
            notice(Notice(.notice, warning.message, sqlState: warning.sqlState))
        }
    }

    /// Sends a notice, if `client_min_messages` lets it through.
    func notice(_ notice: Notice) {
        let order = ["debug5", "debug4", "debug3", "debug2", "debug1", "log", "notice", "warning", "error"]
        let level: Int =
            switch notice.severity {
            case .debug: 4
            case .log: 5
            case .info: 99
            case .notice: 6
            case .warning: 7
            }
        let wanted = order.firstIndex(of: settings["client_min_messages"]) ?? 6
        if level >= wanted { onNotice(notice) }
    }

    /// Brings what functions know of the settings up to date.
    func refreshContext() {
        context.statementTimestamp = Clock.microseconds()
        if !block.hasTimestamp {
            context.transactionTimestamp = context.statementTimestamp
            block.hasTimestamp = true
        }
        guard contextVersion != settings.version else { return }
        contextVersion = settings.version
        context.timeZone = settings["TimeZone"]
        context.dateStyle = settings["DateStyle"]
        context.intervalStyle = settings["IntervalStyle"]
        context.extraFloatDigits = settings.integer("extra_float_digits")
        context.byteaEscape = settings["bytea_output"] == "escape"
        context.textSearchConfiguration =
            settings["default_text_search_config"].split(separator: ".").last.map(String.init) ?? "english"
        context.searchEfforts = settings.searchEfforts
        connection.buildThreads = min(
            ThreadPool.processorCount, settings.integer("max_parallel_maintenance_workers") + 1)
    }

    /// A name for a temporary table that nothing else has.
    func temporaryName() -> String {
        temporaryNames += 1
        return "vecdb_rows_\(temporaryNames)"
    }
}

extension StatementOutcome {
    func result(_ text: (SQLiteValue, ColumnType) throws -> String?) rethrows -> StatementResult {
        guard let columns else { return StatementResult(tag: tag) }
        let texts = try rows.map { row in
            try zip(row, columns).map { try text($0, $1.type) }
        }
        return StatementResult(tag: tag, columns: columns, rows: texts)
    }
}
