import PostgresSyntax
import VecDB
import VectorTypes

/// Decides how an `ORDER BY distance` query runs: by which scan of the engine, and in which way.
///
/// An approximate index that fits serves every query with a LIMIT, whatever the table's size: plans are kept while tables
/// grow, and on few rows an index finds what a comparison of all rows finds. Without LIMIT all rows are wanted, which the
/// exact scan gives sooner. In strict mode (`vecdb.strict_pgvector`) PostgreSQL's settings and pgvector's habits decide.
///
/// A filter is checked on each row that an index gives; the scan itself turns to the set of rows that pass when too many do
/// not (see ``VectorSearch/lazyFilter``). For exact scans the costs are nanoseconds, estimated as PostgreSQL does where
/// nothing is measured: an equality keeps one row in 200, a range one in three, `@>` one in a hundred.
struct SearchPlanner {
    private let select: BoundSelect
    private let query: BoundQuery
    private let entry: RangeEntry
    private let table: CatalogTable
    private let conjuncts: [BoundExpression]
    private let environment: BindingEnvironment
    private let isSingle: Bool
    /// ORDER BY is this distance, ascending, NULLs last, and nothing else.
    private let consumesOrder: Bool

    static func plan(_ query: BoundQuery, _ environment: BindingEnvironment) throws {
        guard case .select(let select) = query.body, let from = select.from, let first = query.order.first,
            !select.isGrouped, select.groupingSets == nil, !select.hasWindows,
            environment.settings.isOn("vecdb.enable_exactscan")
        else { return }
        guard case .all = select.distinct else { return }
        for (symbol, operand, point) in first.expression.distance {
            guard let relation = operand.onlyRelation,
                let entry = from.entries.first(where: { $0.number == relation }), let table = entry.table,
                table.hasRowid, !table.isView, VectorSearch.canDrive(from, entry)
            else { continue }
            let planner = SearchPlanner(select, query, entry, table, first, environment)
            guard let search = try planner.search(symbol, operand, point, first.expression) else { continue }
            select.search = search
            reuse(search, in: select, query)
            planner.spareTable()
            return
        }
    }

    private init(
        _ select: BoundSelect, _ query: BoundQuery, _ entry: RangeEntry, _ table: CatalogTable, _ order: BoundOrder,
        _ environment: BindingEnvironment
    ) {
        self.select = select
        self.query = query
        self.entry = entry
        self.table = table
        self.environment = environment
        conjuncts = select.filter.map { if case .and(let parts) = $0.node { parts } else { [$0] } } ?? []
        isSingle = { if case .entry? = select.from { true } else { false } }()
        consumesOrder = query.order.count == 1 && !order.isDescending && !order.nullsFirst
    }

    private func search(
        _ symbol: String, _ operand: BoundExpression, _ point: BoundExpression, _ distance: BoundExpression
    ) throws -> VectorSearch? {
        var column: CatalogColumn?
        if case .column(let binding) = operand.node {
            column = table.columns.first { $0.number == binding.attribute && $0.type.isSearchable }
        }
        let (index, reason) = try chooseIndex(symbol, operand)
        guard index != nil || column != nil else { return nil }
        let strategy = try index == nil ? exactStrategy(column) : indexStrategy()
        var search = VectorSearch(
            entry: entry, table: table, column: column, index: index, symbol: symbol, query: point, distance: distance,
            strategy: strategy, alias: "s\(entry.number)", consumesOrder: consumesOrder, filter: select.filter,
            limit: query.limit, offset: query.offset, reason: reason)
        search.sortsResult =
            index != nil && strategy == .stream && consumesOrder && query.limit != nil && !isStrict
        if isSingle, consumesOrder, strategy == .stream { addHints(to: &search) }
        return search
    }

    // MARK: The index

    private var isStrict: Bool { environment.settings.isOn("vecdb.strict_pgvector") }

    /// The index to be used, or why none is.
    private func chooseIndex(_ symbol: String, _ operand: BoundExpression) throws -> (CatalogIndex?, String?) {
        let matcher = IndexMatcher(
            entry: entry, table: table, symbol: symbol, operand: operand, conjuncts: conjuncts, environment: environment
        )
        switch try matcher.match() {
        case .none(let reason): return (nil, reason)
        case .index(let index):
            if let objection = try objection(to: index) { return (nil, objection) }
            return (index, nil)
        }
    }

    /// Why an index that fits is not used.
    private func objection(to index: CatalogIndex) throws -> String? {
        let settings = environment.settings
        if !settings.isOn("enable_indexscan") { return "enable_indexscan is off" }
        if query.order.count > 1 { return "the rows are sorted by more than the distance" }
        if !consumesOrder { return "an index gives the nearest rows first, with NULLs last" }
        let isForced = !settings.isOn("enable_seqscan")
        if isStrict {
            if isForced { return nil }
            if query.limit == nil { return "without LIMIT all rows are sorted at less cost" }
            let rows = try rowCount()
            return rows < 500 ? "the table has so few rows that comparing all of them costs less" : nil
        }
        guard let limit = query.limit else {
            return "without LIMIT all rows are wanted, and an exact scan gives them sooner"
        }
        if case .constant(.integer(let count)) = limit.node, count > 10_000, !isForced {
            return "so many rows are wanted that an exact scan gives them sooner"
        }
        return nil
    }

