import VectorIndexes

/// What a connection knows of its transaction.
struct TransactionProgress {
    var state = TransactionState.none
    var isolation = Isolation.readCommitted
    var isReadOnly = false
    /// Open savepoints, outermost first. Before the transaction has written they can be made again in a new snapshot.
    var savepoints: [String] = []
    /// Whether the catalog was changed, so that a rollback must forget the cached one.
    var hasChangedCatalog = false
    /// Whether this connection has the writers' queue.
    var hasWriterTurn = false
    /// Whether it counts among the readers.
    var isInsideGate = false
    /// Approximate indexes that this transaction has built: nobody else sees them before it commits.
    var builtIndexes: [ResidentIndex] = []
    /// Pages of approximate indexes that it has written.
    var storedIndexes: [(resident: ResidentIndex, pages: CapturedPages, state: StoredIndex)] = []
}
