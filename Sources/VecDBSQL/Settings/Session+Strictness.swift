extension Session {
    /// Whether pgvector's own limits and defaults hold: `vecdb.strict_pgvector`.
    var isStrict: Bool { settings.isOn("vecdb.strict_pgvector") }
}

extension SessionSettings {
    /// How hard index scans try, by access method, in the words that `vecdb_scan` takes.
    var searchEfforts: [String: String] {
        let strictness = isOn("vecdb.strict_pgvector") ? ";strict=1" : ""
        func iteration(_ method: String) -> String {
            switch self["\(method).iterative_scan"] {
            case "relaxed_order": "relaxed"
            case "strict_order": "strict"
            default: "off"
            }
        }
        return [
            "hnsw":
                "ef=\(integer("hnsw.ef_search"));iterative=\(iteration("hnsw"));tuples=\(integer("hnsw.max_scan_tuples"))\(strictness)",
            "ivfflat":
                "probes=\(integer("ivfflat.probes"));iterative=\(iteration("ivfflat"));tuples=\(integer("ivfflat.max_probes"))\(strictness)",
        ]
    }
}
