import VectorIndexes

// The async forms. Each checks and encodes what it was given, then works on a thread that may block; see BlockingWork.

extension VectorCollection {
    private func readingAsync<Result: Sendable>(
        _ body: @escaping @Sendable (Connection, CatalogTable) throws -> Result
    ) async throws -> Result {
        try await BlockingWork.run { work in
            try self.reading { connection, table in
                try work.watch(connection) { try body(connection, table) }
            }
        }
    }

    private func writingAsync<Result: Sendable>(
        _ body: @escaping @Sendable (Connection, CatalogTable) throws -> Result
    ) async throws -> Result {
        try await BlockingWork.run { work in
            try self.writing { connection, table in
                try work.watch(connection) { try body(connection, table) }
            }
        }
    }

    /// Adds records; those whose id exists are replaced. See the blocking form.
    public func upsert(_ records: [Record]) async throws {
        let rows = try records.map(encode)
        try await writingAsync { try self.insert(rows, replacing: true, $0, $1) }
    }

    /// Adds records with new ids. See the blocking form.
    public func insert(_ records: [Record]) async throws {
        let rows = try records.map(encode)
        try await writingAsync { try self.insert(rows, replacing: false, $0, $1) }
    }

    /// Changes parts of a record; what is nil stays. See the blocking form.
    @discardableResult
    public func update(
        id: String, content: String? = nil, metadata: JSONValue? = nil, embedding: [Float]? = nil
    ) async throws -> Bool {
        let change = try encodeChange(content: content, metadata: metadata, embedding: embedding)
        return try await writingAsync { try self.update(id, change, $0, $1) }
    }

    /// Deletes the records with these ids; returns how many there were.
    @discardableResult
    public func delete(ids: [String]) async throws -> Int {
        try await writingAsync { try self.delete(ids, $0, $1) }
    }

    /// Deletes the records that a filter chooses; returns how many there were.
    @discardableResult
    public func delete(where filter: Filter) async throws -> Int {
        try await writingAsync { try self.delete(filter, $0, $1) }
    }

    /// The records with these ids, in their order; ids that do not exist are left out.
    public func fetch(ids: [String]) async throws -> [Record] {
        try await readingAsync { try self.fetch(ids, $0, $1) }
    }

    /// The records that a filter chooses, in the order in which they were added.
    public func fetch(where filter: Filter, limit: Int? = nil) async throws -> [Record] {
        try await readingAsync { try self.fetch(filter, limit, $0, $1) }
    }

    /// The number of records, or of those that a filter chooses.
    public func count(where filter: Filter? = nil) async throws -> Int {
        try await readingAsync { try self.count(filter, $0, $1) }
    }

    /// The records whose vectors are nearest to a query. See the blocking form.
    public func search(
        near query: [Float], limit: Int, where filter: Filter? = nil, efSearch: Int? = nil, probes: Int? = nil,
        fields: RecordFields = .standard
    ) async throws -> [SearchHit] {
        let search = NearestSearch(
            target: .vector(try encode(query)), limit: limit, filter: filter,
            effort: try effort(efSearch, probes), fields: fields)
        return try await readingAsync { try self.run(search, $0, $1) }
    }

    /// The records whose vectors are nearest to that of a stored record. See the blocking form.
    public func search(
        nearRecord id: String, limit: Int, where filter: Filter? = nil, includingItself: Bool = false,
        fields: RecordFields = .standard
    ) async throws -> [SearchHit] {
        let search = NearestSearch(
            target: .record(id, includingItself: includingItself), limit: limit, filter: filter, fields: fields)
        return try await readingAsync { try self.run(search, $0, $1) }
    }

    /// Every record whose vector is not farther from a query than `distance`. See the blocking form.
    public func search(
        near query: [Float], within distance: Double, where filter: Filter? = nil, fields: RecordFields = .standard
    ) async throws -> [SearchHit] {
        let query = try encode(query)
        return try await readingAsync { try self.within(distance, query, filter, fields, $0, $1) }
    }

    /// The records nearest to each of several queries. See the blocking form.
    public func search(
        near queries: [[Float]], limit: Int, where filter: Filter? = nil, efSearch: Int? = nil, probes: Int? = nil,
        fields: RecordFields = .standard
    ) async throws -> [[SearchHit]] {
        let queries = try queries.map(encode)
        let effort = try effort(efSearch, probes)
        return try await readingAsync { try self.batch(queries, limit, filter, effort, fields, $0, $1) }
    }
}

extension Database {
    /// Opens a collection, or makes it. See the blocking form.
    public func collection(
        _ name: String, dimensions: Int, metric: DistanceMetric? = nil
    ) async throws -> VectorCollection {
        try await BlockingWork.run { _ in try self.collection(name, dimensions: dimensions, metric: metric) }
    }

    /// Opens a collection that exists. See the blocking form.
    public func collection(_ name: String) async throws -> VectorCollection {
        try await BlockingWork.run { _ in try self.collection(name) }
    }

    /// The collections of the database, by name.
    public func collections() async throws -> [CollectionInfo] {
        try await BlockingWork.run { _ in try self.collections() }
    }

    /// Gives a collection another name. See the blocking form.
    public func renameCollection(_ name: String, to newName: String) async throws {
        try await BlockingWork.run { _ in try self.renameCollection(name, to: newName) }
    }

    /// Deletes a collection with all its records. See the blocking form.
    public func dropCollection(_ name: String) async throws {
        try await BlockingWork.run { _ in try self.dropCollection(name) }
    }
}
