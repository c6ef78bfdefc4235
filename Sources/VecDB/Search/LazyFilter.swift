import VectorIndexes
import VectorTypes

/// A filter whose rows a scan finds when it needs them: `vecdb_filter(traits, sql, value, …)`, of which SQL sees NULL.
///
/// `sql` selects the rowids that pass, with the values as its parameters. `traits`: 1, SQLite finds the rows by an index; 2,
/// nothing else is asked of a row.
final class LazyFilter {
    static let tag = PointerTag("vecdb_filter")

    let isIndexed: Bool
    let isWhole: Bool
    let sql: String
    let values: [SQLiteValue]

    init(_ call: FunctionCall) {
        isIndexed = call[0].integer & 1 != 0
        isWhole = call[0].integer & 2 != 0
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
        rows.normalize()
        return rows
    }
}

/// The row sets of the last filters of a connection, while no row of the file has changed.
final class FilterCache {
    private struct Entry {
        let filter: LazyFilter
        let dataVersion: Int64
        let changes: Int
        let schemaVersion: Int64
        let rows: RowSet
    }

    private var entries: [Entry] = []
    private static let capacity = 8

    func rows(of filter: LazyFilter, _ connection: Connection) throws -> RowSet? {
        guard let state = try state(connection) else { return nil }
        let place = entries.firstIndex {
            $0.dataVersion == state.data && $0.changes == state.changes && $0.schemaVersion == state.schema
                && $0.filter.sql == filter.sql && $0.filter.values == filter.values
        }
        guard let place else { return nil }
        let entry = entries.remove(at: place)
        entries.append(entry)
        return entry.rows
    }

    func keep(_ rows: RowSet, of filter: LazyFilter, _ connection: Connection) throws {
        guard let state = try state(connection) else { return }
        entries.removeAll { $0.dataVersion != state.data || $0.changes != state.changes }
        if entries.count >= Self.capacity { entries.removeFirst() }
        entries.append(
            Entry(
                filter: filter, dataVersion: state.data, changes: state.changes, schemaVersion: state.schema, rows: rows
            ))
    }

    /// What tells one state of the rows from another; nil inside a transaction that has written, whose rows may yet vanish.
    private func state(_ connection: Connection) throws -> (data: Int64, changes: Int, schema: Int64)? {
        let sqlite = connection.sqlite
        if sqlite.hasWriteTransaction { return nil }
        guard let data = try sqlite.value("PRAGMA data_version")?.integer else { return nil }
        return (data, sqlite.totalChanges, try connection.schemaVersion())
    }
}

/// The rows of a scan in order of distance among those that a filter lets through, by whichever way is quicker.
///
/// Where SQLite has an index for the filter, a first look tells whether few rows pass: then these are compared. Otherwise
/// rows come from the scan, and whoever pulls them checks the filter on each; when many have been pulled for the number that
/// is wanted, the filter's rows are looked up after all, and the scan goes on among these.
struct AdaptiveRows: ScanRows {
    /// Rows of a filter that are looked up before anything is scanned.
    private static let probe = 256
    /// Rows pulled for each one wanted before the filter is looked up.
    private static let patience = 24
    private static let patienceWithoutIndex = 200
    private static let leastPatience = 64

    private let connection: Connection
    private let scan: any VectorScan
    private let filter: LazyFilter
    private let cache: FilterCache
    private var request: ScanRequest
    private let wanted: Int
    private var rows: any ScanRows
    /// Rows that were pulled from the scan of all rows; nil once the filter's rows are known.
    private var given: Set<Int64>?
    private var skipped: Set<Int64> = []

    init(
        _ scan: any VectorScan, _ request: ScanRequest, _ filter: LazyFilter, wanted: Int, _ connection: Connection,
        _ cache: FilterCache
    ) throws {
        self.connection = connection
        self.scan = scan
        self.filter = filter
        self.cache = cache
        self.request = request
        self.wanted = wanted
        var known = try cache.rows(of: filter, connection)
        if known == nil, filter.isIndexed, let few = try filter.rows(connection.sqlite, most: Self.probe) {
            try cache.keep(few, of: filter, connection)
            known = few
        }
        if let known {
            self.request.among = known
            if filter.isWhole { self.request.limit = wanted }
        } else {
            given = []
        }
        rows = try scan.open(self.request)
    }

    mutating func next() throws -> ScanRow? {
        while true {
            guard let row = try rows.next() else { return nil }
            guard given != nil else {
                if skipped.contains(row.row) { continue }
                return row
            }
            given?.insert(row.row)
            if let pulled = given?.count, pulled > patience { try turn() }
            return row
        }
    }

    private var patience: Int {
        let factor = filter.isIndexed ? Self.patience : Self.patienceWithoutIndex
        let (product, overflow) = wanted.multipliedReportingOverflow(by: factor)
        return overflow ? .max : max(product, Self.leastPatience)
    }

    /// Goes on among the filter's rows.
    private mutating func turn() throws {
        guard let found = try filter.rows(connection.sqlite) else { return }
        try cache.keep(found, of: filter, connection)
        skipped = given ?? []
        given = nil
        request.among = found
        if filter.isWhole { request.limit = wanted }
        rows = try scan.open(request)
    }
}
