import Testing
import TestSupport
import VectorIndexes
import VectorTypes

@testable import VecDB

@Suite("Columns of every vector type")
struct ColumnTypeTests {
    private typealias Distance = (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> Double

    @Test("a scan gives the very distances that the functions of SQL give, for committed and for uncommitted rows")
    func distances() throws {
        let seed = testSeed(41)
        var random = SeededGenerator(seed: seed)
        let count = 37
        try check(
            .vector(count), seed,
            metrics: [
                (.l2, l2Distance(vector:_:)), (.innerProduct, negativeInnerProduct(vector:_:)),
                (.cosine, cosineDistance(vector:_:)), (.l1, l1Distance(vector:_:)),
            ]
        ) { try Vector(gaussian(count, &random)).storageBytes }
        try check(
            .halfvec(count), seed,
            metrics: [
                (.l2, l2Distance(halfvec:_:)), (.innerProduct, negativeInnerProduct(halfvec:_:)),
                (.cosine, cosineDistance(halfvec:_:)), (.l1, l1Distance(halfvec:_:)),
            ]
        ) { try HalfVector(gaussian(count, &random)).storageBytes }
        try check(
            .sparsevec(count), seed,
            metrics: [
                (.l2, l2Distance(sparsevec:_:)), (.innerProduct, negativeInnerProduct(sparsevec:_:)),
                (.cosine, cosineDistance(sparsevec:_:)), (.l1, l1Distance(sparsevec:_:)),
            ]
        ) {
            let elements = gaussian(count, &random).map { abs($0) < 1 ? 0 : $0 }
            return try SparseVector(Vector(elements)).storageBytes
        }
        try check(
            .bit(count), seed, metrics: [(.hamming, hammingDistance(bit:_:)), (.jaccard, jaccardDistance(bit:_:))]
        ) {
            BitVector((0..<count).map { _ in Bool.random(using: &random) }).storageBytes
        }
    }

    private func gaussian(_ count: Int, _ random: inout SeededGenerator) -> [Float] {
        Int.random(in: 0..<20, using: &random) == 0 ? [Float](repeating: 0, count: count) : random.gaussianVector(count)
    }

    private func check(
        _ type: ColumnType, _ seed: UInt64, metrics: [(DistanceMetric, Distance)], _ make: () throws -> [UInt8]
    ) throws {
        let database = try Database.inMemory()
        _ = try database.core.write { connection in
            try connection.createTable(
                TableDefinition("t", columns: [ColumnDefinition("id", .int8), ColumnDefinition("v", type)]))
        }
        var values = try (0..<200).map { _ in try make() }
        try database.core.write { connection in
            for (id, value) in values.enumerated() {
                try connection.sqlite.execute(
                    "INSERT INTO t(rowid, v) VALUES (?1, ?2)", [.integer(Int64(id)), .blob(value)])
            }
        }
        for isCommitted in [true, false] {
            try database.core.withConnection { connection in
                try connection.begin(isCommitted ? .deferred : .immediate)
                try connection.prepareToRead()
                if !isCommitted {
                    for id in stride(from: 0, to: 200, by: 3) {
                        values[id] = try make()
                        try connection.sqlite.execute(
                            "UPDATE t SET v = ?2 WHERE rowid = ?1", [.integer(Int64(id)), .blob(values[id])])
                    }
                }
                let table = try #require(try connection.catalog().table("t"))
                let scan = try ExactScan(connection, table: table, column: #require(table.column("v")))
                let query = try make()
                for (metric, distance) in metrics {
                    let truth = try values.enumerated().map { id, value in
                        Neighbor(
                            id: Int64(id),
                            distance: try value.withUnsafeBytes { a in try query.withUnsafeBytes { try distance(a, $0) }
                            })
                    }.sorted { $0.precedes($1) }
                    let nearest = try scan.nearest(30, to: query, metric)
                    #expect(same(nearest, Array(truth.prefix(30))), "\(type) \(metric), seed \(seed)")
                    var stream = try scan.open(ScanRequest(query: query, metric: metric))
                    var all: [Neighbor] = []
                    while let row = try stream.next() {
                        all.append(Neighbor(id: row.row, distance: row.distance ?? -1))
                    }
                    #expect(same(all, truth), "\(type) \(metric), seed \(seed)")
                    let batch = try scan.nearest(30, toEach: Array(repeating: query, count: 9), metric)
                    #expect(batch.allSatisfy { same($0, nearest) }, "\(type) \(metric), seed \(seed)")
                }
                connection.rollback()
            }
        }
    }

    private func same(_ a: [Neighbor], _ b: [Neighbor]) -> Bool {
        a.count == b.count
            && zip(a, b).allSatisfy {
                $0.id == $1.id && ($0.distance == $1.distance || $0.distance.isNaN && $1.distance.isNaN)
            }
    }

    @Test("a value that is no vector is an error that names table, column and row")
    func damaged() throws {
        let database = try Database.inMemory()
        let table = try VectorTable("t", dimensions: 2, hasIntegerKey: true, on: database)
        try database.core.write { connection in
            try table.put(1, [1, 2], on: connection)
            try connection.sqlite.execute("INSERT INTO t(key, v) VALUES (5, x'010203')")
        }
        let error = thrown {
            try database.core.read { try table.scan($0).nearest(1, to: stored([1, 1]), .l2) }
        }
        #expect(error?.sqlState == .dataCorrupted)
        #expect(error?.message == "column \"v\" of relation \"t\" holds a damaged vector")
        #expect(error?.detail == "It stands in the row with number 5.")
        let spared = try database.core.read { try table.scan($0).nearest(1, to: stored([1, 1]), .l2, among: [1]) }
        #expect(spared.map(\.id) == [1])
    }
}
