/// How far a long statement has come: what ``Session/onProgress`` is told.
public struct StatementProgress: Sendable, Hashable {
    /// What is being made, as a person would be told: `index items_embedding_idx`.
    public var subject: String
    /// What is done to it at present, in the words of `pg_stat_progress_create_index`: `loading tuples`.
    public var phase: String
    /// The rows that are done.
    public var done: Int
    /// The rows there are; 0 while nobody knows.
    public var total: Int
    /// The bytes of memory that the work needs; 0 when that is not known.
    public var memory: Int

    public init(subject: String, phase: String, done: Int, total: Int, memory: Int = 0) {
        self.subject = subject
        self.phase = phase
        self.done = done
        self.total = total
        self.memory = memory
    }

    /// How much is done, from 0 to 1; nil while nobody knows.
    public var fraction: Double? { total > 0 ? min(Double(done) / Double(total), 1) : nil }
}
