import Foundation
import VecDB
import VecDBSQL

/// SQL as pgvector's users write it.
final class SQLEngine: Engine, ApproximateEngine {
    private let database: Database
    private let session: Session
    private let plan: IndexPlan
    private let flat: SQLSearcher

    /// - Parameter isNew: Whether the table is made; otherwise it is the one in the file.
    init(_ database: Database, dimensions: Int, _ plan: IndexPlan, isNew: Bool = true) throws {
        self.database = database
        self.plan = plan
        session = try Session(database)
        flat = try SQLSearcher(session, plan)
        guard isNew else { return }
        try IndexStatements(session: session, plan: plan).dropTable()
        try run(
            """
            CREATE TABLE \(benchmarkTable)
            (id bigint PRIMARY KEY, rank integer, embedding \(plan.type.rawValue)(\(dimensions)))
            """)
    }

    private func run(_ statement: String) throws { try session.execute(statement) { _ in } }

    // MARK: Exact search

    func ingest(_ base: Matrix<Float>, batch: Int) throws {
        try insert(base, 0..<base.rows, ranks: nil, batch: batch)
    }

    func search(_ query: [Float], k: Int) throws -> [Int64] {
        try flat.prepare(SearchPlan(k: k), setsEffort: false)
        return try flat.search(query)
    }

    func search(_ queries: [[Float]], k: Int) throws -> [[Int64]]? { nil }

    // MARK: Approximate search

    var hasRows: Bool { true }

    func insert(_ base: Matrix<Float>, _ rows: Range<Int>, ranks: [Int32]?, batch: Int) throws {
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: max(1, batch)) {
            try run("BEGIN")
            for row in start..<min(start + batch, rows.upperBound) {
                let rank = ranks.map { Int($0[row]) } ?? 0
                _ = try session.query(
                    "INSERT INTO \(benchmarkTable) (id, rank, embedding) VALUES ($1, $2, $3)",
                    [row, rank, Array(base[row])])
            }
            try run("COMMIT")
        }
    }

    func replace(_ base: Matrix<Float>, _ rows: Range<Int>) throws {
        try run("BEGIN")
        for row in rows {
            _ = try session.query(
                """
                INSERT INTO \(benchmarkTable) (id, embedding) VALUES ($1, $2)
                ON CONFLICT (id) DO UPDATE SET embedding = EXCLUDED.embedding
                """, [row, Array(base[row])])
        }
        try run("COMMIT")
    }

    func delete(_ ids: [Int64]) throws {
        try run("BEGIN")
        for id in ids { _ = try session.query("DELETE FROM \(benchmarkTable) WHERE id = $1", [id]) }
        try run("COMMIT")
    }

    func buildIndex() throws { try IndexStatements(session: session, plan: plan).createIndex() }

    /// An index over ranks, as one has for the columns that one filters by.
    func indexRanks() throws { try run("CREATE INDEX ON \(benchmarkTable) (rank)") }

    func repair() throws { try IndexStatements(session: session, plan: plan).vacuum() }

    func makeSearcher() throws -> any Searcher { try SQLSearcher(try Session(database), plan) }

    func search(_ queries: [[Float]], _ plan: SearchPlan, threads: Int) throws -> [[Int64]]? { nil }

    func state() throws -> IndexState { try IndexStatements(session: session, plan: plan).state() }

    func fileBytes() throws -> Int? { try databaseBytes(database.path) }
}

/// One session.
private final class SQLSearcher: Searcher {
    private let session: Session
    private let plan: IndexPlan
    private var k = 10
    private var filter: RankFilter?
    private let plain: String
    private let filtered: String

    init(_ session: Session, _ plan: IndexPlan) throws {
        self.session = session
        self.plan = plan
        let order = "ORDER BY embedding \(plan.metric.sqlOperator) $1::\(plan.type.rawValue) LIMIT $2"
        plain = "SELECT id FROM \(benchmarkTable) \(order)"
        filtered = "SELECT id FROM \(benchmarkTable) WHERE rank < $3 \(order)"
    }

    func prepare(_ plan: SearchPlan) throws { try prepare(plan, setsEffort: true) }

    func prepare(_ plan: SearchPlan, setsEffort: Bool) throws {
        k = plan.k
        filter = plan.filter
        if setsEffort { try IndexStatements(session: session, plan: self.plan).setEffort(plan.effort) }
    }

    func search(_ query: [Float]) throws -> [Int64] {
        let rows =
            try filter.map { try session.query(filtered, [query, k, $0.below]) }
            ?? session.query(plain, [query, k])
        return try rows.map { try $0[0, as: Int64.self] ?? -1 }
    }
}
