import PostgresSyntax
import VecDB
import VectorTypes

/// Writes bound queries as SQLite's SQL.
///
/// Result columns are called `c1`, `c2` …, entries of FROM `t1`, `t2` … and CTEs `with3` …, unique in the whole
/// statement. What SQLite lacks is written with what it has: DISTINCT ON as a window over row numbers, INTERSECT ALL and
/// EXCEPT ALL over numbered duplicates, grouping sets as a UNION ALL, LATERAL sub-selects as a table-valued function that
/// runs them for each row.
enum QueryWriter {
    static func write(_ query: BoundQuery, into emitter: inout SQLEmitter) throws {
        try writeCommonTables(query.commonTables, into: &emitter)
        switch query.body {
        case .select(let select):
            if select.groupingSets != nil {
                try writeGroupingSets(select, query, into: &emitter)
            } else if case .on(let keys) = select.distinct {
                try writeDistinctOn(keys, select, query, into: &emitter)
            } else if let search = select.search, search.sortsResult {
                try writeSorted(select, search, query, into: &emitter)
            } else {
                try writeSelect(select, order: query.order, into: &emitter)
                try writeLimit(query, into: &emitter)
            }
        case .values(let rows):
            try writeValues(rows, width: query.columns.count, into: &emitter)
            try writeOrder(query.order, into: &emitter)
            try writeLimit(query, into: &emitter)
        case .setOperation(let operation):
            if query.order.isEmpty {
                try write(operation, query, into: &emitter)
            } else {
                emitter.write("SELECT \(columnList(query.columns.count)) FROM (")
                try write(operation, query, into: &emitter)
                emitter.write(")")
                try writeOrder(query.order, into: &emitter)
            }
            try writeLimit(query, into: &emitter)
        }
    }

    static func columnList(_ count: Int) -> String {
        (1...max(count, 1)).map { "c\($0)" }.joined(separator: ", ")
    }

    private static func writeCommonTables(_ tables: [BoundCommonTable], into emitter: inout SQLEmitter) throws {
        try writeDefinitions(tables.filter { $0.referenceCount > 0 || $0.isRecursive }, into: &emitter)
    }

    /// WITH and the definitions of tables; the one in `spelledOut` with its query even where it is held.
    static func writeDefinitions(
        _ tables: [BoundCommonTable], spelledOut: BoundCommonTable? = nil, into emitter: inout SQLEmitter
    ) throws {
        let written = tables.filter { $0.temporaryTable == nil && !$0.isView || $0 === spelledOut }
        guard !written.isEmpty else { return }
        emitter.write(written.contains(where: \.isRecursive) ? "WITH RECURSIVE " : "WITH ")
        for (index, table) in written.enumerated() {
            if index > 0 { emitter.write(", ") }
            emitter.write("\(table.alias)(\(columnList(table.columns.count))) AS ")
            switch table.materialization {
            // As PostgreSQL does: what is read twice is evaluated once.
            case .unspecified where table.referenceCount > 1 && !table.isRecursive: emitter.write("MATERIALIZED ")
            case .unspecified: break
            case .always: emitter.write("MATERIALIZED ")
            case .never: emitter.write("NOT MATERIALIZED ")
            }
            emitter.write("(")
            if table.isHeld, table !== spelledOut {
                try HeldRows.write(table, into: &emitter)
            } else if let query = table.query {
                try write(query, into: &emitter)
            }
            emitter.write(")")
        }
        emitter.write(" ")
    }

    // MARK: SELECT

    private static func writeSelect(
        _ select: BoundSelect, order: [BoundOrder], into emitter: inout SQLEmitter
    ) throws {
        var isDistinct = false
        if case .distinct = select.distinct { isDistinct = true }
        emitter.write(isDistinct ? "SELECT DISTINCT " : "SELECT ")
        try writeTargets(select.targets, collated: isDistinct, into: &emitter)
        try writeBody(select, groups: select.groups, into: &emitter)
        if select.search?.consumesOrder != true { try writeOrder(order, into: &emitter) }
    }

