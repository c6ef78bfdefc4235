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
    var fields: RecordFields
}

/// How a filtered search goes. Either the filter is asked first, about every row, and the distances of the rows it leaves are
/// computed; or distances come first, and the filter is asked about the nearest rows until enough of them satisfy it. The
/// second way is far cheaper unless next to no row satisfies the filter, so it is tried first and given up when too many
/// rows were asked in vain.
extension VectorCollection {
    /// The rows that are asked before the filter is turned round.
    private static let patience = 2_000

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
        let scan = try scan(connection, table)
        let wanted = excluded == nil ? search.limit : min(search.limit, Int.max - 1) + 1
        var neighbors: [Neighbor]
        if let filter = search.filter {
            neighbors = try filtered(filter, wanted, query, scan, connection, table)
        } else {
            neighbors = try scan.nearest(wanted, to: query, metric)
        }
        if let excluded { neighbors.removeAll { $0.id == excluded } }
        return try hits(neighbors.prefix(search.limit), search.fields, connection, table)
    }

    func within(
        _ distance: Double, _ query: [UInt8], _ filter: Filter?, _ fields: RecordFields, _ connection: Connection,
        _ table: CatalogTable
    ) throws -> [SearchHit] {
        var neighbors = try scan(connection, table).within(distance, of: query, metric)
        if let filter {
            let check = try FilterCheck(filter, connection, table)
            neighbors = try neighbors.filter { try check.holds($0.id) }
        }
        return try hits(neighbors, fields, connection, table)
    }

    func batch(
        _ queries: [[UInt8]], _ limit: Int, _ filter: Filter?, _ fields: RecordFields, _ connection: Connection,
        _ table: CatalogTable
    ) throws -> [[SearchHit]] {
        let among = try filter.map { try rows($0, connection, table) }
        return try scan(connection, table).nearest(max(0, limit), toEach: queries, metric, among: among)
            .map { try hits($0, fields, connection, table) }
    }

    private func scan(_ connection: Connection, _ table: CatalogTable) throws -> ExactScan {
        guard let column = table.column("embedding") else {
            throw VecDBError(
                .undefinedColumn, "column \"embedding\" of relation \"\(table.name)\" does not exist")
        }
        return try ExactScan(connection, table: table, column: column)
    }

    private func filtered(
        _ filter: Filter, _ limit: Int, _ query: [UInt8], _ scan: ExactScan, _ connection: Connection,
        _ table: CatalogTable
    ) throws -> [Neighbor] {
        let compiled = try CompiledFilter(filter, table: table)
        if !compiled.isIndexed {
            let check = try FilterCheck(compiled, connection, table)
            var rows = try scan.open(ScanRequest(query: query, metric: metric))
            var found: [Neighbor] = []
            var asked = 0
            while asked < Self.patience + 20 * found.count {
                guard let row = try rows.next(), let distance = row.distance else { return found }
                asked += 1
                guard try check.holds(row.row) else { continue }
                found.append(Neighbor(id: row.row, distance: distance))
                if found.count == limit { return found }
            }
        }
        return try scan.nearest(limit, to: query, metric, among: rows(filter, connection, table))
    }

    /// The rows that satisfy a filter.
    private func rows(_ filter: Filter, _ connection: Connection, _ table: CatalogTable) throws -> RowSet {
        let compiled = try CompiledFilter(filter, table: table)
        let statement = try connection.sqlite.prepare(
            "SELECT \(quoted(identifier: table.rowidName)) FROM \(quoted(identifier: table.name)) WHERE \(compiled.sql)"
        )
        try compiled.bind(to: statement, from: 1)
        var rows = RowSet()
        while try statement.step() { rows.insert(statement.integer(0)) }
        return rows
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
}

/// Asks a filter about single rows.
private struct FilterCheck {
    private let statement: SQLiteStatement

    init(_ filter: Filter, _ connection: Connection, _ table: CatalogTable) throws {
        try self.init(CompiledFilter(filter, table: table), connection, table)
    }

    init(_ compiled: CompiledFilter, _ connection: Connection, _ table: CatalogTable) throws {
        statement = try connection.sqlite.prepare(
            """
            SELECT 1 FROM \(quoted(identifier: table.name)) \
            WHERE \(quoted(identifier: table.rowidName)) = ?1 AND \(compiled.sql)
            """)
        try compiled.bind(to: statement, from: 2)
    }

    func holds(_ row: Int64) throws -> Bool {
        statement.reset()
        try statement.bind(row, at: 1)
        let holds = try statement.step()
        statement.reset()
        return holds
    }
}
