import PostgresValues
import VecDB
import VectorTypes

/// Values between their stored form and PostgreSQL's binary form: its send and receive functions.
enum BinaryField {
    /// From the epoch of the stored dates, 1970-01-01, to PostgreSQL's, 2000-01-01.
    static let epochDays: Int32 = 10_957
    static let epochMicroseconds: Int64 = 946_684_800_000_000

    // MARK: Output

    /// The binary form of a stored value; nil for NULL.
    ///
    /// - Throws: 0A000 for types that have none here, XX001 for a damaged value.
    static func encode(_ value: SQLiteValue, as type: ColumnType) throws -> [UInt8]? {
        if value.isNull { return nil }
        if type.isArray { return try encodeArray(value, as: type) }
        switch (type.base, value) {
        case (.vector, .blob(let bytes)): return try Vector(storage: bytes).wireBytes
        case (.halfvec, .blob(let bytes)): return try HalfVector(storage: bytes).wireBytes
        case (.sparsevec, .blob(let bytes)): return try SparseVector(storage: bytes).wireBytes
        case (.bit, .blob(let bytes)), (.varbit, .blob(let bytes)): return try BitVector(storage: bytes).wireBytes
        case (_, .blob(let bytes)): return bytes
        case (.float4, _), (.float8, _): return encode(float: value, isSingle: type.base == .float4)
        case (_, .integer(let number)): return try encode(integer: number, type.base)
        case (_, .text(let text)): return try encode(text: text, type.base)
        default: throw unsupported(type.base, "output")
        }
    }

    private static func encode(float value: SQLiteValue, isSingle: Bool) -> [UInt8] {
        let number: Double =
            switch value {
            case .real(let number): number
            case .integer(let number): Double(number)
            default: .nan
            }
        return isSingle ? bytes(Float(number).bitPattern) : bytes(number.bitPattern)
    }

    private static func encode(integer number: Int64, _ base: BaseType) throws -> [UInt8] {
        switch base {
        case .bool: return [number == 0 ? 0 : 1]
        case .int2: return bytes(Int16(truncatingIfNeeded: number))
        case .int8, .time: return bytes(number)
        case .date:
            let days = Int32(truncatingIfNeeded: number)
            return bytes(days == .max || days == .min ? days : days &- epochDays)
        case .timestamp, .timestamptz:
            return bytes(number == .max || number == .min ? number : number &- epochMicroseconds)
        default: return bytes(Int32(truncatingIfNeeded: number))
        }
    }

    private static func encode(text: String, _ base: BaseType) throws -> [UInt8] {
        switch base {
        case .numeric: return try Numeric(text: text).wireBytes
        case .jsonb: return [1] + Array(text.utf8)
        case .uuid: return try encode(uuid: text)
        case .interval: return try encode(interval: text)
        case .tsvector, .tsquery, .timetz, .jsonpath, .aclitem, .tid, .int2vector, .oidvector:
            throw unsupported(base, "output")
        default: return Array(text.utf8)
        }
    }

    private static func encode(uuid text: String) throws -> [UInt8] {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        return try stride(from: 0, to: digits.count, by: 2).map { index in
            let pair = String(decoding: digits[index..<min(index + 2, digits.count)], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else {
                throw VecDBError(.dataCorrupted, "stored uuid is damaged: \"\(text)\"")
            }
            return byte
        }
    }

    /// Stored are months, days and microseconds as text; sent are the microseconds first.
    private static func encode(interval text: String) throws -> [UInt8] {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let months = Int32(parts[0]), let days = Int32(parts[1]),
            let microseconds = Int64(parts[2])
        else { throw VecDBError(.dataCorrupted, "stored interval is damaged: \"\(text)\"") }
        return bytes(microseconds) + bytes(days) + bytes(months)
    }

    static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    static func unsupported(_ base: BaseType, _ direction: String) -> VecDBError {
        VecDBError(.featureNotSupported, "no binary \(direction) function available for type \(base.facts.displayName)")
    }
}
