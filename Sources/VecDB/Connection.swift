import CSQLite
import VectorTypes

/// One session's connection: SQLite's, with transactions, the catalog and this engine's functions. Used by one thread at a time.
package final class Connection {
    package let sqlite: SQLiteConnection
    package let core: DatabaseCore
    package private(set) var transaction: TransactionState = .none

    init(core: DatabaseCore, sqlite: SQLiteConnection) {
        self.core = core
        self.sqlite = sqlite
    }
    package var interrupt: InterruptHandle { sqlite.interrupt }

    // MARK: Transactions (Transactions/)

    /// Begins a transaction. Nothing is locked or read until the first ``prepareToRead()`` or ``prepareToWrite()`` (`.immediate`: at once).
    package func begin(
        _ mode: TransactionMode = .deferred, isolation: Isolation = .readCommitted, readOnly: Bool = false
    ) throws { throw unfinished }
    package func commit() throws { throw unfinished }
    /// Also when there is nothing to roll back any more.
    package func rollback() {}
    package func savepoint(_ name: String) throws { throw unfinished }
    package func release(savepoint name: String) throws { throw unfinished }
    package func rollback(to name: String) throws { throw unfinished }
    /// Call before a statement that only reads: takes the transaction's snapshot if it has none.
    package func prepareToRead() throws { throw unfinished }
    /// Call before the first statement that writes: takes the write lock (waiting its turn).
    /// The catalog may be a newer one afterwards.
    package func prepareToWrite() throws { throw unfinished }
    /// Runs `body` in the current transaction, all or nothing; without a transaction in one of its own (`write`: an immediate one).
    package func atomically<Result>(write: Bool, _ body: () throws -> Result) throws -> Result { throw unfinished }

    // MARK: Catalog (Catalog/)

    /// The catalog as the current snapshot has it; read again only after it has changed.
    package func catalog() throws -> Catalog { throw unfinished }

    // DDL. Each is all or nothing, takes the write lock, and may stand in a transaction. Names are checked here: 42P07, 42P01, 42701, 42703, 42P16 and so on.
    @discardableResult
    package func createTable(_ definition: TableDefinition) throws -> CatalogTable { throw unfinished }
    /// Drops the tables; 2BP01 when a foreign key of another table stands against it, unless `cascade` drops that too.
    package func dropTables(_ names: [String], cascade: Bool = false) throws { throw unfinished }
    package func truncate(_ tables: [String], restartIdentity: Bool = false, cascade: Bool = false) throws {
        throw unfinished
    }
    package func renameTable(_ name: String, to newName: String) throws { throw unfinished }
    package func addColumn(_ column: ColumnDefinition, to table: String) throws { throw unfinished }
    package func dropColumn(_ column: String, from table: String, cascade: Bool = false) throws { throw unfinished }
    package func renameColumn(_ column: String, of table: String, to newName: String) throws { throw unfinished }
    /// `conversion`: the new value as a SQLite expression over the old columns; nil keeps the stored value.
    package func alterColumnType(_ column: String, of table: String, to type: ColumnType, conversion: String?) throws {
        throw unfinished
    }
    package func setDefault(_ value: StoredExpression?, column: String, of table: String) throws { throw unfinished }
    package func setNotNull(_ isNotNull: Bool, column: String, of table: String) throws { throw unfinished }
    package func setIdentity(_ identity: Identity?, sequence: SequenceDefinition?, column: String, of table: String)
        throws
    { throw unfinished }
    @discardableResult
    package func addConstraint(_ constraint: ConstraintDefinition, to table: String) throws -> CatalogConstraint {
        throw unfinished
    }
    package func dropConstraint(_ name: String, of table: String, cascade: Bool = false) throws { throw unfinished }
    package func renameConstraint(_ name: String, of table: String, to newName: String) throws { throw unfinished }
    @discardableResult
    package func createIndex(_ definition: IndexDefinition) throws -> CatalogIndex { throw unfinished }
    package func dropIndexes(_ names: [String]) throws { throw unfinished }
    package func renameIndex(_ name: String, to newName: String) throws { throw unfinished }
    package func setIndexOptions(_ options: [IndexOption], of index: String) throws { throw unfinished }
    package func createSequence(_ definition: SequenceDefinition, type: BaseType = .int8) throws -> CatalogSequence {
        throw unfinished
    }
    package func dropSequences(_ names: [String]) throws { throw unfinished }
    /// `nextval`. Numbers are taken in the transaction: rolled back with it.
    package func nextValue(of sequence: String) throws -> Int64 { throw unfinished }
    package func currentValue(of sequence: String) throws -> Int64 { throw unfinished }
    package func setValue(of sequence: String, to value: Int64, isCalled: Bool = true) throws { throw unfinished }
    package func setComment(_ comment: String?, on object: CommentTarget) throws { throw unfinished }
    package func createExtension(_ name: String, version: String) throws { throw unfinished }
    package func dropExtension(_ name: String) throws { throw unfinished }

    // MARK: Change log

    /// The last number in the change log that the current snapshot has (0: none yet).
    package func logPosition() throws -> Int64 { throw unfinished }
}

package enum CommentTarget: Hashable, Sendable {
    case table(String)
    case column(table: String, column: String)
    case index(String)
    case constraint(table: String, name: String)
}

private var unfinished: VecDBError { VecDBError(.featureNotSupported, "not there yet") }
