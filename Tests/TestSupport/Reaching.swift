import VectorTypes

/// Whether a mark is hit while `body` runs.
///
/// Suites run beside each other in one process, and what another thread does counts too: run alone (`swift test --filter`), the answer is this body's.
package func reaches(_ mark: CoverageMark, _ body: () throws -> Void) rethrows -> Bool {
    try mark.count(during: body).hits > 0
}
