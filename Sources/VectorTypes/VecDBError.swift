/// The one error type of every layer: a SQLSTATE and PostgreSQL's words.
///
/// The message is lower case, without a full stop, with the numbers in it, as PostgreSQL and pgvector write theirs.
/// ```swift
/// throw VecDBError(.dataException, "expected \(expected) dimensions, not \(actual)")
/// ```
public struct VecDBError: Error, Hashable, Sendable {
    /// The error's class, for programs.
    public var sqlState: SQLState
    /// The primary message, for people.
    public var message: String
    /// More about what happened.
    public var detail: String?
    /// What could be done about it.
    public var hint: String?
    /// Where in the statement's text, counted in characters (Unicode scalars) from 1.
    public var position: Int?
    /// What was under way, such as `COPY items, line 2, column embedding: "[1,2]"`.
    public var context: String?
    /// The constraint that was violated, if one was.
    public var constraint: String?

    /// An error with its state, message and whatever more is known.
    public init(
        _ sqlState: SQLState, _ message: String, detail: String? = nil, hint: String? = nil, position: Int? = nil
    ) {
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.hint = hint
        self.position = position
    }
}

extension VecDBError: CustomStringConvertible {
    public var description: String {
        var text = "ERROR:  \(message) (SQLSTATE \(sqlState))"
        if let detail { text += "\nDETAIL:  \(detail)" }
        if let hint { text += "\nHINT:  \(hint)" }
        return text
    }
}
