import VectorTypes

// MARK: Finite operands, exact results

extension Numeric {
    /// The exact sum of two finite values.
    static func sum(_ a: Numeric, _ b: Numeric) -> Numeric {
        let scale = max(a.scale, b.scale)
        if a.negative == b.negative {
            return magnitudeSum(a, b, negative: a.negative, scale: scale)
        }
        switch magnitudeOrder(a, b) {
        case 0: return Numeric(negative: false, weight: 0, digits: [], scale: scale)
        case 1: return magnitudeDifference(a, b, negative: a.negative, scale: scale)
        default: return magnitudeDifference(b, a, negative: b.negative, scale: scale)
        }
    }

    /// The exact difference of two finite values.
    static func difference(_ a: Numeric, _ b: Numeric) -> Numeric { sum(a, b.negated) }

    private static func magnitudeSum(_ a: Numeric, _ b: Numeric, negative: Bool, scale: Int) -> Numeric {
        if a.digits.isEmpty { return Numeric(negative: negative, weight: b.weight, digits: b.digits, scale: scale) }
        if b.digits.isEmpty { return Numeric(negative: negative, weight: a.weight, digits: a.digits, scale: scale) }
        let top = max(a.weight, b.weight) + 1
        let bottom = min(a.weight - a.digits.count, b.weight - b.digits.count) + 1
        var result = [Int32](repeating: 0, count: top - bottom + 1)
        for (index, digit) in a.digits.enumerated() { result[top - a.weight + index] += digit }
        for (index, digit) in b.digits.enumerated() { result[top - b.weight + index] += digit }
        var index = result.count - 1
        while index > 0 {
            if result[index] >= base {
                result[index] -= base
                result[index - 1] += 1
            }
            index -= 1
        }
        return Numeric(negative: negative, weight: top, digits: result, scale: scale)
    }

    /// |a| − |b| where |a| > |b|.
    private static func magnitudeDifference(_ a: Numeric, _ b: Numeric, negative: Bool, scale: Int) -> Numeric {
        if b.digits.isEmpty { return Numeric(negative: negative, weight: a.weight, digits: a.digits, scale: scale) }
        let top = a.weight
        let bottom = min(a.weight - a.digits.count, b.weight - b.digits.count) + 1
        var result = [Int32](repeating: 0, count: top - bottom + 1)
        for (index, digit) in a.digits.enumerated() { result[index] += digit }
        for (index, digit) in b.digits.enumerated() { result[top - b.weight + index] -= digit }
        var index = result.count - 1
        while index > 0 {
            if result[index] < 0 {
                result[index] += base
                result[index - 1] -= 1
            }
            index -= 1
        }
        return Numeric(negative: negative, weight: top, digits: result, scale: scale)
    }

    /// About a millisecond of multiplying or dividing limb by limb.
    static let limbStepsBetweenQuestions = 1_000_000

    /// The exact product of two finite values.
    ///
    /// - Throws: 57014 when the statement is cancelled meanwhile.
    /// - Complexity: O(n·m) in the numbers of limbs.
    static func product(_ a: Numeric, _ b: Numeric) throws -> Numeric {
        let scale = a.scale + b.scale
        if a.digits.isEmpty || b.digits.isEmpty { return Numeric(negative: false, weight: 0, digits: [], scale: scale) }
        // Sums of products stay below 2^63 for 92 thousand million limbs, so carries wait until the end.
        var sums = [Int64](repeating: 0, count: a.digits.count + b.digits.count)
        var meter = WorkMeter(every: limbStepsBetweenQuestions)
        try sums.withUnsafeMutableBufferPointer { sums in
            try b.digits.withUnsafeBufferPointer { right in
                for (i, digit) in a.digits.enumerated() {
                    try meter.count(right.count)
                    let digit = Int64(digit)
                    for j in 0..<right.count { sums[i + j + 1] &+= digit &* Int64(right[j]) }
                }
            }
        }
        var result = [Int32](repeating: 0, count: sums.count)
        var carry: Int64 = 0
        for index in stride(from: sums.count - 1, through: 0, by: -1) {
            let value = sums[index] + carry
            carry = value / 10_000
            result[index] = Int32(truncatingIfNeeded: value % 10_000)
        }
        return Numeric(
            negative: a.negative != b.negative, weight: a.weight + b.weight + 1, digits: result, scale: scale)
    }
}

// MARK: PostgreSQL's operators

extension Numeric {
    /// `-n`.
    package var negated: Numeric {
        var copy = self
        switch kind {
        case .nan: break
        case .positiveInfinity: copy.kind = .negativeInfinity
        case .negativeInfinity: copy.kind = .positiveInfinity
        case .finite: copy.negative = !negative && !digits.isEmpty
        }
        return copy
    }

    /// `abs(n)`.
    package var magnitude: Numeric { isNegative ? negated : self }

    /// `sign(n)`: -1, 0, 1 or NaN.
    package var signum: Numeric { isNaN ? self : isZero ? .zero : isNegative ? Numeric(-1) : .one }

    /// `a + b`.
    package func adding(_ other: Numeric) throws -> Numeric {
        if isFinite && other.isFinite { return try Self.sum(self, other).checked() }
        if isNaN || other.isNaN { return .nan }
        if isInfinite && other.isInfinite { return kind == other.kind ? self : .nan }
        return isInfinite ? self : other
    }

    /// `a - b`.
    package func subtracting(_ other: Numeric) throws -> Numeric { try adding(other.negated) }

    /// `a * b`; the scales add up.
    package func multiplied(by other: Numeric) throws -> Numeric {
        if isFinite && other.isFinite {
            var result = try Self.product(self, other)
            if result.scale > Self.maximumScale { result.keep(scale: Self.maximumScale) }
            return try result.checked()
        }
        if isNaN || other.isNaN || isZero || other.isZero { return .nan }
        return isNegative == other.isNegative ? .infinity : .negativeInfinity
    }
}
