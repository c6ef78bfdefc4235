import PostgresSyntax
import VecDB
import VectorTypes

@testable import VecDBSQL

/// Evaluates one expression without tables: parse, bind, emit, run in an empty SQLite database, show.
final class ExpressionEvaluator: Scope, SubqueryBinder {
    let context = FunctionContext()
    let sqlite: SQLiteConnection

    init() throws {
        sqlite = try SQLiteConnection(":memory:", flags: 6)
        context.transactionTimestamp = 1_700_000_000_123_456
        context.statementTimestamp = 1_700_000_000_123_456
        try registerFunctions(on: sqlite, context: context)
    }

    func resolveColumn(_ names: [String], location: Int) throws -> BoundExpression {
        throw VecDBError(.undefinedColumn, "column \"\(names.last ?? "")\" does not exist", position: location + 1)
    }

    func bindSubquery(
        _ select: SelectStatement, scope: any Scope, parameters: ParameterTypes
    ) throws -> BoundSubquery {
        throw VecDBError(.featureNotSupported, "sub-selects")
    }

    func windowDefinition(_ name: String, location: Int) throws -> WindowDefinition {
        throw VecDBError(.undefinedObject, "window \"\(name)\" does not exist")
    }

    func bind(_ text: String) throws -> BoundExpression {
        let binder = ExpressionBinder(
            scope: self, subqueries: self, parameters: ParameterTypes(), context: context, clause: .select)
        return try binder.bindOutput(parseExpression(text))
    }

    /// The text of the value and its type, `NULL` for null.
    func evaluate(_ text: String) throws -> (text: String?, type: String) {
        let bound = try bind(text)
        return (try run(bound), bound.columnType.formatted)
    }

    func run(_ bound: BoundExpression) throws -> String? {
        var emitter = SQLEmitter()
        emitter.write("SELECT ")
        if case .setReturning(let call) = bound.node {
            emitter.write(call.function.resultColumns.count > 1 ? "pg_record(25, c1, 25, c2)" : "c1")
            emitter.write(" FROM ")
            try emitter.emitRows(call, result: bound.type)
        } else {
            try emitter.emit(bound)
        }
        let values = emitter.parameters.map { parameter -> SQLiteValue in
            if case .constant(let value) = parameter { return value }
            return .null
        }
        let rows = try sqlite.rows(emitter.sql, values)
        let texts = try rows.map { try ValueText.text(of: $0[0], as: bound.columnType, context) ?? "NULL" }
        if case .setReturning = bound.node { return texts.joined(separator: " | ") }
        return texts.first.flatMap { $0 == "NULL" && rows[0][0].isNull ? nil : $0 }
    }

    /// `value` or `SQLSTATE: message`.
    func outcome(_ text: String) -> String {
        do {
            let result = try evaluate(text)
            let text = (result.text ?? "NULL").split(separator: "\n", omittingEmptySubsequences: false)
            return "\(text.joined(separator: "\\n")) [\(result.type)]"
        } catch let error as VecDBError {
            return "\(error.sqlState): \(error.message)" + (error.position.map { " @\($0)" } ?? "")
        } catch {
            return "\(error)"
        }
    }
}