    private static func writeTargets(
        _ targets: [BoundTarget], collated: Bool, into emitter: inout SQLEmitter
    ) throws {
        // A query without columns is allowed in PostgreSQL; SQLite wants one.
        if targets.isEmpty { emitter.write("NULL AS c1") }
        for (index, target) in targets.enumerated() {
            if index > 0 { emitter.write(", ") }
            if collated, case .collation = target.expression.type.sortKey {
                try emitter.emitSortKey(target.expression)
            } else {
                try emitter.emit(target.expression)
            }
            emitter.write(" AS c\(index + 1)")
        }
    }

    /// FROM … WHERE … GROUP BY … HAVING.
    private static func writeBody(
        _ select: BoundSelect, groups: [BoundExpression], into emitter: inout SQLEmitter
    ) throws {
        if let from = select.from {
            emitter.write(" FROM ")
            if let search = select.search {
                try search.writeFrom(from, into: &emitter)
            } else {
                LateralBatch.find(in: from, filter: select.filter)
                try write(from, into: &emitter)
            }
        }
        if let filter = select.filter, select.search?.coversFilter != true {
            emitter.write(" WHERE ")
            try emitter.emit(filter)
        }
        if !groups.isEmpty {
            emitter.write(" GROUP BY ")
            for (index, group) in groups.enumerated() {
                if index > 0 { emitter.write(", ") }
                try emitter.emitClauseKey(group)
            }
        }
        if let having = select.having {
            emitter.write(" HAVING ")
            try emitter.emit(having)
            // SQLite takes HAVING without GROUP BY only in an aggregate query.
            if groups.isEmpty { emitter.write(" AND count(*) >= 0") }
        }
    }

    static func writeOrder(_ order: [BoundOrder], into emitter: inout SQLEmitter) throws {
        guard !order.isEmpty else { return }
        emitter.write(" ORDER BY ")
        try emitter.emitOrder(order)
    }

    static func writeLimit(_ query: BoundQuery, into emitter: inout SQLEmitter) throws {
        guard query.limit != nil || query.offset != nil else { return }
        emitter.write(" LIMIT ")
        if let limit = query.limit { try writeCount(limit, "vecdb_limit", into: &emitter) } else { emitter.write("-1") }
        if let offset = query.offset {
            emitter.write(" OFFSET ")
            try writeCount(offset, "vecdb_offset", into: &emitter)
        }
    }

    static func writeCount(_ count: BoundExpression, _ function: String, into emitter: inout SQLEmitter) throws {
        if case .constant(.integer(let value)) = count.node, value >= 0 {
            emitter.write(String(value))
        } else {
            emitter.write("\(function)(")
            try emitter.emit(count)
            emitter.write(")")
        }
    }

    /// The first rows of a scan, sorted once more.
    private static func writeSorted(
        _ select: BoundSelect, _ search: VectorSearch, _ query: BoundQuery, into emitter: inout SQLEmitter
    ) throws {
        emitter.write("SELECT \(columnList(query.columns.count)) FROM (SELECT ")
        try writeTargets(select.targets, collated: false, into: &emitter)
        emitter.write(", \(search.alias).distance AS o1, \(search.alias).row AS o2")
        try writeBody(select, groups: [], into: &emitter)
        try writeLimit(query, into: &emitter)
        // With a LIMIT outside as well, SQLite does not make one query of the two.
        emitter.write(") ORDER BY o1 NULLS LAST, o2 LIMIT -1")
    }

    // MARK: DISTINCT ON

    private static func writeDistinctOn(
        _ keys: [BoundExpression], _ select: BoundSelect, _ query: BoundQuery, into emitter: inout SQLEmitter
    ) throws {
        let order = query.order.isEmpty ? keys.map { BoundOrder($0) } : query.order
        emitter.write("SELECT \(columnList(query.columns.count)) FROM (SELECT ")
        try writeTargets(select.targets, collated: false, into: &emitter)
        for (index, key) in order.enumerated() {
            emitter.write(", ")
            try emitter.emitSortKey(key.expression)
            emitter.write(" AS o\(index + 1)")
        }
        emitter.write(", row_number() OVER (PARTITION BY ")
        for (index, key) in keys.enumerated() {
            if index > 0 { emitter.write(", ") }
            try emitter.emitSortKey(key)
        }
        emitter.write(" ORDER BY ")
        try emitter.emitOrder(order)
        emitter.write(") AS rn")
        try writeBody(select, groups: select.groups, into: &emitter)
        emitter.write(") WHERE rn = 1 ORDER BY ")
        emitter.write(hiddenOrder(order))
        try writeLimit(query, into: &emitter)
    }

