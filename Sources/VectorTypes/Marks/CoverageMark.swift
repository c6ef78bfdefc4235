import Synchronization

/// A branch that is seldom taken, and that a test must reach.
///
/// A fallback that no test reaches is a guess. Each one says `CoverageMark.hit(.…)`, and the test that is there for it asks whether it did, with
/// `reaches(.…) { … }` of the tests' support. One test names each mark (a test of the tests holds that), so that whoever reads the branch finds
/// its test, and a test that does not go where its name says fails. The idea is TigerBeetle's ("Coverage marks", Kladov 2020).
///
/// Nothing is counted while nobody asks: a hit is then a load and a branch, in code that is seldom run.
package enum CoverageMark: String, CaseIterable, Sendable {
    // Following the log
    /// The log was trimmed beyond a follower's position: it is made anew.
    case logTrimmedUnderFollower
    /// Many changes: their rows are pending, and read by searches meanwhile.
    case pendingRowsReread
    /// A snapshot older than the vectors in memory: what changed since is known from the history.
    case historyReadBackwards

    // Stored indexes
    /// Pages that cannot be trusted: the index is built anew.
    case rebuildAfterDamage
    /// The log does not reach back to an index's pages.
    case indexBehindItsLog
    /// Another program has moved rows since the pages were written.
    case indexFromOtherRowids
    /// The index's tables are gone: it gets new ones.
    case storageGivenAgain
    /// Rows whose vectors no index can hold are left out of a rebuild.
    case unfitRowsSkipped
    /// Vectors that pages do not hold are read from the rows.
    case vectorsAttached

    // Searching
    /// No snapshot that the index can serve: the rows are read one by one.
    case streamInsteadOfIndex
    /// No vectors in memory can serve an exact search: the rows are streamed.
    case streamInsteadOfArena
    /// Candidates whose vectors are not in memory are fetched to be ranked.
    case absentRowsInRank
    /// A filter is turned round in the middle of a scan: its rows first.
    case turnToFilterRows
    /// The same in the typed API.
    case typedTurnToFilterRows
    /// Batched queries are asked one by one after all.
    case batchToSingle
    /// A walk has come to its end and goes on from an entry point that it did not meet.
    case walkFromMissedEntry
    /// A filtered walk would cost more than looking at all.
    case scanInsteadOfWalk

    // Transactions
    /// A transaction that has read goes on with a new snapshot when it writes.
    case snapshotRenewed

    private static let listeners = Atomic<Int>(0)
    private static let counts = Mutex<[CoverageMark: Int]>([:])

    /// Says that the branch was taken.
    @inline(__always)
    package static func hit(_ mark: CoverageMark) {
        if listeners.load(ordering: .relaxed) > 0 { mark.note() }
    }

    @inline(never)
    private func note() { Self.counts.withLock { $0[self, default: 0] += 1 } }

    /// Runs `body`; how often the mark was hit meanwhile, by any thread.
    package func count<Result>(during body: () throws -> Result) rethrows -> (hits: Int, result: Result) {
        Self.listeners.add(1, ordering: .sequentiallyConsistent)
        defer { Self.listeners.subtract(1, ordering: .sequentiallyConsistent) }
        let before = Self.counts.withLock { $0[self] ?? 0 }
        let result = try body()
        return (Self.counts.withLock { $0[self] ?? 0 } - before, result)
    }
}
