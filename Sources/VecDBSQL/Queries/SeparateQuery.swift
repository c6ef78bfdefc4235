import VecDB
import VectorTypes

/// Parts of a statement that are statements of their own, because they nest more deeply than SQLite can follow.
///
/// SQLite's parser keeps at most 100 open symbols, so some fifteen sub-selects, or thirty calls, within each other are too
/// many for it, and its expressions are at most 1,000 deep. A statement that it refuses so is written a second time, and
/// what stands too deep in it is put in another statement: an expression as `vecdb_eval(sql, arguments…)`, a sub-select in
/// FROM as `vecdb_lateral(sql, arguments…)`. Arguments are the statement's own parameters that the part uses, then the
/// columns that it takes from outside of itself.
enum SeparateQuery {
    /// Levels of nesting within one statement, of about four symbols each.
    static let nestingLimit = 14
    /// Arguments that one part may take.
    static let argumentLimit = 60
    /// Columns of the table-valued functions: most queries have few, and PostgreSQL's limit is 1,664.
    static let widths = [100, 1_664]

    static func suffix(_ count: Int) -> String { count > widths[0] ? "_wide" : "" }

    /// The columns of a table-valued function with its hidden arguments.
    static func columns(_ width: Int) -> String {
        let visible = (1...width).map { "c\($0)" }
        let hidden = (0..<argumentLimit).map { "a\($0) HIDDEN" }
        return (visible + hidden).joined(separator: ", ")
    }

    static var tooComplex: VecDBError {
        VecDBError(
            .statementTooComplex, "stack depth limit exceeded",
            hint: "A part of the statement that is nested too deeply uses too many columns and parameters.")
    }

    /// `vecdb_eval(sql, arguments…)`: the first column of the first row.
    static func register(on connection: Connection) throws {
        let sqlite = connection.sqlite
        try sqlite.createFunction("vecdb_eval", arguments: -1, flags: [.directOnly]) { [unowned sqlite] call in
            let statement = try call.memo(0) { try sqlite.prepare(call[0].text) }
            statement.reset()
            for index in 1..<max(call.count, 1) { try statement.bind(call[index].copy, at: index) }
            defer { statement.reset() }
            if try statement.step() { call.result(statement.value(0)) }
        }
    }
}

extension CompiledSQL {
    /// Writes a statement, with parts of their own where it is too deep for SQLite; see ``SeparateQuery``.
    static func write(
        for connection: Connection?, _ body: (inout SQLEmitter) throws -> Void
    ) throws -> CompiledSQL {
        var emitter = SQLEmitter()
        try body(&emitter)
        try StatementWork.check()
        guard let connection, emitter.sql.nestingDepth > 10 else { return CompiledSQL(emitter) }
        do {
            _ = try connection.sqlite.cached(emitter.sql)
            return CompiledSQL(emitter)
        } catch let error as VecDBError where error.sqlState == .statementTooComplex {
            var second = SQLEmitter()
            second.nestingLimit = SeparateQuery.nestingLimit
            try body(&second)
            return CompiledSQL(second)
        } catch {
            // What else is wrong shows itself where it runs.
            return CompiledSQL(emitter)
        }
    }
}

extension String {
    /// The most parentheses that are open at one place, those in quotes among them.
    fileprivate var nestingDepth: Int {
        var depth = 0
        var deepest = 0
        for byte in utf8 {
            if byte == UInt8(ascii: "(") {
                depth += 1
                deepest = max(deepest, depth)
            } else if byte == UInt8(ascii: ")") {
                depth -= 1
            }
        }
        return deepest
    }
}

extension SQLEmitter {
    /// An emitter for a statement apart from this one.
    var apart: SQLEmitter {
        var emitter = SQLEmitter()
        emitter.nestingLimit = nestingLimit
        return emitter
    }

    /// Whether what is written now is too deep for SQLite.
    private var isTooDeep: Bool { nestingLimit.map { nesting > $0 } ?? false }

    /// Writes an expression as a statement of its own where it stands too deep; false where it does not, or cannot be one.
    mutating func emitApart(_ expression: BoundExpression) throws -> Bool {
        guard isTooDeep, !expression.isLeaf, let needs = SeparateNeeds(expression) else { return false }
        try writeApart(needs, call: "vecdb_eval(") { inner in
            inner.write("SELECT ")
            try inner.emit(expression)
        }
        return true
    }

    /// The same for a sub-select in FROM.
    mutating func emitApart(_ query: BoundQuery) throws -> Bool {
        guard isTooDeep, let needs = SeparateNeeds(query) else { return false }
        try writeApart(needs, call: "vecdb_lateral\(SeparateQuery.suffix(query.columns.count))(") { inner in
            try QueryWriter.write(query, into: &inner)
        }
        return true
    }

    private mutating func writeApart(
        _ needs: SeparateNeeds, call: String, _ body: (inout SQLEmitter) throws -> Void
    ) throws {
        var inner = apart
        inner.outer = Dictionary(
            needs.columns.enumerated().map { ($0.element.sql, ":vecdb_apart_\($0.offset)_") },
            uniquingKeysWith: { first, _ in first })
        try QueryWriter.writeDefinitions(BoundCommonTable.closure(needs.tables), into: &inner)
        try body(&inner)
        guard inner.parameters.count + needs.columns.count < SeparateQuery.argumentLimit else {
            throw SeparateQuery.tooComplex
        }
        var sql = inner.sql
        for index in needs.columns.indices {
            sql = sql.split(separator: ":vecdb_apart_\(index)_", omittingEmptySubsequences: false)
                .joined(separator: "?\(inner.parameters.count + index + 1)")
        }
        write(call)
        write(parameter: .constant(.text(sql)))
        for parameter in inner.parameters {
            write(", ")
            write(parameter: parameter)
        }
        for column in needs.columns {
            write(", ")
            write(column: column)
        }
        write(")")
    }
}

/// What a part takes from outside of itself.
private struct SeparateNeeds {
    var columns: [ColumnBinding] = []
    var tables: [BoundCommonTable] = []

    /// Nil when it cannot be a statement of its own.
    init?(_ expression: BoundExpression) {
        var isPossible = true
        expression.forEach { node in
            switch node.node {
            case .column(let column): add(column)
            case .subquery(.quantified, _), .aggregate, .window, .setReturning: isPossible = false
            case .subquery(_, let query):
                guard let query = query as? BoundQuery else {
                    isPossible = false
                    return false
                }
                isPossible = isPossible && add(query)
            default: break
            }
            return isPossible
        }
        if !isPossible { return nil }
    }

    init?(_ query: BoundQuery) {
        if !add(query) { return nil }
    }

    private mutating func add(_ column: ColumnBinding) {
        if !columns.contains(where: { $0.sql == column.sql }) { columns.append(column) }
    }

    private mutating func add(_ query: BoundQuery) -> Bool {
        for reference in query.outerReferences { add(reference.column) }
        for table in query.dependencies where !tables.contains(where: { $0 === table }) { tables.append(table) }
        // A table of an outer WITH that looks at outer rows is not to be had elsewhere; nor one that refers to itself here.
        return BoundCommonTable.closure(tables).allSatisfy {
            $0.temporaryTable != nil || $0.query.map { !$0.isCorrelated } ?? false
        }
    }
}

extension BoundExpression {
    fileprivate var isLeaf: Bool {
        switch node {
        case .constant, .parameter, .column: true
        default: false
        }
    }
}
