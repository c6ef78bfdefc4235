import PostgresSyntax
import VecDB
import VectorTypes

/// ON CONFLICT: PostgreSQL's arbiter inference, written as SQLite's upsert.
struct ConflictClause {
    let binder: QueryBinder
    let target: TargetTable

    init(_ binder: QueryBinder, _ target: TargetTable) {
        self.binder = binder
        self.target = target
    }

    /// Writes the clause; returns whether it updates.
    func write(_ conflict: OnConflict, into emitter: inout SQLEmitter) throws -> Bool {
        emitter.write(" ON CONFLICT ")
        if let written = conflict.target {
            try writeTarget(written, conflict, into: &emitter)
        } else if case .update = conflict.action {
            throw VecDBError(
                .syntaxError, "ON CONFLICT DO UPDATE requires inference specification or constraint name",
                hint: "For example, ON CONFLICT (column_name).", position: conflict.location + 1)
        }
        switch conflict.action {
        case .nothing:
            emitter.write("DO NOTHING")
            return false
        case .update(let assignments, let filter):
            emitter.write("DO UPDATE SET ")
            let scope = updateScope()
            let bound = try AssignmentList(binder, target, scope: scope, excluded: true).bind(assignments)
            for (index, assignment) in bound.enumerated() {
                if index > 0 { emitter.write(", ") }
                emitter.write("\(quoted(identifier: target.table.columns[assignment.column].name)) = ")
                try emitter.emit(assignment.value)
            }
            if let filter {
                emitter.write(" WHERE ")
                try emitter.emit(
                    try binder.expressions(scope, .where).bindBoolean(filter, construct: "WHERE"))
            }
            return true
        }
    }

    private func updateScope() -> QueryScope {
        let excluded = binder.entry(for: target.table)
        let scope = QueryScope(parent: target.scope.parent)
        scope.items = target.scope.items
        scope.items.append(
            NamespaceItem(
                name: "excluded",
                columns: zip(target.table.columns, excluded.columns).map { column, ranged in
                    var ranged = ranged
                    if case .column(var binding) = ranged.expression.node {
                        binding.sql = "excluded.\(quoted(identifier: column.name))"
                        ranged.expression.node = .column(binding)
                    }
                    return ranged
                }, areColumnsVisible: false))
        return scope
    }

    private func writeTarget(
        _ written: OnConflict.Target, _ conflict: OnConflict, into emitter: inout SQLEmitter
    ) throws {
        let table = target.table
        switch written {
        case .constraint(let name):
            guard let constraint = table.constraint(name) else {
                throw VecDBError(
                    .undefinedObject, "constraint \"\(name)\" for table \"\(table.name)\" does not exist")
            }
            switch constraint.kind {
            case .primaryKey(let columns), .unique(let columns, _):
                try writeElements(columns.map { IndexElementKey.column($0) }, index: index(named: name), into: &emitter)
            default:
                throw VecDBError(
                    .wrongObjectType, "constraint in ON CONFLICT clause has no associated index")
            }
        case .elements(let elements, let filter):
            let keys = try elements.map { element -> IndexElementKey in
                if let column = element.column {
                    guard table.column(column) != nil else {
                        throw VecDBError(
                            .undefinedColumn, "column \"\(column)\" does not exist",
                            position: element.location < 0 ? nil : element.location + 1)
                    }
                    return .column(column)
                }
                guard let expression = element.expression else { return .column("") }
                let bound = try binder.expressions(target.scope, .index).bind(expression)
                return .expression(DDLText.sqlite(bound, target))
            }
            guard let match = arbiter(keys, hasFilter: filter != nil) else {
                throw VecDBError(
                    .invalidColumnReference,
                    "there is no unique or exclusion constraint matching the ON CONFLICT specification")
            }
            try writeElements(keys, index: match.index, into: &emitter)
        }
    }

    private enum IndexElementKey: Hashable {
        case column(String)
        case expression(String)
    }

    private func index(named name: String) -> CatalogIndex? { target.table.indexes.first { $0.name == name } }

    /// The unique index over exactly these keys. A table's rowid column has none of its own.
    private func arbiter(_ keys: [IndexElementKey], hasFilter: Bool) -> (index: CatalogIndex?, found: Bool)? {
        let table = target.table
        let wanted = Set(keys)
        if let place = table.rowidColumn, wanted == [.column(table.columns[place].name)] { return (nil, true) }
        for index in table.indexes where index.isUnique && index.isStored && (index.predicate == nil || hasFilter) {
            let own = Set(
                index.elements.map { element -> IndexElementKey in
                    if let column = element.column { return .column(column) }
                    return .expression(element.expression?.sqlite ?? "")
                })
            if own == wanted { return (index, true) }
        }
        for constraint in table.constraints {
            switch constraint.kind {
            case .primaryKey(let columns), .unique(let columns, _):
                if Set(columns.map { IndexElementKey.column($0) }) == wanted { return (nil, true) }
            default: break
            }
        }
        return nil
    }

