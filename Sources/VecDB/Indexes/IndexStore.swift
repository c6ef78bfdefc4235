import Synchronization
import VectorIndexes
import VectorTypes

/// The approximate indexes of a file that are in this process's memory.
package final class IndexStore: Sendable {
    private struct State: Sendable {
        var residents: [IndexKey: ResidentIndex] = [:]
        /// Why an index is not in memory, though somebody asked for it.
        var troubles: [IndexKey: String] = [:]
        var loading: Set<IndexKey> = []
    }
    private let state = ConditionLock(State())

    /// The store that all connections of a file share.
    package static func of(_ core: DatabaseCore) -> IndexStore {
        core.shared(IndexStore.self) {
            let store = IndexStore()
            IndexKeeper.start(store, core)
            return store
        }
    }

    package func existing(_ key: IndexKey) -> ResidentIndex? { state.withLock { $0.residents[key] } }

    /// Why an index cannot be used at the moment, in a sentence; nil: nothing is known against it.
    package func trouble(_ key: IndexKey) -> String? { state.withLock { $0.troubles[key] } }

    func note(trouble: String?, with key: IndexKey) { state.withLock { $0.troubles[key] = trouble } }

    func adopt(_ resident: ResidentIndex) {
        state.withLock { state in
            state.residents[resident.key] = resident
            state.troubles[resident.key] = nil
        }
    }

    /// Forgets an index that cannot follow any more; searches that use it finish with it.
    func discard(_ resident: ResidentIndex) {
        state.withLock { state in
            if state.residents[resident.key] === resident { state.residents[resident.key] = nil }
        }
    }

    /// Forgets what a committed catalog does not have.
    func keep(only keys: Set<IndexKey>) {
        state.withLock { state in
            state.residents = state.residents.filter { keys.contains($0.key) || $0.value.isPrivate }
            state.troubles = state.troubles.filter { keys.contains($0.key) }
        }
    }

    package var residents: [ResidentIndex] { state.withLock { Array($0.residents.values) } }

    /// The index in memory: loaded from its pages, if it was not there. nil: it must be built first.
    func resident(_ definition: VectorIndexDefinition, _ core: DatabaseCore) throws -> ResidentIndex? {
        guard let key = definition.key else { return nil }
        if let resident = existing(key) { return resident }
        // One thread loads, the others wait for it.
        let isMine = state.wait { state -> Bool? in
            if state.residents[key] != nil { return false }
            return state.loading.insert(key).inserted ? true : nil
        }
        guard isMine else { return existing(key) }
        defer { state.signal { _ = $0.loading.remove(key) } }
        guard let loaded = try load(definition, key, core) else { return nil }
        adopt(loaded)
        return loaded
    }

    private func load(
        _ definition: VectorIndexDefinition, _ key: IndexKey, _ core: DatabaseCore
    ) throws -> ResidentIndex? {
        try core.read { connection in
            let sqlite = connection.sqlite
            guard try sqlite.hasIndexTables(), let stored = try sqlite.storedIndex(key.storage),
                stored.generation == key.generation
            else {
                note(trouble: "it is being built", with: key)
                return nil
            }
            let snapshot = try Snapshot(connection)
            guard stored.drift == snapshot.drift else {
                note(trouble: "it is being built anew, because another program has moved rows", with: key)
                return nil
            }
            do {
                let pages = StoredPages(
                    sqlite: sqlite, storage: key.storage, index: definition.index.name, table: definition.table.name)
                let resident = ResidentIndex(key: key, index: try definition.makeIndex(pages: pages))
                resident.follower.book.begin(at: stored.position, drift: stored.drift)
                resident.stored.withLock { $0 = stored }
                return resident
            } catch let error as VecDBError
                where error.sqlState == .indexCorrupted || error.sqlState == .featureNotSupported
            {
                note(
                    trouble: "it is being built anew: index \"\(definition.index.name)\" of table "
                        + "\"\(definition.table.name)\" was damaged: \(error.message)", with: key)
                return nil
            }
        }
    }
}

extension VectorIndexDefinition {
    /// nil: the catalog has no storage for it.
    package var key: IndexKey? {
        index.storage.map { IndexKey(storage: $0, generation: table.generation) }
    }
}
