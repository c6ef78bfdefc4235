import VectorIndexes
import VectorTypes

/// Search by an approximate index, in the snapshot of a connection.
///
/// The index is brought up to the snapshot; rows that stand otherwise in the two are left out of the index's answers,
/// read from the snapshot and merged in (see ``LogFollower``). Distances are always exact.
package struct IndexScan: VectorScan {
    package let connection: Connection
    package let definition: VectorIndexDefinition
    package var effort = SearchEffort()
    private let resident: ResidentIndex

    /// nil: the index cannot be used at the moment; ``IndexStore/trouble(_:)`` says why.
    package init?(_ connection: Connection, _ definition: VectorIndexDefinition) throws {
        guard definition.isLogged else { return nil }
        self.connection = connection
        self.definition = definition
        let store = IndexStore.of(connection.core)
        guard let found = try store.resident(definition, connection.core) else { return nil }
        resident = found
    }

    package var name: String { "Index Scan" }
    package var isExact: Bool { false }

    /// The number of rows that the index has.
    var extent: Int { resident.index.count }

    /// The same rows without the index.
    var rows: RowScan { RowScan(connection, definition) }

    package func cost(_ demand: ScanDemand) -> Double {
        let rows = Double(resident.index.count)
        let walk = resident.index.searchCost(effort: searchEffort(demand.limit ?? 10))
        guard let candidates = demand.candidates else { return walk }
        return min(walk * max(1, rows / Double(max(candidates, 1))), 5_000 + Double(candidates) * 60)
    }

    /// The rows in order, as many as are asked for.
    package func open(_ request: ScanRequest) throws -> any ScanRows {
        resident.counters.scans.add(1, ordering: .relaxed)
        if effort.isStrict { return try StrictRows(self, request) }
        guard let query = try request.query.map(definition.payload) else {
            return try rows.open(nil, among: request.among, except: [], limit: nil)
        }
        guard let limit = request.limit else { return try IndexRows(self, query: query, among: request.among) }
        let window = min(request.offset, limit)..<limit
        let found = try nearest(window, toPayloads: [query], among: request.among).first ?? []
        noteRead(found.count)
        if found.count == limit { return NeighborRows(neighbors: found) }
        // Fewer than wanted: rows that the index does not have may follow.
        let rest = try rows.read(query, among: request.among, except: Set(found.map(\.id)))
        var all = found + rest.neighbors
        if !rest.neighbors.isEmpty, window.lowerBound < all.count {
            all[window.lowerBound...].sort { $0.precedes($1) }
        }
        return NeighborRows(neighbors: all, nulls: rest.nulls)
    }

    /// The `limit` rows nearest to a query.
    package func nearest(_ limit: Int, to query: [UInt8], among: RowSet? = nil) throws -> [Neighbor] {
        try nearest(limit, toEach: [query], among: among).first ?? []
    }

    /// The `limit` rows nearest to each of several queries.
    package func nearest(_ limit: Int, toEach queries: [[UInt8]], among: RowSet? = nil) throws -> [[Neighbor]] {
        resident.counters.scans.add(queries.count, ordering: .relaxed)
        let found = try nearest(0..<max(0, limit), toPayloads: queries.map(definition.payload), among: among)
        noteRead(found.reduce(0) { $0 + $1.count })
        return found
    }

    package func nearest(
        _ window: Range<Int>, ofEach queries: [[UInt8]], _ metric: DistanceMetric
    ) throws -> [[Neighbor]]? {
        guard !effort.isStrict else { return nil }
        resident.counters.scans.add(queries.count, ordering: .relaxed)
        let found = try nearest(window, toPayloads: queries.map(definition.payload), among: nil)
        noteRead(found.reduce(0) { $0 + $1.count })
        return found
    }

    /// The first rows of each query's ``ResultOrder``, sorted from the window's start on.
    private func nearest(
        _ window: Range<Int>, toPayloads queries: [[UInt8]], among: RowSet?
    ) throws -> [[Neighbor]] {
        guard window.upperBound > 0, !queries.isEmpty else { return queries.map { _ in [] } }
        let widths = ResultOrder.widths(upTo: window.upperBound)
        if widths.count == 1, let width = widths.first {
            let found = try search(width, toPayloads: queries, among: among)
            return found.map { $0.count > window.upperBound ? Array($0.prefix(window.upperBound)) : $0 }
        }
        var orders = queries.map { _ in ResultOrder() }
        var done = 0
        if queries.count == 1, let query = queries.first {
            // The first searches may be one walk.
            let first = widths.filter { $0 <= searchEffort(0) }
            for (width, found) in zip(first, try search(first, query, among: among)) {
                if !orders[0].isComplete { orders[0].append(found, width: width) }
            }
            done = first.count
        }
        for width in widths.dropFirst(done) {
            let open = orders.indices.filter { !orders[$0].isComplete }
            if open.isEmpty { break }
            let found = try search(width, toPayloads: open.map { queries[$0] }, among: among)
            for (index, neighbors) in zip(open, found) { orders[index].append(neighbors, width: width) }
        }
        return orders.map { $0.window(window) }
    }

    /// Several searches of one query.
    private func search(_ widths: [Int], _ query: [UInt8], among: RowSet?) throws -> [[Neighbor]] {
        if widths.count < 2 { return try widths.compactMap { try search($0, toPayloads: [query], among: among).first } }
        let found = try withView { view in
            let fresh = try view.fresh(among: among)
            let fetch = view.index.hasVectors ? nil : view.fetch
            let found = try query.withUnsafeBytes {
                try view.index.search(
                    stored: $0, limits: widths, effort: searchEffort(0),
                    filter: view.index.filter(among, excluding: view.changed), vectors: fetch)
            }
            return try zip(found, widths).map { try merge($0, fresh, query, limit: $1) }
        }
        return try found ?? widths.map { try stream(query, $0, among) }
    }

    /// One search for so many rows of each query; `Int.max`: a comparison of all rows.
    func search(_ width: Int, toPayloads queries: [[UInt8]], among: RowSet?) throws -> [[Neighbor]] {
        let found = try withView { view in
            let fresh = try view.fresh(among: among)
            let fetch = view.index.hasVectors ? nil : view.fetch
            let found =
                width > ResultOrder.largest
                ? try queries.map { try exact($0, view, among: among) }
                : try view.index.search(
                    storedEach: queries, limit: width, effort: searchEffort(width),
                    filter: view.index.filter(among, excluding: view.changed), vectors: fetch)
            return fresh.rows.isEmpty ? found : try zip(found, queries).map { try merge($0, fresh, $1, limit: width) }
        }
        return try found ?? queries.map { try stream($0, width, among) }
    }

    /// All rows that the index and the snapshot have alike.
    private func exact(_ query: [UInt8], _ view: IndexView, among: RowSet?) throws -> [Neighbor] {
        let interrupt = connection.interrupt
        let changed = Set(view.changed)
        let found = try query.withUnsafeBytes { bytes in
            try view.index.exact(
                stored: bytes, limit: max(1, view.index.count), among: among, vectors: view.fetch,
                control: ScanControl(shouldStop: { interrupt.isCancelled }))
        }
        return changed.isEmpty ? found : found.filter { !changed.contains($0.id) }
    }

    /// Every row not farther from a query than `distance`: exactly, over the index's own vectors.
    package func within(_ distance: Double, of query: [UInt8]) throws -> [Neighbor] {
        let payload = try definition.payload(query)
        let found = try withView { view -> [Neighbor] in
            let near = try exact(payload, view, among: nil)
            let fresh = try distances(of: view.fresh(among: nil), payload)
            return (near + fresh).filter { $0.distance <= distance }.sorted { $0.precedes($1) }
        }
        return try found ?? stream(payload, .max, nil).filter { $0.distance <= distance }
    }

    /// The nearest rows by reading all: for a snapshot that the index cannot serve.
    private func stream(_ query: [UInt8], _ limit: Int, _ among: RowSet?) throws -> [Neighbor] {
        var rows = try self.rows.open(query, among: among, except: [], limit: limit)
        var found: [Neighbor] = []
        while found.count < limit, let row = try rows.next(), let distance = row.distance {
            found.append(Neighbor(id: row.row, distance: distance))
        }
        return found
    }

    /// Why the index should be built again, in a sentence; nil: it need not.
    var advice: String? { resident.index.advice }

    /// Looks at the structure, whatever the snapshot, while nobody settles or repairs.
    func checkIntegrity() -> IndexIntegrityReport { resident.keeping.withLock { _ in resident.index.checkIntegrity() } }

    func noteRead(_ count: Int) { resident.counters.tuplesRead.add(count, ordering: .relaxed) }

    private func merge(
        _ found: [Neighbor], _ fresh: FreshRows, _ query: [UInt8], limit: Int
    ) throws -> [Neighbor] {
        guard !fresh.rows.isEmpty else { return found }
        let merged = (found + (try distances(of: fresh, query))).sorted { $0.precedes($1) }
        return Array(merged.prefix(limit))
    }

    func distances(of fresh: FreshRows, _ query: [UInt8]) throws -> [Neighbor] {
        guard !fresh.rows.isEmpty else { return [] }
        let layout = ArenaLayout(element: definition.element, dimensions: definition.dimensions)
        return try query.withUnsafeBytes {
            fresh.neighbors(of: try QueryKernels(bytes: $0, metric: definition.metric, layout: layout))
        }
    }

    /// `ef_search`, or `probes`, for a search for so many.
    func searchEffort(_ limit: Int) -> Int {
        switch definition.method {
        case .hnsw:
            max(1, min(max(effort.efSearch ?? HNSWParameters.efSearch.standard, limit), Self.largestEffort))
        case .ivfflat: max(1, min(effort.probes ?? IVFFlatParameters.probes.standard, Self.largestEffort))
        }
    }

    /// More is no different.
    private static let largestEffort = 1 << 20

    /// The index's rows one after another; those of a strict scan end where pgvector's do.
    func cursor(
        _ view: IndexView, _ query: UnsafeRawBufferPointer, _ filter: SearchFilter?
    ) throws -> any NeighborCursor {
        var reach = SearchReach(effort: searchEffort(1))
        if effort.isStrict { reach.most = effort.iteration == .off ? 0 : effort.maxTuples }
        return try view.index.neighbors(stored: query, reach: reach, filter: filter, vectors: view.fetch)
    }

    /// Calls `body` with the index as this connection's snapshot has it; nil: it cannot serve that.
    func withView<Result>(_ body: (IndexView) throws -> Result) throws -> Result? {
        let snapshot = try Snapshot(connection)
        if !connection.sqlite.hasWriteTransaction {
            // What a transaction has written itself must not get into the index.
            let interrupt = connection.interrupt
            let isFollowing = try resident.follow(definition, to: snapshot, shouldStop: { interrupt.isCancelled })
            if !isFollowing || resident.index.unsettledCount >= Self.toleratedUnsettled {
                IndexStore.of(connection.core).wakeKeeper()
            }
        }
        do {
            return try resident.withView(of: definition, in: snapshot, body)
        } catch let error as VecDBError where error.sqlState == .indexCorrupted {
            let store = IndexStore.of(connection.core)
            store.discard(resident, because: IndexTrouble(damaged: definition, error))
            store.wakeKeeper()
            return nil
        }
    }

    /// Unsettled vectors that are left until the next commit of this process.
    private static let toleratedUnsettled = 256
}

extension VectorIndexDefinition {
    /// The elements of a query in storage form.
    func payload(_ query: [UInt8]) throws -> [UInt8] {
        try query.withUnsafeBytes { bytes in
            guard let row = StoredRow(bytes, element: element) else {
                throw VecDBError(.invalidParameterValue, "the query of a vector search is not a stored vector")
            }
            guard row.dimensions == dimensions else {
                throw dimensionMismatch(dimensions, row.dimensions)
            }
            return [UInt8](row.payload)
        }
    }

    /// pgvector's error for two vectors that cannot be compared.
    func dimensionMismatch(_ row: Int, _ query: Int) -> VecDBError {
        let message =
            switch element {
            case .float32: "different vector dimensions \(row) and \(query)"
            case .float16: "different halfvec dimensions \(row) and \(query)"
            case .sparse: "different sparsevec dimensions \(row) and \(query)"
            case .bit: "different bit lengths \(row) and \(query)"
            }
        return VecDBError(.dataException, message)
    }
}
