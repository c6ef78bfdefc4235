import Foundation
import Synchronization
import TestSupport
import Testing
import VecDB
import VecDBSQL
import VectorTypes

/// Everything at once: readers, a writer, checkpoints, builds. `make tsan` runs it under the thread sanitizer.
@Suite("Concurrency", .serialized) struct ConcurrencyTests {
    private static let rows = 400

    @Test("eight readers see whole transactions while one writes, one checkpoints and one builds indexes")
    func everything() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "vecdb-concurrency-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var options = DatabaseOptions()
        options.checkpointPages = 50
        let database = try Database(path: directory + "/c.vecdb", options: options)
        defer { database.close() }
        try Session(database).execute(
            """
            CREATE TABLE t (id int PRIMARY KEY, balance int NOT NULL, v vector(6));
            INSERT INTO t SELECT g, 100, ('[' || g % 17 || ',' || g % 13 || ',' || g % 7 || ',1,2,3]')::vector
                FROM generate_series(1, \(Self.rows)) g;
            CREATE INDEX t_v ON t USING hnsw (v vector_l2_ops) WITH (m = 6, ef_construction = 32)
            """
        ) { _ in }
        let seed = testSeed(41)
        let isDone = Atomic<Bool>(false)
        let problems = Mutex<[String]>([])
        @Sendable func work(_ name: String, _ seed: UInt64, _ body: (Session, inout SeededGenerator) throws -> Void) {
            var random = SeededGenerator(seed: seed)
            do {
                let session = try Session(database)
                while !isDone.load(ordering: .acquiring) { try body(session, &random) }
            } catch { problems.withLock { $0.append("\(name): \(error)") } }
        }
        let deadline = ContinuousClock.now + .seconds(isSoak ? 60 : 4)
        DispatchQueue.concurrentPerform(iterations: 11) { worker in
            let own = seed &+ UInt64(worker)
            switch worker {
            case 0:
                // Money goes from row to row, and rows are replaced: their number and the sum stay.
                work("writer", own) { session, random in
                    let (from, to) = (
                        Int.random(in: 1...Self.rows, using: &random), Int.random(in: 1...Self.rows, using: &random)
                    )
                    try session.execute(
                        """
                        BEGIN; UPDATE t SET balance = balance - 7 WHERE id = \(from); UPDATE t SET balance = balance + 7 WHERE id = \(to);
                        UPDATE t SET v = '[\(from % 17),\(to % 13),1,1,2,3]' WHERE id = \(from); COMMIT
                        """
                    ) { _ in }
                    if ContinuousClock.now > deadline { isDone.store(true, ordering: .releasing) }
                }
                isDone.store(true, ordering: .releasing)
            case 1:
                work("checkpoints", own) { session, _ in
                    try session.execute("CHECKPOINT") { _ in }
                    usleep(5_000)
                }
            case 2:
                work("builds", own) { session, random in
                    let method = Bool.random(using: &random) ? "hnsw" : "ivfflat"
                    try session.execute("CREATE INDEX u ON t USING \(method) (v vector_l2_ops)") { _ in }
                    try session.execute("REINDEX INDEX t_v; DROP INDEX u; VACUUM t") { _ in }
                    usleep(20_000)
                }
            default:
                work("reader \(worker)", own) { session, random in
                    func row(_ sql: String) throws -> [[String?]] {
                        var rows: [[String?]] = []
                        try session.execute(sql) { rows = $0.rows }
                        return rows
                    }
                    let sums = try row("SELECT count(*), sum(balance) FROM t").first ?? []
                    if sums != ["\(Self.rows)", "\(Self.rows * 100)"] {
                        problems.withLock { $0.append("sums \(sums)") }
                    }
                    let query = "[\(Int.random(in: 0..<17, using: &random)),3,2,1,2,3]"
                    try session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ") { _ in }
                    let search = "SELECT id, v <-> '\(query)' FROM t ORDER BY v <-> '\(query)' LIMIT 20"
                    let first = try row(search)
                    let exact = try row(
                        "SELECT id, v <-> '\(query)' AS d FROM t WHERE id IN (\(first.compactMap { $0[0] }.joined(separator: ",")))"
                    )
                    try session.execute("COMMIT") { _ in }
                    if first.count != 20 || Set(first.compactMap { $0[0] }).count != 20 {
                        problems.withLock { $0.append("\(first.count) rows") }
                    }
                    if Set(first) != Set(exact) {
                        problems.withLock { $0.append("distances of another snapshot: \(first) \(exact)") }
                    }
                }
            }
        }
        let found = problems.withLock { $0 }
        #expect(found.isEmpty, "seed \(seed): \(found.count), \(found.prefix(3))")
        var verified: [[String?]] = []
        try Session(database).execute("VERIFY INDEX t_v") { verified = $0.rows }
        #expect(verified.first?.first == .some("ok"), "seed \(seed): \(verified.prefix(3))")
    }
}
