extension Session {
    /// Whether pgvector's own limits and defaults hold: `vecdb.strict_pgvector`.
    var isStrict: Bool { settings.isOn("vecdb.strict_pgvector") }
}
