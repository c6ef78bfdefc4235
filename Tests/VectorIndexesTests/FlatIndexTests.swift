import Testing
import TestSupport
import VectorIndexes
import VectorTypes

@Suite("Exact search in memory")
struct FlatIndexTests {
    static let metrics: [DistanceMetric] = [.l2, .innerProduct, .cosine, .l1]

    @Test(
        "every search agrees with brute force, after adds, replacements and removals",
        arguments: metrics, [VectorElement.float32, .float16])
    func randomHistory(metric: DistanceMetric, element: VectorElement) throws {
        let seed = testSeed(11)
        var random = SeededGenerator(seed: seed)
        for dimensions in [1, 3, 17, 100, 384] {
            let index = try FlatIndex(dimensions: dimensions, metric: metric, element: element, threads: 2)
            var rows: [Int64: [Float]] = [:]
            for round in 0..<4 {
                for _ in 0..<Int.random(in: 1...700, using: &random) {
                    let id = Int64.random(in: -50...600, using: &random)
                    if Int.random(in: 0..<4, using: &random) == 0 {
                        #expect(index.remove(id: id) == (rows.removeValue(forKey: id) != nil))
                    } else {
                        let vector = halfVector(dimensions, &random)
                        try index.add(vector, id: id)
                        rows[id] = vector
                    }
                }
                #expect(index.count == rows.count)
                let query = halfVector(dimensions, &random)
                let limit = Int.random(in: 1...40, using: &random)
                let found = try index.search(near: query, limit: limit)
                let wrong = mismatch(found, query: query, rows: rows, metric: metric, limit: limit)
                #expect(wrong == nil, "seed \(seed), \(dimensions) dimensions, round \(round)")

                let all = try Array(index.neighbors(of: query))
                #expect(all.count == rows.count)
                #expect(Array(all.prefix(limit)) == found, "the stream starts with the nearest; seed \(seed)")
                let middle = all[all.count / 2].distance
                let near = try index.search(near: query, within: middle)
                #expect(near == all.filter { $0.distance <= middle }, "seed \(seed)")
            }
        }
    }

    @Test("a batch gives exactly what single searches give", arguments: metrics, [VectorElement.float32, .float16])
    func batch(metric: DistanceMetric, element: VectorElement) throws {
        let seed = testSeed(12)
        var random = SeededGenerator(seed: seed)
        for (dimensions, count, queryCount) in [(7, 3_000, 40), (384, 700, 33), (64, 30, 9)] {
            let index = try FlatIndex(dimensions: dimensions, metric: metric, element: element, threads: 2)
            let scale = Float.random(in: 0.01...100, using: &random)
            for id in 0..<count {
                var vector = halfVector(dimensions, &random).map { Float(Float16($0 * scale)) }
                // Near-ties and duplicates: what the matrix product alone would order wrongly.
                if id % 5 == 0 { vector = [Float](repeating: 1, count: dimensions) }
                if id % 97 == 0 { vector = [Float](repeating: 0, count: dimensions) }
                try index.add(vector, id: Int64(id))
            }
            for id in stride(from: 0, to: count, by: 7) { index.remove(id: Int64(id)) }
            var queries = (0..<queryCount).map { _ in halfVector(dimensions, &random) }
            queries[0] = [Float](repeating: 1, count: dimensions)
            queries[1] = [Float](repeating: 0, count: dimensions)
            let batch = try index.search(near: queries, limit: 20)
            for (query, found) in zip(queries, batch) {
                let single = try index.search(near: query, limit: 20)
                #expect(sameNeighbors(found, single), "seed \(seed), \(dimensions) dimensions")
            }
            let among = RowSet((0..<count).map(Int64.init).filter { $0 % 3 == 1 })
            let filtered = try index.search(near: queries, limit: 5, among: among)
            for (query, found) in zip(queries, filtered) {
                #expect(sameNeighbors(found, try index.search(near: query, limit: 5, among: among)))
                #expect(found.allSatisfy { $0.id % 3 == 1 })
            }
        }
    }

    private func sameNeighbors(_ a: [Neighbor], _ b: [Neighbor]) -> Bool {
        a.count == b.count
            && zip(a, b).allSatisfy {
                $0.id == $1.id && ($0.distance == $1.distance || $0.distance.isNaN && $1.distance.isNaN)
            }
    }

