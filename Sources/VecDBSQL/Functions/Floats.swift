import VecDB
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Floating point: the arithmetic and the functions of `real` and `double precision`.
func declareFloats(in c: inout CatalogBuilder) {
    for (prefix, left, right, result) in [
        ("float4", "float4", "float4", "float4"), ("float8", "float8", "float8", "float8"),
        ("float48", "float4", "float8", "float8"), ("float84", "float8", "float4", "float8"),
    ] {
        let single = result == "float4"
        c.scalar("\(prefix)pl(\(left), \(right)) \(result)", operator: "+") { x, _ in
            try Float8.checked(x.double(0) + x.double(1), x, single: single, canUnderflow: false)
        }
        c.scalar("\(prefix)mi(\(left), \(right)) \(result)", operator: "-") { x, _ in
            try Float8.checked(x.double(0) - x.double(1), x, single: single, canUnderflow: false)
        }
        c.scalar("\(prefix)mul(\(left), \(right)) \(result)", operator: "*") { x, _ in
            try Float8.checked(
                x.double(0) * x.double(1), x, single: single, canUnderflow: x.double(0) != 0 && x.double(1) != 0)
        }
        c.scalar("\(prefix)div(\(left), \(right)) \(result)", operator: "/") { x, _ in
            let divisor = x.double(1)
            if divisor == 0, !x.double(0).isNaN { throw divisionByZero }
            return try Float8.checked(
                x.double(0) / divisor, x, single: single, canUnderflow: x.double(0) != 0 && !divisor.isInfinite)
        }
    }
    for type in ["float4", "float8"] {
        c.scalar("\(type)um(\(type)) \(type)", operator: "-") { x, _ in .float(-x.double(0)) }
        c.native("\(type)up(\(type)) \(type)", operator: "+", "$1")
        c.scalar("abs(\(type)) \(type)") { x, _ in .float(abs(x.double(0))) }
        c.scalar("\(type)abs(\(type)) \(type)", operator: "@") { x, _ in .float(abs(x.double(0))) }
    }
    declareFunctions(in: &c)
    declareTrigonometry(in: &c)
}

private func declareFunctions(in c: inout CatalogBuilder) {
    func one(_ names: [String], _ body: @escaping @Sendable (Double) throws -> Double) {
        for name in names { c.scalar("\(name)(float8) float8") { x, _ in .float(try body(x.double(0))) } }
    }
    one(["round"]) { $0.rounded(.toNearestOrEven) }
    one(["dround"]) { $0.rounded(.toNearestOrEven) }
    one(["ceil", "ceiling"]) { $0.rounded(.up) }
    one(["floor"]) { $0.rounded(.down) }
    one(["trunc"]) { $0.rounded(.towardZero) }
    one(["sign"]) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    one(["cbrt"]) { cbrt($0) }
    one(["exp"]) { value in
        let result = exp(value)
        if result.isInfinite, !value.isInfinite { throw Float8.overflow }
        if result == 0, !value.isInfinite { throw Float8.underflow }
        return result
    }
    let squareRoot: @Sendable (Double) throws -> Double = { value in
        if value < 0 {
            throw VecDBError(.init("2201F"), "cannot take square root of a negative number")
        }
        return value.squareRoot()
    }
    one(["sqrt", "dsqrt"], squareRoot)
    c.scalar("dsqrt_operator(float8) float8", operator: "|/") { x, _ in .float(try squareRoot(x.double(0))) }
    c.scalar("dcbrt_operator(float8) float8", operator: "||/") { x, _ in .float(cbrt(x.double(0))) }
    one(["ln"]) { try Float8.logarithm($0, log) }
    one(["log", "log10"]) { try Float8.logarithm($0, log10) }
    for name in ["power", "pow"] {
        c.scalar("\(name)(float8, float8) float8") { x, _ in .float(try Float8.power(x.double(0), x.double(1))) }
    }
    c.scalar("dpow(float8, float8) float8", operator: "^") { x, _ in .float(try Float8.power(x.double(0), x.double(1)))
    }
    c.scalar("width_bucket(float8, float8, float8, int4) int4") { x, _ in
        try Float8.bucket(x.double(0), x.double(1), x.double(2), x.int(3))
    }
    one(["erf"]) { erf($0) }
    one(["erfc"]) { erfc($0) }
    c.scalar("pi() float8") { _, _ in .real(.pi) }
    c.scalar("random() float8", volatility: .volatile) { _, context in
        .real(Double(context.random.next() >> 11) * 0x1p-53)
    }
    c.scalar("random_normal(mean:float8 = 0, stddev:float8 = 1) float8", volatility: .volatile) { x, context in
        let u = Double((context.random.next() >> 11) + 1) * 0x1p-53
        let v = Double(context.random.next() >> 11) * 0x1p-53
        return .real(x.double(0) + x.double(1) * (-2 * log(u)).squareRoot() * cos(2 * .pi * v))
    }
    for (type, digit) in [("int4", "4"), ("int8", "8")] {
        _ = digit
        c.scalar("random(min:\(type), max:\(type)) \(type)", volatility: .volatile) { x, context in
            guard x.int(0) <= x.int(1) else {
                throw VecDBError(.invalidParameterValue, "lower bound must be less than or equal to upper bound")
            }
            return .integer(Int64.random(in: x.int(0)...x.int(1), using: &context.random))
        }
    }
    c.scalar("setseed(float8) void", volatility: .volatile) { x, context in
        let seed = x.double(0)
        guard seed >= -1, seed <= 1 else {
            throw VecDBError(.invalidParameterValue, "setseed parameter \(seed) is out of allowed range [-1,1]")
        }
        context.random.seed(seed)
        return ""
    }
}

