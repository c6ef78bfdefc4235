import VecDB

/// What PostgreSQL's `pg_type` says of a type. The numbers are PostgreSQL's own; those of pgvector's types, which differ
/// from one installation to the next there, are fixed here.
package struct BaseTypeFacts: Sendable {
    package let oid: Int64
    package let arrayOID: Int64
    package let displayName: String
    package let category: Character
    package let isPreferred: Bool
    /// The number of bytes, -1 for a variable length, -2 for a C string.
    package let length: Int
    package let alignment: Character
    package let storage: Character

    init(
        _ oid: Int64, _ arrayOID: Int64, _ displayName: String, _ category: Character, preferred: Bool = false,
        length: Int = -1, alignment: Character = "i", storage: Character = "x"
    ) {
        self.oid = oid
        self.arrayOID = arrayOID
        self.displayName = displayName
        self.category = category
        isPreferred = preferred
        self.length = length
        self.alignment = alignment
        self.storage = storage
    }
}

extension BaseType {
    /// The type's row of `pg_type`.
    package var facts: BaseTypeFacts {
        switch self {
        case .bool: .init(16, 1000, "boolean", "B", preferred: true, length: 1, alignment: "c", storage: "p")
        case .bytea: .init(17, 1001, "bytea", "U")
        case .internalChar: .init(18, 1002, "\"char\"", "Z", length: 1, alignment: "c", storage: "p")
        case .name: .init(19, 1003, "name", "S", length: 64, alignment: "c", storage: "p")
        case .int8: .init(20, 1016, "bigint", "N", length: 8, alignment: "d", storage: "p")
        case .int2: .init(21, 1005, "smallint", "N", length: 2, alignment: "s", storage: "p")
        case .int2vector: .init(22, 1006, "int2vector", "A", storage: "p")
        case .int4: .init(23, 1007, "integer", "N", length: 4, storage: "p")
        case .regproc: .init(24, 1008, "regproc", "N", length: 4, storage: "p")
        case .text: .init(25, 1009, "text", "S", preferred: true)
        case .oid: .init(26, 1028, "oid", "N", preferred: true, length: 4, storage: "p")
        case .tid: .init(27, 1010, "tid", "U", length: 6, alignment: "s", storage: "p")
        case .xid: .init(28, 1011, "xid", "U", length: 4, storage: "p")
        case .cid: .init(29, 1012, "cid", "U", length: 4, storage: "p")
        case .oidvector: .init(30, 1013, "oidvector", "A", storage: "p")
        case .json: .init(114, 199, "json", "U")
        case .pgNodeTree: .init(194, 0, "pg_node_tree", "Z")
        case .float4: .init(700, 1021, "real", "N", length: 4, storage: "p")
        case .float8:
            .init(701, 1022, "double precision", "N", preferred: true, length: 8, alignment: "d", storage: "p")
        case .unknown: .init(705, 0, "unknown", "X", length: -2, alignment: "c", storage: "p")
        case .aclitem: .init(1033, 1034, "aclitem", "U", length: 16, alignment: "d", storage: "p")
        case .bpchar: .init(1042, 1014, "character", "S")
        case .varchar: .init(1043, 1015, "character varying", "S")
        case .date: .init(1082, 1182, "date", "D", length: 4, storage: "p")
        case .time: .init(1083, 1183, "time without time zone", "D", length: 8, alignment: "d", storage: "p")
        case .timestamp:
            .init(1114, 1115, "timestamp without time zone", "D", length: 8, alignment: "d", storage: "p")
        case .timestamptz:
            .init(1184, 1185, "timestamp with time zone", "D", preferred: true, length: 8, alignment: "d", storage: "p")
        case .interval: .init(1186, 1187, "interval", "T", preferred: true, length: 16, alignment: "d", storage: "p")
        case .timetz: .init(1266, 1270, "time with time zone", "D", length: 12, alignment: "d", storage: "p")
        case .bit: .init(1560, 1561, "bit", "V")
        case .varbit: .init(1562, 1563, "bit varying", "V", preferred: true)
        case .numeric: .init(1700, 1231, "numeric", "N", storage: "m")
        case .regprocedure: .init(2202, 2207, "regprocedure", "N", length: 4, storage: "p")
        case .regoper: .init(2203, 2208, "regoper", "N", length: 4, storage: "p")
        case .regclass: .init(2205, 2210, "regclass", "N", length: 4, storage: "p")
        case .regtype: .init(2206, 2211, "regtype", "N", length: 4, storage: "p")
        case .record: .init(2249, 2287, "record", "P", alignment: "d")
        case .cstring: .init(2275, 1263, "cstring", "P", length: -2, alignment: "c", storage: "p")
        case .any: .init(2276, 0, "\"any\"", "P", length: 4, storage: "p")
        case .anyarray: .init(2277, 0, "anyarray", "P", alignment: "d")
        case .void: .init(2278, 0, "void", "P", length: 4, storage: "p")
        case .trigger: .init(2279, 0, "trigger", "P", length: 4, storage: "p")
        case .internal: .init(2281, 0, "internal", "P", length: 8, alignment: "d", storage: "p")
        case .anyelement: .init(2283, 0, "anyelement", "P", length: 4, storage: "p")
        case .anynonarray: .init(2776, 0, "anynonarray", "P", length: 4, storage: "p")
        case .uuid: .init(2950, 2951, "uuid", "U", length: 16, alignment: "c", storage: "p")
        case .tsvector: .init(3614, 3643, "tsvector", "U")
        case .tsquery: .init(3615, 3645, "tsquery", "U", storage: "p")
        case .regconfig: .init(3734, 3735, "regconfig", "N", length: 4, storage: "p")
        case .jsonb: .init(3802, 3807, "jsonb", "U")
        case .jsonpath: .init(4072, 4073, "jsonpath", "U")
        case .regnamespace: .init(4089, 4090, "regnamespace", "N", length: 4, storage: "p")
        case .regrole: .init(4096, 4097, "regrole", "N", length: 4, storage: "p")
        case .anycompatible: .init(5077, 0, "anycompatible", "P", length: 4, storage: "p")
        case .anycompatiblearray: .init(5078, 0, "anycompatiblearray", "P", alignment: "d")
        case .anycompatiblenonarray: .init(5079, 0, "anycompatiblenonarray", "P", length: 4, storage: "p")
        case .vector: .init(16386, 16391, "vector", "U", storage: "e")
        case .halfvec: .init(16498, 16504, "halfvec", "U", storage: "e")
        case .sparsevec: .init(16633, 16639, "sparsevec", "U", storage: "e")
        }
    }

