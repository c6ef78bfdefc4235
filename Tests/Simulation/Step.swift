import Foundation

/// One step of a plan. A step says all that it needs, so that a plan from which steps are taken away is still a plan; one that does not apply (no such
/// table, no transaction) is passed over.
///
/// Rows follow from numbers: the row `id` written with the seed `s` is always the same (``SimulatedRow/init(id:seed:dimensions:)``).
public enum Step: Codable, Hashable, Sendable {
    public enum Method: String, Codable, Sendable { case hnsw, ivfflat, btree }

    // Definitions
    case createTable(table: Int, dimensions: Int)
    case dropTable(table: Int)
    case addColumn(table: Int)
    case dropColumn(table: Int)
    case createIndex(table: Int, index: Int, method: Method, compact: Bool)
    case dropIndex(table: Int, index: Int)
    case reindex(table: Int)
    // Rows
    case insert(table: Int, first: Int, count: Int, seed: UInt64)
    case upsert(table: Int, first: Int, count: Int, seed: UInt64)
    case update(table: Int, modulus: Int, rest: Int, seed: UInt64)
    case delete(table: Int, modulus: Int, rest: Int)
    case truncate(table: Int)
    // Transactions
    case begin
    case commit
    case rollback
    case savepoint(name: Int)
    case rollbackTo(name: Int)
    case release(name: Int)
    // Searches
    case search(table: Int, seed: UInt64, limit: Int, filter: SimulatedFilter)
    case exactSearch(table: Int, seed: UInt64, limit: Int, filter: SimulatedFilter)
    case pages(table: Int, seed: UInt64, size: Int, filter: SimulatedFilter)
    case typedSearch(seed: UInt64, limit: Int, group: Int?)
    case typedUpsert(first: Int, count: Int, seed: UInt64)
    case typedDelete(modulus: Int, rest: Int)
    // Maintenance
    case vacuum
    case vacuumFull
    case checkpoint
    case reopen
    // Others
    case otherBegin
    case otherRead
    case otherEnd
    case worker(table: Int, first: Int, count: Int, seed: UInt64)

    /// The step as a line of a script.
    public var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    public init(line: String) throws { self = try JSONDecoder().decode(Step.self, from: Data(line.utf8)) }
}

/// A condition on rows, in SQL and in the model.
public enum SimulatedFilter: Codable, Hashable, Sendable {
    case none
    case group(Int)
    case numberBelow(Int)
    case idModulo(Int, Int)
    case nothing

    var sql: String {
        switch self {
        case .none: ""
        case .group(let group): " WHERE tag = 'g\(group)'"
        case .numberBelow(let number): " WHERE n < \(number)"
        case .idModulo(let modulus, let rest): " WHERE id % \(modulus) = \(rest)"
        case .nothing: " WHERE n > 1000000"
        }
    }

    func matches(_ row: SimulatedRow) -> Bool {
        switch self {
        case .none: true
        case .group(let group): row.tag == "g\(group)"
        case .numberBelow(let number): row.n < number
        case .idModulo(let modulus, let rest): row.id % modulus == rest
        case .nothing: false
        }
    }
}
