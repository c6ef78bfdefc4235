import TestSupport
import Testing
import VecDB
import VectorTypes

@testable import VecDBSQL

@Suite struct CopyBinaryTests {
    /// What PostgreSQL 18 with pgvector wrote for one row of ``fields``.
    private let fromPostgres = bytes(
        "5047434f50590aff0d0a000000000000000000001e000000010100000002000700000004fffffff800000008000000021871"
            + "1a00000000043fc0000000000008c002000000000000000000087ff80000000000000000000e000300014000000400010929"
            + "1a2c0000000800000000000000000000000800000000c00000000000000668c3a96c6c6f0000000261620000000200ff0000"
            + "0010a0eebc999c0b4ef8bb6d6bb9bd380a1100000009017b2261223a20317d000000035b315d000000040000227900000004"
            + "7fffffff000000080000000a8be6260800000008fffffffffff85ee0000000080002b0d5d4e9400000000008800000000000"
            + "00000000001000000000003567e000000002000000010000000500000003a000000008000200003c00400000000014000000"
            + "030000000100000000000000003fc000000000002800000001000000010000001700000003000000010000000400000001ff"
            + "ffffff0000000400000003000000260000000200000000000000190000000200000000000000010000000200000001610000"
            + "0001620000000c0000000000000000000002bdffffffffffff")

    /// The types of that row, and how the values are stored.
    private let fields: [(ColumnType, SQLiteValue)] = [
        (.bool, 1), (ColumnType(.int2), 7), (.int4, -8), (.int8, 9_000_000_000), (.float4, 1.5), (.float8, -2.25),
        (.float8, "NaN"), (ColumnType(.numeric), "-12345.6700"), (ColumnType(.numeric), "0"),
        (ColumnType(.numeric), "NaN"), (.text, "héllo"), (ColumnType(.varchar, modifier: 8), "ab"),
        (.bytea, .blob([0, 0xFF])), (.uuid, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), (.jsonb, "{\"a\": 1}"),
        (ColumnType(.json), "[1]"), (ColumnType(.date), 19_782), (ColumnType(.date), .integer(Int64(Int32.max))),
        (ColumnType(.time), 45_296_789_000), (ColumnType(.timestamp), 946_684_799_500_000),
        (.timestamptz, 1_704_067_200_000_000), (.timestamptz, .integer(.min)),
        (ColumnType(.interval), "1 2 3500000"), (.bit(3), .blob([0b1010_0000, 5])),
        (.halfvec(2), .blob([0, 0x3C, 0, 0x40])),
        (.sparsevec(3), .blob([3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0x3F])),
        (ColumnType(.int4, isArray: true), "{1,NULL,3}"), (ColumnType(.text, isArray: true), "[0:1][2:2]={{a},{b}}"),
        (ColumnType(.float8, isArray: true), "{}"), (.int4, .null),
    ]

    @Test("a row is written to the byte as PostgreSQL writes it") func written() throws {
        let row = CopyBinaryWriter.row(try fields.map { try BinaryField.encode($0.1, as: $0.0) })
        #expect(CopyBinaryWriter.header + row + CopyBinaryWriter.trailer == fromPostgres)
    }

    @Test("PostgreSQL's row is read, whatever pieces it comes in", arguments: [1, 2, 7, 100, 10_000])
    func read(_ piece: Int) throws {
        var reader = CopyBinaryReader(columnCount: fields.count)
        var rows: [[[UInt8]?]] = []
        for start in stride(from: 0, to: fromPostgres.count, by: piece) {
            reader.feed(fromPostgres[start..<min(start + piece, fromPostgres.count)])
            while let row = try reader.nextRow() { rows.append(row) }
        }
        try reader.finish()
        #expect(rows.count == 1)
        for (field, expected) in zip(try #require(rows.first), fields) {
            let value = try field.map { try BinaryField.decode($0, as: expected.0) } ?? .null
            #expect(value == expected.1, "\(expected.0)")
        }
    }

