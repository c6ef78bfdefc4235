import Foundation
import Synchronization
import TestSupport
import Testing
import VectorTypes

@testable import VecDB

@Suite("backups")
struct BackupTests {
    private func records(_ range: Range<Int>) -> [Record] {
        range.map { Record(id: "n\($0)", content: "note \($0)", embedding: [Float($0), Float($0 % 7), 1, 0]) }
    }

    @Test("a copy made while others write is one snapshot, with its index, and a database like any other")
    func whileWriting() throws {
        let directory = try TemporaryDirectory()
        let database = try Database(path: directory.file("source.vecdb"))
        let notes = try database.collection("notes", dimensions: 4, metric: .l2)
        try notes.upsert(records(0..<2_000))
        try notes.createIndex(.hnsw())
        // Pairs of records come and go together: a snapshot has both or none.
        let isOver = Atomic<Bool>(false)
        let writer = Thread {
            var round = 10_000
            while !isOver.load(ordering: .relaxed) {
                try? notes.upsert(self.records(round..<(round + 2)))
                round += 2
            }
            isOver.store(false, ordering: .releasing)
        }
        writer.start()
        for copy in 0..<5 {
            let path = directory.file("copy\(copy).vecdb")
            var last = 0.0
            try database.backup(to: path) { progress in
                #expect(progress.fraction >= last)
                last = progress.fraction
                usleep(500)
                return true
            }
            #expect(last == 1)
            let opened = try Database(path: path)
            let found = try opened.collection("notes")
            #expect(try found.count() >= 2_000 && found.count() % 2 == 0)
            #expect(try opened.core.read { try $0.sqlite.value("PRAGMA integrity_check") } == "ok")
            #expect(try found.search(near: [1_234, 2, 1, 0], limit: 1).map(\.id) == ["n1234"])
            // Its index came along: it was not built anew.
            let key = try opened.core.read { connection in
                try #require(connection.catalog().table("notes")?.vectorIndexes.first?.key)
            }
            let original = try database.core.read { connection in
                try #require(connection.catalog().table("notes")?.vectorIndexes.first?.key)
            }
            #expect(key == original)
            #expect(IndexStore.of(opened.core).trouble(key) == nil)
            try found.upsert(records(0..<10))
            opened.close()
        }
        isOver.store(true, ordering: .releasing)
        while isOver.load(ordering: .acquiring) { usleep(1_000) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".partial") }
                == [])
    }

    @Test("a copy that is given up, or whose name is taken, leaves nothing behind")
    func givenUp() throws {
        let directory = try TemporaryDirectory()
        let database = try Database(path: directory.file("source.vecdb"))
        let notes = try database.collection("notes", dimensions: 4, metric: .l2)
        try notes.upsert(records(0..<5_000))
        let path = directory.file("copy.vecdb")
        #expect(thrown { try database.backup(to: path) { $0.fraction < 0.3 } }?.sqlState == .queryCanceled)
        func others() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { !$0.hasPrefix("source") }
        }
        #expect(try others() == [])
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        #expect(thrown { try database.backup(to: path) }?.message == "could not create file \"\(path)\": file exists")
        #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
        #expect(try others() == ["copy.vecdb"])
        #expect(thrown { try database.backup(to: directory.file("no/such/copy.vecdb")) }?.sqlState == .undefinedFile)
        #expect(thrown { try database.backup(to: "") }?.sqlState == .invalidParameterValue)
    }

    @Test("a database in memory is copied to a file")
    func memory() throws {
        let directory = try TemporaryDirectory()
        let database = try Database.inMemory()
        try database.collection("notes", dimensions: 4, metric: .l2).upsert(records(0..<10))
        let path = directory.file("copy.vecdb")
        try database.backup(to: path)
        #expect(try Database(path: path).collection("notes").count() == 10)
    }
}

@Suite("secure delete")
struct SecureDeleteTests {
    private func count(_ needle: [UInt8], in path: String) -> Int {
        [path, path + "-wal"].reduce(0) { count, path in
            guard let bytes = FileManager.default.contents(atPath: path) else { return count }
            var (found, start) = (count, bytes.startIndex)
            while let range = bytes.range(of: Data(needle), in: start..<bytes.endIndex) {
                found += 1
                start = range.upperBound
            }
            return found
        }
    }

    @Test(
        "with secure delete nothing of a deleted record is in the file once it is closed",
        arguments: [true, false])
    func bytes(_ isSecure: Bool) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("secret.vecdb")
        var options = DatabaseOptions()
        options.secureDelete = isSecure
        let database = try Database(path: path, options: options)
        let notes = try database.collection("notes", dimensions: 64, metric: .l2)
        var random = SeededGenerator(seed: testSeed(43))
        let vector = (0..<64).map { _ in Float.random(in: -1...1, using: &random) }
        let secret = vector.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } }
        let text = Array("the eagle lands at midnight".utf8)
        func record(_ id: Int, _ vector: [Float], _ content: String) -> Record {
            Record(id: "n\(id)", content: content, metadata: ["who": .string(content)], embedding: vector)
        }
        try notes.upsert([record(0, vector, String(decoding: text, as: UTF8.self))])
        try notes.upsert(
            (1..<500).map { id in
                record(id, (0..<64).map { _ in Float.random(in: -1...1, using: &random) }, "plain \(id)")
            })
        try notes.createIndex(.hnsw())
        #expect(count(text, in: path) > 0 && count(secret, in: path) > 0)
        #expect(try notes.delete(ids: ["n0"]) == 1)
        try database.core.withConnection { try $0.maintainIndexes(of: nil) }
        #expect(try notes.count() == 499)
        database.close()
        if isSecure {
            #expect(count(text, in: path) == 0)
            #expect(count(secret, in: path) == 0)
        } else {
            #expect(count(text, in: path) > 0, "else the test would show nothing")
        }
    }
}
