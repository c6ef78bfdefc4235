import Testing
import TestSupport
import VectorTypes

@testable import VecDB

@Suite("Metadata filters")
struct FilterTests {
    @Test("random filters choose what a slow reading of the metadata chooses")
    func randomFilters() throws {
        let seed = testSeed(31)
        var random = SeededGenerator(seed: seed)
        let database = try Database.inMemory()
        let collection = try database.collection("c", dimensions: 1, metric: .l2)
        let records = (0..<150).map { index in
            Record(
                id: "\(index)", content: Bool.random(using: &random) ? "text \(index % 9)" : nil,
                metadata: json(3, &random), embedding: [Float(index)])
        }
        try collection.insert(records)
        for _ in 0..<300 {
            let filter = filter(3, &random)
            let expected = records.filter { holds(filter.node, $0) }.map(\.id)
            #expect(try collection.fetch(where: filter).map(\.id) == expected, "seed \(seed): \(filter)")
            #expect(try collection.count(where: filter) == expected.count, "seed \(seed)")
            let hits = try collection.search(near: [-1], limit: 7, where: filter)
            #expect(hits.map(\.id) == Array(expected.prefix(7)), "seed \(seed): \(filter)")
        }
    }

    private let keys = ["a", "b", "quote\"d", "back\\slash", "new\nline", "ü", "0", "1", ""]
    private let scalars: [JSONValue] = [
        nil, true, false, 0, 1, -7, 1.5, 1e20, "", "x", "swift", "s'; DROP TABLE c; --", "ü\u{1}", "1",
    ]

    private func json(_ depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 2), using: &random) {
        case 0, 1: return scalars.randomElement(using: &random) ?? .null
        case 2:
            var elements: [JSONValue] = []
            for _ in 0..<Int.random(in: 0...3, using: &random) { elements.append(json(depth - 1, &random)) }
            return .array(elements)
        default:
            var members: [String: JSONValue] = [:]
            for key in keys where Int.random(in: 0..<3, using: &random) > 0 { members[key] = json(depth - 1, &random) }
            return .object(members)
        }
    }

    private func filter(_ depth: Int, _ random: inout SeededGenerator) -> Filter {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
        case 5: return !filter(depth - 1, &random)
        case 6: return filter(depth - 1, &random) && filter(depth - 1, &random)
        case 7: return filter(depth - 1, &random) || filter(depth - 1, &random)
        case 4:
            let number = Int.random(in: 0..<150, using: &random)
            return number % 2 == 0
                ? Filter(.content, test(.string("text \(number % 9)"), &random))
                : Filter(.id, test(.string("\(number)"), &random))
        default:
            var path: [String] = []
            for _ in 0..<Int.random(in: 1...2, using: &random) { path.append(keys.randomElement(using: &random) ?? "") }
            return Filter(FilterPath(place: .metadata(path)), test(json(1, &random), &random))
        }
    }

    private func test(_ value: JSONValue, _ random: inout SeededGenerator) -> FilterTest {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .equal(value)
        case 1: .less(value)
        case 2: .lessOrEqual(value)
        case 3: .greater(value)
        case 4: .greaterOrEqual(value)
        case 5: .oneOf([value, scalars.randomElement(using: &random) ?? .null])
        case 6: .contains(value)
        default: .exists
        }
    }

    private func holds(_ node: Filter.Node, _ record: Record) -> Bool {
        switch node {
        case .constant(let value): return value
        case .not(let inner): return !holds(inner, record)
        case .and(let a, let b): return holds(a, record) && holds(b, record)
        case .or(let a, let b): return holds(a, record) || holds(b, record)
        case .condition(let path, let test):
            switch path.place {
            case .metadata(let keys):
                var value: JSONValue? = record.metadata
                for key in keys {
                    switch value {
                    case .object: value = value?[key]
                    case .array: value = Int(key).flatMap { value?[$0] }
                    default: value = nil
                    }
                }
                return value.map(test.holds) ?? false
            case .column(let name):
                let text = name == "id" ? record.id : record.content
                return text.map { test.holds(for: .string($0)) } ?? (test == .equal(.null))
            }
        }
    }

    @Test("operators build what they say")
    func operators() throws {
        let filter: Filter = .metadata("a") == 1 && !(.metadata("b", "c") != "x") || .column("id") >= "k"
        #expect(
            filter.node
                == .or(
                    .and(
                        .condition(.metadata("a"), .equal(1)),
                        .not(.not(.condition(.metadata("b", "c"), .equal("x"))))),
                    .condition(.column("id"), .greaterOrEqual("k"))))
        let topic = "swift"
        let year = 2014
        let variables: Filter = .metadata("topic") == topic && .metadata("year") <= year
        let literals: Filter = .metadata("topic") == "swift" && .metadata("year") <= 2014
        #expect(variables == literals)
    }

    @Test("a column that does not exist, or whose type has no filter, is an error")
    func wrongColumns() throws {
        let database = try Database.inMemory()
        let collection = try database.collection("c", dimensions: 1)
        #expect(thrown { try collection.count(where: .column("nowhere") == 1) }?.sqlState == .undefinedColumn)
        #expect(thrown { try collection.count(where: .column("embedding") == 1) }?.sqlState == .featureNotSupported)
        var deep: Filter = .metadata("a") == 1
        for _ in 0..<5_000 { deep = !deep }
        #expect(thrown { try collection.count(where: deep) }?.sqlState == .statementTooComplex)
        let many = (0..<40_000).map { "id \($0)" }
        #expect(try collection.count(where: .id.in(many)) == 0)
    }

    @Test("JSON text is read and written as jsonb has it")
    func jsonText() throws {
        let seed = testSeed(32)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let value = json(4, &random)
            #expect(try JSONValue(text: value.text) == value, "seed \(seed)")
        }
        let read = try JSONValue(text: #" {"b" : [1,2.50, -3e2], "a":"\u00fc\ud83d\ude00\/"} "#)
        #expect(try read.text == #"{"a": "ü😀/", "b": [1, 2.5, -300]}"#)
        #expect(try JSONValue.double(1e-7).text == "0.0000001")
        #expect(try JSONValue.double(1e22).text == "10000000000000000000000")
        #expect(try JSONValue.double(-0.0).text == "0")
        for wrong in ["", "{", "[1,", "{\"a\" 1}", "tru", "\"\\x\"", "\"\\ud800\"", "1 2", "nan", "\"abc"] {
            #expect(thrown { try JSONValue(text: wrong) }?.sqlState == .invalidTextRepresentation, "\(wrong)")
        }
        let deep = String(repeating: "[", count: 100_000)
        #expect(thrown { try JSONValue(text: deep) }?.sqlState == .statementTooComplex)
    }
}
