import VectorIndexes

/// The order in which an approximate index gives its results, whatever LIMIT and OFFSET are.
///
/// An approximate search finds other rows when more are wanted: it keeps more candidates and looks further. Were each LIMIT
/// a search of its own, then rows 11 to 20 of the search for twenty could hold a row that the search for ten had given
/// already, and one that neither page shows could be missing. So there is one sequence, and a page is a window over it:
///
///     search for 10 │ what a search for 40 finds besides │ what a search for 100 finds besides │ 400 │ 1,000 │ …
///
/// Each part ascends by distance, then id. The sequence depends on the snapshot, the index and the settings alone; a
/// statement that wants `OFFSET + LIMIT` rows goes through as many parts as it needs, the first of which is the whole work
/// for ten rows and fewer. A later part may hold a row that is nearer than the last of an earlier one, because a wider
/// search has found what a narrow one missed. Such a row comes on its later page, and a page that goes over the seam is
/// sorted in itself: no page shows a row of another, each ascends, and all together show every row once.
///
/// The numbers of rows are those that people ask for, so that seldom more is searched for than wanted. From
/// ``largest`` on all distances are computed, which costs less than so wide a search, and ends the sequence.
struct ResultOrder {
    /// A search for more than this compares all vectors.
    static let largest = 10_000

    /// How many rows the searches look for that give a sequence's first `depth` rows; the last may be `Int.max`, for all.
    static func widths(upTo depth: Int) -> [Int] {
        var widths: [Int] = []
        while widths.last.map({ $0 < depth }) ?? true { widths.append(width(after: widths.last)) }
        return widths
    }

    /// The number that follows: 10, 40, 100, 400, …, 10,000, all.
    static func width(after last: Int?) -> Int {
        guard let last else { return 10 }
        if last >= largest { return .max }
        return String(last).hasPrefix("1") ? 4 * last : last / 4 * 10
    }

    private(set) var rows: [Neighbor] = []
    private var known: Set<Int64> = []
    /// Whether the last search has found fewer rows than it looked for: there are no more.
    private(set) var isComplete = false

    /// Adds what a search for `width` rows has found, ascending.
    mutating func append(_ found: [Neighbor], width: Int) {
        isComplete = found.count < width
        if rows.isEmpty {
            rows = found
            return
        }
        if known.isEmpty { known = Set(rows.map(\.id)) }
        // As many as the search was for, even where it misses rows of the one before.
        for neighbor in found where rows.count < width && known.insert(neighbor.id).inserted { rows.append(neighbor) }
    }

    /// The rows of a window, ascending; before it the rows that come before, of no order that matters.
    func window(_ range: Range<Int>) -> [Neighbor] {
        var result = Array(rows.prefix(range.upperBound))
        if range.lowerBound < result.count { result[range.lowerBound...].sort { $0.precedes($1) } }
        return result
    }
}

/// The rows of an index in its ``ResultOrder``, searched for as they are asked for; then those that the index does not have.
final class OrderedIndexRows: ScanRows {
    private let scan: IndexScan
    private let query: [UInt8]
    private let among: RowSet?
    private var order = ResultOrder()
    private var width: Int?
    private var position = 0
    private var rest: (any ScanRows)?

    init(_ scan: IndexScan, query: [UInt8], among: RowSet?) {
        self.scan = scan
        self.query = query
        self.among = among
    }

    func next() throws -> ScanRow? {
        while position == order.rows.count, !order.isComplete {
            let next = ResultOrder.width(after: width)
            width = next
            let found = try scan.search(next, toPayloads: [query], among: among).first ?? []
            scan.noteRead(found.count)
            order.append(found, width: next)
        }
        if position < order.rows.count {
            position += 1
            return ScanRow(row: order.rows[position - 1].id, distance: order.rows[position - 1].distance)
        }
        if rest == nil {
            rest = try scan.rows.open(query, among: among, except: Set(order.rows.map(\.id)), limit: nil)
        }
        return try rest?.next()
    }
}
