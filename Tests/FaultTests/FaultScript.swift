import Foundation
import TestSupport
import Testing
import VecDB
import VecDBSQL
import VectorTypes

/// What an application does with a database, step by step. Each step is all or nothing.
struct FaultScript: Sendable, CustomTestStringConvertible {
    let name: String
    /// Done before anything fails.
    var setup: [String] = []
    let steps: [String]

    var testDescription: String { name }

    static func rows(_ ids: ClosedRange<Int>, seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        return ids.map { "(\($0), 'tag \($0 % 3)', '[\(vector(&random))]')" }.joined(separator: ", ")
    }

    private static func vector(_ random: inout SeededGenerator) -> String {
        (0..<4).map { _ in String(Int.random(in: -99...99, using: &random)) }.joined(separator: ",")
    }

    private static let table = "CREATE TABLE t (id int PRIMARY KEY, tag text, v vector(4))"
    private static let index = "CREATE INDEX t_v ON t USING hnsw (v vector_l2_ops) WITH (m = 4, ef_construction = 32)"

    static let all: [FaultScript] = [
        FaultScript(
            name: "create, insert, change",
            steps: [
                table,
                "INSERT INTO t VALUES \(rows(1...40, seed: 1))",
                "UPDATE t SET tag = 'changed' WHERE id % 5 = 0",
                "INSERT INTO t VALUES \(rows(30...60, seed: 2)) ON CONFLICT (id) DO UPDATE SET v = excluded.v",
                "DELETE FROM t WHERE id % 7 = 0",
                "BEGIN; INSERT INTO t VALUES \(rows(100...110, seed: 3)); SAVEPOINT a; DELETE FROM t WHERE id > 50; "
                    + "ROLLBACK TO a; UPDATE t SET tag = 'x' WHERE id = 100; COMMIT",
            ]),
        FaultScript(
            name: "indexes",
            setup: [table, "INSERT INTO t VALUES \(rows(1...60, seed: 4))"],
            steps: [
                index,
                "CREATE INDEX t_l ON t USING ivfflat (v vector_l2_ops) WITH (lists = 4)",
                "INSERT INTO t VALUES \(rows(61...80, seed: 5))",
                "CHECKPOINT",
                "DELETE FROM t WHERE id % 3 = 0",
                "REINDEX INDEX t_v",
                "VACUUM t",
                "DROP INDEX t_l",
                "CREATE INDEX t_tag ON t (tag)",
            ]),
        FaultScript(
            name: "definitions",
            setup: [table, "INSERT INTO t VALUES \(rows(1...30, seed: 6))", index],
            steps: [
                "ALTER TABLE t ADD COLUMN n int DEFAULT 7",
                "CREATE TABLE u (id int PRIMARY KEY, t int REFERENCES t (id))",
                "INSERT INTO u SELECT id, id FROM t",
                "ALTER TABLE t DROP COLUMN tag",
                "CREATE VIEW w AS SELECT id FROM t WHERE id > 3",
                "DROP VIEW w",
                "DROP TABLE u",
                "TRUNCATE t",
                "INSERT INTO t (id, v) VALUES (1, '[1,2,3,4]'), (2, '[2,3,4,5]')",
                "ALTER TABLE t RENAME TO s",
            ]),
        FaultScript(
            name: "rewriting the file",
            setup: [
                table, "INSERT INTO t VALUES \(rows(1...40, seed: 7))", index,
                "CREATE TABLE big AS SELECT g AS id, repeat('x', 3000) AS filler FROM generate_series(1, 60) g",
            ],
            steps: [
                "DELETE FROM big WHERE id % 2 = 0",
                "VACUUM FULL",
                "UPDATE t SET v = '[1,1,1,1]' WHERE id % 4 = 0",
                "UPDATE big SET filler = repeat('y', 4000)",
                "CHECKPOINT",
                "DROP TABLE big",
                "VACUUM",
            ]),
    ]
}

