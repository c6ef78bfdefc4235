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
            // An early build is of use if the table is still the one that it read.
            let early = early?.table == table ? early?.resident : nil
            var index = try newIndex(definition, table, catalog)
            index.storage = storage
            let triggers = table.logTriggerSQL
            table.indexes.append(index)
            try enter(storage, of: index, in: table)
            try save(table)
            // SQLite looks through its whole schema for each trigger that is made.
            if table.logTriggerSQL != triggers || !table.hasLogTriggers { try refreshTriggers(of: table) }
            guard let vector = VectorIndexDefinition(index, of: table) else {
                throw VecDBError(.dataException, "column does not have dimensions")
            }
            let snapshot = try Snapshot(self)
            let resident: ResidentIndex
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
    ) throws -> (resident: ResidentIndex, table: CatalogTable)? {
        // Another snapshot must be possible for what comes after.
        guard progress.state != .none, progress.isolation == .readCommitted, !sqlite.hasWriteTransaction,
            !core.isReadOnly
        else { return nil }
        try prepareToRead()
        let catalog = try catalog()
        let read = try changeable(definition.table, in: catalog)
        var table = read
        var index = try newIndex(definition, table, catalog, oid: 0)
        index.storage = storage
        let triggers = table.logTriggerSQL
        table.indexes.append(index)
        guard table.logTriggerSQL == triggers, table.isLogged, let vector = VectorIndexDefinition(index, of: table)
        else { return nil }
        return (try build(vector, Snapshot(self), isRebuild: false, observer), read)
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

    var cancellationCheck: @Sendable () -> Bool {
        let interrupt = interrupt
        return { interrupt.isCancelled }
    }

    /// Makes a built index this transaction's own, and everybody's when it commits; writes its pages.
    private func publish(_ resident: ResidentIndex, _ definition: VectorIndexDefinition) throws {
        resident.setPrivate(true)
        progress.builtIndexes.append(resident)
        IndexStore.of(core).adopt(resident)
        guard core.path != nil else { return }
        try writePages(resident)
    }

    /// Approximate indexes of tables that take more than twice the space that they would if they were built anew.
    package func wastefulIndexes(of tables: Set<Int64>) throws -> [String] {
        let definitions = try catalog().tables.values.filter { tables.contains($0.oid) }.flatMap(\.vectorIndexes)
        let store = IndexStore.of(core)
        return definitions.filter { definition in
            guard let index = definition.key.flatMap({ store.existing($0) })?.index else { return false }
            return index.memoryUse > 2 * IndexBuild.memory(of: definition, rows: index.count) + 1 << 18
        }.map(\.index.name).sorted()
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
        try forgetStorage(of: index.oid)
        try enter(storage, of: index, in: table)
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
        var build = IndexBuild(
            definition: definition, key: key, threads: max(1, ThreadPool.processorCount - 1), shouldStop: shouldStop,
            observer: nil)
        // What a foreign tool has put into a row is no reason to go without an index for the others.
        build.skipsUnfit = true
        do {
            let resident = try IndexBuilds.of(core).track(progress) {
                try core.read { try build.run(Snapshot($0), progress) }
            }
            store.adopt(resident)
            try checkpoint(resident, leastLag: 0)
        } catch let error as VecDBError where error.sqlState != .queryCanceled {
            // Not tried again before somebody says REINDEX, or opens the file anew.
            if store.existing(key) == nil {
                store.note(IndexTrouble("it could not be built: \(error.message)", isFinal: true), with: key)
            }
        }
    }

    private func enter(_ storage: Int64, of index: CatalogIndex, in table: CatalogTable) throws {
        catalogChanges?.noteStorage(ofIndexIn: table.oid)
        try sqlite.executeScript(SQLiteConnection.indexSchema)
        try sqlite.execute(
            "INSERT INTO vecdb_index_storage(storage, index_oid) VALUES (?1, ?2)",
            [.integer(storage), .integer(index.oid)])
    }

    /// Gives an index of the catalog that has none a place for its pages.
    func giveStorage(to index: CatalogIndex) throws {
        try changeCatalog { catalog in
            guard let table = catalog.tables[index.table],
                let found = table.indexes.first(where: { $0.oid == index.oid }), found.storage == nil
            else { return }
            try enter(Int64.random(in: 1...Int64.max), of: index, in: table)
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
