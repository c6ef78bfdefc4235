import Testing
import VectorTypes

/// The cases follow what pgvector's own regression tests expect.
@Suite struct FunctionTests {
    @Test(
        "the norm is accumulated in double precision",
        arguments: [("[1,1]", 2.0.squareRoot()), ("[3,4]", 5), ("[0,1]", 1), ("[0,0]", 0), ("[2]", 2)])
    func norm(_ text: String, _ expected: Double) throws {
        #expect(try Vector(text: text).norm == expected)
        #expect(try HalfVector(text: text).norm == expected)
        #expect(try SparseVector(Vector(text: text)).norm == expected)
    }

    @Test("the norm of large elements does not overflow") func largeNorm() throws {
        #expect(Float(try Vector(text: "[3e37,4e37]").norm) == 5e37)
        #expect(Float(try SparseVector(text: "{1:3e37,2:4e37}/2").norm) == 5e37)
    }

    @Test(
        "a vector is normalised to length one",
        arguments: [
            ("[3,4]", "[0.6,0.8]"), ("[3,0]", "[1,0]"), ("[0,0.1]", "[0,1]"), ("[0,0]", "[0,0]"), ("[-0]", "[0]"),
            ("[3e38]", "[1]"),
        ])
    func normalized(_ text: String, _ expected: String) {
        #expect(outcome { try Vector(text: text).l2Normalized() } == expected)
    }

    @Test(
        "a half vector is normalised to length one",
        arguments: [
            ("[3,4]", "[0.60009766,0.7998047]"), ("[3,0]", "[1,0]"), ("[0,0]", "[0,0]"), ("[65519]", "[1]"),
            ("[6e-8]", "[1]"),
        ])
    func halfNormalized(_ text: String, _ expected: String) {
        #expect(outcome { try HalfVector(text: text).l2Normalized() } == expected)
    }

    @Test(
        "a sparse vector is normalised to length one and loses what becomes zero",
        arguments: [
            ("{1:3,2:4}/2", "{1:0.6,2:0.8}/2"), ("{1:3}/2", "{1:1}/2"), ("{2:0.1}/2", "{2:1}/2"), ("{}/2", "{}/2"),
            ("{1:3e38}/1", "{1:1}/1"), ("{1:3e38,2:1e-37}/2", "{1:1}/2"),
            ("{2:3e37,4:3e-37,6:4e37,8:4e-37}/9", "{2:0.6,6:0.8}/9"),
        ])
    func sparseNormalized(_ text: String, _ expected: String) {
        #expect(outcome { try SparseVector(text: text).l2Normalized() } == expected)
    }

    @Test(
        "quantising keeps which elements are greater than zero",
        arguments: [
            ("[1,0,-1]", "100"), ("[-0,1e-7]", "01"), ("[0,0.1,-0.2,-0.3,0.4,0.5,0.6,-0.7,0.8,-0.9,1]", "01001110101"),
            ("[1,2,3,-4,5,6,-7,8,1,-2,-3,4,5,-6,7,8,-1,2,3]", "1110110110011011011"),
        ])
    func quantized(_ text: String, _ expected: String) throws {
        #expect(try Vector(text: text).binaryQuantized().text == expected)
        #expect(try HalfVector(text: text).binaryQuantized().text == expected)
    }

    @Test(
        "a subvector counts from 1 as substring does",
        arguments: [
            (1, 3, "[1,2,3]"), (3, 2, "[3,4]"), (-1, 3, "[1]"), (3, 9, "[3,4,5]"), (5, 1, "[5]"),
            (3, 2_147_483_647, "[3,4,5]"), (-2_147_483_644, 2_147_483_647, "[1,2]"),
            (1, 0, ""), (3, -1, ""), (-1, 2, ""), (6, 1, ""), (2_147_483_647, 10, ""), (.max, .max, ""),
            (.min, .max, ""), (.max, .min, ""),
        ] as [(Int, Int, String)])
    func subvector(_ start: Int, _ count: Int, _ expected: String) {
        let none = expected.isEmpty
        #expect(
            outcome { try Vector([1, 2, 3, 4, 5]).subvector(start: start, count: count) }
                == (none ? "22000 vector must have at least 1 dimension" : expected))
        #expect(
            outcome { try HalfVector([1, 2, 3, 4, 5] as [Float]).subvector(start: start, count: count) }
                == (none ? "22000 halfvec must have at least 1 dimension" : expected))
    }

    @Test(
        "a type modifier is one number of dimensions in range",
        arguments: [
            ([3], "3"), ([16_000], "16000"), ([3, 2], "22023 invalid type modifier"),
            ([], "22023 invalid type modifier"),
            ([0], "22023 dimensions for type vector must be at least 1"),
            ([-1], "22023 dimensions for type vector must be at least 1"),
            ([16_001], "22023 dimensions for type vector cannot exceed 16000"),
        ] as [([Int32], String)])
    func typeModifier(_ modifiers: [Int32], _ expected: String) {
        #expect(outcome { try VectorType.vector.typeModifier(modifiers) } == expected)
    }

    @Test("the other types' modifiers have their own name and range") func otherTypeModifiers() {
        #expect(
            outcome { try VectorType.halfvec.typeModifier([16_001]) }
                == "22023 dimensions for type halfvec cannot exceed 16000")
        #expect(
            outcome { try VectorType.sparsevec.typeModifier([1_000_000_001]) }
                == "22023 dimensions for type sparsevec cannot exceed 1000000000")
        #expect(
            outcome { try VectorType.sparsevec.typeModifier([0]) }
                == "22023 dimensions for type sparsevec must be at least 1")
    }

    @Test("a declared number of dimensions is required") func requiredDimensions() throws {
        let refusal = "22000 expected 2 dimensions, not 3"
        let vector = try Vector([1, 2, 3])
        #expect(
            outcome {
                try vector.requireDimensions(2); return ""
            } == refusal)
        #expect(
            outcome {
                try HalfVector(vector).requireDimensions(2); return ""
            } == refusal)
        #expect(
            outcome {
                try SparseVector(vector).requireDimensions(2); return ""
            } == refusal)
        #expect(
            outcome {
                try vector.requireDimensions(3); return ""
            } == "")
    }
}
