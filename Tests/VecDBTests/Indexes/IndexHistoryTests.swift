import CSQLite
import Foundation
import TestSupport
import Testing
import VectorIndexes
import VectorTypes

@testable import VecDB

@Suite("Approximate indexes in a connection's snapshot")
struct IndexHistoryTests {
    private final class Actor {
        let connection: Connection
        var isOpen = false
        var isWriting = false
        var savepoints: [String] = []

        init(_ database: Database) throws { connection = try database.connect() }
    }

    @Test(
        "whatever is written, rolled back, still open, reindexed, truncated or checkpointed, a search finds what SELECT sees",
        arguments: [true, false], [true, false])
    func randomHistory(inFile: Bool, hasIntegerKey: Bool) throws {
        let seed = testSeed(inFile ? 61 : 62)
        var random = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory()
        let path = directory.file("h.vecdb")
        var database = try inFile ? Database(path: path) : Database.inMemory()
        let rows = try VectorTable("t", dimensions: 3, hasIntegerKey: hasIntegerKey, on: database)
        let table = IndexedTable(rows, dimensions: 3)
        try database.core.withConnection { try table.makeIndexes($0) }
        var actors = try (0..<4).map { _ in try Actor(database) }
        for step in 0..<600 {
            let actor = try #require(actors.randomElement(using: &random))
            let hasWriter = actors.contains { $0.isWriting }
            let mayWrite = actor.isWriting || !hasWriter && !actor.isOpen
            switch Int.random(in: 0..<16, using: &random) {
            case 0 where !actor.isOpen:
                try actor.connection.begin(isolation: .repeatableRead)
                try actor.connection.prepareToRead()
                actor.isOpen = true
            case 1...4 where mayWrite:
                if !actor.isOpen, Bool.random(using: &random) {
                    try actor.connection.begin(.immediate)
                    actor.isOpen = true
                    actor.isWriting = true
                }
                try change(rows, actor, &random)
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
                if Bool.random(using: &random) { try actor.connection.commit() } else { actor.connection.rollback() }
                actor.isOpen = false
                actor.isWriting = false
                actor.savepoints = []
            case 9 where mayWrite && Int.random(in: 0..<4, using: &random) == 0:
                try define(rows, actor.connection, &random)
            case 10 where !actor.isOpen && !hasWriter:
                try actor.connection.maintainIndexes(of: nil)
            case 11 where inFile && Int.random(in: 0..<8, using: &random) == 0 && !actors.contains { $0.isOpen }:
                // Everything from the file again.
                actors = []
                database.close()
                database = try Database(path: path)
                actors = try (0..<4).map { _ in try Actor(database) }
            default:
                let query = smallVector(3, &random)
                let wrong =
                    try actor.isOpen
                    ? table.mismatch(actor.connection, query, &random)
                    : actor.connection.atomically(write: false) {
                        try table.mismatch(actor.connection, query, &random)
                    }
                #expect(wrong == nil, "seed \(seed), step \(step)")
                if wrong != nil { return }
            }
        }
        for actor in actors where actor.isOpen { actor.connection.rollback() }
        #expect(table.measuredRecall >= 0.99, "seed \(seed)")
        try verify(database, "seed \(seed)")
    }

    /// DDL that an index must survive.
    private func define(_ rows: VectorTable, _ connection: Connection, _ random: inout SeededGenerator) throws {
        let names = try connection.catalog().table(rows.name)?.vectorIndexes.map(\.index.name) ?? []
        switch Int.random(in: 0..<6, using: &random) {
        case 0: try connection.truncate([rows.name])
        case 1: if names.contains("part") { try connection.dropIndexes(["part"]) }
        case 2:
            if !names.contains("part") {
                try connection.createIndex(IndexedTable.definition("part", on: rows, condition: "(v IS NOT NULL)"))
            }
        case 3: try connection.rebuildIndex("whole")
        case 4:
            try connection.addColumn(
                ColumnDefinition("c\(Int.random(in: 0..<1_000_000_000, using: &random))", .int4), to: rows.name)
        default: try connection.atomically(write: true) { try connection.setComment("x", on: .table(rows.name)) }
        }
    }

    private func change(_ table: VectorTable, _ actor: Actor, _ random: inout SeededGenerator) throws {
        let connection = actor.connection
        func body() throws {
            for _ in 0..<Int.random(in: 1...60, using: &random) {
                let key = Int.random(in: 0..<200, using: &random)
                switch Int.random(in: 0..<6, using: &random) {
                case 0: try table.remove(key, on: connection)
                case 1: try table.put(key, nil, on: connection)
                case 2:
                    // Moves a row to another rowid where the key is the rowid, and into or out of the partial index.
                    try connection.sqlite.execute(
                        "UPDATE OR IGNORE t SET key = ?1 WHERE key = ?2",
                        [.integer(Int64.random(in: 0..<200, using: &random)), .integer(Int64(key))])
                default: try table.put(key, smallVector(3, &random), on: connection)
                }
            }
        }
        if actor.isOpen { try body() } else { try connection.atomically(write: true, body) }
    }

