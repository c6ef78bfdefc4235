import PostgresValues
import VecDB
import VectorTypes

/// Length casts: a value fitted to `varchar(10)`, `numeric(8,2)`, `bit(3)`, `vector(3)`, `timestamp(0)`.
extension ValueText {
    /// An explicit cast cuts strings and bit strings, an assignment refuses them; the other types know no difference.
    static func fit(_ value: SQLiteValue, to type: ColumnType, isExplicit: Bool) throws -> SQLiteValue {
        guard !value.isNull, type.modifier >= 0 else { return value }
        if type.isArray { return try fitArray(value, to: type, isExplicit: isExplicit) }
        let modifier = Int(type.modifier)
        switch (type.base, value) {
        // A modifier below 4 or 1 says nothing about the length.
        case (.varchar, .text(let text)) where modifier >= 4:
            return .text(try fit(text, length: modifier - 4, isExplicit, "character varying"))
        case (.bpchar, .text(let text)) where modifier >= 4:
            return .text(try pad(fit(text, length: modifier - 4, isExplicit, "character"), modifier - 4))
        case (.numeric, .text(let text)): return .text(try Numeric(text: text).coerced(toModifier: type.modifier).text)
        case (.bit, .blob(let bytes)) where modifier > 0:
            try ValueSize.check(modifier / 8)
            return .blob(
                try BitVector(storage: bytes).converted(to: .exactly(modifier), explicit: isExplicit).storageBytes)
        case (.varbit, .blob(let bytes)) where modifier > 0:
            return .blob(
                try BitVector(storage: bytes).converted(to: .atMost(modifier), explicit: isExplicit).storageBytes)
        case (.vector, .blob(let bytes)):
            try bytes.withUnsafeBytes { try requireDimensions($0.count / 4, modifier) }
        case (.halfvec, .blob(let bytes)):
            try bytes.withUnsafeBytes { try requireDimensions($0.count / 2, modifier) }
        case (.sparsevec, .blob(let bytes)): try SparseVector(storage: bytes).requireDimensions(modifier)
        case (.time, .integer(let time)):
            return .integer(TimeOfDay(microseconds: time).rounded(toPrecision: modifier).microseconds)
        case (.timestamp, .integer(let moment)), (.timestamptz, .integer(let moment)):
            return .integer(Timestamp(microseconds: moment).rounded(toPrecision: modifier).microseconds)
        case (.interval, .text): return try fitInterval(value, modifier: type.modifier)
        default: break
        }
        return value
    }

    /// The check of a vector's declared dimension.
    static func requireDimensions(_ count: Int, _ expected: Int) throws {
        if count != expected {
            throw VecDBError(.dataException, "expected \(expected) dimensions, not \(count)")
        }
    }

    /// Blanks past the length never count; other characters do, unless the cast was written out.
    private static func fit(_ text: String, length: Int, _ isExplicit: Bool, _ name: String) throws -> String {
        if text.utf8.count <= length { return text }
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: length, limitedBy: scalars.endIndex) else {
            return text
        }
        if !isExplicit, scalars[end...].contains(where: { $0 != " " }) {
            throw VecDBError(.stringDataRightTruncation, "value too long for type \(name)(\(length))")
        }
        return String(scalars[..<end])
    }

    private static func pad(_ text: String, _ length: Int) throws -> String {
        let missing = length - text.unicodeScalars.count
        if missing > 0 { try ValueSize.check(missing, times: 1, plus: text.utf8.count) }
        return missing > 0 ? text + String(repeating: " ", count: missing) : text
    }
}
