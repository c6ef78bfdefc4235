import CSQLite
import Testing
import TestSupport
import VectorIndexes
import VectorTypes

@testable import VecDB

@Suite("Searches in a connection's snapshot")
struct RandomHistoryTests {
    /// A connection with what a random history has done to it.
    private final class Actor {
        let connection: Connection
        var isOpen = false
        var isWriting = false
        var savepoints: [String] = []

        init(_ database: Database) throws { connection = try database.connect() }
    }

    @Test(
        "whatever is inserted, changed, deleted, rolled back or still open, a search finds what the connection's own SELECT sees",
        arguments: [true, false], [true, false])
    func randomHistory(inFile: Bool, hasIntegerKey: Bool) throws {
        let seed = testSeed(inFile ? 21 : 22)
        var random = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory()
        let database = try inFile ? Database(path: directory.file("h.vecdb")) : Database.inMemory()
        let table = try VectorTable("t", dimensions: 3, hasIntegerKey: hasIntegerKey, on: database)
        let actors = try (0..<4).map { _ in try Actor(database) }
        for step in 0..<700 {
            let actor = try #require(actors.randomElement(using: &random))
            let hasWriter = actors.contains { $0.isWriting }
            switch Int.random(in: 0..<13, using: &random) {
            case 0 where !actor.isOpen:
                try actor.connection.begin()
                try actor.connection.prepareToRead()
                actor.isOpen = true
            case 1, 2, 3, 4:
                guard actor.isWriting || !hasWriter, !actor.isOpen || actor.isWriting else { continue }
                if !actor.isOpen, Bool.random(using: &random) {
                    try actor.connection.begin(.immediate)
                    actor.isOpen = true
                    actor.isWriting = true
                }
                try change(table, actor, &random)
            case 5 where actor.isWriting:
                let name = "s\(step)"
                try actor.connection.savepoint(name)
                actor.savepoints.append(name)
            case 6 where !actor.savepoints.isEmpty:
                let index = Int.random(in: 0..<actor.savepoints.count, using: &random)
                if Bool.random(using: &random) {
                    try actor.connection.rollback(to: actor.savepoints[index])
                    actor.savepoints.removeSubrange((index + 1)...)
                } else {
                    try actor.connection.release(savepoint: actor.savepoints[index])
                    actor.savepoints.removeSubrange(index...)
                }
            case 7...8 where actor.isOpen:
                if Bool.random(using: &random) {
                    try actor.connection.commit()
                } else {
                    actor.connection.rollback()
                }
                actor.isOpen = false
                actor.isWriting = false
                actor.savepoints = []
            default:
                let query = smallVector(3, &random)
                let wrong =
                    try actor.isOpen
                    ? table.mismatch(actor.connection, query, &random)
                    : actor.connection.atomically(write: false) {
                        try table.mismatch(actor.connection, query, &random)
                    }
                #expect(wrong == nil, "seed \(seed), step \(step)")
            }
        }
        for actor in actors where actor.isOpen { actor.connection.rollback() }
    }

