import PostgresSyntax
import VecDB
import VectorTypes

/// Function calls: scalar functions, and the way to aggregates, windows and sets.
extension ExpressionBinder {
    /// A call of a built-in by its name alone.
    func callNamed(_ name: String, _ arguments: [BoundExpression], location: Int) throws -> BoundExpression {
        let resolution = try resolveFunction(name, arguments.map(\.type), location: location)
        switch resolution {
        case .cast(let type): return try cast(arguments[0], to: type.column(), location: location)
        case .function(let resolved): return try scalarCall(resolved, arguments, location: location)
        }
    }

    func bindCall(_ node: PostgresSyntax.FunctionCall) throws -> BoundExpression {
        let name = try functionName(node)
        let entries = FunctionCatalog.shared.functions[name] ?? []
        let isAggregateName = entries.contains { $0.kind == .aggregate }
        if isAggregateName || node.isStar || node.isDistinct || !node.orderBy.isEmpty || node.isWithinGroup
            || node.filter != nil || node.window != nil || entries.contains(where: { $0.kind == .window })
        {
            return try bindSpecialCall(node, name: name)
        }
        var arguments = try node.arguments.map { try bind($0.value) }
        if rowToJSONFunctions.contains(name), case .row(let fields)? = arguments.first?.node {
            arguments[0] = try rowAsJSON(fields, location: arguments[0].location)
        }
        if name == "num_nulls" || name == "num_nonnulls" { return try bindNullCount(name, arguments, node) }
        let resolution = try resolve(node, name, arguments)
        switch resolution {
        case .cast(let type):
            return try cast(arguments[0], to: type.column(), location: node.location)
        case .function(let resolved):
            return try scalarCall(resolved, arguments, location: leftmost(node.location, []))
        }
    }

    private func functionName(_ node: PostgresSyntax.FunctionCall) throws -> String {
        guard let name = node.name.last else { throw featureNotSupported("a call without a name") }
        if node.name.count > 1, let schema = node.name.dropLast().last, schema != "pg_catalog", schema != "public" {
            throw VecDBError(
                .init("3F000"), "schema \"\(schema)\" does not exist", position: position(node.location))
        }
        return name
    }

    func resolve(
        _ node: PostgresSyntax.FunctionCall, _ name: String, _ arguments: [BoundExpression]
    ) throws -> FunctionResolution {
        try resolveFunction(
            name, arguments.map(\.type), names: node.arguments.map(\.name), isVariadic: node.isVariadic,
            isStar: node.isStar, shownName: node.name.joined(separator: "."), location: node.location)
    }

    /// The arguments in the order of the parameters, converted, with the defaults.
    func matched(
        _ resolved: ResolvedFunction, _ arguments: [BoundExpression], location: Int
    ) throws -> (arguments: [BoundExpression], result: SQLType) {
        let polymorphic = PolymorphicTypes(
            declared: Array(resolved.types.prefix(arguments.count)), actual: arguments.map(\.type))
        if let polymorphic, polymorphic.isUndetermined {
            throw VecDBError(
                .datatypeMismatch, "could not determine polymorphic type because input has type unknown",
                position: position(location))
        }
        var converted: [BoundExpression] = []
        for (argument, declared) in zip(arguments, resolved.types) {
            let wanted = polymorphic?.resolve(declared) ?? declared
            guard let value = try coercion.convert(argument, to: wanted, .implicit) else {
                throw VecDBError(
                    .cannotCoerce, "cannot cast type \(argument.type) to \(wanted)",
                    position: position(argument.location))
            }
            // "any" takes a literal as it is.
            converted.append(wanted == SQLType(.any) ? try resolvingUnknown(value) : value)
        }
        let result = polymorphic?.resolve(resolved.function.result) ?? resolved.function.result
        let function = resolved.function
        if let order = resolved.order {
            let required = function.arguments.count - function.defaults.count
            let complete = order.enumerated().map { place, index in
                index.map { converted[$0] }
                    ?? BoundExpression(.constant(function.defaults[place - required]), function.arguments[place])
            }
            return (complete, result)
        }
        for (value, type) in zip(resolved.defaults, function.arguments.suffix(resolved.defaults.count)) {
            converted.append(BoundExpression(.constant(value), type))
        }
        return (converted, result)
    }

