import CSQLite
import Foundation
import TestSupport
import Testing
import VecDB

/// Tables as other SQLite programs meet them, which know neither our functions nor our collations.
@Suite("Files in other SQLite tools")
struct ForeignToolTests {
    private func harness(_ path: String) throws -> SQLHarness { try SQLHarness(Database(path: path)) }

    /// Runs statements through bare SQLite; the first column of the last one's rows.
    private func bare(_ path: String, _ statements: String...) throws -> [String] {
        var handle: OpaquePointer?
        #expect(sqlite3_open(path, &handle) == SQLITE_OK)
        defer { sqlite3_close(handle) }
        var rows: [String] = []
        for sql in statements {
            rows = []
            var statement: OpaquePointer?
            let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
            #expect(code == SQLITE_OK, "\(sql): \(String(cString: sqlite3_errmsg(handle)))")
            while sqlite3_step(statement) == SQLITE_ROW {
                rows.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "NULL")
            }
            let end = sqlite3_finalize(statement)
            #expect(end == SQLITE_OK, "\(sql): \(String(cString: sqlite3_errmsg(handle)))")
        }
        return rows
    }

    private func withFile(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vecdb-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("f.vecdb").path)
    }

    @Test("numerics and intervals are filtered, sorted, changed and vacuumed there")
    func plainColumns() throws {
        try withFile { path in
            do {
                let sql = try harness(path)
                try sql.run("CREATE TABLE p (id int PRIMARY KEY, price numeric(10,2), span interval, code char(4))")
                try sql.run(
                    "INSERT INTO p VALUES (1, 9.5, '1 day', 'a'), (2, 10, '2 days', 'b'), (3, NULL, NULL, NULL)")
            }
            #expect(
                try bare(
                    path, "UPDATE p SET price = '7.00' WHERE price = '9.50'", "DELETE FROM p WHERE price IS NULL",
                    "INSERT INTO p(id, price) VALUES (4, '100.00')", "VACUUM",
                    "SELECT price FROM p WHERE price > '1' GROUP BY price, span ORDER BY price") == [
                        "10.00", "100.00", "7.00",
                    ])
            #expect(try bare(path, "SELECT sql FROM sqlite_schema WHERE name = 'p'")[0].contains("pg_") == false)
            #expect(try harness(path).run("SELECT price FROM p ORDER BY price") == ["7.00", "10.00", "100.00"])
        }
    }

    @Test("numeric values keep their order and equality in every clause and every kind of index")
    func order() throws {
        for key in ["", "PRIMARY KEY", "UNIQUE"] {
            let sql = try SQLHarness()
            try sql.run("CREATE TABLE t (id int, n numeric \(key), span interval)")
            try sql.run(
                "INSERT INTO t VALUES (1, 10, '1 day'), (2, 9.50, '24 hours'), (3, -1, '2 days'), (4, 100, '1 hour')")
            if key.isEmpty { try sql.run("CREATE INDEX ON t (n DESC); CREATE INDEX ON t (span, n)") }
            #expect(try sql.run("SELECT id FROM t ORDER BY n") == ["3", "2", "1", "4"])
            #expect(try sql.run("SELECT id FROM t WHERE n = 9.5 OR n = 1e2 ORDER BY n DESC") == ["4", "2"])
            #expect(try sql.run("SELECT min(n), max(n), min(span), max(span) FROM t") == ["-1|100|01:00:00|2 days"])
            #expect(try sql.run("SELECT count(DISTINCT n), count(DISTINCT span) FROM t") == ["4|3"])
            #expect(try sql.run("SELECT span, count(*) FROM t GROUP BY span HAVING count(*) > 1").count == 1)
            #expect(try sql.run("SELECT id FROM t WHERE n IN (9.500, 100.0) ORDER BY 1") == ["2", "4"])
            #expect(
                try sql.run("SELECT id FROM t WHERE n IN (SELECT x FROM (VALUES (9.500), (10.0)) v (x)) ORDER BY 1")
                    == ["1", "2"])
            #expect(try sql.run("SELECT id FROM t WHERE n = ANY (ARRAY[9.500, 10.0]) ORDER BY 1") == ["1", "2"])
            #expect(try sql.run("SELECT n FROM t WHERE id = 2 UNION SELECT 9.5").count == 1)
            #expect(try sql.run("SELECT 9.500 INTERSECT SELECT n FROM t").count == 1)
            #expect(try sql.run("SELECT n FROM t EXCEPT SELECT 9.500").count == 3)
            #expect(
                try sql.run("SELECT a.id FROM t a JOIN (VALUES (9.500), (10.0)) b (n) USING (n) ORDER BY 1") == [
                    "1", "2",
                ])
            #expect(
                try sql.run("SELECT id, rank() OVER (ORDER BY n), count(*) OVER (PARTITION BY span) FROM t ORDER BY id")
                    == ["1|3|2", "2|2|2", "3|1|1", "4|4|1"])
            #expect(try sql.run("SELECT DISTINCT ON (span) id FROM t ORDER BY span, n") == ["4", "2", "3"])
            #expect(try sql.run("SELECT id FROM t WHERE n BETWEEN 9 AND 10.0 ORDER BY n") == ["2", "1"])
            guard !key.isEmpty else { continue }
            #expect(sql.message("INSERT INTO t VALUES (5, 10.000)").hasPrefix("23505"))
            try sql.run("INSERT INTO t VALUES (7, 10.000) ON CONFLICT (n) DO UPDATE SET id = excluded.id")
            #expect(try sql.run("SELECT id FROM t WHERE n = 10") == ["7"])
            try sql.run("CREATE TABLE child (n numeric REFERENCES t (n) ON DELETE CASCADE)")
            try sql.run("INSERT INTO child VALUES (10.00), (9.5)")
            #expect(sql.message("INSERT INTO child VALUES (11)").hasPrefix("23503"))
            try sql.run("DELETE FROM t WHERE id = 7")
            #expect(try sql.run("SELECT n FROM child") == ["9.5"])
            try sql.run("ALTER TABLE t ADD COLUMN extra numeric DEFAULT 1.0")
            #expect(try sql.run("SELECT id FROM t WHERE extra = 1 ORDER BY n DESC") == ["4", "2", "3"])
            #expect(sql.message("INSERT INTO t VALUES (5, 100.0)").hasPrefix("23505"))
        }
    }

    @Test("a file whose columns still carry our collations works as before")
    func oldFiles() throws {
        try withFile { path in
            do {
                let sql = try harness(path)
                try sql.run("CREATE TABLE t (id int PRIMARY KEY, n numeric)")
                try sql.run("INSERT INTO t VALUES (1, 10), (2, 9.50)")
            }
            // As version 0.1 wrote it.
            _ = try bare(
                path, "PRAGMA writable_schema = on",
                "UPDATE sqlite_schema SET sql = replace(sql, '\"n\" TEXT', '\"n\" TEXT COLLATE pg_numeric') WHERE name = 't'",
                "PRAGMA writable_schema = off")
            let sql = try harness(path)
            try sql.run("CREATE UNIQUE INDEX ON t (n)")
            #expect(try sql.run("SELECT id FROM t ORDER BY n") == ["2", "1"])
            #expect(sql.message("INSERT INTO t VALUES (3, 10.0)").hasPrefix("23505"))
            try sql.run("ALTER TABLE t ADD COLUMN m numeric; ALTER TABLE t ALTER n SET NOT NULL")
            #expect(sql.message("INSERT INTO t VALUES (3, 10.0)").hasPrefix("23505"))
            try sql.run("ALTER TABLE t ALTER n TYPE text USING n::text; INSERT INTO t VALUES (4, '10.0', 3)")
            #expect(try sql.run("SELECT id FROM t ORDER BY n") == ["1", "4", "2"])
        }
    }

    @Test(
        "a vector that no type allows is one error wherever it is met, until it is mended",
        arguments: ["", "hnsw", "ivfflat"])
    func damagedVectors(method: String) throws {
        let damages: [(type: String, operators: String, good: String, bad: String)] = [
            ("vector(2)", "vector_l2_ops", "[1,2]", "x'0000803F0000C07F'"),
            ("vector(2)", "vector_l2_ops", "[1,2]", "x'0000803F0000807F'"),
            ("vector(2)", "vector_l2_ops", "[1,2]", "x'0000803F00'"),
            ("vector(2)", "vector_l2_ops", "[1,2]", "x'0000803F'"),
            ("vector(2)", "vector_l2_ops", "[1,2]", "'[1,2]'"),
            ("halfvec(2)", "halfvec_l2_ops", "[1,2]", "x'003C007E'"),
            ("halfvec(2)", "halfvec_l2_ops", "[1,2]", "x'003C007C'"),
            ("bit(4)", "bit_hamming_ops", "1010", "x'A104'"),
            ("bit(4)", "bit_hamming_ops", "1010", "x'A009'"),
            ("sparsevec(3)", "sparsevec_l2_ops", "{1:1}/3", "x'0300000001000000050000000000803F'"),
            ("sparsevec(3)", "sparsevec_l2_ops", "{1:1}/3", "x'030000000100000000000000 0000C07F'"),
        ]
        for damage in damages where !(method == "ivfflat" && damage.type.hasPrefix("sparse")) {
            try withFile { path in
                do {
                    let sql = try harness(path)
                    try sql.run("CREATE TABLE t (id int PRIMARY KEY, k int, e \(damage.type))")
                    for id in 1...9 { try sql.run("INSERT INTO t VALUES (\(id), \(id), '\(damage.good)')") }
                    if !method.isEmpty {
                        try sql.run("SET client_min_messages = error")
                        let options = method == "ivfflat" ? " WITH (lists = 1)" : ""
                        try sql.run("CREATE INDEX ix ON t USING \(method) (e \(damage.operators))\(options)")
                    }
                }
                let bad = damage.bad.replacingOccurrences(of: " ", with: "")
                _ = try bare(path, "UPDATE t SET e = \(bad) WHERE id = 4")
                let symbol = damage.type.hasPrefix("bit") ? "<~>" : "<->"
                let order = "ORDER BY e \(symbol) '\(damage.good)'"
                // Twice: what was learnt of the row must outlive the process.
                for _ in 0..<2 {
                    let sql = try harness(path)
                    for statement in [
                        "SELECT id FROM t \(order) LIMIT 2", "SELECT id FROM t \(order)",
                        "SELECT id FROM t WHERE k > 2 \(order) LIMIT 2",
                    ] {
                        let error = sql.failure(statement)
                        let note = "\(method) \(damage) \(statement)"
                        #expect(error?.sqlState == .dataCorrupted, "\(note)")
                        #expect(error?.message == "column \"e\" of relation \"t\" holds a damaged vector", "\(note)")
                        #expect(error?.detail?.contains("number 4") == true, "\(note)")
                    }
                    #expect(sql.failure("SELECT e FROM t WHERE id = 4")?.sqlState == .dataCorrupted)
                    if !method.isEmpty {
                        for statement in ["VERIFY INDEX ix", "REINDEX INDEX ix"] {
                            #expect(
                                sql.failure(statement)?.sqlState == .dataCorrupted, "\(method) \(damage) \(statement)")
                        }
                    }
                }
                let sql = try harness(path)
                try sql.run("UPDATE t SET e = '\(damage.good)' WHERE id = 4")
                #expect(try sql.run("SELECT id FROM t \(order) LIMIT 20").count == 9, "\(method) \(damage)")
                if !method.isEmpty { _ = try sql.run("VERIFY INDEX ix") }
            }
        }
    }
}
