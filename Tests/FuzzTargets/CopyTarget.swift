import VecDBSQL

/// Any data for COPY in its three formats. What comes in goes out, and in again to the same rows.
enum CopyTarget {
    private static let options = [
        "FORMAT text", "FORMAT csv", "FORMAT binary", "FORMAT csv, HEADER", "FORMAT text, DELIMITER '|', NULL 'x'",
        "FORMAT csv, QUOTE '''', ESCAPE '\\', DELIMITER ';'", "FORMAT csv, HEADER MATCH, FORCE_NULL (b)",
        "FORMAT csv, NULL 'b'",
    ]

    static func run(_ input: [UInt8]) throws {
        var input = FuzzInput(input)
        let options = input.choice(options)
        let data = input.bytes()
        try session.useAndRollBack { try run(data, options, $0.session) }
    }

    private static let session = FuzzSessionPool()

    private static func run(_ data: [UInt8], _ options: String, _ session: Session) throws {
        do {
            try session.execute(
                """
                CREATE TABLE c (a int, b text, c numeric, d jsonb, e vector, f timestamptz, g text[], h bytea);
                CREATE TABLE again (LIKE c)
                """
            ) { _ in }
            try copy(data, into: "c", options, session)
            var out: [UInt8] = []
            session.copyOutput = { out += $0 }
            try session.execute(
                "COPY c TO STDOUT (\(options.replacing(" MATCH", with: "").replacing("FORCE_NULL (b)", with: "FORCE_QUOTE (b)")))"
            ) { _ in }
            try copy(out, into: "again", options, session)
            let difference = try session.query("SELECT count(*) FROM (TABLE c EXCEPT ALL TABLE again) x").first?[0]
            if difference != "0" {
                throw FuzzFinding("\(difference ?? "?") rows differ after COPY out and in (\(options))")
            }
        } catch let finding as FuzzFinding {
            throw finding
        } catch {
            try FuzzSession.judge(error, "COPY (\(options))")
        }
    }

    private static func copy(_ data: [UInt8], into table: String, _ options: String, _ session: Session) throws {
        // In pieces, as a client sends it.
        var rest = data[...]
        session.copyInput = {
            let piece = Array(rest.prefix(29))
            rest = rest.dropFirst(29)
            return piece.isEmpty ? nil : piece
        }
        try session.execute("COPY \(table) FROM STDIN (\(options))") { _ in }
    }

    static let seeds: [[UInt8]] = options.indices.flatMap { index in
        [
            "1\tx\\ty\t2.50\t{\"k\": 1}\t[1,2]\t2024-01-01 00:00:00+00\t{a,\"b c\"}\t\\\\x00ff\n\\N\t\t\\N\t\\N\t\\N\t\\N\t{}\t\\N\n\\.\n",
            "a,b,c,d,e,f,g,h\n1,\"x\"\"y\",2.5,\"{\"\"k\"\": 1}\",\"[1,2]\",2024-01-01,\"{a,b}\",\\x00\n,,,,,,,\n",
            "PGCOPY\n\u{FF}\r\n\0\0\0\0\0\0\0\0\0\0\u{8}\0\0\0\u{4}\0\0\0\u{1}",
        ].map { [UInt8(index)] + $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
    }
}
