import PostgresSyntax
import VecDB
import VectorTypes

// SELECT: targets, filter, grouping, order. The order of the steps is PostgreSQL's (transformSelectStmt).
extension QueryBinder {
    func bindSelect(
        _ core: SelectCore, _ select: SelectStatement, scope: QueryScope, resolvesUnknowns: Bool
    ) throws -> BoundQuery {
        if core.into != nil, scope.parent != nil {
            throw VecDBError(.syntaxError, "SELECT ... INTO is not allowed here")
        }
        let bound = BoundSelect()
        for window in core.windows {
            guard let name = window.name else { continue }
            if scope.windows[name] != nil {
                throw VecDBError(
                    .windowingError, "window \"\(name)\" is already defined", position: window.location + 1)
            }
            scope.windows[name] = window
        }
        bound.from = try bindFrom(core.from, scope: scope)
        bound.targets = try bindTargets(core.targets, scope: scope, clause: .select)
        if let filter = core.filter {
            bound.filter = try expressions(scope, .where).bindBoolean(filter, construct: "WHERE")
        }
        if let having = core.having {
            bound.having = try expressions(scope, .having).bindBoolean(having, construct: "HAVING")
        }
        var order = try bindOrder(select.orderBy, bound, scope: scope)
        try bindGrouping(core, bound, scope: scope)
        switch core.distinct {
        case .all: break
        case .distinct:
            try requireVisible(order, bound, "for SELECT DISTINCT, ORDER BY expressions must appear in select list")
            bound.distinct = .distinct
            for target in bound.targets where !target.isHidden { try requireEquality(target.expression) }
        case .on(let keys):
            bound.distinct = .on(try bindDistinctOn(keys, bound, order: order, scope: scope))
        }
        if resolvesUnknowns {
            for index in bound.targets.indices where bound.targets[index].expression.type == .unknown {
                bound.targets[index].expression = try resolved(bound.targets[index].expression)
            }
        }
        bound.isGrouped =
            !bound.groups.isEmpty || bound.groupingSets != nil || bound.having != nil
            || bound.targets.contains { $0.expression.containsAggregate }
            || order.contains { $0.expression.containsAggregate }
        if bound.isGrouped { try checkGrouping(bound, order, scope: scope) }
        try liftSetReturning(bound, &order)
        let columns = bound.targets.filter { !$0.isHidden }.map { (name: $0.name, type: $0.expression.columnType) }
        let query = BoundQuery(body: .select(bound), columns: columns)
        query.order = order
        return query
    }

    // MARK: Targets

    /// Binds a SELECT or RETURNING list, with its stars written out.
    func bindTargets(_ targets: [Target], scope: QueryScope, clause: ExpressionClause) throws -> [BoundTarget] {
        var bound: [BoundTarget] = []
        let binder = expressions(scope, clause)
        for target in targets {
            switch target.expression {
            case .column(let reference) where reference.isStar:
                bound += try expandStar(reference, scope: scope)
            case .indirection(let indirection) where indirection.steps.last == .star:
                let row = try binder.bind(indirection.base)
                guard case .row(let fields) = row.node else {
                    throw featureNotSupported("expanding a composite value", location: indirection.base.startLocation)
                }
                bound += fields.enumerated().map { index, field in
                    var name = "f\(index + 1)"
                    if case .column(let column) = field.node { name = column.name }
                    return BoundTarget(expression: field, name: name)
                }
            case .setToDefault(let node):
                throw VecDBError(.syntaxError, "DEFAULT is not allowed in this context", position: node.location + 1)
            default:
                bound.append(
                    BoundTarget(
                        expression: try binder.bind(target.expression),
                        name: target.label ?? ColumnNaming.name(of: target.expression)))
            }
        }
        guard bound.count <= 1664 else {
            throw VecDBError(.tooManyColumns, "target lists can have at most 1664 entries")
        }
        return bound
    }

    private func expandStar(_ reference: ColumnReference, scope: QueryScope) throws -> [BoundTarget] {
        var columns: [RangeColumn] = []
        var level = 0
        if reference.names.isEmpty {
            let visible = scope.items.filter(\.areColumnsVisible)
            guard !scope.items.isEmpty else {
                throw VecDBError(
                    .syntaxError, "SELECT * with no tables specified is not valid", position: reference.location + 1)
            }
            columns = visible.flatMap(\.columns)
        } else {
            guard let found = try scope.itemAnywhere(named: reference.names, location: reference.location) else {
                throw scope.missingTable(reference.names.last ?? "", location: reference.location)
            }
            columns = found.item.columns
            level = found.level
        }
        return try columns.filter { !$0.isHidden }.map { column in
            var expression = column.expression
            expression.location = reference.location
            if level > 0 {
                // Through resolution, so that the queries in between learn of the reference.
                expression = try scope.resolveColumn(
                    reference.names + [column.name], location: reference.location)
            }
            return BoundTarget(expression: expression, name: column.name)
        }
    }

