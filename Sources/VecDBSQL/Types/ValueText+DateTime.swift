import PostgresValues
import VecDB
import VectorTypes

/// Dates, times and intervals between text and their stored numbers.
extension ValueText {
    static func inputDateTime(_ text: String, _ base: BaseType, _ context: FunctionContext) throws -> SQLiteValue {
        let settings = context.dateTime
        switch base {
        case .date: return .date(try CalendarDate(text: text, settings))
        case .time: return .integer(try TimeOfDay(text: text, settings).microseconds)
        case .timetz: return .text(try TimeOfDayWithZone(text: text, settings).text)
        case .timestamp: return .integer(try Timestamp(text: text, settings).microseconds)
        case .timestamptz: return .integer(try Timestamp(text: text, settings, withTimeZone: true).microseconds)
        default: return .text(try Interval(text: text, settings).storage)
        }
    }

    static func outputDateTime(_ value: SQLiteValue, _ base: BaseType, _ context: FunctionContext) throws -> String {
        let settings = context.dateTime
        switch (base, value) {
        case (.date, .integer(let days)): return CalendarDate(days: Int32(clamping: days)).text(settings)
        case (.time, .integer(let time)): return TimeOfDay(microseconds: time).text
        case (.timestamp, .integer(let moment)): return Timestamp(microseconds: moment).text(settings)
        case (.timestamptz, .integer(let moment)):
            return Timestamp(microseconds: moment).text(settings, withTimeZone: true)
        case (.interval, .text(let text)): return Interval(storage: text)?.text(settings) ?? text
        case (_, .text(let text)): return text
        default: return ""
        }
    }

    /// ISO 8601 with a `T`, as in JSON.
    static func jsonDateTime(_ value: SQLiteValue, _ base: BaseType, _ context: FunctionContext) throws -> String {
        var settings = context.dateTime
        settings.dateStyle = .iso
        guard case .integer(let number) = value else { return "" }
        switch base {
        case .date: return CalendarDate(days: Int32(clamping: number)).text(settings)
        default:
            let text = Timestamp(microseconds: number).text(settings, withTimeZone: base == .timestamptz)
            guard let space = text.firstIndex(of: " ") else { return text }
            var result = text.replacingFirstSpace(at: space)
            // An offset is written with its minutes.
            if base == .timestamptz, let sign = result.lastIndex(where: { $0 == "+" || $0 == "-" }),
                result[sign...].count == 3, result[sign...].dropFirst().allSatisfy(\.isNumber)
            {
                result += ":00"
            }
            return result
        }
    }

    static func fitInterval(_ value: SQLiteValue, modifier: Int32) throws -> SQLiteValue {
        guard case .text(let stored) = value, var interval = Interval(storage: stored) else { return value }
        try interval.coerce(toModifier: modifier)
        return .text(interval.storage)
    }
}

extension String {
    fileprivate func replacingFirstSpace(at index: Index) -> String {
        String(self[..<index]) + "T" + self[self.index(after: index)...]
    }
}

extension SQLiteValue {
    static func date(_ date: CalendarDate) -> SQLiteValue { .integer(Int64(date.days)) }
    static func timestamp(_ timestamp: Timestamp) -> SQLiteValue { .integer(timestamp.microseconds) }
    static func interval(_ interval: Interval) -> SQLiteValue { .text(interval.storage) }
}
