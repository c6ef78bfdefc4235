import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct HNSWSearchTests {
    @Test(
        "a search finds nearly all true neighbours, with exact distances in order",
        arguments: [
            DistanceMetric.l2, .innerProduct, .cosine, .l1,
        ])
    func recall(metric: DistanceMetric) throws {
        let seed = testSeed(11)
        var fixture = try HNSWFixture(count: 1_500, dimensions: 48, metric: metric, seed: seed)
        let (recall, mistake) = try fixture.recall()
        #expect(mistake == nil, "seed \(seed)")
        #expect(recall >= 0.95, "seed \(seed)")
        #expect(fixture.index.usesCodes == (metric != .l1))
        let report = fixture.index.checkIntegrity()
        #expect(report.isSound, "seed \(seed): \(report.problems)")
    }

    @Test("half precision and short vectors are found as well", arguments: [3, 70])
    func halves(dimensions: Int) throws {
        let seed = testSeed(12)
        var fixture = try HNSWFixture(
            count: 1_200, dimensions: dimensions, metric: .l2, seed: seed, element: .float16)
        let (recall, mistake) = try fixture.recall()
        #expect(mistake == nil, "seed \(seed)")
        #expect(recall >= 0.95, "seed \(seed)")
    }

    @Test("codes are given up where they do not order neighbours")
    func unsuitable() throws {
        let seed = testSeed(13)
        // One element is 10,000 times larger than the others and tells nothing about nearness within a cluster.
        var random = SeededGenerator(seed: seed)
        let index = try HNSWIndex(dimensions: 40, metric: .l2)
        let rows = (0..<1_200).map { id -> [Float] in
            var row = random.gaussianVector(40)
            row[0] = 10_000 * Float(id % 3)
            return row
        }
        try index.add(rows.flatMap { $0 }, ids: (0..<1_200).map { $0 })
        #expect(!index.usesCodes)
        for id in stride(from: 0, to: 1_200, by: 100) {
            #expect(try index.search(near: rows[id], limit: 1).first?.id == Int64(id), "seed \(seed)")
        }
    }

    @Test("bit vectors are found by both of their metrics", arguments: [DistanceMetric.hamming, .jaccard])
    func bits(metric: DistanceMetric) throws {
        let seed = testSeed(14)
        var random = SeededGenerator(seed: seed)
        let index = try HNSWIndex(dimensions: 100, metric: metric, m: 8)
        let rows = (0..<800).map { _ in
            (0..<13).map { byte in
                UInt8.random(in: 0...255, using: &random) & UInt8.random(in: 0...255, using: &random)
                    & (byte == 12 ? 0xf0 : 0xff)
            }
        }
        try index.add(bits: rows.flatMap { $0 }, ids: (0..<800).map { $0 })
        var hits = 0
        for _ in 0..<10 {
            let query = rows[Int.random(in: 0..<800, using: &random)]
            let distances = rows.map { row -> Double in
                let differing = zip(row, query).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
                let common = zip(row, query).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
                let united = zip(row, query).reduce(0) { $0 + ($1.0 | $1.1).nonzeroBitCount }
                return metric == .hamming ? Double(differing) : united == 0 ? 1 : 1 - Double(common) / Double(united)
            }
            let limit = distances.sorted()[9]
            let found = try index.search(nearBits: query, limit: 10, efSearch: 80)
            for neighbor in found { #expect(abs(neighbor.distance - distances[Int(neighbor.id)]) < 1e-9) }
            hits += found.count { $0.distance <= limit }
        }
        #expect(hits >= 90, "seed \(seed)")
        #expect(throws: VecDBError.self) { try index.add(bits: [UInt8](repeating: 255, count: 13), id: 1) }
    }

    @Test("empty, tiny and all-equal sets give every row there is")
    func small() throws {
        let index = try HNSWIndex(dimensions: 3, metric: .l2, m: 4, efConstruction: 16)
        #expect(try index.search(near: [1, 2, 3], limit: 5).isEmpty)
        for id in 0..<300 { try index.add([1, 2, 3], id: Int64(id)) }
        let found = try index.search(near: [1, 2, 4], limit: 40, efSearch: 300)
        #expect(found.count == 40)
        #expect(found.allSatisfy { $0.distance == 1 })
        #expect(try HNSWIndex(dimensions: 2, metric: .cosine).search(near: [0, 0], limit: 3).isEmpty)
    }

    @Test("wrong input is refused in PostgreSQL's words")
    func refusals() throws {
        #expect(throws: VecDBError.self) { try HNSWIndex(dimensions: 3, m: 1) }
        #expect(throws: VecDBError.self) { try HNSWIndex(dimensions: 3, m: 16, efConstruction: 31) }
        #expect(throws: VecDBError.self) { try HNSWIndex(dimensions: 0) }
        #expect(throws: VecDBError.self) { try HNSWIndex(dimensions: 3, metric: .hamming, element: .float32) }
        let index = try HNSWIndex(dimensions: 3)
        #expect(throws: VecDBError.self) { try index.add([1, 2], id: 1) }
        #expect(throws: VecDBError.self) { try index.add([1, 2, .nan], id: 1) }
        #expect(throws: VecDBError.self) { try index.search(near: [1], limit: 1) }
        #expect(index.count == 0)
    }

    @Test("a set of ids that keeps what an index made of it follows the changes of both")
    func keptSet() throws {
        let index = try HNSWIndex(dimensions: 2, metric: .l2)
        try index.add([0, 0, 1, 0, 2, 0], ids: [1, 2, 3])
        var rows = RowSet([2, 3, 4])
        rows.keepPrepared()
        func found() throws -> [Int64] {
            try index.search(near: [9, 0], limit: 5, filter: index.filter(rows)).map(\.id)
        }
        #expect(try found() == [3, 2])
        #expect(try found() == [3, 2])
        try index.add([4, 0], ids: [4])
        #expect(try found() == [4, 3, 2])
        try [8, 0 as Float].withUnsafeBytes { try index.put($0, id: 2) }
        #expect(try found() == [2, 4, 3])
        index.remove(id: 3)
        #expect(try found() == [2, 4])
        rows.insert(1)
        #expect(try found() == [2, 4, 1])
        let other = try HNSWIndex(dimensions: 2, metric: .l2)
        try other.add([5, 0, 6, 0], ids: [2, 9])
        #expect(try other.search(near: [9, 0], limit: 5, filter: other.filter(rows)).map(\.id) == [2])
    }

    @Test("a filtered search returns as many rows as match, up to the limit", arguments: [2, 10, 100, 750])
    func filtered(modulus: Int64) throws {
        let seed = testSeed(15)
        var fixture = try HNSWFixture(count: 1_500, dimensions: 40, metric: .cosine, seed: seed)
        let set = fixture.index.filter(RowSet(fixture.rows.keys.filter { $0 % modulus == 0 }))
        let predicate = SearchFilter.ids { $0 % modulus == 0 }
        for filter in [set, predicate] {
            let (recall, mistake) = try fixture.recall(queries: 6, filter: filter) { $0 % modulus == 0 }
            #expect(mistake == nil, "seed \(seed)")
            #expect(recall >= 0.95, "seed \(seed)")
        }
    }

    @Test("a cursor gives every row once, nearly in order")
    func cursor() throws {
        let seed = testSeed(16)
        var fixture = try HNSWFixture(count: 1_100, dimensions: 36, metric: .l2, seed: seed)
        let query = fixture.vector()
        let cursor = try fixture.index.cursor(near: query, efSearch: 40)
        var ids: [Int64] = []
        var inversions = 0
        var last = -Double.infinity
        while let neighbor = cursor.next() {
            ids.append(neighbor.id)
            if neighbor.distance < last { inversions += 1 }
            last = neighbor.distance
        }
        #expect(ids.count == 1_100 && Set(ids).count == 1_100, "seed \(seed)")
        #expect(inversions < 60, "seed \(seed)")
        let nearest = Set(fixture.exact(query, limit: 50).map(\.id))
        #expect(nearest.intersection(ids.prefix(80)).count >= 48, "seed \(seed)")
    }

    @Test("a batch gives what single searches give")
    func batch() throws {
        var fixture = try HNSWFixture(count: 600, dimensions: 32, metric: .innerProduct, seed: testSeed(17))
        let queries = (0..<20).map { _ in fixture.vector() }
        let batch = try fixture.index.search(near: queries, limit: 5)
        for (query, found) in zip(queries, batch) {
            #expect(try found == fixture.index.search(near: query, limit: 5))
        }
    }
}
