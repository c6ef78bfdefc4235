import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

/// Filters and data that are hard on a graph.
@Suite struct HNSWDataTests {
    /// Searches among rows chosen by how far they are from the query; nil when all is well.
    private func mistake(
        _ fixture: inout HNSWFixture, share: Double, farthest: Bool, isPredicate: Bool
    ) throws -> String? {
        var (hits, wanted) = (0, 0)
        for _ in 0..<6 {
            let query = fixture.vector()
            let all = fixture.exact(query, limit: .max)
            let count = max(1, Int(Double(all.count) * share))
            let matches = Set((farthest ? all.suffix(count) : all.prefix(count)).map(\.id))
            let filter =
                isPredicate ? SearchFilter.ids { matches.contains($0) } : fixture.index.filter(RowSet(matches))
            let found = try fixture.index.search(near: query, limit: 10, efSearch: 40, filter: filter)
            let truth = all.filter { matches.contains($0.id) }.prefix(10)
            guard found.count == truth.count else { return "\(found.count) rows of \(truth.count)" }
            guard found.allSatisfy({ matches.contains($0.id) }) else { return "a row that does not match" }
            wanted += truth.count
            hits += Set(truth.map(\.id)).intersection(found.map(\.id)).count
        }
        return hits * 20 >= wanted * 19 ? nil : "recall \(Double(hits) / Double(wanted))"
    }

    @Test(
        "a filter that has to do with the distance gives as many rows as match, and the right ones",
        arguments: [0.5, 0.1, 0.01, 0.001], [true, false])
    func correlated(share: Double, farthest: Bool) throws {
        let seed = testSeed(71)
        var fixture = try HNSWFixture(count: 2_400, dimensions: 34, metric: .l2, seed: seed)
        for isPredicate in [true, false] {
            let mistake = try mistake(&fixture, share: share, farthest: farthest, isPredicate: isPredicate)
            #expect(mistake == nil, "seed \(seed), predicate \(isPredicate)")
        }
    }

    @Test("where everything near the query was removed, a search finds what is behind")
    func removedTogether() throws {
        let seed = testSeed(72)
        var fixture = try HNSWFixture(count: 1_500, dimensions: 36, metric: .cosine, seed: seed)
        for round in 0..<4 {
            let query = fixture.vector()
            for neighbor in fixture.exact(query, limit: 150) {
                fixture.index.remove(id: neighbor.id)
                fixture.rows[neighbor.id] = nil
            }
            let found = try fixture.index.search(near: query, limit: 10, efSearch: 30)
            let truth = Set(fixture.exact(query, limit: 10).map(\.id))
            #expect(found.count == 10, "seed \(seed), round \(round)")
            #expect(truth.intersection(found.map(\.id)).count >= 8, "seed \(seed), round \(round)")
            let (recall, mistake) = try fixture.recall(efSearch: 60)
            #expect(mistake == nil && recall >= 0.93, "seed \(seed): \(mistake ?? "recall \(recall)")")
        }
    }

    @Test("vectors of zeros come last by cosine, and spoil nothing", arguments: [6, 48])
    func zeros(dimensions: Int) throws {
        let seed = testSeed(73)
        var fixture = try HNSWFixture(count: 0, dimensions: dimensions, metric: .cosine, seed: seed)
        var vectors: [Float] = []
        for id in Int64(0)..<1_500 {
            let vector = id % 4 == 0 ? [Float](repeating: 0, count: dimensions) : fixture.vector()
            vectors += vector
            if id % 4 != 0 { fixture.rows[id] = vector }
        }
        try fixture.index.add(vectors, ids: (0..<1_500).map(Int64.init), threads: 2)
        let (recall, mistake) = try fixture.recall(efSearch: 60)
        #expect(mistake == nil && recall >= 0.93, "seed \(seed): \(mistake ?? "recall \(recall)")")
        #expect(fixture.index.checkIntegrity().problemCount == 0)
        let all = try fixture.index.search(near: fixture.vector(), limit: 1_500, efSearch: 1_500)
        #expect(all.count == 1_500)
        #expect(all.prefix(1_125).allSatisfy { $0.id % 4 != 0 && !$0.distance.isNaN })
        #expect(all.suffix(375).allSatisfy { $0.distance.isNaN })
        #expect(try fixture.index.search(near: [Float](repeating: 0, count: dimensions), limit: 5).count == 5)
    }

