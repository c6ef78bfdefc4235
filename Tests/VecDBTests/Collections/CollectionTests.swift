import CSQLite
import TestSupport
import Testing
import VectorTypes

@testable import VecDB

@Suite("Collections")
struct CollectionTests {
    private func notes(_ count: Int = 20) throws -> (Database, VectorCollection) {
        let database = try Database.inMemory()
        let notes = try database.collection("notes", dimensions: 3, metric: .l2)
        try notes.upsert(
            (0..<count).map {
                Record(
                    id: "n\($0)", content: "note \($0)",
                    metadata: ["topic": .string($0 % 2 == 0 ? "swift" : "sql"), "number": .integer(Int64($0))],
                    embedding: [Float($0), 0, 0])
            })
        return (database, notes)
    }

    @Test("what is written is found again, by id, by nearness and by filter")
    func roundTrip() throws {
        let (_, notes) = try notes()
        #expect(try notes.count() == 20)
        let record = try #require(try notes.fetch(ids: ["n7"]).first)
        #expect(record.content == "note 7")
        #expect(record.metadata == ["number": 7, "topic": "sql"])
        #expect(record.embedding == [7, 0, 0])
        #expect(try notes.fetch(ids: ["n3", "nowhere", "n1"]).map(\.id) == ["n3", "n1"])

        let hits = try notes.search(near: [7.25, 0, 0], limit: 3)
        #expect(hits.map(\.id) == ["n7", "n8", "n6"])
        #expect(hits[0].distance == 0.25)
        #expect(hits[0].metadata["topic"]?.string == "sql")
        #expect(hits[0].embedding.isEmpty)

        let swift = try notes.search(
            near: [7.25, 0, 0], limit: 3, where: .metadata("topic") == "swift", fields: .embedding)
        #expect(swift.map(\.id) == ["n8", "n6", "n10"])
        #expect(swift[0].embedding == [8, 0, 0])
        #expect(swift[0].content == nil)
        #expect(swift[0].metadata == .null)

        #expect(try notes.fetch(where: .metadata("number") < 3).map(\.id) == ["n0", "n1", "n2"])
        #expect(try notes.fetch(where: .metadata("number") < 10, limit: 2).map(\.id) == ["n0", "n1"])
        #expect(try notes.count(where: .id.in(["n1", "n5", "x"])) == 2)
        #expect(try notes.count(where: .content.contains("note 1")) == 11)
    }

