import TestSupport
import Testing
import VecDB
import VecDBSQL

/// Searches by an index among the rows that WHERE leaves: as many rows as match, nearly always exact search's, in order.
@Suite("Filtered searches by an index")
struct FilteredSearchTests {
    private let rowCount = 1_500

    /// Rows with a number that has nothing to do with the vector, and one that has.
    private func table(_ random: inout SeededGenerator) throws -> SQLHarness {
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, v vector(6), r int, place int)")
        var rows: [String] = []
        for id in 0..<rowCount {
            let vector = random.gaussianVector(6)
            rows.append("(\(id), '\(vector)', \(Int.random(in: 0..<1_000, using: &random)), \(Int(vector[0] * 1_000)))")
        }
        try sql.run("INSERT INTO t VALUES \(rows.joined(separator: ", "))")
        try sql.run("CREATE INDEX near ON t USING hnsw (v vector_l2_ops)")
        return sql
    }

    @Test(
        "for every selectivity, correlated with the distance or not, with a b-tree or without",
        arguments: [true, false])
    func selectivity(isIndexed: Bool) throws {
        let seed = testSeed(41)
        var random = SeededGenerator(seed: seed)
        let sql = try table(&random)
        if isIndexed { try sql.run("CREATE INDEX ON t (r); CREATE INDEX ON t (place)") }
        var conditions = [500, 100, 10, 1].map { "r < \($0)" }
        conditions += [
            "place > 0", "place > 1500", "place < -2500", "r < 500 AND place > 1000", "r % 7 = 0 AND id > 10",
        ]
        for condition in conditions {
            var (found, possible) = (0, 0)
            for _ in 0..<12 {
                let query = "'\(random.gaussianVector(6))'"
                let search =
                    "SELECT id, v <-> \(query) FROM t WHERE \(condition) ORDER BY v <-> \(query) LIMIT 10"
                let hits = try sql.run(search)
                try sql.run("SET enable_indexscan = off")
                let truth = try sql.run(search)
                try sql.run("RESET enable_indexscan")
                #expect(hits.count == truth.count, "\(condition), seed \(seed)")
                let distances = hits.compactMap { Double($0.split(separator: "|")[1]) }
                #expect(distances == distances.sorted(), "\(condition), seed \(seed)")
                found += Set(truth).intersection(hits).count
                possible += truth.count
            }
            #expect(Double(found) >= 0.95 * Double(possible), "\(condition), seed \(seed): \(found) of \(possible)")
        }
    }

    @Test("a filter that depends on settings or the time is asked anew each time")
    func stability() throws {
        var random = SeededGenerator(seed: testSeed(42))
        let sql = try table(&random)
        try sql.run("CREATE INDEX ON t (r)")
        let condition = "r < current_setting('hnsw.ef_search')::int"
        for effort in [1, 20, 5, 100] {
            try sql.run("SET hnsw.ef_search = \(effort)")
            let count = try #require(Int(sql.run("SELECT count(*) FROM t WHERE \(condition)")[0]))
            for _ in 0..<2 {
                let hits = try sql.run("SELECT id FROM t WHERE \(condition) ORDER BY v <-> '[0,0,0,0,0,0]' LIMIT 200")
                #expect(hits.count == min(200, count), "\(effort)")
            }
        }
    }

    @Test("what is known of a filter is forgotten when rows change")
    func changes() throws {
        var random = SeededGenerator(seed: testSeed(43))
        let sql = try table(&random)
        try sql.run("CREATE INDEX ON t (r)")
        let search = "SELECT id FROM t WHERE r < 5 ORDER BY v <-> '[0,0,0,0,0,0]' LIMIT 1"
        for round in 0..<4 {
            try sql.run(search)
            try sql.run("INSERT INTO t VALUES (\(5_000 + round), '[0,0,0,0,0,\(Double(4 - round) / 1e4)]', 1, 0)")
            #expect(try sql.run(search) == ["\(5_000 + round)"])
            try sql.run("UPDATE t SET v = '[0,0,0,0,0,0]' WHERE id = \(5_000 + round)")
            #expect(try sql.run(search) == ["\(5_000 + round)"])
            try sql.run("UPDATE t SET r = 900 WHERE id = \(5_000 + round)")
            #expect(try sql.run(search) != ["\(5_000 + round)"])
        }
        // Without LIMIT's worth of matches every match comes, then rows without a vector.
        try sql.run("INSERT INTO t VALUES (9000, NULL, 3, 0)")
        let all = try sql.run("SELECT id FROM t WHERE r < 5 ORDER BY v <-> '[0,0,0,0,0,0]' LIMIT 500")
        #expect(try all.count == Int(sql.run("SELECT count(*) FROM t WHERE r < 5")[0]) && all.last == "9000")
    }

    @Test("joins, sub-selects, CTEs and LATERAL search by the index, in order")
    func nested() throws {
        var random = SeededGenerator(seed: testSeed(44))
        let sql = try table(&random)
        try sql.run("CREATE TABLE names (id int PRIMARY KEY, name text)")
        try sql.run("INSERT INTO names SELECT i, 'n' || i FROM generate_series(0, \(rowCount - 1), 3) i")
        let order = "ORDER BY v <-> (SELECT v FROM t WHERE id = 7) LIMIT 8"
        let queries = [
            "SELECT t.id, names.name FROM t JOIN names ON names.id = t.id \(order)",
            "SELECT t.id FROM t LEFT JOIN names ON names.id = t.id WHERE names.id IS NULL \(order)",
            "WITH near AS (SELECT id, r, v <-> '[1,1,0,0,0,0]' AS d FROM t ORDER BY d LIMIT 20) SELECT id FROM near WHERE r < 500 ORDER BY d",
            "SELECT n.id, x.id FROM names n CROSS JOIN LATERAL (SELECT t.id FROM t, t AS o WHERE o.id = n.id AND t.id <> n.id ORDER BY t.v <-> o.v LIMIT 2) x WHERE n.id < 9 ORDER BY 1, 2",
            "SELECT id FROM t WHERE r < 300 AND id IN (SELECT id FROM names) \(order)",
            "SELECT id FROM t WHERE v <-> '[1,1,0,0,0,0]' < 1.5 AND r > 100 ORDER BY v <-> '[1,1,0,0,0,0]' LIMIT 30 OFFSET 2",
            "SELECT id FROM t WHERE r < 500 ORDER BY v <-> '[0,0,1,0,0,0]' LIMIT 5 OFFSET 5",
        ]
        try sql.run("SET hnsw.ef_search = 200")
        for query in queries {
            let hits = try sql.run(query)
            try sql.run("SET enable_indexscan = off")
            #expect(try hits == sql.run(query), "\(query)")
            try sql.run("RESET enable_indexscan")
        }
    }
}
