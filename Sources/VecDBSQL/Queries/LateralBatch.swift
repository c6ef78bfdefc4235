import VecDB
import VectorTypes

/// The left side of `left CROSS JOIN LATERAL (SELECT … ORDER BY v <-> left.v LIMIT k)`, read beforehand: then the searches for
/// its rows run as a batch instead of one after another (see `QueryBatch`).
///
/// It is read twice for that, so it must give the same rows again: a table, or a query of tables without volatile
/// functions. What WHERE asks of it alone is asked beforehand too.
struct LateralBatch {
    private let left: RangeEntry
    private let filter: [BoundExpression]

    /// Tells the LATERAL sub-select of a join of two what is on its left.
    static func find(in from: BoundFrom, filter: BoundExpression?) {
        guard case .join(let kind, .entry(let left), .entry(let right), _) = from, kind == .inner || kind == .left,
            case .lateral(_, let boundary) = right.source, isRepeatable(left)
        else { return }
        let conjuncts: [BoundExpression] =
            filter.map { if case .and(let parts) = $0.node { parts } else { [$0] } } ?? []
        boundary.batch = LateralBatch(left: left, filter: conjuncts.filter { isOf(left, $0) })
    }

    /// Whether the sub-select is a search without conditions for the nearest to a column of the left side.
    func serves(_ query: BoundQuery, _ boundary: LateralBoundary) -> Bool { column(of: query, boundary) != nil }

    /// `(SELECT vecdb_batch(…) …)`.
    func write(_ query: BoundQuery, _ boundary: LateralBoundary, into emitter: inout SQLEmitter) throws {
        guard let column = column(of: query, boundary) else { return emitter.write("NULL") }
        emitter.write("(SELECT vecdb_batch(x) FROM (SELECT ")
        try emitter.emit(column)
        emitter.write(" AS x FROM ")
        try QueryWriter.write(left, into: &emitter)
        for (index, condition) in filter.enumerated() {
            emitter.write(index == 0 ? " WHERE " : " AND ")
            try emitter.emit(condition)
        }
        emitter.write(" LIMIT \(QueryBatch.mostQueries)))")
    }

    private func column(of query: BoundQuery, _ boundary: LateralBoundary) -> BoundExpression? {
        guard case .select(let select) = query.body, let search = select.search, search.strategy == .nearest,
            case .column(let point) = search.query.node,
            let index = boundary.outer.indices.first(where: { LateralBoundary.marker($0) == point.sql }),
            case .column(let column) = boundary.outer[index].node, column.level == 0, column.relation == left.number
        else { return nil }
        return boundary.outer[index]
    }

    private static func isOf(_ entry: RangeEntry, _ condition: BoundExpression) -> Bool {
        isPlain(condition)
            && !condition.contains {
                if case .column(let column) = $0.node { return column.level != 0 || column.relation != entry.number }
                return false
            }
    }

    private static func isRepeatable(_ entry: RangeEntry) -> Bool {
        switch entry.source {
        case .table(let table): !table.isView
        case .query(let query): isRepeatable(query)
        case .commonTable(let table): table.temporaryTable == nil && table.query.map(isRepeatable) ?? false
        case .lateral, .function, .systemTable: false
        }
    }

    private static func isRepeatable(_ query: BoundQuery) -> Bool {
        guard query.commonTables.isEmpty, !query.isRecursive, !query.locksRows, !query.isCorrelated,
            ([query.limit, query.offset].compactMap { $0 } + query.order.map(\.expression)).allSatisfy(isPlain)
        else { return false }
        switch query.body {
        case .values(let rows): return rows.allSatisfy { $0.allSatisfy(isPlain) }
        case .setOperation(let operation): return isRepeatable(operation.left) && isRepeatable(operation.right)
        case .select(let select):
            let expressions = select.targets.map(\.expression) + [select.filter, select.having].compactMap { $0 }
            return expressions.allSatisfy(isPlain) && (select.from?.entries ?? []).allSatisfy(isRepeatable)
        }
    }

    private static func isPlain(_ expression: BoundExpression) -> Bool {
        !expression.contains {
            switch $0.node {
            case .subquery, .setReturning: true
            case .call(let function, _): function.volatility == .volatile
            default: false
            }
        }
    }
}
