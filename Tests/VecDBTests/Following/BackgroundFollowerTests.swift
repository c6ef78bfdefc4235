import Foundation
import Testing
import TestSupport
import VectorIndexes
import VectorTypes

@testable import VecDB

@Suite("Following in the background")
struct BackgroundFollowerTests {
    private func loaded(_ database: Database) throws -> (VectorTable, ResidentColumn) {
        let table = try VectorTable("t", dimensions: 2, hasIntegerKey: true, on: database)
        try database.core.write { try table.put(1, [1, 2], on: $0) }
        return try database.core.read { connection in
            let scan = try table.scan(connection)
            _ = try scan.nearest(1, to: stored([1, 1]), .l2)
            let key = ArenaKey(
                table: scan.column.table.oid, generation: scan.column.table.generation,
                column: scan.column.column.number, element: .float32, dimensions: 2)
            return (table, try #require(ArenaStore.of(database.core).existing(key)))
        }
    }

    @Test("bulk changes reach the arena without a search")
    func follows() throws {
        let database = try Database.inMemory()
        let (table, resident) = try loaded(database)
        try database.core.write { connection in
            for key in 0..<3_000 { try table.put(key, [Float(key), 1], on: connection) }
        }
        var tries = 0
        while resident.count < 3_000, tries < 3_000 {
            usleep(10_000)
            tries += 1
        }
        #expect(resident.count == 3_000)
        #expect(resident.position == (try database.core.read { try $0.logPosition() }))
    }

    @Test("the log is trimmed to half of what it may hold, and searches go on to be right")
    func trims() throws {
        let database = try Database.inMemory()
        let (table, resident) = try loaded(database)
        let seed = testSeed(51)
        var random = SeededGenerator(seed: seed)
        let follower = BackgroundFollower(ArenaStore.of(database.core), database.core, logCapacity: 100)
        for round in 0..<5 {
            try database.core.write { connection in
                for key in 0..<(round * 40) { try table.put(key, smallVector(2, &random), on: connection) }
            }
            // Sometimes the arena has what is trimmed, sometimes it has to be loaded anew.
            if round % 2 == 0 { try follower.follow() }
            try follower.trim()
            let entries = try database.core.read {
                try $0.sqlite.value("SELECT count(*) FROM vecdb_log")?.integer ?? 0
            }
            #expect(entries <= 100)
            let wrong = try database.core.read { try table.mismatch($0, [1, 2], &random) }
            #expect(wrong == nil, "seed \(seed), round \(round)")
        }
        #expect(resident.isLoaded)
    }

    @Test("the columns of tables that are gone leave memory")
    func forgets() throws {
        let database = try Database.inMemory()
        let (_, resident) = try loaded(database)
        let store = ArenaStore.of(database.core)
        #expect(store.existing(resident.key) === resident)
        try database.core.write { try $0.dropTables(["t"]) }
        try BackgroundFollower(store, database.core).follow()
        #expect(store.existing(resident.key) == nil)
    }
}
