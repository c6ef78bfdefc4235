import Testing

@testable import VecDBSQL

@Suite("queries")
struct QueryTests {
    @Test("a query without FROM gives one row, its columns named as PostgreSQL names them")
    func columnNames() throws {
        let sql = try SQLHarness()
        var names: [String] = []
        try sql.session.execute(
            "SELECT 1, 'x'::text, now()::date, CASE WHEN true THEN 1 END, ARRAY[1], coalesce(1, 2), (SELECT 3 AS three), 1 + 1 AS two"
        ) { result in names = result.columns?.map(\.name) ?? [] }
        #expect(names == ["?column?", "text", "now", "case", "array", "coalesce", "three", "two"])
    }

    @Test(
        "joins, sub-selects, grouping, windows and set operations give PostgreSQL's answers",
        arguments: [
            ("SELECT a.n, b.n FROM a FULL JOIN b USING (id) ORDER BY id", ["one|", "two|zwei", "|drei"]),
            ("SELECT id FROM a NATURAL JOIN b WHERE id > 0", []),
            ("SELECT * FROM a JOIN b USING (id)", ["2|two|zwei"]),
            ("SELECT id, count(*) FROM (SELECT 1 AS id UNION ALL SELECT 1) s GROUP BY id", ["1|2"]),
            ("SELECT n FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.id = a.id)", ["two"]),
            ("SELECT n FROM a WHERE id NOT IN (SELECT id FROM b)", ["one"]),
            ("SELECT (SELECT b.n FROM b WHERE b.id = a.id) FROM a ORDER BY a.id", ["", "zwei"]),
            (
                "SELECT DISTINCT ON (x) x, y FROM (VALUES (1, 2), (1, 3), (2, 1)) v(x, y) ORDER BY x, y DESC",
                ["1|3", "2|1"]
            ),
            ("VALUES (1, 'a'), (2, 'b') ORDER BY 1 DESC", ["2|b", "1|a"]),
            ("SELECT 1 UNION SELECT 2 UNION ALL SELECT 2 ORDER BY 1", ["1", "2", "2"]),
            ("SELECT x FROM (VALUES (1), (1), (2)) v(x) EXCEPT ALL SELECT 1 ORDER BY 1", ["1", "2"]),
            ("SELECT x FROM (VALUES (1), (1), (2)) v(x) INTERSECT ALL VALUES (1), (1) ORDER BY 1", ["1", "1"]),
            (
                "WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t",
                ["10"]
            ),
            ("SELECT sum(x) OVER w FROM (VALUES (1), (2), (3)) v(x) WINDOW w AS (ORDER BY x)", ["1", "3", "6"]),
            (
                "SELECT x, count(*) FROM (VALUES (1), (1), (2)) v(x) GROUP BY ROLLUP (x) ORDER BY x NULLS FIRST",
                ["|3", "1|2", "2|1"]
            ),
            ("SELECT generate_series(1, 3)", ["1", "2", "3"]),
            ("SELECT unnest(ARRAY[1, 2]), generate_series(1, 3)", ["1|1", "2|2", "|3"]),
            ("SELECT * FROM generate_series(5, 7) WITH ORDINALITY AS g(x, i)", ["5|1", "6|2", "7|3"]),
            ("SELECT a.id, s.x FROM a, LATERAL (SELECT a.id * 10 AS x) s ORDER BY 1", ["1|10", "2|20"]),
            (
                "SELECT a.id, s.n FROM a LEFT JOIN LATERAL (SELECT b.n FROM b WHERE b.id = a.id LIMIT 1) s ON true ORDER BY 1",
                ["1|", "2|zwei"]
            ),
            ("SELECT x FROM (VALUES (1), (NULL), (3)) v(x) ORDER BY x DESC", ["", "3", "1"]),
            ("SELECT x FROM (VALUES (1), (NULL), (3)) v(x) ORDER BY x NULLS FIRST LIMIT 2", ["", "1"]),
            ("SELECT count(*) FROM a HAVING count(*) > 5", []),
            ("SELECT round(100.0 * 36 / 94, 2)", ["38.30"]),
            ("SELECT 2 = ANY (ARRAY[1, 2]), 3 IN (1, 2), NULL IN (1)", ["t|f|"]),
        ])
    func answers(_ query: String, _ rows: [String]) throws {
        let sql = try SQLHarness()
        try sql.run(
            "CREATE TABLE a (id int PRIMARY KEY, n text); CREATE TABLE b (id int, n text); INSERT INTO a VALUES (1, 'one'), (2, 'two'); INSERT INTO b VALUES (2, 'zwei'), (3, 'drei')"
        )
        if query.contains("NATURAL") {
            #expect(try sql.run(query) == rows)
        } else {
            #expect(try sql.run(query) == rows, "\(query)")
        }
    }

