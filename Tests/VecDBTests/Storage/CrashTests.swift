import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VecDB

/// Promises that other processes put to the test: killed writers, racing writers, readers beside them, a full disk.
@Suite(.serialized) struct CrashTests {
    let directory = try? TemporaryDirectory()

    private func newDatabase() throws -> String {
        let path = try #require(directory).file("crash.vecdb")
        let database = try Database(path: path)
        try database.core.write { connection in
            try connection.createTable(
                .init(
                    "t",
                    columns: [
                        .init("batch", .int4), .init("n", .int4), .init("payload", .text),
                        .init("embedding", .vector(8)),
                    ], constraints: [.init(nil, .unique(columns: ["batch", "n"]))]))
        }
        return path
    }

    /// The same as the child's.
    private func rowCount(_ batch: Int64) -> Int64 { (batch &* 2_654_435_761 >> 7 & 0xffff) % 40 + 1 }

    /// Checks that the file is sound and that its batches are exactly those of `1...last`, less the ones they took away.
    private func check(_ path: String, lastAcknowledged: Int64, _ comment: String) throws -> Int64 {
        let database = try Database(path: path)
        defer { database.close() }
        return try database.core.read { connection in
            #expect(try connection.sqlite.value("PRAGMA integrity_check") == "ok", "\(comment)")
            let last = try connection.sqlite.value("SELECT coalesce(max(batch), 0) FROM t")?.integer ?? 0
            #expect(last >= lastAcknowledged, "batch \(lastAcknowledged) was acknowledged; \(comment)")
            #expect(last <= lastAcknowledged + 1, "\(comment)")
            var logged: Int64 = 0
            for row in try connection.sqlite.rows("SELECT batch, count(*), sum(n) FROM t GROUP BY batch ORDER BY batch")
            {
                let rows = rowCount(row[0].integer ?? 0)
                #expect(row[1].integer == rows, "half a batch; \(comment)")
                #expect(row[2].integer == rows * (rows - 1) / 2, "\(comment)")
            }
            let present = try connection.sqlite.rows("SELECT DISTINCT batch FROM t").compactMap { $0[0].integer }
            let expected = (1...max(1, last)).filter { batch in
                let remover = batch + 3
                return !(remover % 5 == 0 && remover <= last)
            }
            if last > 0 { #expect(present.sorted() == expected, "\(comment)") }
            for batch in 1...max(1, last) where last > 0 {
                logged += rowCount(batch)
                if batch % 5 == 0 { logged += rowCount(batch - 3) }
            }
            #expect(try connection.sqlite.value("SELECT count(*) FROM vecdb_log") == .integer(logged), "\(comment)")
            let wrong = try connection.sqlite.value(
                "SELECT count(*) FROM t WHERE length(embedding) <> 32 OR payload NOT LIKE batch || ':' || n || ';%'")
            #expect(wrong == 0, "half a row; \(comment)")
            return last
        }
    }

    @Test("a writer that is killed at any moment loses no acknowledged commit and leaves none by half")
    func killed() throws {
        let seed = testSeed(3)
        var random = SeededGenerator(seed: seed)
        let path = try newDatabase()
        var last: Int64 = 0
        for round in 0..<(isSoak ? 500 : 20) {
            let child = try CrashWriter(["write", path, "\(last + 1)"])
            // Some right at the start, most in full flight.
            child.kill(afterMilliseconds: Int.random(in: round % 4 == 0 ? 0...15 : 20...120, using: &random))
            let acknowledged = try child.numbers().last ?? last
            last = try check(path, lastAcknowledged: acknowledged, "seed \(seed), round \(round)")
        }
        #expect(last > 20)
    }

    @Test("a writer that is killed while it builds and stores indexes leaves each of them right, or to be built anew")
    func killedWithIndexes() throws {
        let seed = testSeed(4)
        var random = SeededGenerator(seed: seed)
        let path = try newDatabase()
        let rows = VectorTable(existing: "t", column: "embedding", dimensions: 8)
        do {
            let database = try Database(path: path)
            defer { database.close() }
            try database.core.withConnection { connection in
                for name in ["first", "second"] { try connection.createIndex(IndexedTable.definition(name, on: rows)) }
            }
        }
        var last: Int64 = 0
        var round = 0
        // More rounds where a process is slow to begin, as under the thread sanitizer.
        while round < (isSoak ? 200 : 15) || last <= 10 && round < 200 {
            round += 1
            let child = try CrashWriter(["index", path, "\(last + 1)"])
            child.kill(afterMilliseconds: Int.random(in: 20...400, using: &random))
            let acknowledged = try child.numbers().last ?? last
            last = try check(path, lastAcknowledged: acknowledged, "seed \(seed), round \(round)")
            let database = try Database(path: path)
            defer { database.close() }
            let names = try database.core.read { try $0.catalog().table("t")?.vectorIndexes.map(\.index.name) ?? [] }
            #expect(names.contains("first"))
            for name in names {
                try waitForIndex(name, database)
                let found = try database.core.withConnection { try $0.verifyIndex(name) }
                #expect(found.isSound, "seed \(seed), round \(round): \(name) \(found)")
            }
        }
        #expect(last > 10)
    }

    @Test("another process reads whole transactions while one writes, and checkpoints do not disturb it")
    func readBeside() throws {
        let path = try newDatabase()
        let child = try CrashWriter(["write", path, "1", "150"])
        let database = try Database(path: path)
        var seen: Int64 = 0
        while child.isRunning {
            try database.core.read { connection in
                for row in try connection.sqlite.rows("SELECT batch, count(*) FROM t GROUP BY batch") {
                    #expect(row[1].integer == rowCount(row[0].integer ?? 0))
                }
                let last = try connection.sqlite.value("SELECT coalesce(max(batch), 0) FROM t")?.integer ?? 0
                #expect(last >= seen)
                seen = last
            }
        }
        #expect(try child.numbers().last == 150)
        database.close()
        #expect(try check(path, lastAcknowledged: 150, "") == 150)
    }

    @Test("two processes write and checkpoint the same file, and nothing is lost")
    func twoWriters() throws {
        let path = try newDatabase()
        let children = try [CrashWriter(["write", path, "1000", "100"]), CrashWriter(["write", path, "5000", "100"])]
        for child in children { #expect(try child.numbers().count == 100) }
        let database = try Database(path: path)
        try database.core.read { connection in
            #expect(try connection.sqlite.value("PRAGMA integrity_check") == "ok")
            for first in [1_000, 5_000] as [Int64] {
                for batch in first..<(first + 100) where !((batch + 3) % 5 == 0 && batch + 3 < first + 100) {
                    let count = try connection.sqlite.value(
                        "SELECT count(*) FROM t WHERE batch = ?1", [.integer(batch)])
                    #expect(count == .integer(rowCount(batch)))
                }
            }
        }
    }

    @Test("a full disk is an error with 53100 or 58030, and the database is fine")
    func full() throws {
        let path = try newDatabase()
        let child = try CrashWriter(["fill", path, "2000000"])
        let lines = try child.lines()
        let failure = try #require(lines.first { $0.hasPrefix("failed") })
        #expect(failure.hasPrefix("failed 53100") || failure.hasPrefix("failed 58030"), "\(failure)")
        #expect(lines.last?.hasPrefix("readable") == true)
        let acknowledged = lines.compactMap { Int64($0) }.last ?? 0
        #expect(acknowledged > 10)
        let last = try check(path, lastAcknowledged: acknowledged, "after \(failure)")
        // With room again, it goes on.
        let next = try CrashWriter(["write", path, "\(last + 1)", "5"])
        #expect(try next.numbers().count == 5)
    }

    @Test("a read-only file in a read-only directory can be read")
    func readOnlyMedium() throws {
        let path = try newDatabase()
        let child = try CrashWriter(["write", path, "1", "3"])
        #expect(try child.numbers().count == 3)
        let folder = try #require(directory).path
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder) }
        let database = try Database(path: path)
        #expect(try database.core.read { try $0.sqlite.value("SELECT max(batch) FROM t") } == 3)
        // Root may write anything: then there is nothing to refuse.
        if getuid() != 0 { #expect(thrown { try database.core.write { _ in } }?.sqlState == .readOnlyTransaction) }
    }
}

/// A running `crash-writer`.
final class CrashWriter {
    private let process = Process()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        let directory = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = directory.appendingPathComponent("crash-writer")
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    func kill(afterMilliseconds milliseconds: Int) {
        usleep(UInt32(milliseconds) * 1_000)
        Foundation.kill(process.processIdentifier, SIGKILL)
    }

    /// All whole lines it wrote, when it is gone.
    func lines() throws -> [String] {
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        var lines = text.split(separator: "\n").map(String.init)
        if !text.hasSuffix("\n"), !lines.isEmpty { lines.removeLast() }
        return lines
    }

    func numbers() throws -> [Int64] { try lines().compactMap { Int64($0) } }
}
