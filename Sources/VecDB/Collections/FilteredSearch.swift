import VectorIndexes
import VectorTypes

/// A search among the records that a filter chooses.
///
/// Either the filter is asked about the nearest rows, one by one, until enough of them satisfy it; or first about every
/// row, and then the nearest of those it leaves are looked for. The first way costs little when many rows satisfy the
/// filter, and ever more the fewer do; the second costs the same each time, but its rows can be used again while nobody
/// changes the database. So the first way is tried until all searches with this filter together have taken the time that the
/// second does: then they have cost at most twice what the better of the two would have.
struct FilteredSearch {
    private let filter: Filter
    private let compiled: CompiledFilter
    private let scan: CollectionScan
    private let connection: Connection
    private let table: CatalogTable

    /// The rows that are asked in one search before the filter is turned round.
    private static let patience = 2_000
    /// Rows that are read one after another in the time of one that is looked up by itself.
    private static let rowsForOne = 6

    init(_ filter: Filter, _ scan: CollectionScan, _ connection: Connection, _ table: CatalogTable) throws {
        self.filter = filter
        self.scan = scan
        self.connection = connection
        self.table = table
        compiled = try CompiledFilter(filter, table: table)
    }

    func nearest(_ limit: Int, to query: [UInt8]) throws -> [Neighbor] {
        let memory = connection.chosenRows
        let key = ChosenRows.Key(table: table.oid, filter: filter)
        if let rows = memory.rows(key, at: connection.stateNumber) {
            return try scan.nearest(limit, toEach: [query], among: rows).first ?? []
        }
        if !compiled.isIndexed, let found = try streamed(limit, query, memory, key) { return found }
        return try scan.nearest(limit, toEach: [query], among: rows()).first ?? []
    }

    /// nil: too many rows were asked in vain.
    private func streamed(
        _ limit: Int, _ query: [UInt8], _ memory: ChosenRows, _ key: ChosenRows.Key
    ) throws -> [Neighbor]? {
        let check = try FilterCheck(compiled, connection, table)
        var rows = try scan.open(query)
        var found: [Neighbor] = []
        var asked = 0
        while asked < Self.patience + 20 * found.count {
            guard let row = try rows.next(), let distance = row.distance else { return sorted(found) }
            asked += 1
            guard try check.holds(row.row) else { continue }
            found.append(Neighbor(id: row.row, distance: distance))
            if found.count == limit {
                let isWorthCollecting = memory.note(asked, key, at: connection.stateNumber) > extent / Self.rowsForOne
                if isWorthCollecting { _ = try self.rows() }
                return sorted(found)
            }
        }
        CoverageMark.hit(.typedTurnToFilterRows)
        return nil
    }

    /// A stream comes nearly in order.
    private func sorted(_ found: [Neighbor]) -> [Neighbor] { found.sorted { $0.precedes($1) } }

    /// About how many rows the table has.
    private var extent: Int {
        let sql = "SELECT max(\(quoted(identifier: table.rowidName))) FROM \(quoted(identifier: table.name))"
        return Int(clamping: (try? connection.sqlite.value(sql)?.integer) ?? 0)
    }

    /// The rows that satisfy the filter.
    func rows() throws -> RowSet {
        let memory = connection.chosenRows
        let key = ChosenRows.Key(table: table.oid, filter: filter)
        let state = connection.stateNumber
        if let rows = memory.rows(key, at: state) { return rows }
        let statement = try connection.sqlite.prepare(
            "SELECT \(quoted(identifier: table.rowidName)) FROM \(quoted(identifier: table.name)) WHERE \(compiled.sql)"
        )
        try compiled.bind(to: statement, from: 1)
        var rows = RowSet()
        while try statement.step() { rows.insert(statement.integer(0)) }
        rows.keepPrepared()
        memory.keep(rows, key, at: state)
        return rows
    }
}

/// The rows that filters have chosen, as long as the database stays as it was. Of one connection.
final class ChosenRows {
    struct Key: Hashable {
        let table: Int64
        let filter: Filter
    }
    private struct Entry {
        var state: Int64
        var asked = 0
        var rows: RowSet?
        var lastUse = 0
    }
    private var entries: [Key: Entry] = [:]
    private var clock = 0
    private static let capacity = 32

    func rows(_ key: Key, at state: Int64?) -> RowSet? {
        guard let state, let entry = entries[key], entry.state == state else { return nil }
        clock += 1
        entries[key]?.lastUse = clock
        return entry.rows
    }

    /// Counts rows that the filter was asked about; how many it has been in this state.
    func note(_ asked: Int, _ key: Key, at state: Int64?) -> Int {
        guard let state else { return 0 }
        update(key, state) { $0.asked += asked }
        return entries[key]?.asked ?? 0
    }

    func keep(_ rows: RowSet, _ key: Key, at state: Int64?) {
        guard let state else { return }
        update(key, state) { $0.rows = rows }
    }

    private func update(_ key: Key, _ state: Int64, _ change: (inout Entry) -> Void) {
        clock += 1
        var entry = entries[key] ?? Entry(state: state)
        if entry.state != state { entry = Entry(state: state) }
        entry.lastUse = clock
        change(&entry)
        entries[key] = entry
        guard entries.count > Self.capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        else { return }
        entries[oldest.key] = nil
    }
}

/// Asks a filter about single rows.
struct FilterCheck {
    private let statement: SQLiteStatement

    init(_ filter: Filter, _ connection: Connection, _ table: CatalogTable) throws {
        try self.init(CompiledFilter(filter, table: table), connection, table)
    }

    init(_ compiled: CompiledFilter, _ connection: Connection, _ table: CatalogTable) throws {
        statement = try connection.sqlite.cached(
            """
            SELECT 1 FROM \(quoted(identifier: table.name)) \
            WHERE \(quoted(identifier: table.rowidName)) = ?1 AND \(compiled.sql)
            """)
        statement.reset()
        try compiled.bind(to: statement, from: 2)
    }

    func holds(_ row: Int64) throws -> Bool {
        statement.reset()
        try statement.bind(row, at: 1)
        let holds = try statement.step()
        statement.reset()
        return holds
    }
}
