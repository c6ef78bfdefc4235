import TestSupport
import Testing
import VecDB
import VectorTypes

@testable import VecDBSQL

@Suite("Expressions give PostgreSQL's values, types and errors")
struct ExpressionTests {
    @Test(
        "for each line of the tables",
        arguments: [
            scalarExpressions, textExpressions, dateExpressions, arrayExpressions, jsonExpressions, vectorExpressions,
        ])
    func tables(table: String) throws {
        let evaluator = try ExpressionEvaluator()
        for line in table.split(separator: "\n") {
            guard let arrow = line.range(of: "   →   ") else {
                Issue.record("no arrow in \(line)")
                continue
            }
            let outcome = evaluator.outcome(String(line[..<arrow.lowerBound]))
            #expect(outcome == String(line[arrow.upperBound...]), "\(line)")
        }
    }

    @Test("integer arithmetic agrees with exact arithmetic or reports that the result does not fit")
    func integerArithmetic() throws {
        let seed = testSeed(11)
        var random = SeededGenerator(seed: seed)
        let evaluator = try ExpressionEvaluator()
        for _ in 0..<300 {
            let a = Int64(Int32.random(in: .min ... .max, using: &random) >> Int32.random(in: 0..<31, using: &random))
            let b = Int64(Int32.random(in: .min ... .max, using: &random) >> Int32.random(in: 0..<31, using: &random))
            for (symbol, exact) in [("+", a + b), ("-", a - b), ("*", a * b)] {
                let outcome = evaluator.outcome("(\(a)) \(symbol) (\(b))")
                let expected = Int32(exactly: exact).map { "\($0) [integer]" } ?? "22003: integer out of range"
                #expect(outcome == expected, "\(a) \(symbol) \(b), seed \(seed)")
            }
        }
    }

    @Test("numeric sort keys of arrays order as the numbers do")
    func arraySortKeys() throws {
        let seed = testSeed(12)
        var random = SeededGenerator(seed: seed)
        let context = FunctionContext()
        func number() -> Double {
            let digits = Double(Int.random(in: -999...999, using: &random))
            return digits * [0.001, 0.1, 1, 100].randomElement(using: &random, or: 1)
        }
        for _ in 0..<500 {
            let (a, b) = (number(), number())
            let order = try ArraySortKey.compare("{\(a)}", "{\(b)}", element: .numeric, context)
            #expect(order == (a < b ? -1 : a == b ? 0 : 1), "\(a) and \(b), seed \(seed)")
        }
        #expect(try ArraySortKey.compare("{1}", "{1,2}", element: .int4, context) < 0)
        #expect(try ArraySortKey.compare("{NULL}", "{5}", element: .int4, context) > 0)
    }
}

extension Array {
    fileprivate func randomElement(using random: inout SeededGenerator, or standard: Element) -> Element {
        randomElement(using: &random) ?? standard
    }
}
