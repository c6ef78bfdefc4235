import Foundation
import VecDB
import VecDBSQL

/// The database at `--db`, or one in a temporary file that vanishes with the process.
func openDatabase(_ arguments: Arguments) throws -> Database {
    if let path = arguments.text("db") { return try Database(path: path) }
    return try Database(path: try TemporaryFolders.make().appending(path: "bench.vecdb").path)
}

/// Folders to be removed when the process ends.
enum TemporaryFolders {
    private static nonisolated(unsafe) var paths: [String] = []  // Only the main thread adds to it.

    static func make() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vecdb-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if paths.isEmpty {
            atexit {
                for path in TemporaryFolders.paths { try? FileManager.default.removeItem(atPath: path) }
            }
        }
        paths.append(folder.path)
        return folder
    }
}

/// The table that benchmarks make; one from an earlier run is replaced.
let benchmarkTable = "bench_items"

/// What both ways into a database do by SQL: dropping what an earlier run left, and the index.
struct IndexStatements {
    let session: Session
    let plan: IndexPlan

    func dropTable() throws { try run("DROP TABLE IF EXISTS \(benchmarkTable)") }

    func createIndex() throws {
        try run("SET max_parallel_maintenance_workers = \(plan.threads - 1)")
        var options =
            switch plan.method {
            case .hnsw: "m = \(plan.m), ef_construction = \(plan.efConstruction)"
            case .ivfflat: "lists = \(plan.lists)"
            }
        if plan.storage == .compact { options += ", storage = compact" }
        let operatorClass = plan.metric.operatorClass(plan.type)
        try run(
            """
            CREATE INDEX \(benchmarkTable)_embedding_idx ON \(benchmarkTable)
            USING \(plan.method.rawValue) (embedding \(operatorClass)) WITH (\(options))
            """)
    }

    func vacuum() throws { try run("VACUUM \(benchmarkTable)") }

    func setEffort(_ effort: Int?) throws {
        let name = plan.method == .hnsw ? "hnsw.ef_search" : "ivfflat.probes"
        try run(effort.map { "SET \(name) = \($0)" } ?? "RESET \(name)")
    }

    /// What `vecdb_index_status` tells of the table's index; nothing where there is none.
    func state() throws -> IndexState {
        let rows = try session.query(
            """
            SELECT s.memory_bytes, s.unsettled, s.dead, s.scans, s.state, s.detail
            FROM pg_indexes i, vecdb_index_status(i.indexname) s
            WHERE i.tablename = '\(benchmarkTable)' AND i.indexdef LIKE '%USING \(plan.method.rawValue)%'
            """)
        guard let row = rows.first else { return IndexState() }
        if let state = row[4], state == "unusable" {
            throw BenchmarkError("the index cannot be used: \(row[5] ?? "no reason given")")
        }
        return IndexState(
            memoryBytes: try row[0, as: Int.self], unsettled: try row[1, as: Int.self], dead: try row[2, as: Int.self],
            scans: try row[3, as: Int.self])
    }

    func run(_ statement: String) throws { try session.execute(statement) { _ in } }
}
