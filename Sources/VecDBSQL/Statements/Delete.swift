import PostgresSyntax
import VecDB
import VectorTypes

// DELETE: one SQLite statement where nothing else is wanted; with USING or RETURNING the rows are found first.
struct DeletePlanner {
    let binder: QueryBinder

    init(_ binder: QueryBinder) { self.binder = binder }

    func plan(_ delete: DeleteStatement) throws -> Plan {
        let outer = QueryScope(parent: nil)
        var commonTables: [BoundCommonTable] = []
        if let with = delete.with { commonTables = try binder.bindCommonTables(with, scope: outer) }
        let target = try TargetTable(delete.relation, binder, verb: "delete from", parent: outer)
        let source = try ModificationSource(binder, target, delete.using, filter: delete.filter, construct: "WHERE")
        let returning =
            try delete.returning.isEmpty
            ? nil
            : binder.bindTargets(delete.returning, scope: target.scope, clause: .returning).map {
                BoundTarget(expression: try binder.resolved($0.expression), name: $0.name)
            }
        let isPlain = returning == nil && source.from == nil && commonTables.isEmpty
        let connection = binder.environment.connection
        let sql = try CompiledSQL.write(for: connection) { emitter in
            guard isPlain else {
                return try source.writeSelection(
                    target, commonTables, columns: (returning ?? []).map(\.expression), into: &emitter)
            }
            emitter.write("DELETE FROM ")
            try QueryWriter.write(target.entry, into: &emitter)
            if let filter = source.filter {
                emitter.write(" WHERE ")
                try emitter.emit(filter)
            }
        }
        let keys = try CompiledSQL.write(for: connection) { keys in
            keys.write("SELECT ")
            for (index, column) in target.table.columns.enumerated() {
                keys.write((index > 0 ? ", " : "") + "\(target.entry.alias).\(quoted(identifier: column.name))")
            }
            keys.write(" FROM ")
            try QueryWriter.write(target.entry, into: &keys)
            if let filter = source.filter, isPlain {
                keys.write(" WHERE ")
                try keys.emit(filter)
            }
        }
        return DeletePlan(
            table: target.table, sql: sql, isPlain: isPlain, doomed: keys,
            columns: returning?.map { ResultColumn(name: $0.name, type: $0.expression.columnType) },
            parameterTypes: try binder.parameters.settled())
    }
}

final class DeletePlan: Plan {
    private let table: CatalogTable
    private let sql: CompiledSQL
    private let isPlain: Bool
    /// The rows that go, for the message when others refer to them.
    private let doomed: CompiledSQL

    init(
        table: CatalogTable, sql: CompiledSQL, isPlain: Bool, doomed: CompiledSQL, columns: [ResultColumn]?,
        parameterTypes: [ColumnType]
    ) {
        self.table = table
        self.sql = sql
        self.isPlain = isPlain
        self.doomed = doomed
        super.init(columns: columns, parameterTypes: parameterTypes, writes: true)
    }

    override func run(_ session: Session, _ arguments: [SQLiteValue]) throws -> StatementOutcome {
        if isPlain {
            let statement = try sql.statement(session.connection, arguments)
            do {
                defer { statement.reset() }
                try statement.run()
            } catch let error as VecDBError where error.sqlState == .foreignKeyViolation {
                let rows = try doomed.rows(session.connection, arguments)
                throw try ConstraintMessages.referenced(error, table, rows: rows, session)
            }
            return StatementOutcome("DELETE \(session.connection.sqlite.changes)")
        }
        let rows = try sql.rows(session.connection, arguments)
        let text =
            "DELETE FROM \(quoted(identifier: table.name)) WHERE \(quoted(identifier: table.rowidName)) = ?1"
        let statement = try session.connection.sqlite.cached(text)
        var seen: Set<Int64> = []
        var results: [[SQLiteValue]] = []
        for row in rows {
            guard let rowid = row[0].integer, seen.insert(rowid).inserted else { continue }
            try statement.bind(rowid, at: 1)
            do {
                defer { statement.reset() }
                try statement.run()
            } catch let error as VecDBError where error.sqlState == .foreignKeyViolation {
                let names = table.columns.map { quoted(identifier: $0.name) }.joined(separator: ", ")
                let old = try session.connection.sqlite.rows(
                    "SELECT \(names) FROM \(quoted(identifier: table.name)) WHERE \(quoted(identifier: table.rowidName)) = ?1",
                    [.integer(rowid)])
                throw try ConstraintMessages.referenced(error, table, rows: old, session)
            }
            results.append(Array(row.dropFirst()))
        }
        return StatementOutcome("DELETE \(seen.count)", columns: columns, rows: columns == nil ? [] : results)
    }
}
