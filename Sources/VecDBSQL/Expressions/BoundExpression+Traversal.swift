import VecDB

extension BoundExpression {
    /// The expressions right below this one; not those inside sub-selects.
    package var children: [BoundExpression] {
        switch node {
        case .constant, .parameter, .column: []
        case .call(_, let arguments): arguments
        case .relabel(let inner), .output(let inner), .input(let inner), .arrayCast(let inner, _),
            .fit(let inner, _), .not(let inner), .isNull(let inner, _), .isTruth(let inner, _, _), .field(let inner, _):
            [inner]
        case .and(let parts), .or(let parts), .coalesce(let parts), .extremum(let parts, _), .row(let parts),
            .array(let parts):
            parts
        case .isDistinct(let left, let right, _): [left, right]
        case .cases(let arms, let otherwise):
            arms.flatMap { [$0.condition, $0.result] } + (otherwise.map { [$0] } ?? [])
        case .nullIf(let equality, let value): [equality, value]
        case .inList(let operand, let list, _): [operand] + list
        case .quantifiedArray(let operand, _, let array, _): [operand, array]
        case .rowComparison(_, let left, let right): left + right
        case .arraySubscript(let array, let indices):
            [array] + indices.flatMap { [$0.lower, $0.upper].compactMap { $0 } }
        case .subquery(let kind, _):
            switch kind {
            case .exists, .scalar, .array: []
            case .isIn(let operands, _): operands
            case .quantified(let comparison, _): [comparison]
            }
        case .aggregate(let call): call.arguments + call.order.map(\.expression) + (call.filter.map { [$0] } ?? [])
        case .window(let call):
            call.arguments + (call.filter.map { [$0] } ?? []) + call.partition + call.order.map(\.expression)
        case .setReturning(let call): call.arguments
        }
    }

    /// Calls `visit` for this expression and all below, outermost first; false from it skips what is below.
    package func forEach(_ visit: (BoundExpression) throws -> Bool) rethrows {
        guard try visit(self) else { return }
        for child in children { try child.forEach(visit) }
    }

    /// Whether this or something below satisfies the condition.
    package func contains(where condition: (BoundExpression) -> Bool) -> Bool {
        condition(self) || children.contains { $0.contains(where: condition) }
    }

    /// Whether an aggregate of this query stands in it.
    package var containsAggregate: Bool {
        contains {
            if case .aggregate(let call) = $0.node { return call.level == 0 }
            return false
        }
    }

    /// Whether a window function stands in it.
    package var containsWindow: Bool {
        contains {
            if case .window = $0.node { return true }
            return false
        }
    }

    /// Whether a set-returning function stands in it.
    package var containsSetReturning: Bool {
        contains {
            if case .setReturning = $0.node { return true }
            return false
        }
    }

    /// Whether its value is the same whenever it is evaluated in one statement, and needs no row.
    package var isConstant: Bool {
        !contains {
            switch $0.node {
            case .column, .subquery, .aggregate, .window, .setReturning: true
            case .call(let function, _): function.volatility == .volatile
            default: false
            }
        }
    }

    /// The least strict volatility of the functions in it.
    package var volatility: FunctionEntry.Volatility {
        var worst = FunctionEntry.Volatility.immutable
        forEach { expression in
            switch expression.node {
            case .call(let function, _):
                if function.volatility == .volatile { worst = .volatile }
                if function.volatility == .stable, worst == .immutable { worst = .stable }
            case .output(let inner):
                if inner.type.isTimeZoneDependent, worst == .immutable { worst = .stable }
            case .input:
                if expression.type.isTimeZoneDependent, worst == .immutable { worst = .stable }
            default: break
            }
            return true
        }
        return worst
    }

