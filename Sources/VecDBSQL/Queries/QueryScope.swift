import PostgresSyntax
import VecDB
import VectorTypes

/// The names that one query level knows: its FROM list, its windows and CTEs, and around it the outer query's.
///
/// Resolution is PostgreSQL's: a bare name must be found in exactly one visible entry of the nearest level that has it;
/// a qualified name first picks the entry, then the column.
final class QueryScope: Scope {
    let parent: QueryScope?
    var items: [NamespaceItem] = []
    var commonTables: [String: BoundCommonTable] = [:]
    var windows: [String: WindowDefinition] = [:]
    /// References from here to outer levels.
    private(set) var outerReferences: [OuterReference] = []
    /// Set for the scope of a LATERAL sub-select: what it takes from the left becomes parameters.
    var boundary: LateralBoundary?
    /// FROM is being bound: only LATERAL items may refer to what is there already.
    var isBindingFrom = false

    init(parent: QueryScope?) { self.parent = parent }

    func resolveColumn(_ names: [String], location: Int) throws -> BoundExpression {
        var level = 0
        var scope: QueryScope? = self
        var crossed: [QueryScope] = []
        while let current = scope {
            if let found = try current.find(names, location: location) {
                return cross(found, level: level, crossed: crossed, location: location)
            }
            crossed.append(current)
            scope = current.parent
            level += 1
        }
        throw missing(names, location: location)
    }

    /// The expression as the query sees it that stands `level` levels below the one which has the column.
    private func cross(_ found: BoundExpression, level: Int, crossed: [QueryScope], location: Int) -> BoundExpression {
        var expression = found
        expression.location = location
        guard level > 0 else { return expression }
        for scope in crossed.reversed() {
            if let boundary = scope.boundary {
                let parameter = boundary.parameter(for: expression)
                var name = ""
                if case .column(let column) = expression.node { name = column.name }
                let binding = ColumnBinding(
                    sql: parameter, name: name, isNullable: true, relation: -1, attribute: 0, level: 1)
                expression = BoundExpression(
                    .column(binding), expression.type, modifier: expression.modifier, location: location)
            } else {
                expression = expression.raised(by: 1)
            }
            expression.forEach { node in
                if case .column(let column) = node.node {
                    scope.outerReferences.append(OuterReference(column: column, location: location))
                }
                return true
            }
        }
        return expression
    }

    /// The column at this level; nil if nothing here is called so.
    private func find(_ names: [String], location: Int) throws -> BoundExpression? {
        guard let columnName = names.last else { return nil }
        if names.count == 1 {
            var found: [BoundExpression] = []
            for item in items where item.areColumnsVisible {
                for column in item.columns where column.name == columnName {
                    try check(item, columnName: columnName, location: location)
                    found.append(column.expression)
                }
            }
            if found.count > 1 {
                throw VecDBError(
                    .ambiguousColumn, "column reference \"\(columnName)\" is ambiguous", position: location + 1)
            }
            if let only = found.first { return only }
            // A table's name alone stands for its whole row.
            if let item = items.first(where: { $0.name == columnName && $0.isNameVisible }) {
                return wholeRow(item, location: location)
            }
            return nil
        }
        guard let item = try item(named: Array(names.dropLast()), location: location) else { return nil }
        let matches = item.columns.filter { $0.name == columnName }
        if matches.count > 1 {
            throw VecDBError(
                .ambiguousColumn, "column reference \"\(columnName)\" is ambiguous", position: location + 1)
        }
        if let match = matches.first { return match.expression }
        throw VecDBError(
            .undefinedColumn, "column \(names.suffix(2).joined(separator: ".")) does not exist",
            hint: suggestion(for: columnName, among: [item]), position: location + 1)
    }

    /// The entry called so at this level.
    func item(named names: [String], location: Int) throws -> NamespaceItem? {
        guard let name = names.last else { return nil }
        let schema = names.count > 1 ? names[names.count - 2] : nil
        let matches = items.filter {
            $0.isNameVisible && $0.name == name && (schema == nil || $0.schema == schema)
        }
        if matches.count > 1 {
            throw VecDBError(.duplicateAlias, "table reference \"\(name)\" is ambiguous", position: location + 1)
        }
        guard let match = matches.first else { return nil }
        try check(match, columnName: nil, location: location)
        return match
    }

