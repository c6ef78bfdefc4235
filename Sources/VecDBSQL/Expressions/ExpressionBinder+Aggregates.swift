import PostgresSyntax
import VecDB
import VectorTypes

/// Aggregates and window functions.
extension ExpressionBinder {
    /// A call that is an aggregate's or window function's, or has a clause that only those take.
    func bindSpecialCall(_ node: PostgresSyntax.FunctionCall, name: String) throws -> BoundExpression {
        let outer = clause
        let isWindow = node.window != nil
        clause = ExpressionClause(outer.name, singular: outer.singular)
        clause.allowsColumns = outer.allowsColumns
        clause.allowsSubqueries = outer.allowsSubqueries
        // What may stand inside is judged after it is known what the call is.
        clause.allowsAggregates = true
        clause.allowsWindows = true
        clause.allowsSets = true
        defer { clause = outer }
        var direct = try node.arguments.map { try bind($0.value) }
        if rowToJSONFunctions.contains(name), case .row(let fields)? = direct.first?.node {
            direct[0] = try rowAsJSON(fields, location: direct[0].location)
        }
        var order: [BoundOrder] = []
        for item in node.orderBy { order.append(try bindOrder(item)) }
        let arguments = node.isWithinGroup ? direct + order.map(\.expression) : direct
        guard case .function(let resolved) = try resolve(node, name, arguments) else {
            throw notAggregate(node, name)
        }
        let function = resolved.function
        switch function.kind {
        case .scalar, .setReturning: return try refuseClauses(node, name, function)
        case .window where !isWindow:
            throw VecDBError(
                .windowingError, "window function \(name) requires an OVER clause", position: position(node.location))
        default: break
        }
        if node.isStar, !function.arguments.isEmpty || name != "count" {
            throw VecDBError(
                .wrongObjectType, "\(name)(*) must be used to call a parameterless aggregate function",
                position: position(node.location))
        }
        if !node.isStar, name == "count", arguments.isEmpty {
            throw VecDBError(
                .wrongObjectType, "count(*) must be used to call a parameterless aggregate function",
                position: position(node.location))
        }
        if function.isOrderedSet, !node.isWithinGroup {
            throw VecDBError(
                .wrongObjectType, "WITHIN GROUP is required for ordered-set aggregate \(name)",
                position: position(node.location))
        }
        if node.isWithinGroup, !function.isOrderedSet {
            throw VecDBError(
                .wrongObjectType,
                "\(name) is not an ordered-set aggregate, so it cannot have WITHIN GROUP",
                position: position(node.location))
        }
        var (converted, result) = try matched(resolved, arguments, location: node.location)
        if node.isWithinGroup {
            for index in order.indices { order[index].expression = converted[direct.count + index] }
            converted = Array(converted.prefix(direct.count))
        }
        let filter = try node.filter.map { expression in
            clause = .filter
            clause.allowsSubqueries = outer.allowsSubqueries
            return try bindBoolean(expression, construct: "FILTER")
        }
        clause = outer
        if let window = node.window {
            return try bindWindow(
                node, window, function, converted, filter: filter, result: result)
        }
        try clause.requireAggregates(node.location)
        try refuseNested(in: converted + order.map(\.expression))
        if node.isDistinct {
            if converted.isEmpty {
                throw VecDBError(
                    .syntaxError, "DISTINCT specified, but count has no arguments", position: position(node.location))
            }
            for key in order where !converted.contains(key.expression) {
                throw VecDBError(
                    .invalidColumnReference,
                    "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list",
                    position: position(key.expression.location))
            }
        }
        var call = AggregateCall(function: function, arguments: converted)
        call.isStar = node.isStar
        call.isDistinct = node.isDistinct
        call.order = order
        call.filter = filter
        call.isOrderedSet = node.isWithinGroup
        call.level = level(of: converted + order.map(\.expression))
        return BoundExpression(
            .aggregate(call), result, modifier: resultModifier(function, converted), location: node.location)
    }

    /// min, max and kin keep their argument's modifier.
    private func resultModifier(_ function: FunctionEntry, _ arguments: [BoundExpression]) -> Int32 { -1 }

    private func refuseNested(in parts: [BoundExpression]) throws {
        for part in parts {
            try part.forEach { inner in
                switch inner.node {
                case .aggregate(let call) where call.level == 0:
                    throw VecDBError(
                        .groupingError, "aggregate function calls cannot be nested", position: position(inner.location))
                case .window:
                    throw VecDBError(
                        .groupingError, "aggregate function calls cannot contain window function calls",
                        position: position(inner.location))
                case .setReturning:
                    throw VecDBError(
                        .featureNotSupported,
                        "aggregate function calls cannot contain set-returning function calls",
                        hint: "You might be able to move the set-returning function into a LATERAL FROM item.",
                        position: position(inner.location))
                default: return true
                }
            }
        }
    }

