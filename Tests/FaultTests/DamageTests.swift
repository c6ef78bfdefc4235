import Foundation
import TestSupport
import Testing
import VecDB
import VecDBSQL
import VectorTypes

/// Files that were changed by chance: whatever stands in them, every statement ends with an answer or a typed error.
@Suite("Damaged files", .serialized) final class DamageTests {
    private let directory: String
    private let pristine: [UInt8]

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "vecdb-damage-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = directory + "/whole.vecdb"
        let database = try Database(path: path)
        do {
            let session = try Session(database)
            try session.execute(
                """
                CREATE TABLE t (id int PRIMARY KEY, tag text, n numeric, v vector(40));
                INSERT INTO t SELECT g, 'tag ' || g % 5, g / 7.0,
                    ('[' || g % 37 || repeat(',' || g % 11, 38) || ',' || g || ']')::vector FROM generate_series(1, 400) g;
                CREATE INDEX graph ON t USING hnsw (v vector_l2_ops) WITH (m = 6, ef_construction = 32);
                CREATE INDEX lists ON t USING ivfflat (v vector_cosine_ops) WITH (lists = 6);
                CREATE INDEX tags ON t (tag);
                CREATE VIEW w AS SELECT id FROM t WHERE n > 3
                """
            ) { _ in }
        }
        database.close()
        pristine = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    private static let query = "[1" + String(repeating: ",2", count: 39) + "]"
    private static let statements = [
        "SELECT count(*) FROM t", "SELECT * FROM t ORDER BY id", "SELECT count(*) FROM w",
        "SELECT id FROM t ORDER BY v <-> '\(query)' LIMIT 10", "SELECT id FROM t ORDER BY v <=> '\(query)' LIMIT 10",
        "SELECT id FROM t WHERE tag = 'tag 3' ORDER BY v <-> '\(query)' LIMIT 5",
        "VERIFY INDEX graph", "VERIFY INDEX lists", "INSERT INTO t VALUES (1000, 'new', 1, '\(query)')",
        "UPDATE t SET v = '\(query)' WHERE id % 50 = 0", "DELETE FROM t WHERE id % 60 = 1", "CHECKPOINT",
        "REINDEX TABLE t",
        "VACUUM t", "DROP INDEX lists",
    ]

    /// Opens a file with such content and uses it; what went wrong, if anything did.
    private func use(_ content: [UInt8]) throws -> [String] {
        let path = directory + "/damaged.vecdb"
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        try Data(content).write(to: URL(fileURLWithPath: path))
        var wrong: [String] = []
        func accept(_ error: any Error, _ place: String) {
            let state = (error as? VecDBError)?.sqlState
            if state == nil || state == .internalError { wrong.append("\(place): \(error)") }
        }
        let database: Database
        do { database = try Database(path: path) } catch {
            accept(error, "opening")
            return wrong
        }
        defer { database.close() }
        do {
            let session = try Session(database)
            for statement in Self.statements {
                do { try session.execute(statement) { _ in } } catch { accept(error, statement) }
            }
        } catch { accept(error, "connecting") }
        return wrong
    }

    @Test("a flipped bit anywhere in a file ends no process, and every statement with an answer or a typed error")
    func flips() throws {
        let seed = testSeed(31)
        var random = SeededGenerator(seed: seed)
        for round in 0..<(isSoak ? 2_000 : 60) {
            var content = pristine
            var places: [Int] = []
            for _ in 0..<([1, 1, 1, 4, 30].randomElement(using: &random) ?? 1) {
                // Half of them near the beginning, where the schema and the catalog are.
                let end = Bool.random(using: &random) ? content.count : min(content.count, 200_000)
                let place = Int.random(in: 0..<end, using: &random)
                content[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                places.append(place)
            }
            let wrong = try use(content)
            #expect(wrong.isEmpty, "seed \(seed), round \(round), bytes \(places)")
        }
    }

    @Test("so does a file that ends too early, or in zeros")
    func truncations() throws {
        let seed = testSeed(32)
        var random = SeededGenerator(seed: seed)
        for round in 0..<(isSoak ? 300 : 16) {
            let size = Int.random(in: 0..<pristine.count, using: &random)
            var content = Array(pristine[..<size])
            if Bool.random(using: &random) { content += [UInt8](repeating: 0, count: pristine.count - size) }
            let wrong = try use(content)
            #expect(
                wrong.isEmpty,
                "seed \(seed), round \(round), \(size) bytes of \(pristine.count), then \(content.count - size) zeros")
        }
    }
}
