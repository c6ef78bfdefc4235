/// The parameters of IVFFlat indexes, as in pgvector.
public enum IVFFlatParameters {
    /// How many lists the vectors are divided among.
    public static let lists = IndexParameter(name: "lists", range: 1...32_768, standard: 100)
    /// How many of the lists nearest to the query a search looks into.
    public static let probes = IndexParameter(name: "ivfflat.probes", range: 1...32_768, standard: 1)
    /// How many lists an iterative scan looks into at most.
    public static let maxProbes = IndexParameter(name: "ivfflat.max_probes", range: 1...32_768, standard: 32_768)

    /// The most vectors of one index; a slot number and a mark share 32 bits in a search's pool.
    static let maximumCount = Int(Int32.max) - 1

    /// How many vectors centres are learnt from.
    static func sampleSize(lists: Int) -> Int { max(10_000, 50 * lists) }
}
