import VectorTypes

extension Numeric {
    /// The value of a `double precision`, to its fifteen dependable digits, as PostgreSQL's cast does.
    package init(_ value: Double) throws { self = try Numeric.fromBinary(value, digits: 15) }

    /// The value of a `real`, to its six dependable digits.
    package init(_ value: Float) throws { self = try Numeric.fromBinary(Double(value), digits: 6) }

    private static func fromBinary(_ value: Double, digits: Int) throws -> Numeric {
        if value.isNaN { return .nan }
        if value.isInfinite { return value < 0 ? .negativeInfinity : .infinity }
        return try Numeric(text: FloatText.general(value, digits: digits))
    }

    /// Rounds to a `smallint`; 22003 `smallint out of range`.
    package func int16() throws -> Int16 { try integer("smallint") }

    /// Rounds to an `integer`; 22003 `integer out of range`.
    package func int32() throws -> Int32 { try integer("integer") }

    /// Rounds to a `bigint`; 22003 `bigint out of range`.
    package func int64() throws -> Int64 { try integer("bigint") }

    private func integer<Result: FixedWidthInteger>(_ name: String) throws -> Result {
        if isNaN { throw VecDBError(.featureNotSupported, "cannot convert NaN to \(name)") }
        if isInfinite { throw VecDBError(.featureNotSupported, "cannot convert infinity to \(name)") }
        guard let value = keeping(scale: 0).exactInt64, let result = Result(exactly: value) else {
            throw VecDBError(.numericValueOutOfRange, "\(name) out of range")
        }
        return result
    }

    /// The value if it is an integer that fits.
    package var exactInt64: Int64? {
        guard isIntegral, weight < 5 else { return nil }
        var result: Int64 = 0
        guard !digits.isEmpty else { return 0 }
        for index in 0...weight {
            let limb = Int64(index < digits.count ? digits[index] : 0)
            let (product, overflow) = result.multipliedReportingOverflow(by: 10_000)
            let (sum, overflow2) = product.subtractingReportingOverflow(limb)
            if overflow || overflow2 { return nil }
            result = sum
        }
        if negative { return result }
        return result == .min ? nil : -result
    }

    /// The nearest `double precision`.
    ///
    /// - Throws: 22003 `"…" is out of range for type double precision`.
    package func double() throws -> Double {
        switch kind {
        case .nan: return .nan
        case .positiveInfinity: return .infinity
        case .negativeInfinity: return -.infinity
        case .finite: return try ScalarText.parseFloat8(text)
        }
    }

    /// The nearest `real`.
    package func float() throws -> Float {
        switch kind {
        case .nan: return .nan
        case .positiveInfinity: return .infinity
        case .negativeInfinity: return -.infinity
        case .finite: return try ScalarText.parseFloat4(text)
        }
    }

    /// A nearby double for estimates; saturates.
    var approximation: Double {
        var result = 0.0
        var place = weight
        for digit in digits.prefix(6) {
            result = result * 10_000 + Double(digit)
            place -= 1
        }
        var exponent = place + 1
        while exponent > 0, result.isFinite {
            result *= 10_000
            exponent -= 1
        }
        while exponent < 0, result != 0 {
            result /= 10_000
            exponent += 1
        }
        return negative ? -result : result
    }
}