    @Test("threshold, batch, and search by a stored record")
    func searches() throws {
        let (_, notes) = try notes()
        #expect(try notes.search(near: [5, 0, 0], within: 1).map(\.id) == ["n5", "n4", "n6"])
        #expect(
            try notes.search(near: [5, 0, 0], within: 2, where: .metadata("topic") == "sql").map(\.id)
                == ["n5", "n3", "n7"])
        #expect(try notes.search(nearRecord: "n9", limit: 2).map(\.id) == ["n8", "n10"])
        #expect(try notes.search(nearRecord: "n9", limit: 2, includingItself: true).map(\.id) == ["n9", "n8"])
        #expect(thrown { try notes.search(nearRecord: "x", limit: 2) }?.sqlState == .undefinedObject)
        let queries: [[Float]] = (0..<12).map { [Float($0), 0, 1] }
        let batch = try notes.search(near: queries, limit: 4)
        #expect(try batch == queries.map { try notes.search(near: $0, limit: 4) })
        let filter: Filter = .metadata("number") >= 4
        #expect(
            try notes.search(near: queries, limit: 4, where: filter)
                == queries.map { try notes.search(near: $0, limit: 4, where: filter) })
        #expect(try notes.search(near: [1, 1, 1], limit: 0).isEmpty)
        #expect(try notes.search(near: [1, 1, 1], limit: .max).count == 20)
        #expect(try notes.search(near: [[Float]](), limit: 3).isEmpty, "no queries, no lists")
    }

    @Test("insert refuses an id that exists, upsert replaces it, update changes parts, delete deletes")
    func writes() throws {
        let (_, notes) = try notes()
        let double = Record(id: "n1", embedding: [9, 9, 9])
        let error = thrown { try notes.insert([Record(id: "new", embedding: [0, 0, 0]), double]) }
        #expect(error?.sqlState == .uniqueViolation)
        #expect(try notes.count() == 20, "all or nothing")
        try notes.upsert([double])
        #expect(try notes.fetch(ids: ["n1"]) == [double])
        #expect(try notes.update(id: "n1", content: "changed"))
        #expect(try notes.update(id: "n1", metadata: ["a": [1, 2.5, nil]]))
        #expect(try notes.update(id: "n1", embedding: [1, 2, 3]))
        #expect(try !notes.update(id: "nowhere", content: "changed"))
        #expect(
            try notes.fetch(ids: ["n1"]) == [
                Record(id: "n1", content: "changed", metadata: ["a": [1, 2.5, nil]], embedding: [1, 2, 3])
            ])
        #expect(try notes.search(near: [1, 2, 3], limit: 1).map(\.id) == ["n1"])
        #expect(try notes.delete(ids: ["n1", "n2", "nowhere"]) == 2)
        #expect(try notes.delete(where: .metadata("number") > 10) == 9)
        #expect(try notes.count() == 9)
        #expect(try notes.search(near: [1, 2, 3], limit: 99).count == 9)
    }

    @Test("a wrong vector is refused with pgvector's words and nothing is written")
    func wrongVectors() throws {
        let (_, notes) = try notes(0)
        let good = Record(id: "a", embedding: [1, 2, 3])
        func refusal(_ second: Record) -> VecDBError? { thrown { try notes.upsert([good, second]) } }
        #expect(refusal(Record(id: "b", embedding: [1, 2]))?.message == "expected 3 dimensions, not 2")
        #expect(refusal(Record(id: "b", embedding: [1, .nan, 3]))?.message == "NaN not allowed in vector")
        #expect(
            refusal(Record(id: "b", embedding: [1, .infinity, 3]))?.message
                == "infinite value not allowed in vector")
        #expect(
            refusal(Record(id: "b", metadata: ["x": .double(.nan)], embedding: [1, 2, 3]))?.sqlState
                == .invalidTextRepresentation)
        #expect(try notes.count() == 0)
        #expect(thrown { try notes.search(near: [1], limit: 1) }?.message == "expected 3 dimensions, not 1")
    }

    @Test("several collections live in one file, are listed, opened again, renamed and dropped")
    func lifecycle() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("c.vecdb")
        let odd = "odd \"name\"; --"
        do {
            let database = try Database(path: path)
            let a = try database.collection("a", dimensions: 2, metric: .innerProduct)
            try database.collection("b", dimensions: 5).insert([Record(id: "1", embedding: [1, 2, 3, 4, 5])])
            try a.insert([Record(id: "1", embedding: [1, 2])])
            try database.renameCollection("a", to: odd)
            #expect(try a.name == odd)
            #expect(try a.search(near: [1, 1], limit: 1).map(\.distance) == [-3])
        }
        let database = try Database(path: path)
        #expect(
            try database.collections() == [
                CollectionInfo(name: "b", dimensions: 5, metric: .cosine),
                CollectionInfo(name: odd, dimensions: 2, metric: .innerProduct),
            ])
        let again = try database.collection(odd)
        #expect(again.metric == .innerProduct)
        #expect(try again.search(near: [1, 1], limit: 1).map(\.distance) == [-3])
        #expect(thrown { try database.collection("b", dimensions: 6) }?.message == "expected 5 dimensions, not 6")
        #expect(thrown { try database.collection("b", dimensions: 5, metric: .l2) }?.sqlState == .invalidParameterValue)
        #expect(thrown { try database.collection("c") }?.sqlState == .undefinedTable)
        #expect(thrown { try database.collection("c", dimensions: 0) } != nil)
        #expect(thrown { try database.renameCollection("b", to: odd) }?.sqlState == .duplicateTable)
        let b = try database.collection("b")
        try database.dropCollection("b")
        #expect(thrown { try b.search(near: [1, 2, 3, 4, 5], limit: 1) }?.sqlState == .undefinedTable)
        #expect(thrown { try database.dropCollection("b") }?.sqlState == .undefinedTable)
        #expect(try database.collections().count == 1)
        // A table that is no collection stays out of it.
        _ = try database.core.write {
            try $0.createTable(TableDefinition("plain", columns: [ColumnDefinition("x", .int4)]))
        }
        #expect(thrown { try database.collection("plain") }?.sqlState == .wrongObjectType)
        #expect(thrown { try database.collection("plain", dimensions: 3) }?.sqlState == .duplicateTable)
        #expect(try database.collections().count == 1)
    }

    @Test("SQL finds metadata in jsonb's own form")
    func storedForm() throws {
        let (database, notes) = try notes(0)
        try notes.insert([
            Record(id: "x", metadata: ["bb": 1.50, "a": ["z", true, nil], "c\n\"": [:]], embedding: [1, 2, 3])
        ])
        let stored = try database.core.read { try $0.sqlite.value("SELECT metadata FROM notes") }
        #expect(stored == .text(#"{"a": ["z", true, null], "bb": 1.5, "c\n\"": {}}"#))
    }

    @Test("the filtered search finds k records whenever k records match, however rare they are")
    func selectivity() throws {
        let database = try Database.inMemory()
        let collection = try database.collection("many", dimensions: 2, metric: .l2)
        try collection.insert(
            (0..<6_000).map {
                Record(id: "\($0)", metadata: ["rare": .bool($0 % 1_500 == 1_499)], embedding: [Float($0), 1])
            })
        for limit in [1, 3, 4, 9] {
            let hits = try collection.search(near: [0, 0], limit: limit, where: .metadata("rare") == true)
            #expect(hits.map(\.id) == Array(["1499", "2999", "4499", "5999"].prefix(limit)))
        }
        let common = try collection.search(near: [100, 0], limit: 50, where: .metadata("rare") != true)
        #expect(common.count == 50)
    }

    @Test("searches name the records as they are called now, whoever renamed, replaced, moved or undid what")
    func names() throws {
        let seed = testSeed(31)
        var random = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory()
        let path = directory.file("n.vecdb")
        let database = try Database(path: path)
        let notes = try database.collection("notes", dimensions: 1, metric: .l2)
        func record(_ key: Int) -> Record { Record(id: "n\(key)", embedding: [Float(key)]) }
        try notes.upsert((0..<40).map(record))
        let foreign = try SQLiteConnection(path, flags: SQLITE_OPEN_READWRITE)
        foreign.setLockTimeout(.seconds(30))
        sqlite3_limit(foreign.handle, SQLITE_LIMIT_ATTACHED, 10)
        let reader = try database.connect()
        var next = 40
        func compare(_ step: Int) throws {
            try reader.atomically(write: false) {
                let table = try #require(try reader.catalog().table("notes"))
                let search = NearestSearch(target: .vector(stored([0])), limit: .max, fields: [])
                let hits = try notes.run(search, reader, table)
                let rows = try reader.sqlite.rows("SELECT id FROM notes")
                #expect(Set(hits.map(\.id)) == Set(rows.compactMap { $0[0].text }), "seed \(seed), step \(step)")
            }
        }
        for step in 0..<300 {
            let key = "'n\(Int.random(in: 0..<next, using: &random))'"
            let tool = Bool.random(using: &random)
            func execute(_ sql: String) throws {
                if tool { try foreign.execute(sql) } else { try database.core.write { try $0.sqlite.execute(sql) } }
            }
            switch Int.random(in: 0..<9, using: &random) {
            case 0, 1:
                try execute("UPDATE notes SET id = 'n\(next)' WHERE id = \(key)")
                next += 1
            case 2:
                // The next record may get the rowid.
                try execute("DELETE FROM notes WHERE id = \(key)")
                try notes.upsert([record(next)])
                next += 1
            case 3: try execute("INSERT OR REPLACE INTO notes (id, embedding) VALUES (\(key), x'0000803F')")
            case 4: try execute("UPDATE notes SET rowid = (SELECT max(rowid) FROM notes) + 1 WHERE id = \(key)")
            case 5:
                try? database.core.write { connection in
                    try connection.sqlite.execute("UPDATE notes SET id = 'undone' WHERE id = \(key)")
                    throw VecDBError(.internalError, "undone")
                }
            case 6 where step % 7 == 0: try foreign.execute("VACUUM")
            case 7 where step % 5 == 0:
                try notes.delete(where: .all)
                try notes.upsert((next..<next + 20).map(record))
                next += 20
            case 8 where step % 11 == 0:
                try database.core.withConnection { try $0.truncate(["notes"]) }
                try notes.upsert((next..<next + 20).map(record))
                next += 20
            default: break
            }
            try compare(step)
        }
        let oid = try #require(try reader.catalog().table("notes")).oid
        // Without the trigger for ids, which a file made before may lack, nothing is known for longer than a state.
        try foreign.execute("DROP TRIGGER vecdb_log_\(oid)_key")
        for step in 300..<320 {
            try foreign.execute("UPDATE notes SET id = 'm\(step)' WHERE rowid = (SELECT min(rowid) FROM notes)")
            try compare(step)
        }
    }

    @Test("the async forms give what the blocking ones give, from many tasks at once")
    func asynchronous() async throws {
        let database = try Database.inMemory()
        let notes = try await database.collection("notes", dimensions: 3, metric: .l2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<20 {
                group.addTask {
                    try await notes.upsert([Record(id: "\(task)", embedding: [Float(task), 0, 0])])
                    let hits = try await notes.search(near: [Float(task), 0, 0], limit: 1)
                    #expect(hits.first?.id == "\(task)")
                }
            }
            try await group.waitForAll()
        }
        #expect(try await notes.count() == 20)
        #expect(try await notes.delete(where: .id == "3") == 1)
        #expect(try await notes.fetch(ids: ["3", "4"]).map(\.id) == ["4"])
        #expect(try await database.collections().map(\.name) == ["notes"])
    }

    @Test("a cancelled task ends with CancellationError and leaves the database usable")
    func cancellation() async throws {
        let database = try Database.inMemory()
        let notes = try await database.collection("notes", dimensions: 2, metric: .l2)
        try await notes.insert((0..<3_000).map { Record(id: "\($0)", embedding: [Float($0), 1]) })
        for delay in [0, 1, 5] {
            let task = Task {
                while true {
                    _ = try await notes.search(near: [1, 2], limit: 10, where: .metadata("x") == 1)
                }
            }
            try await Task.sleep(for: .milliseconds(delay))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(try await notes.search(near: [1, 2], limit: 10).count == 10)
    }
}
