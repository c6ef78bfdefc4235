import VectorTypes

/// A filter as a SQLite condition. Values and metadata paths are bound, column names are looked up in the catalog.
///
/// A condition on metadata calls `vecdb_metadata_matches(metadata, ?n)`: the bound object holds path and test, and the
/// function walks the JSON text to the path without building the rest. A condition on a column is SQLite's own comparison, so
/// that indexes serve it.
struct CompiledFilter {
    private(set) var sql = ""
    private var bindings: [Binding] = []
    /// Whether an index is likely to find the rows: then they are worth collecting before the search.
    private(set) var isIndexed = false

    private enum Binding {
        case value(SQLiteValue)
        case condition(MetadataCondition)
    }

    init(_ filter: Filter, table: CatalogTable) throws {
        sql = try emit(filter.node, table, isRequired: true, depth: 0)
    }

    /// Binds the filter's values from parameter `first` on; the statement's text was made with the same number.
    func bind(to statement: SQLiteStatement, from first: Int) throws {
        for (offset, binding) in bindings.enumerated() {
            switch binding {
            case .value(let value): try statement.bind(value, at: first + offset)
            case .condition(let condition):
                try statement.bind(object: condition, type: MetadataCondition.tag, at: first + offset)
            }
        }
    }

    /// - Parameter isRequired: whether the whole filter is false where this node is.
    private mutating func emit(
        _ node: Filter.Node, _ table: CatalogTable, isRequired: Bool, depth: Int
    ) throws -> String {
        guard depth < 500 else {
            throw VecDBError(
                .statementTooComplex, "stack depth limit exceeded", detail: "A filter is nested too deeply.")
        }
        switch node {
        case .constant(let value): return value ? "1" : "0"
        case .not(let inner): return "NOT (\(try emit(inner, table, isRequired: false, depth: depth + 1)))"
        case .and(let a, let b):
            let left = try emit(a, table, isRequired: isRequired, depth: depth + 1)
            return "(\(left) AND \(try emit(b, table, isRequired: isRequired, depth: depth + 1)))"
        case .or(let a, let b):
            let left = try emit(a, table, isRequired: false, depth: depth + 1)
            return "(\(left) OR \(try emit(b, table, isRequired: false, depth: depth + 1)))"
        case .condition(let path, let test):
            switch path.place {
            case .metadata(let keys):
                guard let column = table.column("metadata") else { throw missing("metadata", table) }
                let condition = MetadataCondition(path: keys.map { Array($0.utf8) }, test: test)
                return
                    "vecdb_metadata_matches(\(quoted(identifier: column.name)), \(parameter(.condition(condition))))"
            case .column(let name):
                guard let column = table.column(name) else { throw missing(name, table) }
                if isRequired, Self.isEquality(test), Self.isKey(column, of: table) { isIndexed = true }
                return try emit(column, test)
            }
        }
    }

    private static func isEquality(_ test: FilterTest) -> Bool {
        switch test {
        case .equal, .oneOf: true
        default: false
        }
    }

    /// Whether an index begins with the column.
    private static func isKey(_ column: CatalogColumn, of table: CatalogTable) -> Bool {
        table.indexes.contains { $0.predicate == nil && $0.elements.first?.column == column.name }
    }

    private func missing(_ column: String, _ table: CatalogTable) -> VecDBError {
        VecDBError(.undefinedColumn, "column \"\(column)\" of relation \"\(table.name)\" does not exist")
    }

    /// A parameter; `?` without a number, because the filter's place in the statement is not known here.
    private mutating func parameter(_ binding: Binding) -> String {
        bindings.append(binding)
        return "?"
    }

    private mutating func emit(_ column: CatalogColumn, _ test: FilterTest) throws -> String {
        let name = quoted(identifier: column.name)
        func compare(_ comparison: String, _ value: JSONValue) throws -> String {
            guard let value = try sqliteValue(value, column) else { return "0" }
            return "ifnull(\(name) \(comparison) \(parameter(.value(value))), 0)"
        }
        switch test {
        case .equal(.null): return "\(name) IS NULL"
        case .equal(let value):
            guard let value = try sqliteValue(value, column) else { return "0" }
            return "(\(name) IS NOT NULL AND \(name) = \(parameter(.value(value))))"
        case .less(let value): return try compare("<", value)
        case .lessOrEqual(let value): return try compare("<=", value)
        case .greater(let value): return try compare(">", value)
        case .greaterOrEqual(let value): return try compare(">=", value)
        case .oneOf(let values):
            let list = try values.compactMap { try sqliteValue($0, column) }
            if list.isEmpty { return "0" }
            guard list.count > 500 else {
                return
                    "(\(name) IS NOT NULL AND \(name) IN (\(list.map { parameter(.value($0)) }.joined(separator: ", "))))"
            }
            // More values than a statement should have parameters: one JSON array.
            let array = JSONValue.array(list.map(\.jsonValue))
            return
                "(\(name) IS NOT NULL AND \(name) IN (SELECT value FROM json_each(\(parameter(.value(.text(try array.text)))))))"
        case .contains(let value):
            guard let value = try sqliteValue(value, column), case .text = value else { return "0" }
            return "ifnull(instr(\(name), \(parameter(.value(value)))) > 0, 0)"
        case .exists: return "\(name) IS NOT NULL"
        }
    }

    /// A value as the column stores it; nil when the column cannot hold such a value, so that nothing equals it.
    private func sqliteValue(_ value: JSONValue, _ column: CatalogColumn) throws -> SQLiteValue? {
        guard !column.type.isArray else { throw unsupported(column) }
        switch column.type.base {
        case .bool: return value.bool.map { .integer($0 ? 1 : 0) }
        case .int2, .int4, .int8, .oid, .float4, .float8:
            if let integer = value.integer { return .integer(integer) }
            return value.double.flatMap { $0.isNaN ? .text("NaN") : .real($0) }
        case .text, .varchar, .bpchar, .name: return value.string.map { .text($0) }
        case .uuid: return value.string.map { .text($0.lowercased()) }
        case .numeric:
            // Compared under the column's collation, which knows numbers.
            guard value.double != nil else { return nil }
            return .text(try value.text)
        default: throw unsupported(column)
        }
    }

    private func unsupported(_ column: CatalogColumn) -> VecDBError {
        VecDBError(
            .featureNotSupported, "filters on columns of type \(column.type.base.rawValue) are not supported",
            hint: "Use SQL for column \"\(column.name)\".")
    }
}

extension SQLiteValue {
    fileprivate var jsonValue: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .real(let value): .double(value)
        case .text(let value): .string(value)
        case .null, .blob: .null
        }
    }
}

/// One condition on metadata, on its way into `vecdb_metadata_matches`.
final class MetadataCondition {
    static let tag = PointerTag("vecdb_metadata_condition")
    private let path: [[UInt8]]
    private let test: FilterTest

    init(path: [[UInt8]], test: FilterTest) {
        self.path = path
        self.test = test
    }

    func holds(for json: UnsafeBufferPointer<UInt8>) throws -> Bool {
        var reader = JSONReader(json)
        return try reader.value(at: path).map(test.holds) ?? false
    }

    /// Registers the function on a connection.
    static func register(on connection: Connection) throws {
        try connection.sqlite.createFunction("vecdb_metadata_matches", arguments: 2, flags: .directOnly) { call in
            guard !call[0].isNull, let condition = call[1].object(tag, as: MetadataCondition.self) else {
                call.result(false)
                return
            }
            call.result(try condition.holds(for: call[0].utf8))
        }
    }
}
