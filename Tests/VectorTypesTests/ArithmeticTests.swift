import TestSupport
import Testing
import VectorTypes

/// The cases follow what pgvector's own regression tests expect.
@Suite struct ArithmeticTests {
    @Test(
        "vectors add, subtract, multiply and concatenate",
        arguments: [
            ("[1,2,3]", "+", "[4,5,6]", "[5,7,9]"), ("[3e38]", "+", "[3e38]", "22003 value out of range: overflow"),
            ("[1,2]", "+", "[3]", "22000 different vector dimensions 2 and 1"),
            ("[1,2,3]", "-", "[4,5,6]", "[-3,-3,-3]"), ("[-3e38]", "-", "[3e38]", "22003 value out of range: overflow"),
            ("[1,2]", "-", "[3]", "22000 different vector dimensions 2 and 1"),
            ("[1,2,3]", "*", "[4,5,6]", "[4,10,18]"), ("[1e37]", "*", "[1e37]", "22003 value out of range: overflow"),
            ("[1e-37]", "*", "[1e-37]", "22003 value out of range: underflow"), ("[0]", "*", "[1e-37]", "[0]"),
            ("[1,2]", "*", "[3]", "22000 different vector dimensions 2 and 1"),
            ("[1,2,3]", "||", "[4,5]", "[1,2,3,4,5]"),
        ])
    func vector(_ a: String, _ operation: String, _ b: String, _ expected: String) {
        #expect(
            outcome {
                let (x, y) = (try Vector(text: a), try Vector(text: b))
                return switch operation {
                case "+": try x + y
                case "-": try x - y
                case "*": try x * y
                default: try x.concatenated(with: y)
                }
            } == expected)
    }

    @Test(
        "half vectors add, subtract, multiply and concatenate",
        arguments: [
            ("[1,2,3]", "+", "[4,5,6]", "[5,7,9]"), ("[65519]", "+", "[65519]", "22003 value out of range: overflow"),
            ("[1,2]", "+", "[3]", "22000 different halfvec dimensions 2 and 1"),
            ("[-65519]", "-", "[65519]", "22003 value out of range: overflow"),
            ("[1,2,3]", "*", "[4,5,6]", "[4,10,18]"), ("[65519]", "*", "[65519]", "22003 value out of range: overflow"),
            ("[1e-7]", "*", "[1e-7]", "22003 value out of range: underflow"),
            ("[2048]", "+", "[1]", "[2048]"), ("[1,2,3]", "||", "[4,5]", "[1,2,3,4,5]"),
        ])
    func halfVector(_ a: String, _ operation: String, _ b: String, _ expected: String) {
        #expect(
            outcome {
                let (x, y) = (try HalfVector(text: a), try HalfVector(text: b))
                return switch operation {
                case "+": try x + y
                case "-": try x - y
                case "*": try x * y
                default: try x.concatenated(with: y)
                }
            } == expected)
    }

    @Test("a concatenation cannot exceed 16,000 elements") func longConcatenation() throws {
        let long = try Vector([Float](repeating: 0, count: 16_000))
        let refusal = "54000 vector cannot have more than 16000 dimensions"
        #expect(outcome { try long.concatenated(with: Vector([1])) } == refusal)
        let longHalf = try HalfVector(long)
        let halfRefusal = "54000 halfvec cannot have more than 16000 dimensions"
        #expect(outcome { try longHalf.concatenated(with: HalfVector([Float(1)])) } == halfRefusal)
    }

    @Test("arithmetic rounds the exact result once") func exactlyRounded() throws {
        let seed = testSeed(41)
        var random = SeededGenerator(seed: seed)
        for count in [1, 2, 7, 33, 100] {
            let (x, y) = (random.gaussianVector(count), random.gaussianVector(count))
            let (a, b) = (try Vector(x), try Vector(y))
            let pairs = zip(x, y).map { (Double($0), Double($1)) }
            #expect(try (a + b).elements == pairs.map { Float($0 + $1) }, "seed \(seed)")
            #expect(try (a - b).elements == pairs.map { Float($0 - $1) }, "seed \(seed)")
            #expect(try (a * b).elements == pairs.map { Float($0 * $1) }, "seed \(seed)")
            let (c, d) = (try HalfVector(x), try HalfVector(y))
            let halves = zip(c.elements, d.elements)
            #expect(try (c + d).elements == halves.map { $0 + $1 }, "seed \(seed)")
            #expect(try (c * d).elements == halves.map { $0 * $1 }, "seed \(seed)")
        }
    }
}
