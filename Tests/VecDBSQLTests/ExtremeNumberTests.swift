import Testing
import VecDBSQL
import VectorTypes

/// Numbers at the ends of their types, wherever a statement takes one: an answer or an error, never the end of the process.
@Suite("The largest and smallest numbers")
struct ExtremeNumberTests {
    private static let numbers = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775806", "2305843009213693952", "2147483648",
        "2147483647", "-2147483648", "-1", "0", "9223372036854775808", "1e400", "NULL",
    ]

    private static let statements = [
        "SELECT id FROM t LIMIT #", "SELECT id FROM t OFFSET #", "SELECT id FROM t LIMIT # OFFSET #",
        "SELECT id FROM t ORDER BY v <-> '[1,1]' LIMIT #", "SELECT id FROM t ORDER BY v <-> '[1,1]' LIMIT 2 OFFSET #",
        "SELECT id FROM t ORDER BY v <-> '[1,1]' LIMIT # OFFSET #",
        "SELECT id FROM t WHERE id > 2 ORDER BY v <-> '[1,1]' LIMIT # OFFSET #",
        "SELECT id FROM t WHERE v <-> '[1,1]' < # ORDER BY v <-> '[1,1]' LIMIT 3",
        "SELECT q.id, n.id FROM t q, LATERAL (SELECT id FROM t ORDER BY t.v <-> q.v LIMIT # OFFSET #) n",
        "SELECT id FROM t ORDER BY v <-> '[1,1]' FETCH FIRST (#) ROWS ONLY",
        "EXPLAIN SELECT id FROM t ORDER BY v <-> '[1,1]' LIMIT # OFFSET #", "EXPLAIN SELECT id FROM t WHERE id = #",
        "SELECT count(*) FROM (SELECT generate_series(#, #, 9223372036854775807) LIMIT 5) s",
        "SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN # PRECEDING AND # FOLLOWING) FROM t",
        "SELECT sum(id) OVER (ORDER BY id RANGE BETWEEN # PRECEDING AND # FOLLOWING) FROM t",
        "SELECT sum(id) OVER (ORDER BY id GROUPS BETWEEN # PRECEDING AND # FOLLOWING) FROM t",
        "SELECT ntile(#) OVER (ORDER BY id) FROM t", "SELECT lag(id, #) OVER (ORDER BY id) FROM t",
        "SELECT lead(id, #) OVER (ORDER BY id) FROM t", "SELECT nth_value(id, #) OVER (ORDER BY id) FROM t",
        "SELECT id FROM t TABLESAMPLE BERNOULLI (#)", "SELECT id FROM t TABLESAMPLE SYSTEM (1) REPEATABLE (#)",
        "FETCH # FROM c", "FETCH BACKWARD # FROM c", "FETCH ABSOLUTE # FROM c", "FETCH RELATIVE # FROM c",
        "MOVE FORWARD # FROM c", "SELECT * FROM vecdb_recall('ix', #, 3)", "SELECT * FROM vecdb_recall('ix', 2, #)",
        "SET hnsw.ef_search = #", "SET ivfflat.probes = #", "SET hnsw.max_scan_tuples = #",
        "SET hnsw.scan_mem_multiplier = #", "SET ivfflat.max_probes = #", "SET statement_timeout = #",
        "CREATE INDEX ON t USING hnsw (v vector_l2_ops) WITH (m = #)",
        "CREATE INDEX ON t USING hnsw (v vector_l2_ops) WITH (ef_construction = #)",
        "CREATE INDEX ON t USING ivfflat (v vector_l2_ops) WITH (lists = #)",
        "CREATE TABLE x (v vector(#))", "CREATE TABLE x (v varchar(#), n numeric(#, #))",
        "CREATE SEQUENCE x INCREMENT # START 1", "CREATE SEQUENCE x MINVALUE # MAXVALUE #", "SELECT setval('s', #)",
        "ALTER SEQUENCE s RESTART #", "INSERT INTO t (id) VALUES (#)", "UPDATE t SET id = id + #",
        "SELECT id FROM t ORDER BY #", "SELECT id FROM t GROUP BY 1, #",
    ]

    @Test("every place that takes a number takes the ends of its type", arguments: ["hnsw", "ivfflat", ""])
    func statements(method: String) throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int8 PRIMARY KEY, v vector(2)); CREATE SEQUENCE s")
        try sql.run("INSERT INTO t SELECT i, format('[%s,1]', i)::vector FROM generate_series(1, 9) i")
        if !method.isEmpty { try sql.run("CREATE INDEX ix ON t USING \(method) (v vector_l2_ops)") }
        for statement in Self.statements {
            for (place, number) in Self.numbers.enumerated() {
                let other = Self.numbers[(place * 5 + 1) % Self.numbers.count]
                var text = ""
                for (index, part) in statement.split(separator: "#", omittingEmptySubsequences: false).enumerated() {
                    text += index == 0 ? part : (index == 2 ? other : number) + part
                }
                try sql.run("BEGIN; DECLARE c SCROLL CURSOR FOR SELECT id FROM t; FETCH 3 FROM c")
                if let error = sql.failure(text) {
                    // Windows are SQLite's work, and so are its words about their frames and arguments.
                    let isAboutWindow = text.contains(" OVER ") && error.message.contains("must be a")
                    #expect(error.sqlState != .internalError || isAboutWindow, "\(text): \(error.message)")
                }
                try sql.run("ROLLBACK; RESET ALL")
            }
        }
        #expect(try sql.run("SELECT count(*) FROM t") == ["9"])
    }
}
