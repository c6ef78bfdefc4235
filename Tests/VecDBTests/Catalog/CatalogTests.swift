import Testing
import VectorTypes

@testable import VecDB

@Suite struct CatalogTests {
    let database: Database
    let connection: Connection

    init() throws {
        database = try Database.inMemory()
        connection = try database.connect()
        // The SQL layer has the real one.
        try connection.sqlite.createCollation("pg_numeric") { a, b in
            (Int(String(decoding: a, as: UTF8.self)) ?? 0) - (Int(String(decoding: b, as: UTF8.self)) ?? 0)
        }
    }

    private func items() -> TableDefinition {
        var id = ColumnDefinition("id", .int8)
        id.sequence = SequenceDefinition()
        return TableDefinition(
            "items",
            columns: [
                id, ColumnDefinition("name", .text, isNotNull: true),
                ColumnDefinition(
                    "price", ColumnType(.numeric), defaultValue: .init(text: "0", sqlite: "'0'", isConstant: true)),
                ColumnDefinition("embedding", .vector(3)),
            ],
            constraints: [
                .init(nil, .primaryKey(columns: ["id"])), .init(nil, .unique(columns: ["name"])),
                .init(nil, .check(.init(text: "(price >= 0)", sqlite: "\"price\" >= '0'"), columns: ["price"])),
            ])
    }

    private func insert(_ name: String, _ connection: Connection) throws {
        try connection.sqlite.execute(
            "INSERT INTO items(name, embedding) VALUES (?1, ?2)",
            [.text(name), .blob([UInt8](repeating: 0, count: 12))])
    }

    @Test("a table comes back from the catalog as it was made, with PostgreSQL's names")
    func roundTrip() throws {
        let made = try connection.createTable(items())
        let other = try database.connect()
        let read = try #require(try other.catalog().table("items"))
        #expect(read == made)
        #expect(read.oid >= 16_384)
        #expect(read.constraints.map(\.name) == ["items_pkey", "items_name_key", "items_price_check"])
        #expect(read.columns[0].sequence == "items_id_seq")
        #expect(read.columns.map(\.number) == [1, 2, 3, 4])
        #expect(read.rowidColumn == 0)
        #expect(read.rowidName == "id")
    }

    @Test("a rolled-back table is gone, for the connection that made it too")
    func rollback() throws {
        try connection.begin()
        try connection.createTable(items())
        #expect(try connection.catalog().table("items") != nil)
        connection.rollback()
        #expect(try connection.catalog().table("items") == nil)
        try connection.begin()
        try connection.createTable(.init("t", columns: [.init("a", .int4)]))
        try connection.savepoint("s")
        try connection.addColumn(.init("b", .text), to: "t")
        #expect(try connection.catalog().table("t")?.columns.count == 2)
        try connection.rollback(to: "s")
        #expect(try connection.catalog().table("t")?.columns.count == 1)
        try connection.commit()
        #expect(try database.connect().catalog().table("t")?.columns.map(\.name) == ["a"])
    }

    @Test("violated constraints have PostgreSQL's state, message and constraint name")
    func violations() throws {
        try connection.createTable(items())
        _ = try connection.catalog()
        try insert("a", connection)
        let unique = thrown { try insert("a", connection) }
        #expect(unique?.message == "duplicate key value violates unique constraint \"items_name_key\"")
        #expect(unique?.sqlState == .uniqueViolation)
        #expect(unique?.constraint == "items_name_key")
        let primary = thrown { try connection.sqlite.execute("INSERT INTO items(id, name) VALUES (1, 'z')") }
        #expect(primary?.constraint == "items_pkey")
        let null = thrown { try connection.sqlite.execute("INSERT INTO items(name) VALUES (NULL)") }
        #expect(null?.message == "null value in column \"name\" of relation \"items\" violates not-null constraint")
        let check = thrown { try connection.sqlite.execute("INSERT INTO items(name, price) VALUES ('c', '-1')") }
        #expect(check?.message == "new row for relation \"items\" violates check constraint \"items_price_check\"")
    }

