import PostgresSyntax
import VecDB
import VectorTypes

// INSERT. The rows come from VALUES or a query; each is completed with defaults, checked and written through one prepared
// SQLite statement (RowWriter). Values that are constants or parameters never pass through SQLite's expressions.

/// Where a column's value comes from when the statement gives none.
enum DefaultSource {
    case null
    case constant(SQLiteValue)
    /// Takes the next number.
    case sequence(String)
    /// Evaluated once a statement (`now()`).
    case stable(CompiledSQL)
    /// Evaluated for every row (`gen_random_uuid()`).
    case volatile(CompiledSQL)

    /// The default of a table's column.
    static func of(_ column: CatalogColumn, _ binder: QueryBinder) throws -> DefaultSource {
        if let sequence = column.sequence { return .sequence(sequence) }
        guard let stored = column.defaultValue else { return .null }
        guard let parsed = try? parseExpression(stored.text) else {
            return .stable(CompiledSQL(text: "SELECT \(stored.sqlite)"))
        }
        let expressions = binder.expressions(QueryScope(parent: nil), .columnDefault)
        let bound = try expressions.bindAssignment(parsed, to: column.name, type: column.type)
        if case .constant(let value) = bound.node { return .constant(value) }
        var emitter = SQLEmitter()
        emitter.write("SELECT ")
        try emitter.emit(bound)
        let compiled = CompiledSQL(emitter)
        return bound.volatility == .volatile ? .volatile(compiled) : .stable(compiled)
    }
}

extension CompiledSQL {
    init(text: String) {
        sql = text
        parameters = []
    }
}

/// Completes rows with defaults.
struct RowDefaults {
    private let sources: [(column: Int, source: DefaultSource)]
    private var settled: [Int: SQLiteValue] = [:]

    init(_ sources: [(column: Int, source: DefaultSource)]) { self.sources = sources }

    /// Fills the columns that the statement leaves out.
    mutating func fill(_ row: inout [SQLiteValue], _ session: Session) throws {
        for (column, source) in sources { row[column] = try value(column, source, session) }
    }

    /// The default of one column, for `DEFAULT` among the values.
    mutating func value(_ column: Int, _ source: DefaultSource, _ session: Session) throws -> SQLiteValue {
        switch source {
        case .null: return .null
        case .constant(let value): return value
        case .sequence(let name):
            let value = try session.connection.nextValue(of: name)
            session.lastSequence = name
            return .integer(value)
        case .stable(let sql):
            if let value = settled[column] { return value }
            let value = try session.connection.sqlite.value(sql.sql, sql.constants) ?? .null
            settled[column] = value
            return value
        case .volatile(let sql): return try session.connection.sqlite.value(sql.sql, sql.constants) ?? .null
        }
    }
}

extension CompiledSQL {
    /// The parameters of a text that has constants only.
    var constants: [SQLiteValue] {
        parameters.map { if case .constant(let value) = $0 { value } else { .null } }
    }
}

struct InsertPlanner {
    let binder: QueryBinder

    init(_ binder: QueryBinder) { self.binder = binder }

    func plan(_ insert: InsertStatement) throws -> Plan {
        let outer = QueryScope(parent: nil)
        var commonTables: [BoundCommonTable] = []
        if let with = insert.with { commonTables = try binder.bindCommonTables(with, scope: outer) }
        let target = try TargetTable(insert.relation, binder, verb: "insert into", parent: outer)
        let table = target.table
        var columns = try insert.columns.map(target.column)
        var seen: Set<Int> = []
        for (index, column) in columns.enumerated() where !seen.insert(column).inserted {
            throw VecDBError(
                .duplicateColumn, "column \"\(insert.columns[index].name)\" specified more than once",
                position: insert.columns[index].location + 1)
        }
        let isNamed = !columns.isEmpty
        if !isNamed { columns = Array(table.columns.indices) }

        let source: InsertSource
        switch insert.source {
        case .defaultValues:
            columns = []
            source = .rows([[]])
        case .select(let select):
            source = try bindSource(
                select, insert, target: target, columns: &columns, isNamed: isNamed, outer: outer,
                commonTables: commonTables)
        }
        try checkGenerated(insert, table, columns, source)
        return try finish(insert, target, columns, source)
    }

