import VecDB
import VectorTypes

/// The tables of PostgreSQL's catalogs that can be asked: each is a table-valued function whose rows are made from the
/// engine's catalog when a statement reads it.
struct CatalogTables: Sendable {
    typealias Rows = @Sendable (CatalogSource) throws -> [[SQLiteValue]]

    let name: String
    let schema: String
    let columns: [(name: String, type: ColumnType)]
    /// The number under which `pg_class` has it.
    let oid: Int64
    let rows: Rows

    /// - Parameter columns: `oid:oid relname:name …`.
    init(_ name: String, _ oid: Int64, schema: String = "pg_catalog", _ columns: String, _ rows: @escaping Rows) {
        self.name = name
        self.schema = schema
        self.oid = oid
        self.columns = columns.split(whereSeparator: \.isWhitespace).map { word in
            let parts = word.split(separator: ":")
            let type = parts.count > 1 ? typeNamed(String(parts[1])) ?? .text : .text
            return (String(parts[0]), type.column())
        }
        self.rows = rows
    }

    /// The name in SQLite's text.
    var sqliteName: String { "vecdb_\(schema)_\(name)" }

    static func table(_ name: String, schema: String?) -> CatalogTables? {
        all.first { $0.name == name && $0.schema == (schema ?? "pg_catalog") }
    }

    static func oid(_ name: String) -> Int64? { all.first { $0.name == name }?.oid }
    static func name(oid: Int64) -> String? { all.first { $0.oid == oid }?.name }

    static let all: [CatalogTables] = relations + objects + operatorClasses + statistics + informationSchema

    /// Makes all of them known to a session's connection.
    static func register(on connection: Connection, answers: CatalogAnswers) throws {
        for table in all {
            try connection.sqlite.createTableFunction(table.sqliteName, CatalogFunction(table, answers))
        }
    }
}

/// What the catalogs' rows are made of.
struct CatalogSource {
    let session: Session
    let catalog: Catalog

    /// Tables by number.
    var tables: [CatalogTable] { catalog.tables.values.sorted { $0.oid < $1.oid } }
    var views: [CatalogView] { catalog.views.values.sorted { $0.oid < $1.oid } }
    var sequences: [CatalogSequence] { catalog.sequences.values.sorted { $0.oid < $1.oid } }
    var definitions: CatalogDefinitions { CatalogDefinitions(catalog) }

    func rowCount(_ table: CatalogTable) -> Int64 {
        (try? TableStatistics.rowEstimate(table, session.connection)) ?? 0
    }
}

/// Fixed numbers of the catalogs.
enum CatalogNumbers {
    static let publicSchema: Int64 = 2200
    static let catalogSchema: Int64 = 11
    static let informationSchema: Int64 = 13_000
    static let owner: Int64 = 10
    static let database: Int64 = 5
    static let methods: [(oid: Int64, name: String, kind: String)] = [
        (2, "heap", "t"), (403, "btree", "i"), (405, "hash", "i"), (783, "gist", "i"), (2742, "gin", "i"),
        (4000, "spgist", "i"), (3580, "brin", "i"), (16_700, "hnsw", "i"), (16_701, "ivfflat", "i"),
    ]

    static func method(_ name: String) -> Int64 { methods.first { $0.name == name }?.oid ?? 403 }
}

private final class CatalogFunction: TableFunction {
    private let table: CatalogTables
    private weak var answers: CatalogAnswers?

    init(_ table: CatalogTables, _ answers: CatalogAnswers) {
        self.table = table
        self.answers = answers
    }

    var columns: String { table.columns.map { quoted(identifier: $0.name) }.joined(separator: ", ") }

    func plan(_ plan: TableFunctionPlan) throws { plan.setCost(1_000, rows: 100) }

    func open() throws -> any TableFunctionCursor {
        guard let session = answers?.session else { throw VecDBError(.internalError, "the session is gone") }
        return Cursor { [table] in
            try table.rows(CatalogSource(session: session, catalog: try session.connection.catalog()))
        }
    }

    private final class Cursor: TableFunctionCursor {
        private let make: () throws -> [[SQLiteValue]]
        private var rows: [[SQLiteValue]] = []
        private var index = 0

        init(_ make: @escaping () throws -> [[SQLiteValue]]) { self.make = make }

        func filter(_ arguments: TableFunctionArguments) throws {
            rows = try make()
            index = 0
        }

        var isAtEnd: Bool { index >= rows.count }
        func next() throws { index += 1 }
        func column(_ column: Int, _ call: VecDB.FunctionCall) throws {
            call.result(column < rows[index].count ? rows[index][column] : .null)
        }
        var rowid: Int64 { Int64(index) }
    }
}

extension SQLiteValue {
    static func flag(_ value: Bool) -> SQLiteValue { .integer(value ? 1 : 0) }
    static func orNull(_ text: String?) -> SQLiteValue { text.map { .text($0) } ?? .null }
}
