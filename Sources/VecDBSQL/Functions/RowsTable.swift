import VecDB
import VectorTypes

/// A set-returning function as a table: the columns `c1` … of its rows, `n` their number from 1, and hidden ones for the
/// arguments.
final class RowsTable: TableFunction {
    private let function: FunctionEntry
    private let body: @Sendable (Arguments, FunctionContext) throws -> RowSource
    private let context: FunctionContext
    let columns: String

    init(
        function: FunctionEntry, body: @escaping @Sendable (Arguments, FunctionContext) throws -> RowSource,
        context: FunctionContext
    ) {
        self.function = function
        self.body = body
        self.context = context
        let width = function.resultColumns.count
        let visible = (1...max(width, 1)).map { "c\($0)" } + ["n"]
        let hidden = (0..<(function.arguments.count + function.tagCount)).map { "a\($0) HIDDEN" }
        columns = (visible + hidden).joined(separator: ", ")
    }

    func open() throws -> any TableFunctionCursor { Cursor(self) }

    private final class Cursor: TableFunctionCursor {
        private let table: RowsTable
        private var source: RowSource?
        private var row: [SQLiteValue]?
        private(set) var rowid: Int64 = 0

        init(_ table: RowsTable) { self.table = table }

        func filter(_ arguments: TableFunctionArguments) throws {
            let function = table.function
            let count = function.arguments.count + function.tagCount
            let values = (0..<count).map { arguments.argument($0)?.copy ?? .null }
            let given = Arguments(values, offset: function.tagCount)
            rowid = 0
            if function.isStrict, given.hasNull {
                source = nil
                row = nil
                return
            }
            source = try table.body(given, table.context)
            try next()
        }

        var isAtEnd: Bool { row == nil }

        func next() throws {
            row = source?.next()
            if let failure = source?.failure { throw failure }
            rowid += 1
        }

        func column(_ index: Int, _ call: VecDB.FunctionCall) throws {
            let width = max(table.function.resultColumns.count, 1)
            if index < width {
                call.result(row?[index] ?? .null)
            } else if index == width {
                call.result(rowid)
            }
        }
    }
}
