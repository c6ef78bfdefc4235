import PostgresValues
import VecDB
import VectorTypes

/// The general aggregates. `count`, `min`, `max` and sums of small integers are SQLite's own.
func declareAggregates(in c: inout CatalogBuilder) {
    c.native("count() int8", kind: .aggregate, "count")
    c.native("count(any) int8", kind: .aggregate, "count")
    for type in [
        "int2", "int4", "int8", "float4", "float8", "text", "numeric", "date", "time", "timestamp", "timestamptz",
        "interval", "bpchar", "oid", "bytea",
    ] {
        c.native("min(\(type)) \(type)", kind: .aggregate, "min")
        c.native("max(\(type)) \(type)", kind: .aggregate, "max")
    }
    c.aggregate("min(anyarray) anyarray", tag: .element) { ArrayExtremum(isGreatest: false, $0) }
    c.aggregate("max(anyarray) anyarray", tag: .element) { ArrayExtremum(isGreatest: true, $0) }
    c.native("sum(int2) int8", kind: .aggregate, "sum")
    c.native("sum(int4) int8", kind: .aggregate, "sum")
    c.aggregate("sum(int8) numeric") { _ in NumericState(.sum, integers: true) }
    c.aggregate("sum(numeric) numeric") { _ in NumericState(.sum, integers: false) }
    c.aggregate("sum(float4) float4") { _ in FloatSum(single: true) }
    c.aggregate("sum(float8) float8") { _ in FloatSum(single: false) }
    for type in ["int2", "int4", "int8"] {
        c.aggregate("avg(\(type)) numeric") { _ in NumericState(.average, integers: true) }
        for (name, kind) in momentNames {
            c.aggregate("\(name)(\(type)) numeric") { _ in NumericState(kind, integers: true) }
        }
        c.aggregate("bit_and(\(type)) \(type)") { _ in BitFold { $0 & $1 } }
        c.aggregate("bit_or(\(type)) \(type)") { _ in BitFold { $0 | $1 } }
        c.aggregate("bit_xor(\(type)) \(type)") { _ in BitFold { $0 ^ $1 } }
    }
    c.aggregate("avg(numeric) numeric") { _ in NumericState(.average, integers: false) }
    for (name, kind) in momentNames {
        c.aggregate("\(name)(numeric) numeric") { _ in NumericState(kind, integers: false) }
    }
    for type in ["float4", "float8"] {
        c.aggregate("avg(\(type)) float8") { _ in FloatMoments(.average) }
        for (name, kind) in momentNames { c.aggregate("\(name)(\(type)) float8") { _ in FloatMoments(kind) } }
    }
    c.aggregate("sum(interval) interval") { _ in IntervalSum(isAverage: false) }
    c.aggregate("avg(interval) interval") { _ in IntervalSum(isAverage: true) }
    c.native("bool_and(bool) bool", kind: .aggregate, "min")
    c.native("every(bool) bool", kind: .aggregate, "min")
    c.native("bool_or(bool) bool", kind: .aggregate, "max")
    c.aggregate("string_agg(text, text) text", strict: false) { _ in StringJoin() }
    c.aggregate("string_agg(bytea, bytea) bytea", strict: false) { _ in BytesJoin() }
    c.aggregate("array_agg(anynonarray) anyarray", strict: false, tag: .firstArgument) { ArrayCollect($0) }
    c.aggregate("array_agg(anyarray) anyarray", strict: false, tag: .firstArgument) { ArrayCollect($0) }
    c.aggregate("json_agg(anyelement) json", strict: false, tag: .firstArgument) { JSONCollect($0, isBinary: false) }
    c.aggregate("jsonb_agg(anyelement) jsonb", strict: false, tag: .firstArgument) { JSONCollect($0, isBinary: true) }
    c.aggregate("json_object_agg(any, any) json", strict: false, tag: .allArguments) {
        JSONObjectCollect($0, isBinary: false)
    }
    c.aggregate("jsonb_object_agg(any, any) jsonb", strict: false, tag: .allArguments) {
        JSONObjectCollect($0, isBinary: true)
    }
    c.aggregate("any_value(anyelement) anyelement") { _ in AnyValue() }
}

private let momentNames: [(String, Moment)] = [
    ("variance", .variance(sample: true)), ("var_samp", .variance(sample: true)), ("var_pop", .variance(sample: false)),
    ("stddev", .deviation(sample: true)), ("stddev_samp", .deviation(sample: true)),
    ("stddev_pop", .deviation(sample: false)),
]

/// What a state is asked for at the end.
enum Moment: Sendable {
    case sum, average
    case variance(sample: Bool)
    case deviation(sample: Bool)

    var needsSquares: Bool {
        switch self {
        case .sum, .average: false
        default: true
        }
    }
}

