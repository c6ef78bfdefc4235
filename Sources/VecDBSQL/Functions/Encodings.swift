import PostgresValues
import VecDB
import VectorTypes

/// Bytes as text and back, digests.
func declareEncodings(in c: inout CatalogBuilder) {
    c.scalar("encode(bytea, text) text") { x, _ in .text(try Encoding(x.text(1)).text(of: x.bytes(0))) }
    c.scalar("decode(text, text) bytea") { x, _ in .blob(try Encoding(x.text(1)).bytes(of: x.text(0))) }
    c.scalar("md5(text) text") { x, _ in .text(hexadecimal(MD5.digest(x.bytes(0)))) }
    c.scalar("md5(bytea) text") { x, _ in .text(hexadecimal(MD5.digest(x.bytes(0)))) }
    c.scalar("sha256(bytea) bytea") { x, _ in .blob(SHA256.digest(x.bytes(0))) }
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

func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

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

    func text(of bytes: [UInt8]) -> String {
        switch self {
        case .hex: return hexadecimal(bytes)
        case .escape: return ScalarText.byteaEscapeText(bytes)
        case .base64:
            var result: [UInt8] = []
            var lineLength = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let group = bytes[start..<min(start + 3, bytes.count)]
                let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
                for place in 0..<4 {
                    result.append(
                        place > group.count ? UInt8(ascii: "=") : Self.alphabet[bits >> (18 - 6 * place) & 63])
                }
                lineLength += 4
                // Lines of 76 characters, as in MIME.
                if lineLength >= 76, start + 3 < bytes.count {
                    result.append(UInt8(ascii: "\n"))
                    lineLength = 0
                }
            }
            return String(decoding: result, as: UTF8.self)
        }
    }

    func bytes(of text: String) throws -> [UInt8] {
        switch self {
        case .hex:
            return try ScalarText.parseBytea("\\x" + text)
        case .escape: return try ScalarText.parseBytea(text)
        case .base64:
            var result: [UInt8] = []
            var bits = 0
            var count = 0
            for byte in text.utf8 where !" \n\t\r".utf8.contains(byte) {
                if byte == UInt8(ascii: "=") { break }
                guard let value = Self.alphabet.firstIndex(of: byte) else {
                    throw VecDBError(
                        .invalidParameterValue,
                        "invalid symbol \"\(Character(UnicodeScalar(byte)))\" found while decoding base64 sequence")
                }
                bits = bits << 6 | value
                count += 1
                if count == 4 {
                    result += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
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
