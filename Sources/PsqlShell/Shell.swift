import VecDB
import VecDBSQL
import VectorTypes

/// The state of one shell: its session, its variables, and where results go.
///
/// Everything here happens on the main thread. A line goes from an ``InputSource`` through ``StatementScanner``; what is
/// complete goes to the ``Session``, whose results are laid out by the printers of `Output/`.
package final class Shell {
    /// How a script or a command ended, as psql's exit status tells it.
    enum ExitStatus: Int32 { case success = 0, failure = 1, badConnection = 2, user = 3 }

    var session: Session
    var database: Database
    var databasePath: String?
    var settings: PrintSettings
    var variables = ShellVariables()
    var conditions = ConditionStack()
    let standardOutput: OutputChannel
    var output: OutputChannel
    /// None unless a person watches.
    let progressBar = ProgressBar()
    var lineEditor: LineEditor?

    /// The statement that was sent last: what `\g` and `\e` repeat.
    var lastStatement = ""
    /// The last error as `\errverbose` shows it.
    var lastError: (error: VecDBError, query: String)?
    var measuresTime = false
    /// Where the data of COPY comes from and goes to.
    var copy = CopyEndpoints()
    var inputs: [any InputSource] = []
    /// The settings of each new session: PGOPTIONS and kin.
    let sessionSettings: [String: String]

    /// Opens the database (nil: one in memory). Throws a `VecDBError` when the file cannot be used.
    init(path: String?, settings: PrintSettings, sessionSettings: [String: String]) throws {
        databasePath = path
        self.settings = settings
        self.sessionSettings = sessionSettings
        standardOutput = OutputChannel()
        output = standardOutput
        (database, session) = try Self.open(path, sessionSettings)
        attach()
    }

    private static func open(_ path: String?, _ settings: [String: String]) throws -> (Database, Session) {
        let database = try path.map { try Database(path: $0) } ?? Database.inMemory()
        return (database, try Session(database, settings: settings))
    }

    /// Goes over to another file (`\c`); the old session stays when the new one cannot be had.
    func connect(to path: String?) throws {
        let (database, session) = try Self.open(path, sessionSettings)
        self.database = database
        self.session = session
        databasePath = path
        attach()
    }

    private func attach() {
        session.onNotice = { [unowned self] notice in show(notice) }
        session.copyInput = { [unowned self] in try nextCopyData() }
        session.copyOutput = { [unowned self] bytes in try writeCopyData(bytes) }
        if let progressBar { session.onProgress = { progressBar.show($0) } }
        Interrupt.shared.watch(session.cancellation)
        variables["DBNAME"] = databaseName
    }

    /// The name that the prompt shows: the file's, without its folder and ending.
    var databaseName: String {
        guard let databasePath else { return "memory" }
        let name = databasePath.split(separator: "/").last.map(String.init) ?? databasePath
        return name.hasSuffix(".vecdb") ? String(name.dropLast(6)) : name
    }

    var isInteractive: Bool { inputs.last?.isInteractive ?? false }
    var stopsOnError: Bool { variables.flag("ON_ERROR_STOP") }

    // MARK: - Messages

    /// Writes to standard error, behind everything that went to standard output before.
    func writeError(_ text: String) {
        progressBar?.erase()
        standardOutput.flush()
        output.flush()
        _ = Array(text.utf8).withUnsafeBytes { System.write($0, to: 2) }
    }

    /// A message of the shell's own: `vecdb:script.sql:3: error: …` in a script.
    func report(_ message: String, kind: String = "error: ") {
        writeError(location(kind) + message + "\n")
    }

    private func location(_ kind: String) -> String {
        if !placePrefix.isEmpty { return placePrefix + kind }
        return inputs.isEmpty ? "vecdb: " + kind : ""
    }

    /// Shows an engine's error with its place in `query`.
    func show(_ error: VecDBError, query: String) {
        lastError = (error, query)
        variables["ERROR"] = "true"
        variables["SQLSTATE"] = error.sqlState.code
        variables["LAST_ERROR_SQLSTATE"] = error.sqlState.code
        variables["LAST_ERROR_MESSAGE"] = error.message
        variables["ROW_COUNT"] = "0"
        writeError(
            placePrefix
                + ErrorReport.text(
                    of: error, query: query, verbosity: variables.verbosity, context: variables.contextDisplay))
    }

    private func show(_ notice: Notice) {
        var error = VecDBError(notice.sqlState, notice.message, detail: notice.detail, hint: notice.hint)
        error.position = notice.position
        error.context = notice.context
        writeError(
            placePrefix
                + ErrorReport.text(
                    of: error, severity: notice.severity.rawValue, query: nil, verbosity: variables.verbosity,
                    context: variables.contextDisplay))
    }

    private var placePrefix: String {
        guard let input = inputs.last, let name = input.name else { return "" }
        return "vecdb:\(name):\(input.lineNumber): "
    }
}
