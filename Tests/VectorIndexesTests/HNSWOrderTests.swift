import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VectorIndexes

/// Rows in the order in which real loads bring them, and how much of the ten nearest must be found at the standard width:
/// the better of hnswlib 0.8.0 and pgvector 0.8.5 on sets made in the same way (m 16, ef_construction 64, ef 40).
struct OrderedRows: Sendable, CustomTestStringConvertible {
    var name: String
    var own: Double
    var between: Double
    var rows: [[Float]]
    var testDescription: String { name }

    static let seed = testSeed(901)

    static let all: [OrderedRows] = {
        var random = SeededGenerator(seed: seed)
        func cloud(_ center: [Float], _ width: Float) -> [Float] {
            center.map { $0 + width * Float(random.nextGaussian()) }
        }
        func groups(_ count: Int, of size: Int, _ dimensions: Int, apart: Float, width: Float) -> [[Float]] {
            (0..<count).flatMap { _ in
                let center = random.gaussianVector(dimensions).map { $0 * apart }
                return (0..<size).map { _ in cloud(center, width) }
            }
        }
        let narrow = groups(16, of: 120, 64, apart: 70, width: 0.3)
        let many = groups(60, of: 30, 32, apart: 10, width: 1)
        let copies = groups(40, of: 1, 64, apart: 1, width: 0).flatMap { Array(repeating: $0, count: 60) }
        let short = groups(40, of: 1, 8, apart: 1, width: 0).flatMap { Array(repeating: $0, count: 60) }
        let near = groups(200, of: 10, 48, apart: 1, width: 0.001)
        let spread = groups(1, of: 2_000, 32, apart: 0, width: 1)
        var outlier = spread
        outlier[17] = outlier[17].map { _ in 1e6 }
        return [
            OrderedRows(name: "the issue's groups", own: 0.99, between: 0.96, rows: issue),
            OrderedRows(name: "narrow groups far apart", own: 0.98, between: 0.79, rows: narrow),
            OrderedRows(name: "many groups", own: 0.93, between: 0.82, rows: many),
            OrderedRows(name: "copies, one vector after another", own: 0.98, between: 0.9, rows: copies),
            OrderedRows(
                name: "copies, mixed", own: 0.98, between: 0.9, rows: copies.shuffled(using: &random)),
            OrderedRows(
                name: "copies of short vectors, mixed", own: 0.98, between: 0.9, rows: short.shuffled(using: &random)),
            OrderedRows(name: "near-duplicates", own: 0.95, between: 0.9, rows: near),
            OrderedRows(name: "one far outlier", own: 0.93, between: 0.92, rows: outlier),
            OrderedRows(
                name: "sorted by one element", own: 0.96, between: 0.95, rows: spread.sorted { $0[0] < $1[0] }),
            OrderedRows(
                name: "elements of many scales", own: 0.96, between: 0.95,
                rows: spread.map { row in row.indices.map { row[$0] * Float(pow(10, Double($0 - 16) / 8)) } }),
            OrderedRows(
                name: "constant elements", own: 0.97, between: 0.96,
                rows: spread.map { row in row.indices.map { $0 < 8 ? row[$0] : 3.25 } }),
        ]
    }()

    /// 16 groups of 200 vectors (cases/hnsw_cluster_order.sql).
    static let issue: [[Float]] = (0..<3_200).map { i in
        (1...8).map { j in
            let h = sin(Double(i) * 12.9898 + Double(j) * 78.233) * 43758.5453
            return Float(100 * sin(Double(i / 200) * 7.3 + Double(j) * 2.1) + (h - h.rounded(.down)))
        }
    }
}

enum LoadOrder: String, CaseIterable, Sendable {
    case atOnce, inParallel, afterwards

    func load(_ rows: [[Float]], into index: HNSWIndex) throws {
        let ids = (0..<Int64(rows.count)).map { $0 }
        switch self {
        case .atOnce: try index.add(rows.flatMap { $0 }, ids: ids, threads: 1)
        case .inParallel: try index.add(rows.flatMap { $0 }, ids: ids, threads: 4)
        case .afterwards:
            let half = rows.count / 2
            try index.add(rows[..<half].flatMap { $0 }, ids: Array(ids[..<half]), threads: 1)
            for i in half..<rows.count { try index.add(rows[i], id: ids[i]) }
        }
    }
}

