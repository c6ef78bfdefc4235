/// Where a session stands in a transaction block, as PostgreSQL's protocol reports it.
public enum TransactionStatus: Hashable, Sendable {
    /// Outside a transaction block: each statement is a transaction of its own.
    case idle
    /// Inside `BEGIN … COMMIT`.
    case inTransaction
    /// Inside a block that has failed: only `ROLLBACK` (or `COMMIT`, which rolls back) is accepted.
    case failed
}
