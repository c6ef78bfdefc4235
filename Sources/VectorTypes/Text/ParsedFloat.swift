/// A single-precision number read from text as C's `strtof` reads it, whatever the locale.
///
/// Accepted are decimals (`1`, `.5`, `5.`, `-1.5e-3`), hexadecimal numbers (`0x1p3`), `inf`, `infinity`, `nan` and
/// `nan(…)` in any case. The value is the correctly rounded one.
///
/// How: up to 19 digits are gathered in an integer and scaled by a power of ten in double precision. Each of the up to
/// three roundings on the way is at most half a place off, a double has 29 bits more than a float, and so the double
/// rounds to the right float unless it lies within four places of the middle between two floats. There, and below the
/// normal range, the digits are read again by the standard library's exact conversion, which is slower. Numbers that
/// were printed from floats, also as doubles with 17 digits, never come near such a middle.
struct ParsedFloat {
    /// The number; an infinity when it is too large.
    var value: Float
    /// Whether a finite number was written that is too large.
    var overflows = false
    /// Whether a number other than zero was written that rounds to zero.
    var underflows = false

    /// The number at `start` and where it ends, or `nil` when none is there.
    @inline(__always)
    static func parse(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> (ParsedFloat, UnsafePointer<UInt8>)? {
        var place = start
        var isNegative = false
        if place != end, place.pointee == UInt8(ascii: "-") || place.pointee == UInt8(ascii: "+") {
            isNegative = place.pointee == UInt8(ascii: "-")
            place += 1
        }
        var mantissa: UInt64 = 0
        var kept = 0
        var exponent = 0
        let digits = place
        while place != end, let digit = TextCursor.digit(place.pointee) {
            if kept < 19 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                if mantissa != 0 { kept += 1 }
            } else {
                exponent += 1
            }
            place += 1
        }
        var digitCount = place - digits
        if place != end, place.pointee == UInt8(ascii: ".") {
            let fraction = place + 1
            place = fraction
            while place != end, let digit = TextCursor.digit(place.pointee) {
                if kept < 19 {
                    mantissa = mantissa &* 10 &+ UInt64(digit)
                    if mantissa != 0 { kept += 1 }
                    exponent -= 1
                }
                place += 1
            }
            digitCount += place - fraction
        }
        if digitCount == 0 { return special(digits, end, isNegative) }
        if digitCount == 1, place != end, place == digits + 1, place.pointee | 0x20 == UInt8(ascii: "x"),
            digits.pointee == UInt8(ascii: "0"), let number = hexadecimal(place + 1, end, isNegative)
        {
            return number
        }
        if place != end, place.pointee | 0x20 == UInt8(ascii: "e") { scanExponent(&place, end, &exponent) }
        return (decimal(mantissa, exponent, isNegative, start, place), place)
    }

    /// The exponent after a mantissa; no step when the `e` has no digits after it.
    private static func scanExponent(
        _ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ exponent: inout Int
    ) {
        var scan = place + 1
        var isNegative = false
        if scan != end, scan.pointee == UInt8(ascii: "-") || scan.pointee == UInt8(ascii: "+") {
            isNegative = scan.pointee == UInt8(ascii: "-")
            scan += 1
        }
        guard scan != end, let first = TextCursor.digit(scan.pointee) else { return }
        var value = Int(first)
        scan += 1
        while scan != end, let digit = TextCursor.digit(scan.pointee) {
            // Held where it can neither overflow nor be made good by any number of digits that fit in memory.
            value = min(value * 10 + Int(digit), 1 << 50)
            scan += 1
        }
        exponent += isNegative ? -value : value
        place = scan
    }

