import VectorTypes

/// The part of a statement in which an expression stands: what it may contain, and how errors call it.
package struct ExpressionClause: Hashable, Sendable {
    /// `WHERE`, `JOIN conditions`, `check constraints`: as in `aggregate functions are not allowed in …`.
    package var name: String
    /// `check constraint`: as in `cannot use subquery in …`.
    package var singular: String
    package var allowsAggregates = false
    package var allowsWindows = false
    package var allowsSets = false
    package var allowsSubqueries = true
    package var allowsColumns = true

    package init(_ name: String, singular: String? = nil) {
        self.name = name
        self.singular = singular ?? name
    }

    private func allowing(aggregates: Bool = false, windows: Bool = false, sets: Bool = false) -> ExpressionClause {
        var clause = self
        clause.allowsAggregates = aggregates
        clause.allowsWindows = windows
        clause.allowsSets = sets
        return clause
    }

    private func refusing(subqueries: Bool = true, columns: Bool = false) -> ExpressionClause {
        var clause = self
        clause.allowsSubqueries = !subqueries
        clause.allowsColumns = !columns
        return clause
    }

    package static let select = ExpressionClause("SELECT").allowing(aggregates: true, windows: true, sets: true)
    package static let distinctOn = ExpressionClause("DISTINCT ON").allowing(
        aggregates: true, windows: true, sets: true)
    package static let orderBy = ExpressionClause("ORDER BY").allowing(aggregates: true, windows: true, sets: true)
    package static let groupBy = ExpressionClause("GROUP BY").allowing(sets: true)
    package static let having = ExpressionClause("HAVING").allowing(aggregates: true)
    package static let `where` = ExpressionClause("WHERE")
    package static let joinOn = ExpressionClause("JOIN conditions")
    package static let fromFunction = ExpressionClause("functions in FROM").allowing(sets: true)
    package static let values = ExpressionClause("VALUES").allowing(sets: false)
    package static let insertValues = ExpressionClause("VALUES").allowing(sets: true)
    package static let updateSet = ExpressionClause("UPDATE")
    package static let returning = ExpressionClause("RETURNING")
    package static let limit = ExpressionClause("LIMIT")
    package static let offset = ExpressionClause("OFFSET")
    package static let filter = ExpressionClause("FILTER")
    package static let columnDefault =
        ExpressionClause("DEFAULT expressions", singular: "DEFAULT expression").refusing(columns: true)
    package static let check = ExpressionClause("check constraints", singular: "check constraint").refusing()
    package static let generated = ExpressionClause(
        "column generation expressions", singular: "column generation expression"
    ).refusing()
    package static let index = ExpressionClause("index expressions", singular: "index expression").refusing()
    package static let indexPredicate =
        ExpressionClause("index predicates", singular: "index predicate").refusing()
    package static let alterUsing =
        ExpressionClause("transform expressions", singular: "transform expression").refusing()
    package static let executeArgument =
        ExpressionClause("EXECUTE parameters", singular: "EXECUTE parameter").refusing(columns: true)
    package static let windowFrame = ExpressionClause("window ROWS").allowing()
    package static let call = ExpressionClause("CALL arguments", singular: "CALL argument").refusing()

    func requireAggregates(_ location: Int) throws {
        guard !allowsAggregates else { return }
        throw VecDBError(.groupingError, "aggregate functions are not allowed in \(name)", position: location + 1)
    }

    func requireWindows(_ location: Int) throws {
        guard !allowsWindows else { return }
        throw VecDBError(.windowingError, "window functions are not allowed in \(name)", position: location + 1)
    }

    func requireSets(_ location: Int) throws {
        guard !allowsSets else { return }
        throw VecDBError(
            .featureNotSupported, "set-returning functions are not allowed in \(name)", position: location + 1)
    }

    func requireSubqueries(_ location: Int) throws {
        guard !allowsSubqueries else { return }
        throw VecDBError(.featureNotSupported, "cannot use subquery in \(singular)", position: location + 1)
    }

    func requireColumns(_ location: Int) throws {
        guard !allowsColumns else { return }
        throw VecDBError(
            .featureNotSupported, "cannot use column reference in \(singular)", position: location + 1)
    }
}
