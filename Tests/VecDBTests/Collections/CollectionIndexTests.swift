import Foundation
import TestSupport
import Testing
import VectorIndexes
import VectorTypes

@testable import VecDB

/// Collections with an approximate index: the same records as without, nearly always the same neighbours.
@Suite("Collections with an index")
struct CollectionIndexTests {
    private let dimensions = 16
    private let metrics: [DistanceMetric] = [.l2, .cosine, .innerProduct, .l1]

    private func record(_ id: Int, _ random: inout SeededGenerator) -> Record {
        Record(
            id: "n\(id)", content: "note \(id)", metadata: ["number": .integer(Int64(id))],
            embedding: random.gaussianVector(dimensions))
    }

    /// The share of the exact neighbours that are found, over some queries.
    private func recall(
        _ notes: VectorCollection, _ exact: VectorCollection, _ random: inout SeededGenerator, filter: Filter? = nil
    ) throws -> Double {
        var (found, possible) = (0, 0)
        for _ in 0..<20 {
            let query = random.gaussianVector(dimensions)
            let truth = try exact.search(near: query, limit: 10, where: filter, fields: [])
            let hits = try notes.search(near: query, limit: 10, where: filter, efSearch: 100, fields: [])
            #expect(hits.count == truth.count)
            #expect(hits.map(\.distance) == hits.map(\.distance).sorted())
            for hit in hits {
                if let same = truth.first(where: { $0.id == hit.id }) {
                    found += 1
                    #expect(abs(same.distance - hit.distance) <= 1e-5 * max(1, abs(same.distance)))
                }
            }
            possible += truth.count
        }
        return possible == 0 ? 1 : Double(found) / Double(possible)
    }

    @Test("through inserts, updates and deletes, and after opening again, searches find what exact search finds")
    func history() throws {
        let seed = testSeed(11)
        var random = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory()
        let path = directory.file("notes.vecdb")
        let metric = metrics.randomElement(using: &random) ?? .l2
        var database = try Database(path: path)
        var notes = try database.collection("notes", dimensions: dimensions, metric: metric)
        let exactDatabase = try Database.inMemory()
        let exact = try exactDatabase.collection("notes", dimensions: dimensions, metric: metric)
        func both(_ body: (VectorCollection) throws -> Void) throws {
            try body(notes)
            try body(exact)
        }
        let first = (0..<1_500).map { record($0, &random) }
        try both { try $0.upsert(first) }
        try notes.createIndex(.hnsw(m: 8, efConstruction: 48))
        #expect(try recall(notes, exact, &random) >= 0.95, "seed \(seed), \(metric)")

        var next = first.count
        for round in 0..<6 {
            let added = (next..<(next + 200)).map { record($0, &random) }
            next += 200
            let changed = (0..<100).map { _ in record(Int.random(in: 0..<next, using: &random), &random) }
            let gone = (0..<150).map { _ in "n\(Int.random(in: 0..<next, using: &random))" }
            try both { try $0.upsert(added) }
            try both { try $0.upsert(changed) }
            try both { _ = try $0.delete(ids: gone) }
            #expect(try recall(notes, exact, &random) >= 0.95, "seed \(seed), \(metric), round \(round)")
            if round == 3 {
                database.close()
                database = try Database(path: path)
                notes = try database.collection("notes")
            }
        }
        #expect(try notes.count() == exact.count())
        #expect(try notes.search(near: random.gaussianVector(dimensions), limit: 10_000).count == exact.count())
        let check = try #require(try notes.verifyIndex())
        #expect(check.isSound, "seed \(seed): \(check.structure.problems.prefix(5)) \(check.missing) \(check.ghosts)")
        let report = try #require(try notes.measureRecall(k: 10, sample: 30, efSearch: 100))
        #expect(report.recall >= 0.95, "seed \(seed)")
        database.close()
    }

    @Test("for every share of records that a filter leaves, as many are found as there are, up to the limit")
    func filters() throws {
        let seed = testSeed(12)
        var random = SeededGenerator(seed: seed)
        let database = try Database.inMemory()
        let notes = try database.collection("notes", dimensions: dimensions, metric: .l2)
        let exact = try database.collection("exact", dimensions: dimensions, metric: .l2)
        let records = (0..<4_000).map { record($0, &random) }
        try notes.upsert(records)
        try exact.upsert(records)
        try notes.createIndex()
        for limit in [2_000, 400, 40, 12, 4, 1, 0] {
            let filter = Filter.metadata("number") < limit
            #expect(try recall(notes, exact, &random, filter: filter) >= 0.95, "seed \(seed), \(limit) records")
        }
        let queries = (0..<40).map { record($0, &random).embedding }
        let batch = try notes.search(near: queries, limit: 7, efSearch: 30)
        let singles = try queries.map { try notes.search(near: $0, limit: 7, efSearch: 30) }
        #expect(batch.map { $0.map(\.id) } == singles.map { $0.map(\.id) }, "seed \(seed)")
    }

    @Test("an index is refused twice, ended by its progress, dropped, and made again")
    func life() throws {
        var random = SeededGenerator(seed: testSeed(13))
        let database = try Database.inMemory()
        let notes = try database.collection("notes", dimensions: dimensions, metric: .l2)
        try notes.upsert((0..<300).map { record($0, &random) })
        #expect(try notes.verifyIndex() == nil)
        #expect(thrown { try notes.createIndex { _ in false } }?.sqlState == .queryCanceled)
        #expect(try notes.verifyIndex() == nil)
        #expect(thrown { try notes.createIndex(.hnsw(m: 1)) }?.sqlState == .invalidParameterValue)
        try notes.createIndex(.hnsw(m: 4, efConstruction: 16))
        #expect(thrown { try notes.createIndex() }?.sqlState == .duplicateTable)
        #expect(
            thrown { try notes.search(near: [Float](repeating: 0, count: 16), limit: 1, efSearch: 0) }?.sqlState
                == .invalidParameterValue)
        #expect(try notes.dropIndex())
        #expect(try !notes.dropIndex())
        try notes.createIndex()
        #expect(try #require(try notes.verifyIndex()).isSound)
    }
}
