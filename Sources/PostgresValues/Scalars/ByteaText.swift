import VectorTypes

extension ScalarText {
    /// Reads a `bytea` in hexadecimal (`\x00ff`, white space between the bytes) or escape form (`a\\b\000`).
    package static func parseBytea(_ text: String) throws -> [UInt8] {
        let bytes = Array(text.utf8)
        if bytes.starts(with: [ASCII.backslash, UInt8(ascii: "x")]) { return try decodeHex(bytes[2...]) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        var meter = WorkMeter(every: 1 << 18)
        while index < bytes.count {
            try meter.count()
            if bytes[index] != ASCII.backslash {
                result.append(bytes[index])
                index += 1
            } else if index + 1 < bytes.count, bytes[index + 1] == ASCII.backslash {
                result.append(ASCII.backslash)
                index += 2
            } else if let value = octal(bytes, at: index + 1) {
                result.append(value)
                index += 4
            } else {
                throw VecDBError(.invalidTextRepresentation, "invalid input syntax for type bytea")
            }
        }
        return result
    }

    private static func octal(_ bytes: [UInt8], at index: Int) -> UInt8? {
        guard index + 2 < bytes.count else { return nil }
        let digits = bytes[index...(index + 2)].map { $0 &- ASCII.zero }
        guard digits[0] < 4, digits[1] < 8, digits[2] < 8 else { return nil }
        return digits[0] << 6 | digits[1] << 3 | digits[2]
    }

    /// Pairs of hexadecimal digits, white space between them.
    static func decodeHex(_ bytes: ArraySlice<UInt8>) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        var meter = WorkMeter(every: 1 << 18)
        while index < bytes.endIndex {
            try meter.count()
            if bytes[index] == ASCII.space || (9...10).contains(bytes[index]) || bytes[index] == 13 {
                index += 1
                continue
            }
            let high = try hexDigit(bytes, index)
            guard index + 1 < bytes.endIndex else {
                throw VecDBError(.invalidParameterValue, "invalid hexadecimal data: odd number of digits")
            }
            result.append(high << 4 | (try hexDigit(bytes, index + 1)))
            index += 2
        }
        return result
    }

    private static func hexDigit(_ bytes: ArraySlice<UInt8>, _ index: Int) throws -> UInt8 {
        if let value = ASCII.hexValue(bytes[index]) { return value }
        // Name the whole character, not its first byte.
        var end = index + 1
        while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let digit = String(decoding: bytes[index..<end], as: UTF8.self)
        throw VecDBError(.invalidParameterValue, "invalid hexadecimal digit: \"\(digit)\"")
    }

    /// `bytea_output = hex`: `\x` and two digits a byte.
    package static func byteaText(_ bytes: some Collection<UInt8>) throws -> String { try hex(bytes, prefix: "\\x") }

    /// Two digits a byte.
    package static func hex(_ bytes: some Collection<UInt8>, prefix: String = "") throws -> String {
        var result = try ValueWriter(capacity: bytes.count * 2 + prefix.utf8.count)
        try result.append(prefix)
        for byte in bytes {
            try result.append(ASCII.hexDigits[Int(byte >> 4)])
            try result.append(ASCII.hexDigits[Int(byte & 15)])
        }
        return result.text
    }

    /// `bytea_output = escape`: printable ASCII as it is, `\\`, the rest in octal.
    package static func byteaEscapeText(_ bytes: some Collection<UInt8>) throws -> String {
        var result = ValueWriter()
        for byte in bytes {
            if byte == ASCII.backslash {
                try result.append(byte)
                try result.append(byte)
            } else if byte < 0x20 || byte > 0x7E {
                try result.append(ASCII.backslash)
                try result.append(ASCII.zero + (byte >> 6))
                try result.append(ASCII.zero + (byte >> 3 & 7))
                try result.append(ASCII.zero + (byte & 7))
            } else {
                try result.append(byte)
            }
        }
        return result.text
    }
}