    private static func hiddenOrder(_ order: [BoundOrder]) -> String {
        order.enumerated().map { index, key in
            "o\(index + 1)\(key.isDescending ? " DESC" : "")\(key.nullsFirst ? " NULLS FIRST" : " NULLS LAST")"
        }.joined(separator: ", ")
    }

    // MARK: Grouping sets

    private static func writeGroupingSets(
        _ select: BoundSelect, _ query: BoundQuery, into emitter: inout SQLEmitter
    ) throws {
        guard !select.hasWindows, case .all = select.distinct else {
            throw featureNotSupported("grouping sets together with DISTINCT or window functions")
        }
        emitter.write("SELECT \(columnList(query.columns.count)) FROM (")
        for (index, set) in (select.groupingSets ?? []).enumerated() {
            if index > 0 { emitter.write(" UNION ALL ") }
            let kept = set.map { select.groups[$0] }
            let dropped = Set(select.groups).subtracting(kept)
            func blank(_ expression: BoundExpression) -> BoundExpression {
                expression.map { node in
                    if case .aggregate(let call) = node.node, call.level == 0 { return node }
                    return dropped.contains(node) ? .null(node.type) : nil
                }
            }
            let part = BoundSelect()
            part.from = select.from
            part.filter = select.filter
            part.having =
                select.having.map(blank) ?? (set.isEmpty ? BoundExpression(.constant(.integer(1)), .bool) : nil)
            part.targets = select.targets.map {
                BoundTarget(expression: blank($0.expression), name: $0.name, isHidden: $0.isHidden)
            }
            emitter.write("SELECT ")
            try writeTargets(part.targets, collated: false, into: &emitter)
            for (index, key) in query.order.enumerated() {
                emitter.write(", ")
                try emitter.emitSortKey(blank(key.expression))
                emitter.write(" AS o\(index + 1)")
            }
            try writeBody(part, groups: kept, into: &emitter)
        }
        emitter.write(")")
        if !query.order.isEmpty { emitter.write(" ORDER BY \(hiddenOrder(query.order))") }
        try writeLimit(query, into: &emitter)
    }

    // MARK: VALUES and set operations

    private static func writeValues(
        _ rows: [[BoundExpression]], width: Int, into emitter: inout SQLEmitter
    ) throws {
        emitter.write("SELECT ")
        if rows.count == 1 {
            for (index, value) in rows[0].enumerated() {
                if index > 0 { emitter.write(", ") }
                try emitter.emit(value)
                emitter.write(" AS c\(index + 1)")
            }
            return
        }
        emitter.write((1...max(width, 1)).map { "column\($0) AS c\($0)" }.joined(separator: ", "))
        emitter.write(" FROM (VALUES ")
        for (index, row) in rows.enumerated() {
            emitter.write(index > 0 ? ", (" : "(")
            try emitter.emitList(row)
            emitter.write(")")
        }
        emitter.write(")")
    }

    private static func write(
        _ operation: BoundSetOperation, _ query: BoundQuery, into emitter: inout SQLEmitter
    ) throws {
        let count = query.columns.count
        if operation.isAll, operation.kind != .union {
            emitter.write("SELECT \(columnList(count)) FROM (")
            try writeNumbered(operation.left, count, into: &emitter)
            emitter.write(operation.kind == .intersect ? " INTERSECT " : " EXCEPT ")
            try writeNumbered(operation.right, count, into: &emitter)
            emitter.write(")")
            return
        }
        try writeArm(operation.left, isFirst: true, collated: !operation.isAll, into: &emitter)
        switch operation.kind {
        case .union: emitter.write(operation.isAll ? " UNION ALL " : " UNION ")
        case .intersect: emitter.write(" INTERSECT ")
        case .except: emitter.write(" EXCEPT ")
        }
        try writeArm(operation.right, isFirst: false, collated: !operation.isAll, into: &emitter)
    }

