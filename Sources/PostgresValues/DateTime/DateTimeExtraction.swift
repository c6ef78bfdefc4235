// `extract(field FROM value)`. Results are numeric, with three decimals for milliseconds and six for seconds and epoch.
// For infinite values the fields that grow without bound are infinite and those that repeat are NULL (nil).
import VectorTypes

/// A field's name in `extract` and `date_trunc`.
enum ExtractField: Hashable {
    case unit(TimeUnit)
    case epoch, weekday, isoWeekday, dayOfYear, isoYear, julian

    init?(_ name: String) {
        let word = String(decoding: name.utf8.map(ASCII.lower), as: UTF8.self)
        if let unit = TimeUnit.named(word) {
            self = .unit(unit)
            return
        }
        switch word.prefix(10) {
        case "epoch": self = .epoch
        case "dow": self = .weekday
        case "isodow": self = .isoWeekday
        case "doy": self = .dayOfYear
        case "isoyear": self = .isoYear
        case "julian", "jd", "j": self = .julian
        default: return nil
        }
    }

    static func unknown(_ name: String, _ type: String) -> VecDBError {
        let word = String(decoding: name.utf8.map(ASCII.lower), as: UTF8.self)
        return VecDBError(.invalidParameterValue, "unit \"\(word)\" not recognized for type \(type)")
    }

    static func unsupported(_ name: String, _ type: String) -> VecDBError {
        let word = String(decoding: name.utf8.map(ASCII.lower), as: UTF8.self)
        return VecDBError(.featureNotSupported, "unit \"\(word)\" not supported for type \(type)")
    }

    /// The value at an infinite date: infinite, NULL, or not a field of dates.
    enum AtInfinity { case infinite, null, unsupported }

    var atInfinity: AtInfinity {
        switch self {
        case .unit(.year), .unit(.decade), .unit(.century), .unit(.millennium), .isoYear, .julian, .epoch: .infinite
        case .unit(.microsecond), .unit(.millisecond), .unit(.second), .unit(.minute), .unit(.hour), .unit(.day),
            .unit(.week), .unit(.month), .unit(.quarter), .weekday, .isoWeekday, .dayOfYear, .unit(.zone),
            .unit(.zoneHour), .unit(.zoneMinute):
            .null
        }
    }
}

extension Numeric {
    /// `value` / 10^scale, showing `scale` decimals.
    init(_ value: Int64, scale: Int) {
        let decimals = String(value.magnitude).utf8.map { $0 - ASCII.zero }
        self.init(decimals: decimals, integerDigits: decimals.count - scale, scale: scale, negative: value < 0)
    }
}

/// The fields of a calendar date, and of a time of day.
enum DateTimeFieldValues {
    /// Nil when the field is none of a date.
    static func ofDate(_ days: Int, _ field: ExtractField) -> Numeric? {
        let date = Calendar.date(days)
        let year = date.year
        /// The year as it is counted: there is no year 0.
        func counted(_ year: Int) -> Int { year > 0 ? year : year - 1 }
        switch field {
        case .unit(.day): return Numeric(date.day)
        case .unit(.month): return Numeric(date.month)
        case .unit(.quarter): return Numeric((date.month - 1) / 3 + 1)
        case .unit(.week): return Numeric(Calendar.isoWeek(days).week)
        case .unit(.year): return Numeric(counted(year))
        case .unit(.decade): return Numeric(Calendar.floorDivide(year, 10))
        case .unit(.century): return Numeric(year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100))
        case .unit(.millennium): return Numeric(year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000))
        case .isoYear: return Numeric(counted(Calendar.isoWeek(days).year))
        case .weekday: return Numeric(Calendar.weekday(days))
        case .isoWeekday: return Numeric((Calendar.weekday(days) + 6) % 7 + 1)
        case .dayOfYear: return Numeric(Calendar.dayOfYear(days))
        case .julian: return Numeric(days + Calendar.julianEpoch)
        default: return nil
        }
    }

    /// Nil when the field is none of a clock.
    static func ofClock(_ microseconds: Int64, _ field: ExtractField) -> Numeric? {
        switch field {
        case .unit(.microsecond): Numeric(microseconds % 60_000_000)
        case .unit(.millisecond): Numeric(microseconds % 60_000_000, scale: 3)
        case .unit(.second): Numeric(microseconds % 60_000_000, scale: 6)
        case .unit(.minute): Numeric(microseconds / 60_000_000 % 60)
        case .unit(.hour): Numeric(microseconds / 3_600_000_000)
        default: nil
        }
    }

    /// Nil when the field is none of a zone.
    static func ofZone(_ secondsEast: Int, _ field: ExtractField) -> Numeric? {
        switch field {
        case .unit(.zone): Numeric(secondsEast)
        case .unit(.zoneHour): Numeric(secondsEast / 3600)
        case .unit(.zoneMinute): Numeric(secondsEast / 60 % 60)
        default: nil
        }
    }
}

