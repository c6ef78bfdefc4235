import Foundation
import VecDB
import VecDBSQL

/// The typed API.
final class CollectionEngine: Engine, ApproximateEngine {
    private let database: Database
    private let collection: VectorCollection
    private let statements: IndexStatements

    /// - Parameter isNew: Whether the collection is made; otherwise it is the one in the file.
    init(_ database: Database, dimensions: Int, _ plan: IndexPlan, isNew: Bool = true) throws {
        self.database = database
        statements = IndexStatements(session: try Session(database), plan: plan)
        if isNew { try statements.dropTable() }
        collection =
            isNew
            ? try database.collection(benchmarkTable, dimensions: dimensions, metric: plan.metric.distanceMetric)
            : try database.collection(benchmarkTable)
    }

    // MARK: Exact search

    func ingest(_ base: Matrix<Float>, batch: Int) throws {
        try insert(base, 0..<base.rows, ranks: nil, batch: batch)
    }

    func search(_ query: [Float], k: Int) throws -> [Int64] {
        try collection.search(near: query, limit: k, fields: []).map { Int64($0.id) ?? -1 }
    }

    func search(_ queries: [[Float]], k: Int) throws -> [[Int64]]? {
        try collection.search(near: queries, limit: k, fields: []).map { $0.map { Int64($0.id) ?? -1 } }
    }

    // MARK: Approximate search

    var hasRows: Bool { true }

    func insert(_ base: Matrix<Float>, _ rows: Range<Int>, ranks: [Int32]?, batch: Int) throws {
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: max(1, batch)) {
            let records = (start..<min(start + batch, rows.upperBound)).map { row in
                let metadata: JSONValue = ranks.map { ["rank": .integer(Int64($0[row]))] } ?? [:]
                return Record(id: String(row), metadata: metadata, embedding: Array(base[row]))
            }
            try collection.upsert(records)
        }
    }

    func replace(_ base: Matrix<Float>, _ rows: Range<Int>) throws {
        try insert(base, rows, ranks: nil, batch: rows.count)
    }

    func delete(_ ids: [Int64]) throws { try collection.delete(ids: ids.map { String($0) }) }

    func buildIndex() throws {
        let plan = statements.plan
        guard plan.method == .hnsw else { return try statements.createIndex() }
        try collection.createIndex(
            .hnsw(m: plan.m, efConstruction: plan.efConstruction, storage: plan.storage == .compact ? .compact : .full),
            threads: plan.threads)
    }

    func repair() throws { try statements.vacuum() }

    func makeSearcher() throws -> any Searcher { CollectionSearcher(collection, statements.plan.method) }

    func search(_ queries: [[Float]], _ plan: SearchPlan, threads: Int) throws -> [[Int64]]? {
        let filter = plan.filter.map { Filter.metadata("rank") < $0.below }
        let isGraph = statements.plan.method == .hnsw
        return try collection.search(
            near: queries, limit: plan.k, where: filter, efSearch: isGraph ? plan.effort : nil,
            probes: isGraph ? nil : plan.effort, fields: []
        ).map { $0.map { Int64($0.id) ?? -1 } }
    }

    func state() throws -> IndexState { try statements.state() }

    func fileBytes() throws -> Int? { try databaseBytes(database.path) }
}

private final class CollectionSearcher: Searcher {
    private let collection: VectorCollection
    private var k = 10
    private var filter: Filter?
    private let method: IndexPlan.Method
    private var efSearch: Int?
    private var probes: Int?

    init(_ collection: VectorCollection, _ method: IndexPlan.Method) {
        self.collection = collection
        self.method = method
    }

    func prepare(_ plan: SearchPlan) throws {
        k = plan.k
        efSearch = method == .hnsw ? plan.effort : nil
        probes = method == .hnsw ? nil : plan.effort
        filter = plan.filter.map { .metadata("rank") < $0.below }
    }

    func search(_ query: [Float]) throws -> [Int64] {
        try collection.search(near: query, limit: k, where: filter, efSearch: efSearch, probes: probes, fields: [])
            .map { Int64($0.id) ?? -1 }
    }
}
