import Synchronization
import VectorIndexes
import VectorTypes

/// Names one state of an index's making: a rebuild, of the index or of its table, gives another.
package struct IndexKey: Hashable, Sendable {
    package let storage: Int64
    package let generation: Int64
}

/// An approximate index in memory, in step with the rows; see ``LogFollower``. Shared by all connections of a file in
/// this process.
///
/// Rows are *put* into the index as the log is followed, which is quick, and found from then on; the ``IndexKeeper``
/// settles them behind.
package final class ResidentIndex: Sendable {
    package let key: IndexKey
    let vectors: IndexVectors
    let follower: LogFollower<IndexVectors>
    let counters = IndexCounters()
    /// The state of the stored pages when this object last wrote or loaded them; nil: it never did.
    let stored = ConditionLock<StoredIndex?>(nil)
    /// Held from the moment pages are captured until they are stored or lost.
    let writing = ConditionLock<Bool>(false)
    /// Whether links were made or taken away since pages were captured.
    private let hasNewLinks = Atomic<Bool>(false)
    private let hidden = Atomic<Bool>(false)
    /// Whether only the transaction that made it knows it.
    var isPrivate: Bool { hidden.load(ordering: .acquiring) }
    func setPrivate(_ isPrivate: Bool) { hidden.store(isPrivate, ordering: .releasing) }
    /// One thread at a time settles, repairs or attaches vectors.
    let keeping = ConditionLock<Bool>(false)

    /// Rows put under one write lock: searches wait no longer than that takes.
    private static let chunk = 128

    /// - Parameter unfit: Rows that hold no vector which the index could take.
    init(key: IndexKey, index: any ApproximateIndex, unfit: [Int64: UnfitVector] = [:]) {
        self.key = key
        vectors = IndexVectors(index, unfit: unfit)
        follower = LogFollower(vectors, dimensions: index.dimensions, chunk: Self.chunk)
    }

    package var index: any ApproximateIndex { vectors.index }

    /// Brings the index up to a snapshot that consists of committed rows only.
    /// - Returns: false when it cannot follow and must be made anew.
    func follow(
        _ definition: VectorIndexDefinition, to snapshot: Snapshot, shouldStop: (@Sendable () -> Bool)?
    ) throws -> Bool {
        try follower.follow(definition, to: snapshot, shouldStop: shouldStop)
    }

    /// Gives vectors their places, as many as `limit` says; see ``ApproximateIndex/settle(_:limit:vectors:progress:)``.
    func settle(
        _ definition: VectorIndexDefinition, _ control: ScanControl, limit: Int?, _ core: DatabaseCore
    ) throws {
        hasNewLinks.store(true, ordering: .releasing)
        // With all vectors in memory no snapshot is held, for which the WAL would have to grow meanwhile.
        if index.hasVectors { return try index.settle(control, limit: limit, vectors: nil, progress: nil) }
        try core.read { connection in
            let view = IndexView(definition: definition, index: index, changed: [], sqlite: connection.sqlite)
            try index.settle(control, limit: limit, vectors: view.fetch, progress: nil)
        }
    }

    /// Whether vectors that the stored pages do not hold are to be brought into memory.
    func lacksVectors(_ definition: VectorIndexDefinition) -> Bool {
        !index.hasVectors && (definition.storage == .full || !index.searchesCodes)
    }

    /// Reads the vectors that stored pages do not hold. Rows that have changed since the pages were written come with
    /// their vectors when the log is followed.
    /// - Returns: false when the index cannot follow, or has entries without a row: it must be made anew.
    func attachVectors(
        _ definition: VectorIndexDefinition, _ snapshot: Snapshot, shouldStop: @escaping @Sendable () -> Bool
    ) throws -> Bool {
        guard try follow(definition, to: snapshot, shouldStop: shouldStop) else { return false }
        try attachRows(definition, snapshot, ScanControl(shouldStop: shouldStop))
        return index.hasVectors
    }

    /// The same for an index just loaded that is walked on vectors: entries must have some vector to lead searches on,
    /// also those of rows that have changed since, and entries whose rows are gone have none and must leave at once.
    func attachVectorsToWalkOn(_ definition: VectorIndexDefinition, _ snapshot: Snapshot) throws -> Bool {
        guard let position = follower.position,
            let changes = try ChangeLog(sqlite: snapshot.sqlite).changes(
                of: definition.relation, after: position, upTo: snapshot.position)
        else { return false }
        try RowReader(definition, snapshot.sqlite, dimensions: definition.dimensions)
            .forEach(changes.map(\.row)) { row, vector in
                if case .vector = vector { return }
                index.remove(id: row)
            }
        let control = ScanControl()
        try attachRows(definition, snapshot, control)
        if index.deadCount > 0 { try repair(control) }
        return index.hasVectors
    }

    private func attachRows(
        _ definition: VectorIndexDefinition, _ snapshot: Snapshot, _ control: ScanControl
    ) throws {
        let statement = try snapshot.sqlite.prepare(definition.selectAll)
        var count = 0
        while try statement.step() {
            let vector = RowVector(statement, 1, element: definition.element, dimensions: definition.dimensions)
            if case .vector(let payload) = vector { try index.attach(payload, id: statement.integer(0)) }
            count += 1
            if count & 255 == 0 { try control.check() }
        }
    }

    func repair(_ control: ScanControl) throws {
        hasNewLinks.store(true, ordering: .releasing)
        try index.repair(control)
    }

    /// Whether the stored pages are not those of this index as it is.
    var hasUnsaved: Bool {
        hasNewLinks.load(ordering: .acquiring) || follower.position != stored.withLock { $0?.position }
    }

    /// Copies of the pages that changed (`all`: of all pages), and the state that they are; nil while rows are half applied,
    /// or unfit: pages do not tell of these, but who follows the log from older pages meets them again.
    func capture(all: Bool) throws -> (pages: CapturedPages, state: StoredIndex)? {
        guard vectors.withReader({ vectors.unfit.isEmpty }) else { return nil }
        return try follower.whileStill { position, drift in
            hasNewLinks.store(false, ordering: .releasing)
            let pages = try index.capturePages(all: all)
            let state = StoredIndex(
                generation: key.generation, position: position, drift: drift, stamp: .random(in: 1...Int64.max),
                pageCount: pages.pageCount)
            return (pages, state)
        }
    }

    /// Captured pages were not stored.
    func lost(_ pages: CapturedPages) {
        pages.lost()
        hasNewLinks.store(true, ordering: .releasing)
    }

    /// Calls `body` with the index as a snapshot sees it; nil: it cannot serve that snapshot.
    package func withView<Result>(
        of definition: VectorIndexDefinition, in snapshot: Snapshot, _ body: (IndexView) throws -> Result
    ) throws -> Result? {
        try vectors.withReader {
            guard let changed = try follower.book.changedRows(of: definition.relation, in: snapshot) else { return nil }
            return try body(
                IndexView(
                    definition: definition, index: vectors.index, changed: changed, unfit: vectors.unfit,
                    sqlite: snapshot.sqlite))
        }
    }
}