/// The state of a database as text: tables with their columns, indexes and rows.
func stateOfDatabase(_ session: Session) throws -> String {
    func lines(_ sql: String) throws -> [String] {
        var lines: [String] = []
        try session.execute(sql) { result in
            lines = result.rows.map { $0.map { $0 ?? "-" }.joined(separator: "|") }
        }
        return lines
    }
    var text = ""
    for table in try lines("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")
    {
        text += "\(table)\n"
        text += try lines("SELECT * FROM \"\(table)\" ORDER BY 1").joined(separator: "\n") + "\n"
    }
    text += try lines("SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1").joined(separator: "\n")
    return text
}

/// A plan in whose course faults happen: the states that the database may be in after each step.
struct ScriptStates {
    /// The file after the setup.
    let template: String
    /// `states[i]`: before step i; one more: at the end.
    let states: [String]

    /// Runs the script once without faults.
    init(_ script: FaultScript, in directory: String) throws {
        template = directory + "/template.vecdb"
        let database = try Database(path: template)
        let session = try Session(database)
        for statement in script.setup { try session.execute(statement) { _ in } }
        database.close()
        var states = [try stateOfDatabase(session)]
        _ = consume session
        let copy = directory + "/reference.vecdb"
        try FileManager.default.copyItem(atPath: template, toPath: copy)
        let other = try Database(path: copy)
        defer { other.close() }
        let second = try Session(other)
        for statement in script.steps {
            try second.execute(statement) { _ in }
            states.append(try stateOfDatabase(second))
        }
        self.states = states
    }
}

/// What is checked of a file when nothing fails any more: it opens, is sound, holds one of the states, and its indexes answer and verify.
/// - Returns: what is wrong; nil: nothing.
func fault(in path: String, expected states: [String]) throws -> String? {
    let database: Database
    do { database = try Database(path: path) } catch { return "it does not open: \(error)" }
    defer { database.close() }
    do {
        let integrity = try database.core.read { try $0.sqlite.value("PRAGMA integrity_check") }
        if integrity != .text("ok") { return "integrity_check: \(String(describing: integrity))" }
        let session = try Session(database)
        let state = try stateOfDatabase(session)
        if !states.contains(state) { return "another state: \(difference(state, states))" }
        return try faultOfIndexes(database, session)
    } catch { return "after opening: \(error)" }
}

private func difference(_ state: String, _ states: [String]) -> String {
    let lines = Set(state.split(separator: "\n"))
    let expected = Set((states.last ?? "").split(separator: "\n"))
    return
        "\(lines.count) lines, \(expected.count) expected; too many: \(lines.subtracting(expected).sorted().prefix(5)); "
        + "missing: \(expected.subtracting(lines).sorted().prefix(5))"
}

/// Every vector index verifies, perhaps after it was built anew; searches give as many rows as there are.
private func faultOfIndexes(_ database: Database, _ session: Session) throws -> String? {
    let indexes = try database.core.read { connection in
        try connection.catalog().tables.values.flatMap { table in
            table.vectorIndexes.map { ($0.index.name, table.name) }
        }
    }
    for (index, table) in indexes.sorted(by: { $0.0 < $1.0 }) {
        var rows: [[String?]] = []
        try session.execute("SELECT id FROM \"\(table)\" ORDER BY v <-> '[1,2,3,4]' LIMIT 5") { rows = $0.rows }
        var count: [[String?]] = []
        try session.execute("SELECT least(5, count(*)) FROM \"\(table)\"") { count = $0.rows }
        if count.first?.first != .some("\(rows.count)") { return "search by \(index) gives \(rows.count) rows" }
        // Until it has been built anew it cannot be verified.
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            do {
                let verified = try database.core.withConnection { try $0.verifyIndex(index) }
                if !verified.isSound { return "VERIFY INDEX \(index): \(verified)" }
                break
            } catch let error as VecDBError where error.sqlState == .objectNotInPrerequisiteState {
                if ContinuousClock.now > deadline { return "\(index) does not come back: \(error.message)" }
                usleep(5_000)
            }
        }
    }
    return nil
}
