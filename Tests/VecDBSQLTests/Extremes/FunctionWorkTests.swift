import Testing
import VecDB
import VectorTypes

@testable import VecDBSQL

/// Calls that work for long: each must ask its statement whether to go on.
private let slowCalls = [
    // numeric
    "sqrt(repeat('7', 100000)::numeric)",
    "ln(2::numeric + repeat('0', 900)::numeric / ('1' || repeat('0', 900))::numeric)",
    "exp(5000.5::numeric)", "repeat('7', 100000)::numeric * repeat('3', 100000)::numeric",
    "repeat('7', 100000)::numeric / repeat('3', 50000)::numeric",
    "repeat('7', 100000)::numeric % repeat('3', 50000)::numeric",
    "power(repeat('7', 1000)::numeric, 100)", "factorial(30000)",
    "gcd(power(7::numeric, 20000), power(3::numeric, 41000))",
    // text
    "repeat('abc', 60000000)", "replace(repeat('ab', 3000000), 'a', 'cc')", "replace(repeat('a', 3000000), 'aab', 'c')",
    "translate(repeat('ab', 2000000), 'a', 'b')", "upper(repeat('a', 3000000))", "lower(repeat('a', 3000000))",
    "initcap(repeat('a', 3000000))", "reverse(repeat('a', 3000000))", "lpad('x', 30000000, 'ab')",
    "rpad('x', 30000000, 'ab')", "overlay(repeat('a', 3000000) placing 'b' from 2000000)",
    "left(repeat('a', 3000000), -2)", "substr(repeat('a', 3000000), 2000000)", "btrim(repeat(' ', 3000000))",
    "position('ab' in repeat('a', 3000000))", "split_part(repeat('a,', 2000000), ',', -1)",
    "quote_literal(repeat('''', 3000000))", "format('%L', repeat('''', 3000000))", "concat(repeat('a', 6000000), 'b')",
    "encode(repeat('a', 3000000)::bytea, 'hex')", "encode(repeat('a', 3000000)::bytea, 'base64')",
    "encode(repeat('a', 3000000)::bytea, 'escape')", "decode(repeat('ab', 3000000), 'hex')",
    "decode(repeat('abcd', 1000000), 'base64')", "md5(repeat('a', 3000000))", "sha256(repeat('a', 3000000)::bytea)",
    "to_char(timestamp '2024-01-02', repeat('YYYY ', 20000))", "to_char(1.5, repeat('9', 100000))",
    "to_date(repeat('1 ', 100000), repeat('MI ', 100000))", "repeat('9', 10000000)::numeric",
    // patterns
    "regexp_replace(repeat('ab', 500000), 'b', 'c', 'g')", "repeat('a', 1000000) ~ '(a|aa)+b'",
    "regexp_match(repeat('a', 20000), '((a)+)+')", "regexp_split_to_array(repeat('a,', 300000), ',')",
    "regexp_count(repeat('a', 300000), 'a')", "repeat('a', 3000000) LIKE '%a%b'", "repeat('a', 3000) ~ '(?<=b.*)a'",
    "repeat('A', 3000000) ILIKE '%b'", "substring(repeat('a', 1000000) from 'b')",
    // search
    "to_tsvector('simple', repeat('a1.', 5000))", "plainto_tsquery('simple', repeat('ab ', 100000))",
    "to_tsquery('simple', 'a' || repeat(' & a', 100000))", "websearch_to_tsquery('simple', repeat('ab ', 100000))",
    "(repeat('ab ', 100000))::tsvector", "('a' || repeat(' | a', 100000))::tsquery",
    // arrays and documents
    "string_to_array(repeat('a,', 1000000), ',')", "string_to_array(repeat('a', 1000000), NULL)",
    "('{' || repeat('1,', 500000) || '1}')::int[]", "array_to_string(string_to_array(repeat('a,', 500000), ','), ';')",
    "array_fill(1, ARRAY[1000000])", "('[' || repeat('1,', 500000) || '1]')::jsonb",
    "('{\"a\":' || '\"' || repeat('x', 3000000) || '\"}')::json", "jsonb_build_array(repeat('x', 6000000))",
    "to_jsonb(repeat('\"', 3000000))", "jsonb_pretty(('[' || repeat('1,', 500000) || '1]')::jsonb)",
    "('[' || repeat('1,', 500000) || '1]')::jsonb -> 400000",
    "array_position(array_fill(1, ARRAY[300000]), 2)", "array_sort(array_fill(1, ARRAY[100000]))",
    "array_fill(1, ARRAY[100000]) < array_fill(2, ARRAY[100000])",
    "(array_fill(1, ARRAY[3000]) || 2) @> array_fill(2, ARRAY[3000])",
]

