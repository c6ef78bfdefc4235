import VectorIndexes
import VectorTypes

/// Search among the rows that an approximate index should have, without it: each is read from the snapshot. Slow, exact,
/// and always possible: while the index is being built, and for what it leaves out.
struct RowScan: VectorScan {
    let connection: Connection
    let definition: VectorIndexDefinition

    init(_ connection: Connection, _ definition: VectorIndexDefinition) {
        self.connection = connection
        self.definition = definition
    }

    /// Rows that are no longer looked up one by one.
    private static let manyRows = 10_000

    var name: String { "Seq Scan" }
    var isExact: Bool { true }

    func cost(_ demand: ScanDemand) -> Double { .infinity }

    func open(_ request: ScanRequest) throws -> any ScanRows {
        let query = try request.query.map(definition.payload)
        return try open(query, among: request.among, except: [], limit: request.limit)
    }

    /// The rows that the index should have, read from the snapshot one by one: what is always possible.
    func open(
        _ query: [UInt8]?, among: RowSet?, except seen: Set<Int64>, limit: Int?
    ) throws -> any ScanRows {
        var (neighbors, nulls) = try read(query, among: among, except: seen)
        if let limit, neighbors.count > limit { neighbors.removeLast(neighbors.count - limit) }
        return NeighborRows(neighbors: neighbors, nulls: nulls)
    }

    /// The same rows, those with a vector and those without.
    func read(
        _ query: [UInt8]?, among: RowSet?, except seen: Set<Int64>
    ) throws -> (neighbors: [Neighbor], nulls: [Int64]) {
        let layout = ArenaLayout(element: definition.element, dimensions: definition.dimensions)
        let kernels = try query?.withUnsafeBytes {
            try QueryKernels(bytes: $0, metric: definition.metric, layout: layout)
        }
        var neighbors: [Neighbor] = []
        var nulls: [Int64] = []
        func take(_ row: Int64, _ vector: RowVector) throws {
            if neighbors.count & 1_023 == 0 { try connection.checkCancellation() }
            if seen.contains(row) { return }
            switch vector {
            case .absent: break
            case .null: nulls.append(row)
            case .misfit(let dimensions): throw definition.unfit(.misfit(dimensions), row: row)
            case .damaged: throw definition.unfit(.damaged, row: row)
            case .vector(let payload):
                guard let kernels else { return nulls.append(row) }
                neighbors.append(Neighbor(id: row, distance: kernels.distance(toStored: payload)))
            }
        }
        if let wanted = among?.sortedIDs, wanted.count < Self.manyRows {
            try RowReader(definition, connection.sqlite, dimensions: definition.dimensions).forEach(wanted, take)
        } else {
            let statement = try connection.sqlite.prepare(definition.selectAll)
            while try statement.step() {
                let row = statement.integer(0)
                guard among?.contains(row) ?? true else { continue }
                try take(
                    row, RowVector(statement, 1, element: definition.element, dimensions: definition.dimensions))
            }
        }
        return (neighbors.sorted { $0.precedes($1) }, nulls.sorted())
    }
}

/// Neighbours that are there already, then rows without a distance.
struct NeighborRows: ScanRows {
    let neighbors: [Neighbor]
    private let nulls: [Int64]
    private var position = 0

    init(neighbors: [Neighbor], nulls: [Int64] = []) {
        self.neighbors = neighbors
        self.nulls = nulls
    }

    mutating func next() -> ScanRow? {
        defer { position += 1 }
        if position < neighbors.count {
            return ScanRow(row: neighbors[position].id, distance: neighbors[position].distance)
        }
        let place = position - neighbors.count
        return place < nulls.count ? ScanRow(row: nulls[place], distance: nil) : nil
    }
}
