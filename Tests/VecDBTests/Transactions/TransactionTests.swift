import Foundation
import Synchronization
import Testing
import VectorTypes

@testable import VecDB

@Suite struct TransactionTests {
    let database: Database
    let one: Connection
    let two: Connection

    init() throws {
        var options = DatabaseOptions()
        options.lockTimeout = .milliseconds(200)
        database = try Database.inMemory(options: options)
        one = try database.connect()
        two = try database.connect()
        try one.createTable(.init("t", columns: [.init("a", .int4)]))
    }

    private func count(_ connection: Connection) throws -> SQLiteValue? {
        try connection.sqlite.value("SELECT count(*) FROM t")
    }

    private func add(_ connection: Connection, _ value: Int64 = 1) throws {
        try connection.sqlite.execute("INSERT INTO t VALUES (?1)", [.integer(value)])
    }

    @Test("a transaction that has read goes on with a new snapshot when it writes, as READ COMMITTED does")
    func readCommitted() throws {
        try one.begin()
        try one.prepareToRead()
        #expect(try count(one) == 0)
        try two.atomically(write: true) { try add(two) }
        #expect(try count(one) == 0)
        try one.savepoint("s")
        try one.prepareToWrite()
        #expect(try count(one) == 1)
        try add(one)
        try one.rollback(to: "s")
        #expect(try count(one) == 1)
        try add(one)
        try one.commit()
        #expect(try count(two) == 2)
    }

    @Test("REPEATABLE READ keeps its snapshot, and is refused with 40001 when it writes over another's commit")
    func repeatableRead() throws {
        try one.begin(isolation: .repeatableRead)
        try one.prepareToRead()
        try two.atomically(write: true) { try add(two) }
        #expect(try count(one) == 0)
        #expect(thrown { try one.prepareToWrite() }?.sqlState == .serializationFailure)
        one.rollback()
        try one.begin(isolation: .repeatableRead)
        try one.prepareToRead()
        try one.prepareToWrite()
        try add(one)
        try one.commit()
        #expect(try count(one) == 2)
    }

    @Test("a writer waits for the other one and gives up with 55P03")
    func lockTimeout() throws {
        try one.begin(.immediate)
        #expect(thrown { try two.begin(.immediate) }?.sqlState == .lockNotAvailable)
        #expect(two.transaction == .none)
        try one.commit()
        try two.begin(.immediate)
        #expect(two.transaction == .writing)
        two.rollback()
    }

    @Test("savepoints nest, may share a name, and are gone with the transaction")
    func savepoints() throws {
        try one.begin(.immediate)
        try add(one)
        try one.savepoint("a")
        try add(one)
        try one.savepoint("A")
        try add(one)
        try one.savepoint("a")
        try add(one)
        try one.rollback(to: "a")
        #expect(try count(one) == 3)
        try one.release(savepoint: "a")
        try one.rollback(to: "A")
        #expect(try count(one) == 2)
        try one.rollback(to: "a")
        #expect(try count(one) == 1)
        #expect(thrown { try one.rollback(to: "A") }?.message == "savepoint \"A\" does not exist")
        try one.commit()
        #expect(thrown { try one.savepoint("x") }?.sqlState == .noActiveTransaction)
    }

    @Test("a failing statement leaves nothing, and the transaction as it was")
    func statements() throws {
        try one.begin()
        try one.atomically(write: true) { try add(one) }
        let error = VecDBError(.dataException, "stop")
        #expect(
            thrown {
                try one.atomically(write: true) {
                    try add(one); throw error
                }
            } == error)
        #expect(try count(one) == 1)
        try one.commit()
        #expect(
            thrown {
                try one.atomically(write: true) {
                    try add(one); throw error
                }
            } == error)
        #expect(one.transaction == .none)
        #expect(try count(two) == 1)
    }

    @Test("a read-only transaction refuses to write")
    func readOnly() throws {
        try one.begin(readOnly: true)
        #expect(thrown { try one.prepareToWrite() }?.sqlState == .readOnlyTransaction)
        try one.prepareToRead()
        #expect(try count(one) == 0)
        try one.commit()
    }

    @Test("writers of many threads take turns, and readers always see whole transactions")
    func threads() async throws {
        let database = database
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for round in 0..<25 {
                        try await onThread {
                            try database.core.write { connection in
                                for _ in 0..<3 {
                                    try connection.sqlite.execute(
                                        "INSERT INTO t VALUES (?1)", [.integer(Int64(writer * 1_000 + round))])
                                }
                            }
                        }
                    }
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<50 {
                        try await onThread {
                            try database.core.read { connection in
                                let first = try connection.sqlite.value("SELECT count(*) FROM t")?.integer ?? 0
                                let second = try connection.sqlite.value("SELECT count(*) FROM t")?.integer ?? 0
                                #expect(first == second)
                                #expect(first % 3 == 0)
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try count(one) == 300)
    }

    @Test("the WAL stays bounded while readers overlap without a gap")
    func boundedWAL() async throws {
        let directory = try TemporaryDirectory()
        var options = DatabaseOptions()
        options.checkpointPages = 50
        let database = try Database(path: directory.file("wal.vecdb"), options: options)
        try database.core.write { try $0.createTable(.init("t", columns: [.init("a", .text)])) }
        let flag = Flag()
        let readers = (0..<3).map { _ in
            Task {
                try await onThread {
                    while !flag.isUp.load(ordering: .relaxed) {
                        try database.core.read { connection in
                            _ = try connection.sqlite.value("SELECT count(*) FROM t")
                            usleep(3_000)
                        }
                    }
                }
            }
        }
        let row = SQLiteValue.text(String(repeating: "x", count: 6_000))
        try await onThread {
            defer { flag.isUp.store(true, ordering: .relaxed) }
            for _ in 0..<400 {
                try database.core.write { connection in
                    for _ in 0..<5 { try connection.sqlite.execute("INSERT INTO t VALUES (?1)", [row]) }
                }
            }
        }
        for reader in readers { try await reader.value }
        // 2,000 rows of a page each were written; without the gate all of them stay in the WAL.
        let size = FileStatus.size(directory.file("wal.vecdb-wal"))
        #expect(size < 1_500 * FileFormat.pageSize, "\(size) bytes")
    }

    @Test("foreign keys that are checked at commit undo the whole transaction")
    func deferredKeys() throws {
        try one.createTable(
            .init("p", columns: [.init("id", .int4)], constraints: [.init(nil, .primaryKey(columns: ["id"]))]))
        let key = ForeignKey(columns: ["p"], table: "p", isDeferrable: true, isInitiallyDeferred: true)
        try one.createTable(.init("c", columns: [.init("p", .int4)], constraints: [.init(nil, .foreignKey(key))]))
        try one.begin(.immediate)
        try one.sqlite.execute("INSERT INTO c VALUES (1)")
        #expect(thrown { try one.commit() }?.sqlState == .foreignKeyViolation)
        #expect(one.transaction == .none)
        #expect(try two.sqlite.value("SELECT count(*) FROM c") == 0)
    }
}

private final class Flag: Sendable {
    let isUp = Atomic<Bool>(false)
}

/// Runs blocking work off the cooperative threads.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Swift.Result { try body() }) }
    }
}
