/// A table as it is.
package struct CatalogTable: Hashable, Sendable {
    package var oid: Int64
    package var name: String
    package var columns: [CatalogColumn]
    package var constraints: [CatalogConstraint] = []
    package var indexes: [CatalogIndex] = []
    package var comment: String?
    /// Made by another SQLite tool: no catalog rows, types derived from the declared ones.
    package var isForeign = false
    /// Whether SQLite can hold it as a rowid alias: the position in `columns` of the INTEGER PRIMARY KEY.
    package var rowidColumn: Int?
    /// Has no rowid at all (a foreign tool's WITHOUT ROWID table, a view of one).
    package var hasRowid = true
    /// Is a view made by a foreign tool.
    package var isView = false

    /// Goes up whenever all rows were written anew (a change of a column's type, TRUNCATE): nothing learnt about them before holds.
    package var generation: Int64 = 0

    /// The name under which SQL reaches the rowid, whatever the columns are called.
    package var rowidName: String { rowidNameOrNil ?? "rowid" }

    var rowidNameOrNil: String? {
        if let rowidColumn { return columns[rowidColumn].name }
        let taken = Set(columns.map { $0.name.lowercased() })
        return ["rowid", "_rowid_", "oid"].first { !taken.contains($0) }
    }
    /// Whether the change log's triggers are there: another program that rebuilt the table may have lost them.
    var hasLogTriggers = true
    /// Whether a new id of a record is logged too; see ``hasRecordIDs``.
    var logsRecordIDs = false
    /// Whether changes of its rows are logged for the followers.
    package var isLogged: Bool { needsLog && hasLogTriggers }
    var needsLog: Bool { !isForeign && columns.contains(where: isFollowed) }

    package func column(_ name: String) -> CatalogColumn? { columns.first { $0.name == name } }
    package var primaryKey: CatalogConstraint? {
        constraints.first { if case .primaryKey = $0.kind { true } else { false } }
    }
    /// Whether its primary key is `id text`, as a collection's is.
    var hasRecordIDs: Bool {
        guard let key = primaryKey, case .primaryKey(let columns) = key.kind else { return false }
        return columns == ["id"] && column("id")?.type.base == .text
    }
    package func constraint(_ name: String) -> CatalogConstraint? { constraints.first { $0.name == name } }
}

extension ColumnType {
    /// Whether a column of this type can have an arena: the vector types and bit strings.
    package var isSearchable: Bool { isVector || (base == .bit && !isArray) }
}

package struct CatalogColumn: Hashable, Sendable {
    /// What numbers a column can have; it is the range of int2.
    static let numbers: ClosedRange<Int64> = 1...32_767

    /// `attnum`, from 1; kept when others are dropped.
    package var number: Int
    package var name: String
    package var type: ColumnType
    package var isNotNull = false
    package var defaultValue: StoredExpression?
    package var generated: StoredExpression?
    package var identity: Identity?
    /// The sequence that gives the default of a serial or identity column.
    package var sequence: String?
    package var comment: String?
}

package struct CatalogConstraint: Hashable, Sendable {
    package var oid: Int64
    package var name: String
    package var kind: ConstraintKind
    package var comment: String?
}

package struct CatalogIndex: Hashable, Sendable {
    package var oid: Int64
    package var name: String
    package var table: String
    package var isUnique: Bool
    package var isPrimary: Bool
    /// The constraint it serves (of the same name), if it was made by one.
    package var isConstraint: Bool
    package var method: String
    package var elements: [IndexElement]
    package var included: [String] = []
    package var predicate: StoredExpression?
    package var options: [IndexOption] = []
    package var nullsNotDistinct = false
    package var comment: String?
    /// Whether SQLite has an index of its own for it (under the same name).
    package var isStored: Bool
    /// For an approximate index: the random number under which it is stored. Another one after each rebuild.
    package var storage: Int64?
}

extension CatalogIndex {
    /// Whether it is one of the engine's own that find nearest vectors.
    package var isApproximate: Bool { method == "hnsw" || method == "ivfflat" }
}

package struct CatalogSequence: Hashable, Sendable {
    package var oid: Int64
    package var name: String
    package var definition: SequenceDefinition
    /// `bigint`, `integer` or `smallint`.
    package var type: BaseType = .int8
    /// The column that owns it, and is dropped with it.
    package var ownerTable: String?
    package var ownerColumn: String?
}

package struct CatalogExtension: Hashable, Sendable {
    package var oid: Int64
    package var name: String
    package var version: String
}

/// A view: text only, which the SQL layer expands.
package struct CatalogView: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package var name: String
        package var type: ColumnType
        package init(name: String, type: ColumnType) {
            self.name = name
            self.type = type
        }
    }
    package var oid: Int64
    package var name: String
    /// The query in PostgreSQL's SQL.
    package var text: String
    package var columns: [Column]
    package var comment: String?
}
