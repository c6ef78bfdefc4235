import VectorIndexes
import VectorTypes

/// A search for the nearest records.
struct NearestSearch: Sendable {
    enum Target: Sendable {
        /// A vector in storage form.
        case vector([UInt8])
        case record(String, includingItself: Bool)
    }
    var target: Target
    var limit: Int
    var filter: Filter?
    var effort = SearchEffort()
    var fields: RecordFields
}

extension VectorCollection {
    func run(_ search: NearestSearch, _ connection: Connection, _ table: CatalogTable) throws -> [SearchHit] {
        var excluded: Int64?
        let query: [UInt8]
        switch search.target {
        case .vector(let vector): query = vector
        case .record(let id, let includingItself):
            let stored = try storedVector(id, connection, table)
            query = stored.vector
            if !includingItself { excluded = stored.row }
        }
        guard search.limit > 0 else { return [] }
        let scan = try CollectionScan(self, connection, table, effort: search.effort)
        let wanted = excluded == nil ? search.limit : min(search.limit, Int.max - 1) + 1
        var neighbors: [Neighbor]
        if let filter = search.filter {
            neighbors = try FilteredSearch(filter, scan, connection, table).nearest(wanted, to: query)
        } else {
            neighbors = try scan.nearest(wanted, toEach: [query], among: nil).first ?? []
        }
        if let excluded { neighbors.removeAll { $0.id == excluded } }
        return try hits(neighbors.prefix(search.limit), search.fields, connection, table)
    }

    func within(
        _ distance: Double, _ query: [UInt8], _ filter: Filter?, _ fields: RecordFields, _ connection: Connection,
        _ table: CatalogTable
    ) throws -> [SearchHit] {
        var neighbors = try CollectionScan(self, connection, table).within(distance, of: query)
        if let filter {
            let check = try FilterCheck(filter, connection, table)
            neighbors = try neighbors.filter { try check.holds($0.id) }
        }
        return try hits(neighbors, fields, connection, table)
    }

    func batch(
        _ queries: [[UInt8]], _ limit: Int, _ filter: Filter?, _ effort: SearchEffort, _ fields: RecordFields,
        _ connection: Connection, _ table: CatalogTable
    ) throws -> [[SearchHit]] {
        let scan = try CollectionScan(self, connection, table, effort: effort)
        let among = try filter.map { try FilteredSearch($0, scan, connection, table).rows() }
        return try scan.nearest(max(0, limit), toEach: queries, among: among)
            .map { try hits($0, fields, connection, table) }
    }

    private func storedVector(
        _ id: String, _ connection: Connection, _ table: CatalogTable
    ) throws -> (row: Int64, vector: [UInt8]) {
        let statement = try connection.sqlite.cached(
            """
            SELECT \(quoted(identifier: table.rowidName)), embedding FROM \(quoted(identifier: table.name)) WHERE id = ?1
            """)
        defer { statement.reset() }
        try statement.bind(all: [.text(id)])
        guard try statement.step() else { throw VecDBError(.undefinedObject, "record \"\(id)\" does not exist") }
        guard !statement.isNull(1) else { throw VecDBError(.undefinedObject, "record \"\(id)\" has no vector") }
        return (statement.integer(0), [UInt8](statement.bytes(1)))
    }

    private func hits(
        _ neighbors: some Sequence<Neighbor>, _ fields: RecordFields, _ connection: Connection, _ table: CatalogTable
    ) throws -> [SearchHit] {
        if fields.isEmpty { return try names(neighbors, connection, table) }
        let columns =
            ["id"] + [
                fields.contains(.content) ? "content" : "NULL", fields.contains(.metadata) ? "metadata" : "NULL",
                fields.contains(.embedding) ? "embedding" : "NULL",
            ]
        let statement = try connection.sqlite.cached(
            """
            SELECT \(columns.joined(separator: ", ")) FROM \(quoted(identifier: table.name)) \
            WHERE \(quoted(identifier: table.rowidName)) = ?1
            """)
        defer { statement.reset() }
        var hits: [SearchHit] = []
        for neighbor in neighbors {
            statement.reset()
            try statement.bind(neighbor.id, at: 1)
            guard try statement.step() else { continue }
            hits.append(
                SearchHit(
                    id: statement.text(0), distance: neighbor.distance, content: statement.textOrNil(1),
                    metadata: try statement.textOrNil(2).map { try JSONValue(text: $0) } ?? .null,
                    embedding: statement.isNull(3) ? [] : try Vector(storage: statement.bytes(3)).elements))
        }
        return hits
    }

    /// Hits that need nothing but the records' ids, most of which are known.
    private func names(
        _ neighbors: some Sequence<Neighbor>, _ connection: Connection, _ table: CatalogTable
    ) throws -> [SearchHit] {
        let known = connection.knownIDs
        try known.prepare(table, connection)
        var statement: SQLiteStatement?
        defer { statement?.reset() }
        var hits: [SearchHit] = []
        hits.reserveCapacity(neighbors.underestimatedCount)
        for neighbor in neighbors {
            if let id = known[neighbor.id] {
                hits.append(
                    SearchHit(id: id, distance: neighbor.distance, content: nil, metadata: .null, embedding: []))
                continue
            }
            let lookup =
                try statement
                ?? connection.sqlite.cached(
                    """
                    SELECT id FROM \(quoted(identifier: table.name)) \
                    WHERE \(quoted(identifier: table.rowidName)) = ?1
                    """)
            statement = lookup
            lookup.reset()
            try lookup.bind(neighbor.id, at: 1)
            guard try lookup.step() else { continue }
            let id = lookup.text(0)
            known[neighbor.id] = id
            hits.append(SearchHit(id: id, distance: neighbor.distance, content: nil, metadata: .null, embedding: []))
        }
        return hits
    }
}
