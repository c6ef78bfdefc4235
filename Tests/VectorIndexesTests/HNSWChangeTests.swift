import Synchronization
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct HNSWChangeTests {
    @Test("after removing 30 % and adding as many, recall is that of a fresh build")
    func churn() throws {
        let seed = testSeed(21)
        var fixture = try HNSWFixture(count: 1_500, dimensions: 40, metric: .cosine, seed: seed)
        let before = try fixture.recall(efSearch: 40, queries: 20).recall
        for id in fixture.rows.keys.sorted().shuffled(using: &fixture.random).prefix(450) {
            #expect(fixture.index.remove(id: id))
            fixture.rows[id] = nil
        }
        #expect(fixture.index.count == 1_050)
        let removed = try fixture.recall(queries: 10)
        #expect(removed.mistake == nil, "seed \(seed)")
        #expect(removed.recall >= 0.95, "seed \(seed)")
        fixture.index.repair()
        var report = fixture.index.checkIntegrity()
        #expect(report.isSound && report.nodes == 1_050, "seed \(seed): \(report.problems)")
        let slots = fixture.index.graph.used.load(ordering: .relaxed)
        for id in Int64(2_000)..<2_450 {
            let vector = fixture.vector()
            fixture.rows[id] = vector
            try fixture.index.add(vector, id: id)
        }
        #expect(fixture.index.graph.used.load(ordering: .relaxed) == slots)
        let after = try fixture.recall(efSearch: 40, queries: 20)
        #expect(after.mistake == nil, "seed \(seed)")
        #expect(after.recall >= before - 0.03, "seed \(seed)")
        report = fixture.index.checkIntegrity()
        #expect(report.problems.allSatisfy { $0.kind == .unreachable }, "seed \(seed): \(report.problems)")
        #expect(report.problemCount <= 3, "seed \(seed)")
    }

    @Test("adding an id again replaces its vector, also within one batch")
    func replacement() throws {
        let index = try HNSWIndex(dimensions: 2, metric: .l2)
        try index.add([0, 0, 1, 1, 5, 5], ids: [1, 2, 1])
        #expect(index.count == 2)
        #expect(try index.search(near: [0, 0], limit: 5).map(\.id) == [2, 1])
        try index.add([0, 0], id: 1)
        #expect(try index.search(near: [0, 0], limit: 5).map(\.id) == [1, 2])
        #expect(index.vector(id: 1) == [0, 0])
        index.repair()
        #expect(index.checkIntegrity().isSound)
        #expect(try index.search(near: [0, 0], limit: 5).map(\.id) == [1, 2])
    }

    @Test("when everything is removed the index is as new")
    func emptied() throws {
        var fixture = try HNSWFixture(count: 300, dimensions: 16, metric: .l2, seed: testSeed(22))
        for id in fixture.rows.keys { fixture.index.remove(id: id) }
        #expect(try fixture.index.search(near: fixture.vector(), limit: 3).isEmpty)
        fixture.index.repair()
        #expect(fixture.index.checkIntegrity().isSound)
        try fixture.index.add(fixture.centers[0], id: 9)
        #expect(try fixture.index.search(near: fixture.vector(), limit: 3).map(\.id) == [9])
    }

    @Test("searches, insertions, removals and repairs at the same time leave a sound index")
    func storm() throws {
        let seed = testSeed(23)
        let fixture = try HNSWFixture(count: 600, dimensions: 32, metric: .l2, seed: seed)
        let index = fixture.index
        let wrong = Atomic<Int>(0)
        ThreadPool(width: 4).parallelFor(4) { worker in
            var random = SeededGenerator(seed: seed &+ UInt64(worker))
            for round in 0..<150 {
                do {
                    switch worker {
                    case 0, 1:
                        let id = Int64(1_000 + worker * 1_000 + round)
                        try index.add(random.gaussianVector(32), id: id)
                        if round % 3 == 0 { index.remove(id: id - 2) }
                    case 2:
                        let found = try index.search(near: random.gaussianVector(32), limit: 10)
                        if found.count != 10 || Set(found.map(\.id)).count != 10 { wrong.add(1, ordering: .relaxed) }
                    default:
                        index.remove(id: Int64(round))
                        if round % 30 == 29 { index.repair(threads: 1) }
                    }
                } catch { wrong.add(1, ordering: .relaxed) }
            }
        }
        #expect(wrong.load(ordering: .relaxed) == 0, "seed \(seed)")
        index.repair()
        index.connectUnreachable()
        let report = index.checkIntegrity()
        #expect(report.isSound, "seed \(seed): \(report.problems)")
        #expect(report.nodes == index.count)
    }

    @Test("a build that is cancelled adds nothing")
    func cancelled() throws {
        var random = SeededGenerator(seed: testSeed(24))
        let index = try HNSWIndex(dimensions: 8)
        let vectors = (0..<500).flatMap { _ in random.gaussianVector(8) }
        #expect(throws: VecDBError.self) {
            try index.add(vectors, ids: (0..<500).map { $0 }, progress: { $0 < 200 })
        }
        #expect(index.count == 0)
        index.repair()
        #expect(index.checkIntegrity().isSound)
    }
}