    /// The expression with each part replaced by what `transform` makes of it, outermost first; where it returns nil the
    /// parts below are transformed.
    package func map(_ transform: (BoundExpression) throws -> BoundExpression?) rethrows -> BoundExpression {
        if let replaced = try transform(self) { return replaced }
        var result = self
        func go(_ expression: BoundExpression) throws -> BoundExpression { try expression.map(transform) }
        func go(_ order: [BoundOrder]) throws -> [BoundOrder] {
            try order.map { key in
                var key = key
                key.expression = try key.expression.map(transform)
                return key
            }
        }
        switch node {
        case .constant, .parameter, .column: break
        case .call(let function, let arguments): result.node = .call(function, try arguments.map(go))
        case .relabel(let inner): result.node = .relabel(try go(inner))
        case .output(let inner): result.node = .output(try go(inner))
        case .input(let inner): result.node = .input(try go(inner))
        case .arrayCast(let inner, let cast): result.node = .arrayCast(try go(inner), cast)
        case .fit(let inner, let isExplicit): result.node = .fit(try go(inner), isExplicit: isExplicit)
        case .and(let parts): result.node = .and(try parts.map(go))
        case .or(let parts): result.node = .or(try parts.map(go))
        case .not(let inner): result.node = .not(try go(inner))
        case .isNull(let inner, let negated): result.node = .isNull(try go(inner), negated: negated)
        case .isTruth(let inner, let test, let negated): result.node = .isTruth(try go(inner), test, negated: negated)
        case .isDistinct(let left, let right, let negated):
            result.node = .isDistinct(try go(left), try go(right), negated: negated)
        case .cases(let arms, let otherwise):
            result.node = .cases(
                try arms.map { BoundCase(condition: try go($0.condition), result: try go($0.result)) },
                otherwise: try otherwise.map(go))
        case .coalesce(let parts): result.node = .coalesce(try parts.map(go))
        case .nullIf(let equality, let value): result.node = .nullIf(equality: try go(equality), value: try go(value))
        case .extremum(let parts, let isGreatest): result.node = .extremum(try parts.map(go), isGreatest: isGreatest)
        case .inList(let operand, let list, let negated):
            result.node = .inList(try go(operand), try list.map(go), negated: negated)
        case .quantifiedArray(let operand, let function, let array, let isAll):
            result.node = .quantifiedArray(try go(operand), function, array: try go(array), isAll: isAll)
        case .row(let parts): result.node = .row(try parts.map(go))
        case .rowComparison(let symbol, let left, let right):
            result.node = .rowComparison(symbol, try left.map(go), try right.map(go))
        case .array(let parts): result.node = .array(try parts.map(go))
        case .arraySubscript(let array, let indices):
            result.node = .arraySubscript(
                try go(array),
                try indices.map {
                    ArrayIndex(lower: try $0.lower.map(go), upper: try $0.upper.map(go), isSlice: $0.isSlice)
                })
        case .subquery(let kind, let query):
            switch kind {
            case .exists, .scalar, .array: break
            case .isIn(let operands, let negated):
                result.node = .subquery(.isIn(try operands.map(go), negated: negated), query)
            case .quantified(let comparison, let isAll):
                result.node = .subquery(.quantified(comparison: try go(comparison), isAll: isAll), query)
            }
        case .aggregate(var call):
            call.arguments = try call.arguments.map(go)
            call.order = try go(call.order)
            call.filter = try call.filter.map(go)
            result.node = .aggregate(call)
        case .window(var call):
            call.arguments = try call.arguments.map(go)
            call.filter = try call.filter.map(go)
            call.partition = try call.partition.map(go)
            call.order = try go(call.order)
            result.node = .window(call)
        case .setReturning(var call):
            call.arguments = try call.arguments.map(go)
            result.node = .setReturning(call)
        case .field(let inner, let index): result.node = .field(try go(inner), index)
        }
        return result
    }

    /// A distance between something of the row and something that needs no row: the operator, and the sides as they can
    /// be told apart (a side that needs no row may stand left or right).
    package var distance: [(operator: String, operand: BoundExpression, query: BoundExpression)] {
        guard case .call(let function, let arguments) = node, arguments.count == 2,
            let symbol = DistanceOperator.symbols[function.name]
        else { return [] }
        return [(arguments[0], arguments[1]), (arguments[1], arguments[0])].compactMap { operand, query in
            guard operand.usesOwnRow, !query.usesOwnRow else { return nil }
            return (symbol, operand, query)
        }
    }

    /// Whether its value may be another one for each row of the query that it stands in.
    package var usesOwnRow: Bool {
        contains {
            if case .column(let other) = $0.node { return other.level == 0 }
            if case .call(let function, _) = $0.node { return function.volatility == .volatile }
            if case .subquery(_, let query) = $0.node { return query.isCorrelated }
            return false
        }
    }
}

/// The distance operators by the function behind them.
enum DistanceOperator {
    static let symbols: [String: String] = [
        "l2_distance": "<->", "cosine_distance": "<=>", "l1_distance": "<+>", "hamming_distance": "<~>",
        "jaccard_distance": "<%>", "vector_negative_inner_product": "<#>", "halfvec_negative_inner_product": "<#>",
        "sparsevec_negative_inner_product": "<#>",
    ]
}

extension SQLType {
    /// Whether the text form hangs on settings of the session.
    var isTimeZoneDependent: Bool {
        switch base {
        case .timestamptz, .timetz, .timestamp, .date, .interval, .regclass: true
        default: false
        }
    }
}