    @Test("every change of a row with a vector is in the log, also what REPLACE deletes")
    func log() throws {
        let table = try connection.createTable(items())
        func log() throws -> [[SQLiteValue]] {
            defer { try? connection.sqlite.execute("DELETE FROM vecdb_log") }
            return try connection.sqlite.rows("SELECT relation, row, op FROM vecdb_log ORDER BY seq")
        }
        let oid = SQLiteValue.integer(table.oid)
        try insert("a", connection)
        #expect(try log() == [[oid, 1, 1]])
        try connection.sqlite.execute("UPDATE items SET name = 'b'")
        #expect(try log() == [])
        try connection.sqlite.execute("UPDATE items SET embedding = NULL")
        #expect(try log() == [[oid, 1, 3]])
        try connection.sqlite.execute("UPDATE items SET id = 5")
        #expect(try log() == [[oid, 1, 2], [oid, 5, 1]])
        try connection.sqlite.execute("PRAGMA recursive_triggers = OFF")
        try connection.sqlite.execute("REPLACE INTO items(id, name) VALUES (6, 'b')")
        #expect(try log().contains([oid, 5, 2]))
        try connection.sqlite.execute("DELETE FROM items")
        #expect(try log() == [[oid, 6, 2]])
        let position = try connection.logPosition()
        #expect(position > 0)
        try insert("z", connection)
        #expect(try connection.logPosition() == position + 1)
    }

    @Test("a change of a column that an approximate index reads is in the log")
    func indexLog() throws {
        let table = try connection.createTable(items())
        func logged(_ sql: String) throws -> Bool {
            defer { try? connection.sqlite.execute("DELETE FROM vecdb_log") }
            try connection.sqlite.execute(sql)
            return try connection.sqlite.value("SELECT count(*) FROM vecdb_log") == 1
        }
        #expect(table.column("name") != nil)
        try insert("a", connection)
        _ = try logged("UPDATE items SET embedding = NULL")
        #expect(try !logged("UPDATE items SET name = 'b'"))
        var element = IndexElement(column: "embedding")
        element.operatorClass = "vector_l2_ops"
        var index = IndexDefinition("i", on: "items", method: "hnsw", elements: [element])
        index.predicate = StoredExpression(text: "(name = 'b'::text)", sqlite: "(name = 'b')")
        try connection.createIndex(index)
        #expect(try logged("UPDATE items SET name = 'c'"))
        try connection.renameColumn("name", of: "items", to: "title")
        #expect(try logged("UPDATE items SET title = 'd'"))
        try connection.dropIndexes(["i"])
        #expect(try !logged("UPDATE items SET title = 'e'"))
    }

    @Test("columns can be added, renamed, retyped and dropped, and rows keep their values and rowids")
    func alter() throws {
        try connection.createTable(items())
        for name in ["a", "b", "c"] { try insert(name, connection) }
        try connection.sqlite.execute("DELETE FROM items WHERE name = 'b'")
        try connection.addColumn(
            .init("n", .int4, isNotNull: true, defaultValue: .init(text: "7", sqlite: "3 + 4")), to: "items")
        #expect(try connection.sqlite.rows("SELECT id, n FROM items") == [[1, 7], [3, 7]])
        try connection.renameColumn("price", of: "items", to: "Cost")
        let check = try connection.table("items").constraint("items_price_check")
        #expect(check?.kind == .check(.init(text: "(\"Cost\" >= 0)", sqlite: "\"Cost\" >= '0'"), columns: ["Cost"]))
        #expect(thrown { try connection.sqlite.execute("UPDATE items SET Cost = '-1'") }?.sqlState == .checkViolation)
        try connection.alterColumnType("n", of: "items", to: .text, conversion: "'<' || n || '>'")
        #expect(try connection.sqlite.rows("SELECT id, n FROM items") == [[1, "<7>"], [3, "<7>"]])
        #expect(try connection.table("items").generation == 1)
        try connection.dropColumn("Cost", from: "items")
        #expect(try connection.table("items").constraints.map(\.name) == ["items_pkey", "items_name_key"])
        #expect(try connection.table("items").columns.map(\.name) == ["id", "name", "embedding", "n"])
        try connection.setNotNull(false, column: "name", of: "items")
        try connection.setDefault(.init(text: "'x'", sqlite: "'x'", isConstant: true), column: "n", of: "items")
        try connection.sqlite.execute("INSERT INTO items(id) VALUES (9)")
        #expect(try connection.sqlite.rows("SELECT name, n FROM items WHERE id = 9") == [[.null, "x"]])
        let nulls = thrown { try connection.setNotNull(true, column: "name", of: "items") }
        #expect(nulls?.message == "column \"name\" of relation \"items\" contains null values")
        try connection.renameTable("items", to: "goods")
        #expect(try connection.catalog().table("items") == nil)
        #expect(try connection.sqlite.value("SELECT count(*) FROM goods") == 3)
        let before = try connection.logPosition()
        try connection.sqlite.execute("DELETE FROM goods WHERE id = 9")
        #expect(try connection.logPosition() == before + 1)
        var more = ColumnDefinition("seq", .int4)
        more.sequence = SequenceDefinition()
        try connection.addColumn(more, to: "goods")
        #expect(try connection.sqlite.rows("SELECT id, seq FROM goods ORDER BY id") == [[1, 1], [3, 2]])
        #expect(try connection.atomically(write: true) { try connection.nextValue(of: "goods_seq_seq") } == 3)
        #expect(try connection.sqlite.value("PRAGMA integrity_check") == "ok")
    }

