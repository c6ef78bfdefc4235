import PostgresSyntax
import VecDB
import VectorTypes

/// A statement that PREPARE has named.
struct PreparedStatement {
    var statement: Statement
    var types: [ColumnType?]
    var text: String
    var plan: (plan: Plan, catalogVersion: Int64, settingsVersion: Int)?
}

/// An open cursor: its rows are all there already, so that it can go back and forth.
struct Cursor {
    var columns: [ResultColumn]
    var rows: [[SQLiteValue]]
    /// The number of the current row, from 1; 0 before the first.
    var position = 0
    var isHeld: Bool
    var canScroll: Bool
    var text: String
}

// PREPARE, EXECUTE, DEALLOCATE, DECLARE, FETCH, CLOSE.
extension Session {
    func run(_ prepare: PrepareStatement, text: String) throws -> StatementOutcome {
        if prepared[prepare.name] != nil {
            throw VecDBError(
                .duplicatePreparedStatement, "prepared statement \"\(prepare.name)\" already exists")
        }
        var statement = PreparedStatement(
            statement: prepare.query, types: try prepare.types.map { try resolveType($0) }, text: text)
        try transact(writes: false) {
            let plan = try plan(prepare.query, declared: statement.types)
            statement.types = plan.parameterTypes
            statement.plan = (plan, try connection.catalog().version, settings.version)
        }
        prepared[prepare.name] = statement
        return StatementOutcome("PREPARE")
    }

    func run(_ execute: ExecuteStatement) throws -> StatementOutcome {
        guard let statement = prepared[execute.name] else {
            throw VecDBError(
                .invalidSQLStatementName, "prepared statement \"\(execute.name)\" does not exist")
        }
        return try transact(writes: statement.statement.writes) {
            let plan = try currentPlan(execute.name, statement)
            guard execute.arguments.count == plan.parameterTypes.count else {
                throw VecDBError(
                    .syntaxError, "wrong number of parameters for prepared statement \"\(execute.name)\"",
                    detail: "Expected \(plan.parameterTypes.count) parameters but got \(execute.arguments.count).")
            }
            let binder = try binder()
            var arguments: [SQLiteValue] = []
            for (index, argument) in execute.arguments.enumerated() {
                let type = plan.parameterTypes[index]
                let expressions = binder.expressions(QueryScope(parent: nil), .executeArgument)
                let bound = try expressions.bind(argument)
                guard let value = try binder.coercion.coerce(bound, to: type, .assignment) else {
                    throw VecDBError(
                        .datatypeMismatch,
                        "parameter $\(index + 1) of type \(bound.type) cannot be coerced to the expected type \(SQLType(type))",
                        hint: "You will need to rewrite or cast the expression.",
                        position: bound.location < 0 ? nil : bound.location + 1)
                }
                var emitter = SQLEmitter()
                emitter.write("SELECT ")
                try emitter.emit(value)
                arguments.append(try CompiledSQL(emitter).rows(connection, []).first?.first ?? .null)
            }
            if plan.writes { try connection.prepareToWrite() }
            return try plan.run(self, arguments)
        }
    }

    private func currentPlan(_ name: String, _ statement: PreparedStatement) throws -> Plan {
        let version = try connection.catalog().version
        if let kept = statement.plan, kept.catalogVersion == version, kept.settingsVersion == settings.version {
            return kept.plan
        }
        let plan = try plan(statement.statement, declared: statement.types)
        if let old = statement.plan?.plan.columns, let new = plan.columns, old.map(\.type) != new.map(\.type) {
            throw VecDBError(.featureNotSupported, "cached plan must not change result type")
        }
        prepared[name]?.plan = (plan, version, settings.version)
        return plan
    }

    func run(_ deallocate: DeallocateStatement) throws -> StatementOutcome {
        guard let name = deallocate.name else {
            prepared = [:]
            return StatementOutcome("DEALLOCATE ALL")
        }
        guard prepared.removeValue(forKey: name) != nil else {
            throw VecDBError(.invalidSQLStatementName, "prepared statement \"\(name)\" does not exist")
        }
        return StatementOutcome("DEALLOCATE")
    }

    // MARK: Cursors

