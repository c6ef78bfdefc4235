import VecDB
import VectorTypes

/// Bit strings: logic, shifts, concatenation, parts. ``BitVector`` does the work.
func declareBits(in c: inout CatalogBuilder) {
    func operation(
        _ signature: String, operator symbol: String? = nil,
        _ body: @escaping @Sendable (BitVector, Arguments) throws -> BitVector
    ) {
        c.scalar(signature, operator: symbol) { x, _ in .blob(try body(x.bits(0), x).storageBytes) }
    }
    operation("bitand(bit, bit) bit", operator: "&") { try $0 & $1.bits(1) }
    operation("bitor(bit, bit) bit", operator: "|") { try $0 | $1.bits(1) }
    operation("bitxor(bit, bit) bit", operator: "#") { try $0 ^ $1.bits(1) }
    operation("bitnot(bit) bit", operator: "~") { bits, _ in ~bits }
    operation("bitcat(varbit, varbit) varbit", operator: "||") { try $0.concatenated(with: $1.bits(1)) }
    operation("bitshiftleft(bit, int4) bit", operator: "<<") { $0 << Int($1.int(1)) }
    operation("bitshiftright(bit, int4) bit", operator: ">>") { $0 >> Int($1.int(1)) }
    operation("set_bit(bit, int4, int4) bit") { bits, x in
        guard x.int(2) == 0 || x.int(2) == 1 else {
            throw VecDBError(.invalidParameterValue, "new bit must be 0 or 1")
        }
        return try bits.setting(x.int(2) == 1, at: Int(x.int(1)))
    }
    operation("substring(bit, int4) bit") { try $0.substring(start: Int($1.int(1))) }
    operation("substring(bit, int4, int4) bit") { try $0.substring(start: Int($1.int(1)), length: Int($1.int(2))) }
    operation("overlay(bit, bit, int4) bit") { try $0.overlaid(with: $1.bits(1), start: Int($1.int(2))) }
    operation("overlay(bit, bit, int4, int4) bit") {
        try $0.overlaid(with: $1.bits(1), start: Int($1.int(2)), length: Int($1.int(3)))
    }
    c.scalar("length(bit) int4") { x, _ in .int(try x.bits(0).count) }
    c.scalar("bit_length(bit) int4") { x, _ in .int(try x.bits(0).count) }
    c.scalar("octet_length(bit) int4") { x, _ in .int(try x.bits(0).bytes.count) }
    c.scalar("bit_count(bit) int8") { x, _ in .int(try x.bits(0).setBitCount) }
    c.scalar("bit_count(bytea) int8") { x, _ in .int(x.bytes(0).reduce(0) { $0 + $1.nonzeroBitCount }) }
    c.scalar("get_bit(bit, int4) int4") { x, _ in .int(try x.bits(0).bit(at: Int(x.int(1))) ? 1 : 0) }
    c.scalar("position(bit, bit) int4") { x, _ in .int(try x.bits(0).interruptiblePosition(of: x.bits(1))) }
}
