import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

/// Indexes that change for long, and searches with every filter: small forms of what `VECDB_SOAK=1` does at length.
@Suite struct IndexChurnTests {
    private struct Rows {
        var random: SeededGenerator
        let centers: [[Float]]
        var live: [Int64: (row: [Float], group: Int)] = [:]
        var nextID: Int64 = 0

        init(_ seed: UInt64, groups: Int) {
            random = SeededGenerator(seed: seed)
            var centers: [[Float]] = []
            for _ in 0..<groups { centers.append(random.gaussianVector(32).map { $0 * 8 }) }
            self.centers = centers
        }

        mutating func fresh(_ group: Int) -> (Int64, [Float]) {
            let row = centers[group].map { $0 + Float(random.nextGaussian()) }
            defer { nextID += 1 }
            live[nextID] = (row, group)
            return (nextID, row)
        }
    }

    private func recall(_ index: HNSWIndex, _ rows: Rows, _ queries: Int) throws -> Double {
        var random = SeededGenerator(seed: 77)
        let truth = try FlatIndex(dimensions: 32, metric: .l2)
        let ids = rows.live.keys.sorted()
        try truth.add(ids.flatMap { rows.live[$0]?.row ?? [] }, ids: ids)
        var hits = 0
        for _ in 0..<queries {
            guard let id = ids.randomElement(using: &random), let row = rows.live[id]?.row else { continue }
            let query = row.map { $0 + 0.3 * Float(random.nextGaussian()) }
            let limit = try truth.search(near: query, limit: 10).last?.distance ?? 0
            hits += try index.search(near: query, limit: 10, efSearch: 40).count { $0.distance <= limit * 1.00001 }
        }
        return Double(hits) / Double(queries * 10)
    }

    private func pageBytes(_ index: HNSWIndex) throws -> Int {
        try index.capturePages(all: true).pages.reduce(0) { $0 + $1.bytes.count }
    }

    @Test(
        "ten rounds of 30 % removed and added, by rows or by whole groups, leave recall and size",
        arguments: [true, false])
    func rounds(byGroups: Bool) throws {
        let seed = testSeed(920)
        let (groups, size) = isSoak ? (100, 200) : (20, 60)
        var rows = Rows(seed, groups: groups)
        let index = try HNSWIndex(dimensions: 32, metric: .l2)
        for group in 0..<groups {
            for _ in 0..<size {
                let (id, row) = rows.fresh(group)
                try index.add(row, id: id)
            }
        }
        for _ in 0..<10 {
            let gone: [Int64]
            if byGroups {
                let picked = Set((0..<groups).shuffled(using: &rows.random).prefix(groups * 3 / 10))
                gone = rows.live.filter { picked.contains($0.value.group) }.map(\.key).sorted()
            } else {
                gone = Array(rows.live.keys.sorted().shuffled(using: &rows.random).prefix(rows.live.count * 3 / 10))
            }
            let groupsGone = gone.compactMap { rows.live[$0]?.group }
            for id in gone {
                index.remove(id: id)
                rows.live[id] = nil
            }
            index.repair(threads: 1)
            for group in groupsGone {
                let (id, row) = rows.fresh(group)
                try index.add(row, id: id)
            }
        }
        let fresh = try HNSWIndex(dimensions: 32, metric: .l2)
        let ids = rows.live.keys.sorted()
        try fresh.add(ids.flatMap { rows.live[$0]?.row ?? [] }, ids: ids, threads: 1)
        let queries = isSoak ? 1_000 : 200
        let recalls = try (recall(index, rows, queries), recall(fresh, rows, queries))
        #expect(recalls.0 >= recalls.1 - 0.01, "seed \(seed): \(recalls)")
        let bytes = try (pageBytes(index), pageBytes(fresh))
        #expect(bytes.0 * 10 <= bytes.1 * 11, "seed \(seed): \(bytes)")
        #expect(index.checkIntegrity().isSound && index.count == rows.live.count)
    }

    @Test("the entry point is removed a hundred times, and all others are still found")
    func entries() throws {
        let seed = testSeed(921)
        var rows = Rows(seed, groups: 12)
        let index = try HNSWIndex(dimensions: 32, metric: .l2)
        for place in 0..<(isSoak ? 20_000 : 900) {
            let (id, row) = rows.fresh(place * 12 / (isSoak ? 20_000 : 900))
            try index.add(row, id: id)
        }
        for _ in 0..<100 {
            let entry = index.graph.view.id(HNSWEntry.slot(index.graph.entry.load(ordering: .acquiring)))
            #expect(index.remove(id: entry))
            rows.live[entry] = nil
            index.repair(threads: 1)
        }
        #expect(index.checkIntegrity().isSound)
        var lost = 0
        for (id, row) in rows.live where try index.search(near: row.row, limit: 1).first?.id != id { lost += 1 }
        #expect(lost * 200 <= rows.live.count, "seed \(seed): \(lost) of \(rows.live.count)")
    }

