// What a statement asks for. The catalog's entries (CatalogTable and so on) are what exists.

/// A table to be made.
package struct TableDefinition: Sendable {
    package var name: String
    package var columns: [ColumnDefinition]
    package var constraints: [ConstraintDefinition]

    package init(_ name: String, columns: [ColumnDefinition], constraints: [ConstraintDefinition] = []) {
        self.name = name
        self.columns = columns
        self.constraints = constraints
    }
}

/// A column to be made.
package struct ColumnDefinition: Sendable {
    package var name: String
    package var type: ColumnType
    package var isNotNull: Bool
    package var defaultValue: StoredExpression?
    package var generated: StoredExpression?
    package var identity: Identity?
    /// Makes an owned sequence `table_column_seq` that gives the default: serial (`identity` nil) or identity.
    package var sequence: SequenceDefinition?

    package init(
        _ name: String, _ type: ColumnType, isNotNull: Bool = false, defaultValue: StoredExpression? = nil
    ) {
        self.name = name
        self.type = type
        self.isNotNull = isNotNull
        self.defaultValue = defaultValue
    }
}

/// GENERATED … AS IDENTITY.
package enum Identity: String, Hashable, Sendable { case always, byDefault }

/// A sequence to be made.
package struct SequenceDefinition: Hashable, Sendable {
    /// nil: `table_column_seq`, with a number after it if that name is taken.
    package var name: String?
    package var start: Int64
    package var increment: Int64
    package var minimum: Int64
    package var maximum: Int64
    package var cycles: Bool
    package var cache: Int64 = 1

    package init(
        name: String? = nil, start: Int64 = 1, increment: Int64 = 1, minimum: Int64 = 1, maximum: Int64 = .max,
        cycles: Bool = false
    ) {
        self.name = name
        self.start = start
        self.increment = increment
        self.minimum = minimum
        self.maximum = maximum
        self.cycles = cycles
    }
}

/// A constraint to be made. Without a name it gets PostgreSQL's (`table_column_key`, `_pkey`, `_check`, `_fkey`).
package struct ConstraintDefinition: Hashable, Sendable {
    package var name: String?
    package var kind: ConstraintKind
    package init(_ name: String?, _ kind: ConstraintKind) {
        self.name = name
        self.kind = kind
    }
}

package enum ConstraintKind: Hashable, Sendable {
    case primaryKey(columns: [String])
    /// Elements other than plain columns (types that need a sort key) carry their expression.
    case unique(columns: [String], nullsNotDistinct: Bool = false)
    /// `columns`: those that the condition names, for PostgreSQL's choice of a name.
    case check(StoredExpression, columns: [String])
    case foreignKey(ForeignKey)
}

package struct ForeignKey: Hashable, Sendable {
    package var columns: [String]
    package var table: String
    /// Empty: the primary key of `table` (resolved when the constraint is made).
    package var referencedColumns: [String]
    package var onDelete: ForeignKeyAction
    package var onUpdate: ForeignKeyAction
    package var isDeferrable: Bool
    package var isInitiallyDeferred: Bool

    package init(
        columns: [String], table: String, referencedColumns: [String] = [], onDelete: ForeignKeyAction = .noAction,
        onUpdate: ForeignKeyAction = .noAction, isDeferrable: Bool = false, isInitiallyDeferred: Bool = false
    ) {
        self.columns = columns
        self.table = table
        self.referencedColumns = referencedColumns
        self.onDelete = onDelete
        self.onUpdate = onUpdate
        self.isDeferrable = isDeferrable
        self.isInitiallyDeferred = isInitiallyDeferred
    }
}

package enum ForeignKeyAction: String, Hashable, Sendable {
    case noAction = "NO ACTION"
    case restrict = "RESTRICT"
    case cascade = "CASCADE"
    case setNull = "SET NULL"
    case setDefault = "SET DEFAULT"
}

/// An index to be made.
package struct IndexDefinition: Hashable, Sendable {
    /// nil: PostgreSQL's choice, `table_column_idx`.
    package var name: String?
    package var table: String
    package var isUnique: Bool
    /// `btree`, `hash`, `gin`, `gist`, `brin` …: only btree and hash become SQLite indexes, the others are recorded.
    package var method: String
    package var elements: [IndexElement]
    package var included: [String]
    package var predicate: StoredExpression?
    /// `WITH (name = value)`.
    package var options: [IndexOption]
    package var nullsNotDistinct: Bool

    package init(
        _ name: String?, on table: String, method: String = "btree", elements: [IndexElement], isUnique: Bool = false
    ) {
        self.name = name
        self.table = table
        self.method = method
        self.elements = elements
        self.isUnique = isUnique
        included = []
        options = []
        nullsNotDistinct = false
    }
}

package struct IndexOption: Hashable, Sendable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

package struct IndexElement: Hashable, Sendable {
    /// The column, if the element is just one.
    package var column: String?
    /// The expression otherwise.
    package var expression: StoredExpression?
    /// The type of an expression.
    package var type: ColumnType?
    /// What SQLite indexes in place of a column whose stored form does not sort as PostgreSQL sorts (`pg_sortkey_vector("v")`).
    package var sortKey: String?
    package var operatorClass: String?
    package var collation: String?
    package var isDescending: Bool
    package var nullsFirst: Bool?

    package init(column: String) {
        self.column = column
        isDescending = false
    }
    package init(expression: StoredExpression) {
        self.expression = expression
        isDescending = false
    }
}

/// What COMMENT ON describes.
package enum CommentTarget: Hashable, Sendable {
    case table(String)
    case column(table: String, column: String)
    case index(String)
    case constraint(table: String, name: String)
    case view(String)
}
