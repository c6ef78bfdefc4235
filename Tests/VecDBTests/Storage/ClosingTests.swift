import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VecDB

@Suite("closing a file")
struct ClosingTests {
    @Test("the last use of a file leaves it alone, whatever threads of our own are at work on it")
    func oneFile() throws {
        let directory = try TemporaryDirectory()
        var random = SeededGenerator(seed: testSeed(41))
        for round in 0..<40 {
            let path = directory.file("\(round).vecdb")
            let database = try Database(path: path)
            let table = try VectorTable("t", dimensions: 4, hasIntegerKey: true, on: database)
            try database.core.write { connection in
                for key in 0..<300 { try table.put(key, [Float(key), 1, 2, 3], on: connection) }
            }
            // From now on the vectors are in memory, and the follower brings them up to date after each commit.
            try database.core.read { connection in
                var found = try table.scan(connection).open(
                    ScanRequest(query: stored([1, 1, 1, 1]), metric: .l2, among: nil, limit: 1))
                _ = try found.next()
            }
            try database.core.write { connection in
                for key in 300..<900 { try table.put(key, [Float(key), 1, 2, 3], on: connection) }
            }
            usleep(UInt32.random(in: 0...40_000, using: &random))
            database.close()
            #expect(database.closingProblem == nil)
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"), "round \(round)")
        }
    }

    @Test("a file closed by one thread while another one reads is whole when that one has come back")
    func lentConnection() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("lent.vecdb")
        let database = try Database(path: path)
        try database.core.write { _ = try $0.createTable(.init("t", columns: [.init("a", .int4)])) }
        let core = database.core
        try core.read { (connection: Connection) throws -> Void in
            database.close()
            #expect(FileManager.default.fileExists(atPath: path + "-wal"))
            #expect(try connection.sqlite.value("SELECT count(*) FROM t") == 0)
        }
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("a log that another program keeps from being merged is told of, and merged by a later closing")
    func otherProgram() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("shared.vecdb")
        let database = try Database(path: path)
        try database.core.write { _ = try $0.createTable(.init("t", columns: [.init("a", .int4)])) }
        // Another program: a connection that holds an old snapshot.
        let other = try SQLiteConnection(path, flags: 2)
        try other.executeScript("BEGIN")
        _ = try other.value("SELECT count(*) FROM t")
        try database.core.write { try $0.sqlite.execute("INSERT INTO t VALUES (1)") }
        database.close()
        #expect(database.closingProblem?.sqlState == .objectInUse)
        other.close()
        let again = try Database(path: path)
        #expect(try again.core.read { try $0.sqlite.value("SELECT count(*) FROM t") } == 1)
        again.close()
        #expect(again.closingProblem == nil)
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("values of one file have the options that each was opened with")
    func optionsPerValue() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("options.vecdb")
        let patient = try Database(path: path)
        var options = DatabaseOptions()
        options.lockTimeout = .milliseconds(50)
        options.durability = .normal
        options.statementMemory = 1 << 20
        let hasty = try Database(path: path, options: options)
        #expect(patient.core === hasty.core)
        func settings(_ database: Database) throws -> [SQLiteValue?] {
            try database.core.withConnection(as: database.options) { connection in
                [try connection.sqlite.value("PRAGMA synchronous"), .integer(Int64(connection.statementMemory))]
            }
        }
        for _ in 0..<3 {
            #expect(try settings(patient) == [2, .integer(Int64(DatabaseOptions().statementMemory))])
            #expect(try settings(hasty) == [1, .integer(1 << 20)])
        }
        try patient.core.write { connection in
            _ = try connection.createTable(.init("t", columns: [.init("a", .int4)]))
            let start = ContinuousClock.now
            #expect(thrown { try hasty.write { _ in } }?.sqlState == .lockNotAvailable)
            let session = try hasty.connect()
            #expect(thrown { try session.begin(.immediate) }?.sqlState == .lockNotAvailable)
            // Far from the 30 s of the first value.
            #expect(ContinuousClock.now - start < .seconds(20))
        }
    }
}