    @Test(
        "faulty queries fail in PostgreSQL's words",
        arguments: [
            (
                "SELECT nope FROM a",
                "42703 column \"nope\" does not exist\nHINT: Perhaps you meant to reference the column \"a.name\"."
            ),
            (
                "SELECT a.nope FROM a",
                "42703 column a.nope does not exist\nHINT: Perhaps you meant to reference the column \"a.name\"."
            ),
            (
                "SELECT nme FROM a",
                "42703 column \"nme\" does not exist\nHINT: Perhaps you meant to reference the column \"a.name\"."
            ),
            ("SELECT * FROM nope", "42P01 relation \"nope\" does not exist"),
            ("SELECT b.id FROM a", "42P01 missing FROM-clause entry for table \"b\""),
            (
                "SELECT a.id FROM a x",
                "42P01 invalid reference to FROM-clause entry for table \"a\"\nHINT: Perhaps you meant to reference the table alias \"x\"."
            ),
            ("SELECT id FROM a, a b", "42702 column reference \"id\" is ambiguous"),
            ("SELECT 1 FROM a, a", "42712 table name \"a\" specified more than once"),
            (
                "SELECT name, count(*) FROM a",
                "42803 column \"a.name\" must appear in the GROUP BY clause or be used in an aggregate function"
            ),
            ("SELECT id FROM a WHERE count(*) > 1", "42803 aggregate functions are not allowed in WHERE"),
            ("SELECT id FROM a ORDER BY 3", "42P10 ORDER BY position 3 is not in select list"),
            (
                "SELECT DISTINCT id FROM a ORDER BY name",
                "42P10 for SELECT DISTINCT, ORDER BY expressions must appear in select list"
            ),
            ("SELECT 1 UNION SELECT 1, 2", "42601 each UNION query must have the same number of columns"),
            (
                "SELECT * FROM (SELECT 1)",
                "42601 subquery in FROM must have an alias\nHINT: For example, FROM (SELECT ...) [AS] foo."
            ),
            ("SELECT id FROM a LIMIT -1", "2201W LIMIT must not be negative"),
            ("SELECT (SELECT id FROM a)", "21000 more than one row returned by a subquery used as an expression"),
            ("SELECT * FROM a JOIN a b ON a.id", "42804 argument of JOIN/ON must be type boolean, not type integer"),
            (
                "WITH x AS (SELECT 1), x AS (SELECT 2) SELECT * FROM x",
                "42712 WITH query name \"x\" specified more than once"
            ),
        ])
    func errors(_ query: String, _ expected: String) throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE a (id int PRIMARY KEY, name text); INSERT INTO a VALUES (1, 'x'), (2, 'y')")
        #expect(sql.message(query) == expected, "\(query)")
    }

    @Test("a column may stand ungrouped when the primary key is grouped by")
    func functionalDependency() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE a (id int PRIMARY KEY, name text); INSERT INTO a VALUES (1, 'x'), (2, 'y')")
        #expect(try sql.run("SELECT id, name, count(*) FROM a GROUP BY id ORDER BY id") == ["1|x|1", "2|y|1"])
    }

    @Test("statements that differ only in literals share a plan; those that depend on a literal do not")
    func sharedPlans() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE a (id int PRIMARY KEY, v vector(2)); INSERT INTO a VALUES (1, '[1,2]'), (2, '[3,4]')")
        let before = sql.session.plans.hits
        #expect(try sql.run("SELECT id FROM a ORDER BY v <-> '[1,1]' LIMIT 1") == ["1"])
        #expect(try sql.run("SELECT id FROM a ORDER BY v <-> '[9,9]' LIMIT 1") == ["2"])
        #expect(try sql.run("select id from a order by v <-> '[9,9]' limit 2") == ["2", "1"])
        #expect(sql.session.plans.hits == before + 2)
        #expect(try sql.run("SELECT id, -id FROM a ORDER BY 1") == ["1|-1", "2|-2"])
        #expect(try sql.run("SELECT id, -id FROM a ORDER BY 2") == ["2|-2", "1|-1"])
        #expect(
            sql.failure("SELECT id FROM a ORDER BY v <-> '[1]' LIMIT 1")?.message
                == "different vector dimensions 2 and 1")
        #expect(sql.failure("SELECT id FROM a ORDER BY v <-> '[x]' LIMIT 1")?.position == 33)
    }
}
