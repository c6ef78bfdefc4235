import PostgresSyntax
import VecDB
import VectorTypes

/// A statement that is ready to run, again and again, with other arguments.
class Plan {
    /// The result's columns; nil when it returns no rows.
    let columns: [ResultColumn]?
    /// The types of `$1` …, as declared or inferred.
    let parameterTypes: [ColumnType]
    let writes: Bool

    init(columns: [ResultColumn]?, parameterTypes: [ColumnType], writes: Bool) {
        self.columns = columns
        self.parameterTypes = parameterTypes
        self.writes = writes
    }

    /// Runs in the session's open transaction; `arguments` are in stored form.
    func run(_ session: Session, _ arguments: [SQLiteValue]) throws -> StatementOutcome {
        throw featureNotSupported("this statement")
    }
}

/// Text for SQLite with what its parameters stand for.
struct CompiledSQL {
    let sql: String
    let parameters: [EmittedParameter]

    init(_ emitter: SQLEmitter) {
        sql = emitter.sql
        parameters = emitter.parameters
    }

    /// The statement with its parameters bound, ready to step.
    func statement(_ connection: Connection, _ arguments: [SQLiteValue]) throws -> SQLiteStatement {
        let statement = try connection.sqlite.cached(sql)
        statement.reset()
        try bind(statement, arguments)
        return statement
    }

    func bind(_ statement: SQLiteStatement, _ arguments: [SQLiteValue]) throws {
        for (index, parameter) in parameters.enumerated() {
            switch parameter {
            case .constant(let value): try statement.bind(value, at: index + 1)
            case .parameter(let number):
                guard number >= 1, number <= arguments.count else { throw missingArgument(number) }
                try statement.bind(arguments[number - 1], at: index + 1)
            }
        }
    }

    private func missingArgument(_ number: Int) -> VecDBError {
        VecDBError(.undefinedParameter, "there is no parameter $\(number)")
    }

    /// All rows.
    func rows(_ connection: Connection, _ arguments: [SQLiteValue]) throws -> [[SQLiteValue]] {
        let statement = try statement(connection, arguments)
        defer { statement.reset() }
        var rows: [[SQLiteValue]] = []
        let width = statement.columnCount
        let charge = MemoryCharge()
        while try statement.step() {
            var row: [SQLiteValue] = []
            row.reserveCapacity(width)
            for index in 0..<width { row.append(statement.value(index)) }
            try charge.add(row)
            rows.append(row)
        }
        return rows
    }
}

/// SELECT, VALUES.
final class SelectPlan: Plan {
    let query: BoundQuery
    let compiled: CompiledSQL

    init(_ query: BoundQuery, parameterTypes: [ColumnType], for connection: Connection) throws {
        self.query = query
        compiled = try CompiledSQL.write(for: connection) { try query.emit(into: &$0) }
        super.init(
            columns: query.columns.map { ResultColumn(name: $0.name, type: $0.type) }, parameterTypes: parameterTypes,
            writes: query.locksRows || query.callsWriters)
    }

    override func run(_ session: Session, _ arguments: [SQLiteValue]) throws -> StatementOutcome {
        var rows = try compiled.rows(session.connection, arguments)
        if query.columns.isEmpty { rows = rows.map { _ in [] } }
        return StatementOutcome("SELECT \(rows.count)", columns: columns, rows: rows)
    }
}

extension BoundQuery {
    /// Whether it calls `nextval` or `setval`, which write.
    var callsWriters: Bool {
        func writes(_ expression: BoundExpression) -> Bool {
            expression.contains { node in
                switch node.node {
                case .call(let function, _): function.name == "nextval" || function.name == "setval"
                case .subquery(_, let query): (query as? BoundQuery)?.callsWriters ?? false
                default: false
                }
            }
        }
        if commonTables.contains(where: { $0.query?.callsWriters ?? false }) { return true }
        switch body {
        case .values(let rows): return rows.contains { $0.contains(where: writes) }
        case .setOperation(let operation): return operation.left.callsWriters || operation.right.callsWriters
        case .select(let select):
            return select.targets.contains { writes($0.expression) } || (select.filter.map(writes) ?? false)
                || (select.from?.entries ?? []).contains {
                    if case .query(let query) = $0.source { return query.callsWriters }
                    return false
                }
        }
    }
}
