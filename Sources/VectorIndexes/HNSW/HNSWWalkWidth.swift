#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many matches a filtered walk looks for.
///
/// Each match that a walk keeps stands for others that it met and that do not match: the fewer match, the fewer need be
/// kept. That holds where the filter has nothing to do with the vectors. Where it has, matches are rare around the query,
/// and the nearest of them lie scattered far from it. Such a walk comes upon nearer matches until its end. So a walk begins
/// narrow, and becomes twice as wide as long as a late part of it has still changed what will be returned; where another
/// share of the nodes matches than everywhere, the late part is larger.
///
/// The numbers are measured: random filters come to the recall of a search without a filter at the same `ef`, and filters
/// that choose the vectors nearest to one of them to 0.95 on clustered sets (`vecdb-bench filtered --correlated`).
struct HNSWWalkWidth {
    /// What a walk has seen so far.
    struct Sight {
        /// Nodes compared with the query.
        var visited = 0
        /// Of these, nodes near enough to be asked about.
        var asked = 0
        /// Of these, matches.
        var matching = 0
        /// How many were visited when one of the nearest `limit` matches was met last.
        var lastChange = 0
    }

    /// How many matches are returned, of which the caller will return `limit`.
    let ef: Int
    /// How many matches are kept at first, and at most.
    let first: Int
    let most: Int
    let limit: Int
    /// What part of all vectors match; nil: it is not known.
    private let share: Double?

    /// A fixed width.
    init(ef: Int) {
        self.ef = ef
        first = ef
        most = ef
        limit = 0
        share = nil
    }

    init(limit: Int, ef: Int, share: Double? = nil) {
        self.ef = ef
        first = max(min(ef, limit + 6), Int(Double(ef) * pow(share ?? 1, 0.4)))
        most = 4 * ef
        self.limit = limit
        self.share = share
    }

    /// Whether a wider walk would hardly change what is returned.
    func isSettled(_ seen: Sight) -> Bool {
        Double(seen.visited - seen.lastChange) >= late(seen) * Double(seen.visited)
    }

    /// The part of a walk in which nothing may have changed.
    private func late(_ seen: Sight) -> Double {
        guard let share else { return 0.4 }
        let ratio = (Double(seen.matching) + 0.5) / Double(seen.asked + 1) / share
        return (0.8...1.25).contains(ratio) ? 0.25 : 0.6
    }
}
