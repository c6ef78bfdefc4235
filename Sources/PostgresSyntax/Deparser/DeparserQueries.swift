/// Queries, and the statements that change rows.
extension Deparser {
    package func text(of select: SelectStatement) -> String {
        var result = select.with.map(with) ?? ""
        switch select.body {
        case .select(let core): result += self.core(core)
        case .values(let values):
            result += "VALUES " + values.rows.map { "(\(list($0)))" }.joined(separator: ", ")
        case .setOperation(let operation):
            let word = "\(operation.kind)".uppercased()
            result +=
                "(\(text(of: operation.left))) \(word)\(operation.isAll ? " ALL" : "") (\(text(of: operation.right)))"
        }
        result += orderBy(select.orderBy)
        if select.limitOption == .count, let limit = select.limit {
            result += " LIMIT " + (limit.isNull ? "ALL" : text(of: limit))
        }
        if let offset = select.offset { result += " OFFSET \(text(of: offset))" }
        if select.limitOption == .withTies, let limit = select.limit {
            result += " FETCH FIRST (\(text(of: limit))) ROWS WITH TIES"
        }
        return result + select.locking.map(locking).joined()
    }

    private func with(_ with: WithClause) -> String {
        let tables = with.tables.map { table in
            var result = quoted(table.name)
            if !table.columns.isEmpty { result += "(\(names(table.columns)))" }
            result += " AS "
            switch table.materialization {
            case .unspecified: break
            case .always: result += "MATERIALIZED "
            case .never: result += "NOT MATERIALIZED "
            }
            result += "(\(text(of: table.statement) ?? ""))"
            if let search = table.search {
                result += " SEARCH \(search.isBreadthFirst ? "BREADTH" : "DEPTH") FIRST BY \(names(search.columns))"
                result += " SET \(quoted(search.sequenceColumn))"
            }
            if let cycle = table.cycle {
                result += " CYCLE \(names(cycle.columns)) SET \(quoted(cycle.markColumn))"
                if let value = cycle.markValue, let otherwise = cycle.markDefault {
                    result += " TO \(constant(value)) DEFAULT \(constant(otherwise))"
                }
                result += " USING \(quoted(cycle.pathColumn))"
            }
            return result
        }
        return "WITH \(with.isRecursive ? "RECURSIVE " : "")\(tables.joined(separator: ", ")) "
    }

    /// A literal with its type before it, where no other expression may stand.
    private func constant(_ expression: Expression) -> String {
        guard case .cast(let cast) = expression, case .literal(let literal) = cast.operand else {
            return text(of: expression)
        }
        return "\(text(of: cast.type)) \(text(of: Expression.literal(literal)))"
    }

    func names(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }

    private func core(_ core: SelectCore) -> String {
        var result = "SELECT"
        switch core.distinct {
        case .all: break
        case .distinct: result += " DISTINCT"
        case .on(let expressions): result += " DISTINCT ON (\(list(expressions)))"
        }
        if !core.targets.isEmpty { result += " " + targets(core.targets) }
        if let into = core.into {
            let word = into.persistence == .temporary ? "TEMP " : into.persistence == .unlogged ? "UNLOGGED " : ""
            result += " INTO \(word)\(word.isEmpty ? "" : "TABLE ")\(relationName(into.relation))"
        }
        if !core.from.isEmpty { result += " FROM " + from(core.from) }
        if let filter = core.filter { result += " WHERE \(text(of: filter))" }
        if !core.groupBy.isEmpty {
            result += " GROUP BY \(core.isGroupByDistinct ? "DISTINCT " : "")"
            result += core.groupBy.map(grouping).joined(separator: ", ")
        }
        if let having = core.having { result += " HAVING \(text(of: having))" }
        if !core.windows.isEmpty {
            let windows = core.windows.map { "\(quoted($0.name ?? "")) AS \(window($0))" }
            result += " WINDOW " + windows.joined(separator: ", ")
        }
        return result
    }

    func targets(_ targets: [Target]) -> String {
        targets.map { target in
            text(of: target.expression) + (target.label.map { " AS \(quoted($0))" } ?? "")
        }.joined(separator: ", ")
    }

    private func grouping(_ element: GroupingElement) -> String {
        switch element {
        case .expression(let expression): text(of: expression)
        case .empty: "()"
        case .rollup(let set): "ROLLUP(\(set.elements.map(grouping).joined(separator: ", ")))"
        case .cube(let set): "CUBE(\(set.elements.map(grouping).joined(separator: ", ")))"
        case .groupingSets(let set): "GROUPING SETS (\(set.elements.map(grouping).joined(separator: ", ")))"
        }
    }

