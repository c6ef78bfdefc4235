import VectorIndexes
import VectorTypes

/// An approximate index as the catalog has it, with all that is needed to make and to follow it.
package final class VectorIndexDefinition: RowSource {
    package enum Method: String, Sendable { case hnsw, ivfflat }
    /// Whether full vectors are kept in memory, or read from the rows where a search needs them.
    package enum Storage: String, Sendable, CaseIterable { case full, compact }

    package let index: CatalogIndex
    package let table: CatalogTable
    package let method: Method
    package let metric: DistanceMetric
    package let element: VectorElement
    package let dimensions: Int
    package let storage: Storage
    /// The column, if the index is on one as it is.
    package let column: CatalogColumn?
    /// Whether the change log tells of the table's rows.
    let isLogged: Bool
    let selectAll: String
    let selectOne: String
    /// How many rows have a vector.
    let selectCount: String

    /// nil for an index of another kind.
    package init?(_ index: CatalogIndex, of table: CatalogTable) {
        guard let method = Method(rawValue: index.method), let only = index.elements.first, index.elements.count == 1,
            let operators = VectorOperatorClass.named(only.operatorClass ?? "")
        else { return nil }
        let column = only.column.flatMap { table.column($0) }
        guard let type = column?.type ?? only.type, type.modifier > 0, !type.isArray else { return nil }
        guard let source = only.expression.map({ "(\($0.sqlite))" }) ?? only.column.map({ quoted(identifier: $0) })
        else { return nil }
        self.index = index
        self.table = table
        isLogged = table.isLogged
        self.method = method
        self.column = only.expression == nil ? column : nil
        let (rowid, name) = (quoted(identifier: table.rowidName), quoted(identifier: table.name))
        let condition = index.predicate.map { "(\($0.sqlite))" }
        selectAll = "SELECT \(rowid), \(source) FROM \(name)" + (condition.map { " WHERE \($0)" } ?? "")
        selectOne = "SELECT \(source) FROM \(name) WHERE \(rowid) = ?1" + (condition.map { " AND \($0)" } ?? "")
        selectCount = "SELECT count(\(source)) FROM \(name)" + (condition.map { " WHERE \($0)" } ?? "")
        metric = operators.metric
        element = operators.element
        dimensions = Int(type.modifier)
        storage = index.option("storage").flatMap(Storage.init) ?? .full
    }

    /// An empty index in memory.
    /// - Throws: 22023 and 54000 for parameters out of range.
    func makeIndex() throws -> any ApproximateIndex {
        switch method {
        case .hnsw:
            try HNSWIndex(
                dimensions: dimensions, metric: metric, m: index.number(HNSWParameters.m),
                efConstruction: index.number(HNSWParameters.efConstruction), element: element,
                keepsVectors: storage == .full)
        case .ivfflat:
            try IVFFlatIndex(
                dimensions: dimensions, metric: metric, lists: index.number(IVFFlatParameters.lists), element: element)
        }
    }

    /// The index that stands in stored pages.
    func makeIndex(pages: some PageSource) throws -> any ApproximateIndex {
        let made: any ApproximateIndex =
            switch method {
            case .hnsw: try HNSWIndex(pages: pages, keepsVectors: storage == .full)
            case .ivfflat: try IVFFlatIndex(pages: pages)
            }
        guard made.dimensions == dimensions, made.metric == metric, made.element == element else {
            throw VecDBError(.indexCorrupted, "the stored index is another one", detail: "Its description differs.")
        }
        return made
    }

    var relation: Int64 { table.oid }

    /// The error for a row that the index cannot take.
    func unfit(_ vector: UnfitVector, row: Int64) -> VecDBError {
        let place =
            column.map { "column \"\($0.name)\" of relation \"\(table.name)\"" }
            ?? "the expression of index \"\(index.name)\" of relation \"\(table.name)\""
        return vector.error(place, row: row, expected: dimensions)
    }
}

extension VectorIndexDefinition: Hashable {
    package static func == (one: VectorIndexDefinition, other: VectorIndexDefinition) -> Bool {
        one === other || one.index == other.index && one.table == other.table
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(index.oid) }
}

extension CatalogIndex {
    func option(_ name: String) -> String? { options.first { $0.name == name }?.value }

    func number(_ parameter: IndexParameter) -> Int {
        option(parameter.name).flatMap { Int($0) } ?? parameter.standard
    }

    /// Whether it is of a method that finds nearest vectors.
    package var isVectorIndex: Bool { VectorIndexDefinition.Method(rawValue: method) != nil }
}

extension CatalogTable {
    /// The approximate indexes.
    package var vectorIndexes: [VectorIndexDefinition] {
        indexes.compactMap { VectorIndexDefinition($0, of: self) }
    }
}

/// What an operator class of pgvector measures, and on which elements.
package struct VectorOperatorClass: Sendable, Hashable {
    package let name: String
    package let element: VectorElement
    package let metric: DistanceMetric

    package static let all: [VectorOperatorClass] = {
        let numbers: [(String, VectorElement)] = [("vector", .float32), ("halfvec", .float16), ("sparsevec", .sparse)]
        let metrics: [(String, DistanceMetric)] = [
            ("l2", .l2), ("ip", .innerProduct), ("cosine", .cosine), ("l1", .l1),
        ]
        return numbers.flatMap { type, element in
            metrics.map { VectorOperatorClass(name: "\(type)_\($0.0)_ops", element: element, metric: $0.1) }
        } + [
            VectorOperatorClass(name: "bit_hamming_ops", element: .bit, metric: .hamming),
            VectorOperatorClass(name: "bit_jaccard_ops", element: .bit, metric: .jaccard),
        ]
    }()

    package static func named(_ name: String) -> VectorOperatorClass? { all.first { $0.name == name } }
}

extension VectorIndexDefinition {
    /// What the index was made with.
    package func parameter(_ parameter: IndexParameter) -> Int { index.number(parameter) }
}
