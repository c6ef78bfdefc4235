/// A way to exact search in vecdb: the bare index, the typed API or SQL.
protocol Engine: AnyObject {
    /// Adds rows whose ids are their numbers.
    func ingest(_ base: Matrix<Float>, batch: Int) throws
    /// The ids of the `k` nearest.
    func search(_ query: [Float], k: Int) throws -> [Int64]
    /// The same for many queries at once; nil when this way has no batch search.
    func search(_ queries: [[Float]], k: Int) throws -> [[Int64]]?
}

enum Way: String, CaseIterable { case index, api, sql }

enum Precision: String, CaseIterable {
    case float32, float16, int8

    var bytes: Int {
        switch self {
        case .float32: 4
        case .float16: 2
        case .int8: 1
        }
    }
}

func makeDatabaseEngine(
    _ way: Way, _ arguments: Arguments, dimensions: Int, metric: Metric, precision: Precision
) throws -> any Engine {
    guard precision != .int8 else { throw BenchmarkError("no --precision int8 through \(way.rawValue)") }
    let plan = IndexPlan(metric: metric, type: precision == .float16 ? .halfvec : .vector)
    switch way {
    case .api:
        guard precision == .float32 else {
            throw BenchmarkError("a collection's vectors are float32: no --precision \(precision.rawValue) through api")
        }
        return try CollectionEngine(try openDatabase(arguments), dimensions: dimensions, plan)
    case .sql: return try SQLEngine(try openDatabase(arguments), dimensions: dimensions, plan)
    case .index: throw BenchmarkError("the bare index needs no database")
    }
}
