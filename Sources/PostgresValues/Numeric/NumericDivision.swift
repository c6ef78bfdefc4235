// Long division in base 10,000 (Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D), and the rules by
// which PostgreSQL chooses how many decimals a quotient shows: at least sixteen significant digits, at least as many
// decimals as either operand, at most a thousand.
import VectorTypes

extension Numeric {
    static let divisionByZero = VecDBError(.divisionByZero, "division by zero")

    /// The scale of `a / b`.
    static func quotientScale(_ a: Numeric, _ b: Numeric) -> Int {
        var quotientWeight = (a.digits.isEmpty ? 0 : a.weight) - (b.digits.isEmpty ? 0 : b.weight)
        if (a.digits.first ?? 0) <= (b.digits.first ?? 0) { quotientWeight -= 1 }
        let scale = max(minimumSignificantDigits - quotientWeight * digitsPerLimb, a.scale, b.scale, 0)
        return min(scale, maximumDisplayScale)
    }

    /// a / b of finite values, b not zero, rounded or cut to `scale` decimals.
    ///
    /// - Throws: 57014 when the statement is cancelled meanwhile.
    /// - Complexity: O(n·m) in the limbs of quotient and divisor.
    static func quotient(_ a: Numeric, _ b: Numeric, scale: Int, truncating: Bool = false) throws -> Numeric {
        if a.digits.isEmpty { return Numeric(negative: false, weight: 0, digits: [], scale: max(scale, 0)) }
        // One limb past the scale is enough: rounding looks at one digit.
        let weight = a.weight - b.weight
        let wanted = weight + 1 + (max(scale, 0) + 3) / 4 + 2
        if wanted <= 0 { return Numeric(negative: false, weight: 0, digits: [], scale: max(scale, 0)) }
        let needed = wanted + b.digits.count
        var dividend = a.digits
        if dividend.count < needed {
            dividend.append(contentsOf: repeatElement(0, count: needed - dividend.count))
        } else if dividend.count > needed {
            dividend.removeSubrange(needed...)
        }
        let digits = try longDivision(dividend, b.digits)
        // dividend / divisor as integers, so that its first limb has the weight below.
        var result = Numeric(
            negative: a.negative != b.negative, weight: digits.count - 1 + weight - (needed - b.digits.count),
            digits: digits, scale: scale)
        result.keep(scale: scale, truncating: truncating)
        return result
    }

    /// The quotient of two strings of limbs taken as integers; the divisor's first limb is not zero.
    private static func longDivision(_ dividend: [Int32], _ divisor: [Int32]) throws -> [Int32] {
        let base = Int(Self.base)
        if divisor.count == 1 {
            let by = Int(divisor[0])
            var rest = 0
            return dividend.map { limb in
                let value = rest * base + Int(limb)
                rest = value % by
                return Int32(truncatingIfNeeded: value / by)
            }
        }
        if dividend.count < divisor.count { return [] }
        let factor = base / (Int(divisor[0]) + 1)
        let v = scaled(divisor, by: factor, width: divisor.count)
        var u = scaled(dividend, by: factor, width: dividend.count + 1)
        let n = v.count
        var result = [Int32](repeating: 0, count: dividend.count - n + 1)
        let first = Int(v[0])
        let second = Int(v[1])
        var meter = WorkMeter(every: limbStepsBetweenQuestions)
        try u.withUnsafeMutableBufferPointer { u in
            try v.withUnsafeBufferPointer { v in
                for j in 0..<result.count {
                    try meter.count(n)
                    let leading = Int(u[j]) * base + Int(u[j + 1])
                    var guess = leading / first
                    var rest = leading % first
                    while guess >= base || guess * second > rest * base + Int(u[j + 2]) {
                        guess -= 1
                        rest += first
                        if rest >= base { break }
                    }
                    var borrow = 0
                    var i = n - 1
                    while i >= 0 {
                        let value = Int(u[j + i + 1]) - guess * Int(v[i]) + borrow
                        var low = value % base
                        borrow = value / base
                        if low < 0 {
                            low += base
                            borrow -= 1
                        }
                        u[j + i + 1] = Int32(truncatingIfNeeded: low)
                        i -= 1
                    }
                    let top = Int(u[j]) + borrow
                    u[j] = 0
                    if top < 0 {
                        guess -= 1
                        var carry = 0
                        var i = n - 1
                        while i >= 0 {
                            let value = Int(u[j + i + 1]) + Int(v[i]) + carry
                            carry = value >= base ? 1 : 0
                            u[j + i + 1] = Int32(truncatingIfNeeded: value - carry * base)
                            i -= 1
                        }
                    }
                    result[j] = Int32(truncatingIfNeeded: guess)
                }
            }
        }
        return result
    }

    private static func scaled(_ limbs: [Int32], by factor: Int, width: Int) -> [Int32] {
        var result = [Int32](repeating: 0, count: width)
        var carry = 0
        var out = width - 1
        for limb in limbs.reversed() {
            let value = Int(limb) * factor + carry
            result[out] = Int32(truncatingIfNeeded: value % Int(base))
            carry = value / Int(base)
            out -= 1
        }
        if out >= 0 { result[out] = Int32(truncatingIfNeeded: carry) }
        return result
    }

    /// `a / b`.
    ///
    /// - Throws: 22012 `division by zero`.
    package func divided(by other: Numeric) throws -> Numeric {
        if isFinite && other.isFinite {
            if other.isZero { throw Self.divisionByZero }
            return try Self.quotient(self, other, scale: Self.quotientScale(self, other)).checked()
        }
        return try specialQuotient(by: other)
    }

    /// `div(a, b)`: the quotient without its decimals.
    package func integerQuotient(dividingBy other: Numeric) throws -> Numeric {
        if isFinite && other.isFinite {
            if other.isZero { throw Self.divisionByZero }
            return try Self.quotient(self, other, scale: 0, truncating: true).checked()
        }
        return try specialQuotient(by: other)
    }

    private func specialQuotient(by other: Numeric) throws -> Numeric {
        if isNaN || other.isNaN || (isInfinite && other.isInfinite) { return .nan }
        if other.isInfinite { return .zero }
        if other.isZero { throw Self.divisionByZero }
        return isNegative == other.isNegative ? .infinity : .negativeInfinity
    }

    /// `a % b`, with the sign of a.
    package func remainder(dividingBy other: Numeric) throws -> Numeric {
        if isNaN || other.isNaN { return .nan }
        if isInfinite {
            if other.isZero { throw Self.divisionByZero }
            return .nan
        }
        if other.isInfinite { return self }
        if other.isZero { throw Self.divisionByZero }
        return try Self.remainder(self, other)
    }

    static func remainder(_ a: Numeric, _ b: Numeric) throws -> Numeric {
        if magnitudeOrder(a, b) < 0 { return a.showing(scale: max(a.scale, b.scale)) }
        let whole = try quotient(a, b, scale: 0, truncating: true)
        return difference(a, try product(whole, b)).showing(scale: max(a.scale, b.scale))
    }
}
