import PostgresSyntax
import Testing

@Suite("Statements as they are typed, and statements without their literals")
struct ScanningTests {
    /// The statements and the state after lines were typed.
    private func scan(_ lines: [String], _ variables: [String: String] = [:]) -> ([String], Character) {
        var scanner = StatementScanner()
        scanner.variable = { variables[$0] }
        var statements: [String] = []
        for line in lines {
            let bytes = Array(line.utf8)
            var offset = 0
            scan: while true {
                switch scanner.scan(bytes, from: &offset) {
                case .semicolon:
                    statements.append(scanner.statement)
                    scanner.reset()
                case .backslash:
                    statements.append("\\" + String(decoding: bytes[offset...], as: UTF8.self))
                    break scan
                case .endOfLine: break scan
                }
            }
        }
        return (statements, scanner.state.rawValue)
    }

    @Test(
        "the prompt tells what is open",
        arguments: [
            ("", "="), ("SELECT 1;", "="), ("SELECT 1", "-"), ("SELECT (1", "("), ("SELECT 'a", "'"),
            ("SELECT \"a", "\""),
            ("SELECT $a$ ;", "$"), ("SELECT /* ; /* */", "*"), ("SELECT E'\\'; ", "'"), ("SELECT '\\' ", "-"),
            ("-- comment;", "="), ("SELECT 1 -- ;", "-"), ("SELECT $1;", "="), ("SELECT a$b$;", "="), ("  ", "="),
        ])
    func prompts(_ line: String, _ state: Character) {
        #expect(scan([line]).1 == state, "\(line)")
    }

    @Test("semicolons end statements, except within quotes, parentheses and bodies")
    func splitting() {
        #expect(scan(["SELECT ';' ; SELECT (1;2); x"]).0 == ["SELECT ';' ;", "SELECT (1;2);"])
        #expect(
            scan([
                "create or replace function f() returns int begin atomic",
                "select case when a then 1 end; end; SELECT 2;",
            ]).0
                == [
                    "create or replace function f() returns int begin atomic\nselect case when a then 1 end; end;",
                    "SELECT 2;",
                ])
        #expect(scan(["SELECT $$ ; $$;"]).0 == ["SELECT $$ ; $$;"])
        #expect(scan(["SELECT 1 \\g", "\\d t"]).0.count == 2)
        #expect(scan(["BEGIN; END;"]).0 == ["BEGIN;", "END;"])
    }

    @Test("variables are replaced outside quotes")
    func variables() {
        let variables = ["a": "1 + 1", "q": "it's", "semi": "1; SELECT 2"]
        #expect(
            scan(["SELECT :a, ':a', :'q', :\"q\", x::a, :{?a}, :{?b}, :none;"], variables).0
                == ["SELECT 1 + 1, ':a', 'it''s', \"it's\", x::a, TRUE, FALSE, :none;"])
    }

    @Test("statements that differ in literals, case and space share a fingerprint")
    func fingerprints() throws {
        let first = try #require(normalize("SELECT * FROM t WHERE a = 'x' ORDER BY v <-> '[1,2]' LIMIT 5"))
        let second = try #require(normalize("select *\n from T where A='y' /* c */ order by v<->'[3,4,5]' limit 10"))
        #expect(first.fingerprint == second.fingerprint)
        #expect(first.literals.map(\.text) == ["x", "[1,2]", "5"])
        #expect(second.literals.map(\.text) == ["y", "[3,4,5]", "10"])
        #expect(first.literals.map(\.location) == [26, 45, 59])
    }

    @Test("statements that differ in more do not")
    func differentFingerprints() {
        let texts = [
            "SELECT 1", "SELECT 1.5", "SELECT '1'", "SELECT -1", "SELECT $1", "SELECT a", "SELECT \"A\"",
            "SELECT \"select\"", "SELECT B'1'",
        ]
        #expect(Set(texts.compactMap { normalize($0)?.fingerprint }).count == texts.count)
        #expect(normalize("SELECT 'a") == nil)
    }
}
