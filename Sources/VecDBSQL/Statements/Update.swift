import PostgresSyntax
import VecDB
import VectorTypes

// UPDATE. First one query finds the rows and computes their new values, then each row is written by its rowid: the
// values are settled before the first row changes, as SQL wants it, and a violated constraint can be told with its row.
struct UpdatePlanner {
    let binder: QueryBinder

    init(_ binder: QueryBinder) { self.binder = binder }

    func plan(_ update: UpdateStatement) throws -> Plan {
        let outer = QueryScope(parent: nil)
        var commonTables: [BoundCommonTable] = []
        if let with = update.with { commonTables = try binder.bindCommonTables(with, scope: outer) }
        let target = try TargetTable(update.relation, binder, verb: "update", parent: outer)
        let others = try ModificationSource(binder, target, update.from, filter: update.filter, construct: "WHERE")
        let assignments = try AssignmentList(binder, target, scope: target.scope).bind(update.assignments)
        for assignment in assignments where assignment.value.containsAggregate {
            throw VecDBError(.groupingError, "aggregate functions are not allowed in UPDATE")
        }
        let written = assignments.filter { target.table.columns[$0.column].generated == nil }
        var returning: ReturningClause?
        var extras: [BoundExpression] = []
        if !update.returning.isEmpty {
            let bound = try binder.bindTargets(update.returning, scope: target.scope, clause: .returning)
            let carried = others.carry(bound, &extras)
            returning = try ReturningClause(carried, target: target, binder: binder)
        }
        let selection = try CompiledSQL.write(for: binder.environment.connection) { emitter in
            try others.writeSelection(
                target, commonTables, columns: written.map(\.value) + extras, into: &emitter)
        }
        var change = SQLEmitter()
        change.write("UPDATE \(quoted(identifier: target.table.name)) SET ")
        for (place, assignment) in written.enumerated() {
            if place > 0 { change.write(", ") }
            change.write("\(quoted(identifier: target.table.columns[assignment.column].name)) = ")
            change.write(parameter: .parameter(-place - 1))
        }
        change.write(" WHERE \(quoted(identifier: target.table.rowidName)) = ")
        change.write(parameter: .parameter(ReturningClause.rowidParameter))
        return UpdatePlan(
            target: target, selection: selection, change: written.isEmpty ? nil : CompiledSQL(change),
            columns: written.map(\.column), returning: returning,
            parameterTypes: try binder.parameters.settled())
    }
}

/// The other tables of UPDATE … FROM and DELETE … USING, with the condition.
struct ModificationSource {
    let from: BoundFrom?
    let filter: BoundExpression?
    let target: TargetTable

    init(
        _ binder: QueryBinder, _ target: TargetTable, _ items: [FromItem], filter: Expression?, construct: String
    ) throws {
        self.target = target
        let own = target.scope.items
        from = try binder.bindFrom(items, scope: target.scope)
        _ = own
        self.filter = try filter.map {
            try binder.expressions(target.scope, .where).bindBoolean($0, construct: construct)
        }
    }

    /// `SELECT rowid, columns… FROM target JOIN others WHERE filter`.
    func writeSelection(
        _ target: TargetTable, _ commonTables: [BoundCommonTable], columns: [BoundExpression],
        into emitter: inout SQLEmitter
    ) throws {
        let select = BoundSelect()
        let rowid = BoundExpression(
            .column(ColumnBinding(sql: target.entry.rowid, name: "rowid", relation: target.entry.number, attribute: 0)),
            .int8)
        select.targets = ([rowid] + columns).map { BoundTarget(expression: $0, name: "") }
        select.from = from.map { .join(.inner, .entry(target.entry), $0, condition: nil) } ?? .entry(target.entry)
        select.filter = filter
        let query = BoundQuery(body: .select(select), columns: select.targets.map { ("", $0.expression.columnType) })
        query.commonTables = commonTables
        try query.emit(into: &emitter)
    }