    // MARK: ORDER BY

    private func bindOrder(_ items: [SortItem], _ select: BoundSelect, scope: QueryScope) throws -> [BoundOrder] {
        try items.map { item in
            let expression: BoundExpression
            if let index = try targetIndex(item.expression, select, clause: "ORDER BY", namesFirst: true, scope: scope)
            {
                if select.targets[index].expression.type == .unknown {
                    select.targets[index].expression = try resolved(select.targets[index].expression)
                }
                expression = select.targets[index].expression
            } else {
                var bound = try expressions(scope, .orderBy).bind(item.expression)
                if bound.type == .unknown {
                    bound = try resolved(bound)
                }
                expression = bound
            }
            return try order(expression, item)
        }
    }

    /// The target that an ORDER BY or GROUP BY item names by number or by label; nil if it is an expression.
    private func targetIndex(
        _ expression: Expression, _ select: BoundSelect, clause: String, namesFirst: Bool, scope: QueryScope
    ) throws -> Int? {
        let visible = select.targets.indices.filter { !select.targets[$0].isHidden }
        switch expression {
        case .literal(let literal):
            guard case .integer(let number) = literal.value else {
                if case .null = literal.value, false { return nil }
                throw VecDBError(
                    .syntaxError, "non-integer constant in \(clause)", position: literal.location + 1)
            }
            guard number >= 1, Int(number) <= visible.count else {
                throw VecDBError(
                    .invalidColumnReference, "\(clause) position \(number) is not in select list",
                    position: literal.location + 1)
            }
            return visible[Int(number) - 1]
        case .column(let reference) where reference.names.count == 1 && !reference.isStar:
            let name = reference.names[0]
            if !namesFirst, scope.hasColumn(name) { return nil }
            let matches = visible.filter { select.targets[$0].name == name }
            guard let first = matches.first else { return nil }
            for other in matches.dropFirst()
            where select.targets[other].expression != select.targets[first].expression {
                throw VecDBError(
                    .ambiguousColumn, "\(clause) \"\(name)\" is ambiguous", position: reference.location + 1)
            }
            return first
        default: return nil
        }
    }

    private func requireVisible(_ order: [BoundOrder], _ select: BoundSelect, _ message: String) throws {
        for key in order
        where !select.targets.contains(where: { !$0.isHidden && $0.expression == key.expression }) {
            throw VecDBError(
                .invalidColumnReference, message,
                position: key.expression.location < 0 ? nil : key.expression.location + 1)
        }
    }

    private func bindDistinctOn(
        _ keys: [Expression], _ select: BoundSelect, order: [BoundOrder], scope: QueryScope
    ) throws -> [BoundExpression] {
        let bound = try keys.map { key -> BoundExpression in
            if let index = try targetIndex(key, select, clause: "DISTINCT ON", namesFirst: true, scope: scope) {
                return select.targets[index].expression
            }
            var expression = try expressions(scope, .distinctOn).bind(key)
            if expression.type == .unknown {
                expression = try resolved(expression)
            }
            return expression
        }
        // The leading keys of ORDER BY have to be those of DISTINCT ON, in any order.
        var open = Set(bound)
        for (index, key) in order.enumerated() {
            if open.isEmpty { break }
            guard bound.contains(key.expression) else {
                throw VecDBError(
                    .invalidColumnReference,
                    "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
                    position: key.expression.location < 0 ? nil : order[index].expression.location + 1)
            }
            open.remove(key.expression)
        }
        return bound
    }

    // MARK: GROUP BY

