import Synchronization
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite("Every vector of an HNSW index can be reached")
struct HNSWReachTests {
    @Test("after any changes, the pages of an index hold a graph without vectors out of reach", arguments: [2, 3, 8])
    func histories(m: Int) throws {
        for round in UInt64(0)..<8 {
            let seed = testSeed(90) &+ round
            var fixture = try HNSWFixture(
                count: 300, dimensions: 6, metric: round % 2 == 0 ? .l2 : .cosine, seed: seed, m: m,
                spread: round % 3 == 0 ? 0.05 : 0.6)
            let index = fixture.index
            let control = ScanControl(threads: 2)
            var next: Int64 = 300
            for step in 0..<60 {
                let ids = index.allIDs()
                switch Int.random(in: 0..<8, using: &fixture.random) {
                case 0...2:
                    for _ in 0..<Int.random(in: 1...60, using: &fixture.random) {
                        try index.put(fixture.vector(), id: next)
                        next += 1
                    }
                case 3, 4:
                    // Neighbours of each other, so that whole regions consist of removed ones.
                    let near = try index.search(near: fixture.vector(), limit: 40, efSearch: 80)
                    for neighbor in near { index.remove(id: neighbor.id) }
                case 5:
                    for id in ids.shuffled(using: &fixture.random).prefix(20) {
                        try index.put(fixture.vector(), id: id)
                    }
                case 6: try index.settle(control, limit: 40, vectors: nil, progress: nil)
                default: if step % 3 == 0 { try index.repair(control) }
                }
                let read = try HNSWIndex(pages: MemoryPages(index))
                let report = read.checkAsIs()
                #expect(report.isSound, "seed \(seed), m \(m), step \(step): \(report.problems.prefix(3))")
            }
        }
    }

    @Test("pages captured while others link hold a graph without vectors out of reach")
    func captured() throws {
        let seed = testSeed(91)
        let fixture = try HNSWFixture(count: 600, dimensions: 6, metric: .l2, seed: seed, m: 2)
        let index = fixture.index
        let isDone = Atomic<Bool>(false)
        let problems = ConditionLock<[String]>([])
        ThreadPool(width: 2).parallelFor(2) { worker in
            var random = SeededGenerator(seed: seed &+ UInt64(worker))
            do {
                if worker == 0 {
                    for id in Int64(1_000)..<4_000 {
                        try index.put(random.gaussianVector(6), id: id)
                        if id % 40 == 0 {
                            try index.settle(ScanControl(threads: 1), limit: nil, vectors: nil, progress: nil)
                        }
                    }
                    isDone.store(true, ordering: .releasing)
                }
                while worker == 1, !isDone.load(ordering: .acquiring) {
                    let report = try HNSWIndex(pages: MemoryPages(index)).checkAsIs()
                    if !report.isSound { problems.withLock { $0.append("\(report.problems.prefix(3))") } }
                }
            } catch { problems.withLock { $0.append("\(error)") } }
        }
        let seen = problems.withLock { $0 }
        #expect(seen.isEmpty, "seed \(seed): \(seen.count) times, \(seen.prefix(2))")
    }

    @Test(
        "a search wide enough for all vectors finds what exact search finds, wherever it comes down", arguments: [2, 4])
    func wideSearches(m: Int) throws {
        for round in UInt64(0)..<6 {
            let seed = testSeed(92) &+ round
            var random = SeededGenerator(seed: seed)
            let index = try HNSWIndex(dimensions: 2, metric: .l1, m: m, efConstruction: 32, seed: seed)
            // Few places, so that many vectors are copies of each other.
            func place() -> [Float] { (0..<2).map { _ in Float(Int.random(in: 0..<8, using: &random)) } }
            for step in 0..<60 {
                for _ in 0..<20 {
                    try index.put(place(), id: Int64.random(in: 0..<300, using: &random))
                    index.remove(id: Int64.random(in: 0..<300, using: &random))
                }
                try index.settle(ScanControl(threads: 2), limit: nil, vectors: nil, progress: nil)
                if step % 5 == 4 { index.repair() }
                #expect(index.checkIntegrity().isSound, "seed \(seed), m \(m), step \(step)")
                let query = place()
                let limit = Int.random(in: 1...index.count, using: &random)
                let exact = try index.withStorage(of: query) {
                    try index.exact(
                        stored: $0, limit: limit, among: nil, vectors: nil, control: ScanControl(threads: 1))
                }.map(\.distance)
                let odd = SearchFilter.ids { $0 % 2 == 1 }
                let found = try index.search(near: query, limit: limit, efSearch: 1_000)
                #expect(found.map(\.distance) == exact, "seed \(seed), m \(m), step \(step)")
                let filtered = try index.search(near: query, limit: index.count, efSearch: 1_000, filter: odd)
                #expect(filtered.count == index.allIDs().count { $0 % 2 == 1 }, "seed \(seed), m \(m), step \(step)")
                let cursor = try index.cursor(near: query, efSearch: 10)
                var streamed = 0
                while cursor.next() != nil { streamed += 1 }
                #expect(streamed == index.count, "seed \(seed), m \(m), step \(step)")
            }
        }
    }
}
