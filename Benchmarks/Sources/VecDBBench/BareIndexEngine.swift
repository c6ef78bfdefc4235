import Foundation
import VectorIndexes

/// The bare in-memory index, as a FAISS user would have it.
final class BareIndexEngine: ApproximateEngine {
    private let index: HNSWIndex
    private let plan: IndexPlan

    init(dimensions: Int, _ plan: IndexPlan) throws {
        guard plan.method == .hnsw else { throw BenchmarkError("there is no bare ivfflat index yet") }
        guard plan.storage == .full else { throw BenchmarkError("compact storage needs rows: --through api or sql") }
        self.plan = plan
        index = try HNSWIndex(
            dimensions: dimensions, metric: plan.metric.distanceMetric, m: plan.m, efConstruction: plan.efConstruction,
            element: plan.type == .halfvec ? .float16 : .float32)
    }

    var hasRows: Bool { false }

    func insert(_ base: Matrix<Float>, _ rows: Range<Int>, ranks: [Int32]?, batch: Int) throws {
        let size = batch > 0 ? batch : rows.count
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: max(1, size)) {
            let end = min(start + size, rows.upperBound)
            let isAll = start == 0 && end == base.rows
            let vectors = isAll ? base.elements : Array(base.elements[start * base.columns..<end * base.columns])
            try index.add(vectors, ids: (start..<end).map(Int64.init), threads: plan.threads)
        }
    }

    func replace(_ base: Matrix<Float>, _ rows: Range<Int>) throws {
        for row in rows { try index.add(Array(base[row]), id: Int64(row)) }
    }

    func delete(_ ids: [Int64]) throws {
        for id in ids where !index.remove(id: id) { throw BenchmarkError("the index has no vector with id \(id)") }
    }

    func buildIndex() throws {}

    func repair() throws { index.repair(threads: plan.threads) }

    func makeSearcher() throws -> any Searcher { BareIndexSearcher(index) }

    func search(_ queries: [[Float]], _ plan: SearchPlan, threads: Int) throws -> [[Int64]]? {
        let filter = plan.filter.map { index.filter(RowSet($0.rows.map(Int64.init))) }
        let effort = plan.effort ?? HNSWParameters.efSearch.standard
        return try index.search(near: queries, limit: plan.k, efSearch: effort, filter: filter, threads: threads)
            .map { $0.map(\.id) }
    }

    func state() throws -> IndexState { IndexState(memoryBytes: index.memoryUse) }

    func fileBytes() throws -> Int? {
        let folder = try TemporaryFolders.make()
        let file = folder.appending(path: "index.vecdb-index").path
        try index.save(to: file)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try databaseBytes(file)
    }
}

private final class BareIndexSearcher: Searcher {
    private let index: HNSWIndex
    private var k = 10
    private var effort = HNSWParameters.efSearch.standard
    private var filter: SearchFilter?

    init(_ index: HNSWIndex) { self.index = index }

    func prepare(_ plan: SearchPlan) throws {
        k = plan.k
        effort = plan.effort ?? HNSWParameters.efSearch.standard
        filter = plan.filter.map { index.filter(RowSet($0.rows.map(Int64.init))) }
    }

    func search(_ query: [Float]) throws -> [Int64] {
        try index.search(near: query, limit: k, efSearch: effort, filter: filter).map(\.id)
    }
}
