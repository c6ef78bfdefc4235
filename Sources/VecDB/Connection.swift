import CSQLite
import VectorIndexes
import VectorTypes

/// One session's connection: SQLite's, with transactions, the catalog and this engine's functions. Used by one thread at a time.
///
/// Transactions are in `Transactions/`, the catalog and its changes in `Catalog/`.
package final class Connection {
    package let sqlite: SQLiteConnection
    package let core: DatabaseCore
    private let isPooled: Bool
    private var extensionCount = 0

    /// The threads that build an index.
    package var buildThreads = ThreadPool.processorCount

    /// The budget of memory of a call of the typed API.
    var statementMemory: Int

    let chosenRows = ChosenRows()
    let knownIDs = KnownIDs()
    /// The queries that the statement which runs now asks one after another.
    package var queryBatch: QueryBatch?
    var progress = TransactionProgress()
    var cachedCatalog: CachedCatalog?
    /// What this connection has changed of the catalog since the cached one was read; nil: nothing, or it does not know.
    var catalogChanges: CatalogChanges?
    /// What ``currentCounters()`` read last.
    var counters: DatabaseCounters?
    /// What ``vectorIndexes(of:)`` has made for a version of the catalog.
    var definitions: (version: Int64, byTable: [Int64: [VectorIndexDefinition]]) = (0, [:])
    /// SQLite's schema version before the change of the catalog that is under way.
    var schemaBeforeChange: Int64?
    var sequences: [Int64: SequenceState] = [:]

    init(core: DatabaseCore, sqlite: SQLiteConnection, isPooled: Bool) throws {
        self.core = core
        self.sqlite = sqlite
        self.isPooled = isPooled
        statementMemory = core.options.statementMemory
        if !isPooled { DatabaseRegistry.retain(core) }
        sqlite.watchWAL()
        sqlite.describeViolation = { [weak self] violation in
            describe(violation, catalog: self?.cachedCatalog?.catalog)
        }
        try applyExtensions()
    }

    deinit {
        rollback()
        sqlite.close()
        if !isPooled { DatabaseRegistry.release(core) }
    }

    package var interrupt: InterruptHandle { sqlite.interrupt }

    /// Throws 57014 when a cancellation fell between two statements, where SQLite does not notice it.
    package func checkCancellation() throws {
        if let error = interrupt.stopError { throw error }
        try StatementWork.check()
    }

    /// Runs a call of the typed API as a statement with its budget of memory, if it is not part of a statement already.
    func working<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard StatementWork.current == nil else { return try body() }
        let work = StatementWork(memoryLimit: statementMemory) { [interrupt] in interrupt.stopError }
        return try StatementWork.$current.withValue(work) { try body() }
    }

    /// Takes over what may differ between the `Database` values of a file. Outside a transaction.
    func apply(_ options: DatabaseOptions) throws {
        try sqlite.apply(options)
        statementMemory = options.statementMemory
    }

    /// Registers what other layers have added since the last time.
    func applyExtensions() throws {
        extensionCount = try ConnectionExtensions.apply(to: self, after: extensionCount)
    }
}