    private func locking(_ clause: LockingClause) -> String {
        var result = " FOR "
        switch clause.strength {
        case .keyShare: result += "KEY SHARE"
        case .share: result += "SHARE"
        case .noKeyUpdate: result += "NO KEY UPDATE"
        case .update: result += "UPDATE"
        }
        if !clause.relations.isEmpty {
            result += " OF " + clause.relations.map(relationName).joined(separator: ", ")
        }
        switch clause.wait {
        case .block: return result
        case .skipLocked: return result + " SKIP LOCKED"
        case .noWait: return result + " NOWAIT"
        }
    }

    // MARK: FROM

    func from(_ items: [FromItem]) -> String { items.map(fromItem).joined(separator: ", ") }

    package func relationName(_ name: QualifiedName) -> String {
        [name.catalog, name.schema, name.name].compactMap { $0.map(quoted) }.joined(separator: ".")
    }

    private func alias(_ alias: Alias?) -> String {
        guard let alias else { return "" }
        return " AS \(quoted(alias.name))" + (alias.columns.isEmpty ? "" : "(\(names(alias.columns)))")
    }

    func relation(_ relation: RelationReference) -> String {
        var result = (relation.isOnly ? "ONLY " : "") + relationName(relation.name) + alias(relation.alias)
        if let sample = relation.sample {
            result += " TABLESAMPLE \(sample.method.map(quoted).joined(separator: "."))(\(list(sample.arguments)))"
            if let seed = sample.seed { result += " REPEATABLE (\(text(of: seed)))" }
        }
        return result
    }

    private func fromItem(_ item: FromItem) -> String {
        switch item {
        case .relation(let node): return relation(node)
        case .subquery(let node):
            return "\(node.isLateral ? "LATERAL " : "")(\(text(of: node.select)))\(alias(node.alias))"
        case .function(let node): return function(node)
        case .join(let node): return join(node)
        case .xmlTable(let node): return node.function
        }
    }

    private func function(_ node: FunctionReference) -> String {
        let calls = node.items.map { item in
            text(of: item.call) + (item.columns.isEmpty ? "" : " AS (\(columns(item.columns)))")
        }.joined(separator: ", ")
        var result = (node.isLateral ? "LATERAL " : "") + (node.isRowsFrom ? "ROWS FROM (\(calls))" : calls)
        if node.withOrdinality { result += " WITH ORDINALITY" }
        guard !node.columns.isEmpty else { return result + alias(node.alias) }
        return result + " AS " + (node.alias.map { quoted($0.name) } ?? "") + "(\(columns(node.columns)))"
    }

    private func columns(_ columns: [ColumnDefinition]) -> String {
        columns.map { column in
            quoted(column.name) + (column.type.map { " " + text(of: $0) } ?? "")
                + (column.collation.map { " COLLATE " + $0.map(quoted).joined(separator: ".") } ?? "")
        }.joined(separator: ", ")
    }

    private func join(_ join: Join) -> String {
        var word = "\(join.kind)".uppercased() + " JOIN"
        if join.isNatural { word = "NATURAL " + word }
        if !join.isNatural, join.condition == nil, join.using.isEmpty { word = "CROSS JOIN" }
        var result = "\(fromItem(join.left)) \(word) \(fromItem(join.right))"
        if let condition = join.condition { result += " ON \(text(of: condition))" }
        if !join.using.isEmpty {
            result += " USING (\(names(join.using)))" + (join.usingAlias.map { " AS \(quoted($0))" } ?? "")
        }
        return "(\(result))\(alias(join.alias))"
    }

    // MARK: Statements

    /// A statement that reads or changes rows; none for others.
    package func text(of statement: Statement) -> String? {
        switch statement {
        case .select(let node): text(of: node)
        case .insert(let node): insert(node)
        case .update(let node): update(node)
        case .delete(let node): delete(node)
        case .merge(let node): merge(node)
        default: nil
        }
    }

    private func returning(_ targets: [Target]) -> String {
        targets.isEmpty ? "" : " RETURNING " + self.targets(targets)
    }

    private func filter(_ filter: Expression?) -> String { filter.map { " WHERE \(text(of: $0))" } ?? "" }