    @Test("constraints can be added to rows that satisfy them, and dropped")
    func constraints() throws {
        try connection.createTable(
            .init(
                "parent", columns: [.init("id", .int4), .init("code", .text)],
                constraints: [.init(nil, .primaryKey(columns: ["id"]))]))
        try connection.createTable(.init("child", columns: [.init("parent_id", .int4), .init("n", .int4)]))
        try connection.sqlite.executeScript(
            "INSERT INTO parent VALUES (1, 'a'), (2, 'a'); INSERT INTO child VALUES (1, 1), (3, 1)")
        let key = ForeignKey(columns: ["parent_id"], table: "parent", onDelete: .cascade)
        let broken = thrown { try connection.addConstraint(.init(nil, .foreignKey(key)), to: "child") }
        #expect(
            broken?.message
                == "insert or update on table \"child\" violates foreign key constraint \"child_parent_id_fkey\"")
        #expect(broken?.detail == "Key (parent_id)=(3) is not present in table \"parent\".")
        try connection.sqlite.execute("DELETE FROM child WHERE parent_id = 3")
        try connection.addConstraint(.init(nil, .foreignKey(key)), to: "child")
        #expect(
            thrown { try connection.sqlite.execute("INSERT INTO child VALUES (9, 9)") }?.sqlState
                == .foreignKeyViolation)
        let double = thrown { try connection.addConstraint(.init(nil, .unique(columns: ["code"])), to: "parent") }
        #expect(double?.message == "could not create unique index \"parent_code_key\"")
        #expect(double?.detail == "Key (code)=(a) is duplicated.")
        let dependent = thrown { try connection.dropTables(["parent"]) }
        #expect(dependent?.sqlState == .dependentObjectsStillExist)
        #expect(dependent?.detail == "constraint child_parent_id_fkey on table child depends on table parent")
        try connection.alterColumnType("code", of: "parent", to: .bytea, conversion: "CAST(code AS BLOB)")
        #expect(try connection.sqlite.value("SELECT count(*) FROM child") == 1)
        try connection.sqlite.execute("DELETE FROM parent WHERE id = 1")
        #expect(try connection.sqlite.value("SELECT count(*) FROM child") == 0)
        try connection.addConstraint(.init(nil, .primaryKey(columns: ["n"])), to: "child")
        #expect(try connection.table("child").rowidName == "n")
        try connection.dropConstraint("child_pkey", of: "child")
        #expect(try connection.table("child").rowidName == "rowid")
        try connection.dropTables(["parent"], cascade: true)
        #expect(try connection.table("child").constraints.isEmpty)
    }

    @Test("sequences count in memory, are written at commit, and do not give a number twice after a rollback")
    func sequences() throws {
        try connection.createSequence(.init(name: "s", maximum: 5))
        try connection.atomically(write: true) {
            let taken = try (1...2).map { _ in try connection.nextValue(of: "s") }
            #expect(taken == [1, 2])
        }
        try connection.begin(.immediate)
        #expect(try connection.nextValue(of: "s") == 3)
        connection.rollback()
        let other = try database.connect()
        try other.begin()
        try other.prepareToRead()
        #expect(try other.nextValue(of: "s") == 4)
        try other.commit()
        try connection.begin(.immediate)
        #expect(try connection.nextValue(of: "s") == 5)
        let exhausted = thrown { try connection.nextValue(of: "s") }
        #expect(exhausted?.message == "nextval: reached maximum value of sequence \"s\" (5)")
        #expect(exhausted?.sqlState.code == "2200H")
        connection.rollback()
    }

    @Test("tables of another program are readable, with types from their declarations")
    func foreignTables() throws {
        try connection.sqlite.executeScript(
            "CREATE TABLE other(id INTEGER PRIMARY KEY, name VARCHAR(20), score REAL, body BLOB, v vector(4))")
        let table = try connection.table("other")
        #expect(table.isForeign)
        #expect(table.columns.map(\.type) == [.int8, .text, .float8, .bytea, .vector(4)])
        #expect(table.rowidName == "id")
        #expect(thrown { try connection.addColumn(.init("x", .text), to: "other") }?.sqlState == .featureNotSupported)
        try connection.dropTables(["other"])
        #expect(try connection.catalog().table("other") == nil)
    }

    @Test("names that are taken, reserved or differ only in case are refused")
    func names() throws {
        try connection.createTable(.init("t", columns: [.init("a", .int4)]))
        #expect(thrown { try connection.createTable(.init("t", columns: [])) }?.sqlState == .duplicateTable)
        #expect(thrown { try connection.createTable(.init("T", columns: [])) }?.sqlState == .featureNotSupported)
        #expect(thrown { try connection.createTable(.init("vecdb_x", columns: [])) }?.sqlState.code == "42939")
        let twice = thrown { try connection.createTable(.init("u", columns: [.init("a", .int4), .init("a", .int4)])) }
        #expect(twice?.message == "column \"a\" specified more than once")
        let long = String(repeating: "x", count: 60)
        try connection.createTable(
            .init(
                long, columns: [.init("some_column", .int4)],
                constraints: [.init(nil, .unique(columns: ["some_column"]))]))
        #expect(
            try connection.table(long).constraints[0].name == String(repeating: "x", count: 47) + "_some_column_key")
    }

    @Test("indexes that SQLite does not know are recorded, others serve")
    func indexes() throws {
        try connection.createTable(items())
        var gin = IndexDefinition("g", on: "items", method: "gin", elements: [.init(column: "name")])
        gin.options = [.init("fastupdate", "off")]
        try connection.createIndex(gin)
        let plain = try connection.createIndex(
            .init(nil, on: "items", elements: [.init(column: "name"), .init(column: "price")]))
        #expect(plain.name == "items_name_price_idx")
        let table = try database.connect().table("items")
        #expect(table.indexes.first { $0.name == "g" }?.options == gin.options)
        #expect(table.indexes.first { $0.name == "g" }?.isStored == false)
        #expect(
            try connection.sqlite.value("SELECT count(*) FROM sqlite_schema WHERE name = 'items_name_price_idx'") == 1)
        #expect(thrown { try connection.dropIndexes(["items_name_key"]) }?.sqlState == .dependentObjectsStillExist)
        try connection.renameIndex("items_name_price_idx", to: "i")
        try connection.dropIndexes(["g", "i"])
        #expect(try connection.table("items").indexes.map(\.name) == ["items_pkey", "items_name_key"])
    }

    @Test("a table whose triggers another program has lost does not count as logged, until our next change of it")
    func lostTriggers() throws {
        let table = try connection.createTable(items())
        #expect(try connection.table("items").isLogged)
        try connection.sqlite.execute("DROP TRIGGER vecdb_log_\(table.oid)_update")
        #expect(try !connection.table("items").isLogged)
        try connection.addColumn(.init("more", .text), to: "items")
        #expect(try connection.table("items").isLogged)
    }

    @Test("only other programs' schema changes count as drift")
    func drift() throws {
        let before = try connection.schemaDrift()
        try connection.createTable(items())
        try connection.setComment("things", on: .table("items"))
        #expect(try connection.schemaDrift() == before)
        try connection.sqlite.execute("CREATE TABLE foreign_one(a)")
        #expect(try connection.schemaDrift() != before)
    }
}
