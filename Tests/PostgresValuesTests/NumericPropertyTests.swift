import TestSupport
import Testing

@testable import PostgresValues

/// A random number of up to `limbs` limbs on either side of the point.
func randomNumeric(_ random: inout SeededGenerator, limbs: Int = 6) -> Numeric {
    let count = Int.random(in: 1...limbs, using: &random)
    let digits = (0..<count).map { _ in Int32.random(in: 0..<10_000, using: &random) }
    let weight = Int.random(in: -2...limbs, using: &random)
    return Numeric(
        negative: Bool.random(using: &random), weight: weight, digits: digits, scale: max(0, (count - weight - 1) * 4))
}

@Suite struct NumericPropertyTests {
    @Test("a = q·b + r, with |r| < |b| and the sign of a")
    func divisionAndRemainder() throws {
        let seed = testSeed(11)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            let a = randomNumeric(&random, limbs: 9)
            let b = randomNumeric(&random)
            if b.isZero { continue }
            let quotient = try a.integerQuotient(dividingBy: b)
            let remainder = try a.remainder(dividingBy: b)
            #expect(try quotient.multiplied(by: b).adding(remainder) == a, "seed \(seed): \(a) / \(b)")
            #expect(remainder.magnitude < b.magnitude, "seed \(seed): \(a) / \(b)")
            #expect(remainder.isZero || remainder.isNegative == a.isNegative, "seed \(seed): \(a) / \(b)")
        }
    }

    @Test("addition, subtraction and multiplication agree with machine integers")
    func integers() throws {
        let seed = testSeed(12)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            let a = Int64.random(in: -3_000_000_000...3_000_000_000, using: &random)
            let b = Int64.random(in: -3_000_000_000...3_000_000_000, using: &random)
            #expect(try Numeric(a).adding(Numeric(b)).text == String(a + b), "seed \(seed)")
            #expect(try Numeric(a).subtracting(Numeric(b)).text == String(a - b), "seed \(seed)")
            #expect(try Numeric(a).multiplied(by: Numeric(b)).text == String(a * b), "seed \(seed)")
            #expect((Numeric(a) < Numeric(b)) == (a < b), "seed \(seed)")
            if b != 0 { #expect(try Numeric(a).integerQuotient(dividingBy: Numeric(b)).text == String(a / b)) }
            #expect(try Numeric(a).int64() == a, "seed \(seed)")
        }
    }

    @Test("text reads back as the same number with the same scale")
    func roundTrip() throws {
        let seed = testSeed(13)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            let value = randomNumeric(&random, limbs: 12)
            let back = try Numeric(text: value.text)
            #expect(back == value && back.scale == value.scale && back.hashValue == value.hashValue, "seed \(seed)")
        }
    }

    @Test("rounding is nearest, with halves away from zero")
    func rounding() throws {
        let seed = testSeed(14)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let value = randomNumeric(&random)
            let scale = Int.random(in: -8...12, using: &random)
            let unit = try Numeric(text: "1e\(-scale)")
            let error = try value.rounded(toScale: scale).subtracting(value).magnitude
            #expect(try Numeric.product(error, .two) <= unit, "seed \(seed): round(\(value), \(scale))")
            #expect(try value.truncated(toScale: scale).magnitude <= value.magnitude, "seed \(seed)")
        }
    }

    @Test("roots, logarithms and powers undo each other")
    func inverses() throws {
        let seed = testSeed(15)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let value = randomNumeric(&random, limbs: 4).magnitude
            if value.isZero { continue }
            let root = try value.squareRoot(scale: 60)
            let error = Numeric.difference(try Numeric.product(root, root), value).magnitude
            #expect(error < (try Numeric(text: "1e-40")), "seed \(seed): sqrt(\(value))")
            let power = try value.naturalLogarithm(scale: 70).exponential(scale: 40)
            #expect(Numeric.difference(power, value).magnitude < (try Numeric(text: "1e-30")), "seed \(seed): \(value)")
        }
    }

    @Test("random bytes never trap a scalar parser")
    func fuzz() {
        let seed = testSeed(16)
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789.eE+-nainfty{}x\\ \u{e9}".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try? Numeric(text: text)
            _ = try? ScalarText.parseFloat8(text)
            _ = try? ScalarText.parseInt16(text)
            _ = try? ScalarText.canonicalUUID(text)
            _ = try? ScalarText.parseBytea(text)
            _ = try? ScalarText.parseBool(text)
        }
    }
}