    /// An aggregate over outer columns only belongs to the outer query.
    private func level(of parts: [BoundExpression]) -> Int {
        var level: Int?
        for part in parts {
            part.forEach { inner in
                if case .column(let column) = inner.node { level = min(level ?? column.level, column.level) }
                return true
            }
        }
        return level ?? 0
    }

    private func notAggregate(_ node: PostgresSyntax.FunctionCall, _ name: String) -> VecDBError {
        VecDBError(
            .wrongObjectType, "\(name) is not an aggregate function", position: position(node.location))
    }

    /// A clause that only aggregates or windows take, on a plain function.
    private func refuseClauses(
        _ node: PostgresSyntax.FunctionCall, _ name: String, _ function: FunctionEntry
    ) throws -> BoundExpression {
        let what: String
        if node.isStar {
            what = "\(name)(*) specified, but \(name) is not an aggregate function"
        } else if node.isDistinct {
            what = "DISTINCT specified, but \(name) is not an aggregate function"
        } else if node.isWithinGroup {
            what = "WITHIN GROUP specified, but \(name) is not an aggregate function"
        } else if !node.orderBy.isEmpty {
            what = "ORDER BY specified, but \(name) is not an aggregate function"
        } else if node.filter != nil {
            what = "FILTER specified, but \(name) is not an aggregate function"
        } else if node.window != nil {
            what = "OVER specified, but \(name) is not a window function nor an aggregate function"
        } else {
            // Another function of an aggregate's name, such as mode or a plain overload.
            var plain = node
            plain.isVariadic = node.isVariadic
            let arguments = try plain.arguments.map { try bind($0.value) }
            guard case .function(let resolved) = try resolve(plain, name, arguments) else {
                throw notAggregate(node, name)
            }
            let (converted, result) = try matched(resolved, arguments, location: node.location)
            return BoundExpression(.call(function, converted), result, location: node.location)
        }
        throw VecDBError(.wrongObjectType, what, position: position(node.location))
    }

    // MARK: Windows

    private func bindWindow(
        _ node: PostgresSyntax.FunctionCall, _ window: PostgresSyntax.FunctionCall.Window, _ function: FunctionEntry,
        _ arguments: [BoundExpression], filter: BoundExpression?, result: SQLType
    ) throws -> BoundExpression {
        try clause.requireWindows(node.location)
        if node.isDistinct {
            throw VecDBError(
                .featureNotSupported, "DISTINCT is not implemented for window functions",
                position: position(node.location))
        }
        if !node.orderBy.isEmpty {
            throw VecDBError(
                .featureNotSupported, "aggregate ORDER BY is not implemented for window functions",
                position: position(node.location))
        }
        if filter != nil, function.kind == .window {
            throw VecDBError(
                .featureNotSupported, "FILTER is not implemented for non-aggregate window functions",
                position: position(node.location))
        }
        for argument in arguments {
            try argument.forEach { inner in
                if case .window = inner.node {
                    throw VecDBError(
                        .windowingError, "window function calls cannot be nested", position: position(inner.location))
                }
                return true
            }
        }
        let definition: WindowDefinition
        switch window {
        case .named(let name): definition = try namedWindow(name, location: node.location)
        case .defined(let given): definition = try merged(given)
        }
        var call = WindowCall(function: function, arguments: arguments, partition: [], order: [])
        call.isStar = node.isStar
        call.filter = filter
        let outer = clause
        defer { clause = outer }
        clause.allowsWindows = false
        call.partition = try definition.partitionBy.map { try resolvingUnknown(bind($0)) }
        call.order = try definition.orderBy.map(bindOrder)
        call.frame = try definition.frame.map { try bindFrame($0, order: call.order) }
        return BoundExpression(.window(call), result, location: node.location)
    }

    private func namedWindow(_ name: String, location: Int) throws -> WindowDefinition {
        guard let subqueries else {
            throw VecDBError(.undefinedObject, "window \"\(name)\" does not exist", position: position(location))
        }
        return try merged(subqueries.windowDefinition(name, location: location))
    }

