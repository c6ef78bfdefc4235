import VectorIndexes

/// Reads the vectors of single rows in a connection's snapshot.
struct RowReader {
    let source: any RowSource
    let sqlite: SQLiteConnection
    let dimensions: Int

    init(_ source: any RowSource, _ sqlite: SQLiteConnection, dimensions: Int) {
        self.source = source
        self.sqlite = sqlite
        self.dimensions = dimensions
    }

    /// Calls `body` with the vector of each row; the bytes are valid during the call.
    func forEach(_ rows: some Sequence<Int64>, _ body: (Int64, RowVector) throws -> Void) throws {
        let statement = try sqlite.cached(source.selectOne)
        defer { statement.reset() }
        for row in rows {
            statement.reset()
            try statement.bind(row, at: 1)
            do {
                guard try statement.step() else {
                    try body(row, .absent)
                    continue
                }
            } catch let error as VecDBError where error.isAboutValue {
                // An index's expression or condition, on a value that only a foreign tool can have written.
                try body(row, .damaged)
                continue
            }
            try body(row, RowVector(statement, 0, element: source.element, dimensions: dimensions))
        }
    }

    /// Copies of the vectors of rows.
    func read(_ rows: some Sequence<Int64>) throws -> ReadRows {
        var read = ReadRows()
        try forEach(rows) { read.append($0, $1) }
        return read
    }
}

/// Rows that were read, their vectors in one buffer.
struct ReadRows {
    private enum Kind {
        case absent, null, damaged
        case misfit(Int)
        case vector(Range<Int>)
    }
    private var rows: [(Int64, Kind)] = []
    private var bytes: [UInt8] = []

    mutating func append(_ row: Int64, _ vector: RowVector) {
        switch vector {
        case .absent: rows.append((row, .absent))
        case .null: rows.append((row, .null))
        case .damaged: rows.append((row, .damaged))
        case .misfit(let dimensions): rows.append((row, .misfit(dimensions)))
        case .vector(let payload):
            let start = bytes.count
            bytes.append(contentsOf: payload)
            rows.append((row, .vector(start..<bytes.count)))
        }
    }

    func forEach(_ body: (Int64, RowVector) throws -> Void) rethrows {
        try bytes.withUnsafeBytes { bytes in
            for (row, kind) in rows {
                switch kind {
                case .absent: try body(row, .absent)
                case .null: try body(row, .null)
                case .damaged: try body(row, .damaged)
                case .misfit(let dimensions): try body(row, .misfit(dimensions: dimensions))
                case .vector(let range): try body(row, .vector(UnsafeRawBufferPointer(rebasing: bytes[range])))
                }
            }
        }
    }
}
