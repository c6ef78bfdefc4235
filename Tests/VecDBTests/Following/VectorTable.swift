import Testing
import TestSupport
import VectorIndexes
import VectorTypes

@testable import VecDB

/// A table with a vector column, and ways to change it and to check searches in it.
struct VectorTable {
    let name: String
    let column: String
    let dimensions: Int?

    /// A table that exists.
    init(existing name: String, column: String, dimensions: Int) {
        self.name = name
        self.column = column
        self.dimensions = dimensions
    }

    /// - Parameter hasIntegerKey: whether the rowid is a column of its own.
    init(_ name: String, dimensions: Int?, hasIntegerKey: Bool, on database: Database) throws {
        self.name = name
        column = "v"
        self.dimensions = dimensions
        try database.core.write { connection in
            try connection.createTable(
                TableDefinition(
                    name,
                    columns: [
                        ColumnDefinition("key", hasIntegerKey ? .int8 : .text, isNotNull: true),
                        ColumnDefinition("v", .vector(dimensions)),
                    ], constraints: [ConstraintDefinition(nil, .primaryKey(columns: ["key"]))]))
        }
    }

    func put(_ key: Int, _ vector: [Float]?, on connection: Connection) throws {
        try connection.sqlite.execute(
            "INSERT INTO \(name)(key, v) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET v = excluded.v",
            [.integer(Int64(key)), vector.map { .blob(stored($0)) } ?? .null])
    }

    func remove(_ key: Int, on connection: Connection) throws {
        try connection.sqlite.execute("DELETE FROM \(name) WHERE key = ?1", [.integer(Int64(key))])
    }

    func scan(_ connection: Connection) throws -> ExactScan {
        let table = try #require(try connection.catalog().table(name))
        return try ExactScan(connection, table: table, column: #require(table.column(column)))
    }

    /// What differs between the searches of a connection and brute force over its own SELECT; nil: nothing.
    func mismatch(_ connection: Connection, _ query: [Float], _ random: inout SeededGenerator) throws -> String? {
        var truth: [(row: Int64, distance: Double?)] = []
        var all: [Int64] = []
        for row in try connection.sqlite.rows("SELECT rowid, \(column) FROM \(name)") {
            let id = try #require(row[0].integer)
            all.append(id)
            guard case .blob(let bytes) = row[1] else {
                truth.append((id, nil))
                continue
            }
            let vector = try Vector(storage: bytes).elements
            guard vector.count == query.count else { continue }
            truth.append((id, reference(vector, query)))
        }
        let among = RowSet(all.filter { _ in Bool.random(using: &random) })
        for (set, rows) in [(nil, truth), (among, truth.filter { among.contains($0.row) })] as [(RowSet?, _)] {
            let sorted = rows.sorted {
                switch ($0.distance, $1.distance) {
                case (let a?, let b?): a != b ? a < b : $0.row < $1.row
                case (nil, nil): $0.row < $1.row
                default: $0.distance != nil
                }
            }
            let limit = Int.random(in: 1...(sorted.count + 3), using: &random)
            for wanted in [limit, nil] as [Int?] {
                let request = ScanRequest(query: stored(query), metric: .l1, among: set, limit: wanted)
                var found = try scan(connection).open(request)
                var rows: [ScanRow] = []
                while rows.count < wanted ?? .max, let row = try found.next() { rows.append(row) }
                let expected = sorted.prefix(wanted ?? .max).map { ScanRow(row: $0.row, distance: $0.distance) }
                if rows != expected { return "found \(rows), not \(expected)" }
            }
        }
        return nil
    }

    // Small integers, so that float32 and double agree exactly and ties are many.
    private func reference(_ a: [Float], _ b: [Float]) -> Double {
        zip(a, b).reduce(0) { $0 + abs(Double($1.0) - Double($1.1)) }
    }
}

/// A vector's storage form.
func stored(_ vector: [Float]) -> [UInt8] { vector.withUnsafeBytes { Array($0) } }

/// A vector of small integers.
func smallVector(_ count: Int, _ random: inout SeededGenerator) -> [Float] {
    (0..<count).map { _ in Float(Int.random(in: -4...4, using: &random)) }
}