    private static func writeNumbered(_ query: BoundQuery, _ count: Int, into emitter: inout SQLEmitter) throws {
        let columns = columnList(count)
        emitter.write("SELECT \(columns), row_number() OVER (PARTITION BY \(columns)) AS rn FROM (")
        try write(query, into: &emitter)
        emitter.write(")")
    }

    /// An arm of a compound; SQLite wants it without WITH, ORDER BY, LIMIT and parentheses.
    private static func writeArm(
        _ query: BoundQuery, isFirst: Bool, collated: Bool, into emitter: inout SQLEmitter
    ) throws {
        let isPlain =
            query.order.isEmpty && query.limit == nil && query.offset == nil && query.commonTables.isEmpty
        if isPlain, case .select(let select) = query.body, select.groupingSets == nil, select.search == nil {
            switch select.distinct {
            case .all where collated:
                emitter.write("SELECT ")
                try writeTargets(select.targets, collated: true, into: &emitter)
                return try writeBody(select, groups: select.groups, into: &emitter)
            case .all, .distinct: return try writeSelect(select, order: [], into: &emitter)
            case .on: break
            }
        }
        if isPlain, case .values(let rows) = query.body, !collated {
            return try writeValues(rows, width: query.columns.count, into: &emitter)
        }
        if isPlain, isFirst, case .setOperation(let operation) = query.body,
            !operation.isAll || operation.kind == .union, operation.armCount < BoundSetOperation.armLimit
        {
            return try write(operation, query, into: &emitter)
        }
        emitter.write("SELECT ")
        for (index, column) in query.columns.enumerated() {
            if index > 0 { emitter.write(", ") }
            emitter.write("c\(index + 1)")
            if collated, case .collation(let name) = SQLType(column.type).sortKey {
                emitter.write(" COLLATE \(name) AS c\(index + 1)")
            }
        }
        emitter.write(" FROM (")
        try write(query, into: &emitter)
        emitter.write(")")
    }

    // MARK: FROM

    static func write(_ from: BoundFrom, crossing: Bool = false, into emitter: inout SQLEmitter) throws {
        switch from {
        case .entry(let entry): try write(entry, into: &emitter)
        case .join(let kind, let left, let right, let condition):
            try write(left, crossing: crossing, into: &emitter)
            try writeJoin(kind, right, condition, crossing: crossing, into: &emitter)
        }
    }

    /// ` JOIN right ON condition`. With `crossing`, SQLite must keep the order of the sides.
    static func writeJoin(
        _ kind: Join.Kind, _ right: BoundFrom, _ condition: BoundExpression?, crossing: Bool,
        into emitter: inout SQLEmitter
    ) throws {
        switch kind {
        case .inner: emitter.write(crossing ? " CROSS JOIN " : " JOIN ")
        case .left: emitter.write(" LEFT JOIN ")
        case .right: emitter.write(" RIGHT JOIN ")
        case .full: emitter.write(" FULL JOIN ")
        }
        if case .join(_, _, _, let inner) = right, kind != .inner || right.needsParentheses || inner != nil || crossing
        {
            emitter.write("(")
            try write(right, crossing: crossing, into: &emitter)
            emitter.write(")")
        } else {
            try write(right, crossing: crossing, into: &emitter)
        }
        if let condition {
            emitter.write(" ON ")
            try emitter.emit(condition)
        } else if kind != .inner {
            emitter.write(" ON 1")
        }
    }

    static func write(_ entry: RangeEntry, into emitter: inout SQLEmitter) throws {
        switch entry.source {
        case .table(let table): emitter.write(quoted(identifier: table.name))
        case .query(let query):
            try emitter.nested(by: 2) { emitter in
                if try emitter.emitApart(query) { return }
                emitter.write("(")
                try write(query, into: &emitter)
                emitter.write(")")
            }
        case .commonTable(let table) where table.isView:
            emitter.write("(")
            try HeldRows.write(table, into: &emitter)
            emitter.write(")")
        case .commonTable(let table):
            emitter.write(table.temporaryTable.map { "temp.\(quoted(identifier: $0))" } ?? table.alias)
        case .systemTable(let name): emitter.write(name)
        case .function(let function): try function.emit(into: &emitter)
        case .lateral(let query, let boundary): try LateralRows.write(query, boundary, into: &emitter)
        }
        emitter.write(" AS \(entry.alias)")
    }
}