    private static func decimal(
        _ mantissa: UInt64, _ exponent: Int, _ isNegative: Bool, _ start: UnsafePointer<UInt8>,
        _ end: UnsafePointer<UInt8>
    ) -> ParsedFloat {
        let sign: Float = isNegative ? -1 : 1
        if mantissa == 0 { return ParsedFloat(value: sign * 0) }
        if exponent > 38 { return ParsedFloat(value: sign * .infinity, overflows: true) }
        if exponent < -65 { return ParsedFloat(value: sign * 0, underflows: true) }
        let scaled =
            exponent < 0
            ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
        let distanceToMiddle = Int64(scaled.bitPattern & 0x1FFF_FFFF) - 0x1000_0000
        var value = Float(scaled)
        if scaled < Double(Float.leastNormalMagnitude) || distanceToMiddle.magnitude <= 4 {
            let text = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
            value = Float(text)?.magnitude ?? value
        }
        return ParsedFloat(value: sign * value, overflows: value == .infinity, underflows: value == 0)
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33, 1e34, 1e35, 1e36, 1e37,
        1e38, 1e39, 1e40, 1e41, 1e42, 1e43, 1e44, 1e45, 1e46, 1e47, 1e48, 1e49, 1e50, 1e51, 1e52, 1e53, 1e54, 1e55,
        1e56, 1e57, 1e58, 1e59, 1e60, 1e61, 1e62, 1e63, 1e64, 1e65,
    ]
}

extension ParsedFloat {
    /// A hexadecimal number after its `0x`; `nil` when no digit follows (the number is then the zero before the `x`).
    private static func hexadecimal(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isNegative: Bool
    ) -> (ParsedFloat, UnsafePointer<UInt8>)? {
        var place = start
        // At most 52 bits are gathered; all that follows is one sticky bit, so that the one rounding to single
        // precision at the end is the right one.
        var mantissa: UInt64 = 0
        var exponent = 0
        var digitCount = 0
        var isFraction = false
        while place != end {
            if place.pointee == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else if let digit = TextCursor.hexadecimalDigit(place.pointee) {
                digitCount += 1
                if mantissa < 1 << 48 {
                    mantissa = mantissa << 4 | UInt64(digit)
                    if isFraction { exponent -= 4 }
                } else {
                    mantissa |= digit == 0 ? 0 : 1
                    if !isFraction { exponent += 4 }
                }
            } else {
                break
            }
            place += 1
        }
        if digitCount == 0 { return nil }
        if place != end, place.pointee | 0x20 == UInt8(ascii: "p") { scanExponent(&place, end, &exponent) }
        // Beyond these exponents the result is an infinity or zero in any case.
        let held = min(max(exponent, -400), 400)
        let value = Float(Double(sign: isNegative ? .minus : .plus, exponent: held, significand: Double(mantissa)))
        let isZero = value == 0 && mantissa != 0
        return (ParsedFloat(value: value, overflows: value.isInfinite, underflows: isZero), place)
    }

    /// `inf`, `infinity`, `nan` or `nan(letters, digits and underscores)`, in any case.
    private static func special(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isNegative: Bool
    ) -> (ParsedFloat, UnsafePointer<UInt8>)? {
        if let place = word("infinity", start, end) ?? word("inf", start, end) {
            return (ParsedFloat(value: isNegative ? -.infinity : .infinity), place)
        }
        guard let place = word("nan", start, end) else { return nil }
        let nan = ParsedFloat(value: .nan)
        guard place != end, place.pointee == UInt8(ascii: "(") else { return (nan, place) }
        var scan = place + 1
        while scan != end, isWordCharacter(scan.pointee) { scan += 1 }
        return (nan, scan != end && scan.pointee == UInt8(ascii: ")") ? scan + 1 : place)
    }

    private static func word(
        _ word: StaticString, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8>? {
        guard end - start >= word.utf8CodeUnitCount else { return nil }
        for index in 0..<word.utf8CodeUnitCount where start[index] | 0x20 != word.utf8Start[index] { return nil }
        return start + word.utf8CodeUnitCount
    }

    private static func isWordCharacter(_ byte: UInt8) -> Bool {
        TextCursor.digit(byte) != nil || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
    }
}
