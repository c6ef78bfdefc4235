import VectorIndexes
import VectorTypes

/// An approximate index to be made.
public struct VectorIndex: Hashable, Sendable {
    /// Where an index has the vectors that it compares in full.
    public enum Storage: String, Hashable, Sendable {
        /// In memory: fastest.
        case full
        /// In the rows, read where a search needs them: a third of the memory, and about half the speed.
        case compact
    }

    var method: String
    var options: [IndexOption]

    /// A navigable graph: fast searches with high recall, slower to build.
    /// - Parameters:
    ///   - m: How many neighbours a node has, 2…100; twice as many on the lowest layer.
    ///   - efConstruction: How many candidates an insertion looks at, 4…1,000, at least 2 × `m`.
    ///   - storage: Where the full vectors are.
    public static func hnsw(m: Int = 16, efConstruction: Int = 64, storage: Storage = .full) -> VectorIndex {
        VectorIndex(
            method: "hnsw",
            options: [
                IndexOption("m", String(m)), IndexOption("ef_construction", String(efConstruction)),
                IndexOption("storage", storage.rawValue),
            ])
    }

    /// Lists of nearby vectors: quick to build, less recall at the same speed than a graph.
    /// - Parameter lists: How many, 1…32,768; around the square root of the number of vectors serves well.
    public static func ivfflat(lists: Int = 100) -> VectorIndex {
        VectorIndex(method: "ivfflat", options: [IndexOption("lists", String(lists))])
    }
}

/// How far the building of an index is.
public struct IndexProgress: Hashable, Sendable {
    /// Vectors that have their place.
    public var done: Int
    /// Vectors in all.
    public var total: Int
    /// The memory that the index will take, in bytes.
    public var memory: Int
    /// The share of the work that is done, 0…1.
    public var fraction: Double

    init(_ progress: IndexBuildProgress) {
        done = progress.done
        total = progress.total
        memory = progress.memory
        fraction = progress.fraction
    }
}

/// What ``VectorCollection/verifyIndex()`` found.
public struct IndexCheck: Sendable {
    /// What is wrong with the structure of the index.
    public var structure: IndexIntegrityReport
    /// Records that the index should have and has not.
    public var missing: Int
    /// Entries of the index without a record.
    public var ghosts: Int
    /// Whether nothing is wrong.
    public var isSound: Bool { structure.isSound && missing == 0 && ghosts == 0 }
}

/// What ``VectorCollection/measureRecall(k:sample:efSearch:probes:)`` found.
public struct RecallReport: Hashable, Sendable {
    /// The share of the true nearest that searches find, 0…1.
    public var recall: Double
    /// How many records served as queries.
    public var sample: Int
    /// Mean milliseconds of a search by the index.
    public var indexMilliseconds: Double
    /// Mean milliseconds of an exact search.
    public var exactMilliseconds: Double
    /// Why the index should be built again, in a sentence; nil: it need not.
    public var advice: String?
}

extension VectorCollection {
    /// Builds an index, by which searches then go.
    ///
    /// ```swift
    /// try notes.createIndex(.hnsw(m: 16, efConstruction: 64))
    /// ```
    /// Readers go on meanwhile, and so do writers, but for a moment at the end.
    /// - Parameters:
    ///   - threads: The most threads to use; nil: one for each core.
    ///   - progress: Called now and then from any of the threads; false ends the work.
    /// - Throws: 42P07 when there is one, 22023 for a parameter out of range, 57014 when `progress` ended it. Nothing has
    ///   changed then.
    public func createIndex(
        _ index: VectorIndex = .hnsw(), threads: Int? = nil, progress: (@Sendable (IndexProgress) -> Bool)? = nil
    ) throws {
        try database.core.withConnection(as: database.options) { connection in
            try connection.working { try create(index, threads, progress, connection) }
        }
    }

    /// Builds an index, by which searches then go. See the blocking form.
    public func createIndex(
        _ index: VectorIndex = .hnsw(), threads: Int? = nil, progress: (@Sendable (IndexProgress) -> Bool)? = nil
    ) async throws {
        try await BlockingWork.run { work in
            try self.database.core.withConnection(as: self.database.options) { connection in
                try work.watch(connection) {
                    try connection.working { try self.create(index, threads, progress, connection) }
                }
            }
        }
    }

    private func create(
        _ index: VectorIndex, _ threads: Int?, _ progress: (@Sendable (IndexProgress) -> Bool)?,
        _ connection: Connection
    ) throws {
        let standardThreads = connection.buildThreads
        defer { connection.buildThreads = standardThreads }
        if let threads { connection.buildThreads = max(1, threads) }
        let interrupt = connection.interrupt
        try connection.begin()
        do {
            try connection.prepareToRead()
            let table = try table(connection)
            var element = IndexElement(column: "embedding")
            element.operatorClass =
                VectorOperatorClass.all.first { $0.element == .float32 && $0.metric == metric }?.name
            if table.vectorIndexes.contains(where: { $0.column?.name == "embedding" && $0.metric == metric }) {
                throw VecDBError(.duplicateTable, "collection \"\(table.name)\" has an index already")
            }
            var definition = IndexDefinition(nil, on: table.name, method: index.method, elements: [element])
            definition.options = index.options
            try connection.createIndex(definition) { build in
                if progress?(IndexProgress(build)) == false { interrupt.cancel() }
            }
            try connection.commit()
        } catch {
            connection.rollback()
            throw error
        }
    }

    /// Drops the collection's index; searches are exact then.
    /// - Returns: Whether there was one.
    @discardableResult
    public func dropIndex() throws -> Bool {
        try writing { connection, table in
            guard let definition = index(table) else { return false }
            try connection.dropIndexes([definition.index.name])
            return true
        }
    }

    /// Checks the collection's index: its links, and that it has exactly the records that it should have.
    /// - Returns: nil when there is no index.
    /// - Throws: 55000 while it is being built.
    public func verifyIndex() throws -> IndexCheck? {
        try reading { connection, table in
            try index(table).map { definition in
                let found = try connection.verifyIndex(definition.index.name)
                return IndexCheck(
                    structure: found.structure, missing: found.missingCount, ghosts: found.ghostCount)
            }
        }
    }

    /// Measures how much of what exact search finds the index finds, with records drawn at random as queries.
    /// - Returns: nil when there is no index.
    /// - Throws: 55000 while it is being built, 22023 when a number is out of range.
    public func measureRecall(
        k: Int = 10, sample: Int = 100, efSearch: Int? = nil, probes: Int? = nil
    ) throws -> RecallReport? {
        let effort = try effort(efSearch, probes)
        return try reading { connection, table in
            try index(table).map { definition in
                let found = try connection.measureRecall(
                    index: definition.index.name, k: k, sample: sample, effort: definition.completed(effort))
                return RecallReport(
                    recall: found.recall, sample: found.sample, indexMilliseconds: found.indexMilliseconds,
                    exactMilliseconds: found.exactMilliseconds, advice: found.advice)
            }
        }
    }

    private func index(_ table: CatalogTable) -> VectorIndexDefinition? {
        table.vectorIndexes.first {
            $0.column?.name == "embedding" && $0.metric == metric && $0.index.predicate == nil
        }
    }
}
