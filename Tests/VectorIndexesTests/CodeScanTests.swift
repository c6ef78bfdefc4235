import TestSupport
import Testing
import VectorIndexes
import VectorTypes

@Suite("Exact search over 8-bit codes")
struct CodeScanTests {
    private enum Shape: CaseIterable { case gaussian, clustered, outliers, tiny }

    @Test(
        "answers are to the bit those of the search without codes, after adds, replacements and removals",
        arguments: [DistanceMetric.l2, .innerProduct, .cosine], [VectorElement.float32, .float16])
    func sameAnswers(metric: DistanceMetric, element: VectorElement) throws {
        let seed = testSeed(21)
        var random = SeededGenerator(seed: seed)
        for dimensions in [3, 100] {
            for shape in Shape.allCases {
                let coded = try FlatIndex(
                    dimensions: dimensions, metric: metric, element: element, codes: true, threads: 2)
                let plain = try FlatIndex(dimensions: dimensions, metric: metric, element: element, threads: 1)
                for _ in 0..<2000 {
                    let id = Int64.random(in: 0..<1600, using: &random)
                    if Int.random(in: 0..<8, using: &random) == 0 {
                        #expect(coded.remove(id: id) == plain.remove(id: id))
                    } else {
                        let vector = vector(shape, dimensions, &random)
                        try coded.add(vector, id: id)
                        try plain.add(vector, id: id)
                    }
                }
                for limit in [1, 10, 2000] {
                    let query = vector(shape, dimensions, &random)
                    let (found, expected) = (
                        try coded.search(near: query, limit: limit), try plain.search(near: query, limit: limit)
                    )
                    #expect(
                        found.map(\.id) == expected.map(\.id),
                        "seed \(seed), \(shape), \(dimensions) dimensions, limit \(limit)")
                }
            }
        }
    }

    @Test("zero vectors and vectors too long for codes are found as without codes")
    func extremes() throws {
        for metric in [DistanceMetric.l2, .innerProduct, .cosine] {
            let coded = try FlatIndex(dimensions: 2, metric: metric, codes: true)
            let plain = try FlatIndex(dimensions: 2, metric: metric)
            for (id, vector) in [[0, 0], [1, 0], [0, 1e-35], [-1, 2], [3e20, 1]].enumerated()
                as EnumeratedSequence<[[Float]]>
            {
                try coded.add(vector, id: Int64(id))
                try plain.add(vector, id: Int64(id))
                for query in [[1, 1], [0, 0], [1e-30, 1e30]] as [[Float]] {
                    let found = try coded.search(near: query, limit: 3).map(\.id)
                    #expect(found == (try plain.search(near: query, limit: 3).map(\.id)), "\(metric) \(query) \(id)")
                }
            }
        }
    }

    @Test("codes for L1 are refused")
    func manhattan() {
        #expect(throws: VecDBError.self) { try FlatIndex(dimensions: 3, metric: .l1, codes: true) }
    }

    private func vector(_ shape: Shape, _ dimensions: Int, _ random: inout SeededGenerator) -> [Float] {
        let noise = random.gaussianVector(dimensions)
        switch shape {
        case .gaussian: return noise
        case .clustered:
            let center = Float(Int.random(in: 0..<4, using: &random)) * 3
            return noise.map { $0 * 0.01 + center }
        case .outliers: return noise.map { $0.magnitude > 2 ? $0 * 50 : $0 }
        case .tiny: return noise.map { $0 * 1e-3 }
        }
    }
}
