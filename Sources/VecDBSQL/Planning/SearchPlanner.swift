import PostgresSyntax
import VecDB
import VectorTypes

/// Decides how an `ORDER BY distance` query runs: whether the engine's scan serves, and in which way.
///
/// The costs are nanoseconds, estimated as PostgreSQL does where nothing is measured: an equality keeps one row in 200,
/// a range one in three, `@>` one in a hundred.
enum SearchPlanner {
    static func plan(_ query: BoundQuery, _ environment: BindingEnvironment) throws {
        guard case .select(let select) = query.body, let from = select.from, let first = query.order.first,
            !select.isGrouped, select.groupingSets == nil, !select.hasWindows,
            environment.settings.isOn("vecdb.enable_exactscan")
        else { return }
        guard case .all = select.distinct, let distance = first.expression.distance,
            let entry = from.entries.first(where: { $0.number == distance.column.relation }),
            let table = entry.table, table.hasRowid, !table.isView,
            let column = table.columns.first(where: { $0.number == distance.column.attribute }),
            column.type.isSearchable, VectorSearch.canDrive(from, entry)
        else { return }
        let isSingle: Bool = { if case .entry = from { true } else { false } }()
        let consumesOrder = query.order.count == 1 && !first.isDescending && !first.nullsFirst
        let strategy = try choose(
            select, query, entry: entry, table: table, column: column, isSingle: isSingle,
            consumesOrder: consumesOrder, environment)
        let search = VectorSearch(
            entry: entry, table: table, column: column, symbol: distance.operator, query: distance.query,
            distance: first.expression, strategy: strategy, alias: "s\(entry.number)", consumesOrder: consumesOrder,
            filter: select.filter, limit: query.limit, offset: query.offset,
            reason: reason(table, column, distance.operator))
        select.search = search
        reuse(search, in: select, query)
    }

    /// The scan knows the distance: wherever the statement has the same expression, it is taken from there.
    private static func reuse(_ search: VectorSearch, in select: BoundSelect, _ query: BoundQuery) {
        let known = BoundExpression(
            .column(
                ColumnBinding(
                    sql: "\(search.alias).distance", name: "distance", relation: search.entry.number, attribute: 0)),
            .float8)
        func replace(_ expression: BoundExpression) -> BoundExpression {
            expression.map { $0 == search.distance ? known : nil }
        }
        for index in select.targets.indices {
            select.targets[index].expression = replace(select.targets[index].expression)
        }
        if search.strategy != .filtered { select.filter = select.filter.map(replace) }
        for index in query.order.indices { query.order[index].expression = replace(query.order[index].expression) }
    }

    private static func choose(
        _ select: BoundSelect, _ query: BoundQuery, entry: RangeEntry, table: CatalogTable, column: CatalogColumn,
        isSingle: Bool, consumesOrder: Bool, _ environment: BindingEnvironment
    ) throws -> VectorSearch.Strategy {
        guard isSingle else { return .stream }
        guard let filter = select.filter else { return .nearest }
        // Rows of other lengths may stand in the column: only those that pass the filter may be looked at.
        if column.type.modifier < 0 { return .filtered }
        let conjuncts: [BoundExpression] = { if case .and(let parts) = filter.node { parts } else { [filter] } }()
        var selectivity = 1.0
        var hasIndex = false
        for conjunct in conjuncts {
            let estimate = Selectivity.of(conjunct, entry: entry, table: table)
            selectivity *= estimate.share
            hasIndex = hasIndex || estimate.isIndexed
        }
        guard consumesOrder, let limit = query.limit else { return .filtered }
        var wanted = 10.0
        if case .constant(.integer(let count)) = limit.node { wanted = Double(count) }
        if case .constant(.integer(let skipped))? = query.offset?.node { wanted += Double(skipped) }
        let rows = max(1, try rowCount(table, column, environment))
        let distanceCost = 2 + Double(max(column.type.modifier, 1)) * 0.1
        let fetchCost = 1_500.0
        let passCost = 400.0
        let visited = min(rows, wanted / max(selectivity, 1e-6))
        let stream = rows * distanceCost + visited * fetchCost
        let filtered =
            (hasIndex ? rows * selectivity * fetchCost : rows * passCost) + rows * selectivity * distanceCost
        return stream <= filtered ? .stream : .filtered
    }

