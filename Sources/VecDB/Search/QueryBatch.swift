import VectorIndexes
import VectorTypes

/// The queries that a statement asks one after another, so that one search can answer many of them.
///
/// SQL runs a LATERAL sub-select once for each row on its left. The aggregate `vecdb_batch(query)` has collected the queries
/// of those rows; whoever runs the sub-select makes the collection the connection's (``Connection/queryBatch``), and a
/// scan that is asked for one of them looks for the next few as well: ever more of them, so that little is done in
/// vain where the statement ends early.
package final class QueryBatch {
    package static let tag = PointerTag("vecdb_batch")

    /// What is asked about a query.
    struct Question: Hashable {
        var table: Int64
        var column: Int64
        var index: Int64?
        var effort: String?
        var metric: DistanceMetric
        var limit: Int
        /// How many of these are passed over.
        var offset = 0
    }

    /// More are asked one by one.
    package static let mostQueries = 4_096
    /// More neighbours of each query would take too much memory.
    private static let mostNeighbors = 1_000
    private static let firstSearch = 8
    private static let largestSearch = 512

    private var queries: [[UInt8]] = []
    private var places: [[UInt8]: Int] = [:]
    private var answers: [Question: [Int: [Neighbor]]] = [:]
    private var sizes: [Question: Int] = [:]
    private var isGivenUp = false

    package init() {}

    package func add(_ query: [UInt8]) {
        guard queries.count < Self.mostQueries, places[query] == nil else { return }
        places[query] = queries.count
        queries.append(query)
    }

    /// The neighbours of a query; nil when it has to be asked alone.
    /// - Parameter find: The neighbours of several queries; nil: a scan that cannot do that.
    func answer(
        _ question: Question, _ query: [UInt8], find: ([[UInt8]]) throws -> [[Neighbor]]?
    ) throws -> [Neighbor]? {
        guard !isGivenUp, queries.count > 1, question.limit <= Self.mostNeighbors, let place = places[query] else {
            return nil
        }
        if let known = answers[question]?[place] { return known }
        let size = sizes[question] ?? Self.firstSearch
        let wanted = (place..<min(place + size, queries.count)).filter { answers[question]?[$0] == nil }
        do {
            guard let found = try find(wanted.map { queries[$0] }) else {
                CoverageMark.hit(.batchToSingle)
                isGivenUp = true
                return nil
            }
            for (place, neighbors) in zip(wanted, found) { answers[question, default: [:]][place] = neighbors }
        } catch let error as VecDBError where error.sqlState != .queryCanceled {
            // Each query is to fail for itself.
            CoverageMark.hit(.batchToSingle)
            isGivenUp = true
            return nil
        }
        sizes[question] = min(2 * size, Self.largestSearch)
        return answers[question]?[place]
    }
}

/// The aggregate `vecdb_batch(query)`.
final class QueryBatchAggregate: AggregateFunction {
    private let batch = QueryBatch()

    func step(_ call: FunctionCall) throws {
        let value = call[0]
        if !value.isNull { batch.add([UInt8](value.bytes)) }
    }

    func finish(_ call: FunctionCall) throws { call.result(object: batch, type: QueryBatch.tag) }
}
