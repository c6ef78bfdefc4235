import PostgresSyntax
import VecDB
import VectorTypes

/// A node of the plan that EXPLAIN shows.
struct ExplainNode {
    var title: String
    /// The JSON form's node type.
    var kind: String
    var details: [(key: String, value: String)] = []
    var children: [ExplainNode] = []
    var rows: Double = 1
    /// The index of an index scan, for the JSON form.
    var indexName: String?
}

// EXPLAIN: the bound tree in the shape of PostgreSQL's plans. The work is SQLite's and the engine's scans'; what is shown
// is which scan serves which table, in which order, with which conditions.
extension Session {
    func run(_ explain: ExplainStatement, parameters: [SQLParameter]) throws -> StatementOutcome {
        var options = ExplainOptions()
        for option in explain.options { try options.apply(option) }
        let statement: Statement
        var arguments = parameters
        switch explain.statement {
        case .execute(let execute):
            guard let prepared = prepared[execute.name] else {
                throw VecDBError(
                    .invalidSQLStatementName, "prepared statement \"\(execute.name)\" does not exist")
            }
            statement = prepared.statement
            arguments = []
        case .createTableAs(let create): statement = create.query
        case .select, .insert, .update, .delete: statement = explain.statement
        default: throw featureNotSupported("EXPLAIN of this statement")
        }
        return try transact(writes: options.analyzes && statement.writes) {
            let started = ContinuousClock.now
            let declared = arguments.map(\.type)
            let binder = try binder(ParameterTypes(declared))
            var root: ExplainNode
            let plan: Plan
            if case .select(let select) = statement {
                let query = try binder.bind(select, in: nil)
                root = Explainer(self).node(query)
                plan = try SelectPlan(query, parameterTypes: try binder.parameters.settled(), for: connection)
            } else {
                root = try modification(statement)
                plan = try self.plan(statement, binder)
            }
            let planned = ContinuousClock.now
            var actual: (rows: Int, time: Duration)?
            if options.analyzes {
                let begun = ContinuousClock.now
                let values = try encode(arguments, plan.parameterTypes)
                let outcome = try plan.run(self, values)
                actual = (outcome.rows.count, ContinuousClock.now - begun)
            }
            let text = ExplainText(
                options: options, planning: planned - started, actual: actual)
            switch options.format {
            case .text:
                return .texts("EXPLAIN", "QUERY PLAN", text.lines(root))
            case .json:
                return StatementOutcome(
                    "EXPLAIN", columns: [ResultColumn(name: "QUERY PLAN", type: ColumnType(.json))],
                    rows: [[.text(text.json(root))]])
            }
        }
    }

    private func modification(_ statement: Statement) throws -> ExplainNode {
        let binder = try binder()
        func tree(_ verb: String, _ relation: RelationReference, _ select: SelectStatement?) throws -> ExplainNode {
            let table = try TargetTable.find(relation.name, binder, verb: verb.lowercased())
            var node = ExplainNode(title: "\(verb) on \(table.name)", kind: "ModifyTable")
            if let select {
                node.children = [Explainer(self).node(try binder.bind(select, in: nil, resolvesUnknowns: false))]
            } else {
                node.children = [ExplainNode(title: "Result", kind: "Result")]
            }
            return node
        }
        func selection(_ relation: RelationReference, _ others: [FromItem], _ filter: Expression?) -> SelectStatement {
            let star = Target(expression: .literal(Literal(value: .null)), label: nil)
            let core = SelectCore(
                distinct: .all, targets: [star], into: nil, from: [.relation(relation)] + others, filter: filter)
            return SelectStatement(body: .select(core))
        }
        switch statement {
        case .insert(let insert):
            if case .select(let select) = insert.source { return try tree("Insert", insert.relation, select) }
            return try tree("Insert", insert.relation, nil)
        case .update(let update):
            return try tree("Update", update.relation, selection(update.relation, update.from, update.filter))
        case .delete(let delete):
            return try tree("Delete", delete.relation, selection(delete.relation, delete.using, delete.filter))
        default: throw featureNotSupported("EXPLAIN of this statement")
        }
    }
}

/// EXPLAIN's options.
struct ExplainOptions {
    enum Format { case text, json }

    var format = Format.text
    var analyzes = false
    var showsCosts = true
    var showsTiming = true
    var showsSummary: Bool?