@Suite struct HNSWOrderTests {
    /// The share of the ten nearest found, for rows as queries and for points between two rows.
    private func recall(
        _ index: HNSWIndex, _ rows: [[Float]], ef: Int
    ) throws -> (own: Double, between: Double) {
        var random = SeededGenerator(seed: OrderedRows.seed)
        let truth = try FlatIndex(dimensions: index.dimensions, metric: index.metric, element: index.element)
        try truth.add(rows.flatMap { $0 }, ids: (0..<Int64(rows.count)).map { $0 })
        var shares: [Double] = []
        for isBetween in [false, true] {
            var hits = 0
            for _ in 0..<100 {
                var query = rows[Int.random(in: 0..<rows.count, using: &random)]
                if isBetween {
                    let other = rows[Int.random(in: 0..<rows.count, using: &random)]
                    let share = Float.random(in: 0...1, using: &random)
                    for i in query.indices { query[i] = query[i] * share + other[i] * (1 - share) }
                }
                let exact = try truth.search(near: query, limit: 10)
                let limit = exact.last?.distance ?? 0
                hits += try index.search(near: query, limit: 10, efSearch: ef)
                    .count { $0.distance <= limit + abs(limit) * 1e-5 + 1e-9 }
            }
            shares.append(Double(hits) / 1_000)
        }
        return (shares[0], shares[1])
    }

    @Test(
        "whatever order rows come in, as much is found as hnswlib and pgvector find", arguments: OrderedRows.all,
        LoadOrder.allCases)
    func orders(_ set: OrderedRows, _ order: LoadOrder) throws {
        let index = try HNSWIndex(dimensions: set.rows[0].count, metric: .l2)
        try order.load(set.rows, into: index)
        let found = try recall(index, set.rows, ef: 40)
        #expect(found.own >= set.own && found.between >= set.between, "seed \(OrderedRows.seed): \(found)")
        let report = index.checkIntegrity()
        #expect(report.isSound && report.found * 10 >= report.searched * 9, "\(report)")
    }

    @Test(
        "half precision and other metrics lose no groups either",
        arguments: [DistanceMetric.cosine, .l1, .innerProduct])
    func metrics(_ metric: DistanceMetric) throws {
        for set in OrderedRows.all.prefix(3) {
            let index = try HNSWIndex(dimensions: set.rows[0].count, metric: metric, element: .float16)
            let rows = set.rows.map { $0.map { Float(Float16($0)) } }
            try LoadOrder.atOnce.load(rows, into: index)
            let found = try recall(index, rows, ef: 40)
            #expect(found.own >= 0.93, "seed \(OrderedRows.seed), \(set.name): \(found)")
        }
    }

    @Test("each of 16 groups' rows finds itself, in an index read back too")
    func themselves() throws {
        let index = try HNSWIndex(dimensions: 8, metric: .l2)
        try LoadOrder.atOnce.load(OrderedRows.issue, into: index)
        let read = try HNSWIndex(pages: MemoryPages(index))
        for (id, row) in OrderedRows.issue.enumerated() { try read.attach(row, id: Int64(id)) }
        for index in [index, read] {
            var lost = 0
            for (id, row) in OrderedRows.issue.enumerated()
            where try index.search(near: row, limit: 1, efSearch: 200).first?.id != Int64(id) { lost += 1 }
            #expect(lost == 0)
        }
    }

    @Test("codes follow the data when other groups come than they were learnt from")
    func drift() throws {
        let seed = testSeed(902)
        var random = SeededGenerator(seed: seed)
        let index = try HNSWIndex(dimensions: 48, metric: .l2)
        var rows: [[Float]] = []
        for group in 0..<6 {
            let center = random.gaussianVector(48).map { $0 * (group == 0 ? 0 : 40) }
            for _ in 0..<300 + (group == 0 ? 800 : 0) {
                rows.append(center.map { $0 + 0.5 * Float(random.nextGaussian()) })
                try index.add(rows[rows.count - 1], id: Int64(rows.count - 1))
            }
        }
        let found = try recall(index, rows, ef: 40)
        #expect(found.own >= 0.95 && found.between >= 0.6, "seed \(seed): \(found)")
        #expect(index.checkIntegrity().isSound)
    }
}
