import Foundation
import TestSupport
import Testing
import VecDB
import VectorTypes

@testable import VecDBSQL

/// How often each signature is called with values by chance: seldom in `make test`, thousands of times in a campaign
/// with `VECDB_CATALOG_ROUNDS`.
private let rounds = ProcessInfo.processInfo.environment["VECDB_CATALOG_ROUNDS"].flatMap(Int.init) ?? 2

/// Where the call that is about to run is written, so that one that ends the process is known:
/// `VECDB_CATALOG_TRACE=/tmp/call swift test --filter CatalogExtremesTests`.
private let trace = ProcessInfo.processInfo.environment["VECDB_CATALOG_TRACE"]

@Suite("Nothing in a function's arguments ends the process")
struct CatalogExtremesTests {
    /// Waits, which is its purpose.
    private static let excluded: Set<String> = ["pg_sleep"]
    /// PostgreSQL's own internal errors.
    private static let internalMessages = ["unrecognized weight", "expected state array"]

    private func run(
        _ seed: UInt64, values: (ExpressionEvaluator) -> CatalogCampaign.Source, isSensible: (VecDBError) -> Bool
    )
        throws
    {
        let evaluator = try ExpressionEvaluator()
        let campaign = CatalogCampaign(evaluator: evaluator, values: values(evaluator), rounds: rounds)
        for function in FunctionCatalog.shared.all where !Self.excluded.contains(function.name) {
            for types in CatalogCampaign.signatures(function) {
                campaign.run(function, types, seed: seed) { _, sql, call in
                    guard let trace else { return }
                    try? "\(sql) \(call)".write(toFile: trace, atomically: false, encoding: .utf8)
                } failed: { error, sql, call in
                    let shown = call.map { String("\($0)".prefix(80)) }
                    guard let error = error as? VecDBError else {
                        Issue.record("seed \(seed): \(sql) \(shown): \(error)")
                        return
                    }
                    if !isSensible(error) { Issue.record("seed \(seed): \(sql) \(shown): \(error)") }
                }
            }
        }
    }

    @Test("every function, operator and aggregate answers the ends of its types with a value or an error of the user's")
    func legal() throws {
        try run(testSeed(71)) { evaluator in
            let extremes = ExtremeValues(evaluator.context, length: rounds > 100 ? 20_000 : 1_500)
            var known: [SQLType: [SQLiteValue]] = [:]
            return { type in
                if let values = known[type] { return values }
                let values = extremes.legal(type)
                known[type] = values
                return values
            }
        } isSensible: { error in
            if error.sqlState == .dataCorrupted { return false }
            return error.sqlState != .internalError || Self.internalMessages.contains { error.message.contains($0) }
        }
    }

    @Test("every function, operator and aggregate survives stored values that nobody could have stored")
    func damaged() throws {
        try run(testSeed(72)) { _ in
            { _ in ExtremeValues.damaged }
        } isSensible: { _ in
            true
        }
    }

    @Test("every type's input, output and length cast takes any text, value and modifier")
    func types() throws {
        let seed = testSeed(73)
        let context = FunctionContext()
        let extremes = ExtremeValues(context, length: 500)
        let texts = extremes.legal(.text).compactMap(\.text)
        let modifiers: [Int32] = [-1, .min, .max, 0, 1, 3, 4, 5, 6, 7, 65_535, 0x7FFF_0006, 0x0006_0000, 83_886_080]
        for base in BaseType.allCases {
            for type in [SQLType(base), SQLType(base).array] where type.oid != 0 {
                let values = extremes.legal(type) + ExtremeValues.damaged
                let work = StatementWork(memoryLimit: 32 << 20)
                StatementWork.$current.withValue(work) {
                    // Arrays of long numbers take their time; their elements have met every modifier already.
                    for modifier in type.hasModifier && !type.isArray ? modifiers : [-1, .min] {
                        for text in texts {
                            _ = try? ValueText.encode(text, as: type.column(modifier: modifier), context)
                        }
                        for value in values {
                            for isExplicit in [false, true] {
                                _ = try? ValueText.fit(
                                    value, to: type.column(modifier: modifier), isExplicit: isExplicit)
                            }
                        }
                        _ = type.column(modifier: modifier).formatted
                    }
                    for value in values {
                        _ = try? ValueText.text(of: value, as: type.column(), context)
                        _ = try? ValueText.json(value, type, context, isBinary: true)
                        _ = try? ArraySortKey.key(of: value, type, context)
                        _ = try? type.order(value, values.first ?? .null, context)
                    }
                }
                #expect(work.memoryHeld == 0, "seed \(seed): \(type)")
            }
        }
    }

    @Test("every cast of arrays takes any element")
    func arrayCasts() throws {
        let context = FunctionContext()
        let extremes = ExtremeValues(context, length: 200)
        for entry in CastCatalog.shared.entries where !entry.source.isArray && !entry.target.isArray {
            for modifier: Int32 in [-1, .min, .max, 5] {
                let cast = ArrayElementCast(
                    source: entry.source, target: entry.target, modifier: modifier, isExplicit: true)
                for value in extremes.legal(entry.source.array) + ExtremeValues.damaged where value.text != nil {
                    _ = try? ValueText.castArray(value, cast, context)
                }
            }
        }
    }
}
