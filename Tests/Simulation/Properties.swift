import Foundation
import VecDB
import VecDBSQL
import VectorTypes

// What must hold after every step.

/// How many of the true neighbours were found.
struct Recall {
    var found = 0
    var possible = 0
    static let floor = 0.95

    var isBelowFloor: Bool { possible > 2_000 && Double(found) < Self.floor * Double(possible) }
}

extension Runner {
    // MARK: Searches

    func search(_ number: Int, _ seed: UInt64, _ limit: Int, _ filter: SimulatedFilter, isExact: Bool) throws -> Bool {
        guard let table = history.current.tables[number] else { return false }
        let query = SimulatedRow.query(seed: seed, dimensions: table.dimensions)
        let sql = searchSQL(number, query, filter) + " LIMIT \(limit)"
        if isExact { try rows("SET enable_indexscan = off") }
        let found = try rows(sql)
        if isExact { try rows("RESET enable_indexscan") }
        let hits = found.map { (id: $0[0].flatMap { Int($0) } ?? -1, distance: $0[1].flatMap { Double($0) }) }
        let matching = table.rows.values.filter(filter.matches)
        try check(hits, table.rows, matching, query, limit, isExact: isExact || table.vectorIndexes.isEmpty, sql)
        note(isExact ? "\(hits)" : "\(hits.count)")
        return true
    }

    private func searchSQL(_ number: Int, _ query: [Float], _ filter: SimulatedFilter) -> String {
        let text = "'[" + query.map { "\($0)" }.joined(separator: ",") + "]'"
        return "SELECT id, v <-> \(text) FROM t\(number)\(filter.sql) ORDER BY v <-> \(text)"
    }

    /// Hits against the model: which rows, how many, at what distances, in what order.
    private func check(
        _ hits: [(id: Int, distance: Double?)], _ all: [Int: SimulatedRow], _ matching: [SimulatedRow],
        _ query: [Float],
        _ limit: Int, isExact: Bool, _ sql: String
    ) throws {
        func fail(_ property: String, _ detail: String) -> SimulationFailure {
            SimulationFailure(property: property, detail: "\(detail): \(sql)")
        }
        guard hits.count == min(limit, matching.count) else {
            throw fail("k rows whenever k rows match", "\(hits.count) of \(min(limit, matching.count))")
        }
        let allowed = Set(matching.map(\.id))
        var seen: Set<Int> = []
        for hit in hits {
            guard allowed.contains(hit.id) else { throw fail("results are rows of the snapshot", "row \(hit.id)") }
            guard seen.insert(hit.id).inserted else { throw fail("a row once", "row \(hit.id)") }
            let expected = all[hit.id]?.squaredDistance(to: query)?.squareRoot()
            guard isEqual(expected, hit.distance) else {
                throw fail(
                    "distances are exact",
                    "row \(hit.id): \(String(describing: hit.distance)), not \(String(describing: expected))")
            }
        }
        // Ids may differ where distances do not.
        let truth = matching.compactMap { $0.squaredDistance(to: query)?.squareRoot() }.sorted()
        let distances = hits.compactMap(\.distance)
        if isExact {
            guard zip(distances, truth).allSatisfy({ isEqual($0, $1) }), distances.count == min(limit, truth.count)
            else {
                throw fail("exact search is what the model says", "\(distances.prefix(5)), not \(truth.prefix(5))")
            }
        } else if let last = truth.prefix(limit).last {
            recall.possible += min(limit, truth.count)
            recall.found += distances.count { $0 <= last * 1.000_01 + 1e-6 }
            if recall.isBelowFloor {
                throw fail("recall at least \(Recall.floor)", "\(recall.found) of \(recall.possible)")
            }
        }
    }

    private func isEqual(_ one: Double?, _ other: Double?) -> Bool {
        switch (one, other) {
        case (nil, nil): true
        case (let one?, let other?): abs(one - other) <= 1e-5 * max(1, abs(one))
        default: false
        }
    }

