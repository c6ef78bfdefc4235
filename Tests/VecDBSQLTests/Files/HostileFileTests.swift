import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VecDB
@testable import VecDBSQL

/// Files in which somebody has written what we never would, where we keep our own books.
@Suite("hostile files")
struct HostileFileTests {
    private static let statements = [
        "SELECT count(*) FROM items", "SELECT * FROM items ORDER BY id",
        "SELECT id FROM items ORDER BY v <-> '[5,1,0]' LIMIT 3",
        "SELECT id FROM items ORDER BY v <=> '[5,1,0]' LIMIT 3",
        "SELECT * FROM pg_class", "SELECT * FROM pg_attribute", "SELECT * FROM pg_index", "SELECT * FROM pg_constraint",
        "SELECT * FROM pg_sequences", "SELECT * FROM information_schema.columns",
        "SELECT pg_get_indexdef(indexrelid) FROM pg_index",
        "SELECT * FROM seen", "INSERT INTO items (name, v) VALUES ('new', '[5,1,1]')",
        "UPDATE items SET v = '[5,2,0]' WHERE id = 7", "DELETE FROM items WHERE id = 8", "SELECT nextval('counter')",
        "SELECT id FROM items ORDER BY v <-> '[5,1,0]' LIMIT 3", "VERIFY INDEX items_h", "VERIFY INDEX items_i",
        "INSERT INTO notes VALUES (1, 3), (2, 4)", "ALTER TABLE items ADD COLUMN extra int DEFAULT 3",
        "CREATE INDEX ON items USING hnsw (v vector_l1_ops)", "CREATE TABLE more (id serial PRIMARY KEY, v vector(2))",
        "REINDEX INDEX items_h", "ALTER TABLE items RENAME TO things", "TRUNCATE notes", "VACUUM",
        "DROP TABLE things CASCADE",
    ]
    private static let values: [SQLiteValue] = [
        .null, .integer(.min), .integer(.max), .integer(.min + 1), .integer(-1), .integer(0), .integer(1 << 31),
        .integer(1 << 62), .real(1e300), .text(""), .text("["), .text("[\"a\",null,\"\\u00"), .blob([]),
        .blob([0xff, 0]),
    ]

    private struct Case: CustomStringConvertible {
        var change: String
        var values: [SQLiteValue]
        var description: String { "\(change) -- \(values)" }
    }

    private func make(_ path: String) throws {
        let sql = try SQLHarness(Database(path: path))
        try sql.run(
            """
            CREATE EXTENSION IF NOT EXISTS vector;
            CREATE TABLE items (id serial PRIMARY KEY, name text UNIQUE DEFAULT 'x', v vector(3), CHECK (id > 0));
            INSERT INTO items (name, v) SELECT 'n' || i, ('[' || i || ',' || i % 3 || ',1]')::vector FROM generate_series(1, 30) i;
            CREATE INDEX items_h ON items USING hnsw (v vector_l2_ops);
            CREATE INDEX items_i ON items USING ivfflat (v vector_cosine_ops) WITH (lists = 2);
            CREATE TABLE notes (id int, item int REFERENCES items (id) ON DELETE CASCADE);
            CREATE SEQUENCE counter; CREATE VIEW seen AS SELECT id, name FROM items;
            INSERT INTO items (name, v) SELECT 'm' || i, '[1,2,3]' FROM generate_series(1, 5) i; DELETE FROM items WHERE id = 20
            """)
    }