/// Calls whose value would be a gigabyte or more.
private let oversizedCalls = [
    "format('%2147483647s', 'x')", "format('%-2147483647s', 'x')", "format('%*s', 2147483647, 'x')",
    "replace(repeat('x', 1000000), 'x', repeat('y', 10000))", "lpad('x', 2147483647)", "rpad('x', 2147483647, 'ab')",
    "repeat('x', 2147483647)", "repeat('xy', 1073741824)", "array_fill(1, ARRAY[100000000, 100])",
    "array_fill(repeat('x', 100), ARRAY[100000000])", "quote_literal(repeat('''', 600000000))",
    "translate(repeat('x', 1073741824), 'x', 'y')",
    "regexp_replace(repeat('x', 1000000), 'x', repeat('y', 10000), 'g')",
    "encode(repeat('x', 600000000)::bytea, 'hex')", "bpchar('abc', 2147483647, true)",
    "to_char(1, repeat('9', 100000000))", "jsonb_pretty(repeat('[', 900)::text::jsonb)",
    "string_to_array(repeat('a,', 600000000), ',')", "overlay(repeat('x', 1073741823) placing 'yy' from 1 for 0)",
    "concat(repeat('x', 600000000), repeat('x', 600000000))", "power(10::numeric, 200000)", "1e131073::numeric",
    "('1' || repeat('0', 140000))::numeric", "regexp_match('a', repeat('a', 200000))",
    "to_tsvector('simple', 'x') || ''::tsvector || (repeat('a', 3000))::tsvector",
    "('a' || repeat(' <-> a', 1000))::tsquery",
    "repeat('!', 1000)::text || 'a' = (repeat('!', 1000) || 'a')::tsquery::text",
]

@Suite("Functions ask before they work and before they allocate")
struct FunctionWorkTests {
    private static let cancellation = VecDBError(.queryCanceled, "canceling statement due to user request")

    /// The outermost call with its arguments computed, so that only its own questions count.
    private func outermost(_ call: String, _ evaluator: ExpressionEvaluator) throws -> BoundExpression {
        // Under a statement that should stop nothing is folded that takes long.
        let stopped = StatementWork { Self.cancellation }
        let bound = try StatementWork.$current.withValue(stopped) { try evaluator.bind(call) }
        func computed(_ expression: BoundExpression) throws -> BoundExpression {
            var emitter = SQLEmitter()
            emitter.write("SELECT ")
            try emitter.emit(expression)
            let values = emitter.parameters.map { parameter -> SQLiteValue in
                if case .constant(let value) = parameter { return value }
                return .null
            }
            let value = try evaluator.sqlite.value(emitter.sql, values) ?? .null
            return BoundExpression(.constant(value), expression.type, modifier: expression.modifier)
        }
        var result = bound
        switch bound.node {
        case .call(let function, let arguments): result.node = .call(function, try arguments.map(computed))
        case .input(let inner): result.node = .input(try computed(inner))
        default: break
        }
        return result
    }

    @Test("a call that works for long ends when its statement should stop", arguments: slowCalls)
    func interrupts(call: String) throws {
        let evaluator = try ExpressionEvaluator()
        let bound = try outermost(call, evaluator)
        let work = StatementWork { Self.cancellation }
        do {
            _ = try StatementWork.$current.withValue(work) { try evaluator.run(bound) }
            Issue.record("\(call) never asked")
        } catch let error as VecDBError {
            #expect(error.sqlState == .queryCanceled, "\(call): \(error)")
        }
        #expect(work.memoryHeld == 0, "\(call)")
    }

    @Test("a value beyond PostgreSQL's limits is refused before it is there", arguments: oversizedCalls)
    func sizes(call: String) throws {
        let evaluator = try ExpressionEvaluator()
        // A statement of little memory, so that nothing large is made on the way either.
        let work = StatementWork(memoryLimit: 64 << 20)
        let states: Set<SQLState> = [
            .programLimitExceeded, .outOfMemory, .statementTooComplex, .numericValueOutOfRange, SQLState("2201B"),
            .invalidTextRepresentation,
        ]
        do {
            _ = try StatementWork.$current.withValue(work) { try evaluator.evaluate(call) }
            Issue.record("\(call) has a value")
        } catch let error as VecDBError {
            #expect(states.contains(error.sqlState), "\(call): \(error)")
        }
        #expect(work.memoryHeld == 0, "\(call)")
    }
}
