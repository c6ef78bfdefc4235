import PostgresSyntax
import VecDB
import VectorTypes

/// Operators and the constructs that are written with them: IN, BETWEEN, LIKE, ANY, ALL, IS DISTINCT FROM.
extension ExpressionBinder {
    func bindOperation(_ node: Operation) throws -> BoundExpression {
        try checkSchema(node.name, location: node.location)
        guard let leftNode = node.left else {
            let operand = try bind(node.right)
            return try prefixOperation(node.name.name, operand, location: node.location)
        }
        let left = try bind(leftNode)
        if case .row = left.node, case .subquery(let subquery) = node.right, case .scalar = subquery.kind {
            return try rowSubquery(node.name.name, left, subquery)
        }
        let right = try bind(node.right)
        return try operation(node.name.name, left, right, location: node.location)
    }

    private func checkSchema(_ name: OperatorName, location: Int) throws {
        guard let schema = name.schema.last, schema != "pg_catalog", schema != "public" else { return }
        throw VecDBError(
            .undefinedFunction,
            "operator does not exist: \(name.schema.joined(separator: ".")).\(name.name)", position: position(location))
    }

    func prefixOperation(_ symbol: String, _ operand: BoundExpression, location: Int) throws -> BoundExpression {
        let entry = try resolveOperator(symbol, left: nil, right: operand.type, location: location)
        return try call(entry.function, [operand], declared: [entry.right], location: leftmost(location, [operand]))
    }

    /// `left symbol right`, also for rows.
    package func operation(
        _ symbol: String, _ left: BoundExpression, _ right: BoundExpression, location: Int
    ) throws -> BoundExpression {
        if case .row(let first) = left.node, case .row(let second) = right.node {
            return try rowOperation(symbol, first, second, location: location)
        }
        let entry = try resolveOperator(symbol, left: left.type, right: right.type, location: location)
        guard let leftType = entry.left else { return left }
        let place = leftmost(location, [left, right])
        return try call(entry.function, [left, right], declared: [leftType, entry.right], location: place)
    }

    /// A call with its arguments converted to the declared types.
    func call(
        _ function: FunctionEntry, _ arguments: [BoundExpression], declared: [SQLType], location: Int
    ) throws -> BoundExpression {
        let polymorphic = PolymorphicTypes(declared: declared, actual: arguments.map(\.type))
        if let polymorphic, polymorphic.isUndetermined, function.result.isPolymorphic {
            throw VecDBError(
                .datatypeMismatch, "could not determine polymorphic type because input has type unknown",
                position: position(location))
        }
        let converted = try zip(arguments, declared).map { argument, declared in
            let wanted = polymorphic?.resolve(declared) ?? declared
            guard let converted = try coercion.convert(argument, to: wanted, .implicit) else {
                throw VecDBError(
                    .cannotCoerce, "cannot cast type \(argument.type) to \(wanted)",
                    position: position(argument.location))
            }
            return converted
        }
        let result = polymorphic?.resolve(function.result) ?? function.result
        let bound = BoundExpression(.call(function, converted), result, location: location)
        guard converted.allSatisfy({ if case .constant = $0.node { true } else { false } }) else { return bound }
        // Errors of folding are left for the run; so is what SQLite computes itself.
        return coercion.fold(bound)
    }

    // MARK: Rows

