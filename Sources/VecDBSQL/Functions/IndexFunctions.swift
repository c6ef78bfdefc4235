import VecDB
import VectorTypes

/// What can be asked of an approximate index in SQL: functions that PostgreSQL does not have.
func declareIndexFunctions(in c: inout CatalogBuilder) {
    // vecdb_recall(index, k, sample): how much of what exact search finds the index finds.
    c.rows(
        "vecdb_recall(index:text, k:int4 = 10, sample:int4 = 100) record",
        columns: [
            ("recall", .float8), ("k", .int4), ("sample", .int4), ("ef_search", .int4), ("index_ms", .float8),
            ("exact_ms", .float8), ("probes", .int4), ("advice", .text),
        ], volatility: .volatile
    ) { x, context in
        guard let found = try context.catalog?.measureRecall(x.text(0), k: Int(x.int(1)), sample: Int(x.int(2))) else {
            return RowSource([])
        }
        return RowSource([
            [
                .real(found.recall), .integer(Int64(found.k)), .integer(Int64(found.sample)),
                found.efSearch.map { SQLiteValue.integer(Int64($0)) } ?? .null, .real(rounded(found.indexMilliseconds)),
                .real(rounded(found.exactMilliseconds)), found.probes.map { SQLiteValue.integer(Int64($0)) } ?? .null,
                .orNull(found.advice),
            ]
        ])
    }
    // vecdb_index_status(index): where an index stands.
    c.rows(
        "vecdb_index_status(index:text) record",
        columns: [
            ("state", .text), ("detail", .text), ("rows", .int8), ("unsettled", .int8), ("dead", .int8),
            ("memory_bytes", .int8), ("file_bytes", .int8), ("scans", .int8), ("tuples_read", .int8),
        ], volatility: .volatile
    ) { x, context in
        guard let status = try context.catalog?.indexStatus(x.text(0)) else { return RowSource([]) }
        let numbers = [
            status.rows, status.unsettled, status.dead, status.memoryBytes, status.fileBytes, status.scans,
            status.tuplesRead,
        ]
        return RowSource([
            [.text(status.state.name), .orNull(status.detail)] + numbers.map { .integer(Int64($0)) }
        ])
    }
}

/// Milliseconds with no more digits than a clock has.
private func rounded(_ milliseconds: Double) -> Double { (milliseconds * 10_000).rounded() / 10_000 }

extension IndexStatus.State {
    /// The state in a word.
    var name: String {
        switch self {
        case .ready: "ready"
        case .stored: "stored"
        case .building: "building"
        case .unusable: "unusable"
        }
    }

}

extension IndexStatus {
    /// Why the index cannot be used, or had to be built anew.
    fileprivate var detail: String? {
        if case .unusable(let reason) = state { return reason }
        return damage.map { "it was built anew: \($0)" }
    }
}
