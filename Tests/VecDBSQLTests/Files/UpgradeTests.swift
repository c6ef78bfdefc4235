import Foundation
import Testing
import VecDB

@testable import VecDBSQL

@Suite("files of earlier formats")
struct UpgradeTests {
    private static var files: [String] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Fixtures/formats").standardizedFileURL
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".sqlite") }.map { folder.path + "/" + $0 }.sorted()
    }

    @Test(
        "a file of each format opens with its rows, its definitions and its index, and takes changes", arguments: files)
    func opens(_ file: String) throws {
        let path = NSTemporaryDirectory() + "vecdb-\(UUID().uuidString).vecdb"
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        try FileManager.default.copyItem(atPath: file, toPath: path)
        for _ in 0..<2 {
            let sql = try SQLHarness(Database(path: path))
            #expect(try sql.run("SELECT count(*), sum(price) FROM items WHERE id < 100") == ["11|99.00"])
            #expect(
                try sql.run("SELECT name, tags, meta, at AT TIME ZONE 'UTC', v FROM items WHERE id = 3") == [
                    "item 3|{a,b3}|{\"n\": 3}|2024-01-01 03:00:00|[1,2,3,4,5,6,7,8]"
                ])
            #expect(try sql.run("SELECT count(*) FROM cheap WHERE id < 100") == ["6"])
            let search = "SELECT id FROM items ORDER BY v <-> '[1,2,3,4,5,6,7,8]' LIMIT 1"
            #expect(try sql.run("EXPLAIN \(search)").contains { $0.contains("items_v") })
            #expect(try sql.run(search) == ["3"])
            #expect(try sql.run("VERIFY INDEX items_v").allSatisfy { $0.hasPrefix("ok") })
            #expect(sql.message("INSERT INTO items (id) VALUES (3)").hasPrefix("23505"))
            try sql.run(
                """
                INSERT INTO items (id, v) SELECT 100 + count(*), '[9,9,9,9,9,9,9,9]' FROM items;
                ALTER TABLE items ADD COLUMN IF NOT EXISTS more int DEFAULT 7; REINDEX INDEX items_v
                """)
            #expect(try sql.run("SELECT DISTINCT more FROM items") == ["7"])
        }
    }

    @Test("there is a file for each format up to the one that is written now")
    func complete() throws {
        let numbers = Self.files.compactMap { name -> Int? in
            name.split(separator: "-").last.flatMap { Int($0.dropLast(".sqlite".count)) }
        }
        #expect(numbers == [1])
    }
}
