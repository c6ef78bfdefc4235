import VecDB

extension Database {
    /// Runs one SQL statement in a session of its own and returns its rows.
    ///
    /// ```swift
    /// let rows = try db.query("SELECT id, content FROM notes ORDER BY embedding <=> $1 LIMIT 5", [q])
    /// ```
    /// - Throws: ``VecDBError`` with PostgreSQL's SQLSTATE and message.
    @discardableResult
    public func query(_ sql: String, _ parameters: [(any SQLValueConvertible)?] = []) throws -> Rows {
        try core.shared(SessionPool.self) { SessionPool() }.with(self) { try $0.query(sql, parameters) }
    }

    /// A session of its own: transactions, settings, prepared statements.
    public func session() throws -> Session { try Session(self) }
}