    @Test(
        "input that is not in the format is refused in PostgreSQL's words",
        arguments: [
            ("", "COPY file signature not recognized"), ("5047434f5059", "COPY file signature not recognized"),
            ("31093209310a", "COPY file signature not recognized"),
            ("{s}0000", "invalid COPY file header (missing flags)"),
            ("{s}00000000 0000", "invalid COPY file header (missing length)"),
            ("{s}00000000 ffffffff", "invalid COPY file header (missing length)"),
            ("{s}00000000 00000004 0000", "invalid COPY file header (wrong length)"),
            ("{s}00010000 00000000", "invalid COPY file header (WITH OIDS)"),
            ("{s}00020000 00000000", "unrecognized critical flags in COPY file header"),
            ("{s}00000000 00000000 0001", "row field count is 1, expected 2"),
            ("{s}00000000 00000000 0002 000000", "unexpected EOF in COPY data"),
            ("{s}00000000 00000000 0002 00000001 61", "unexpected EOF in COPY data"),
            ("{s}00000000 00000000 0002 fffffffe", "invalid field size"),
            ("{s}00000000 00000000 ffff 00", "received copy data after EOF marker"),
            ("{s}00000000 00000000", "accepted"), ("{s}00000000 00000000 0002 ffffffff 00000000", "accepted"),
            ("{s}00000000 00000002 abcd ffff", "accepted"), ("{s}00000003 00000000 ffff", "accepted"),
        ])
    func frame(_ hex: String, _ expected: String) {
        let input = bytes(hex.replacing("{s}", with: "5047434f50590aff0d0a00"))
        #expect(
            message {
                var reader = CopyBinaryReader(columnCount: 2)
                reader.feed(input)
                while try reader.nextRow() != nil {}
                try reader.finish()
            } == (expected == "accepted" ? expected : "22P04 " + expected))
    }

    @Test(
        "a field that is not a value of its type is refused",
        arguments: [
            (.int4, "000000", "08P01 insufficient data left in message"),
            (.int4, "0000000100", "22P03 incorrect binary data format"),
            (.text, "ff", "22021 invalid byte sequence for encoding \"UTF8\""),
            (.text, "6100", "22021 invalid byte sequence for encoding \"UTF8\""),
            (ColumnType(.varchar, modifier: 6), "616263", "22001 value too long for type character varying(2)"),
            (.jsonb, "022031", "XX000 unsupported jsonb version number 2"),
            (.uuid, "00", "08P01 insufficient data left in message"),
            (.vector(2), "0001 0000 3f800000", "22000 expected 2 dimensions, not 1"),
            (.bit(3), "00000002 80", "22026 bit string length 2 does not match type bit(3)"),
            (ColumnType(.numeric), "0001 0000 0001 0000 0001", "22P03 invalid sign in external \"numeric\" value"),
            (ColumnType(.numeric), "0001 0000 0000 0000 2710", "22P03 invalid digit in external \"numeric\" value"),
            (ColumnType(.numeric), "0001 0000 0000 4000 0001", "22P03 invalid scale in external \"numeric\" value"),
            (ColumnType(.date), "80000001", "22008 date out of range"),
            (ColumnType(.time), "7fffffffffffffff", "22008 time out of range"),
            (.timestamptz, "7ffffffffffffffe", "22008 timestamp out of range"),
            (ColumnType(.int4, isArray: true), "ffffffff", "22P03 invalid number of dimensions: -1"),
            (
                ColumnType(.int4, isArray: true), "00000007",
                "54000 number of array dimensions (7) exceeds the maximum allowed (6)"
            ),
            (ColumnType(.int4, isArray: true), "00000001 00000002 00000017", "22P03 invalid array flags"),
            (
                ColumnType(.int4, isArray: true), "00000001 00000000 00000019 00000001 00000001",
                "42804 binary data has array element type 25 (text) instead of expected 23 (integer)"
            ),
            (
                ColumnType(.int4, isArray: true), "00000002 00000000 00000017 7fffffff 00000000 7fffffff 00000000",
                "54000 array size exceeds the maximum allowed (134217727)"
            ),
            (
                ColumnType(.int4, isArray: true), "00000001 00000000 00000017 00000001 00000001 00000005",
                "22P03 insufficient data left in message"
            ),
        ])
    func field(_ type: ColumnType, _ hex: String, _ expected: String) {
        #expect(message { _ = try BinaryField.decode(bytes(hex), as: type) } == expected)
    }

    @Test("damaged input gives rows or an error, never a trap") func damaged() {
        let seed = testSeed(201)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            var input = fromPostgres
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                input[Int.random(in: 0..<input.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            input.removeLast(Int.random(in: 0...3, using: &random) == 0 ? Int.random(in: 0...200, using: &random) : 0)
            let outcome = message {
                var reader = CopyBinaryReader(columnCount: fields.count)
                reader.feed(input)
                while let row = try reader.nextRow() {
                    for (field, (type, _)) in zip(row, fields) {
                        guard let field else { continue }
                        // One field's error must not hide the others.
                        _ = message { _ = try BinaryField.encode(BinaryField.decode(field, as: type), as: type) }
                    }
                }
                try reader.finish()
            }
            #expect(!outcome.hasPrefix("not ours"), "\(outcome), seed \(seed)")
        }
    }

    /// `accepted`, or the error's SQLSTATE and message.
    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "accepted"
        } catch let error as VecDBError {
            return "\(error.sqlState) \(error.message)"
        } catch {
            return "not ours: \(error)"
        }
    }
}

private func bytes(_ hex: String) -> [UInt8] {
    var digits = hex.filter { $0 != " " }[...]
    var bytes: [UInt8] = []
    while let byte = UInt8(digits.prefix(2), radix: 16) {
        bytes.append(byte)
        digits = digits.dropFirst(2)
    }
    return bytes
}
