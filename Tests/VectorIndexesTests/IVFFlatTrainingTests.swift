import Foundation
import Synchronization
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct IVFFlatTrainingTests {
    @Test("every row is in the list of its nearest centre", arguments: [DistanceMetric.l2, .innerProduct, .cosine])
    func nearestList(metric: DistanceMetric) throws {
        let seed = testSeed(61)
        let fixture = try IVFFlatFixture(count: 900, dimensions: 24, metric: metric, seed: seed)
        let index = fixture.index
        guard let centers = index.centers else { throw VecDBError(.internalError, "no centres") }
        let values = (0..<12).map { Array(UnsafeBufferPointer(start: centers.floats + $0 * 24, count: 24)) }
        for (id, row) in fixture.rows {
            guard let slot = index.identifiers.withLock({ $0.slot(of: id) }) else { continue }
            let distances = values.map { referenceDistance(row, $0, metric) }
            let own = distances[index.slots.place(slot).list]
            #expect(own <= (distances.min() ?? 0) + 1e-4 * abs(own), "seed \(seed)")
        }
        if metric != .l2 {
            for center in values { #expect(abs(center.reduce(0) { $0 + $1 * $1 } - 1) < 1e-4) }
        }
    }

    @Test("the centres are the same whatever the number of threads")
    func deterministic() throws {
        let seed = testSeed(62)
        var random = SeededGenerator(seed: seed)
        let vectors = (0..<2_000).flatMap { _ in random.gaussianVector(16) }
        let runs = try [1, 2].map { threads -> [Float] in
            var rows = vectors
            return try rows.withUnsafeMutableBufferPointer { rows in
                guard let base = rows.baseAddress else { return [] }
                return try IVFFlatTraining(
                    rows: base, count: 2_000, dimensions: 16, isSpherical: false, lists: 30, seed: seed,
                    control: ScanControl(threads: threads)
                ).run()
            }
        }
        #expect(runs[0] == runs[1], "seed \(seed)")
    }

    @Test("k-means finds clusters that lie far apart, and no list of them is empty")
    func clusters() throws {
        let seed = testSeed(63)
        var random = SeededGenerator(seed: seed)
        let index = try IVFFlatIndex(dimensions: 8, metric: .l2, lists: 20, seed: seed)
        var rows: [Float] = []
        for id in 0..<1_000 {
            var row = random.gaussianVector(8).map { $0 * 0.1 }
            row[id % 8] += Float(id % 20) * 10 + 5
            rows += row
        }
        try index.add(rows, ids: (0..<1_000).map { $0 })
        try index.train()
        #expect(index.listSizes.allSatisfy { $0 > 0 }, "seed \(seed): \(index.listSizes)")
    }

    @Test("fewer rows than lists, equal rows, zero rows and no rows at all make an index that answers")
    func odd() throws {
        for metric in [DistanceMetric.l2, .innerProduct, .cosine] {
            for rows: [[Float]] in [
                [], [[1, 2, 3]], Array(repeating: [1, 2, 3], count: 40), Array(repeating: [0, 0, 0], count: 40),
                [[0, 0, 0], [1, 2, 3], [1, 1, 1]],
            ] {
                let index = try IVFFlatIndex(dimensions: 3, metric: metric, lists: 10)
                try index.add(rows.flatMap { $0 }, ids: rows.indices.map { Int64($0) })
                try index.train()
                #expect(try index.search(near: [3, 3, 3], limit: 100, probes: 10).count == rows.count)
                try index.add([5, 5, 5], id: 1_000)
                #expect(try index.search(near: [3, 3, 3], limit: 100, probes: 1).count == rows.count + 1)
                #expect(index.checkIntegrity().isSound)
            }
        }
        let bits = try IVFFlatIndex(dimensions: 10, metric: .hamming, lists: 7)
        try bits.add(bits: Array(repeating: [0xff, 0xc0], count: 20).flatMap { $0 }, ids: (0..<20).map { $0 })
        try bits.train()
        #expect(try bits.search(nearBits: [0, 0], limit: 30).map(\.distance) == Array(repeating: 10, count: 20))
    }

    @Test("each of a few different rows has a list of its own")
    func ownLists() throws {
        let index = try IVFFlatIndex(dimensions: 3, metric: .l2, lists: 3)
        try index.add([0, 0, 0, 1, 2, 3, 1, 1, 1], ids: [1, 2, 3])
        try index.train()
        #expect(index.listSizes == [1, 1, 1])
    }

    @Test("the centre of a list of bits has the bits of the majority")
    func majority() throws {
        let rows: [UInt8] = [0b1110_0000, 0b1100_0000, 0b1000_0000, 0b0000_0111, 0b0000_0011, 0b0000_0001]
        let index = try IVFFlatIndex(dimensions: 8, metric: .hamming, lists: 2)
        try index.add(bits: rows, ids: (0..<6).map { $0 })
        try index.train()
        let centers = (0..<2).compactMap { index.centers?.values.load(fromByteOffset: $0, as: UInt8.self) }
        #expect(centers.sorted() == [0b0000_0011, 0b1100_0000])
    }

    @Test("training from given vectors serves vectors that come later")
    func given() throws {
        let seed = testSeed(64)
        var fixture = try IVFFlatFixture(count: 0, dimensions: 32, metric: .cosine, seed: seed, isTrained: false)
        let sample = (0..<1_200).flatMap { _ in fixture.vector() }
        try fixture.index.train(sample)
        #expect(fixture.index.isTrained && fixture.index.count == 0 && fixture.index.usesCodes)
        try fixture.add(0..<1_000)
        #expect(fixture.index.pendingCount == 0)
        let (recall, mistake) = try fixture.recall()
        #expect(mistake == nil && recall >= 0.9, "seed \(seed)")
    }

    @Test("training can be cancelled, reports its progress, and can be done again after")
    func cancelled() throws {
        let fixture = try IVFFlatFixture(
            count: 1_000, dimensions: 16, metric: .l2, seed: testSeed(65), isTrained: false)
        let error = #expect(throws: VecDBError.self) { try fixture.index.train { $0 < 0.2 } }
        #expect(error?.sqlState == .queryCanceled)
        #expect(fixture.index.count == 1_000 && !fixture.index.isTrained)
        let last = ProgressLog()
        try fixture.index.train { last.note($0) }
        #expect(last.isAscending && last.value == 1)
        #expect(fixture.index.isTrained && fixture.index.pendingCount == 0)
    }

    @Test("drift tells when vectors have moved away from the centres, and not before")
    func drift() throws {
        let seed = testSeed(66)
        for metric in [DistanceMetric.l2, .cosine] {
            var fixture = try IVFFlatFixture(count: 2_000, dimensions: 24, metric: metric, seed: seed)
            var drift = fixture.index.drift()
            #expect(abs(drift.distortion - 1) < 0.1 && drift.advice == nil, "seed \(seed): \(drift)")
            try fixture.add(2_000..<2_500)
            #expect(fixture.index.drift().advice == nil, "seed \(seed)")
            for id in Int64(0)..<4_000 {
                try fixture.index.add(fixture.random.gaussianVector(24).map { $0 * 3 - 2 }, id: id)
            }
            drift = fixture.index.drift()
            #expect(drift.distortion > 1.3 && drift.advice != nil, "seed \(seed): \(drift)")
        }
    }
}

private final class ProgressLog: Sendable {
    private let state = Mutex((last: 0.0, ascends: true))
    func note(_ part: Double) -> Bool {
        state.withLock { state in
            if part < state.last { state.ascends = false }
            state.last = part
        }
        return true
    }
    var isAscending: Bool { state.withLock { $0.ascends } }
    var value: Double { state.withLock { $0.last } }
}
