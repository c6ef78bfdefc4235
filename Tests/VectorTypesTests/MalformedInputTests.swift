import TestSupport
import Testing

@testable import VectorTypes

/// Whatever bytes come in, from a statement, a client or a damaged file: a value or an error, never a trap.
@Suite struct MalformedInputTests {
    @Test("random bytes as text, wire and storage form give a value or an error") func randomBytes() {
        let seed = testSeed(91)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...48, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            decode(bytes, "seed \(seed)")
        }
    }

    @Test("damaged text gives a value or an error") func damagedText() {
        let seed = testSeed(92)
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("[]{}/:,.+-eExXpP0123456789infNaN()_ \t\u{0}é".utf8)
        for _ in 0..<20_000 {
            decode(
                (0..<Int.random(in: 0...24, using: &random)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                }, "seed \(seed)")
        }
    }

    @Test("forms of real values with bytes changed or missing give a value or an error") func damagedForms() throws {
        let seed = testSeed(93)
        var random = SeededGenerator(seed: seed)
        let vector = try Vector(random.gaussianVector(9))
        let (half, sparse) = (try HalfVector(vector), try SparseVector(text: "{1:1.5,3:2,7:-1e-3}/9"))
        let bits = vector.binaryQuantized()
        var forms = [vector.wireBytes, half.wireBytes, sparse.wireBytes, bits.wireBytes]
        forms += [vector.storageBytes, half.storageBytes, sparse.storageBytes, bits.storageBytes]
        forms += [vector.text, half.text, sparse.text, bits.text].map { Array($0.utf8) }
        for form in forms {
            for length in 0..<form.count { decode(Array(form.prefix(length)), "seed \(seed)") }
            for _ in 0..<500 {
                var damaged = form
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(
                        in: 0...255, using: &random)
                }
                decode(damaged, "seed \(seed)")
            }
        }
    }

    @Test("a literal of a megabyte is refused quickly and quoted whole") func hugeLiteral() {
        for filling in ["[", "1", ",", "1,", "{1:", " ", "-", "0x"] {
            decode(Array(String(repeating: filling, count: (1 << 18) / filling.utf8.count).utf8), filling)
        }
        let digits = "[" + String(repeating: "1", count: 1 << 20) + "]"
        #expect(outcome { try Vector(text: digits) }.hasSuffix("is out of range for type vector"))
    }

    /// Reads the bytes as everything that can be read, and what was read must be consistent.
    private func decode(_ bytes: [UInt8], _ comment: String) {
        bytes.withUnsafeBytes { raw in
            raw.withMemoryRebound(to: UInt8.self) { text in
                attempt(comment) { try Vector(utf8: text).text }
                attempt(comment) { try HalfVector(utf8: text).text }
                attempt(comment) { try SparseVector(utf8: text).text }
                attempt(comment) { try BitVector(utf8: text).text }
            }
            attempt(comment) { try Vector(wire: raw).text }
            attempt(comment) { try HalfVector(wire: raw).text }
            attempt(comment) { try SparseVector(wire: raw).text }
            attempt(comment) { try BitVector(wire: raw).text }
            attempt(comment) { try Vector(storage: raw).text }
            attempt(comment) { try HalfVector(storage: raw).text }
            attempt(comment) { try SparseVector(storage: raw).text }
            attempt(comment) { try BitVector(storage: raw).text }
            attempt(comment) { "\(try cosineDistance(vector: raw, raw)) \(try sortKey(vector: raw))" }
            attempt(comment) { "\(try cosineDistance(halfvec: raw, raw)) \(try sortKey(halfvec: raw))" }
            attempt(comment) { "\(try cosineDistance(sparsevec: raw, raw)) \(try sortKey(sparsevec: raw))" }
            attempt(comment) { "\(try jaccardDistance(bit: raw, raw)) \(try sortKey(bit: raw))" }
            attempt(comment) { "\(try compare(sparsevec: raw, raw)) \(try compare(bit: raw, raw))" }
        }
    }

    private func attempt(_ comment: String, _ body: () throws -> String) {
        do {
            _ = try body()
        } catch {
            #expect(error is VecDBError, "\(error) \(comment)")
        }
    }
}
