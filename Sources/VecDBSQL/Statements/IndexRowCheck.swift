import VecDB
import VectorTypes

/// Refuses a changed row that a vector index could not take, as pgvector does: an expression that fails on it
/// (`(e::vector(3))` on two dimensions), or, in strict mode, a sparse vector with too many elements.
///
/// The row is read back by its number after it was written, so that defaults and generated columns are in it; the error
/// then undoes the statement. Tables whose vector indexes are on plain columns, which check for themselves, pay nothing.
final class IndexRowCheck {
    private let statement: SQLiteStatement
    private let isSparse: [Bool]

    /// None when no index of the table can refuse a row.
    init?(_ table: CatalogTable, _ session: Session) throws {
        var values: [String] = []
        var isSparse: [Bool] = []
        for index in table.indexes where index.method == "hnsw" || index.method == "ivfflat" {
            guard let element = index.elements.first else { continue }
            let type = element.type ?? element.column.flatMap { table.column($0)?.type }
            let countsElements = session.isStrict && index.method == "hnsw" && type?.base == .sparsevec
            guard countsElements || element.expression != nil else { continue }
            let value = element.expression?.sqlite ?? element.column.map { quoted(identifier: $0) } ?? "NULL"
            values.append(index.predicate.map { "CASE WHEN \($0.sqlite) THEN \(value) END" } ?? value)
            isSparse.append(countsElements)
        }
        guard !values.isEmpty else { return nil }
        statement = try session.connection.sqlite.cached(
            """
            SELECT \(values.joined(separator: ", ")) FROM \(quoted(identifier: table.name)) \
            WHERE \(quoted(identifier: table.rowidName)) = ?1
            """)
        self.isSparse = isSparse
    }

    /// - Throws: What the expression throws; 54000 for a sparse vector.
    func check(row: Int64) throws {
        statement.reset()
        defer { statement.reset() }
        try statement.bind(row, at: 1)
        guard try statement.step() else { return }
        for (place, isSparse) in isSparse.enumerated() where isSparse {
            try IndexRowCheck.check(sparse: statement.bytes(place).count)
        }
    }

    /// - Parameter bytes: The length of a sparse vector's stored form: 8 bytes and 8 for each element.
    static func check(sparse bytes: Int) throws {
        guard bytes > storedBytes(VectorIndexRules.strictNonZeroElements) else { return }
        throw VecDBError(
            .programLimitExceeded,
            "sparsevec cannot have more than \(VectorIndexRules.strictNonZeroElements) non-zero elements for hnsw index"
        )
    }

    static func storedBytes(_ elements: Int) -> Int { 8 + 8 * elements }
}
