import VectorIndexes
import VectorTypes

/// The table-valued function `vecdb_scan(table_oid, column_number, metric, query, rowset, limit, index_oid, effort)`: the
/// rows of a table in ascending order of the distance between a vector column and a query.
///
/// Its columns are `row`, the rowid, and `distance`. `metric` is a ``DistanceMetric``'s name or pgvector's operator, `query`
/// a vector in storage form, `rowset` what `vecdb_rowset(rowid)` made (NULL: all rows), `limit` the number of rows wanted
/// (NULL: rows come as long as they are asked for), `index_oid` the approximate index to use (NULL: none), `effort` how
/// hard it tries (see ``SearchEffort``), `offset` how many of the first rows are not looked at. NaN distances come after numbers, NULLs last, as PostgreSQL
/// sorts them; SQLite is told that `ORDER BY distance` and `ORDER BY distance, row` are served.
final class ScanTableFunction: TableFunction {
    private weak var connection: Connection?

    init(_ connection: Connection) { self.connection = connection }

    let columns = """
        row INTEGER, distance REAL, table_oid INTEGER HIDDEN, column_number INTEGER HIDDEN, metric TEXT HIDDEN, \
        query BLOB HIDDEN, rowset HIDDEN, "limit" INTEGER HIDDEN, index_oid INTEGER HIDDEN, effort TEXT HIDDEN, \
        filter HIDDEN, farthest REAL HIDDEN, "offset" INTEGER HIDDEN
        """
    fileprivate let filters = FilterCache()
    fileprivate let efforts = EffortCache()

    func plan(_ plan: TableFunctionPlan) throws {
        try plan.passArguments(from: 2, required: 4)
        plan.setCost(1_000, rows: 1_000)
        let order = plan.order
        if order.first.map({ $0.column == 1 && !$0.descending }) ?? false,
            order.count == 1 || order.count == 2 && order[1].column == 0 && !order[1].descending
        {
            plan.promiseOrder()
        }
    }

    func open() throws -> any TableFunctionCursor {
        guard let connection else { throw VecDBError(.internalError, "the connection is closed") }
        return ScanCursor(connection, filters, efforts)
    }
}

private final class ScanCursor: TableFunctionCursor {
    private let connection: Connection
    private let filters: FilterCache
    private let efforts: EffortCache
    private var rows: (any ScanRows)?
    private var current: ScanRow?
    private var left = Int.max
    private var farthest: Double?
    private var tooFar = 0

    /// Rows beyond the farthest wanted after which none is expected any more: an index gives rows nearly in order.
    private static let patience = 64

    init(_ connection: Connection, _ filters: FilterCache, _ efforts: EffortCache) {
        self.connection = connection
        self.filters = filters
        self.efforts = efforts
    }

    func filter(_ arguments: TableFunctionArguments) throws {
        current = nil
        rows = nil
        guard let oid = arguments.argument(0), let number = arguments.argument(1),
            let metric = arguments.argument(2), let query = arguments.argument(3)
        else { throw VecDBError(.internalError, "vecdb_scan takes a table, a column, a metric and a query") }
        guard let table = try connection.catalog().table(oid: oid.integer) else {
            throw VecDBError(.undefinedTable, "there is no table with oid \(oid.integer)")
        }
        let scan = try scan(
            table, column: Int(clamping: number.integer), index: arguments.argument(6), effort: arguments.argument(7))
        var request = ScanRequest(
            query: query.isNull ? nil : [UInt8](query.bytes), metric: try DistanceMetric(sql: metric.text))
        if let rowset = arguments.argument(4) {
            request.among = rowset.object(RowSetAggregate.tag, as: CollectedRows.self)?.rows
        }
        left = .max
        if let limit = arguments.argument(5), !limit.isNull {
            left = max(0, Int(clamping: limit.integer))
            request.limit = left
            if let offset = arguments.argument(10), !offset.isNull {
                request.offset = max(0, Int(clamping: offset.integer))
            }
        }
        farthest = arguments.argument(9).flatMap { $0.isNull ? nil : $0.real }
        tooFar = 0
        if let filter = arguments.argument(8)?.object(LazyFilter.tag, as: LazyFilter.self) {
            rows = try AdaptiveRows(scan, request, filter, connection, filters)
        } else {
            rows = try batched(scan, request, arguments) ?? scan.open(request)
        }
        try next()
    }

