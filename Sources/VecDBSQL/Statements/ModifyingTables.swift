import PostgresSyntax
import VecDB
import VectorTypes

/// A statement with data-modifying CTEs: each runs once, in order, its RETURNING rows kept in a temporary table that the
/// rest of the statement reads.
final class ModifyingTablesPlan: Plan {
    private let statement: Statement
    private let tables: [CommonTable]

    init(_ statement: Statement, _ tables: [CommonTable], _ session: Session, _ binder: QueryBinder) throws {
        self.statement = statement
        self.tables = tables
        super.init(columns: nil, parameterTypes: try binder.parameters.settled(), writes: true)
    }

    override func run(_ session: Session, _ arguments: [SQLiteValue]) throws -> StatementOutcome {
        let parameters = ParameterTypes(parameterTypes)
        let binder = try session.binder(parameters)
        var made: [String] = []
        defer { for name in made { try? session.connection.sqlite.execute("DROP TABLE temp.\(name)") } }
        // Plain CTEs that a modifying one uses stay with it.
        var earlier: [CommonTable] = []
        for table in statement.with?.tables ?? [] {
            guard tables.contains(where: { $0.name == table.name && $0.location == table.location }) else {
                earlier.append(table)
                continue
            }
            let plan = try session.plan(table.statement.adding(earlier), binder)
            let outcome = try plan.run(session, arguments)
            let name = session.temporaryName()
            let columns = plan.columns ?? []
            let list = columns.isEmpty ? "c1" : (1...columns.count).map { "c\($0)" }.joined(separator: ", ")
            try session.connection.sqlite.execute("CREATE TEMP TABLE \(name) (\(list))")
            made.append(name)
            let marks = (1...max(columns.count, 1)).map { "?\($0)" }.joined(separator: ", ")
            for row in outcome.rows {
                try session.connection.sqlite.execute("INSERT INTO temp.\(name) VALUES (\(marks))", row)
            }
            let entry = BoundCommonTable(name: table.name, alias: name, materialization: .always)
            entry.temporaryTable = name
            entry.columns = columns.enumerated().map { index, column in
                (index < table.columns.count ? table.columns[index] : column.name, column.type)
            }
            if plan.columns != nil { binder.transitionTables[table.name] = entry }
        }
        let rest = statement.removing(tables)
        let plan = try session.plan(rest, binder)
        return try plan.run(session, arguments)
    }
}

extension Statement {
    /// The statement with more CTEs in front.
    fileprivate func adding(_ tables: [CommonTable]) -> Statement {
        guard !tables.isEmpty else { return self }
        return changingWith { with in
            guard var with else { return WithClause(isRecursive: false, tables: tables) }
            with.tables = tables + with.tables
            return with
        }
    }

    /// The statement without these CTEs.
    fileprivate func removing(_ tables: [CommonTable]) -> Statement {
        changingWith { with in
            guard var with else { return nil }
            with.tables.removeAll { table in tables.contains { $0.name == table.name } }
            return with.tables.isEmpty ? nil : with
        }
    }

    private func changingWith(_ change: (WithClause?) -> WithClause?) -> Statement {
        switch self {
        case .select(var select):
            select.with = change(select.with)
            return .select(select)
        case .insert(var insert):
            insert.with = change(insert.with)
            return .insert(insert)
        case .update(var update):
            update.with = change(update.with)
            return .update(update)
        case .delete(var delete):
            delete.with = change(delete.with)
            return .delete(delete)
        default: return self
        }
    }
}
