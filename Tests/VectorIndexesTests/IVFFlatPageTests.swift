import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

/// Pages as a database keeps them.
private struct StoredPages: PageSource {
    var pages: [Int: [UInt8]] = [:]
    var pageCount: Int { pages.count }

    mutating func store(_ captured: CapturedPages) {
        for page in captured.pages { pages[page.number] = page.bytes }
        for number in pages.keys where number >= captured.pageCount { pages[number] = nil }
    }

    func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        guard let page = pages[number] else { throw VecDBError(.indexCorrupted, "page \(number) is missing") }
        return try page.withUnsafeBytes(body)
    }
}

@Suite struct IVFFlatPageTests {
    private func temporaryPath() -> String { NSTemporaryDirectory() + "ivfflat-\(UUID().uuidString).index" }

    @Test(
        "an index read from its pages answers as before, with vectors from rows or attached",
        arguments: [DistanceMetric.l2, .innerProduct, .cosine])
    func roundTrip(metric: DistanceMetric) throws {
        let seed = testSeed(81)
        var fixture = try IVFFlatFixture(count: 1_200, dimensions: 48, metric: metric, seed: seed)
        for id in Int64(0)..<40 { _ = fixture.remove(id) }
        var stored = StoredPages()
        stored.store(try fixture.index.capturePages(all: true))
        let read = try IVFFlatIndex(pages: stored)
        #expect(read.count == 1_160 && read.usesCodes && !read.hasVectors && read.deadCount == 40)
        #expect(read.checkIntegrity().isSound)
        let rows = fixture.rows
        let fetch: VectorFetch = { id, body in
            guard let row = rows[id] else { return false }
            row.withUnsafeBytes(body)
            return true
        }
        for round in 0..<2 {
            for _ in 0..<5 {
                let query = fixture.vector()
                let found = try query.withUnsafeBytes {
                    try read.search(stored: $0, limit: 10, effort: 4, filter: nil, vectors: fetch)
                }
                #expect(try found == fixture.index.search(near: query, limit: 10, probes: 4), "seed \(seed)")
                let exact = try query.withUnsafeBytes {
                    try read.exact(stored: $0, limit: 10, among: nil, vectors: fetch, control: ScanControl())
                }
                #expect(exact.map(\.id) == fixture.exact(query, limit: 10).map(\.id), "seed \(seed)")
            }
            guard round == 0 else { break }
            for (id, row) in rows { try row.withUnsafeBytes { try read.attach($0, id: id) } }
            #expect(read.hasVectors && read.checkIntegrity().isSound)
        }
        try read.add(fixture.vector(), id: 5)
        try read.repair()
        #expect(read.checkIntegrity().isSound && read.count == 1_161 && read.deadCount == 0)
    }

