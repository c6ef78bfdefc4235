import VecDB
import VectorTypes

/// Bound expressions as EXPLAIN prints them.
enum ExplainExpression {
    static func text(_ expression: BoundExpression, outermost: Bool = false) -> String {
        switch expression.node {
        case .constant(let value): return constant(value, expression)
        case .parameter(let number): return "$\(number)"
        case .column(let column): return column.name
        case .call(let function, let arguments): return call(function, arguments)
        case .relabel(let inner), .output(let inner), .input(let inner), .arrayCast(let inner, _), .fit(let inner, _):
            return "(\(text(inner)))::\(expression.columnType.formatted)"
        case .and(let parts): return "(" + parts.map { text($0) }.joined(separator: " AND ") + ")"
        case .or(let parts): return "(" + parts.map { text($0) }.joined(separator: " OR ") + ")"
        case .not(let inner): return "(NOT \(text(inner)))"
        case .isNull(let inner, let negated): return "(\(text(inner)) IS \(negated ? "NOT " : "")NULL)"
        case .isTruth(let inner, let test, let negated):
            let word =
                switch test {
                case .isTrue: "TRUE"
                case .isFalse: "FALSE"
                case .isUnknown: "UNKNOWN"
                }
            return "(\(text(inner)) IS \(negated ? "NOT " : "")\(word))"
        case .isDistinct(let left, let right, let negated):
            return "(\(text(left)) IS \(negated ? "NOT " : "")DISTINCT FROM \(text(right)))"
        case .cases: return "CASE … END"
        case .coalesce(let parts): return "COALESCE(\(list(parts)))"
        case .nullIf(_, let value): return "NULLIF(\(text(value)), …)"
        case .extremum(let parts, let isGreatest): return "\(isGreatest ? "GREATEST" : "LEAST")(\(list(parts)))"
        case .inList(let operand, let parts, let negated):
            let values = parts.map { plain($0) }.joined(separator: ",")
            return "(\(text(operand)) \(negated ? "<> ALL" : "= ANY") ('{\(values)}'::\(operand.type)[]))"
        case .quantifiedArray(let operand, let function, let array, let isAll):
            return "(\(text(operand)) \(symbol(function) ?? "=") \(isAll ? "ALL" : "ANY") (\(text(array))))"
        case .row(let parts): return "ROW(\(list(parts)))"
        case .rowComparison(let symbol, let left, let right):
            return "(ROW(\(list(left))) \(symbol) ROW(\(list(right))))"
        case .array(let parts): return "ARRAY[\(list(parts))]"
        case .arraySubscript(let array, _): return "\(text(array))[…]"
        case .subquery(let kind, _):
            switch kind {
            case .exists: return "EXISTS(SubPlan)"
            case .isIn(_, let negated): return negated ? "(NOT (hashed SubPlan))" : "(hashed SubPlan)"
            default: return "$0"
            }
        case .aggregate(let call): return "\(call.function.name)(\(call.isStar ? "*" : list(call.arguments)))"
        case .window(let call): return "\(call.function.name)(\(call.isStar ? "*" : list(call.arguments))) OVER (?)"
        case .setReturning(let call): return "\(call.function.name)(\(list(call.arguments)))"
        case .field(let inner, let index): return "(\(text(inner))).f\(index + 1)"
        }
    }

    private static func list(_ parts: [BoundExpression]) -> String { parts.map { text($0) }.joined(separator: ", ") }

    private static func plain(_ expression: BoundExpression) -> String {
        guard case .constant(let value) = expression.node else { return text(expression) }
        return (try? ValueText.text(of: value, as: expression.columnType, FunctionContext())) ?? "NULL"
    }

    private static func constant(_ value: SQLiteValue, _ expression: BoundExpression) -> String {
        if value.isNull { return "NULL::\(expression.columnType.formatted)" }
        let shown = (try? ValueText.text(of: value, as: expression.columnType, FunctionContext())) ?? ""
        switch expression.type {
        case .int4: return shown
        case .bool: return shown == "t" ? "true" : "false"
        default:
            if expression.type == .numeric || expression.type == .float8 && !shown.contains("N") && !shown.contains("I")
            {
                if expression.type == .numeric { return shown }
            }
            return "\(quoted(literal: shown))::\(expression.columnType.formatted)"
        }
    }

    private static func symbol(_ function: FunctionEntry) -> String? {
        if let distance = DistanceOperator.symbols[function.name] { return distance }
        return FunctionCatalog.shared.operatorName(of: function)
    }

    private static func call(_ function: FunctionEntry, _ arguments: [BoundExpression]) -> String {
        if function.isConversion, let first = arguments.first {
            var type = function.result.column()
            if arguments.count > 1, case .constant(.integer(let modifier)) = arguments[1].node, modifier >= 0 {
                type.modifier = Int32(clamping: modifier)
            }
            return "(\(text(first)))::\(type.formatted)"
        }
        guard let symbol = symbol(function) else { return "\(function.name)(\(list(arguments)))" }
        switch arguments.count {
        case 1: return "(\(symbol) \(text(arguments[0])))"
        case 2: return "(\(text(arguments[0])) \(symbol) \(text(arguments[1])))"
        default: return "\(function.name)(\(list(arguments)))"
        }
    }
}

extension FunctionEntry {
    /// Whether it is one of pgvector's casts: `vector_to_halfvec(v, 384, true)`.
    fileprivate var isConversion: Bool {
        name.contains("_to_") && (result.isVectorLike || arguments.first?.isVectorLike == true)
            && !arguments.isEmpty && arguments.count <= 3
    }
}

extension FunctionCatalog {
    /// The operator that a function implements.
    func operatorName(of function: FunctionEntry) -> String? { OperatorNames.byFunction[ObjectIdentifier(function)] }
}

/// Operators by the function behind them.
private enum OperatorNames {
    static let byFunction: [ObjectIdentifier: String] = {
        var names: [ObjectIdentifier: String] = [:]
        for entry in FunctionCatalog.shared.operators.values.joined() {
            names[ObjectIdentifier(entry.function)] = entry.name
        }
        return names
    }()
}
