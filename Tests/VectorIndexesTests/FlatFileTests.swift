import Foundation
import TestSupport
import Testing
import VectorIndexes
import VectorTypes

@Suite struct FlatFileTests {
    @Test(
        "a saved flat index is read back with its ids, and a cut or damaged file refused",
        arguments: [VectorElement.float32, .float16], [false, true])
    func file(element: VectorElement, codes: Bool) throws {
        let seed = testSeed(91)
        var random = SeededGenerator(seed: seed)
        let path = NSTemporaryDirectory() + "flat-\(UUID().uuidString).index"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let index = try FlatIndex(dimensions: 40, metric: .cosine, element: element, codes: codes)
        for id in Int64(0)..<2_000 { try index.add(halfVector(40, &random), id: id * 7) }
        for id in Int64(0)..<100 { index.remove(id: id * 21) }
        try index.save(to: path)
        let read = try FlatIndex(contentsOf: path)
        #expect(read.count == 1_900 && read.metric == .cosine && read.element == element && read.dimensions == 40)
        for _ in 0..<5 {
            let query = random.gaussianVector(40)
            #expect(try read.search(near: query, limit: 10) == index.search(near: query, limit: 10), "seed \(seed)")
        }
        try read.add(halfVector(40, &random), id: 7)
        try read.save(to: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for _ in 0..<15 {
            let cut = Int.random(in: 0..<bytes.count, using: &random)
            try bytes.prefix(cut).write(to: URL(fileURLWithPath: path))
            #expect(throws: VecDBError.self, "seed \(seed)") { try FlatIndex(contentsOf: path) }
            var changed = bytes
            changed[cut] ^= 16
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(throws: VecDBError.self, "seed \(seed)") { try FlatIndex(contentsOf: path) }
        }
        let error = #expect(throws: VecDBError.self) { try FlatIndex(contentsOf: path + ".missing") }
        #expect(error?.sqlState == .undefinedFile)
    }
}
