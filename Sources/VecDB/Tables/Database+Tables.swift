import VectorTypes

extension Database {
    /// Reads: `body` sees one snapshot of the database, whatever is committed meanwhile. Blocks the calling thread.
    ///
    /// ```swift
    /// let open = try database.read { try $0.rows(of: "tasks", where: .column("done") == false) }
    /// ```
    public func read<Result>(_ body: (ReadTransaction) throws -> Result) throws -> Result {
        try requireOpen()
        return try core.read(as: options) { connection in
            try connection.working { try body(ReadTransaction(connection)) }
        }
    }

    /// Writes: all that `body` does is committed when it returns and undone when it throws. Waits for other writers; blocks the calling thread.
    ///
    /// ```swift
    /// try database.write { try $0.insert(["id": 1, "title": "Water the plants"], into: "tasks") }
    /// ```
    /// - Throws: What `body` throws; 55P03 when another writer does not finish in time; 53100 when the disk is full.
    @discardableResult
    public func write<Result>(_ body: (WriteTransaction) throws -> Result) throws -> Result {
        try requireOpen()
        return try core.write(as: options) { connection in
            try connection.working { try body(WriteTransaction(connection)) }
        }
    }

    /// Reads, as the blocking form does, on a thread of its own; a cancelled task's statement is stopped.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (ReadTransaction) throws -> Result
    ) async throws -> Result {
        try requireOpen()
        return try await BlockingWork.run { [core, options] work in
            try core.read(as: options) { connection in
                try work.watch(connection) { try connection.working { try body(ReadTransaction(connection)) } }
            }
        }
    }

    /// Writes, as the blocking form does, on a thread of its own; a cancelled task's transaction is rolled back.
    @discardableResult
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Result
    ) async throws -> Result {
        try requireOpen()
        return try await BlockingWork.run { [core, options] work in
            try core.write(as: options) { connection in
                try work.watch(connection) { try connection.working { try body(WriteTransaction(connection)) } }
            }
        }
    }
}
