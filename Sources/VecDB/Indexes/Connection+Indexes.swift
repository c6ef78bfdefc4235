import VectorIndexes
import VectorTypes

// The life of approximate indexes: built, built anew, written to the file.

extension Connection {
    /// Builds an index and enters it into the catalog, with its pages, in one transaction.
    ///
    /// Outside of a transaction that has written, the rows are read and linked before the write lock is taken; under it,
    /// only what changed meanwhile.
    func createVectorIndex(
        _ definition: IndexDefinition, observer: (@Sendable (IndexBuildProgress) -> Void)?
    ) throws -> CatalogIndex {
        let storage = Int64.random(in: 1...Int64.max)
        let early = try buildEarly(definition, storage, observer)
        return try changeCatalog { catalog in
            var table = try changeable(definition.table, in: catalog)
            var index = try newIndex(definition, table, catalog)
            index.storage = storage
            table.indexes.append(index)
            try sqlite.executeScript(SQLiteConnection.indexSchema)
            try sqlite.execute(
                "INSERT INTO vecdb_index_storage(storage, index_oid) VALUES (?1, ?2)",
                [.integer(storage), .integer(index.oid)])
            try save(table)
            try refreshTriggers(of: table)
            guard let vector = VectorIndexDefinition(index, of: table) else {
                throw VecDBError(.dataException, "column does not have dimensions")
            }
            let snapshot = try Snapshot(self)
            let resident: ResidentIndex
            // An early build took a state without the catalog's change in it.
            if let early, early.key == vector.key, try follow(early, vector, snapshot) {
                resident = early
            } else {
                resident = try build(vector, snapshot, isRebuild: false, observer)
            }
            try publish(resident, vector)
            return index
        }
    }

    private func follow(
        _ resident: ResidentIndex, _ definition: VectorIndexDefinition, _ snapshot: Snapshot
    ) throws -> Bool {
        // Nothing that this transaction has written is in the log yet, so that the snapshot has committed rows only.
        let isFollowing = try resident.follow(definition, to: snapshot, shouldStop: cancellationCheck)
        try resident.index.settle(
            ScanControl(threads: buildThreads, shouldStop: cancellationCheck), limit: nil, vectors: nil, progress: nil)
        return isFollowing
    }

    /// The index before the write lock is taken; nil where that could miss changes.
    private func buildEarly(
        _ definition: IndexDefinition, _ storage: Int64, _ observer: (@Sendable (IndexBuildProgress) -> Void)?
    ) throws -> ResidentIndex? {
        guard progress.state != .none, !sqlite.hasWriteTransaction, !core.isReadOnly else { return nil }
        try prepareToRead()
        let catalog = try catalog()
        var table = try changeable(definition.table, in: catalog)
        var index = try newIndex(definition, table, catalog, oid: 0)
        index.storage = storage
        let triggers = table.logTriggerSQL
        table.indexes.append(index)
        guard table.logTriggerSQL == triggers, table.isLogged, let vector = VectorIndexDefinition(index, of: table)
        else { return nil }
        return try build(vector, Snapshot(self), isRebuild: false, observer)
    }

    private func build(
        _ definition: VectorIndexDefinition, _ snapshot: Snapshot, isRebuild: Bool,
        _ observer: (@Sendable (IndexBuildProgress) -> Void)?
    ) throws -> ResidentIndex {
        guard let key = definition.key else { throw VecDBError(.internalError, "the index has no storage") }
        let progress = IndexBuildProgress(definition, isRebuild: isRebuild)
        let build = IndexBuild(
            definition: definition, key: key, threads: buildThreads, shouldStop: cancellationCheck, observer: observer)
        return try IndexBuilds.of(core).track(progress) { try build.run(snapshot, progress) }
    }

    private var cancellationCheck: @Sendable () -> Bool {
        let interrupt = interrupt
        return { interrupt.isCancelled }
    }

    /// Makes a built index this transaction's own, and everybody's when it commits; writes its pages.
    private func publish(_ resident: ResidentIndex, _ definition: VectorIndexDefinition) throws {
        resident.setPrivate(true)
        progress.builtIndexes.append(resident)
        IndexStore.of(core).adopt(resident)
        guard core.path != nil else { return }
        try writePages(resident, isWhole: true)
    }

    /// Builds an index anew: `REINDEX`.
    package func rebuildIndex(
        _ name: String, observer: (@Sendable (IndexBuildProgress) -> Void)? = nil
    ) throws {
        try changeCatalog { catalog in
            let (table, position) = try index(name, in: catalog)
            if table.indexes[position].isStored {
                return try sqlite.execute("REINDEX \(quoted(identifier: name))")
            }
            try rebuild(table, position, observer)
        }
    }

    private func rebuild(
        _ table: CatalogTable, _ position: Int, _ observer: (@Sendable (IndexBuildProgress) -> Void)?
    ) throws {
        var table = table
        guard table.indexes[position].isVectorIndex else { return }
        let storage = Int64.random(in: 1...Int64.max)
        table.indexes[position].storage = storage
        let index = table.indexes[position]
        try sqlite.executeScript(SQLiteConnection.indexSchema)
        try forgetStorage(of: index.oid)
        try sqlite.execute(
            "INSERT INTO vecdb_index_storage(storage, index_oid) VALUES (?1, ?2)",
            [.integer(storage), .integer(index.oid)])
        guard let definition = VectorIndexDefinition(index, of: table) else {
            throw VecDBError(.dataException, "column does not have dimensions")
        }
        try publish(try build(definition, Snapshot(self), isRebuild: true, observer), definition)
    }

