import PostgresSyntax
import VecDB
import VectorTypes

// The dispatch of statements.
extension Session {
    /// Runs one parsed statement.
    func run(_ parsed: ParsedStatement, parameters: [SQLParameter], isLast: Bool) throws -> StatementOutcome {
        do {
            return try run(parsed.statement, text: parsed.text, parameters: parameters)
        } catch let error as VecDBError where error.position == -1 {
            var error = error
            error.position = nil
            throw error
        }
    }

    /// Runs a statement in the block it finds.
    func run(_ statement: Statement, text: String, parameters: [SQLParameter]) throws -> StatementOutcome {
        currentCommand = statement.commandName
        if block.isFailed {
            guard case .transaction(let transaction) = statement, transaction.kind.endsFailure else {
                throw VecDBError(
                    .inFailedTransaction,
                    "current transaction is aborted, commands ignored until end of transaction block")
            }
        }
        refreshContext()
        defer { if block.state == .none { block.hasTimestamp = false } }
        switch statement {
        case .transaction(let transaction): return try run(transaction)
        case .select, .insert, .update, .delete: return try runQuery(statement, parameters: parameters)
        case .merge: throw featureNotSupported("MERGE")
        case .explain(let explain): return try run(explain, parameters: parameters)
        case .copy(let copy): return try run(copy)
        case .set(let set): return try run(set)
        case .reset(let reset): return try run(reset)
        case .show(let show): return try run(show)
        case .alterSystem(let alter): return try run(alter)
        case .prepare(let prepare): return try run(prepare, text: text)
        case .execute(let execute): return try run(execute)
        case .deallocate(let deallocate): return try run(deallocate)
        case .declareCursor(let declare): return try run(declare, parameters: parameters)
        case .fetch(let fetch): return try run(fetch)
        case .closePortal(let close): return try run(close)
        case .discard(let discard): return try run(discard)
        case .vacuum(let vacuum): return try run(vacuum)
        case .checkpoint: return try checkpoint()
        case .verify(let verify): return try transact(writes: false) { try run(verify) }
        case .lock(let lock): return try run(lock)
        case .setConstraints: return StatementOutcome("SET CONSTRAINTS")
        default: return try runDefinition(statement)
        }
    }
}

extension TransactionStatement.Kind {
    /// Whether it is heeded in a block that has failed.
    fileprivate var endsFailure: Bool {
        switch self {
        case .commit, .rollback, .rollbackTo: true
        default: false
        }
    }
}

extension Statement {
    /// The command's name in messages.
    var commandName: String {
        switch self {
        case .select(let select): select.isValues ? "VALUES" : "SELECT"
        case .insert: "INSERT"
        case .update: "UPDATE"
        case .delete: "DELETE"
        case .merge: "MERGE"
        case .truncate: "TRUNCATE TABLE"
        case .copy: "COPY FROM"
        case .createTable: "CREATE TABLE"
        case .createTableAs: "CREATE TABLE AS"
        case .alterTable: "ALTER TABLE"
        case .drop(let drop): "DROP \(drop.kind.rawValue.uppercased())"
        case .createIndex: "CREATE INDEX"
        case .createView: "CREATE VIEW"
        case .createSequence: "CREATE SEQUENCE"
        case .reindex: "REINDEX"
        case .createExtension: "CREATE EXTENSION"
        case .comment: "COMMENT"
        case .rename: "ALTER TABLE"
        default: "this command"
        }
    }
}

extension SelectStatement {
    fileprivate var isValues: Bool { if case .values = body { true } else { false } }
}
