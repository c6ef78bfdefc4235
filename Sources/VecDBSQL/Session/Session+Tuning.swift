import VecDB
import VectorIndexes
import VectorTypes

extension Session {
    /// Finds the parameters of an HNSW index for the rows that there are; see `Connection.tune`.
    ///
    /// ``cancellation`` ends it, ``onProgress`` tells how far it is.
    package func tune(_ request: TuningRequest) throws -> Tuning {
        var result: Tuning?
        try guarded {
            refreshContext()
            connection.buildThreads = ThreadPool.processorCount
            defer { refreshContext() }
            let told = onProgress
            result = try connection.tune(request) { progress in
                told?(
                    StatementProgress(
                        subject: progress.subject, phase: progress.phase, done: progress.done, total: progress.total))
            }
        }
        guard let result else { throw VecDBError(.internalError, "there is no result") }
        return result
    }
}

extension Tuning {
    /// The statements that make the index of a point and have it searched so: each one line.
    package func statements(for point: TuningPoint) -> [String] {
        let table = ObjectNames.quotedWhereNeeded(subject.table.name)
        let column = ObjectNames.quotedWhereNeeded(subject.column.name)
        var key = "\(column) \(subject.operatorClass.name)"
        if point.precision == .half {
            let operators = subject.operatorClass.name.replacing("vector_", with: "halfvec_")
            key = "(\(column)::halfvec(\(subject.dimensions))) \(operators)"
        }
        var options = "m = \(point.m), ef_construction = \(point.efConstruction)"
        if point.precision == .compact { options += ", storage = compact" }
        var statements: [String] = []
        if let index = subject.index, !isThere(point) {
            statements.append("DROP INDEX \(ObjectNames.quotedWhereNeeded(index.index.name));")
        }
        if !isThere(point) { statements.append("CREATE INDEX ON \(table) USING hnsw (\(key)) WITH (\(options));") }
        return statements + ["SET \(HNSWParameters.efSearch.name) = \(point.efSearch);"]
    }

    /// Whether the column's index is such a one already.
    package func isThere(_ point: TuningPoint) -> Bool {
        guard let index = subject.index, point.precision != .half else { return false }
        return index.parameter(HNSWParameters.m) == point.m
            && index.parameter(HNSWParameters.efConstruction) == point.efConstruction
            && (index.storage == .compact) == (point.precision == .compact)
    }

    /// What a query is ordered by to be answered from the index of a point.
    package func order(for point: TuningPoint) -> String {
        let column = ObjectNames.quotedWhereNeeded(subject.column.name)
        let vector = point.precision == .half ? "\(column)::halfvec(\(subject.dimensions))" : column
        return "\(vector) \(subject.metric.sqlOperator) $1"
    }
}
