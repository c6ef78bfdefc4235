import Testing

@testable import PsqlShell

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
