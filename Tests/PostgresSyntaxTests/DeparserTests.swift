import PostgresSyntax
import Testing

@Suite("Expressions written as PostgreSQL's catalogs show them")
struct DeparserTests {
    @Test(
        "an expression looks as pg_get_expr shows it",
        arguments: [
            ("a + 1 > 2 and b like 'x'", "(((a + 1) > 2) AND (b ~~ 'x'))"),
            ("v <-> '[1,2]'::vector", "(v <-> '[1,2]'::vector)"), ("now()", "now()"), ("'{}'::jsonb", "'{}'::jsonb"),
            ("not a is null or b", "((NOT (a IS NULL)) OR b)"), ("a::int + -5", "((a)::integer + '-5'::integer)"),
            ("a between 1 and 2", "((a >= 1) AND (a <= 2))"), ("a not between 1 and 2", "((a < 1) OR (a > 2))"),
            ("a in (1, 2)", "(a = ANY (ARRAY[1, 2]))"), ("a not in (1, 2)", "(a <> ALL (ARRAY[1, 2]))"),
            ("cast(a as varchar(10))", "(a)::character varying(10)"),
            ("a::timestamp with time zone", "(a)::timestamp with time zone"),
            ("a at time zone 'UTC'", "(a AT TIME ZONE 'UTC')"), ("extract(year from a)", "EXTRACT(year FROM a)"),
            ("a is not distinct from b", "(NOT (a IS DISTINCT FROM b))"), ("\"A b\".\"select\"", "\"A b\".\"select\""),
            ("case when a > 1 then 'x' else 'y' end", "CASE\n    WHEN (a > 1) THEN 'x'\n    ELSE 'y'\nEND"),
            ("coalesce(a, b) collate \"C\"", "(COALESCE(a, b) COLLATE \"C\")"), ("- a", "(- a)"), ("a[1]", "a[1]"),
            ("(r).x", "(r).x"), ("current_timestamp(3)", "CURRENT_TIMESTAMP(3)"), ("row(1, a)", "ROW(1, a)"),
            ("binary_quantize(embedding)::bit(3)", "(binary_quantize(embedding))::bit(3)"),
            ("$1::vector(3)", "($1)::vector(3)"),
            ("array[[1, 2], [3, 4]]", "ARRAY[[1, 2], [3, 4]]"),
            ("count(distinct a) filter (where b)", "count(DISTINCT a) FILTER (WHERE b)"),
            ("sum(a) over (partition by b order by c desc)", "sum(a) OVER (PARTITION BY b ORDER BY c DESC)"),
            ("interval '1' day", "'1'::interval day"), ("x = any (y)", "(x = ANY (y))"),
            ("a operator(s.+) b", "(a OPERATOR(s.+) b)"),
        ])
    func catalogStyle(_ source: String, _ expected: String) throws {
        #expect(Deparser().text(of: try parseExpression(source)) == expected)
    }

    @Test("what the caller knows better is written its way")
    func rewriting() throws {
        var deparser = Deparser()
        deparser.rewrite = { expression in
            guard case .literal(let literal) = expression, case .string(let value) = literal.value else { return nil }
            return Deparser.literal(value) + "::text"
        }
        #expect(deparser.text(of: try parseExpression("a || 'it''s'")) == "(a || 'it''s'::text)")
    }

    @Test("a faithful text parses to the very same tree")
    func faithful() throws {
        for sql in queryCorpus {
            for parsed in try parseStatements(sql) {
                guard let text = Deparser(.faithful).text(of: parsed.statement), !text.contains("XML"),
                    !text.contains("DOCUMENT")
                else { continue }
                let again = try parseStatements(text)
                #expect(Deparser(.faithful).text(of: again[0].statement) == text, "\(sql)")
            }
        }
    }
}
