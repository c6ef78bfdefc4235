import VectorIndexes
import VectorTypes

/// A vector column as one snapshot has it: an arena, and the rows whose place in the arena does not count.
///
/// Valid only while the arena's read lock is held.
package struct ColumnView {
    package let column: VectorColumn
    package let dimensions: Int
    package let arena: ArenaContent
    /// Rows to be read from the snapshot instead of the arena, ascending.
    let changed: [Int64]
    let nulls: Set<Int64>
    let misfits: [Int64: UnfitVector]
    let sqlite: SQLiteConnection

    /// The arena's slots that count: of the rows in `among` (nil: of all rows), without the changed ones.
    func mask(among: RowSet?) -> SlotMask? {
        if among == nil, changed.isEmpty { return nil }
        var mask = among.map { SlotMask(ids: $0.sortedIDs, in: arena) } ?? SlotMask(live: arena)
        for row in changed {
            if let slot = arena.slot(of: row) { mask.remove(slot) }
        }
        return mask
    }

    /// The changed rows' vectors, and the NULLs of the whole snapshot.
    ///
    /// - Throws: pgvector's error when a row in `among` has another number of dimensions, XX001 when it holds no vector.
    func fresh(among: RowSet?) throws -> (vectors: FreshRows, nulls: Set<Int64>) {
        var nulls = nulls
        var misfits = misfits
        var vectors = FreshRows()
        if !changed.isEmpty {
            let rows = among.map { among in changed.filter(among.contains) } ?? changed
            for row in changed {
                nulls.remove(row)
                misfits[row] = nil
            }
            try RowReader(column, sqlite, dimensions: dimensions).forEach(rows) { row, vector in
                switch vector {
                case .absent: break
                case .null: nulls.insert(row)
                case .misfit, .damaged: misfits[row] = vector.unfit
                case .vector(let payload): vectors.append(row, payload)
                }
            }
        }
        if let among {
            nulls = nulls.filter(among.contains)
            misfits = misfits.filter { among.contains($0.key) }
        }
        if let first = misfits.min(by: { $0.key < $1.key }) {
            throw column.unfit(first.value, row: first.key, query: dimensions)
        }
        return (vectors, nulls)
    }
}

/// A few vectors beside the arena.
struct FreshRows {
    private(set) var rows: [Int64] = []
    private var ends: [Int] = []
    private var bytes: [UInt8] = []

    mutating func append(_ row: Int64, _ payload: UnsafeRawBufferPointer) {
        rows.append(row)
        bytes.append(contentsOf: payload)
        ends.append(bytes.count)
    }

    /// The distances to a query.
    func neighbors(of query: QueryKernels) -> [Neighbor] {
        bytes.withUnsafeBytes { bytes in
            var start = 0
            return zip(rows, ends).map { row, end in
                defer { start = end }
                let payload = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                return Neighbor(id: row, distance: query.distance(toStored: payload))
            }
        }
    }
}
