import Foundation

/// The seed of a property test: `VECDB_TEST_SEED` when it is set, otherwise the test's own default.
///
/// ```swift
/// let seed = testSeed(7)
/// var random = SeededGenerator(seed: seed)
/// #expect(property(&random), "seed \(seed)")
/// ```
public func testSeed(_ standard: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment["VECDB_TEST_SEED"].flatMap(UInt64.init) ?? standard
}