private func declareTrigonometry(in c: inout CatalogBuilder) {
    func one(_ name: String, finite: Bool = false, _ body: @escaping @Sendable (Double) throws -> Double) {
        c.scalar("\(name)(float8) float8") { x, _ in
            let value = x.double(0)
            if finite, value.isInfinite { throw VecDBError(.numericValueOutOfRange, "input is out of range") }
            return .float(try body(value))
        }
    }
    func limited(_ range: ClosedRange<Double>, _ body: @escaping @Sendable (Double) -> Double)
        -> @Sendable (Double) throws
        -> Double
    {
        { value in
            if !value.isNaN, !range.contains(value) {
                throw VecDBError(.numericValueOutOfRange, "input is out of range")
            }
            return body(value)
        }
    }
    one("sin", finite: true) { sin($0) }
    one("cos", finite: true) { cos($0) }
    one("tan", finite: true) { tan($0) }
    one("cot", finite: true) { 1 / tan($0) }
    one("asin", limited(-1...1) { asin($0) })
    one("acos", limited(-1...1) { acos($0) })
    one("atan") { atan($0) }
    one("sinh") { sinh($0) }
    one("cosh") { cosh($0) }
    one("tanh") { tanh($0) }
    one("asinh") { asinh($0) }
    one("acosh", limited(1 ... .infinity) { acosh($0) })
    one("atanh", limited(-1...1) { atanh($0) })
    one("degrees") { $0 / (.pi / 180) }
    one("radians") { $0 * (.pi / 180) }
    one("sind", finite: true) { Float8.sine(degrees: $0) }
    one("cosd", finite: true) { Float8.sine(degrees: $0 + 90) }
    one("tand", finite: true) { Float8.sine(degrees: $0) / Float8.sine(degrees: $0 + 90) }
    c.scalar("atan2(float8, float8) float8") { x, _ in .float(atan2(x.double(0), x.double(1))) }
    c.scalar("atan2d(float8, float8) float8") { x, _ in .float(atan2(x.double(0), x.double(1)) / (.pi / 180)) }
}

/// The checks of PostgreSQL's floating-point functions.
enum Float8 {
    static var overflow: VecDBError { VecDBError(.numericValueOutOfRange, "value out of range: overflow") }
    static var underflow: VecDBError { VecDBError(.numericValueOutOfRange, "value out of range: underflow") }

    /// A result that may be infinite only if an operand is, and zero only where the operation can give it.
    static func checked(
        _ result: Double, _ x: borrowing Arguments, single: Bool, canUnderflow: Bool
    ) throws -> SQLiteValue {
        let value = single ? Double(Float(result)) : result
        if value.isInfinite, !x.double(0).isInfinite, !x.double(1).isInfinite { throw overflow }
        if value == 0, canUnderflow { throw underflow }
        return .float(value)
    }

    static func logarithm(_ value: Double, _ body: (Double) -> Double) throws -> Double {
        if value == 0 { throw VecDBError(.init("2201E"), "cannot take logarithm of zero") }
        if value < 0 { throw VecDBError(.init("2201E"), "cannot take logarithm of a negative number") }
        return body(value)
    }

    static func power(_ base: Double, _ exponent: Double) throws -> Double {
        if base.isNaN || exponent.isNaN { return base == 1 || exponent == 0 ? 1 : .nan }
        if base == 0, exponent < 0 {
            throw VecDBError(.init("2201F"), "zero raised to a negative power is undefined")
        }
        if base < 0, exponent.rounded(.down) != exponent {
            throw VecDBError(
                .init("2201F"), "a negative number raised to a non-integer power yields a complex result")
        }
        let result = pow(base, exponent)
        guard base.isFinite, exponent.isFinite else { return result }
        if result.isInfinite { throw overflow }
        if result == 0, base != 0 { throw underflow }
        return result
    }

    static func bucket(_ operand: Double, _ low: Double, _ high: Double, _ count: Int64) throws -> SQLiteValue {
        if count <= 0 { throw VecDBError(.init("2201G"), "count must be greater than zero") }
        if operand.isNaN || low.isNaN || high.isNaN {
            throw VecDBError(.init("2201G"), "operand, lower bound, and upper bound cannot be NaN")
        }
        if low.isInfinite || high.isInfinite {
            throw VecDBError(.init("2201G"), "lower and upper bounds must be finite")
        }
        if low == high { throw VecDBError(.init("2201G"), "lower bound cannot equal upper bound") }
        let ascending = low < high
        if ascending ? operand < low : operand > low { return 0 }
        let range = IntegerRange(digit: "4")
        if ascending ? operand >= high : operand <= high { return try range.check(count.addingReportingOverflow(1)) }
        // Halves, where the distance of the bounds is beyond the largest number.
        let share =
            (high - low).isInfinite ? (operand / 2 - low / 2) / (high / 2 - low / 2) : (operand - low) / (high - low)
        // The quotient may round to 1.
        let bucket = Int64(exactly: (share * Double(count)).rounded(.down)) ?? count
        return try range.check((min(bucket, count - 1) + 1, false))
    }

    /// The sine of an angle in degrees, exact where the answer is.
    static func sine(degrees: Double) -> Double {
        var angle = degrees.truncatingRemainder(dividingBy: 360)
        if angle < 0 { angle += 360 }
        switch angle {
        case 0, 180: return 0
        case 30, 150: return 0.5
        case 90: return 1
        case 210, 330: return -0.5
        case 270: return -1
        default: return sin(angle * (.pi / 180))
        }
    }
}
