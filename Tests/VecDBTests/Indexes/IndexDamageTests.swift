import CSQLite
import TestSupport
import Testing
import VectorIndexes
import VectorTypes

@testable import VecDB

/// What becomes of an index whose pages, or whose log, are not as they were left.
@Suite("Stored indexes that cannot be trusted", .serialized)
struct IndexDamageTests {
    let directory = try? TemporaryDirectory()

    /// A file with 300 rows of `dimensions` and an index, closed.
    private func file(dimensions: Int, storage: String = "full", _ random: inout SeededGenerator) throws -> (
        String, VectorTable
    ) {
        let path = try #require(directory).file("d\(dimensions)\(storage).vecdb")
        let database = try Database(path: path)
        defer { database.close() }
        let rows = try VectorTable("t", dimensions: dimensions, hasIntegerKey: true, on: database)
        try database.core.write { connection in
            for key in 0..<300 { try rows.put(key, smallVector(dimensions, &random), on: connection) }
        }
        var index = IndexedTable.definition("whole", on: rows)
        index.options.append(IndexOption("storage", storage))
        try database.core.withConnection { _ = try $0.createIndex(index) }
        return (path, rows)
    }

    private func foreign(_ path: String, _ body: (SQLiteConnection) throws -> Void) throws {
        let connection = try SQLiteConnection(path, flags: SQLITE_OPEN_READWRITE)
        defer { connection.close() }
        connection.setLockTimeout(.seconds(30))
        try body(connection)
    }

    /// Opens the file, searches, waits for the index to come back, searches again and verifies; returns why it could not
    /// be used at first.
    private func recover(
        _ path: String, _ rows: VectorTable, _ dimensions: Int, _ random: inout SeededGenerator
    ) throws -> String? {
        let table = IndexedTable(rows, dimensions: dimensions)
        let database = try Database(path: path)
        defer { database.close() }
        var trouble: String?
        for _ in 0..<2 {
            let query = smallVector(dimensions, &random)
            #expect(try database.core.read { try table.mismatch($0, query, &random) } == nil)
            let key = try database.core.read { try $0.vectorIndex("whole").key }
            trouble = trouble ?? key.flatMap { IndexStore.of(database.core).trouble($0) }
            try waitForIndex("whole", database)
        }
        let status = try database.core.withConnection { try $0.indexStatus("whole") }
        #expect(status.state == .ready)
        if let damage = status.damage { #expect(trouble?.hasSuffix(damage) == true, "\(damage)") }
        #expect((status.damage != nil) == (trouble?.contains("was damaged") ?? false))
        #expect(table.measuredRecall >= 0.97)
        let check = try database.core.withConnection { try $0.verifyIndex("whole") }
        #expect(check.isSound, "\(check)")
        return trouble
    }

    @Test("sound pages are used as they are", arguments: ["full", "compact"])
    func sound(storage: String) throws {
        var random = SeededGenerator(seed: testSeed(71))
        for dimensions in [4, 48] {
            let (path, rows) = try file(dimensions: dimensions, storage: storage, &random)
            #expect(try recover(path, rows, dimensions, &random) == nil)
            let database = try Database(path: path)
            defer { database.close() }
            let status = try database.core.withConnection { connection in
                _ = try IndexScan(connection, connection.vectorIndex("whole"))
                return try connection.indexStatus("whole")
            }
            #expect(status.state == .ready)
            #expect(status.rows == 300)
            #expect(status.fileBytes > 0)
        }
    }

    @Test("a changed, shortened, missing or foreign page is found, named and made good from the rows")
    func pages() throws {
        let seed = testSeed(72)
        var random = SeededGenerator(seed: seed)
        let (path, rows) = try file(dimensions: 48, &random)
        for round in 0..<10 {
            try foreign(path) { connection in
                let numbers = try connection.rows("SELECT number FROM vecdb_index_pages").compactMap { $0[0].integer }
                let number = SQLiteValue.integer(try #require(numbers.randomElement(using: &random)))
                switch round % 4 {
                case 0:
                    let page = try connection.value("SELECT bytes FROM vecdb_index_pages WHERE number = ?1", [number])
                    guard case .blob(var bytes) = page else { throw VecDBError(.internalError, "no page") }
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
                        1 << UInt8.random(in: 0..<8, using: &random)
                    try connection.execute(
                        "UPDATE vecdb_index_pages SET bytes = ?2 WHERE number = ?1", [number, .blob(bytes)])
                case 1:
                    try connection.execute(
                        "UPDATE vecdb_index_pages SET bytes = substr(bytes, 1, length(bytes) / 2) WHERE number = ?1",
                        [number])
                case 2: try connection.execute("DELETE FROM vecdb_index_pages WHERE number = ?1", [number])
                default:
                    let other = SQLiteValue.integer(try #require(numbers.first { .integer($0) != number }))
                    try connection.execute(
                        """
                        UPDATE vecdb_index_pages SET bytes =
                            (SELECT bytes FROM vecdb_index_pages WHERE number = ?2) WHERE number = ?1
                        """, [number, other])
                }
            }
            let trouble = try recover(path, rows, 48, &random)
            #expect(
                trouble?.contains("index \"whole\" of table \"t\" was damaged") == true, "seed \(seed), round \(round)")
            #expect(trouble?.contains("page") == true, "\(trouble ?? "")")
        }
    }

    @Test("an index is built anew when its log is gone, its position is wrong, or its tables are gone")
    func log() throws {
        var random = SeededGenerator(seed: testSeed(73))
        let (path, rows) = try file(dimensions: 4, &random)
        try foreign(path) { connection in
            try connection.execute("UPDATE t SET v = ?1 WHERE key = 7", [.blob(stored([9, 9, 9, 9]))])
            try connection.execute("DELETE FROM vecdb_log")
        }
        #expect(try recover(path, rows, 4, &random)?.contains("not known") == true)
        try foreign(path) { try $0.execute("UPDATE vecdb_index_storage SET position = position + 1000") }
        #expect(try recover(path, rows, 4, &random) != nil)
        try foreign(path) { try $0.execute("UPDATE vecdb_index_storage SET generation = 77") }
        _ = try recover(path, rows, 4, &random)
        try foreign(path) { try $0.execute("DELETE FROM vecdb_index_pages") }
        #expect(try recover(path, rows, 4, &random) != nil)
        try foreign(path) { try $0.executeScript("DROP TABLE vecdb_index_pages; DROP TABLE vecdb_index_storage") }
        _ = try recover(path, rows, 4, &random)
    }

    @Test("a trimmed log keeps what stored indexes need")
    func trimmed() throws {
        var random = SeededGenerator(seed: testSeed(74))
        let (path, rows) = try file(dimensions: 4, &random)
        do {
            let database = try Database(path: path)
            defer { database.close() }
            let follower = BackgroundFollower(ArenaStore.of(database.core), database.core, logCapacity: 200)
            for _ in 0..<8 {
                try database.core.write { connection in
                    for _ in 0..<60 {
                        try rows.put(Int.random(in: 0..<300, using: &random), smallVector(4, &random), on: connection)
                    }
                }
                try follower.trim()
            }
        }
        #expect(try recover(path, rows, 4, &random) == nil)
    }
}

/// Waits until an index can be used.
func waitForIndex(_ name: String, _ database: Database) throws {
    for _ in 0..<4_000 {
        let isReady = try database.core.read { try IndexScan($0, $0.vectorIndex(name)) != nil }
        if isReady { return }
        pause(milliseconds: 5)
    }
    Issue.record("index \(name) does not come back")
}
