import VectorIndexes
import VectorTypes

/// Rows drawn at random, some of them to build indexes over, the others as queries.
struct TuningSample {
    /// Vectors one after another, in the form that an index takes.
    struct Vectors {
        private(set) var ids: [Int64] = []
        private var bytes: [UInt8] = []
        private var ends: [Int] = []

        var count: Int { ids.count }

        mutating func append(_ id: Int64, _ payload: UnsafeRawBufferPointer) {
            ids.append(id)
            bytes.append(contentsOf: payload)
            ends.append(bytes.count)
        }

        func forEach(_ body: (Int64, UnsafeRawBufferPointer) throws -> Void) rethrows {
            try bytes.withUnsafeBytes { all in
                var start = 0
                for (id, end) in zip(ids, ends) {
                    try body(id, UnsafeRawBufferPointer(rebasing: all[start..<end]))
                    start = end
                }
            }
        }
    }

    var rows = Vectors()
    var queries = Vectors()
    /// Rows of the table that hold a vector.
    var tableRows: Int

    /// Draws rows in the connection's snapshot.
    /// - Throws: 55000 when there are too few.
    init(
        _ request: TuningRequest, _ subject: TuningSubject, _ connection: Connection,
        progress: (TuningProgress) -> Void
    ) throws {
        let (rowid, name) = (quoted(identifier: subject.table.rowidName), quoted(identifier: subject.table.name))
        let vector = quoted(identifier: subject.column.name)
        let statement = try connection.sqlite.prepare("SELECT \(rowid) FROM \(name) WHERE \(vector) IS NOT NULL")
        var all: [Int64] = []
        while try statement.step() {
            all.append(statement.integer(0))
            if all.count & 0xFFFF == 0 { try connection.checkCancellation() }
        }
        tableRows = all.count
        guard all.count >= TuningRequest.leastRows else {
            throw VecDBError(
                .objectNotInPrerequisiteState,
                "relation \"\(subject.table.name)\" has \(all.count) rows with a vector, too few to tune an index",
                detail: "At least \(TuningRequest.leastRows) are needed.",
                hint: "Among so few rows a search without an index is about as fast.")
        }
        var random = DrawingGenerator(state: request.seed)
        let queryCount = min(request.sample, all.count / 10)
        let wanted = min(all.count, request.rows + queryCount)
        // The first places of a shuffle: queries, then rows.
        for place in 0..<wanted { all.swapAt(place, Int.random(in: place..<all.count, using: &random)) }
        let reader = RowReader(subject, connection.sqlite, dimensions: subject.dimensions)
        try reader.forEach(all[..<queryCount].sorted()) { id, vector in
            if case .vector(let payload) = vector { queries.append(id, payload) }
        }
        var read = 0
        try reader.forEach(all[queryCount..<wanted].sorted()) { id, vector in
            if case .vector(let payload) = vector { rows.append(id, payload) }
            read += 1
            guard read & 0x3FF == 0 else { return }
            try connection.checkCancellation()
            progress(
                TuningProgress(subject: "rows", phase: "reading", done: read, total: wanted - queryCount))
        }
    }
}

/// SplitMix64, so that the same seed draws the same rows.
private struct DrawingGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
