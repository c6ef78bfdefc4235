import Foundation
import Testing

@testable import VecDB
@testable import VecDBSQL

/// Sleeps and waits for locks end when the statement's time is over, when the lock's is, and when somebody cancels.
@Suite("Waiting ends", .timeLimit(.minutes(2)))
struct WaitLimitTests {
    /// What a statement in a session waits for.
    enum Obstacle: CaseIterable {
        /// A writer of this process.
        case session
        /// A writer that only SQLite's own lock tells of, as one in another process.
        case process
    }

    /// Statements that need the writer's lock, each after what must run before it.
    static let writers = [
        "INSERT INTO t VALUES (9)", "UPDATE t SET a = 1", "DELETE FROM t", "TRUNCATE t", "CREATE TABLE u (a int)",
        "ALTER TABLE t ADD COLUMN b int", "DROP TABLE t", "CREATE INDEX ON t (a)", "ANALYZE t",
        "SELECT * FROM t FOR UPDATE", "BEGIN; LOCK TABLE t", "BEGIN; SELECT a FROM t; INSERT INTO t VALUES (1)",
        "CREATE VIEW w AS SELECT 1", "SELECT nextval('s')", "VACUUM FULL", "REINDEX TABLE t",
        "INSERT INTO t SELECT 1 ON CONFLICT DO NOTHING", "WITH d AS (DELETE FROM t RETURNING a) SELECT * FROM d",
    ]

    private func withObstacle(_ obstacle: Obstacle, _ body: (SQLHarness) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "wait-\(UUID()).vecdb").path
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        let database = try Database(path: path)
        defer { database.close() }
        let holder = try SQLHarness(database)
        try holder.run("CREATE TABLE t (a int); INSERT INTO t VALUES (1); CREATE SEQUENCE s")
        switch obstacle {
        case .session:
            try holder.run("BEGIN; INSERT INTO t VALUES (2)")
            try body(SQLHarness(database))
            try holder.run("ROLLBACK")
        case .process:
            let other = try SQLiteConnection(path, flags: 2)
            try other.executeScript("BEGIN IMMEDIATE")
            try body(SQLHarness(database))
            other.close()
        }
    }

    @Test(
        "a wait for the writer's lock ends with the statement's time, the lock's time and a cancellation",
        arguments: Obstacle.allCases, writers)
    func writersLock(_ obstacle: Obstacle, _ statement: String) throws {
        try withObstacle(obstacle) { sql in
            try sql.run("SET statement_timeout = '30ms'")
            #expect(sql.message(statement) == "57014 canceling statement due to statement timeout")
            try sql.run("ROLLBACK; SET statement_timeout = 0; SET lock_timeout = '30ms'")
            #expect(sql.message(statement) == "55P03 canceling statement due to lock timeout")
            try sql.run("ROLLBACK; SET lock_timeout = 0")
            #expect(sql.messageWhenCancelled(statement) == "57014 canceling statement due to user request")
            // The session goes on, and the lock is not kept.
            try sql.run("ROLLBACK")
            #expect(try sql.run("SELECT a FROM t") == ["1"])
        }
    }

    @Test("a sleep ends with the statement's time and with a cancellation")
    func sleep() throws {
        let sql = try SQLHarness()
        try sql.run("SET statement_timeout = '30ms'")
        #expect(sql.message("SELECT pg_sleep(100)") == "57014 canceling statement due to statement timeout")
        try sql.run("SET statement_timeout = 0")
        #expect(
            sql.messageWhenCancelled("SELECT pg_sleep('infinity')") == "57014 canceling statement due to user request")
        #expect(try sql.run("SELECT pg_sleep(0.001), pg_sleep(-1), pg_sleep('NaN')") == ["||"])
    }

    @Test("each statement of a text has the whole time, and the time set before it")
    func eachStatement() throws {
        let sql = try SQLHarness()
        #expect(
            sql.message("SET statement_timeout = '20ms'; SELECT pg_sleep(100)")
                == "57014 canceling statement due to statement timeout")
        try sql.run("SET statement_timeout = '2s'")
        let pauses = [String](repeating: "SELECT pg_sleep(0.5)", count: 5).joined(separator: ";")
        #expect(try sql.run(pauses) == [""])
    }

    @Test("a session begins with the database's lock timeout, and 0 is none")
    func defaults() throws {
        var options = DatabaseOptions()
        options.lockTimeout = .milliseconds(1500)
        options.statementMemory = 64 << 20
        let sql = try SQLHarness(Database.inMemory(options: options))
        #expect(try sql.run("SHOW lock_timeout") == ["1500ms"])
        #expect(try sql.run("SHOW vecdb.statement_memory") == ["64MB"])
        try sql.run("SET lock_timeout = 0; SET vecdb.statement_memory = '2GB'")
        #expect(try sql.run("SHOW lock_timeout") == ["0"])
        #expect(try sql.run("SHOW vecdb.statement_memory") == ["2GB"])
        try sql.run("RESET ALL")
        #expect(try sql.run("SHOW lock_timeout") == ["1500ms"])
    }
}
