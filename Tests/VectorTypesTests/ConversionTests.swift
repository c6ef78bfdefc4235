import TestSupport
import Testing

@testable import VectorTypes

/// The golden cases follow what pgvector's own regression tests expect of casts.
@Suite struct ConversionTests {
    @Test("arrays become vectors or are refused in order: dimensions, declared dimensions, elements") func arrays() {
        #expect(outcome { try Vector([1, 2, 3]) } == "[1,2,3]")
        #expect(outcome { try Vector(converting: [1, 2, 3] as [Int32]) } == "[1,2,3]")
        #expect(outcome { try Vector(converting: [1e-46, -1e-46]) } == "[0,-0]")
        #expect(outcome { try Vector([1, 2, 3], dimensions: 2) } == "22000 expected 2 dimensions, not 3")
        #expect(outcome { try Vector([.nan], dimensions: 2) } == "22000 expected 2 dimensions, not 1")
        #expect(outcome { try Vector([Float.nan]) } == "22000 NaN not allowed in vector")
        #expect(outcome { try Vector([-Float.infinity]) } == "22000 infinite value not allowed in vector")
        #expect(outcome { try Vector([]) } == "22000 vector must have at least 1 dimension")
        #expect(outcome { try Vector(converting: [4e38, -4e38]) } == "22000 infinite value not allowed in vector")
        let long = [Float](repeating: .nan, count: 16_001)
        #expect(outcome { try Vector(long) } == "54000 vector cannot have more than 16000 dimensions")
    }

    @Test("arrays become half vectors") func halfArrays() {
        #expect(outcome { try HalfVector([1, 2, 3]) } == "[1,2,3]")
        #expect(outcome { try HalfVector([65520, -65520]) } == "22003 \"65520\" is out of range for type halfvec")
        #expect(outcome { try HalfVector([1e-8, -1e-8]) } == "[0,-0]")
        #expect(outcome { try HalfVector([.nan]) } == "22000 NaN not allowed in halfvec")
        #expect(outcome { try HalfVector([.nan, 1e6]) } == "22003 \"1e+06\" is out of range for type halfvec")
        #expect(outcome { try HalfVector(converting: [4e38]) } == "22000 infinite value not allowed in halfvec")
        #expect(outcome { try HalfVector(converting: [1e-46, -1e-46]) } == "[0,-0]")
        #expect(outcome { try HalfVector([], dimensions: 1) } == "22000 halfvec must have at least 1 dimension")
        #expect(outcome { try HalfVector([1, 2, 3], dimensions: 2) } == "22000 expected 2 dimensions, not 3")
        #expect(
            outcome { try HalfVector(converting: [70_000] as [Int32]) }
                == "22003 \"70000\" is out of range for type halfvec")
    }

    @Test("arrays become sparse vectors") func sparseArrays() {
        #expect(outcome { try SparseVector([1, 0, 2, 0, 3, 0]) } == "{1:1,3:2,5:3}/6")
        #expect(outcome { try SparseVector([1, 0, 2], dimensions: 2) } == "22000 expected 2 dimensions, not 3")
        #expect(outcome { try SparseVector([Float.nan]) } == "22000 NaN not allowed in sparsevec")
        #expect(outcome { try SparseVector([Float.infinity]) } == "22000 infinite value not allowed in sparsevec")
        #expect(outcome { try SparseVector([Float]()) } == "22000 sparsevec must have at least 1 dimension")
        #expect(outcome { try SparseVector(converting: [4e38]) } == "22000 infinite value not allowed in sparsevec")
        #expect(outcome { try SparseVector(converting: [1e-46, -1e-46]) } == "{}/2")
        #expect(
            outcome { try SparseVector([Float](repeating: 1, count: 16_001)) }
                == "54000 sparsevec cannot have more than 16000 non-zero elements")
    }

    @Test("sparse vectors are made of elements by position") func sparseDictionary() {
        #expect(outcome { try SparseVector([4: 1, 0: -2, 2: 0], dimensions: 5) } == "{1:-2,5:1}/5")
        #expect(outcome { try SparseVector([5: 1], dimensions: 5) } == "22000 sparsevec index out of bounds")
        #expect(outcome { try SparseVector([-1: 1], dimensions: 5) } == "22000 sparsevec index out of bounds")
        #expect(outcome { try SparseVector([0: .nan], dimensions: 5) } == "22000 NaN not allowed in sparsevec")
        #expect(outcome { try SparseVector([:], dimensions: 0) } == "22000 sparsevec must have at least 1 dimension")
    }

    @Test("types are cast into each other") func casts() throws {
        let vector = try Vector(text: "[0,1.5,0,3.5,0]")
        let half = try HalfVector(vector)
        let sparse = try SparseVector(vector)
        #expect(half.text == "[0,1.5,0,3.5,0]")
        #expect(sparse.text == "{2:1.5,4:3.5}/5")
        #expect(try SparseVector(half) == sparse)
        #expect(try Vector(half) == vector)
        #expect(try Vector(sparse) == vector)
        #expect(try HalfVector(sparse) == half)
        let refusal = "22000 expected 4 dimensions, not 5"
        #expect(outcome { try HalfVector(vector, dimensions: 4) } == refusal)
        #expect(outcome { try SparseVector(vector, dimensions: 4) } == refusal)
        #expect(outcome { try SparseVector(half, dimensions: 4) } == refusal)
        #expect(outcome { try Vector(half, dimensions: 4) } == refusal)
        #expect(outcome { try Vector(sparse, dimensions: 4) } == refusal)
        #expect(outcome { try HalfVector(sparse, dimensions: 4) } == refusal)
    }

    @Test("casts that lose range or room are refused") func refusedCasts() throws {
        let refusal = "22003 \"65520\" is out of range for type halfvec"
        #expect(outcome { try HalfVector(Vector([65520])) } == refusal)
        #expect(outcome { try HalfVector(SparseVector(text: "{1:65520}/1")) } == refusal)
        #expect(outcome { try HalfVector(SparseVector(text: "{1:1e-8}/1")) } == "[0]")
        let wide = try SparseVector(text: "{}/16001")
        #expect(outcome { try Vector(wide) } == "54000 vector cannot have more than 16000 dimensions")
        #expect(outcome { try HalfVector(wide) } == "54000 halfvec cannot have more than 16000 dimensions")
    }

    @Test("every half is widened exactly, and read and rounded alike with and without Float16") func everyHalf() {
        for bits in UInt16.min...UInt16.max {
            let expected = Float(Float16(bitPattern: bits))
            #expect(Half.portableFloat(bits).bitPattern == expected.bitPattern, "\(bits)")
            #expect(Half.float(bits).bitPattern == expected.bitPattern, "\(bits)")
            guard Half.isFinite(bits) else { continue }
            #expect(Half.portableBitPattern(expected) == bits, "\(bits)")
            // The numbers in the middle between this half and the next, and beside it.
            let middle = (Float(Float16(bitPattern: bits)) + Float(Float16(bitPattern: bits &+ 1))) / 2
            for value in [middle, middle.nextUp, middle.nextDown] where value.isFinite {
                #expect(Half.portableBitPattern(value) == Float16(value).bitPattern, "\(value)")
            }
        }
    }

    @Test("random floats round to half precision alike with and without Float16") func randomHalves() {
        let seed = testSeed(71)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50_000 {
            let value = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
            guard !value.isNaN else { continue }
            #expect(Half.portableBitPattern(value) == Float16(value).bitPattern, "\(value), seed \(seed)")
        }
    }
}
