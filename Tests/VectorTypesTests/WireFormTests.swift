import TestSupport
import Testing
import VectorTypes

@Suite struct WireFormTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func bytes(_ hex: String) -> [UInt8] {
        var digits = hex.filter { $0 != " " }[...]
        var bytes: [UInt8] = []
        while let byte = UInt8(digits.prefix(2), radix: 16) {
            bytes.append(byte)
            digits = digits.dropFirst(2)
        }
        return bytes
    }

    @Test("values are sent as PostgreSQL sends them") func sent() throws {
        #expect(hex(try Vector(text: "[1,-2.5]").wireBytes) == "000200003f800000c0200000")
        #expect(hex(try HalfVector(text: "[1,-2.5]").wireBytes) == "000200003c00c100")
        #expect(
            hex(try SparseVector(text: "{1:1,3:-2.5}/5").wireBytes)
                == "000000050000000200000000" + "0000000000000002" + "3f800000c0200000")
        #expect(hex(try BitVector(text: "1010000011").wireBytes) == "0000000aa0c0")
    }

    @Test(
        "a vector is checked in pgvector's order as it is received",
        arguments: [
            ("0002 0000 3f800000 c0200000", "[1,-2.5]"), ("", "08P01 insufficient data left in message"),
            ("0002", "08P01 insufficient data left in message"),
            ("0000 0001", "22000 vector must have at least 1 dimension"),
            ("ffff 0001", "54000 vector cannot have more than 16000 dimensions"),
            ("3e81 0000", "54000 vector cannot have more than 16000 dimensions"),
            ("0001 0001 3f800000", "22000 expected unused to be 0, not 1"),
            ("0001 ffff 3f800000", "22000 expected unused to be 0, not 65535"),
            ("0001 0000 3f8000", "08P01 insufficient data left in message"),
            ("0001 0000 7fc00000", "22000 NaN not allowed in vector"),
            ("0002 0000 ff800000", "22000 infinite value not allowed in vector"),
            ("0001 0000 3f800000 00", "22P03 incorrect binary data format"),
        ])
    func vector(_ wire: String, _ expected: String) {
        #expect(outcome { try Vector(wire: bytes(wire)) } == expected)
    }

    @Test(
        "a half vector is checked in pgvector's order as it is received",
        arguments: [
            ("0002 0000 3c00 c100", "[1,-2.5]"), ("ffff 0001", "54000 halfvec cannot have more than 16000 dimensions"),
            ("0001 0001 3c00", "22000 expected unused to be 0, not 1"),
            ("0001 0000 7e00", "22000 NaN not allowed in halfvec"),
            ("0001 0000 fc00", "22000 infinite value not allowed in halfvec"),
            ("0001 0000 3c", "08P01 insufficient data left in message"),
        ])
    func halfVector(_ wire: String, _ expected: String) {
        #expect(outcome { try HalfVector(wire: bytes(wire)) } == expected)
    }

    @Test(
        "a sparse vector is checked in pgvector's order as it is received",
        arguments: [
            ("00000005 00000001 00000000 00000002 3f800000", "{3:1}/5"), ("00000001 00000000 00000000", "{}/1"),
            ("00000000 00000001 00000001", "22000 sparsevec must have at least 1 dimension"),
            ("ffffffff 00000001 00000001", "22000 sparsevec must have at least 1 dimension"),
            ("3b9aca01 00000001 00000001", "54000 sparsevec cannot have more than 1000000000 dimensions"),
            ("00000005 ffffffff 00000001", "22000 sparsevec cannot have negative number of elements"),
            ("00000005 00003e81 00000001", "54000 sparsevec cannot have more than 16000 non-zero elements"),
            ("00000005 00000006 00000001", "54000 sparsevec cannot have more elements than dimensions"),
            ("00000005 00000001 00000001", "22000 expected unused to be 0, not 1"),
            ("00000005 00000001 ffffffff", "22000 expected unused to be 0, not -1"),
            ("00000005 00000001 00000000 00000005 3f800000", "22000 sparsevec index out of bounds"),
            ("00000005 00000001 00000000 ffffffff 3f800000", "22000 sparsevec index out of bounds"),
            ("00000005 00000002 00000000 00000002 00000001", "22000 sparsevec indices must be in ascending order"),
            ("00000005 00000002 00000000 00000002 00000002", "22000 sparsevec indices must not contain duplicates"),
            ("00000005 00000001 00000000 00000002 7fc00000", "22000 NaN not allowed in sparsevec"),
            (
                "00000005 00000001 00000000 00000002 80000000",
                "22000 binary representation of sparsevec cannot contain zero values"
            ),
            ("3b9aca00 00003e80 00000000", "08P01 insufficient data left in message"),
            ("00000005 00000001 00000000 00000002 3f800000 00", "22P03 incorrect binary data format"),
        ])
    func sparseVector(_ wire: String, _ expected: String) {
        #expect(outcome { try SparseVector(wire: bytes(wire)) } == expected)
    }

    @Test(
        "a bit string is checked as it is received",
        arguments: [
            ("0000000a a0c0", "1010000011"), ("0000000a a0ff", "1010000011"), ("00000000", ""),
            ("ffffffff", "22P03 invalid length in external bit string"),
            ("7ffffff9", "22P03 invalid length in external bit string"),
            ("7ffffff8 00", "08P01 insufficient data left in message"),
            ("00000001 80 00", "22P03 incorrect binary data format"),
        ])
    func bitVector(_ wire: String, _ expected: String) {
        #expect(outcome { try BitVector(wire: bytes(wire)) } == expected)
    }

    @Test("a declared length is checked between the head and the elements") func declared() {
        #expect(
            outcome { try Vector(wire: bytes("0001 0001"), dimensions: 2) } == "22000 expected 2 dimensions, not 1")
        #expect(
            outcome { try SparseVector(wire: bytes("00000005 00000006 00000001"), dimensions: 2) }
                == "54000 sparsevec cannot have more elements than dimensions")
        #expect(
            outcome { try SparseVector(wire: bytes("00000005 00000001 00000001"), dimensions: 2) }
                == "22000 expected 2 dimensions, not 5")
        #expect(
            outcome { try BitVector(wire: bytes("00000002"), length: .exactly(3)) }
                == "22026 bit string length 2 does not match type bit(3)")
    }

    @Test("random values come back from the wire, from storage and from text") func roundTrips() throws {
        let seed = testSeed(81)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let elements = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                Bool.random(using: &random) ? 0 : Float(random.nextGaussian())
            }
            let vector = try Vector(elements)
            let (half, sparse) = (try HalfVector(vector), try SparseVector(vector))
            let bits = vector.binaryQuantized()
            #expect(try Vector(wire: vector.wireBytes).wireBytes == vector.wireBytes, "seed \(seed)")
            #expect(try Vector(storage: vector.storageBytes).wireBytes == vector.wireBytes, "seed \(seed)")
            #expect(try Vector(text: vector.text).wireBytes == vector.wireBytes, "seed \(seed)")
            #expect(try HalfVector(wire: half.wireBytes).bitPatterns == half.bitPatterns, "seed \(seed)")
            #expect(try HalfVector(storage: half.storageBytes).bitPatterns == half.bitPatterns, "seed \(seed)")
            #expect(try HalfVector(text: half.text).bitPatterns == half.bitPatterns, "seed \(seed)")
            #expect(try SparseVector(wire: sparse.wireBytes) == sparse, "seed \(seed)")
            #expect(try SparseVector(storage: sparse.storageBytes) == sparse, "seed \(seed)")
            #expect(try SparseVector(text: sparse.text) == sparse, "seed \(seed)")
            #expect(try BitVector(wire: bits.wireBytes) == bits, "seed \(seed)")
            #expect(try BitVector(storage: bits.storageBytes) == bits, "seed \(seed)")
        }
    }
}