    mutating func apply(_ option: DefinitionElement) throws {
        func isOn() throws -> Bool {
            guard let value = option.value else { return true }
            guard let result = SettingDefinition.boolean(from: value.text) else {
                throw VecDBError(.syntaxError, "\(option.name) requires a Boolean value")
            }
            return result
        }
        switch option.name.lowercased() {
        case "analyze": analyzes = try isOn()
        case "costs": showsCosts = try isOn()
        case "timing": showsTiming = try isOn()
        case "summary": showsSummary = try isOn()
        case "verbose", "buffers", "settings", "wal", "generic_plan", "memory", "serialize": _ = try? isOn()
        case "format":
            switch option.value?.text.lowercased() {
            case "text": format = .text
            case "json": format = .json
            case "xml", "yaml": throw featureNotSupported("EXPLAIN (FORMAT \(option.value?.text.uppercased() ?? ""))")
            case let other:
                throw VecDBError(
                    .invalidParameterValue,
                    "unrecognized value for EXPLAIN option \"format\": \"\(other ?? "")\"",
                    position: option.location < 0 ? nil : option.location + 1)
            }
        default:
            throw VecDBError(
                .syntaxError, "unrecognized EXPLAIN option \"\(option.name)\"",
                position: option.location < 0 ? nil : option.location + 1)
        }
    }
}

/// Makes plan nodes of bound queries.
struct Explainer {
    let session: Session

    init(_ session: Session) { self.session = session }

    func node(_ query: BoundQuery) -> ExplainNode {
        var node = body(query)
        if query.limit != nil || query.offset != nil {
            var limit = ExplainNode(title: "Limit", kind: "Limit", children: [node])
            limit.rows = node.rows
            if case .constant(.integer(let count))? = query.limit?.node { limit.rows = min(node.rows, Double(count)) }
            node = limit
        }
        for table in query.commonTables.reversed() {
            guard let inner = table.query,
                table.materialization == .always || table.referenceCount > 1 || table.isRecursive
            else { continue }
            var child = self.node(inner)
            child.title = "CTE \(table.name)\u{1}" + child.title
            node.children.append(child)
        }
        return node
    }

    private func body(_ query: BoundQuery) -> ExplainNode {
        switch query.body {
        case .values(let rows):
            var node = ExplainNode(
                title: rows.count == 1 ? "Result" : "Values Scan on \"*VALUES*\"",
                kind: rows.count == 1 ? "Result" : "Values Scan")
            node.rows = Double(rows.count)
            return sorted(node, query.order)
        case .setOperation(let operation):
            let children = [node(operation.left), node(operation.right)]
            var node = ExplainNode(title: "Append", kind: "Append", children: children)
            node.rows = children.reduce(0) { $0 + $1.rows }
            if operation.kind != .union {
                let word = operation.kind == .intersect ? "Intersect" : "Except"
                node = ExplainNode(title: "HashSetOp \(word)", kind: "SetOp", children: [node])
            } else if !operation.isAll {
                node = ExplainNode(title: "HashAggregate", kind: "Aggregate", children: [node], rows: node.rows)
            }
            return sorted(node, query.order)
        case .select(let select): return selection(select, query)
        }
    }

    private func sorted(_ node: ExplainNode, _ order: [BoundOrder]) -> ExplainNode {
        guard !order.isEmpty else { return node }
        var sort = ExplainNode(title: "Sort", kind: "Sort", children: [node], rows: node.rows)
        sort.details = [("Sort Key", order.map(key).joined(separator: ", "))]
        return sort
    }

    private func key(_ key: BoundOrder) -> String {
        var text = ExplainExpression.text(key.expression, outermost: true)
        if key.isDescending { text += " DESC" }
        if key.nullsFirst != key.isDescending { text += key.nullsFirst ? " NULLS FIRST" : " NULLS LAST" }
        return text
    }

