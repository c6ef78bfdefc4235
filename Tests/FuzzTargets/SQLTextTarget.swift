import PostgresSyntax
import VectorTypes

/// Any text as SQL.
enum SQLTextTarget {
    static func run(_ input: [UInt8]) throws {
        let sql = String(decoding: input, as: UTF8.self)
        guard let statements = try parsed(sql) else { return }
        // Nothing that reaches outside of the database.
        guard !statements.contains(where: { reachesOutside($0.statement) }) else { return }
        if statements.contains(where: { staysBehind($0.statement) }) {
            try FuzzSession().execute(sql)
        } else {
            try session.useAndRollBack { try $0.execute(sql) }
        }
        try deparse(sql)
    }

    private static let session = FuzzSessionPool()

    /// Whether a rollback does not undo the statement.
    private static func staysBehind(_ statement: Statement) -> Bool {
        switch statement {
        case .select, .insert, .update, .delete, .merge, .explain, .createTable, .createTableAs, .alterTable, .drop,
            .createIndex, .createView, .truncate, .show, .comment, .rename:
            false
        default: true
        }
    }

    private static func parsed(_ sql: String) throws -> [ParsedStatement]? {
        do {
            return try parseStatements(sql)
        } catch {
            try FuzzSession.judge(error, sql)
            return nil
        }
    }

    private static func reachesOutside(_ statement: Statement) -> Bool {
        switch statement {
        case .copy(let copy): copy.endpoint != .standard
        case .explain(let explain): reachesOutside(explain.statement)
        case .vacuum: true
        default: false
        }
    }

    /// An expression that is written out is read as the same text again.
    private static func deparse(_ text: String) throws {
        guard let expression = try? parseExpression(text) else { return }
        let written = Deparser().text(of: expression)
        guard let again = try? parseExpression(written) else {
            throw FuzzFinding("\(text) is written as \(written), which cannot be read")
        }
        let twice = Deparser().text(of: again)
        if twice != written { throw FuzzFinding("\(written) is written as \(twice) the second time") }
    }

    static let seeds = [
        "SELECT id, e <-> '[1,2,3]' AS d FROM t WHERE a > 3 AND d @> '{\"k\": 4}' ORDER BY e <-> '[1,2,3]' LIMIT 5 OFFSET 2",
        "INSERT INTO t (a, b, e) VALUES (1, 'x', '[1,2,3]') ON CONFLICT (id) DO UPDATE SET b = EXCLUDED.b RETURNING *",
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i) OVER (ORDER BY i) FROM n",
        "UPDATE t SET c = c * 2, g = g || 'y' FROM u WHERE t.id = u.id AND u.k IS NOT DISTINCT FROM 'one'",
        "CREATE TABLE n (x int GENERATED ALWAYS AS IDENTITY, y varchar(3) DEFAULT 'a' NOT NULL, UNIQUE (y)); DROP TABLE n CASCADE",
        "ALTER TABLE t ADD COLUMN q vector(2) DEFAULT '[0,0]', ALTER COLUMN a TYPE bigint, DROP COLUMN b",
        "SELECT CASE a WHEN 1 THEN 'x' ELSE b END, array_agg(DISTINCT a ORDER BY a), count(*) FILTER (WHERE h) FROM t GROUP BY 1 HAVING count(*) > 0",
        "BEGIN; SAVEPOINT s; DELETE FROM t WHERE e <=> '[1,1,1]' < 0.2; ROLLBACK TO s; COMMIT",
        "EXPLAIN (ANALYZE, COSTS OFF) SELECT * FROM v JOIN u ON u.id = v.a ORDER BY distance LIMIT 3",
        "SELECT * FROM t CROSS JOIN LATERAL (SELECT k FROM u ORDER BY u.w <-> '[1,1]' LIMIT 1) x WHERE a IN (1, 2) OR b LIKE '%o_'",
        "a + 1 > 2 AND NOT (b ~~ 'x' OR c BETWEEN 1 AND 2) AND (d->>'k')::int[1] = ANY (ARRAY[1, 2])",
        "PREPARE p (int, text) AS SELECT $1 + 1, $2 || 'x'; EXECUTE p (1, 'y'); DEALLOCATE p",
        "DECLARE c CURSOR FOR SELECT * FROM t; FETCH 2 FROM c; CLOSE c; SET hnsw.ef_search = 10; SHOW ALL",
        "SELECT DISTINCT ON (a) a, e FROM t UNION SELECT a, e FROM t EXCEPT ALL VALUES (1, '[1,1,0]'::vector) ORDER BY 1 FETCH FIRST 3 ROWS ONLY",
    ]
}
