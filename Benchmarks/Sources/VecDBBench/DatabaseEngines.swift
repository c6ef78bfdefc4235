import Foundation
import VecDB
import VecDBSQL

/// The database at `--db`, or one in a temporary file that vanishes with the process.
func openDatabase(_ arguments: Arguments) throws -> Database {
    if let path = arguments.text("db") { return try Database(path: path) }
    let folder = FileManager.default.temporaryDirectory.appending(path: "vecdb-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    TemporaryFolders.remove(folder, atExit: true)
    return try Database(path: folder.appending(path: "bench.vecdb").path)
}

/// Folders to be removed when the process ends.
enum TemporaryFolders {
    private static nonisolated(unsafe) var paths: [String] = []  // Only the main thread adds to it.

    static func remove(_ folder: URL, atExit: Bool) {
        if paths.isEmpty {
            atexit {
                for path in TemporaryFolders.paths { try? FileManager.default.removeItem(atPath: path) }
            }
        }
        paths.append(folder.path)
    }
}

func makeDatabaseEngine(
    _ way: Way, _ arguments: Arguments, dimensions: Int, metric: Metric, precision: Precision
) throws -> any Engine {
    let database = try openDatabase(arguments)
    switch way {
    case .api:
        guard precision == .float32 else {
            throw BenchmarkError("a collection's vectors are float32: no --precision \(precision.rawValue) through api")
        }
        return try CollectionEngine(database, dimensions: dimensions, metric: metric)
    case .sql:
        guard precision != .int8 else { throw BenchmarkError("no --precision int8 through sql") }
        return try SQLEngine(database, dimensions: dimensions, metric: metric, precision: precision)
    case .index: throw BenchmarkError("the bare index needs no database")
    }
}

/// The typed API.
final class CollectionEngine: Engine {
    private let collection: VectorCollection

    init(_ database: Database, dimensions: Int, metric: Metric) throws {
        collection = try database.collection("items", dimensions: dimensions, metric: metric.distanceMetric)
    }

    func ingest(_ base: Matrix<Float>, batch: Int) throws {
        for start in stride(from: 0, to: base.rows, by: batch) {
            let records = (start..<min(start + batch, base.rows)).map {
                Record(id: String($0), embedding: Array(base[$0]))
            }
            try collection.upsert(records)
        }
    }

    func search(_ query: [Float], k: Int) throws -> [Int64] {
        try collection.search(near: query, limit: k, fields: []).map { Int64($0.id) ?? -1 }
    }

    func search(_ queries: [[Float]], k: Int) throws -> [[Int64]]? {
        try collection.search(near: queries, limit: k, fields: []).map { $0.map { Int64($0.id) ?? -1 } }
    }
}

/// SQL as pgvector's users write it.
final class SQLEngine: Engine {
    private let session: Session
    private let select: String

    init(_ database: Database, dimensions: Int, metric: Metric, precision: Precision) throws {
        session = try Session(database)
        let type = precision == .float16 ? "halfvec" : "vector"
        select = "SELECT id FROM items ORDER BY embedding \(metric.sqlOperator) $1::\(type) LIMIT $2"
        try session.execute(
            "CREATE TABLE IF NOT EXISTS items (id bigint PRIMARY KEY, embedding \(type)(\(dimensions)))"
        ) { _ in }
    }

    func ingest(_ base: Matrix<Float>, batch: Int) throws {
        for start in stride(from: 0, to: base.rows, by: batch) {
            try session.execute("BEGIN") { _ in }
            for row in start..<min(start + batch, base.rows) {
                _ = try session.query("INSERT INTO items (id, embedding) VALUES ($1, $2)", [row, Array(base[row])])
            }
            try session.execute("COMMIT") { _ in }
        }
    }

    func search(_ query: [Float], k: Int) throws -> [Int64] {
        try session.query(select, [query, k]).map { try $0[0, as: Int64.self] ?? -1 }
    }

    func search(_ queries: [[Float]], k: Int) throws -> [[Int64]]? { nil }
}