    private func target(_ target: AssignmentTarget) -> String { quoted(target.name) + steps(target.steps) }

    private func assignments(_ assignments: [Assignment]) -> String {
        assignments.map { assignment in
            switch assignment {
            case .single(let column, let value): "\(target(column)) = \(text(of: value))"
            case .multiple(let columns, let value):
                "(\(columns.map(target).joined(separator: ", "))) = \(text(of: value))"
            }
        }.joined(separator: ", ")
    }

    private func insert(_ node: InsertStatement) -> String {
        var result = (node.with.map(with) ?? "") + "INSERT INTO \(relation(node.relation))"
        if !node.columns.isEmpty { result += " (\(node.columns.map(target).joined(separator: ", ")))" }
        result += overriding(node.overriding)
        switch node.source {
        case .defaultValues: result += " DEFAULT VALUES"
        case .select(let select): result += " \(text(of: select))"
        }
        if let conflict = node.onConflict {
            result += " ON CONFLICT"
            switch conflict.target {
            case .elements(let elements, let condition):
                result += " (\(elements.map(element).joined(separator: ", ")))\(filter(condition))"
            case .constraint(let name): result += " ON CONSTRAINT \(quoted(name))"
            case nil: break
            }
            switch conflict.action {
            case .nothing: result += " DO NOTHING"
            case .update(let list, let condition):
                result += " DO UPDATE SET \(assignments(list))\(filter(condition))"
            }
        }
        return result + returning(node.returning)
    }

    /// An index's column or expression with its collation, operator class and order.
    package func element(_ element: IndexElement) -> String {
        var result = element.column.map(quoted) ?? ""
        if let expression = element.expression { result = indexExpression(expression) }
        if !element.collation.isEmpty { result += " COLLATE " + element.collation.map(quoted).joined(separator: ".") }
        if !element.operatorClass.isEmpty {
            result += " " + element.operatorClass.map(quoted).joined(separator: ".")
        }
        switch element.direction {
        case .unspecified, .ascending: break
        case .descending: result += " DESC"
        }
        switch element.nulls {
        case .unspecified: break
        case .first: result += " NULLS FIRST"
        case .last: result += " NULLS LAST"
        }
        return result
    }

    /// A bare call stands alone in an index, everything else in parentheses.
    private func indexExpression(_ expression: Expression) -> String {
        let text = text(of: expression)
        if case .function(let call) = expression, call.form == .call, !isFaithful { return text }
        return "(\(text))"
    }

    private func update(_ node: UpdateStatement) -> String {
        (node.with.map(with) ?? "") + "UPDATE \(relation(node.relation)) SET \(assignments(node.assignments))"
            + (node.from.isEmpty ? "" : " FROM " + from(node.from)) + filter(node.filter) + returning(node.returning)
    }

    private func merge(_ node: MergeStatement) -> String {
        var result = (node.with.map(with) ?? "") + "MERGE INTO \(relation(node.relation)) USING "
        result += from([node.source]) + " ON \(text(of: node.condition))"
        for clause in node.clauses {
            result += " WHEN \(clause.isMatched ? "" : "NOT ")MATCHED"
            if let condition = clause.condition { result += " AND \(text(of: condition))" }
            result += " THEN "
            switch clause.action {
            case .nothing: result += "DO NOTHING"
            case .delete: result += "DELETE"
            case .update(let list): result += "UPDATE SET \(assignments(list))"
            case .insert(let columns, let overriding, let values):
                result += "INSERT"
                if !columns.isEmpty { result += " (\(columns.map(target).joined(separator: ", ")))" }
                result += self.overriding(overriding)
                result += values.map { " VALUES (\(list($0)))" } ?? " DEFAULT VALUES"
            }
        }
        return result
    }

    private func overriding(_ overriding: InsertStatement.Overriding) -> String {
        switch overriding {
        case .none: ""
        case .user: " OVERRIDING USER VALUE"
        case .system: " OVERRIDING SYSTEM VALUE"
        }
    }

    private func delete(_ node: DeleteStatement) -> String {
        (node.with.map(with) ?? "") + "DELETE FROM \(relation(node.relation))"
            + (node.using.isEmpty ? "" : " USING " + from(node.using)) + filter(node.filter)
            + returning(node.returning)
    }
}

extension Expression {
    fileprivate var isNull: Bool {
        if case .literal(let literal) = self { literal.value == .null } else { false }
    }
}
