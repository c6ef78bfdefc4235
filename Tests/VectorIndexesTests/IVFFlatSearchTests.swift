import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct IVFFlatSearchTests {
    @Test(
        "a search finds nearly all true neighbours, with exact distances in order",
        arguments: [DistanceMetric.l2, .innerProduct, .cosine], [VectorElement.float32, .float16])
    func recall(metric: DistanceMetric, element: VectorElement) throws {
        let seed = testSeed(41)
        var fixture = try IVFFlatFixture(count: 1_500, dimensions: 48, metric: metric, seed: seed, element: element)
        let (recall, mistake) = try fixture.recall()
        #expect(mistake == nil, "seed \(seed)")
        #expect(recall >= 0.9, "seed \(seed)")
        #expect(fixture.index.usesCodes && fixture.index.pendingCount == 0)
        let report = fixture.index.checkIntegrity()
        #expect(report.isSound && report.nodes == 1_500, "seed \(seed): \(report.problems)")
    }

    @Test(
        "a search through all lists is exact", arguments: [DistanceMetric.l2, .innerProduct, .cosine], [3, 31, 40])
    func complete(metric: DistanceMetric, dimensions: Int) throws {
        let seed = testSeed(42)
        var fixture = try IVFFlatFixture(count: 1_200, dimensions: dimensions, metric: metric, seed: seed)
        let (recall, mistake) = try fixture.recall(probes: 12)
        #expect(mistake == nil, "seed \(seed)")
        #expect(recall >= (fixture.index.usesCodes ? 0.99 : 1), "seed \(seed)")
    }

    @Test("before training every answer is exact", arguments: [DistanceMetric.l2, .innerProduct, .cosine])
    func untrained(metric: DistanceMetric) throws {
        let seed = testSeed(43)
        var fixture = try IVFFlatFixture(count: 400, dimensions: 33, metric: metric, seed: seed, isTrained: false)
        let (recall, mistake) = try fixture.recall(probes: 1)
        #expect(mistake == nil && recall == 1, "seed \(seed)")
        #expect(!fixture.index.isTrained && fixture.index.pendingCount == 400)
    }

    @Test("a search for a few finds the first of what a search for ten finds, however coarse codes are")
    func few() throws {
        let index = try IVFFlatIndex(dimensions: 40, metric: .l2, lists: 8)
        // Vectors on a line: many have the same code.
        let rows = (0..<3_000).map { id in [Float](repeating: Float(id) * 0.001 + sin(Float(id)), count: 40) }
        try index.add(rows.flatMap { $0 }, ids: (0..<3_000).map { $0 })
        try index.train()
        for id in stride(from: 0, to: 3_000, by: 50) {
            let ten = try index.search(near: rows[id], limit: 10, probes: 8)
            for limit in [1, 2, 5] {
                #expect(try index.search(near: rows[id], limit: limit, probes: 8) == Array(ten.prefix(limit)))
            }
        }
    }

    @Test("codes are given up where they do not order neighbours")
    func unsuitable() throws {
        let seed = testSeed(44)
        // One element is 10,000 times larger than the others and tells nothing about nearness within a cluster.
        var random = SeededGenerator(seed: seed)
        let index = try IVFFlatIndex(dimensions: 40, metric: .l2, lists: 4)
        let rows = (0..<1_200).map { id -> [Float] in
            var row = random.gaussianVector(40)
            row[0] = 10_000 * Float(id % 3)
            return row
        }
        try index.add(rows.flatMap { $0 }, ids: (0..<1_200).map { $0 })
        try index.train()
        #expect(!index.usesCodes)
        for id in stride(from: 0, to: 1_200, by: 100) {
            #expect(try index.search(near: rows[id], limit: 1).first?.id == Int64(id), "seed \(seed)")
        }
    }

    @Test("vectors whose squares are out of range are still found")
    func huge() throws {
        let index = try IVFFlatIndex(dimensions: 40, metric: .l2, lists: 4)
        var random = SeededGenerator(seed: testSeed(45))
        let rows = (0..<1_100).map { id in random.gaussianVector(40).map { $0 * (id % 2 == 0 ? 1e25 : 1) } }
        try index.add(rows.flatMap { $0 }, ids: (0..<1_100).map { $0 })
        try index.train()
        #expect(try index.search(near: rows[1], limit: 1, probes: 4).first?.id == 1)
        #expect(try index.search(near: rows[2], limit: 1_100, probes: 4).count == 1_100)
    }

    @Test("bit vectors are found by their Hamming distance", arguments: [12, 100, 256])
    func bits(dimensions: Int) throws {
        let seed = testSeed(46)
        var random = SeededGenerator(seed: seed)
        let bytes = (dimensions + 7) / 8
        let unused = UInt8(truncatingIfNeeded: 0xff << (bytes * 8 - dimensions))
        func bits() -> [UInt8] {
            (0..<bytes).map { UInt8.random(in: 0...255, using: &random) & ($0 == bytes - 1 ? unused : 0xff) }
        }
        let index = try IVFFlatIndex(dimensions: dimensions, metric: .hamming, lists: 10)
        let rows = (0..<900).map { _ in bits() }
        try index.add(bits: rows.flatMap { $0 }, ids: (0..<900).map { $0 })
        try index.train()
        for _ in 0..<10 {
            let query = bits()
            let distances = rows.map { row in
                zip(row, query).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
            }
            let found = try index.search(nearBits: query, limit: 10, probes: 10)
            #expect(found.map(\.distance) == distances.sorted().prefix(10).map(Double.init), "seed \(seed)")
            let within = try index.search(nearBits: query, within: found[9].distance, probes: 10)
            #expect(within.count == distances.count { Double($0) <= found[9].distance }, "seed \(seed)")
            #expect(try index.search(nearBits: [query, query], limit: 10, probes: 10) == [found, found])
        }
        #expect(index.checkIntegrity().isSound)
    }

    @Test("a batch gives what single searches give", arguments: [DistanceMetric.l2, .innerProduct, .cosine], [20, 64])
    func batch(metric: DistanceMetric, dimensions: Int) throws {
        let seed = testSeed(47)
        var fixture = try IVFFlatFixture(count: 1_300, dimensions: dimensions, metric: metric, seed: seed)
        try fixture.add(1_300..<1_320)
        let queries = (0..<70).map { _ in fixture.vector() }
        for limit in [1, 7, 2_000] {
            let batch = try fixture.index.search(near: queries, limit: limit, probes: 3)
            for (query, found) in zip(queries, batch) {
                #expect(try found == fixture.index.search(near: query, limit: limit, probes: 3), "seed \(seed)")
            }
        }
        #expect(try fixture.index.search(near: [[Float]](), limit: 3).isEmpty)
    }

    @Test("a range search gives every vector within, in order")
    func range() throws {
        let seed = testSeed(48)
        for metric in [DistanceMetric.l2, .innerProduct, .cosine] {
            var fixture = try IVFFlatFixture(count: 1_200, dimensions: 36, metric: metric, seed: seed)
            let query = fixture.vector()
            let all = fixture.exact(query, limit: 1_200)
            let middle = (all[200].distance + all[201].distance) / 2
            let found = try fixture.index.search(near: query, within: middle, probes: 12)
            #expect(found.map(\.id).sorted() == all.prefix(201).map(\.id).sorted(), "seed \(seed)")
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.distance <= $1.distance })
            #expect(try fixture.index.search(near: query, within: .infinity, probes: 12).count == 1_200)
            #expect(try fixture.index.search(near: query, within: .nan, probes: 12).isEmpty)
        }
    }

    @Test("a filtered search returns as many rows as match, up to the limit", arguments: [2, 10, 100, 750])
    func filtered(modulus: Int64) throws {
        let seed = testSeed(49)
        var fixture = try IVFFlatFixture(count: 1_500, dimensions: 40, metric: .cosine, seed: seed)
        let set = fixture.index.filter(RowSet(fixture.rows.keys.filter { $0 % modulus == 0 }))
        for filter in [set, .ids { $0 % modulus == 0 }] {
            let (recall, mistake) = try fixture.recall(queries: 6, filter: filter) { $0 % modulus == 0 }
            #expect(mistake == nil, "seed \(seed)")
            #expect(recall >= 0.85, "seed \(seed)")
        }
        let query = fixture.vector()
        let all = try fixture.index.search(near: query, limit: 20, probes: 12)
        let banned = Set(all.prefix(5).map(\.id))
        let rest = try fixture.index.search(
            near: query, limit: 15, probes: 12, filter: fixture.index.filter(nil, excluding: banned.sorted()))
        #expect(rest.map(\.id) == all.dropFirst(5).map(\.id), "seed \(seed)")
    }

    @Test("a search for very many gives them, in order")
    func many() throws {
        let seed = testSeed(51)
        var fixture = try IVFFlatFixture(count: 2_500, dimensions: 40, metric: .l2, seed: seed)
        for limit in [700, 1_300, 2_500] {
            let (recall, mistake) = try fixture.recall(limit: limit, probes: 12, queries: 2)
            #expect(mistake == nil && recall > 0.99, "seed \(seed)")
        }
    }

    @Test("no list of a search is empty, and searches go on where lists are short")
    func starved() throws {
        let index = try IVFFlatIndex(dimensions: 2, metric: .l2, lists: 50)
        for id in 0..<10 { try index.add([Float(id), 0], id: Int64(id)) }
        try index.train()
        #expect(try index.search(near: [3.2, 0], limit: 4).map(\.id) == [3, 4, 2, 5])
        #expect(try index.search(near: [3.2, 0], limit: 100).count == 10)
        let query: [Float] = [3.2, 0]
        let strict = try query.withUnsafeBytes { try index.search(stored: $0, limit: 4, probes: 2, maxProbes: 2) }
        #expect(strict.map(\.id) == [3, 4])
    }

    @Test("a cursor gives every row once, each round in order", arguments: [20, 40])
    func cursor(dimensions: Int) throws {
        let seed = testSeed(50)
        var fixture = try IVFFlatFixture(count: 1_100, dimensions: dimensions, metric: .l2, seed: seed)
        let query = fixture.vector()
        let whole = try fixture.index.cursor(near: query, probes: 12)
        var found: [Neighbor] = []
        while let neighbor = try whole.next() { found.append(neighbor) }
        let exact = fixture.exact(query, limit: 1_100)
        #expect(Set(found.map(\.id)).count == 1_100 && found.count == 1_100, "seed \(seed)")
        #expect(found.prefix(100).map(\.id) == exact.prefix(100).map(\.id), "seed \(seed)")
        let stepwise = try fixture.index.cursor(near: query, probes: 2)
        var ids: [Int64] = []
        while let neighbor = try stepwise.next() { ids.append(neighbor.id) }
        #expect(ids.count == 1_100 && Set(ids).count == 1_100, "seed \(seed)")
        let capped = try fixture.index.cursor(near: query, probes: 1, maxProbes: 1)
        var nearest: [Int64] = []
        while let neighbor = try capped.next() { nearest.append(neighbor.id) }
        #expect(
            nearest
                == Array(
                    ids.filter(Set(nearest).contains).sorted { a, b in
                        (exact.firstIndex { $0.id == a } ?? 0) < (exact.firstIndex { $0.id == b } ?? 0)
                    }) && nearest.count < 600, "seed \(seed)")
    }

    @Test("wrong input is refused in PostgreSQL's words")
    func refusals() throws {
        #expect(throws: VecDBError.self) { try IVFFlatIndex(dimensions: 3, lists: 0) }
        #expect(throws: VecDBError.self) { try IVFFlatIndex(dimensions: 3, lists: 32_769) }
        #expect(throws: VecDBError.self) { try IVFFlatIndex(dimensions: 0) }
        #expect(throws: VecDBError.self) { try IVFFlatIndex(dimensions: 3, metric: .l1) }
        #expect(throws: VecDBError.self) { try IVFFlatIndex(dimensions: 3, metric: .jaccard) }
        #expect(throws: VecDBError.self) { try IVFFlatIndex(dimensions: 3, metric: .hamming, element: .float32) }
        let index = try IVFFlatIndex(dimensions: 3)
        #expect(throws: VecDBError.self) { try index.add([1, 2], id: 1) }
        #expect(throws: VecDBError.self) { try index.add([1, 2, .nan], id: 1) }
        #expect(throws: VecDBError.self) { try index.search(near: [1], limit: 1) }
        #expect(throws: VecDBError.self) { try index.search(nearBits: [1], limit: 1) }
        #expect(index.count == 0)
        try index.train()
        let error = #expect(throws: VecDBError.self) { try index.train() }
        #expect(error?.sqlState == .objectNotInPrerequisiteState)
        let bits = try IVFFlatIndex(dimensions: 12, metric: .hamming)
        #expect(throws: VecDBError.self) { try bits.add(bits: [255, 255], id: 1) }
    }
}
