import PostgresSyntax
import VecDB
import VectorTypes

/// Finds the approximate index that can serve `ORDER BY operand <op> query`, or says why none can.
///
/// An index serves when its operator class has the operator, its column or expression is the operand, and the rows that a
/// partial index leaves out are ones that WHERE leaves out as well.
struct IndexMatcher {
    let entry: RangeEntry
    let table: CatalogTable
    /// The distance operator, such as `<=>`.
    let symbol: String
    /// The side of it that belongs to the row.
    let operand: BoundExpression
    /// The conditions of WHERE that are joined by AND.
    let conjuncts: [BoundExpression]
    let environment: BindingEnvironment

    enum Match {
        case index(CatalogIndex)
        /// Why there is none, in a sentence.
        case none(String)
    }

    func match() throws -> Match {
        var reason = "no index on \(operandText) supports the operator \(symbol)"
        for index in table.indexes where index.isApproximate {
            guard let element = index.elements.first, try isOperand(element) else { continue }
            guard let name = element.operatorClass,
                VectorOperatorClasses.named(name, method: index.method)?.operators.first == symbol
            else {
                reason = "index \"\(index.name)\" is of another operator class than the operator \(symbol) needs"
                continue
            }
            if let predicate = index.predicate, try !isImplied(predicate) {
                reason =
                    "index \"\(index.name)\" has only the rows WHERE \(predicate.text), which the statement's conditions do not imply"
                continue
            }
            return .index(index)
        }
        return .none(reason)
    }

    private var operandText: String {
        if case .column(let column) = operand.node { return "column \"\(column.name)\"" }
        return "the expression \(ExplainExpression.text(operand, outermost: true))"
    }

    // MARK: Elements

    private func isOperand(_ element: VecDB.IndexElement) throws -> Bool {
        if let column = element.column {
            guard case .column(let binding) = operand.node, binding.level == 0 else { return false }
            return table.columns.first { $0.number == binding.attribute }?.name == column
        }
        guard let text = element.expression?.text, let expression = try? parseExpression(text) else { return false }
        return try bound(expression, .index) == operand
    }

    /// A stored expression over the columns of the entry.
    private func bound(_ expression: Expression, _ clause: ExpressionClause) throws -> BoundExpression {
        let scope = QueryScope(parent: nil)
        scope.items = [NamespaceItem(name: entry.name, schema: entry.schema, columns: entry.columns)]
        let binder = QueryBinder(
            catalog: environment.catalog, parameters: ParameterTypes(), environment: environment)
        let expressions = binder.expressions(scope, clause)
        return try clause == .index
            ? expressions.bindOutput(expression) : expressions.bindBoolean(expression, construct: "WHERE")
    }

    // MARK: Predicates

    private func isImplied(_ predicate: StoredExpression) throws -> Bool {
        guard let expression = try? parseExpression(predicate.text) else { return false }
        let bound = try bound(expression, .indexPredicate)
        let wanted: [BoundExpression] = { if case .and(let parts) = bound.node { parts } else { [bound] } }()
        if wanted.allSatisfy({ part in conjuncts.contains { PredicateProof.implies($0, part) } }) { return true }
        // The value of a literal that the plan cache took out could decide it.
        let lifted = conjuncts.flatMap(\.parameterLocations)
        if !lifted.isEmpty, environment.liftsLiterals { throw LiteralsNeeded(locations: Set(lifted)) }
        return false
    }
}

/// Thrown while a plan is made for a statement without its literals, when their values matter.
struct LiteralsNeeded: Error {
    let locations: Set<Int>
}

extension BoundExpression {
    /// Where its parameters stand in the statement.
    fileprivate var parameterLocations: [Int] {
        var locations: [Int] = []
        forEach { node in
            if case .parameter = node.node, node.location >= 0 { locations.append(node.location) }
            return true
        }
        return locations
    }
}

/// Whether one condition implies another: what PostgreSQL proves for partial indexes, in the cases that occur.
enum PredicateProof {
    static func implies(_ given: BoundExpression, _ wanted: BoundExpression) -> Bool {
        if given == wanted { return true }
        if case .or(let parts) = wanted.node, parts.contains(where: { implies(given, $0) }) { return true }
        if case .isNull(let operand, negated: true) = wanted.node { return isStrict(given, on: operand) }
        if case .inList(let operand, let list, negated: false) = wanted.node {
            if case .inList(operand, let others, negated: false) = given.node {
                return others.allSatisfy { list.contains($0) }
            }
            if let comparison = Comparison(given), comparison.symbol == "=", comparison.operand == operand {
                return list.contains { $0 == comparison.value }
            }
            return false
        }
        guard let known = Comparison(given), let sought = Comparison(wanted), known.operand == sought.operand,
            let (a, b) = known.number.flatMap({ a in sought.number.map { (a, $0) } })
        else { return false }
        switch (known.symbol, sought.symbol) {
        case ("=", "="): return a == b
        case ("=", "<>"): return a != b
        case ("=", "<"), ("<=", "<"): return a < b
        case ("=", "<="), ("<=", "<="), ("<", "<="), ("<", "<"): return a <= b
        case ("=", ">"), (">=", ">"): return a > b
        case ("=", ">="), (">=", ">="), (">", ">="), (">", ">"): return a >= b
        case (">", "<>"): return a >= b
        case ("<", "<>"): return a <= b
        default: return false
        }
    }

    /// Whether a condition cannot be true where the operand is NULL.
    private static func isStrict(_ condition: BoundExpression, on operand: BoundExpression) -> Bool {
        switch condition.node {
        case .call(let function, let arguments):
            return function.isStrict && arguments.contains { $0 == operand || isStrict($0, on: operand) }
        case .inList(let tested, _, negated: false): return tested == operand
        case .relabel(let inner), .fit(let inner, _): return inner == operand || isStrict(inner, on: operand)
        case .isNull(let tested, negated: true): return tested == operand
        default: return false
        }
    }

    /// `operand op constant`.
    private struct Comparison {
        let symbol: String
        let operand: BoundExpression
        let value: BoundExpression

        init?(_ condition: BoundExpression) {
            guard case .call(let function, let arguments) = condition.node, arguments.count == 2,
                let name = FunctionCatalog.shared.operatorName(of: function),
                let turned = ["=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="][name]
            else { return nil }
            if case .constant = arguments[1].node {
                (symbol, operand, value) = (name, arguments[0], arguments[1])
            } else if case .constant = arguments[0].node {
                (symbol, operand, value) = (turned, arguments[1], arguments[0])
            } else {
                return nil
            }
        }

        var number: Double? {
            guard case .constant(let constant) = value.node else { return nil }
            switch constant {
            case .integer(let number): return Double(number)
            case .real(let number): return number
            case .text(let text): return value.type == .numeric ? Double(text) : nil
            default: return nil
            }
        }
    }
}
