import TestSupport
import Testing
import VecDB
import VectorTypes

@testable import VecDBSQL

@Suite("vector search in SQL")
struct VectorSearchTests {
    @Test(
        "a search by the engine gives the rows of a search by SQLite, whatever the filter, operator and offset",
        arguments: ["<->", "<=>", "<#>", "<+>"])
    func sameAsRowByRow(_ symbol: String) throws {
        let seed = testSeed(20)
        var random = SeededGenerator(seed: seed)
        let session = try Session(Database.inMemory())
        try session.query("CREATE TABLE t (id int PRIMARY KEY, k int, v vector(5))")
        try session.query("CREATE INDEX ON t (k)")
        for id in 1...200 {
            let vector: [Float]? =
                id % 17 == 0 ? nil : (0..<5).map { _ in Float(Int.random(in: -9...9, using: &random)) + 0.5 }
            try session.query("INSERT INTO t VALUES ($1, $2, $3)", [id, id % 7, vector])
        }
        let query = (0..<5).map { _ in Float.random(in: -9...9, using: &random) }
        for filter in ["", "WHERE k = 3", "WHERE k <> 3 AND id > 20", "WHERE v IS NOT NULL", "WHERE false"] {
            for tail in ["LIMIT 10", "LIMIT 10 OFFSET 7", "", "LIMIT 0"] {
                let text = "SELECT id, v \(symbol) $1 AS d FROM t \(filter) ORDER BY v \(symbol) $1, id \(tail)"
                let single = "SELECT id, v \(symbol) $1 AS d FROM t \(filter) ORDER BY d \(tail)"
                try session.execute("SET vecdb.enable_exactscan = off") { _ in }
                let expected = try session.query(text, [query]).map { $0[1] ?? "null" }
                try session.execute("SET vecdb.enable_exactscan = on") { _ in }
                let actual = try session.query(single, [query]).map { $0[1] ?? "null" }
                #expect(expected.count == actual.count, "seed \(seed): \(text)")
                for (left, right) in zip(expected, actual) {
                    guard let left = Double(left), let right = Double(right) else {
                        #expect(left == right, "seed \(seed): \(text)")
                        continue
                    }
                    #expect(abs(left - right) <= 1e-5 * max(1, abs(left)), "seed \(seed): \(text)")
                }
            }
        }
    }

    @Test("EXPLAIN shows the scan, its order and filter, and why no index served")
    func explain() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, v vector(3)); INSERT INTO t VALUES (1, '[1,2,3]')")
        let lines = try sql.run("EXPLAIN (COSTS OFF) SELECT id FROM t ORDER BY v <-> '[1,1,1]' LIMIT 5")
        #expect(
            lines == [
                "Limit", "  ->  Exact Scan on t", "        Order By: (v <-> '[1,1,1]'::vector)",
                "        Reason: no index on column \"v\" supports the operator <->",
            ])
    }

    @Test("searches run inside joins, sub-selects, CTEs and for each row of another table")
    func nested() throws {
        let sql = try SQLHarness()
        try sql.run(
            "CREATE TABLE t (id int PRIMARY KEY, v vector(2)); INSERT INTO t VALUES (1, '[0,0]'), (2, '[1,0]'), (3, '[5,5]'), (4, NULL); CREATE TABLE n (id int, name text); INSERT INTO n VALUES (1, 'a'), (2, 'b'), (3, 'c')"
        )
        #expect(
            try sql.run("SELECT n.name FROM t JOIN n ON n.id = t.id ORDER BY t.v <-> '[4,4]' LIMIT 2") == ["c", "b"])
        #expect(
            try sql.run(
                "WITH near AS (SELECT id, v <-> '[0,0]' AS d FROM t ORDER BY d LIMIT 2) SELECT id, d FROM near WHERE d < 0.5"
            )
                == ["1|0"])
        #expect(
            try sql.run("SELECT id FROM t WHERE id <> 1 ORDER BY v <-> (SELECT v FROM t WHERE id = 1) LIMIT 1") == ["2"]
        )
        #expect(
            try sql.run(
                "SELECT a.id, b.id FROM t a JOIN LATERAL (SELECT id FROM t b WHERE b.id <> a.id ORDER BY a.v <-> b.v LIMIT 1) b ON true WHERE a.v IS NOT NULL ORDER BY 1"
            )
                == ["1|2", "2|1", "3|2"])
        #expect(try sql.run("SELECT id FROM t ORDER BY v <-> '[0,0]'") == ["1", "2", "3", "4"])
        #expect(try sql.run("SELECT id FROM t ORDER BY v <-> '[0,0]' DESC LIMIT 2") == ["4", "3"])
        try sql.run("BEGIN; INSERT INTO t VALUES (9, '[4,4]')")
        #expect(try sql.run("SELECT id FROM t ORDER BY v <-> '[4,4]' LIMIT 1") == ["9"])
        try sql.run("ROLLBACK")
        #expect(try sql.run("SELECT id FROM t ORDER BY v <-> '[4,4]' LIMIT 1") == ["3"])
    }
}
