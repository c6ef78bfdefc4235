import Foundation
import Synchronization
import Testing
import VecDB
import VecDBSQL
import VectorTypes

/// Approximate indexes through SQL: made, searched, verified, measured, maintained.
@Suite("Vector indexes in SQL")
struct VectorIndexTests {
    /// 600 rows on a spiral, so that every distance is another one.
    private func table(_ settings: [String: String] = [:], _ database: Database? = nil) throws -> SQLHarness {
        let sql = try SQLHarness(settings: settings, database)
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, v vector(3), c int, rank int)")
        try sql.run(
            """
            INSERT INTO t SELECT i, ARRAY[cos(i) * i, sin(i) * i, i % 7]::vector, i % 10, i FROM generate_series(1, 600) i
            """)
        return sql
    }

    private let order = "ORDER BY v <-> '[10,10,1]'"

    /// What exact search gives.
    private func exact(_ sql: SQLHarness, _ query: String) throws -> [String] {
        try sql.run("SET enable_indexscan = off")
        defer { _ = try? sql.run("RESET enable_indexscan") }
        #expect(try !sql.run("EXPLAIN \(query)").contains { $0.contains("Index Scan") })
        return try sql.run(query)
    }

    private func usesIndex(_ name: String, _ sql: SQLHarness, _ query: String) throws -> Bool {
        try sql.run("EXPLAIN (COSTS OFF) \(query)").contains { $0.contains("Index Scan using \(name) on t") }
    }

    @Test("columns, expressions and parts of a table are searched by the index that fits, with exact search's results")
    func choice() throws {
        let sql = try table()
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        try sql.run("CREATE INDEX half ON t USING hnsw ((v::halfvec(3)) halfvec_cosine_ops)")
        try sql.run("CREATE INDEX bits ON t USING hnsw ((binary_quantize(v)::bit(3)) bit_hamming_ops) WHERE c > 5")
        try sql.run("CREATE INDEX sub ON t USING hnsw ((subvector(v, 1, 2)::vector(2)) vector_l1_ops)")
        try sql.run("CREATE INDEX part ON t USING hnsw (v vector_cosine_ops) WHERE c = 3")
        let queries = [
            ("l2", "SELECT id FROM t \(order) LIMIT 5"),
            ("l2", "SELECT id FROM t WHERE c = 4 \(order) LIMIT 5"),
            ("l2", "SELECT id, v <-> '[10,10,1]' FROM t \(order) LIMIT 5 OFFSET 3"),
            ("half", "SELECT id FROM t ORDER BY v::halfvec(3) <=> '[10,10,1]' LIMIT 5"),
            ("sub", "SELECT id FROM t ORDER BY subvector(v, 1, 2)::vector(2) <+> '[10,10]' LIMIT 5"),
            ("part", "SELECT id FROM t WHERE c = 3 ORDER BY v <=> '[10,10,1]' LIMIT 5"),
            ("part", "SELECT id FROM t WHERE rank < 300 AND c = 3 ORDER BY v <=> '[10,10,1]' LIMIT 5"),
            ("part", "SELECT id FROM t WHERE c IN (3) ORDER BY v <=> '[10,10,1]' LIMIT 5"),
        ]
        for (index, query) in queries {
            #expect(try usesIndex(index, sql, query), "\(query)")
            #expect(try sql.run(query) == exact(sql, query), "\(query)")
        }
        let bits = "ORDER BY binary_quantize(v)::bit(3) <~> '110' LIMIT 5"
        #expect(try usesIndex("bits", sql, "SELECT id FROM t WHERE c > 5 \(bits)"))
        #expect(try usesIndex("bits", sql, "SELECT id FROM t WHERE c >= 6 AND c > 7 \(bits)"))
        #expect(try !usesIndex("bits", sql, "SELECT id FROM t WHERE c > 4 \(bits)"))
        // The literal decides, though plans are kept without literals.
        for c in [3, 4, 3] {
            let query = "SELECT id FROM t WHERE c = \(c) ORDER BY v <=> '[10,10,1]' LIMIT 5"
            #expect(try usesIndex("part", sql, query) == (c == 3))
            #expect(try sql.run(query) == exact(sql, query))
        }
    }

    @Test("EXPLAIN says why no index is used")
    func reasons() throws {
        let sql = try table()
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops) WHERE c = 3")
        func reason(_ query: String) throws -> String? {
            try sql.run("EXPLAIN (COSTS OFF) \(query)").first { $0.contains("Reason:") }
                .map { String($0.drop { $0 == " " }.dropFirst(8)) }
        }
        #expect(
            try reason("SELECT id FROM t \(order) LIMIT 5")
                == "index \"l2\" has only the rows WHERE (c = 3), which the statement's conditions do not imply")
        let mine = "SELECT id FROM t WHERE c = 3"
        #expect(try reason("\(mine) \(order) LIMIT 5") == nil)
        #expect(
            try reason("\(mine) \(order)") == "without LIMIT all rows are wanted, and an exact scan gives them sooner")
        #expect(try reason("\(mine) \(order), id LIMIT 5") == "the rows are sorted by more than the distance")
        #expect(
            try reason("\(mine) \(order) DESC LIMIT 5") == "an index gives the nearest rows first, with NULLs last")
        #expect(
            try reason("\(mine) ORDER BY v <=> '[1,1,1]' LIMIT 5")
                == "index \"l2\" is of another operator class than the operator <=> needs")
        try sql.run("SET enable_indexscan = off")
        #expect(try reason("\(mine) \(order) LIMIT 5") == "enable_indexscan is off")
    }

    @Test(
        "a filter of any selectivity gives as many rows as match, those that exact search gives",
        arguments: [true, false])
    func filters(isIndexed: Bool) throws {
        let sql = try table()
        if isIndexed { try sql.run("CREATE INDEX ON t (rank)") }
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        for bound in [0, 1, 5, 60, 300, 590, 1_000] {
            // Twice: the second time the filter's rows may be known.
            for _ in 0..<2 {
                let query = "SELECT id FROM t WHERE rank > 600 - \(bound) \(order) LIMIT 10"
                let found = try sql.run(query)
                #expect(found.count == min(10, bound))
                #expect(try found == exact(sql, query))
            }
        }
        let before = try sql.run("SELECT id FROM t WHERE rank > 595 \(order) LIMIT 10")
        try sql.run("UPDATE t SET rank = 0 WHERE id = 600")
        #expect(try sql.run("SELECT id FROM t WHERE rank > 595 \(order) LIMIT 10") == before.filter { $0 != "600" })
        try sql.run("BEGIN")
        try sql.run("UPDATE t SET rank = 600 WHERE id = 600")
        #expect(try sql.run("SELECT id FROM t WHERE rank > 595 \(order) LIMIT 10") == before)
        try sql.run("ROLLBACK")
        #expect(try sql.run("SELECT id FROM t WHERE rank > 595 \(order) LIMIT 10") == before.filter { $0 != "600" })
    }

    @Test("a threshold ends the search, with LIMIT and with other conditions")
    func threshold() throws {
        let sql = try table()
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        for condition in ["v <-> '[10,10,1]' < 8", "8 >= v <-> '[10,10,1]' AND c <> 3", "(v <-> '[10,10,1]') < 0"] {
            for limit in [3, 500] {
                let query = "SELECT id FROM t WHERE \(condition) \(order) LIMIT \(limit)"
                #expect(try usesIndex("l2", sql, query))
                #expect(try sql.run(query) == exact(sql, query), "\(query)")
            }
        }
    }

    @Test("rows without a vector come last by default, and not at all in strict mode, which ends at ef_search")
    func strictness() throws {
        let sql = try table()
        try sql.run("INSERT INTO t VALUES (1001, NULL), (1002, '[0,0,0]')")
        try sql.run("CREATE INDEX cos ON t USING hnsw (v vector_cosine_ops)")
        let query = "SELECT id FROM t WHERE id > 590 ORDER BY v <=> '[10,10,1]' LIMIT 50"
        #expect(try Array(sql.run(query).suffix(2)) == ["1002", "1001"])
        try sql.run("SET vecdb.strict_pgvector = on; SET enable_seqscan = off")
        let all = "SELECT count(*) FROM (SELECT id FROM t ORDER BY v <=> '[10,10,1]') s"
        #expect(try sql.run(all) == ["40"])
        try sql.run("SET hnsw.ef_search = 7")
        #expect(try sql.run(all) == ["7"])
        try sql.run("SET hnsw.iterative_scan = relaxed_order")
        #expect(try sql.run(all) == ["600"])
        try sql.run("SET hnsw.iterative_scan = strict_order")
        #expect(try (Int(sql.run(all)[0]) ?? 0) > 7)
        #expect(
            try sql.run("SELECT count(*) FROM (SELECT id FROM t ORDER BY v <=> (SELECT NULL::vector)) s")
                .allSatisfy { (Int($0) ?? 0) > 7 })
    }

    @Test("a transaction finds what it has written, and others do not")
    func transactions() throws {
        let sql = try table()
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        let nearest = "SELECT id FROM t \(order) LIMIT 1"
        let before = try sql.run(nearest)
        try sql.run("BEGIN")
        try sql.run("INSERT INTO t VALUES (2000, '[10,10,1]')")
        #expect(try sql.run(nearest) == ["2000"])
        try sql.run("SAVEPOINT s; DELETE FROM t WHERE id = 2000")
        #expect(try sql.run(nearest) == before)
        try sql.run("ROLLBACK TO s")
        #expect(try sql.run(nearest) == ["2000"])
        try sql.run("ROLLBACK")
        #expect(try sql.run(nearest) == before)
        try sql.run("BEGIN; CREATE INDEX mine ON t USING hnsw (v vector_cosine_ops); ROLLBACK")
        #expect(try sql.run("SELECT count(*) FROM pg_indexes WHERE indexname = 'mine'") == ["0"])
    }

    @Test("VERIFY INDEX is clean after every kind of change, and refuses what it cannot check")
    func verify() throws {
        let sql = try table()
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        try sql.run("CREATE INDEX part ON t USING hnsw (v vector_ip_ops) WHERE c = 3")
        func check(_ name: String, rows: Int) throws {
            let found = try sql.run("VERIFY INDEX \(name)")
            #expect(found.count == 1 && found[0].hasPrefix("ok|\(rows) rows, "), "\(found)")
        }
        try check("l2", rows: 600)
        try check("part", rows: 60)
        try sql.run("DELETE FROM t WHERE id % 3 = 0")
        try sql.run("UPDATE t SET c = 3 WHERE c = 4")
        try sql.run("UPDATE t SET v = v + '[1,1,1]' WHERE c = 5")
        try check("l2", rows: 400)
        try check("part", rows: 80)
        try sql.run("VACUUM t")
        try check("l2", rows: 400)
        try sql.run("REINDEX TABLE t")
        try check("part", rows: 80)
        try sql.run("TRUNCATE t")
        try check("l2", rows: 0)
        #expect(try sql.run("SELECT recall FROM vecdb_recall('part', 10, 10)") == ["1"])
        #expect(sql.message("VERIFY INDEX t") == "42809 \"t\" is not an index")
        #expect(sql.message("VERIFY INDEX nosuch") == "42P01 relation \"nosuch\" does not exist")
        #expect(sql.message("VERIFY INDEX t_pkey").hasPrefix("42809 VERIFY INDEX is not supported"))
        #expect(sql.message("VERIFY l2").hasPrefix("42601 syntax error at or near \"VERIFY\""))
    }

    @Test("vecdb_recall and vecdb_index_status tell how good an index is and where it stands")
    func measured() throws {
        let sql = try table()
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        #expect(
            try sql.run("SELECT recall > 0.9, k, sample, ef_search >= 40 FROM vecdb_recall('l2', 5, 20)")
                == ["t|5|20|t"])
        #expect(try sql.run("SELECT k, sample FROM vecdb_recall('public.l2')") == ["10|100"])
        #expect(try sql.run("SELECT state, rows, dead FROM vecdb_index_status('l2')") == ["ready|600|0"])
        try sql.run("SELECT id FROM t \(order) LIMIT 3")
        #expect(
            try sql.run("SELECT idx_scan > 0, idx_tup_read > 0 FROM pg_stat_user_indexes WHERE indexrelname = 'l2'")
                == ["t|t"])
        #expect(try sql.run("SELECT pg_relation_size('l2') > 1000, pg_indexes_size('t') > 1000") == ["t|t"])
        #expect(sql.message("SELECT * FROM vecdb_recall('t_pkey')").hasPrefix("42809 \"t_pkey\" is not a vector index"))
        #expect(sql.message("SELECT * FROM vecdb_recall('l2', 0)").hasPrefix("22023"))
    }

    @Test("progress is reported to the session and to others, and the memory that is needed before")
    func progress() throws {
        let database = try Database.inMemory()
        let sql = try table(["client_min_messages": "debug1"], database)
        let other = Mutex(UncheckedSession(try Session(database)))
        let reports = Mutex<[StatementProgress]>([])
        let rows = Mutex<[[String?]]>([])
        sql.session.onProgress = { progress in
            reports.withLock { $0.append(progress) }
            let seen = other.withLock { other in
                try? other.session.query(
                    """
                    SELECT command, phase, relid::regclass::text, blocks_total, blocks_done <= blocks_total
                    FROM pg_stat_progress_create_index
                    """
                ).map { row in (0..<5).map { row[$0] } }
            }
            rows.withLock { $0 += seen ?? [] }
        }
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        let all = reports.withLock { $0 }
        #expect(all.first?.subject == "index l2")
        #expect(all.last.map { $0.total == 600 && $0.fraction ?? 0 > 0 } ?? false)
        #expect(
            rows.withLock { $0 }.contains(["CREATE INDEX", "building index: loading tuples", "t", "600", "t"]))
        #expect(sql.notices.contains { $0.severity == .debug && $0.message.contains("600 rows takes 1 MB") })
        #expect(try sql.run("SELECT count(*) FROM pg_stat_progress_create_index") == ["0"])
    }

    @Test("dropping the extension drops every index on vectors and bits")
    func extensionDropped() throws {
        let sql = try table()
        try sql.run("CREATE EXTENSION IF NOT EXISTS vector")
        try sql.run("ALTER TABLE t ADD COLUMN b bit(3)")
        try sql.run("CREATE INDEX l2 ON t USING hnsw (v vector_l2_ops)")
        try sql.run("CREATE INDEX bits ON t USING hnsw (b bit_hamming_ops)")
        #expect(sql.message("DROP EXTENSION vector").hasPrefix("2BP01"))
        try sql.run("DROP EXTENSION vector CASCADE")
        #expect(try sql.run("SELECT indexname FROM pg_indexes") == ["t_pkey"])
        #expect(try sql.run("SELECT count(*) FROM t") == ["600"])
    }
}

/// A session that a mutex guards.
private struct UncheckedSession: @unchecked Sendable {
    // Safe because only the mutex around it hands it out.
    let session: Session

    init(_ session: Session) { self.session = session }
}
