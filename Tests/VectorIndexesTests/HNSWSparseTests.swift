import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct HNSWSparseTests {
    private let dimensions = 400

    /// Sparse vectors in clusters: each takes most of its positions from one of a few topics.
    private func vectors(_ count: Int, _ random: inout SeededGenerator) throws -> [SparseVector] {
        try (0..<count).map { _ in
            let topic = Int.random(in: 0..<10, using: &random) * 40
            var elements: [Int: Float] = [:]
            while elements.count < 12 {
                let isOwn = Int.random(in: 0..<4, using: &random) > 0
                let position =
                    isOwn
                    ? topic + Int.random(in: 0..<40, using: &random) : Int.random(in: 0..<dimensions, using: &random)
                elements[position] = Float(Int.random(in: 32...64, using: &random)) / 16
            }
            return try SparseVector(elements, dimensions: dimensions)
        }
    }

    private func dense(_ vector: SparseVector) -> [Float] {
        var elements = [Float](repeating: 0, count: dimensions)
        for (index, value) in zip(vector.indices, vector.values) { elements[Int(index)] = value }
        return elements
    }

    private func recall(
        _ index: HNSWIndex, _ rows: [Int64: SparseVector], _ random: inout SeededGenerator,
        filter: SearchFilter? = nil, among: (Int64) -> Bool = { _ in true }
    ) throws -> Double {
        var (hits, wanted) = (0, 0)
        for query in try vectors(12, &random) {
            let found = try index.search(near: query, limit: 10, efSearch: 160, filter: filter)
            var all: [Neighbor] = []
            for (id, row) in rows where among(id) {
                let distance = referenceDistance(dense(row), dense(query), index.metric)
                all.append(Neighbor(id: id, distance: distance))
            }
            all.sort { $0.precedes($1) }
            let exact = all.prefix(10)
            #expect(found.count == exact.count)
            // Many pairs are equally far apart: any of those counts.
            let limit = (exact.last?.distance ?? 0) + 1e-5
            wanted += exact.count
            hits += found.count { $0.distance <= limit }
            for neighbor in found {
                let row = try #require(rows[neighbor.id])
                let distance = referenceDistance(dense(row), dense(query), index.metric)
                #expect(abs(distance - neighbor.distance) <= 1e-4 * max(1, abs(distance)))
            }
        }
        return Double(hits) / Double(max(1, wanted))
    }

    @Test(
        "sparse vectors are found by every metric that compares numbers",
        arguments: [DistanceMetric.l2, .innerProduct, .cosine, .l1])
    func search(metric: DistanceMetric) throws {
        var random = SeededGenerator(seed: 41)
        let index = try HNSWIndex(dimensions: dimensions, metric: metric, m: 16, efConstruction: 100, element: .sparse)
        let all = try vectors(1_200, &random)
        try index.add(all, ids: (0..<1_200).map(Int64.init), threads: 2)
        let rows = Dictionary(uniqueKeysWithValues: all.enumerated().map { (Int64($0.offset), $0.element) })
        #expect(try recall(index, rows, &random) >= 0.9)
        let report = index.checkIntegrity()
        #expect(report.problemCount == 0, "\(report.problems)")
        let few = index.filter(RowSet((0..<1_200).filter { $0 % 7 == 0 }.map(Int64.init)))
        #expect(try recall(index, rows, &random, filter: few) { $0 % 7 == 0 } >= 0.9)
    }

    @Test("sparse vectors are put, replaced, removed, and found after a repair")
    func change() throws {
        var random = SeededGenerator(seed: 42)
        let index = try HNSWIndex(dimensions: dimensions, metric: .cosine, m: 16, efConstruction: 100, element: .sparse)
        var rows: [Int64: SparseVector] = [:]
        for round in 0..<3 {
            for vector in try vectors(400, &random) {
                let id = Int64.random(in: 0..<600, using: &random)
                try vector.storageBytes.withUnsafeBytes { try index.put($0, id: id) }
                rows[id] = vector
            }
            #expect(try recall(index, rows, &random) >= 0.9)
            try index.settle(ScanControl(threads: 2), limit: nil, vectors: nil, progress: nil)
            for id in Int64(0)..<600 where id % 5 == round { index.remove(id: id); rows[id] = nil }
            index.repair(threads: 1)
            #expect(index.count == rows.count)
            #expect(try recall(index, rows, &random) >= 0.9)
        }
        #expect(index.checkIntegrity().problems.map { "\($0)" } == [])
    }

    @Test("an index of sparse vectors comes back from its pages, and from its file with the vectors")
    func pages() throws {
        var random = SeededGenerator(seed: 43)
        let index = try HNSWIndex(dimensions: dimensions, metric: .l2, m: 16, efConstruction: 100, element: .sparse)
        let all = try vectors(500, &random)
        try index.add(all, ids: (0..<500).map(Int64.init))
        index.remove(id: 7)
        let rows = Dictionary(uniqueKeysWithValues: all.enumerated().map { (Int64($0.offset), $0.element) })
            .filter { $0.key != 7 }
        let loaded = try HNSWIndex(pages: MemoryPages(index))
        #expect(!loaded.hasVectors)
        for (id, vector) in rows { try vector.storageBytes.withUnsafeBytes { try loaded.attach($0, id: id) } }
        #expect(loaded.hasVectors)
        #expect(try recall(loaded, rows, &random) >= 0.9)

        let path = NSTemporaryDirectory() + "hnsw-sparse-\(UUID().uuidString).index"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try index.save(to: path)
        let read = try HNSWIndex(contentsOf: path)
        #expect(read.hasVectors)
        #expect(try recall(read, rows, &random) >= 0.9)
        #expect(read.checkIntegrity().problems.map { "\($0)" } == [])
    }

    @Test("vectors without elements, huge dimensions and other elements than the index has")
    func limits() throws {
        let index = try HNSWIndex(dimensions: 1_000_000_000, metric: .cosine, element: .sparse)
        let vectors = try (0..<50).map {
            try SparseVector([$0 * 7: 1, 999_999_999: Float($0)], dimensions: 1_000_000_000)
        }
        try index.add(vectors, ids: (0..<50).map(Int64.init))
        try index.add(SparseVector([:] as [Int: Float], dimensions: 1_000_000_000), id: 99)
        let found = try index.search(near: vectors[31], limit: 51)
        #expect(found.count == 51)
        #expect(found.first?.id == 31)
        #expect(found.last?.id == 99)
        #expect(throws: VecDBError.self) { try index.add([1, 2], id: 1) }
        #expect(throws: VecDBError.self) { try index.add(SparseVector([0: 1], dimensions: 5), id: 1) }
        let dense = try HNSWIndex(dimensions: 5, metric: .l2)
        #expect(throws: VecDBError.self) { try dense.add(SparseVector([0: 1], dimensions: 5), id: 1) }
    }
}