    /// All pages of a search, one after another: every row that matches is on one of them, and on one only.
    func pages(_ number: Int, _ seed: UInt64, _ size: Int, _ filter: SimulatedFilter) throws -> Bool {
        guard let table = history.current.tables[number] else { return false }
        let query = SimulatedRow.query(seed: seed, dimensions: table.dimensions)
        let matching = Set(table.rows.values.filter(filter.matches).map(\.id))
        var seen: Set<Int> = []
        var offset = 0
        while offset < matching.count {
            let sql = searchSQL(number, query, filter) + " LIMIT \(size) OFFSET \(offset)"
            for row in try rows(sql) {
                let id = row[0].flatMap { Int($0) } ?? -1
                guard seen.insert(id).inserted else {
                    throw SimulationFailure(property: "pages do not overlap", detail: "row \(id): \(sql)")
                }
            }
            offset += size
        }
        guard seen == matching else {
            throw SimulationFailure(
                property: "pages give every row",
                detail: "\(seen.count) of \(matching.count): \(searchSQL(number, query, filter))")
        }
        return true
    }

    func typedSearch(_ seed: UInt64, _ limit: Int, _ group: Int?) throws -> Bool {
        // The typed API sees what is committed.
        let records = history.committed.records
        let query = SimulatedRow.query(seed: seed, dimensions: Model.recordDimensions)
        let filter = group.map { Filter.metadata("tag") == "g\($0)" }
        let hits = try database.collection("notes").search(near: query, limit: limit, where: filter)
        let matching = records.values.filter { row in group.map { row.tag == "g\($0)" } ?? true }
        try check(
            hits.map { (Int($0.id.dropFirst()) ?? -1, $0.distance) }, records, Array(matching), query, limit,
            isExact: true,
            "typed search \(limit) \(group.map(String.init) ?? "")")
        note("\(hits.map(\.id))")
        return true
    }

    // MARK: Rows and indexes

    /// The touched tables after every step, all of them and their indexes now and then.
    func checkState(after step: Step, isThorough: Bool) throws {
        for (number, table) in history.current.tables.sorted(by: { $0.key < $1.key })
        where isThorough || step.table == number || step.isAboutTransactions {
            try compare(table, number, session, "rows are those of the model")
        }
        guard isThorough || step.isMaintenance, !history.isInTransaction else { return }
        for (number, table) in history.current.tables.sorted(by: { $0.key < $1.key }) {
            for index in table.vectorIndexes { try verify("t\(number)_i\(index)") }
        }
    }

    func compare(_ table: SimulatedTable, _ number: Int, _ session: Session, _ property: String) throws {
        let found = try rows("SELECT id, n, tag, v FROM t\(number) ORDER BY id", session)
            .map { $0.map { $0 ?? "" }.joined(separator: "|") }
        guard found != table.printed else { return }
        let extra = Set(found).subtracting(table.printed).sorted().prefix(3)
        let missing = Set(table.printed).subtracting(found).sorted().prefix(3)
        throw SimulationFailure(property: property, detail: "table t\(number): too many \(extra), missing \(missing)")
    }

    /// VERIFY INDEX says ok, at the latest when the index has been built anew.
    private func verify(_ index: String) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                let found = try rows("VERIFY INDEX \(index)")
                guard found.first?.first == .some("ok") else {
                    throw SimulationFailure(property: "VERIFY INDEX", detail: "\(index): \(found.prefix(3))")
                }
                return
            } catch let failure as StatementFailure
                where failure.error.sqlState == .objectNotInPrerequisiteState && ContinuousClock.now < deadline
            {
                usleep(2_000)
            }
        }
    }
}

extension Step {
    /// The table that it is about.
    var table: Int? {
        switch self {
        case .createTable(let table, _), .dropTable(let table), .addColumn(let table), .dropColumn(let table),
            .createIndex(let table, _, _, _), .dropIndex(let table, _), .reindex(let table),
            .insert(let table, _, _, _),
            .upsert(let table, _, _, _), .update(let table, _, _, _), .delete(let table, _, _), .truncate(let table),
            .worker(let table, _, _, _):
            table
        default: nil
        }
    }

    var isAboutTransactions: Bool {
        switch self {
        case .rollback, .rollbackTo, .reopen, .vacuumFull: true
        default: false
        }
    }

    var isMaintenance: Bool {
        switch self {
        case .reopen, .vacuum, .vacuumFull, .reindex, .createIndex, .worker: true
        default: false
        }
    }
}
