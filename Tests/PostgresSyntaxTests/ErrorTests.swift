import PostgresSyntax
import Testing
import VectorTypes

@Suite("Errors in PostgreSQL's words")
struct ErrorTests {
    private func error(_ sql: String) throws -> VecDBError {
        try #require(throws: VecDBError.self) { try parseStatements(sql) }
    }

    @Test(
        "an error has its class, message and position",
        arguments: [
            ("SELEC 1", "42601", "syntax error at or near \"SELEC\"", 1),
            ("SELECT", "", "", 0),
            ("SELECT 1 +", "42601", "syntax error at end of input", 11),
            ("SELECT 'ä', 1 1", "42601", "syntax error at or near \"1\"", 15),
            ("SELECT 'abc", "42601", "unterminated quoted string at or near \"'abc\"", 8),
            ("SELECT \"\"", "42601", "zero-length delimited identifier at or near \"\"\"\"", 8),
            ("SELECT 1a", "42601", "trailing junk after numeric literal at or near \"1a\"", 8),
            ("SELECT /* x", "42601", "unterminated /* comment at or near \"/* x\"", 8),
            ("SELECT f(a => 1) 'x'", "42601", "type modifier cannot have parameter name", 10),
            ("SELECT a::float(54)", "22023", "precision for type float must be less than 54 bits", 17),
            ("SELECT sum(a) OVER (ROWS UNBOUNDED FOLLOWING)", "42P20", "frame start cannot be UNBOUNDED FOLLOWING", 26),
            ("SELECT E'\\u00'", "22025", "invalid Unicode escape", 10),
            ("SELECT E'\\xff'", "22021", "invalid byte sequence for encoding \"UTF8\": 0xff", 0),
            ("CREATE TABLE t (a int REFERENCES b MATCH PARTIAL)", "0A000", "MATCH PARTIAL not yet implemented", 36),
            ("CREATE TABLE t (a int DEFERRABLE)", "42601", "misplaced DEFERRABLE clause", 23),
            ("CREATE ROLE public", "42939", "role name \"public\" is reserved", 13),
        ])
    func wording(_ sql: String, _ state: String, _ message: String, _ position: Int) throws {
        guard !message.isEmpty else {
            _ = try parseStatements(sql)
            return
        }
        let error = try error(sql)
        #expect(error.sqlState.code == state)
        #expect(error.message == message)
        #expect(error.position ?? 0 == position)
    }

    @Test("an error says what could be done about it where PostgreSQL does")
    func hints() throws {
        #expect(try error("SELECT * FROM (SELECT 1)").hint == "For example, FROM (SELECT ...) [AS] foo.")
        #expect(try error("SELECT * FROM (VALUES (1))").hint == "For example, FROM (VALUES ...) [AS] foo.")
        #expect(try error("SELECT 1 LIMIT 1, 2").hint == "Use separate LIMIT and OFFSET clauses.")
        #expect(try error("SELECT E'\\u0'").hint == "Unicode escapes must be \\uXXXX or \\UXXXXXXXX.")
        #expect(try error("SELECT U&'\\0'").hint == "Unicode escapes must be \\XXXX or \\+XXXXXX.")
        #expect(try error("CREATE PUBLICATION p FOR t").detail?.hasPrefix("One of TABLE") == true)
    }

    @Test("a name of more than 63 bytes is cut at a character, with a notice")
    func longNames() throws {
        var notices: [VecDBError] = []
        let name = String(repeating: "ä", count: 40)
        let statements = try parseStatements("SELECT \(name)", onNotice: { notices.append($0) })
        guard case .select(let select) = statements[0].statement, case .select(let core) = select.body,
            case .column(let column) = core.targets[0].expression
        else {
            Issue.record("no column")
            return
        }
        let short = String(repeating: "ä", count: 31)
        #expect(column.names == [short])
        #expect(notices.map(\.message) == ["identifier \"\(name)\" will be truncated to \"\(short)\""])
        #expect(notices.map(\.sqlState) == [.nameTooLong])
    }

    @Test("literals on several lines are one, with comments between them")
    func joinedLiterals() throws {
        let expression = try parseExpression("'a' -- one\n   -- two\n 'b'\n'c'")
        #expect(expression == .literal(Literal(value: .string("abc"))))
    }

    @Test("each statement knows its own text and place")
    func texts() throws {
        let statements = try parseStatements("  SELECT 1 ; /* ä */ ;\n SELECT 'é' ;")
        #expect(statements.map(\.text) == ["SELECT 1", "SELECT 'é'"])
        #expect(statements.map(\.location) == [2, 24])
    }
}
