import VectorTypes

/// A vector database: one file with rows, metadata and vectors. Usable from any thread and task.
public final class Database: Sendable {
    package let core: DatabaseCore

    /// Opens the database at `path`; by default an absent or empty file becomes a new database.
    public init(path: String, options: DatabaseOptions = .init()) throws {
        core = try DatabaseCore(path: path, options: options)
    }

    private init(core: DatabaseCore) { self.core = core }

    /// A new database that lives in memory and vanishes with the last reference to it.
    public static func inMemory(options: DatabaseOptions = .init()) throws -> Database {
        Database(core: try DatabaseCore(path: nil, options: options))
    }

    /// The file's path; nil in memory.
    public var path: String? { core.path }

    /// A new connection with everything registered, for a session. It lives as long as it is referenced.
    package func connect() throws -> Connection { try core.connect() }
}
