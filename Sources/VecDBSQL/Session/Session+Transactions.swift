import PostgresSyntax
import VecDB
import VectorTypes

// Transactions: PostgreSQL's block states over the connection's transactions.
extension Session {
    /// Runs a statement's work in the block's transaction, or in one of its own.
    func transact<Result>(writes: Bool, _ body: () throws -> Result) throws -> Result {
        if writes,
            block.isReadOnly || settings.isOn("transaction_read_only") && block.state == .explicit
                || settings.isOn("default_transaction_read_only")
        {
            throw VecDBError(.readOnlyTransaction, "cannot execute \(currentCommand) in a read-only transaction")
        }
        if block.state == .none {
            try connection.begin(isolation: isolation)
            do {
                writes ? try connection.prepareToWrite() : try connection.prepareToRead()
                let result = try body()
                try connection.commit()
                return result
            } catch {
                connection.rollback()
                throw error
            }
        }
        try open()
        writes ? try connection.prepareToWrite() : try connection.prepareToRead()
        return try body()
    }

    /// Begins the connection's transaction when the block's first statement needs it.
    func open() throws {
        guard !block.isOpen else { return }
        try connection.begin(isolation: isolation)
        block.isOpen = true
        if block.settingsMark == nil { block.settingsMark = settings.mark }
    }

    private var isolation: Isolation {
        switch block.state == .explicit ? settings["transaction_isolation"] : settings["default_transaction_isolation"]
        {
        case "serializable", "repeatable read": .repeatableRead
        default: .readCommitted
        }
    }

    /// The text's last statement has run: an implicit block is committed.
    func endImplicit() throws {
        if block.state == .implicit { try commitBlock() }
        if block.state == .none { block.hasTimestamp = false }
    }

    private func commitBlock() throws {
        if block.isOpen {
            do { try connection.commit() } catch {
                connection.rollback()
                restoreSettings()
                endBlock()
                throw error
            }
        }
        settings.endTransaction()
        endBlock()
    }

    private func rollbackBlock() {
        if block.isOpen { connection.rollback() }
        restoreSettings()
        endBlock()
    }

    private func restoreSettings() {
        if let mark = block.settingsMark { settings.restore(mark) }
        settings.endTransaction()
    }

    private func endBlock() {
        block = TransactionBlock()
        cursors = cursors.filter { $0.value.isHeld }
    }

    /// A statement has failed: the block with it.
    func fail() {
        switch block.state {
        case .none:
            settings.endTransaction()
            block.hasTimestamp = false
        case .implicit: rollbackBlock()
        case .explicit:
            block.isFailed = true
            // Without savepoints there is nothing to come back to: the lock is given up at once.
            if block.savepoints.isEmpty, block.isOpen {
                connection.rollback()
                block.isOpen = false
            }
        }
    }

    // MARK: BEGIN, COMMIT, ROLLBACK, SAVEPOINT

