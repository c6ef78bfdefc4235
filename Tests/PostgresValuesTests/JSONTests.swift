import TestSupport
import Testing
import VectorTypes

@testable import PostgresValues

private func arr(_ s: String) -> [String?] {
    s.isEmpty ? [] : s.split(separator: "|", omittingEmptySubsequences: false).map { $0 == "NULL" ? nil : String($0) }
}
private func b(_ x: Bool) -> String { x ? "true" : "false" }
/// Answers a line of ``jSONGolden``.
func jsonAnswer(_ f: [String]) throws -> String? {
    func j(_ i: Int) throws -> String { try JSON.canonical(f[i]) }
    func k(_ i: Int) -> [String] { arr(f[i]).compactMap { $0 } }
    switch f[0] {
    case "json": try JSON.validate(f[1]); return f[1]
    case "jsonb": return try j(1)
    case "j->": try JSON.validate(f[1]); return try JSON.field(f[1], f[2])
    case "j->>": try JSON.validate(f[1]); return try JSON.fieldText(f[1], f[2])
    case "->": return try JSON.field(j(1), f[2])
    case "->>": return try JSON.fieldText(j(1), f[2])
    case "->i": return try JSON.element(j(1), Int(f[2]) ?? 0)
    case "->>i": return try JSON.elementText(j(1), Int(f[2]) ?? 0)
    case "#>": return try JSON.path(j(1), k(2))
    case "#>>": return try JSON.pathText(j(1), k(2))
    case "@>": return try b(JSON.contains(j(1), j(2)))
    case "?": return try b(JSON.hasKey(j(1), f[2]))
    case "?|": return try b(JSON.hasAnyKey(j(1), k(2)))
    case "?&": return try b(JSON.hasAllKeys(j(1), k(2)))
    case "||": return try JSON.concatenated(j(1), j(2))
    case "-k": return try JSON.removing(j(1), keys: [f[2]])
    case "-ks": return try JSON.removing(j(1), keys: k(2))
    case "-i": return try JSON.removing(j(1), at: Int(f[2]) ?? 0)
    case "#-": return try JSON.removing(j(1), path: arr(f[2]))
    case "set": return try JSON.setting(j(1), path: arr(f[2]), to: j(3), createMissing: f[4] == "true")
    case "insert": return try JSON.inserting(j(1), path: arr(f[2]), j(3), after: f[4] == "true")
    case "strip": return try JSON.stripNulls(j(1))
    case "pretty": return try JSON.pretty(j(1))
    case "typeof": return try JSON.typeOf(j(1))
    case "jlen": return try String(JSON.arrayLength(j(1)))
    case "keys": return try JSON.keys(j(1)).joined(separator: "|")
    case "each": return try JSON.each(j(1)).map { "\($0.key)=\($0.value)" }.joined(separator: "|")
    case "eacht": return try JSON.eachText(j(1)).map { "\($0.key)=\($0.value ?? "NULL")" }.joined(separator: "|")
    case "elems": return try JSON.elements(j(1)).joined(separator: "|")
    case "elemst": return try JSON.elementsText(j(1)).map { $0 ?? "NULL" }.joined(separator: "|")
    case "jcmp": return try String(JSON.order(j(1), j(2)).signum())
    case "quote": return try JSON.quoted(f[1])
    default: return "unknown function"
    }
}

@Suite struct JSONTests {
    @Test("JSON answers as PostgreSQL does")
    func golden() { expectGolden(jSONGolden, jsonAnswer) }

    @Test(
        "a JSON error shows its line up to the offending token",
        arguments: [
            (#"{"a":1,}"#, #"JSON data, line 1: {"a":1,}"#), (#"{"a" 1}"#, #"JSON data, line 1: {"a" 1..."#),
            ("\n\n[1,\n2 3]", "JSON data, line 4: 2 3..."), ("", "JSON data, line 1: "),
            (#""\x""#, #"JSON data, line 1: "\x..."#), ("\"a\nb\"", "JSON data, line 1: \"a"),
            (#"{"a":"b"é}"#, #"JSON data, line 1: {"a":"b"é..."#),
            (
                #"{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": x }"#,
                #"JSON data, line 1: ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": x..."#
            ),
        ]) func context(text: String, context: String)
    {
        let error = #expect(throws: VecDBError.self) { try JSON.validate(text) }
        #expect(error?.context == context)
    }

    @Test("nesting beyond the limit is an error, not a crash")
    func depth() throws {
        let deep = String(repeating: "[", count: 100_000)
        let error = #expect(throws: VecDBError.self) { try JSON.validate(deep) }
        #expect(error?.sqlState == .statementTooComplex)
        let allowed = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
        #expect(try JSON.canonical(allowed) == allowed)
    }

    @Test("random bytes never trap the JSON functions, and what is valid is canonical at the second reading")
    func fuzz() throws {
        let seed = testSeed(21)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "a", "1", "-", ".5", "e3", "\\u00e9", "true", "null", " ",
        ]
        for _ in 0..<4000 {
            let text = (0..<Int.random(in: 0...10, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            _ = try JSON.path(text, ["a", "1"])
            _ = try JSON.elementText(text, -1)
            _ = try JSON.hasKey(text, "a")
            _ = try? JSON.each(text)
            if let canonical = try? JSON.canonical(text) {
                #expect(try JSON.canonical(canonical) == canonical, "seed \(seed): \(text)")
                #expect(try JSON.contains(canonical, canonical), "seed \(seed): \(text)")
            }
        }
    }
}