    /// Builds an index of the catalog that has no pages, or none that could be used.
    func buildMissing(_ definition: VectorIndexDefinition, shouldStop: @escaping @Sendable () -> Bool) throws {
        guard let key = definition.key else { return }
        let store = IndexStore.of(core)
        let progress = IndexBuildProgress(definition, isRebuild: true)
        let build = IndexBuild(
            definition: definition, key: key, threads: max(1, ThreadPool.processorCount - 1), shouldStop: shouldStop,
            observer: nil)
        do {
            let resident = try IndexBuilds.of(core).track(progress) {
                try core.read { try build.run(Snapshot($0), progress) }
            }
            store.adopt(resident)
            try checkpoint(resident)
        } catch let error as VecDBError where error.sqlState != .queryCanceled {
            store.note(trouble: "it could not be built: \(error.message)", with: key)
        }
    }

    /// Forgets what is stored of an index.
    func forgetStorage(of index: Int64) throws {
        guard try sqlite.hasIndexTables() else { return }
        let storages = try sqlite.rows(
            "SELECT storage FROM vecdb_index_storage WHERE index_oid = ?1", [.integer(index)])
        for storage in storages.compactMap({ $0[0].integer }) { try sqlite.removeStoredIndex(storage) }
    }

    /// Forgets what is stored of indexes that the catalog has no more.
    func forgetLostStorages() throws {
        guard try sqlite.hasIndexTables() else { return }
        let lost = try sqlite.rows(
            "SELECT storage FROM vecdb_index_storage WHERE index_oid NOT IN (SELECT oid FROM vecdb_indexes)")
        for storage in lost.compactMap({ $0[0].integer }) { try sqlite.removeStoredIndex(storage) }
    }
}

// MARK: Checkpoints

extension Connection {
    /// Writes what has changed of an index, in a transaction of its own; whether it did.
    ///
    /// Several processes have an index each, of the same rows but with other links. Only the one that wrote the stored
    /// pages may write some of them over; another writes them all, and only when the stored ones lag far behind.
    @discardableResult
    func checkpoint(_ resident: ResidentIndex) throws -> Bool {
        guard !core.isReadOnly, core.path != nil else { return false }
        try begin(.immediate)
        do {
            guard try isInCatalog(resident.key) else {
                rollback()
                return false
            }
            let there = try sqlite.storedIndex(resident.key.storage)
            let mine = resident.stored.withLock { $0 }
            let isMine = there != nil && there?.stamp == mine?.stamp && there?.pageCount == mine?.pageCount
            try writePages(resident, isWhole: !isMine)
            try commit()
            return true
        } catch {
            rollback()
            throw error
        }
    }

    private func isInCatalog(_ key: IndexKey) throws -> Bool {
        try catalog().tables.values.contains { $0.vectorIndexes.contains { $0.key == key } }
    }

    /// In a write transaction.
    private func writePages(_ resident: ResidentIndex, isWhole: Bool) throws {
        let captured = try resident.follower.whileStill { position, drift -> (CapturedPages, StoredIndex) in
            let pages = try resident.index.capturePages(all: isWhole)
            let state = StoredIndex(
                generation: resident.key.generation, position: position, drift: drift,
                stamp: Int64.random(in: 1...Int64.max), pageCount: pages.pageCount)
            return (pages, state)
        }
        guard let (pages, state) = captured else { return }
        do {
            try sqlite.store(pages, state, replacingAll: isWhole, storage: resident.key.storage)
        } catch {
            pages.lost()
            throw error
        }
        progress.storedIndexes.append((resident, pages, state))
    }

    /// Tells the indexes what has become of what this transaction did with them.
    func finishIndexes(isCommitted: Bool) {
        for (resident, pages, state) in progress.storedIndexes {
            if isCommitted { resident.stored.withLock { $0 = state } } else { pages.lost() }
        }
        for resident in progress.builtIndexes {
            if isCommitted { resident.setPrivate(false) } else { IndexStore.of(core).discard(resident) }
        }
    }

    /// Leads links around what was removed, and writes the pages, of all indexes of some tables (nil: of all).
    package func maintainIndexes(of tables: Set<Int64>? = nil) throws {
        let store = IndexStore.of(core)
        let definitions = try catalog().tables.values.filter { tables?.contains($0.oid) ?? true }
            .flatMap(\.vectorIndexes)
        for definition in definitions {
            guard let resident = try store.resident(definition, core) else { continue }
            _ = try core.read { try resident.follow(definition, to: Snapshot($0), shouldStop: cancellationCheck) }
            try resident.keeping.withLock { _ in
                let control = ScanControl(threads: buildThreads, shouldStop: cancellationCheck)
                try core.read { other in
                    let view = IndexView(
                        definition: definition, index: resident.index, changed: [], sqlite: other.sqlite)
                    try resident.index.settle(control, limit: nil, vectors: view.fetch, progress: nil)
                }
                if resident.index.deadCount > 0 { try resident.index.repair(control) }
            }
            guard let position = resident.follower.position, position != resident.stored.withLock({ $0?.position })
            else { continue }
            try checkpoint(resident)
        }
    }
}
