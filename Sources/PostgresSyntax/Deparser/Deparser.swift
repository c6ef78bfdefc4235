/// Writes expressions as SQL again.
///
/// In the catalog's style the text is what PostgreSQL's pg_get_expr shows: every operator in parentheses, BETWEEN, IN and
/// LIKE as the operators that they stand for. The pretty style is that of `\d`: the same without the parentheses that are
/// not needed. In the faithful style the text parses to the very same tree.
/// ```swift
/// Deparser().text(of: try parseExpression("a + 1 > 2 and b like 'x'"))   // (((a + 1) > 2) AND (b ~~ 'x'))
/// ```
/// What only the catalog knows (the type of a literal, the table of a column) comes in through ``rewrite``.
package struct Deparser {
    package enum Style: Sendable { case catalog, pretty, faithful }

    package var style: Style
    /// The text of an expression that is to be written otherwise than here; none for all others.
    package var rewrite: (Expression) -> String? = { _ in nil }
    /// Whether multi-line constructs (CASE) are broken into lines, as PostgreSQL does in catalogs.
    package var breaksLines: Bool

    package init(_ style: Style = .catalog) {
        self.style = style
        breaksLines = style != .faithful
    }

    var isFaithful: Bool { style == .faithful }

    /// The text of an expression by itself, which needs no parentheses around it in the pretty style.
    package func bareText(of expression: Expression) -> String {
        let text = text(of: expression)
        guard style == .pretty, rewrite(expression) == nil, expression.isInParentheses else { return text }
        return String(text.dropFirst().dropLast())
    }

    package func text(of expression: Expression) -> String {
        if let text = rewrite(expression) { return text }
        switch expression {
        case .literal(let node): return text(of: node)
        case .parameter(let node): return "$\(node.number)"
        case .column(let node): return (node.names.map(quoted) + (node.isStar ? ["*"] : [])).joined(separator: ".")
        case .indirection(let node): return indirection(node)
        case .operation(let node): return operation(node)
        case .boolean(let node):
            let operands = node.operands.map { operand in
                if case .boolean = operand { text(of: operand) } else { bareText(of: operand) }
            }
            return "(" + operands.joined(separator: node.kind == .and ? " AND " : " OR ") + ")"
        case .not(let node): return "(NOT \(text(of: node.operand)))"
        case .quantified, .subquery, .inList: return membership(expression)
        case .distinctTest(let node):
            let test = "(\(text(of: node.left)) IS \(isFaithful && node.isNegated ? "NOT " : "")DISTINCT FROM "
            return (node.isNegated && !isFaithful ? "(NOT \(test)" : test) + text(of: node.right)
                + (node.isNegated && !isFaithful ? "))" : ")")
        case .nullIf(let node): return "NULLIF(\(text(of: node.left)), \(text(of: node.right)))"
        case .patternMatch(let node): return patternMatch(node)
        case .between(let node): return between(node)
        case .nullTest(let node): return "(\(text(of: node.operand)) IS \(node.isNegated ? "NOT " : "")NULL)"
        case .booleanTest(let node):
            return "(\(text(of: node.operand)) IS \(node.isNegated ? "NOT " : "")\("\(node.value)".uppercased()))"
        case .function(let node): return call(node)
        case .valueFunction(let node):
            return node.kind.rawValue + (node.precision.map { "(\($0))" } ?? "")
        case .coalesce(let node): return "COALESCE(\(list(node.arguments)))"
        case .extremum(let node): return "\(node.isGreatest ? "GREATEST" : "LEAST")(\(list(node.arguments)))"
        case .caseWhen(let node): return caseExpression(node)
        case .row(let node):
            return (isFaithful && !node.isExplicit ? "" : "ROW") + "(\(list(node.fields)))"
        case .array(let node): return "ARRAY" + elements(node)
        case .cast(let node): return cast(node)
        case .collate(let node):
            return "(\(text(of: node.operand)) COLLATE \(node.collation.map(quoted).joined(separator: ".")))"
        case .grouping(let node): return "GROUPING(\(list(node.arguments)))"
        case .xml(let node): return node.function
        case .setToDefault: return "DEFAULT"
        case .currentOf(let node): return "CURRENT OF \(node.cursor.map(quoted) ?? "")"
        }
    }

    func list(_ expressions: [Expression]) -> String { expressions.map(bareText).joined(separator: ", ") }

    /// A name as it must be written: in double quotes unless it is a plain lower-case word.
    package static func quoted(_ name: String) -> String {
        let bytes = name.utf8
        guard let first = bytes.first, first.isIdentifierStart, !first.isUpper, first < 0x80,
            bytes.allSatisfy({ $0 < 0x80 && ($0.isIdentifierStart || $0.isDigit) && !$0.isUpper })
        else { return quotedIdentifier(name) }
        if let keyword = Keyword.bySpelling[name], keyword.wordClass != .unreserved { return quotedIdentifier(name) }
        return name
    }

    func quoted(_ name: String) -> String { Self.quoted(name) }

    /// A string literal in single quotes.
    package static func literal(_ value: String) -> String {
        var text = "'"
        for character in value.unicodeScalars {
            if character == "'" { text += "'" }
            text.unicodeScalars.append(character)
        }
        return text + "'"
    }

    // MARK: Simple nodes

    private func text(of literal: Literal) -> String {
        switch literal.value {
        case .integer(let value):
            if value >= 0 { return "\(value)" }
            return isFaithful ? "(\(value))" : "'\(value)'::integer"
        case .numeric(let value):
            if !value.hasPrefix("-") { return value }
            return isFaithful ? "(\(value))" : "'\(value)'::numeric"
        case .string(let value): return Self.literal(value)
        case .bitString(let value):
            return value.prefix(1).uppercased() + Self.literal(String(value.dropFirst()))
        case .boolean(let value): return value ? "true" : "false"
        case .null: return "NULL"
        }
    }

    private func indirection(_ node: Indirection) -> String {
        var result = text(of: node.base)
        switch node.base {
        case .parameter: break
        case .column:
            if case .field = node.steps.first { result = "(\(result))" }
            if case .star = node.steps.first { result = "(\(result))" }
        default:
            if !result.hasPrefix("(") || !result.hasSuffix(")") || isFaithful { result = "(\(result))" }
        }
        return result + steps(node.steps)
    }

    func steps(_ steps: [Indirection.Step]) -> String {
        steps.map { step in
            switch step {
            case .field(let name): "." + quoted(name)
            case .star: ".*"
            case .subscripted(let index): "[\(text(of: index))]"
            case .slice(let lower, let upper):
                "[\(lower.map(text) ?? ""):\(upper.map(text) ?? "")]"
            }
        }.joined()
    }

    func operatorText(_ name: OperatorName) -> String {
        if name.schema.isEmpty { return name.name }
        return "OPERATOR(\(name.schema.map(quoted).joined(separator: ".")).\(name.name))"
    }

    private func operation(_ node: Operation) -> String {
        let name = operatorText(node.name)
        guard let left = node.left else { return "(\(name) \(text(of: node.right)))" }
        return "(\(text(of: left)) \(name) \(text(of: node.right)))"
    }

    private func between(_ node: Between) -> String {
        let (x, low, high) = (text(of: node.operand), text(of: node.lower), text(of: node.upper))
        if isFaithful {
            return
                "(\(x) \(node.isNegated ? "NOT " : "")BETWEEN \(node.isSymmetric ? "SYMMETRIC " : "")\(low) AND \(high))"
        }
        func inside(_ low: String, _ high: String) -> String {
            node.isNegated ? "((\(x) < \(low)) OR (\(x) > \(high)))" : "((\(x) >= \(low)) AND (\(x) <= \(high)))"
        }
        guard node.isSymmetric else { return inside(low, high) }
        return "(\(inside(low, high)) \(node.isNegated ? "AND" : "OR") \(inside(high, low)))"
    }

    private func patternMatch(_ node: PatternMatch) -> String {
        let (x, pattern) = (text(of: node.operand), text(of: node.pattern))
        let escape = node.escape.map { text(of: $0) }
        if isFaithful {
            let word = node.kind == .like ? "LIKE" : node.kind == .ilike ? "ILIKE" : "SIMILAR TO"
            return "(\(x) \(node.isNegated ? "NOT " : "")\(word) \(pattern)\(escape.map { " ESCAPE \($0)" } ?? ""))"
        }
        let not = node.isNegated ? "!" : ""
        switch node.kind {
        case .similar:
            return "(\(x) \(not)~ similar_to_escape(\(pattern)\(escape.map { ", \($0)" } ?? "")))"
        case .like, .ilike:
            let right = escape.map { "like_escape(\(pattern), \($0))" } ?? pattern
            return "(\(x) \(not)~~\(node.kind == .ilike ? "*" : "") \(right))"
        }
    }

    private func membership(_ expression: Expression) -> String {
        switch expression {
        case .quantified(let node):
            let word = node.quantifier == .any ? "ANY" : "ALL"
            return "(\(text(of: node.left)) \(operatorText(node.name)) \(word) (\(text(of: node.array))))"
        case .inList(let node):
            let x = text(of: node.operand)
            if isFaithful { return "(\(x) \(node.isNegated ? "NOT " : "")IN (\(list(node.list))))" }
            if node.list.count == 1 { return "(\(x) \(node.isNegated ? "<>" : "=") \(list(node.list)))" }
            return "(\(x) \(node.isNegated ? "<> ALL" : "= ANY") (ARRAY[\(list(node.list))]))"
        case .subquery(let node):
            let query = "(\(text(of: node.select)))"
            switch node.kind {
            case .scalar: return query
            case .exists: return isFaithful ? "EXISTS \(query)" : "(EXISTS \(query))"
            case .array: return isFaithful ? "ARRAY\(query)" : "(ARRAY\(query))"
            case .membership(let test): return "(\(text(of: test)) IN \(query))"
            case .quantified(let test, let name, let quantifier):
                return "(\(text(of: test)) \(operatorText(name)) \(quantifier == .any ? "ANY" : "ALL") \(query))"
            }
        default: return ""
        }
    }

    private func caseExpression(_ node: CaseExpression) -> String {
        let separator = breaksLines ? "\n    " : " "
        var result = "CASE" + (node.operand.map { " " + text(of: $0) } ?? "")
        for branch in node.branches {
            result += "\(separator)WHEN \(text(of: branch.condition)) THEN \(text(of: branch.result))"
        }
        if let otherwise = node.otherwise { result += "\(separator)ELSE \(text(of: otherwise))" }
        return result + (breaksLines ? "\nEND" : " END")
    }

    private func elements(_ node: ArrayExpression) -> String {
        let parts = node.elements.map { element in
            if case .array(let inner) = element, inner.location != node.location, isNested(node) {
                return elements(inner)
            }
            return text(of: element)
        }
        return "[\(parts.joined(separator: ", "))]"
    }

    /// Whether all elements are arrays, which are then written without the word.
    private func isNested(_ node: ArrayExpression) -> Bool {
        node.elements.allSatisfy { if case .array = $0 { true } else { false } }
    }

    private func cast(_ node: TypeCast) -> String {
        let type = text(of: node.type)
        if case .literal(let literal) = node.operand, !isFaithful {
            switch literal.value {
            case .string, .null, .bitString: return "\(text(of: literal))::\(type)"
            default: break
            }
        }
        let operand = text(of: node.operand)
        if style == .pretty {
            switch node.operand {
            case .column, .function, .literal, .cast: return "\(operand)::\(type)"
            default: return node.operand.isInParentheses ? "\(operand)::\(type)" : "(\(operand))::\(type)"
            }
        }
        return isFaithful ? "CAST(\(operand) AS \(type))" : "(\(operand))::\(type)"
    }
}

extension Expression {
    /// Whether the catalog's style writes it in parentheses of its own.
    fileprivate var isInParentheses: Bool {
        switch self {
        case .operation, .boolean, .not, .distinctTest, .patternMatch, .between, .nullTest, .booleanTest, .quantified,
            .inList, .collate:
            true
        default: false
        }
    }
}
