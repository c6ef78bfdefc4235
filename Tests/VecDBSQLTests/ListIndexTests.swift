import Foundation
import Testing
import VecDB
import VecDBSQL
import VectorTypes

/// IVFFlat indexes through SQL.
@Suite("IVFFlat indexes in SQL")
struct ListIndexTests {
    private func table(_ settings: [String: String] = [:]) throws -> SQLHarness {
        let sql = try SQLHarness(settings: settings)
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, v vector(3), c int)")
        try sql.run(
            """
            INSERT INTO t SELECT i, ARRAY[cos(i) * i, sin(i) * i, i % 7]::vector, i % 10 FROM generate_series(1, 600) i
            """)
        return sql
    }

    private let order = "ORDER BY v <-> '[10,10,1]'"

    private func exact(_ sql: SQLHarness, _ query: String) throws -> [String] {
        try sql.run("SET enable_indexscan = off")
        defer { _ = try? sql.run("RESET enable_indexscan") }
        return try sql.run(query)
    }

    private func usesIndex(_ name: String, _ sql: SQLHarness, _ query: String) throws -> Bool {
        try sql.run("EXPLAIN (COSTS OFF) \(query)").contains { $0.contains("Index Scan using \(name) on t") }
    }

    @Test("the seven operator classes, expressions and parts of a table give what exact search gives")
    func classes() throws {
        let sql = try table()
        try sql.run("SET ivfflat.probes = 10")
        let cases = [
            ("v vector_l2_ops", "v <-> '[10,10,1]'"), ("v vector_ip_ops", "v <#> '[10,10,1]'"),
            ("v vector_cosine_ops", "v <=> '[10,10,1]'"),
            ("(v::halfvec(3)) halfvec_l2_ops", "v::halfvec(3) <-> '[10,10,1]'"),
            ("(v::halfvec(3)) halfvec_ip_ops", "v::halfvec(3) <#> '[10,10,1]'"),
            ("(v::halfvec(3)) halfvec_cosine_ops", "v::halfvec(3) <=> '[10,10,1]'"),
        ]
        for (index, key) in cases {
            try sql.run("CREATE INDEX i ON t USING ivfflat (\(index)) WITH (lists = 10)")
            let query = "SELECT id FROM t ORDER BY \(key) LIMIT 7"
            #expect(try usesIndex("i", sql, query), "\(query)")
            #expect(try sql.run(query) == exact(sql, query), "\(query)")
            try sql.run("DROP INDEX i")
        }
        try sql.run("CREATE INDEX i ON t USING ivfflat ((binary_quantize(v)::bit(3)) bit_hamming_ops) WITH (lists = 4)")
        let bits =
            "SELECT (binary_quantize(v)::bit(3)) <~> '110' FROM t ORDER BY binary_quantize(v)::bit(3) <~> '110' LIMIT 5"
        #expect(try usesIndex("i", sql, bits))
        #expect(try sql.run(bits) == exact(sql, bits))
        try sql.run("DROP INDEX i")
        try sql.run("CREATE INDEX i ON t USING ivfflat (v vector_l2_ops) WITH (lists = 5) WHERE c = 3")
        let part = "SELECT id FROM t WHERE c = 3 \(order) LIMIT 5"
        #expect(try usesIndex("i", sql, part))
        #expect(try sql.run(part) == exact(sql, part))
    }

    @Test("rows that come, change and go after the build are found and forgotten, filters never starve")
    func changes() throws {
        let sql = try table()
        try sql.run("CREATE INDEX i ON t USING ivfflat (v vector_l2_ops) WITH (lists = 12)")
        try sql.run("SET ivfflat.probes = 12")
        try sql.run("INSERT INTO t VALUES (1000, '[10,10,1]', 3)")
        try sql.run("UPDATE t SET v = '[10,10,2]' WHERE id = 5")
        try sql.run("DELETE FROM t WHERE id = 14")
        try sql.run("BEGIN")
        try sql.run("INSERT INTO t VALUES (1001, '[10,10,1.5]', 4)")
        #expect(try sql.run("SELECT id FROM t \(order) LIMIT 3") == ["1000", "1001", "5"])
        try sql.run("ROLLBACK")
        for query in ["SELECT id FROM t \(order) LIMIT 9", "SELECT id FROM t WHERE c = 7 \(order) LIMIT 40"] {
            #expect(try sql.run(query) == exact(sql, query), "\(query)")
        }
        try sql.run("RESET ivfflat.probes")
        #expect(try sql.run("SELECT id FROM t WHERE c = 7 \(order) LIMIT 40").count == 40)
        #expect(try sql.run("VERIFY INDEX i").first?.hasPrefix("ok|600 rows") == true)
        try sql.run("VACUUM t")
        #expect(try sql.run("VERIFY INDEX i").first?.hasPrefix("ok|600 rows") == true)
    }

    @Test("strict mode ends where pgvector ends: after probes lists, or max_probes when the scan iterates")
    func strict() throws {
        let sql = try SQLHarness(settings: ["vecdb.strict_pgvector": "on", "enable_seqscan": "off"])
        try sql.run("CREATE TABLE t (v vector(3))")
        try sql.run("INSERT INTO t VALUES ('[0,0,0]'), ('[1,2,3]'), ('[1,1,1]'), (NULL)")
        try sql.run("CREATE INDEX i ON t USING ivfflat (v vector_l2_ops) WITH (lists = 3)")
        let query = "SELECT * FROM t ORDER BY v <-> '[3,3,3]'"
        #expect(try usesIndex("i", sql, query))
        #expect(try sql.run(query) == ["[1,2,3]"])
        try sql.run("SET ivfflat.iterative_scan = relaxed_order")
        #expect(try sql.run(query) == ["[1,2,3]", "[1,1,1]", "[0,0,0]"])
        try sql.run("SET ivfflat.max_probes = 1")
        #expect(try sql.run(query) == ["[1,2,3]"])
        try sql.run("SET ivfflat.max_probes = 2")
        #expect(try sql.run(query) == ["[1,2,3]", "[1,1,1]"])
    }

    @Test("a table with little data is remarked on, and an empty one answers as rows come")
    func littleData() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int, v vector(3))")
        func remarks() -> Int { sql.notices.count { $0.message == "ivfflat index created with little data" } }
        try sql.run("CREATE INDEX i ON t USING ivfflat (v)")
        #expect(remarks() == 1)
        #expect(sql.notices.last?.detail == "This will cause low recall.")
        try sql.run("INSERT INTO t SELECT i, ARRAY[i, i, i]::vector FROM generate_series(1, 300) i")
        #expect(try sql.run("SELECT id FROM t ORDER BY v <-> '[7,7,7]' LIMIT 3") == ["7", "6", "8"])
        try sql.run("REINDEX INDEX i")
        #expect(remarks() == 1)
        try sql.run("TRUNCATE t")
        #expect(remarks() == 2)
        #expect(try sql.run("SELECT id FROM t ORDER BY v <-> '[7,7,7]' LIMIT 3") == [])
    }

    @Test("vecdb_recall tells of lists and of data that has moved")
    func recall() throws {
        let sql = try table()
        try sql.run("CREATE INDEX i ON t USING ivfflat (v vector_l2_ops) WITH (lists = 10)")
        try sql.run("SET ivfflat.probes = 10")
        #expect(
            try sql.run("SELECT recall, ef_search, probes, advice FROM vecdb_recall('i', 5, 20)") == ["1||10|"])
        try sql.run("INSERT INTO t SELECT i, ARRAY[i, -i, 5 * i]::vector, 1 FROM generate_series(1000, 3000) i")
        try sql.run("SELECT id FROM t \(order) LIMIT 1")
        #expect(
            try sql.run("SELECT advice FROM vecdb_recall('i', 5, 5)").first?.contains("farther from the centres")
                == true)
        try sql.run("VACUUM t")
        #expect(sql.notices.last?.message == "index \"i\" should be built again")
        #expect(sql.notices.last?.detail?.hasPrefix("Vectors are ") == true)
        let remarks = sql.notices.count
        try sql.run("REINDEX INDEX i")
        try sql.run("VACUUM t")
        #expect(sql.notices.count == remarks)
    }

    @Test("a LATERAL search for each of many rows gives what a search for each gives, with an index or without")
    func lateral() throws {
        let sql = try table()
        try sql.run("CREATE TABLE q (id int PRIMARY KEY, v vector(3))")
        try sql.run("INSERT INTO q SELECT id, v + '[0.5,0.25,0]' FROM t WHERE id % 3 = 0")
        try sql.run("INSERT INTO q VALUES (2000, NULL), (2001, (SELECT v FROM q LIMIT 1))")
        let nearest = "LATERAL (SELECT id, v <-> q.v AS d FROM t ORDER BY v <-> q.v LIMIT 4) n"
        func check() throws {
            for (from, condition) in [
                ("q", "q.id < 2000 AND q.id % 2 = 0"), ("q", "q.id > 100 OR n.d > 3"),
                ("(SELECT * FROM q WHERE id > 7 ORDER BY id LIMIT 90) q", "true"),
            ] {
                let found = try sql.run(
                    "SELECT q.id, n.id FROM \(from) CROSS JOIN \(nearest) WHERE \(condition) ORDER BY q.id, n.d, n.id")
                // A condition takes the search out of the batch.
                let alone = "LATERAL (SELECT id, v <-> q.v AS d FROM t WHERE c >= 0 ORDER BY v <-> q.v LIMIT 4) n"
                let expected = try sql.run(
                    "SELECT q.id, n.id FROM \(from) CROSS JOIN \(alone) WHERE \(condition) ORDER BY q.id, n.d, n.id")
                #expect(found.count > 100)
                #expect(found == expected, "\(from) \(condition)")
            }
        }
        try check()
        try sql.run("CREATE INDEX i ON t USING ivfflat (v vector_l2_ops) WITH (lists = 10)")
        try sql.run("SET ivfflat.probes = 10")
        try check()
        #expect(try sql.run("SELECT count(*) FROM q LEFT JOIN \(nearest) ON true") == ["808"])
    }

    @Test("an index in a file is there again after it is opened anew")
    func persistence() throws {
        let path = NSTemporaryDirectory() + "lists-\(UUID().uuidString).vecdb"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        func run(_ statements: [String]) throws -> [String] {
            let session = try Session(Database(path: path))
            var lines: [String] = []
            for statement in statements {
                try session.execute(statement) { result in
                    lines = result.rows.map { $0.map { $0 ?? "" }.joined(separator: "|") }
                }
            }
            return lines
        }
        let before = try run([
            "CREATE TABLE t (id int PRIMARY KEY, v vector(40))",
            "INSERT INTO t SELECT i, array_fill(i % 50 + i * 0.01, ARRAY[40])::vector FROM generate_series(1, 2000) i",
            "CREATE INDEX i ON t USING ivfflat (v vector_l2_ops) WITH (lists = 20)",
            "INSERT INTO t VALUES (5000, array_fill(4.001, ARRAY[40])::vector)",
            "SELECT id FROM t ORDER BY v <-> array_fill(4.001, ARRAY[40])::vector LIMIT 5",
        ])
        #expect(before.first == "5000")
        let after = try run(["SELECT id FROM t ORDER BY v <-> array_fill(4.001, ARRAY[40])::vector LIMIT 5"])
        #expect(after == before)
        #expect(try run(["VERIFY INDEX i"]).first?.hasPrefix("ok|2001 rows") == true)
    }
}
