import TestSupport
import Testing
import VecDBSQL
import VectorTypes

/// Plans are kept without their literals. What a statement means must not depend on whether two of its literals happen to
/// be written alike, nor on the statement that its plan was made for.
@Suite("Equal literals")
struct EqualLiteralTests {
    @Test("each column keeps what was written for it, whatever the others make of the same text")
    func stored() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE x (n int, t text, j jsonb, raw text)")
        try sql.run("INSERT INTO x (n, t) VALUES ('07', '07'), ('08', '08')")
        try sql.run(#"INSERT INTO x (j, raw) VALUES ('{"a":1}', '{"a":1}')"#)
        #expect(try sql.run("SELECT n, t, j, raw FROM x") == ["7|07||", "8|08||", #"||{"a": 1}|{"a":1}"#])
        #expect(try sql.run("UPDATE x SET n = '09', t = '09' WHERE n = 7 RETURNING n, t") == ["9|09"])
        #expect(
            try sql.run("SELECT CASE WHEN n = '9' THEN '9' ELSE 'other' END FROM x WHERE n IS NOT NULL ORDER BY n")
                == ["other", "9"])
        #expect(try sql.run("SELECT '[1, 0]'::vector, '[1, 0]', '[1, 0]'::text") == ["[1,0]|[1, 0]|[1, 0]"])
        #expect(sql.message("INSERT INTO x (t, n) VALUES ('9x', '9x')").hasPrefix("22P02"))
        #expect(sql.failure("INSERT INTO x (t, n) VALUES ('9x', '9x')")?.position == 36)
    }

    @Test("a parameter has one type")
    func parameters() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE x (t text, n int)")
        #expect(
            sql.message("PREPARE p AS INSERT INTO x VALUES ($1, $1)")
                == "42P08 inconsistent types deduced for parameter $1\nDETAIL: text versus integer")
        try sql.run("PREPARE q AS INSERT INTO x VALUES ($1, $2), ($2::text, 3)")
        #expect(sql.message("EXECUTE q('07', '07')") == "no error")
        #expect(try sql.run("SELECT t, n FROM x") == ["07|7", "7|3"])
    }

    @Test("expressions are one where their literals have one text and one type")
    func grouped() throws {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE x (n int, t text); INSERT INTO x VALUES (1, 'a'), (1, 'a'), (2, 'b')")
        for suffix in ["1", "2", "01"] {
            #expect(
                try sql.run("SELECT t || '\(suffix)', count(*) FROM x GROUP BY t || '\(suffix)' ORDER BY 1")
                    == ["a\(suffix)|2", "b\(suffix)|1"])
            #expect(
                sql.message("SELECT t || '\(suffix)', count(*) FROM x GROUP BY t || '\(suffix)0'").hasPrefix("42803"))
        }
        #expect(try sql.run("SELECT n + 1, count(*) FROM x GROUP BY n + 1 ORDER BY n + 1") == ["2|2", "3|1"])
        #expect(sql.message("SELECT n + 1, count(*) FROM x GROUP BY n + 2").hasPrefix("42803"))
    }

    @Test("a constant that is kept as an integer is no column's number")
    func constantKeys() throws {
        let sql = try SQLHarness()
        for constant in ["'2025-01-02'::date", "'2'::int", "'t'::bool", "'7'::bigint", "'-3'::smallint"] {
            let statement = "SELECT 'x', \(constant), count(*) GROUP BY \(constant) ORDER BY \(constant)"
            try sql.run("PREPARE p AS \(statement)")
            #expect(try sql.run("EXECUTE p").map { $0.hasPrefix("x|") } == [true])
            #expect(try sql.run("EXECUTE p") == sql.run(statement))
            try sql.run("DEALLOCATE p")
        }
    }

    private static let texts = ["07", "7", "1.50", "2025-01-02", #"{"a":1}"#, "yes", "[1, 0]", " 7"]

    /// An expression in which some texts occur, each perhaps under several types.
    private func expression(_ random: inout SeededGenerator, _ choice: () -> String) -> String {
        let forms: [(String, String) -> String] = [
            { a, _ in a }, { a, _ in "\(a)::text" }, { a, _ in "\(a)::numeric" }, { a, _ in "\(a)::jsonb" },
            { a, _ in "\(a)::date" }, { a, _ in "\(a)::vector" }, { a, _ in "t || \(a)" }, { a, _ in "n = \(a)" },
            { a, _ in "t = \(a)" }, { a, b in "CASE WHEN n = \(a) THEN \(b) ELSE 'other' END" },
            { a, b in "coalesce(nullif(t, \(a)), \(b))" }, { a, b in "concat(t, \(a), \(b))" },
            { a, b in "\(a) BETWEEN n AND n OR \(b) BETWEEN t AND t" }, { a, b in "t IN (\(a), \(b))" },
            { a, b in "n IN (\(a), \(b))" }, { a, b in "greatest(n, \(a)) || \(b)" },
            { a, b in "(n, t) = (\(a), \(b))" }, { a, b in "m + \(a) = \(b)" }, { a, b in "length(\(a)) + \(b)" },
        ]
        return forms.randomElement(using: &random).map { $0(choice(), choice()) } ?? "NULL"
    }

    @Test("a statement with a kept plan answers as one that is planned as it stands")
    func property() throws {
        let seed = testSeed(120)
        var random = SeededGenerator(seed: seed)
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE x (n int, t text, m numeric)")
        try sql.run("INSERT INTO x VALUES (7, '07', 1.5), (1, '7', 7), (NULL, 'yes', NULL)")
        func outcome(_ statement: String) -> [String] {
            do { return try sql.run(statement) } catch { return [(error as? VecDBError)?.sqlState.code ?? "?"] }
        }
        for _ in 0..<120 {
            let shapeSeed = random.next()
            // One shape with several fillings: the later ones may meet the plan of an earlier one.
            for _ in 0..<4 {
                let pool = (0..<2).map { _ in Self.texts.randomElement(using: &random) ?? "7" }
                var shape = SeededGenerator(seed: shapeSeed)
                var fill = SeededGenerator(seed: random.next())
                let literal = { "'\(pool.randomElement(using: &fill) ?? "7")'" }
                let first = expression(&shape, literal)
                let second = expression(&shape, literal)
                let statements = [
                    "SELECT \(first), \(second) FROM x ORDER BY n",
                    "SELECT \(first), count(*) FROM x GROUP BY \(first) ORDER BY \(first)",
                    "INSERT INTO x (n, t, m) SELECT NULL, \(literal()), \(literal()) WHERE \(literal()) = 'no' RETURNING t, m",
                    "UPDATE x SET t = \(literal()), m = \(literal()) WHERE n = \(literal()) RETURNING n, t, m",
                ]
                for statement in statements {
                    try sql.run("BEGIN")
                    let kept = outcome(statement)
                    try sql.run("ROLLBACK; BEGIN")
                    let prepared = outcome("PREPARE p AS \(statement)")
                    let plain = prepared == ["PREPARE"] ? outcome("EXECUTE p") : prepared
                    try sql.run("ROLLBACK; DEALLOCATE ALL")
                    #expect(kept == plain, "\(statement), seed \(seed)")
                }
            }
        }
    }
}
