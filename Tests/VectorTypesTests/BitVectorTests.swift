import TestSupport
import Testing

@testable import VectorTypes

@Suite struct BitVectorTests {
    @Test(
        "a literal becomes a bit string or PostgreSQL's error",
        arguments: [
            ("101", "101"), ("", ""), ("b101", "101"), ("B", ""), ("x1F", "00011111"), ("Xa", "1010"), ("x", ""),
            ("2", "22P02 \"2\" is not a valid binary digit"), ("10é", "22P02 \"é\" is not a valid binary digit"),
            (" 1", "22P02 \" \" is not a valid binary digit"), ("xG", "22P02 \"G\" is not a valid hexadecimal digit"),
            ("bx", "22P02 \"x\" is not a valid binary digit"), ("1b", "22P02 \"b\" is not a valid binary digit"),
        ] as [Case])
    func literal(_ input: String, _ expected: String) {
        #expect(outcome { try BitVector(text: input) } == expected)
    }

    @Test("a declared length is checked before the digits") func declaredLength() {
        #expect(outcome { try BitVector(text: "101", length: .exactly(3)) } == "101")
        #expect(
            outcome { try BitVector(text: "1z", length: .exactly(3)) }
                == "22026 bit string length 2 does not match type bit(3)")
        #expect(outcome { try BitVector(text: "10", length: .atMost(3)) } == "10")
        #expect(
            outcome { try BitVector(text: "1010", length: .atMost(3)) }
                == "22001 bit string too long for type bit varying(3)")
    }

    @Test(
        "a cast to a length cuts off or fills up at the right only when it is explicit",
        arguments: [
            ("1011", .exactly(2), true, "10"), ("1011", .exactly(6), true, "101100"),
            ("1011", .exactly(4), false, "1011"),
            ("1011", .exactly(3), false, "22026 bit string length 4 does not match type bit(3)"),
            ("1011", .atMost(3), true, "101"), ("1011", .atMost(9), true, "1011"),
            ("1011", .atMost(3), false, "22001 bit string too long for type bit varying(3)"),
            ("1111111111111111", .exactly(9), true, "111111111"),
        ] as [(String, BitVector.Length, Bool, String)])
    func cast(_ input: String, _ length: BitVector.Length, _ explicit: Bool, _ expected: String) {
        #expect(outcome { try BitVector(text: input).converted(to: length, explicit: explicit) } == expected)
    }

    @Test(
        "a type modifier is one length in range",
        arguments: [
            ([3], "3"), ([0], "22023 length for type bit must be at least 1"),
            ([83_886_081], "22023 length for type bit cannot exceed 83886080"),
            ([1, 2], "22023 invalid type modifier"),
            ([], "22023 invalid type modifier"),
        ] as [([Int32], String)])
    func typeModifier(_ modifiers: [Int32], _ expected: String) {
        #expect(outcome { try BitVector.typeModifier(modifiers, type: "bit") } == expected)
    }

    @Test(
        "Hamming and Jaccard distances",
        arguments: [
            ("111", "111", "0.0", "0.0"), ("111", "110", "1.0", "0.33333333333333337"), ("111", "000", "3.0", "1.0"),
            ("1111", "1000", "3.0", "0.75"), ("1100", "1000", "1.0", "0.5"), ("", "", "0.0", "1.0"),
            ("10101010101010101010", "01010101010101010101", "20.0", "1.0"),
            ("111", "00", "22000 different bit lengths 3 and 2", "22000 different bit lengths 3 and 2"),
        ])
    func distances(_ a: String, _ b: String, _ hamming: String, _ jaccard: String) throws {
        let (x, y) = (try BitVector(text: a), try BitVector(text: b))
        #expect(outcome { try x.hammingDistance(to: y) } == hamming)
        #expect(outcome { try x.jaccardDistance(to: y) } == jaccard)
        let stored: (([UInt8], [UInt8]) throws -> Double, ([UInt8], [UInt8]) throws -> Double) = (
            { a, b in
                try a.withUnsafeBytes { a in try b.withUnsafeBytes { b in try hammingDistance(bit: a, b) } }
            },
            { a, b in
                try a.withUnsafeBytes { a in try b.withUnsafeBytes { b in try jaccardDistance(bit: a, b) } }
            }
        )
        #expect(outcome { try stored.0(x.storageBytes, y.storageBytes) } == hamming)
        #expect(outcome { try stored.1(x.storageBytes, y.storageBytes) } == jaccard)
    }

    @Test("distances of long strings agree with counting bit by bit") func longDistances() throws {
        let seed = testSeed(31)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let count = Int.random(in: 0...1_300, using: &random)
            let a = BitVector((0..<count).map { _ in Bool.random(using: &random) })
            let b = BitVector((0..<count).map { _ in Bool.random(using: &random) })
            let different = (0..<count).count { a[$0] != b[$0] }
            let both = (0..<count).count { a[$0] && b[$0] }
            let either = (0..<count).count { a[$0] || b[$0] }
            #expect(try a.hammingDistance(to: b) == Double(different), "seed \(seed)")
            let expected = both == 0 ? 1 : 1 - Double(both) / Double(either)
            #expect(try a.jaccardDistance(to: b) == expected, "seed \(seed)")
            #expect(try BitVector(text: a.text) == a, "seed \(seed)")
        }
    }
}
