import VecDB
import PostgresSyntax

/// Where column names are looked up: a query's FROM list and, around it, the outer queries'.
package protocol Scope: AnyObject {
    /// The column called so, or a whole row (a table's name alone), or 42703, 42P01, 42702.
    func resolveColumn(_ names: [String], location: Int) throws -> BoundExpression
}

/// A column as the emitter needs it.
package struct ColumnBinding: Hashable {
    /// What to write into SQLite's text, such as `"t1"."id"`.
    package var sql: String
    package var name: String
    package var isNullable: Bool
    /// The range-table entry it belongs to, numbered by the statement layer.
    package var relation: Int
    /// Its place there, from 1.
    package var attribute: Int
    /// How many queries up: 0 is the one the expression stands in.
    package var level: Int

    package init(sql: String, name: String, isNullable: Bool = true, relation: Int, attribute: Int, level: Int = 0) {
        self.sql = sql
        self.name = name
        self.isNullable = isNullable
        self.relation = relation
        self.attribute = attribute
        self.level = level
    }
}

/// A bound sub-select: the statement layer's class, an expression's part.
package class BoundSubquery: Hashable {
    /// The result's columns.
    package var columns: [(name: String, type: ColumnType)]
    /// The level of the nearest outer column it refers to; nil when it stands alone.
    package var isCorrelated: Bool
    /// Known to return no more than one row: an aggregate without GROUP BY, `LIMIT 1`.
    package var returnsAtMostOneRow = false

    init(columns: [(name: String, type: ColumnType)], isCorrelated: Bool) {
        self.columns = columns
        self.isCorrelated = isCorrelated
    }

    /// The value of `SELECT value` with nothing else, for which no sub-select is needed.
    package var plainValue: BoundExpression? { nil }

    /// Writes `SELECT …` without parentheses, its columns called `c1`, `c2` ….
    package func emit(into emitter: inout SQLEmitter) throws {
        throw featureNotSupported("sub-selects")
    }

    package static func == (a: BoundSubquery, b: BoundSubquery) -> Bool { a === b }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
