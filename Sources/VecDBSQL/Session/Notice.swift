import VectorTypes

/// A message that accompanies a statement without failing it.
public struct Notice: Hashable, Sendable {
    /// How loud a notice is. The order is PostgreSQL's, from `DEBUG5` up to `WARNING`.
    public enum Severity: String, Hashable, Sendable {
        case debug = "DEBUG"
        case log = "LOG"
        case info = "INFO"
        case notice = "NOTICE"
        case warning = "WARNING"
    }

    public var severity: Severity
    public var sqlState: SQLState
    public var message: String
    public var detail: String?
    public var hint: String?
    /// Where in the statement's text, counted in characters from 1.
    public var position: Int?
    public var context: String?

    public init(
        _ severity: Severity, _ message: String, sqlState: SQLState = .successfulCompletion, detail: String? = nil,
        hint: String? = nil
    ) {
        self.severity = severity
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.hint = hint
    }
}
