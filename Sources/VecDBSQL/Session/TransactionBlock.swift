/// Where the session is in a transaction block, and what to put back when it fails.
struct TransactionBlock {
    enum State { case none, implicit, explicit }

    var state = State.none
    var isFailed = false
    /// The transaction's `now()` is fixed.
    var hasTimestamp = false
    /// What settings were when the block began.
    var settingsMark: SessionSettings.Mark?
    var savepoints: [(name: String, settings: SessionSettings.Mark)] = []
    /// Set by `BEGIN READ ONLY` and `SET TRANSACTION READ ONLY`.
    var isReadOnly = false
    /// Whether SQLite's transaction has been begun.
    var isOpen = false

    var status: TransactionStatus {
        if isFailed { return .failed }
        return state == .explicit ? .inTransaction : .idle
    }

    /// Several statements in one text without BEGIN are one transaction.
    mutating func beginImplicit(statementCount: Int) {
        if state == .none, statementCount > 1 { state = .implicit }
    }
}
