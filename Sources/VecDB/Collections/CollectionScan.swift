import VectorIndexes
import VectorTypes

/// How a collection is searched: by an index on its vectors for its metric, if it has one that can be used, exactly
/// otherwise.
enum CollectionScan {
    case index(IndexScan)
    case exact(ExactScan, DistanceMetric)

    init(
        _ collection: VectorCollection, _ connection: Connection, _ table: CatalogTable,
        effort: SearchEffort = SearchEffort()
    ) throws {
        guard let column = table.column("embedding") else {
            throw VecDBError(
                .undefinedColumn, "column \"embedding\" of relation \"\(table.name)\" does not exist")
        }
        for definition in connection.vectorIndexes(of: table)
        where definition.column?.number == column.number && definition.metric == collection.metric
            && definition.index.predicate == nil
        {
            guard var scan = try IndexScan(connection, definition) else { continue }
            scan.effort = definition.completed(effort)
            self = .index(scan)
            return
        }
        self = .exact(try ExactScan(connection, table: table, column: column), collection.metric)
    }

    func nearest(_ limit: Int, toEach queries: [[UInt8]], among: RowSet?) throws -> [[Neighbor]] {
        switch self {
        case .index(let scan): try scan.nearest(limit, toEach: queries, among: among)
        case .exact(let scan, let metric):
            queries.count == 1
                ? [try scan.nearest(limit, to: queries[0], metric, among: among)]
                : try scan.nearest(limit, toEach: queries, metric, among: among)
        }
    }

    func within(_ distance: Double, of query: [UInt8]) throws -> [Neighbor] {
        switch self {
        case .index(let scan): try scan.within(distance, of: query)
        case .exact(let scan, let metric): try scan.within(distance, of: query, metric)
        }
    }

    /// All rows in order, as they are asked for.
    func open(_ query: [UInt8]) throws -> any ScanRows {
        switch self {
        case .index(let scan): try scan.open(ScanRequest(query: query, metric: scan.definition.metric))
        case .exact(let scan, let metric): try scan.open(ScanRequest(query: query, metric: metric))
        }
    }
}

extension VectorIndexDefinition {
    /// An effort with `probes` that suit the number of lists where nobody has said how many: as many as usually find
    /// nineteen of twenty. (In SQL it is one, as with pgvector.)
    func completed(_ effort: SearchEffort) -> SearchEffort {
        guard method == .ivfflat, effort.probes == nil else { return effort }
        var effort = effort
        effort.probes = max(1, index.number(IVFFlatParameters.lists) / 16)
        return effort
    }
}
