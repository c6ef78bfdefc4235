/// Function calls, and the forms that SQL gives some of them.
extension Deparser {
    func call(_ node: FunctionCall) -> String {
        if node.form == .sqlSyntax, let text = sqlForm(node) { return text }
        var name = node.name
        if !isFaithful, name.count == 2, name[0] == "pg_catalog" { name.removeFirst() }
        var result = functionName(name) + "(" + (node.isDistinct ? "DISTINCT " : "")
        if node.isStar { result += "*" }
        for (index, argument) in node.arguments.enumerated() {
            if index > 0 { result += ", " }
            if node.isVariadic, index == node.arguments.count - 1 { result += "VARIADIC " }
            if let name = argument.name { result += "\(quoted(name)) => " }
            result += text(of: argument.value)
        }
        if !node.isWithinGroup { result += orderBy(node.orderBy) }
        result += ")"
        if node.isWithinGroup { result += " WITHIN GROUP (\(orderBy(node.orderBy).dropFirst()))" }
        if let filter = node.filter { result += " FILTER (WHERE \(text(of: filter)))" }
        switch node.window {
        case .named(let name): result += " OVER \(quoted(name))"
        case .defined(let window): result += " OVER \(self.window(window))"
        case nil: break
        }
        return result
    }

    /// A function's name: a word of the grammar that only names functions needs no quotes, others do.
    private func functionName(_ names: [String]) -> String {
        if names.count == 1, Keyword.bySpelling[names[0]]?.wordClass == .typeOrFunctionName, !isFaithful {
            return names[0]
        }
        return names.map(quoted).joined(separator: ".")
    }

    private func sqlForm(_ node: FunctionCall) -> String? {
        let arguments = node.arguments.map { text(of: $0.value) }
        func at(_ index: Int) -> String { index < arguments.count ? arguments[index] : "" }
        switch node.name.last {
        case "timezone" where arguments.count == 2: return "(\(at(1)) AT TIME ZONE \(at(0)))"
        case "extract" where arguments.count == 2:
            guard case .literal(let field) = node.arguments[0].value, case .string(let name) = field.value else {
                return nil
            }
            return "EXTRACT(\(isFaithful ? Self.literal(name) : quoted(name)) FROM \(at(1)))"
        case "position" where arguments.count == 2: return "POSITION((\(at(1))) IN (\(at(0))))"
        case "overlay" where arguments.count >= 3:
            return "OVERLAY(\(at(0)) PLACING \(at(1)) FROM \(at(2))\(arguments.count > 3 ? " FOR \(at(3))" : ""))"
        case "substring" where arguments.count >= 2:
            return "SUBSTRING(\(at(0)) FROM \(at(1))\(arguments.count > 2 ? " FOR \(at(2))" : ""))"
        case "btrim": return trim("BOTH", arguments)
        case "ltrim": return trim("LEADING", arguments)
        case "rtrim": return trim("TRAILING", arguments)
        case "normalize": return "NORMALIZE(\(at(0))\(form(node, 1).map { ", \($0)" } ?? ""))"
        case "is_normalized": return "(\(at(0)) IS \(form(node, 1).map { "\($0) " } ?? "")NORMALIZED)"
        case "overlaps" where arguments.count == 4:
            return "((\(at(0)), \(at(1))) OVERLAPS (\(at(2)), \(at(3))))"
        case "pg_collation_for": return "COLLATION FOR (\(at(0)))"
        default: return nil
        }
    }

    private func trim(_ side: String, _ arguments: [String]) -> String {
        if arguments.count == 2, !isFaithful { return "TRIM(\(side) \(arguments[1]) FROM \(arguments[0]))" }
        return "TRIM(\(side) FROM \(arguments.joined(separator: ", ")))"
    }

    /// A Unicode normal form, which was written as a word.
    private func form(_ node: FunctionCall, _ index: Int) -> String? {
        guard index < node.arguments.count, case .literal(let literal) = node.arguments[index].value,
            case .string(let name) = literal.value
        else { return nil }
        return name
    }

    // MARK: ORDER BY and windows

    /// ` ORDER BY …`, or nothing.
    func orderBy(_ items: [SortItem]) -> String {
        items.isEmpty ? "" : " ORDER BY " + items.map(sortItem).joined(separator: ", ")
    }

    private func sortItem(_ item: SortItem) -> String {
        var result = text(of: item.expression)
        switch item.direction {
        case .unspecified: break
        case .ascending: if isFaithful { result += " ASC" }
        case .descending: result += " DESC"
        case .using(let name): result += " USING \(operatorText(name))"
        }
        switch item.nulls {
        case .unspecified: break
        case .first: result += " NULLS FIRST"
        case .last: result += " NULLS LAST"
        }
        return result
    }

    func window(_ window: WindowDefinition) -> String {
        var parts: [String] = []
        if let base = window.base { parts.append(isFaithful ? quotedIdentifier(base) : quoted(base)) }
        if !window.partitionBy.isEmpty { parts.append("PARTITION BY \(list(window.partitionBy))") }
        if !window.orderBy.isEmpty { parts.append(String(orderBy(window.orderBy).dropFirst())) }
        if let frame = window.frame { parts.append(self.frame(frame)) }
        return "(\(parts.joined(separator: " ")))"
    }

    private func frame(_ frame: WindowFrame) -> String {
        var result = "\(frame.unit)".uppercased() + " "
        if let end = frame.end {
            result += "BETWEEN \(bound(frame.start)) AND \(bound(end))"
        } else {
            result += bound(frame.start)
        }
        switch frame.exclusion {
        case .none: break
        case .currentRow: result += " EXCLUDE CURRENT ROW"
        case .group: result += " EXCLUDE GROUP"
        case .ties: result += " EXCLUDE TIES"
        case .noOthers: if isFaithful { result += " EXCLUDE NO OTHERS" }
        }
        return result
    }

    private func bound(_ bound: WindowFrame.Bound) -> String {
        switch bound {
        case .unboundedPreceding: "UNBOUNDED PRECEDING"
        case .preceding(let offset): "\(text(of: offset)) PRECEDING"
        case .currentRow: "CURRENT ROW"
        case .following(let offset): "\(text(of: offset)) FOLLOWING"
        case .unboundedFollowing: "UNBOUNDED FOLLOWING"
        }
    }
}
