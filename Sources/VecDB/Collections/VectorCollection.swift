import VectorIndexes
import VectorTypes

/// Records with vectors, texts and metadata: a table of the database with a typed face.
///
/// ```swift
/// let notes = try db.collection("notes", dimensions: 384, metric: .cosine)
/// try notes.upsert([Record(id: "n1", content: "Actors isolate state", metadata: ["topic": "swift"], embedding: v)])
/// let hits = try notes.search(near: query, limit: 5, where: .metadata("topic") == "swift")
/// for hit in hits { print(hit.id, hit.distance, hit.metadata["topic"]?.string ?? "") }
/// ```
/// A value may be used from any thread and task. Every call is a transaction of its own: a reading one sees one state
/// of the database, a writing one happens as a whole or not at all. The calls block; in `async` code the forms of the same
/// names run on threads of their own instead, and end with `CancellationError` soon after their task is cancelled.
public final class VectorCollection: Sendable {
    /// The number of elements in each vector.
    public let dimensions: Int
    /// What searches measure.
    public let metric: DistanceMetric

    let database: Database
    private let oid: Int64
    private let nameWhenOpened: String

    init(database: Database, oid: Int64, name: String, dimensions: Int, metric: DistanceMetric) {
        self.database = database
        self.oid = oid
        nameWhenOpened = name
        self.dimensions = dimensions
        self.metric = metric
    }

    /// The collection's name, which is its table's.
    ///
    /// - Throws: 42P01 when the collection was dropped.
    public var name: String {
        get throws { try database.core.read(as: database.options) { try table($0).name } }
    }

    /// The table as the connection sees it.
    func table(_ connection: Connection) throws -> CatalogTable {
        let catalog = try connection.catalog()
        if let table = catalog.table(nameWhenOpened), table.oid == oid { return table }
        guard let table = catalog.table(oid: oid) else {
            throw VecDBError(.undefinedTable, "relation \"\(nameWhenOpened)\" does not exist")
        }
        return table
    }

    func reading<Result>(_ body: (Connection, CatalogTable) throws -> Result) throws -> Result {
        try database.core.read(as: database.options) { connection in
            try connection.working { try body(connection, table(connection)) }
        }
    }

    func writing<Result>(_ body: (Connection, CatalogTable) throws -> Result) throws -> Result {
        try database.core.write(as: database.options) { connection in
            try connection.working { try body(connection, table(connection)) }
        }
    }
}

// MARK: Writing

extension VectorCollection {
    /// Adds records; those whose id exists are replaced.
    ///
    /// - Throws: 22000 when a vector has another number of dimensions or holds NaN or an infinite value, 22P02 when metadata holds
    ///   such a number. Nothing is written then.
    public func upsert(_ records: [Record]) throws {
        let rows = try records.map(encode)
        try writing { try insert(rows, replacing: true, $0, $1) }
    }

    /// Adds records with new ids.
    ///
    /// - Throws: 23505 when an id exists; otherwise as ``upsert(_:)``. Nothing is written then.
    public func insert(_ records: [Record]) throws {
        let rows = try records.map(encode)
        try writing { try insert(rows, replacing: false, $0, $1) }
    }

    /// Changes parts of a record; what is nil stays.
    ///
    /// - Returns: Whether there is a record with this id.
    /// - Throws: As ``upsert(_:)``.
    @discardableResult
    public func update(
        id: String, content: String? = nil, metadata: JSONValue? = nil, embedding: [Float]? = nil
    ) throws -> Bool {
        let change = try encodeChange(content: content, metadata: metadata, embedding: embedding)
        return try writing { try update(id, change, $0, $1) }
    }

    /// Deletes the records with these ids.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func delete(ids: [String]) throws -> Int {
        try writing { try delete(ids, $0, $1) }
    }

    /// Deletes the records that a filter chooses.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func delete(where filter: Filter) throws -> Int {
        try writing { try delete(filter, $0, $1) }
    }
}

// MARK: Reading

extension VectorCollection {
    /// The records with these ids, in their order; ids that do not exist are left out.
    public func fetch(ids: [String]) throws -> [Record] {
        try reading { try fetch(ids, $0, $1) }
    }

