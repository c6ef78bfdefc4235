import Synchronization
import VectorTypes

/// A vector database: one file with rows, metadata and vectors. Usable from any thread and task.
///
/// ```swift
/// let database = try Database(path: "notes.vecdb")
/// ```
/// One writer and many readers run at the same time, in this and in other processes; a reader sees one state of the database from its first look to its
/// last. Several `Database` values of one file in a process share their memory, and each has the options it was opened with.
public final class Database: Sendable {
    package let core: DatabaseCore
    /// The options that this value was opened with; another value of the same file has its own.
    package let options: DatabaseOptions
    private let isOpen = Atomic<Bool>(true)

    /// Opens the database at `path`; by default an absent or empty file becomes a new database.
    ///
    /// Throws when the file is not a vecdb database (nothing is changed in it then), is damaged, was written by a newer version, or cannot be opened.
    public init(path: String, options: DatabaseOptions = .init()) throws {
        core = try DatabaseRegistry.open(path: path, options: options)
        self.options = options
        if options.secureDelete { core.deleteSecurely() }
    }

    private init(core: DatabaseCore, options: DatabaseOptions) {
        self.core = core
        self.options = options
    }

    deinit { close() }

    /// A new database that lives in memory and vanishes with the last reference to it.
    public static func inMemory(options: DatabaseOptions = .init()) throws -> Database {
        Database(core: try DatabaseRegistry.open(path: nil, options: options), options: options)
    }

    /// The file's path as it was given; nil in memory.
    public var path: String? { core.path }
    /// Whether it can only be read: opened so, or because of the file's permissions.
    public var isReadOnly: Bool { core.isReadOnly }

    /// Closes the database, at the latest when the last session and `Database` value of the file is gone. A second call does nothing.
    public func close() {
        if isOpen.exchange(false, ordering: .acquiringAndReleasing) { DatabaseRegistry.release(core) }
    }

    /// Why the file alone does not hold everything, after the last session and `Database` value of it in this process has been closed; nil: it does, or it is
    /// still open.
    ///
    /// A commit that the file lacks stands in the file beside it whose name ends in `-wal`. The next opening merges the two.
    public var closingProblem: VecDBError? { core.closingProblem }

    /// A new connection with everything registered, for a session. It lives as long as it is referenced.
    package func connect() throws -> Connection {
        try requireOpen()
        return try core.connect(as: options)
    }

    func requireOpen() throws {
        guard isOpen.load(ordering: .acquiring) else {
            throw VecDBError(.objectNotInPrerequisiteState, "the database is closed")
        }
    }
}