    @Test("several threads find what one finds")
    func threads() throws {
        let seed = testSeed(13)
        var random = SeededGenerator(seed: seed)
        let one = try FlatIndex(dimensions: 256, metric: .l2, threads: 1)
        let many = try FlatIndex(dimensions: 256, metric: .l2, threads: 4)
        for id in 0..<9_000 {
            let value = Float(Int.random(in: 0..<500, using: &random))
            let vector = (0..<256).map { Float($0 % 7) * value }
            try one.add(vector, id: Int64(id))
            try many.add(vector, id: Int64(id))
        }
        for id in stride(from: 0, to: 9_000, by: 5) {
            one.remove(id: Int64(id))
            many.remove(id: Int64(id))
        }
        let query = [Float](repeating: 30, count: 256)
        #expect(try one.search(near: query, limit: 300) == many.search(near: query, limit: 300), "seed \(seed)")
        #expect(try one.search(near: query, within: 9_000) == many.search(near: query, within: 9_000))
        #expect(Array(try one.neighbors(of: query)) == Array(try many.neighbors(of: query)))
    }

    @Test("equal distances come in the order of ids, NaN distances last")
    func ties() throws {
        let index = try FlatIndex(dimensions: 2, metric: .cosine)
        try index.add([0, 0], id: 1)
        try index.add([3, 0], id: 9)
        try index.add([2, 0], id: 4)
        try index.add([0, 1], id: 2)
        try index.add([0, 0], id: 0)
        #expect(try index.search(near: [1, 0], limit: 3).map(\.id) == [4, 9, 2])
        #expect(try index.search(near: [1, 0], limit: 9).map(\.id) == [4, 9, 2, 0, 1])
        #expect(Array(try index.neighbors(of: [1, 0])).map(\.id) == [4, 9, 2, 0, 1])
        #expect(try index.search(near: [0, 0], limit: 2).map(\.id) == [0, 1])
        #expect(try index.search(near: [1, 0], within: 2).map(\.id) == [4, 9, 2])
    }

    @Test("values near the greatest that fit are still ranked as pgvector ranks them")
    func extremes() throws {
        for metric in Self.metrics {
            let index = try FlatIndex(dimensions: 2, metric: metric, threads: 1)
            let values: [Float] = [1e30, 3e38, -3e38, 1e-30, 0x1p-149, 1, 0]
            for (id, value) in values.enumerated() { try index.add([value, 1], id: Int64(id)) }
            for id in 7..<200 { try index.add([Float(id), Float(id % 3)], id: Int64(id)) }
            for query in values {
                let single = try index.search(near: [query, 2], limit: 12)
                let all = Array(try index.neighbors(of: [query, 2]))
                #expect(sameNeighbors(single, Array(all.prefix(12))), "\(metric) \(query)")
                let batch = try index.search(near: [[Float]](repeating: [query, 2], count: 9), limit: 12)
                #expect(batch.allSatisfy { sameNeighbors($0, single) }, "\(metric) \(query)")
            }
        }
    }

    @Test("bad input is refused and leaves the index as it was")
    func badInput() throws {
        let index = try FlatIndex(dimensions: 3, metric: .l2)
        func message(_ body: () throws -> Void) -> String? {
            do {
                try body()
                return nil
            } catch { return (error as? VecDBError)?.message }
        }
        #expect(message { try index.add([1, 2], id: 1) } == "expected 3 dimensions, not 2")
        #expect(message { try index.add([1, .nan, 2], id: 1) } == "NaN not allowed in vector")
        #expect(message { try index.add([1, .infinity, 2], id: 1) } == "infinite value not allowed in vector")
        #expect(message { _ = try index.search(near: [1, 2], limit: 1) } == "different vector dimensions 3 and 2")
        #expect(message { _ = try FlatIndex(dimensions: 0) } == "vector must have at least 1 dimension")
        #expect(message { _ = try FlatIndex(dimensions: 16_001) } == "vector cannot have more than 16000 dimensions")
        #expect(index.count == 0)
        #expect(try index.search(near: [1, 2, 3], limit: 5).isEmpty)
        #expect(try index.search(near: [1, 2, 3], limit: 0).isEmpty)
        #expect(try index.search(near: [1, 2, 3], limit: -1).isEmpty)
    }

    @Test("searches run while another thread adds and removes")
    func concurrency() async throws {
        let index = try FlatIndex(dimensions: 16, metric: .l2)
        for id in 0..<500 { try index.add([Float](repeating: Float(id), count: 16), id: Int64(id)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for id in 500..<1_500 {
                    try index.add([Float](repeating: Float(id), count: 16), id: Int64(id))
                    index.remove(id: Int64(id - 500))
                }
            }
            for reader in 0..<3 {
                group.addTask {
                    for round in 0..<100 {
                        let found = try index.search(
                            near: [Float](repeating: Float(reader * 100 + round), count: 16), limit: 7)
                        #expect(found.count == 7)
                        for neighbor in found {
                            let step = abs(Double(neighbor.id) - Double(reader * 100 + round))
                            #expect(neighbor.distance == step * 4, "a vector was seen half written")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(index.count == 500)
    }
}
