import CSQLite
import Synchronization
import VectorIndexes
import VectorTypes

/// What all `Database` values and sessions of one file in this process share: the writers' queue, pooled connections, the checkpointer, resident vectors.
package final class DatabaseCore: Sendable {
    package let path: String?
    package let options: DatabaseOptions
    /// Whether nothing can be written: opened so, or the file cannot be.
    package let isReadOnly: Bool
    let location: DatabaseLocation
    let writers = WriterQueue()
    let gate = ReaderGate()
    let checkpointer: Checkpointer
    let sequenceFloors = ConditionLock<[Int64: Int64]>([:])

    private struct Pool: @unchecked Sendable {
        // Safe because a connection is in the pool or in the hands of one borrower, and both sides go through the mutex.
        var idle: [Connection] = []
        /// Connections that are lent, or about to be.
        var lent = 0
        var isClosed = false
        /// Whether the last connection has been closed.
        var isFinished = false
    }
    private let pool = ConditionLock(Pool())
    /// Whether deleted content is overwritten from now on, by whichever connection of this process; see ``DatabaseOptions/secureDelete``.
    private let secureDeletion: Atomic<Bool>
    /// The catalog that was committed or read last.
    let sharedCatalog = ConditionLock<CachedCatalog?>(nil)
    private let left = ConditionLock<VecDBError?>(nil)
    /// The file as it was when it was opened.
    private let identity: FileIdentity?
    private let shelf = ConditionLock<[ObjectIdentifier: any AnyObject & Sendable]>([:])
    private let commitObservers = ConditionLock<[@Sendable () -> Void]>([])
    private let closeObservers = ConditionLock<[@Sendable () -> Void]>([])

    init(path: String?, options: DatabaseOptions, opened: OpenedDatabase) throws {
        self.path = path
        self.options = options
        secureDeletion = Atomic(options.secureDelete)
        isReadOnly = opened.isReadOnly
        location = opened.location
        identity = path == nil ? nil : FileIdentity(path: opened.location.uri)
        checkpointer = Checkpointer(opened.sqlite, threshold: options.checkpointPages)
    }

    /// A new connection with everything registered, that belongs to the caller.
    package func connect(as options: DatabaseOptions? = nil) throws -> Connection {
        let connection = try connect(isPooled: false)
        try connection.apply(options ?? self.options)
        return connection
    }

    private func connect(isPooled: Bool) throws -> Connection {
        if pool.withLock({ $0.isClosed }) { throw closed }
        let sqlite = try location.connect(options, isReadOnly: isReadOnly)
        return try Connection(core: self, sqlite: sqlite, isPooled: isPooled)
    }

    private var closed: VecDBError { VecDBError(.objectNotInPrerequisiteState, "the database is closed") }

    /// Lends a pooled connection (outside any transaction), with the options of one `Database` value (nil: of the first).
    package func withConnection<Result>(
        as options: DatabaseOptions? = nil, _ body: (Connection) throws -> Result
    ) throws -> Result {
        let idle = pool.withLock { pool in
            pool.lent += 1
            return pool.idle.popLast()
        }
        defer {
            pool.withLock { $0.lent -= 1 }
            finishIfUnused()
        }
        let connection = try idle ?? connect(isPooled: true)
        defer {
            connection.rollback()
            connection.interrupt.reset()
            let isKept = pool.withLock { pool in
                // A burst of threads should not leave its connections for ever.
                guard !pool.isClosed, pool.idle.count < 16 else { return false }
                pool.idle.append(connection)
                return true
            }
            if !isKept { connection.sqlite.close() }
        }
        try connection.apply(options ?? self.options)
        return try body(connection)
    }

    /// Runs `body` on a pooled connection in a read transaction (one snapshot).
    package func read<Result>(
        as options: DatabaseOptions? = nil, _ body: (Connection) throws -> Result
    ) throws -> Result {
        try withConnection(as: options) { connection in
            try connection.begin(readOnly: true)
            try connection.prepareToRead()
            let result = try body(connection)
            try connection.commit()
            return result
        }
    }

    /// Runs `body` in a write transaction: committed when it returns, rolled back when it throws.
    @discardableResult
    package func write<Result>(
        as options: DatabaseOptions? = nil, _ body: (Connection) throws -> Result
    ) throws -> Result {
        try withConnection(as: options) { connection in
            try connection.begin(.immediate)
            let result = try body(connection)
            try connection.commit()
            return result
        }
    }

    /// Has deleted content overwritten until the file is closed in this process.
    package func deleteSecurely() { secureDeletion.store(true, ordering: .relaxed) }
    package var deletesSecurely: Bool { secureDeletion.load(ordering: .relaxed) }

    /// The one object of a type that other layers keep for this file (resident vectors and so on).
    package func shared<Object: AnyObject & Sendable>(_ type: Object.Type, make: () -> Object) -> Object {
        shelf.withLock { shelf in
            if let kept = shelf[ObjectIdentifier(type)] as? Object { return kept }
            let object = make()
            shelf[ObjectIdentifier(type)] = object
            return object
        }
    }

    /// Called after every commit of this process that wrote (on the committing thread: be quick).
    package func addCommitObserver(_ observer: @escaping @Sendable () -> Void) {
        commitObservers.withLock { $0.append(observer) }
    }

    /// Called once, when the last `Database` value and session of the file is gone: stop threads, let go of connections.
    package func addCloseObserver(_ observer: @escaping @Sendable () -> Void) {
        closeObservers.withLock { $0.append(observer) }
    }

    func didCommit() {
        for observer in commitObservers.withLock({ $0 }) { observer() }
    }

    /// Closes every pooled connection; the last one leaves a file without a WAL. A connection that is lent at this moment closes the rest when it comes back.
    func shutDown() {
        for observer in closeObservers.withLock({ $0 }) { observer() }
        let idle = pool.withLock { pool in
            pool.isClosed = true
            defer { pool.idle = [] }
            return pool.idle
        }
        shelf.withLock { $0 = [:] }
        for connection in idle { connection.sqlite.close() }
        finishIfUnused()
    }

    private func finishIfUnused() {
        let isLast = pool.withLock { pool in
            guard pool.isClosed, pool.lent == 0, !pool.isFinished else { return false }
            pool.isFinished = true
            return true
        }
        guard isLast else { return }
        checkpointer.close()
        if path == nil { return MemoryFileSystem.delete(location.memoryFileName) }
        if !isReadOnly {
            let problem = location.mergeLeftWAL(identity, options)
            left.withLock { $0 = problem }
        }
    }

    /// Why the file alone does not hold all that was committed, after the last use of it in this process has ended; nil: it does.
    package var closingProblem: VecDBError? { left.withLock { $0 } }
}
