import Foundation
import Testing
import VectorTypes

@testable import VecDB
@testable import VecDBSQL

/// Every kind of statement and call that touches many rows, on many rows, each compared with what it should leave.
///
/// The small form is part of `make test`: few dimensions, but statement journals far over what SQLite keeps in memory. `make test-size` sets `VECDB_SIZE_ROWS` and
/// `VECDB_SIZE_DIMENSIONS` to those of real tables. Approximate indexes are partial in the small form, since a debug build makes them slowly.
@Suite("sizes", .serialized)
struct SizeTests {
    private static func number(_ name: String, _ standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? standard
    }
    private let rows = SizeTests.number("VECDB_SIZE_ROWS", 20_000)
    private let dimensions = SizeTests.number("VECDB_SIZE_DIMENSIONS", 128)
    private var isLarge: Bool { rows > 20_000 }
    /// What one step may take: as much again as the vectors twice over (an index and its pages), and what a process needs anyway.
    private var memoryBound: Int { 2 * rows * dimensions * 4 + 384 << 20 }

    private func vector(_ row: Int) -> [Float] {
        var state = UInt64(truncatingIfNeeded: row) &* 0x9E37_79B9_7F4A_7C15
        return (0..<dimensions).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 24)
        }
    }

    private func stored(_ vector: [Float]) -> [UInt8] {
        vector.flatMap { element in withUnsafeBytes(of: element.bitPattern.littleEndian) { Array($0) } }
    }

    /// Runs one step; says how much memory it took at its highest, and holds it to the bound.
    private func step<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        let before = Memory.resident
        Memory.resetPeak()
        let start = ContinuousClock.now
        let result = try body()
        let peak = Memory.peak - before
        if isLarge { print("size: \(name): \(peak >> 20) MB, \(ContinuousClock.now - start)") }
        #expect(peak <= memoryBound, "\(name) took \(peak >> 20) MB")
        return result
    }

    private func withFile(_ body: (Database) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "vecdb-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(Database(path: folder + "/size.vecdb"))
    }

    private func load(_ database: Database) throws {
        try database.core.write { connection in
            let statement = try connection.sqlite.prepare("INSERT INTO src(id, g, name, v) VALUES (?1, ?2, ?3, ?4)")
            for row in 1...rows {
                try statement.bind(
                    all: [
                        .integer(Int64(row)), .integer(Int64(row % 10)), .text("n\(row)"), .blob(stored(vector(row))),
                    ])
                try statement.run()
            }
        }
    }

    @Test("statements over all rows of a table do what they should, in bounded memory")
    func statements() throws {
        try withFile { database in
            let sql = try SQLHarness(database)
            let n = rows
            let sum = n * (n + 1) / 2
            try sql.run("CREATE TABLE src (id int PRIMARY KEY, g int, name text, v vector(\(dimensions)))")
            try step("load") { try load(database) }
            func expect(_ statement: String, _ expected: String, _ check: String? = nil, _ left: String = "") throws {
                let outcome = try step(statement) { try sql.run(statement) }
                #expect(outcome == [expected], "\(statement)")
                if let check { #expect(try sql.run(check) == [left], "\(statement), then \(check)") }
            }
            let all = "SELECT count(*), sum(id), count(DISTINCT name), count(v) FROM t"
            let whole = "\(n)|\(sum)|\(n)|\(n)"
            let empty = "0||0|0"
            try sql.run("CREATE TABLE t (id int PRIMARY KEY, g int, name text, v vector(\(dimensions)))")
            let insert = "INSERT INTO t SELECT id, g, name, v FROM src"
            try expect(insert, "INSERT 0 \(n)", all, whole)
            try expect("DELETE FROM t", "DELETE \(n)", all, empty)
            try sql.run(insert)
            try expect("TRUNCATE t", "TRUNCATE TABLE", all, empty)
            // In the transaction that loaded the rows.
            let some = isLarge ? "" : " WHERE id <= 300"
            try sql.run("BEGIN")
            try expect(insert, "INSERT 0 \(n)")
            try expect("CREATE INDEX t_h ON t USING hnsw (v vector_l2_ops)\(some)", "CREATE INDEX")
            try expect(
                "CREATE INDEX t_i ON t USING ivfflat (v vector_cosine_ops) WITH (lists = 10)\(some)", "CREATE INDEX")
            try expect("CREATE INDEX t_b ON t (name)", "CREATE INDEX")
            try expect("COMMIT", "COMMIT", all, whole)
            try expect(
                "UPDATE t SET g = g + 1", "UPDATE \(n)", "SELECT sum(g) FROM t",
                "\((1...n).reduce(0) { $0 + $1 % 10 + 1 })")
            try expect(
                "UPDATE t SET name = 'm' || id, v = v", "UPDATE \(n)", "SELECT count(*) FROM t WHERE name = 'm' || id",
                "\(n)")
            try expect(
                "INSERT INTO t SELECT id, 99, name, v FROM src ON CONFLICT (id) DO UPDATE SET g = EXCLUDED.g, name = EXCLUDED.name",
                "INSERT 0 \(n)", "SELECT count(*), sum(g), min(name) FROM t", "\(n)|\(99 * n)|n1")
            try expect("INSERT INTO t SELECT id, 1, name, v FROM src ON CONFLICT DO NOTHING", "INSERT 0 0", all, whole)
            try expect(
                "ALTER TABLE t ADD COLUMN extra text DEFAULT 'some default text'", "ALTER TABLE",
                "SELECT count(extra) FROM t", "\(n)")
            try expect("ALTER TABLE t ALTER COLUMN g TYPE bigint", "ALTER TABLE", "SELECT sum(g) FROM t", "\(99 * n)")
            try expect(
                "ALTER TABLE t ALTER COLUMN g TYPE text USING 'g' || g", "ALTER TABLE", "SELECT DISTINCT g FROM t",
                "g99")
            try expect("ALTER TABLE t ALTER COLUMN extra SET NOT NULL", "ALTER TABLE")
            try expect("ALTER TABLE t ADD CONSTRAINT named UNIQUE (name)", "ALTER TABLE")
            try expect("ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0)", "ALTER TABLE")
            try expect("ALTER TABLE t DROP COLUMN extra", "ALTER TABLE", all, whole)
            try expect("ALTER TABLE t RENAME COLUMN g TO h", "ALTER TABLE")
            try expect("ALTER TABLE t RENAME TO u", "ALTER TABLE")
            try expect("ALTER TABLE u RENAME TO t", "ALTER TABLE", all, whole)
            try expect("REINDEX TABLE t", "REINDEX")
            #expect(try step("VERIFY INDEX t_h") { try sql.run("VERIFY INDEX t_h") }.allSatisfy { $0.hasPrefix("ok") })
            #expect(try step("VERIFY INDEX t_i") { try sql.run("VERIFY INDEX t_i") }.allSatisfy { $0.hasPrefix("ok") })
            try expect(
                "CREATE TABLE copy AS SELECT id, name, v FROM t", "SELECT \(n)", "SELECT count(v), sum(id) FROM copy",
                "\(n)|\(sum)")
            try expect(
                "DELETE FROM copy WHERE id IN (SELECT id FROM src WHERE g < 5)",
                "DELETE \((1...n).filter { $0 % 10 < 5 }.count)")
            // What a savepoint takes back.
            try sql.run("BEGIN; SAVEPOINT s")
            try expect("DELETE FROM t WHERE id % 2 = 0", "DELETE \(n / 2)")
            try expect("UPDATE t SET name = 'x' || id", "UPDATE \(n - n / 2)")
            try expect("ROLLBACK TO s", "ROLLBACK", all, whole)
            try sql.run("COMMIT")
            #expect(sql.message("UPDATE t SET id = CASE WHEN id = \(n) THEN 1 ELSE id END").hasPrefix("23505"))
            #expect(try sql.run(all) == [whole])
            // Foreign keys.
            try sql.run("CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t (id) ON DELETE CASCADE)")
            try sql.run("CREATE INDEX ON child (t)")
            try expect("INSERT INTO child SELECT id, id FROM t", "INSERT 0 \(n)")
            try expect(
                "DELETE FROM t WHERE id > \(n / 2)", "DELETE \(n - n / 2)", "SELECT count(*) FROM child", "\(n / 2)")
            try expect("DROP TABLE child", "DROP TABLE")
            // Whole-table reads.
            try expect("SELECT count(*) FROM (SELECT DISTINCT v FROM src) x", "\(n)")
            try expect(
                "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY name DESC) r FROM src) x WHERE r = \(n)", "1")
            try expect("SELECT sum(c) FROM (SELECT g, count(*) c FROM src GROUP BY g) x", "\(n)")
            try expect("SELECT count(*) FROM (SELECT * FROM src ORDER BY name, id OFFSET 10) x", "\(n - 10)")
            // COPY out and in.
            try sql.run("CREATE TABLE back (LIKE src)")
            var lines: [[UInt8]] = []
            sql.session.copyOutput = { lines.append($0) }
            try expect("COPY (SELECT * FROM src ORDER BY id) TO STDOUT", "COPY \(n)")
            var next = 0
            sql.session.copyInput = {
                guard next < lines.count else { return nil }
                next += 1
                return lines[next - 1]
            }
            try expect(
                "COPY back FROM STDIN", "COPY \(n)",
                "SELECT count(*) FROM back JOIN src USING (id) WHERE back.v = src.v", "\(n)")
            lines = []
            try expect("VACUUM", "VACUUM")
            try expect("VACUUM FULL", "VACUUM", "SELECT count(*) FROM t", "\(n / 2)")
            try expect("DROP INDEX t_b", "DROP INDEX")
            try expect("DROP INDEX t_h, t_i", "DROP INDEX")
            try expect("DROP TABLE t", "DROP TABLE")
            #expect(try sql.run("SELECT count(*) FROM src") == ["\(n)"])
            #expect(try database.core.read { try $0.sqlite.value("PRAGMA integrity_check") } == "ok")
        }
    }

    @Test("calls of the typed API over all records of a collection do what they should, in bounded memory")
    func calls() throws {
        try withFile { database in
            let n = rows
            let notes = try database.collection("notes", dimensions: dimensions, metric: .l2)
            func records(_ range: Range<Int>, _ text: String) -> [Record] {
                range.map {
                    Record(
                        id: "n\($0)", content: text, metadata: ["g": .integer(Int64($0 % 10))], embedding: vector($0))
                }
            }
            try step("upsert new") { try notes.upsert(records(0..<n, "one")) }
            #expect(try notes.count() == n)
            try step("upsert known") { try notes.upsert(records(0..<n, "two")) }
            #expect(try step("count(where:)") { try notes.count(where: .metadata("g") == 3) } == n / 10)
            let fetched = try step("fetch(ids:)") { try notes.fetch(ids: (0..<n).map { "n\($0)" }) }
            #expect(fetched.count == n && fetched.allSatisfy { $0.content == "two" })
            #expect(fetched.last?.embedding == vector(n - 1))
            #expect(try step("fetch(where:)") { try notes.fetch(where: .metadata("g") == 4) }.count == n / 10)
            let queries = (0..<64).map { vector($0 * (n / 64)) }
            let found = try step("batch search") { try notes.search(near: queries, limit: 3) }
            #expect(found.enumerated().allSatisfy { $1.first?.id == "n\($0 * (n / 64))" })
            if isLarge {
                try step("createIndex") { try notes.createIndex(.hnsw()) }
                #expect(try notes.search(near: vector(77), limit: 1).first?.id == "n77")
            } else {
                try step("createIndex") { try notes.createIndex(.ivfflat(lists: 4)) }
            }
            #expect(try step("delete(where:)") { try notes.delete(where: .metadata("g") == 5) } == n / 10)
            #expect(try step("delete(ids:)") { try notes.delete(ids: (0..<n / 2).map { "n\($0)" }) } == n / 2 - n / 20)
            #expect(try notes.count() == n / 2 - n / 20)
            #expect(try step("dropIndex") { try notes.dropIndex() })
            try step("dropCollection") { try database.dropCollection("notes") }
            #expect(try database.collections().isEmpty)
        }
    }
}

/// The process's memory as the system counts it; nothing where it does not say.
private enum Memory {
    static var resident: Int { field("VmRSS:") }
    static var peak: Int { field("VmHWM:") }

    static func resetPeak() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        file.write(Data("5".utf8))
        try? file.close()
    }

    private static func field(_ name: String) -> Int {
        guard let file = FileHandle(forReadingAtPath: "/proc/self/status"), let data = try? file.readToEnd() else {
            return 0
        }
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name) }
        return (line?.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) << 10
    }
}