    /// Every column of every row of our books with every value; every row gone; every number of the header.
    private func cases(_ path: String) throws -> [Case] {
        let sqlite = try SQLiteConnection(path, flags: 2)
        defer { sqlite.close() }
        var cases: [Case] = []
        let tables = try sqlite.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND (name LIKE 'vecdb%' OR name = 'sqlite_sequence') ORDER BY 1"
        )
        for table in tables.compactMap({ $0[0].text }) where table != "vecdb_index_pages" {
            let columns = try sqlite.rows("SELECT name, pk FROM pragma_table_info(?1)", [.text(table)])
            let names = columns.compactMap { $0[0].text }
            let hasRowid = !["vecdb_meta", "vecdb_columns"].contains(table)
            let key =
                hasRowid ? "rowid" : columns.filter { $0[1] != 0 }.compactMap { $0[0].text }.joined(separator: ", ")
            let count = try sqlite.value("SELECT count(*) FROM \(table)")?.integer ?? 0
            // The log's rows are alike.
            for row in 0..<(table == "vecdb_log" ? min(count, 3) : count) {
                let place = "WHERE (\(key)) = (SELECT \(key) FROM \(table) ORDER BY \(key) LIMIT 1 OFFSET \(row))"
                cases.append(Case(change: "DELETE FROM \(table) \(place)", values: []))
                for name in names {
                    for value in Self.values {
                        cases.append(Case(change: "UPDATE \(table) SET \(name) = ?1 \(place)", values: [value]))
                    }
                }
            }
            cases.append(Case(change: "DELETE FROM \(table)", values: []))
            if table != "sqlite_sequence" { cases.append(Case(change: "DROP TABLE \(table)", values: [])) }
        }
        for pragma in ["user_version", "schema_version", "application_id"] {
            for number in [Int64(Int32.min), -1, 0, 2, Int64(Int32.max)] {
                cases.append(Case(change: "PRAGMA \(pragma) = \(number)", values: []))
            }
        }
        return cases
    }

    /// `VECDB_HOSTILE_CASES=all` for every case; else as many as it says, drawn at random.
    @Test(
        "whatever stands in our own tables, opening, asking, changing and verifying gives an answer or an error of ours"
    )
    func everyField() throws {
        let folder = NSTemporaryDirectory() + "vecdb-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let whole = folder + "/whole.vecdb"
        try make(whole)
        let seed = testSeed(53)
        var random = SeededGenerator(seed: seed)
        let wanted = ProcessInfo.processInfo.environment["VECDB_HOSTILE_CASES"]
        var cases = try cases(whole)
        #expect(cases.count > 1_000)
        if wanted != "all" {
            let known = cases.filter { change in
                ["storage SET position", "sequence SET seq", "columns SET number", "log SET seq", "meta SET value"]
                    .contains {
                        change.change.contains($0)
                    } && (change.values == [.integer(.min)] || change.values == [.integer(.max)])
            }
            let drawn = cases.shuffled(using: &random).prefix(wanted.flatMap { Int($0) } ?? 60)
            cases = Array(known.shuffled(using: &random).prefix(20)) + Array(drawn)
        }
        let isTold = ProcessInfo.processInfo.environment["VECDB_HOSTILE_TOLD"] != nil
        for (number, change) in cases.enumerated() {
            // Should the process end, the last line tells why.
            if isTold { FileHandle.standardError.write(Data("\(number) of \(cases.count): \(change)\n".utf8)) }
            let path = folder + "/\(number).vecdb"
            try FileManager.default.copyItem(atPath: whole, toPath: path)
            defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
            let sqlite = try SQLiteConnection(path, flags: 2)
            // A value that a constraint refuses cannot stand there.
            let isMade = (try? sqlite.execute(change.change, change.values)) != nil
            sqlite.close()
            guard isMade else { continue }
            do {
                let sql = try SQLHarness(Database(path: path))
                for (place, statement) in Self.statements.enumerated() {
                    do {
                        let lines = try sql.run(statement)
                        // The rows are the truth, whatever is said of indexes over them. (The statement stands there once
                        // more, after changes.)
                        if place == 2,
                            change.change.contains("vecdb_log") || change.change.contains("vecdb_index")
                                || change.change.contains("sequence ") || change.change.contains("vecdb_meta")
                        {
                            #expect(Set(lines) == ["4", "5", "6"], "seed \(seed), \(change)")
                        }
                    } catch {
                        #expect(error is VecDBError, "\(change): \(statement): \(error)")
                    }
                }
            } catch {
                #expect(error is VecDBError, "\(change): \(error)")
            }
        }
    }
}