/// Exact sums of integers and numerics.
private final class NumericState: Accumulator {
    private var state: NumericAccumulator
    private let moment: Moment
    private let integers: Bool

    init(_ moment: Moment, integers: Bool) {
        self.moment = moment
        self.integers = integers
        state = NumericAccumulator(squares: moment.needsSquares)
    }

    func add(_ x: borrowing Arguments) throws {
        if integers { try state.add(x.int(0)) } else { try state.add(x.numeric(0)) }
    }

    var isInvertible: Bool { true }

    func remove(_ x: borrowing Arguments) throws {
        try state.remove(integers ? Numeric(x.int(0)) : x.numeric(0))
    }

    func result() throws -> SQLiteValue {
        let value: Numeric? =
            switch moment {
            case .sum: try state.sum
            case .average: try state.average
            case .variance(let sample): try state.variance(sample: sample)
            case .deviation(let sample): try state.standardDeviation(sample: sample)
            }
        return .optional(value?.text)
    }
}

private final class FloatSum: Accumulator {
    private var sum = 0.0
    private var count = 0
    private let single: Bool

    init(single: Bool) { self.single = single }

    func add(_ x: borrowing Arguments) throws {
        let value = x.double(0)
        let next = single ? Double(Float(sum) + Float(value)) : sum + value
        if next.isInfinite, !sum.isInfinite, !value.isInfinite { throw Float8.overflow }
        sum = next
        count += 1
    }

    func result() throws -> SQLiteValue { count == 0 ? .null : .float(sum) }
}

/// Mean and variance by the method of Youngs and Cramer (Technometrics 13, 1971), as PostgreSQL computes them.
private final class FloatMoments: Accumulator {
    private var n = 0.0
    private var sum = 0.0
    private var squares = 0.0
    private let moment: Moment

    init(_ moment: Moment) { self.moment = moment }

    func add(_ x: borrowing Arguments) throws {
        let value = x.double(0)
        n += 1
        let before = sum
        sum += value
        if n > 1 {
            let deviation = value * n - sum
            squares += deviation * deviation / (n * (n - 1))
            if sum.isInfinite || squares.isInfinite {
                if !before.isInfinite, !value.isInfinite { throw Float8.overflow }
                squares = .nan
            }
        } else if !value.isFinite {
            squares = .nan
        }
    }

    func result() throws -> SQLiteValue {
        switch moment {
        case .sum: return n == 0 ? .null : .float(sum)
        case .average: return n == 0 ? .null : .float(sum / n)
        case .variance(let sample):
            if sample ? n < 2 : n < 1 { return .null }
            return .float(squares / (sample ? n - 1 : n))
        case .deviation(let sample):
            if sample ? n < 2 : n < 1 { return .null }
            return .float((squares / (sample ? n - 1 : n)).squareRoot())
        }
    }
}

private final class BitFold: Accumulator {
    private var value: Int64?
    private let fold: (Int64, Int64) -> Int64

    init(_ fold: @escaping (Int64, Int64) -> Int64) { self.fold = fold }

    func add(_ x: borrowing Arguments) throws { value = value.map { fold($0, x.int(0)) } ?? x.int(0) }
    func result() throws -> SQLiteValue { value.map(SQLiteValue.integer) ?? .null }
}

private final class AnyValue: Accumulator {
    private var value: SQLiteValue?
    func add(_ x: borrowing Arguments) throws { if value == nil { value = x.value(0) } }
    func result() throws -> SQLiteValue { value ?? .null }
}

/// `string_agg`: the delimiter of a row goes before its text; NULL texts are left out.
private final class StringJoin: Accumulator {
    private var joined = HeldBytes()

    func add(_ x: borrowing Arguments) throws {
        if x.isNull(0) { return }
        if !joined.isEmpty, !x.isNull(1) { try x.withBytes(1) { try joined.append($0) } }
        try x.withBytes(0) { try joined.append($0) }
    }

    func result() throws -> SQLiteValue {
        try joined.value.map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null
    }
}

private final class BytesJoin: Accumulator {
    private var joined = HeldBytes()

    func add(_ x: borrowing Arguments) throws {
        if x.isNull(0) { return }
        if !joined.isEmpty, !x.isNull(1) { try x.withBytes(1) { try joined.append($0) } }
        try x.withBytes(0) { try joined.append($0) }
    }

    func result() throws -> SQLiteValue { try joined.value.map(SQLiteValue.blob) ?? .null }
}

/// The bytes that an aggregate gathers: PostgreSQL's limit for a value holds, and the statement's budget.
private struct HeldBytes {
    private var bytes: [UInt8]?
    private let memory = MemoryCharge()

    var isEmpty: Bool { bytes == nil }

