import Foundation
import VectorIndexes

/// The bare in-memory index, as a FAISS user would have it.
final class BareIndexEngine: ApproximateEngine {
    private let index: any BareIndex
    private let plan: IndexPlan

    init(dimensions: Int, _ plan: IndexPlan) throws {
        guard plan.storage == .full else { throw BenchmarkError("compact storage needs rows: --through api or sql") }
        self.plan = plan
        let element: VectorElement = plan.type == .halfvec ? .float16 : .float32
        switch plan.method {
        case .hnsw:
            index = try HNSWIndex(
                dimensions: dimensions, metric: plan.metric.distanceMetric, m: plan.m,
                efConstruction: plan.efConstruction, element: element)
        case .ivfflat:
            index = try IVFFlatIndex(
                dimensions: dimensions, metric: plan.metric.distanceMetric, lists: plan.lists, element: element)
        }
    }

    var hasRows: Bool { false }

    func insert(_ base: Matrix<Float>, _ rows: Range<Int>, ranks: [Int32]?, batch: Int) throws {
        let size = batch > 0 ? batch : rows.count
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: max(1, size)) {
            let end = min(start + size, rows.upperBound)
            let isAll = start == 0 && end == base.rows
            let vectors = isAll ? base.elements : Array(base.elements[start * base.columns..<end * base.columns])
            try index.insert(vectors, ids: (start..<end).map(Int64.init), threads: plan.threads)
        }
    }

    func replace(_ base: Matrix<Float>, _ rows: Range<Int>) throws {
        for row in rows { try index.insert(Array(base[row]), ids: [Int64(row)], threads: 1) }
    }

    func delete(_ ids: [Int64]) throws {
        for id in ids where !index.remove(id: id) { throw BenchmarkError("the index has no vector with id \(id)") }
    }

    func buildIndex() throws { try index.finish(threads: plan.threads) }

    func repair() throws { try index.repair(threads: plan.threads) }

    func makeSearcher() throws -> any Searcher { BareIndexSearcher(index) }

    func search(_ queries: [[Float]], _ plan: SearchPlan, threads: Int) throws -> [[Int64]]? {
        let filter = plan.filter.map { index.filter(RowSet($0.rows.map(Int64.init))) }
        return try index.nearest(
            to: queries, limit: plan.k, effort: plan.effort ?? index.standardEffort, filter: filter, threads: threads
        ).map { $0.map(\.id) }
    }

    func state() throws -> IndexState { IndexState(memoryBytes: index.memoryUse) }

    func fileBytes() throws -> Int? {
        let file = try TemporaryFolders.make().appending(path: "index.vecdb-index").path
        try index.save(to: file)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try databaseBytes(file)
    }
}

private final class BareIndexSearcher: Searcher {
    private let index: any BareIndex
    private var k = 10
    private var effort: Int
    private var filter: SearchFilter?

    init(_ index: any BareIndex) {
        self.index = index
        effort = index.standardEffort
    }

    func prepare(_ plan: SearchPlan) throws {
        k = plan.k
        effort = plan.effort ?? index.standardEffort
        filter = plan.filter.map { index.filter(RowSet($0.rows.map(Int64.init))) }
    }

    func search(_ query: [Float]) throws -> [Int64] {
        try index.nearest(to: query, limit: k, effort: effort, filter: filter).map(\.id)
    }
}

/// What both kinds of bare index can do.
private protocol BareIndex: AnyObject {
    var standardEffort: Int { get }
    var memoryUse: Int { get }
    func insert(_ vectors: [Float], ids: [Int64], threads: Int) throws
    /// What is left to do when all vectors are in.
    func finish(threads: Int) throws
    func remove(id: Int64) -> Bool
    func repair(threads: Int?) throws
    func filter(_ ids: RowSet) -> SearchFilter
    func nearest(to query: [Float], limit: Int, effort: Int, filter: SearchFilter?) throws -> [Neighbor]
    func nearest(
        to queries: [[Float]], limit: Int, effort: Int, filter: SearchFilter?, threads: Int
    ) throws -> [[Neighbor]]
    func save(to path: String) throws
}

extension HNSWIndex: BareIndex {
    var standardEffort: Int { HNSWParameters.efSearch.standard }

    func insert(_ vectors: [Float], ids: [Int64], threads: Int) throws {
        try add(vectors, ids: ids, threads: threads)
    }

    func finish(threads: Int) throws {}

    func nearest(to query: [Float], limit: Int, effort: Int, filter: SearchFilter?) throws -> [Neighbor] {
        try search(near: query, limit: limit, efSearch: effort, filter: filter)
    }

    func nearest(
        to queries: [[Float]], limit: Int, effort: Int, filter: SearchFilter?, threads: Int
    ) throws -> [[Neighbor]] {
        try search(near: queries, limit: limit, efSearch: effort, filter: filter, threads: threads)
    }
}

extension IVFFlatIndex: BareIndex {
    var standardEffort: Int { IVFFlatParameters.probes.standard }

    func insert(_ vectors: [Float], ids: [Int64], threads: Int) throws {
        try add(vectors, ids: ids, threads: threads)
    }

    func finish(threads: Int) throws { if !isTrained { try train(threads: threads) } }

    func nearest(to query: [Float], limit: Int, effort: Int, filter: SearchFilter?) throws -> [Neighbor] {
        try search(near: query, limit: limit, probes: effort, filter: filter)
    }

    func nearest(
        to queries: [[Float]], limit: Int, effort: Int, filter: SearchFilter?, threads: Int
    ) throws -> [[Neighbor]] {
        try search(near: queries, limit: limit, probes: effort, filter: filter, threads: threads)
    }
}
