import VecDB
import VectorTypes

/// Aggregates and windows.
///
/// SQLite 3.40 knows neither `agg(x ORDER BY y)` nor DISTINCT over several arguments: those calls go through
/// `pg_ordered`, which keeps the rows, sorts them and then feeds the aggregate.
extension SQLEmitter {
    mutating func emitAggregate(_ call: AggregateCall) throws {
        if call.isOrderedSet || !call.order.isEmpty || call.isDistinct && call.needsSorting {
            try emitOrderedAggregate(call)
        } else {
            try emitPlainAggregate(call)
        }
        if let filter = call.filter {
            write(" FILTER (WHERE ")
            try emit(filter)
            write(")")
        }
    }

    private mutating func emitPlainAggregate(_ call: AggregateCall) throws {
        if call.isStar { return write("count(*)") }
        switch call.function.implementation {
        case .template(let name):
            write("\(name)(")
            if call.isDistinct { write("DISTINCT ") }
            for (index, argument) in call.arguments.enumerated() {
                if index > 0 { write(", ") }
                // DISTINCT compares with the argument's collation, and so do min and max.
                if call.function.name == "count", !call.isDistinct {
                    try emit(argument)
                } else {
                    try emitSortKey(argument)
                }
            }
            write(")")
        default:
            write(call.function.sqliteName + "(")
            let tags = call.function.tags(
                arguments: call.arguments.map(\.type), result: call.function.result)
            if call.isDistinct { write("DISTINCT ") }
            write(tags.map { String($0.oid) + ", " }.joined())
            for (index, argument) in call.arguments.enumerated() {
                if index > 0 { write(", ") }
                if call.isDistinct { try emitSortKey(argument) } else { try emit(argument) }
            }
            write(")")
        }
    }

    /// `pg_ordered('name,arguments,distinct,keys…', tags…, arguments…, keys…)`.
    private mutating func emitOrderedAggregate(_ call: AggregateCall) throws {
        var arguments = call.arguments
        if call.isOrderedSet { arguments += call.order.map(\.expression) }
        let tags = call.function.tags(arguments: arguments.map(\.type), result: call.function.result)
        var order = call.order
        if call.isDistinct {
            // Sorted by all arguments, equal rows stand side by side.
            for argument in call.arguments where !order.contains(where: { $0.expression == argument }) {
                order.append(BoundOrder(argument))
            }
        }
        let name: String
        if case .template(let native) = call.function.implementation {
            name = native
        } else {
            name = call.function.sqliteName
        }
        var description = "\(name),\(tags.count),\(arguments.count),\(call.isDistinct ? 1 : 0)"
        for key in order {
            description += ","
            description += key.isDescending ? "d" : "a"
            description += key.nullsFirst ? "f" : "l"
            if case .collation(let collation) = key.expression.type.sortKey { description += collation }
        }
        write("pg_ordered('\(description)'")
        for tag in tags { write(", \(tag.oid)") }
        for argument in arguments {
            write(", ")
            try emit(argument)
        }
        for key in order {
            write(", ")
            try emitSortKey(key.expression, collated: false)
        }
        write(")")
    }

    mutating func emitWindow(_ call: WindowCall) throws {
        if call.isStar {
            write("count(*)")
        } else if case .template(let name) = call.function.implementation {
            write("\(name)(")
            let isComparison = name == "min" || name == "max"
            for (index, argument) in call.arguments.enumerated() {
                if index > 0 { write(", ") }
                if isComparison { try emitSortKey(argument) } else { try emit(argument) }
            }
            write(")")
        } else {
            write(call.function.windowName + "(")
            try emitArguments(call.function, call.arguments, result: call.function.result)
            write(")")
        }
        if let filter = call.filter {
            write(" FILTER (WHERE ")
            try emit(filter)
            write(")")
        }
        write(" OVER (")
        if !call.partition.isEmpty {
            write("PARTITION BY ")
            for (index, key) in call.partition.enumerated() {
                if index > 0 { write(", ") }
                try emitSortKey(key)
            }
        }
        if !call.order.isEmpty {
            write(call.partition.isEmpty ? "ORDER BY " : " ORDER BY ")
            try emitOrder(call.order)
        }
        if let frame = call.frame {
            write(" \(frame.mode) BETWEEN ")
            try emitBound(frame.start)
            write(" AND ")
            try emitBound(frame.end)
            write(frame.exclusion)
        }
        write(")")
    }

    private mutating func emitBound(_ bound: BoundFrameBound) throws {
        switch bound {
        case .unboundedPreceding: write("UNBOUNDED PRECEDING")
        case .currentRow: write("CURRENT ROW")
        case .unboundedFollowing: write("UNBOUNDED FOLLOWING")
        case .preceding(let offset):
            try emit(offset)
            write(" PRECEDING")
        case .following(let offset):
            try emit(offset)
            write(" FOLLOWING")
        }
    }
}

extension AggregateCall {
    /// Whether DISTINCT cannot be left to SQLite: several arguments, an order that shows, or values whose equality is
    /// not SQLite's.
    var needsSorting: Bool {
        if case .template(let name) = function.implementation, name == "count" || name == "min" || name == "max" {
            return arguments.count != 1
        }
        return true
    }
}
