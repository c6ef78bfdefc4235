import VectorIndexes
import VectorTypes

/// Why an approximate index cannot be used, in a sentence.
struct IndexTrouble: Hashable, Sendable {
    let reason: String
    /// Whether trying again would not help.
    let isFinal: Bool
    /// What was found to be damaged, if that is why: to be told also when the index has been built anew.
    let damage: String?

    init(_ reason: String, isFinal: Bool = false, damage: String? = nil) {
        self.reason = reason
        self.isFinal = isFinal
        self.damage = damage
    }

    static let isMissing = IndexTrouble("it is being built")
    static let hasMoved = IndexTrouble("it is being built anew, because another program has moved rows")
    static let isBehind = IndexTrouble("it is being built anew, because the changes since it was stored are not known")

    static let isInconsistent = IndexTrouble("it is being built anew, because it did not agree with the rows")

    init(damaged definition: VectorIndexDefinition, _ error: VecDBError) {
        let name = "index \"\(definition.index.name)\" of table \"\(definition.table.name)\""
        let damage = "\(name) was damaged: \(error.message)"
        self.init("it is being built anew: \(damage)", damage: damage)
    }
}

/// The approximate indexes of a file that are in this process's memory.
package final class IndexStore: Sendable {
    private struct State: Sendable {
        var residents: [IndexKey: ResidentIndex] = [:]
        /// Why an index is not in memory, though somebody asked for it.
        var troubles: [IndexKey: IndexTrouble] = [:]
        /// What was found to be damaged since the file was opened.
        var damages: [IndexKey: String] = [:]
        var loading: Set<IndexKey> = []
        var keeper: IndexKeeper?

        mutating func note(_ trouble: IndexTrouble, with key: IndexKey) {
            troubles[key] = trouble
            if let damage = trouble.damage { damages[key] = damage }
        }
    }
    private let state = ConditionLock(State())

    /// The store that all connections of a file share.
    package static func of(_ core: DatabaseCore) -> IndexStore {
        core.shared(IndexStore.self) {
            let store = IndexStore()
            let keeper = IndexKeeper(store, core)
            store.state.withLock { $0.keeper = keeper }
            keeper.start()
            return store
        }
    }

    /// Lets the keeper see what there is to do.
    func wakeKeeper() { state.withLock { $0.keeper }?.wake() }

    package func existing(_ key: IndexKey) -> ResidentIndex? { state.withLock { $0.residents[key] } }

    /// Why an index cannot be used at the moment, in a sentence; nil: nothing is known against it.
    package func trouble(_ key: IndexKey) -> String? { state.withLock { $0.troubles[key]?.reason } }

    /// Whether it is known that trying to build an index would not help.
    func isHopeless(_ key: IndexKey) -> Bool { state.withLock { $0.troubles[key]?.isFinal ?? false } }

    /// What was found to be damaged of an index since the file was opened, in a sentence.
    func damage(_ key: IndexKey) -> String? { state.withLock { $0.damages[key] } }

    func note(_ trouble: IndexTrouble, with key: IndexKey) {
        state.withLock { $0.note(trouble, with: key) }
    }

    func adopt(_ resident: ResidentIndex) {
        state.withLock { state in
            state.residents[resident.key] = resident
            state.troubles[resident.key] = nil
        }
    }

    /// Forgets an index that cannot follow any more; searches that use it finish with it.
    func discard(_ resident: ResidentIndex, because trouble: IndexTrouble? = nil) {
        state.withLock { state in
            guard state.residents[resident.key] === resident else { return }
            state.residents[resident.key] = nil
            if let trouble { state.note(trouble, with: resident.key) }
        }
    }

    /// What is known of indexes that others may see too.
    var publicKeys: Set<IndexKey> {
        state.withLock { state in
            Set(state.residents.filter { !$0.value.isPrivate }.keys).union(state.troubles.keys)
                .union(state.damages.keys)
        }
    }

    func forget(_ keys: Set<IndexKey>) {
        guard !keys.isEmpty else { return }
        state.withLock { state in
            for key in keys {
                state.residents[key] = nil
                state.troubles[key] = nil
                state.damages[key] = nil
            }
        }
    }

    package var residents: [ResidentIndex] { state.withLock { Array($0.residents.values) } }

    private enum Turn {
        case known(ResidentIndex?)
        case loads
    }

    /// The index in memory: loaded from its pages, if it was not there. nil: it must be built first.
    func resident(_ definition: VectorIndexDefinition, _ core: DatabaseCore) throws -> ResidentIndex? {
        guard let key = definition.key else {
            wakeKeeper()
            return nil
        }
        // One thread loads, the others wait for it.
        let turn = state.wait { state -> Turn? in
            if let resident = state.residents[key] { return .known(resident) }
            // The keeper does something about it.
            if state.troubles[key] != nil { return .known(nil) }
            return state.loading.insert(key).inserted ? .loads : nil
        }
        if case .known(let resident) = turn { return resident }
        defer { state.signal { _ = $0.loading.remove(key) } }
        let loaded = try load(definition, key, core)
        wakeKeeper()
        return loaded
    }

    /// The index from its pages; nil, and a note why, when it must be built.
    @discardableResult
    func load(
        _ definition: VectorIndexDefinition, _ key: IndexKey, _ core: DatabaseCore
    ) throws -> ResidentIndex? {
        try core.read { connection in
            func refuse(_ trouble: IndexTrouble) -> ResidentIndex? {
                note(trouble, with: key)
                return nil
            }
            let sqlite = connection.sqlite
            guard try sqlite.hasIndexTables(), let stored = try sqlite.storedIndex(key.storage),
                stored.generation == key.generation
            else { return refuse(.isMissing) }
            let snapshot = try Snapshot(connection)
            guard stored.drift == snapshot.drift else { return refuse(.hasMoved) }
            guard stored.position <= snapshot.position,
                try ChangeLog(sqlite: sqlite).isWhole(after: stored.position, upTo: snapshot.position)
            else { return refuse(.isBehind) }
            do {
                let pages = StoredPages(
                    sqlite: sqlite, storage: key.storage, index: definition.index.name, table: definition.table.name)
                let resident = ResidentIndex(key: key, index: try definition.makeIndex(pages: pages))
                resident.follower.book.begin(at: stored.position, drift: stored.drift)
                resident.stored.withLock { $0 = stored }
                if !resident.index.searchesCodes, resident.lacksVectors(definition),
                    try !resident.attachVectorsToWalkOn(definition, snapshot)
                {
                    return refuse(.isInconsistent)
                }
                adopt(resident)
                return resident
            } catch let error as VecDBError
                where error.sqlState == .indexCorrupted || error.sqlState == .featureNotSupported
            {
                return refuse(IndexTrouble(damaged: definition, error))
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
