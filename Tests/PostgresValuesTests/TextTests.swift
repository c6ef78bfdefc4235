import TestSupport
import Testing
import VectorTypes

@testable import PostgresValues

/// Answers a line of ``textGolden``.
func textAnswer(_ f: [String]) throws -> String? {
    func e(_ i: Int) -> String? { f[i] == "NULL" ? nil : f[i] }
    func l(_ r: [String?]) throws -> String { try ArrayLiteral(r).text }
    switch f[0] {
    case "like": return try LikePattern(f[2]).matches(f[1]) ? "true" : "false"
    case "ilike": return try LikePattern(f[2], caseInsensitive: true).matches(f[1]) ? "true" : "false"
    case "likee": return try LikePattern(f[2], escape: f[3]).matches(f[1]) ? "true" : "false"
    case "~": return try RegexFunctions.matches(f[1], f[2]) ? "true" : "false"
    case "~*": return try RegexFunctions.matches(f[1], f[2], flags: "i") ? "true" : "false"
    case "rmatch": return try RegexFunctions.match(f[1], f[2], flags: f[3]).map { try l($0) }
    case "rmatches":
        return try RegexFunctions.allMatches(f[1], f[2], flags: "g").map { try l($0) }.joined(separator: ";")
    case "rreplace": return try RegexFunctions.replace(f[1], f[2], with: f[3], flags: f[4])
    case "rsplit": return try l(RegexFunctions.split(f[1], f[2]))
    case "rsub": return try RegexFunctions.substring(f[1], f[2])
    case "rcount": return try String(RegexFunctions.count(f[1], f[2]))
    case "rinstr": return try String(RegexFunctions.position(f[1], f[2]))
    case "similar": return try RegexFunctions.matches(f[1], RegexFunctions.similarToRegular(f[2])) ? "true" : "false"
    case "format": return try FormatString.format(f[1], f[2...].map { $0 == "NULL" ? nil : $0 })
    case "qi": return try FormatString.quotedIdentifier(f[1])
    case "ql": return try FormatString.quotedLiteral(f[1])
    default: return "unknown function"
    }
}

@Suite struct TextTests {
    @Test("LIKE, regular expressions and format() answer as PostgreSQL does")
    func golden() { expectGolden(textGolden, textAnswer) }

    @Test("a pattern that makes backtracking engines hang takes linear time")
    func pathological() throws {
        let text = String(repeating: "a", count: 2000)
        #expect(try !RegexFunctions.matches(text, "^(a+)+b$"))
        #expect(try !RegexFunctions.matches(text, "(a?){100}a{100}b"))
    }

    @Test("what is not supported, or too large, is an error")
    func refusals() {
        func state(_ pattern: String) -> SQLState? {
            (#expect(throws: VecDBError.self) { try RegularExpression(pattern) })?.sqlState
        }
        #expect(state("(a)\\1") == .featureNotSupported)
        #expect(state("(((a{255}){255}){255}){255}") == SQLState("2201B"))
        #expect(state(String(repeating: "(", count: 100_000)) == SQLState("2201B"))
    }

    @Test("random patterns never trap, and a match lies within its text")
    func fuzz() throws {
        let seed = testSeed(51)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "a", "b", "(", ")", "[", "]", "*", "+", "?", "{1,2}", "|", "^", "$", "\\", "\\d", "(?=", "[^a", "é", "-",
        ]
        for _ in 0..<3000 {
            let pattern = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                ["a", "b", "é", "1", "\n"].randomElement(using: &random) ?? ""
            }.joined()
            guard let expression = try? RegularExpression(pattern) else { continue }
            let scalars = Array(text.unicodeScalars)
            for match in try expression.allMatches(scalars) {
                #expect(match.range.upperBound <= scalars.count, "seed \(seed): \(pattern)")
            }
            _ = try? RegexFunctions.replace(text, pattern, with: "\\1\\&\\", flags: "g")
            _ = try? LikePattern(pattern).matches(text)
            _ = try? FormatString.format(pattern, [text])
        }
    }
}
