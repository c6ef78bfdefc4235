import TestSupport
import Testing
import VectorIndexes
import VectorTypes

@Suite("Branches of HNSW searches that are seldom taken")
struct HNSWBranchTests {
    @Test("a filter that hardly anything passes makes the walk give up and look at all")
    func scan() throws {
        let seed = testSeed(94)
        var random = SeededGenerator(seed: seed)
        let index = try HNSWIndex(dimensions: 4, metric: .l2, m: 8, efConstruction: 32, seed: seed)
        for id in Int64(0)..<4_000 { try index.put(random.gaussianVector(4), id: id) }
        try index.settle(ScanControl(threads: 2), limit: nil, vectors: nil, progress: nil)
        let rare = SearchFilter.ids { $0 % 1_000 == 7 }
        let isReached = try reaches(.scanInsteadOfWalk) { () throws in
            let found = try index.search(near: [0, 0, 0, 0], limit: 4, filter: rare)
            #expect(Set(found.map(\.id)) == [7, 1_007, 2_007, 3_007], "seed \(seed)")
        }
        #expect(isReached)
    }

    @Test("a walk that came down in a region without a way out goes on from the entry point")
    func entry() throws {
        let first = testSeed(95)
        let odd = SearchFilter.ids { $0 % 2 == 1 }
        let isReached = try reaches(.walkFromMissedEntry) { () throws in
            for seed in first..<(first + 8) {
                var random = SeededGenerator(seed: seed)
                let index = try HNSWIndex(dimensions: 2, metric: .l1, m: 2, efConstruction: 8, seed: seed)
                // Few places, so that copies of each other link to nothing else.
                func place() -> [Float] { (0..<2).map { _ in Float(Int.random(in: 0..<8, using: &random)) } }
                for step in 0..<40 {
                    for _ in 0..<20 {
                        try index.put(place(), id: Int64.random(in: 0..<300, using: &random))
                        index.remove(id: Int64.random(in: 0..<300, using: &random))
                    }
                    try index.settle(ScanControl(threads: 2), limit: nil, vectors: nil, progress: nil)
                    if step % 5 == 4 { index.repair() }
                    let cursor = try index.cursor(near: place(), efSearch: 10)
                    var streamed = 0
                    while cursor.next() != nil { streamed += 1 }
                    #expect(streamed == index.count, "seed \(seed), step \(step)")
                    let found = try index.search(near: place(), limit: index.count, efSearch: 1_000, filter: odd)
                    #expect(found.count == index.allIDs().count { $0 % 2 == 1 }, "seed \(seed), step \(step)")
                }
            }
        }
        #expect(isReached)
    }
}
