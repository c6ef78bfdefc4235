import PostgresSyntax

/// The name that PostgreSQL gives a result column without a label (its `FigureColname`).
enum ColumnNaming {
    static func name(of expression: Expression) -> String { figure(expression).name ?? "?column?" }

    /// How sure a name is: 0 none, 1 a type's name (a better one may come from outside), 2 good.
    private static func figure(_ expression: Expression) -> (name: String?, strength: Int) {
        switch expression {
        case .column(let column) where !column.isStar:
            return (column.names.last, 2)
        case .indirection(let indirection):
            for step in indirection.steps.reversed() {
                if case .field(let name) = step { return (name, 2) }
            }
            return figure(indirection.base)
        case .function(let call): return (call.name.last, 2)
        case .cast(let cast):
            let inner = figure(cast.operand)
            if inner.strength > 1 { return inner }
            return (cast.type.names.last, 1)
        case .collate(let collate): return figure(collate.operand)
        case .literal(let literal):
            if case .boolean = literal.value { return ("bool", 1) }
            return (nil, 0)
        case .grouping: return ("grouping", 2)
        case .subquery(let subquery):
            switch subquery.kind {
            case .exists: return ("exists", 2)
            case .array: return ("array", 2)
            case .scalar: return firstTarget(subquery.select)
            case .membership, .quantified: return (nil, 0)
            }
        case .caseWhen(let expression):
            if let otherwise = expression.otherwise {
                let inner = figure(otherwise)
                if inner.strength > 1 { return inner }
            }
            return ("case", 1)
        case .array: return ("array", 2)
        case .row: return ("row", 2)
        case .coalesce: return ("coalesce", 2)
        case .nullIf: return ("nullif", 2)
        case .extremum(let extremum): return (extremum.isGreatest ? "greatest" : "least", 2)
        case .valueFunction(let function): return (function.kind.rawValue.lowercased(), 2)
        case .xml(let xml): return (xml.function.lowercased(), 2)
        default: return (nil, 0)
        }
    }

    private static func firstTarget(_ select: SelectStatement) -> (name: String?, strength: Int) {
        switch select.body {
        case .select(let core):
            guard let target = core.targets.first else { return (nil, 0) }
            if let label = target.label { return (label, 2) }
            return figure(target.expression)
        case .setOperation(let operation): return firstTarget(operation.left)
        case .values: return ("column1", 2)
        }
    }
}