    private func scalarCall(
        _ resolved: ResolvedFunction, _ arguments: [BoundExpression], location: Int
    ) throws -> BoundExpression {
        let (converted, result) = try matched(resolved, arguments, location: location)
        switch resolved.function.kind {
        case .setReturning:
            try clause.requireSets(location)
            return BoundExpression(
                .setReturning(SetReturningCall(function: resolved.function, arguments: converted)), result,
                location: location)
        case .scalar:
            if case .catalogOnly = resolved.function.implementation {
                throw featureNotSupported("calling function \(resolved.function.name) from SQL", location: location)
            }
            let bound = BoundExpression(.call(resolved.function, converted), result, location: location)
            let isConstant = converted.allSatisfy { if case .constant = $0.node { true } else { false } }
            return isConstant && !converted.isEmpty ? coercion.fold(bound) : bound
        case .aggregate, .window:
            throw featureNotSupported("this call of \(resolved.function.name)", location: location)
        }
    }

    /// `num_nulls(VARIADIC "any")`: counted without evaluating more than NULL tests.
    private func bindNullCount(
        _ name: String, _ arguments: [BoundExpression], _ node: PostgresSyntax.FunctionCall
    ) throws -> BoundExpression {
        guard !arguments.isEmpty, !node.isVariadic else {
            throw featureNotSupported("VARIADIC \(name)", location: node.location)
        }
        guard let function = FunctionCatalog.shared.function(name, [SQLType(.any)]) else {
            throw featureNotSupported(name, location: node.location)
        }
        let values = try arguments.map(resolvingUnknown)
        return BoundExpression(.call(function, values), .int4, location: node.location)
    }

    /// A row for a function that makes JSON of it: an object of its fields by name. Its type stays `record`, which tells
    /// the function that the text is JSON already.
    func rowAsJSON(_ fields: [BoundExpression], location: Int) throws -> BoundExpression {
        guard let function = FunctionCatalog.shared.function("json_row", [SQLType(.any)]) else {
            throw featureNotSupported("rows as JSON", location: location)
        }
        var arguments: [BoundExpression] = []
        for (index, field) in fields.enumerated() {
            var name = "f\(index + 1)"
            if case .column(let column) = field.node { name = column.name }
            arguments.append(BoundExpression(.constant(.text(name)), .text))
            arguments.append(try resolvingUnknown(field))
        }
        return BoundExpression(.call(function, arguments), .record, location: location)
    }

    /// A function in FROM.
    package func bindTableFunction(_ node: PostgresSyntax.FunctionCall) throws -> BoundTableFunction {
        let name = try functionName(node)
        if name == "unnest", node.arguments.count > 1 { return try bindZip(node) }
        let bound = try bindCall(node)
        guard case .setReturning(let call) = bound.node else {
            // Any function may stand in FROM: one row with one column.
            return BoundTableFunction(call: nil, scalar: bound, columns: [(name, bound.columnType)])
        }
        return BoundTableFunction(
            call: call, scalar: bound, columns: tableColumns(call, name: name, result: bound.type))
    }

