import Synchronization
import VectorIndexes
import VectorTypes

/// What is to be known of an approximate index.
package struct IndexStatus: Sendable {
    package enum State: Hashable, Sendable {
        /// In memory, and used.
        case ready
        /// In the file, and not yet asked for.
        case stored
        /// Being built.
        case building
        /// Cannot be used now, and why.
        case unusable(String)
    }
    package var state: State
    /// What was found to be damaged since the file was opened, in a sentence: the index was built anew from the rows.
    package var damage: String?
    /// Vectors in it.
    package var rows = 0
    /// Vectors that searches still compare one by one.
    package var unsettled = 0
    /// Removed vectors that still stand in the graph.
    package var dead = 0
    package var memoryBytes = 0
    package var fileBytes = 0
    package var scans = 0
    package var tuplesRead = 0
    package var tuplesFetched = 0
}

/// What VERIFY INDEX found.
package struct IndexVerification: Sendable {
    /// Of the structure itself.
    package var structure: IndexIntegrityReport
    /// Rows of the table that the index does not have, and entries of the index without a row; at most a hundred each.
    package var missingRows: [Int64] = []
    package var ghostRows: [Int64] = []
    package var missingCount = 0
    package var ghostCount = 0
    /// Rows whose vector is another one than the index has; at most a hundred.
    package var staleRows: [Int64] = []
    package var staleCount = 0
    /// The vectors that were compared.
    package var rows = 0

    package var isSound: Bool {
        structure.isSound && missingCount == 0 && ghostCount == 0 && staleCount == 0
    }
}

/// How much of what exact search finds an index finds.
package struct RecallMeasurement: Sendable {
    package var recall: Double
    package var k: Int
    /// Rows of the table that served as queries.
    package var sample: Int
    /// `ef_search` of a graph; nil: of lists.
    package var efSearch: Int?
    /// `probes` of lists; nil: of a graph.
    package var probes: Int?
    /// Why the index should be built again, in a sentence; nil: it need not.
    package var advice: String?
    /// Mean time of a search, in milliseconds.
    package var indexMilliseconds: Double
    package var exactMilliseconds: Double
}

extension Connection {
    /// The approximate index of a name.
    /// - Throws: 42704 when there is none, 42809 when it is of another kind.
    package func vectorIndex(_ name: String) throws -> VectorIndexDefinition {
        let (table, position) = try index(name, in: catalog())
        guard let definition = VectorIndexDefinition(table.indexes[position], of: table) else {
            throw VecDBError(.wrongObjectType, "index \"\(name)\" is not a vector index")
        }
        return definition
    }

    /// The builds that run in this process.
    package func indexBuilds() -> [IndexBuildProgress] { IndexBuilds.of(core).all }

    package func indexStatus(_ name: String) throws -> IndexStatus {
        let definition = try vectorIndex(name)
        let store = IndexStore.of(core)
        var status = IndexStatus(state: .stored)
        if let key = definition.key {
            status.damage = store.damage(key)
            if let resident = store.existing(key) {
                status.state = .ready
                status.rows = resident.index.count
                status.unsettled = resident.index.unsettledCount
                status.dead = resident.index.deadCount
                status.memoryBytes = resident.index.memoryUse
                status.scans = resident.counters.scans.load(ordering: .relaxed)
                status.tuplesRead = resident.counters.tuplesRead.load(ordering: .relaxed)
                status.tuplesFetched = resident.counters.tuplesFetched.load(ordering: .relaxed)
            } else if indexBuilds().contains(where: { $0.index.oid == definition.index.oid }) {
                status.state = .building
            } else if let trouble = store.trouble(key) {
                status.state = .unusable(trouble)
            }
            if try sqlite.hasIndexTables() {
                let bytes = try sqlite.value(
                    "SELECT sum(length(bytes)) FROM vecdb_index_pages WHERE storage = ?1", [.integer(key.storage)])
                status.fileBytes = Int(clamping: bytes?.integer ?? 0)
            }
        }
        return status
    }

