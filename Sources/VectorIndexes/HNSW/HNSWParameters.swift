import VectorTypes

/// A whole-number setting: its name, what it may be and what it is unless said otherwise.
///
/// The Swift API, SQL's `WITH (…)` and the settings of a session all use the same values.
public struct IndexParameter: Sendable {
    /// The name in SQL.
    public let name: String
    /// The values it may take.
    public let range: ClosedRange<Int>
    /// The value it has unless said otherwise.
    public let standard: Int

    /// - Throws: 22023 in PostgreSQL's words when the value is out of range.
    package func check(_ value: Int) throws {
        guard range.contains(value) else {
            throw VecDBError(
                .invalidParameterValue, "value \(value) out of bounds for option \"\(name)\"",
                detail: "Valid values are between \"\(range.lowerBound)\" and \"\(range.upperBound)\".")
        }
    }
}

/// The parameters of HNSW graphs, as in pgvector.
public enum HNSWParameters {
    /// How many neighbours a node has on the upper layers; twice as many on the lowest.
    public static let m = IndexParameter(name: "m", range: 2...100, standard: 16)
    /// How many candidates an insertion looks at.
    public static let efConstruction = IndexParameter(name: "ef_construction", range: 4...1_000, standard: 64)
    /// How many candidates a search keeps.
    public static let efSearch = IndexParameter(name: "hnsw.ef_search", range: 1...1_000, standard: 40)

    /// The highest layer a node can be on: enough for 2³¹ nodes with every `m` but the smallest.
    static let topLevel = 15
    /// The most nodes of one graph; a slot number and a mark share 32 bits in a search's pool.
    static let maximumCount = Int(Int32.max) - 1

    /// - Throws: 22023 as pgvector does.
    package static func check(m: Int, efConstruction: Int) throws {
        try self.m.check(m)
        try self.efConstruction.check(efConstruction)
        guard efConstruction >= 2 * m else {
            throw VecDBError(.invalidParameterValue, "ef_construction must be greater than or equal to 2 * m")
        }
    }
}
