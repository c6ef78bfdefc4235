/// What stands in FROM, USING, or on either side of a join.
package indirect enum FromItem: Hashable, Sendable {
    case relation(RelationReference)
    case subquery(SubqueryReference)
    case function(FunctionReference)
    case join(Join)
    /// `XMLTABLE(…)`, parsed so that it can be refused by name.
    case xmlTable(XMLExpression)
}

package struct Alias: Hashable, Sendable {
    package var name: String
    package var columns: [String]

    package init(name: String, columns: [String] = []) {
        self.name = name
        self.columns = columns
    }
}

package struct RelationReference: Hashable, Sendable {
    package var name: QualifiedName
    /// ONLY was written.
    package var isOnly: Bool
    package var alias: Alias?
    package var sample: TableSample?
    package var location: Int { name.location }

    package init(name: QualifiedName, isOnly: Bool = false, alias: Alias? = nil, sample: TableSample? = nil) {
        self.name = name
        self.isOnly = isOnly
        self.alias = alias
        self.sample = sample
    }
}

package struct TableSample: Hashable, Sendable {
    package var method: [String]
    package var arguments: [Expression]
    package var seed: Expression?
    @SourceLocation package var location: Int

    package init(method: [String] = [], arguments: [Expression] = [], seed: Expression? = nil, location: Int = -1) {
        self.method = method
        self.arguments = arguments
        self.seed = seed
        self.location = location
    }
}

package struct SubqueryReference: Hashable, Sendable {
    package var select: SelectStatement
    package var isLateral: Bool
    package var alias: Alias?
    @SourceLocation package var location: Int

    package init(select: SelectStatement, isLateral: Bool = false, alias: Alias? = nil, location: Int = -1) {
        self.select = select
        self.isLateral = isLateral
        self.alias = alias
        self.location = location
    }
}

package struct FunctionReference: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        /// A function call, or another expression that looks like one (`CURRENT_DATE`, `COALESCE(…)`, a cast).
        package var call: Expression
        /// `AS (a int, b text)`
        package var columns: [ColumnDefinition]

        package init(call: Expression, columns: [ColumnDefinition] = []) {
            self.call = call
            self.columns = columns
        }
    }

    /// One, or those of `ROWS FROM (…)`.
    package var items: [Item]
    package var isRowsFrom: Bool
    package var isLateral: Bool
    package var withOrdinality: Bool
    package var alias: Alias?
    /// `f() AS t(a int, b text)`
    package var columns: [ColumnDefinition]
    @SourceLocation package var location: Int

    package init(
        items: [Item] = [],
        isRowsFrom: Bool = false,
        isLateral: Bool = false,
        withOrdinality: Bool = false,
        alias: Alias? = nil,
        columns: [ColumnDefinition] = [],
        location: Int = -1
    ) {
        self.items = items
        self.isRowsFrom = isRowsFrom
        self.isLateral = isLateral
        self.withOrdinality = withOrdinality
        self.alias = alias
        self.columns = columns
        self.location = location
    }
}

package struct Join: Hashable, Sendable {
    /// CROSS JOIN is an inner join without a condition.
    package enum Kind: Hashable, Sendable { case inner, left, right, full }

    package var kind: Kind
    package var isNatural: Bool
    package var left: FromItem
    package var right: FromItem
    package var using: [String]
    /// `USING (a) AS name`
    package var usingAlias: String?
    package var condition: Expression?
    /// `(a JOIN b ON …) AS name`
    package var alias: Alias?
    @SourceLocation package var location: Int

    package init(
        kind: Kind,
        isNatural: Bool = false,
        left: FromItem,
        right: FromItem,
        using: [String] = [],
        usingAlias: String? = nil,
        condition: Expression? = nil,
        alias: Alias? = nil,
        location: Int = -1
    ) {
        self.kind = kind
        self.isNatural = isNatural
        self.left = left
        self.right = right
        self.using = using
        self.usingAlias = usingAlias
        self.condition = condition
        self.alias = alias
        self.location = location
    }
}
