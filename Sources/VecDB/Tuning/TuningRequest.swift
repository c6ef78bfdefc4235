import VectorIndexes
import VectorTypes

/// What a tuning is to find out; see ``Connection/tune(_:progress:)``.
package struct TuningRequest: Hashable, Sendable {
    /// The table; nil: the only one with a vector column.
    package var table: String?
    /// The column; nil: the only vector column.
    package var column: String?
    /// nil: that of the column's index or collection; cosine for numbers and Hamming for bits where there is none.
    package var metric: DistanceMetric?
    /// The share of the true nearest that searches should find.
    package var recall = 0.95
    /// How many rows a search returns.
    package var k = 10
    /// Rows that serve as queries.
    package var sample = 500
    /// Rows to build indexes over, at most.
    package var rows = 100_000
    /// The values of `m` to try.
    package var ms = [8, 16, 32]
    /// The bytes that the index may take at most; nil: any.
    package var memory: Int?
    /// Decides which rows are drawn.
    package var seed: UInt64 = 1

    package init() {}

    static let leastRows = 1_000

    /// - Throws: 22023 for a value out of range.
    func check() throws {
        guard recall > 0, recall <= 1 else {
            throw VecDBError(.invalidParameterValue, "recall must be above 0 and at most 1, not \(recall)")
        }
        func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
            guard range.contains(value) else {
                throw VecDBError(
                    .invalidParameterValue,
                    "\(name) must be between \(range.lowerBound) and \(range.upperBound), not \(value)")
            }
        }
        try check("k", k, 1...HNSWParameters.efSearch.range.upperBound)
        try check("the sample", sample, 10...100_000)
        try check("the number of rows", rows, Self.leastRows...100_000_000)
        for m in ms { try HNSWParameters.m.check(m) }
        guard !ms.isEmpty else { throw VecDBError(.invalidParameterValue, "there must be a value of m to try") }
    }
}

/// How an index keeps vectors.
package enum TuningPrecision: String, Sendable, CaseIterable {
    /// As the column has them, in memory.
    case full
    /// As float16, in memory.
    case half
    /// In the rows, read where a search needs them.
    case compact
}

/// One point of the measured curve.
package struct TuningPoint: Hashable, Sendable {
    package var m: Int
    package var efConstruction: Int
    package var precision: TuningPrecision
    package var efSearch: Int
    package var recall: Double
    /// The standard error of `recall`, which is a mean over a sample.
    package var error: Double
    /// Of one thread's processor time, without the SQL around a search.
    package var queriesPerSecond: Double
    package var buildSeconds: Double
    /// Bytes, as many as an index over all rows of the table would take.
    package var memory: Int
}

/// How far a tuning is.
package struct TuningProgress: Sendable {
    package var subject: String
    package var phase: String
    package var done: Int
    package var total: Int
}

/// What a tuning found.
package struct Tuning: Sendable {
    package var subject: TuningSubject
    package var request: TuningRequest
    /// Rows of the table that hold a vector.
    package var tableRows: Int
    /// Rows that the indexes were built over.
    package var indexedRows: Int
    /// Rows that served as queries; they were not in the indexes.
    package var queries: Int
    /// The threads that built.
    package var threads: Int
    /// Milliseconds of a search that compares all rows measured, on one thread.
    package var exactMilliseconds: Double
    /// In the order in which the indexes were built, by `efSearch`.
    package var points: [TuningPoint]
    /// How many times faster than in full precision a search is in another, with the best `m`: measured in turn.
    package var gains: [TuningPrecision: Double] = [:]

    /// The best point of each index that reaches the recall asked for.
    package var solutions: [TuningPoint] {
        var found: [TuningPoint] = []
        for point in points where point.recall >= request.recall {
            let isKnown = found.contains {
                ($0.m, $0.efConstruction, $0.precision) == (point.m, point.efConstruction, point.precision)
            }
            if !isKnown { found.append(point) }
        }
        return found
    }

    /// What to make: the fastest that reaches the recall in the memory that there is; of those about as fast the
    /// smallest. Another precision than the column's only where it is much faster, or nothing else fits. nil: nothing
    /// does.
    package var choice: TuningPoint? {
        let fitting = solutions.filter { $0.memory <= request.memory ?? .max }
        guard let full = Self.fastest(fitting.filter { $0.precision == .full }) else { return Self.fastest(fitting) }
        return Self.fastest(fitting.filter { gains[$0.precision] ?? 0 > 1.2 }) ?? full
    }

    /// The fastest in full precision that reaches the recall, or the point nearest to it; whatever memory it takes.
    var bestOfFull: TuningPoint? { Self.fastest(solutions.filter { $0.precision == .full }) ?? best }

    private static func fastest(_ points: [TuningPoint]) -> TuningPoint? {
        points.reduce(nil) { best, point in
            guard let best else { return point }
            // Less than that is noise.
            let gain = point.queriesPerSecond / best.queriesPerSecond
            return gain > 1.07 || gain > 0.93 && point.memory < best.memory ? point : best
        }
    }

    /// The point with the highest recall.
    package var best: TuningPoint? {
        points.max { ($0.recall, $0.queriesPerSecond) < ($1.recall, $1.queriesPerSecond) }
    }
}
