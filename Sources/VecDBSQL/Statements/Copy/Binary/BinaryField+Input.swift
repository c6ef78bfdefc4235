import PostgresValues
import VecDB
import VectorTypes

extension BinaryField {
    /// The stored form of a field in binary form, with the type's modifier applied as an assignment would.
    ///
    /// - Throws: 08P01 for a field that is too short, 22P03 for one that is too long, what the type's own checks throw,
    ///   and 0A000 for types that have no binary form here.
    static func decode(_ bytes: [UInt8], as type: ColumnType) throws -> SQLiteValue {
        let declared = type.modifier >= 0 ? Int(type.modifier) : nil
        switch (type.isArray, type.base) {
        case (true, _): return try decodeArray(bytes, as: type)
        case (_, .vector): return .blob(try Vector(wire: bytes, dimensions: declared).storageBytes)
        case (_, .halfvec): return .blob(try HalfVector(wire: bytes, dimensions: declared).storageBytes)
        case (_, .sparsevec): return .blob(try SparseVector(wire: bytes, dimensions: declared).storageBytes)
        case (_, .bit): return .blob(try BitVector(wire: bytes, length: declared.map { .exactly($0) }).storageBytes)
        case (_, .varbit): return .blob(try BitVector(wire: bytes, length: declared.map { .atMost($0) }).storageBytes)
        case (_, .bytea): return .blob(bytes)
        default: break
        }
        let value = try bytes.withUnsafeBytes { raw in
            var reader = WireReader(raw)
            let value = try scalar(&reader, type.base)
            try reader.requireEnd()
            return value
        }
        return try ValueText.fit(value, to: type, isExplicit: false)
    }

    private static func scalar(_ reader: inout WireReader, _ base: BaseType) throws -> SQLiteValue {
        switch base {
        case .bool: return .bool(try reader.next(UInt8.self) != 0)
        case .int2: return .integer(Int64(try reader.next(Int16.self)))
        case .int4: return .integer(Int64(try reader.next(Int32.self)))
        case .int8: return .integer(try reader.next(Int64.self))
        case .oid, .xid, .cid, .regclass, .regtype, .regproc, .regprocedure, .regoper, .regnamespace, .regrole,
            .regconfig:
            return .integer(Int64(try reader.next(UInt32.self)))
        case .float4: return .float(Double(try reader.nextFloat()))
        case .float8: return .float(Double(bitPattern: try reader.next(UInt64.self)))
        case .numeric: return .text(try Numeric(wire: &reader).text)
        case .uuid: return .text(uuid(try reader.nextBytes(16)))
        case .date, .time, .timestamp, .timestamptz, .interval: return try dateTime(&reader, base)
        case .jsonb:
            let version = try reader.next(UInt8.self)
            if version != 1 { throw VecDBError(.internalError, "unsupported jsonb version number \(version)") }
            return try ValueText.inputJSON(text(&reader), .jsonb)
        case .json: return try ValueText.inputJSON(text(&reader), .json)
        case .text, .varchar, .bpchar, .unknown, .cstring: return .text(try text(&reader))
        case .name, .internalChar: return try ValueText.input(text(&reader), base, ValueText.stored)
        default: throw unsupported(base, "input")
        }
    }

    private static func dateTime(_ reader: inout WireReader, _ base: BaseType) throws -> SQLiteValue {
        switch base {
        case .date:
            let days = try reader.next(Int32.self)
            if days == .max || days == .min { return .integer(Int64(days)) }
            let (stored, overflow) = days.addingReportingOverflow(epochDays)
            if overflow || !dateRange.contains(days) { throw VecDBError(.datetimeFieldOverflow, "date out of range") }
            return .integer(Int64(stored))
        case .time:
            let microseconds = try reader.next(Int64.self)
            guard (0...86_400_000_000).contains(microseconds) else {
                throw VecDBError(.datetimeFieldOverflow, "time out of range")
            }
            return .integer(microseconds)
        case .interval:
            let microseconds = try reader.next(Int64.self)
            let days = try reader.next(Int32.self)
            return .text("\(try reader.next(Int32.self)) \(days) \(microseconds)")
        default:
            let microseconds = try reader.next(Int64.self)
            if microseconds == .max || microseconds == .min { return .integer(microseconds) }
            let (stored, overflow) = microseconds.addingReportingOverflow(epochMicroseconds)
            if overflow || !timestampRange.contains(microseconds) {
                throw VecDBError(.datetimeFieldOverflow, "timestamp out of range")
            }
            return .integer(stored)
        }
    }

    /// The Julian day 0 to the year 5,874,897, and the Julian day 0 to the year 294,276, both from 2000-01-01.
    private static let dateRange: ClosedRange<Int32> = -2_451_545...2_145_031_948
    private static let timestampRange: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000

    private static func uuid(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The rest of the field as text, which must be UTF-8 without a zero byte.
    private static func text(_ reader: inout WireReader) throws -> String {
        let bytes = try reader.nextBytes(reader.remaining)
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw VecDBError(.characterNotInRepertoire, "invalid byte sequence for encoding \"UTF8\"")
        }
        return text
    }
}
