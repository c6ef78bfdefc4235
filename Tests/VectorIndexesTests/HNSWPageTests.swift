import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct HNSWPageTests {
    private func pages(_ index: HNSWIndex) throws -> [[UInt8]] {
        var pages: [[UInt8]] = []
        try index.writePages { number, page in
            #expect(number == pages.count)
            pages.append(Array(page))
        }
        return pages
    }

    @Test(
        "an index read back from its pages answers as before",
        arguments: [
            (DistanceMetric.cosine, 48, 1_200), (.l1, 5, 300), (.innerProduct, 33, 1_100),
        ])
    func roundTrip(metric: DistanceMetric, dimensions: Int, count: Int) throws {
        let seed = testSeed(31)
        var fixture = try HNSWFixture(count: count, dimensions: dimensions, metric: metric, seed: seed)
        for id in Int64(0)..<40 { fixture.index.remove(id: id) }
        let pages = try pages(fixture.index)
        let read = try HNSWIndex(readingPages: { pages[$0] })
        #expect(read.count == count - 40 && read.usesCodes == fixture.index.usesCodes)
        #expect(read.checkIntegrity().isSound)
        for _ in 0..<5 {
            let query = fixture.vector()
            #expect(try read.search(near: query, limit: 10) == fixture.index.search(near: query, limit: 10))
        }
        try read.add(fixture.vector(), id: 5)
        read.repair()
        #expect(read.checkIntegrity().isSound && read.count == count - 39)
    }

    @Test("a damaged page is detected, whichever bit it is")
    func damage() throws {
        let seed = testSeed(32)
        var random = SeededGenerator(seed: seed)
        let fixture = try HNSWFixture(count: 300, dimensions: 33, metric: .l2, seed: seed)
        let good = try pages(fixture.index)
        for _ in 0..<60 {
            var pages = good
            let page = Int.random(in: 0..<pages.count, using: &random)
            let byte = Int.random(in: 0..<pages[page].count, using: &random)
            pages[page][byte] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let error = #expect(throws: VecDBError.self) { try HNSWIndex(readingPages: { pages[$0] }) }
            #expect(error?.message.contains("page \(page)") == true || error?.sqlState == .featureNotSupported)
        }
    }

    @Test("a link that leads outside is refused even where the checksum is right")
    func forged() throws {
        let fixture = try HNSWFixture(count: 100, dimensions: 4, metric: .l2, seed: testSeed(33))
        fixture.index.graph.view.baseLinks(7)[0] = 1_000_000
        let pages = try pages(fixture.index)
        #expect(throws: VecDBError.self) { try HNSWIndex(readingPages: { pages[$0] }) }
        #expect(fixture.index.checkIntegrity().problems.map(\.kind) == [.danglingLink])
    }

    @Test("a saved file is read back, and a cut one refused")
    func file() throws {
        let path = NSTemporaryDirectory() + "hnsw-\(UUID().uuidString).index"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var fixture = try HNSWFixture(count: 200, dimensions: 8, metric: .l2, seed: testSeed(34))
        try fixture.index.save(to: path)
        let read = try HNSWIndex(contentsOf: path)
        let query = fixture.vector()
        #expect(try read.search(near: query, limit: 10) == fixture.index.search(near: query, limit: 10))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
        #expect(throws: VecDBError.self) { try HNSWIndex(contentsOf: path) }
        #expect(throws: VecDBError.self) { try HNSWIndex(contentsOf: path + ".missing") }
    }
}