    /// Checks an index: its structure, and whether it has exactly the rows that it should have.
    /// - Complexity: O(rows × m).
    package func verifyIndex(_ name: String) throws -> IndexVerification {
        try prepareIfNeeded {
            let definition = try vectorIndex(name)
            let scan = try usableScan(definition, to: "verified")
            // Both take their time: the index is not held meanwhile.
            let expected = try rowsWithVectors(definition)
            let structure = scan.checkIntegrity()
            let result = try scan.withView { view -> IndexVerification in
                var result = IndexVerification(structure: structure)
                compare(expected, view, &result)
                return result
            }
            guard var result else {
                throw VecDBError(
                    .objectNotInPrerequisiteState, "index \"\(name)\" cannot serve this snapshot",
                    hint: "Run the statement again.")
            }
            for start in stride(from: 0, to: expected.count, by: Self.comparedAtOnce) {
                try checkCancellation()
                let rows = expected[start..<min(start + Self.comparedAtOnce, expected.count)]
                try scan.withView { try compareVectors(of: rows, $0, &result) }
            }
            return result
        }
    }

    /// The index; one that is being built, after TRUNCATE for example, is waited for.
    private func usableScan(_ definition: VectorIndexDefinition, to purpose: String) throws -> IndexScan {
        if let scan = try IndexScan(self, definition) { return scan }
        let store = IndexStore.of(core)
        // Nobody builds what only this transaction knows.
        if let key = definition.key, definition.isLogged, !sqlite.hasWriteTransaction {
            store.wakeKeeper()
            var turnsWithoutBuild = 0
            while turnsWithoutBuild < 400, !store.isHopeless(key) {
                try checkCancellation()
                pause(milliseconds: 5)
                if let scan = try IndexScan(self, definition) { return scan }
                turnsWithoutBuild = indexBuilds().isEmpty ? turnsWithoutBuild + 1 : 0
            }
        }
        let why = definition.key.flatMap { store.trouble($0) } ?? "it is being built"
        throw VecDBError(
            .objectNotInPrerequisiteState, "index \"\(definition.index.name)\" cannot be \(purpose) now",
            detail: "\(why).")
    }

    /// Rows compared with the index while it is held.
    private static let comparedAtOnce = 256

    /// A vector is at the same distance from itself in the index as in the row, if they are the same vector.
    private func compareVectors(
        of rows: some Sequence<Int64>, _ view: IndexView, _ result: inout IndexVerification
    ) throws {
        let definition = view.definition
        let changed = Set(view.changed)
        let layout = ArenaLayout(element: definition.element, dimensions: definition.dimensions)
        let reader = RowReader(definition, sqlite, dimensions: definition.dimensions)
        try reader.forEach(rows.filter { !changed.contains($0) && view.index.contains(id: $0) }) { row, vector in
            guard case .vector(let payload) = vector else { return }
            let own = try QueryKernels(bytes: payload, metric: definition.metric, layout: layout)
                .distance(toStored: payload)
            let found = try view.index.exact(
                stored: payload, limit: 1, among: [row], vectors: view.fetch, control: ScanControl())
            guard let distance = found.first?.distance, !own.isNaN else { return }
            if abs(distance - own) <= 1e-4 * max(1, abs(own)) { return }
            result.staleCount += 1
            if result.staleRows.count < 100 { result.staleRows.append(row) }
        }
    }

    /// The rows that an index should have, ascending.
    private func rowsWithVectors(_ definition: VectorIndexDefinition) throws -> [Int64] {
        var rows: [Int64] = []
        let statement = try sqlite.prepare(definition.selectAll)
        while try statement.step() {
            try checkCancellation()
            let vector = RowVector(statement, 1, element: definition.element, dimensions: definition.dimensions)
            if let why = vector.unfit { throw definition.unfit(why, row: statement.integer(0)) }
            if case .vector = vector { rows.append(statement.integer(0)) }
        }
        return rows.sorted()
    }

    private func compare(_ expected: [Int64], _ view: IndexView, _ result: inout IndexVerification) {
        let changed = Set(view.changed)
        let indexed = view.index.allIDs()
        result.rows = expected.count
        var (i, j) = (0, 0)
        while i < expected.count || j < indexed.count {
            if j == indexed.count || i < expected.count && expected[i] < indexed[j] {
                if !changed.contains(expected[i]) {
                    result.missingCount += 1
                    if result.missingRows.count < 100 { result.missingRows.append(expected[i]) }
                }
                i += 1
            } else if i == expected.count || indexed[j] < expected[i] {
                if !changed.contains(indexed[j]) {
                    result.ghostCount += 1
                    if result.ghostRows.count < 100 { result.ghostRows.append(indexed[j]) }
                }
                j += 1
            } else {
                i += 1
                j += 1
            }
        }
    }

