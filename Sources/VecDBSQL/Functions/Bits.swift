import VecDB
import VectorTypes

/// Bit strings: logic, shifts, concatenation, parts.
func declareBits(in c: inout CatalogBuilder) {
    @Sendable func bits(_ text: some Sequence<UInt8>) throws -> SQLiteValue {
        .blob(BitVector(text.map { $0 == UInt8(ascii: "1") }).storageBytes)
    }
    func logic(_ name: String, _ symbol: String, _ word: String, _ body: @escaping @Sendable (UInt8, UInt8) -> UInt8) {
        c.scalar("\(name)(bit, bit) bit", operator: symbol) { x, _ in
            let (a, b) = (try x.bits(0), try x.bits(1))
            guard a.count == b.count else {
                throw VecDBError(.stringDataLengthMismatch, "cannot \(word) bit strings of different sizes")
            }
            var bytes = zip(a.bytes, b.bytes).map(body)
            bytes.append(UInt8(a.bytes.count * 8 - a.count))
            return .blob(bytes)
        }
    }
    logic("bitand", "&", "AND") { $0 & $1 }
    logic("bitor", "|", "OR") { $0 | $1 }
    logic("bitxor", "#", "XOR") { $0 ^ $1 }
    c.scalar("bitnot(bit) bit", operator: "~") { x, _ in
        try bits(try x.bits(0).text.utf8.map { $0 == UInt8(ascii: "1") ? UInt8(ascii: "0") : UInt8(ascii: "1") })
    }
    c.scalar("bitcat(varbit, varbit) varbit", operator: "||") { x, _ in
        try bits(Array(try x.bits(0).text.utf8) + Array(try x.bits(1).text.utf8))
    }
    c.scalar("bitshiftleft(bit, int4) bit", operator: "<<") { x, _ in try bits(shifted(x.bits(0).text, by: x.int(1))) }
    c.scalar("bitshiftright(bit, int4) bit", operator: ">>") { x, _ in try bits(shifted(x.bits(0).text, by: -x.int(1)))
    }
    c.scalar("length(bit) int4") { x, _ in .int(try x.bits(0).count) }
    c.scalar("bit_length(bit) int4") { x, _ in .int(try x.bits(0).count) }
    c.scalar("octet_length(bit) int4") { x, _ in .int(try x.bits(0).bytes.count) }
    c.scalar("bit_count(bit) int8") { x, _ in .int(try x.bits(0).bytes.reduce(0) { $0 + $1.nonzeroBitCount }) }
    c.scalar("bit_count(bytea) int8") { x, _ in .int(x.bytes(0).reduce(0) { $0 + $1.nonzeroBitCount }) }
    c.scalar("get_bit(bit, int4) int4") { x, _ in
        let text = Array(try x.bits(0).text.utf8)
        let index = x.int(1)
        guard index >= 0, index < text.count else {
            throw VecDBError(.init("2202E"), "bit index \(index) out of valid range (0..\(text.count - 1))")
        }
        return .int(text[Int(index)] == UInt8(ascii: "1") ? 1 : 0)
    }
    c.scalar("set_bit(bit, int4, int4) bit") { x, _ in
        var text = Array(try x.bits(0).text.utf8)
        let index = x.int(1)
        guard index >= 0, index < text.count else {
            throw VecDBError(.init("2202E"), "bit index \(index) out of valid range (0..\(text.count - 1))")
        }
        guard x.int(2) == 0 || x.int(2) == 1 else {
            throw VecDBError(.invalidParameterValue, "new bit must be 0 or 1")
        }
        text[Int(index)] = x.int(2) == 1 ? UInt8(ascii: "1") : UInt8(ascii: "0")
        return try bits(text)
    }
    let part: FunctionEntry.ScalarBody = { x, _ in
        let text = Array(try x.bits(0).text.utf8)
        let start = x.int(1)
        let end: Int64
        if x.count > 2 {
            if x.int(2) < 0 { throw VecDBError(.init("22011"), "negative substring length not allowed") }
            end = start.addingReportingOverflow(x.int(2)).partialValue
        } else {
            end = Int64(text.count) + 1
        }
        let from = max(start, 1) - 1
        let to = min(end - 1, Int64(text.count))
        return try bits(from < to ? text[Int(from)..<Int(to)] : [])
    }
    c.scalar("substring(bit, int4) bit", part)
    c.scalar("substring(bit, int4, int4) bit", part)
    c.scalar("position(bit, bit) int4") { x, _ in
        let (text, wanted) = (Array(try x.bits(0).text.utf8), Array(try x.bits(1).text.utf8))
        if wanted.isEmpty { return 1 }
        guard text.count >= wanted.count else { return 0 }
        for start in 0...(text.count - wanted.count) where Array(text[start..<start + wanted.count]) == wanted {
            return .int(start + 1)
        }
        return 0
    }
}

private func shifted(_ text: String, by count: Int64) -> [UInt8] {
    let bits = Array(text.utf8)
    let zero = UInt8(ascii: "0")
    return bits.indices.map { index in
        let source = Int64(index) + count
        return source >= 0 && source < bits.count ? bits[Int(source)] : zero
    }
}
