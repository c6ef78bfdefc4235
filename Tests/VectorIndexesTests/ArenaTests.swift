import Testing
import TestSupport

@testable import VectorIndexes

@Suite("The arena")
struct ArenaTests {
    @Test("the slot map finds what a dictionary finds")
    func slotMap() {
        let seed = testSeed(3)
        var random = SeededGenerator(seed: seed)
        var map = SlotMap()
        let ids = GrowableBuffer<Int64>()
        var reference: [Int64: Int] = [:]
        for _ in 0..<20_000 {
            // Few distinct high bits, so that runs of collisions form.
            let id = Int64.random(in: 0..<300, using: &random) << Int64.random(in: 0..<3, using: &random)
            if let slot = reference[id] {
                #expect(map.slot(of: id, ids: ids.base) == slot)
                map.remove(id: id, ids: ids.base)
                reference[id] = nil
            } else {
                #expect(map.slot(of: id, ids: ids.base) == nil)
                ids.append(id)
                map.insert(slot: ids.count - 1, ids: ids.base)
                reference[id] = ids.count - 1
            }
        }
        #expect(map.count == reference.count, "seed \(seed)")
        for (id, slot) in reference { #expect(map.slot(of: id, ids: ids.base) == slot, "seed \(seed)") }
    }

    @Test("rows cost little more than their elements", arguments: [1, 3, 32, 100, 384, 1_000, 16_000])
    func stride(dimensions: Int) {
        for element in [VectorElement.float32, .float16, .bit] {
            let layout = ArenaLayout(element: element, dimensions: dimensions)
            #expect(layout.stride >= layout.rowBytes)
            #expect(layout.stride * 8 <= layout.rowBytes * 9 + 128)
            #expect(layout.rowsPerChunk >= 64)
        }
    }

    @Test("freed slots are used again and keep no trace of their old vector")
    func reuse() throws {
        let arena = VectorArena(element: .float32, dimensions: 2)
        func put(_ value: Float, _ id: Int64) throws {
            try arena.withWriter { arena in try [value, value].withUnsafeBytes { try arena.put($0, id: id) } }
        }
        for id in 0..<100 { try put(Float(id), Int64(id)) }
        for id in 20..<60 { arena.withWriter { _ = $0.remove(id: Int64(id)) } }
        for id in 200..<230 { try put(Float(id), Int64(id)) }
        arena.withReader { arena in
            #expect(arena.liveCount == 90)
            #expect(arena.slotCount == 100)
            #expect(!arena.isDense)
            #expect(arena.slot(of: 25) == nil)
            let slot = arena.slot(of: 210)
            #expect(slot.map { arena.row($0).load(as: Float.self) } == 210)
        }
    }

    @Test("sparse and bit vectors are searched by their own metrics")
    func otherElements() throws {
        let bits = VectorArena(element: .bit, dimensions: 12)
        try bits.withWriter { arena in
            for (id, row) in [[0xF0, 0x00], [0xFF, 0xF0], [0x0F, 0xF0]].enumerated() as EnumeratedSequence<[[UInt8]]> {
                try row.withUnsafeBytes { try arena.put($0, id: Int64(id)) }
            }
        }
        let query: [UInt8] = [0xFF, 0x00]
        for (metric, expected) in [
            (DistanceMetric.hamming, [(0, 4.0), (1, 4.0), (2, 8.0)]),
            (.jaccard, [(1, 1 - 8.0 / 12), (0, 0.5), (2, 1 - 4.0 / 12)]),
        ] {
            let kernels = try query.withUnsafeBytes {
                try QueryKernels(bytes: $0, metric: metric, layout: bits.layout)
            }
            let found = try bits.withReader {
                try FlatScan(query: kernels, arena: $0, control: ScanControl()).nearest(3).sorted()
            }
            #expect(found == expected.map { Neighbor(id: Int64($0.0), distance: $0.1) })
        }

        let sparse = VectorArena(element: .sparse, dimensions: 5)
        try sparse.withWriter { arena in
            try sparseBytes([(0, 1), (3, 2)]).withUnsafeBytes { try arena.put($0, id: 1) }
            try sparseBytes([(4, 1)]).withUnsafeBytes { try arena.put($0, id: 2) }
            try sparseBytes([]).withUnsafeBytes { try arena.put($0, id: 3) }
            try sparseBytes([(3, 1)]).withUnsafeBytes { try arena.put($0, id: 2) }
        }
        for (metric, expected) in [
            (DistanceMetric.l2, [(2, 0.0), (3, 1.0), (1, 2.0.squareRoot())]),
            (.innerProduct, [(1, -2.0), (2, -1.0), (3, -0.0)]), (.l1, [(2, 0), (3, 1), (1, 2)]),
        ] {
            let kernels = try sparseBytes([(3, 1)]).withUnsafeBytes {
                try QueryKernels(bytes: $0, metric: metric, layout: sparse.layout)
            }
            let found = try sparse.withReader {
                try FlatScan(query: kernels, arena: $0, control: ScanControl()).nearest(3).sorted()
            }
            #expect(found == expected.map { Neighbor(id: Int64($0.0), distance: $0.1) })
        }
    }

    private func sparseBytes(_ elements: [(Int32, Float)]) -> [UInt8] {
        var bytes: [UInt8] = []
        func append<T: BitwiseCopyable>(_ value: T) { withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) } }
        append(Int32(5))
        append(Int32(elements.count))
        for element in elements { append(element.0) }
        for element in elements { append(element.1) }
        return bytes
    }
}
