import Foundation
import TestSupport
import Testing

@testable import VectorTypes

@Suite struct ParsedFloatTests {
    /// What is read from the start of the text, and how many bytes it takes.
    private func parse(_ text: String) -> (number: ParsedFloat, length: Int)? {
        withUTF8(text) { bytes in
            guard let start = bytes.baseAddress else { return nil }
            return ParsedFloat.parse(start, start + bytes.count).map { ($0.0, $0.1 - start) }
        }
    }

    @Test(
        "a number ends where strtof ends it",
        arguments: [
            ("1", 1), ("1.5e3x", 5), ("5.", 2), (".5", 2), ("+1", 2), ("-1", 2), ("1e", 1), ("1e+", 1), ("1e5", 3),
            ("1e+5,", 4), ("0x", 1), ("0x.", 1), ("0xg", 1), ("0x10", 4), ("0x1p3", 5), ("0x1p", 3), ("0x.8p1", 6),
            ("0x1.8P+2]", 8), ("inf", 3), ("INFINITY", 8), ("infinit", 3), ("nan", 3), ("nan(12_a)", 9), ("nan(", 3),
            ("nan(-)", 3), ("0001", 4), ("1_000", 1), ("1..2", 2), ("1.2.3", 3), ("00x1", 2),
        ])
    func length(_ text: String, _ expected: Int) throws {
        let parsed = try #require(parse(text))
        #expect(parsed.length == expected)
        let own = text.withCString { start -> (Float, Int) in
            var end: UnsafeMutablePointer<CChar>?
            let value = strtof(start, &end)
            return (value, end.map { UnsafePointer($0) - start } ?? 0)
        }
        #expect(parsed.length == own.1)
        #expect(parsed.number.value == own.0 || (parsed.number.value.isNaN && own.0.isNaN))
    }

    @Test(
        "what is not a number is not read",
        arguments: ["", "-", "+", ".", "-.", "e5", ".e5", "--1", "x", "in", "na", ",", "]", " 1", "ı"])
    func notANumber(_ text: String) {
        #expect(parse(text) == nil)
    }

    @Test("random decimals are rounded as strtof rounds them") func randomDecimals() {
        let seed = testSeed(21)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40_000 {
            let text = randomDecimal(&random)
            check(text, "seed \(seed)")
        }
    }

    @Test("decimals at and around the middle between two floats are rounded as strtof rounds them") func middles() {
        let seed = testSeed(22)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let exponent = UInt32.random(in: 0...250, using: &random)
            let low = Float(bitPattern: exponent << 23 | UInt32.random(in: 0..<(1 << 23), using: &random))
            let middle = (Double(low) + Double(low.nextUp)) / 2
            for value in [middle, middle.nextUp, middle.nextDown] {
                check("\(value)", "seed \(seed)")
                check(String(format: "%.30e", value), "seed \(seed)")
                check(String(format: "%.30e", value) + "1", "seed \(seed)")
            }
        }
    }

    @Test(
        "the ends of the range",
        arguments: [
            "3.4028234e38", "3.4028235e38", "3.4028235677973366e38", "3.4028235677973367e38", "3.4028236e38", "4e38",
            "1e39", "1e400", "1e-44", "7.006492321624085e-46", "7.006492321624086e-46", "1e-45", "1e-46", "1e-65",
            "1e-66", "1e-400", "1.1754943e-38", "1.1754944e-38", "1.17549429e-38", "0e999999999999999999999",
            "1e999999999999999999999", "1e-999999999999999999999", "0x1p128", "0x1.fffffep127", "0x1.ffffffp127",
            "0x1p-149", "0x1p-150", "0x1.0000000000000001p-150", "0x1.000001p0", "0x1.00000100000000001p0",
            "0x1.000003p0", "0x123456789abcdef01p-10", "0x0.000000000000000000000000000000001p10", "0x1p-99999999999",
        ])
    func ends(_ text: String) {
        check(text)
        check("-" + text)
    }

    @Test("long runs of digits lose nothing") func longDigits() {
        check("0." + String(repeating: "0", count: 5_000) + "1e5001")
        check("1" + String(repeating: "0", count: 5_000) + "e-5000")
        check("16777217" + "." + String(repeating: "0", count: 3_000) + "1")
        check("16777217" + "." + String(repeating: "0", count: 3_000))
        check(String(repeating: "9", count: 39))
        check(String(repeating: "9", count: 38))
    }

    private func check(_ text: String, _ comment: String = "") {
        guard let parsed = parse(text) else {
            Issue.record("\(text) was not read \(comment)")
            return
        }
        let expected = strtof(text, nil)
        #expect(parsed.number.value.bitPattern == expected.bitPattern, "\(text) \(comment)")
        #expect(parsed.length == text.utf8.count, "\(text) \(comment)")
        #expect(parsed.number.overflows == expected.isInfinite, "\(text) \(comment)")
        let isWrittenAsZero = !text.lowercased().prefix { $0 != "e" && $0 != "p" }.contains {
            "123456789abcdf".contains($0)
        }
        #expect(parsed.number.underflows == (expected == 0 && !isWrittenAsZero), "\(text) \(comment)")
    }

    private func randomDecimal(_ random: inout SeededGenerator) -> String {
        func digits(_ range: ClosedRange<Int>) -> String {
            (0..<Int.random(in: range, using: &random)).reduce("") { text, _ in
                text + "\(Int.random(in: 0...9, using: &random))"
            }
        }
        var text = Bool.random(using: &random) ? "-" : ""
        text += digits(1...(Bool.random(using: &random) ? 3 : 25))
        if Bool.random(using: &random) { text += "." + digits(0...25) }
        if Bool.random(using: &random) { text += "e\(Int.random(in: -60...45, using: &random))" }
        return text
    }
}