    @Test("changed pages are few, and with them the stored index is always the one in memory")
    func incremental() throws {
        let seed = testSeed(82)
        var fixture = try IVFFlatFixture(count: 3_000, dimensions: 64, metric: .l2, seed: seed, lists: 8)
        var stored = StoredPages()
        let first = try fixture.index.capturePages(all: false)
        stored.store(first)
        for step in 0..<12 {
            switch step % 4 {
            case 0: try fixture.add(Int64(4_000 + step)..<Int64(4_003 + step))
            case 1: for id in 0..<3 { _ = fixture.remove(Int64(id + 10 * step)) }
            case 2:
                for id in Int64(1_000 + step * 100)..<Int64(1_080 + step * 100) { _ = fixture.remove(id) }
                try fixture.index.repair()
            default: try fixture.add(5_000..<5_400)
            }
            let changed = try fixture.index.capturePages(all: false)
            if step % 4 < 2 { #expect(changed.pages.count < first.pages.count, "step \(step)") }
            stored.store(changed)
            let read = try IVFFlatIndex(pages: stored)
            #expect(read.allIDs() == fixture.rows.keys.sorted(), "seed \(seed), step \(step)")
            #expect(read.listSizes == fixture.index.listSizes && read.checkIntegrity().isSound)
            // Goes on from what was read.
            guard step == 6 else { continue }
            for (id, row) in fixture.rows { try row.withUnsafeBytes { try read.attach($0, id: id) } }
            try read.add(fixture.vector(), id: 9_999)
            var copy = stored
            copy.store(try read.capturePages(all: false))
            #expect(try IVFFlatIndex(pages: copy).contains(id: 9_999))
        }
    }

    @Test("pages that were lost are captured again")
    func lost() throws {
        var fixture = try IVFFlatFixture(count: 1_100, dimensions: 40, metric: .l2, seed: testSeed(83))
        var stored = StoredPages()
        stored.store(try fixture.index.capturePages(all: true))
        try fixture.add(2_000..<2_100)
        try fixture.index.capturePages(all: false).lost()
        stored.store(try fixture.index.capturePages(all: false))
        #expect(try IVFFlatIndex(pages: stored).allIDs() == fixture.rows.keys.sorted())
    }

    @Test("an index that is not trained, or has no codes, is read as well", arguments: [true, false])
    func plain(isTrained: Bool) throws {
        var fixture = try IVFFlatFixture(
            count: 300, dimensions: 5, metric: .l2, seed: testSeed(84), isTrained: isTrained)
        var stored = StoredPages()
        stored.store(try fixture.index.capturePages(all: false))
        let read = try IVFFlatIndex(pages: stored)
        #expect(read.isTrained == isTrained && !read.searchesCodes && read.count == 300)
        let rows = fixture.rows
        let early = fixture.vector()
        let found = try early.withUnsafeBytes { bytes in
            try read.search(stored: bytes, limit: 7, effort: 12, filter: nil) { id, body in
                guard let row = rows[id] else { return false }
                row.withUnsafeBytes(body)
                return true
            }
        }
        #expect(fixture.judge(found, early, limit: 7) == (1, nil))
        for (id, row) in fixture.rows { try row.withUnsafeBytes { try read.attach($0, id: id) } }
        let query = fixture.vector()
        #expect(try read.search(near: query, limit: 9) == fixture.index.search(near: query, limit: 9))
        if !isTrained { try read.train() }
        #expect(read.checkIntegrity().isSound && read.pendingCount == 0)
    }

    @Test("a damaged page is detected, whichever bit it is")
    func damage() throws {
        let seed = testSeed(85)
        var random = SeededGenerator(seed: seed)
        let fixture = try IVFFlatFixture(count: 1_100, dimensions: 33, metric: .l2, seed: seed)
        var good = StoredPages()
        good.store(try fixture.index.capturePages(all: true))
        for _ in 0..<60 {
            var bad = good
            let page = Int.random(in: 0..<good.pages.count, using: &random)
            guard let count = good.pages[page]?.count else { continue }
            let byte = Int.random(in: 0..<count, using: &random)
            bad.pages[page]?[byte] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let error = #expect(throws: VecDBError.self) { try IVFFlatIndex(pages: bad) }
            #expect(error?.message.contains("page \(page)") == true || error?.sqlState == .featureNotSupported)
        }
        var short = good
        short.pages[good.pages.count - 1] = nil
        #expect(throws: VecDBError.self) { try IVFFlatIndex(pages: short) }
        var swapped = good
        swapped.pages[1] = good.pages[2]
        #expect(throws: VecDBError.self) { try IVFFlatIndex(pages: swapped) }
    }

    @Test("a saved file is read back, and a cut or damaged one refused", arguments: [6, 40])
    func file(dimensions: Int) throws {
        let seed = testSeed(86)
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var fixture = try IVFFlatFixture(count: 1_100, dimensions: dimensions, metric: .cosine, seed: seed)
        _ = fixture.remove(3)
        try fixture.index.save(to: path)
        let read = try IVFFlatIndex(contentsOf: path)
        #expect(read.hasVectors && read.checkIntegrity().isSound)
        let query = fixture.vector()
        #expect(
            try read.search(near: query, limit: 10, probes: 3)
                == fixture.index.search(near: query, limit: 10, probes: 3))
        try read.save(to: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let cut = Int.random(in: 0..<bytes.count, using: &random)
            try bytes.prefix(cut).write(to: URL(fileURLWithPath: path))
            #expect(throws: VecDBError.self) { try IVFFlatIndex(contentsOf: path) }
            var changed = bytes
            changed[cut] ^= 4
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(throws: VecDBError.self) { try IVFFlatIndex(contentsOf: path) }
        }
        #expect(throws: VecDBError.self) { try IVFFlatIndex(contentsOf: path + ".missing") }
    }

    @Test("a file of bits and of an index before training is read back")
    func bitFile() throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let index = try IVFFlatIndex(dimensions: 12, metric: .hamming, lists: 3)
        for id in 0..<40 { try index.add(bits: [UInt8(id * 5), UInt8(id % 16) << 4], id: Int64(id)) }
        try index.save(to: path)
        let untrained = try IVFFlatIndex(contentsOf: path)
        #expect(!untrained.isTrained)
        try untrained.train()
        try untrained.save(to: path)
        let read = try IVFFlatIndex(contentsOf: path)
        #expect(
            try read.search(nearBits: [7, 16], limit: 5, probes: 3) == index.search(nearBits: [7, 16], limit: 5))
    }
}
