import PostgresSyntax
import VecDB
import VectorTypes

/// One entry of a query's range table: something in FROM that has a name and columns.
///
/// Every entry has a number of its own in the whole statement; its SQLite alias is made of it, so that no two names in
/// the emitted text can clash, whatever the user called things.
final class RangeEntry {
    enum Source {
        case table(CatalogTable)
        case query(BoundQuery)
        /// A sub-select that refers to entries on its left.
        case lateral(BoundQuery, LateralBoundary)
        case commonTable(BoundCommonTable)
        case function(BoundTableFunction)
        /// A table of the catalogs (`pg_class` …), by its SQLite name.
        case systemTable(String)
    }

    let number: Int
    let source: Source
    /// What the user calls it.
    var name: String
    /// The schema by which it may be qualified: only a table without an alias has one.
    var schema: String?
    var columns: [RangeColumn]
    /// The table's own name, where an alias hides it.
    var hiddenName: String?

    init(number: Int, source: Source, name: String, columns: [RangeColumn] = []) {
        self.number = number
        self.source = source
        self.name = name
        self.columns = columns
    }

    /// The name in SQLite's text.
    var alias: String { "t\(number)" }

    /// The table, if it is one.
    var table: CatalogTable? {
        if case .table(let table) = source { return table }
        return nil
    }

    /// The rowid in SQLite's text.
    var rowid: String {
        guard let table else { return "\(alias).rowid" }
        return "\(alias).\(quoted(identifier: table.rowidName))"
    }
}

/// A column of a range entry, or of a join that merged it from two.
struct RangeColumn {
    var name: String
    var expression: BoundExpression
    /// Not in `*`: system columns.
    var isHidden = false
}

/// What a name in an expression can mean: an entry of FROM, or a join's merged columns.
struct NamespaceItem {
    var name: String?
    var schema: String?
    var columns: [RangeColumn]
    /// Whether `column` alone finds its columns; false below a JOIN … USING, which has them itself.
    var areColumnsVisible = true
    /// Whether `name.column` finds them.
    var isNameVisible = true
    /// In the FROM list before it is complete: only LATERAL items see it.
    var isLateralOnly = false
    var hiddenName: String?
}

/// How FROM is joined together.
indirect enum BoundFrom {
    case entry(RangeEntry)
    case join(Join.Kind, BoundFrom, BoundFrom, condition: BoundExpression?)
}

extension BoundFrom {
    /// All entries, from left to right.
    var entries: [RangeEntry] {
        switch self {
        case .entry(let entry): [entry]
        case .join(_, let left, let right, _): left.entries + right.entries
        }
    }

    /// Whether text in which this follows other joins without parentheses would mean something else.
    var needsParentheses: Bool {
        switch self {
        case .entry: false
        case .join(let kind, let left, _, _): kind == .right || kind == .full || left.needsParentheses
        }
    }
}

/// A `WITH` table.
final class BoundCommonTable {
    let name: String
    /// The name in SQLite's text.
    let alias: String
    var columns: [(name: String, type: ColumnType)] = []
    var query: BoundQuery?
    var materialization: CommonTable.Materialization
    /// While the recursive part is bound, and after, if it refers to itself.
    var isRecursive = false
    var isBeingBound = false
    /// The temporary table that holds the rows of a data-modifying one.
    var temporaryTable: String?
    var referenceCount = 0
    /// How many query levels SQLite makes of one reference to it; see ``QueryBinder/weighed(_:_:)``.
    var weight = 1
    /// Whether its rows are kept by us and not by SQLite; see ``HeldRows``.
    var isHeld = false
    /// What ``HeldRows`` has written for it: a held table stands in the texts of others, again and again.
    var heldText: CompiledSQL?
    /// Whether it stands for a view.
    var isView = false
    /// The tables of enclosing WITH clauses that it reads.
    var dependencies: [BoundCommonTable] = []

    init(name: String, alias: String, materialization: CommonTable.Materialization) {
        self.name = name
        self.alias = alias
        self.materialization = materialization
    }
}

/// The columns that a LATERAL sub-select takes from its left, each a parameter of its statement.
final class LateralBoundary {
    private(set) var outer: [BoundExpression] = []
    /// What is on the left, where it can be read beforehand.
    var batch: LateralBatch?

    /// What stands for an outer column until the statement's own parameters are counted.
    static func marker(_ index: Int) -> String { ":vecdb_outer_\(index)_" }

    /// The parameter that stands for an outer column.
    func parameter(for expression: BoundExpression) -> String {
        if let index = outer.firstIndex(of: expression) { return LateralBoundary.marker(index) }
        outer.append(expression)
        return LateralBoundary.marker(outer.count - 1)
    }
}
