// Roots, exponentials and logarithms.
//
// The number of decimals of a result follows PostgreSQL: about sixteen significant digits, estimated from the operands
// before the computation. The values are computed with a dozen decimals more than that:
//   √x   integer square root of the scaled operand, whose limbs double with each step of Newton's iteration;
//   eˣ   x is halved until it is small, Taylor's series, then as many squarings;
//   ln x the point moves behind the first digit (which adds a multiple of ln 10), square roots until it is near 1, then
//        the series of 2·artanh((x−1)/(x+1)), doubled as often.
// Operands may have 147,454 digits, so that every loop asks its statement whether to go on.
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Numeric {
    private static func invalidLogarithm(_ what: String) -> VecDBError {
        VecDBError(SQLState("2201E"), "cannot take logarithm of \(what)")
    }

    private static func invalidPower(_ message: String) -> VecDBError { VecDBError(SQLState("2201F"), message) }

    private static func clampScale(_ scale: Int) -> Int { min(max(scale, 0), maximumDisplayScale) }

    // MARK: Square root

    /// `sqrt(n)`.
    ///
    /// - Throws: 2201F for a negative number.
    package func squareRoot() throws -> Numeric {
        if isNaN || kind == .positiveInfinity { return self }
        if isNegative { throw Self.invalidPower("cannot take square root of a negative number") }
        let rootWeight = weight >= 0 ? weight * 4 / 2 + 1 : 1 - (1 - weight * 4) / 2
        return try squareRoot(scale: Self.clampScale(max(Self.minimumSignificantDigits - rootWeight, scale)))
    }

    func squareRoot(scale: Int) throws -> Numeric {
        if isZero { return showing(scale: scale) }
        // ⌊√(x·10000^(2g))⌋ / 10000^g with g limbs behind the point, then rounded.
        let limbs = (scale + 3) / 4 + 1
        var scaled = self
        scaled.weight += 2 * limbs
        scaled.keep(scale: 0, truncating: true)
        var root = try scaled.integerRoot()
        root.weight -= limbs
        if root.digits.isEmpty { root.weight = 0 }
        return root.keeping(scale: scale)
    }

    /// ⌊√n⌋ of an integer: the root of its first half gives half of the root's limbs, and one step of Newton's iteration
    /// the others, but for a unit or two.
    private func integerRoot() throws -> Numeric {
        if isZero { return self }
        let count = weight / 2 + 1
        if count <= 2 { return try smallRoot() }
        let lower = (count - 1) / 2
        var head = self
        head.weight -= 2 * lower
        head.keep(scale: 0, truncating: true)
        var guess = try head.integerRoot()
        guess.weight += lower
        guess = try Self.quotient(
            Self.sum(guess, try Self.quotient(self, guess, scale: 0, truncating: true)), .two, scale: 0,
            truncating: true)
        // (r + n/r)/2 is never below the root, and here at most a unit or two above it.
        while Self.order(try Self.product(guess, guess), self) > 0 { guess = Self.difference(guess, .one) }
        return guess.showing(scale: 0)
    }

    /// ⌊√n⌋ of an integer below 10^16.
    private func smallRoot() throws -> Numeric {
        guard let value = exactInt64 else { return self }
        var root = Int64(Double(value).squareRoot())
        while root * root > value { root -= 1 }
        while (root + 1) * (root + 1) <= value { root += 1 }
        return Numeric(root)
    }

    // MARK: Exponential

    /// `exp(n)`.
    package func exponential() throws -> Numeric {
        if isNaN || kind == .positiveInfinity { return self }
        if kind == .negativeInfinity { return .zero }
        let decimals = min(max(approximation * 0.434294481903252, -2000), 2000)
        let scale = Self.clampScale(max(Self.minimumSignificantDigits - Int(decimals), self.scale))
        return try exponential(scale: scale).checked()
    }

    func exponential(scale: Int) throws -> Numeric {
        let size = approximation
        if abs(size) >= 6000 {
            if size > 0 { throw Self.overflow }
            return Numeric(negative: false, weight: 0, digits: [], scale: scale)
        }
        let resultDigits = max(0, Int(size * 0.4343))
        var halvings = 0
        var bound = abs(size)
        while bound > 0.01 {
            bound /= 2
            halvings += 1
        }
        // Every squaring doubles the relative error.
        let work = scale + resultDigits + halvings / 3 + 12
        var x = keeping(scale: work)
        if halvings > 0 {
            var divisor = Numeric.one
            for _ in 0..<halvings { divisor = try Self.product(divisor, .two) }
            x = try Self.quotient(x, divisor, scale: work)
        }
        var term = x.keeping(scale: work)
        var result = Self.sum(.one, term)
        var count = 2
        var meter = WorkMeter(every: Self.limbStepsBetweenQuestions)
        while !term.isZero {
            term = try Self.quotient(try Self.product(term, x), Numeric(count), scale: work)
            result = Self.sum(result, term)
            count += 1
            try meter.count(term.digits.count * x.digits.count + 1_000)
        }
        for _ in 0..<halvings {
            // The result grows, so fewer decimals carry the same relative precision; keeping them all stays exact.
            result = try Self.product(result, result).keeping(scale: work)
        }
        return result.keeping(scale: scale)
    }

    // MARK: Logarithms

    /// The decimal weight of ln(n), as PostgreSQL estimates it.
    private var logarithmWeight: Int {
        if digits.isEmpty || negative { return 0 }
        let lower = Numeric(decimals: [9], integerDigits: 0, scale: 1, negative: false)
        let upper = Numeric(decimals: [1, 1], integerDigits: 1, scale: 1, negative: false)
        if self >= lower && self <= upper {
            let rest = Self.difference(self, .one)
            guard let first = rest.digits.first else { return 0 }
            return rest.weight * 4 + Int(log10(Double(first)))
        }
        var head = Double(digits[0])
        var place = weight * 4
        if digits.count > 1 {
            head = head * 10_000 + Double(digits[1])
            place -= 4
        }
        return Int(log10(abs(log(head) + Double(place) * 2.302585092994046)))
    }

    /// `ln(n)`.
    ///
    /// - Throws: 2201E for zero and negative numbers.
    package func naturalLogarithm() throws -> Numeric {
        if isNaN { return self }
        try requirePositive()
        if isInfinite { return self }
        let scale = max(Self.minimumSignificantDigits - logarithmWeight, self.scale)
        return try naturalLogarithm(scale: Self.clampScale(scale))
    }

    private func requirePositive() throws {
        if isNegative { throw Self.invalidLogarithm("a negative number") }
        if isZero { throw Self.invalidLogarithm("zero") }
    }

    func naturalLogarithm(scale: Int) throws -> Numeric {
        let lower = Numeric(decimals: [9], integerDigits: 0, scale: 1, negative: false)
        let upper = Numeric(decimals: [1, 1], integerDigits: 1, scale: 1, negative: false)
        if self >= lower && self <= upper { return try naturalLogarithmNearOne(scale: scale) }
        // x = m·10^k with 1 ≤ m < 10: only as many digits of m count as the result shows, however long x is.
        let exponent = decimalWeight - 1
        let work = scale + 12
        let mantissa = try scaled(byTenTo: -exponent).keeping(scale: work)
        let first = try mantissa.naturalLogarithmNearOne(scale: work)
        if exponent == 0 { return first.keeping(scale: scale) }
        let rest = try Self.product(Numeric(exponent), try Numeric.ten.naturalLogarithmNearOne(scale: work))
        return Self.sum(first, rest).keeping(scale: scale)
    }

    /// The same digits with the point moved.
    private func scaled(byTenTo exponent: Int) throws -> Numeric {
        // A multiple of four places moves whole limbs; one to three more are a factor.
        let limbs = Calendar.floorDivide(exponent, 4)
        let factor: [Int64] = [1, 10, 100, 1000]
        var result = try Self.product(self, Numeric(factor[exponent - limbs * 4]))
        result.weight += limbs
        result.scale = max(0, scale - exponent)
        return result
    }

    /// Of a number that is not far from 1: square roots bring it near, where the series of 2·artanh converges.
    private func naturalLogarithmNearOne(scale: Int) throws -> Numeric {
        // Taking k roots divides the logarithm by 2^k: the doublings at the end cost k bits.
        let work = scale + 20
        var x = keeping(scale: max(work, 0))
        var doublings = 0
        let lower = Numeric(decimals: [9], integerDigits: 0, scale: 1, negative: false)
        let upper = Numeric(decimals: [1, 1], integerDigits: 1, scale: 1, negative: false)
        while x < lower || x > upper {
            x = try x.squareRoot(scale: work)
            doublings += 1
        }
        let z = try Self.quotient(Self.difference(x, .one), Self.sum(x, .one), scale: work)
        let square = try Self.product(z, z).keeping(scale: work)
        var power = z
        var result = z
        var count = 3
        var meter = WorkMeter(every: Self.limbStepsBetweenQuestions)
        while true {
            power = try Self.product(power, square).keeping(scale: work)
            let term = try Self.quotient(power, Numeric(count), scale: work)
            if term.isZero { break }
            result = Self.sum(result, term)
            count += 2
            try meter.count(power.digits.count * square.digits.count + 1_000)
        }
        for _ in 0...doublings { result = try Self.product(result, .two) }
        return result.keeping(scale: scale)
    }

    /// `log(n)`, to base 10.
    package func logarithm10() throws -> Numeric { try logarithm(base: .ten) }

    /// `log(base, n)`.
    package func logarithm(base: Numeric) throws -> Numeric {
        if isNaN || base.isNaN { return .nan }
        try base.requirePositive()
        try requirePositive()
        if base.isInfinite || isInfinite {
            return base.isInfinite && isInfinite ? .nan : base.isInfinite ? .zero : .infinity
        }
        let resultWeight = logarithmWeight - base.logarithmWeight
        let scale = Self.clampScale(
            max(Self.minimumSignificantDigits - resultWeight, base.scale, self.scale))
        let work = scale + abs(resultWeight) + abs(base.logarithmWeight) + abs(logarithmWeight) + 16
        let divisor = try base.naturalLogarithm(scale: work)
        if divisor.isZero { throw Self.divisionByZero }
        return try Self.quotient(try naturalLogarithm(scale: work), divisor, scale: scale).checked()
    }

    // MARK: Powers

    /// `power(n, exponent)`, `n ^ exponent`.
    ///
    /// - Throws: 2201F where the power is undefined or complex, 22003 when it is too large.
    package func power(_ exponent: Numeric) throws -> Numeric {
        if !isFinite || !exponent.isFinite { return try specialPower(exponent) }
        if isZero && exponent.isNegative {
            throw Self.invalidPower("zero raised to a negative power is undefined")
        }
        if isNegative && !exponent.isIntegral {
            throw Self.invalidPower("a negative number raised to a non-integer power yields a complex result")
        }
        if let count = exponent.exactInt64, let count = Int32(exactly: count) {
            return try integerPower(Int(count), exponentScale: exponent.scale).checked()
        }
        if isZero { return Numeric.zero.showing(scale: Self.minimumSignificantDigits) }
        let result = try magnitude.realPower(exponent)
        let odd = try isNegative && !Self.remainder(exponent, .two).isZero
        return try (odd ? result.negated : result).checked()
    }

    private func integerPower(_ exponent: Int, exponentScale: Int) throws -> Numeric {
        let leastScale = Self.minimumSignificantDigits
        if exponent == 0 { return Numeric.one.showing(scale: Self.clampScale(max(leastScale, scale, exponentScale))) }
        if isZero { return Numeric.zero.showing(scale: leastScale) }
        // Magnitude first: it gives the scale, and nothing enormous is computed only to be refused.
        let decimals = Double(exponent) * decimalLogarithm
        if decimals > Double((Self.maximumWeight + 1) * 4) { throw Self.overflow }
        if decimals + 1 < -Double(Self.maximumDisplayScale) {
            return Numeric.zero.showing(scale: Self.maximumDisplayScale)
        }
        let scale = Self.clampScale(max(leastScale - Int(decimals), self.scale, exponentScale))
        switch exponent {
        case 1: return keeping(scale: scale)
        case -1: return try Self.quotient(.one, self, scale: scale)
        case 2: return try Self.product(self, self).keeping(scale: scale)
        default: break
        }
        let significant = max(0, Int(decimals)) + scale + 8 + Int(log(Double(exponent.magnitude)) + 1)
        var square = magnitude
        var result = Numeric.one
        var rest = exponent.magnitude
        while true {
            if rest & 1 == 1 { result = try Self.product(result, square).keepingSignificant(significant) }
            rest >>= 1
            if rest == 0 { break }
            square = try Self.product(square, square).keepingSignificant(significant)
            // Out of every range: the result would be refused, or rounded to zero.
            if square.weight > 3 * Self.maximumWeight || result.weight > 3 * Self.maximumWeight {
                if exponent > 0 { throw Self.overflow }
                return Numeric.zero.showing(scale: scale)
            }
        }
        result.negative = isNegative && exponent & 1 == 1
        return exponent < 0 ? try Self.quotient(.one, result, scale: scale) : result.keeping(scale: scale)
    }

    private var decimalLogarithm: Double {
        var head = 0.0
        var place = weight * 4 + 4
        for digit in digits.prefix(4) {
            head = head * 10_000 + Double(digit)
            place -= 4
        }
        return head > 0 ? log10(head) + Double(place) : -Double(Int32.max)
    }

    private func keepingSignificant(_ count: Int) -> Numeric {
        let decimals = count - decimalWeight
        return digits.isEmpty ? self : keeping(scale: decimals)
    }

    private func realPower(_ exponent: Numeric) throws -> Numeric {
        let logWeight = logarithmWeight
        let estimate = try Self.product(try naturalLogarithm(scale: max(0, 8 - logWeight)), exponent).approximation
        if abs(estimate) > Double(Self.maximumResultScale) * 3.01 {
            if estimate > 0 { throw Self.overflow }
            return Numeric.zero.showing(scale: Self.maximumDisplayScale)
        }
        let decimals = Int(estimate * 0.434294481903252)
        let scale = Self.clampScale(max(Self.minimumSignificantDigits - decimals, self.scale, exponent.scale))
        let digitsNeeded = max(scale + decimals, 1)
        let work = max(0, digitsNeeded - logWeight + max(exponent.decimalWeight, 0) + 12)
        let logarithm = try naturalLogarithm(scale: work + 8)
        return try Self.product(logarithm, exponent).keeping(scale: work + 8).exponential(scale: scale)
    }

    private func specialPower(_ exponent: Numeric) throws -> Numeric {
        if isNaN { return exponent.isZero ? .one : .nan }
        if exponent.isNaN { return self == .one ? .one : .nan }
        if exponent.isInfinite {
            if self == .one || self == Numeric(-1) { return .one }
            let large = isInfinite || magnitude > .one
            if isZero, exponent.isNegative {
                throw Self.invalidPower("zero raised to a negative power is undefined")
            }
            return large != exponent.isNegative ? .infinity : .zero
        }
        // An infinite base, a finite exponent.
        if exponent.isZero { return .one }
        if isNegative {
            if !exponent.isIntegral {
                throw Self.invalidPower("a negative number raised to a non-integer power yields a complex result")
            }
            if exponent.isNegative { return .zero }
            return try Self.remainder(exponent, .two).isZero ? .infinity : .negativeInfinity
        }
        return exponent.isNegative ? .zero : .infinity
    }

    // MARK: Integers

    /// `factorial(n)`.
    package static func factorial(_ n: Int64) throws -> Numeric {
        if n < 0 { throw VecDBError(.numericValueOutOfRange, "factorial of a negative number is undefined") }
        if n > 32_177 { throw overflow }
        var result = one
        if n > 1 {
            var meter = WorkMeter(every: limbStepsBetweenQuestions)
            for factor in 2...n {
                result = try product(result, Numeric(factor))
                try meter.count(result.digits.count + 100)
            }
        }
        return try result.checked()
    }

    /// `gcd(a, b)`.
    package func greatestCommonDivisor(_ other: Numeric) throws -> Numeric {
        if !isFinite || !other.isFinite { return .nan }
        var a = magnitude
        var b = other.magnitude
        var meter = WorkMeter(every: Self.limbStepsBetweenQuestions)
        while !b.isZero {
            (a, b) = (b, try Self.remainder(a, b))
            try meter.count(4 * a.digits.count + 100)
        }
        return a.showing(scale: max(scale, other.scale))
    }

    /// `lcm(a, b)`.
    package func leastCommonMultiple(_ other: Numeric) throws -> Numeric {
        if !isFinite || !other.isFinite { return .nan }
        let common = max(scale, other.scale)
        if isZero || other.isZero { return Numeric.zero.showing(scale: common) }
        let divisor = try greatestCommonDivisor(other)
        let result = try Self.product(try Self.quotient(self, divisor, scale: 0, truncating: true), other)
        return try result.magnitude.showing(scale: common).checked()
    }
}
