import VecDB
import VectorTypes

/// A session on a database: one connection with its transaction, settings and prepared statements.
///
/// One thread at a time; ``cancellation`` may be used from any.
public final class Session {
    /// Called with every notice and warning.
    public var onNotice: (Notice) -> Void = { _ in }
    /// Where `COPY … FROM STDIN` reads: chunks of bytes, nil at the end.
    public var copyInput: (() throws -> [UInt8]?)?
    /// Where `COPY … TO STDOUT` writes.
    public var copyOutput: (([UInt8]) throws -> Void)?
    /// Cancels the statement under way.
    public let cancellation = CancellationHandle()
    /// Where the session stands in a transaction block.
    public private(set) var transactionStatus = TransactionStatus.idle

    let connection: Connection
    var settings = SessionSettings()

    /// Opens a session; `settings` are its defaults, as `PGOPTIONS` gives them.
    public init(_ database: Database, settings: [String: String] = [:]) throws {
        connection = try database.connect()
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            try self.settings.setAtStartup(name, to: value)
        }
    }

    /// Runs all statements of `sql` as PostgreSQL's simple query protocol does: several without `BEGIN` are one transaction.
    ///
    /// - Parameter onResult: Called with each statement's result, before the next one runs.
    public func execute(_ sql: String, onResult: (StatementResult) throws -> Void) throws {
        throw VecDBError(.featureNotSupported, "sessions are not there yet")
    }

    /// Runs one statement with parameters and returns its rows.
    public func query(_ sql: String, _ parameters: [(any SQLValueConvertible)?] = []) throws -> Rows {
        throw VecDBError(.featureNotSupported, "sessions are not there yet")
    }

    /// The catalog as the session's transaction sees it.
    package var catalog: Catalog { get throws { try connection.catalog() } }
}
