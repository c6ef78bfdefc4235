import Testing
import VectorTypes

@testable import VecDB

@Suite struct FunctionTests {
    let connection: Connection
    var sqlite: SQLiteConnection { connection.sqlite }

    init() throws { connection = try Database.inMemory().connect() }

    @Test("a scalar function sees its arguments and gives every storage class")
    func scalar() throws {
        try sqlite.createFunction("echo", arguments: 1) { call in call.result(call[0].copy) }
        let values: [SQLiteValue] = [.null, 7, 2.5, "täxt\u{0}zero", .blob([0, 1, 255]), "", .blob([])]
        for value in values {
            #expect(try sqlite.value("SELECT echo(?1)", [value]) == value)
        }
        #expect(try sqlite.value("SELECT echo(?1)", [.real(.nan)]) == "NaN")
    }

    @Test("the error that a function throws is the error that the step throws")
    func errorsSurface() throws {
        let expected = VecDBError(.dataException, "expected 3 dimensions, not 2", detail: "d", hint: "h", position: 5)
        try sqlite.createFunction("fail", arguments: 0) { _ in throw expected }
        #expect(thrown { try sqlite.value("SELECT fail()") } == expected)
        #expect(try sqlite.value("SELECT 1") == 1)
        #expect(thrown { try sqlite.value("SELECT nosuch()") }?.sqlState == .internalError)
    }

    private final class Sum: WindowFunction {
        var total: Int64 = 0
        func step(_ call: FunctionCall) throws {
            if call[0].integer < 0 { throw VecDBError(.numericValueOutOfRange, "negative") }
            total += call[0].integer
        }
        func inverse(_ call: FunctionCall) throws { total -= call[0].integer }
        func value(_ call: FunctionCall) throws { call.result(total) }
        func finish(_ call: FunctionCall) throws { call.result(total) }
    }

    @Test("an aggregate has a state for each group, none for no rows, and works over moving frames")
    func aggregate() throws {
        try sqlite.createWindowFunction("total_of", arguments: 1) { Sum() }
        let groups = try sqlite.rows(
            "SELECT a, total_of(b) FROM (VALUES (1, 2), (1, 3), (2, 10)) AS t(a, b) GROUP BY 1".replacing(
                "AS t(a, b)", with: ""
            ).replacing("a, total_of(b)", with: "column1, total_of(column2)"))
        #expect(groups == [[1, 5], [2, 10]])
        #expect(try sqlite.value("SELECT total_of(1) FROM vecdb_log") == 0)
        let moving = try sqlite.rows(
            "SELECT total_of(column1) OVER (ORDER BY column1 ROWS 1 PRECEDING) FROM (VALUES (1), (2), (3))")
        #expect(moving == [[1], [3], [5]])
        #expect(thrown { try sqlite.value("SELECT total_of(-1)") }?.message == "negative")
    }

    private final class Series: TableFunction {
        var columns: String { "value, start HIDDEN, stop HIDDEN" }
        func open() throws -> any TableFunctionCursor { Cursor() }

        final class Cursor: TableFunctionCursor {
            var current: Int64 = 0
            var stop: Int64 = 0
            func filter(_ arguments: TableFunctionArguments) throws {
                current = arguments.argument(0)?.integer ?? 1
                stop = arguments.argument(1)?.integer ?? 3
                if stop > 1_000 { throw VecDBError(.programLimitExceeded, "too long") }
            }
            var isAtEnd: Bool { current > stop }
            func next() throws { current += 1 }
            func column(_ index: Int, _ call: FunctionCall) throws { call.result(current) }
            var rowid: Int64 { current }
        }
    }

    @Test("a table function takes arguments, joins, and passes errors on")
    func tableFunction() throws {
        try sqlite.createTableFunction("series", Series())
        #expect(try sqlite.rows("SELECT value FROM series(2, 4)") == [[2], [3], [4]])
        #expect(try sqlite.rows("SELECT value FROM series") == [[1], [2], [3]])
        #expect(try sqlite.rows("SELECT value FROM series WHERE stop = 1") == [[1]])
        let joined = try sqlite.rows(
            "SELECT a.value, b.value FROM series(1, 2) AS a, series(a.value, 2) AS b ORDER BY 1, 2")
        #expect(joined == [[1, 1], [1, 2], [2, 2]])
        #expect(thrown { try sqlite.rows("SELECT * FROM series(1, 1001)") }?.message == "too long")
    }

    private final class Box: Sendable {
        let number: Int64
        init(_ number: Int64) { self.number = number }
    }

    @Test("objects pass through SQL only to those who know their tag")
    func pointers() throws {
        let tag = PointerTag("box")
        try sqlite.createFunction("box", arguments: 1) { call in
            call.result(object: Box(call[0].integer), type: tag)
        }
        try sqlite.createFunction("unbox", arguments: 1) { call in
            if let box = call[0].object(tag, as: Box.self) { call.result(box.number) }
        }
        #expect(try sqlite.value("SELECT unbox(box(42))") == 42)
        #expect(try sqlite.value("SELECT unbox(42)") == .null)
        #expect(try sqlite.value("SELECT typeof(box(42))") == "null")
        let statement = try sqlite.prepare("SELECT unbox(?1)")
        try statement.bind(object: Box(9), type: tag, at: 1)
        #expect(try statement.step())
        #expect(statement.integer(0) == 9)
    }

    @Test("a collation orders as its function says")
    func collation() throws {
        try sqlite.createCollation("by_length") { $0.count - $1.count }
        let rows = try sqlite.rows(
            "SELECT column1 FROM (VALUES ('ccc'), ('a'), ('bb')) ORDER BY column1 COLLATE by_length")
        #expect(rows == [["a"], ["bb"], ["ccc"]])
    }

    @Test("cancel stops a running statement with 57014, and the connection goes on")
    func cancellation() async throws {
        let interrupt = sqlite.interrupt
        let canceller = Task.detached {
            try await Task.sleep(for: .milliseconds(30))
            interrupt.cancel()
        }
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        #expect(thrown { try sqlite.value(endless) }?.sqlState == .queryCanceled)
        try await canceller.value
        #expect(interrupt.isCancelled)
        interrupt.reset()
        #expect(try sqlite.value("SELECT 1") == 1)
    }
}
