import Testing
import VectorTypes

@testable import VecDB

/// Tables by typed values.
@Suite struct TableTests {
    let database: Database

    init() throws {
        database = try Database.inMemory()
        try database.write { transaction in
            try transaction.createTable(
                "items",
                columns: [
                    .init("id", .int8, isSerial: true), .init("name", .text, isNotNull: true),
                    .init("small", ColumnType(.int2)),
                    .init("score", .float8), .init("done", .bool), .init("data", .jsonb),
                    .init("embedding", .vector(3)),
                    .init("flags", .bit(4)), .init("code", ColumnType(.varchar, modifier: 7)), .init("key", .uuid),
                ], primaryKey: ["id"], unique: [["name"]])
        }
    }

    @Test("rows come back as they were written")
    func roundTrip() throws {
        let row: TableRow = [
            "id": 7, "name": "täst", "small": -3, "score": 2.5, "done": true, "data": .json(["a": [1, 2]]),
            "embedding": try .vector([1, 2, 3]), "flags": .bits(BitVector([true, false, true, true])), "code": "abc",
            "key": "0ea9a0c4-3f2c-4c0e-9a2f-aabbccddeeff",
        ]
        try database.write { try $0.insert(row, into: "items") }
        #expect(try database.read { try $0.rows(of: "items") } == [row])
        try database.write { try $0.insert(["name": "bare"], into: "items") }
        let bare = try database.read { try $0.rows(of: "items", where: .column("name") == "bare") }
        #expect(bare.first?["id"] == 1)
        #expect(bare.first?["embedding"] == .null)
        #expect(try database.read { try $0.tables } == ["items"])
        #expect(
            try database.read { try $0.columns(of: "items") }.first
                == .init("id", .int8, isNotNull: true, isSerial: true))
    }

    @Test("rows can be updated, upserted and deleted, and the counts are right")
    func changes() throws {
        try database.write {
            try $0.insert((1...10).map { ["id": .integer($0), "name": .text("n\($0)")] }, into: "items")
        }
        #expect(try database.write { try $0.update("items", set: ["done": true], where: .column("id") <= 4) } == 4)
        #expect(try database.read { try $0.count("items", where: .column("done") == true) } == 4)
        try database.write { try $0.upsert([["id": 1, "name": "new"], ["id": 11, "name": "n11"]], into: "items") }
        let first = try database.read { try $0.rows(of: "items", limit: 1) }.first
        #expect(first?["name"] == "new")
        #expect(first?["done"] == true)
        #expect(try database.write { try $0.delete(from: "items", where: .column("id") > 9) } == 2)
        #expect(try database.read { try $0.count("items") } == 9)
    }

    @Test(
        "a value that does not fit is refused with PostgreSQL's words, and nothing is written",
        arguments: [
            ("embedding", ColumnValue.bits(BitVector([true])), "42804", ""),
            ("small", .integer(40_000), "22003", "smallint out of range"),
            ("code", "abcd", "22001", "value too long for type character varying(3)"),
            ("name", "a\0b", "22021", "invalid byte sequence for encoding \"UTF8\": 0x00"),
            (
                "name", .null, "23502",
                "null value in column \"name\" of relation \"items\" violates not-null constraint"
            ),
            ("id", .null, "23502", "null value in column \"id\" of relation \"items\" violates not-null constraint"),
            ("flags", .bits(BitVector([true])), "22026", "bit string length 1 does not match type bit(4)"),
            ("key", "xyz", "22P02", "invalid input syntax for type uuid: \"xyz\""),
            ("nosuch", 1, "42703", "column \"nosuch\" of relation \"items\" does not exist"),
        ] as [(String, ColumnValue, String, String)])
    func refused(column: String, value: ColumnValue, state: String, message: String) throws {
        var row: TableRow = ["id": 1, "name": "x"]
        row[column] = value
        let error = thrown { try database.write { try $0.insert([["name": "good"], row], into: "items") } }
        #expect(error?.sqlState.code == state)
        if !message.isEmpty { #expect(error?.message == message) }
        #expect(try database.read { try $0.count("items") } == 0)
    }

    @Test("a vector of the wrong length is refused with pgvector's words")
    func dimensions() throws {
        let error = thrown {
            try database.write { try $0.insert(["name": "x", "embedding": try .vector([1, 2])], into: "items") }
        }
        #expect(error?.message == "expected 3 dimensions, not 2")
        #expect(error?.sqlState == .dataException)
    }

    @Test("the async forms do the same off the cooperative threads, and a cancelled one leaves nothing")
    func async() async throws {
        try await database.write { try $0.insert(["name": "a"], into: "items") }
        #expect(try await database.read { try $0.count("items") } == 1)
        let database = database
        let task = Task {
            try await database.write { transaction in
                try transaction.insert(["name": "b"], into: "items")
                while true { _ = try transaction.count("items") }
            }
        }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await database.read { try $0.count("items") } == 1)
    }

    @Test("a violated foreign key is named, from either side")
    func foreignKeys() throws {
        let connection = try database.connect()
        let key = ForeignKey(columns: ["item"], table: "items")
        try connection.createTable(
            .init("parts", columns: [.init("item", .int8)], constraints: [.init(nil, .foreignKey(key))]))
        try connection.begin(.immediate)
        try connection.sqlite.execute("INSERT INTO items(id, name) VALUES (1, 'a')")
        try connection.sqlite.execute("INSERT INTO parts VALUES (1)")
        func describe(_ sql: String, _ table: String) throws -> VecDBError? {
            #expect(thrown { try connection.sqlite.execute(sql) }?.sqlState == .foreignKeyViolation)
            return try connection.describeForeignKeyViolation(tables: [table]) { try connection.sqlite.execute(sql) }
        }
        let child = try describe("INSERT INTO parts VALUES (5)", "parts")
        #expect(
            child?.message == "insert or update on table \"parts\" violates foreign key constraint \"parts_item_fkey\"")
        #expect(child?.detail == "Key (item)=(5) is not present in table \"items\".")
        let parent = try describe("DELETE FROM items WHERE id = 1", "items")
        #expect(
            parent?.message
                == "update or delete on table \"items\" violates foreign key constraint \"parts_item_fkey\" on table \"parts\""
        )
        #expect(parent?.detail == "Key (id)=(1) is still referenced from table \"parts\".")
        try connection.commit()
        #expect(try connection.sqlite.value("SELECT count(*) FROM parts") == 1)
    }
}
