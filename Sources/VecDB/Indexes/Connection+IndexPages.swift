import VectorIndexes
import VectorTypes

// Checkpoints of approximate indexes: their pages are written to the file, with the position in the log that they have.
//
// Pages are copied before the write lock is taken, so that writers wait only while the copies are written. Several
// processes have an index each, of the same rows but with other links. Only the one that wrote or loaded the stored
// pages, as their stamp tells, may write some of them over; another writes them all, and only when the stored ones lag
// far behind.

extension Connection {
    /// Writes what has changed of an index, in a transaction of its own; whether it did.
    /// - Parameter leastLag: How many changes of the log another process's pages must lack to be replaced.
    @discardableResult
    func checkpoint(_ resident: ResidentIndex, leastLag: Int64) throws -> Bool {
        guard !core.isReadOnly, core.path != nil, !resident.isPrivate else { return false }
        // Two captures at a time would each have half of what changed.
        return try resident.writing.withLock { _ in
            let before = try atomically(write: false) { try storedState(of: resident) }
            let isMine = before != nil && before == resident.stored.withLock { $0 }
            if !isMine, let before, before.generation == resident.key.generation,
                let position = resident.follower.position, position - before.position <= leastLag
            {
                return false
            }
            guard let captured = try resident.capture(all: !isMine) else { return false }
            do {
                try begin(.immediate)
            } catch {
                resident.lost(captured.pages)
                throw error
            }
            // From here on it is written, or a rollback gives it back.
            progress.storedIndexes.append((resident, captured.pages, captured.state))
            do {
                guard try storedState(of: resident) == before, try isInCatalog(resident.key) else {
                    rollback()
                    return false
                }
                try sqlite.store(captured.pages, captured.state, replacingAll: !isMine, storage: resident.key.storage)
                try commit()
                return true
            } catch {
                rollback()
                throw error
            }
        }
    }

    private func storedState(of resident: ResidentIndex) throws -> StoredIndex? {
        try sqlite.hasIndexTables() ? sqlite.storedIndex(resident.key.storage) : nil
    }

    private func isInCatalog(_ key: IndexKey) throws -> Bool {
        try catalog().tables.values.contains { table in
            table.generation == key.generation
                && table.indexes.contains { $0.storage == key.storage && $0.isVectorIndex }
        }
    }

    /// Writes all pages of an index that only this transaction knows.
    func writePages(_ resident: ResidentIndex) throws {
        guard let captured = try resident.capture(all: true) else { return }
        progress.storedIndexes.append((resident, captured.pages, captured.state))
        try sqlite.store(captured.pages, captured.state, replacingAll: true, storage: resident.key.storage)
    }

    /// Tells the indexes what has become of what this transaction did with them.
    func finishIndexes(isCommitted: Bool) {
        for (resident, pages, state) in progress.storedIndexes {
            if isCommitted { resident.stored.withLock { $0 = state } } else { resident.lost(pages) }
        }
        for resident in progress.builtIndexes {
            if isCommitted { resident.setPrivate(false) } else { IndexStore.of(core).discard(resident) }
        }
    }

    /// Leads links around what was removed, and writes the pages, of all indexes of some tables (nil: of those in memory).
    package func maintainIndexes(of tables: Set<Int64>? = nil) throws {
        let store = IndexStore.of(core)
        let definitions = try catalog().tables.values.filter { tables?.contains($0.oid) ?? true }
            .flatMap(\.vectorIndexes)
        for definition in definitions {
            guard let key = definition.key,
                let resident = try tables == nil ? store.existing(key) : store.resident(definition, core)
            else { continue }
            _ = try core.read { try resident.follow(definition, to: Snapshot($0), shouldStop: cancellationCheck) }
            try resident.keeping.withLock { _ in
                let control = ScanControl(threads: buildThreads, shouldStop: cancellationCheck)
                if resident.index.unsettledCount > 0 {
                    try resident.settle(definition, control, limit: nil, core)
                }
                if tables != nil, resident.index.deadCount > 0 { try resident.repair(control) }
            }
            if resident.hasUnsaved { try checkpoint(resident, leastLag: IndexKeeper.checkpointChanges) }
        }
    }
}