    /// `unnest(a, b, …)`: the arrays side by side, the shorter ones filled up with NULL.
    private func bindZip(_ node: PostgresSyntax.FunctionCall) throws -> BoundTableFunction {
        let arrays = try node.arguments.map { argument -> BoundExpression in
            let array = try bind(argument.value)
            guard array.type.element != nil else {
                throw VecDBError(
                    .undefinedFunction, "function unnest(\(array.type)) does not exist",
                    hint:
                        "No function matches the given name and argument types. You might need to add explicit type casts.",
                    position: position(node.location))
            }
            return array
        }
        guard arrays.count <= ZipTable.limit else {
            throw featureNotSupported("unnest() with more than \(ZipTable.limit) arrays", location: node.location)
        }
        let columns = arrays.map { ("unnest", ($0.type.element ?? .text).column()) }
        return BoundTableFunction(call: nil, scalar: arrays[0], columns: columns, zipped: arrays)
    }

    /// The columns of a set-returning call's rows, their names as PostgreSQL gives them.
    package func tableColumns(
        _ call: SetReturningCall, name: String, result: SQLType
    ) -> [(name: String, type: ColumnType)] {
        if call.function.resultColumns.count == 1, call.function.resultColumns[0].name.isEmpty {
            return [(name, result.column())]
        }
        return call.function.resultColumns.map { ($0.name, $0.type.column()) }
    }

    // MARK: Functions without parentheses

    func bindValueFunction(_ node: ValueFunction) throws -> BoundExpression {
        let name: String
        let type: SQLType
        switch node.kind {
        case .currentDate: (name, type) = ("current_date", .date)
        case .currentTime: (name, type) = ("current_time", SQLType(.timetz))
        case .currentTimestamp: (name, type) = ("now", .timestamptz)
        case .localTime: (name, type) = ("localtime", .time)
        case .localTimestamp: (name, type) = ("localtimestamp", .timestamp)
        case .currentRole, .currentUser, .user: (name, type) = ("current_user", .name)
        case .sessionUser: (name, type) = ("session_user", .name)
        case .currentCatalog: (name, type) = ("current_database", .name)
        case .currentSchema: (name, type) = ("current_schema", .name)
        }
        guard let function = FunctionCatalog.shared.function(name, []) else {
            throw featureNotSupported(node.kind.rawValue, location: node.location)
        }
        var bound = BoundExpression(.call(function, []), type, location: node.location)
        if let precision = node.precision {
            bound = try coercion.fit(bound, modifier: Int32(clamping: min(precision, 6)), isExplicit: true)
        }
        return bound
    }
}

/// A function in FROM, bound.
package struct BoundTableFunction {
    /// Nil for a scalar function, which gives one row.
    package var call: SetReturningCall?
    package var scalar: BoundExpression
    package var columns: [(name: String, type: ColumnType)]
    /// The arrays of an `unnest` of several.
    var zipped: [BoundExpression] = []

    /// Whether the function gives its columns names, as `jsonb_array_elements` calls its one `value`.
    package var namesItsColumns: Bool { call.map { !($0.function.resultColumns.first?.name.isEmpty ?? true) } ?? false }

    /// Writes the table-valued function. Its columns are `c1` … and, the row's number from 1, `n`.
    package func emit(into emitter: inout SQLEmitter) throws {
        if !zipped.isEmpty {
            emitter.write("pg_unnest_zip(")
            for (index, array) in zipped.enumerated() {
                if index > 0 { emitter.write(", ") }
                emitter.write("\((array.type.element ?? .text).oid), ")
                try emitter.emit(array)
            }
            return emitter.write(")")
        }
        guard let call else {
            emitter.write("(SELECT ")
            try emitter.emit(scalar)
            emitter.write(" AS c1, 1 AS n)")
            return
        }
        try emitter.emitRows(call, result: scalar.type)
    }
}

extension SQLEmitter {
    /// Writes a set-returning call as a table-valued function with the columns `c1` … and `n`.
    package mutating func emitRows(_ call: SetReturningCall, result: SQLType) throws {
        write(call.function.sqliteName + "(")
        try emitArguments(call.function, call.arguments, result: result)
        write(")")
    }
}

/// The functions that take a row apart into a JSON object.
let rowToJSONFunctions: Set<String> = ["to_json", "to_jsonb", "row_to_json", "json_agg", "jsonb_agg"]
