import Foundation
import VecDB
import VectorIndexes

/// What a search is asked for besides its query.
struct SearchPlan {
    var k: Int
    /// `ef_search` or `probes`; nil: whatever the engine takes when nobody says anything.
    var effort: Int?
    var filter: RankFilter?
}

/// Only rows whose rank is below a bound.
struct RankFilter {
    var below: Int
    /// The rank of each row.
    var ranks: [Int32]

    var rows: [Int] { ranks.indices.filter { ranks[$0] < below } }
}

/// How an index is built.
struct IndexPlan {
    enum Method: String, CaseIterable { case hnsw, ivfflat }
    enum Storage: String, CaseIterable { case full, compact }

    var method = Method.hnsw
    var metric: Metric
    var type: ElementType
    var m = 16
    var efConstruction = 64
    var lists = 100
    var storage = Storage.full
    var threads = 1

    /// The members of a line that tell these parameters.
    var members: ResultLine {
        var line = ResultLine([
            "index": .text(method.rawValue), "metric": .text(metric.rawValue), "type": .text(type.rawValue),
        ])
        switch method {
        case .hnsw:
            line["m"] = .integer(m)
            line["ef_construction"] = .integer(efConstruction)
        case .ivfflat: line["lists"] = .integer(lists)
        }
        line["storage"] = .text(storage.rawValue)
        line["build_threads"] = .integer(threads)
        return line
    }
}

/// What an engine tells about its index.
struct IndexState {
    var memoryBytes: Int?
    /// Vectors that are found but not linked yet.
    var unsettled: Int?
    /// Nodes of removed vectors.
    var dead: Int?
    /// How many searches went by the index.
    var scans: Int?
}

/// A way to an approximate index of vecdb.
protocol ApproximateEngine: AnyObject {
    /// Whether rows are stored somewhere before and beside the index.
    var hasRows: Bool { get }
    /// Stores rows, `batch` a transaction; their ids are their numbers. Where there is an index already, they are in it.
    func insert(_ base: Matrix<Float>, _ rows: Range<Int>, ranks: [Int32]?, batch: Int) throws
    /// Writes rows in one transaction, whether they are there or not.
    func replace(_ base: Matrix<Float>, _ rows: Range<Int>) throws
    func delete(_ ids: [Int64]) throws
    /// Builds the index over the rows stored; the bare index is built by inserting.
    func buildIndex() throws
    /// Takes removed rows out of the index: what VACUUM does.
    func repair() throws
    func makeSearcher() throws -> any Searcher
    /// The ids of the nearest rows of many queries in one call; nil when this way has no batch search.
    func search(_ queries: [[Float]], _ plan: SearchPlan, threads: Int) throws -> [[Int64]]?
    func state() throws -> IndexState
    /// The size of the file with everything in it.
    func fileBytes() throws -> Int?
}

/// One thread's access to an index.
protocol Searcher: AnyObject {
    func prepare(_ plan: SearchPlan) throws
    /// The ids of the nearest rows, as `prepare` said.
    func search(_ query: [Float]) throws -> [Int64]
}

func makeApproximateEngine(
    _ way: Way, _ arguments: Arguments, dimensions: Int, _ plan: IndexPlan
) throws -> any ApproximateEngine {
    switch way {
    case .index: return try BareIndexEngine(dimensions: dimensions, plan)
    case .api:
        guard plan.type == .vector else {
            throw BenchmarkError("a collection's vectors are float32: no --type halfvec through api")
        }
        return try CollectionEngine(try openDatabase(arguments), dimensions: dimensions, plan)
    case .sql: return try SQLEngine(try openDatabase(arguments), dimensions: dimensions, plan)
    }
}

/// Bytes of a database's file and its log.
func databaseBytes(_ path: String?) throws -> Int? {
    guard let path else { return nil }
    return try ["", "-wal"].reduce(0) { total, suffix in
        guard FileManager.default.fileExists(atPath: path + suffix) else { return total }
        let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
        return total + (attributes[.size] as? Int ?? 0)
    }
}

/// Waits until an index has linked all vectors that it was given; the seconds that took.
func waitUntilSettled(_ engine: any ApproximateEngine) throws -> Double {
    let start = now()
    var said = start
    while let unsettled = try engine.state().unsettled, unsettled > 0 {
        if now() - said > 10 {
            progress("\(unsettled) vectors wait to be linked")
            said = now()
        }
        guard now() - start < 600 else {
            throw BenchmarkError("\(unsettled) vectors were not linked within 10 minutes")
        }
        usleep(10_000)
    }
    return now() - start
}

/// A figure of an index that no search used would be a false one.
func requireUse(of engine: any ApproximateEngine, since scans: Int?) throws {
    guard let before = scans, let after = try engine.state().scans else { return }
    guard after > before else { throw BenchmarkError("searches did not go by the index") }
}
