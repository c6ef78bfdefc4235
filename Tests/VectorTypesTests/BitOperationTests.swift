import TestSupport
import Testing
import VectorTypes

/// What PostgreSQL's own operators and functions of bit strings answer.
@Suite struct BitOperationTests {
    private func bits(_ text: String) throws -> BitVector { try BitVector(text: text) }

    @Test("bits are combined") func combined() {
        #expect(outcome { try bits("1100110011") & bits("1010101010") } == "1000100010")
        #expect(outcome { try bits("1100110011") | bits("1010101010") } == "1110111011")
        #expect(outcome { try bits("1100110011") ^ bits("1010101010") } == "0110011001")
        #expect(outcome { try ~bits("1100110011") } == "0011001100")
        #expect(outcome { try ~bits("") } == "")
        #expect(outcome { try bits("1") & bits("10") } == "22026 cannot AND bit strings of different sizes")
        #expect(outcome { try bits("1") | bits("10") } == "22026 cannot OR bit strings of different sizes")
        #expect(outcome { try bits("1") ^ bits("10") } == "22026 cannot XOR bit strings of different sizes")
    }

    @Test(
        "bits are moved, the length unchanged",
        arguments: [
            (0, "1100110011"), (1, "1001100110"), (9, "1000000000"), (10, "0000000000"), (-1, "0110011001"),
            (-9, "0000000001"), (.max, "0000000000"), (.min, "0000000000"),
        ] as [(Int, String)])
    func moved(_ distance: Int, _ expected: String) {
        #expect(outcome { try bits("1100110011") << distance } == expected)
        guard distance != .min else { return }
        #expect(outcome { try bits("1100110011") >> -distance } == expected)
    }

    @Test("bit strings of any lengths are concatenated") func concatenated() throws {
        let seed = testSeed(101)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let (a, b) = (randomText(&random), randomText(&random))
            #expect(try bits(a).concatenated(with: bits(b)).text == a + b, "seed \(seed)")
            #expect(try bits(a).concatenated(with: bits(b)) == bits(a + b), "seed \(seed)")
        }
    }

    @Test(
        "a substring counts from 1",
        arguments: [
            (1, 3, "110"), (3, nil, "01011"), (-1, 3, "1"), (6, 9, "11"), (8, 1, ""), (-5, 2, ""), (-5, nil, "1101011"),
            (2, .max, "101011"), (3, 0, ""), (1, -1, "22011 negative substring length not allowed"),
        ] as [(Int, Int?, String)])
    func substring(_ start: Int, _ length: Int?, _ expected: String) {
        #expect(outcome { try bits("1101011").substring(start: start, length: length) } == expected)
    }

    @Test("bits are overlaid, found, counted, read and changed") func edited() {
        #expect(outcome { try bits("0101011100").overlaid(with: bits("001"), start: 2, length: 3) } == "0001011100")
        #expect(outcome { try bits("0101011100").overlaid(with: bits("101"), start: 6) } == "0101010100")
        #expect(outcome { try bits("01").overlaid(with: bits("111"), start: 9, length: 1) } == "01111")
        #expect(
            outcome { try bits("01").overlaid(with: bits("1"), start: 0) }
                == "22011 negative substring length not allowed")
        #expect(outcome { try bits("01").overlaid(with: bits("1"), start: .max) } == "22003 integer out of range")
        #expect(outcome { try bits("1101011").position(of: bits("101")) } == "2")
        #expect(outcome { try bits("1101011").position(of: bits("")) } == "1")
        #expect(outcome { try bits("").position(of: bits("")) } == "0")
        #expect(outcome { try bits("1101011").position(of: bits("000")) } == "0")
        #expect(outcome { try bits("1101011").setBitCount } == "5")
        #expect(outcome { try bits("1101011").bit(at: 2) } == "false")
        #expect(outcome { try bits("1101011").bit(at: 7) } == "2202E bit index 7 out of valid range (0..6)")
        #expect(outcome { try bits("1101011").setting(true, at: 2) } == "1111011")
        #expect(outcome { try bits("1101011").setting(false, at: 0) } == "0101011")
        #expect(outcome { try bits("").setting(true, at: -1) } == "2202E bit index -1 out of valid range (0..-1)")
    }

    @Test(
        "integers become bits and come back",
        arguments: [
            (44, 10, "0000101100"), (44, 3, "100"), (-44, 12, "111111010100"), (1, 1, "1"),
            (-1, 70, String(repeating: "1", count: 70)),
            (.min, 64, "1" + String(repeating: "0", count: 63)), (5, 66, String(repeating: "0", count: 63) + "101"),
        ] as [(Int64, Int, String)])
    func integers(_ integer: Int64, _ length: Int, _ expected: String) throws {
        let bits = BitVector(integer: integer, length: length)
        #expect(bits.text == expected)
        if length == 64 { #expect(try bits.int64() == integer) }
    }

    @Test("bits become integers when they fit") func toIntegers() {
        #expect(outcome { try bits("1110").int32() } == "14")
        #expect(outcome { try bits(String(repeating: "1", count: 32)).int32() } == "-1")
        #expect(outcome { try bits(String(repeating: "1", count: 33)).int64() } == "8589934591")
        #expect(outcome { try bits("").int32() } == "0")
        #expect(outcome { try bits(String(repeating: "0", count: 33)).int32() } == "22003 integer out of range")
        #expect(outcome { try bits(String(repeating: "0", count: 65)).int64() } == "22003 bigint out of range")
    }

    private func randomText(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...20, using: &random)).map { _ in Bool.random(using: &random) ? "1" : "0" }.joined()
    }
}
