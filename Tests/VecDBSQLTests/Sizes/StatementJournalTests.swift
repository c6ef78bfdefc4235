import Foundation
import Testing
import VecDB

@testable import VecDBSQL

@Suite("statement journals")
struct StatementJournalTests {
    /// Sizes around what SQLite writes at once, in 8 KB pages, and far above it.
    @Test(
        "a statement that changes any number of pages succeeds, and undoes them all when it fails",
        arguments: [1, 7, 8, 17, 129, 1_200])
    func pages(_ pages: Int) throws {
        let path = NSTemporaryDirectory() + "vecdb-\(UUID().uuidString).vecdb"
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        let sql = try SQLHarness(Database(path: path))
        // One row of 1,536 dimensions fills most of a page.
        let load =
            "INSERT INTO t SELECT i, array_fill(1::real, ARRAY[1536])::vector FROM generate_series(1, \(pages)) i"
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, e vector(1536)); \(load)")
        #expect(
            sql.message("UPDATE t SET id = CASE WHEN id = \(pages) THEN NULL ELSE id END, e = e + e").hasPrefix("23502")
        )
        #expect(
            try sql.run("SELECT count(*), sum(id), max(e[1]) FROM (SELECT id, e::real[] AS e FROM t) x")
                == ["\(pages)|\(pages * (pages + 1) / 2)|1"])
        #expect(try sql.run("DELETE FROM t") == ["DELETE \(pages)"])
        #expect(try sql.run(load) == ["INSERT 0 \(pages)"])
        #expect(try sql.run("TRUNCATE t; SELECT count(*) FROM t") == ["0"])
        #expect(try sql.run(load) == ["INSERT 0 \(pages)"])
        #expect(try sql.run("DROP TABLE t") == ["DROP TABLE"])
    }
}
