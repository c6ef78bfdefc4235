import VectorTypes

/// How hard an index scan tries, in pgvector's terms.
package struct SearchEffort: Hashable, Sendable {
    package enum Iteration: String, Sendable { case off, relaxed, strict }

    /// Candidates that a search of a graph keeps; nil: as many as `hnsw.ef_search` is unless said otherwise.
    package var efSearch: Int?
    /// Lists that a search looks into; nil: as `ivfflat.probes`.
    package var probes: Int?
    /// What happens when the first candidates are used up. Heeded only when `isStrict`.
    package var iteration = Iteration.off
    /// Entries that an iterative scan visits at most; of lists, the lists.
    package var maxTuples = 20_000
    /// Whether results end where pgvector's would, instead of when every row has come.
    package var isStrict = false

    package init(efSearch: Int? = nil, probes: Int? = nil) {
        self.efSearch = efSearch
        self.probes = probes
    }

    /// From `name=value;…`: `ef`, `probes`, `iterative`, `tuples`, `strict`.
    init(text: String) throws {
        for pair in text.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            let value = parts.count == 2 ? String(parts[1]) : ""
            switch parts.first {
            case "ef": efSearch = Int(value)
            case "probes": probes = Int(value)
            case "iterative": iteration = Iteration(rawValue: value) ?? .off
            case "tuples": maxTuples = Int(value) ?? maxTuples
            case "strict": isStrict = value == "1"
            default: throw VecDBError(.invalidParameterValue, "unrecognized search effort \"\(pair)\"")
            }
        }
    }
}

/// The effort that was asked for last: seldom another than that of the search before.
final class EffortCache {
    private var last: (text: String, effort: SearchEffort)?

    func effort(_ text: String) throws -> SearchEffort {
        if let last, last.text == text { return last.effort }
        let effort = try SearchEffort(text: text)
        last = (text, effort)
        return effort
    }
}
