import PostgresValues
import VecDB
import VectorTypes

/// `pg_ordered`: an aggregate over rows that are sorted (and made distinct) first.
///
/// Its first argument says which: `name,tags,arguments,distinct` and a word for each sort key, `a` or `d` for the
/// direction, `f` or `l` for the place of NULLs, and the collation. See ``SQLEmitter/emitAggregate(_:)``.
func registerOrderedAggregates(on sqlite: SQLiteConnection, _ context: FunctionContext) throws {
    try sqlite.createAggregate("pg_ordered", arguments: -1) { OrderedAggregate(context) }
}

private final class OrderedAggregate: AggregateFunction {
    private struct Key {
        var isDescending: Bool
        var nullsFirst: Bool
        var collation: String
    }
    private struct Row {
        var arguments: [SQLiteValue]
        var keys: [SQLiteValue]
    }

    private let context: FunctionContext
    private var name = ""
    private var tags = 0
    private var argumentCount = 0
    private var isDistinct = false
    private var keys: [Key] = []
    private var rows: [Row] = []
    private let memory = MemoryCharge()

    init(_ context: FunctionContext) { self.context = context }

    private func prepare(_ description: String) {
        let words = description.split(separator: ",", omittingEmptySubsequences: false)
        guard name.isEmpty, words.count >= 4 else { return }
        name = String(words[0])
        tags = Int(words[1]) ?? 0
        argumentCount = Int(words[2]) ?? 0
        isDistinct = words[3] == "1"
        keys = words.dropFirst(4).map {
            Key(
                isDescending: $0.hasPrefix("d"), nullsFirst: $0.dropFirst().first == "f",
                collation: String($0.dropFirst(2)))
        }
    }

    func step(_ call: VecDB.FunctionCall) throws {
        if name.isEmpty { prepare(call[0].text) }
        let values = (1..<call.count).map { call[$0].copy }
        try memory.add(values.reduce(64) { $0 + $1.memorySize })
        rows.append(
            Row(
                arguments: Array(values.prefix(tags + argumentCount)),
                keys: Array(values.dropFirst(tags + argumentCount))))
    }

    func finish(_ call: VecDB.FunctionCall) throws {
        guard !name.isEmpty else { return call.resultNull() }
        try sort()
        if name == "count" {
            return call.result(rows.count { !$0.arguments.contains(.null) })
        }
        if name == "min" || name == "max" || name == "sum" || name == "total" {
            return call.result(try nativeAggregate())
        }
        guard let function = FunctionCatalog.shared.bySQLiteName[name],
            case .aggregate(let make) = function.implementation
        else { throw VecDBError(.internalError, "no aggregate \(name)") }
        let accumulator = make(context)
        var meter = WorkMeter(every: 2_000)
        for row in rows {
            try meter.count()
            let arguments = Arguments(row.arguments, offset: tags)
            if function.isStrict, arguments.hasNull { continue }
            try accumulator.add(arguments)
        }
        call.result(try accumulator.result())
    }

    /// What SQLite computes where no order is asked for.
    private func nativeAggregate() throws -> SQLiteValue {
        var result = SQLiteValue.null
        for row in rows {
            guard let value = row.arguments.last, !value.isNull else { continue }
            if result.isNull {
                result = value
            } else if name == "sum" || name == "total" {
                result = .integer((result.integer ?? 0) &+ (value.integer ?? 0))
            } else {
                let order = StoredOrder.compare(value, result, collation: "")
                if name == "min" ? order < 0 : order > 0 { result = value }
            }
        }
        return result
    }

    private func sort() throws {
        var meter = WorkMeter(every: 2_000)
        func order(_ a: Row, _ b: Row) -> Int {
            for (index, key) in keys.enumerated() {
                let (x, y) = (a.keys[index], b.keys[index])
                if x.isNull || y.isNull {
                    if x.isNull == y.isNull { continue }
                    return x.isNull == key.nullsFirst ? -1 : 1
                }
                let order = StoredOrder.compare(x, y, collation: key.collation)
                if order != 0 { return key.isDescending ? -order : order }
            }
            return 0
        }
        // Stable: rows that tie stay in the order they came.
        let sorted = try rows.enumerated().sorted {
            try meter.count()
            let result = order($0.element, $1.element)
            return result == 0 ? $0.offset < $1.offset : result < 0
        }
        rows = sorted.map(\.element)
        guard isDistinct, !rows.isEmpty else { return }
        var kept = [rows[0]]
        for row in rows.dropFirst() {
            try meter.count()
            if let last = kept.last, order(last, row) != 0 { kept.append(row) }
        }
        rows = kept
    }
}

/// The order of stored values as SQLite has it: numbers, texts, blobs.
enum StoredOrder {
    static func compare(_ a: SQLiteValue, _ b: SQLiteValue, collation: String) -> Int {
        switch (a, b) {
        case (.null, .null): return 0
        case (.integer(let x), .integer(let y)): return x < y ? -1 : x == y ? 0 : 1
        case (.integer(let x), .real(let y)): return Double(x) < y ? -1 : Double(x) == y ? 0 : 1
        case (.real(let x), .integer(let y)): return x < Double(y) ? -1 : x == Double(y) ? 0 : 1
        case (.real(let x), .real(let y)): return x < y ? -1 : x == y ? 0 : 1
        case (.text(let x), .text(let y)): return compare(text: x, y, collation: collation)
        case (.blob(let x), .blob(let y)): return ArraySortKey.order(x, y)
        default: return rank(a) < rank(b) ? -1 : 1
        }
    }

    private static func rank(_ value: SQLiteValue) -> Int {
        switch value {
        case .null: 0
        case .integer, .real: 1
        case .text: 2
        case .blob: 3
        }
    }

    private static func compare(text x: String, _ y: String, collation: String) -> Int {
        switch collation {
        case "pg_numeric": return compareNumerics(x, y)
        case "pg_interval": return compareIntervals(x, y)
        case "RTRIM": return bytes(ValueText.trimmingBlanks(x), ValueText.trimmingBlanks(y))
        default: return bytes(x, y)
        }
    }

    private static func bytes(_ x: String, _ y: String) -> Int {
        x.utf8.elementsEqual(y.utf8) ? 0 : x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
    }
}

extension SQLType {
    /// -1, 0 or 1 for two stored values of this type, neither of them NULL.
    func order(_ a: SQLiteValue, _ b: SQLiteValue, _ context: FunctionContext) throws -> Int {
        switch sortKey {
        case .native: return StoredOrder.compare(a, b, collation: "")
        case .collation(let name): return StoredOrder.compare(a, b, collation: name)
        case .function:
            return ArraySortKey.order(
                try ArraySortKey.key(of: a, self, context), try ArraySortKey.key(of: b, self, context))
        }
    }
}