    mutating func append(_ part: UnsafeRawBufferPointer) throws {
        let held = bytes?.count ?? 0
        guard part.count <= ValueSize.maximum - held else { throw ValueSize.tooLong }
        try memory.add(part.count)
        if bytes == nil { bytes = [] }
        bytes?.append(contentsOf: part)
    }

    /// Nil before the first row. The result is one more copy.
    var value: [UInt8]? {
        get throws {
            try bytes.map {
                try ValueSize.check($0.count)
                return $0
            }
        }
    }
}

private final class ArrayExtremum: Accumulator {
    private var best: SQLiteValue?
    private let isGreatest: Bool
    private let context: FunctionContext

    init(isGreatest: Bool, _ context: FunctionContext) {
        self.isGreatest = isGreatest
        self.context = context
    }

    func add(_ x: borrowing Arguments) throws {
        let value = x.value(0)
        guard let current = best else {
            best = value
            return
        }
        let order = try ArraySortKey.compare(value.text ?? "", current.text ?? "", element: x.tag(), context)
        if isGreatest ? order > 0 : order < 0 { best = value }
    }

    func result() throws -> SQLiteValue { best ?? .null }
}

/// `array_agg`: the rows' values as an array, NULLs too.
final class ArrayCollect: Accumulator {
    private var values: [SQLiteValue] = []
    private var type = SQLType.text
    private let memory = MemoryCharge()
    private let context: FunctionContext

    init(_ context: FunctionContext) { self.context = context }

    func add(_ x: borrowing Arguments) throws {
        if values.isEmpty { type = x.tag() }
        if type.isArray, x.isNull(0) {
            throw VecDBError(.nullValueNotAllowed, "cannot accumulate null arrays")
        }
        let value = x.value(0)
        try memory.add(value.memorySize)
        values.append(value)
    }

    func result() throws -> SQLiteValue {
        if values.isEmpty { return .null }
        if type.isArray, values.allSatisfy({ $0 == .text("{}") }) {
            throw VecDBError(.init("2202E"), "cannot accumulate empty arrays")
        }
        return try ValueText.array(values, elementTypes: [type], type: type.isArray ? type : type.array, context)
    }
}

private final class JSONCollect: Accumulator {
    private var parts: [String] = []
    private var isEmpty = true
    /// Arrays and rows stand on lines of their own in json.
    private var hasLines = false
    private let memory = MemoryCharge()
    private let context: FunctionContext
    private let isBinary: Bool

    init(_ context: FunctionContext, isBinary: Bool) {
        self.context = context
        self.isBinary = isBinary
    }

    func add(_ x: borrowing Arguments) throws {
        isEmpty = false
        if !isBinary { hasLines = x.tag().isArray || x.tag() == .record }
        let part = try ValueText.json(x.value(0), x.tag(), context, isBinary: isBinary)
        try memory.add(32 + part.utf8.count)
        parts.append(part)
    }

    func result() throws -> SQLiteValue {
        if isEmpty { return .null }
        if hasLines { return .text(try Characters.joined(["[", Characters.joined(parts, separator: ", \n "), "]"])) }
        return .text(try JSON.buildArray(parts))
    }
}

private final class JSONObjectCollect: Accumulator {
    private var members: [(key: String, value: String)] = []
    private var isEmpty = true
    private let memory = MemoryCharge()
    private let context: FunctionContext
    private let isBinary: Bool

    init(_ context: FunctionContext, isBinary: Bool) {
        self.context = context
        self.isBinary = isBinary
    }

    func add(_ x: borrowing Arguments) throws {
        isEmpty = false
        if x.isNull(0) { throw VecDBError(.invalidParameterValue, "field name must not be null") }
        let key = try ValueText.textValue(of: x.value(0), as: x.tag(0), context).text ?? ""
        let value = try ValueText.json(x.value(1), x.tag(1), context, isBinary: isBinary)
        try memory.add(64 + key.utf8.count + value.utf8.count)
        members.append((key, value))
    }

    func result() throws -> SQLiteValue {
        if isEmpty { return .null }
        if isBinary { return .text(try JSON.buildObject(members)) }
        let object = try JSON.buildObjectVerbatim(members)
        // Here PostgreSQL leaves a blank inside of the braces.
        return .text(try Characters.joined(["{ ", String(object.dropFirst().dropLast()), " }"]))
    }
}

private final class IntervalSum: Accumulator {
    private var sum = Interval()
    private var count = 0
    private let isAverage: Bool

    init(isAverage: Bool) { self.isAverage = isAverage }

    func add(_ x: borrowing Arguments) throws {
        sum = try sum.adding(x.interval(0))
        count += 1
    }

    func result() throws -> SQLiteValue {
        if count == 0 { return .null }
        return .interval(isAverage ? try sum.divided(by: Double(count)) : sum)
    }
}
