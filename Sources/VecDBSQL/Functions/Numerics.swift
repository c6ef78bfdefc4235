import PostgresValues
import VecDB
import VectorTypes

/// Exact decimals. The work is PostgresValues'; here are the signatures.
func declareNumerics(in c: inout CatalogBuilder) {
    func two(
        _ signature: String, operator symbol: String? = nil,
        _ body: @escaping @Sendable (Numeric, Numeric) throws -> Numeric
    ) {
        c.scalar(signature, operator: symbol) { x, _ in try x.numeric(0, with: x.numeric(1), body) }
    }
    func one(_ names: [String], _ body: @escaping @Sendable (Numeric) throws -> Numeric) {
        for name in names { c.scalar("\(name)(numeric) numeric") { x, _ in .text(try body(x.numeric(0)).text) } }
    }
    two("numeric_add(numeric, numeric) numeric", operator: "+") { try $0.adding($1) }
    two("numeric_sub(numeric, numeric) numeric", operator: "-") { try $0.subtracting($1) }
    two("numeric_mul(numeric, numeric) numeric", operator: "*") { try $0.multiplied(by: $1) }
    two("numeric_div(numeric, numeric) numeric", operator: "/") { try $0.divided(by: $1) }
    two("numeric_mod(numeric, numeric) numeric", operator: "%") { try $0.remainder(dividingBy: $1) }
    two("mod(numeric, numeric) numeric") { try $0.remainder(dividingBy: $1) }
    two("div(numeric, numeric) numeric") { try $0.integerQuotient(dividingBy: $1) }
    two("numeric_power(numeric, numeric) numeric", operator: "^") { try $0.power($1) }
    two("power(numeric, numeric) numeric") { try $0.power($1) }
    two("pow(numeric, numeric) numeric") { try $0.power($1) }
    two("log(numeric, numeric) numeric") { try $1.logarithm(base: $0) }
    two("gcd(numeric, numeric) numeric") { try $0.greatestCommonDivisor($1) }
    two("lcm(numeric, numeric) numeric") { try $0.leastCommonMultiple($1) }
    c.scalar("numeric_uminus(numeric) numeric", operator: "-") { x, _ in .text(try x.numeric(0).negated.text) }
    c.native("numeric_uplus(numeric) numeric", operator: "+", "$1")
    c.scalar("numeric_abs(numeric) numeric", operator: "@") { x, _ in .text(try x.numeric(0).magnitude.text) }
    one(["abs"]) { $0.magnitude }
    one(["sign"]) { $0.signum }
    one(["round"]) { try $0.rounded(toScale: 0) }
    one(["trunc"]) { try $0.truncated(toScale: 0) }
    one(["ceil", "ceiling"]) { $0.ceiling }
    one(["floor"]) { $0.floor }
    one(["sqrt"]) { try $0.squareRoot() }
    one(["exp"]) { try $0.exponential() }
    one(["ln"]) { try $0.naturalLogarithm() }
    one(["log", "log10"]) { try $0.logarithm10() }
    one(["trim_scale"]) { $0.trimmed }
    c.scalar("round(numeric, int4) numeric") { x, _ in .text(try x.numeric(0).rounded(toScale: Int(x.int(1))).text) }
    c.scalar("trunc(numeric, int4) numeric") { x, _ in .text(try x.numeric(0).truncated(toScale: Int(x.int(1))).text) }
    c.scalar("scale(numeric) int4") { x, _ in
        let value = try x.numeric(0)
        return value.isNaN || value.isInfinite ? .null : .int(value.scale)
    }
    c.scalar("min_scale(numeric) int4") { x, _ in
        let value = try x.numeric(0)
        return value.isNaN || value.isInfinite ? .null : .int(value.minimumScale)
    }
    c.scalar("factorial(int8) numeric") { x, _ in .text(try Numeric.factorial(x.int(0)).text) }
    c.scalar("width_bucket(numeric, numeric, numeric, int4) int4") { x, _ in
        try numericBucket(x.numeric(0), x.numeric(1), x.numeric(2), x.int(3))
    }
    c.scalar("width_bucket(anycompatible, anycompatiblearray) int4", tag: .firstArgument) { x, context in
        let element = x.tag()
        let list = try ArrayLiteral(text: x.text(1))
        let operand = try ArraySortKey.key(of: x.value(0), element, context)
        var bucket = 0
        for item in list.elements {
            guard let item else { throw VecDBError(.nullValueNotAllowed, "thresholds array must not contain NULLs") }
            let bound = try ArraySortKey.key(
                of: ValueText.encode(item, as: element.column(), context), element, context)
            if ArraySortKey.order(operand, bound) >= 0 { bucket += 1 } else { break }
        }
        return .int(bucket)
    }
}

private func numericBucket(_ operand: Numeric, _ low: Numeric, _ high: Numeric, _ count: Int64) throws -> SQLiteValue {
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
    let share = try operand.subtracting(low).multiplied(by: Numeric(count))
        .divided(by: high.subtracting(low)).floor
    return try range.check((min(try share.int64(), count - 1) + 1, false))
}

extension Arguments {
    /// A numeric argument.
    func numeric(_ index: Int) throws -> Numeric { try Numeric(text: text(index)) }

    /// The text of what `body` makes of a numeric argument and another.
    func numeric(
        _ index: Int, with other: Numeric, _ body: (Numeric, Numeric) throws -> Numeric
    ) throws -> SQLiteValue {
        .text(try body(numeric(index), other).text)
    }
}
