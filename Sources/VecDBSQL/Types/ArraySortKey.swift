import PostgresValues
import VecDB
import VectorTypes

/// Bytes that sort with `memcmp` as PostgreSQL sorts arrays: element by element, NULL last, the shorter array first.
///
/// Each element is `01` and an order-preserving form of its value, or `02` for NULL; `00` ends the array.
package enum ArraySortKey {
    /// The key of an array in its text form.
    static func bytes(_ text: String, element: SQLType, _ context: FunctionContext) throws -> [UInt8] {
        let array = try ArrayLiteral(text: text)
        var key: [UInt8] = []
        var meter = WorkMeter(every: 1_000)
        for item in array.elements {
            try meter.count()
            guard let item else {
                key.append(2)
                continue
            }
            key.append(1)
            key += try self.key(of: ValueText.input(item, element.base, context), element, context)
        }
        key.append(0)
        return key
    }

    /// -1, 0 or 1.
    static func compare(_ a: String, _ b: String, element: SQLType, _ context: FunctionContext) throws -> Int {
        order(try bytes(a, element: element, context), try bytes(b, element: element, context))
    }

    static func order(_ a: [UInt8], _ b: [UInt8]) -> Int {
        for (x, y) in zip(a, b) where x != y { return x < y ? -1 : 1 }
        return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
    }

    /// The order-preserving form of one stored value; of equal lengths or ended by a byte that sorts below all others.
    static func key(of value: SQLiteValue, _ type: SQLType, _ context: FunctionContext) throws -> [UInt8] {
        if type.isArray { return terminated(try bytes(value.text ?? "", element: SQLType(type.base), context)) }
        switch value {
        case .null: return []
        case .integer(let number):
            if type == .float8 || type == .float4 { return ordered(Double(number)) }
            return bigEndian(UInt64(bitPattern: number) ^ (1 << 63))
        case .real(let number): return ordered(number)
        case .text(let text):
            switch type.base {
            case .float4, .float8: return ordered(.nan)
            case .numeric: return ordered(numeric: text)
            case .interval: return try ordered(interval: text)
            case .bpchar: return terminated(Array(ValueText.trimmingBlanks(text).utf8))
            case .jsonb: return terminated(try jsonKey(text))
            default: return terminated(Array(text.utf8))
            }
        case .blob(let bytes):
            switch type.base {
            case .vector: return terminated(try bytes.withUnsafeBytes { try sortKey(vector: $0) })
            case .halfvec: return terminated(try bytes.withUnsafeBytes { try sortKey(halfvec: $0) })
            case .sparsevec: return terminated(try bytes.withUnsafeBytes { try sortKey(sparsevec: $0) })
            case .bit, .varbit: return terminated(try bytes.withUnsafeBytes { try sortKey(bit: $0) })
            default: return terminated(bytes)
            }
        }
    }

    private static func bigEndian(_ bits: UInt64) -> [UInt8] {
        withUnsafeBytes(of: bits.bigEndian) { Array($0) }
    }

    private static func ordered(_ value: Double) -> [UInt8] {
        if value.isNaN { return bigEndian(.max) }
        let bits = (value == 0 ? 0 : value).bitPattern
        return bigEndian(bits >> 63 == 1 ? ~bits : bits | 1 << 63)
    }

    /// `00` inside is `00 FF`, the end `00 00`.
    private static func terminated(_ bytes: [UInt8]) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(bytes.count + 2)
        for byte in bytes {
            key.append(byte)
            if byte == 0 { key.append(0xFF) }
        }
        return key + [0, 0]
    }

    /// Sign, decimal exponent, digits; all of it inverted for negative numbers.
    private static func ordered(numeric text: String) -> [UInt8] {
        switch text {
        case "NaN": return [5]
        case "Infinity": return [4]
        case "-Infinity": return [0]
        default: break
        }
        let isNegative = text.hasPrefix("-")
        let body = isNegative ? text.dropFirst() : text[...]
        let parts = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts[0].drop { $0 == "0" }
        let fraction = parts.count > 1 ? parts[1] : ""
        var digits = Array(whole.utf8) + Array(fraction.utf8)
        var exponent = whole.utf8.count
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.isEmpty { return [2] }
        let biased = UInt32(bitPattern: Int32(clamping: exponent)) ^ (1 << 31)
        var magnitude = withUnsafeBytes(of: biased.bigEndian) { Array($0) } + digits + [0]
        if isNegative { magnitude = magnitude.map { ~$0 } }
        return [isNegative ? 1 : 3] + magnitude
    }
}
