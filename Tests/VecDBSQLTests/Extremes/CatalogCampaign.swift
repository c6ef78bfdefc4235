import Foundation
import Synchronization
import TestSupport
import VecDB
import VectorTypes

@testable import VecDBSQL

/// Calls one function of the catalogue with values of its arguments' types, as a statement would: through SQLite.
///
/// Each value stands once in each place, the others drawn by chance; then come draws of all places.
struct CatalogCampaign {
    /// Values that stand for one type in calls.
    typealias Source = (SQLType) -> [SQLiteValue]

    let evaluator: ExpressionEvaluator
    let values: Source
    let rounds: Int

    /// The concrete types that a call may have: several for polymorphic signatures.
    static func signatures(_ function: FunctionEntry) -> [[SQLType]] {
        let isPolymorphic = function.arguments.contains { $0.isPolymorphic || $0 == SQLType(.any) }
        let elements: [SQLType] =
            isPolymorphic
            ? [.int4, .text, .float8, .numeric, .bool, .timestamptz, .date, .interval, .jsonb, .vector, .bytea, .oid]
            : [.int4]
        var found: [[SQLType]] = []
        for element in elements {
            let types = function.arguments.map { concrete($0, element) }
            found.append(types)
            guard function.isVariadic, let last = types.last else { continue }
            found.append(types + [last])
            found.append(types + [last.isArray ? last : last.array, .text])
        }
        return found
    }

    private static func concrete(_ type: SQLType, _ element: SQLType) -> SQLType {
        switch type.base {
        case .anyelement, .anynonarray, .anycompatible, .anycompatiblenonarray, .any: element
        case .anyarray, .anycompatiblearray: element.array
        default: type
        }
    }

    /// The statement that calls the function with `?1` …, nil where SQL cannot.
    private func statement(_ function: FunctionEntry, _ types: [SQLType]) -> (sql: String, rows: Int, order: [Int])? {
        var emitter = SQLEmitter()
        // A template may use its arguments in any order, or leave some out.
        func order() -> [Int] {
            var numbers: [Int] = []
            for case .parameter(let number) in emitter.parameters { numbers.append(number - 1) }
            return numbers
        }
        emitter.write("SELECT ")
        let parameters = types.indices.map { BoundExpression(.parameter($0 + 1), types[$0]) }
        do {
            switch function.kind {
            case .scalar:
                try emitter.emit(BoundExpression(.call(function, parameters), function.result))
                return (emitter.sql, 1, order())
            case .setReturning:
                emitter.write("* FROM ")
                try emitter.emitRows(
                    SetReturningCall(function: function, arguments: parameters), result: types.first ?? .text)
                emitter.write(" LIMIT 50")
                return (emitter.sql, 1, order())
            case .aggregate, .window:
                let columns = types.indices.map { index in
                    BoundExpression(
                        .column(ColumnBinding(sql: "a\(index)", name: "a\(index)", relation: 1, attribute: index + 1)),
                        types[index])
                }
                var call = AggregateCall(function: function, arguments: columns)
                if function.kind == .window { return nil }
                call.isStar = function.name == "count" && types.isEmpty
                try emitter.emitAggregate(call)
                if types.isEmpty { return (emitter.sql, 1, []) }
                let rows = (0..<3).map { row in
                    "SELECT " + types.indices.map { "?\(row * types.count + $0 + 1) AS a\($0)" }.joined(separator: ", ")
                }
                emitter.write(" FROM (" + rows.joined(separator: " UNION ALL ") + ")")
                return (emitter.sql, 3, Array(0..<3 * types.count))
            }
        } catch { return nil }
    }

    /// Runs the calls of one signature from number `start` on; `before` is told each call, `after` its error.
    func run(
        _ function: FunctionEntry, _ types: [SQLType], seed: UInt64, from start: Int = 0,
        before: (Int, String, [SQLiteValue]) -> Void = { _, _, _ in },
        failed: (any Error, String, [SQLiteValue]) -> Void
    ) {
        guard let (sql, rows, order) = statement(function, types) else { return }
        var random = SeededGenerator(seed: seed)
        let choices = types.map(values)
        let places = types.count * rows
        var calls: [[SQLiteValue]] = []
        func draw() -> [SQLiteValue] {
            (0..<places).map { choices[$0 % types.count].randomElement(using: &random) ?? .null }
        }
        for place in 0..<types.count {
            for value in choices[place] {
                var call = draw()
                call[place] = value
                calls.append(call)
            }
        }
        if calls.count > rounds { calls = Array(calls.shuffled(using: &random).prefix(rounds)) }
        if types.isEmpty { calls = [[]] } else { for _ in 0..<rounds { calls.append(draw()) } }
        for (number, call) in calls.enumerated() where number >= start {
            before(number, sql, call)
            let asks = Mutex(0)
            let work = StatementWork(memoryLimit: 32 << 20) {
                asks.withLock {
                    $0 += 1
                    return $0 > 2 ? VecDBError(.queryCanceled, "canceling statement due to user request") : nil
                }
            }
            do {
                try StatementWork.$current.withValue(work) {
                    _ = try evaluator.sqlite.rows(sql, order.map { call[$0] })
                }
            } catch {
                failed(error, sql, call)
            }
        }
    }
}
