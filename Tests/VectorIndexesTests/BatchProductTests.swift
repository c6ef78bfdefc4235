import TestSupport
import Testing

@testable import VectorIndexes

@Test(
    "the batch product agrees with float64 for blocks of every shape, by BLAS and by the own kernel",
    arguments: [BatchProduct.Method.blas, .kernel])
func batchProductAgrees(method: BatchProduct.Method) {
    let seed = testSeed(3)
    var random = SeededGenerator(seed: seed)
    let product = BatchProduct(method: method)
    for (queryCount, rowCount, dimensions) in [
        (1, 1, 1), (1, 48, 3), (8, 48, 16), (9, 49, 17), (3, 100, 384), (31, 7, 100), (64, 96, 33), (0, 5, 4),
        (5, 0, 4),
    ] {
        let queries = (0..<queryCount).map { _ in random.gaussianVector(dimensions) }
        let rows = (0..<rowCount).map { _ in random.gaussianVector(dimensions) }
        var out = [Float](repeating: .nan, count: queryCount * rowCount + 1)
        let (queryElements, rowElements) = (Array(queries.joined()) + [0], Array(rows.joined()) + [0])
        queryElements.withUnsafeBufferPointer { queries in
            guard let base = queries.baseAddress else { return }
            product.prepare(queries: base, count: queryCount, dimensions: dimensions)
            product.dot(rows: rowElements, rowCount: rowCount, out: &out)
        }
        for q in 0..<queryCount {
            for r in 0..<rowCount {
                let terms = zip(queries[q], rows[r]).map { Double($0) * Double($1) }
                let (dot, magnitude) = (terms.reduce(0, +), terms.reduce(0) { $0 + $1.magnitude })
                #expect(
                    (Double(out[q * rowCount + r]) - dot).magnitude <= 1e-5 * magnitude,
                    "seed \(seed): \(queryCount) × \(rowCount) × \(dimensions), query \(q), row \(r)")
            }
        }
        #expect(out[queryCount * rowCount].isNaN, "wrote past the end")
    }
}

@Test("the BLAS of this process is mentioned only where batches would use it and it is a slow one")
func blasIsJudged() {
    _ = BLASProvider.preferredMethod
    #if arch(x86_64) && !canImport(Accelerate)
        let isMissed = InstructionSet.current < .v3 && BLASProvider.current == .reference
    #else
        let isMissed = false
    #endif
    #expect((BLASProvider.notice != nil) == isMissed)
}
