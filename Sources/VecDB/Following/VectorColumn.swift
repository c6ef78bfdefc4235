import VectorIndexes
import VectorTypes

/// A column of a table that holds vectors, with the statements that read it.
package struct VectorColumn: RowSource {
    package let table: CatalogTable
    package let column: CatalogColumn
    package let element: VectorElement
    /// The dimensions that the column's type demands; nil: rows may differ.
    package let declaredDimensions: Int?

    /// - Throws: 42804 when the column holds no vectors.
    package init(table: CatalogTable, column: CatalogColumn) throws {
        self.table = table
        self.column = column
        let type = column.type
        switch type.base {
        case .vector where !type.isArray: element = .float32
        case .halfvec where !type.isArray: element = .float16
        case .sparsevec where !type.isArray: element = .sparse
        case .bit where !type.isArray, .varbit where !type.isArray: element = .bit
        default:
            throw VecDBError(
                .datatypeMismatch, "column \"\(column.name)\" of relation \"\(table.name)\" holds no vectors")
        }
        declaredDimensions = type.modifier > 0 && type.base != .varbit ? Int(type.modifier) : nil
    }

    private var rowid: String { quoted(identifier: table.rowidName) }
    private var name: String { quoted(identifier: column.name) }
    private var source: String { quoted(identifier: table.name) }

    var relation: Int64 { table.oid }
    /// Every row: rowid, vector.
    var selectAll: String { "SELECT \(rowid), \(name) FROM \(source)" }
    /// The vector of the row ?1.
    var selectOne: String { "SELECT \(name) FROM \(source) WHERE \(rowid) = ?1" }
    /// About how many rows there are, without counting them.
    var selectExtent: String { "SELECT coalesce(max(\(rowid)) - min(\(rowid)) + 1, 0) FROM \(source)" }

    /// pgvector's error for two vectors that cannot be compared.
    package func dimensionMismatch(_ row: Int, _ query: Int) -> VecDBError {
        let message =
            switch element {
            case .float32: "different vector dimensions \(row) and \(query)"
            case .float16: "different halfvec dimensions \(row) and \(query)"
            case .sparse: "different sparsevec dimensions \(row) and \(query)"
            case .bit: "different bit lengths \(row) and \(query)"
            }
        return VecDBError(.dataException, message)
    }

    /// The error for a stored value that is no vector.
    package func damaged(row: Int64) -> VecDBError {
        UnfitVector.damaged.error("column \"\(column.name)\" of relation \"\(table.name)\"", row: row)
    }

    /// The error for a row that cannot be compared with a query of so many dimensions.
    func unfit(_ vector: UnfitVector, row: Int64, query: Int) -> VecDBError {
        // A row such as the type allows: the query is to blame as much.
        if case .misfit(let dimensions) = vector, declaredDimensions ?? dimensions == dimensions {
            return dimensionMismatch(dimensions, query)
        }
        return vector.error(
            "column \"\(column.name)\" of relation \"\(table.name)\"", row: row, expected: declaredDimensions ?? query)
    }
}

/// What a row holds instead of a vector that its column's type or an index allows. Nothing of ours stores it: another
/// program does. A search, a build and a check that meet it say so, and none leaves it out in silence.
enum UnfitVector: Hashable, Sendable {
    case damaged
    case misfit(Int)

    /// - Parameter place: What holds it, in words.
    func error(_ place: String, row: Int64, expected: Int = 0) -> VecDBError {
        let detail =
            switch self {
            case .damaged: "It stands in the row with number \(row)."
            case .misfit(let dimensions):
                "It stands in the row with number \(row) and has \(dimensions) dimensions, not \(expected)."
            }
        return VecDBError(.dataCorrupted, "\(place) holds a damaged vector", detail: detail)
    }
}

/// A vector in storage form, looked at: how many dimensions it has, and the bytes that an arena keeps of it.
package struct StoredRow {
    package let dimensions: Int
    package let payload: UnsafeRawBufferPointer

    /// Whether the elements are such as the type allows: finite, and a sparse vector's in order.
    func isSound(_ element: VectorElement) -> Bool {
        switch element {
        case .float32:
            // Without a branch for each element.
            var worst: UInt32 = 0
            for offset in stride(from: 0, to: payload.count - 3, by: 4) {
                worst = max(worst, payload.loadUnaligned(fromByteOffset: offset, as: UInt32.self) & 0x7F80_0000)
            }
            return worst < 0x7F80_0000
        case .float16:
            var worst: UInt16 = 0
            for offset in stride(from: 0, to: payload.count - 1, by: 2) {
                worst = max(worst, payload.loadUnaligned(fromByteOffset: offset, as: UInt16.self) & 0x7C00)
            }
            return worst < 0x7C00
        case .sparse: return (try? SparseVector(storage: payload)) != nil
        case .bit:
            // Places behind the last bit are clear.
            let unused = payload.count * 8 - dimensions
            return payload.last.map { $0 & UInt8((1 << unused) - 1) == 0 } ?? true
        }
    }

    /// nil when the bytes cannot be a vector of such elements. Cheap: elements are not looked at.
    package init?(_ bytes: UnsafeRawBufferPointer, element: VectorElement) {
        switch element {
        case .float32:
            guard bytes.count % 4 == 0, !bytes.isEmpty else { return nil }
            dimensions = bytes.count / 4
            payload = bytes
        case .float16:
            guard bytes.count % 2 == 0, !bytes.isEmpty else { return nil }
            dimensions = bytes.count / 2
            payload = bytes
        case .bit:
            guard let unused = bytes.last, unused < 8, bytes.count > 1 || unused == 0 else { return nil }
            dimensions = (bytes.count - 1) * 8 - Int(unused)
            payload = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
        case .sparse:
            guard bytes.count >= 8 else { return nil }
            let count = Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self)))
            dimensions = Int(Int32(littleEndian: bytes.loadUnaligned(as: Int32.self)))
            guard count >= 0, dimensions >= count, bytes.count == 8 + 8 * count else { return nil }
            payload = bytes
        }
    }
}

/// What a row holds where a vector may stand.
enum RowVector {
    case absent
    case null
    /// Another number of dimensions than the arena's.
    case misfit(dimensions: Int)
    case damaged
    case vector(UnsafeRawBufferPointer)

    /// - Parameter index: the statement's column with the vector.
    init(_ statement: SQLiteStatement, _ index: Int, element: VectorElement, dimensions: Int) {
        switch statement.storageClass(index) {
        case .null: self = .null
        case .blob:
            guard let row = StoredRow(statement.bytes(index), element: element), row.isSound(element) else {
                self = .damaged
                return
            }
            self = row.dimensions == dimensions ? .vector(row.payload) : .misfit(dimensions: row.dimensions)
        default: self = .damaged
        }
    }

    /// What is wrong with it; nil where nothing is.
    var unfit: UnfitVector? {
        switch self {
        case .damaged: .damaged
        case .misfit(let dimensions): .misfit(dimensions)
        case .absent, .null, .vector: nil
        }
    }
}
