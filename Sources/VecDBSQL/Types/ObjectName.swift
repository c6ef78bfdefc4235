import PostgresValues
import VecDB
import VectorTypes

/// Objects of the catalog by number and by name: `regclass`, `regtype` and kin.
enum ObjectName {
    static func parse(_ text: String, _ base: BaseType, _ context: FunctionContext) throws -> Int64 {
        if text == "-" { return 0 }
        if let number = Int64(text) { return number }
        switch base {
        case .regclass:
            if let oid = try context.catalog?.relationOID(text) { return oid }
            throw VecDBError(.undefinedTable, "relation \"\(text)\" does not exist")
        case .regtype:
            if let type = typeShown(text) { return type.oid }
            throw VecDBError(.undefinedObject, "type \"\(text)\" does not exist")
        case .regnamespace:
            if let oid = namespaces[text] { return oid }
            throw VecDBError(.invalidSchemaName, "schema \"\(text)\" does not exist")
        case .regrole:
            if text == context.currentUser { return 10 }
            throw VecDBError(.undefinedObject, "role \"\(text)\" does not exist")
        case .regconfig:
            if let oid = configurations[unqualified(text)] { return oid }
            throw VecDBError(.undefinedObject, "text search configuration \"\(text)\" does not exist")
        case .regproc, .regprocedure:
            let name = unqualified(text)
            let bare = name.firstIndex(of: "(").map { String(name[..<$0]) } ?? name
            let entries = FunctionCatalog.shared.functions[bare] ?? []
            if base == .regproc, entries.count > 1 {
                throw VecDBError(.ambiguousFunction, "more than one function named \"\(text)\"")
            }
            if let entry = entries.first { return entry.oid }
            throw VecDBError(.undefinedFunction, "function \"\(text)\" does not exist")
        default: throw VecDBError(.featureNotSupported, "\(base.facts.displayName) input is not supported")
        }
    }

    static func show(_ oid: Int64, _ base: BaseType, _ context: FunctionContext) throws -> String {
        if oid == 0 { return "-" }
        switch base {
        case .regclass: return try context.catalog?.relationName(oid) ?? String(oid)
        case .regtype: return SQLType(oid: oid)?.description ?? String(oid)
        case .regnamespace: return namespaces.first { $0.value == oid }?.key ?? String(oid)
        case .regrole: return oid == 10 ? context.currentUser : String(oid)
        case .regconfig: return configurations.first { $0.value == oid }?.key ?? String(oid)
        case .regproc, .regprocedure: return FunctionEntry.withOID(oid)?.name ?? String(oid)
        default: return String(oid)
        }
    }

    /// A type by any of the names PostgreSQL takes in text: `int4`, `integer`, `double precision`, `vector(3)`, `text[]`.
    static func typeShown(_ text: String) -> SQLType? {
        var name = unqualified(text.lowercased())
        var isArray = false
        if name.hasSuffix("[]") {
            isArray = true
            name.removeLast(2)
        }
        if let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close {
            name.removeSubrange(open...close)
        }
        while name.last == " " { name.removeLast() }
        let found =
            typeNamed(sqlNames[name] ?? name)
            ?? BaseType.allCases.first { $0.facts.displayName == name }.map { SQLType($0) }
        guard let found else { return nil }
        return isArray ? found.array : found
    }

    private static func unqualified(_ name: String) -> String {
        for prefix in ["pg_catalog.", "public."] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }

    static let sqlNames: [String: String] = [
        "int": "int4", "integer": "int4", "smallint": "int2", "bigint": "int8", "real": "float4",
        "double precision": "float8", "float": "float8", "decimal": "numeric", "dec": "numeric", "boolean": "bool",
        "character varying": "varchar", "character": "bpchar", "char": "bpchar", "bit varying": "varbit",
        "timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz",
        "time without time zone": "time", "time with time zone": "timetz",
    ]

    static let namespaces: [String: Int64] = [
        "pg_catalog": 11, "public": 2200, "information_schema": 13_000, "pg_toast": 99,
    ]
    static let configurations: [String: Int64] = ["simple": 3748, "english": 13_250]
}

extension FunctionEntry {
    /// The function's number in `pg_proc`: its place in the catalogue.
    package var oid: Int64 { FunctionCatalog.shared.numbers[ObjectIdentifier(self)] ?? 0 }

    /// The function of this number.
    package static func withOID(_ oid: Int64) -> FunctionEntry? {
        let index = Int(truncatingIfNeeded: oid &- FunctionCatalog.firstOID)
        return FunctionCatalog.shared.all.indices.contains(index) ? FunctionCatalog.shared.all[index] : nil
    }
}
