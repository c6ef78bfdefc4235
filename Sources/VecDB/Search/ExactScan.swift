import VectorIndexes
import VectorTypes

/// Exact search in a column, in the snapshot of a connection.
///
/// The resident arena is brought up to the snapshot and scanned; rows that differ between the two are read from the
/// snapshot and merged in (see ``ResidentColumn``). Where no arena can serve (a snapshot too old, a table that only this
/// transaction sees or that a foreign tool made) the rows are streamed from SQLite instead, once a search.
package struct ExactScan: VectorScan {
    package let connection: Connection
    package let column: VectorColumn
    /// The most threads to use.
    package var threads = ThreadPool.processorCount

    package init(_ connection: Connection, _ column: VectorColumn) {
        self.connection = connection
        self.column = column
    }

    package init(_ connection: Connection, table: CatalogTable, column: CatalogColumn) throws {
        self.init(connection, try VectorColumn(table: table, column: column))
    }

    package var name: String { "Exact Scan" }
    package var isExact: Bool { true }

    /// The rows in order.
    package func open(_ request: ScanRequest) throws -> any ScanRows {
        guard let query = request.query else { return NullDistances(rows: try allRows(request.among)) }
        guard let limit = request.limit else {
            let found = try search(query, request.metric, among: request.among, SearchKind.all)
            return OrderedRows(cursor: DistanceCursor(found.neighbors), nulls: found.nulls)
        }
        let found = try search(query, request.metric, among: request.among, .nearest(limit))
        return OrderedRows(cursor: DistanceCursor(found.neighbors, firstBatch: limit), nulls: found.nulls)
    }

    /// The `limit` nearest rows that have a vector.
    package func nearest(
        _ limit: Int, to query: [UInt8], _ metric: DistanceMetric, among: RowSet? = nil
    ) throws -> [Neighbor] {
        try search(query, metric, among: among, .nearest(limit)).neighbors.sorted { $0.precedes($1) }
    }

    /// The rows not farther than `distance`.
    package func within(
        _ distance: Double, of query: [UInt8], _ metric: DistanceMetric, among: RowSet? = nil
    ) throws -> [Neighbor] {
        try search(query, metric, among: among, .within(distance)).neighbors.sorted { $0.precedes($1) }
    }

    package func nearest(
        _ window: Range<Int>, ofEach queries: [[UInt8]], _ metric: DistanceMetric
    ) throws -> [[Neighbor]]? {
        try nearest(window.upperBound, toEach: queries, metric)
    }

    /// The `limit` nearest rows of each query: one matrix product instead of many scans.
    package func nearest(
        _ limit: Int, toEach queries: [[UInt8]], _ metric: DistanceMetric, among: RowSet? = nil
    ) throws -> [[Neighbor]] {
        guard let first = queries.first else { return [] }
        let dimensions = try self.dimensions(of: first)
        for query in queries {
            let other = try self.dimensions(of: query)
            if other != dimensions { throw column.dimensionMismatch(dimensions, other) }
        }
        let layout = ArenaLayout(element: column.element, dimensions: dimensions)
        guard column.declaredDimensions ?? dimensions == dimensions else {
            return try queries.map { try nearest(limit, to: $0, metric, among: among) }
        }
        let prepared = try queries.map { try kernels($0, metric, layout) }
        let lists = try withView(dimensions: dimensions) { view in
            let fresh = try view.fresh(among: among)
            var lists = try FlatBatch(
                queries: prepared, arena: view.arena, mask: view.mask(among: among), control: control
            ).nearest(limit)
            for (index, query) in prepared.enumerated() {
                for neighbor in fresh.vectors.neighbors(of: query) { lists[index].insert(neighbor) }
            }
            return lists.map { $0.sorted() }
        }
        return try lists ?? queries.map { try nearest(limit, to: $0, metric, among: among) }
    }
}

// MARK: Cost

extension ExactScan {
    package func cost(_ demand: ScanDemand) -> Double {
        let facts = (try? facts()) ?? ScanFacts(rows: 0, dimensions: nil, element: column.element, isResident: false)
        return cost(demand, facts)
    }

