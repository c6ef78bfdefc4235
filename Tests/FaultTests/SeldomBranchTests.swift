import CSQLite
import Foundation
import TestSupport
import Testing
import VecDB
import VecDBSQL
import VectorTypes

/// Each fallback of the engine, in a situation that must lead into it, with the right answer out of it.
@Suite("Branches that are seldom taken", .serialized) final class SeldomBranchTests {
    private let directory: String
    private let path: String

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "vecdb-branch-\(UUID())").path
        path = directory + "/b.vecdb"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// A database with a session, and rows `(id, n, v)` of the table t, the vectors of row i being near (i, 0, 0 …).
    private final class Place {
        let database: Database
        let session: Session

        init(_ path: String) throws {
            database = try Database(path: path)
            session = try Session(database)
        }

        deinit { database.close() }

        @discardableResult
        func run(_ sql: String) throws -> [String] {
            var lines: [String] = []
            try session.execute(sql) { result in
                lines = result.rows.map { row in row.map { $0 ?? "" }.joined(separator: "|") }
            }
            return lines
        }

        func make(rows: Int) throws {
            try run("CREATE TABLE t (id int PRIMARY KEY, n int, v vector(4))")
            try run("INSERT INTO t SELECT g, g, ('[' || g || ',0,0,0]')::vector FROM generate_series(1, \(rows)) g")
            try run("CREATE INDEX near ON t USING hnsw (v vector_l2_ops) WITH (m = 8)")
        }

        /// The ids nearest to (0, 0 …).
        func nearest(_ limit: Int, where condition: String? = nil) throws -> [String] {
            let filter = condition.map { " WHERE \($0)" } ?? ""
            return try run("SELECT id FROM t\(filter) ORDER BY v <-> '[0,0,0,0]' LIMIT \(limit)")
        }

        /// Searches until the index has been built anew and verifies.
        func awaitIndex() throws {
            let deadline = ContinuousClock.now + .seconds(30)
            while true {
                #expect(try nearest(3).count == 3)
                do {
                    #expect(try run("VERIFY INDEX near").first?.hasPrefix("ok") == true)
                    return
                } catch let error as VecDBError
                    where error.sqlState == .objectNotInPrerequisiteState && ContinuousClock.now < deadline
                {
                    usleep(2_000)
                }
            }
        }
    }

    /// What another program does to the file.
    private func foreign(_ sql: String) throws {
        let connection = try SQLiteConnection(path, flags: SQLITE_OPEN_READWRITE)
        defer { connection.close() }
        connection.setLockTimeout(.seconds(30))
        try connection.executeScript(sql)
    }

    private static let moved = "UPDATE t SET v = x'00000000000000000000000000000000' WHERE id = 50;"

    // MARK: Following

    @Test("an index from whose position the log was trimmed is made anew")
    func trimmed() throws {
        let place = try Place(path)
        try place.make(rows: 100)
        #expect(try place.nearest(2) == ["1", "2"])
        let isReached = try reaches(.logTrimmedUnderFollower) { () throws in
            try foreign(Self.moved + "DELETE FROM vecdb_log")
            #expect(try place.nearest(2) == ["50", "1"])
            try place.awaitIndex()
        }
        #expect(isReached)
    }

    @Test("while many changes are applied, searches read their rows")
    func pending() throws {
        let place = try Place(path)
        try place.make(rows: 600)
        _ = try place.nearest(2)
        let isReached = try reaches(.pendingRowsReread) { () throws in
            try place.run("UPDATE t SET v = '[0,0,0,9]' WHERE id > 100")
            #expect(try place.nearest(2) == ["1", "2"])
            try place.awaitIndex()
        }
        #expect(isReached)
    }

    @Test("a snapshot older than the index gets its own rows")
    func older() throws {
        let place = try Place(path)
        try place.make(rows: 100)
        let reader = try Place(path)
        try reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ")
        #expect(try reader.nearest(2) == ["1", "2"])
        let isReached = try reaches(.historyReadBackwards) { () throws in
            try place.run("UPDATE t SET v = '[0,0,0,0]' WHERE id = 50; DELETE FROM t WHERE id = 1")
            #expect(try place.nearest(2) == ["50", "2"])
            #expect(try reader.nearest(2) == ["1", "2"])
        }
        #expect(isReached)
    }

    // MARK: Stored indexes

    /// Changes a closed file with an index as another program would, opens it and waits for the index.
    private func revive(_ mark: CoverageMark, _ change: String, _ nearest: [String] = ["1", "2"]) throws {
        do { try Place(path).make(rows: 100) }
        try foreign(change)
        let isReached = try reaches(mark) { () throws in
            let place = try Place(path)
            #expect(try place.nearest(2) == nearest)
            try place.awaitIndex()
            #expect(try place.nearest(2) == nearest)
        }
        #expect(isReached)
    }

    @Test("an index with damaged pages is built anew")
    func damaged() throws {
        try revive(.rebuildAfterDamage, "UPDATE vecdb_index_pages SET bytes = zeroblob(length(bytes))")
    }

    @Test("an index whose pages the log does not reach is built anew")
    func behind() throws {
        try revive(.indexBehindItsLog, Self.moved + "DELETE FROM vecdb_log", ["50", "1"])
    }

    @Test("an index stored before another program changed the schema is built anew")
    func otherRowids() throws { try revive(.indexFromOtherRowids, "CREATE TABLE foreign_table(x)") }

    @Test("an index whose tables another program has dropped gets new ones")
    func tablesGone() throws {
        try revive(.storageGivenAgain, "DROP TABLE vecdb_index_pages; DROP TABLE vecdb_index_storage")
    }

    @Test("an index walked on vectors that its pages do not hold reads them from the rows")
    func attached() throws { try revive(.vectorsAttached, "SELECT 1") }

    // MARK: Searching

    @Test("a snapshot that no index can serve is searched row by row")
    func streamed() throws {
        let place = try Place(path)
        try place.make(rows: 100)
        _ = try place.nearest(2)
        let isReached = try reaches(.streamInsteadOfIndex) { () throws in
            // Now and then the index has been discarded before it is asked.
            for round in 0..<10 {
                try foreign("CREATE TABLE foreign_\(round)(x)")
                #expect(try place.nearest(2) == ["1", "2"])
                try place.awaitIndex()
                usleep(20_000)
            }
        }
        #expect(isReached)
    }

    @Test("a table that only its transaction sees is searched row by row")
    func ownTable() throws {
        let place = try Place(path)
        try place.run("BEGIN; CREATE TABLE u (id int, v vector(2)); INSERT INTO u VALUES (1, '[3,4]'), (2, '[1,0]')")
        let isReached = try reaches(.streamInsteadOfArena) { () throws in
            #expect(try place.run("SELECT id, v <-> '[0,0]' FROM u ORDER BY 2 LIMIT 2") == ["2|1", "1|5"])
        }
        #expect(isReached)
    }

    @Test("a compact index fetches the vectors of its candidates")
    func compact() throws {
        let seed = testSeed(51)
        var random = SeededGenerator(seed: seed)
        let place = try Place(path)
        // So many, and so different, that codes stand for the vectors.
        let rows = (1...2_000).map { "(\($0), '\(random.gaussianVector(40))')" }
        try place.run("CREATE TABLE t (id int PRIMARY KEY, v vector(40))")
        try place.run("INSERT INTO t VALUES \(rows.joined(separator: ", "))")
        try place.run("CREATE INDEX near ON t USING hnsw (v vector_l2_ops) WITH (m = 8, storage = compact)")
        let search = "SELECT id FROM t ORDER BY v <-> '\(random.gaussianVector(40))' LIMIT 1"
        try place.run("SET hnsw.ef_search = 400")
        let isReached = try reaches(.absentRowsInRank) { () throws in
            let found = try place.run(search)
            try place.run("SET enable_indexscan = off")
            #expect(try place.run(search) == found, "seed \(seed)")
        }
        #expect(isReached)
    }

    @Test("a filter whose rows are far away is turned round, and no row comes twice or is missed")
    func turned() throws {
        let place = try Place(path)
        try place.make(rows: 1_500)
        try place.run("CREATE INDEX numbers ON t (n)")
        let isReached = try reaches(.turnToFilterRows) { () throws in
            #expect(try place.nearest(3, where: "n > 1000") == ["1001", "1002", "1003"])
        }
        #expect(isReached)
    }

    @Test("so is one of the typed API")
    func typedTurned() throws {
        let database = try Database(path: path)
        defer { database.close() }
        let notes = try database.collection("notes", dimensions: 2, metric: .l2)
        try notes.insert(
            (0..<2_300).map {
                Record(id: "r\($0)", metadata: ["topic": $0 == 2_290 ? "rare" : "common"], embedding: [Float($0), 1])
            })
        let isReached = try reaches(.typedTurnToFilterRows) { () throws in
            let hits = try notes.search(near: [0, 0], limit: 3, where: .metadata("topic") == "rare")
            #expect(hits.map(\.id) == ["r2290"])
        }
        #expect(isReached)
    }

    @Test("a batch with a query that fails is asked one by one, so that only that one fails")
    func batch() throws {
        let place = try Place(path)
        try place.make(rows: 50)
        try place.run("CREATE TABLE q (id int, v vector); INSERT INTO q VALUES (1, '[1,0,0,0]'), (2, '[1,0]')")
        var failure: VecDBError?
        let isReached = try reaches(.batchToSingle) { () throws in
            do {
                try place.run(
                    "SELECT q.id, x.id FROM q, LATERAL (SELECT id FROM t ORDER BY t.v <-> q.v LIMIT 1) x ORDER BY 1")
            } catch { failure = error as? VecDBError }
        }
        #expect(failure?.sqlState == .dataException)
        #expect(isReached)
    }

    // MARK: Transactions

    @Test("a transaction that has read writes on the newest rows")
    func renewed() throws {
        let place = try Place(path)
        try place.make(rows: 10)
        let other = try Place(path)
        try place.run("BEGIN")
        #expect(try place.run("SELECT count(*) FROM t") == ["10"])
        try other.run("DELETE FROM t WHERE id = 1")
        let isReached = try reaches(.snapshotRenewed) { try place.run("INSERT INTO t VALUES (11, 11, '[11,0,0,0]')") }
        #expect(isReached)
        #expect(try place.run("SELECT count(*) FROM t") == ["10"])
        try place.run("COMMIT")
    }

    @Test("rows that no index can hold are left out when an index is built anew")
    func unfit() throws {
        do { try Place(path).make(rows: 100) }
        try foreign(
            """
            INSERT INTO t VALUES (200, 200, x'0000000000000000');
            UPDATE vecdb_index_pages SET bytes = zeroblob(length(bytes))
            """)
        let isReached = try reaches(.unfitRowsSkipped) { () throws in
            let place = try Place(path)
            let deadline = ContinuousClock.now + .seconds(10)
            // Until the index is there again.
            while ContinuousClock.now < deadline {
                if (try? place.run("VERIFY INDEX near")) != nil { break }
                usleep(2_000)
            }
        }
        #expect(isReached)
    }

    // MARK: All of them

    @Test("every mark has exactly one test that names it")
    func allNamed() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        var names: [String: Int] = [:]
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
        for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /(?:reaches|revive)\(\s*\.([A-Za-z]+)[,)]/) {
                names[String(match.output.1), default: 0] += 1
            }
        }
        for mark in CoverageMark.allCases { #expect(names.removeValue(forKey: mark.rawValue) == 1, "\(mark)") }
        #expect(names.isEmpty, "no marks: \(names)")
    }
}