    private func change(_ table: VectorTable, _ actor: Actor, _ random: inout SeededGenerator) throws {
        let connection = actor.connection
        func body() throws {
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                let key = Int.random(in: 0..<120, using: &random)
                switch Int.random(in: 0..<6, using: &random) {
                case 0: try table.remove(key, on: connection)
                case 1: try table.put(key, nil, on: connection)
                case 2:
                    // Moves a row to another rowid where the key is the rowid.
                    try connection.sqlite.execute(
                        "UPDATE OR IGNORE t SET key = ?1 WHERE key = ?2",
                        [.integer(Int64.random(in: 0..<120, using: &random)), .integer(Int64(key))])
                default: try table.put(key, smallVector(3, &random), on: connection)
                }
            }
        }
        if actor.isOpen { try body() } else { try connection.atomically(write: true, body) }
    }

    @Test("readers in other threads see each commit as a whole, while one thread writes")
    func concurrency() async throws {
        let directory = try TemporaryDirectory()
        let database = try Database(path: directory.file("c.vecdb"))
        let table = try VectorTable("t", dimensions: 2, hasIntegerKey: true, on: database)
        let seed = testSeed(23)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var random = SeededGenerator(seed: seed)
                for _ in 0..<150 {
                    try database.core.write { connection in
                        for _ in 0..<10 {
                            try table.put(
                                Int.random(in: 0..<200, using: &random), smallVector(2, &random), on: connection)
                            try table.remove(Int.random(in: 0..<200, using: &random), on: connection)
                        }
                    }
                }
            }
            for reader in 0..<3 {
                group.addTask {
                    var random = SeededGenerator(seed: seed &+ UInt64(reader) &+ 1)
                    for _ in 0..<60 {
                        try database.core.read { connection in
                            let wrong = try table.mismatch(connection, smallVector(2, &random), &random)
                            #expect(wrong == nil, "seed \(seed)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a search in a bulk load's own transaction, after it, and in a snapshot from before it")
    func bulk() throws {
        let directory = try TemporaryDirectory()
        let database = try Database(path: directory.file("b.vecdb"))
        let table = try VectorTable("t", dimensions: 3, hasIntegerKey: true, on: database)
        var random = SeededGenerator(seed: testSeed(24))
        try database.core.write { connection in
            for key in 0..<50 { try table.put(key, smallVector(3, &random), on: connection) }
        }
        let old = try database.connect()
        try old.begin()
        try old.prepareToRead()
        #expect(try table.mismatch(old, [1, 2, 3], &random) == nil)
        try database.core.write { connection in
            for key in 0..<5_000 { try table.put(key, smallVector(3, &random), on: connection) }
            #expect(try table.mismatch(connection, [1, 0, 3], &random) == nil)
        }
        #expect(try table.mismatch(old, [1, 2, 3], &random) == nil)
        #expect(try database.core.read { try table.mismatch($0, [0, 2, 3], &random) } == nil)
        #expect(try table.mismatch(old, [1, 2, 0], &random) == nil)
        try old.commit()
    }

    @Test("a follower that finds the log trimmed loads the column anew")
    func trimmedLog() throws {
        let directory = try TemporaryDirectory()
        let database = try Database(path: directory.file("l.vecdb"))
        let table = try VectorTable("t", dimensions: 3, hasIntegerKey: true, on: database)
        var random = SeededGenerator(seed: testSeed(25))
        func fill() throws {
            try database.core.write { connection in
                for key in 0..<50 { try table.put(key, smallVector(3, &random), on: connection) }
            }
        }
        try fill()
        #expect(try database.core.read { try table.mismatch($0, [0, 2, 3], &random) } == nil)
        let old = try database.connect()
        try old.begin()
        try old.prepareToRead()
        try fill()
        try database.core.write { try $0.sqlite.execute("DELETE FROM vecdb_log") }
        #expect(try database.core.read { try table.mismatch($0, [0, 2, 3], &random) } == nil)
        #expect(try table.mismatch(old, [0, 2, 1], &random) == nil, "in a snapshot older than the new arena")
        try old.commit()
        try database.core.write { connection in
            try table.put(7, [9, 9, 9], on: connection)
            #expect(try table.mismatch(connection, [0, 2, 3], &random) == nil)
        }
    }

    @Test("what another process commits is found at once")
    func secondProcess() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("p.vecdb")
        let database = try Database(path: path)
        _ = try database.core.write { connection in
            try connection.createTable(
                TableDefinition(
                    "t",
                    columns: [
                        ColumnDefinition("batch", .int4), ColumnDefinition("n", .int4),
                        ColumnDefinition("payload", .text), ColumnDefinition("embedding", .vector(8)),
                    ], constraints: [ConstraintDefinition(nil, .unique(columns: ["batch", "n"]))]))
        }
        let table = VectorTable(existing: "t", column: "embedding", dimensions: 8)
        let seed = testSeed(28)
        var random = SeededGenerator(seed: seed)
        let child = try CrashWriter(["write", path, "1", "120"])
        var searches = 0
        while child.isRunning || searches == 0 {
            let query = (0..<8).map { _ in Float(Int.random(in: 0..<150, using: &random)) }
            let wrong = try database.core.read { try table.mismatch($0, query, &random) }
            #expect(wrong == nil, "seed \(seed)")
            searches += 1
        }
        let last = try #require(child.numbers().last)
        #expect(last == 120)
        try database.core.read { connection in
            let wrong = try table.mismatch(connection, (0..<8).map { Float(last) + Float($0) }, &random)
            #expect(wrong == nil, "seed \(seed)")
            let newest = try connection.sqlite.value("SELECT max(batch) FROM t")
            #expect(newest == .integer(last), "after its last commit")
        }
    }

    @Test("a foreign tool's changes, REPLACE and VACUUM are followed")
    func foreignTool() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("f.vecdb")
        let database = try Database(path: path)
        let table = try VectorTable("t", dimensions: 2, hasIntegerKey: false, on: database)
        var random = SeededGenerator(seed: testSeed(26))
        try database.core.write { connection in
            for key in 0..<100 { try table.put(key, smallVector(2, &random), on: connection) }
        }
        #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
        let foreign = try SQLiteConnection(path, flags: SQLITE_OPEN_READWRITE)
        // VACUUM attaches a database, which our own connections may not.
        sqlite3_limit(foreign.handle, SQLITE_LIMIT_ATTACHED, 10)
        for round in 0..<4 {
            try foreign.execute("DELETE FROM t WHERE CAST(key AS INTEGER) % 7 = \(round)")
            try foreign.execute(
                "INSERT OR REPLACE INTO t(key, v) VALUES ('42', ?1)", [.blob(stored([Float(round), 1]))])
            try foreign.execute("UPDATE t SET v = NULL WHERE CAST(key AS INTEGER) % 11 = \(round)")
            #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
            try foreign.execute("VACUUM")
            #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
        }
        foreign.close()
    }

    @Test(
        "vectors of several dimensions in an untyped column are an error for searches that meet them, and for no others"
    )
    func mixedDimensions() throws {
        let database = try Database.inMemory()
        let table = try VectorTable("t", dimensions: nil, hasIntegerKey: true, on: database)
        var random = SeededGenerator(seed: testSeed(27))
        try database.core.write { connection in
            try table.put(1, [1, 2], on: connection)
            try table.put(2, [1, 2, 3], on: connection)
            try table.put(3, [3, 4], on: connection)
        }
        func error(_ query: [Float], among: RowSet?) throws -> String? {
            try database.core.read { connection in
                thrown { try table.scan(connection).nearest(5, to: stored(query), .l2, among: among) }?.message
            }
        }
        #expect(try error([1, 1], among: nil) == "different vector dimensions 3 and 2")
        #expect(try error([1, 1, 1], among: nil) == "different vector dimensions 2 and 3")
        #expect(try error([1, 1], among: [1, 3]) == nil)
        #expect(try error([1, 1, 1], among: [2]) == nil)
        #expect(try error([1, 1, 1], among: [2, 3]) == "different vector dimensions 2 and 3")
        try database.core.write { try table.remove(2, on: $0) }
        #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
        #expect(try error([1, 1, 1], among: nil) == "different vector dimensions 2 and 3")

        let typed = try VectorTable("typed", dimensions: 3, hasIntegerKey: true, on: database)
        #expect(try database.core.read { try typed.scan($0).nearest(5, to: stored([1]), .l2) }.isEmpty)
        try database.core.write { try typed.put(1, [1, 2, 3], on: $0) }
        try database.core.read { connection in
            let message = thrown { try typed.scan(connection).nearest(5, to: stored([1]), .l2) }?.message
            #expect(message == "different vector dimensions 3 and 1")
        }
    }
}
