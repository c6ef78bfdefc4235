import VectorIndexes

/// One way to find a column's nearest vectors: the exact scan, and the index scans beside it.
///
/// The planner compares ``cost(_:)`` of those that a column offers, runs the cheapest, and shows its ``name``.
package protocol VectorScan {
    /// For EXPLAIN.
    var name: String { get }
    /// Whether results are certain to be the nearest.
    var isExact: Bool { get }
    /// The time to expect, in nanoseconds.
    func cost(_ demand: ScanDemand) -> Double
    /// The rows in ascending order of (distance, rowid), NaN distances after numbers, rows without a vector last.
    func open(_ request: ScanRequest) throws -> any ScanRows
    /// The nearest rows of each of several queries up to a window's end, sorted from its start on; nil where they are to be
    /// asked one by one.
    func nearest(_ window: Range<Int>, ofEach queries: [[UInt8]], _ metric: DistanceMetric) throws -> [[Neighbor]]?
}

extension VectorScan {
    package func nearest(
        _ window: Range<Int>, ofEach queries: [[UInt8]], _ metric: DistanceMetric
    ) throws -> [[Neighbor]]? { nil }
}

/// What a planner knows before a scan.
package struct ScanDemand: Sendable {
    /// How many results are wanted; nil: an unknown number.
    package var limit: Int?
    /// How many rows are left by a filter that is applied before; nil: all.
    package var candidates: Int?

    package init(limit: Int? = nil, candidates: Int? = nil) {
        self.limit = limit
        self.candidates = candidates
    }
}

/// What a scan is asked for.
package struct ScanRequest: Sendable {
    /// The query in storage form; nil stands for NULL: every row then has the distance NULL.
    package var query: [UInt8]?
    package var metric: DistanceMetric
    /// Only these rows; nil: all.
    package var among: RowSet?
    /// No more than this many rows are wanted; nil: as many as are asked for.
    package var limit: Int?
    /// Of these, as many at the start are passed over by whoever asks: they need not be sorted.
    package var offset = 0

    package init(query: [UInt8]?, metric: DistanceMetric, among: RowSet? = nil, limit: Int? = nil) {
        self.query = query
        self.metric = metric
        self.among = among
        self.limit = limit
    }
}

/// A row that a scan found; the distance is nil where the vector is NULL.
package struct ScanRow: Hashable, Sendable {
    package var row: Int64
    package var distance: Double?

    package init(row: Int64, distance: Double?) {
        self.row = row
        self.distance = distance
    }
}

/// The rows of a scan, in order, as they are asked for.
package protocol ScanRows {
    mutating func next() throws -> ScanRow?
}

/// What a planner may want to know of a vector column.
package struct ScanFacts: Hashable, Sendable {
    /// About how many rows the table has.
    package var rows: Int
    /// The dimensions that the column's type demands.
    package var dimensions: Int?
    package var element: VectorElement
    /// Whether the vectors are in memory already.
    package var isResident: Bool
}
