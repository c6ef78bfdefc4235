import Testing

@testable import VectorTypes

@Suite struct StorageFormTests {
    @Test("the storage forms are what the file format says") func forms() throws {
        #expect(try Vector([1, -2]).storageBytes == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
        #expect(try HalfVector([1, -2] as [Float]).storageBytes == [0, 0x3C, 0, 0xC0])
        #expect(
            try SparseVector(text: "{3:1}/5").storageBytes == [5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0x80, 0x3F])
        #expect(try BitVector(text: "1010000011").storageBytes == [0xA0, 0xC0, 6])
        #expect(try BitVector(text: "11111111").storageBytes == [0xFF, 0])
        #expect(try BitVector(text: "").storageBytes == [0])
    }

    private static let head = "XX001 stored "

    @Test(
        "a damaged vector is refused, naming what is wrong",
        arguments: [
            ([], "it is empty"), ([0, 0, 0], "3 bytes are not a multiple of 4"),
            ([0, 0, 0, 0, 0, 0, 0xC0, 0x7F], "element 2 is not finite"),
            ([0, 0, 0x80, 0xFF], "element 1 is not finite"),
            ([UInt8](repeating: 0, count: 64_004), "16001 dimensions are more than 16000"),
        ] as [([UInt8], String)])
    func vector(_ bytes: [UInt8], _ expected: String) {
        #expect(outcome { try Vector(storage: bytes) } == Self.head + "vector is damaged: " + expected)
    }

    @Test(
        "a damaged half vector is refused, naming what is wrong",
        arguments: [
            ([], "it is empty"), ([0], "1 bytes are not a multiple of 2"),
            ([0, 0, 0, 0x7C], "element 2 is not finite"),
            ([UInt8](repeating: 0, count: 32_002), "16001 dimensions are more than 16000"),
        ] as [([UInt8], String)])
    func halfVector(_ bytes: [UInt8], _ expected: String) {
        #expect(outcome { try HalfVector(storage: bytes) } == Self.head + "halfvec is damaged: " + expected)
    }

    @Test(
        "a damaged sparse vector is refused, naming what is wrong",
        arguments: [
            ([], "0 bytes are too few for its head"), ([5, 0, 0, 0, 1, 0, 0], "7 bytes are too few for its head"),
            ([0, 0, 0, 0, 0, 0, 0, 0], "it cannot have 0 dimensions"),
            ([255, 255, 255, 255, 0, 0, 0, 0], "it cannot have -1 dimensions"),
            ([1, 0, 0, 0, 2, 0, 0, 0], "it cannot have 2 elements in 1 dimensions"),
            ([5, 0, 0, 0, 255, 255, 255, 255], "it cannot have -1 elements in 5 dimensions"),
            ([5, 0, 0, 0, 1, 0, 0, 0, 0], "9 bytes are not what 1 elements take"),
            ([5, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x80, 0x3F], "position 5 is out of bounds"),
            (
                [5, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x3F],
                "position 2 is not in ascending order"
            ),
            ([5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], "element 1 is zero or not finite"),
            ([5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0xC0, 0x7F], "element 1 is zero or not finite"),
        ] as [([UInt8], String)])
    func sparseVector(_ bytes: [UInt8], _ expected: String) {
        #expect(outcome { try SparseVector(storage: bytes) } == Self.head + "sparsevec is damaged: " + expected)
    }

    @Test(
        "a damaged bit string is refused, naming what is wrong",
        arguments: [
            ([], "it is empty"), ([1], "it cannot have 1 unused bits in 0 bytes"),
            ([0, 8], "it cannot have 8 unused bits in 1 bytes"), ([0xFF, 1], "unused bits are set"),
        ] as [([UInt8], String)])
    func bitVector(_ bytes: [UInt8], _ expected: String) {
        #expect(outcome { try BitVector(storage: bytes) } == Self.head + "bit string is damaged: " + expected)
    }

    @Test("distances, comparisons and sort keys refuse damaged storage too") func rawFunctions() {
        let damaged: [UInt8] = [1, 2, 3]
        let refusal = "XX001 stored vector is damaged: 3 bytes are not a multiple of 4"
        #expect(outcome { try damaged.withUnsafeBytes { try l2Distance(vector: $0, $0) } } == refusal)
        #expect(outcome { try damaged.withUnsafeBytes { try compare(vector: $0, $0) } } == refusal)
        #expect(outcome { try damaged.withUnsafeBytes { "\(try sortKey(vector: $0))" } } == refusal)
    }
}