    private func selection(_ select: BoundSelect, _ query: BoundQuery) -> ExplainNode {
        var node: ExplainNode
        if let from = select.from {
            node = tree(from, select.search)
        } else {
            node = ExplainNode(title: "Result", kind: "Result")
        }
        if let filter = select.filter {
            node.details.append(("Filter", ExplainExpression.text(filter, outermost: true)))
            if let only = select.from?.entries.first, let table = only.table {
                let share = Selectivity.of(filter, entry: only, table: table)
                node.rows = max(1, (node.rows * share.share).rounded())
            }
        }
        if let reason = select.search.flatMap(reason) { node.details.append(("Reason", reason)) }
        if select.isGrouped {
            let hasKeys = !select.groups.isEmpty
            var group = ExplainNode(
                title: hasKeys ? "HashAggregate" : "Aggregate", kind: "Aggregate", children: [node],
                rows: hasKeys ? min(node.rows, 200) : 1)
            if hasKeys {
                group.details.append(
                    (
                        "Group Key",
                        select.groups.map { ExplainExpression.text($0, outermost: true) }.joined(separator: ", ")
                    ))
            }
            if let having = select.having {
                group.details.append(("Filter", ExplainExpression.text(having, outermost: true)))
            }
            node = group
        }
        if select.hasWindows {
            node = ExplainNode(title: "WindowAgg", kind: "WindowAgg", children: [node], rows: node.rows)
        }
        switch select.distinct {
        case .all: break
        case .distinct:
            node = ExplainNode(title: "HashAggregate", kind: "Aggregate", children: [node], rows: node.rows)
        case .on: node = ExplainNode(title: "Unique", kind: "Unique", children: [node], rows: node.rows)
        }
        return select.search?.consumesOrder == true ? node : sorted(node, query.order)
    }

    /// Why no index is used, or why the one that is chosen does not serve now.
    private func reason(_ search: VectorSearch) -> String? {
        guard let index = search.index else { return search.reason }
        let definition = search.table.vectorIndexes.first { $0.index.oid == index.oid }
        let trouble = definition?.key.flatMap { IndexStore.of(session.connection.core).trouble($0) }
        return trouble.map {
            "all rows are compared meanwhile, because index \"\(index.name)\" cannot be used now: \($0)"
        }
    }

    private func tree(_ from: BoundFrom, _ search: VectorSearch?) -> ExplainNode {
        switch from {
        case .entry(let entry): return scan(entry, search)
        case .join(let kind, let left, let right, let condition):
            let word: String =
                switch kind {
                case .inner: "Nested Loop"
                case .left: "Nested Loop Left Join"
                case .right: "Nested Loop Right Join"
                case .full: "Nested Loop Full Join"
                }
            let children = [tree(left, search), tree(right, search)]
            var node = ExplainNode(title: word, kind: "Nested Loop", children: children)
            node.rows = max(1, children.reduce(1) { $0 * $1.rows } * (condition == nil ? 1 : 0.005))
            if let condition {
                node.details.append(("Join Filter", ExplainExpression.text(condition, outermost: true)))
            }
            return node
        }
    }

    private func scan(_ entry: RangeEntry, _ search: VectorSearch?) -> ExplainNode {
        let suffix = entry.hiddenName.map { "\($0) \(entry.name)" } ?? entry.name
        switch entry.source {
        case .table(let table):
            var node: ExplainNode
            if let search, search.entry === entry {
                if let index = search.index {
                    node = ExplainNode(title: "Index Scan using \(index.name) on \(suffix)", kind: "Index Scan")
                    node.indexName = index.name
                } else {
                    let way = search.strategy == .filtered ? "Filtered Exact Scan" : "Exact Scan"
                    node = ExplainNode(title: "\(way) on \(suffix)", kind: way)
                }
                node.details.append(("Order By", ExplainExpression.text(search.distance, outermost: true)))
            } else {
                node = ExplainNode(title: "Seq Scan on \(suffix)", kind: "Seq Scan")
            }
            node.rows = Double((try? TableStatistics.rowEstimate(table, session.connection)) ?? 0)
            return node
        case .query(let query), .lateral(let query, _):
            let inner = node(query)
            return ExplainNode(
                title: "Subquery Scan on \(entry.name)", kind: "Subquery Scan", children: [inner], rows: inner.rows)
        case .commonTable(let table):
            return ExplainNode(
                title: "CTE Scan on \(entry.name)", kind: "CTE Scan", rows: table.query.map { node($0).rows } ?? 1)
        case .function(let function):
            let name = function.call?.function.name ?? entry.name
            return ExplainNode(
                title: "Function Scan on \(name)\(name == entry.name ? "" : " \(entry.name)")", kind: "Function Scan",
                rows: 1000)
        case .systemTable: return ExplainNode(title: "Seq Scan on \(suffix)", kind: "Seq Scan", rows: 100)
        }
    }
}