extension Timestamp {
    /// `extract(field FROM timestamp)`.
    ///
    /// - Parameter zone: The session's zone for a `timestamptz`, nil for a `timestamp`.
    /// - Returns: Nil for NULL.
    /// - Throws: 22023 `unit "x" not recognized for type …`, 0A000 `unit "x" not supported for type …`.
    package func extract(_ name: String, zone: TimeZone? = nil) throws -> Numeric? {
        let type = Timestamp.typeName(zone != nil)
        guard let field = ExtractField(name) else { throw ExtractField.unknown(name, type) }
        guard isFinite else {
            return field.atInfinity == .infinite ? (self == .infinity ? .infinity : .negativeInfinity) : nil
        }
        if field == .epoch { return Numeric(microseconds, scale: 6) }
        let local = zone.map { self.local(in: $0) } ?? self
        let days = Calendar.floorDivide(local.microseconds, Calendar.microsecondsPerDay)
        let time = local.microseconds - days * Calendar.microsecondsPerDay
        if field == .julian {
            let fraction = try Numeric(time).divided(by: Numeric(Calendar.microsecondsPerDay))
            return Numeric.sum(Numeric(Int(days) + Calendar.julianEpoch), fraction)
        }
        if let value = DateTimeFieldValues.ofDate(Int(days), field) ?? DateTimeFieldValues.ofClock(time, field) {
            return value
        }
        if let zone, let value = DateTimeFieldValues.ofZone(zone.offset(at: self).seconds, field) { return value }
        throw ExtractField.unsupported(name, type)
    }
}

extension CalendarDate {
    /// `extract(field FROM date)`.
    package func extract(_ name: String) throws -> Numeric? {
        guard let field = ExtractField(name) else { throw ExtractField.unknown(name, "date") }
        let sample = DateTimeFieldValues.ofDate(isFinite ? Int(days) : 0, field)
        if field != .epoch, sample == nil { throw ExtractField.unsupported(name, "date") }
        guard isFinite else {
            return field.atInfinity == .infinite ? (self == .infinity ? .infinity : .negativeInfinity) : nil
        }
        return sample ?? Numeric(Int64(days) * 86_400)
    }
}

extension TimeOfDay {
    /// `extract(field FROM time)`.
    package func extract(_ name: String) throws -> Numeric {
        let type = "time without time zone"
        guard let field = ExtractField(name) else { throw ExtractField.unknown(name, type) }
        if field == .epoch { return Numeric(microseconds, scale: 6) }
        guard let value = DateTimeFieldValues.ofClock(microseconds, field) else {
            throw ExtractField.unsupported(name, type)
        }
        return value
    }
}

extension TimeOfDayWithZone {
    /// `extract(field FROM timetz)`.
    package func extract(_ name: String) throws -> Numeric {
        let type = "time with time zone"
        guard let field = ExtractField(name) else { throw ExtractField.unknown(name, type) }
        if field == .epoch { return Numeric(microseconds + Int64(secondsWest) * 1_000_000, scale: 6) }
        guard
            let value = DateTimeFieldValues.ofClock(microseconds, field)
                ?? DateTimeFieldValues.ofZone(-Int(secondsWest), field)
        else { throw ExtractField.unsupported(name, type) }
        return value
    }
}

extension Interval {
    /// `extract(field FROM interval)`.
    package func extract(_ name: String) throws -> Numeric {
        guard let field = ExtractField(name) else { throw ExtractField.unknown(name, "interval") }
        switch field {
        case .unit(.hour), .unit(.minute), .unit(.second), .unit(.millisecond), .unit(.microsecond):
            if let value = DateTimeFieldValues.ofClock(microseconds, field) { return value }
        case .unit(.day): return Numeric(Int64(days))
        case .unit(.week): return Numeric(Int64(days / 7))
        case .unit(.month): return Numeric(Int64(months % 12))
        case .unit(.quarter): return Numeric(Int64(months >= 0 ? months % 12 / 3 + 1 : -(-(months % 12) / 3 + 1)))
        case .unit(.year): return Numeric(Int64(months / 12))
        case .unit(.decade): return Numeric(Int64(months / 120))
        case .unit(.century): return Numeric(Int64(months / 1200))
        case .unit(.millennium): return Numeric(Int64(months / 12_000))
        case .epoch:
            // A year has 365.25 days, a month 30.
            let quarterDays = Int64(months / 12) * 1461 + Int64(months % 12) * 120 + Int64(days) * 4
            return Numeric.sum(Numeric(quarterDays * 21_600), Numeric(microseconds, scale: 6))
        default: break
        }
        throw ExtractField.unsupported(name, "interval")
    }
}
