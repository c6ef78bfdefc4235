import Synchronization
import VectorIndexes

/// How far an index build is: read by other threads while it runs.
package final class IndexBuildProgress: Sendable {
    /// In pgvector's words.
    package enum Phase: Int, Sendable {
        case initializing, performingKMeans, assigningTuples, loadingTuples
        package var name: String {
            switch self {
            case .initializing: "initializing"
            case .performingKMeans: "performing k-means"
            case .assigningTuples: "assigning tuples"
            case .loadingTuples: "loading tuples"
            }
        }
    }
    package let index: CatalogIndex
    package let table: CatalogTable
    /// Whether an index that was there is made anew.
    package let isRebuild: Bool
    private let phaseNumber = Atomic<Int>(0)
    private let readRows = Atomic<Int>(0)
    private let settledRows = Atomic<Int>(0)
    /// The part of k-means that is done, in thousandths.
    private let trainedPart = Atomic<Int>(0)
    private let totalRows = Atomic<Int>(0)
    private let neededBytes = Atomic<Int>(0)

    init(_ definition: VectorIndexDefinition, isRebuild: Bool) {
        index = definition.index
        table = definition.table
        self.isRebuild = isRebuild
    }

    package var phase: Phase { Phase(rawValue: phaseNumber.load(ordering: .relaxed)) ?? .initializing }
    /// How many lists the rows are divided among; nil: it is an index without lists.
    package var lists: Int? {
        index.method == VectorIndexDefinition.Method.ivfflat.rawValue ? index.number(IVFFlatParameters.lists) : nil
    }
    /// Rows that have their place in the index.
    package var done: Int { settledRows.load(ordering: .relaxed) }
    /// Rows that were read.
    package var read: Int { readRows.load(ordering: .relaxed) }
    /// About how many rows there are.
    package var total: Int { totalRows.load(ordering: .relaxed) }
    /// The memory that the index will take, in bytes.
    package var memory: Int { neededBytes.load(ordering: .relaxed) }
    /// From 0 to 1. Reading is a small part of the work; k-means takes about as long as what follows.
    package var fraction: Double {
        let total = Double(max(total, 1))
        let trained = Double(trainedPart.load(ordering: .relaxed)) / 1_000
        let training = lists == nil ? 0 : 0.5
        return min(
            1, 0.05 * Double(read) / total + training * trained + (0.95 - training) * Double(done) / total)
    }

    func begin(total: Int, memory: Int) {
        totalRows.store(total, ordering: .relaxed)
        neededBytes.store(memory, ordering: .relaxed)
        // Lists come before the rows in them.
        guard lists == nil else { return }
        phaseNumber.store(Phase.loadingTuples.rawValue, ordering: .relaxed)
    }
    func noteRead(_ count: Int) { readRows.store(count, ordering: .relaxed) }
    func note(_ step: BuildStep) {
        switch step {
        case .learnt(let steps, let all):
            phaseNumber.store(Phase.performingKMeans.rawValue, ordering: .relaxed)
            trainedPart.store(1_000 * steps / max(1, all), ordering: .relaxed)
        case .assigned(let count, _):
            phaseNumber.store(Phase.assigningTuples.rawValue, ordering: .relaxed)
            settledRows.store(count, ordering: .relaxed)
        case .linked(let count): settledRows.store(count, ordering: .relaxed)
        }
    }
}

/// The builds that run in this process on one file.
final class IndexBuilds: Sendable {
    private let running = ConditionLock<[IndexBuildProgress]>([])

    static func of(_ core: DatabaseCore) -> IndexBuilds { core.shared(IndexBuilds.self) { IndexBuilds() } }

    var all: [IndexBuildProgress] { running.withLock { $0 } }

    func track<Result>(_ progress: IndexBuildProgress, _ body: () throws -> Result) rethrows -> Result {
        running.withLock { $0.append(progress) }
        defer { running.withLock { $0.removeAll { $0 === progress } } }
        return try body()
    }
}