    private func rowOperation(
        _ symbol: String, _ left: [BoundExpression], _ right: [BoundExpression], location: Int
    ) throws -> BoundExpression {
        guard left.count == right.count else {
            throw VecDBError(
                .syntaxError, "unequal number of entries in row expressions", position: position(location))
        }
        guard !left.isEmpty else {
            throw featureNotSupported("comparing rows of zero length", location: location)
        }
        guard ["=", "<>", "!=", "<", "<=", ">", ">="].contains(symbol) else {
            throw VecDBError(
                .featureNotSupported,
                "could not determine interpretation of row comparison operator \(symbol)",
                hint: "Row comparison operators must be associated with btree operator families.",
                position: position(location))
        }
        let comparisons = try zip(left, right).map {
            try operation(symbol == "!=" ? "<>" : symbol, $0, $1, location: location)
        }
        if comparisons.count == 1 { return comparisons[0] }
        if symbol == "=" { return BoundExpression(.and(comparisons), .bool, location: location) }
        if symbol == "<>" || symbol == "!=" { return BoundExpression(.or(comparisons), .bool, location: location) }
        var first: [BoundExpression] = []
        var second: [BoundExpression] = []
        for (a, b) in zip(left, right) {
            let (pair, _) = try unify([resolvingPair(a, b), resolvingPair(b, a)], construct: "ROW")
            first.append(pair[0])
            second.append(pair[1])
        }
        return BoundExpression(.rowComparison(symbol, first, second), .bool, location: location)
    }

    /// An unknown literal as the other side's type.
    private func resolvingPair(_ a: BoundExpression, _ b: BoundExpression) throws -> BoundExpression {
        guard a.type == .unknown else { return a }
        return try coercion.convert(a, to: b.type == .unknown ? .text : b.type, .implicit) ?? a
    }

    // MARK: Lists and ranges

    func bindInList(_ node: InList) throws -> BoundExpression {
        let operand = try bind(node.operand)
        let list = try node.list.map(bind)
        let symbol = node.isNegated ? "<>" : "="
        func comparisons() throws -> BoundExpression {
            let parts = try list.map {
                try boolean(operation(symbol, operand, $0, location: node.location), construct: "IN")
            }
            if parts.count == 1 { return parts[0] }
            return BoundExpression(
                node.isNegated ? .and(parts) : .or(parts), .bool, location: leftmost(node.location, [operand]))
        }
        if case .row = operand.node { return try comparisons() }
        guard let type = commonType(([operand] + list).map(\.type)), list.count > 1 else { return try comparisons() }
        // Only where the comparison is the type's own equality is a list the same as a chain of comparisons.
        let entry = try resolveOperator("=", left: type, right: type, location: node.location)
        guard entry.left == type || isBinaryCoercible(type, entry.left ?? type), entry.function.isPlainEquality,
            let first = try coercion.convert(operand, to: entry.left ?? type, .implicit)
        else { return try comparisons() }
        let elements = try list.map { element -> BoundExpression in
            try convert(element, to: entry.right, construct: "IN")
        }
        return BoundExpression(
            .inList(first, elements, negated: node.isNegated), .bool, location: leftmost(node.location, [operand]))
    }

    func bindBetween(_ node: Between) throws -> BoundExpression {
        let operand = try bind(node.operand)
        func compare(_ symbol: String, _ bound: Expression) throws -> BoundExpression {
            try boolean(operation(symbol, operand, bind(bound), location: node.location), construct: "AND")
        }
        func range(_ low: Expression, _ high: Expression) throws -> BoundExpression {
            if node.isNegated {
                return BoundExpression(.or([try compare("<", low), try compare(">", high)]), .bool)
            }
            return BoundExpression(.and([try compare(">=", low), try compare("<=", high)]), .bool)
        }
        var result = try range(node.lower, node.upper)
        if node.isSymmetric {
            let other = try range(node.upper, node.lower)
            result.node = node.isNegated ? .and([result, other]) : .or([result, other])
        }
        result.location = leftmost(node.location, [operand])
        return result
    }

    func bindDistinct(_ node: DistinctTest) throws -> BoundExpression {
        let left = try bind(node.left)
        let right = try bind(node.right)
        let location = leftmost(node.location, [left, right])
        if case .row(let first) = left.node, case .row(let second) = right.node {
            guard first.count == second.count else {
                throw VecDBError(
                    .syntaxError, "unequal number of entries in row expressions", position: position(node.location))
            }
            let parts = try zip(first, second).map { try distinct($0, $1, node) }
            return BoundExpression(node.isNegated ? .and(parts) : .or(parts), .bool, location: location)
        }
        return try distinct(left, right, node)
    }

