import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct IVFFlatChangeTests {
    @Test(
        "random histories of additions, replacements, removals and repairs leave what a dictionary would",
        arguments: [DistanceMetric.l2, .cosine], [10, 40])
    func histories(metric: DistanceMetric, dimensions: Int) throws {
        let seed = testSeed(71)
        var fixture = try IVFFlatFixture(count: 1_100, dimensions: dimensions, metric: metric, seed: seed)
        for step in 0..<60 {
            switch Int.random(in: 0..<10, using: &fixture.random) {
            case 0..<4:
                let first = Int64.random(in: 0..<1_500, using: &fixture.random)
                try fixture.add(first..<(first + Int64.random(in: 1...40, using: &fixture.random)))
            case 4..<8:
                for _ in 0..<30 {
                    let id = Int64.random(in: 0..<1_500, using: &fixture.random)
                    let isThere = fixture.rows[id] != nil
                    #expect(fixture.remove(id) == isThere, "seed \(seed)")
                }
            case 8:
                let vector = fixture.vector()
                try vector.withUnsafeBytes { try fixture.index.put($0, id: 2_000 + Int64(step)) }
                fixture.rows[2_000 + Int64(step)] = vector
            default: try fixture.index.repair()
            }
            guard step % 6 == 5 else { continue }
            let report = fixture.index.checkIntegrity()
            #expect(report.isSound, "seed \(seed): \(report.problems)")
            #expect(fixture.index.count == fixture.rows.count)
            let (recall, mistake) = try fixture.recall(probes: 12, queries: 2)
            #expect(mistake == nil && recall > 0.98, "seed \(seed)")
        }
        #expect(fixture.index.allIDs() == fixture.rows.keys.sorted())
        try fixture.index.settle(ScanControl())
        try fixture.index.repair()
        #expect(fixture.index.deadCount == 0 && fixture.index.checkIntegrity().nodes == fixture.rows.count)
        for (id, row) in fixture.rows.prefix(50) { #expect(fixture.index.vector(id: id) == row) }
        #expect(fixture.index.vector(id: -5) == nil)
    }

    @Test("an unsettled vector is found, and settling a few at a time comes to an end")
    func settling() throws {
        let seed = testSeed(72)
        var fixture = try IVFFlatFixture(count: 1_100, dimensions: 36, metric: .innerProduct, seed: seed)
        for id in Int64(1_100)..<1_400 {
            let vector = fixture.vector()
            try vector.withUnsafeBytes { try fixture.index.put($0, id: id) }
            fixture.rows[id] = vector
        }
        #expect(fixture.index.pendingCount == 300)
        let (_, mistake) = try fixture.recall(probes: 12)
        #expect(mistake == nil, "seed \(seed)")
        while fixture.index.pendingCount > 0 {
            let before = fixture.index.pendingCount
            try fixture.index.settle(ScanControl(), atMost: 70)
            #expect(fixture.index.pendingCount == max(0, before - 70))
        }
        #expect(fixture.index.checkIntegrity().isSound)
        let (recall, after) = try fixture.recall(probes: 12)
        #expect(after == nil && recall > 0.98, "seed \(seed)")
    }

    @Test("the space of removed vectors is used again")
    func reuse() throws {
        var fixture = try IVFFlatFixture(count: 1_000, dimensions: 8, metric: .l2, seed: testSeed(73))
        let before = fixture.index.memoryUse
        for _ in 0..<5 {
            for id in Int64(0)..<1_000 { _ = fixture.remove(id) }
            try fixture.index.repair()
            try fixture.add(0..<1_000)
        }
        #expect(fixture.index.memoryUse == before && fixture.index.slots.used.load(ordering: .relaxed) <= 2_000)
    }

    @Test("a cursor gives each row once while rows are added, settled, removed and repaired")
    func cursorBesideChanges() throws {
        let seed = testSeed(74)
        var fixture = try IVFFlatFixture(count: 1_200, dimensions: 40, metric: .l2, seed: seed)
        for id in Int64(1_200)..<1_300 {
            let vector = fixture.vector()
            try vector.withUnsafeBytes { try fixture.index.put($0, id: id) }
        }
        let cursor = try fixture.index.cursor(near: fixture.vector(), probes: 2)
        var ids: [Int64] = []
        for step in 0..<1_300 {
            guard let neighbor = try cursor.next() else { break }
            ids.append(neighbor.id)
            if step == 50 { try fixture.index.settle(ScanControl()) }
            if step % 100 == 7 { try fixture.add(Int64(5_000 + step)..<Int64(5_000 + step + 10)) }
            if step % 200 == 150 {
                // Replaces a row that has come: its new version must not come again.
                try fixture.add(ids[step / 2]..<(ids[step / 2] + 1))
                try fixture.index.repair()
            }
        }
        #expect(Set(ids).count == ids.count && ids.allSatisfy { $0 < 1_300 }, "seed \(seed)")
        #expect(ids.count >= 1_290, "seed \(seed)")
    }

    @Test("searches run beside additions, removals, settling and repairs")
    func concurrency() throws {
        let seed = testSeed(75)
        let fixture = try IVFFlatFixture(count: 1_500, dimensions: 32, metric: .cosine, seed: seed)
        let index = fixture.index
        let rows = fixture.rows
        let failures = ConditionLock<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { worker in
            var random = SeededGenerator(seed: seed &+ UInt64(worker))
            do {
                for round in 0..<60 {
                    switch worker {
                    case 0, 1:
                        let id = Int64(10_000 * (worker + 1) + Int.random(in: 0..<200, using: &random))
                        if round % 3 == 2 {
                            index.remove(id: id)
                        } else {
                            try random.gaussianVector(32).withUnsafeBytes { try index.put($0, id: id) }
                        }
                    case 2:
                        try index.settle(ScanControl(threads: 2))
                        if round % 10 == 9 { try index.repair() }
                    case 3:
                        let cursor = try index.cursor(near: random.gaussianVector(32), probes: 2)
                        var seen: Set<Int64> = []
                        while let neighbor = try cursor.next(), seen.count < 300 {
                            if !seen.insert(neighbor.id).inserted { failures.withLock { $0.append("twice") } }
                        }
                    default:
                        let id = Int64.random(in: 0..<1_500, using: &random)
                        guard let query = rows[id] else { continue }
                        let found = try index.search(near: query, limit: 5, probes: 12)
                        if !found.contains(where: { $0.id == id }) {
                            failures.withLock { $0.append("row \(id) was not found") }
                        }
                        if round % 8 == 0 {
                            let filter = index.filter(RowSet([id, id + 1]))
                            let few = try index.search(near: [query, query], limit: 5, probes: 2, filter: filter)
                            if few.contains(where: { $0.contains { $0.id != id && $0.id != id + 1 } }) {
                                failures.withLock { $0.append("the filter let others through") }
                            }
                        }
                    }
                }
            } catch { failures.withLock { $0.append("\(error)") } }
        }
        #expect(failures.withLock { $0 } == [], "seed \(seed)")
        let report = index.checkIntegrity()
        #expect(report.isSound, "seed \(seed): \(report.problems)")
    }
}
