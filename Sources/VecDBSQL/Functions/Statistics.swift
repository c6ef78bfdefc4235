import PostgresValues
import VecDB
import VectorTypes

/// Regression aggregates and ordered sets.
func declareStatistics(in c: inout CatalogBuilder) {
    for (name, body) in regressions {
        let result = name == "regr_count" ? "int8" : "float8"
        c.aggregate("\(name)(float8, float8) \(result)") { _ in Regression(body) }
    }
    c.aggregate("percentile_cont(float8, float8) float8", strict: false) { _ in Percentile(isContinuous: true) }
    c.aggregate("percentile_disc(float8, anyelement) anyelement", strict: false) { _ in Percentile(isContinuous: false)
    }
    c.aggregate("mode(anyelement) anyelement") { _ in Mode() }
}

private typealias RegressionResult = @Sendable (RegressionSums) -> SQLiteValue

private let regressions: [(String, RegressionResult)] = [
    ("regr_count", { .integer(Int64($0.n)) }),
    ("regr_sxx", { $0.n < 1 ? .null : .float($0.sxx) }),
    ("regr_syy", { $0.n < 1 ? .null : .float($0.syy) }),
    ("regr_sxy", { $0.n < 1 ? .null : .float($0.sxy) }),
    ("regr_avgx", { $0.n < 1 ? .null : .float($0.sx / $0.n) }),
    ("regr_avgy", { $0.n < 1 ? .null : .float($0.sy / $0.n) }),
    ("regr_slope", { $0.n < 1 || $0.sxx == 0 ? .null : .float($0.sxy / $0.sxx) }),
    ("regr_intercept", { $0.n < 1 || $0.sxx == 0 ? .null : .float(($0.sy - $0.sx * $0.sxy / $0.sxx) / $0.n) }),
    (
        "regr_r2",
        { s in
            if s.n < 1 || s.sxx == 0 { return .null }
            if s.syy == 0 { return 1.0 }
            return .float(s.sxy * s.sxy / (s.sxx * s.syy))
        }
    ),
    ("corr", { $0.n < 1 || $0.sxx == 0 || $0.syy == 0 ? .null : .float($0.sxy / ($0.sxx * $0.syy).squareRoot()) }),
    ("covar_pop", { $0.n < 1 ? .null : .float($0.sxy / $0.n) }),
    ("covar_samp", { $0.n < 2 ? .null : .float($0.sxy / ($0.n - 1)) }),
]

private struct RegressionSums {
    var n = 0.0
    var sx = 0.0
    var sy = 0.0
    var sxx = 0.0
    var syy = 0.0
    var sxy = 0.0
}

private final class Regression: Accumulator {
    private var sums = RegressionSums()
    private let body: RegressionResult

    init(_ body: @escaping RegressionResult) { self.body = body }

    func add(_ arguments: borrowing Arguments) throws {
        let (y, x) = (arguments.double(0), arguments.double(1))
        sums.n += 1
        sums.sx += x
        sums.sy += y
        guard sums.n > 1 else { return }
        let n = sums.n
        let dx = x * n - sums.sx
        let dy = y * n - sums.sy
        let scale = 1 / (n * (n - 1))
        sums.sxx += dx * dx * scale
        sums.syy += dy * dy * scale
        sums.sxy += dx * dy * scale
    }

    func result() throws -> SQLiteValue { body(sums) }
}

/// The rows come sorted; NULLs do not count.
private final class Percentile: Accumulator {
    private var fraction: Double?
    private var values: [SQLiteValue] = []
    private let memory = MemoryCharge()
    private let isContinuous: Bool

    init(isContinuous: Bool) { self.isContinuous = isContinuous }

    func add(_ x: borrowing Arguments) throws {
        if x.isNull(0) { return }
        let given = x.double(0)
        guard given >= 0, given <= 1 else {
            throw VecDBError(
                .numericValueOutOfRange, "percentile value \(ScalarText.text(given)) is not between 0 and 1")
        }
        fraction = given
        if x.isNull(1) { return }
        let value = x.value(1)
        try memory.add(value.memorySize)
        values.append(value)
    }

    func result() throws -> SQLiteValue {
        guard let fraction, !values.isEmpty else { return .null }
        guard isContinuous else {
            let row = max(Int((fraction * Double(values.count)).rounded(.up)), 1)
            return values[row - 1]
        }
        let place = fraction * Double(values.count - 1)
        let (low, high) = (Int(place.rounded(.down)), Int(place.rounded(.up)))
        let (a, b) = (number(values[low]), number(values[high]))
        return .float(low == high ? a : a + (place - Double(low)) * (b - a))
    }

    private func number(_ value: SQLiteValue) -> Double {
        switch value {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: .nan
        }
    }
}

private final class Mode: Accumulator {
    private var best: (value: SQLiteValue, count: Int)?
    private var current: (value: SQLiteValue, count: Int)?

    func add(_ x: borrowing Arguments) throws {
        let value = x.value(0)
        if let run = current, run.value == value { current = (value, run.count + 1) } else { current = (value, 1) }
        if let run = current, run.count > (best?.count ?? 0) { best = run }
    }

    func result() throws -> SQLiteValue { best?.value ?? .null }
}