    /// Columns that the database alone may write.
    private func checkGenerated(
        _ insert: InsertStatement, _ table: CatalogTable, _ columns: [Int], _ source: InsertSource
    ) throws {
        for (place, index) in columns.enumerated() {
            let column = table.columns[index]
            let isDefault: Bool = {
                if case .rows(let rows) = source { return rows.allSatisfy { $0[place].isDefault } }
                return false
            }()
            if isDefault { continue }
            if column.generated != nil {
                throw VecDBError(
                    .generatedAlways, "cannot insert a non-DEFAULT value into column \"\(column.name)\"",
                    detail: "Column \"\(column.name)\" is a generated column.")
            }
            if column.identity == .always, insert.overriding == .none {
                throw VecDBError(
                    .generatedAlways, "cannot insert a non-DEFAULT value into column \"\(column.name)\"",
                    detail: "Column \"\(column.name)\" is an identity column defined as GENERATED ALWAYS.",
                    hint: "Use OVERRIDING SYSTEM VALUE to override.")
            }
        }
    }

    // MARK: Source

    private func bindSource(
        _ select: SelectStatement, _ insert: InsertStatement, target: TargetTable, columns: inout [Int],
        isNamed: Bool, outer: QueryScope, commonTables: [BoundCommonTable]
    ) throws -> InsertSource {
        let table = target.table
        if case .values(let lists) = select.body, select.orderBy.isEmpty, select.limit == nil, select.offset == nil,
            select.with == nil
        {
            let width = lists.rows.first?.count ?? 0
            try checkCount(width, columns: &columns, isNamed: isNamed, insert, values: lists.rows.first)
            let expressions = binder.expressions(QueryScope(parent: outer), .insertValues)
            var rows: [[InsertValue]] = []
            rows.reserveCapacity(lists.rows.count)
            for row in lists.rows {
                guard row.count == width else {
                    throw VecDBError(
                        .syntaxError, "VALUES lists must all be the same length",
                        position: row.first.map { $0.startLocation + 1 })
                }
                // All are bound before any is converted: `VALUES ($1, $1)` into columns of two types is an error.
                let bound = try row.map { value -> BoundExpression? in
                    if case .setToDefault = value { return nil }
                    return try expressions.bind(value)
                }
                rows.append(
                    try zip(bound, columns).map { value, index in
                        guard let value else { return .defaultValue }
                        let column = table.columns[index]
                        return InsertValue(try expressions.assign(value, to: column.name, type: column.type))
                    })
            }
            if rows.contains(where: { $0.contains { $0.expression?.containsSetReturning ?? false } }) {
                throw featureNotSupported("set-returning functions in VALUES")
            }
            return .rows(rows)
        }
        let query = try binder.bind(select, in: outer, resolvesUnknowns: false)
        query.commonTables = commonTables + query.commonTables
        try checkCount(query.columns.count, columns: &columns, isNamed: isNamed, insert, values: nil)
        // Each column is converted to its target's type: a literal by itself, anything else around the query.
        let expressions = binder.expressions(QueryScope(parent: nil), .select)
        var conversions: [BoundExpression] = []
        for (place, index) in columns.enumerated() {
            let column = table.columns[index]
            if SQLType(query.columns[place].type) == .unknown {
                let literal = query.columnExpression(place)
                if case .select(let core) = query.body, core.groups.isEmpty {
                    let visible = core.targets.indices.filter { !core.targets[$0].isHidden }
                    core.targets[visible[place]].expression = try expressions.assign(
                        literal, to: column.name, type: column.type)
                    query.columns[place].type = core.targets[visible[place]].expression.columnType
                } else {
                    try query.convertColumn(place, to: ColumnType(.text), binder, construct: "INSERT")
                }
            }
            let type = query.columns[place].type
            let value = BoundExpression(
                .column(ColumnBinding(sql: "source.c\(place + 1)", name: "", relation: 0, attribute: place + 1)),
                SQLType(type), modifier: type.modifier, location: query.columnLocation(place))
            conversions.append(try expressions.assign(value, to: column.name, type: column.type))
        }
        let compiled = try CompiledSQL.write(for: binder.environment.connection) { emitter in
            emitter.write("SELECT ")
            try emitter.emitList(conversions)
            emitter.write(" FROM (")
            try query.emit(into: &emitter)
            emitter.write(") AS source")
        }
        return .query(compiled, readsTarget: query.reads(table.name))
    }