    func run(_ declare: DeclareCursorStatement, parameters: [SQLParameter]) throws -> StatementOutcome {
        let isHeld = declare.options.contains(.hold)
        if block.state != .explicit, !isHeld {
            throw VecDBError(.noActiveTransaction, "DECLARE CURSOR can only be used in transaction blocks")
        }
        if cursors[declare.name] != nil {
            throw VecDBError(.duplicateCursor, "cursor \"\(declare.name)\" already exists")
        }
        if declare.options.contains(.binary) { throw featureNotSupported("binary cursors") }
        let outcome = try runQuery(.select(declare.query), parameters: parameters)
        cursors[declare.name] = Cursor(
            columns: outcome.columns ?? [], rows: outcome.rows, isHeld: isHeld,
            canScroll: !declare.options.contains(.noScroll), text: declare.name)
        return StatementOutcome("DECLARE CURSOR")
    }

    func run(_ fetch: FetchStatement) throws -> StatementOutcome {
        guard var cursor = cursors[fetch.cursor] else {
            throw VecDBError(.invalidCursorName, "cursor \"\(fetch.cursor)\" does not exist")
        }
        let count = cursor.rows.count
        var taken: [Int] = []
        var direction = fetch.direction
        var amount = fetch.count
        if direction == .forward || direction == .backward, amount < 0 {
            direction = direction == .forward ? .backward : .forward
            amount = amount == .min ? .max : -amount
        }
        if direction != .forward, !cursor.canScroll {
            throw VecDBError(
                .objectNotInPrerequisiteState, "cursor can only scan forward",
                hint: "Declare it with SCROLL option to enable backward scan.")
        }
        switch direction {
        case .forward:
            if amount == 0 {
                if (1...max(count, 1)).contains(cursor.position), count > 0 { taken = [cursor.position] }
            } else {
                let end = min(
                    count, cursor.position.addingReportingOverflow(amount).overflow ? count : cursor.position + amount)
                if cursor.position < end { taken = Array((cursor.position + 1)...end) }
                let wanted = cursor.position.addingReportingOverflow(amount)
                cursor.position = wanted.overflow || wanted.partialValue > count ? count + 1 : wanted.partialValue
            }
        case .backward:
            let start = amount == .max ? 0 : max(0, cursor.position - amount)
            if cursor.position > 1 { taken = Array(max(start, 1)..<cursor.position).reversed() }
            cursor.position = amount == .max ? 0 : start
        case .absolute, .relative:
            var place = amount
            // Places beyond the ends are all alike, however far.
            let distance = min(max(amount, -count - 1), count + 1)
            if direction == .relative { place = cursor.position + distance }
            if direction == .absolute, amount < 0 { place = count + 1 + distance }
            cursor.position = min(max(place, 0), count + 1)
            if (1...max(count, 1)).contains(cursor.position), count > 0 { taken = [cursor.position] }
        }
        cursors[fetch.cursor] = cursor
        if fetch.isMove { return StatementOutcome("MOVE \(taken.count)") }
        return StatementOutcome(
            "FETCH \(taken.count)", columns: cursor.columns, rows: taken.map { cursor.rows[$0 - 1] })
    }

    func run(_ close: ClosePortalStatement) throws -> StatementOutcome {
        guard let name = close.name else {
            cursors = [:]
            return StatementOutcome("CLOSE CURSOR ALL")
        }
        guard cursors.removeValue(forKey: name) != nil else {
            throw VecDBError(.invalidCursorName, "cursor \"\(name)\" does not exist")
        }
        return StatementOutcome("CLOSE CURSOR")
    }

    // MARK: VACUUM, ANALYZE, LOCK

