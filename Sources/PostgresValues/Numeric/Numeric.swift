// PostgreSQL's `numeric`: a decimal number of up to 131,072 digits before the point and 16,383 behind it.
//
// A finite value is sign × Σ digits[i] × 10000^(weight − i), with no zero limb at either end, and a *display scale*: how
// many decimals are shown. The scale is part of what a user sees (`1.10` and `1.1` are equal, and print differently) and
// follows PostgreSQL's rules through every operation. Limbs of four decimal digits are kept because those rules count
// in such limbs: the scale of a quotient depends on the weights of the operands' first limbs.
//
// Operations round half away from zero, as PostgreSQL's do. NaN equals itself and sorts above everything.
import VectorTypes

/// An arbitrary-precision decimal number with PostgreSQL's text form, result scales and errors.
package struct Numeric: Sendable {
    enum Kind: UInt8 { case finite, nan, positiveInfinity, negativeInfinity }

    /// The value of a limb's place relative to the next.
    static let base: Int32 = 10_000
    static let digitsPerLimb = 4
    static let maximumWeight = 32_767
    static let maximumScale = 16_383
    /// What PostgreSQL calls NUMERIC_MAX_DISPLAY_SCALE: computed results show no more decimals than this.
    static let maximumDisplayScale = 1_000
    static let maximumResultScale = 2_000
    static let minimumSignificantDigits = 16

    var kind = Kind.finite
    var negative = false
    var weight = 0
    var digits: [Int32] = []
    /// How many decimals the text form shows.
    package internal(set) var scale = 0

    init(kind: Kind) { self.kind = kind }

    init(negative: Bool, weight: Int, digits: [Int32], scale: Int) {
        self.negative = negative
        self.weight = weight
        self.digits = digits
        self.scale = scale
        normalize()
    }

    /// The integer `value`.
    package init(_ value: Int) { self.init(Int64(value)) }

    /// The integer `value`.
    package init(_ value: Int64) {
        negative = value < 0
        var rest = value.magnitude
        while rest > 0 {
            digits.append(Int32(rest % 10_000))
            rest /= 10_000
        }
        digits.reverse()
        weight = digits.count - 1
        normalize()
    }

    package static let zero = Numeric(0)
    package static let one = Numeric(1)
    static let two = Numeric(2)
    static let ten = Numeric(10)
    package static let nan = Numeric(kind: .nan)
    package static let infinity = Numeric(kind: .positiveInfinity)
    package static let negativeInfinity = Numeric(kind: .negativeInfinity)

    package var isNaN: Bool { kind == .nan }
    package var isInfinite: Bool { kind == .positiveInfinity || kind == .negativeInfinity }
    package var isFinite: Bool { kind == .finite }
    package var isZero: Bool { kind == .finite && digits.isEmpty }
    package var isNegative: Bool { kind == .negativeInfinity || (kind == .finite && negative) }
    /// Whether nothing but zeros follows the decimal point.
    package var isIntegral: Bool { kind == .finite && digits.count <= weight + 1 }

    /// Drops zero limbs at both ends; zero has no sign and weight 0.
    mutating func normalize() {
        if let last = digits.last, last == 0 {
            let end = digits.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
            digits.removeSubrange(end...)
        }
        if let first = digits.first, first == 0 {
            let start = digits.firstIndex { $0 != 0 } ?? digits.count
            digits.removeSubrange(..<start)
            weight -= start
        }
        if digits.isEmpty {
            weight = 0
            negative = false
        }
    }

    /// The value itself, or PostgreSQL's error when it has too many digits to be stored.
    func checked() throws -> Numeric {
        if kind == .finite, weight > Self.maximumWeight || scale > Self.maximumScale { throw Self.overflow }
        return self
    }

    static let overflow = VecDBError(.numericValueOutOfRange, "value overflows numeric format")

    /// The same value showing `scale` decimals, which must be enough to show it whole.
    func showing(scale: Int) -> Numeric {
        var copy = self
        copy.scale = scale
        return copy
    }
}

// MARK: Order

extension Numeric: Comparable, Hashable {
    /// Negative, zero or positive as `a` sorts before, with or after `b`.
    static func order(_ a: Numeric, _ b: Numeric) -> Int {
        if a.kind == .finite && b.kind == .finite {
            if a.negative != b.negative { return a.negative ? -1 : 1 }
            let magnitudes = magnitudeOrder(a, b)
            return a.negative ? -magnitudes : magnitudes
        }
        return rank(a) - rank(b)
    }

    private static func rank(_ value: Numeric) -> Int {
        switch value.kind {
        case .negativeInfinity: -1
        case .finite: 0
        case .positiveInfinity: 1
        case .nan: 2
        }
    }

    static func magnitudeOrder(_ a: Numeric, _ b: Numeric) -> Int {
        if a.digits.isEmpty || b.digits.isEmpty { return (a.digits.isEmpty ? 0 : 1) - (b.digits.isEmpty ? 0 : 1) }
        if a.weight != b.weight { return a.weight < b.weight ? -1 : 1 }
        for index in 0..<min(a.digits.count, b.digits.count) where a.digits[index] != b.digits[index] {
            return a.digits[index] < b.digits[index] ? -1 : 1
        }
        return a.digits.count == b.digits.count ? 0 : (a.digits.count < b.digits.count ? -1 : 1)
    }

    package static func == (a: Numeric, b: Numeric) -> Bool { order(a, b) == 0 }
    package static func < (a: Numeric, b: Numeric) -> Bool { order(a, b) < 0 }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        if kind == .finite {
            hasher.combine(negative)
            hasher.combine(weight)
            hasher.combine(digits)
        }
    }
}