    private func checkCount(
        _ width: Int, columns: inout [Int], isNamed: Bool, _ insert: InsertStatement, values: [Expression]?
    ) throws {
        if width > columns.count {
            let position = values.flatMap {
                $0.indices.contains(columns.count) ? $0[columns.count].startLocation + 1 : nil
            }
            throw VecDBError(
                .syntaxError, "INSERT has more expressions than target columns", position: position)
        }
        if width < columns.count {
            if isNamed {
                throw VecDBError(
                    .syntaxError, "INSERT has more target columns than expressions",
                    position: insert.columns[width].location + 1)
            }
            columns = Array(columns.prefix(width))
        }
    }

    // MARK: The rest

    private func finish(
        _ insert: InsertStatement, _ target: TargetTable, _ columns: [Int], _ source: InsertSource
    ) throws -> Plan {
        let table = target.table
        let written = table.columns.indices.filter { table.columns[$0].generated == nil }
        var emitter = SQLEmitter()
        RowWriter.insertion(into: table, written: written, alias: target.entry.alias, emitter: &emitter)
        var updatesOnConflict = false
        if let conflict = insert.onConflict {
            updatesOnConflict = try ConflictClause(binder, target).write(conflict, into: &emitter)
        }
        let returning =
            insert.returning.isEmpty
            ? nil
            : try ReturningClause(
                binder.bindTargets(insert.returning, scope: target.scope, clause: .returning), target: target,
                binder: binder)
        let returnsRow = returning != nil || updatesOnConflict
        if returnsRow { emitter.write(" RETURNING \(quoted(identifier: table.rowidName))") }
        let given = Set(columns)
        let overridesUser = insert.overriding == .user
        var missing: [(column: Int, source: DefaultSource)] = []
        var replaced: Set<Int> = []
        for index in written {
            let column = table.columns[index]
            if !given.contains(index) {
                missing.append((index, try DefaultSource.of(column, binder)))
            } else if overridesUser, column.identity != nil {
                missing.append((index, try DefaultSource.of(column, binder)))
                replaced.insert(index)
            }
        }
        var defaults: [Int: DefaultSource] = [:]
        if case .rows(let rows) = source {
            for row in rows {
                for (place, value) in row.enumerated() where value.isDefault && defaults[columns[place]] == nil {
                    defaults[columns[place]] = try DefaultSource.of(table.columns[columns[place]], binder)
                }
            }
        }
        return InsertPlan(
            target: target, sql: CompiledSQL(emitter), source: source, columns: columns, written: written,
            missing: missing, defaults: defaults, updatesOnConflict: updatesOnConflict, returning: returning,
            parameterTypes: try binder.parameters.settled())
    }
}

/// A value of VALUES.
enum InsertValue {
    case defaultValue
    case constant(SQLiteValue)
    case parameter(Int)
    /// A parameter fitted to its column's modifier.
    case fitted(Int, ColumnType)
    case expression(BoundExpression)

    init(_ expression: BoundExpression) {
        switch expression.node {
        case .constant(let value): self = .constant(value)
        case .parameter(let number): self = .parameter(number)
        case .fit(let inner, isExplicit: false):
            if case .parameter(let number) = inner.node {
                self = .fitted(number, expression.columnType)
            } else {
                self = .expression(expression)
            }
        default: self = .expression(expression)
        }
    }

    var isDefault: Bool { if case .defaultValue = self { true } else { false } }

    var expression: BoundExpression? {
        if case .expression(let expression) = self { return expression }
        return nil
    }
}

/// Where an INSERT's rows come from.
enum InsertSource {
    case rows([[InsertValue]])
    case query(CompiledSQL, readsTarget: Bool)
}

final class InsertPlan: Plan {
    private let target: TargetTable
    private let sql: CompiledSQL
    private let source: InsertSource
    private let given: [Int]
    private let written: [Int]
    private let missing: [(column: Int, source: DefaultSource)]
    private let defaults: [Int: DefaultSource]
    private let updatesOnConflict: Bool
    private let returning: ReturningClause?

    init(
        target: TargetTable, sql: CompiledSQL, source: InsertSource, columns: [Int], written: [Int],
        missing: [(column: Int, source: DefaultSource)], defaults: [Int: DefaultSource], updatesOnConflict: Bool,
        returning: ReturningClause?, parameterTypes: [ColumnType]
    ) {
        self.target = target
        self.sql = sql
        self.source = source
        given = columns
        self.written = written
        self.missing = missing
        self.defaults = defaults
        self.updatesOnConflict = updatesOnConflict
        self.returning = returning
        super.init(columns: returning?.columns, parameterTypes: parameterTypes, writes: true)
    }