    /// Whether values exist of it: not a pseudo-type of signatures.
    package var isPseudo: Bool { facts.category == "P" }
}

extension SQLType {
    /// The type's number in `pg_type`.
    package var oid: Int64 { isArray ? base.facts.arrayOID : base.facts.oid }

    /// The type with this number, if there is one.
    package init?(oid: Int64) {
        guard oid != 0, let found = SQLType.byOID[oid] else { return nil }
        self = found
    }

    private static let byOID: [Int64: SQLType] = {
        var types: [Int64: SQLType] = [:]
        for base in BaseType.allCases {
            types[base.facts.oid] = SQLType(base)
            if base.facts.arrayOID != 0 { types[base.facts.arrayOID] = SQLType(base, isArray: true) }
        }
        return types
    }()

    /// PostgreSQL's category letter: `N` numeric, `S` string, `A` array …
    package var category: Character { isArray ? "A" : base.facts.category }

    /// Whether resolution prefers this type among its category.
    package var isPreferred: Bool { !isArray && base.facts.isPreferred }

    /// Whether `psql` aligns columns of this type to the right.
    package var isRightAligned: Bool {
        guard !isArray else { return false }
        switch base {
        case .int2, .int4, .int8, .float4, .float8, .numeric, .oid, .xid, .cid: return true
        default: return false
        }
    }

    /// Whether the type is a placeholder that a call's arguments fill in.
    package var isPolymorphic: Bool {
        switch base {
        case .anyelement, .anyarray, .anynonarray, .anycompatible, .anycompatiblearray, .anycompatiblenonarray: true
        default: false
        }
    }

    /// Whether it is one of the types whose values are numbers of catalog rows, shown by name.
    package var isOIDAlias: Bool {
        guard !isArray else { return false }
        switch base {
        case .regclass, .regtype, .regproc, .regprocedure, .regoper, .regnamespace, .regrole, .regconfig: return true
        default: return false
        }
    }

    /// Whether it is one of pgvector's types.
    package var isVectorLike: Bool {
        guard !isArray else { return false }
        return base == .vector || base == .halfvec || base == .sparsevec
    }
}
