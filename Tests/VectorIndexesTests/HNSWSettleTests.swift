import Synchronization
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct HNSWSettleTests {
    @Test("vectors that were put are found at once, settled or not", arguments: [(DistanceMetric.l2, 40), (.l1, 6)])
    func found(metric: DistanceMetric, dimensions: Int) throws {
        let seed = testSeed(41)
        var fixture = try HNSWFixture(count: 1_100, dimensions: dimensions, metric: metric, seed: seed)
        for id in Int64(2_000)..<2_300 {
            let vector = fixture.vector()
            fixture.rows[id] = vector
            try fixture.index.put(vector, id: id)
        }
        #expect(fixture.index.unsettledCount == 300 && fixture.index.count == 1_400)
        let unsettled = try fixture.recall(efSearch: 120)
        #expect(unsettled.mistake == nil && unsettled.recall >= 0.97, "seed \(seed): \(unsettled)")
        for id in Int64(2_000)..<2_300 {
            let nearest = try fixture.index.search(near: fixture.rows[id] ?? [], limit: 1, efSearch: 40)
            #expect(nearest.first?.distance ?? 1 <= 1e-4, "seed \(seed)")
        }
        try fixture.index.settle(ScanControl(threads: 2), limit: 100, vectors: nil, progress: nil)
        #expect(fixture.index.unsettledCount == 200)
        #expect(fixture.index.checkIntegrity().isSound)
        try fixture.index.settle(ScanControl(threads: 2), limit: nil, vectors: nil, progress: nil)
        #expect(fixture.index.unsettledCount == 0)
        let settled = try fixture.recall(efSearch: 120)
        #expect(settled.mistake == nil && settled.recall >= 0.97, "seed \(seed): \(settled)")
        #expect(fixture.index.checkIntegrity().isSound)
    }

    @Test("an index of unsettled vectors only answers exactly, by cursor and filter too")
    func onlyUnsettled() throws {
        var fixture = try HNSWFixture(count: 0, dimensions: 12, metric: .cosine, seed: testSeed(42))
        for id in Int64(0)..<200 {
            let vector = fixture.vector()
            fixture.rows[id] = vector
            try fixture.index.put(vector, id: id)
        }
        let query = fixture.vector()
        let truth = fixture.exact(query, limit: 200).map(\.id)
        #expect(try fixture.index.search(near: query, limit: 10).map(\.id) == Array(truth.prefix(10)))
        let cursor = try fixture.index.cursor(near: query, efSearch: 16)
        var streamed: [Int64] = []
        while let neighbor = cursor.next() { streamed.append(neighbor.id) }
        #expect(streamed == truth)
        let odd = SearchFilter.ids { $0 % 2 == 1 }
        #expect(
            try fixture.index.search(near: query, limit: 5, filter: odd).map(\.id)
                == Array(truth.filter { $0 % 2 == 1 }.prefix(5)))
        let set = fixture.index.filter(RowSet([3, 5, 8]))
        #expect(
            try fixture.index.search(near: query, limit: 5, filter: set).map(\.id)
                == truth.filter { [3, 5, 8].contains($0) })
        let excluding = fixture.index.filter(nil, excluding: [truth[0], truth[2]].sorted())
        #expect(try fixture.index.search(near: query, limit: 2, filter: excluding).map(\.id) == [truth[1], truth[3]])
        #expect(fixture.index.checkIntegrity().isSound)
    }

    @Test("settling that is cancelled can be resumed, and loses nothing")
    func resumed() throws {
        var fixture = try HNSWFixture(count: 600, dimensions: 8, metric: .l2, seed: testSeed(43))
        for id in Int64(600)..<1_400 { try fixture.index.put(fixture.vector(), id: id) }
        let asked = Atomic<Int>(0)
        let control = ScanControl(threads: 2) { asked.add(1, ordering: .relaxed).newValue > 3 }
        #expect(throws: VecDBError.self) {
            try fixture.index.settle(control, limit: nil, vectors: nil, progress: nil)
        }
        let left = fixture.index.unsettledCount
        #expect(left > 0 && left < 800 && fixture.index.count == 1_400)
        #expect(fixture.index.checkIntegrity().isSound)
        try fixture.index.settle(ScanControl(threads: 2), limit: nil, vectors: nil, progress: nil)
        #expect(fixture.index.unsettledCount == 0 && fixture.index.checkIntegrity().isSound)
    }

    @Test("random histories of put, remove, settle, repair and reload answer as brute force does")
    func histories() throws {
        for round in 0..<6 {
            let seed = testSeed(50) &+ UInt64(round)
            let metric: DistanceMetric = [.l2, .cosine, .innerProduct, .l1, .l2, .cosine][round]
            var fixture = try HNSWFixture(
                count: round % 2 == 0 ? 1_030 : 40, dimensions: [40, 33, 48, 7, 5, 64][round], metric: metric,
                seed: seed)
            var index = fixture.index
            let control = ScanControl(threads: 2)
            for step in 0..<60 {
                let id = Int64.random(in: 0..<1_200, using: &fixture.random)
                switch Int.random(in: 0..<12, using: &fixture.random) {
                case 0...5:
                    for id in id..<id + Int64.random(in: 1...20, using: &fixture.random) {
                        fixture.rows[id] = fixture.vector()
                        try index.put(fixture.rows[id] ?? [], id: id)
                    }
                case 6, 7:
                    for id in id..<id + 15 {
                        #expect(index.remove(id: id) == (fixture.rows.removeValue(forKey: id) != nil))
                    }
                case 8: try index.settle(control, limit: 30, vectors: nil, progress: nil)
                case 9: try index.settle(control, limit: nil, vectors: nil, progress: nil)
                case 10: try index.repair(control)
                default:
                    let read = try HNSWIndex(pages: MemoryPages(index))
                    for (id, row) in fixture.rows { try read.attach(row, id: id) }
                    #expect(read.hasVectors, "seed \(seed)")
                    index = read
                }
                #expect(index.count == fixture.rows.count, "seed \(seed), step \(step)")
                guard step % 6 == 5 else { continue }
                try check(index, &fixture, "seed \(seed), step \(step)")
            }
        }
    }

    private func check(_ index: HNSWIndex, _ fixture: inout HNSWFixture, _ place: String) throws {
        let report = index.checkIntegrity()
        #expect(report.isSound, "\(place): \(report.problems.prefix(3))")
        #expect(index.allIDs() == fixture.rows.keys.sorted(), "\(place)")
        let query = fixture.vector()
        let truth = fixture.exact(query, limit: 10)
        let control = ScanControl(threads: 1)
        let exact = try index.withStorage(of: query) {
            try index.exact(stored: $0, limit: 10, among: nil, vectors: nil, control: control)
        }
        #expect(
            zip(exact, truth).allSatisfy { abs($0.distance - $1.distance) <= 1e-4 * max(1, abs($1.distance)) },
            "\(place)")
        #expect(exact.count == truth.count, "\(place)")
        let some = RowSet(fixture.rows.keys.filter { $0 % 3 == 0 })
        let among = try index.withStorage(of: query) {
            try index.exact(stored: $0, limit: 10, among: some, vectors: nil, control: control)
        }
        let amongTruth = fixture.exact(query, limit: 10) { $0 % 3 == 0 }
        #expect(
            zip(among, amongTruth).allSatisfy { abs($0.distance - $1.distance) <= 1e-4 * max(1, abs($1.distance)) },
            "\(place)")
        #expect(among.count == amongTruth.count, "\(place)")
        let found = try index.search(near: query, limit: 10, efSearch: 400)
        #expect(found.count == truth.count, "\(place)")
        let hits = Set(found.map(\.id)).intersection(truth.map(\.id)).count
        #expect(hits >= truth.count - 2, "\(place)")
    }

    @Test("searches miss no vector while others are put, settled, removed and captured")
    func storm() throws {
        let seed = testSeed(44)
        let fixture = try HNSWFixture(count: 1_100, dimensions: 32, metric: .l2, seed: seed)
        let index = fixture.index
        let fixed = fixture.rows
        let problems = ConditionLock<[String]>([])
        let isDone = Atomic<Bool>(false)
        ThreadPool(width: 5).parallelFor(5) { worker in
            var random = SeededGenerator(seed: seed &+ UInt64(worker))
            func attempt(_ body: () throws -> Void) {
                do { try body() } catch { problems.withLock { $0.append("\(error)") } }
            }
            switch worker {
            case 0:
                for round in Int64(0)..<400 {
                    attempt {
                        let vector = random.gaussianVector(32)
                        try index.put(vector, id: 2_000 + round)
                        let nearest = try index.search(near: vector, limit: 1, efSearch: 20)
                        if nearest.first?.id != 2_000 + round { problems.withLock { $0.append("lost \(round)") } }
                        if round % 3 == 0 { index.remove(id: 2_000 + round) }
                    }
                }
                isDone.store(true, ordering: .releasing)
            case 1:
                while !isDone.load(ordering: .acquiring) {
                    attempt { try index.settle(ScanControl(threads: 1), limit: nil, vectors: nil, progress: nil) }
                }
            case 2:
                while !isDone.load(ordering: .acquiring) {
                    attempt {
                        _ = try index.capturePages(all: false)
                        try index.repair(ScanControl(threads: 1))
                    }
                }
            default:
                while !isDone.load(ordering: .acquiring) {
                    attempt {
                        let id = Int64.random(in: 0..<1_100, using: &random)
                        let nearest = try index.search(near: fixed[id] ?? [], limit: 10, efSearch: 40)
                        if nearest.first?.id != id { problems.withLock { $0.append("missed \(id)") } }
                        if Set(nearest.map(\.id)).count != 10 { problems.withLock { $0.append("double") } }
                    }
                }
            }
        }
        let seen = problems.withLock { $0 }
        // A graph may lose a node for the moment in which links are exchanged; more than a few are a mistake.
        #expect(seen.count <= 5, "seed \(seed): \(seen.prefix(5))")
        try index.settle(ScanControl(threads: 2), limit: nil, vectors: nil, progress: nil)
        try index.repair(ScanControl(threads: 2))
        index.connectUnreachable()
        let report = index.checkIntegrity()
        #expect(report.isSound && report.nodes == index.count, "seed \(seed): \(report.problems.prefix(3))")
    }
}
