import PostgresValues
import VecDB
import VectorTypes

/// Bytes as text and back, digests.
func declareEncodings(in c: inout CatalogBuilder) {
    c.scalar("encode(bytea, text) text") { x, _ in .text(try Encoding(x.text(1)).text(of: x.bytes(0))) }
    c.scalar("decode(text, text) bytea") { x, _ in .blob(try Encoding(x.text(1)).bytes(of: x.text(0))) }
    c.scalar("md5(text) text") { x, _ in .text(try hexadecimal(MD5.digest(x.bytes(0)))) }
    c.scalar("md5(bytea) text") { x, _ in .text(try hexadecimal(MD5.digest(x.bytes(0)))) }
    c.scalar("sha256(bytea) bytea") { x, _ in .blob(try SHA256.digest(x.bytes(0))) }
    c.scalar("get_byte(bytea, int4) int4") { x, _ in
        let (bytes, index) = (x.bytes(0), x.int(1))
        guard index >= 0, index < bytes.count else {
            throw VecDBError(.init("2202E"), "index \(index) out of valid range, 0..\(bytes.count - 1)")
        }
        return .int(Int(bytes[Int(index)]))
    }
    c.scalar("set_byte(bytea, int4, int4) bytea") { x, _ in
        var bytes = x.bytes(0)
        let index = x.int(1)
        guard index >= 0, index < bytes.count else {
            throw VecDBError(.init("2202E"), "index \(index) out of valid range, 0..\(bytes.count - 1)")
        }
        bytes[Int(index)] = UInt8(truncatingIfNeeded: x.int(2))
        return .blob(bytes)
    }
    c.native("convert_to(text, name) bytea", "CAST($1 AS BLOB)")
    c.scalar("convert_from(bytea, name) text") { x, _ in
        guard let text = String(validating: x.bytes(0), as: UTF8.self) else {
            throw VecDBError(.characterNotInRepertoire, "invalid byte sequence for encoding \"UTF8\"")
        }
        return .text(text)
    }
}

func hexadecimal(_ bytes: [UInt8]) throws -> String { try ScalarText.hex(bytes) }

/// The formats of `encode` and `decode`.
private enum Encoding: String {
    case hex, base64, escape

    init(_ name: String) throws {
        guard let found = Encoding(rawValue: name.lowercased()) else {
            throw VecDBError(.invalidParameterValue, "unrecognized encoding: \"\(name)\"")
        }
        self = found
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    func text(of bytes: [UInt8]) throws -> String {
        switch self {
        case .hex: return try hexadecimal(bytes)
        case .escape: return try ScalarText.byteaEscapeText(bytes)
        case .base64:
            var result = try ValueWriter(capacity: bytes.count / 3 * 4 + bytes.count / 57 + 8)
            var lineLength = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                var bits = 0
                for place in 0..<3 { bits = bits << 8 | (place < count ? Int(bytes[start + place]) : 0) }
                for place in 0..<4 {
                    try result.append(place > count ? UInt8(ascii: "=") : Self.alphabet[bits >> (18 - 6 * place) & 63])
                }
                lineLength += 4
                // Lines of 76 characters, as in MIME.
                if lineLength >= 76, start + 3 < bytes.count {
                    try result.append(UInt8(ascii: "\n"))
                    lineLength = 0
                }
            }
            return result.text
        }
    }

    /// The value of each symbol, by its byte.
    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, symbol) in alphabet.enumerated() { values[Int(symbol)] = UInt8(truncatingIfNeeded: value) }
        return values
    }()

    func bytes(of text: String) throws -> [UInt8] {
        switch self {
        case .hex:
            return try ScalarText.parseBytea("\\x" + text)
        case .escape: return try ScalarText.parseBytea(text)
        case .base64:
            var result: [UInt8] = []
            var bits = 0
            var count = 0
            var meter = WorkMeter(every: 1 << 18)
            for byte in text.utf8 {
                try meter.count()
                if byte == 32 || byte == 9 || byte == 10 || byte == 13 { continue }
                if byte == UInt8(ascii: "=") { break }
                guard let value = Self.values[Int(byte)] else {
                    throw VecDBError(
                        .invalidParameterValue,
                        "invalid symbol \"\(Character(UnicodeScalar(byte)))\" found while decoding base64 sequence")
                }
                bits = bits << 6 | Int(value)
                count += 1
                if count == 4 {
                    for shift in [16, 8, 0] { result.append(UInt8(bits >> shift & 255)) }
                    bits = 0
                    count = 0
                }
            }
            if count == 1 {
                throw VecDBError(
                    .invalidParameterValue, "invalid base64 end sequence",
                    hint: "Input data is missing padding, is truncated, or is otherwise corrupted.")
            }
            if count == 2 { result.append(UInt8(bits >> 4 & 255)) }
            if count == 3 { result += [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)] }
            return result
        }
    }
}
