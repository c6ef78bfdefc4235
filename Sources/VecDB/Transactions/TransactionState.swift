/// How far a connection's transaction has come.
package enum TransactionState: Sendable {
    /// No transaction: each statement is one of its own.
    case none
    /// Begun, but nothing was read yet: there is no snapshot.
    case begun
    /// Has a snapshot.
    case reading
    /// Has a snapshot and the database's write lock.
    case writing
    /// SQLite rolled all of it back by itself (disk full, I/O error, interrupted write): only ``Connection/rollback()`` is left.
    case lost
}

package enum TransactionMode: Sendable { case deferred, immediate }

/// What happens when a transaction that has read wants to write and another one has committed meanwhile.
package enum Isolation: Sendable {
    /// It goes on with a new snapshot, as PostgreSQL's READ COMMITTED does with every statement.
    case readCommitted
    /// `could not serialize access due to concurrent update` (40001).
    case repeatableRead
}