/// Writes plans.
struct ExplainText {
    let options: ExplainOptions
    let planning: Duration
    let actual: (rows: Int, time: Duration)?

    private func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let micro = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let whole = micro / 1000
        let rest = String(micro % 1000)
        return "\(whole).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private func cost(_ node: ExplainNode) -> Double {
        node.rows * 0.01 + node.children.reduce(0) { $0 + cost($1) }
    }

    private func twoDigits(_ value: Double) -> String {
        let hundredths = Int64((min(value, 1e12) * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    func lines(_ root: ExplainNode) -> [String] {
        var lines: [String] = []
        write(root, indent: 0, isRoot: true, into: &lines)
        if let actual {
            lines.append("Planning Time: \(milliseconds(planning)) ms")
            lines.append("Execution Time: \(milliseconds(actual.time)) ms")
        } else if options.showsSummary == true {
            lines.append("Planning Time: \(milliseconds(planning)) ms")
        }
        return lines
    }

    private func write(_ node: ExplainNode, indent: Int, isRoot: Bool, into lines: inout [String]) {
        var title = node.title
        var indent = indent
        if let mark = title.firstIndex(of: "\u{1}") {
            lines.append(String(repeating: " ", count: max(0, indent - 4)) + title[..<mark])
            title = String(title[title.index(after: mark)...])
            indent += 2
        }
        var line = isRoot ? title : String(repeating: " ", count: max(0, indent - 4)) + "->  " + title
        if options.showsCosts {
            line += "  (cost=0.00..\(twoDigits(cost(node))) rows=\(Int64(min(node.rows, 1e15))) width=0)"
        }
        if isRoot, let actual {
            let time = milliseconds(actual.time)
            line +=
                options.showsTiming
                ? " (actual time=\(time)..\(time) rows=\(actual.rows) loops=1)"
                : " (actual rows=\(actual.rows) loops=1)"
        }
        lines.append(line)
        let inner = String(repeating: " ", count: isRoot ? 2 : indent + 2)
        for detail in node.details { lines.append("\(inner)\(detail.key): \(detail.value)") }
        for child in node.children { write(child, indent: isRoot ? 6 : indent + 6, isRoot: false, into: &lines) }
    }

    func json(_ root: ExplainNode) -> String {
        var text = "[\n  {\n    \"Plan\": "
        text += object(root, indent: 4, isRoot: true)
        if let actual {
            text += ",\n    \"Planning Time\": \(milliseconds(planning)),\n    \"Triggers\": [\n    ],"
            text += "\n    \"Execution Time\": \(milliseconds(actual.time))"
        }
        return text + "\n  }\n]"
    }

    private func quotedJSON(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\u{1}": result += " "
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }

    private func object(_ node: ExplainNode, indent: Int, isRoot: Bool) -> String {
        let space = String(repeating: " ", count: indent + 2)
        var fields = ["\"Node Type\": \(quotedJSON(node.kind))"]
        if let on = node.title.firstRange(of: " on ") {
            fields.append("\"Relation Name\": \(quotedJSON(String(node.title[on.upperBound...])))")
        }
        if let index = node.indexName {
            fields.append("\"Scan Direction\": \"NoMovement\"")
            fields.append("\"Index Name\": \(quotedJSON(index))")
        }
        if options.showsCosts {
            fields.append("\"Startup Cost\": 0.00")
            fields.append("\"Total Cost\": \(twoDigits(cost(node)))")
            fields.append("\"Plan Rows\": \(Int64(min(node.rows, 1e15)))")
            fields.append("\"Plan Width\": 0")
        }
        if isRoot, let actual {
            fields.append("\"Actual Total Time\": \(milliseconds(actual.time))")
            fields.append("\"Actual Rows\": \(actual.rows)")
            fields.append("\"Actual Loops\": 1")
        }
        for detail in node.details { fields.append("\(quotedJSON(detail.key)): \(quotedJSON(detail.value))") }
        if !node.children.isEmpty {
            let children = node.children.map { child in
                String(repeating: " ", count: indent + 4) + object(child, indent: indent + 4, isRoot: false)
            }
            fields.append("\"Plans\": [\n\(children.joined(separator: ",\n"))\n\(space)]")
        }
        return "{\n" + fields.map { space + $0 }.joined(separator: ",\n") + "\n" + String(repeating: " ", count: indent)
            + "}"
    }
}