    override func run(_ session: Session, _ arguments: [SQLiteValue]) throws -> StatementOutcome {
        let writer = try RowWriter(
            session, target.table, sql: sql, written: written, returnsRow: returning != nil || updatesOnConflict,
            arguments: arguments)
        var fill = RowDefaults(missing)
        var count = 0
        var touched: Set<Int64> = []
        var results: [[SQLiteValue]] = []
        let width = target.table.columns.count
        func insert(_ row: inout [SQLiteValue]) throws {
            try fill.fill(&row, session)
            guard let rowid = try writer.insert(row) else { return }
            count += 1
            if updatesOnConflict, !touched.insert(rowid).inserted {
                throw VecDBError(
                    .cardinalityViolation, "ON CONFLICT DO UPDATE command cannot affect row a second time",
                    hint:
                        "Ensure that no rows proposed for insertion within the same command have duplicate constrained values."
                )
            }
            if let returning { results.append(try returning.row(rowid, session, arguments)) }
        }
        switch source {
        case .rows(let rows):
            for values in rows {
                var row = [SQLiteValue](repeating: .null, count: width)
                for (place, value) in values.enumerated() {
                    row[given[place]] = try evaluate(value, given[place], &fill, session, arguments)
                }
                try insert(&row)
            }
        case .query(let query, let readsTarget):
            let rows = readsTarget || returning != nil ? try query.rows(session.connection, arguments) : nil
            func take(_ values: [SQLiteValue]) throws {
                var row = [SQLiteValue](repeating: .null, count: width)
                for (place, value) in values.enumerated() where place < given.count { row[given[place]] = value }
                try insert(&row)
            }
            if let rows {
                for values in rows { try take(values) }
            } else {
                let statement = try session.connection.sqlite.prepare(query.sql)
                try query.bind(statement, arguments)
                while try statement.step() { try take(statement.row) }
            }
        }
        return StatementOutcome("INSERT 0 \(count)", columns: columns, rows: results)
    }

    private func evaluate(
        _ value: InsertValue, _ column: Int, _ fill: inout RowDefaults, _ session: Session, _ arguments: [SQLiteValue]
    ) throws -> SQLiteValue {
        switch value {
        case .defaultValue: return try fill.value(column, defaults[column] ?? .null, session)
        case .constant(let value): return value
        case .parameter(let number): return arguments[number - 1]
        case .fitted(let number, let type):
            return try ValueText.fit(arguments[number - 1], to: type, isExplicit: false)
        case .expression(let expression):
            var emitter = SQLEmitter()
            emitter.write("SELECT ")
            try emitter.emit(expression)
            let compiled = CompiledSQL(emitter)
            let statement = try compiled.statement(session.connection, arguments)
            defer { statement.reset() }
            return try statement.step() ? statement.value(0) : .null
        }
    }
}

extension BoundQuery {
    /// Whether it reads a table of that name anywhere.
    func reads(_ name: String) -> Bool {
        if commonTables.contains(where: { $0.query?.reads(name) ?? false }) { return true }
        func reads(_ expression: BoundExpression) -> Bool {
            expression.contains {
                if case .subquery(_, let query) = $0.node { return (query as? BoundQuery)?.reads(name) ?? true }
                return false
            }
        }
        switch body {
        case .values(let rows): return rows.contains { $0.contains(where: reads) }
        case .setOperation(let operation): return operation.left.reads(name) || operation.right.reads(name)
        case .select(let select):
            for entry in select.from?.entries ?? [] {
                switch entry.source {
                case .table(let table): if table.name == name { return true }
                case .query(let query), .lateral(let query, _): if query.reads(name) { return true }
                case .commonTable, .function, .systemTable: break
                }
            }
            let expressions = select.targets.map(\.expression) + [select.filter, select.having].compactMap { $0 }
            return expressions.contains(where: reads)
        }
    }

    /// Where a result column stands in the text.
    func columnLocation(_ index: Int) -> Int {
        switch body {
        case .select(let select):
            let visible = select.targets.filter { !$0.isHidden }
            return index < visible.count ? visible[index].expression.location : -1
        case .values(let rows): return rows.first.map { index < $0.count ? $0[index].location : -1 } ?? -1
        case .setOperation(let operation): return operation.left.columnLocation(index)
        }
    }
}
