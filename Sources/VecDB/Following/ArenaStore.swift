import VectorIndexes
import VectorTypes

/// Names the vectors of one column with one number of dimensions.
///
/// A column whose type leaves the dimensions open has an arena for each number of dimensions that was searched for.
package struct ArenaKey: Hashable, Sendable {
    package let table: Int64
    /// Counts the rebuilds of the table, whose changes are not in the log.
    package let generation: Int64
    package let column: Int
    package let element: VectorElement
    package let dimensions: Int
}

/// All resident vectors of a database file in this process.
package final class ArenaStore: Sendable {
    private let columns = ConditionLock<[ArenaKey: ResidentColumn]>([:])

    /// The store that all connections of a file share.
    package static func of(_ core: DatabaseCore) -> ArenaStore {
        core.shared(ArenaStore.self) {
            let store = ArenaStore()
            let follower = BackgroundFollower(store, core)
            core.addCommitObserver { follower.noteCommit() }
            core.addCloseObserver { follower.stop() }
            return store
        }
    }

    /// The resident column, in memory or about to be.
    func column(_ key: ArenaKey) -> ResidentColumn {
        columns.withLock { columns in
            if let column = columns[key] { return column }
            let column = ResidentColumn(key: key)
            columns[key] = column
            return column
        }
    }

    /// Whether a column is in memory, without loading it.
    package func existing(_ key: ArenaKey) -> ResidentColumn? {
        columns.withLock { $0[key] }
    }

    /// Forgets a column that cannot follow any more; searches that use it finish with it.
    func discard(_ column: ResidentColumn) {
        columns.withLock { columns in
            if columns[column.key] === column { columns[column.key] = nil }
        }
    }

    /// Forgets the columns of tables that a catalog no longer has, or has anew.
    func discard(missingFrom catalog: Catalog) {
        let generations = Dictionary(
            catalog.tables.values.map { ($0.oid, $0.generation) }, uniquingKeysWith: { first, _ in first })
        columns.withLock { columns in
            columns = columns.filter { entry in
                generations[entry.key.table].map { $0 <= entry.key.generation } ?? false
            }
        }
    }

    /// The columns that are in memory.
    var residents: [ResidentColumn] { columns.withLock { Array($0.values) } }
}