    /// After rows have got other numbers the index is made anew behind us; the error says to run the statement again.
    private func verifyOnceServing(_ name: String, _ connection: Connection) throws -> IndexVerification {
        for _ in 0..<500 {
            do { return try connection.verifyIndex(name) } catch let error as VecDBError {
                guard error.sqlState == .objectNotInPrerequisiteState, error.hint != nil else { throw error }
            }
            pause(milliseconds: 20)
        }
        return try connection.verifyIndex(name)
    }

    private func verify(_ database: Database, _ comment: String) throws {
        try database.core.withConnection { connection in
            for name in try connection.catalog().table("t")?.vectorIndexes.map(\.index.name) ?? [] {
                try waitForIndex(name, database)
                let check = try verifyOnceServing(name, connection)
                #expect(check.isSound, "\(comment): \(name) \(check)")
            }
        }
    }

    @Test("readers in other threads see each commit as a whole, while one thread writes and another checkpoints")
    func concurrency() async throws {
        let directory = try TemporaryDirectory()
        let database = try Database(path: directory.file("c.vecdb"))
        let rows = try VectorTable("t", dimensions: 2, hasIntegerKey: true, on: database)
        let table = IndexedTable(rows, dimensions: 2)
        try database.core.withConnection { try table.makeIndexes($0) }
        let seed = testSeed(63)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var random = SeededGenerator(seed: seed)
                for _ in 0..<150 {
                    try database.core.write { connection in
                        for _ in 0..<10 {
                            try rows.put(
                                Int.random(in: 0..<300, using: &random), smallVector(2, &random), on: connection)
                            try rows.remove(Int.random(in: 0..<300, using: &random), on: connection)
                        }
                    }
                }
            }
            group.addTask {
                for _ in 0..<20 {
                    _ = try database.core.withConnection { try $0.maintainIndexes(of: nil) }
                    usleep(5_000)
                }
            }
            for reader in 0..<3 {
                group.addTask {
                    var random = SeededGenerator(seed: seed &+ UInt64(reader) &+ 1)
                    for _ in 0..<60 {
                        let query = smallVector(2, &random)
                        let wrong = try database.core.read { try table.mismatch($0, query, &random) }
                        #expect(wrong == nil, "seed \(seed)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(table.measuredRecall >= 0.99, "seed \(seed)")
        try verify(database, "seed \(seed)")
    }

    @Test("an index follows what another process writes, and both write their pages into one file")
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
        let rows = VectorTable(existing: "t", column: "embedding", dimensions: 8)
        let table = IndexedTable(rows, dimensions: 8)
        _ = try database.core.withConnection { try $0.createIndex(IndexedTable.definition("whole", on: rows)) }
        let seed = testSeed(64)
        var random = SeededGenerator(seed: seed)
        let child = try CrashWriter(["write", path, "1", "20"])
        repeat {
            let query = (0..<8).map { _ in Float(Int.random(in: 0..<150, using: &random)) }
            let wrong = try database.core.read { try table.mismatch($0, query, &random) }
            #expect(wrong == nil, "seed \(seed)")
        } while child.isRunning
        #expect(try child.numbers().last == 20)
        try verify(database, "seed \(seed)")
    }

    @Test("a foreign tool's changes, NaN, REPLACE and VACUUM are followed")
    func foreignTool() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("f.vecdb")
        let database = try Database(path: path)
        let rows = try VectorTable("t", dimensions: 2, hasIntegerKey: false, on: database)
        let table = IndexedTable(rows, dimensions: 2)
        var random = SeededGenerator(seed: testSeed(65))
        try database.core.write { connection in
            for key in 0..<100 { try rows.put(key, smallVector(2, &random), on: connection) }
        }
        try database.core.withConnection { try table.makeIndexes($0) }
        #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
        let foreign = try SQLiteConnection(path, flags: SQLITE_OPEN_READWRITE)
        foreign.setLockTimeout(.seconds(30))
        sqlite3_limit(foreign.handle, SQLITE_LIMIT_ATTACHED, 10)
        for round in 0..<4 {
            try foreign.execute("DELETE FROM t WHERE CAST(key AS INTEGER) % 7 = \(round)")
            try foreign.execute(
                "INSERT OR REPLACE INTO t(key, v) VALUES ('42', ?1)", [.blob(stored([Float(round), 1]))])
            try foreign.execute("UPDATE t SET v = NULL WHERE CAST(key AS INTEGER) % 11 = \(round)")
            #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
            try foreign.execute("VACUUM")
            #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
            try waitForIndex("whole", database)
            try waitForIndex("part", database)
        }
        try foreign.execute("INSERT INTO t(key, v) VALUES ('1000', ?1)", [.blob(stored([.nan, 1]))])
        foreign.close()
        for _ in 0..<20 {
            let error = thrown {
                _ = try database.core.read { connection in
                    try IndexScan(connection, connection.vectorIndex("whole"))?.nearest(3, to: stored([0, 0]))
                }
            }
            // No error only while the index cannot be used.
            #expect(error == nil || error?.message == "column \"v\" of relation \"t\" holds a damaged vector")
            pause(milliseconds: 2)
        }
        try database.core.write { try $0.sqlite.execute("DELETE FROM t WHERE key = '1000'") }
        #expect(try database.core.read { try table.mismatch($0, [0, 2], &random) } == nil)
        try verify(database, "")
    }
}
