import VectorIndexes
import VectorTypes

/// The open databases of this process: all `Database` values and sessions of one file share one core.
enum DatabaseRegistry {
    private struct Key: Hashable, Sendable {
        var identity: FileIdentity
        var isReadOnly: Bool
    }
    private struct Entry: Sendable {
        var core: DatabaseCore
        var users: Int
    }
    private struct Cores: Sendable {
        var entries: [ObjectIdentifier: Entry] = [:]
        var byFile: [Key: ObjectIdentifier] = [:]
    }
    private static let cores = ConditionLock(Cores())

    /// The core of the file, with one more user.
    static func open(path: String?, options: DatabaseOptions) throws -> DatabaseCore {
        try cores.withLock { cores in
            if let path, let core = existing(path, options, &cores) { return core }
            let location = path.map { DatabaseLocation.file($0, options) } ?? .memory()
            let core = try DatabaseCore(path: path, options: options, opened: try location.open(options))
            cores.entries[ObjectIdentifier(core)] = Entry(core: core, users: 1)
            if let path, let identity = FileIdentity(path: path) {
                cores.byFile[Key(identity: identity, isReadOnly: options.mode == .readOnly)] = ObjectIdentifier(core)
            }
            return core
        }
    }

    private static func existing(_ path: String, _ options: DatabaseOptions, _ cores: inout Cores) -> DatabaseCore? {
        guard let identity = FileIdentity(path: path),
            let id = cores.byFile[Key(identity: identity, isReadOnly: options.mode == .readOnly)],
            let entry = cores.entries[id]
        else { return nil }
        cores.entries[id]?.users += 1
        return entry.core
    }

    static func retain(_ core: DatabaseCore) {
        cores.withLock { $0.entries[ObjectIdentifier(core)]?.users += 1 }
    }

    /// One user less; the last one closes the core.
    static func release(_ core: DatabaseCore) {
        let isLast = cores.withLock { cores in
            let id = ObjectIdentifier(core)
            guard let entry = cores.entries[id] else { return false }
            cores.entries[id]?.users -= 1
            guard entry.users <= 1 else { return false }
            cores.entries[id] = nil
            cores.byFile = cores.byFile.filter { $0.value != id }
            return true
        }
        if isLast { core.shutDown() }
    }
}
