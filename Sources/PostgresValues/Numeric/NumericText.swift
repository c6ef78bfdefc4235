import VectorTypes

extension Numeric {
    /// Reads PostgreSQL's input forms: `-12.50`, `.5`, `1e-3`, `NaN`, `inf`, `-Infinity`, with white space around.
    ///
    /// - Throws: 22P02 `invalid input syntax for type numeric: "x"`, 22003 `value overflows numeric format`.
    /// - Complexity: O(n) in the length of the text.
    package init(text: String) throws {
        var copy = text
        let parsed = try copy.withUTF8 { try Numeric.parse($0) }
        guard let parsed else {
            throw VecDBError(.invalidTextRepresentation, "invalid input syntax for type numeric: \"\(text)\"")
        }
        self = parsed
    }

    /// Nil when the text is not a number.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Numeric? {
        var start = 0
        var end = bytes.count
        while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
        while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        var negative = false
        let unsigned = start
        if start < end, bytes[start] == ASCII.plus || bytes[start] == ASCII.minus {
            negative = bytes[start] == ASCII.minus
            start += 1
        }
        if start < end, ASCII.isLetter(bytes[start]) {
            let word = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
            switch word {
            case "nan": return start == unsigned ? .nan : nil
            case "inf", "infinity": return negative ? .negativeInfinity : .infinity
            default: return nil
            }
        }
        return try parseDigits(bytes, start, end, negative: negative)
    }

    private static func parseDigits(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, negative: Bool
    ) throws -> Numeric? {
        var decimals: [UInt8] = []
        if end - start > 1 << 20 { try StatementWork.current?.checkMemory(end - start) }
        decimals.reserveCapacity(end - start)
        var index = start
        var pointAt: Int?
        var meter = WorkMeter(every: 1 << 20)
        while index < end {
            try meter.count()
            let byte = bytes[index]
            if ASCII.isDigit(byte) {
                decimals.append(byte - ASCII.zero)
            } else if byte == ASCII.point, pointAt == nil {
                pointAt = decimals.count
            } else {
                break
            }
            index += 1
        }
        if decimals.isEmpty { return nil }
        var integerDigits = pointAt ?? decimals.count
        var scale = decimals.count - integerDigits
        if index < end {
            guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
            index += 1
            var exponentNegative = false
            if index < end, bytes[index] == ASCII.plus || bytes[index] == ASCII.minus {
                exponentNegative = bytes[index] == ASCII.minus
                index += 1
            }
            guard index < end else { return nil }
            var exponent = 0
            while index < end {
                guard ASCII.isDigit(bytes[index]) else { return nil }
                exponent = min(exponent * 10 + Int(bytes[index] - ASCII.zero), Int(Int32.max))
                index += 1
            }
            if exponent >= Int(Int32.max) / 2 { throw overflow }
            let shift = exponentNegative ? -exponent : exponent
            integerDigits += shift
            scale = max(0, scale - shift)
        }
        return try Numeric(decimals: decimals, integerDigits: integerDigits, scale: scale, negative: negative).checked()
    }

    /// The number 0.d₀d₁d₂… × 10^integerDigits.
    init(decimals: [UInt8], integerDigits: Int, scale: Int, negative: Bool) {
        guard let first = decimals.firstIndex(where: { $0 != 0 }) else {
            self.init(negative: false, weight: 0, digits: [], scale: scale)
            return
        }
        let pointAt = integerDigits - first
        // The first limb holds the digits down to a multiple of four places from the point.
        let firstCount = ((pointAt % 4) + 3) % 4 + 1
        let weight = (pointAt - firstCount) / 4
        var limbs: [Int32] = []
        limbs.reserveCapacity((decimals.count - first) / 4 + 2)
        var limb: Int32 = 0
        var missing = firstCount
        for index in first..<decimals.count {
            limb = limb * 10 + Int32(decimals[index])
            missing -= 1
            if missing == 0 {
                limbs.append(limb)
                limb = 0
                missing = 4
            }
        }
        if missing < 4 || limbs.isEmpty {
            for _ in 0..<missing { limb *= 10 }
            limbs.append(limb)
        }
        self.init(negative: negative, weight: weight, digits: limbs, scale: scale)
    }

    /// PostgreSQL's output form: plain decimals, as many behind the point as the scale says.
    ///
    /// - Complexity: O(n) in the number of digits.
    package var text: String {
        switch kind {
        case .nan: return "NaN"
        case .positiveInfinity: return "Infinity"
        case .negativeInfinity: return "-Infinity"
        case .finite: break
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(weight + 1, 1) * 4 + scale + 2)
        if negative { bytes.append(ASCII.minus) }
        if weight < 0 || digits.isEmpty {
            bytes.append(ASCII.zero)
        } else {
            for index in 0...weight {
                Self.append(index < digits.count ? digits[index] : 0, to: &bytes, padded: index > 0)
            }
        }
        if scale > 0 {
            bytes.append(ASCII.point)
            let start = bytes.count
            var index = weight + 1
            while bytes.count - start < scale {
                Self.append(index >= 0 && index < digits.count ? digits[index] : 0, to: &bytes, padded: true)
                index += 1
            }
            bytes.removeSubrange((start + scale)...)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ limb: Int32, to bytes: inout [UInt8], padded: Bool) {
        var divisor: Int32 = 1000
        var started = padded
        while divisor > 0 {
            let digit = limb / divisor % 10
            if digit != 0 || divisor == 1 { started = true }
            if started { bytes.append(ASCII.zero + UInt8(truncatingIfNeeded: digit)) }
            divisor /= 10
        }
    }
}

extension Numeric: CustomStringConvertible {
    package var description: String { text }
}
