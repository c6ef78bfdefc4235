import CSQLite
import Foundation
import TestSupport
import Testing
import VectorTypes

@testable import VecDB

/// What opening a file says, and that a file which is not ours stays as it is.
@Suite struct OpeningTests {
    let directory = try? TemporaryDirectory()

    private func file(_ name: String) throws -> String { try #require(directory).file(name) }

    /// A small database with a table `t` of `rows` rows, closed.
    private func sample(_ path: String, rows: Int = 10) throws {
        let database = try Database(path: path)
        try database.core.write { connection in
            try connection.createTable(.init("t", columns: [.init("a", .int4), .init("b", .text)]))
            for row in 0..<rows {
                try connection.sqlite.execute(
                    "INSERT INTO t VALUES (?1, ?2)", [.integer(Int64(row)), .text(String(repeating: "x", count: 500))])
            }
        }
        database.close()
    }

    private func refused(_ path: String, _ options: DatabaseOptions = .init()) -> VecDBError? {
        thrown { try Database(path: path, options: options) }
    }

    @Test("an absent and an empty file become a new database, whose header is ours and whose WAL is gone after closing")
    func create() throws {
        for name in ["absent.vecdb", "empty.vecdb"] {
            let path = try file(name)
            if name == "empty.vecdb" { try Data().write(to: URL(fileURLWithPath: path)) }
            try sample(path)
            let header = try #require(FileManager.default.contents(atPath: path)?.prefix(100))
            #expect(header.starts(with: Data("SQLite format 3\0".utf8)))
            #expect(header[68..<72] == Data("vecd".utf8))
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            let again = try Database(path: path)
            #expect(try again.core.read { try $0.sqlite.value("SELECT count(*) FROM t") } == 10)
        }
    }

    @Test("a text file, a foreign SQLite database and a directory are refused by name and left alone")
    func notOurs() throws {
        let text = try file("notes.txt")
        let content = Data("hello, world".utf8)
        try content.write(to: URL(fileURLWithPath: text))
        #expect(refused(text)?.message == "file \"\(text)\" is not a vecdb database")
        #expect(FileManager.default.contents(atPath: text) == content)
        let longText = try file("long.txt")
        try Data(repeating: 65, count: 20_000).write(to: URL(fileURLWithPath: longText))
        #expect(refused(longText)?.detail == "It does not begin as an SQLite file does.")

        let foreign = try file("foreign.db")
        let sqlite = try SQLiteConnection(foreign, flags: 6)
        try sqlite.executeScript("CREATE TABLE t(a); INSERT INTO t VALUES (1)")
        sqlite.close()
        let before = FileManager.default.contents(atPath: foreign)
        #expect(refused(foreign)?.detail == "It is an SQLite database of another application.")
        #expect(FileManager.default.contents(atPath: foreign) == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: #require(directory).path).sorted()
                == ["foreign.db", "long.txt", "notes.txt"])

        let path = try #require(directory).path
        #expect(refused(path)?.message == "could not open file \"\(path)\": it is a directory")
        #expect(refused(path + "/no/such.vecdb")?.sqlState == .undefinedFile)
        #expect(refused("")?.sqlState == .invalidParameterValue)
        #expect(refused("a\0b")?.sqlState == .invalidParameterValue)
        var existing = DatabaseOptions()
        existing.mode = .readWrite
        #expect(refused(try file("absent.vecdb"), existing)?.sqlState == .undefinedFile)
    }

    @Test("a newer format is refused with its number")
    func newer() throws {
        let path = try file("new.vecdb")
        try sample(path)
        let sqlite = try SQLiteConnection(path, flags: 2)
        try sqlite.executeScript("PRAGMA user_version = 99")
        sqlite.close()
        let error = refused(path)
        #expect(error?.message == "file \"\(path)\" was written by a newer version of vecdb")
        #expect(error?.detail == "The file has format version 99, this library reads versions up to 1.")
    }

    @Test("a format that never was is refused, never taken for ours", arguments: [0, -1, Int32.min])
    func neverWritten(_ version: Int32) throws {
        let path = try file("old.vecdb")
        try sample(path)
        let sqlite = try SQLiteConnection(path, flags: 2)
        try sqlite.executeScript("PRAGMA user_version = \(version)")
        sqlite.close()
        let error = refused(path)
        #expect(error?.sqlState == .dataCorrupted)
        #expect(error?.detail == "the file has the unknown format version \(version)")
    }

    @Test("a file of two names is refused by either, and opens when one is gone")
    func hardLink() throws {
        let path = try file("one.vecdb")
        try sample(path)
        let other = try file("two.vecdb")
        try FileManager.default.linkItem(atPath: path, toPath: other)
        for name in [path, other] {
            #expect(refused(name)?.message == "could not open file \"\(name)\": it has 2 names (hard links)")
            var options = DatabaseOptions()
            options.mode = .readOnly
            #expect(refused(name, options)?.sqlState == .objectNotInPrerequisiteState)
        }
        try FileManager.default.removeItem(atPath: other)
        let database = try Database(path: path)
        #expect(try database.core.read { try $0.sqlite.value("SELECT count(*) FROM t") } == 10)
        // One that comes to be while the file is open is seen by whoever opens it next.
        try FileManager.default.linkItem(atPath: path, toPath: other)
        #expect(thrown { try database.connect() }?.message.contains("2 names") == true)
    }

