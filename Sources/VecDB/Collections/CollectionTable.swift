import VectorIndexes
import VectorTypes

/// What makes a table a collection: `id text PRIMARY KEY`, `content text`, `metadata jsonb`, `embedding vector(n)`; other
/// columns are welcome. The metric is noted in the table's comment.
struct CollectionTable {
    let table: CatalogTable
    let dimensions: Int
    let metric: DistanceMetric

    private static let comment = "vecdb collection, metric "

    /// nil when the table is no collection.
    init?(_ table: CatalogTable) {
        guard table.isLogged, table.hasRecordIDs,
            table.column("content")?.type.base == .text, table.column("metadata")?.type.base == .jsonb,
            let embedding = table.column("embedding")?.type, embedding.base == .vector, !embedding.isArray,
            embedding.modifier > 0
        else { return nil }
        self.table = table
        dimensions = Int(embedding.modifier)
        metric = Self.metric(table.comment) ?? .cosine
    }

    private static func metric(_ comment: String?) -> DistanceMetric? {
        guard let comment, comment.hasPrefix(Self.comment) else { return nil }
        return DistanceMetric(rawValue: String(comment.dropFirst(Self.comment.count)))
    }

    static func create(
        _ name: String, dimensions: Int, metric: DistanceMetric, on connection: Connection
    ) throws -> CatalogTable {
        let definition = TableDefinition(
            name,
            columns: [
                ColumnDefinition("id", .text, isNotNull: true), ColumnDefinition("content", .text),
                ColumnDefinition("metadata", .jsonb), ColumnDefinition("embedding", .vector(dimensions)),
            ],
            constraints: [ConstraintDefinition(nil, .primaryKey(columns: ["id"]))])
        let table = try connection.createTable(definition)
        try connection.setComment(comment + metric.rawValue, on: .table(name))
        return try connection.catalog().table(name) ?? table
    }
}

extension Database {
    /// Opens a collection, or makes it.
    ///
    /// ```swift
    /// let notes = try db.collection("notes", dimensions: 384, metric: .cosine)
    /// ```
    /// A collection is an ordinary table, `id text PRIMARY KEY, content text, metadata jsonb, embedding vector(n)`: SQL sees it
    /// under its name, and a table of that form made by SQL can be opened as a collection.
    /// - Parameters:
    ///   - name: The table's name, taken as it is.
    ///   - dimensions: The number of elements in each vector, 1…16,000.
    ///   - metric: What searches measure: `.l2`, `.innerProduct`, `.cosine` or `.l1`. nil: what the collection was made
    ///     for; `.cosine` for a new one.
    /// - Throws: 42P07 when there is a table of this name that is no collection, 22000 when the collection has another number
    ///   of dimensions, 22023 when it was made for another metric or the metric is one of bits.
    public func collection(
        _ name: String, dimensions: Int, metric: DistanceMetric? = nil
    ) throws -> VectorCollection {
        if let metric, metric.comparesBits {
            throw VecDBError(.invalidParameterValue, "a collection cannot measure \(metric) distances")
        }
        guard dimensions >= 1 else {
            throw VecDBError(.invalidParameterValue, "dimensions for type vector must be at least 1")
        }
        guard dimensions <= 16_000 else {
            throw VecDBError(.invalidParameterValue, "dimensions for type vector cannot exceed 16000")
        }
        let existing = try core.read(as: options) { try $0.catalog().table(name) }
        let table =
            try existing
            ?? core.write(as: options) { connection in
                // Another process may have been faster.
                try connection.catalog().table(name)
                    ?? CollectionTable.create(name, dimensions: dimensions, metric: metric ?? .cosine, on: connection)
            }
        return try opened(table, dimensions: dimensions, metric: metric)
    }

    /// Opens a collection that exists.
    ///
    /// - Throws: 42P01 when there is no table of this name, 42809 when it is no collection.
    public func collection(_ name: String) throws -> VectorCollection {
        guard let table = try core.read(as: options, { try $0.catalog().table(name) }) else {
            throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
        }
        return try opened(table, dimensions: nil, metric: nil)
    }

    private func opened(_ table: CatalogTable, dimensions: Int?, metric: DistanceMetric?) throws -> VectorCollection {
        guard let collection = CollectionTable(table) else {
            throw VecDBError(
                dimensions == nil ? .wrongObjectType : .duplicateTable,
                dimensions == nil
                    ? "\"\(table.name)\" is not a collection" : "relation \"\(table.name)\" already exists",
                detail:
                    "A collection has the columns id text PRIMARY KEY, content text, metadata jsonb and embedding vector(n)."
            )
        }
        if let dimensions, dimensions != collection.dimensions {
            throw VecDBError(.dataException, "expected \(collection.dimensions) dimensions, not \(dimensions)")
        }
        if let metric, metric != collection.metric, table.comment != nil {
            throw VecDBError(
                .invalidParameterValue,
                "collection \"\(table.name)\" was made for the metric \(collection.metric), not \(metric)")
        }
        return VectorCollection(
            database: self, oid: table.oid, name: table.name, dimensions: collection.dimensions,
            metric: metric ?? collection.metric)
    }

    /// The collections of the database, by name.
    public func collections() throws -> [CollectionInfo] {
        try core.read(as: options) { connection in
            try connection.catalog().tables.values.compactMap { table in
                CollectionTable(table).map {
                    CollectionInfo(name: table.name, dimensions: $0.dimensions, metric: $0.metric)
                }
            }
        }.sorted { $0.name < $1.name }
    }

    /// Gives a collection another name; ``VectorCollection`` values that are open go on with it.
    ///
    /// - Throws: 42P01 when there is none of this name, 42P07 when the new name is taken.
    public func renameCollection(_ name: String, to newName: String) throws {
        try core.write(as: options) { connection in
            try requireCollection(name, connection)
            try connection.renameTable(name, to: newName)
        }
    }

    /// Deletes a collection with all its records.
    ///
    /// - Throws: 42P01 when there is none of this name, 2BP01 when another table refers to it.
    public func dropCollection(_ name: String) throws {
        try core.write(as: options) { connection in
            try requireCollection(name, connection)
            try connection.dropTables([name])
        }
    }

    private func requireCollection(_ name: String, _ connection: Connection) throws {
        guard let table = try connection.catalog().table(name) else {
            throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
        }
        guard CollectionTable(table) != nil else {
            throw VecDBError(.wrongObjectType, "\"\(name)\" is not a collection")
        }
    }
}
