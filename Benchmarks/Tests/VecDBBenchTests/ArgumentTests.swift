import Testing

@testable import VecDBBench

@Suite struct ArgumentTests {
    @Test("values, lists and flags are read, and what is not given has its default")
    func reading() throws {
        let arguments = try Arguments(["hnsw", "--m", "24", "--sweep", "10,20", "--paced", "--fraction", "0.5"])
        #expect(arguments.command == "hnsw")
        #expect(try arguments.number("m", default: 16, in: 2...100) == 24)
        #expect(try arguments.number("k", default: 10, in: 1...100) == 10)
        #expect(try arguments.list("sweep", default: [1]) == [10, 20])
        #expect(try arguments.real("fraction", default: 0.3, in: 0...1) == 0.5)
        #expect(arguments.has("paced") && !arguments.has("correlated"))
    }

    @Test(
        "what cannot be meant is refused",
        arguments: [["hnsw", "stray"], ["hnsw", "--nonsense", "1"], ["hnsw", "--base"], []])
    func refusing(words: [String]) {
        #expect(throws: BenchmarkError.self) { try Arguments(words) }
    }

    @Test("numbers out of range and lists with holes are refused", arguments: ["0", "101", "x", "10,,20", "10,-1"])
    func refusingNumbers(text: String) throws {
        let arguments = try Arguments(["hnsw", "--m", text, "--sweep", text])
        #expect(throws: BenchmarkError.self) { try arguments.number("m", default: 16, in: 2...100) }
        guard Int(text) != 101 else { return }
        #expect(throws: BenchmarkError.self) { try arguments.list("sweep", default: []) }
    }
}

@Suite struct ResultLineTests {
    @Test("a line keeps its order, escapes text and writes what is not a number as null")
    func json() {
        var line = ResultLine(["phase": "search", "recall": .number(0.9614), "count": 3, "rate": .number(.nan)])
        line["name"] = .text("a \"b\"/c")
        line["correlated"] = .flag(true)
        line["count"] = nil
        #expect(
            line.json == #"{"phase":"search","recall":0.9614,"rate":null,"name":"a \"b\"/c","correlated":true}"#)
    }

    @Test("members that follow replace those of the same name")
    func following() {
        let line = ResultLine(["a": 1, "b": 2]).followed(by: ResultLine(["b": 3]))
        #expect(line.json == #"{"a":1,"b":3}"#)
    }
}