    /// The records that a filter chooses, in the order in which they were added.
    /// - Parameter limit: The most records to return; nil: all.
    public func fetch(where filter: Filter, limit: Int? = nil) throws -> [Record] {
        try reading { try fetch(filter, limit, $0, $1) }
    }

    /// The number of records, or of those that a filter chooses.
    public func count(where filter: Filter? = nil) throws -> Int {
        try reading { try count(filter, $0, $1) }
    }
}

// MARK: Searching

extension VectorCollection {
    /// The records whose vectors are nearest to a query.
    /// - Parameters:
    ///   - query: `dimensions` elements.
    ///   - limit: How many are wanted. So many come, if there are so many that the filter chooses.
    ///   - filter: Which records count; nil: all.
    ///   - efSearch: How many candidates an HNSW index keeps on the way: more find more of the true nearest, and take
    ///     longer. nil: 40. Without an index the search is exact.
    ///   - probes: How many lists an IVFFlat index looks into: the same choice. nil: a sixteenth of them.
    ///   - fields: What to bring along; with `[]` no record is read but for its id.
    /// - Returns: Nearest first.
    /// - Throws: 22000 when the query has another number of dimensions or holds NaN or an infinite value; 22023 when
    ///   `efSearch` is not in 1…1,000, or `probes` not in 1…32,768.
    public func search(
        near query: [Float], limit: Int, where filter: Filter? = nil, efSearch: Int? = nil, probes: Int? = nil,
        fields: RecordFields = .standard
    ) throws -> [SearchHit] {
        let search = NearestSearch(
            target: .vector(try encode(query)), limit: limit, filter: filter,
            effort: try effort(efSearch, probes), fields: fields)
        return try reading { try run(search, $0, $1) }
    }

    /// The records whose vectors are nearest to that of a stored record.
    /// - Parameter includingItself: Whether that record itself may be among the results.
    /// - Throws: 42704 when there is no record with this id, or it has no vector.
    public func search(
        nearRecord id: String, limit: Int, where filter: Filter? = nil, includingItself: Bool = false,
        fields: RecordFields = .standard
    ) throws -> [SearchHit] {
        let search = NearestSearch(
            target: .record(id, includingItself: includingItself), limit: limit, filter: filter, fields: fields)
        return try reading { try run(search, $0, $1) }
    }

    /// Every record whose vector is not farther from a query than `distance`.
    /// - Returns: Nearest first.
    /// - Throws: As ``search(near:limit:where:efSearch:probes:fields:)``.
    public func search(
        near query: [Float], within distance: Double, where filter: Filter? = nil, fields: RecordFields = .standard
    ) throws -> [SearchHit] {
        let query = try encode(query)
        return try reading { try within(distance, query, filter, fields, $0, $1) }
    }

    /// The records nearest to each of several queries: without an index far faster than one call a query, because
    /// distances become a matrix product.
    /// - Returns: One list a query, with exactly what the single search would give.
    /// - Throws: As ``search(near:limit:where:efSearch:probes:fields:)``.
    public func search(
        near queries: [[Float]], limit: Int, where filter: Filter? = nil, efSearch: Int? = nil, probes: Int? = nil,
        fields: RecordFields = .standard
    ) throws -> [[SearchHit]] {
        let queries = try queries.map(encode)
        let effort = try effort(efSearch, probes)
        return try reading { try batch(queries, limit, filter, effort, fields, $0, $1) }
    }

    func effort(_ efSearch: Int?, _ probes: Int?) throws -> SearchEffort {
        func check(_ value: Int?, _ parameter: IndexParameter) throws {
            guard let value, !parameter.range.contains(value) else { return }
            let range = parameter.range
            throw VecDBError(
                .invalidParameterValue,
                "\(value) is outside the valid range for parameter \"\(parameter.name)\" (\(range.lowerBound) .. \(range.upperBound))"
            )
        }
        try check(efSearch, HNSWParameters.efSearch)
        try check(probes, IVFFlatParameters.probes)
        return SearchEffort(efSearch: efSearch, probes: probes)
    }
}
