import PostgresValues
import VecDB
import VectorTypes

/// Type modifiers: PostgreSQL's one number for `(10)`, `(8,2)` or `(3)`.
package enum TypeModifier {
    /// The number for the words in parentheses, or the type's own complaint.
    static func encode(_ words: [String], _ type: BaseType) throws -> Int32 {
        let numbers = try words.map(ScalarText.parseInt32)
        switch type {
        case .vector, .halfvec, .sparsevec:
            guard let kind = VectorType(rawValue: type.rawValue) else { break }
            return try kind.typeModifier(numbers)
        case .varchar, .bpchar:
            guard numbers.count == 1 else { throw invalidModifier }
            return try length(numbers[0], of: type == .bpchar ? "char" : "varchar", limit: 10_485_760) + 4
        case .bit, .varbit:
            guard numbers.count == 1 else { throw invalidModifier }
            return try length(numbers[0], of: type == .bit ? "bit" : "varbit", limit: 83_886_080)
        case .numeric: return try numeric(numbers)
        case .time, .timetz, .timestamp, .timestamptz:
            guard numbers.count == 1 else { throw invalidModifier }
            let name = type == .timestamp || type == .timestamptz ? "TIMESTAMP" : "TIME"
            let zone = type == .timestamptz || type == .timetz ? " WITH TIME ZONE" : ""
            if numbers[0] < 0 {
                throw VecDBError(
                    .invalidParameterValue, "\(name)(\(numbers[0]))\(zone) precision must not be negative")
            }
            return min(numbers[0], 6)
        case .interval:
            // The mask of fields and the precision, packed as PostgreSQL packs them.
            guard let mask = numbers.first, numbers.count <= 2 else { throw invalidModifier }
            let precision = numbers.count == 2 ? min(numbers[1], 6) : 0xFFFF
            if precision < 0 {
                throw VecDBError(
                    .invalidParameterValue, "INTERVAL(\(precision)) precision must not be negative")
            }
            if mask == 0x7FFF, precision == 0xFFFF { return -1 }
            return (mask & 0x7FFF) << 16 | precision
        default: break
        }
        throw invalidModifier
    }

    private static var invalidModifier: VecDBError { VecDBError(.invalidParameterValue, "invalid type modifier") }

    private static func length(_ value: Int32, of name: String, limit: Int32) throws -> Int32 {
        if value < 1 {
            throw VecDBError(.invalidParameterValue, "length for type \(name) must be at least 1")
        }
        if value > limit {
            throw VecDBError(.invalidParameterValue, "length for type \(name) cannot exceed \(limit)")
        }
        return value
    }

    private static func numeric(_ numbers: [Int32]) throws -> Int32 {
        guard numbers.count == 1 || numbers.count == 2 else {
            throw VecDBError(.invalidParameterValue, "invalid NUMERIC type modifier")
        }
        let precision = numbers[0]
        let scale = numbers.count == 2 ? numbers[1] : 0
        if precision < 1 || precision > 1000 {
            throw VecDBError(
                .invalidParameterValue, "NUMERIC precision \(precision) must be between 1 and 1000")
        }
        if scale < -1000 || scale > 1000 {
            throw VecDBError(
                .invalidParameterValue, "NUMERIC scale \(scale) must be between -1000 and 1000")
        }
        return (precision << 16 | scale & 0x7FF) + 4
    }

    /// `(10)` and so on, as `format_type` shows it after the name; the name itself for those that it splits.
    static func describe(_ type: BaseType, _ modifier: Int32) -> String {
        let name = type.facts.displayName
        guard modifier >= 0 else { return name }
        switch type {
        case .varchar, .bpchar: return modifier > 4 ? "\(name)(\(modifier - 4))" : name
        case .bit, .varbit, .vector, .halfvec, .sparsevec: return "\(name)(\(modifier))"
        case .numeric:
            let (precision, scale) = numericParts(modifier)
            return "\(name)(\(precision),\(scale))"
        case .time: return "time(\(modifier)) without time zone"
        case .timetz: return "time(\(modifier)) with time zone"
        case .timestamp: return "timestamp(\(modifier)) without time zone"
        case .timestamptz: return "timestamp(\(modifier)) with time zone"
        case .interval: return describeInterval(modifier)
        default: return name
        }
    }

    /// The precision and scale in a numeric's modifier.
    package static func numericParts(_ modifier: Int32) -> (precision: Int, scale: Int) {
        let bits = modifier - 4
        return (Int(bits >> 16) & 0xFFFF, ((Int(bits) & 0x7FF) ^ 1024) - 1024)
    }

    private static func describeInterval(_ modifier: Int32) -> String {
        let fields: [Int32: String] = [
            1 << 2: " year", 1 << 1: " month", 1 << 3: " day", 1 << 10: " hour", 1 << 11: " minute",
            1 << 12: " second", 1 << 2 | 1 << 1: " year to month", 1 << 3 | 1 << 10: " day to hour",
            1 << 3 | 1 << 10 | 1 << 11: " day to minute", 1 << 3 | 1 << 10 | 1 << 11 | 1 << 12: " day to second",
            1 << 10 | 1 << 11: " hour to minute", 1 << 10 | 1 << 11 | 1 << 12: " hour to second",
            1 << 11 | 1 << 12: " minute to second",
        ]
        let precision = modifier & 0xFFFF
        return "interval" + (fields[modifier >> 16 & 0x7FFF] ?? "") + (precision == 0xFFFF ? "" : "(\(precision))")
    }
}

extension ColumnType {
    /// The type as `format_type` and error messages show it: `vector(3)`, `character varying(10)`, `integer[]`.
    package var formatted: String { base.describe(modifier: modifier) + (isArray ? "[]" : "") }
}