    func run(_ statement: TransactionStatement) throws -> StatementOutcome {
        switch statement.kind {
        case .begin(let modes): return try begin(modes, tag: "BEGIN")
        case .start(let modes): return try begin(modes, tag: "START TRANSACTION")
        case .commit(let chain):
            guard block.state == .explicit else {
                if chain { throw outsideBlock("COMMIT AND CHAIN") }
                warnNoTransaction()
                if block.state == .implicit { try commitBlock() }
                return StatementOutcome("COMMIT")
            }
            let modes = currentModes
            if block.isFailed {
                rollbackBlock()
                if chain { _ = try begin(modes, tag: "") }
                return StatementOutcome("ROLLBACK")
            }
            try commitBlock()
            if chain { _ = try begin(modes, tag: "") }
            return StatementOutcome("COMMIT")
        case .rollback(let chain):
            guard block.state == .explicit else {
                if chain { throw outsideBlock("ROLLBACK AND CHAIN") }
                warnNoTransaction()
                if block.state == .implicit { rollbackBlock() }
                return StatementOutcome("ROLLBACK")
            }
            let modes = currentModes
            rollbackBlock()
            if chain { _ = try begin(modes, tag: "") }
            return StatementOutcome("ROLLBACK")
        case .savepoint(let name):
            try requireBlock("SAVEPOINT")
            try open()
            try connection.savepoint(savepointName(block.savepoints.count))
            block.savepoints.append((name, settings.mark))
            return StatementOutcome("SAVEPOINT")
        case .release(let name):
            try requireBlock("RELEASE SAVEPOINT")
            let index = try savepoint(name)
            try connection.release(savepoint: savepointName(index))
            block.savepoints.removeSubrange(index...)
            return StatementOutcome("RELEASE")
        case .rollbackTo(let name):
            try requireBlock("ROLLBACK TO SAVEPOINT")
            let index = try savepoint(name)
            try connection.rollback(to: savepointName(index))
            settings.restore(block.savepoints[index].settings)
            block.savepoints.removeSubrange((index + 1)...)
            block.isFailed = false
            return StatementOutcome("ROLLBACK")
        case .prepare: throw featureNotSupported("PREPARE TRANSACTION")
        case .commitPrepared: throw featureNotSupported("COMMIT PREPARED")
        case .rollbackPrepared: throw featureNotSupported("ROLLBACK PREPARED")
        }
    }

    private func savepointName(_ index: Int) -> String { "vecdb_savepoint_\(index)" }

    private func savepoint(_ name: String) throws -> Int {
        guard let index = block.savepoints.lastIndex(where: { $0.name == name }) else {
            throw VecDBError(.invalidSavepoint, "savepoint \"\(name)\" does not exist")
        }
        return index
    }

    private func begin(_ modes: TransactionStatement.Modes, tag: String) throws -> StatementOutcome {
        if block.state == .explicit {
            notice(
                Notice(.warning, "there is already a transaction in progress", sqlState: .activeTransaction))
            return StatementOutcome(tag)
        }
        block.state = .explicit
        if block.settingsMark == nil { block.settingsMark = settings.mark }
        try settings.set("transaction_isolation", to: settings["default_transaction_isolation"], isLocal: true)
        try settings.set("transaction_read_only", to: settings["default_transaction_read_only"], isLocal: true)
        try apply(modes)
        return StatementOutcome(tag)
    }

    /// `SET TRANSACTION` and the modes of BEGIN.
    func apply(_ modes: TransactionStatement.Modes) throws {
        if let isolation = modes.isolation {
            let name =
                switch isolation {
                case .serializable: "serializable"
                case .repeatableRead: "repeatable read"
                case .readCommitted: "read committed"
                case .readUncommitted: "read uncommitted"
                }
            if block.isOpen, settings["transaction_isolation"] != name {
                throw VecDBError(
                    .activeTransaction, "SET TRANSACTION ISOLATION LEVEL must be called before any query")
            }
            try settings.set("transaction_isolation", to: name, isLocal: true)
        }
        if let isReadOnly = modes.isReadOnly {
            if !isReadOnly, block.isReadOnly, block.isOpen {
                throw VecDBError(
                    .activeTransaction, "transaction read-write mode must be set before any query")
            }
            block.isReadOnly = isReadOnly
            try settings.set("transaction_read_only", to: isReadOnly ? "on" : "off", isLocal: true)
        }
    }

    private var currentModes: TransactionStatement.Modes {
        TransactionStatement.Modes(isReadOnly: block.isReadOnly ? true : nil)
    }

    private func warnNoTransaction() {
        notice(Notice(.warning, "there is no transaction in progress", sqlState: .noActiveTransaction))
    }

    private func outsideBlock(_ command: String) -> VecDBError {
        VecDBError(.noActiveTransaction, "\(command) can only be used in transaction blocks")
    }

    /// 25P01 outside of `BEGIN … COMMIT`.
    func requireBlock(_ command: String) throws {
        if block.state != .explicit { throw outsideBlock(command) }
    }

    /// 25001 inside.
    func requireNoBlock(_ command: String) throws {
        if block.state != .none {
            throw VecDBError(.activeTransaction, "\(command) cannot run inside a transaction block")
        }
    }
}
