// jsonb's order: Object > Array > Boolean > Number > String > Null; containers with more entries are greater; then entry
// by entry, a key before its value. A scalar counts as an array of one that sorts before real arrays of one, and so an
// empty array sorts before every scalar.

extension JSON {
    /// Negative, zero or positive as `a` sorts before, with or after `b`.
    package static func order(_ a: String, _ b: String) throws -> Int {
        let left = try sortKey(a)
        let right = try sortKey(b)
        if left == right { return 0 }
        return left.lexicographicallyPrecedes(right) ? -1 : 1
    }

    static func numberOrder(_ a: String, _ b: String) -> Int {
        guard let x = try? Numeric(text: a), let y = try? Numeric(text: b) else { return 0 }
        return Numeric.order(x, y)
    }

    /// Bytes whose order under `memcmp` is jsonb's order; equal values have equal bytes.
    package static func sortKey(_ jsonb: String) throws -> [UInt8] {
        let value = try JSONValue(jsonb)
        var bytes: [UInt8] = []
        switch value {
        case .array(let elements) where elements.isEmpty: bytes.append(0)
        case .array: bytes.append(2)
        case .object: bytes.append(3)
        default: bytes.append(1)
        }
        writeSortKey(value, to: &bytes)
        return bytes
    }

    private static func writeSortKey(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(0)
        case .string(let string):
            bytes.append(1)
            bytes.append(contentsOf: string)
            // No string holds a zero byte, so it ends one.
            bytes.append(0)
        case .number(let text):
            bytes.append(2)
            bytes.append(contentsOf: ((try? Numeric(text: text)) ?? .nan).sortKey)
        case .bool(let value): bytes.append(contentsOf: [3, value ? 1 : 0])
        case .array(let elements):
            bytes.append(4)
            writeCount(elements.count, to: &bytes)
            for element in elements { writeSortKey(element, to: &bytes) }
        case .object(let members):
            bytes.append(5)
            writeCount(members.count, to: &bytes)
            for member in members {
                bytes.append(contentsOf: member.key)
                bytes.append(0)
                writeSortKey(member.value, to: &bytes)
            }
        }
    }

    private static func writeCount(_ count: Int, to bytes: inout [UInt8]) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
    }
}

extension Numeric {
    /// Bytes whose order under `memcmp` is the numbers' order; equal numbers have equal bytes, and none is a beginning
    /// of another.
    package var sortKey: [UInt8] {
        switch kind {
        case .negativeInfinity: return [0x01]
        case .positiveInfinity: return [0xFE]
        case .nan: return [0xFF]
        case .finite: break
        }
        if digits.isEmpty { return [0x80] }
        var bytes: [UInt8] = []
        let place = weight + 0x10000
        bytes.append(contentsOf: [UInt8(truncatingIfNeeded: place >> 16), UInt8(truncatingIfNeeded: place >> 8)])
        bytes.append(UInt8(truncatingIfNeeded: place))
        for digit in digits {
            bytes.append(UInt8(truncatingIfNeeded: (digit + 1) >> 8))
            bytes.append(UInt8(truncatingIfNeeded: digit + 1))
        }
        bytes.append(contentsOf: [0, 0])
        return negative ? [0x7F] + bytes.map { ~$0 } : [0x81] + bytes
    }
}
