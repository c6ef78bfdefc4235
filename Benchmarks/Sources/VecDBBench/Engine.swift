/// A way to vecdb: the bare index, the typed API or SQL.
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
