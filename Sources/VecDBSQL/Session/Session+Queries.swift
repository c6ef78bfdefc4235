import PostgresSyntax
import VecDB
import VectorTypes

// SELECT, INSERT, UPDATE, DELETE: planned, kept, run.
extension Session {
    /// Plans and runs a query or modification.
    func runQuery(_ statement: Statement, parameters: [SQLParameter]) throws -> StatementOutcome {
        if case .select(let select) = statement, let into = select.into {
            return try createTable(as: select.withoutInto, into: into, ifNotExists: false, tag: "SELECT")
        }
        return try transact(writes: statement.writes) {
            let plan = try plan(statement, declared: parameters.map(\.type))
            if plan.writes { try connection.prepareToWrite() }
            return try plan.run(self, try encode(parameters, plan.parameterTypes))
        }
    }

    /// Binds and plans against the catalog of the open transaction.
    func plan(_ statement: Statement, declared: [ColumnType?]) throws -> Plan {
        let parameters = ParameterTypes(declared)
        let binder = try binder(parameters)
        let plan = try plan(statement, binder)
        return plan
    }

    /// A binder for one statement.
    func binder(_ parameters: ParameterTypes = ParameterTypes()) throws -> QueryBinder {
        let catalog = try connection.catalog()
        return QueryBinder(
            catalog: catalog, parameters: parameters,
            environment: BindingEnvironment(
                context: context, settings: settings, catalog: catalog, connection: connection))
    }

    func plan(_ statement: Statement, _ binder: QueryBinder) throws -> Plan {
        let modifying = statement.modifyingTables
        guard modifying.isEmpty else { return try ModifyingTablesPlan(statement, modifying, self, binder) }
        switch statement {
        case .select(let select):
            let query = try binder.bind(select, in: nil)
            return try SelectPlan(query, parameterTypes: try binder.parameters.settled(), for: connection)
        case .insert(let insert): return try InsertPlanner(binder).plan(insert)
        case .update(let update): return try UpdatePlanner(binder).plan(update)
        case .delete(let delete): return try DeletePlanner(binder).plan(delete)
        default: throw featureNotSupported("this statement here")
        }
    }

    /// The arguments in stored form, for the types that the statement gave its parameters.
    func encode(_ parameters: [SQLParameter], _ types: [ColumnType]) throws -> [SQLiteValue] {
        guard parameters.count >= types.count else {
            if parameters.isEmpty {
                throw VecDBError(.undefinedParameter, "there is no parameter $\(types.count)")
            }
            throw VecDBError(
                .protocolViolation,
                "bind message supplies \(parameters.count) parameters, but prepared statement \"\" requires \(types.count)"
            )
        }
        return try zip(parameters, types).map { try encode($0, as: $1) }
    }

    func encode(_ parameter: SQLParameter, as type: ColumnType) throws -> SQLiteValue {
        guard parameter.type == nil, case .text(let text) = parameter.value else { return parameter.value }
        return try ValueText.encode(text, as: type, context)
    }
}

extension ParameterTypes {
    /// The types after binding; a parameter that nothing typed is text.
    func settled() throws -> [ColumnType] {
        types.map { type in
            guard let type, type.base != .unknown else { return ColumnType(.text) }
            return type
        }
    }
}

extension Statement {
    /// Whether it may change rows.
    var writes: Bool {
        switch self {
        case .select(let select): !select.locking.isEmpty || !modifyingTables.isEmpty
        case .insert, .update, .delete, .merge, .truncate: true
        default: false
        }
    }

    /// The WITH clause, wherever the statement has one.
    var with: WithClause? {
        switch self {
        case .select(let select): select.with
        case .insert(let insert): insert.with
        case .update(let update): update.with
        case .delete(let delete): delete.with
        default: nil
        }
    }

    /// Its data-modifying CTEs.
    var modifyingTables: [CommonTable] {
        (with?.tables ?? []).filter {
            if case .select = $0.statement { return false }
            return true
        }
    }
}

extension SelectStatement {
    /// The table of SELECT … INTO.
    var into: IntoClause? {
        if case .select(let core) = body { return core.into }
        return nil
    }

    /// The same query without INTO.
    var withoutInto: SelectStatement {
        var copy = self
        if case .select(var core) = body {
            core.into = nil
            copy.body = .select(core)
        }
        return copy
    }
}