    /// Why an index that is in memory should be built again, in a sentence; nil: it need not, or is not in memory.
    package func indexAdvice(_ name: String) throws -> String? {
        guard let key = try vectorIndex(name).key else { return nil }
        return IndexStore.of(core).existing(key)?.index.advice
    }

    /// Searches for the neighbours of rows drawn at random, by the index and exactly, and compares.
    ///
    /// The rows themselves are not counted: every index finds those.
    /// - Complexity: O(sample × rows).
    package func measureRecall(
        index name: String, k: Int, sample: Int, effort: SearchEffort = SearchEffort()
    ) throws -> RecallMeasurement {
        guard (1...10_000).contains(k) else {
            throw VecDBError(.invalidParameterValue, "k must be between 1 and 10000, not \(k)")
        }
        guard (1...100_000).contains(sample) else {
            throw VecDBError(.invalidParameterValue, "the sample must be between 1 and 100000 rows, not \(sample)")
        }
        return try prepareIfNeeded {
            let definition = try vectorIndex(name)
            var scan = try usableScan(definition, to: "measured")
            scan.effort = effort
            let queries = try sampleQueries(definition, sample)
            var result = RecallMeasurement(
                recall: 1, k: k, sample: queries.count, indexMilliseconds: 0, exactMilliseconds: 0)
            switch definition.method {
            case .hnsw: result.efSearch = scan.searchEffort(k + 1)
            case .ivfflat: result.probes = scan.searchEffort(k + 1)
            }
            result.advice = scan.advice
            var (found, possible) = (0, 0)
            let clock = ContinuousClock()
            for (row, query) in queries {
                try checkCancellation()
                var approximate: [Neighbor] = []
                result.indexMilliseconds += try clock.measure {
                    approximate = try scan.nearest(k + 1, to: query)
                }.milliseconds
                var exact: [Neighbor] = []
                result.exactMilliseconds += try clock.measure { exact = try scan.exactly(k + 1, query) }.milliseconds
                let truth = exact.filter { $0.id != row }.prefix(k)
                guard let farthest = truth.last?.distance else { continue }
                possible += truth.count
                // A neighbour as near as the last of the true ones is as good.
                let near = approximate.filter { $0.id != row && $0.distance <= farthest }
                found += min(near.count, truth.count)
            }
            if possible > 0 { result.recall = Double(found) / Double(possible) }
            if !queries.isEmpty {
                result.indexMilliseconds /= Double(queries.count)
                result.exactMilliseconds /= Double(queries.count)
            }
            return result
        }
    }

    /// Rows drawn at random with their vectors in storage form.
    private func sampleQueries(_ definition: VectorIndexDefinition, _ count: Int) throws -> [(Int64, [UInt8])] {
        let statement = try sqlite.prepare(
            "SELECT * FROM (\(definition.selectAll)) ORDER BY random() LIMIT \(count)")
        var queries: [(Int64, [UInt8])] = []
        while try statement.step() {
            guard
                case .vector = RowVector(
                    statement, 1, element: definition.element, dimensions: definition.dimensions)
            else { continue }
            queries.append((statement.integer(0), [UInt8](statement.bytes(1))))
        }
        return queries
    }

    /// Runs `body` in the transaction that there is, or in one of its own.
    private func prepareIfNeeded<Result>(_ body: () throws -> Result) throws -> Result {
        try atomically(write: false, body)
    }
}

extension IndexScan {
    /// The nearest rows by comparing all.
    fileprivate func exactly(_ limit: Int, _ query: [UInt8]) throws -> [Neighbor] {
        let payload = try definition.payload(query)
        let found = try withView { view -> [Neighbor] in
            let near = try payload.withUnsafeBytes { bytes in
                try view.index.exact(
                    stored: bytes, limit: limit + view.changed.count, among: nil, vectors: view.fetch,
                    control: ScanControl())
            }
            let changed = Set(view.changed)
            let fresh = try distances(of: view.fresh(among: nil), payload)
            return Array(
                (near.filter { !changed.contains($0.id) } + fresh).sorted { $0.precedes($1) }.prefix(limit))
        }
        return found ?? []
    }
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    }
}
