import VectorIndexes
import VectorTypes

/// A filter whose rows a scan finds when it needs them: `vecdb_filter(traits, sql, value, …)`, of which SQL sees NULL.
///
/// `sql` selects the rowids that pass, with the values as its parameters. `traits`: 1, SQLite finds the rows by an index; 2,
/// nothing else is asked of a row; 4, the same rows pass while no row changes, whatever the time and the settings are.
final class LazyFilter {
    static let tag = PointerTag("vecdb_filter")

    let isIndexed: Bool
    let isWhole: Bool
    let isLasting: Bool
    let sql: String
    let values: [SQLiteValue]

    init(_ call: FunctionCall) {
        isIndexed = call[0].integer & 1 != 0
        isWhole = call[0].integer & 2 != 0
        isLasting = call[0].integer & 4 != 0
        sql = call[1].text
        values = (2..<max(2, call.count)).map { call[$0].copy }
    }

    static func register(on sqlite: SQLiteConnection) throws {
        try sqlite.createFunction("vecdb_filter", arguments: -1, flags: .directOnly) { call in
            call.result(object: LazyFilter(call), type: tag)
        }
    }

    /// The rows that pass; nil when there are more than `most`.
    func rows(_ sqlite: SQLiteConnection, most: Int? = nil) throws -> RowSet? {
        let statement = try sqlite.cached(sql)
        statement.reset()
        defer { statement.reset() }
        try statement.bind(all: values)
        var rows = RowSet()
        var count = 0
        while try statement.step() {
            if let most, count == most { return nil }
            rows.insert(statement.integer(0))
            count += 1
        }
        rows.keepPrepared()
        return rows
    }
}

/// What is known of a filter while no row of the file changes.
final class FilterRecord {
    fileprivate let sql: String
    fileprivate let values: [SQLiteValue]
    /// The rows that pass, once they were looked up.
    var rows: RowSet?
    /// Whether more rows pass than a first look takes.
    var isLoose = false
    /// Rows that were pulled from scans and checked one by one, in all searches together.
    var asked = 0
    /// The queries that were last answered from a stream of all rows. Their further pages are.
    private var streamed: [[UInt8]] = []
    private static let rememberedQueries = 64

    fileprivate init(_ filter: LazyFilter) {
        sql = filter.sql
        values = filter.values
    }

    func isStreamed(_ query: [UInt8]?) -> Bool { query.map(streamed.contains) ?? false }

    func noteStreamed(_ query: [UInt8]?) {
        guard let query, !streamed.contains(query) else { return }
        if streamed.count == Self.rememberedQueries { streamed.removeFirst() }
        streamed.append(query)
    }
}

/// What a connection knows of its last filters.
final class FilterCache {
    private var records: [FilterRecord] = []
    private var state: Int64?
    private static let capacity = 8

    /// What is known of a filter, now that the connection sees this state of the file.
    func record(of filter: LazyFilter, _ connection: Connection) -> FilterRecord {
        guard filter.isLasting, let now = connection.stateNumber else { return FilterRecord(filter) }
        if state != now { records = [] }
        state = now
        let record: FilterRecord
        if let place = records.firstIndex(where: { $0.sql == filter.sql && $0.values == filter.values }) {
            record = records.remove(at: place)
        } else {
            record = FilterRecord(filter)
            if records.count >= Self.capacity { records.removeFirst() }
        }
        records.append(record)
        return record
    }
}

/// The rows of a scan in order of distance among those that a filter lets through, by whichever way is quicker.
///
/// Where SQLite has an index for the filter, a first look tells whether few rows pass: then these are compared. Otherwise
/// rows come from the scan, and whoever pulls them checks the filter on each; when many have been pulled, the filter's rows
/// are looked up after all, and the scan goes on among these.
///
/// How many are pulled before depends on the table's size alone, not on how many rows are wanted: so all pages of a search
/// are windows over one sequence (``ResultOrder``). It is about what takes a fraction of the time of looking up all rows, and
/// enough for ten rows that pass among many that do not.
///
/// When all searches with one filter together have spent on single rows what looking up costs, its rows are looked up, and
/// searches that begin later go among these from the start: then all have cost twice the better way at most. A search
/// whose first page came otherwise stays with that.
struct AdaptiveRows: ScanRows {
    /// Rows of a filter that are looked up before anything is scanned.
    private static let probe = 256
    /// Rows pulled before the filter is looked up, and what part of the table they are at least, where SQLite finds the
    /// filter's rows by an index and where it does not.
    private static let patience = (indexed: 240, scanned: 2_000)
    private static let patientShare = (indexed: 1_000, scanned: 100)
    /// Rows of the table that are looked up in the time of one row that is pulled and checked.
    private static let indexedRowsForOne = 8
    private static let rowsForOne = 2

    private let connection: Connection
    private let scan: any VectorScan
    private let filter: LazyFilter
    private let record: FilterRecord
    private var request: ScanRequest
    private let patience: Int
    private var rows: any ScanRows
    /// Rows that were pulled from the scan of all rows; nil once the filter's rows are known.
    private var given: Set<Int64>?
    private var skipped: Set<Int64> = []

    init(
        _ scan: any VectorScan, _ request: ScanRequest, _ filter: LazyFilter, _ connection: Connection,
        _ cache: FilterCache
    ) throws {
        self.connection = connection
        self.scan = scan
        self.filter = filter
        self.request = request
        record = cache.record(of: filter, connection)
        let extent = (scan as? IndexScan)?.extent ?? 0
        patience =
            filter.isIndexed
            ? max(Self.patience.indexed, extent / Self.patientShare.indexed)
            : max(Self.patience.scanned, extent / Self.patientShare.scanned)
        let isStreamed = record.isStreamed(request.query)
        if record.rows == nil, filter.isIndexed, !record.isLoose {
            record.rows = try filter.rows(connection.sqlite, most: Self.probe)
            record.isLoose = record.rows == nil
        }
        if record.rows == nil, !isStreamed, extent > 0,
            record.asked > extent / (filter.isIndexed ? Self.indexedRowsForOne : Self.rowsForOne)
        {
            record.rows = try filter.rows(connection.sqlite)
        }
        if let known = record.rows, !isStreamed {
            self.request.among = known
            rows = try Self.open(scan, self.request, filter)
        } else {
            given = []
            record.noteStreamed(request.query)
            rows = try scan.open(self.request)
        }
    }

    mutating func next() throws -> ScanRow? {
        while true {
            if let pulled = given?.count, pulled >= patience { try turn() }
            guard let row = try rows.next() else { return nil }
            guard given != nil else {
                if skipped.contains(row.row) { continue }
                return row
            }
            given?.insert(row.row)
            record.asked += 1
            return row
        }
    }

    /// Goes on among the filter's rows.
    private mutating func turn() throws {
        CoverageMark.hit(.turnToFilterRows)
        let known = try record.rows ?? filter.rows(connection.sqlite)
        record.rows = known
        skipped = given ?? []
        given = nil
        request.among = known
        rows = try Self.open(scan, request, filter)
    }

    /// The rows among those that pass: one search for many where nothing else is asked of them.
    private static func open(_ scan: any VectorScan, _ request: ScanRequest, _ filter: LazyFilter) throws
        -> any ScanRows
    {
        guard filter.isWhole, let scan = scan as? IndexScan, !scan.effort.isStrict,
            let query = try request.query.map(scan.definition.payload)
        else { return try scan.open(request) }
        return OrderedIndexRows(scan, query: query, among: request.among)
    }
}
