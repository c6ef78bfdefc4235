import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Layouts of binary floating point numbers.
enum FloatText {
    /// C's `%.{digits}g`.
    static func general(_ value: Double, digits: Int) -> String {
        formatted("%.*g", [CInt(clamping: digits), value])
    }

    /// C's `%.{digits}f`.
    static func fixed(_ value: Double, digits: Int) -> String {
        formatted("%.*f", [CInt(clamping: digits), value])
    }

    /// C's `%.{digits}e`.
    static func scientific(_ value: Double, digits: Int) -> String {
        formatted("%.*e", [CInt(clamping: digits), value])
    }

    private static func formatted(_ format: String, _ arguments: [any CVarArg]) -> String {
        withVaList(arguments) { list in
            var bytes = [CChar](repeating: 0, count: 1600)
            let length = Int(vsnprintf(&bytes, bytes.count, format, list))
            // A program that set a locale has its decimal comma turned back.
            let text = bytes.prefix(max(0, min(length, bytes.count - 1))).map { UInt8(bitPattern: $0) }
            return String(decoding: text.map { $0 == ASCII.comma ? ASCII.point : $0 }, as: UTF8.self)
        }
    }

    /// Swift's shortest text may lie exactly half-way to a neighbour (and reads back by rounding to even), where
    /// PostgreSQL writes a digit more. Only integers past the precision of the type can be such.
    static func insideInterval<Value: BinaryFloatingPoint>(
        _ value: Value, _ description: String, digits: Int
    ) -> String {
        let size = value.magnitude
        guard size >= Value(sign: .plus, exponent: Value.Exponent(Value.significandBitCount), significand: 1),
            size < 1e40, let candidate = try? Numeric(text: description).magnitude,
            let exact = try? Numeric(text: fixed(Double(size), digits: 0)), candidate != exact
        else { return description }
        let neighbour = candidate > exact ? size.nextUp : size.nextDown
        guard let other = try? Numeric(text: fixed(Double(neighbour), digits: 0)),
            let doubled = try? Numeric.product(candidate, .two), Numeric.sum(exact, other) == doubled
        else { return description }
        for count in 1..<digits {
            let text = scientific(Double(value), digits: count)
            if let back = try? Numeric(text: text).magnitude, back != candidate,
                let distance = try? Numeric.product(Numeric.difference(back, exact), .two),
                Numeric.magnitudeOrder(distance, Numeric.difference(other, exact)) < 0
            {
                return text
            }
        }
        return description
    }

