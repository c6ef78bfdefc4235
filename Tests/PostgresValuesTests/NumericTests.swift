import Testing

@testable import PostgresValues

/// Answers a line of ``numericGolden``.
func numericAnswer(_ f: [String]) throws -> String? {
    func n(_ i: Int) throws -> Numeric { try Numeric(text: f[i]) }
    switch f[0] {
    case "num": return try n(1).text
    case "numtm": return try n(1).coerced(toModifier: Int32(f[2]) ?? -1).text
    case "+": return try n(1).adding(n(2)).text
    case "-": return try n(1).subtracting(n(2)).text
    case "*": return try n(1).multiplied(by: n(2)).text
    case "/": return try n(1).divided(by: n(2)).text
    case "%": return try n(1).remainder(dividingBy: n(2)).text
    case "div": return try n(1).integerQuotient(dividingBy: n(2)).text
    case "round": return try n(1).rounded(toScale: Int(f[2]) ?? 0).text
    case "trunc": return try n(1).truncated(toScale: Int(f[2]) ?? 0).text
    case "ceil": return try n(1).ceiling.text
    case "floor": return try n(1).floor.text
    case "abs": return try n(1).magnitude.text
    case "sign": return try n(1).signum.text
    case "sqrt": return try n(1).squareRoot().text
    case "exp": return try n(1).exponential().text
    case "ln": return try n(1).naturalLogarithm().text
    case "log10": return try n(1).logarithm10().text
    case "log": return try n(1).logarithm(base: n(2)).text
    case "power": return try n(1).power(n(2)).text
    case "gcd": return try n(1).greatestCommonDivisor(n(2)).text
    case "lcm": return try n(1).leastCommonMultiple(n(2)).text
    case "fact": return try Numeric.factorial(Int64(f[1]) ?? 0).text
    case "minscale": return try String(n(1).minimumScale)
    case "trim": return try n(1).trimmed.text
    case "cmp": let a = try n(1), b = try n(2); return a < b ? "-1" : a == b ? "0" : "1"
    case "i2": return try String(n(1).int16())
    case "i4": return try String(n(1).int32())
    case "i8": return try String(n(1).int64())
    case "nf8": return try ScalarText.text(n(1).double())
    case "nf4": return try ScalarText.text(n(1).float())
    case "f8n": return try Numeric(ScalarText.parseFloat8(f[1])).text
    case "f4n": return try Numeric(ScalarText.parseFloat4(f[1])).text
    case "int2in": return try String(ScalarText.parseInt16(f[1]))
    case "int4in": return try String(ScalarText.parseInt32(f[1]))
    case "int8in": return try String(ScalarText.parseInt64(f[1]))
    case "f8": return try ScalarText.text(ScalarText.parseFloat8(f[1]))
    case "f4": return try ScalarText.text(ScalarText.parseFloat4(f[1]))
    case "bool": return try ScalarText.parseBool(f[1]) ? "true" : "false"
    case "uuid": return try ScalarText.canonicalUUID(f[1])
    case "bytea": return try ScalarText.byteaText(ScalarText.parseBytea(f[1]))
    case "agg":
        var a = NumericAccumulator()
        for x in f[2...] { try a.add(Numeric(text: x)) }
        switch f[1] {
        case "sum": return try a.sum?.text;
        case "avg": return try a.average?.text
        case "var_samp": return try a.variance(sample: true)?.text;
        case "var_pop": return try a.variance(sample: false)?.text
        case "stddev_samp": return try a.standardDeviation(sample: true)?.text;
        default: return try a.standardDeviation(sample: false)?.text
        }
    default: return "unknown function"
    }
}

@Suite struct NumericTests {
    @Test("numerics and small scalars answer as PostgreSQL does")
    func golden() { expectGolden(numericGolden, numericAnswer) }
}