    @Test("a filtered search gives as many rows as match, up to the limit, in every index")
    func filters() throws {
        let seed = testSeed(922)
        var rows = Rows(seed, groups: 15)
        let count = isSoak ? 20_000 : 1_500
        for place in 0..<count { _ = rows.fresh(place * 15 / count) }
        let ids = rows.live.keys.sorted()
        let all = ids.flatMap { rows.live[$0]?.row ?? [] }
        let graph = try HNSWIndex(dimensions: 32, metric: .l2)
        let lists = try IVFFlatIndex(dimensions: 32, metric: .l2, lists: 20)
        let flat = try FlatIndex(dimensions: 32, metric: .l2)
        try graph.add(all, ids: ids)
        try lists.add(all, ids: ids)
        try lists.train()
        try flat.add(all, ids: ids)
        // Some are gone, and their links still there.
        for id in ids where id % 11 == 5 {
            graph.remove(id: id)
            lists.remove(id: id)
            _ = flat.remove(id: id)
            rows.live[id] = nil
        }
        let live = rows.live.keys.sorted()
        for round in 0..<(isSoak ? 10_000 : 150) {
            let share = pow(10, Double.random(in: -3.5...0, using: &rows.random))
            let passing: [Int64]
            if round % 3 == 0 {
                // A group, as tenants are.
                let group = Int.random(in: 0..<15, using: &rows.random)
                passing = live.filter { rows.live[$0]?.group == group }
            } else {
                var random = rows.random
                passing = live.filter { _ in Double.random(in: 0..<1, using: &random) < share }
                rows.random = random
            }
            let limit = [1, 5, 10, 100, 5_000].randomElement(using: &rows.random) ?? 10
            let query = rows.live[live[Int.random(in: 0..<live.count, using: &rows.random)]]?.row ?? []
            let set = RowSet(passing)
            let wanted = min(limit, passing.count)
            let members = Set(passing)
            let isWhole = { (found: [Neighbor]) in
                found.count == wanted && Set(found.map(\.id)).count == wanted
                    && found.allSatisfy { members.contains($0.id) }
            }
            let what = "seed \(seed), round \(round): \(passing.count) match, limit \(limit)"
            #expect(isWhole(try graph.search(near: query, limit: limit, filter: graph.filter(set))), "\(what)")
            #expect(isWhole(try lists.search(near: query, limit: limit, filter: lists.filter(set))), "\(what)")
            #expect(isWhole(try flat.search(near: query, limit: limit, among: set)), "\(what)")
            let byPredicate = SearchFilter.ids { members.contains($0) }
            #expect(isWhole(try graph.search(near: query, limit: limit, filter: byPredicate)), "\(what)")
        }
    }

    @Test("limits, widths and probes at the ends of their range end nothing")
    func extremes() throws {
        var random = SeededGenerator(seed: testSeed(923))
        let rows = (0..<200).map { _ in random.gaussianVector(8) }
        let ids = (0..<Int64(200)).map { $0 }
        let graph = try HNSWIndex(dimensions: 8, metric: .l2)
        let lists = try IVFFlatIndex(dimensions: 8, metric: .l2, lists: 4)
        let flat = try FlatIndex(dimensions: 8, metric: .l2)
        try graph.add(rows.flatMap { $0 }, ids: ids)
        try lists.add(rows.flatMap { $0 }, ids: ids)
        try lists.train()
        try flat.add(rows.flatMap { $0 }, ids: ids)
        let numbers = [Int.min, -1, 0, 1, 7, 1 << 32, 1 << 61, .max]
        for limit in numbers {
            let wanted = max(0, min(limit, 200))
            #expect(try flat.search(near: rows[0], limit: limit).count == wanted)
            for effort in numbers {
                #expect(try graph.search(near: rows[0], limit: limit, efSearch: effort).count == wanted)
                let filter = graph.filter(RowSet(ids))
                #expect(try graph.search(near: rows[0], limit: limit, efSearch: effort, filter: filter).count == wanted)
                #expect(try lists.search(near: rows[0], limit: limit, probes: effort).count <= wanted)
                let few = lists.filter(RowSet([3]))
                #expect(try lists.search(near: rows[0], limit: limit, probes: effort, filter: few).count <= 1)
            }
            let cursor = try graph.cursor(near: rows[0], efSearch: limit)
            var given = 0
            while cursor.next() != nil { given += 1 }
            #expect(given == 200)
        }
    }
}
