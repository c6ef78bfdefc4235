import TestSupport
import Testing
import VectorTypes

@testable import VecDB

@Suite("Limits of a collection's searches")
struct CollectionLimitTests {
    @Test(
        "every limit is answered, and a smaller one gives the nearest of a larger one's",
        arguments: ["", "hnsw", "ivfflat"])
    func limits(method: String) throws {
        let seed = testSeed(140)
        var random = SeededGenerator(seed: seed)
        let database = try Database.inMemory()
        let notes = try database.collection("notes", dimensions: 4)
        try notes.insert(
            (0..<300).map {
                Record(id: "n\($0)", metadata: ["k": .integer(Int64($0 % 3))], embedding: random.gaussianVector(4))
            })
        switch method {
        case "hnsw": try notes.createIndex(.hnsw(), threads: .max)
        case "ivfflat": try notes.createIndex(.ivfflat(lists: 10), threads: .min)
        default: break
        }
        let query = random.gaussianVector(4)
        let filters: [Filter?] = [nil, .metadata("k") == 1]
        for filter in filters {
            let count = filter == nil ? 300 : 100
            for limit in [0, -1, .min] {
                #expect(try notes.search(near: query, limit: limit, where: filter).isEmpty)
                #expect(try notes.search(near: [query, query], limit: limit, where: filter).allSatisfy(\.isEmpty))
            }
            for limit in [1, 10, 11, 40, 41, 299, 300, 1 << 61, .max] {
                let hits = try notes.search(near: query, limit: limit, where: filter, fields: [])
                #expect(hits.count == min(limit, count), "\(method) \(limit), seed \(seed)")
                #expect(Set(hits.map(\.id)).count == hits.count)
                #expect(hits.map(\.distance) == hits.map(\.distance).sorted(), "\(method) \(limit), seed \(seed)")
                let batch = try notes.search(near: [query, query], limit: limit, where: filter, fields: [])
                #expect(batch.map(\.count) == [min(limit, count), min(limit, count)])
            }
            #expect(try notes.search(nearRecord: "n1", limit: .max, where: filter).count == count - 1)
        }
        for wrong in [Int.max, .min, 0] {
            #expect(
                thrown { try notes.search(near: query, limit: 1, efSearch: wrong) }?.sqlState == .invalidParameterValue)
            #expect(
                thrown { try notes.search(near: query, limit: 1, probes: wrong) }?.sqlState == .invalidParameterValue)
            #expect(thrown { try notes.createIndex(.hnsw(m: wrong)) } != nil)
            #expect(thrown { try notes.createIndex(.ivfflat(lists: wrong)) } != nil)
        }
    }
}
