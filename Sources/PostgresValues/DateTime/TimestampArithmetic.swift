import VectorTypes

extension Timestamp {
    /// `timestamp + interval`: months first (a day past the month's end becomes its last day), then days, then time.
    ///
    /// - Parameter zone: The session's zone for a `timestamptz`, whose months and days follow its local clock; nil for a
    ///   `timestamp`.
    /// - Throws: 22008 `timestamp out of range`.
    package func adding(_ interval: Interval, zone: TimeZone? = nil) throws -> Timestamp {
        guard isFinite else { return self }
        var result = self
        if interval.months != 0 || interval.days != 0 {
            let local = zone.map { result.local(in: $0) } ?? result
            var time = Calendar.time(local.microseconds)
            if interval.months != 0 {
                let months = time.year * 12 + time.month - 1 + Int(interval.months)
                time.year = Calendar.floorDivide(months, 12)
                time.month = Calendar.floorModulo(months, 12) + 1
                time.day = min(time.day, Calendar.daysInMonth(time.year, time.month))
                guard Timestamp(time) != nil else { throw Self.outOfRange }
            }
            if interval.days != 0 {
                let date = Calendar.date(Calendar.days(time.year, time.month, time.day) + Int(interval.days))
                (time.year, time.month, time.day) = (date.year, date.month, date.day)
            }
            guard let moved = Timestamp(time) else { throw Self.outOfRange }
            result = try zone.map { try moved.moment(in: $0) } ?? moved
        }
        let (sum, overflow) = result.microseconds.addingReportingOverflow(interval.microseconds)
        guard !overflow, let checked = Timestamp(checking: sum) else { throw Self.outOfRange }
        return checked
    }

    /// `timestamp - interval`.
    package func subtracting(_ interval: Interval, zone: TimeZone? = nil) throws -> Timestamp {
        try adding(try interval.negated(), zone: zone)
    }

    /// `timestamp - timestamp`, in days and time.
    ///
    /// - Throws: 22008 `cannot subtract infinite timestamps`.
    package func interval(since other: Timestamp) throws -> Interval {
        guard isFinite, other.isFinite else {
            throw VecDBError(.datetimeFieldOverflow, "cannot subtract infinite timestamps")
        }
        let (difference, overflow) = microseconds.subtractingReportingOverflow(other.microseconds)
        if overflow { throw Interval.outOfRange }
        return try Interval(microseconds: difference).justifyingHours()
    }

    /// `age(timestamp, timestamp)` in years, months, days and time of the calendar; of local clock readings in `zone`.
    package func age(since other: Timestamp, zone: TimeZone? = nil) throws -> Interval {
        guard isFinite, other.isFinite else {
            throw VecDBError(.datetimeFieldOverflow, "cannot subtract infinite timestamps")
        }
        let negative = self < other
        let later = Calendar.time((zone.map { max(self, other).local(in: $0) } ?? max(self, other)).microseconds)
        let earlier = Calendar.time((zone.map { min(self, other).local(in: $0) } ?? min(self, other)).microseconds)
        var time = later.timeOfDay - earlier.timeOfDay
        var days = later.day - earlier.day
        var months = (later.year - earlier.year) * 12 + later.month - earlier.month
        if time < 0 {
            time += Calendar.microsecondsPerDay
            days -= 1
        }
        if days < 0 {
            days += Calendar.daysInMonth(earlier.year, earlier.month)
            months -= 1
        }
        if months < 0, zone != nil {
            // Local readings can run backwards across a change of the clocks.
            days = 0
            months = 0
        }
        let result = Interval(months: Int32(months), days: Int32(days), microseconds: time)
        return negative ? try result.negated() : result
    }

    /// `date_bin(stride, timestamp, origin)`.
    ///
    /// - Throws: 22008 for a stride of zero or less, 0A000 for one with months.
    package func binned(stride: Interval, origin: Timestamp) throws -> Timestamp {
        guard isFinite else { return self }
        guard origin.isFinite else { throw VecDBError(.datetimeFieldOverflow, "origin out of range") }
        if stride.months != 0 {
            throw VecDBError(
                .featureNotSupported, "timestamps cannot be binned into intervals containing months or years")
        }
        let (days, overflow) = Int64(stride.days).multipliedReportingOverflow(by: Calendar.microsecondsPerDay)
        let (width, overflow2) = days.addingReportingOverflow(stride.microseconds)
        if overflow || overflow2 { throw Interval.outOfRange }
        if width <= 0 { throw VecDBError(.datetimeFieldOverflow, "stride must be greater than zero") }
        let (distance, overflow3) = microseconds.subtractingReportingOverflow(origin.microseconds)
        if overflow3 { throw Interval.outOfRange }
        let (steps, overflow4) = distance.subtractingReportingOverflow(Calendar.floorModulo(distance, width))
        let (start, overflow5) = origin.microseconds.addingReportingOverflow(steps)
        guard !overflow4, !overflow5, let result = Timestamp(checking: start) else { throw Self.outOfRange }
        return result
    }

    /// `make_timestamp(year, month, day, hour, minute, second)`; a negative year is before Christ.
    package init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Double) throws {
        let date = try CalendarDate(year: year, month: month, day: day)
        self = try date.timestamp(try TimeOfDay(hour: hour, minute: minute, second: second))
    }
}
