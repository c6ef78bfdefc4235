/// Powers of ten to 126 bits, as the shortest-decimal search needs them.
///
/// Entry n holds g = ⌊10ⁿ · 2^r⌋ + 1 with r chosen so that 2¹²⁵ ≤ g < 2¹²⁶, split into two halves of 63 bits. The table
/// is worked out once, exactly, from 5ⁿ and from ⌊2^k / 5ⁿ⌋ in long integers, which takes some ten microseconds: 617
/// entries of digits in the source could not be reviewed.
struct PowersOfTen: Sendable {
    /// The exponents that double precision needs.
    static let exponents = -292...324
    static let table = PowersOfTen()

    private var high: [UInt64] = []
    private var low: [UInt64] = []

    @inline(__always)
    func significand(_ exponent: Int) -> (high: UInt64, low: UInt64) {
        let index = exponent - Self.exponents.lowerBound
        return (high[index], low[index])
    }

    private init() {
        // ⌊2^k / 5ⁿ⌋: dividing by 5 again and again rounds down to the same integers as one division by 5ⁿ. The k
        // leaves more than 126 bits in the last quotient.
        var quotient = [UInt64](repeating: 0, count: 18)
        quotient[17] = 1
        var reciprocals: [(UInt64, UInt64)] = []
        for _ in Self.exponents.lowerBound..<0 {
            var remainder: UInt64 = 0
            for limb in quotient.indices.reversed() {
                (quotient[limb], remainder) = UInt64(5).dividingFullWidth((remainder, quotient[limb]))
            }
            reciprocals.append(Self.leadingBits(quotient))
        }
        var power = [UInt64](repeating: 0, count: 13)
        power[0] = 1
        var powers: [(UInt64, UInt64)] = []
        for _ in 0...Self.exponents.upperBound {
            powers.append(Self.leadingBits(power))
            var carry: UInt64 = 0
            for limb in power.indices {
                let product = power[limb].multipliedFullWidth(by: 5)
                let (sum, overflow) = product.low.addingReportingOverflow(carry)
                power[limb] = sum
                carry = product.high &+ (overflow ? 1 : 0)
            }
        }
        for (high, low) in reciprocals.reversed() + powers {
            self.high.append(high)
            self.low.append(low)
        }
    }

    /// The leading 126 bits of a long integer (least significant limb first) plus one, in halves of 63 bits.
    private static func leadingBits(_ limbs: [UInt64]) -> (UInt64, UInt64) {
        let top = limbs.lastIndex { $0 != 0 } ?? 0
        let shift = limbs[top].leadingZeroBitCount
        func normalised(_ index: Int) -> UInt64 {
            let upper = index >= 0 ? limbs[index] << UInt64(shift) : 0
            let lower = index >= 1 && shift > 0 ? limbs[index - 1] >> UInt64(64 - shift) : 0
            return upper | lower
        }
        let (first, second) = (normalised(top), normalised(top - 1))
        let high = first >> 1
        let low = ((first & 1) << 62) | (second >> 2)
        let incremented = low &+ 1
        return (high &+ (incremented >> 63), incremented & (UInt64.max >> 1))
    }
}
