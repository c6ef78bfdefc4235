/// The shortest decimal that reads back as the same number, as PostgreSQL prints `real` and `double precision` since
/// version 12.
///
/// PostgreSQL uses Ryu (U. Adams, "Ryū: fast float-to-string conversion", PLDI 2018, doi:10.1145/3192366.3192369) with
/// one decision of its own: a decimal that lies exactly between two floating-point numbers is never used, although a
/// reader that rounds to even would take it for the right one. So 1e23 prints as `9.999999999999999e+22`, where Swift's
/// own `description` says `1e+23`.
///
/// The digits are found as in R. Giulietti, "The Schubfach way to render doubles" (2021). With c·2^q the number, k is
/// the largest power of ten for which the rounding interval holds a multiple of 10^k. The number and both ends of its
/// interval are scaled by 10^-k, in quarters, with a sticky last bit (one 126-bit multiplication each); then one
/// multiple of 10^(k+1), or else the nearer of the two multiples of 10^k around the number, is the shortest decimal.
struct ShortestDecimal {
    /// The digits as an integer, without trailing zeros.
    var digits: UInt64
    /// The power of ten that the digits are multiplied by.
    var exponent: Int

    /// The shortest decimal of a positive finite number, given as `significand` · 2^`exponent`.
    ///
    /// - Parameter isPowerOfTwo: whether the next smaller number is nearer than the next larger one.
    init(significand: UInt64, exponent q: Int, isPowerOfTwo: Bool) {
        let number = significand << 2
        let k =
            isPowerOfTwo
            ? (q * 661_971_961_083 - 274_743_187_321) >> 41  // ⌊log10(¾ · 2^q)⌋
            : (q * 661_971_961_083) >> 41  // ⌊log10(2^q)⌋
        let power = PowersOfTen.table.significand(-k)
        let shift = UInt64(q + ((-k * 913_124_641_741) >> 38) + 2)  // q + ⌊log2(10^-k)⌋ + 2
        let value = Self.scaled(number << shift, power)
        let lower = Self.scaled((number - (isPowerOfTwo ? 1 : 2)) << shift, power)
        let upper = Self.scaled((number + 2) << shift, power)

        let s = value >> 2
        if s >= 10 {
            let tens = s / 10 * 10
            let below = lower + 1 <= tens << 2
            let above = ((tens + 10) << 2) + 1 <= upper
            if below != above {
                self.init(trimming: below ? tens : tens + 10, exponent: k)
                return
            }
        }
        let below = lower + 1 <= s << 2
        let above = ((s + 1) << 2) + 1 <= upper
        if below != above {
            self.init(trimming: below ? s : s + 1, exponent: k)
            return
        }
        let middle = (s << 2) + 2
        let roundsDown = value < middle || (value == middle && s & 1 == 0)
        self.init(trimming: roundsDown ? s : s + 1, exponent: k)
    }

    private init(trimming digits: UInt64, exponent: Int) {
        self.digits = digits
        self.exponent = exponent
        while true {
            let (quotient, remainder) = self.digits.quotientAndRemainder(dividingBy: 10)
            if remainder != 0 { return }
            self.digits = quotient
            self.exponent += 1
        }
    }

    /// ⌊`number` · `power` / 2¹²⁷⌋, with the last bit set when anything was cut off.
    @inline(__always)
    private static func scaled(_ number: UInt64, _ power: (high: UInt64, low: UInt64)) -> UInt64 {
        let product = power.high.multipliedFullWidth(by: number)
        let rest = (product.low >> 1) &+ power.low.multipliedFullWidth(by: number).high
        let sticky: UInt64 = rest & (UInt64.max >> 1) == 0 ? 0 : 1
        return (product.high &+ (rest >> 63)) | sticky
    }
}

extension ShortestDecimal {
    /// The shortest decimal of a positive finite number.
    @inline(__always)
    init(_ magnitude: Float) {
        let fraction = UInt64(magnitude.significandBitPattern)
        let exponent = Int(magnitude.exponentBitPattern)
        if exponent == 0 {
            self.init(significand: fraction, exponent: -149, isPowerOfTwo: false)
        } else {
            self.init(
                significand: fraction | 0x0080_0000, exponent: exponent - 150,
                isPowerOfTwo: fraction == 0 && exponent > 1)
        }
    }

    /// The shortest decimal of a positive finite number.
    @inline(__always)
    init(_ magnitude: Double) {
        let fraction = magnitude.significandBitPattern
        let exponent = Int(magnitude.exponentBitPattern)
        if exponent == 0 {
            self.init(significand: fraction, exponent: -1074, isPowerOfTwo: false)
        } else {
            self.init(
                significand: fraction | 0x0010_0000_0000_0000, exponent: exponent - 1075,
                isPowerOfTwo: fraction == 0 && exponent > 1)
        }
    }
}
