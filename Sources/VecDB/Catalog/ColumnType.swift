/// A type of PostgreSQL's or pgvector's that a column can have (or an expression: the last group).
public enum BaseType: String, Hashable, Sendable, CaseIterable {
    case bool, int2, int4, int8, float4, float8, numeric
    case text, varchar, bpchar, name, bytea, uuid, json, jsonb
    case date, time, timetz, timestamp, timestamptz, interval
    case bit, varbit, vector, halfvec, sparsevec, tsvector, tsquery
    case internalChar = "char"
    case jsonpath, oid, xid, tid, cid, aclitem
    case int2vector, oidvector
    case pgNodeTree = "pg_node_tree"
    case regclass, regtype, regproc, regprocedure, regoper, regnamespace, regrole, regconfig
    case void, record, unknown, cstring, `internal`, trigger
    // The placeholders of polymorphic functions.
    case any, anyelement, anyarray, anynonarray, anycompatible, anycompatiblearray, anycompatiblenonarray
}

/// A column's type: `vector(384)` is the base type `.vector` with the modifier 384.
public struct ColumnType: Hashable, Sendable {
    /// The type without modifier and brackets.
    public var base: BaseType
    /// PostgreSQL's type modifier (`atttypmod`): −1 if there is none. For the vector types the number of dimensions, for varchar the length + 4, and so on.
    public var modifier: Int32
    /// Whether this is an array of the base type.
    public var isArray: Bool

    /// A type from its parts.
    public init(_ base: BaseType, modifier: Int32 = -1, isArray: Bool = false) {
        self.base = base
        self.modifier = modifier
        self.isArray = isArray
    }

    /// Whether values of this type are vectors that can be searched by distance.
    public var isVector: Bool {
        switch base {
        case .vector, .halfvec, .sparsevec: !isArray
        default: false
        }
    }
}

extension ColumnType {
    public static let bool = ColumnType(.bool)
    public static let int4 = ColumnType(.int4)
    public static let int8 = ColumnType(.int8)
    public static let float4 = ColumnType(.float4)
    public static let float8 = ColumnType(.float8)
    public static let text = ColumnType(.text)
    public static let bytea = ColumnType(.bytea)
    public static let uuid = ColumnType(.uuid)
    public static let jsonb = ColumnType(.jsonb)
    public static let timestamptz = ColumnType(.timestamptz)
    /// `vector(n)`; without dimensions any length is taken.
    public static func vector(_ dimensions: Int? = nil) -> ColumnType {
        ColumnType(.vector, modifier: dimensions.map { Int32(clamping: $0) } ?? -1)
    }
    /// `halfvec(n)`.
    public static func halfvec(_ dimensions: Int? = nil) -> ColumnType {
        ColumnType(.halfvec, modifier: dimensions.map { Int32(clamping: $0) } ?? -1)
    }
    /// `sparsevec(n)`.
    public static func sparsevec(_ dimensions: Int? = nil) -> ColumnType {
        ColumnType(.sparsevec, modifier: dimensions.map { Int32(clamping: $0) } ?? -1)
    }
    /// `bit(n)`.
    public static func bit(_ length: Int) -> ColumnType { ColumnType(.bit, modifier: Int32(clamping: length)) }
}

extension ColumnType {
    /// The declared type in SQLite, which decides affinity only.
    package var declaredType: String {
        if isArray { return "TEXT" }
        switch base {
        case .bool, .int2, .int4, .int8, .date, .time, .timestamp, .timestamptz, .oid, .regclass, .regtype, .regproc,
            .regnamespace:
            return "INTEGER"
        case .float4, .float8: return "REAL"
        case .bytea, .vector, .halfvec, .sparsevec, .bit, .varbit: return "BLOB"
        default: return "TEXT"
        }
    }

    /// SQLite's own collation that compares the stored form as PostgreSQL compares the values, if bytes do not.
    var declaredCollation: String? { base == .bpchar && !isArray ? "RTRIM" : nil }

    /// A collation of ours that does the same. It stands in indexes, and in a column only where a foreign key needs it
    /// (``CatalogTable/carriesCollations``): no other program knows it, and none could sort, filter or copy such a table.
    var keyCollation: String? {
        if isArray { return nil }
        switch base {
        case .numeric: return "pg_numeric"
        case .interval: return "pg_interval"
        default: return nil
        }
    }

    /// Whether SQLite compares the stored forms of both types alike.
    func comparesLike(_ other: ColumnType) -> Bool {
        declaredCollation == other.declaredCollation && keyCollation == other.keyCollation
            && sortKeyFunction == other.sortKeyFunction
    }
}