    private func bindGrouping(_ core: SelectCore, _ select: BoundSelect, scope: QueryScope) throws {
        var sets: [[Int]] = [[]]
        var hasSets = false
        func key(_ expression: Expression) throws -> Int {
            let bound: BoundExpression
            if let index = try targetIndex(expression, select, clause: "GROUP BY", namesFirst: false, scope: scope) {
                if select.targets[index].expression.type == .unknown {
                    select.targets[index].expression = try resolved(select.targets[index].expression)
                }
                bound = select.targets[index].expression
                try requireGroupable(bound)
            } else {
                var expression = try expressions(scope, .groupBy).bind(expression)
                if expression.type == .unknown {
                    expression = try resolved(expression)
                }
                bound = expression
            }
            try requireEquality(bound)
            if let known = select.groups.firstIndex(of: bound) { return known }
            select.groups.append(bound)
            return select.groups.count - 1
        }
        func keys(_ element: GroupingElement) throws -> [Int] {
            guard case .expression(let expression) = element else { return [] }
            if case .row(let row) = expression, !row.isExplicit { return try row.fields.map(key) }
            return [try key(expression)]
        }
        func expand(_ element: GroupingElement) throws -> [[Int]] {
            switch element {
            case .expression: return [try keys(element)]
            case .empty: return [[]]
            case .rollup(let set):
                let parts = try set.elements.map(keys)
                return (0...parts.count).reversed().map { parts.prefix($0).flatMap { $0 } }
            case .cube(let set):
                let parts = try set.elements.map(keys)
                guard parts.count <= 12 else {
                    throw VecDBError(
                        .programLimitExceeded, "CUBE is limited to 12 elements", position: set.location + 1)
                }
                return (0..<(1 << parts.count)).reversed().map { mask in
                    parts.indices.filter { mask & (1 << (parts.count - 1 - $0)) != 0 }.flatMap { parts[$0] }
                }
            case .groupingSets(let set): return try set.elements.flatMap(expand)
            }
        }
        for element in core.groupBy {
            if case .expression = element {} else { hasSets = true }
            let expanded = try expand(element)
            guard sets.count * expanded.count <= 4096 else {
                throw VecDBError(.statementTooComplex, "too many grouping sets present (maximum 4096)")
            }
            sets = sets.flatMap { left in expanded.map { left + $0 } }
        }
        guard hasSets else { return }
        var unique: [[Int]] = []
        for set in sets {
            var seen: Set<Int> = []
            let plain = set.filter { seen.insert($0).inserted }
            if core.isGroupByDistinct, unique.contains(where: { Set($0) == Set(plain) }) { continue }
            unique.append(plain)
        }
        select.groupingSets = unique
    }

    private func requireGroupable(_ expression: BoundExpression) throws {
        if expression.containsAggregate {
            throw VecDBError(
                .groupingError, "aggregate functions are not allowed in GROUP BY", position: expression.location + 1)
        }
        if expression.containsWindow {
            throw VecDBError(
                .windowingError, "window functions are not allowed in GROUP BY", position: expression.location + 1)
        }
    }