    func run(_ vacuum: VacuumStatement) throws -> StatementOutcome {
        let tag = vacuum.isVacuum ? "VACUUM" : "ANALYZE"
        if vacuum.isVacuum { try requireNoBlock("VACUUM") }
        if let target = vacuum.target {
            try connection.backup(to: target)
            return StatementOutcome(tag)
        }
        let known: Set<String> = [
            "full", "freeze", "verbose", "analyze", "disable_page_skipping", "skip_locked", "index_cleanup",
            "process_toast", "truncate", "parallel",
        ]
        for option in vacuum.options where !known.contains(option.name.lowercased()) {
            throw VecDBError(
                .syntaxError, "unrecognized \(tag) option \"\(option.name)\"",
                position: option.location < 0 ? nil : option.location + 1)
        }
        let wantsStatistics = !vacuum.isVacuum || vacuum.options.contains { $0.name.lowercased() == "analyze" }
        let isVerbose = vacuum.options.contains {
            $0.name.lowercased() == "verbose" && SettingDefinition.boolean(from: $0.value?.text ?? "on") != false
        }
        let tables = try transact(writes: wantsStatistics) { () -> [CatalogTable] in
            let catalog = try connection.catalog()
            for relation in vacuum.relations {
                guard let table = catalog.table(relation.name.name) else {
                    throw VecDBError(.undefinedTable, "relation \"\(relation.name.name)\" does not exist")
                }
                for column in relation.columns where table.column(column) == nil {
                    throw VecDBError(
                        .undefinedColumn,
                        "column \"\(column)\" of relation \"\(relation.name.name)\" does not exist")
                }
                if wantsStatistics { try connection.sqlite.execute("ANALYZE \(quoted(identifier: table.name))") }
            }
            if wantsStatistics, vacuum.relations.isEmpty { try connection.sqlite.execute("ANALYZE") }
            let named = vacuum.relations.compactMap { catalog.table($0.name.name) }
            return vacuum.relations.isEmpty
                ? catalog.tables.values.filter { !$0.isView }.sorted { $0.oid < $1.oid } : named
        }
        if vacuum.isVacuum {
            try maintain(tables, isVerbose: isVerbose)
            if !isStrict { try adviseRebuilding(tables) }
            // SQLite reuses the space of deleted rows by itself; FULL gives it back to the file system.
            let isFull = vacuum.options.contains { $0.name.lowercased() == "full" }
            try isFull ? connection.compactFile() : connection.checkpoint()
        }
        return StatementOutcome(tag)
    }

    /// Takes removed vectors out of approximate indexes and writes their pages, and tells of it as VACUUM VERBOSE does.
    private func maintain(_ tables: [CatalogTable], isVerbose: Bool) throws {
        for table in tables {
            let name = "\(context.database).public.\(table.name)"
            if isVerbose { notice(Notice(.info, "vacuuming \"\(name)\"")) }
            let indexes = table.indexes.filter(\.isApproximate)
            let before = try isVerbose ? indexes.map { try connection.indexStatus($0.name) } : []
            if !indexes.isEmpty { try connection.maintainIndexes(of: [table.oid]) }
            guard isVerbose else { continue }
            let lines = try zip(indexes, before).map { index, before in
                let after = try connection.indexStatus(index.name)
                let removed = max(0, before.rows + before.dead - after.rows - after.dead)
                return "index \"\(index.name)\": \(after.rows) entries, \(removed) removed"
            }
            notice(
                Notice(
                    .info,
                    (["finished vacuuming \"\(name)\": index scans: \(indexes.isEmpty ? 0 : 1)"] + lines)
                        .joined(separator: "\n")))
        }
    }

    /// Remarks on indexes whose data has moved away from what they were built for.
    private func adviseRebuilding(_ tables: [CatalogTable]) throws {
        for index in tables.flatMap(\.indexes) where index.isApproximate {
            guard let advice = try connection.indexAdvice(index.name) else { continue }
            notice(
                Notice(
                    .notice, "index \"\(index.name)\" should be built again",
                    detail: "\(advice.prefix(1).uppercased())\(advice.dropFirst()).",
                    hint: "Use REINDEX INDEX."))
        }
    }

    func checkpoint() throws -> StatementOutcome {
        // Inside a transaction block the commit checkpoints when enough has been written.
        if transactionStatus == .idle { try connection.checkpoint() }
        return StatementOutcome("CHECKPOINT")
    }

    func run(_ lock: LockStatement) throws -> StatementOutcome {
        try requireBlock("LOCK TABLE")
        try transact(writes: true) {
            let catalog = try connection.catalog()
            for relation in lock.relations where catalog.table(relation.name.name) == nil {
                throw VecDBError(.undefinedTable, "relation \"\(relation.name.name)\" does not exist")
            }
        }
        return StatementOutcome("LOCK TABLE")
    }
}
