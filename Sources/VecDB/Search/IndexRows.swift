import VectorIndexes
import VectorTypes

/// The rows of an index scan, as many as are asked for.
///
/// Neighbours come from the index's cursor in portions, each taken under the index's lock. Rows that have changed for
/// this snapshot are left out of them and merged in with the distances that the snapshot gives them; rows that others
/// change while the scan is open join them. When the index has no more, the rows that it does not have (without a
/// vector, with a distance that is no number) follow, so that the scan gives every row exactly once. A strict scan ends
/// as pgvector's does instead.
///
/// **Looking ahead.** The last of a portion are the least certain: nearer ones may come with the next. So the scan has
/// always pulled about twice as many rows as it gives, and gives the nearest of them. A filter that lets through every
/// second row thus finds the same share of the nearest as a search without one, and rows come nearly always in order.
final class IndexRows: ScanRows {
    private let scan: IndexScan
    private let query: [UInt8]
    private let among: RowSet?
    private var cursor: (any NeighborCursor)?
    /// Rows that have been given, or are in `portion` or `fresh`.
    private var seen: Set<Int64> = []
    /// Rows of which the index's entries do not count, because the snapshot has them otherwise.
    private var changed: Set<Int64> = []
    private var portion: [Neighbor] = []
    private var place = 0
    private var fresh: [Neighbor] = []
    private var freshPlace = 0
    private var rest: (any ScanRows)?
    private var last = -Double.infinity
    private var pulled = 0
    private var given = 0
    private var isAtEnd = false

    /// The most rows that are pulled under one lock.
    private static let largestPortion = 4_096

    init(_ scan: IndexScan, query: [UInt8], among: RowSet?) throws {
        self.scan = scan
        self.query = query
        self.among = among
        try refill()
    }

    func next() throws -> ScanRow? {
        while true {
            while !isAtEnd, needsMore { try refill() }
            let indexed = place < portion.count ? portion[place] : nil
            let changed = freshPlace < fresh.count ? fresh[freshPlace] : nil
            switch (indexed, changed) {
            case (let indexed?, let changed?) where changed.precedes(indexed):
                freshPlace += 1
                return row(changed)
            case (let indexed?, _):
                place += 1
                given += 1
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

    private var needsMore: Bool {
        if place == portion.count { return true }
        return !scan.effort.isStrict && pulled < 2 * (given + 1) + round / 2
    }

    /// `strict_order` leaves out what comes too late.
    private func isOutOfOrder(_ neighbor: Neighbor) -> Bool {
        scan.effort.isStrict && scan.effort.iteration == .strict && neighbor.distance < last
    }

    private func refill() throws {
        var found: [Neighbor] = []
        let isServed = try scan.withView { view in
            try takeFresh(view)
            if cursor == nil {
                try view.requireFit(among: among)
                cursor = try query.withUnsafeBytes { bytes in
                    try scan.cursor(view, bytes, view.index.filter(among, excluding: view.changed))
                }
            }
            while found.count < portionSize, let neighbor = try cursor?.next() {
                if !changed.contains(neighbor.id), seen.insert(neighbor.id).inserted { found.append(neighbor) }
            }
            return true
        }
        scan.noteRead(found.count)
        pulled += found.count
        if isServed == nil || found.isEmpty { isAtEnd = true }
        portion.removeFirst(place)
        place = 0
        portion.append(contentsOf: found)
        if !scan.effort.isStrict { portion.sort { $0.precedes($1) } }
    }

    private var round: Int { cursor?.round ?? 1 }

    /// Whole rounds of the cursor, ever more of them.
    private var portionSize: Int {
        scan.effort.isStrict ? round : max(1, min(pulled / 2, Self.largestPortion) / round) * round
    }

    /// Adds the rows that have changed for this snapshot since the last portion.
    private func takeFresh(_ view: IndexView) throws {
        let rows = view.changed.filter { changed.insert($0).inserted && !seen.contains($0) }
        guard !rows.isEmpty else { return }
        let vectors = try view.vectors(of: rows, among: among)
        seen.formUnion(vectors.rows)
        fresh = (fresh[freshPlace...] + (try scan.distances(of: vectors, query))).sorted { $0.precedes($1) }
        freshPlace = 0
    }

    private func nextOfRest() throws -> ScanRow? {
        if scan.effort.isStrict { return nil }
        if rest == nil { rest = try scan.rows.open(query, among: among, except: seen, limit: nil) }
        return try rest?.next()
    }
}
