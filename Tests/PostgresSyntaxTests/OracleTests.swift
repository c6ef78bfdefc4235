import PostgresSyntax
import TestSupport
import Testing

@Suite("The same verdict, message and position as PostgreSQL's own parser")
struct OracleTests {
    let oracle = Oracle.shared

    private func compare(_ sql: String, _ note: String = "") {
        guard let oracle else { return }
        let theirs = oracle.parse(sql)
        let ours = verdict(sql)
        guard !theirs.agrees(with: ours), !isExtension(sql, theirs, ours), !isLater(ours) else { return }
        Issue.record("\(sql)\nPostgreSQL: \(theirs.brief)\nhere: \(ours)\n\(note)")
    }

    @Test("what PostgreSQL accepts is accepted")
    func accepted() {
        for sql in queryCorpus + definitionCorpus {
            let ours = verdict(sql)
            #expect(ours.isAccepted, "\(sql)\n\(ours)")
            compare(sql)
        }
    }

    @Test("what PostgreSQL refuses is refused with its words, in the same place")
    func refused() {
        for sql in brokenCorpus {
            #expect(!verdict(sql).isAccepted, "\(sql)")
            compare(sql)
        }
    }

    @Test("a statement that ends too early is refused where PostgreSQL refuses it")
    func truncated() {
        for sql in queryCorpus + definitionCorpus {
            for text in Mutator(sql).truncations { compare(text) }
        }
    }

    @Test("a statement with a token too many, too few or out of place gets PostgreSQL's verdict")
    func mutated() {
        let seed = testSeed(15)
        var random = SeededGenerator(seed: seed)
        for sql in queryCorpus + definitionCorpus + brokenCorpus {
            let mutator = Mutator(sql)
            for _ in 0..<20 { compare(mutator.mutation(&random, words: Mutator.words), "seed \(seed)") }
        }
    }

    @Test("every word of the grammar may stand where PostgreSQL lets it, and nowhere else")
    func words() {
        let places = [
            "SELECT *", "SELECT * FROM t AS *", "SELECT * FROM *", "SELECT 1 *", "SELECT 1 AS *", "SELECT *(1)",
            "SELECT 'a'::*", "CREATE TABLE * (a int)", "CREATE TABLE t (* int)",
            "SELECT * 'x'", "SELECT a * b", "SELECT a.* FROM t", "CREATE FUNCTION *() RETURNS int AS 'x'",
            "SELECT f(* => 1)", "SET * = 1", "CREATE INDEX ON t (* DESC)", "SELECT 1 FROM t * JOIN u ON true",
            "SELECT a FROM t * ", "CREATE ROLE *", "DROP TABLE *", "SELECT a AS b * FROM t", "ALTER TABLE t ADD * int",
        ]
        for word in Mutator.keywords {
            for place in places {
                compare(place.split(separator: "*", omittingEmptySubsequences: false).joined(separator: word))
            }
        }
    }

    @Test("what was parsed is what PostgreSQL parsed: the tree, with every parenthesis, is the same statement")
    func structure() {
        guard let oracle else { return }
        for sql in queryCorpus {
            if let text = oracle.structureDiffers(sql) { Issue.record("\(sql)\nis understood as\n\(text)") }
        }
    }

    @Test("the comparison of structure notices a wrong precedence")
    func structureIsSharp() {
        guard let oracle else { return }
        guard case .accepted(let first) = oracle.parse("SELECT (1 + 2) * 3"),
            case .accepted(let second) = oracle.parse("SELECT 1 + (2 * 3)"),
            case .accepted(let third) = oracle.parse("SELECT 1 + 2 * 3")
        else {
            Issue.record("the oracle refuses arithmetic")
            return
        }
        #expect(withoutLocations(first) != withoutLocations(second))
        #expect(withoutLocations(second) == withoutLocations(third))
    }

    @Test("random expressions mean to PostgreSQL what they mean here")
    func randomExpressions() {
        guard let oracle else { return }
        let seed = testSeed(16)
        var random = SeededGenerator(seed: seed)
        let operators = [
            "+", "-", "*", "/", "%", "^", "=", "<", ">", "<=", ">=", "<>", "||", "<->", "@>", "AND", "OR", "LIKE",
            "NOT LIKE", "ILIKE", "SIMILAR TO", "IS DISTINCT FROM", "IS NOT DISTINCT FROM", "AT TIME ZONE",
            "OPERATOR(pg_catalog.+)", "BETWEEN 1 AND", "NOT BETWEEN SYMMETRIC a + 1 AND", "LIKE 'x' ESCAPE",
        ]
        let prefixes = ["", "", "", "", "NOT ", "- ", "+ ", "@ ", "~ "]
        let suffixes = [
            "", "", "", "", "::int", " IS NULL", " ISNULL", " IS NOT TRUE", " COLLATE \"C\"", "[1]", " IN (1, 2)",
        ]
        for _ in 0..<4_000 {
            var text = "SELECT "
            for index in 0...Int.random(in: 1...6, using: &random) {
                if index > 0 { text += " \(operators.randomElement(using: &random) ?? "+") " }
                text += prefixes.randomElement(using: &random) ?? ""
                text += ["a", "1", "(b)", "f(c)", "'s'", "-2"].randomElement(using: &random) ?? "a"
                text += suffixes.randomElement(using: &random) ?? ""
            }
            compare(text, "seed \(seed)")
            if let other = oracle.structureDiffers(text) {
                Issue.record("\(text)\nis understood as\n\(other)\nseed \(seed)")
            }
        }
    }
}
