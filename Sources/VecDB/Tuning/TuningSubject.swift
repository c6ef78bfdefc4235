import VectorIndexes
import VectorTypes

/// The column that is tuned, and what is measured there.
package struct TuningSubject: RowSource, Sendable {
    package let table: CatalogTable
    package let column: CatalogColumn
    package let operatorClass: VectorOperatorClass
    let selectAll: String
    let selectOne: String

    package var metric: DistanceMetric { operatorClass.metric }
    package var element: VectorElement { operatorClass.element }
    package var dimensions: Int { Int(column.type.modifier) }
    var relation: Int64 { table.oid }

    /// The HNSW index that the column has for this metric.
    package var index: VectorIndexDefinition? { Self.index(of: column, in: table, metric) }

    /// - Throws: 42P01, 42703, 42702, 42804 or 22023: there is no such column, several could be meant, or it cannot have
    ///   an index.
    init(_ request: TuningRequest, in catalog: Catalog) throws {
        (table, column) = try Self.find(request.table, request.column, in: catalog)
        guard let element = column.type.vectorElement else {
            throw VecDBError(
                .datatypeMismatch, "column \"\(column.name)\" of relation \"\(table.name)\" does not hold vectors")
        }
        guard column.type.modifier > 0 else {
            throw VecDBError(.invalidParameterValue, "column does not have dimensions")
        }
        let known = element == .bit ? DistanceMetric.hamming : .cosine
        let metric = request.metric ?? Self.usualMetric(of: column, in: table) ?? known
        guard let operators = VectorOperatorClass.all.first(where: { $0.element == element && $0.metric == metric })
        else {
            throw VecDBError(
                .datatypeMismatch, "column \"\(column.name)\" has no \(metric.rawValue) distance",
                detail: "It is of type \(column.type.base.rawValue).")
        }
        operatorClass = operators
        let (rowid, name) = (quoted(identifier: table.rowidName), quoted(identifier: table.name))
        let vector = quoted(identifier: column.name)
        selectAll = "SELECT \(rowid), \(vector) FROM \(name) WHERE \(vector) IS NOT NULL"
        selectOne = "SELECT \(vector) FROM \(name) WHERE \(rowid) = ?1"
    }

    private static func find(
        _ table: String?, _ column: String?, in catalog: Catalog
    ) throws -> (CatalogTable, CatalogColumn) {
        var tables = catalog.tables.values.filter { $0.hasRowid && !$0.isView }.sorted { $0.name < $1.name }
        if let table {
            guard let found = catalog.table(table) else {
                throw VecDBError(.undefinedTable, "relation \"\(table)\" does not exist")
            }
            if let column {
                guard let named = found.column(column) else {
                    throw VecDBError(
                        .undefinedColumn, "column \"\(column)\" of relation \"\(table)\" does not exist")
                }
                return (found, named)
            }
            tables = [found]
        }
        let candidates = tables.flatMap { table in
            table.columns.filter { $0.type.vectorElement != nil && (column == nil || $0.name == column) }
                .map { (table, $0) }
        }
        guard let first = candidates.first else {
            if let column { throw VecDBError(.undefinedColumn, "no table has a vector column \"\(column)\"") }
            throw VecDBError(
                .undefinedColumn,
                table.map { "relation \"\($0)\" has no vector column" } ?? "no table has a vector column")
        }
        guard candidates.count == 1 else {
            let names = candidates.prefix(10).map { "\($0.0.name).\($0.1.name)" }.joined(separator: ", ")
            throw VecDBError(
                .ambiguousColumn, "\(candidates.count) columns hold vectors", detail: "They are \(names).",
                hint: "Name a table and a column.")
        }
        return first
    }

    private static func usualMetric(of column: CatalogColumn, in table: CatalogTable) -> DistanceMetric? {
        if let index = table.vectorIndexes.first(where: { $0.column?.name == column.name }) { return index.metric }
        guard column.name == "embedding" else { return nil }
        return CollectionTable(table)?.metric
    }

    private static func index(
        of column: CatalogColumn, in table: CatalogTable, _ metric: DistanceMetric
    ) -> VectorIndexDefinition? {
        table.vectorIndexes.first {
            $0.method == .hnsw && $0.column?.name == column.name && $0.metric == metric && $0.index.predicate == nil
        }
    }
}

extension ColumnType {
    /// What vectors in a column of this type are made of; nil: it holds none.
    fileprivate var vectorElement: VectorElement? {
        guard isSearchable else { return nil }
        switch base {
        case .halfvec: return .float16
        case .sparsevec: return .sparse
        case .bit: return .bit
        default: return .float32
        }
    }
}