    /// `(base ORDER BY x)` with what the base window says filled in.
    private func merged(_ definition: WindowDefinition) throws -> WindowDefinition {
        guard let baseName = definition.base else { return definition }
        let base = try namedWindow(baseName, location: definition.location)
        if !definition.partitionBy.isEmpty {
            throw VecDBError(
                .windowingError, "cannot override PARTITION BY clause of window \"\(baseName)\"",
                position: position(definition.location))
        }
        if !definition.orderBy.isEmpty, !base.orderBy.isEmpty {
            throw VecDBError(
                .windowingError, "cannot override ORDER BY clause of window \"\(baseName)\"",
                position: position(definition.location))
        }
        if base.frame != nil {
            throw VecDBError(
                .windowingError, "cannot copy window \"\(baseName)\" because it has a frame clause",
                position: position(definition.location))
        }
        var result = definition
        result.base = nil
        result.partitionBy = base.partitionBy
        if definition.orderBy.isEmpty { result.orderBy = base.orderBy }
        return result
    }

    /// Binds a sort key; integers here are values, not column numbers.
    package func bindOrder(_ item: SortItem) throws -> BoundOrder {
        let expression = try resolvingUnknown(bind(item.expression))
        var descending = false
        switch item.direction {
        case .descending: descending = true
        case .using(let name): descending = name.name == ">"
        default: break
        }
        try requireOrdering(expression)
        let nullsFirst: Bool? = item.nulls == .unspecified ? nil : item.nulls == .first
        return BoundOrder(expression, isDescending: descending, nullsFirst: nullsFirst)
    }

    /// 42883 for types that have no order.
    package func requireOrdering(_ expression: BoundExpression) throws {
        guard !expression.type.isArray else { return }
        switch expression.type.base {
        case .json, .jsonpath, .xid, .aclitem, .cid:
            throw VecDBError(
                .undefinedFunction, "could not identify an ordering operator for type \(expression.type)",
                hint: "Use an explicit ordering operator or modify the query.", position: position(expression.location))
        default: break
        }
    }

    private func bindFrame(_ frame: WindowFrame, order: [BoundOrder]) throws -> BoundFrame {
        func bound(_ bound: WindowFrame.Bound) throws -> BoundFrameBound {
            switch bound {
            case .unboundedPreceding: return .unboundedPreceding
            case .currentRow: return .currentRow
            case .unboundedFollowing: return .unboundedFollowing
            case .preceding(let offset): return .preceding(try self.offset(offset, frame, order))
            case .following(let offset): return .following(try self.offset(offset, frame, order))
            }
        }
        let mode = frame.unit == .rows ? "ROWS" : frame.unit == .range ? "RANGE" : "GROUPS"
        if frame.unit == .groups, order.isEmpty {
            throw VecDBError(.windowingError, "GROUPS mode requires an ORDER BY clause")
        }
        let exclusion =
            switch frame.exclusion {
            case .none: ""
            case .currentRow: " EXCLUDE CURRENT ROW"
            case .group: " EXCLUDE GROUP"
            case .ties: " EXCLUDE TIES"
            case .noOthers: " EXCLUDE NO OTHERS"
            }
        return BoundFrame(
            mode: mode, start: try bound(frame.start), end: try frame.end.map(bound) ?? .currentRow,
            exclusion: exclusion)
    }

    private func offset(_ expression: Expression, _ frame: WindowFrame, _ order: [BoundOrder]) throws -> BoundExpression
    {
        let outer = clause
        defer { clause = outer }
        clause = .windowFrame
        let value = try bind(expression)
        if frame.unit == .range {
            guard order.count == 1, let key = order.first?.expression else {
                throw VecDBError(
                    .windowingError,
                    "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column",
                    position: position(value.location))
            }
            switch key.type.base {
            case .int2, .int4, .int8: return try convert(value, to: .int8, construct: "RANGE")
            case .float4, .float8: return try convert(value, to: .float8, construct: "RANGE")
            default: throw featureNotSupported("RANGE with an offset over \(key.type)", location: value.location)
            }
        }
        guard let converted = try coercion.convert(value, to: .int8, .assignment) else {
            let mode = frame.unit == .rows ? "ROWS" : "GROUPS"
            throw VecDBError(
                .datatypeMismatch, "argument of \(mode) must be type bigint, not type \(value.type)",
                position: position(value.location))
        }
        return converted
    }
}

extension FunctionEntry {
    /// Whether it is called with WITHIN GROUP.
    var isOrderedSet: Bool {
        kind == .aggregate && ["percentile_cont", "percentile_disc", "mode"].contains(name)
    }
}
