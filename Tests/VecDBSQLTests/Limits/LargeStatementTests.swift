import Testing

@testable import VecDB
@testable import VecDBSQL

/// Statements that are large in one way or another are planned in bounded time and space, or refused with the limit's name.
@Suite("Large statements", .timeLimit(.minutes(3)))
struct LargeStatementTests {
    /// `WITH c0 AS (…), c1 AS (SELECT … FROM c0 a, c0 b) …`
    private func chain(_ links: Int, first: String = "SELECT 1 AS x", _ rest: String) -> String {
        let tables = (1...links).map { "c\($0) AS (SELECT a.x FROM c\($0 - 1) a JOIN c\($0 - 1) b USING (x))" }
        return "WITH c0 AS (\(first)), " + tables.joined(separator: ", ") + " " + rest
    }

    @Test("a chain of common tables, each of which uses the one before twice, takes time by its length")
    func chainOfCommonTables() throws {
        let sql = try SQLHarness()
        #expect(try sql.run(chain(22, "SELECT x FROM c22")) == ["1"])
        #expect(try sql.run(chain(60, "SELECT x, (SELECT count(*) FROM c60) FROM c60")) == ["1|1"])
        #expect(try sql.run(chain(40, "SELECT count(*) FROM c40, c39, c12")) == ["1"])
        try sql.run("CREATE TABLE t (x int); INSERT INTO t VALUES (1), (2), (3)")
        #expect(try sql.run(chain(30, first: "SELECT x FROM t", "SELECT x FROM c30 ORDER BY x")) == ["1", "2", "3"])
        try sql.run("INSERT INTO t " + chain(30, first: "SELECT x FROM t", "SELECT x + 10 FROM c30"))
        try sql.run(
            "DELETE FROM t WHERE x IN (" + chain(30, first: "SELECT x FROM t", "SELECT x FROM c30") + ") AND x > 10")
        #expect(try sql.run("SELECT x FROM t ORDER BY x") == ["1", "2", "3"])
        #expect(
            try sql.session.query(chain(30, first: "SELECT $1::int AS x", "SELECT x + $2::int FROM c30"), [5, 2])[0][0]
                == "7")
        // What is kept is kept for one statement.
        let again = chain(30, first: "SELECT count(*) AS x FROM t", "SELECT x FROM c30")
        #expect(try sql.run(again) == ["3"])
        try sql.run("DELETE FROM t WHERE x = 1")
        #expect(try sql.run(again) == ["2"])
    }

    @Test("a chain of views, each of which uses the one before twice, takes time by its length")
    func chainOfViews() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (x int); INSERT INTO t VALUES (1), (2); CREATE VIEW v0 AS SELECT x FROM t")
        try sql.run("CREATE VIEW u0 AS SELECT x FROM t")
        for link in 1...30 {
            try sql.run("CREATE VIEW v\(link) AS SELECT a.x FROM v\(link - 1) a JOIN v\(link - 1) b USING (x)")
        }
        for link in 1...16 {
            try sql.run("CREATE VIEW u\(link) AS SELECT x FROM u\(link - 1) UNION ALL SELECT \(link)")
        }
        for link in 17...30 {
            try sql.run("CREATE VIEW u\(link) AS SELECT x FROM u\(link - 1) UNION SELECT x FROM u\(link - 1)")
        }
        #expect(try sql.run("SELECT x FROM v30 ORDER BY x") == ["1", "2"])
        #expect(try sql.run("SELECT count(*), sum(x) FROM u16") == ["18|139"])
        #expect(try sql.run("SELECT count(*) FROM u30") == ["16"])
        try sql.run("INSERT INTO t VALUES (3)")
        #expect(try sql.run("SELECT count(*) FROM v30, v29") == ["9"])
        #expect(try sql.run("SELECT max(x) FROM v30 WHERE x > (SELECT min(x) FROM v25)") == ["3"])
    }

    @Test("a common table that is read twice is evaluated once")
    func evaluatedOnce() throws {
        let sql = try SQLHarness()
        #expect(try sql.run("WITH r AS (SELECT random() AS x) SELECT a.x = b.x FROM r a, r b") == ["t"])
    }

    @Test(
        "what nests deeply is answered",
        arguments: [20, 100])
    func deepNesting(_ depth: Int) throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (x int, e int); INSERT INTO t VALUES (1, 1), (2, 2)")
        func nested(_ open: String, _ core: String, _ close: String) -> String {
            String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
        }
        #expect(try sql.run("SELECT \(nested("(SELECT ", "1", ")"))") == ["1"])
        #expect(try sql.run("SELECT \(nested("(SELECT ", "x", ")")) FROM t ORDER BY 1") == ["1", "2"])
        #expect(
            try sql.run("SELECT \(nested("(SELECT 1 + ", "x", ")")) FROM t ORDER BY 1") == [
                "\(depth + 1)", "\(depth + 2)",
            ])
        #expect(try sql.run("SELECT \(nested("abs(", "x", ")")) FROM t ORDER BY 1") == ["1", "2"])
        #expect(try sql.run("SELECT count(*) FROM t WHERE \(nested("NOT (", "x = 1", ")"))") == ["1"])
        #expect(
            try sql.run("SELECT \(nested("(1 + ", "x", ")")) FROM t ORDER BY 1") == ["\(depth + 1)", "\(depth + 2)"])
        #expect(
            try sql.run("SELECT x" + String(repeating: " + 1", count: depth) + " FROM t ORDER BY 1")
                == ["\(depth + 1)", "\(depth + 2)"])
        // The parser's own limit is 1,000 levels, of which a table takes three.
        if depth <= 100 {
            #expect(
                try sql.run("SELECT sum(x) FROM \(nested("(SELECT x FROM ", "t", ") AS q"))") == ["3"])
            #expect(
                try sql.run(
                    "SELECT x, (SELECT sum(x) FROM \(nested("(SELECT x FROM ", "(SELECT e AS x FROM t WHERE t.e = o.x) AS q", ") AS q"))) FROM t o ORDER BY x"
                )
                    == ["1|1", "2|2"])
        }
        #expect(
            try sql.run("SELECT \(nested("CASE WHEN x = 1 THEN 1 ELSE ", "x * 10", " END")) FROM t ORDER BY 1") == [
                "1", "20",
            ])
        if depth <= 20 {
            #expect(
                try sql.run(
                    "SELECT count(*) FROM t WHERE \(nested("EXISTS (SELECT 1 FROM t i WHERE i.x = t.x AND ", "true", ")"))"
                )
                    == ["2"])
        }
        try sql.run("UPDATE t SET e = \(nested("(e + ", "0", ")")) WHERE \(nested("NOT (", "x = 0", ")"))")
        try sql.run("DELETE FROM t WHERE \(nested("(SELECT ", "x", ")")) = 2")
        #expect(try sql.run("SELECT count(*) FROM t") == ["1"])
    }

    @Test("sub-selects of a value may be 300 deep")
    func deepValues() throws {
        let sql = try SQLHarness()
        let open = String(repeating: "(SELECT ", count: 300)
        let close = String(repeating: ")", count: 300)
        #expect(try sql.run("SELECT \(open)1\(close)") == ["1"])
        #expect(try sql.run("SELECT \(open)x\(close) FROM (VALUES (1), (2)) AS t(x) ORDER BY 1") == ["1", "2"])
    }

    @Test("long lists and chains take time by their length")
    func longLists() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (x int); INSERT INTO t VALUES (7), (-1)")
        func joined(_ count: Int, _ separator: String, _ item: (Int) -> String) -> String {
            (0..<count).map(item).joined(separator: separator)
        }
        #expect(
            try sql.run("SELECT CASE x \(joined(8_000, " ") { "WHEN \($0) THEN \($0 + 5)" }) END FROM t ORDER BY 1")
                == ["12", ""])
        #expect(try sql.run("SELECT x FROM t WHERE x IN (\(joined(20_000, ",") { "\($0)" }))") == ["7"])
        #expect(try sql.run("SELECT x FROM t WHERE x NOT IN (\(joined(20_000, ",") { "\($0)" }))") == ["-1"])
        #expect(try sql.run("SELECT count(*) FROM t WHERE \(joined(5_000, " OR ") { "x = \($0)" })") == ["1"])
        #expect(try sql.run("SELECT count(*) FROM t WHERE \(joined(5_000, " AND ") { "x <> \($0 + 8)" })") == ["2"])
        #expect(try sql.run("SELECT count(*) FROM (VALUES \(joined(20_000, ",") { "(\($0), 'a')" })) v") == ["20000"])
        #expect(
            try sql.run("SELECT count(*) FROM (\(joined(900, " UNION ALL ") { "SELECT \($0)" })) v") == ["900"])
        #expect(try sql.run("SELECT count(*) FROM (\(joined(900, " UNION ") { "SELECT \($0 % 7)" })) v") == ["7"])
    }

    @Test("PostgreSQL's limits of columns hold")
    func columnLimits() throws {
        let sql = try SQLHarness()
        func list(_ count: Int, _ item: (Int) -> String) -> String { (1...count).map(item).joined(separator: ",") }
        #expect(
            sql.message("CREATE TABLE w (\(list(40_000) { "c\($0) int" }))")
                == "54011 tables can have at most 1600 columns")
        #expect(sql.message("SELECT \(list(40_000) { "\($0)" })") == "54011 target lists can have at most 1664 entries")
        try sql.run("CREATE TABLE w (\(list(1_600) { "c\($0) int" }))")
        #expect(sql.message("ALTER TABLE w ADD COLUMN d int") == "54011 tables can have at most 1600 columns")
        try sql.run("INSERT INTO w (c1600) VALUES (5)")
        #expect(try sql.run("SELECT c1600 FROM (SELECT * FROM w) s") == ["5"])
    }

    @Test("a statement that would hold more than its budget fails, and the session goes on")
    func memory() throws {
        let sql = try SQLHarness()
        try sql.run("SET vecdb.statement_memory = '8MB'")
        let rows = "generate_series(1, 1000000) AS g(x)"
        for statement in [
            "SELECT x, 'some text of this row' FROM \(rows)",
            chain(8, first: "SELECT x FROM generate_series(1, 200000) AS g(x)", "SELECT count(*) FROM c8"),
            "SELECT 1 WHERE 1 IN (\((1...50_000).map(String.init).joined(separator: ",")))",
            "DECLARE c CURSOR WITH HOLD FOR SELECT x, 'some text of this row' FROM \(rows)",
        ] {
            #expect(sql.failure(statement)?.sqlState == .outOfMemory, "\(statement.prefix(60))")
            #expect(try sql.run("SELECT count(*) FROM \(rows)") == ["1000000"])
        }
        try sql.run("RESET vecdb.statement_memory")
        #expect(try sql.run("SELECT x FROM generate_series(1, 100000) AS g(x)").count == 100_000)
    }
}