    /// The time to expect, in nanoseconds, from facts that are known already.
    package func cost(_ demand: ScanDemand, _ facts: ScanFacts) -> Double {
        let rows = Double(min(demand.candidates ?? facts.rows, facts.rows))
        let bytes = Double(column.element.rowBytes(dimensions: facts.dimensions ?? 384))
        // Streaming runs at about 20 GB/s a core, single rows cost a cache miss, and rows of SQLite a descent in a B-tree.
        let perRow = demand.candidates == nil ? bytes / 20 + 2 : bytes / 10 + 60
        let sorting = demand.limit == nil ? 20 * rows : 0
        let loading = facts.isResident ? 0 : Double(facts.rows) * (bytes / 2 + 500)
        return 5_000 + rows * perRow + sorting + loading
    }

    /// What a planner may want to know.
    package func facts() throws -> ScanFacts {
        let dimensions = column.declaredDimensions
        if let dimensions, let resident = ArenaStore.of(connection.core).existing(key(dimensions)), resident.isLoaded {
            return ScanFacts(
                rows: resident.count, dimensions: dimensions, element: column.element, isResident: true)
        }
        var rows: Int64 = 0
        if case .integer(let extent) = try connection.sqlite.value(column.selectExtent) { rows = extent }
        return ScanFacts(
            rows: Int(clamping: rows), dimensions: dimensions, element: column.element, isResident: false)
    }
}

// MARK: Searching

extension ExactScan {
    private enum SearchKind {
        case nearest(Int)
        case within(Double)
        case all
    }

    /// Results in no particular order, and the rows without a vector.
    private struct Found {
        var neighbors: [Neighbor]
        var nulls: Set<Int64>
    }

    private var control: ScanControl {
        let interrupt = connection.interrupt
        return ScanControl(threads: threads, shouldStop: { interrupt.isCancelled })
    }

    private func key(_ dimensions: Int) -> ArenaKey {
        ArenaKey(
            table: column.table.oid, generation: column.table.generation, column: column.column.number,
            element: column.element, dimensions: dimensions)
    }

    private func dimensions(of query: [UInt8]) throws -> Int {
        try query.withUnsafeBytes { bytes in
            guard let row = StoredRow(bytes, element: column.element) else {
                throw VecDBError(.invalidParameterValue, "the query of a vector search is not a stored vector")
            }
            return row.dimensions
        }
    }

    private func kernels(
        _ query: [UInt8], _ metric: DistanceMetric, _ layout: ArenaLayout
    ) throws -> QueryKernels {
        try query.withUnsafeBytes { bytes in
            let payload = StoredRow(bytes, element: column.element)?.payload ?? bytes
            return try QueryKernels(bytes: payload, metric: metric, layout: layout)
        }
    }

    private func search(
        _ query: [UInt8], _ metric: DistanceMetric, among: RowSet?, _ kind: SearchKind
    ) throws -> Found {
        var among = among
        among?.normalize()
        let dimensions = try dimensions(of: query)
        let kernels = try kernels(
            query, metric, ArenaLayout(element: column.element, dimensions: dimensions))
        if column.declaredDimensions ?? dimensions == dimensions,
            let found = try withView(
                dimensions: dimensions, { view in try search(view, kernels, among: among, kind) })
        {
            return found
        }
        return try streamed(kernels, dimensions, among: among, kind)
    }

    private func search(
        _ view: ColumnView, _ kernels: QueryKernels, among: RowSet?, _ kind: SearchKind
    ) throws -> Found {
        let fresh = try view.fresh(among: among)
        let extra = fresh.vectors.neighbors(of: kernels)
        let scan = FlatScan(query: kernels, arena: view.arena, mask: view.mask(among: among), control: control)
        switch kind {
        case .nearest(let limit):
            var list = try scan.nearest(limit)
            for neighbor in extra { list.insert(neighbor) }
            let neighbors = list.sorted()
            // NULLs matter only when vectors do not suffice.
            return Found(neighbors: neighbors, nulls: neighbors.count < limit ? fresh.nulls : [])
        case .within(let distance):
            return Found(neighbors: try scan.within(distance) + extra.filter { $0.distance <= distance }, nulls: [])
        case .all:
            return Found(neighbors: try scan.all() + extra, nulls: fresh.nulls)
        }
    }

