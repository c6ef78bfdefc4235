import VectorIndexes

/// Functions and virtual tables that every connection must have, because the file's own schema may call them (sort keys in indexes, checks) or because
/// every session uses them (`vecdb_scan`). A layer adds its own once a process; connections that exist get them at their next transaction.
package enum ConnectionExtensions {
    private static let registered = ConditionLock<[(name: String, register: @Sendable (Connection) throws -> Void)]>(
        [("search", { try registerSearch(on: $0) })])

    /// Adds a registration under a name of its own; a second one of the same name is ignored.
    package static func add(_ name: String, _ register: @escaping @Sendable (Connection) throws -> Void) {
        registered.withLock { list in
            if !list.contains(where: { $0.name == name }) { list.append((name, register)) }
        }
    }

    /// Applies those that came after the first `count`; returns how many there are now.
    static func apply(to connection: Connection, after count: Int) throws -> Int {
        let list = registered.withLock { $0 }
        for entry in list.dropFirst(count) { try entry.register(connection) }
        return list.count
    }
}
