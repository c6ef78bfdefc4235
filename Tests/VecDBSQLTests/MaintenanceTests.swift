import Testing
import VecDB
import VecDBSQL

@Suite("Maintenance statements")
struct MaintenanceTests {
    @Test("VACUUM FULL gives space back, and searches stay right though rows are renumbered")
    func vacuumFull() throws {
        let session = try Database.inMemory().session()
        func run(_ sql: String) throws { try session.execute(sql) { _ in } }
        try run("CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), n int, v vector(2))")
        try run("INSERT INTO t (n, v) SELECT i, ARRAY[i, 1]::vector FROM generate_series(1, 3000) i")
        try run("DELETE FROM t WHERE n % 3 <> 0")
        func nearest() throws -> [String?] {
            try session.query("SELECT n FROM t ORDER BY v <-> '[9,1]' LIMIT 3").map { $0[0] }
        }
        func size() throws -> Int64 {
            try session.query("SELECT pg_relation_size('t')")[0][0].flatMap { Int64($0) } ?? 0
        }
        let before = (try nearest(), try size())
        try run("VACUUM FULL t")
        #expect(try nearest() == before.0)
        #expect(try size() < before.1)
        try run("CHECKPOINT")
        try run("VACUUM (ANALYZE) t")
        #expect(try nearest() == ["9", "6", "12"] || nearest() == ["9", "12", "6"])
    }

    @Test("VACUUM is refused in a transaction block")
    func vacuumInBlock() throws {
        let session = try Database.inMemory().session()
        try session.execute("BEGIN") { _ in }
        #expect { try session.execute("VACUUM") { _ in } } throws: {
            ($0 as? VecDBError)?.sqlState == .activeTransaction
        }
    }
}
