import TestSupport

/// A row, in the model.
public struct SimulatedRow: Hashable, Sendable {
    public var id: Int
    public var n: Int
    public var tag: String
    /// nil: NULL.
    public var vector: [Float]?

    /// The row that a step writes: clusters, copies and NULLs among them.
    public init(id: Int, seed: UInt64, dimensions: Int) {
        var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(id))
        self.id = id
        n = Int.random(in: 0..<100, using: &random)
        tag = "g\(Int.random(in: 0..<4, using: &random))"
        switch Int.random(in: 0..<12, using: &random) {
        case 0: vector = nil
        case 1: vector = (0..<dimensions).map { Float($0 % 3) }
        default: vector = Self.vector(&random, dimensions, center: id % 5)
        }
    }

    /// A vector, near one of five centres; quarters, so that its text is short and exact.
    static func vector(_ random: inout SeededGenerator, _ dimensions: Int, center: Int) -> [Float] {
        (0..<dimensions).map {
            Float(center * (($0 % 5) - 2) * 4) + Float(Int.random(in: -12...12, using: &random)) / 4
        }
    }

    /// The query of a search.
    static func query(seed: UInt64, dimensions: Int) -> [Float] {
        var random = SeededGenerator(seed: seed)
        return vector(&random, dimensions, center: Int.random(in: 0..<5, using: &random))
    }

    var vectorText: String? {
        vector.map { "[" + $0.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: ",") + "]" }
    }

    var sql: String { "(\(id), \(n), '\(tag)', \(vectorText.map { "'\($0)'" } ?? "NULL"))" }

    /// As `SELECT id, n, tag, v` prints it.
    var printed: String { "\(id)|\(n)|\(tag)|\(vectorText ?? "")" }

    func squaredDistance(to query: [Float]) -> Double? {
        vector.map { zip($0, query).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) } }
    }
}

/// A table, in the model.
public struct SimulatedTable: Hashable, Sendable {
    public var dimensions: Int
    public var rows: [Int: SimulatedRow] = [:]
    public var hasExtraColumn = false
    public var indexes: [Int: Step.Method] = [:]

    var printed: [String] { rows.keys.sorted().compactMap { rows[$0]?.printed } }
    var vectorIndexes: [Int] { indexes.filter { $0.value != .btree }.keys.sorted() }
}

/// What the database should hold: plain values, so that a snapshot is a copy.
public struct Model: Hashable, Sendable {
    public var tables: [Int: SimulatedTable] = [:]
    /// The records of the collection that the typed API works on: id → seed of its row.
    public var records: [Int: SimulatedRow] = [:]

    public static let recordDimensions = 6
}

/// The model through transactions.
struct ModelHistory {
    private(set) var committed = Model()
    /// The state at BEGIN is `committed`; then what the transaction has, and its savepoints.
    private var working: Model?
    private var savepoints: [(name: Int, state: Model)] = []

    var isInTransaction: Bool { working != nil }
    /// What the session sees.
    var current: Model {
        get { working ?? committed }
        set { if working != nil { working = newValue } else { committed = newValue } }
    }

    mutating func begin() { working = committed }
    mutating func commit() {
        if let working { committed = working }
        rollback()
    }
    mutating func rollback() {
        working = nil
        savepoints = []
    }
    mutating func savepoint(_ name: Int) { savepoints.append((name, current)) }
    func hasSavepoint(_ name: Int) -> Bool { savepoints.contains { $0.name == name } }
    mutating func rollback(to name: Int) {
        guard let index = savepoints.lastIndex(where: { $0.name == name }) else { return }
        working = savepoints[index].state
        savepoints.removeSubrange((index + 1)...)
    }
    mutating func release(_ name: Int) {
        guard let index = savepoints.lastIndex(where: { $0.name == name }) else { return }
        savepoints.removeSubrange(index...)
    }
}
