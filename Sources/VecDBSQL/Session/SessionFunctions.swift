import VecDB
import VectorTypes

/// Functions and table-valued functions that emitted statements call besides PostgreSQL's own.
enum SessionFunctions {
    static func register(on connection: Connection, context: FunctionContext, held: HeldRows) throws {
        let sqlite = connection.sqlite
        try registerFunctions(on: sqlite, context: context)
        try sqlite.createFunction("vecdb_limit", arguments: 1) { call in
            let value = call[0]
            if value.isNull { return call.result(-1) }
            guard value.integer >= 0 else {
                throw VecDBError(.invalidRowCountInLimitClause, "LIMIT must not be negative")
            }
            call.result(value.integer)
        }
        try sqlite.createFunction("vecdb_offset", arguments: 1) { call in
            let value = call[0]
            if value.isNull { return call.result(0) }
            guard value.integer >= 0 else {
                throw VecDBError(.invalidRowCountInResultOffsetClause, "OFFSET must not be negative")
            }
            call.result(value.integer)
        }
        try sqlite.createFunction("vecdb_effort", arguments: 1) { call in
            call.result(context.searchEfforts[call[0].text].map { .text($0) } ?? .null)
        }
        try LateralRows.register(on: connection)
        try HeldRows.register(on: connection, held)
        try SeparateQuery.register(on: connection)
    }
}

/// PostgreSQL's functions on every connection to a file: its indexes, checks and generated columns call them.
enum PostgresFunctions {
    static func install() {
        ConnectionExtensions.add("postgres") { connection in
            try registerFunctions(on: connection.sqlite, context: FunctionContext())
        }
    }
}
