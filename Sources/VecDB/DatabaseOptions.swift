/// How a database is opened. Several `Database` values of one file in a process may differ in all of it.
public struct DatabaseOptions: Hashable, Sendable {
    /// What to do about a missing file, and whether anything may be written.
    public enum Mode: Hashable, Sendable {
        /// Opens the file, or makes it.
        case readWriteCreate
        /// Opens the file, which must exist.
        case readWrite
        /// Only reads.
        case readOnly
    }
    /// How much a commit waits for the disk.
    public enum Durability: Hashable, Sendable {
        /// A commit is on the disk when it returns (`synchronous = FULL`).
        case full
        /// The file stays consistent, but the last commits may be lost when the power fails.
        case normal
    }

    /// What to do about a missing file, and whether anything may be written.
    public var mode: Mode = .readWriteCreate
    /// How much a commit waits for the disk.
    public var durability: Durability = .full
    /// How long a writer waits for another one. Sessions begin with it as their `lock_timeout`, where 0 is any time.
    public var lockTimeout: Duration = .seconds(30)
    /// The bytes of memory that one call or statement may hold at a time for its rows, sorts and values, over which it
    /// fails with 53200. Sessions begin with it as their `vecdb.statement_memory`.
    ///
    /// By default a quarter of the memory that the process may use, at most 4 GB.
    public var statementMemory = MachineMemory.statementShare

    /// Whether what is deleted is also overwritten in the file: rows, and what indexes had of them. Holds for every commit of
    /// this process on the file from now on, as long as the file is open. Costs a write of each page that becomes free.
    ///
    /// The write-ahead log keeps older contents of pages until the file is closed. What an approximate index keeps of a
    /// deleted row goes with `VACUUM`. What the disk itself keeps (blocks of deleted files, worn cells) is beyond a database.
    public var secureDelete = false

    /// Pages in the WAL from which a commit checkpoints (32 MB of them).
    package var checkpointPages = 4_096

    /// The name of the SQLite VFS that reaches files; nil: the system's. (Tests name one that fails.)
    package var fileSystem: String?

    /// The standard options.
    public init() {}
}