    private static func rowCount(
        _ table: CatalogTable, _ column: CatalogColumn, _ environment: BindingEnvironment
    ) throws -> Double {
        guard let connection = environment.connection else { return 1_000 }
        return Double(try TableStatistics.rowEstimate(table, connection))
    }

    private static func reason(_ table: CatalogTable, _ column: CatalogColumn, _ symbol: String) -> String {
        "no index on column \"\(column.name)\" supports the operator \(symbol)"
    }
}

/// How many rows of a table a condition keeps, by rule of thumb.
enum Selectivity {
    static func of(
        _ condition: BoundExpression, entry: RangeEntry, table: CatalogTable
    ) -> (share: Double, isIndexed: Bool) {
        switch condition.node {
        case .call(let function, let arguments):
            let name = function.name
            let column = arguments.lazy.compactMap { own($0, entry) }.first
            let indexed = column.map { hasIndex(table, on: $0) } ?? false
            let isEquality = name.hasSuffix("eq") || name == "="
            if isEquality {
                if let column, isUnique(table, column) { return (0.0001, true) }
                return (0.005, indexed)
            }
            if name.contains("contains") { return (0.01, false) }
            if name.contains("like") || name.contains("regex") { return (0.05, false) }
            if name.hasSuffix("ne") { return (0.995, false) }
            return (0.33, indexed)
        case .inList(let operand, let list, let negated):
            let column = own(operand, entry)
            let share = min(1, 0.005 * Double(list.count))
            return (negated ? 1 - share : share, !negated && (column.map { hasIndex(table, on: $0) } ?? false))
        case .isNull(_, let negated): return (negated ? 0.995 : 0.005, false)
        case .or(let parts):
            return (min(1, parts.reduce(0) { $0 + of($1, entry: entry, table: table).share }), false)
        case .and(let parts):
            return (parts.reduce(1) { $0 * of($1, entry: entry, table: table).share }, false)
        case .not(let inner): return (1 - of(inner, entry: entry, table: table).share, false)
        case .constant(.integer(let value)): return (value == 0 ? 0 : 1, false)
        default: return (0.33, false)
        }
    }

    private static func own(_ expression: BoundExpression, _ entry: RangeEntry) -> Int? {
        switch expression.node {
        case .column(let column) where column.level == 0 && column.relation == entry.number: column.attribute
        case .relabel(let inner): own(inner, entry)
        default: nil
        }
    }

    private static func name(_ table: CatalogTable, _ attribute: Int) -> String? {
        table.columns.first { $0.number == attribute }?.name
    }

    private static func hasIndex(_ table: CatalogTable, on attribute: Int) -> Bool {
        guard let name = name(table, attribute) else { return false }
        if let rowid = table.rowidColumn, table.columns[rowid].name == name { return true }
        return table.indexes.contains { $0.isStored && $0.elements.first?.column == name && $0.predicate == nil }
    }

    private static func isUnique(_ table: CatalogTable, _ attribute: Int) -> Bool {
        guard let name = name(table, attribute) else { return false }
        if let rowid = table.rowidColumn, table.columns[rowid].name == name { return true }
        return table.indexes.contains { $0.isUnique && $0.elements.count == 1 && $0.elements.first?.column == name }
    }
}

/// What is known of tables without reading them.
enum TableStatistics {
    /// About how many rows a table has: the largest rowid, which SQLite finds in a few page reads.
    static func rowEstimate(_ table: CatalogTable, _ connection: Connection) throws -> Int64 {
        let sql = "SELECT max(\(quoted(identifier: table.rowidName))) FROM \(quoted(identifier: table.name))"
        return max(0, try connection.sqlite.value(sql)?.integer ?? 0)
    }
}
