import Foundation
import TestSupport
import VecDB
import VecDBSQL
import VectorTypes

/// A property that did not hold.
public struct SimulationFailure: Error, Sendable, CustomStringConvertible {
    /// Which: shrinking looks for the same.
    public var property: String
    public var detail: String
    public var step = 0

    public var description: String { "step \(step): \(property): \(detail)" }
}

/// Carries a plan out on a database and on the model, and compares the two after every step.
///
/// A runner has a file of its own. Steps that do not apply are passed over; an error that the model did not foresee is a failure.
public final class Runner {
    let path: String
    /// The program that other processes are made of; nil: none are made.
    let worker: URL?
    var database: Database
    var session: Session
    var history = ModelHistory()
    /// Another session with a snapshot of its own.
    var other: (session: Session, snapshot: Model)?
    var recall = Recall()
    /// Sums up all answers that must be the same when the plan is carried out again.
    public internal(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    /// Steps that were carried out, not passed over.
    public private(set) var carriedOut = 0

    public init(directory: String, worker: URL?) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        path = directory + "/simulated.vecdb"
        self.worker = worker
        database = try Database(path: path)
        _ = try database.collection("notes", dimensions: Model.recordDimensions, metric: .l2)
        session = try Self.newSession(database)
    }

    deinit { database.close() }

    static func newSession(_ database: Database) throws -> Session {
        // Tables are small: so much effort finds nearly all.
        try Session(database, settings: ["hnsw.ef_search": "200", "ivfflat.probes": "4"])
    }

    /// Carries out the steps; the first property that does not hold ends it.
    public func run(_ steps: [Step]) throws(SimulationFailure) {
        for (number, step) in steps.enumerated() {
            do {
                guard try perform(step) else { continue }
                carriedOut += 1
                try checkState(after: step, isThorough: number % 20 == 19 || number == steps.count - 1)
            } catch var failure as SimulationFailure {
                failure.step = number
                throw failure
            } catch {
                throw SimulationFailure(property: "no unforeseen error", detail: "\(step.line): \(error)", step: number)
            }
        }
    }

    // MARK: Statements

    @discardableResult
    func rows(_ sql: String, _ session: Session? = nil) throws -> [[String?]] {
        var rows: [[String?]] = []
        do {
            try (session ?? self.session).execute(sql) { rows = $0.rows }
        } catch let error as VecDBError {
            throw StatementFailure(sql: sql, error: error)
        }
        return rows
    }

    struct StatementFailure: Error, CustomStringConvertible {
        var sql: String
        var error: VecDBError
        var description: String { "\(error.sqlState) \(error.message) \(error.detail ?? ""): \(sql.prefix(300))" }
    }

    /// Runs a statement that the model says must fail with `state`; all is then as before.
    func expectFailure(_ state: SQLState, _ sql: String) throws {
        if history.isInTransaction { try rows("SAVEPOINT guard") }
        do { try rows(sql) } catch let failure as StatementFailure where failure.error.sqlState == state {
            if history.isInTransaction { try rows("ROLLBACK TO guard; RELEASE guard") }
            return
        }
        throw SimulationFailure(
            property: "an error where there must be one", detail: "\(state.code): \(sql.prefix(200))")
    }

