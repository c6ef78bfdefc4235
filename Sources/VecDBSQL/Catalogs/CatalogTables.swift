import VecDB
import VectorTypes

/// The tables of PostgreSQL's catalogs that can be asked: each is a table-valued function whose rows are made from the
/// engine's catalog when a statement reads it.
struct CatalogTables: Sendable {
    let name: String
    let schema: String
    let columns: [(name: String, type: ColumnType)]
    /// The number under which `pg_class` has it.
    let oid: Int64
    let rows: @Sendable (CatalogSource) throws -> [[SQLiteValue]]

    /// The name in SQLite's text.
    var sqliteName: String { "vecdb_\(schema)_\(name)" }

    static func table(_ name: String, schema: String?) -> CatalogTables? {
        guard let table = byName[name] else { return nil }
        return schema == nil
            ? (table.schema == "pg_catalog" ? table : nil) : all.first { $0.name == name && $0.schema == schema }
    }

    static func oid(_ name: String) -> Int64? { byName[name]?.oid }
    static func name(oid: Int64) -> String? { all.first { $0.oid == oid }?.name }

    static let all: [CatalogTables] = []
    static let byName: [String: CatalogTables] = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

/// What the catalogs' rows are made of.
struct CatalogSource {
    let session: Session
    let catalog: Catalog
}

struct CatalogDefinitions {
    init(_ catalog: Catalog) {}
    func definition(_ kind: String, _ arguments: [SQLiteValue]) throws -> String? { nil }
}
