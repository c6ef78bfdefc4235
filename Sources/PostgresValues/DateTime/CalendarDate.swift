import VectorTypes

/// A `date`: days since 1970-01-01; the extremes of the range stand for infinity.
package struct CalendarDate: Hashable, Comparable, Sendable {
    package var days: Int32

    package init(days: Int32) { self.days = days }

    package static let infinity = CalendarDate(days: .max)
    package static let negativeInfinity = CalendarDate(days: .min)

    package var isFinite: Bool { self != .infinity && self != .negativeInfinity }
    package static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.days < b.days }

    static let outOfRange = VecDBError(.datetimeFieldOverflow, "date out of range")

    /// Nil outside 4713 BC … 5874897 AD.
    init?(checking days: Int) {
        guard days >= Calendar.firstDay, days < Calendar.endOfDates else { return nil }
        self.days = Int32(days)
    }

    /// Reads a date in any of PostgreSQL's forms; a time and a zone in the text are ignored.
    ///
    /// - Throws: 22007 `invalid input syntax for type date: "x"`, 22008 `date/time field value out of range: "x"`.
    package init(text: String, _ settings: DateTimeSettings = DateTimeSettings()) throws {
        var decoder = DateTimeDecoder(settings)
        try DateTimeError.reporting(text, type: "date") { try decoder.decode(text) }
        switch decoder.meaning {
        case .epoch: self = CalendarDate(days: 0)
        case .infinity: self = .infinity
        case .negativeInfinity: self = .negativeInfinity
        case .moment:
            let time = decoder.time
            guard time.year < 10_000_000,
                let date = CalendarDate(checking: Calendar.days(time.year, time.month, time.day))
            else { throw VecDBError(.datetimeFieldOverflow, "date out of range: \"\(text)\"") }
            self = date
        }
    }

    /// `make_date(year, month, day)`; a negative year is before Christ.
    ///
    /// - Throws: 22008 `date field value out of range: 2013-02-30`.
    package init(year: Int, month: Int, day: Int) throws {
        let astronomical = year < 0 ? year + 1 : year
        guard year != 0, (1...12).contains(month), day >= 1, year.magnitude < 10_000_000,
            day <= Calendar.daysInMonth(astronomical, month)
        else {
            throw VecDBError(
                .datetimeFieldOverflow,
                "date field value out of range: \(astronomical)-\(DateTimeText.two(month))-"
                    + DateTimeText.two(day))
        }
        guard let date = CalendarDate(checking: Calendar.days(astronomical, month, day)) else {
            throw VecDBError(
                .datetimeFieldOverflow,
                "date out of range: \(astronomical)-\(DateTimeText.two(month))-\(DateTimeText.two(day))")
        }
        self = date
    }

    /// The output form in the session's DateStyle.
    package func text(_ settings: DateTimeSettings = DateTimeSettings()) -> String {
        if self == .infinity { return "infinity" }
        if self == .negativeInfinity { return "-infinity" }
        return DateTimeText.date(Int(days), settings)
    }

    /// Midnight of the date, as `timestamp`.
    ///
    /// - Throws: 22008 `date out of range for timestamp`.
    package func timestamp(_ time: TimeOfDay = TimeOfDay(microseconds: 0)) throws -> Timestamp {
        if self == .infinity { return .infinity }
        if self == .negativeInfinity { return .negativeInfinity }
        let (start, overflow) = Int64(days).multipliedReportingOverflow(by: Calendar.microsecondsPerDay)
        let (sum, overflow2) = start.addingReportingOverflow(time.microseconds)
        guard !overflow, !overflow2, let result = Timestamp(checking: sum) else {
            throw VecDBError(.datetimeFieldOverflow, "date out of range for timestamp")
        }
        return result
    }

    /// `date + days`.
    package func adding(days count: Int) throws -> CalendarDate {
        guard isFinite else { return self }
        let (sum, overflow) = Int(days).addingReportingOverflow(count)
        guard !overflow, let result = CalendarDate(checking: sum) else { throw Self.outOfRange }
        return result
    }

    /// `date - date` in days.
    ///
    /// - Throws: 22008 `cannot subtract infinite dates`.
    package func days(since other: CalendarDate) throws -> Int32 {
        guard isFinite, other.isFinite else {
            throw VecDBError(.datetimeFieldOverflow, "cannot subtract infinite dates")
        }
        let difference = Int(days) - Int(other.days)
        guard let result = Int32(exactly: difference) else { throw Self.outOfRange }
        return result
    }
}