    private func distinct(
        _ left: BoundExpression, _ right: BoundExpression, _ node: DistinctTest
    ) throws -> BoundExpression {
        let location = leftmost(node.location, [left, right])
        if left.isNullConstant || right.isNullConstant {
            let other = try resolvingUnknown(left.isNullConstant ? right : left)
            return BoundExpression(.isNull(other, negated: !node.isNegated), .bool, location: location)
        }
        let equality = try operation("=", left, right, location: node.location)
        guard case .call(_, let arguments) = equality.node, arguments.count == 2 else {
            // Two constants: the comparison is folded already.
            return node.isNegated ? equality : BoundExpression(.not(equality), .bool, location: location)
        }
        guard arguments[0].type == arguments[1].type else {
            let (pair, _) = try unify(arguments, construct: "IS DISTINCT FROM")
            return BoundExpression(.isDistinct(pair[0], pair[1], negated: node.isNegated), .bool, location: location)
        }
        return BoundExpression(
            .isDistinct(arguments[0], arguments[1], negated: node.isNegated), .bool, location: location)
    }

    // MARK: Patterns

    func bindPattern(_ node: PatternMatch) throws -> BoundExpression {
        let operand = try bind(node.operand)
        var pattern = try bind(node.pattern)
        if node.kind == .similar {
            var arguments = [pattern]
            if let escape = node.escape { arguments.append(try bind(escape)) }
            pattern = try callNamed("similar_to_escape", arguments, location: node.location)
            return try operation(node.isNegated ? "!~" : "~", operand, pattern, location: node.location)
        }
        if let escape = node.escape {
            pattern = try callNamed("like_escape", [pattern, try bind(escape)], location: node.location)
        }
        let symbol = (node.isNegated ? "!" : "") + (node.kind == .ilike ? "~~*" : "~~")
        return try operation(symbol, operand, pattern, location: node.location)
    }

    // MARK: ANY and ALL

    func bindQuantified(_ node: QuantifiedComparison) throws -> BoundExpression {
        let left = try bind(node.left)
        var array = try bind(node.array)
        let isAll = node.quantifier == .all
        if array.type == .unknown {
            // The literal is an array of what stands on the left.
            let element = left.type == .unknown ? SQLType.text : left.type
            array = try coercion.convert(array, to: element.array, .implicit) ?? array
        }
        guard let elementType = array.type.element else {
            throw VecDBError(
                .wrongObjectType, "op ANY/ALL (array) requires array on right side", position: position(node.location))
        }
        let entry = try resolveOperator(node.name.name, left: left.type, right: elementType, location: node.location)
        guard entry.result == .bool, let leftType = entry.left else {
            throw VecDBError(
                .wrongObjectType, "op ANY/ALL (array) requires operator to yield boolean",
                position: position(node.location))
        }
        let location = leftmost(node.location, [left, array])
        guard let operand = try coercion.convert(left, to: leftType, .implicit),
            let elements = try coercion.convert(
                array, to: entry.right.isPolymorphic ? array.type : entry.right.array, .implicit)
        else {
            throw VecDBError(
                .cannotCoerce, "cannot cast type \(array.type) to \(entry.right.array)", position: position(location))
        }
        return BoundExpression(
            .quantifiedArray(operand, entry.function, array: elements, isAll: isAll), .bool, location: location)
    }
}

extension FunctionEntry {
    /// Whether this is the equality of one type by which that type's values are sorted and grouped.
    var isPlainEquality: Bool { arguments.count == 2 && arguments[0] == arguments[1] && equalityNames.contains(name) }
}

private let equalityNames: Set<String> = [
    "booleq", "int2eq", "int4eq", "int8eq", "float4eq", "float8eq", "numeric_eq", "texteq", "nameeq", "bpchareq",
    "byteaeq", "uuid_eq", "date_eq", "time_eq", "timestamp_eq", "timestamptz_eq", "interval_eq", "vector_eq",
    "halfvec_eq", "sparsevec_eq", "biteq", "varbiteq", "jsonb_eq", "oideq", "chareq",
]