    @Test("a symbolic link leads to the file and to its log")
    func symbolicLink() throws {
        let path = try file("target.vecdb")
        let database = try Database(path: path)
        try database.core.write { _ = try $0.createTable(.init("t", columns: [.init("a", .int4)])) }
        let link = try file("link.vecdb")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target.vecdb")
        // As another process that did not close it would leave it: the commit is in the log only.
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: try file("left.vecdb" + suffix))
        }
        let leftLink = try file("leftlink.vecdb")
        try FileManager.default.createSymbolicLink(atPath: leftLink, withDestinationPath: "left.vecdb")
        let left = try Database(path: leftLink)
        #expect(try left.core.read { try $0.catalog().table("t") } != nil)
        #expect(try Database(path: link).core === database.core)
    }

    @Test("errors of the system while a file is opened are told as such, with the file's name")
    func systemErrors() throws {
        let full = SQLiteFailure(code: SQLITE_IOERR, message: "disk I/O error", systemError: ENOSPC).vecDBError
        #expect(full.sqlState == .diskFull)
        let failed = SQLiteFailure(code: SQLITE_IOERR, message: "disk I/O error", systemError: EIO).vecDBError
        #expect(failed.sqlState == .ioError && failed.message.contains("nput/output error"))
        for (state, words) in [(SQLState.diskFull, "no space left on device"), (.ioError, "could not open file")] {
            let location = DatabaseLocation.file("/nowhere/x.vecdb", DatabaseOptions())
            let error = location.explained(VecDBError(state, "the reason")) as? VecDBError
            #expect(error?.sqlState == state)
            #expect(error?.message.contains("/nowhere/x.vecdb") == true && error?.message.contains(words) == true)
            #expect(error?.detail == "the reason")
        }
    }

    @Test("a truncated file and damaged pages are errors, never crashes")
    func damaged() throws {
        let path = try file("whole.vecdb")
        try sample(path, rows: 200)
        let whole = try #require(FileManager.default.contents(atPath: path))
        var random = SeededGenerator(seed: testSeed(11))
        let damagedPath = try file("damaged.vecdb")
        for length in [1, 50, 99, 100, 101, 4_000, 8_192, 8_193, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: damagedPath))
            let error = refused(damagedPath)
            #expect(error != nil, "length \(length)")
            #expect(error?.message.contains(damagedPath) == true, "\(String(describing: error))")
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: damagedPath + suffix) }
        }
        for round in 0..<60 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                // The magic and the application id decide what the file is; all else may be anything.
                bytes[Int.random(in: 100..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            try bytes.write(to: URL(fileURLWithPath: damagedPath))
            // Either it works or it is an error of ours.
            do {
                let database = try Database(path: damagedPath)
                try database.core.read { connection in
                    _ = try connection.catalog()
                    _ = try connection.sqlite.rows("SELECT * FROM t")
                }
            } catch {
                #expect(error is VecDBError, "round \(round): \(error)")
            }
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: damagedPath + suffix) }
        }
    }

    @Test("several values of one file share a core, whatever path leads to it")
    func shared() throws {
        let path = try file("shared.vecdb")
        let first = try Database(path: path)
        let link = try file("link.vecdb")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        let second = try Database(path: link)
        #expect(first.core === second.core)
        first.close()
        #expect(thrown { try first.connect() }?.message == "the database is closed")
        try second.core.write { _ = try $0.createTable(.init("t", columns: [.init("a", .int4)])) }
        let session = try second.connect()
        second.close()
        #expect(try session.catalog().table("t") != nil)
    }

    @Test("a database in memory is its own, and its connections see each other's commits but not their changes")
    func memory() throws {
        let one = try Database.inMemory()
        let other = try Database.inMemory()
        try one.core.write { _ = try $0.createTable(.init("t", columns: [.init("a", .int4)])) }
        #expect(try other.connect().catalog().table("t") == nil)
        let reader = try one.connect()
        let writer = try one.connect()
        try reader.begin()
        try reader.prepareToRead()
        try writer.begin(.immediate)
        try writer.sqlite.execute("INSERT INTO t VALUES (1)")
        #expect(try reader.sqlite.value("SELECT count(*) FROM t") == 0)
        try writer.commit()
        #expect(try reader.sqlite.value("SELECT count(*) FROM t") == 0)
        try reader.commit()
        #expect(try reader.sqlite.value("SELECT count(*) FROM t") == 1)
    }

    @Test("a read-only database is read, and refuses writers with 25006")
    func readOnly() throws {
        let path = try file("ro.vecdb")
        try sample(path)
        var options = DatabaseOptions()
        options.mode = .readOnly
        let database = try Database(path: path, options: options)
        #expect(try database.core.read { try $0.sqlite.value("SELECT count(*) FROM t") } == 10)
        #expect(thrown { try database.core.write { _ in } }?.sqlState == .readOnlyTransaction)
        let connection = try database.connect()
        #expect(thrown { try connection.sqlite.execute("DELETE FROM t") }?.sqlState == .readOnlyTransaction)
        #expect(refused(try file("none.vecdb"), options)?.sqlState == .undefinedFile)
    }
}
