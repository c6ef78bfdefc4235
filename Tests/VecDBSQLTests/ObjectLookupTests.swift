import Testing
import VecDBSQL

@Suite("Objects that are named and do not exist")
struct ObjectLookupTests {
    @Test("ALTER … OWNER TO, SET SCHEMA and COMMENT name what they miss")
    func missing() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (a int); CREATE SEQUENCE s; CREATE VIEW v AS SELECT 1")
        let cases = [
            ("ALTER SCHEMA nope OWNER TO CURRENT_USER", "3F000 schema \"nope\" does not exist"),
            ("ALTER TYPE nope OWNER TO CURRENT_USER", "42704 type \"nope\" does not exist"),
            ("ALTER DOMAIN nope OWNER TO CURRENT_USER", "42704 type \"nope\" does not exist"),
            ("ALTER TABLE nope OWNER TO CURRENT_USER", "42P01 relation \"nope\" does not exist"),
            ("ALTER VIEW nope OWNER TO CURRENT_USER", "42P01 relation \"nope\" does not exist"),
            ("ALTER SEQUENCE nope OWNER TO CURRENT_USER", "42P01 relation \"nope\" does not exist"),
            ("ALTER FUNCTION nope(int) OWNER TO CURRENT_USER", "42883 function nope(integer) does not exist"),
            ("ALTER TYPE nope SET SCHEMA public", "42704 type \"nope\" does not exist"),
            ("ALTER EXTENSION nope SET SCHEMA public", "42704 extension \"nope\" does not exist"),
            ("COMMENT ON EXTENSION nope IS 'x'", "42704 extension \"nope\" does not exist"),
            ("COMMENT ON SCHEMA nope IS 'x'", "3F000 schema \"nope\" does not exist"),
            ("COMMENT ON TYPE nope IS 'x'", "42704 type \"nope\" does not exist"),
        ]
        for (statement, error) in cases { #expect(sql.message(statement) == error, "\(statement)") }
        for statement in [
            "ALTER TABLE t OWNER TO CURRENT_USER", "ALTER SEQUENCE s OWNER TO CURRENT_USER",
            "ALTER VIEW v OWNER TO CURRENT_USER", "ALTER SCHEMA public OWNER TO CURRENT_USER",
            "COMMENT ON EXTENSION vector IS 'x'",
        ] { #expect(sql.message(statement) == "no error", "\(statement)") }
    }

    @Test("an index on an expression evaluates it on the rows of its condition alone")
    func partialExpressions() throws {
        for method in [
            "hnsw ((v::vector(3)) vector_l2_ops)", "ivfflat ((v::vector(3)) vector_l2_ops) WITH (lists = 1)",
        ] {
            let sql = try SQLHarness()
            try sql.run("CREATE TABLE m (v vector); INSERT INTO m VALUES ('[1,2]'), ('[1,2,3]')")
            try sql.run("CREATE INDEX ON m USING \(method) WHERE vector_dims(v) = 3")
            try sql.run(
                "INSERT INTO m VALUES ('[1]'), ('[3,2,1]'); TRUNCATE m; INSERT INTO m VALUES ('[1]'), ('[1,2,3]')")
            #expect(
                try sql.run(
                    "SELECT v FROM m WHERE vector_dims(v) = 3 ORDER BY v::vector(3) <-> '[1,2,3]' LIMIT 5")
                    == ["[1,2,3]"])
        }
    }

    @Test("VACUUM FULL makes an emptied index small", arguments: ["hnsw", "ivfflat"])
    func emptied(method: String) throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, v vector(64))")
        try sql.run(
            "INSERT INTO t SELECT i, array_fill(i::float4, ARRAY[64])::vector FROM generate_series(1, 2000) i")
        try sql.run("CREATE INDEX ix ON t USING \(method) (v vector_l2_ops)")
        let size = "SELECT pg_relation_size('ix')"
        let before = Int(try sql.run(size)[0]) ?? 0
        try sql.run("DELETE FROM t WHERE id > 10")
        try sql.run("VACUUM FULL t")
        let after = Int(try sql.run(size)[0]) ?? .max
        #expect(after * 4 < before, "\(before) \(after)")
        #expect(
            try sql.run("SELECT count(*) FROM (SELECT id FROM t ORDER BY v <-> (SELECT v FROM t LIMIT 1) LIMIT 20) s")
                == ["10"])
    }
}
