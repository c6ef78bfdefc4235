import Foundation
import Testing
import VecDB

@testable import VecDBSQL

@Suite("VACUUM INTO")
struct VacuumIntoTests {
    @Test("VACUUM INTO makes a whole copy, and never writes over a file")
    func copy() throws {
        let path = NSTemporaryDirectory() + "vecdb-\(UUID().uuidString).vecdb"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sql = try SQLHarness()
        try sql.run("CREATE TABLE t (id int PRIMARY KEY, v vector(2)); INSERT INTO t VALUES (1, '[1,2]'), (2, '[3,4]')")
        #expect(try sql.run("VACUUM INTO '\(path)'") == ["VACUUM"])
        #expect(sql.message("VACUUM INTO '\(path)'") == "58P02 could not create file \"\(path)\": file exists")
        #expect(sql.message("BEGIN; VACUUM INTO '\(path)2'").hasPrefix("25001"))
        try sql.run("ROLLBACK")
        #expect(try SQLHarness(Database(path: path)).run("SELECT id FROM t ORDER BY v <-> '[3,3]'") == ["2", "1"])
    }
}
