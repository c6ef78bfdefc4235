import VecDB
import VectorTypes

/// Runs an ``Accumulator`` for SQLite's GROUP BY. Strict ones do not see rows with a NULL.
final class AggregateAdapter: AggregateFunction {
    private let accumulator: any Accumulator
    private let offset: Int
    private let isStrict: Bool

    init(_ accumulator: any Accumulator, offset: Int, isStrict: Bool) {
        self.accumulator = accumulator
        self.offset = offset
        self.isStrict = isStrict
    }

    func step(_ call: VecDB.FunctionCall) throws {
        let arguments = Arguments(call, offset: offset)
        if isStrict, arguments.hasNull { return }
        try accumulator.add(arguments)
    }

    func finish(_ call: VecDB.FunctionCall) throws { call.result(try accumulator.result()) }
}

/// Runs an ``Accumulator`` over a window. Where it cannot take a row out exactly, the rows of the frame are kept, and a
/// frame that moved is computed again when its value is asked for.
final class WindowAdapter: WindowFunction {
    private let make: () -> any Accumulator
    private let offset: Int
    private let isStrict: Bool
    private var accumulator: any Accumulator
    private var rows: [[SQLiteValue]] = []
    private var start = 0
    private var isStale = false
    private let memory = MemoryCharge()

    init(offset: Int, isStrict: Bool, _ make: @escaping () -> any Accumulator) {
        self.make = make
        self.offset = offset
        self.isStrict = isStrict
        accumulator = make()
    }

    func step(_ call: VecDB.FunctionCall) throws {
        let arguments = Arguments(call, offset: offset)
        if isStrict, arguments.hasNull { return }
        if !isStale { try accumulator.add(arguments) }
        if accumulator.isInvertible { return }
        let row = (0..<call.count).map { call[$0].copy }
        try memory.add(row.reduce(32) { $0 + $1.memorySize })
        rows.append(row)
    }

    func inverse(_ call: VecDB.FunctionCall) throws {
        let arguments = Arguments(call, offset: offset)
        if isStrict, arguments.hasNull { return }
        if accumulator.isInvertible { return try accumulator.remove(arguments) }
        start += 1
        isStale = true
        if start > 1_000, start * 2 > rows.count {
            rows.removeFirst(start)
            start = 0
        }
    }

    private func refreshed() throws -> any Accumulator {
        if isStale {
            accumulator = make()
            var meter = WorkMeter(every: 1_000)
            for row in rows[start...] {
                try meter.count()
                try accumulator.add(Arguments(row, offset: offset))
            }
            isStale = false
        }
        return accumulator
    }

    func value(_ call: VecDB.FunctionCall) throws { call.result(try refreshed().result()) }
    func finish(_ call: VecDB.FunctionCall) throws { call.result(try refreshed().result()) }
}