    /// Lays out the digits that `description` found, which are the fewest that read back as the same value.
    ///
    /// - Parameter fixedBelow: The decimal exponent from which PostgreSQL writes `1e+15` (15 for float8, 6 for float4).
    static func shortest(_ description: String, fixedBelow: Int) -> String {
        var digits: [UInt8] = []
        var pointAt: Int?
        var exponent = 0
        var negative = false
        var bytes = Array(description.utf8)[...]
        if bytes.first == ASCII.minus {
            negative = true
            bytes = bytes.dropFirst()
        }
        if let e = bytes.firstIndex(of: UInt8(ascii: "e")) {
            exponent = Int(String(decoding: bytes[(e + 1)...], as: UTF8.self)) ?? 0
            bytes = bytes[..<e]
        }
        for byte in bytes {
            if byte == ASCII.point { pointAt = digits.count } else { digits.append(byte) }
        }
        var integerDigits = (pointAt ?? digits.count) + exponent
        let leading = digits.prefix { $0 == ASCII.zero }.count
        digits.removeFirst(leading)
        integerDigits -= leading
        while digits.last == ASCII.zero { digits.removeLast() }
        var result: [UInt8] = negative ? [ASCII.minus] : []
        let first = integerDigits - 1
        if digits.isEmpty {
            result.append(ASCII.zero)
        } else if first < -4 || first >= fixedBelow {
            result.append(digits[0])
            if digits.count > 1 {
                result.append(ASCII.point)
                result.append(contentsOf: digits[1...])
            }
            result.append(contentsOf: (first < 0 ? "e-" : "e+").utf8)
            let size = abs(first)
            if size < 10 { result.append(ASCII.zero) }
            result.append(contentsOf: String(size).utf8)
        } else if integerDigits <= 0 {
            result.append(contentsOf: [ASCII.zero, ASCII.point])
            result.append(contentsOf: repeatElement(ASCII.zero, count: -integerDigits))
            result.append(contentsOf: digits)
        } else {
            for index in 0..<max(integerDigits, digits.count) {
                if index == integerDigits { result.append(ASCII.point) }
                result.append(index < digits.count ? digits[index] : ASCII.zero)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension ScalarText {
    /// `float8out`: with `extra_float_digits` above 0 the shortest text that reads back as the same value, otherwise
    /// 15 + extraFloatDigits significant digits.
    package static func text(_ value: Double, extraFloatDigits: Int = 1) -> String {
        if let special = special(value.isNaN, value.isInfinite, value < 0) { return special }
        if extraFloatDigits > 0 {
            return FloatText.shortest(FloatText.insideInterval(value, value.description, digits: 17), fixedBelow: 15)
        }
        return FloatText.general(value, digits: max(1, 15 + extraFloatDigits))
    }

    /// `float4out`.
    package static func text(_ value: Float, extraFloatDigits: Int = 1) -> String {
        if let special = special(value.isNaN, value.isInfinite, value < 0) { return special }
        if extraFloatDigits > 0 {
            let digits = FloatText.insideInterval(value, value.description, digits: 9)
            return FloatText.shortest(digits, fixedBelow: 6)
        }
        return FloatText.general(Double(value), digits: max(1, 6 + extraFloatDigits))
    }

    private static func special(_ isNaN: Bool, _ isInfinite: Bool, _ isNegative: Bool) -> String? {
        isNaN ? "NaN" : isInfinite ? (isNegative ? "-Infinity" : "Infinity") : nil
    }

    /// Reads a `double precision`.
    ///
    /// - Throws: 22P02 `invalid input syntax for type double precision: "x"`, 22003 `"1e400" is out of range for type
    ///   double precision`.
    package static func parseFloat8(_ text: String) throws -> Double {
        try parseFloat(text, type: "double precision")
    }

    /// Reads a `real`.
    package static func parseFloat4(_ text: String) throws -> Float { try parseFloat(text, type: "real") }

    private static func parseFloat<Value: BinaryFloatingPoint & LosslessStringConvertible>(
        _ text: String, type: String
    ) throws -> Value {
        let invalid = VecDBError(.invalidTextRepresentation, "invalid input syntax for type \(type): \"\(text)\"")
        let bytes = trimmed(text)
        var index = bytes.startIndex
        if index < bytes.endIndex, bytes[index] == ASCII.plus || bytes[index] == ASCII.minus { index += 1 }
        guard index < bytes.endIndex else { throw invalid }
        if ASCII.isLetter(bytes[index]) {
            let negative = bytes.first == ASCII.minus
            switch String(decoding: bytes[index...], as: UTF8.self).lowercased() {
            case "nan": return .nan
            case "inf", "infinity": return negative ? -.infinity : .infinity
            default: throw invalid
            }
        }
        var significant = false
        var digits = 0
        var points = 0
        let hexadecimal =
            bytes[index...].starts(with: [ASCII.zero, UInt8(ascii: "x")])
            || bytes[index...].starts(with: [ASCII.zero, UInt8(ascii: "X")])
        if !hexadecimal {
            while index < bytes.endIndex, ASCII.isDigit(bytes[index]) || (bytes[index] == ASCII.point && points == 0) {
                if bytes[index] == ASCII.point {
                    points += 1
                } else {
                    digits += 1
                    if bytes[index] != ASCII.zero { significant = true }
                }
                index += 1
            }
            guard digits > 0 else { throw invalid }
            if index < bytes.endIndex {
                guard bytes[index] | 0x20 == UInt8(ascii: "e") else { throw invalid }
                index += 1
                if index < bytes.endIndex, bytes[index] == ASCII.plus || bytes[index] == ASCII.minus { index += 1 }
                guard index < bytes.endIndex, bytes[index...].allSatisfy(ASCII.isDigit) else { throw invalid }
            }
        }
        let number = String(decoding: bytes, as: UTF8.self)
        guard let value = Value(number) else { throw invalid }
        if value.isInfinite || (value.isZero && significant) {
            throw VecDBError(.numericValueOutOfRange, "\"\(number)\" is out of range for type \(type)")
        }
        return value
    }

    /// The bytes of `text` without the white space around them.
    static func trimmed(_ text: String) -> ArraySlice<UInt8> {
        var bytes = Array(text.utf8)[...]
        while let first = bytes.first, ASCII.isSpace(first) { bytes.removeFirst() }
        while let last = bytes.last, ASCII.isSpace(last) { bytes.removeLast() }
        return bytes
    }
}
