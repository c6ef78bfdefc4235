import PostgresSyntax
import VecDB
import VectorTypes

// CREATE TABLE AS, SELECT INTO, CREATE VIEW: definitions whose columns a query gives.
extension Session {
    func run(_ create: CreateTableAsStatement) throws -> StatementOutcome {
        let select: SelectStatement
        switch create.query {
        case .select(let query): select = query
        case .execute: throw featureNotSupported("CREATE TABLE AS EXECUTE")
        default: throw featureNotSupported("CREATE TABLE AS with this statement")
        }
        return try createTable(as: select, into: create.into, ifNotExists: create.ifNotExists, tag: "SELECT")
    }

    /// Makes a table with a query's columns and fills it with its rows.
    func createTable(
        as select: SelectStatement, into: IntoClause, ifNotExists: Bool, tag: String
    ) throws -> StatementOutcome {
        try transact(writes: true) {
            let name = into.relation.name
            try requireSchema(into.relation)
            if into.persistence == .temporary { throw featureNotSupported("CREATE TEMPORARY TABLE") }
            if try connection.catalog().hasRelation(name) {
                guard ifNotExists else {
                    throw VecDBError(.duplicateTable, "relation \"\(name)\" already exists")
                }
                notice(
                    Notice(.notice, "relation \"\(name)\" already exists, skipping", sqlState: .duplicateTable))
                return StatementOutcome("CREATE TABLE AS")
            }
            let binder = try binder()
            let query = try binder.bind(select, in: nil)
            guard into.columns.count <= query.columns.count else {
                throw VecDBError(.syntaxError, "too many column names were specified")
            }
            let columns = try query.columns.enumerated().map { index, column -> VecDB.ColumnDefinition in
                let columnName = index < into.columns.count ? into.columns[index] : column.name
                if SQLType(column.type).base.isPseudo {
                    throw VecDBError(
                        .invalidTableDefinition,
                        "column \"\(columnName)\" has pseudo-type \(SQLType(column.type))")
                }
                return VecDB.ColumnDefinition(columnName, column.type)
            }
            var seen: Set<String> = []
            for column in columns where !seen.insert(column.name).inserted {
                throw VecDBError(.duplicateColumn, "column \"\(column.name)\" specified more than once")
            }
            let plan = try SelectPlan(query, parameterTypes: [], for: connection)
            let rows = into.isWithoutData ? [] : try plan.compiled.rows(connection, [])
            let table = try connection.createTable(TableDefinition(name, columns: columns))
            var emitter = SQLEmitter()
            let written = Array(table.columns.indices)
            RowWriter.insertion(into: table, written: written, alias: "t1", emitter: &emitter)
            let writer = try RowWriter(
                self, table, sql: CompiledSQL(emitter), written: written, returnsRow: false, arguments: [])
            for row in rows { _ = try writer.insert(row) }
            return StatementOutcome(into.isWithoutData ? "CREATE TABLE AS" : "\(tag) \(rows.count)")
        }
    }

    func run(_ create: CreateViewStatement) throws -> StatementOutcome {
        try requireSchema(create.relation)
        if create.persistence == .temporary { throw featureNotSupported("CREATE TEMPORARY VIEW") }
        if create.isRecursive { throw featureNotSupported("CREATE RECURSIVE VIEW") }
        if create.checkOption != .none { throw featureNotSupported("WITH CHECK OPTION") }
        let name = create.relation.name
        let binder = try binder()
        if let old = binder.catalog.views[name], !create.isReplace {
            throw VecDBError(.duplicateTable, "relation \"\(old.name)\" already exists")
        }
        if binder.catalog.table(name) != nil || binder.catalog.index(name) != nil {
            if create.isReplace { throw VecDBError(.wrongObjectType, "\"\(name)\" is not a view") }
            throw VecDBError(.duplicateTable, "relation \"\(name)\" already exists")
        }
        let query = try binder.bind(create.query, in: nil)
        guard binder.parameters.types.isEmpty else {
            throw VecDBError(.undefinedParameter, "there is no parameter $1")
        }
        guard create.columns.count <= query.columns.count else {
            throw VecDBError(.syntaxError, "CREATE VIEW specifies more column names than columns")
        }
        let columns = query.columns.enumerated().map { index, column in
            CatalogView.Column(
                name: index < create.columns.count ? create.columns[index] : column.name, type: column.type)
        }
        if let old = binder.catalog.views[name] {
            guard columns.count >= old.columns.count else {
                throw VecDBError(.invalidTableDefinition, "cannot drop columns from view")
            }
            for (before, after) in zip(old.columns, columns) {
                if before.name != after.name {
                    throw VecDBError(
                        .invalidTableDefinition,
                        "cannot change name of view column \"\(before.name)\" to \"\(after.name)\"",
                        hint: "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.")
                }
                if before.type != after.type {
                    throw VecDBError(
                        .invalidTableDefinition,
                        "cannot change data type of view column \"\(before.name)\" from \(before.type.formatted) to \(after.type.formatted)"
                    )
                }
            }
        }
        try connection.createView(
            name, text: Deparser(.faithful).text(of: create.query), columns: columns, orReplace: create.isReplace)
        return StatementOutcome("CREATE VIEW")
    }
}
