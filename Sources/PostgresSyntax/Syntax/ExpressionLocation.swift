extension Expression {
    /// Where the expression begins, as far as its nodes know (PostgreSQL's exprLocation): parentheses do not count.
    package var startLocation: Int {
        switch self {
        case .literal(let node): node.location
        case .parameter(let node): node.location
        case .column(let node): node.location
        case .indirection(let node): node.base.startLocation
        case .operation(let node): leftmost(node.location, node.left?.startLocation ?? -1)
        case .boolean(let node): leftmost(node.location, node.operands.first?.startLocation ?? -1)
        case .not(let node): leftmost(node.location, node.operand.startLocation)
        case .quantified(let node): leftmost(node.location, node.left.startLocation)
        case .subquery(let node): node.startLocation
        case .distinctTest(let node): leftmost(node.location, node.left.startLocation)
        case .nullIf(let node): leftmost(node.location, node.left.startLocation)
        case .inList(let node): leftmost(node.location, node.operand.startLocation)
        case .patternMatch(let node): leftmost(node.location, node.operand.startLocation)
        case .between(let node): leftmost(node.location, node.operand.startLocation)
        case .nullTest(let node): leftmost(node.location, node.operand.startLocation)
        case .booleanTest(let node): leftmost(node.location, node.operand.startLocation)
        case .function(let node):
            node.arguments.reduce(node.location) { leftmost($0, leftmost($1.location, $1.value.startLocation)) }
        case .valueFunction(let node): node.location
        case .coalesce(let node): node.location
        case .extremum(let node): node.location
        case .caseWhen(let node): node.location
        case .row(let node): node.location
        case .array(let node): node.location
        case .cast(let node):
            leftmost(node.operand.startLocation, leftmost(node.type.location, node.location))
        case .collate(let node): node.operand.startLocation
        case .grouping(let node): node.location
        case .xml(let node): node.location
        case .setToDefault(let node): node.location
        case .currentOf: -1
        }
    }
}

extension Subquery {
    fileprivate var startLocation: Int {
        switch kind {
        case .membership(let test), .quantified(let test, _, _): leftmost(location, test.startLocation)
        case .scalar, .exists, .array: location
        }
    }
}

/// The smaller of two locations that are known.
private func leftmost(_ first: Int, _ second: Int) -> Int {
    first < 0 ? second : second < 0 ? first : min(first, second)
}
