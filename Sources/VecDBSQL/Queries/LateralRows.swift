import VecDB
import VectorTypes

/// LATERAL sub-selects: `vecdb_lateral(sql, outer columns…, parameters…)`, a table-valued function that runs a query of
/// the same connection for each row on its left.
///
/// SQLite gives a table-valued function's arguments access to the tables on its left, which it denies to sub-selects in
/// FROM. The query's text is the first argument; its first parameters are the statement's own, which are handed on, the
/// rest are the outer columns. Where the query looks for the nearest to an outer column, the last argument is the batch of
/// that column's values (see ``LateralBatch``).
enum LateralRows {
    static func write(_ query: BoundQuery, _ boundary: LateralBoundary, into emitter: inout SQLEmitter) throws {
        var inner = emitter.apart
        try QueryWriter.write(query, into: &inner)
        guard boundary.outer.count + inner.parameters.count + 3 <= SeparateQuery.argumentLimit
        else { throw featureNotSupported("a LATERAL sub-select with so many outer columns or parameters") }
        var sql = inner.sql
        for index in boundary.outer.indices {
            sql = sql.split(separator: LateralBoundary.marker(index), omittingEmptySubsequences: false)
                .joined(separator: "?\(inner.parameters.count + index + 1)")
        }
        emitter.write("vecdb_lateral\(SeparateQuery.suffix(query.columns.count))(")
        emitter.write(parameter: .constant(.text(sql)))
        for parameter in inner.parameters {
            emitter.write(", ")
            emitter.write(parameter: parameter)
        }
        for expression in boundary.outer {
            emitter.write(", ")
            try emitter.emit(expression)
        }
        if let batch = boundary.batch, batch.serves(query, boundary) {
            emitter.write(", ")
            try batch.write(query, boundary, into: &emitter)
        }
        emitter.write(")")
    }

    static func register(on connection: Connection) throws {
        for width in SeparateQuery.widths {
            try connection.sqlite.createTableFunction(
                "vecdb_lateral\(SeparateQuery.suffix(width))", Function(connection, width: width))
        }
    }

    private final class Function: TableFunction {
        unowned let connection: Connection
        let width: Int

        init(_ connection: Connection, width: Int) {
            self.connection = connection
            self.width = width
        }

        var columns: String { SeparateQuery.columns(width) }

        func plan(_ plan: TableFunctionPlan) throws {
            try plan.passArguments(from: width, required: 1)
            plan.setCost(10_000, rows: 100)
        }

        func open() throws -> any TableFunctionCursor { Cursor(connection) }
    }

    private final class Cursor: TableFunctionCursor {
        let connection: Connection
        var statement: SQLiteStatement?
        var isAtEnd = true
        var rowid: Int64 = 0
        var width = 0

        init(_ connection: Connection) { self.connection = connection }

        func filter(_ arguments: TableFunctionArguments) throws {
            let sql = arguments[0].text
            if statement?.sql != sql { statement = try connection.sqlite.prepare(sql) }
            guard let statement else { return }
            statement.reset()
            width = statement.columnCount
            let batch = arguments[arguments.count - 1].object(QueryBatch.tag, as: QueryBatch.self)
            let values = 1..<(batch == nil ? arguments.count : arguments.count - 1)
            for index in values { try statement.bind(arguments[index].copy, at: index) }
            rowid = 0
            let outer = connection.queryBatch
            connection.queryBatch = batch
            defer { connection.queryBatch = outer }
            isAtEnd = try !statement.step()
        }

        func next() throws {
            guard let statement else { return }
            rowid += 1
            isAtEnd = try !statement.step()
        }

        func column(_ index: Int, _ call: VecDB.FunctionCall) throws {
            guard let statement, index < width else { return call.resultNull() }
            call.result(statement.value(index))
        }
    }
}
