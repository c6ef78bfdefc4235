import PostgresSyntax
import VecDB
import VectorTypes

/// How an `ORDER BY operand <op> query` is answered: by a scan of the engine that yields (row, distance) in order.
///
/// The scan is SQLite's outermost loop and the tables follow with CROSS JOIN, which SQLite does not reorder; so rows come
/// out in the scan's order, and a LIMIT stops the scan.
struct VectorSearch {
    enum Strategy: Hashable {
        /// The k nearest of all rows.
        case nearest
        /// Rows in order of distance, the filter checked on each, until LIMIT has enough.
        case stream
        /// The filter first, as a set of rows; then the nearest of these.
        case filtered
    }

    let entry: RangeEntry
    let table: CatalogTable
    /// The column; none where an index is on an expression.
    let column: CatalogColumn?
    /// The approximate index that is used.
    let index: CatalogIndex?
    /// The distance operator, such as `<=>`.
    let symbol: String
    let query: BoundExpression
    /// The distance as the statement has it, for EXPLAIN.
    let distance: BoundExpression
    let strategy: Strategy
    /// The scan's name in SQLite's text.
    let alias: String
    /// ORDER BY is nothing but this distance: the rows come in its order already.
    let consumesOrder: Bool
    let filter: BoundExpression?
    let limit: BoundExpression?
    let offset: BoundExpression?
    /// Conditions that a streaming index scan may turn into a set of rows when too few candidates pass.
    var lazyFilter: BoundExpression?
    /// Whether SQLite finds the rows of ``lazyFilter`` without reading all rows.
    var isLazyFilterIndexed = false
    /// Whether nothing else is asked of a row.
    var isLazyFilterWhole = false
    /// Whether the same rows pass ``lazyFilter`` while no row changes, whatever the time and the settings are.
    var isLazyFilterLasting = false
    /// Whether the rows that LIMIT has let through are sorted once more: a stream comes nearly in order.
    var sortsResult = false
    /// Rows farther than this are not wanted.
    var farthest: BoundExpression?
    /// Whether the statement asks for more of the rows than their numbers and distances, which the scan knows.
    var readsTable = true
    /// Why no index serves, in a sentence.
    let reason: String?

    /// The rows that pass WHERE are chosen before the scan.
    var coversFilter: Bool { strategy == .filtered }

    /// FROM with the scan in front.
    func writeFrom(_ from: BoundFrom, into emitter: inout SQLEmitter) throws {
        try writeScan(into: &emitter)
        if readsTable { try writeDriven(from, into: &emitter) }
    }

    private func writeScan(into emitter: inout SQLEmitter) throws {
        emitter.write("vecdb_scan(\(table.oid), \(column?.number ?? 0), '\(symbol)', ")
        try emitter.emit(query)
        if strategy == .filtered, let filter {
            emitter.write(", (SELECT vecdb_rowset(\(entry.rowid)) FROM ")
            try QueryWriter.write(entry, into: &emitter)
            emitter.write(" WHERE ")
            try emitter.emit(filter)
            emitter.write("), ")
        } else {
            emitter.write(", NULL, ")
        }
        if strategy != .stream, consumesOrder { try writeDepth(into: &emitter) } else { emitter.write("NULL") }
        if let index {
            emitter.write(", \(index.oid), vecdb_effort('\(index.method)')")
        } else {
            emitter.write(", NULL, NULL")
        }
        try writeHints(into: &emitter)
        try writeOffset(into: &emitter)
        emitter.write(") AS \(alias)")
    }

    /// How many rows can be asked for at most: LIMIT + OFFSET.
    private func writeDepth(into emitter: inout SQLEmitter) throws {
        guard let limit else { return emitter.write("NULL") }
        emitter.write("nullif(")
        try QueryWriter.writeCount(limit, "vecdb_limit", into: &emitter)
        emitter.write(", -1)")
        if let offset {
            // A sum that is too large becomes a real number, which is taken for the largest integer.
            emitter.write(" + ")
            try QueryWriter.writeCount(offset, "vecdb_offset", into: &emitter)
        }
    }

    /// Where a page begins: only an index has to know, whose rows do not ascend throughout (``ResultOrder``).
    private func writeOffset(into emitter: inout SQLEmitter) throws {
        guard let offset, index != nil, strategy == .nearest, consumesOrder else { return }
        emitter.write(", NULL, NULL, ")
        try QueryWriter.writeCount(offset, "vecdb_offset", into: &emitter)
    }

    /// What may end a stream sooner: the filter's rows on demand, and how far they may be.
    private func writeHints(into emitter: inout SQLEmitter) throws {
        guard strategy == .stream, lazyFilter != nil || farthest != nil else { return }
        emitter.write(", ")
        if let lazyFilter {
            var inner = SQLEmitter()
            inner.write("SELECT \(entry.rowid) FROM ")
            try QueryWriter.write(entry, into: &inner)
            inner.write(" WHERE ")
            try inner.emit(lazyFilter)
            let traits =
                (isLazyFilterIndexed ? 1 : 0) + (isLazyFilterWhole ? 2 : 0) + (isLazyFilterLasting ? 4 : 0)
            emitter.write("vecdb_filter(\(traits), ")
            emitter.write(parameter: .constant(.text(inner.sql)))
            for parameter in inner.parameters {
                emitter.write(", ")
                emitter.write(parameter: parameter)
            }
            emitter.write(")")
        } else {
            emitter.write("NULL")
        }
        if let farthest {
            emitter.write(", ")
            try emitter.emit(farthest)
        }
    }

    /// The joins, started from the entry that the scan drives.
    private func writeDriven(_ from: BoundFrom, into emitter: inout SQLEmitter) throws {
        switch from {
        case .entry(let entry):
            emitter.write(" CROSS JOIN ")
            try QueryWriter.write(entry, into: &emitter)
            emitter.write(" ON \(entry.rowid) = \(alias).row")
        case .join(let kind, let left, let right, let condition):
            if left.entries.contains(where: { $0 === entry }) {
                try writeDriven(left, into: &emitter)
                try QueryWriter.writeJoin(kind, right, condition, crossing: true, into: &emitter)
            } else {
                try writeDriven(right, into: &emitter)
                let turned: Join.Kind = kind == .right ? .left : kind
                try QueryWriter.writeJoin(turned, left, condition, crossing: true, into: &emitter)
            }
        }
    }

    /// Whether the scan of an entry can be the outermost loop of these joins.
    static func canDrive(_ from: BoundFrom, _ entry: RangeEntry) -> Bool {
        switch from {
        case .entry(let only): return only === entry
        case .join(let kind, let left, let right, _):
            if left.entries.contains(where: { $0 === entry }) {
                return (kind == .inner || kind == .left) && canDrive(left, entry)
            }
            let isIndependent = right.entries.allSatisfy {
                switch $0.source {
                case .function, .lateral: false
                default: true
                }
            }
            return (kind == .inner || kind == .right) && isIndependent && canDrive(right, entry)
        }
    }
}
