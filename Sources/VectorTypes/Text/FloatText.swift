// Floating-point numbers as PostgreSQL writes them: the shortest digits, with an exponent when the number is small or
// large.
//
// With X the decimal exponent of the first digit, the notation is fixed for -4 ≤ X < 6 in single precision and
// -4 ≤ X < 15 in double precision, and otherwise `d.ddde+XX` with at least two digits in the exponent.

/// The text of a single-precision number, as PostgreSQL's `float4out` with its default settings.
///
/// ```swift
/// shortestText(Float(0.1))        // "0.1"
/// shortestText(Float(1e6))        // "1e+06"
/// shortestText(-Float.infinity)   // "-Infinity"
/// ```
package func shortestText(_ value: Float) -> String {
    guard value.isFinite else { return FloatText.nonFinite(Double(value)) }
    return String(unsafeUninitializedCapacity: FloatText.capacity) { buffer in
        guard let start = buffer.baseAddress else { return 0 }
        return FloatText.write(value, to: start) - start
    }
}

/// The text of a double-precision number, as PostgreSQL's `float8out` with its default settings.
package func shortestText(_ value: Double) -> String {
    guard value.isFinite else { return FloatText.nonFinite(value) }
    return String(unsafeUninitializedCapacity: FloatText.capacity) { buffer in
        guard let start = buffer.baseAddress else { return 0 }
        return FloatText.write(value, to: start) - start
    }
}

enum FloatText {
    /// More bytes than any number takes: a sign, 17 digits, a point, `e-308`, or 15 digits and `0.000`.
    static let capacity = 32

    static func nonFinite(_ value: Double) -> String {
        value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }

    /// Writes a finite number and returns where its text ends: at most ``capacity`` bytes on.
    static func write(_ value: Float, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        var end = start
        if value.sign == .minus { end.append("-") }
        let magnitude = value.magnitude
        if magnitude < 1e6, Float(Int32(magnitude)) == magnitude {
            return writeInteger(UInt64(magnitude), to: end)
        }
        return write(ShortestDecimal(magnitude), fixedBelow: 6, to: end)
    }

    /// Writes a finite number and returns where its text ends: at most ``capacity`` bytes on.
    static func write(_ value: Double, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        var end = start
        if value.sign == .minus { end.append("-") }
        let magnitude = value.magnitude
        if magnitude < 1e15, Double(Int64(magnitude)) == magnitude {
            return writeInteger(UInt64(magnitude), to: end)
        }
        return write(ShortestDecimal(magnitude), fixedBelow: 15, to: end)
    }

    /// Writes an integer and returns where its text ends: at most 20 bytes on.
    static func writeInteger(_ value: UInt64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let end = start + decimalDigits(value)
        var place = end
        var rest = value
        repeat {
            place -= 1
            place.pointee = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while place > start
        return end
    }

    private static func write(
        _ decimal: ShortestDecimal, fixedBelow limit: Int, to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let count = decimalDigits(decimal.digits)
        let firstExponent = decimal.exponent + count - 1
        var end = start
        if firstExponent < -4 || firstExponent >= limit {
            // The digits are written one place on, and the first is moved in front of the point.
            end = writeInteger(decimal.digits, to: start + 1)
            start.pointee = start[1]
            if count == 1 { end = start + 1 } else { start[1] = UInt8(ascii: ".") }
            end.append("e")
            end.append(firstExponent < 0 ? "-" : "+")
            if firstExponent.magnitude < 10 { end.append("0") }
            return writeInteger(UInt64(firstExponent.magnitude), to: end)
        }
        if decimal.exponent >= 0 {
            end = writeInteger(decimal.digits, to: start)
            for _ in 0..<decimal.exponent { end.append("0") }
            return end
        }
        if firstExponent < 0 {
            end.append("0")
            end.append(".")
            for _ in firstExponent..<(-1) { end.append("0") }
            return writeInteger(decimal.digits, to: end)
        }
        // The whole digits move back over the place of the point.
        end = writeInteger(decimal.digits, to: start + 1)
        for place in 0...firstExponent { start[place] = start[place + 1] }
        start[firstExponent + 1] = UInt8(ascii: ".")
        return end
    }

    private static func decimalDigits(_ value: UInt64) -> Int {
        var count = 1
        var limit: UInt64 = 10
        while value >= limit {
            count += 1
            if count == 20 { break }
            limit *= 10
        }
        return count
    }
}

extension UnsafeMutablePointer<UInt8> {
    /// Writes one ASCII character and moves on.
    @inline(__always)
    mutating func append(_ character: Unicode.Scalar) {
        pointee = UInt8(ascii: character)
        self += 1
    }
}