/// An index whose rows a ``LogFollower`` puts.
final class IndexVectors: FollowedVectors, @unchecked Sendable {
    // Safe because `unfit` is touched under the lock; the index guards itself.
    let index: any ApproximateIndex
    private let lock = ReadWriteLock()
    /// Rows that hold no vector which the index could take: an error for every search that may meet them.
    private(set) var unfit: [Int64: UnfitVector]

    init(_ index: any ApproximateIndex, unfit: [Int64: UnfitVector]) {
        self.index = index
        self.unfit = unfit
    }

    func withReader<Result>(_ body: () throws -> Result) rethrows -> Result { try lock.withReadLock(body) }
    func withWriter<Result>(_ body: () throws -> Result) rethrows -> Result { try lock.withWriteLock(body) }

    func put(_ vector: RowVector, row: Int64) throws {
        let why = vector.unfit
        if why != nil || !unfit.isEmpty { unfit[row] = why }
        if case .vector(let payload) = vector {
            do {
                return try index.put(payload, id: row)
            } catch let error as VecDBError where error.isAboutValue {
                unfit[row] = .damaged
            }
        }
        // Nothing that the index can hold.
        index.remove(id: row)
    }

    func removeAll() {
        unfit = [:]
        for id in index.allIDs() { index.remove(id: id) }
    }
}

extension VecDBError {
    /// Whether it is about a single value, not about the state of things.
    var isAboutValue: Bool {
        sqlState.code.hasPrefix("22")
    }
}

/// What `pg_stat_user_indexes` shows.
package final class IndexCounters: Sendable {
    /// Searches that used the index.
    package let scans = Atomic<Int>(0)
    /// Entries that it gave.
    package let tuplesRead = Atomic<Int>(0)
    /// Rows that were fetched for them.
    package let tuplesFetched = Atomic<Int>(0)
}

/// An index as one snapshot has it: the index, and the rows whose entries do not count.
///
/// Valid only while the index's read lock is held.
package struct IndexView {
    package let definition: VectorIndexDefinition
    package let index: any ApproximateIndex
    /// Rows to be read from the snapshot instead of the index, ascending.
    package let changed: [Int64]
    /// Rows in which the index has met no vector that it could take.
    var unfit: [Int64: UnfitVector] = [:]
    let sqlite: SQLiteConnection

    /// Reads vectors that are not in memory, from the snapshot.
    package var fetch: VectorFetch {
        let (element, dimensions) = (definition.element, definition.dimensions)
        let prepared = Result { try sqlite.cached(definition.selectOne) }
        return { id, body in
            let statement = try prepared.get()
            statement.reset()
            defer { statement.reset() }
            try statement.bind(id, at: 1)
            guard try statement.step(),
                case .vector(let payload) = RowVector(statement, 0, element: element, dimensions: dimensions)
            else { return false }
            body(payload)
            return true
        }
    }

    /// The vectors of the changed rows.
    /// - Throws: XX001 where some row of the snapshot, in `among`, holds no vector that the index could take.
    func fresh(among: RowSet?) throws -> FreshRows {
        try requireFit(among: among)
        return try vectors(of: changed, among: among)
    }

    /// - Throws: XX001 where a row that has not changed, in `among`, holds no vector that the index could take.
    func requireFit(among: RowSet?) throws {
        if unfit.isEmpty { return }
        let changed = Set(changed)
        let met = unfit.filter { !changed.contains($0.key) && among?.contains($0.key) ?? true }
        if let first = met.min(by: { $0.key < $1.key }) { throw definition.unfit(first.value, row: first.key) }
    }

    /// The vectors of rows, as the snapshot has them.
    func vectors(of rows: [Int64], among: RowSet?) throws -> FreshRows {
        var vectors = FreshRows()
        if rows.isEmpty { return vectors }
        let rows = rows.filter { among?.contains($0) ?? true }
        try RowReader(definition, sqlite, dimensions: definition.dimensions).forEach(rows) { row, vector in
            if let why = vector.unfit { throw definition.unfit(why, row: row) }
            if case .vector(let payload) = vector { vectors.append(row, payload) }
        }
        return vectors
    }
}