    /// Adds to the digest.
    func note(_ text: String) {
        for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    // MARK: Steps

    /// Whether the step applied.
    private func perform(_ step: Step) throws -> Bool {
        switch step {
        case .createTable, .dropTable, .addColumn, .dropColumn, .createIndex, .dropIndex, .reindex:
            return try define(step)
        case .insert, .upsert, .update, .delete, .truncate: return try change(step)
        case .begin, .commit, .rollback, .savepoint, .rollbackTo, .release: return try transact(step)
        case .search(let table, let seed, let limit, let filter):
            return try search(table, seed, limit, filter, isExact: false)
        case .exactSearch(let table, let seed, let limit, let filter):
            return try search(table, seed, limit, filter, isExact: true)
        case .pages(let table, let seed, let size, let filter): return try pages(table, seed, size, filter)
        case .typedSearch(let seed, let limit, let group): return try typedSearch(seed, limit, group)
        case .typedUpsert(let first, let count, let seed): return try typedUpsert(first, count, seed)
        case .typedDelete(let modulus, let rest): return try typedDelete(modulus, rest)
        case .vacuum, .vacuumFull, .checkpoint, .reopen: return try maintain(step)
        case .otherBegin, .otherRead, .otherEnd: return try readBeside(step)
        case .worker(let table, let first, let count, let seed): return try work(table, first, count, seed)
        }
    }

    private func maintain(_ step: Step) throws -> Bool {
        if case .reopen = step {
            other = nil
            history.rollback()
            // The session's connection keeps the file open as long as it lives.
            session = try Session(Database.inMemory())
            database.close()
            database = try Database(path: path)
            session = try Self.newSession(database)
            return true
        }
        if history.isInTransaction { return false }
        switch step {
        case .vacuum: try rows("VACUUM")
        case .vacuumFull: try rows("VACUUM FULL")
        default: try rows("CHECKPOINT")
        }
        return true
    }

    private func transact(_ step: Step) throws -> Bool {
        switch step {
        case .begin:
            if history.isInTransaction { return false }
            try rows("BEGIN")
            history.begin()
        case .commit:
            guard history.isInTransaction else { return false }
            try rows("COMMIT")
            history.commit()
        case .rollback:
            guard history.isInTransaction else { return false }
            try rows("ROLLBACK")
            history.rollback()
        case .savepoint(let name):
            guard history.isInTransaction else { return false }
            try rows("SAVEPOINT s\(name)")
            history.savepoint(name)
        case .rollbackTo(let name):
            guard history.hasSavepoint(name) else { return false }
            try rows("ROLLBACK TO SAVEPOINT s\(name)")
            history.rollback(to: name)
        case .release(let name):
            guard history.hasSavepoint(name) else { return false }
            try rows("RELEASE SAVEPOINT s\(name)")
            history.release(name)
        default: return false
        }
        return true
    }

    // MARK: Others

    private func readBeside(_ step: Step) throws -> Bool {
        switch (step, other) {
        case (.otherBegin, nil):
            let session = try Self.newSession(database)
            try rows("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM notes", session)
            other = (session, history.committed)
        case (.otherRead, .some(let other)):
            for (number, table) in other.snapshot.tables.sorted(by: { $0.key < $1.key }) {
                try compare(table, number, other.session, "a snapshot stays as it was")
            }
        case (.otherEnd, .some(let other)):
            try rows("COMMIT", other.session)
            self.other = nil
        default: return false
        }
        return true
    }

    /// Rows that another process writes.
    private func work(_ table: Int, _ first: Int, _ count: Int, _ seed: UInt64) throws -> Bool {
        guard let worker, !history.isInTransaction, let dimensions = history.current.tables[table]?.dimensions else {
            return false
        }
        let process = Process()
        process.executableURL = worker
        process.arguments = ["--worker", path, "\(table)", "\(dimensions)", "\(first)", "\(count)", "\(seed)"]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SimulationFailure(
                property: "another process can write", detail: "it ended with \(process.terminationStatus)")
        }
        for id in first..<(first + count) {
            history.current.tables[table]?.rows[id] = SimulatedRow(id: id, seed: seed, dimensions: dimensions)
        }
        return true
    }

    /// What a worker process does: `--worker PATH TABLE DIMENSIONS FIRST COUNT SEED`.
    public static func work(_ arguments: [String]) throws {
        guard arguments.count == 6, let table = Int(arguments[1]), let dimensions = Int(arguments[2]),
            let first = Int(arguments[3]), let count = Int(arguments[4]), let seed = UInt64(arguments[5])
        else { return }
        let database = try Database(path: arguments[0])
        defer { database.close() }
        try Session(database).execute(
            upsertSQL(table, (first..<(first + count)).map { SimulatedRow(id: $0, seed: seed, dimensions: dimensions) })
        ) { _ in }
    }

    static func upsertSQL(_ table: Int, _ rows: [SimulatedRow]) -> String {
        "INSERT INTO t\(table) (id, n, tag, v) VALUES \(rows.map(\.sql).joined(separator: ", ")) "
            + "ON CONFLICT (id) DO UPDATE SET n = excluded.n, tag = excluded.tag, v = excluded.v"
    }
}
