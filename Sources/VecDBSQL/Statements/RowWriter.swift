import VecDB
import VectorTypes

/// Writes rows into one table through one prepared SQLite statement: what INSERT and COPY have in common.
///
/// A row is checked here for NULLs, so that the message can show it, then handed to SQLite, whose reports of violated
/// constraints get PostgreSQL's DETAIL from the row at hand.
final class RowWriter {
    let session: Session
    let table: CatalogTable
    /// The table's columns that are written, as places in ``CatalogTable/columns``.
    let written: [Int]
    private let statement: SQLiteStatement
    private let parameters: [EmittedParameter]
    private let returnsRow: Bool
    private let required: [Int]
    private let indexCheck: IndexRowCheck?

    /// - Parameter conflict: The ON CONFLICT clause in SQLite's words, with its parameters numbered after the row's.
    init(
        _ session: Session, _ table: CatalogTable, sql: CompiledSQL, written: [Int], returnsRow: Bool,
        arguments: [SQLiteValue]
    ) throws {
        self.session = session
        self.table = table
        self.written = written
        self.returnsRow = returnsRow
        parameters = sql.parameters
        required = table.columns.indices.filter { table.requiresValue($0) }
        indexCheck = try IndexRowCheck(table, session)
        statement = try session.connection.sqlite.cached(sql.sql)
        // What is not the row's own stays bound.
        for (index, parameter) in parameters.enumerated() {
            switch parameter {
            case .constant(let value): try statement.bind(value, at: index + 1)
            case .parameter(let number) where number > 0:
                guard number <= arguments.count else {
                    throw VecDBError(.undefinedParameter, "there is no parameter $\(number)")
                }
                try statement.bind(arguments[number - 1], at: index + 1)
            case .parameter: break
            }
        }
    }

    /// `INSERT INTO t (…) VALUES (…)`: parameter −i−1 is the row's value for column i.
    static func insertion(into table: CatalogTable, written: [Int], alias: String, emitter: inout SQLEmitter) {
        emitter.write("INSERT INTO \(quoted(identifier: table.name)) AS \(alias) ")
        guard !written.isEmpty else { return emitter.write("DEFAULT VALUES") }
        emitter.write(
            "(\(written.map { quoted(identifier: table.columns[$0].name) }.joined(separator: ", "))) VALUES (")
        for (place, column) in written.enumerated() {
            if place > 0 { emitter.write(", ") }
            emitter.write(parameter: .parameter(-column - 1))
        }
        emitter.write(")")
    }

    /// Inserts a row of all the table's columns; returns the rowid that was inserted or updated, nil if none was.
    func insert(_ row: [SQLiteValue]) throws -> Int64? {
        for index in required where row[index].isNull {
            throw ConstraintMessages.notNull(table, table.columns[index], row: row, session.context)
        }
        for (index, parameter) in parameters.enumerated() {
            guard case .parameter(let number) = parameter, number < 0 else { continue }
            try statement.bind(row[-number - 1], at: index + 1)
        }
        do {
            defer { statement.reset() }
            guard returnsRow else {
                _ = try statement.step()
                guard session.connection.sqlite.changes > 0 else { return nil }
                try indexCheck?.check(row: session.connection.sqlite.lastInsertRowid)
                return 0
            }
            guard try statement.step() else { return nil }
            let rowid = statement.integer(0)
            while try statement.step() {}
            try indexCheck?.check(row: rowid)
            return rowid
        } catch let error as VecDBError {
            throw try ConstraintMessages.detailed(error, table, row: row, session)
        }
    }
}

extension CatalogTable {
    /// Whether a NULL in this column is refused before SQLite sees the row.
    func requiresValue(_ index: Int) -> Bool {
        let column = columns[index]
        if column.generated != nil { return false }
        if column.isNotNull || rowidColumn == index { return true }
        if case .primaryKey(let names)? = primaryKey?.kind { return names.contains(column.name) }
        return false
    }
}
