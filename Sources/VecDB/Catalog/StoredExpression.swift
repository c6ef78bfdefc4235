/// An expression that belongs to a table (a default, a check, an index element), in both dialects.
package struct StoredExpression: Hashable, Sendable {
    /// PostgreSQL's text, as `pg_get_expr` shows it.
    package var text: String
    /// The same as a fragment of SQLite's SQL.
    package var sqlite: String
    /// Whether the fragment is a constant that SQLite itself can use as a column's DEFAULT (also for rows that foreign tools insert).
    package var isConstant: Bool

    package init(text: String, sqlite: String, isConstant: Bool = false) {
        self.text = text
        self.sqlite = sqlite
        self.isConstant = isConstant
    }
}
