import TestSupport
import Testing

@testable import VectorTypes

@Suite struct OrderTests {
    @Test(
        "vectors are ordered element by element, then by length",
        arguments: [
            ("[1,2,3]", "[1,2,3]", 0), ("[1,2,3]", "[0,0,0]", 1), ("[0,0,0]", "[1,2,3]", -1), ("[1,2]", "[1,2,3]", -1),
            ("[1,2,3]", "[1,2]", 1), ("[1,2]", "[2,3,4]", -1), ("[2,3]", "[1,2,3]", 1), ("[-0]", "[0]", 0),
            ("[-1e-45]", "[0]", -1), ("[1e-45]", "[0]", 1), ("[-1]", "[-2]", 1),
        ])
    func dense(_ a: String, _ b: String, _ expected: Int) throws {
        let (x, y) = (try Vector(text: a), try Vector(text: b))
        expect(x, y, expected, keys: (x.sortKey, y.sortKey), compare: x.compare(y))
        guard !a.contains("e") else { return }
        let (p, q) = (try HalfVector(x), try HalfVector(y))
        expect(p, q, expected, keys: (p.sortKey, q.sortKey), compare: p.compare(q))
    }

    @Test(
        "sparse vectors are ordered as if dense",
        arguments: [
            ("{1:1,2:2,3:3}/3", "{1:1,2:2,3:3}/3", 0), ("{1:1,2:2,3:3}/3", "{}/3", 1), ("{}/3", "{1:1,2:2,3:3}/3", -1),
            ("{1:1,2:2}/2", "{1:1,2:2,3:3}/3", -1), ("{1:1,2:2,3:3}/3", "{1:1,2:2}/2", 1),
            ("{1:1,2:2}/2", "{1:2,2:3,3:4}/3", -1), ("{1:2,2:3}/2", "{1:1,2:2,3:3}/3", 1), ("{}/2", "{3:-1}/3", -1),
            ("{}/3", "{3:-1}/3", 1), ("{}/4", "{3:-1}/3", 1),
        ])
    func sparse(_ a: String, _ b: String, _ expected: Int) throws {
        let (x, y) = (try SparseVector(text: a), try SparseVector(text: b))
        expect(x, y, expected, keys: (x.sortKey, y.sortKey), compare: x.compare(y))
    }

    @Test(
        "bit strings are ordered from the left, then by length",
        arguments: [
            ("", "", 0), ("", "0", -1), ("1", "0", 1), ("1", "10", -1), ("1", "01", 1), ("10000000", "100000000", -1),
            ("111111110", "11111111", 1), ("0000000000000001", "000000001", -1),
        ])
    func bits(_ a: String, _ b: String, _ expected: Int) throws {
        let (x, y) = (try BitVector(text: a), try BitVector(text: b))
        expect(x, y, expected, keys: (x.sortKey, y.sortKey), compare: x.compare(y))
    }

    @Test("sort keys, comparisons, equality and the dense order agree on random values") func agreement() throws {
        let seed = testSeed(61)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let (a, b) = (randomElements(&random), randomElements(&random))
            let expected = denseOrder(a, b)
            let (x, y) = (try Vector(a), try Vector(b))
            expect(x, y, expected, keys: (x.sortKey, y.sortKey), compare: x.compare(y), "seed \(seed)")
            let (p, q) = (try HalfVector(a), try HalfVector(b))
            expect(p, q, expected, keys: (p.sortKey, q.sortKey), compare: p.compare(q), "seed \(seed)")
            let (s, t) = (try SparseVector(a), try SparseVector(b))
            expect(s, t, expected, keys: (s.sortKey, t.sortKey), compare: s.compare(t), "seed \(seed)")
            #expect(try sortKey(s) == s.sortKey, "seed \(seed)")
        }
    }

    @Test("sort keys of bit strings agree with their order") func bitAgreement() throws {
        let seed = testSeed(62)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            // Long common beginnings, so that lengths decide as often as bits.
            let shared = (0..<Int.random(in: 0...70, using: &random)).map { _ in Bool.random(using: &random) }
            func ending() -> [Bool] {
                (0..<Int.random(in: 0...20, using: &random)).map { _ in Int.random(in: 0...4, using: &random) == 0 }
            }
            let (x, y) = (BitVector(shared + ending()), BitVector(shared + ending()))
            // PostgreSQL compares whole bytes before lengths, which for zero-filled last bytes is this.
            let (a, b) = (x.text, y.text)
            let (filledA, filledB) = (fill(a, to: (b.count + 7) / 8 * 8), fill(b, to: (a.count + 7) / 8 * 8))
            let expected =
                prefixOrder(filledA, filledB) != 0
                ? prefixOrder(filledA, filledB) : a.count < b.count ? -1 : a.count > b.count ? 1 : 0
            expect(x, y, expected, keys: (x.sortKey, y.sortKey), compare: x.compare(y), "\(a) \(b) seed \(seed)")
        }
    }

    private func fill(_ bits: String, to other: Int) -> String {
        let own = (bits.count + 7) / 8 * 8
        return bits + String(repeating: "0", count: min(own, max(other, bits.count)) - bits.count)
    }

    private func prefixOrder(_ a: String, _ b: String) -> Int {
        for (x, y) in zip(a, b) where x != y { return x < y ? -1 : 1 }
        return 0
    }

    private func expect<Value: Comparable & Hashable>(
        _ a: Value, _ b: Value, _ expected: Int, keys: ([UInt8], [UInt8]), compare: Int, _ comment: String = ""
    ) {
        #expect(compare == expected, "\(a) \(b) \(comment)")
        #expect(keyOrder(keys.0, keys.1) == expected, "\(a) \(b) \(comment)")
        #expect((a < b) == (expected < 0), "\(a) \(b) \(comment)")
        #expect((a == b) == (expected == 0), "\(a) \(b) \(comment)")
        if expected == 0 { #expect(a.hashValue == b.hashValue, "\(a) \(b) \(comment)") }
    }

    /// As SQLite compares BLOBs: bytes, then lengths.
    private func keyOrder(_ a: [UInt8], _ b: [UInt8]) -> Int {
        for (x, y) in zip(a, b) where x != y { return x < y ? -1 : 1 }
        return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
    }

    private func denseOrder(_ a: [Float], _ b: [Float]) -> Int {
        for (x, y) in zip(a, b) where x != y { return x < y ? -1 : 1 }
        return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
    }

    private func randomElements(_ random: inout SeededGenerator) -> [Float] {
        let few: [Float] = [0, 0, 0, -0.0, 1, -1, 2, -2, 0.5, -0.5]
        return (0..<Int.random(in: 1...5, using: &random)).map { _ in few.randomElement(using: &random) ?? 0 }
    }

    private func sortKey(_ vector: SparseVector) throws -> [UInt8] {
        try vector.storageBytes.withUnsafeBytes { try VectorTypes.sortKey(sparsevec: $0) }
    }
}
