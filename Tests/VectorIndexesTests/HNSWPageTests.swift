import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

@Suite struct HNSWPageTests {
    @Test(
        "an index read back from its pages answers as before",
        arguments: [
            (DistanceMetric.cosine, 48, 1_200), (.l1, 5, 300), (.innerProduct, 33, 1_100),
        ])
    func roundTrip(metric: DistanceMetric, dimensions: Int, count: Int) throws {
        let seed = testSeed(31)
        var fixture = try HNSWFixture(count: count, dimensions: dimensions, metric: metric, seed: seed)
        for id in Int64(0)..<40 { fixture.index.remove(id: id) }
        let pages = try MemoryPages(fixture.index)
        let read = try HNSWIndex(pages: pages)
        #expect(read.count == count - 40 && read.usesCodes == fixture.index.usesCodes)
        #expect(!read.hasVectors && read.checkIntegrity().isSound)
        for id in fixture.rows.keys.shuffled(using: &fixture.random) { try read.attach(fixture.rows[id] ?? [], id: id) }
        #expect(read.hasVectors && read.checkIntegrity().isSound)
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
        let good = try MemoryPages(fixture.index)
        let numbers = good.pages.keys.sorted()
        for round in 0..<80 {
            var pages = good
            guard let number = numbers.randomElement(using: &random), var page = good.pages[number] else { continue }
            switch round % 4 {
            case 0: page.removeLast(Int.random(in: 1...page.count, using: &random))
            case 1: page += [0]
            default:
                page[Int.random(in: 0..<page.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            pages.pages[number] = page
            let error = #expect(throws: VecDBError.self, "seed \(seed)") { try HNSWIndex(pages: pages) }
            #expect(error?.message.contains("page \(number)") == true || error?.sqlState == .featureNotSupported)
        }
        for number in numbers {
            var pages = good
            pages.pages[number] = nil
            #expect(throws: VecDBError.self) { try HNSWIndex(pages: pages) }
        }
    }

    @Test("pages with right checksums but random content are refused or harmless")
    func hostile() throws {
        let seed = testSeed(37)
        var random = SeededGenerator(seed: seed)
        var fixture = try HNSWFixture(count: 1_100, dimensions: 33, metric: .l2, seed: seed, m: 3)
        for id in Int64(0)..<30 { fixture.index.remove(id: id) }
        fixture.index.repair()
        let good = try MemoryPages(fixture.index)
        for _ in 0..<150 {
            var pages = good
            guard let number = good.pages.keys.sorted().randomElement(using: &random), var page = good.pages[number]
            else { continue }
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: HNSWPage.headerBytes..<page.count, using: &random)
                page[place] = UInt8.random(in: 0...255, using: &random)
            }
            page.withUnsafeMutableBytes { HNSWPage.seal($0, number: number, stamp: fixture.index.stamp) }
            pages.pages[number] = page
            guard let index = try? HNSWIndex(pages: pages) else { continue }
            _ = try? index.search(near: fixture.vector(), limit: 10)
            for id in Int64(30)..<60 { try index.attach(fixture.rows[id] ?? [], id: id) }
            try? index.put(fixture.centers[1], id: 4_000)
            try? index.settle(ScanControl(threads: 1), limit: nil, vectors: nil, progress: nil)
            _ = try? index.search(near: fixture.vector(), limit: 10)
            _ = index.checkIntegrity()
        }
    }

    @Test("a link that leads outside is refused even where the checksum is right")
    func forged() throws {
        let fixture = try HNSWFixture(count: 100, dimensions: 4, metric: .l2, seed: testSeed(33))
        fixture.index.graph.view.baseLinks(7)[0] = 1_000_000
        let pages = try MemoryPages(fixture.index)
        #expect(throws: VecDBError.self) { try HNSWIndex(pages: pages) }
        #expect(fixture.index.checkIntegrity().problems.map(\.kind) == [.danglingLink])
    }

    @Test("a saved file is read back, and a cut one refused")
    func file() throws {
        let path = NSTemporaryDirectory() + "hnsw-\(UUID().uuidString).index"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var fixture = try HNSWFixture(count: 200, dimensions: 8, metric: .l2, seed: testSeed(34))
        try fixture.index.put(fixture.centers[0], id: 1_000)
        try fixture.index.save(to: path)
        let read = try HNSWIndex(contentsOf: path)
        let query = fixture.vector()
        #expect(try read.search(near: query, limit: 10) == fixture.index.search(near: query, limit: 10))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
        #expect(throws: VecDBError.self) { try HNSWIndex(contentsOf: path) }
        #expect(throws: VecDBError.self) { try HNSWIndex(contentsOf: path + ".missing") }
    }

    @Test("pages captured as they change are those of the whole index")
    func incremental() throws {
        let seed = testSeed(35)
        var fixture = try HNSWFixture(count: 1_300, dimensions: 40, metric: .cosine, seed: seed)
        var pages = try MemoryPages(fixture.index)
        let control = ScanControl(threads: 2)
        for round in 0..<12 {
            for _ in 0..<Int.random(in: 0..<40, using: &fixture.random) {
                let id = Int64.random(in: 0..<1_500, using: &fixture.random)
                switch Int.random(in: 0..<3, using: &fixture.random) {
                case 0:
                    fixture.index.remove(id: id)
                    fixture.rows[id] = nil
                default:
                    let vector = fixture.vector()
                    fixture.rows[id] = vector
                    try fixture.index.put(vector, id: id)
                }
            }
            if round % 2 == 0 { try fixture.index.settle(control, limit: 25, vectors: nil, progress: nil) }
            if round % 5 == 4 { try fixture.index.repair(control) }
            let captured = try fixture.index.capturePages(all: false)
            if round == 6 {
                captured.lost()
                continue
            }
            pages.store(captured)
            let whole = try MemoryPages(fixture.index)
            #expect(pages.pages.keys == whole.pages.keys && captured.pageCount == pages.pages.count)
            for (number, page) in whole.pages { #expect(pages.pages[number] == page, "seed \(seed), page \(number)") }
            let read = try HNSWIndex(pages: pages)
            #expect(read.count == fixture.index.count && read.unsettledCount == fixture.index.unsettledCount)
            #expect(read.checkIntegrity().isSound, "seed \(seed)")
        }
    }

    @Test("nothing changed, nothing but the description captured")
    func unchanged() throws {
        let fixture = try HNSWFixture(count: 1_200, dimensions: 40, metric: .l2, seed: testSeed(36))
        _ = try fixture.index.capturePages(all: true)
        #expect(try fixture.index.capturePages(all: false).pages.count == 2)
    }
}
