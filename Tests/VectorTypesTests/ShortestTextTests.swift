import Foundation
import TestSupport
import Testing

@testable import VectorTypes

@Suite struct ShortestTextTests {
    @Test(
        "single precision prints as PostgreSQL's real",
        arguments: [
            (0, "0"), (-0.0, "-0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (1.5, "1.5"), (123456, "123456"),
            (999_999, "999999"), (100_000, "100000"), (1e6, "1e+06"), (1_234_567, "1.234567e+06"),
            (123456.7, "123456.7"), (0.0001, "0.0001"), (0.00012345, "0.00012345"), (1e-5, "1e-05"),
            (1.2345e-5, "1.2345e-05"), (16_777_216, "1.6777216e+07"), (.greatestFiniteMagnitude, "3.4028235e+38"),
            (.leastNonzeroMagnitude, "1e-45"), (.leastNormalMagnitude, "1.1754944e-38"), (1.5e-38, "1.5e-38"),
            (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
            // Decimals that lie exactly between two floats are not used: PostgreSQL prints a digit more.
            (8.589973e9, "8.589974e+09"), (33_554_432, "3.3554432e+07"), (67_108_864, "6.7108864e+07"),
        ] as [(Float, String)])
    func single(_ value: Float, _ expected: String) {
        #expect(shortestText(value) == expected)
    }

    @Test(
        "double precision prints as PostgreSQL's double precision",
        arguments: [
            (0, "0"), (-0.0, "-0"), (5.196152422706632, "5.196152422706632"), (0.1, "0.1"), (1e14, "100000000000000"),
            (123_456_789_012_345, "123456789012345"), (1e15, "1e+15"), (1234.5, "1234.5"), (0.0001, "0.0001"),
            (0.00001, "1e-05"), (1e22, "1e+22"), (1e23, "9.999999999999999e+22"), (.leastNonzeroMagnitude, "5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (2.2250738585072014e-308, "2.2250738585072014e-308"),
            (9.007199254740993e18, "9.007199254740993e+18"), (1e100, "1e+100"), (1.0 / 3, "0.3333333333333333"),
            (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
        ] as [(Double, String)])
    func double(_ value: Double, _ expected: String) {
        #expect(shortestText(value) == expected)
    }

    @Test("any float reads back as itself, and no shorter decimal does") func singleRoundTrip() throws {
        let seed = testSeed(11)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let value = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
            guard value.isFinite else { continue }
            let text = shortestText(value)
            #expect(Float(text) == value, "\(text), seed \(seed)")
            // Swift's own shortest text differs only where PostgreSQL avoids a tie; then it is never longer.
            let swift = "\(value)"
            if significantDigits(text) != significantDigits(swift) {
                #expect(significantDigits(swift).count <= significantDigits(text).count, "\(text) \(swift)")
                #expect(value.significandBitPattern % 2 == 0, "\(text) \(swift)")
            }
        }
    }

    @Test("any double reads back as itself") func doubleRoundTrip() {
        let seed = testSeed(12)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
            guard value.isFinite else { continue }
            let text = shortestText(value)
            #expect(Double(text) == value, "\(text), seed \(seed)")
            // Decimals between two doubles, which PostgreSQL avoids, are too long to be short below 2^53.
            if value.magnitude < 0x1p53 {
                #expect(significantDigits(text) == significantDigits("\(value)"), "\(text), seed \(seed)")
            }
        }
    }

    @Test("short decimals print as they were written") func shortDecimals() {
        let seed = testSeed(13)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let digits = Int.random(in: 1...999_999, using: &random)
            guard digits % 10 != 0 else { continue }
            let exponent = Int.random(in: -30...7, using: &random)
            let written = "\(digits)e\(exponent)"
            let value = Float(written) ?? .nan
            // From 2^24 on a short decimal may lie between two floats.
            guard value < 0x1p24 else { continue }
            #expect(significantDigits(shortestText(value)) == "\(digits)", "\(written), seed \(seed)")
        }
    }

    /// The digits of a number's text without sign, point, exponent, leading and trailing zeros.
    private func significantDigits(_ text: String) -> String {
        let mantissa = text.prefix { $0 != "e" }.filter { $0.isNumber }
        return String(mantissa.drop { $0 == "0" }).trimmingSuffix("0")
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
