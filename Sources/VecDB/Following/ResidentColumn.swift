import VectorIndexes
import VectorTypes

/// The vectors of one column in memory, in step with the rows; see ``LogFollower``.
///
/// Rows that are no vectors of the arena's dimensions are kept by rowid: NULLs, which come last in every result, and
/// *misfits*, which are an error for every search that meets them.
package final class ResidentColumn: Sendable {
    package let key: ArenaKey
    private let vectors: ColumnVectors
    private let follower: LogFollower<ColumnVectors>

    init(key: ArenaKey) {
        self.key = key
        vectors = ColumnVectors(VectorArena(element: key.element, dimensions: key.dimensions))
        follower = LogFollower(vectors, dimensions: key.dimensions, chunk: 1_024)
    }

    /// Whether the vectors are in memory.
    package var isLoaded: Bool { follower.isLoaded }
    /// The number of the last change that the arena has; nil before it is loaded.
    var position: Int64? { follower.position }
    /// The number of vectors in memory.
    package var count: Int { vectors.arena.withReader { $0.liveCount } }

    /// What reading tells about the rows of `column` in a connection's snapshot; nil: this object cannot serve that snapshot.
    package func withView<Result>(
        of column: VectorColumn, in snapshot: Snapshot, _ body: (ColumnView) throws -> Result
    ) throws -> Result? {
        try vectors.arena.withReader { content in
            guard let changed = try follower.book.changedRows(of: column.table.oid, in: snapshot) else { return nil }
            return try body(
                ColumnView(
                    column: column, dimensions: key.dimensions, arena: content, changed: changed,
                    nulls: vectors.nulls, misfits: vectors.misfits, sqlite: snapshot.sqlite))
        }
    }

    /// Brings the arena up to a snapshot that consists of committed rows only.
    /// - Returns: false when a new object must be made; see ``LogFollower/follow(_:to:shouldStop:)``.
    package func follow(
        _ column: VectorColumn, to snapshot: Snapshot, shouldStop: (@Sendable () -> Bool)?
    ) throws -> Bool {
        try follower.follow(column, to: snapshot, shouldStop: shouldStop)
    }
}

/// An arena, and the rows that have no place in it.
private final class ColumnVectors: FollowedVectors, @unchecked Sendable {
    // Safe because all but the arena, which guards itself, is touched under the arena's lock.
    let arena: VectorArena
    private(set) var nulls: Set<Int64> = []
    private(set) var misfits: [Int64: UnfitVector] = [:]
    /// The arena's content while this thread has its write lock.
    private var content: ArenaContent?

    init(_ arena: VectorArena) { self.arena = arena }

    func withReader<Result>(_ body: () throws -> Result) rethrows -> Result { try arena.withReader { _ in try body() } }

    func withWriter<Result>(_ body: () throws -> Result) rethrows -> Result {
        try arena.withWriter { content in
            self.content = content
            defer { self.content = nil }
            return try body()
        }
    }

    func removeAll() {
        content?.removeAll()
        nulls = []
        misfits = [:]
    }

    func put(_ vector: RowVector, row: Int64) throws {
        nulls.remove(row)
        misfits[row] = nil
        switch vector {
        case .vector(let payload):
            try content?.put(payload, id: row)
            return
        case .absent: break
        case .null: nulls.insert(row)
        case .misfit, .damaged: misfits[row] = vector.unfit
        }
        content?.remove(id: row)
    }
}