    /// RETURNING's targets with what they take from the other tables replaced by parameters; those values are computed
    /// by the selection.
    func carry(_ targets: [BoundTarget], _ extras: inout [BoundExpression]) -> [BoundTarget] {
        let others = Set((from?.entries ?? []).map(\.number))
        return targets.map { item in
            var item = item
            item.expression = item.expression.map { node in
                guard case .column(let column) = node.node, column.level == 0, others.contains(column.relation) else {
                    return nil
                }
                let place = extras.firstIndex(of: node) ?? extras.count
                if place == extras.count { extras.append(node) }
                return BoundExpression(
                    .parameter(ReturningClause.extraParameter - place), node.type, modifier: node.modifier,
                    location: node.location)
            }
            return item
        }
    }
}

final class UpdatePlan: Plan {
    private let target: TargetTable
    private let selection: CompiledSQL
    private let change: CompiledSQL?
    private let assigned: [Int]
    private let returning: ReturningClause?

    init(
        target: TargetTable, selection: CompiledSQL, change: CompiledSQL?, columns: [Int],
        returning: ReturningClause?, parameterTypes: [ColumnType]
    ) {
        self.target = target
        self.selection = selection
        self.change = change
        assigned = columns
        self.returning = returning
        super.init(columns: returning?.columns, parameterTypes: parameterTypes, writes: true)
    }

    override func run(_ session: Session, _ arguments: [SQLiteValue]) throws -> StatementOutcome {
        let table = target.table
        let rows = try selection.rows(session.connection, arguments)
        let statement = try change.map { try session.connection.sqlite.cached($0.sql) }
        let required = assigned.indices.filter { table.requiresValue(assigned[$0]) }
        let indexCheck = try IndexRowCheck(table, session)
        var seen: Set<Int64> = []
        var results: [[SQLiteValue]] = []
        for row in rows {
            guard let rowid = row[0].integer, seen.insert(rowid).inserted else { continue }
            let values = row[1..<(1 + assigned.count)]
            // A row that gets another primary key is found under that.
            let key = table.rowidColumn.flatMap { place in
                assigned.firstIndex(of: place).flatMap { row[1 + $0].integer }
            }
            for place in required where row[1 + place].isNull {
                let column = table.columns[assigned[place]]
                throw ConstraintMessages.notNull(
                    table, column, row: try whole(rowid, Array(values), session), session.context)
            }
            if let statement, let change {
                for (index, parameter) in change.parameters.enumerated() {
                    switch parameter {
                    case .parameter(ReturningClause.rowidParameter): try statement.bind(rowid, at: index + 1)
                    case .parameter(let number): try statement.bind(row[-number], at: index + 1)
                    case .constant(let value): try statement.bind(value, at: index + 1)
                    }
                }
                do {
                    defer { statement.reset() }
                    try statement.run()
                } catch let error as VecDBError {
                    let new = try whole(rowid, Array(values), session)
                    if error.sqlState == .foreignKeyViolation {
                        let old = try stored(rowid, session)
                        let found = try ConstraintMessages.detailed(error, table, row: new, session)
                        if found.detail != nil { throw found }
                        throw try ConstraintMessages.referenced(error, table, rows: [old], session)
                    }
                    throw try ConstraintMessages.detailed(error, table, row: new, session)
                }
            }
            try indexCheck?.check(row: key ?? rowid)
            if let returning {
                results.append(
                    try returning.row(
                        key ?? rowid, session, arguments, extras: Array(row[(1 + assigned.count)...])))
            }
        }
        return StatementOutcome("UPDATE \(seen.count)", columns: columns, rows: results)
    }

    private func stored(_ rowid: Int64, _ session: Session) throws -> [SQLiteValue] {
        let names = target.table.columns.map { quoted(identifier: $0.name) }.joined(separator: ", ")
        let sql =
            "SELECT \(names) FROM \(quoted(identifier: target.table.name)) WHERE \(quoted(identifier: target.table.rowidName)) = ?1"
        return try session.connection.sqlite.rows(sql, [.integer(rowid)]).first ?? []
    }

    /// The row as the update would leave it.
    private func whole(_ rowid: Int64, _ values: [SQLiteValue], _ session: Session) throws -> [SQLiteValue] {
        var row = try stored(rowid, session)
        for (place, index) in assigned.enumerated() where index < row.count { row[index] = values[place] }
        return row
    }
}
