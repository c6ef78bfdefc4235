import VecDB
import VectorTypes

/// Any text as a value of any type: what a type reads, it writes; and what it writes, it reads as the same.
enum LiteralTarget {
    private static let types: [String] =
        BaseType.allCases.filter { !unreadable.contains($0) }.flatMap { [$0.rawValue, $0.rawValue + "[]"] } + [
            "varchar(3)", "char(2)", "numeric(6,2)", "numeric(5,-2)", "bit(3)", "varbit(4)", "vector(3)", "halfvec(2)",
            "sparsevec(5)", "timestamp(0)", "timestamptz(3)", "time(2)", "interval(1)", "interval day to second",
            "numeric(1000,1000)",
        ]

    /// Pseudo-types, and types that no text can be cast to.
    private static let unreadable: Set<BaseType> = [
        .pgNodeTree, .void, .record, .unknown, .cstring, .internal, .trigger, .any, .anyelement, .anyarray,
        .anynonarray, .anycompatible, .anycompatiblearray, .anycompatiblenonarray, .internalChar, .aclitem,
    ]

    private static let session = FuzzSessionPool()

    static func run(_ input: [UInt8]) throws {
        var input = FuzzInput(input)
        let type = input.choice(types)
        let text = String(decoding: input.bytes(), as: UTF8.self)
        try session.use { session in
            let statement = "SELECT ($1::text)::\(type)::text"
            guard let written = try session.value(statement, [text]) else { return }
            let again = try session.value(statement, [written])
            if again != written {
                throw FuzzFinding("\(type) '\(text)' is written '\(written)', and that '\(again ?? "nothing")'")
            }
        }
    }

    static let seeds: [[UInt8]] = [
        "1.5e10", "-9223372036854775808", "NaN", "{1,NULL,\"a b\"}", "[1,2,3]", "{1:1.5,3:-2}/5",
        "2024-02-29 12:34:56.789+02",
        "1 year 2 mons -3 days 04:05:06.7", "{\"a\": [1, null, \"x\\u00e9\"]}", "\\xdeadbeef", "1010",
        "'cat':1A & !dog:*",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "infinity", "294276-12-31 23:59:59.999999", "0001-01-01 BC", "(1,2)",
        "t",
    ].flatMap { text in types.indices.filter { $0 % 7 == text.utf8.count % 7 }.map { [UInt8($0)] + Array(text.utf8) } }
}
