import Testing
import TestSupport
import VectorIndexes
import VectorTypes

@testable import VecDB

@Suite("vecdb_scan")
struct ScanFunctionTests {
    private func database() throws -> (Database, VectorTable) {
        let database = try Database.inMemory()
        let table = try VectorTable("t", dimensions: 2, hasIntegerKey: true, on: database)
        try database.core.write { connection in
            for key in 1...40 { try table.put(key, [Float(key), 0], on: connection) }
            try table.put(41, nil, on: connection)
            try table.put(42, [0, 0], on: connection)
        }
        return (database, table)
    }

    private func rows(_ sql: String, _ connection: Connection, query: [Float]?) throws -> [[SQLiteValue]] {
        let table = try #require(try connection.catalog().table("t"))
        let number = try #require(table.column("v")).number
        return try connection.sqlite.rows(
            sql, [.integer(table.oid), .integer(Int64(number)), query.map { .blob(stored($0)) } ?? .null])
    }

    @Test("rows come in order of distance, NaN after numbers, NULL last, with and without a limit")
    func order() throws {
        let (database, _) = try database()
        try database.core.read { connection in
            let all = try rows("SELECT row, distance FROM vecdb_scan(?1, ?2, '<=>', ?3)", connection, query: [1, 0])
            #expect(all.count == 42)
            #expect(all.first == [.integer(1), .real(0)])
            #expect(all.suffix(2) == [[.integer(42), .text("NaN")], [.integer(41), .null]])
            let some = try rows(
                "SELECT row FROM vecdb_scan(?1, ?2, 'l2', ?3, NULL, 3)", connection, query: [7.25, 0])
            #expect(some == [[.integer(7)], [.integer(8)], [.integer(6)]])
            let beyond = try rows(
                "SELECT count(*) FROM vecdb_scan(?1, ?2, 'l2', ?3, NULL, 100)", connection, query: [7, 0])
            #expect(beyond == [[.integer(42)]])
            let ordered = try rows(
                "SELECT row FROM vecdb_scan(?1, ?2, 'l2', ?3) ORDER BY distance LIMIT 2", connection, query: [40, 0])
            #expect(ordered == [[.integer(40)], [.integer(39)]])
            let null = try rows("SELECT row, distance FROM vecdb_scan(?1, ?2, 'l2', ?3)", connection, query: nil)
            #expect(null.count == 42)
            #expect(null.allSatisfy { $0[1] == .null })
        }
    }

    @Test("a row set from a filter leaves the other rows out")
    func rowset() throws {
        let (database, _) = try database()
        try database.core.read { connection in
            let found = try rows(
                """
                SELECT s.row, t.key FROM vecdb_scan(?1, ?2, 'l2', ?3,
                    (SELECT vecdb_rowset(rowid) FROM t WHERE key % 10 = 0), 3) AS s CROSS JOIN t ON t.rowid = s.row
                """, connection, query: [19, 0])
            #expect(found.map { $0[1] } == [.integer(20), .integer(10), .integer(30)])
            let none = try rows(
                "SELECT row FROM vecdb_scan(?1, ?2, 'l2', ?3, (SELECT vecdb_rowset(rowid) FROM t WHERE key < 0))",
                connection, query: [19, 0])
            #expect(none.isEmpty)
        }
    }

    @Test("a cancelled search ends with 57014")
    func cancellation() throws {
        let (database, table) = try database()
        try database.core.read { connection in
            _ = try table.scan(connection).nearest(1, to: stored([1, 1]), .l2)
            connection.interrupt.cancel()
            let error = thrown { try table.scan(connection).nearest(1, to: stored([1, 1]), .l2) }
            #expect(error?.sqlState == .queryCanceled)
            connection.interrupt.reset()
            #expect(try table.scan(connection).nearest(1, to: stored([1, 1]), .l2).count == 1)
        }
    }
}
