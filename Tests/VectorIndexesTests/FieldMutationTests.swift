import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

/// Every field of every page format is set to other values, and the checksum set right: whoever can write a file can do
/// that. Such an index is refused, or used without a trap, and takes no more memory than its pages justify.
@Suite struct FieldMutationTests {
    /// Where all three formats have their checksum.
    private static let checksum = 24..<32

    private func sealed(_ page: [UInt8]) -> [UInt8] {
        var page = page
        let sum = page.withUnsafeBytes { HNSWPage.checksum($0) }
        page.withUnsafeMutableBytes { $0.storeBytes(of: sum.littleEndian, toByteOffset: 24, as: UInt64.self) }
        return page
    }

    /// The page with each of its fields changed in turn: those of the header, of the first, the last and some rows between.
    private func mutations(_ page: [UInt8], _ random: inout SeededGenerator, _ body: ([UInt8], String) throws -> Void)
        rethrows
    {
        var places = Array(stride(from: 0, to: min(page.count, 192), by: 4))
        places += stride(from: max(192, page.count - 48), to: page.count, by: 4).map { $0 & ~3 }
        for _ in 0..<(isSoak ? 400 : 6) { places.append(Int.random(in: 0..<page.count, using: &random) & ~3) }
        for place in Set(places).sorted() where place + 4 <= page.count && !Self.checksum.contains(place) {
            let old = page.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt32.self) }
            var values: Set<UInt32> = [0, 1, .max, old &+ 1, old &- 1, .random(in: 0...UInt32.max, using: &random)]
            if isSoak { values.formUnion([0x7fff_ffff, 0x8000_0000, 65_536, 0x7fc0_0000, 0x7f80_0000, 2, 0xff]) }
            for value in values where value != old {
                var mutated = page
                mutated.withUnsafeMutableBytes {
                    $0.storeBytes(of: value.littleEndian, toByteOffset: place, as: UInt32.self)
                }
                try body(sealed(mutated), "bytes \(place)…: \(value) instead of \(old)")
            }
        }
    }

    /// Uses an index as a database would that has just loaded it.
    private func use(_ index: some ApproximateIndex, _ rows: [[Float]]) {
        let control = ScanControl(threads: 1)
        // A field that says how many there are may make it another index: all that counts is that it ends well.
        for id in stride(from: 0, to: rows.count, by: 97) {
            _ = try? rows[id].withUnsafeBytes { try index.attach($0, id: Int64(id)) }
        }
        let read: VectorFetch = { id, body in
            guard rows.indices.contains(Int(clamping: id)) else { return false }
            rows[Int(id)].withUnsafeBytes(body)
            return true
        }
        for query in [rows[3], rows[rows.count - 1]] {
            _ = try? query.withUnsafeBytes {
                try index.search(stored: $0, limit: 5, effort: 20, filter: nil, vectors: read)
            }
        }
        _ = index.checkIntegrity()
        _ = try? rows[0].withUnsafeBytes { try index.put($0, id: 100_000) }
        _ = try? index.settle(control, limit: 4, vectors: read, progress: nil)
        index.remove(id: 1)
        _ = try? index.repair(control)
        _ = try? index.capturePages(all: false)
    }

    private func attack(
        _ good: MemoryPages, _ rows: [[Float]], _ seed: UInt64, load: (MemoryPages) throws -> any ApproximateIndex
    ) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = good.pages.values.reduce(0) { $0 + $1.count }
        var (loaded, refused) = (0, 0)
        // A few pages of each kind have all the fields.
        let kinds = Dictionary(grouping: good.pages.keys.sorted()) { number in
            (number >> 32) << 16 | Int(good.pages[number]?[6] ?? 0)
        }
        for numbers in kinds.values.map({ $0.prefix(isSoak ? 8 : 1) }) {
            for number in numbers {
                try mutations(good.pages[number] ?? [], &random) { page, what in
                    var pages = good
                    pages.pages[number] = page
                    do {
                        let index = try load(pages)
                        loaded += 1
                        // Codes and links are on pages, vectors are not.
                        let most = 16 * bytes + (rows.count * rows[0].count * 8) + 4 << 20
                        #expect(index.memoryUse <= most, "seed \(seed), page \(number), \(what): \(index.memoryUse)")
                        if loaded % (isSoak ? 1 : 3) == 0 { use(index, rows) }
                    } catch let error as VecDBError {
                        refused += 1
                        let isTyped = error.sqlState == .indexCorrupted || error.sqlState == .featureNotSupported
                        #expect(isTyped, "seed \(seed), page \(number), \(what): \(error)")
                    }
                }
            }
        }
        #expect(loaded > 0 && refused > 0)
    }

    private func rows(_ count: Int, _ dimensions: Int, _ random: inout SeededGenerator) -> [[Float]] {
        (0..<count).map { _ in random.gaussianVector(dimensions) }
    }

    @Test("a graph with any field changed is refused or harmless", arguments: [5, 40])
    func graph(dimensions: Int) throws {
        let seed = testSeed(910)
        var random = SeededGenerator(seed: seed)
        let rows = rows(dimensions < 32 ? 300 : 1_100, dimensions, &random)
        let index = try HNSWIndex(dimensions: dimensions, metric: .l2, m: 4, efConstruction: 12)
        try index.add(rows.flatMap { $0 }, ids: rows.indices.map { Int64($0) }, threads: 1)
        for keepsVectors in [true, false] {
            try attack(MemoryPages(index), rows, seed) { try HNSWIndex(pages: $0, keepsVectors: keepsVectors) }
        }
    }

    @Test("lists with any field changed are refused or harmless", arguments: [true, false])
    func lists(isTrained: Bool) throws {
        let seed = testSeed(911)
        var random = SeededGenerator(seed: seed)
        let rows = rows(1_100, 40, &random)
        let index = try IVFFlatIndex(dimensions: 40, metric: .cosine, lists: 8)
        try index.add(rows.flatMap { $0 }, ids: rows.indices.map { Int64($0) })
        if isTrained { try index.train(threads: 1) }
        try attack(MemoryPages(index), rows, seed) { try IVFFlatIndex(pages: $0) }
    }

    @Test("a flat file with any field changed is refused or harmless", arguments: [true, false])
    func flat(hasCodes: Bool) throws {
        let seed = testSeed(912)
        var random = SeededGenerator(seed: seed)
        let rows = rows(60, 6, &random)
        let path = NSTemporaryDirectory() + "flat-\(UUID().uuidString).index"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let index = try FlatIndex(dimensions: 6, metric: .cosine, codes: hasCodes)
        try index.add(rows.flatMap { $0 }, ids: rows.indices.map { Int64($0) })
        try index.save(to: path)
        let file = try IndexFile(reading: path)
        let pages = (0..<file.pageCount).map { file.page($0) ?? [] }
        var refused = 0
        for number in pages.indices {
            try mutations(pages[number], &random) { page, what in
                try IndexFile.write(to: path) { write in
                    for other in pages.indices { try (other == number ? page : pages[other]).withUnsafeBytes(write) }
                }
                do {
                    let read = try FlatIndex(contentsOf: path)
                    #expect(read.count == 60)
                    _ = try? read.search(near: rows[0], limit: 5)
                    _ = try? read.add(rows[0], id: 7)
                } catch let error as VecDBError {
                    refused += 1
                    #expect(
                        error.sqlState == .indexCorrupted || error.sqlState == .featureNotSupported
                            || error.sqlState.code.hasPrefix("22"), "seed \(seed), \(what): \(error)")
                }
            }
        }
        #expect(refused > 0)
    }

    @Test("a graph whose links are a ring or lead to themselves is not called sound", arguments: [true, false])
    func useless(isRing: Bool) throws {
        let seed = testSeed(913)
        var random = SeededGenerator(seed: seed)
        let rows = rows(600, 6, &random)
        let index = try HNSWIndex(dimensions: 6, metric: .l2, m: 8)
        try index.add(rows.flatMap { $0 }, ids: rows.indices.map { Int64($0) }, threads: 1)
        #expect(index.checkIntegrity().isSound)
        let view = index.graph.view
        for slot in 0..<UInt32(600) {
            for layer in 0...view.level(slot) {
                let links = view.links(slot, layer)
                links.update(repeating: HNSWLayout.end, count: view.capacity(layer))
                if layer == 0 { links[0] = isRing ? (slot + 1) % 600 : slot }
            }
        }
        let read = try HNSWIndex(pages: MemoryPages(index))
        for (id, row) in rows.enumerated() { try read.attach(row, id: Int64(id)) }
        let report = read.checkIntegrity()
        #expect(!report.isSound, "seed \(seed): \(report.found) of \(report.searched)")
    }

    @Test("lists whose rows belong to others are not called sound")
    func misplaced() throws {
        let seed = testSeed(914)
        var fixture = try IVFFlatFixture(count: 1_200, dimensions: 12, metric: .l2, seed: seed, lists: 16)
        #expect(fixture.index.checkIntegrity().isSound)
        let good = try MemoryPages(fixture.index)
        // The centres in another order.
        var pages = good
        for (number, page) in good.pages where number > 0 && page[6] == 2 {
            var page = page
            let stride = 12 * 4
            let rows = (0..<16).map { Array(page[48 + $0 * stride..<48 + ($0 + 1) * stride]) }
            for (place, row) in rows.shuffled(using: &fixture.random).enumerated() {
                page.replaceSubrange(48 + place * stride..<48 + (place + 1) * stride, with: row)
            }
            pages.pages[number] = sealed(page)
        }
        let read = try IVFFlatIndex(pages: pages)
        for (id, row) in fixture.rows { try row.withUnsafeBytes { try read.attach($0, id: id) } }
        let report = read.checkIntegrity()
        #expect(!report.isSound, "seed \(seed): \(report.found) of \(report.searched)")
    }
}