    /// Calls `body` with the column as the connection's snapshot has it; nil when no arena can serve.
    private func withView<Result>(dimensions: Int, _ body: (ColumnView) throws -> Result) throws -> Result? {
        guard column.table.isLogged, column.column.type.isSearchable else {
            return nil
        }
        let store = ArenaStore.of(connection.core)
        let snapshot = try Snapshot(connection)
        let shouldStop = control.shouldStop
        var resident = store.column(key(dimensions))
        if connection.sqlite.hasWriteTransaction {
            // What this transaction wrote must not get into the arena: another connection loads what is committed.
            if !resident.isLoaded, try !load(resident, shouldStop) { return nil }
        } else if try !resident.follow(column, to: snapshot, shouldStop: shouldStop) {
            store.discard(resident)
            resident = store.column(key(dimensions))
            guard try resident.follow(column, to: snapshot, shouldStop: shouldStop) else { return nil }
        }
        return try resident.withView(of: column, in: snapshot, body)
    }

    /// Loads the committed rows through a connection of its own; false when the table is not committed as it is here.
    private func load(_ resident: ResidentColumn, _ shouldStop: (@Sendable () -> Bool)?) throws -> Bool {
        try connection.core.read { other in
            guard let table = try other.catalog().table(oid: column.table.oid),
                let same = table.columns.first(where: { $0.number == column.column.number }),
                same.type == column.column.type, table.generation == column.table.generation
            else { return false }
            return try resident.follow(
                VectorColumn(table: table, column: same), to: Snapshot(other), shouldStop: shouldStop)
        }
    }

    /// The search without an arena: every row is read from the snapshot.
    private func streamed(
        _ kernels: QueryKernels, _ dimensions: Int, among: RowSet?, _ kind: SearchKind
    ) throws -> Found {
        var found = Found(neighbors: [], nulls: [])
        var list = NearestList(capacity: { if case .nearest(let limit) = kind { limit } else { 0 } }())
        let control = control
        func take(_ row: Int64, _ vector: RowVector) throws {
            switch vector {
            case .absent: break
            case .null: found.nulls.insert(row)
            case .damaged: throw column.damaged(row: row)
            case .misfit(let other): throw column.unfit(.misfit(other), row: row, query: dimensions)
            case .vector(let payload):
                let neighbor = Neighbor(id: row, distance: kernels.distance(toStored: payload))
                switch kind {
                case .nearest: list.insert(neighbor)
                case .within(let distance): if neighbor.distance <= distance { found.neighbors.append(neighbor) }
                case .all: found.neighbors.append(neighbor)
                }
            }
        }
        if let among {
            try RowReader(column, connection.sqlite, dimensions: dimensions).forEach(among.sortedIDs) { row, vector in
                try control.check()
                try take(row, vector)
            }
        } else {
            let statement = try connection.sqlite.prepare(column.selectAll)
            while try statement.step() {
                try control.check()
                try take(
                    statement.integer(0),
                    RowVector(statement, 1, element: column.element, dimensions: dimensions))
            }
        }
        if case .nearest = kind { found.neighbors = list.sorted() }
        return found
    }

    private func allRows(_ among: RowSet?) throws -> [Int64] {
        let statement = try connection.sqlite.prepare(column.selectAll)
        var rows: [Int64] = []
        while try statement.step() { rows.append(statement.integer(0)) }
        return rows.filter { among?.contains($0) ?? true }.sorted()
    }
}

/// Neighbours as they are sorted, then the rows without a vector.
private struct OrderedRows: ScanRows {
    private var cursor: DistanceCursor
    private let nulls: Set<Int64>
    private var sortedNulls: [Int64]?
    private var position = 0

    init(cursor: DistanceCursor, nulls: Set<Int64>) {
        self.cursor = cursor
        self.nulls = nulls
    }

    mutating func next() -> ScanRow? {
        if let neighbor = cursor.next() { return ScanRow(row: neighbor.id, distance: neighbor.distance) }
        let rows = sortedNulls ?? nulls.sorted()
        sortedNulls = rows
        guard position < rows.count else { return nil }
        position += 1
        return ScanRow(row: rows[position - 1], distance: nil)
    }
}

/// Every row, with the distance NULL.
private struct NullDistances: ScanRows {
    let rows: [Int64]
    var position = 0

    init(rows: [Int64]) { self.rows = rows }

    mutating func next() -> ScanRow? {
        guard position < rows.count else { return nil }
        position += 1
        return ScanRow(row: rows[position - 1], distance: nil)
    }
}