    private func indexStrategy() -> VectorSearch.Strategy {
        // pgvector's scans do not know of LIMIT: they end where ef_search or an iterative scan's bounds end them.
        if isStrict || !isSingle || select.filter != nil || query.limit == nil { return .stream }
        return .nearest
    }

    // MARK: Hints for streams

    private func addHints(to search: inout VectorSearch) {
        var own: [BoundExpression] = []
        for conjunct in conjuncts {
            if let farthest = farthest(conjunct, search.distance) {
                search.farthest = search.farthest ?? farthest
            } else if isLazy(conjunct) {
                own.append(conjunct)
            }
        }
        guard search.index != nil, !isStrict, query.limit != nil, !own.isEmpty else { return }
        search.lazyFilter = own.count == 1 ? own[0] : BoundExpression(.and(own), .bool)
        search.isLazyFilterWhole = own.count == conjuncts.count
        search.isLazyFilterLasting = own.allSatisfy(isLasting)
        search.isLazyFilterIndexed = own.contains { Selectivity.of($0, entry: entry, table: table).isIndexed }
    }

    /// The bound of `distance < bound` and its like.
    private func farthest(_ condition: BoundExpression, _ distance: BoundExpression) -> BoundExpression? {
        guard case .call(let function, let arguments) = condition.node, arguments.count == 2 else { return nil }
        let name = FunctionCatalog.shared.operatorName(of: function)
        let (left, right) = (arguments[0], arguments[1])
        if left == distance, name == "<" || name == "<=", isSimple(right) { return right }
        if right == distance, name == ">" || name == ">=", isSimple(left) { return left }
        return nil
    }

    private func isSimple(_ expression: BoundExpression) -> Bool {
        !expression.usesOwnRow && expression.type == .float8
            && !expression.contains { if case .subquery = $0.node { true } else { false } }
    }

    /// Whether a condition can be asked apart from the statement: it reads this row alone.
    private func isLazy(_ condition: BoundExpression) -> Bool {
        condition.onlyRelation == entry.number
            && !condition.contains { node in
                switch node.node {
                case .subquery: true
                case .column(let column): column.level != 0
                case .call(let function, _): function.volatility == .volatile
                default: false
                }
            }
    }

    /// Whether a condition depends on nothing but the row: not on the time, nor on settings.
    private func isLasting(_ condition: BoundExpression) -> Bool {
        !condition.contains { node in
            switch node.node {
            case .call(let function, _), .quantifiedArray(_, let function, array: _, isAll: _):
                function.volatility != .immutable
            case .arrayCast: true
            default: false
            }
        }
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

    /// `SELECT id, distance` with `id` the rowid: the scan gives both, of rows that the snapshot has, so that the table need
    /// not be read.
    private func spareTable() {
        guard isSingle, consumesOrder, let search = select.search, search.strategy != .stream || select.filter == nil,
            let rowid = table.rowidColumn
        else { return }
        let number = table.columns[rowid].number
        var targets = select.targets
        for index in targets.indices {
            targets[index].expression = targets[index].expression.map { node in
                guard case .column(var column) = node.node, column.level == 0, column.relation == entry.number,
                    column.attribute == number
                else { return nil }
                column.sql = "\(search.alias).row"
                return BoundExpression(.column(column), node.type, modifier: node.modifier, location: node.location)
            }
        }
        let readsTable = targets.contains { target in
            target.expression.contains { node in
                switch node.node {
                case .column(let column):
                    column.relation == entry.number && column.level == 0 && !column.sql.hasPrefix("\(search.alias).")
                case .subquery: true
                default: false
                }
            }
        }
        guard !readsTable else { return }
        select.targets = targets
        select.search?.readsTable = false
    }

    // MARK: Exact scans

    private func exactStrategy(_ column: CatalogColumn?) throws -> VectorSearch.Strategy {
        guard isSingle else { return .stream }
        guard select.filter != nil else { return .nearest }
        let dimensions = column?.type.modifier ?? -1
        // Rows of other lengths may stand in the column: only those that pass the filter may be looked at.
        if dimensions < 0 { return .filtered }
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
        let rows = max(1, try rowCount())
        let distanceCost = 2 + Double(max(dimensions, 1)) * 0.1
        let fetchCost = 1_500.0
        let passCost = 400.0
        let visited = min(rows, wanted / max(selectivity, 1e-6))
        let stream = rows * distanceCost + visited * fetchCost
        let filtered =
            (hasIndex ? rows * selectivity * fetchCost : rows * passCost) + rows * selectivity * distanceCost
        return stream <= filtered ? .stream : .filtered
    }

    private func rowCount() throws -> Double {
        guard let connection = environment.connection else { return 1_000 }
        return Double(try TableStatistics.rowEstimate(table, connection))
    }
}

extension BoundExpression {
    /// The one entry of FROM whose columns it reads; nil when it reads several, or none.
    fileprivate var onlyRelation: Int? {
        var found: Int?
        let isOne = !contains { node in
            guard case .column(let column) = node.node, column.level == 0 else { return false }
            if let found, found != column.relation { return true }
            found = column.relation
            return false
        }
        return isOne ? found : nil
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
