/// Any texts as patterns, formats, queries and paths.
enum FormatTarget {
    private static let session = FuzzSessionPool()

    /// Statements with up to three parameters of text.
    private static let statements = [
        "SELECT format($1, $2, $3)", "SELECT format($1, 5, $2, NULL, $3)", "SELECT to_char(-1234.567::numeric, $1)",
        "SELECT to_char(1e20::float8, $1)", "SELECT to_char(timestamp '2024-02-29 13:14:15.678901', $1)",
        "SELECT to_char(interval '1 year 2 mons 3 days 04:05:06.7', $1)", "SELECT to_timestamp($1, $2)",
        "SELECT to_date($1, $2)", "SELECT to_number($1, $2)", "SELECT regexp_replace($1, $2, $3, 'g')",
        "SELECT regexp_matches($1, $2, 'g')", "SELECT regexp_split_to_array($1, $2)", "SELECT $1 ~* $2",
        "SELECT $1 LIKE $2 ESCAPE $3", "SELECT $1 SIMILAR TO $2", "SELECT substring($1 FROM $2 FOR $3)",
        "SELECT to_tsquery('english', $1)", "SELECT websearch_to_tsquery('english', $1)",
        "SELECT phraseto_tsquery($1)", "SELECT to_tsvector('english', $1) @@ plainto_tsquery('english', $2)",
        "SELECT $1::tsvector @@ $2::tsquery", "SELECT $1::jsonb #> $2::text[]", "SELECT jsonb_set($1, $2::text[], $3)",
        "SELECT $1::jsonb - $2", "SELECT $1::jsonb @> $2::jsonb", "SELECT jsonb_pretty($1)",
        "SELECT string_to_array($1, $2, $3)", "SELECT array_to_string($1::text[], $2, $3)",
        "SELECT encode($1::bytea, $2)",
        "SELECT decode($1, $2)", "SELECT convert_from($1::bytea, $2)", "SELECT translate($1, $2, $3)",
        "SELECT split_part($1, $2, 2)", "SELECT $1::timestamptz AT TIME ZONE $2", "SELECT date_trunc($1, now(), $2)",
        "SELECT extract(epoch FROM $1::interval)", "SELECT age($1::timestamp, $2::timestamp)",
        "SELECT $1::interval * 1e9",
        "SELECT $1::timestamp + $2::interval", "SELECT make_date(length($1), 2, 3)", "SELECT $1::numeric / $2::numeric",
        "SELECT power($1::numeric, $2::numeric)", "SELECT ln($1::numeric)", "SELECT round($1::numeric, 2147483647)",
        "SELECT $1::int8 * $2::int8", "SELECT div($1::numeric, $2::numeric)",
        "SELECT quote_ident($1) || quote_literal($2)",
        "SELECT unnest($1::text[])", "SELECT ($1::int[])[2:3]", "SELECT $1::vector <-> $2::vector",
        "SELECT subvector($1::vector, 1, 2)", "SELECT $1::sparsevec <=> $2::sparsevec",
        "SELECT binary_quantize($1::vector)",
        "SELECT overlay($1 PLACING $2 FROM 2)", "SELECT lpad($1, 20, $2)", "SELECT set_config($1, $2, true)",
        "SELECT current_setting($1)", "SELECT $1::regclass", "SELECT parse_ident($1)", "SELECT to_regtype($1)",
        "SELECT ts_rank(to_tsvector($1), to_tsquery($2))", "SELECT normalize($1)", "SELECT $1::bit(7) << 3",
    ]

    static func run(_ input: [UInt8]) throws {
        var input = FuzzInput(input)
        let statement = input.choice(statements)
        let parameters = (1...3).filter { statement.contains("$\($0)") }.map { _ in input.text() }
        try session.use { _ = try $0.value(statement, parameters) }
    }

    static let seeds: [[UInt8]] = statements.indices.flatMap { index -> [[UInt8]] in
        [
            ["%1$-10s|%I|%L%%", "x", "y"], ["FM9G999D99MI", "YYYY-MM-DD HH24:MI:SS", "%"],
            ["(a|b)*?\\d{2,}", "[[:alpha:]]+", "\\1"],
            ["{\"a\": {\"b\": [1, 2]}}", "{a,b,0}", "5"], ["cat & (dog | !bird) <2> fish:*", "the cats", "x"],
            ["2024-02-29 12:00", "1 day", "UTC"], ["123.456", "-0.001", "2"], ["[1,2,3]", "[3,2,1]", "{1,2}"],
        ].map { texts in [UInt8(index)] + texts.joined(separator: "\0").utf8 }
    }
}
