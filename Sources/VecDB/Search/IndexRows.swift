import VectorIndexes
import VectorTypes

/// The rows of an index scan, as many as are asked for.
///
/// Neighbours come from the index's cursor in portions, each taken under the index's lock. Rows that have changed for
/// this snapshot are left out of them and merged in with the distances that the snapshot gives them; rows that others
/// change while the scan is open join them. When the index has no more, the rows that it does not have (without a
/// vector, with a distance that is no number) follow, so that the scan gives every row exactly once. A strict scan ends
/// as pgvector's does instead.
final class IndexRows: ScanRows {
    private let scan: IndexScan
    private let query: [UInt8]
    private let among: RowSet?
    private var cursor: (any NeighborCursor)?
    /// Rows that have been given, or are in `portion` or `fresh`.
    private var seen: Set<Int64> = []
    private var portion: [Neighbor] = []
    private var place = 0
    private var fresh: [Neighbor] = []
    private var freshPlace = 0
    private var rest: (any ScanRows)?
    private var last = -Double.infinity
    private var isAtEnd = false

    private static let portionSize = 64

    init(_ scan: IndexScan, query: [UInt8], among: RowSet?) throws {
        self.scan = scan
        self.query = query
        self.among = among
        try refill()
    }

    func next() throws -> ScanRow? {
        while true {
            if place == portion.count, !isAtEnd { try refill() }
            let indexed = place < portion.count ? portion[place] : nil
            let changed = freshPlace < fresh.count ? fresh[freshPlace] : nil
            switch (indexed, changed) {
            case (let indexed?, let changed?) where changed.precedes(indexed):
                freshPlace += 1
                return row(changed)
            case (let indexed?, _):
                place += 1
                if isOutOfOrder(indexed) { continue }
                return row(indexed)
            case (nil, let changed?):
                freshPlace += 1
                return row(changed)
            case (nil, nil): return try nextOfRest()
            }
        }
    }

    private func row(_ neighbor: Neighbor) -> ScanRow {
        last = neighbor.distance
        return ScanRow(row: neighbor.id, distance: neighbor.distance)
    }

    /// `strict_order` leaves out what comes too late.
    private func isOutOfOrder(_ neighbor: Neighbor) -> Bool {
        scan.effort.isStrict && scan.effort.iteration == .strict && neighbor.distance < last
    }

    private func refill() throws {
        portion = []
        place = 0
        guard !isLimitReached else {
            isAtEnd = true
            return
        }
        let isServed = try scan.withView { view in
            try takeFresh(view)
            if cursor == nil {
                cursor = try query.withUnsafeBytes { bytes in
                    try view.index.neighbors(
                        stored: bytes, effort: scan.searchEffort(1),
                        filter: view.index.filter(among, excluding: view.changed), vectors: view.fetch)
                }
            }
            let wanted = isSingleRound ? scan.searchEffort(1) : Self.portionSize
            while portion.count < wanted, let neighbor = try cursor?.next() {
                if seen.insert(neighbor.id).inserted { portion.append(neighbor) }
            }
            return true
        }
        scan.noteRead(portion.count)
        if isServed == nil || portion.isEmpty || isSingleRound { isAtEnd = true }
    }

    /// Adds the rows that have changed for this snapshot since the last portion.
    private func takeFresh(_ view: IndexView) throws {
        let vectors = try view.fresh(among: among, except: seen)
        guard !vectors.rows.isEmpty else { return }
        seen.formUnion(vectors.rows)
        fresh = (fresh[freshPlace...] + (try scan.distances(of: vectors, query))).sorted { $0.precedes($1) }
        freshPlace = 0
    }

    private var isSingleRound: Bool { scan.effort.isStrict && scan.effort.iteration == .off }

    private var isLimitReached: Bool {
        guard scan.effort.isStrict, let cursor else { return false }
        return cursor.visited >= scan.effort.maxTuples
    }

    private func nextOfRest() throws -> ScanRow? {
        if scan.effort.isStrict { return nil }
        if rest == nil { rest = try scan.rows.open(query, among: among, except: seen, limit: nil) }
        return try rest?.next()
    }
}
