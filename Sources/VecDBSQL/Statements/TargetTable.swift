import PostgresSyntax
import VecDB
import VectorTypes

/// The table that a modification is about: found, allowed, and its columns named.
struct TargetTable {
    let table: CatalogTable
    let entry: RangeEntry
    let scope: QueryScope

    init(_ reference: RelationReference, _ binder: QueryBinder, verb: String, parent: QueryScope?) throws {
        let name = reference.name
        table = try TargetTable.find(name, binder, verb: verb)
        entry = binder.entry(for: table)
        if let alias = reference.alias {
            if alias.name != entry.name { entry.hiddenName = entry.name }
            entry.name = alias.name
            entry.schema = nil
        }
        scope = QueryScope(parent: parent)
        scope.items = [
            NamespaceItem(
                name: entry.name, schema: entry.schema, columns: entry.columns, hiddenName: entry.hiddenName)
        ]
    }

    /// The user's table of that name; 42P01, or why it cannot be modified.
    static func find(_ name: QualifiedName, _ binder: QueryBinder, verb: String) throws -> CatalogTable {
        if let schema = name.schema, schema == "pg_catalog" || schema == "information_schema",
            CatalogTables.table(name.name, schema: schema) != nil
        {
            throw VecDBError(
                .insufficientPrivilege, "permission denied: \"\(name.name)\" is a system catalog")
        }
        if let schema = name.schema, schema != "public", schema != "pg_temp" {
            throw VecDBError(
                .undefinedTable, "relation \"\(schema).\(name.name)\" does not exist", position: name.location + 1)
        }
        if binder.environment.view(name) != nil {
            throw VecDBError(
                .featureNotSupported, "cannot \(verb) view \"\(name.name)\"",
                detail: "Views are read-only here: modify the tables below.")
        }
        guard let table = binder.catalog.table(name.name), !table.isView else {
            if name.schema == nil, CatalogTables.table(name.name, schema: nil) != nil {
                throw VecDBError(.insufficientPrivilege, "permission denied: \"\(name.name)\" is a system catalog")
            }
            if binder.catalog.sequence(name.name) != nil {
                throw VecDBError(.wrongObjectType, "cannot change sequence \"\(name.name)\"")
            }
            throw binder.missingRelation(name)
        }
        guard table.hasRowid else {
            throw featureNotSupported("modifying table \"\(name.name)\", which has no rowid")
        }
        return table
    }

    /// The place of a column that is assigned to.
    func column(_ target: AssignmentTarget) throws -> Int {
        if !target.steps.isEmpty {
            throw featureNotSupported("assigning to a field or an array element", location: target.location)
        }
        guard let index = table.columns.firstIndex(where: { $0.name == target.name }) else {
            throw VecDBError(
                .undefinedColumn, "column \"\(target.name)\" of relation \"\(table.name)\" does not exist",
                position: target.location < 0 ? nil : target.location + 1)
        }
        return index
    }
}

/// RETURNING: evaluated on the row as it is after the change.
struct ReturningClause {
    let targets: [BoundTarget]
    let columns: [ResultColumn]
    let compiled: CompiledSQL

    /// - Parameter extras: Expressions over other tables of the statement that the targets may use; each is handed in as
    ///   parameter −1000−i.
    init(_ targets: [BoundTarget], target: TargetTable, binder: QueryBinder) throws {
        let settled = try targets.map {
            BoundTarget(expression: try binder.resolved($0.expression), name: $0.name)
        }
        self.targets = settled
        columns = settled.map { ResultColumn(name: $0.name, type: $0.expression.columnType) }
        var emitter = SQLEmitter()
        emitter.write("SELECT ")
        for (index, item) in settled.enumerated() {
            if index > 0 { emitter.write(", ") }
            try emitter.emit(item.expression)
        }
        emitter.write(" FROM ")
        try QueryWriter.write(target.entry, into: &emitter)
        emitter.write(" WHERE \(target.entry.rowid) = ")
        emitter.write(parameter: .parameter(ReturningClause.rowidParameter))
        compiled = CompiledSQL(emitter)
    }

    static let rowidParameter = -999
    static let extraParameter = -1000

    /// The result's row for a changed row.
    func row(
        _ rowid: Int64, _ session: Session, _ arguments: [SQLiteValue], extras: [SQLiteValue] = []
    ) throws -> [SQLiteValue] {
        let statement = try session.connection.sqlite.cached(compiled.sql)
        statement.reset()
        defer { statement.reset() }
        for (index, parameter) in compiled.parameters.enumerated() {
            switch parameter {
            case .constant(let value): try statement.bind(value, at: index + 1)
            case .parameter(ReturningClause.rowidParameter): try statement.bind(rowid, at: index + 1)
            case .parameter(let number) where number <= ReturningClause.extraParameter:
                try statement.bind(extras[ReturningClause.extraParameter - number], at: index + 1)
            case .parameter(let number): try statement.bind(arguments[number - 1], at: index + 1)
            }
        }
        guard try statement.step() else {
            throw VecDBError(.internalError, "a row vanished while it was being returned")
        }
        return statement.row
    }
}