    /// Every column outside an aggregate must be a grouping key or depend on one.
    private func checkGrouping(_ select: BoundSelect, _ order: [BoundOrder], scope: QueryScope) throws {
        let entries = select.from?.entries ?? []
        let byNumber = Dictionary(entries.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        let keys = Set(select.groups)
        let keyColumns = Set(
            select.groups.compactMap { key -> ColumnPlace? in
                guard case .column(let column) = key.node else { return nil }
                return ColumnPlace(relation: column.relation, attribute: column.attribute)
            })
        // A table whose whole primary key is grouped by has one row in each group.
        var determined: Set<Int> = []
        for entry in entries {
            guard let table = entry.table, case .primaryKey(let columns)? = table.primaryKey?.kind else { continue }
            let places = columns.compactMap { name in
                table.column(name).map { ColumnPlace(relation: entry.number, attribute: $0.number) }
            }
            if !places.isEmpty, places.allSatisfy(keyColumns.contains) { determined.insert(entry.number) }
        }
        func check(_ column: ColumnBinding, location: Int, isOuter: Bool) throws {
            guard let entry = byNumber[column.relation], !determined.contains(column.relation),
                !keyColumns.contains(ColumnPlace(relation: column.relation, attribute: column.attribute))
            else { return }
            let name = "\(entry.name).\(entry.columns.first { $0.attribute == column.attribute }?.name ?? column.name)"
            throw VecDBError(
                .groupingError,
                isOuter
                    ? "subquery uses ungrouped column \"\(name)\" from outer query"
                    : "column \"\(name)\" must appear in the GROUP BY clause or be used in an aggregate function",
                position: location < 0 ? nil : location + 1)
        }
        func walk(_ expression: BoundExpression) throws {
            try expression.forEach { node in
                if keys.contains(node) { return false }
                switch node.node {
                case .aggregate(let call): return call.level > 0
                case .column(let column):
                    if column.level == 0 { try check(column, location: node.location, isOuter: false) }
                    return false
                case .subquery(_, let query):
                    guard let query = query as? BoundQuery else { return true }
                    for reference in query.outerReferences where reference.column.level == 1 {
                        try check(reference.column, location: reference.location, isOuter: true)
                    }
                    return true
                default: return true
                }
            }
        }
        for target in select.targets { try walk(target.expression) }
        if let having = select.having { try walk(having) }
        for key in order { try walk(key.expression) }
    }

    // MARK: Set-returning functions in the select list

    /// Moves set-returning functions of the targets into FROM, where SQLite can run them.
    ///
    /// Several run in step, as in PostgreSQL: a series as long as the longest drives them, each joined by its row's number.
    private func liftSetReturning(_ select: BoundSelect, _ order: inout [BoundOrder]) throws {
        guard select.targets.contains(where: { $0.expression.containsSetReturning }) else { return }
        if select.isGrouped || select.hasWindows {
            throw featureNotSupported("a set-returning function over the result of grouping or of window functions")
        }
        var calls: [BoundExpression] = []
        func collect(_ expression: BoundExpression) {
            expression.forEach { node in
                guard case .setReturning = node.node else { return true }
                if !calls.contains(node) { calls.append(node) }
                return false
            }
        }
        select.targets.forEach { collect($0.expression) }
        var replacements: [BoundExpression: BoundExpression] = [:]
        var functions: [RangeEntry] = []
        for call in calls {
            guard case .setReturning(let setReturning) = call.node else { continue }
            if setReturning.arguments.contains(where: \.containsSetReturning) {
                throw featureNotSupported(
                    "a set-returning function in another one's arguments", location: call.location)
            }
            let columns = expressions(QueryScope(parent: nil), .select)
                .tableColumns(setReturning, name: setReturning.function.name, result: call.type)
            let function = BoundTableFunction(call: setReturning, scalar: call, columns: columns)
            let entry = RangeEntry(
                number: nextRelation(), source: .function(function), name: setReturning.function.name)
            functions.append(entry)
            let values = function.columns.enumerated().map { index, column in
                BoundExpression(
                    .column(
                        ColumnBinding(
                            sql: "\(entry.alias).c\(index + 1)", name: column.name, relation: entry.number,
                            attribute: index + 1)), SQLType(column.type), modifier: column.type.modifier)
            }
            replacements[call] = values.count == 1 ? values[0] : BoundExpression(.row(values), .record)
        }
        if functions.count == 1, let entry = functions.first {
            select.from = select.from.map { .join(.inner, $0, .entry(entry), condition: nil) } ?? .entry(entry)
        } else {
            try joinInStep(functions, select)
        }
        func replace(_ expression: BoundExpression) -> BoundExpression { expression.map { replacements[$0] } }
        for index in select.targets.indices {
            select.targets[index].expression = replace(select.targets[index].expression)
        }
        for index in order.indices { order[index].expression = replace(order[index].expression) }
    }

    private func joinInStep(_ functions: [RangeEntry], _ select: BoundSelect) throws {
        guard let series = FunctionCatalog.shared.function("generate_series", [.int8, .int8]) else {
            throw featureNotSupported("several set-returning functions in one select list")
        }
        let length = BoundExpression(
            .subquery(.scalar, LongestFunction(functions.compactMap(\.function))), .int8)
        let call = SetReturningCall(
            function: series, arguments: [BoundExpression(.constant(.integer(1)), .int8), length])
        let scalar = BoundExpression(.setReturning(call), .int8)
        let driver = RangeEntry(
            number: nextRelation(),
            source: .function(
                BoundTableFunction(call: call, scalar: scalar, columns: [("generate_series", ColumnType(.int8))])),
            name: "series")
        var from: BoundFrom =
            select.from.map { .join(.inner, $0, .entry(driver), condition: nil) } ?? .entry(driver)
        func number(_ entry: RangeEntry, _ column: String) -> BoundExpression {
            BoundExpression(
                .column(
                    ColumnBinding(sql: "\(entry.alias).\(column)", name: column, relation: entry.number, attribute: 0)),
                .int8)
        }
        for entry in functions {
            let condition = try equality(number(entry, "n"), number(driver, "c1"))
            from = .join(.left, from, .entry(entry), condition: condition)
        }
        select.from = from
    }
}

/// How many rows the longest of several set-returning functions gives.
private final class LongestFunction: BoundSubquery {
    private let functions: [BoundTableFunction]

    init(_ functions: [BoundTableFunction]) {
        self.functions = functions
        super.init(columns: [("count", ColumnType(.int8))], isCorrelated: true)
        returnsAtMostOneRow = true
    }

    override func emit(into emitter: inout SQLEmitter) throws {
        emitter.write("SELECT max(")
        for (index, function) in functions.enumerated() {
            if index > 0 { emitter.write(", ") }
            emitter.write("(SELECT count(*) FROM ")
            try function.emit(into: &emitter)
            emitter.write(")")
        }
        emitter.write(") AS c1")
    }
}

/// A column's place in the range table.
private struct ColumnPlace: Hashable {
    var relation: Int
    var attribute: Int
}

extension RangeColumn {
    /// The attribute's number in its entry.
    var attribute: Int? {
        if case .column(let column) = expression.node { return column.attribute }
        return nil
    }
}

extension RangeEntry {
    var function: BoundTableFunction? {
        if case .function(let function) = source { return function }
        return nil
    }
}

extension QueryScope {
    /// Whether a bare name means a column of this level's FROM.
    func hasColumn(_ name: String) -> Bool {
        items.contains { $0.areColumnsVisible && $0.columns.contains { $0.name == name } }
    }
}
