import Testing
import TestSupport
import VectorIndexes
import VectorTypes

@testable import VecDB

/// A table with approximate indexes, and a check of what they find.
///
/// Which rows come, how many and with which distance must be right always; that they are the nearest, nearly always:
/// searches try so hard that on a few hundred vectors the graph gives what exact search gives, unless it is just changed.
struct IndexedTable {
    let table: VectorTable
    let dimensions: Int
    /// The indexes, and for each the condition of its rows.
    private static let conditions =
        [("whole", nil), ("part", "(CAST(\"key\" AS INTEGER) % 3 <> 0)")] as [(String, String?)]

    /// How many of the true neighbours were found: an index that is at work may miss a few.
    private let recall = ConditionLock((found: 0, possible: 0))

    var measuredRecall: Double {
        recall.withLock { $0.possible == 0 ? 1 : Double($0.found) / Double($0.possible) }
    }

    init(_ table: VectorTable, dimensions: Int) {
        self.table = table
        self.dimensions = dimensions
    }

    static func definition(_ name: String, on table: VectorTable, condition: String? = nil) -> IndexDefinition {
        var element = IndexElement(column: table.column)
        element.operatorClass = "vector_l1_ops"
        var index = IndexDefinition(name, on: table.name, method: "hnsw", elements: [element])
        index.options = [IndexOption("m", "4"), IndexOption("ef_construction", "32")]
        index.predicate = condition.map { StoredExpression(text: $0, sqlite: $0) }
        return index
    }

    func makeIndexes(_ connection: Connection) throws {
        for (name, condition) in Self.conditions {
            try connection.createIndex(Self.definition(name, on: table, condition: condition))
        }
    }

    /// What differs between searches by each index and brute force over the connection's own SELECT; nil: nothing.
    func mismatch(_ connection: Connection, _ query: [Float], _ random: inout SeededGenerator) throws -> String? {
        let indexes = try connection.catalog().table(table.name)?.vectorIndexes ?? []
        for index in indexes {
            let condition = index.index.predicate.map { " WHERE \($0.sqlite)" } ?? ""
            let rows = try connection.sqlite.rows("SELECT rowid, \(table.column) FROM \(table.name)\(condition)")
            if let wrong = try mismatch(index, rows, connection, query, &random) {
                return "\(index.index.name): \(wrong)"
            }
        }
        return nil
    }

    private func mismatch(
        _ index: VectorIndexDefinition, _ rows: [[SQLiteValue]], _ connection: Connection, _ query: [Float],
        _ random: inout SeededGenerator
    ) throws -> String? {
        guard var scan = try IndexScan(connection, index) else { return nil }
        scan.effort.efSearch = 1_000
        var truth: [Int64: Double?] = [:]
        for row in rows {
            let id = try #require(row[0].integer)
            guard case .blob(let bytes) = row[1] else {
                truth[id] = .some(nil)
                continue
            }
            truth[id] = zip(try Vector(storage: bytes).elements, query).reduce(0) {
                $0 + abs(Double($1.0) - Double($1.1))
            }
        }
        let among = RowSet(truth.keys.filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
        for set in [nil, among] as [RowSet?] {
            let expected = truth.filter { set?.contains($0.key) ?? true }
            let ordered = expected.values.sorted { ($0 ?? .infinity) < ($1 ?? .infinity) }
            for limit in [Int.random(in: 1...(ordered.count + 3), using: &random), nil] as [Int?] {
                var found = try scan.open(
                    ScanRequest(query: stored(query), metric: .l1, among: set, limit: limit))
                var seen: Set<Int64> = []
                var distances: [Double?] = []
                while distances.count < limit ?? .max, let row = try found.next() {
                    guard seen.insert(row.row).inserted else { return "row \(row.row) twice" }
                    guard let distance = expected[row.row] else { return "row \(row.row) should not be there" }
                    if distance != row.distance { return "row \(row.row) at \(String(describing: row.distance))" }
                    distances.append(row.distance)
                }
                let best = ordered.prefix(limit ?? .max)
                if distances.count != best.count { return "\(distances.count) rows, not \(best.count)" }
                guard limit != nil, let farthest = best.last else { continue }
                // What is as near as the last of the true neighbours is as good.
                recall.withLock { recall in
                    recall.possible += best.count
                    recall.found += distances.count { ($0 ?? .infinity) <= (farthest ?? .infinity) }
                }
            }
        }
        return nil
    }
}