    @Test(
        "vectors of very different lengths, and many copies, are found as well",
        arguments: [DistanceMetric.l2, .innerProduct])
    func lengths(metric: DistanceMetric) throws {
        let seed = testSeed(74)
        var fixture = try HNSWFixture(count: 0, dimensions: 40, metric: metric, seed: seed)
        var vectors: [Float] = []
        for id in Int64(0)..<1_600 {
            let copied = Int64.random(in: 0..<max(1, id), using: &fixture.random)
            let factor = Float(exactly: 1 << (id % 3)) ?? 1
            let vector = id % 5 == 4 ? fixture.rows[copied] ?? [] : fixture.vector().map { $0 * factor }
            vectors += vector
            fixture.rows[id] = vector
        }
        try fixture.index.add(vectors, ids: (0..<1_600).map(Int64.init), threads: 2)
        #expect(fixture.index.checkIntegrity().problemCount == 0)
        var (hits, wanted) = (0, 0)
        for _ in 0..<15 {
            let query = fixture.vector()
            let found = try fixture.index.search(near: query, limit: 10, efSearch: 80)
            guard let limit = fixture.exact(query, limit: 10).last?.distance else { continue }
            wanted += 10
            hits += found.count { $0.distance <= limit + abs(limit) * 1e-5 }
        }
        #expect(hits * 100 >= wanted * 93, "seed \(seed): \(hits) of \(wanted)")
    }

    @Test("threads that build together leave a sound graph, as good as one thread's")
    func threads() throws {
        let seed = testSeed(75)
        var alone = try HNSWFixture(count: 1_500, dimensions: 32, metric: .l2, seed: seed, threads: 1)
        var together = try HNSWFixture(count: 1_500, dimensions: 32, metric: .l2, seed: seed, threads: 4)
        #expect(together.index.checkIntegrity().problemCount == 0)
        let recalls = try (alone.recall(efSearch: 40).recall, together.recall(efSearch: 40).recall)
        #expect(recalls.1 >= recalls.0 - 0.03 && recalls.1 >= 0.9, "seed \(seed): \(recalls)")
    }

    @Test("searches on codes find as much as searches on the vectors, at small widths too")
    func widths() throws {
        let seed = testSeed(76)
        // Float vectors of 31 elements have no codes; with a zero behind them they have.
        var random = SeededGenerator(seed: seed)
        let centers = (0..<20).map { _ in random.gaussianVector(31) }
        let rows = (0..<1_600).map { _ -> [Float] in
            let center = centers[Int.random(in: 0..<20, using: &random)]
            return center.map { $0 + 0.3 * Float(random.nextGaussian()) }
        }
        let plain = try HNSWIndex(dimensions: 31, metric: .l2, m: 8, efConstruction: 48)
        let coded = try HNSWIndex(dimensions: 32, metric: .l2, m: 8, efConstruction: 48)
        try plain.add(rows.flatMap { $0 }, ids: (0..<1_600).map(Int64.init), threads: 1)
        try coded.add(rows.flatMap { $0 + [0] }, ids: (0..<1_600).map(Int64.init), threads: 1)
        #expect(coded.usesCodes && !plain.usesCodes)
        for ef in [10, 20] {
            var (found, foundByCodes) = (0, 0)
            for place in stride(from: 0, to: 1_600, by: 16) {
                let query = rows[place].map { $0 + 0.05 }
                let truth = Set(try plain.search(near: query, limit: 10, efSearch: 400).map(\.id))
                found += truth.intersection(try plain.search(near: query, limit: 10, efSearch: ef).map(\.id)).count
                foundByCodes +=
                    truth.intersection(
                        try coded.search(near: query + [0], limit: 10, efSearch: ef).map(\.id)
                    ).count
            }
            #expect(foundByCodes >= found - 10, "seed \(seed), ef \(ef): \(foundByCodes) instead of \(found)")
        }
    }

    @Test("searches that begin at several nodes miss fewer clusters, and a loaded index does so again")
    func entries() throws {
        let seed = testSeed(77)
        var random = SeededGenerator(seed: seed)
        let centers = (0..<120).map { _ in random.gaussianVector(32).map { $0 * 6 } }
        let rows = (0..<2_400).map { place in
            centers[place % 120].map { $0 + 0.4 * Float(random.nextGaussian()) }
        }
        let index = try HNSWIndex(dimensions: 32, metric: .l2, m: 6, efConstruction: 24)
        try index.add(rows.flatMap { $0 }, ids: (0..<2_400).map(Int64.init), threads: 1)
        var found = [1: 0, 4: 0, 8: 0]
        for width in [1, 4, 8] {
            index.coding.entryWidth = width
            for place in stride(from: 0, to: 2_400, by: 12) {
                let nearest = try index.search(near: rows[place], limit: 1, efSearch: 10)
                if nearest.first?.id == Int64(place) { found[width, default: 0] += 1 }
            }
        }
        let (one, four, eight) = (found[1, default: 0], found[4, default: 0], found[8, default: 0])
        #expect(four >= one && eight >= four && eight >= 195, "seed \(seed): \(found)")
        #expect(try HNSWIndex(pages: MemoryPages(index)).coding.entryWidth == 8)
    }
}