    /// The entry called so at this or an outer level.
    func itemAnywhere(named names: [String], location: Int) throws -> (item: NamespaceItem, level: Int)? {
        var level = 0
        var scope: QueryScope? = self
        while let current = scope {
            if let item = try current.item(named: names, location: location) { return (item, level) }
            scope = current.parent
            level += 1
        }
        return nil
    }

    private func check(_ item: NamespaceItem, columnName: String?, location: Int) throws {
        guard item.isLateralOnly, let name = item.name else { return }
        if let columnName {
            throw VecDBError(
                .undefinedColumn, "column \"\(columnName)\" does not exist",
                hint:
                    "There is a column named \"\(columnName)\" in table \"\(name)\", but it cannot be referenced from this part of the query.",
                position: location + 1)
        }
        throw VecDBError(
            .undefinedTable, "invalid reference to FROM-clause entry for table \"\(name)\"",
            hint: "There is an entry for table \"\(name)\", but it cannot be referenced from this part of the query.",
            position: location + 1)
    }

    private func wholeRow(_ item: NamespaceItem, location: Int) -> BoundExpression {
        let columns = item.columns.filter { !$0.isHidden }.map(\.expression)
        // A function's single column is its row.
        if columns.count == 1, item.isSingleValue { return columns[0] }
        return BoundExpression(.row(columns), .record, location: location)
    }

    /// Takes over the outer references of a helper scope that stood for a part of this query.
    func adopt(_ references: [OuterReference]) { outerReferences += references }

    /// The CTE called so, looking outwards.
    func commonTable(_ name: String) -> BoundCommonTable? {
        var scope: QueryScope? = self
        while let current = scope {
            if let table = current.commonTables[name] { return table }
            scope = current.parent
        }
        return nil
    }

    // MARK: Errors

    private func missing(_ names: [String], location: Int) -> VecDBError {
        guard let columnName = names.last else {
            return VecDBError(.undefinedColumn, "column does not exist", position: location + 1)
        }
        if names.count == 1 {
            return VecDBError(
                .undefinedColumn, "column \"\(columnName)\" does not exist",
                hint: suggestion(for: columnName, among: allItems), position: location + 1)
        }
        let table = names[names.count - 2]
        return missingTable(table, location: location)
    }

    /// 42P01 for `table.column` when nothing in FROM is called `table`.
    func missingTable(_ table: String, location: Int) -> VecDBError {
        if let hidden = allItems.first(where: { $0.hiddenName == table }), let alias = hidden.name {
            return VecDBError(
                .undefinedTable, "invalid reference to FROM-clause entry for table \"\(table)\"",
                hint: "Perhaps you meant to reference the table alias \"\(alias)\".", position: location + 1)
        }
        return VecDBError(
            .undefinedTable, "missing FROM-clause entry for table \"\(table)\"", position: location + 1)
    }

    private var allItems: [NamespaceItem] {
        var all: [NamespaceItem] = []
        var scope: QueryScope? = self
        while let current = scope {
            all += current.items
            scope = current.parent
        }
        return all
    }

    /// PostgreSQL's guess at a misspelt column: at most three letters wrong, and less than half of them.
    private func suggestion(for name: String, among items: [NamespaceItem]) -> String? {
        var best: [(distance: Int, text: String)] = []
        for item in items where item.isNameVisible {
            guard let table = item.name else { continue }
            for column in item.columns where !column.isHidden {
                let distance = editDistance(name, column.name)
                guard distance <= 3, distance * 2 <= column.name.unicodeScalars.count else { continue }
                best.append((distance, "\(table).\(column.name)"))
            }
        }
        guard let nearest = best.map(\.distance).min() else { return nil }
        let texts = best.filter { $0.distance == nearest }.map(\.text)
        switch texts.count {
        case 1: return "Perhaps you meant to reference the column \"\(texts[0])\"."
        case 2:
            return "Perhaps you meant to reference the column \"\(texts[0])\" or the column \"\(texts[1])\"."
        default: return nil
        }
    }

    private func editDistance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        guard abs(left.count - right.count) <= 3 else { return 4 }
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (character == right[j] ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[right.count]
    }
}

extension NamespaceItem {
    /// A function that returns plain values: its name stands for the value.
    var isSingleValue: Bool { columns.count == 1 && columns[0].name == name }
}

extension BoundExpression {
    /// The same expression seen from `levels` query levels further down.
    func raised(by levels: Int) -> BoundExpression {
        map { node in
            guard case .column(var column) = node.node else { return node }
            column.level += levels
            var raised = node
            raised.node = .column(column)
            return raised
        }
    }
}
