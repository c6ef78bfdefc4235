import VecDB
import VectorIndexes
import VectorTypes

/// What HNSW and IVFFlat indexes ask of the column they are to be on, and of the rows in it.
///
/// pgvector's limits come from PostgreSQL's pages of 8 kB, which are not here: a vector may have as many dimensions as its
/// type allows, unless `vecdb.strict_pgvector` asks for the same refusals.
struct VectorIndexRules {
    let session: Session

    init(_ session: Session) { self.session = session }

    /// pgvector's highest number of dimensions; none for sparse vectors.
    static func strictDimensions(_ type: BaseType) -> Int? {
        switch type {
        case .vector: 2_000
        case .halfvec: 4_000
        case .bit: 64_000
        default: nil
        }
    }

    /// The highest number of elements other than zero that pgvector indexes in a sparse vector.
    static let strictNonZeroElements = 1_000

    /// - Throws: 0A000, 22023 or 54000 in pgvector's words.
    func check(_ definition: IndexDefinition, _ table: CatalogTable) throws {
        let method = definition.method
        guard method == "hnsw" || method == "ivfflat", let element = definition.elements.first else { return }
        guard let type = element.type ?? element.column.flatMap({ table.column($0)?.type }) else { return }
        if type.base == .varbit {
            throw VecDBError(.featureNotSupported, "type not supported for \(method) index")
        }
        let dimensions = Int(type.modifier)
        guard dimensions > 0 else { throw VecDBError(.invalidParameterValue, "column does not have dimensions") }
        // Bits have no limit of their own that an index could hold to, so pgvector's is kept.
        if let most = Self.strictDimensions(type.base), dimensions > most, session.isStrict || type.base == .bit {
            throw VecDBError(
                .programLimitExceeded, "column cannot have more than \(most) dimensions for \(method) index")
        }
        if method == "ivfflat" {
            let isSpherical = element.operatorClass.map { $0.hasSuffix("_ip_ops") || $0.hasSuffix("_cosine_ops") }
            if dimensions == 1, isSpherical == true {
                throw VecDBError(
                    .invalidParameterValue, "dimensions must be greater than one for this opclass")
            }
        } else {
            func value(_ parameter: IndexParameter) -> Int {
                definition.options.first { $0.name == parameter.name }.flatMap { Int($0.value) } ?? parameter.standard
            }
            try HNSWParameters.check(m: value(HNSWParameters.m), efConstruction: value(HNSWParameters.efConstruction))
            try checkRows(definition, element, type.base)
        }
    }

    /// A condition on the rows that the index takes: its expression may fail on the others, and the terms of AND have no
    /// order.
    private func guarded(_ condition: String, _ definition: IndexDefinition) -> String {
        definition.predicate.map { "CASE WHEN \($0.sqlite) THEN \(condition) END" } ?? condition
    }

    /// What pgvector says when it makes an IVFFlat index of fewer vectors than lists.
    func noteLittleData(_ definition: IndexDefinition) throws {
        guard definition.method == "ivfflat", let element = definition.elements.first else { return }
        let lists =
            definition.options.first { $0.name == IVFFlatParameters.lists.name }.flatMap { Int($0.value) }
            ?? IVFFlatParameters.lists.standard
        let value = element.expression?.sqlite ?? element.column.map { quoted(identifier: $0) } ?? "NULL"
        let condition = guarded("(\(value)) IS NOT NULL", definition)
        let found = try session.connection.sqlite.value(
            "SELECT count(*) FROM (SELECT 1 FROM \(quoted(identifier: definition.table)) WHERE \(condition) LIMIT \(lists))"
        )
        guard (found?.integer ?? 0) < Int64(lists) else { return }
        session.notice(
            Notice(
                .notice, "ivfflat index created with little data", detail: "This will cause low recall.",
                hint: "Drop the index until the table has more data."))
    }

    /// In strict mode no row may hold more elements than pgvector's index could.
    private func checkRows(_ definition: IndexDefinition, _ element: IndexElement, _ type: BaseType) throws {
        guard session.isStrict, type == .sparsevec else { return }
        let value = element.expression?.sqlite ?? element.column.map { quoted(identifier: $0) } ?? "NULL"
        let most = IndexRowCheck.storedBytes(Self.strictNonZeroElements)
        let condition = guarded("length(\(value)) > \(most)", definition)
        let sql = "SELECT length(\(value)) FROM \(quoted(identifier: definition.table)) WHERE \(condition) LIMIT 1"
        if let length = try session.connection.sqlite.value(sql)?.integer {
            try IndexRowCheck.check(sparse: Int(length))
        }
    }
}
