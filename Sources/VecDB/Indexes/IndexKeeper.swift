import Dispatch
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
    private let pool = ThreadPool(width: 1, isBackground: true)
    private let isScheduled = Atomic<Bool>(false)
    private let isStopping = Atomic<Bool>(false)
    /// Signalled once, when the file is closed.
    private let stopping = DispatchSemaphore(value: 0)
    /// How long to rest before the next round: with many indexes a round takes its time even where there is nothing to do, and one after each commit would take
    /// all the time of a processor.
    private let restMilliseconds = Atomic<Int>(0)
    private let running = ConditionLock<Int>(0)

    /// Vectors settled before somebody else gets a turn.
    private static let settleChunk = 4_096
    /// Removed vectors that are left in the structure, if they are not a fifth of the others either.
    private static let toleratedDead = 128
    /// Changes in the log from which pages are written, if they are also a quarter of the index's vectors.
    static let checkpointChanges: Int64 = 20_000

    init(_ store: IndexStore, _ core: DatabaseCore) {
        self.store = store
        self.core = core
    }

    func start() {
        core?.addCommitObserver { [self] in wake() }
        core?.addCloseObserver { [self] in stop() }
        wake()
    }

    /// Does what there is to do, soon.
    func wake() {
        if isStopping.load(ordering: .acquiring) { return }
        guard !isScheduled.exchange(true, ordering: .acquiringAndReleasing) else { return }
        running.withLock { $0 += 1 }
        pool.submit { [self] in
            // Commits that come in quick succession are followed together.
            _ = stopping.wait(timeout: .now() + .milliseconds(5 + restMilliseconds.load(ordering: .relaxed)))
            isScheduled.store(false, ordering: .releasing)
            // A failure (the file is gone, the disk is full) is the next search's or checkpoint's to report.
            try? round()
            running.signal { $0 -= 1 }
        }
    }

    private func stop() {
        isStopping.store(true, ordering: .releasing)
        stopping.signal()
        _ = running.wait { $0 == 0 ? true : nil }
        guard let store, let core else { return }
        // What cannot be written now is found again in the log.
        for resident in store.residents where resident.hasUnsaved { try? checkpoint(resident, core) }
    }

    private var shouldStop: @Sendable () -> Bool {
        { [weak self] in self?.isStopping.load(ordering: .acquiring) ?? true }
    }

    private func round() throws {
        guard let store, let core else { return }
        var isBusy = true
        while isBusy, !isStopping.load(ordering: .acquiring) {
            isBusy = false
            let begin = ContinuousClock.now
            defer {
                let taken = (ContinuousClock.now - begin).milliseconds
                restMilliseconds.store(isBusy ? 0 : Int(min(9 * taken, 500)), ordering: .relaxed)
            }
            // What comes to be known after this may belong to a catalog newer than the one that is read here.
            let known = store.publicKeys
            let definitions = try core.read { try $0.catalog().tables.values.flatMap(\.vectorIndexes) }
            store.forget(known.subtracting(definitions.compactMap(\.key)))
            for definition in definitions where !isStopping.load(ordering: .acquiring) {
                if try keep(definition, store, core) { isBusy = true }
            }
        }
    }

    /// One turn for an index; whether there is more to do.
    private func keep(_ definition: VectorIndexDefinition, _ store: IndexStore, _ core: DatabaseCore) throws -> Bool {
        guard let key = definition.key else {
            // A foreign tool has taken our tables away.
            if !core.isReadOnly { try core.write { try $0.giveStorage(to: definition.index) } }
            return false
        }
        guard let resident = store.existing(key) else {
            try revive(definition, key, store, core)
            return false
        }
        guard try follow(resident, definition, core) else {
            store.discard(resident, because: .isBehind)
            return true
        }
        let isBusy = try resident.keeping.withLock { _ in
            let index = resident.index
            let control = ScanControl(threads: max(1, ThreadPool.processorCount - 1), shouldStop: shouldStop)
            if index.unsettledCount > 0 {
                try resident.settle(definition, control, limit: Self.settleChunk, core)
                if index.unsettledCount > 0 { return true }
            }
            if index.deadCount > max(Self.toleratedDead, index.count / 5) { try resident.repair(control) }
            return false
        }
        if resident.lacksVectors(definition), try !attach(resident, definition, core) {
            store.discard(resident, because: .isInconsistent)
            return true
        }
        if !isBusy, isDue(resident) { try checkpoint(resident, core) }
        return isBusy
    }

    /// Makes an index usable that is not in memory: where it is known that its pages are of no use, it is built.
    private func revive(
        _ definition: VectorIndexDefinition, _ key: IndexKey, _ store: IndexStore, _ core: DatabaseCore
    ) throws {
        if store.isHopeless(key) { return }
        if store.trouble(key) == nil {
            // Nobody has asked for it yet. If it has pages, they are loaded when somebody does.
            let isStored = try core.read { connection in
                try connection.sqlite.hasIndexTables()
                    && connection.sqlite.storedIndex(key.storage)?.generation == key.generation
            }
            if isStored { return }
        }
        // Another process may have built it meanwhile.
        if try store.load(definition, key, core) != nil { return }
        try core.withConnection { try $0.buildMissing(definition, shouldStop: shouldStop) }
    }

    private func attach(
        _ resident: ResidentIndex, _ definition: VectorIndexDefinition, _ core: DatabaseCore
    ) throws -> Bool {
        try core.read { try resident.attachVectors(definition, Snapshot($0), shouldStop: shouldStop) }
    }

    private func follow(
        _ resident: ResidentIndex, _ definition: VectorIndexDefinition, _ core: DatabaseCore
    ) throws -> Bool {
        try core.read { connection in
            let snapshot = try Snapshot(connection)
            return try resident.follow(definition, to: snapshot, shouldStop: shouldStop)
                && resident.follower.drift == snapshot.drift
        }
    }

    private func isDue(_ resident: ResidentIndex) -> Bool {
        guard let position = resident.follower.position else { return false }
        guard let stored = resident.stored.withLock({ $0?.position }) else { return true }
        return position - stored >= leastLag(resident)
    }

    private func leastLag(_ resident: ResidentIndex) -> Int64 {
        max(Self.checkpointChanges, Int64(resident.index.count / 4))
    }

    private func checkpoint(_ resident: ResidentIndex, _ core: DatabaseCore) throws {
        guard !core.isReadOnly, core.path != nil, !resident.isPrivate else { return }
        try core.withConnection { _ = try $0.checkpoint(resident, leastLag: leastLag(resident)) }
    }
}
