import VectorTypes

/// An `interval`: months, days and microseconds, which are kept apart because a month has no fixed number of days and a
/// day (across a change of the clocks) no fixed number of hours. They may differ in sign.
package struct Interval: Sendable {
    package var months: Int32
    package var days: Int32
    package var microseconds: Int64

    package init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }

    static let outOfRange = VecDBError(.datetimeFieldOverflow, "interval out of range")

    /// The form in which a column stores it: the three numbers, separated by spaces.
    package var storage: String { "\(months) \(days) \(microseconds)" }

    /// Reads ``storage``; nil when it is none.
    package init?(storage: String) {
        let parts = storage.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, let months = Int32(parts[0]), let days = Int32(parts[1]), let rest = Int64(parts[2])
        else { return nil }
        self.init(months: months, days: days, microseconds: rest)
    }

    /// Microseconds, a month taken for thirty days and a day for 24 hours, by which intervals are compared.
    private var span: Int128 {
        (Int128(months) * 30 + Int128(days)) * Int128(Calendar.microsecondsPerDay) + Int128(microseconds)
    }

    /// Bytes whose order under `memcmp` is the intervals' order; equal intervals have equal bytes.
    package var sortKey: [UInt8] {
        let biased = UInt128(truncatingIfNeeded: span) ^ (UInt128(1) << 127)
        return stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: biased >> UInt128($0)) }
    }
}

extension Interval: Comparable, Hashable {
    package static func == (a: Interval, b: Interval) -> Bool { a.span == b.span }
    package static func < (a: Interval, b: Interval) -> Bool { a.span < b.span }
    package func hash(into hasher: inout Hasher) { hasher.combine(span) }
}

// MARK: Arithmetic

extension Interval {
    private static func sum<Value: FixedWidthInteger>(_ a: Value, _ b: Value) throws -> Value {
        let (sum, overflow) = a.addingReportingOverflow(b)
        if overflow { throw outOfRange }
        return sum
    }

    /// `a + b`; 22008 `interval out of range`.
    package func adding(_ other: Interval) throws -> Interval {
        Interval(
            months: try Self.sum(months, other.months), days: try Self.sum(days, other.days),
            microseconds: try Self.sum(microseconds, other.microseconds))
    }

    /// `-a`.
    package func negated() throws -> Interval {
        if months == .min || days == .min || microseconds == .min { throw Self.outOfRange }
        return Interval(months: -months, days: -days, microseconds: -microseconds)
    }

    /// `a - b`.
    package func subtracting(_ other: Interval) throws -> Interval {
        let (month, overflow) = months.subtractingReportingOverflow(other.months)
        let (day, overflow2) = days.subtractingReportingOverflow(other.days)
        let (rest, overflow3) = microseconds.subtractingReportingOverflow(other.microseconds)
        if overflow || overflow2 || overflow3 { throw Self.outOfRange }
        return Interval(months: month, days: day, microseconds: rest)
    }

    /// `interval * factor`: fractions of months become days, fractions of days become time.
    package func multiplied(by factor: Double) throws -> Interval { try scaled { $0 * factor } }

    /// `interval / divisor`.
    ///
    /// - Throws: 22012 `division by zero`.
    package func divided(by divisor: Double) throws -> Interval {
        if divisor == 0 { throw VecDBError(.divisionByZero, "division by zero") }
        return try scaled { $0 / divisor }
    }

    private func scaled(_ scale: (Double) -> Double) throws -> Interval {
        func toMicrosecond(_ value: Double) -> Double { (value * 1_000_000).rounded(.toNearestOrEven) / 1_000_000 }
        let month = scale(Double(months))
        let day = scale(Double(days))
        guard let wholeMonths = Int32(exactly: month.rounded(.towardZero)),
            let wholeDays = Int32(exactly: day.rounded(.towardZero))
        else { throw Self.outOfRange }
        let monthDays = toMicrosecond((month - Double(wholeMonths)) * 30)
        let carriedDays = monthDays.rounded(.towardZero)
        var seconds = toMicrosecond((day - Double(wholeDays) + monthDays - carriedDays) * 86_400)
        var resultDays = try Self.sum(wholeDays, Int32(carriedDays))
        if seconds.magnitude >= 86_400 {
            let extra = (seconds / 86_400).rounded(.towardZero)
            resultDays = try Self.sum(resultDays, Int32(extra))
            seconds -= extra * 86_400
        }
        let time = (scale(Double(microseconds)) + seconds * 1_000_000).rounded(.toNearestOrEven)
        guard let rest = Int64(exactly: time) else { throw Self.outOfRange }
        return Interval(months: wholeMonths, days: resultDays, microseconds: rest)
    }

    /// `justify_hours`: 24 hours become a day.
    package func justifyingHours() throws -> Interval {
        let whole = Int32(microseconds / Calendar.microsecondsPerDay)
        var result = Interval(
            months: months, days: try Self.sum(days, whole), microseconds: microseconds % Calendar.microsecondsPerDay)
        result.alignTimeWithDays()
        return result
    }

    /// `justify_days`: thirty days become a month.
    package func justifyingDays() throws -> Interval {
        var result = Interval(
            months: try Self.sum(months, days / 30), days: days % 30, microseconds: microseconds)
        if result.months > 0, result.days < 0 {
            result.days += 30
            result.months -= 1
        } else if result.months < 0, result.days > 0 {
            result.days -= 30
            result.months += 1
        }
        return result
    }

    /// `justify_interval`: both, and all parts of one sign.
    package func justified() throws -> Interval {
        let day = Calendar.microsecondsPerDay
        let allDays = Int64(days) + microseconds / day
        let wholeMonths = Int64(months) + allDays / 30
        guard let month = Int32(exactly: wholeMonths) else { throw Self.outOfRange }
        var result = Interval(months: month, days: Int32(allDays % 30), microseconds: microseconds % day)
        if result.months > 0, result.days < 0 || (result.days == 0 && result.microseconds < 0) {
            result.days += 30
            result.months -= 1
        } else if result.months < 0, result.days > 0 || (result.days == 0 && result.microseconds > 0) {
            result.days -= 30
            result.months += 1
        }
        result.alignTimeWithDays()
        return result
    }

    private mutating func alignTimeWithDays() {
        if days > 0, microseconds < 0 {
            microseconds += Calendar.microsecondsPerDay
            days -= 1
        } else if days < 0, microseconds > 0 {
            microseconds -= Calendar.microsecondsPerDay
            days += 1
        }
    }

    /// `make_interval`.
    package init(
        years: Int32, months: Int32, weeks: Int32, days: Int32, time: (hours: Int32, minutes: Int32, seconds: Double)
    ) throws {
        let allMonths = Int64(years) * 12 + Int64(months)
        let allDays = Int64(weeks) * 7 + Int64(days)
        let seconds = (time.seconds * 1_000_000).rounded(.toNearestOrEven)
        guard let month = Int32(exactly: allMonths), let day = Int32(exactly: allDays),
            let rest = Int64(exactly: seconds)
        else { throw Self.outOfRange }
        let clock = (Int64(time.hours) * 60 + Int64(time.minutes)) * 60_000_000
        self.init(months: month, days: day, microseconds: try Self.sum(clock, rest))
    }

    /// The cast to `time`: the time part modulo a day.
    package var time: TimeOfDay {
        TimeOfDay(microseconds: Calendar.floorModulo(microseconds, Calendar.microsecondsPerDay))
    }
}
