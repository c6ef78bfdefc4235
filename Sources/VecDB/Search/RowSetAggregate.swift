import VectorIndexes

/// The aggregate `vecdb_rowset(rowid)`: the rows of a filter, handed to `vecdb_scan` as a set. SQL sees NULL.
///
/// Rows come ascending from a scan of the table; NULLs are left out.
final class RowSetAggregate: AggregateFunction {
    static let tag = PointerTag("vecdb_rowset")
    private let collected = CollectedRows()

    func step(_ call: FunctionCall) throws {
        let value = call[0]
        if !value.isNull { collected.rows.insert(value.integer) }
    }

    func finish(_ call: FunctionCall) throws {
        collected.rows.normalize()
        call.result(object: collected, type: Self.tag)
    }
}

/// A set of rows on its way from one function to another.
final class CollectedRows {
    var rows = RowSet()
}

/// Registers what this folder offers to SQL on a connection.
func registerSearch(on connection: Connection) throws {
    // From the first connection on the log is kept short, also in a process that never searches.
    _ = ArenaStore.of(connection.core)
    try connection.sqlite.createTableFunction("vecdb_scan", ScanTableFunction(connection))
    try connection.sqlite.createAggregate("vecdb_rowset", arguments: 1, flags: .directOnly) { RowSetAggregate() }
    try connection.sqlite.createAggregate("vecdb_batch", arguments: 1, flags: .directOnly) { QueryBatchAggregate() }
    try LazyFilter.register(on: connection.sqlite)
    try MetadataCondition.register(on: connection)
}