    private func writeElements(
        _ keys: [IndexElementKey], index: CatalogIndex?, into emitter: inout SQLEmitter
    ) throws {
        emitter.write("(")
        for (place, key) in keys.enumerated() {
            if place > 0 { emitter.write(", ") }
            switch key {
            case .column(let name):
                if let sortKey = index?.elements.first(where: { $0.column == name })?.sortKey {
                    emitter.write(sortKey)
                } else {
                    emitter.write(quoted(identifier: name))
                }
            case .expression(let text): emitter.write(text)
            }
        }
        emitter.write(")")
        if let predicate = index?.predicate { emitter.write(" WHERE \(predicate.sqlite)") }
        emitter.write(" ")
    }
}

/// The SET list of UPDATE and of ON CONFLICT DO UPDATE.
struct AssignmentList {
    struct Bound {
        var column: Int
        var value: BoundExpression
        /// `SET a = DEFAULT`
        var isDefault = false
    }

    let binder: QueryBinder
    let target: TargetTable
    let scope: QueryScope
    let excluded: Bool

    init(_ binder: QueryBinder, _ target: TargetTable, scope: QueryScope, excluded: Bool = false) {
        self.binder = binder
        self.target = target
        self.scope = scope
        self.excluded = excluded
    }

    func bind(_ assignments: [Assignment]) throws -> [Bound] {
        var bound: [Bound] = []
        var seen: Set<Int> = []
        func column(_ target: AssignmentTarget) throws -> Int {
            let index = try self.target.column(target)
            guard seen.insert(index).inserted else {
                throw VecDBError(
                    .syntaxError, "multiple assignments to same column \"\(target.name)\"")
            }
            return index
        }
        let expressions = binder.expressions(scope, .updateSet)
        func value(_ expression: Expression, _ index: Int) throws -> Bound {
            let column = self.target.table.columns[index]
            if case .setToDefault = expression { return try defaultValue(index) }
            if column.generated != nil {
                throw VecDBError(
                    .generatedAlways, "column \"\(column.name)\" can only be updated to DEFAULT",
                    detail: "Column \"\(column.name)\" is a generated column.")
            }
            if column.identity == .always {
                throw VecDBError(
                    .generatedAlways, "column \"\(column.name)\" can only be updated to DEFAULT",
                    detail: "Column \"\(column.name)\" is an identity column defined as GENERATED ALWAYS.")
            }
            return Bound(
                column: index,
                value: try expressions.bindAssignment(expression, to: column.name, type: column.type))
        }
        for assignment in assignments {
            switch assignment {
            case .single(let target, let expression):
                bound.append(try value(expression, try column(target)))
            case .multiple(let targets, let expression):
                let columns = try targets.map(column)
                bound += try multiple(columns, expression, value)
            }
        }
        return bound
    }

    private func multiple(
        _ columns: [Int], _ expression: Expression, _ value: (Expression, Int) throws -> Bound
    ) throws -> [Bound] {
        switch expression {
        case .row(let row):
            guard row.fields.count == columns.count else {
                throw VecDBError(
                    .syntaxError, "number of columns does not match number of values", position: row.location + 1)
            }
            return try zip(columns, row.fields).map { try value($1, $0) }
        case .subquery(let subquery):
            guard case .scalar = subquery.kind else { break }
            let query = try binder.bind(subquery.select, in: scope)
            guard query.columns.count == columns.count else {
                throw VecDBError(
                    .syntaxError, "number of columns does not match number of values",
                    position: subquery.location + 1)
            }
            let expressions = binder.expressions(scope, .updateSet)
            return try columns.enumerated().map { place, index in
                let part = ColumnOfQuery(query, place)
                let type = query.columns[place].type
                let column = target.table.columns[index]
                let scalar = BoundExpression(
                    .subquery(.scalar, part), SQLType(type), modifier: type.modifier, location: subquery.location)
                return Bound(column: index, value: try expressions.assign(scalar, to: column.name, type: column.type))
            }
        default: break
        }
        throw VecDBError(
            .featureNotSupported,
            "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression",
            position: expression.startLocation + 1)
    }

    private func defaultValue(_ index: Int) throws -> Bound {
        let column = target.table.columns[index]
        if let text = column.defaultValue?.text {
            let parsed = try parseExpression(text)
            let value = try binder.expressions(QueryScope(parent: nil), .columnDefault)
                .bindAssignment(parsed, to: column.name, type: column.type)
            return Bound(column: index, value: value)
        }
        if let sequence = column.sequence {
            let parsed = try parseExpression("nextval('\(sequence)')")
            let value = try binder.expressions(QueryScope(parent: nil), .columnDefault)
                .bindAssignment(parsed, to: column.name, type: column.type)
            return Bound(column: index, value: value)
        }
        return Bound(column: index, value: .null(SQLType(column.type)), isDefault: true)
    }
}

/// One column of a sub-select with several.
private final class ColumnOfQuery: BoundSubquery {
    private let query: BoundQuery
    private let index: Int

    init(_ query: BoundQuery, _ index: Int) {
        self.query = query
        self.index = index
        super.init(columns: [query.columns[index]], isCorrelated: query.isCorrelated)
        returnsAtMostOneRow = query.returnsAtMostOneRow
    }

    override func emit(into emitter: inout SQLEmitter) throws {
        emitter.write("SELECT c\(index + 1) AS c1 FROM (")
        try query.emit(into: &emitter)
        emitter.write(")")
    }
}
