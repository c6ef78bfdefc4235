import Testing
import VectorTypes

/// The cases follow what pgvector's own regression tests expect of aggregates.
@Suite struct AggregateTests {
    private func average(_ texts: String...) throws -> String {
        var average = VectorAverage()
        for text in texts { try average.add(Vector(text: text)) }
        return try average.result()?.text ?? "null"
    }

    private func halfAverage(_ texts: String...) throws -> String {
        var average = VectorAverage()
        for text in texts { try average.add(HalfVector(text: text)) }
        return try average.halfResult()?.text ?? "null"
    }

    @Test("averages are taken in double precision") func averages() {
        #expect(outcome { try average("[1,2,3]", "[3,5,7]") } == "[2,3.5,5]")
        #expect(outcome { try average() } == "null")
        #expect(outcome { try average("[3e38]", "[3e38]") } == "[3e+38]")
        #expect(outcome { try average("[1,2]", "[3]") } == "22000 expected 2 dimensions, not 1")
        #expect(outcome { try halfAverage("[1,2,3]", "[3,5,7]") } == "[2,3.5,5]")
        #expect(outcome { try halfAverage("[60000]", "[60000]") } == "[60000]")
        #expect(outcome { try halfAverage() } == "null")
    }

    @Test("sums are taken in the type's own precision") func sums() throws {
        func sum(_ texts: String...) throws -> String {
            var sum = VectorSum()
            for text in texts { try sum.add(Vector(text: text)) }
            return sum.result?.text ?? "null"
        }
        func halfSum(_ texts: String...) throws -> String {
            var sum = HalfVectorSum()
            for text in texts { try sum.add(HalfVector(text: text)) }
            return sum.result?.text ?? "null"
        }
        #expect(outcome { try sum("[1,2,3]", "[3,5,7]") } == "[4,7,10]")
        #expect(outcome { try sum() } == "null")
        #expect(outcome { try sum("[1,2]", "[3]") } == "22000 different vector dimensions 2 and 1")
        #expect(outcome { try sum("[3e38]", "[3e38]") } == "22003 value out of range: overflow")
        #expect(outcome { try halfSum("[1,2,3]", "[3,5,7]") } == "[4,7,10]")
        #expect(outcome { try halfSum("[1,2]", "[3]") } == "22000 different halfvec dimensions 2 and 1")
        #expect(outcome { try halfSum("[65504]", "[65504]") } == "22003 value out of range: overflow")
    }

    private func state(_ numbers: [Double], _ function: String = "vector_accum") throws -> VectorAverage {
        try VectorAverage(state: numbers, function: function)
    }

    @Test("a state can be carried on from SQL's array") func states() throws {
        #expect(outcome { try state([2, 2, 4, 6]).result()?.text ?? "null" } == "[1,2,3]")
        #expect(outcome { try state([0]).result()?.text ?? "null" } == "null")
        #expect(outcome { try state([1]).result()?.text ?? "null" } == "22000 vector must have at least 1 dimension")
        #expect(
            outcome { try state([1]).halfResult()?.text ?? "null" } == "22000 halfvec must have at least 1 dimension")
        #expect(outcome { try state([], "vector_avg").count } == "XX000 vector_avg: expected state array")
        let long = [Double](repeating: 1, count: 16_002)
        let refusal = "54000 vector cannot have more than 16000 dimensions"
        #expect(outcome { try state(long).result()?.text ?? "null" } == refusal)
        #expect(outcome { try accumulated([0], "[1,2,3]") } == "[1.0, 1.0, 2.0, 3.0]")
        #expect(outcome { try accumulated([0, 0, 0, 0], "[1,2,3]") } == "[1.0, 1.0, 2.0, 3.0]")
        #expect(outcome { try accumulated([0, 0], "[1,2,3]") } == "22000 expected 1 dimensions, not 3")
        #expect(outcome { try accumulated([1, 1.7e308], "[1]") } == "[2.0, 1.7e+308]")
        #expect(outcome { try accumulated([1, .infinity], "[1]") } == "22003 value out of range: overflow")
    }

    @Test("states combine") func combinedStates() {
        #expect(outcome { try combined([1, 2], [3, 4]) } == "[4.0, 6.0]")
        #expect(outcome { try combined([0], [0]) } == "[0.0]")
        #expect(outcome { try combined([0], [2, 3, 4]) } == "[2.0, 3.0, 4.0]")
        #expect(outcome { try combined([2, 3, 4], [0]) } == "[2.0, 3.0, 4.0]")
        #expect(outcome { try combined([1, 2], [3, 4, 5]) } == "22000 expected 1 dimensions, not 2")
        #expect(outcome { try combined([1, 1.7e308], [1, 1.7e308]) } == "22003 value out of range: overflow")
        let long = [Double](repeating: 1, count: 16_002)
        let refusal = "54000 vector cannot have more than 16000 dimensions"
        #expect(outcome { try combined([0], long) } == refusal)
        #expect(outcome { try combined(long, [0]) } == refusal)
        #expect(outcome { try combined(long, long) } == refusal)
    }

    private func accumulated(_ start: [Double], _ text: String) throws -> String {
        var average = try state(start)
        try average.add(Vector(text: text))
        return "\(average.state)"
    }

    private func combined(_ a: [Double], _ b: [Double]) throws -> String {
        var average = try state(a, "vector_combine")
        try average.combine(state(b, "vector_combine"))
        return "\(average.state)"
    }
}
