import VectorIndexes
import VectorTypes

/// Builds an index from the rows of a connection's snapshot.
struct IndexBuild {
    let definition: VectorIndexDefinition
    let key: IndexKey
    let threads: Int
    let shouldStop: (@Sendable () -> Bool)?
    /// Called now and then from any thread.
    let observer: (@Sendable (IndexBuildProgress) -> Void)?
    /// Whether rows that hold no vector of the index's kind are left out; else they are an error.
    var skipsUnfit = false

    func run(_ snapshot: Snapshot, _ progress: IndexBuildProgress) throws -> ResidentIndex {
        let control = ScanControl(threads: threads, shouldStop: shouldStop)
        let index = try definition.makeIndex()
        let total = try snapshot.sqlite.value(definition.selectCount)?.integer ?? 0
        progress.begin(total: Int(clamping: total), memory: Self.memory(of: definition, rows: Int(clamping: total)))
        observer?(progress)
        let unfit = try read(into: index, snapshot, control, progress)
        let view = IndexView(definition: definition, index: index, changed: [], sqlite: snapshot.sqlite)
        let observer = observer
        try index.build(control, vectors: index.hasVectors ? nil : view.fetch) { step in
            progress.note(step)
            observer?(progress)
        }
        // Small builds end before anybody looks at the clock.
        try control.check()
        let resident = ResidentIndex(key: key, index: index, unfit: unfit)
        resident.follower.book.begin(at: snapshot.position, drift: snapshot.drift)
        return resident
    }

    private func read(
        into index: any ApproximateIndex, _ snapshot: Snapshot, _ control: ScanControl, _ progress: IndexBuildProgress
    ) throws -> [Int64: UnfitVector] {
        let statement = try snapshot.sqlite.prepare(definition.selectAll)
        var count = 0
        var unfit: [Int64: UnfitVector] = [:]
        while try statement.step() {
            let vector = RowVector(statement, 1, element: definition.element, dimensions: definition.dimensions)
            let row = statement.integer(0)
            switch vector {
            case .absent, .null: continue
            case .vector(let payload):
                do {
                    try index.put(payload, id: row)
                } catch let error as VecDBError where skipsUnfit && error.isAboutValue {
                    unfit[row] = .damaged
                    continue
                }
            case .misfit(let dimensions) where definition.column == nil && !skipsUnfit: throw mismatch(dimensions)
            case .misfit, .damaged:
                guard let why = vector.unfit else { continue }
                guard skipsUnfit else { throw definition.unfit(why, row: row) }
                unfit[row] = why
                continue
            }
            count += 1
            if count & 1_023 == 0 {
                try control.check()
                progress.noteRead(count)
                observer?(progress)
            }
        }
        progress.noteRead(count)
        return unfit
    }

    private func mismatch(_ dimensions: Int) -> VecDBError {
        VecDBError(.dataException, "expected \(definition.dimensions) dimensions, not \(dimensions)")
    }

    /// About how many bytes the index will take.
    static func memory(of definition: VectorIndexDefinition, rows: Int) -> Int {
        let vector = definition.element.rowBytes(dimensions: definition.dimensions)
        let code =
            definition.dimensions >= 32 && definition.element != .bit ? (definition.dimensions + 63) / 64 * 64 : 0
        let links =
            switch definition.method {
            case .hnsw: 4 * 2 * definition.index.number(HNSWParameters.m) + 40
            case .ivfflat: 45
            }
        return rows * ((definition.storage == .full ? vector : 0) + code + links)
    }
}
