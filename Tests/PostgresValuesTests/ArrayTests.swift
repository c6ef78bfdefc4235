import TestSupport
import Testing

@testable import PostgresValues

/// Answers a line of ``arrayGolden``.
func arrayAnswer(_ f: [String]) throws -> String? {
    func a(_ i: Int) throws -> ArrayLiteral { try ArrayLiteral(text: f[i]) }
    func e(_ i: Int) -> String? { f[i] == "NULL" ? nil : f[i] }
    switch f[0] {
    case "array": return try a(1).text
    case "acat": return try a(1).concatenated(a(2)).text
    case "aapp": return try a(1).appending(e(2)).text
    case "aprep": return try a(1).prepending(e(2)).text
    case "arem": return try a(1).removing(e(2)).text
    case "arepl": return try a(1).replacing(e(2), with: e(3)).text
    case "apos": return try a(1).position(of: e(2)).map(String.init)
    case "aposs": return try a(1).positions(of: e(2)).map(String.init).joined(separator: ",")
    case "a@>": return try a(1).contains(a(2)) ? "true" : "false"
    case "a&&": return try a(1).overlaps(a(2)) ? "true" : "false"
    case "a=": return try a(1).equals(a(2)) ? "true" : "false"
    case "acmp":
        return try String(
            a(1).order(a(2)) { x, y in
                Array(x.utf8) == Array(y.utf8) ? 0 : x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
            }.signum())
    case "adims": return try a(1).dimensionText
    case "andims": return try a(1).dimensionCount.map(String.init)
    case "alen": return try a(1).length(Int(f[2]) ?? 0).map(String.init)
    case "aup": return try a(1).upper(Int(f[2]) ?? 0).map(String.init)
    case "asub": return try a(1)[[Int(f[2]) ?? 0]]
    case "asub2": return try a(1)[[Int(f[2]) ?? 0, Int(f[3]) ?? 0]]
    case "aslice": return try a(1).slice([(Int(f[2]), Int(f[3]))]).text
    case "aslice2": return try a(1).slice([(Int(f[2]), Int(f[3])), (Int(f[4]), Int(f[5]))]).text
    case "atostr": return try a(1).joined(f[2], null: e(3))
    case "strtoa": return try ArrayLiteral.split(f[1], e(2), null: e(3)).text
    case "atrim": return try a(1).trimmed(Int(f[2]) ?? 0).text
    default: return "unknown function"
    }
}

@Suite struct ArrayTests {
    @Test("arrays answer as PostgreSQL does")
    func golden() { expectGolden(arrayGolden, arrayAnswer) }

    @Test("setting an element far away fills the gap with NULL")
    func setting() throws {
        #expect(try ArrayLiteral(text: "{1,2}").setting(5, to: "9").text == "{1,2,NULL,NULL,9}")
        #expect(try ArrayLiteral(text: "{1,2}").setting(-1, to: "9").text == "[-1:2]={9,NULL,1,2}")
        #expect(try ArrayLiteral(text: "{}").setting(3, to: "9").text == "[3:3]={9}")
    }

    @Test("any array of any texts is written and read back as itself")
    func roundTrip() throws {
        let seed = testSeed(31)
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", "\"", "\\", "{", "}", ",", " ", "NULL", "é", "\n"]
        for _ in 0..<1000 {
            let elements = (0..<Int.random(in: 1...5, using: &random)).map { _ -> String? in
                if Int.random(in: 0..<6, using: &random) == 0 { return nil }
                return (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    pieces.randomElement(using: &random) ?? ""
                }.joined()
            }
            let array = ArrayLiteral(elements)
            #expect(try ArrayLiteral(text: array.text) == array, "seed \(seed)")
        }
    }

    @Test("random bytes never trap the array parser")
    func fuzz() {
        let seed = testSeed(32)
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("{}[]:=,\"\\ 1-aN".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            if let array = try? ArrayLiteral(text: String(decoding: bytes, as: UTF8.self)) {
                #expect((try? ArrayLiteral(text: array.text)) == array, "seed \(seed)")
            }
        }
    }
}
