import Testing
import VecDB
import VectorTypes

@Suite("Numbers at the ends of their ranges give PostgreSQL's answers")
struct RangeTests {
    @Test(
        "a call at the end of a range has a value or PostgreSQL's error",
        arguments: [
            ("bpchar('abc', 1, true)::text", "abc"),
            ("\"time\"(time '12:34:56.789', -2147483648)::text", "12:34:56.789"),
            (
                "timestamptz(timestamptz '2024-01-01 00:00:00+00', -2147483648)",
                "22023: timestamp(-2147483648) precision must be between 0 and 6"
            ),
            ("(-9223372036854775808)::bigint::regproc", "22003: OID out of range"),
            ("timestamp '1999-12-31 23:59:59.5'::timestamp(0)::text", "1999-12-31 23:59:59"),
            ("timestamp '2000-01-01 00:00:00.5'::timestamp(0)::text", "2000-01-01 00:00:01"),
            ("width_bucket(0::float8, -1e308::float8, 1e308::float8, 10)::text", "6"),
            ("width_bucket(5::float8, 0::float8, 1::float8, 2147483647)", "22003: integer out of range"),
            ("gcd((-9223372036854775808)::bigint, 0::bigint)", "22003: bigint out of range"),
            ("left('abc', -2147483648)", ""), ("right('abc', -2147483648)", ""), ("right('abcé', 2)", "cé"),
            ("split_part('a,b,c', ',', -2147483648)", ""), ("split_part('a,b,c', ',', -1)", "c"),
            ("split_part('aaa', 'aa', 2)", "a"), ("substr('abc', -2147483648, 2147483647)", ""),
            ("position('b' in 'éb')::text", "2"), ("format('%*s|', -2147483648, 'x')", "22003: number is out of range"),
            (
                "tsquery_phrase('a'::tsquery, 'b'::tsquery, -1)::text",
                "22023: distance in phrase operator must be an integer value between zero and 16384 inclusive"
            ),
            ("date '5874897-12-31' + 1", "22008: date out of range"),
            ("date '4714-11-24 BC' - 1", "22008: date out of range"),
            ("interval '178956970 years 7 mons' + interval '1 mon'", "22008: interval out of range"),
        ])
    func ends(call: String, answer: String) throws {
        let evaluator = try ExpressionEvaluator()
        let outcome: String
        do { outcome = try evaluator.evaluate(call).text ?? "NULL" } catch let error as VecDBError {
            outcome = "\(error.sqlState): \(error.message)"
        }
        #expect(outcome == answer, "\(call)")
    }
}
