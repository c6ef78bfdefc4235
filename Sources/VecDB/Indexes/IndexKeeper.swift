import Synchronization
import VectorIndexes
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks after the approximate indexes of a file, on a thread of its own: lets them follow the log, settles what was put,
/// brings in vectors that pages do not hold, repairs graphs after many deletions, writes changed pages, and builds
/// indexes that have no pages.
///
/// None of this is needed for right answers, only for quick ones.
final class IndexKeeper: Sendable {
    private weak let store: IndexStore?
    private weak let core: DatabaseCore?
    private let pool = ThreadPool(width: 1)
    private let isScheduled = Atomic<Bool>(false)
    private let isStopping = Atomic<Bool>(false)
    private let running = ConditionLock<Int>(0)

    /// Vectors settled before somebody else gets a turn.
    private static let settleChunk = 4_096
    /// Changes in the log from which pages are written, and the share of an index's vectors that must have changed.
    private static let checkpointChanges: Int64 = 20_000

    private init(_ store: IndexStore, _ core: DatabaseCore) {
        self.store = store
        self.core = core
    }

    static func start(_ store: IndexStore, _ core: DatabaseCore) {
        let keeper = IndexKeeper(store, core)
        core.addCommitObserver { keeper.wake() }
        core.addCloseObserver { keeper.stop() }
        keeper.wake()
    }

    /// Does what there is to do, soon.
    func wake() {
        if isStopping.load(ordering: .acquiring) { return }
        guard !isScheduled.exchange(true, ordering: .acquiringAndReleasing) else { return }
        running.withLock { $0 += 1 }
        pool.submit { [self] in
            // Commits that come in quick succession are followed together.
            usleep(5_000)
            isScheduled.store(false, ordering: .releasing)
            // A failure (the file is gone, the disk is full) is the next search's or checkpoint's to report.
            try? round()
            running.signal { $0 -= 1 }
        }
    }

    private func stop() {
        isStopping.store(true, ordering: .releasing)
        running.wait { $0 == 0 ? true : nil }
        guard let store, let core, core.path != nil, !core.isReadOnly else { return }
        for resident in store.residents { _ = try? checkpoint(resident, core, force: true) }
    }

    private var shouldStop: @Sendable () -> Bool {
        { [weak self] in self?.isStopping.load(ordering: .acquiring) ?? true }
    }

    private func round() throws {
        guard let store, let core else { return }
        var isBusy = true
        while isBusy, !isStopping.load(ordering: .acquiring) {
            isBusy = false
            let definitions = try committedDefinitions(core)
            store.keep(only: Set(definitions.compactMap(\.key)))
            for definition in definitions {
                if try keep(definition, store, core) { isBusy = true }
            }
        }
    }

    private func committedDefinitions(_ core: DatabaseCore) throws -> [VectorIndexDefinition] {
        try core.read { try $0.catalog().tables.values.flatMap(\.vectorIndexes) }
    }

    /// One turn for an index; whether there is more to do.
    private func keep(_ definition: VectorIndexDefinition, _ store: IndexStore, _ core: DatabaseCore) throws -> Bool {
        guard let key = definition.key else { return false }
        guard let resident = store.existing(key) else {
            if store.trouble(key) != nil, !core.isReadOnly || core.path == nil { try rebuild(definition, core) }
            return false
        }
        guard try follow(resident, definition, core) else {
            store.discard(resident)
            try rebuild(definition, core)
            return false
        }
        let isBusy = try resident.keeping.withLock { _ in
            let index = resident.index
            let control = ScanControl(threads: max(1, ThreadPool.processorCount - 1), shouldStop: shouldStop)
            if index.unsettledCount > 0 {
                try core.read { connection in
                    let view = IndexView(
                        definition: definition, index: index, changed: [], sqlite: connection.sqlite)
                    try index.settle(control, limit: Self.settleChunk, vectors: view.fetch, progress: nil)
                }
                return index.unsettledCount > 0
            }
            if index.deadCount > max(1_000, index.count / 5) { try index.repair(control) }
            if !index.hasVectors, definition.storage == .full { try attach(resident, definition, core) }
            return false
        }
        if !isBusy { try checkpoint(resident, core, force: false) }
        return isBusy
    }

    private func follow(
        _ resident: ResidentIndex, _ definition: VectorIndexDefinition, _ core: DatabaseCore
    ) throws -> Bool {
        try core.read { try resident.follow(definition, to: Snapshot($0), shouldStop: shouldStop) }
    }

    /// Reads the vectors that stored pages do not hold. Rows that have changed since the pages were written came with
    /// their vectors when the log was followed.
    private func attach(
        _ resident: ResidentIndex, _ definition: VectorIndexDefinition, _ core: DatabaseCore
    ) throws {
        try core.read { connection in
            let snapshot = try Snapshot(connection)
            guard try resident.follow(definition, to: snapshot, shouldStop: shouldStop) else { return }
            let statement = try connection.sqlite.prepare(definition.selectAll)
            var count = 0
            while try statement.step() {
                let vector = RowVector(statement, 1, element: definition.element, dimensions: definition.dimensions)
                if case .vector(let payload) = vector { try resident.index.attach(payload, id: statement.integer(0)) }
                count += 1
                if count & 255 == 0, isStopping.load(ordering: .acquiring) { return }
            }
        }
    }

    private func rebuild(_ definition: VectorIndexDefinition, _ core: DatabaseCore) throws {
        guard !core.isReadOnly else { return }
        try core.withConnection { connection in
            try connection.buildMissing(definition, shouldStop: shouldStop)
        }
    }

    @discardableResult
    private func checkpoint(_ resident: ResidentIndex, _ core: DatabaseCore, force: Bool) throws -> Bool {
        guard !core.isReadOnly, core.path != nil, !resident.isPrivate, let position = resident.follower.position else {
            return false
        }
        let stored = resident.stored.withLock { $0?.position }
        let changes = stored.map { position - $0 } ?? .max
        let due = max(Self.checkpointChanges, Int64(resident.index.count / 4))
        guard changes > 0, force || changes >= due else { return false }
        return try core.withConnection { try $0.checkpoint(resident) }
    }
}
