import VecDB
import VectorTypes

/// Integer arithmetic: exact, with PostgreSQL's errors at the ends of the range.
func declareIntegers(in c: inout CatalogBuilder) {
    let types: [(digit: String, type: String)] = [("2", "int2"), ("4", "int4"), ("8", "int8")]
    for (a, left) in types {
        for (b, right) in types {
            let wide = max(a, b)
            let prefix = a == b ? "int\(a)" : "int\(a)\(b)"
            let range = IntegerRange(digit: wide)
            let result = "int\(wide)"
            c.scalar("\(prefix)pl(\(left), \(right)) \(result)", operator: "+") { x, _ in
                try range.check(x.int(0).addingReportingOverflow(x.int(1)))
            }
            c.scalar("\(prefix)mi(\(left), \(right)) \(result)", operator: "-") { x, _ in
                try range.check(x.int(0).subtractingReportingOverflow(x.int(1)))
            }
            c.scalar("\(prefix)mul(\(left), \(right)) \(result)", operator: "*") { x, _ in
                try range.check(x.int(0).multipliedReportingOverflow(by: x.int(1)))
            }
            c.scalar("\(prefix)div(\(left), \(right)) \(result)", operator: "/") { x, _ in
                if x.int(1) == 0 { throw divisionByZero }
                return try range.check(x.int(0).dividedReportingOverflow(by: x.int(1)))
            }
        }
        declareUnary(a, left, in: &c)
    }
    c.scalar("to_hex(int4) text") { x, _ in .text(String(UInt32(truncatingIfNeeded: x.int(0)), radix: 16)) }
    c.scalar("to_hex(int8) text") { x, _ in .text(String(UInt64(bitPattern: x.int(0)), radix: 16)) }
    c.scalar("to_bin(int4) text") { x, _ in .text(String(UInt32(truncatingIfNeeded: x.int(0)), radix: 2)) }
    c.scalar("to_bin(int8) text") { x, _ in .text(String(UInt64(bitPattern: x.int(0)), radix: 2)) }
    c.scalar("to_oct(int4) text") { x, _ in .text(String(UInt32(truncatingIfNeeded: x.int(0)), radix: 8)) }
    c.scalar("to_oct(int8) text") { x, _ in .text(String(UInt64(bitPattern: x.int(0)), radix: 8)) }
}

private func declareUnary(_ digit: String, _ type: String, in c: inout CatalogBuilder) {
    let range = IntegerRange(digit: digit)
    let remainder: FunctionEntry.ScalarBody = { x, _ in
        let divisor = x.int(1)
        if divisor == 0 { throw divisionByZero }
        return .integer(divisor == -1 ? 0 : x.int(0) % divisor)
    }
    c.scalar("int\(digit)mod(\(type), \(type)) \(type)", operator: "%", remainder)
    c.scalar("mod(\(type), \(type)) \(type)", remainder)
    c.scalar("int\(digit)um(\(type)) \(type)", operator: "-") { x, _ in
        try range.check(Int64(0).subtractingReportingOverflow(x.int(0)))
    }
    c.native("int\(digit)up(\(type)) \(type)", operator: "+", "$1")
    let magnitude: FunctionEntry.ScalarBody = { x, _ in
        let value = x.int(0)
        return value < 0 ? try range.check(Int64(0).subtractingReportingOverflow(value)) : .integer(value)
    }
    c.scalar("abs(\(type)) \(type)", magnitude)
    c.scalar("int\(digit)abs(\(type)) \(type)", operator: "@", magnitude)
    c.native("int\(digit)and(\(type), \(type)) \(type)", operator: "&", "($1 & $2)")
    c.native("int\(digit)or(\(type), \(type)) \(type)", operator: "|", "($1 | $2)")
    c.scalar("int\(digit)xor(\(type), \(type)) \(type)", operator: "#") { x, _ in .integer(x.int(0) ^ x.int(1)) }
    c.native("int\(digit)not(\(type)) \(type)", operator: "~", "(~$1)")
    // C shifts by the count modulo the width.
    let width: Int64 = digit == "8" ? 64 : 32
    c.scalar("int\(digit)shl(\(type), int4) \(type)", operator: "<<") { x, _ in
        .integer(range.truncated(x.int(0) << (x.int(1) & (width - 1))))
    }
    c.scalar("int\(digit)shr(\(type), int4) \(type)", operator: ">>") { x, _ in
        .integer(x.int(0) >> (x.int(1) & (width - 1)))
    }
    guard digit != "2" else { return }
    c.scalar("gcd(\(type), \(type)) \(type)") { x, _ in
        let divisor = Int64(exactly: greatestCommonDivisor(x.int(0).magnitude, x.int(1).magnitude))
        guard let divisor else { throw range.error }
        return try range.check((divisor, false))
    }
    c.scalar("lcm(\(type), \(type)) \(type)") { x, _ in
        let (a, b) = (x.int(0), x.int(1))
        if a == 0 || b == 0 { return 0 }
        let divisor = greatestCommonDivisor(a.magnitude, b.magnitude)
        let (product, overflow) = (a.magnitude / divisor).multipliedReportingOverflow(by: b.magnitude)
        return try range.check((Int64(clamping: product), overflow || product > UInt64(Int64.max)))
    }
}

func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}

var divisionByZero: VecDBError { VecDBError(.divisionByZero, "division by zero") }

/// The range of `smallint`, `integer` or `bigint`.
struct IntegerRange: Sendable {
    let digit: String
    let lower: Int64
    let upper: Int64

    init(digit: String) {
        self.digit = digit
        switch digit {
        case "2": (lower, upper) = (Int64(Int16.min), Int64(Int16.max))
        case "4": (lower, upper) = (Int64(Int32.min), Int64(Int32.max))
        default: (lower, upper) = (.min, .max)
        }
    }

    var error: VecDBError {
        let name = digit == "2" ? "smallint" : digit == "4" ? "integer" : "bigint"
        return VecDBError(.numericValueOutOfRange, "\(name) out of range")
    }

    @inline(__always)
    func check(_ value: (partialValue: Int64, overflow: Bool)) throws -> SQLiteValue {
        if value.overflow || value.partialValue < lower || value.partialValue > upper { throw error }
        return .integer(value.partialValue)
    }

    func truncated(_ value: Int64) -> Int64 {
        switch digit {
        case "2": Int64(Int16(truncatingIfNeeded: value))
        case "4": Int64(Int32(truncatingIfNeeded: value))
        default: value
        }
    }
}
