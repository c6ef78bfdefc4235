import TestSupport
import Testing
import VecDBSQL

/// LIMIT and OFFSET cut windows out of one sequence, however rows are found.
@Suite("Pages of search results")
struct PagingTests {
    private static let rowCount = 1_200

    enum Data: String, CaseIterable, Sendable { case scattered, copies, clusters }

    private func vectors(_ data: Data, _ random: inout SeededGenerator) -> [[Float]] {
        let centers = (0..<20).map { _ in random.gaussianVector(8).map { 10 * $0 } }
        return (0..<Self.rowCount).map { row in
            switch data {
            case .scattered: random.gaussianVector(8)
            case .copies: centers[row % centers.count]
            // Group after group, as real loads come.
            case .clusters: zip(centers[row / 60], random.gaussianVector(8)).map { $0 + $1 / 4 }
            }
        }
    }

    private func table(_ data: Data, _ index: String?, _ random: inout SeededGenerator) throws -> SQLHarness {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, k int, near int, v vector(8))")
        let rows = vectors(data, &random).enumerated().map { id, vector in
            "(\(id), \(Int.random(in: 0..<20, using: &random)), \(Int(vector[0] * 100)), '\(vector)')"
        }
        try sql.run("INSERT INTO t VALUES \(rows.joined(separator: ", "))")
        if let index { try sql.run("CREATE INDEX ON t USING \(index)") }
        return sql
    }

    /// Pages of a query until one is not full; each is checked to ascend, equal distances by id.
    private func pages(
        of sql: SQLHarness, _ condition: String, _ query: String, size: Int, most: Int, _ note: String
    ) throws -> [String] {
        var ids: [String] = []
        while ids.count < most {
            let page = try sql.run(
                """
                SELECT id, v <-> \(query) FROM t WHERE \(condition) ORDER BY v <-> \(query)
                LIMIT \(size) OFFSET \(ids.count)
                """
            ).map { $0.split(separator: "|") }
            let keys = page.map { (Double($0[1]) ?? .nan, Int($0[0]) ?? -1) }
            #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 }, "\(note)")
            ids += page.map { String($0[0]) }
            if page.count < size { break }
        }
        return ids
    }

    @Test(
        "no row comes on two pages and all pages together have every row",
        arguments: [nil, "hnsw (v vector_l2_ops)", "ivfflat (v vector_l2_ops) WITH (lists = 20)"], Data.allCases)
    func pages(index: String?, data: Data) throws {
        let seed = testSeed(14)
        var random = SeededGenerator(seed: seed)
        let sql = try table(data, index, &random)
        for isIndexed in [false, true] {
            if isIndexed { try sql.run("CREATE INDEX ON t (k); CREATE INDEX ON t (near)") }
            for condition in ["true", "k = 3", "k < 12", "near > 50", "k < 12 AND near > 50"] {
                let matching = Int(try sql.run("SELECT count(*) FROM t WHERE \(condition)")[0]) ?? 0
                for setting in ["relaxed_order", "off"] {
                    try sql.run("SET hnsw.iterative_scan = \(setting); SET ivfflat.iterative_scan = \(setting)")
                    for size in [7, 10, 45] {
                        let query = "'\(random.gaussianVector(8).map { 8 * $0 })'"
                        let note =
                            "\(index ?? "exact") \(data) \(condition) \(setting) \(size) \(isIndexed), seed \(seed)"
                        let most = 6 * size
                        let ids = try pages(of: sql, condition, query, size: size, most: most, note)
                        #expect(Set(ids).count == ids.count, "\(note)")
                        #expect(ids.count == min(most, matching), "\(note)")
                    }
                }
            }
        }
    }

    @Test("to the last row, though rows stand outside of the index, and under the largest LIMIT and OFFSET")
    func ends() throws {
        var random = SeededGenerator(seed: testSeed(15))
        for index in [nil, "hnsw (v vector_l2_ops)", "ivfflat (v vector_l2_ops) WITH (lists = 5)"] {
            let sql = try table(.clusters, index, &random)
            try sql.run("INSERT INTO t SELECT id + 5000, k FROM t WHERE id < 30; DELETE FROM t WHERE id % 3 = 0")
            let count = Int(try sql.run("SELECT count(*) FROM t")[0]) ?? 0
            let query = "'[1,2,3,4,5,6,7,8]'"
            var ids: [String] = []
            for offset in stride(from: 0, to: count, by: 100) {
                ids += try sql.run("SELECT id FROM t ORDER BY v <-> \(query) LIMIT 100 OFFSET \(offset)")
            }
            #expect(ids.count == count && Set(ids).count == count, "\(index ?? "exact")")
            for limit in ["9223372036854775807", "2305843009213693952", "ALL"] {
                let all = try sql.run("SELECT id FROM t ORDER BY v <-> \(query) LIMIT \(limit)")
                #expect(Set(all).count == count && all.count == count, "\(index ?? "exact") \(limit)")
                let rest = try sql.run("SELECT id FROM t ORDER BY v <-> \(query) LIMIT \(limit) OFFSET 5")
                #expect(rest.count == count - 5)
                #expect(
                    try sql.run("SELECT id FROM t ORDER BY v <-> \(query) LIMIT \(limit) OFFSET 9223372036854775807")
                        .isEmpty)
                let filtered = try sql.run(
                    "SELECT id FROM t WHERE k < 9 ORDER BY v <-> \(query) LIMIT \(limit) OFFSET 1")
                #expect(filtered.count == (Int(try sql.run("SELECT count(*) FROM t WHERE k < 9")[0]) ?? 0) - 1)
            }
            #expect(
                try sql.run("SELECT id FROM t ORDER BY v <-> \(query) FETCH FIRST 9223372036854775807 ROWS ONLY").count
                    == count)
            #expect(try sql.run("SELECT id FROM t ORDER BY v <-> \(query) LIMIT 0").isEmpty)
            #expect(sql.message("SELECT id FROM t ORDER BY v <-> \(query) LIMIT -1").hasPrefix("2201W"))
        }
    }

    @Test("a LATERAL search gives for each row what a search for this row gives", arguments: ["hnsw", "ivfflat"])
    func lateral(method: String) throws {
        var random = SeededGenerator(seed: testSeed(16))
        let sql = try table(.clusters, "\(method) (v vector_l2_ops)", &random)
        for (limit, offset) in [(10, 0), (10, 10), (30, 25), (7, 60)] {
            let page = "LIMIT \(limit) OFFSET \(offset)"
            let together = try sql.run(
                """
                SELECT q.id, n.id FROM t q, LATERAL (SELECT id FROM t ORDER BY t.v <-> q.v \(page)) n
                WHERE q.id % 100 = 7 ORDER BY q.id
                """)
            var single: [String] = []
            for id in stride(from: 7, to: Self.rowCount, by: 100) {
                let vector = try sql.run("SELECT v FROM t WHERE id = \(id)")[0]
                single += try sql.run("SELECT \(id), id FROM t ORDER BY v <-> '\(vector)' \(page)")
            }
            #expect(together == single, "\(method) \(page)")
        }
    }
}
