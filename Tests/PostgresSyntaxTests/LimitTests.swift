import Foundation
import PostgresSyntax
import Testing
import VectorTypes

@Suite("Statements that are too much, or merely very large")
struct LimitTests {
    /// The error of parsing on a thread with the stack of a secondary thread on Apple platforms.
    private func errorOnSmallStack(_ sql: String) -> VecDBError? {
        final class Box: @unchecked Sendable {
            // Safe because the thread has ended (the semaphore says so) before it is read.
            var error: VecDBError?
        }
        let box = Box()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            do {
                _ = try parseStatements(sql)
            } catch {
                box.error = error as? VecDBError
            }
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
        return box.error
    }

    /// A text that repeats itself, with a short name for the log.
    struct Nesting: CustomTestStringConvertible, Sendable {
        var prefix = ""
        var unit: String
        var suffix = ""

        var text: String { prefix + String(repeating: unit, count: 100_000) + suffix }
        var testDescription: String { "\(prefix)\(unit)… \(suffix)" }
    }

    @Test(
        "what nests too deeply is an error, not the end of the process",
        arguments: [
            Nesting(prefix: "SELECT ", unit: "("),
            Nesting(prefix: "SELECT ", unit: "(1 + "),
            Nesting(prefix: "SELECT ", unit: "NOT ", suffix: "a"),
            Nesting(prefix: "SELECT ", unit: "- ", suffix: "a"),
            Nesting(prefix: "SELECT ", unit: "f("),
            Nesting(prefix: "SELECT ", unit: "a["),
            Nesting(prefix: "SELECT ", unit: "CASE WHEN "),
            Nesting(prefix: "SELECT ARRAY", unit: "["),
            Nesting(prefix: "SELECT 1", unit: " + 1"),
            Nesting(prefix: "SELECT a", unit: "::int"),
            Nesting(prefix: "SELECT a", unit: " ^ (a"),
            Nesting(prefix: "SELECT 1", unit: " UNION ALL SELECT 1"),
            Nesting(unit: "(", suffix: "SELECT 1"),
            Nesting(unit: "SELECT ("),
            Nesting(unit: "SELECT * FROM ("),
            Nesting(prefix: "SELECT * FROM ", unit: "(", suffix: "a JOIN b ON true"),
            Nesting(prefix: "SELECT * FROM a", unit: " CROSS JOIN a"),
            Nesting(prefix: "SELECT * FROM a", unit: " JOIN a"),
            Nesting(unit: "WITH a AS ("),
            Nesting(unit: "EXPLAIN ", suffix: "SELECT 1"),
            Nesting(unit: "CREATE SCHEMA a "),
            Nesting(prefix: "SELECT a GROUP BY ", unit: "GROUPING SETS ("),
            Nesting(unit: "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC "),
        ])
    func deep(_ nesting: Nesting) throws {
        let error = try #require(errorOnSmallStack(nesting.text))
        if error.sqlState != .syntaxError {
            #expect(error.sqlState == .statementTooComplex)
            #expect(error.message == "stack depth limit exceeded")
            #expect(error.hint != nil)
        }
    }

    @Test("what people nest is nothing special, on a small stack and without optimisation too")
    func ordinaryDepth() {
        let text = "SELECT " + String(repeating: "(1 + ", count: 15) + "1" + String(repeating: ")", count: 15)
        #expect(errorOnSmallStack(text) == nil)
    }

    @Test("a long list of conditions is not deep")
    func longConditions() throws {
        let text = "SELECT 1 WHERE " + (0..<20_000).map { "a = \($0)" }.joined(separator: " OR ")
        guard case .select(let select) = try parseStatements(text)[0].statement, case .select(let core) = select.body,
            case .boolean(let operation) = core.filter
        else {
            Issue.record("no OR")
            return
        }
        #expect(operation.operands.count == 20_000)
    }

    @Test("a literal of 10 MB is one token")
    func longLiteral() throws {
        let value = String(repeating: "0.12345,", count: 1_300_000)
        for literal in ["'\(value)'", "$$\(value)$$", "E'\(value)\\n'", "'\(value)'''"] {
            guard case .select(let select) = try parseStatements("SELECT \(literal)")[0].statement,
                case .select(let core) = select.body, case .literal(let node) = core.targets[0].expression,
                case .string(let text) = node.value
            else {
                Issue.record("no literal")
                return
            }
            #expect(text.utf8.count >= value.utf8.count)
        }
    }

    @Test("an unterminated literal of 10 MB is an error with its place")
    func longBrokenLiteral() throws {
        let text = "SELECT 1, '" + String(repeating: "x", count: 10_000_000)
        #expect { try parseStatements(text) } throws: { error in
            (error as? VecDBError)?.position == 11
        }
    }

    @Test("VALUES of 100,000 rows are parsed in one go")
    func manyRows() throws {
        let text = "INSERT INTO t VALUES " + (0..<100_000).map { "(\($0), 'ä\($0)')" }.joined(separator: ", ")
        guard case .insert(let insert) = try parseStatements(text)[0].statement,
            case .select(let select) = insert.source,
            case .values(let lists) = select.body
        else {
            Issue.record("no rows")
            return
        }
        #expect(lists.rows.count == 100_000)
        #expect(normalize(text)?.literals.count == 200_000)
    }
}
