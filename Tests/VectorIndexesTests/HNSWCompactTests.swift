import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct HNSWCompactTests {
    /// Reads the fixture's rows, as an engine reads those of a table.
    private func fetch(_ rows: [Int64: [Float]], _ index: HNSWIndex) -> VectorFetch {
        { id, body in
            guard let row = rows[id] else { return false }
            try index.withStorage(of: row) { body($0) }
            return true
        }
    }

    @Test(
        "an index without vectors reads those it compares exactly",
        arguments: [(DistanceMetric.cosine, VectorElement.float32), (.l2, .float16)])
    func compact(metric: DistanceMetric, element: VectorElement) throws {
        let seed = testSeed(61)
        var fixture = try HNSWFixture(count: 0, dimensions: 64, metric: metric, seed: seed)
        let index = try HNSWIndex(
            dimensions: 64, metric: metric, m: 8, efConstruction: 48, element: element, keepsVectors: false)
        let control = ScanControl(threads: 2)
        for id in Int64(0)..<4_200 {
            fixture.rows[id] = fixture.vector()
            try index.put(fixture.rows[id] ?? [], id: id)
            if id % 700 == 699 {
                try index.settle(control, limit: nil, vectors: fetch(fixture.rows, index), progress: nil)
            }
        }
        for id in Int64(100)..<200 { #expect(index.remove(id: id) && fixture.rows.removeValue(forKey: id) != nil) }
        #expect(index.usesCodes && !index.hasVectors)
        #expect(index.memoryUse < 4_200 * (64 + 64 + 50))
        var hits = 0
        for _ in 0..<20 {
            let query = fixture.vector()
            let truth = fixture.exact(query, limit: 10)
            let found = try index.withStorage(of: query) {
                try index.search(stored: $0, limit: 10, efSearch: 80, vectors: fetch(fixture.rows, index))
            }
            hits += Set(found.map(\.id)).intersection(truth.map(\.id)).count
            for neighbor in found {
                let exact = referenceDistance(fixture.rows[neighbor.id] ?? [], query, metric)
                #expect(abs(exact - neighbor.distance) <= 1e-3 * max(1, abs(exact)), "seed \(seed)")
            }
            // Without anybody to ask, distances are those of the codes.
            let estimated = try index.search(near: query, limit: 10, efSearch: 80)
            #expect(estimated.count == 10)
            let exact = try index.withStorage(of: query) {
                try index.exact(
                    stored: $0, limit: 10, among: nil, vectors: fetch(fixture.rows, index), control: control)
            }
            #expect(exact.map(\.id) == truth.map(\.id), "seed \(seed)")
        }
        #expect(hits >= 190, "seed \(seed): \(hits)")
        try index.repair(control)
        #expect(index.checkIntegrity().isSound)
        let read = try HNSWIndex(pages: MemoryPages(index), keepsVectors: false)
        #expect(read.count == 4_100 && read.checkIntegrity().isSound)
        try read.attach(fixture.rows[0] ?? [], id: 0)
        #expect(!read.hasVectors)
    }

    @Test("a loaded index answers while its vectors arrive, and what a reader has not is left out")
    func arriving() throws {
        let seed = testSeed(62)
        var fixture = try HNSWFixture(count: 1_500, dimensions: 48, metric: .l2, seed: seed)
        let index = try HNSWIndex(pages: MemoryPages(fixture.index))
        let rows = fixture.rows
        for part in 0..<5 {
            for id in Int64(0)..<1_500 where Int(id) % 5 == part {
                let query = fixture.vector()
                if id % 50 == 0 {
                    let own = try fixture.index.search(near: query, limit: 10)
                    let found = try index.withStorage(of: query) {
                        try index.search(stored: $0, limit: 10, efSearch: 40, vectors: fetch(rows, index))
                    }
                    #expect(found == own, "seed \(seed)")
                    let hidden = rows.filter { $0.key != own[0].id }
                    let without = try index.withStorage(of: query) {
                        try index.search(stored: $0, limit: 9, efSearch: 40, vectors: fetch(hidden, index))
                    }
                    if !index.graph.hasVector(index.identifiers.withLock { $0.slot(of: own[0].id) ?? 0 }) {
                        #expect(!without.contains { $0.id == own[0].id })
                    }
                }
                try index.attach(rows[id] ?? [], id: id)
            }
        }
        #expect(index.hasVectors && index.checkIntegrity().isSound)
    }

    @Test("a cursor reads vectors too, and gives every one once")
    func cursor() throws {
        var fixture = try HNSWFixture(count: 1_200, dimensions: 32, metric: .cosine, seed: testSeed(63))
        let index = try HNSWIndex(pages: MemoryPages(fixture.index))
        let query = fixture.vector()
        let cursor = try index.withStorage(of: query) {
            try index.neighbors(
                stored: $0, reach: SearchReach(effort: 50), filter: nil, vectors: fetch(fixture.rows, index))
        }
        var seen: Set<Int64> = []
        while let neighbor = try cursor.next() { #expect(seen.insert(neighbor.id).inserted) }
        #expect(seen.count == 1_200)
    }
}
