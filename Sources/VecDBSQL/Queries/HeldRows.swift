import VecDB
import VectorTypes

/// Common tables and views that are too heavy for SQLite to put in the place of each reference (see
/// ``QueryBinder/weighed(_:_:)``): `vecdb_held(sql, parameters…)`, a table-valued function that runs a query once in a
/// statement and keeps its rows, out of the statement's budget of memory.
final class HeldRows {
    private final class Entry {
        var rows: [[SQLiteValue]] = []
        let charge = MemoryCharge()
    }

    /// By the query's text. Its parameters are the statement's, which do not change while it runs.
    private var entries: [String: Entry] = [:]

    /// A statement begins or ends: nothing is kept beyond it.
    func removeAll() {
        if !entries.isEmpty { entries = [:] }
    }

    /// Writes the query that reads a held table.
    static func write(_ table: BoundCommonTable, into emitter: inout SQLEmitter) throws {
        let columns = QueryWriter.columnList(table.columns.count)
        let inner: CompiledSQL
        if let written = table.heldText {
            inner = written
        } else {
            var text = SQLEmitter()
            // Its parts may be deep, too; nothing is lost by cutting them where they need not be.
            text.nestingLimit = SeparateQuery.nestingLimit
            try QueryWriter.writeDefinitions(table.withDependencies, spelledOut: table, into: &text)
            text.write("SELECT \(columns) FROM \(table.alias)")
            inner = CompiledSQL(text)
            table.heldText = inner
        }
        guard inner.parameters.count < SeparateQuery.argumentLimit else { throw SeparateQuery.tooComplex }
        emitter.write("SELECT \(columns) FROM vecdb_held\(SeparateQuery.suffix(table.columns.count))(")
        emitter.write(parameter: .constant(.text(inner.sql)))
        for parameter in inner.parameters {
            emitter.write(", ")
            emitter.write(parameter: parameter)
        }
        // With a LIMIT it stays a table of its own, for which SQLite can make an index.
        emitter.write(") LIMIT -1")
    }

    static func register(on connection: Connection, _ held: HeldRows) throws {
        for width in SeparateQuery.widths {
            try connection.sqlite.createTableFunction(
                "vecdb_held\(SeparateQuery.suffix(width))", Function(connection, held, width: width))
        }
    }

    private func rows(_ connection: Connection, _ arguments: TableFunctionArguments) throws -> [[SQLiteValue]] {
        let sql = arguments[0].text
        if let entry = entries[sql] { return entry.rows }
        let entry = Entry()
        let statement = try connection.sqlite.prepare(sql)
        defer { statement.reset() }
        for index in 1..<max(arguments.count, 1) { try statement.bind(arguments[index].copy, at: index) }
        while try statement.step() {
            let row = statement.row
            try entry.charge.add(row)
            entry.rows.append(row)
        }
        entries[sql] = entry
        return entry.rows
    }

    private final class Function: TableFunction {
        unowned let connection: Connection
        let held: HeldRows
        let width: Int

        init(_ connection: Connection, _ held: HeldRows, width: Int) {
            self.connection = connection
            self.held = held
            self.width = width
        }

        var columns: String { SeparateQuery.columns(width) }

        func plan(_ plan: TableFunctionPlan) throws {
            try plan.passArguments(from: width, required: 1)
            plan.setCost(10_000, rows: 10_000)
        }

        func open() throws -> any TableFunctionCursor { Cursor(connection, held) }
    }

    private final class Cursor: TableFunctionCursor {
        let connection: Connection
        let held: HeldRows
        var rows: [[SQLiteValue]]?
        var position = 0

        init(_ connection: Connection, _ held: HeldRows) {
            self.connection = connection
            self.held = held
        }

        func filter(_ arguments: TableFunctionArguments) throws {
            // The text of one place in a statement never changes.
            if rows == nil { rows = try held.rows(connection, arguments) }
            position = 0
        }

        var isAtEnd: Bool { position >= (rows?.count ?? 0) }
        var rowid: Int64 { Int64(position) }
        func next() throws { position += 1 }

        func column(_ index: Int, _ call: VecDB.FunctionCall) throws {
            guard let rows, rows.indices.contains(position), index < rows[position].count else {
                return call.resultNull()
            }
            call.result(rows[position][index])
        }
    }
}
