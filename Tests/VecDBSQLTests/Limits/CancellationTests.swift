import Foundation
import Testing

@testable import VecDB
@testable import VecDBSQL

/// Every long statement ends when it is cancelled, from another thread, and when its time is over.
///
/// Each statement below runs for many seconds when nothing ends it: that it ends within the suite's time is the test.
@Suite("Every long statement ends when cancelled", .serialized, .timeLimit(.minutes(5)))
struct CancellationTests {
    /// Rows by which a statement is made long without a large table.
    static let many = "generate_series(1, 1000000000) AS g(x)"

    static let statements: [String] = [
        "SELECT pg_sleep(1000)",
        "SELECT count(*) FROM \(many)",
        "SELECT x FROM \(many) ORDER BY -x",
        "SELECT x % 10, count(*), array_agg(x) FROM \(many) GROUP BY 1",
        "SELECT DISTINCT x FROM \(many)",
        "SELECT sum(x) OVER (ORDER BY x) FROM \(many)",
        "SELECT string_agg(x::text, ',') FROM \(many)",
        "SELECT count(*) FROM \(many) WHERE x::text ~ '(a|b)*c'",
        "SELECT x FROM \(many) UNION SELECT x FROM \(many)",
        "SELECT max(x) FROM \(many) WHERE x < 0 LIMIT 1",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n + 1 FROM r) SELECT count(*) FROM r",
        "SELECT count(*) FROM t a, t b, t c, t d",
        "SELECT count(*) FROM t a JOIN t b ON a.id + b.id = -1 JOIN t c ON true",
        "SELECT (SELECT count(*) FROM t b, t c WHERE b.id > a.id) FROM t a",
        "SELECT EXISTS (SELECT 1 FROM t a, t b, t c WHERE a.id + b.id + c.id = -1)",
        "SELECT a.id FROM t a, t b ORDER BY a.v <-> b.v",
        "SELECT a.id, n.id FROM t a, LATERAL (SELECT b.id FROM t b, t c ORDER BY b.v <-> a.v, c.id LIMIT 1) n",
        "INSERT INTO t (id) SELECT x + 100000 FROM \(many)",
        "UPDATE t SET v = NULL FROM t b, t c WHERE t.id = b.id + c.id - 1000000",
        "DELETE FROM t USING t b, t c WHERE t.id = b.id + c.id - 1000000",
        "CREATE TABLE u AS SELECT x FROM \(many)",
        "COPY (SELECT x FROM \(many)) TO STDOUT",
        "EXPLAIN ANALYZE SELECT count(*) FROM \(many)",
        "DECLARE c CURSOR WITH HOLD FOR SELECT x FROM \(many)",
        "CREATE INDEX ON t (slow(id))",
        "SELECT count(*) FROM slow_view",
        "INSERT INTO t (id) SELECT x + 100000 FROM \(many) ON CONFLICT (id) DO UPDATE SET id = 1",
        "MERGE INTO t USING t s ON true WHEN MATCHED THEN DO NOTHING",
        "EXECUTE p",
        "WITH d AS (INSERT INTO t (id) SELECT x + 100000 FROM \(many) RETURNING id) SELECT count(*) FROM d",
    ]

    /// What is not there at all cannot be long.
    private static let unsupported = ["MERGE", "slow("]

    private static func harness() throws -> SQLHarness {
        let sql = try SQLHarness()
        try sql.run(
            """
            CREATE TABLE t (id bigint PRIMARY KEY, v vector(4));
            INSERT INTO t SELECT x, ARRAY[x, x % 7, x % 11, 1]::vector FROM generate_series(1, 3000) AS g(x);
            PREPARE p AS SELECT count(*) FROM \(many);
            CREATE VIEW slow_view AS SELECT a.id FROM t a, t b, t c
            """)
        return sql
    }

    @Test(
        "by another thread, with the reason",
        arguments: statements.filter { statement in !unsupported.contains { statement.contains($0) } })
    func cancelled(_ statement: String) throws {
        let sql = try Self.harness()
        sql.session.copyOutput = { _ in }
        #expect(sql.messageWhenCancelled(statement) == "57014 canceling statement due to user request")
        #expect(try sql.run("SELECT count(*) FROM t") == ["3000"])
        try sql.run("SET statement_timeout = '30ms'")
        #expect(sql.message(statement) == "57014 canceling statement due to statement timeout")
        try sql.run("SET statement_timeout = 0")
        #expect(try sql.run("SELECT count(*) FROM t") == ["3000"])
    }

    @Test(
        "a build of an index ends too",
        arguments: ["hnsw (v vector_l2_ops)", "ivfflat (v vector_l2_ops) WITH (lists = 900)"])
    func builds(_ method: String) throws {
        let sql = try SQLHarness()
        try sql.run(
            """
            CREATE TABLE t (id bigint PRIMARY KEY, v vector(200));
            INSERT INTO t SELECT x, array_fill(sqrt(x), ARRAY[200])::vector FROM generate_series(1, 1500) AS g(x)
            """)
        #expect(
            sql.messageWhenCancelled("CREATE INDEX i ON t USING \(method)")
                == "57014 canceling statement due to user request")
        try sql.run("SET statement_timeout = '30ms'")
        #expect(
            sql.message("CREATE INDEX i ON t USING \(method)") == "57014 canceling statement due to statement timeout")
        #expect(try sql.run("SET statement_timeout = 0; SELECT count(*) FROM t") == ["1500"])
    }

    @Test("COPY FROM ends while it reads")
    func copyFrom() throws {
        let sql = try Self.harness()
        var next = 100_000
        sql.session.copyInput = {
            next += 1
            return Array("\(next)\t\\N\n".utf8)
        }
        #expect(sql.messageWhenCancelled("COPY t FROM STDIN") == "57014 canceling statement due to user request")
        try sql.run("SET statement_timeout = '30ms'")
        #expect(sql.message("COPY t FROM STDIN") == "57014 canceling statement due to statement timeout")
        try sql.run("SET statement_timeout = 0")
        #expect(try sql.run("SELECT count(*) FROM t") == ["3000"])
    }
}
