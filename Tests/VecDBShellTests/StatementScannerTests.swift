import Testing

@testable import VecDBShell

@Suite("Statements are split as psql splits them")
struct StatementScannerTests {
    /// All complete statements of some lines, and what is left over.
    private func split(_ text: String, _ variables: [String: String] = [:]) -> (
        statements: [String], rest: String, mark: String
    ) {
        var scanner = StatementScanner()
        var statements: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var bytes = Array(line.utf8)
            var position = 0
            scanner.addLineFeed()
            while scanner.scan(&bytes, &position, variable: { variables[$0] }) == .semicolon {
                statements.append(scanner.takeStatement())
            }
        }
        return (statements, String(decoding: scanner.statement, as: UTF8.self), scanner.promptMark)
    }

    @Test("a semicolon ends a statement outside quotes, comments and parentheses only")
    func semicolons() {
        #expect(
            split("SELECT ';'; SELECT \";\"; SELECT (1;2);").statements == [
                "SELECT ';';", "SELECT \";\";", "SELECT (1;2);",
            ])
        #expect(split("SELECT $$;$$; SELECT $a$;$b$;$a$;").statements == ["SELECT $$;$$;", "SELECT $a$;$b$;$a$;"])
        #expect(split("SELECT 1 /* ; /* ; */ ; */ + 2;").statements == ["SELECT 1 /* ; /* ; */ ; */ + 2;"])
        #expect(split("SELECT E'a\\';';").statements == ["SELECT E'a\\';';"])
        #expect(split("SELECT type'a\\'; SELECT 2;").statements.count == 2)
    }

    @Test("white space and line comments before a statement are dropped, inside it kept")
    func comments() {
        #expect(split("-- first\n  SELECT 1 -- one\n , 2;").statements == ["SELECT 1 -- one\n , 2;"])
    }

    @Test("the prompt tells what is open")
    func prompts() {
        #expect(split("").mark == "=")
        #expect(split("SELECT").mark == "-")
        #expect(split("SELECT (").mark == "(")
        #expect(split("SELECT '").mark == "'")
        #expect(split("SELECT \"").mark == "\"")
        #expect(split("SELECT /*").mark == "*")
        #expect(split("SELECT $x$").mark == "$")
    }

    @Test("variables are put in place, quoted where that is asked for")
    func variables() {
        let values = ["n": "5", "s": "it's", "t": "my table", "r": ":r"]
        #expect(
            split("SELECT :n, :'s', :\"t\", x::n, :none;", values).statements
                == ["SELECT 5, 'it''s', \"my table\", x::n, :none;"])
        #expect(split("SELECT ':n', :{?n}, :{?m};", values).statements == ["SELECT ':n', TRUE, FALSE;"])
        #expect(split("SELECT :r;", values).statements == ["SELECT :r;"])
    }

    @Test("an escaped semicolon stays in the statement")
    func escapedSemicolon() {
        #expect(split("SELECT 1\\; SELECT 2;").statements == ["SELECT 1; SELECT 2;"])
    }
}

@Suite("Arguments of backslash commands")
struct CommandArgumentsTests {
    private func words(_ text: String, _ kind: CommandArguments.Kind = .word) -> [String] {
        var arguments = CommandArguments(Array(text.utf8), from: 0, variable: { $0 == "v" ? "value" : nil })
        return arguments.all(kind)
    }

    @Test("quotes, escapes and variables")
    func quotes() {
        #expect(words("a 'b c' 'it''s' 'tab\\t' \"Q x\"") == ["a", "b c", "it's", "tab\t", "\"Q x\""])
        #expect(words(":v :'v' :none") == ["value", "'value'", ":none"])
        #expect(words("\"Mixed Case\" UPPER", .name) == ["Mixed Case", "upper"])
        #expect(words("one \\two") == ["one"])
    }

    @Test("psql's \\copy is taken apart")
    func copy() throws {
        let command = try CopyCommand("t (a, b) from 'my file.csv' with (format csv)")
        #expect(command.statement == "COPY t (a, b) FROM STDIN with (format csv)")
        guard case .file("my file.csv") = command.place else {
            Issue.record("\(command.place)")
            return
        }
        #expect(
            try CopyCommand("(select 'from' from t) to stdout").statement == "COPY (select 'from' from t) TO STDOUT ")
        #expect(throws: ShellError.self) { try CopyCommand("t") }
    }
}