    /// The rows, if they can be found together with those of the statement's other queries.
    private func batched(
        _ scan: any VectorScan, _ request: ScanRequest, _ arguments: TableFunctionArguments
    ) throws -> (any ScanRows)? {
        guard let batch = connection.queryBatch, request.among == nil, let query = request.query,
            let limit = request.limit, let table = arguments.argument(0), let column = arguments.argument(1)
        else { return nil }
        let question = QueryBatch.Question(
            table: table.integer, column: column.integer,
            index: arguments.argument(6).flatMap { $0.isNull ? nil : $0.integer },
            effort: arguments.argument(7).flatMap { $0.isNull ? nil : $0.text }, metric: request.metric, limit: limit,
            offset: request.offset)
        let window = min(request.offset, limit)..<limit
        let found = try batch.answer(question, query) { try scan.nearest(window, ofEach: $0, question.metric) }
        // Fewer than wanted: rows without a vector may follow.
        guard let found, found.count == limit else { return nil }
        return NeighborRows(neighbors: found)
    }

    /// The index's scan, or the exact one where none is asked for or it cannot be used now.
    private func scan(
        _ table: CatalogTable, column number: Int, index: ValueReference?, effort: ValueReference?
    ) throws -> any VectorScan {
        var definition: VectorIndexDefinition?
        if let index, !index.isNull {
            definition = connection.vectorIndexes(of: table).first { $0.index.oid == index.integer }
            if let definition, var scan = try IndexScan(connection, definition) {
                if let effort, !effort.isNull { scan.effort = try efforts.effort(effort.text) }
                return scan
            }
        }
        if let definition, definition.column == nil || definition.index.predicate != nil {
            return RowScan(connection, definition)
        }
        guard let column = definition?.column ?? table.columns.first(where: { $0.number == number }) else {
            throw VecDBError(.undefinedColumn, "column \(number) of relation \"\(table.name)\" does not exist")
        }
        return try ExactScan(connection, table: table, column: column)
    }

    var isAtEnd: Bool { current == nil }

    func next() throws {
        guard left > 0 else {
            current = nil
            return
        }
        left -= 1
        current = try rows?.next()
        // Not a number is farther than every number, NULL too.
        guard let farthest, let row = current else { return }
        if let distance = row.distance, distance <= farthest {
            tooFar = 0
        } else {
            tooFar += 1
            if tooFar > Self.patience || row.distance == nil { current = nil }
        }
    }

    func column(_ index: Int, _ call: FunctionCall) throws {
        guard let current else { return }
        switch index {
        case 0: call.result(current.row)
        case 1: if let distance = current.distance { call.result(distance) }
        default: break
        }
    }

    var rowid: Int64 { current?.row ?? 0 }
}

extension DistanceMetric {
    /// A metric by its name or by pgvector's operator.
    package init(sql text: String) throws {
        let operators: [String: DistanceMetric] = [
            "<->": .l2, "<#>": .innerProduct, "<=>": .cosine, "<+>": .l1, "<~>": .hamming, "<%>": .jaccard,
        ]
        guard let metric = operators[text] ?? DistanceMetric(rawValue: text) else {
            throw VecDBError(.invalidParameterValue, "unrecognized distance \"\(text)\"")
        }
        self = metric
    }

    /// pgvector's operator.
    package var sqlOperator: String {
        switch self {
        case .l2: "<->"
        case .innerProduct: "<#>"
        case .cosine: "<=>"
        case .l1: "<+>"
        case .hamming: "<~>"
        case .jaccard: "<%>"
        }
    }
}
