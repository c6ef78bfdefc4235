import VectorTypes

/// A `time`: microseconds since midnight, 24:00 included.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.microseconds < b.microseconds }

    /// Reads a time; a date and a zone in the text are ignored.
    ///
    /// - Parameter precision: The digits of a second to keep, 0…6; negative for all.
    /// - Throws: 22007 `invalid input syntax for type time: "x"`, 22008 `date/time field value out of range: "x"`.
    package init(text: String, _ settings: DateTimeSettings = DateTimeSettings(), precision: Int = -1) throws {
        var decoder = DateTimeDecoder(settings, timeOnly: true)
        try DateTimeError.reporting(text, type: "time") {
            try decoder.decode(text)
            if decoder.meaning != .moment { throw DateTimeError.badFormat }
            if decoder.namedZone != nil, !decoder.parts.isSuperset(of: .date) { throw DateTimeError.badFormat }
        }
        microseconds = decoder.time.timeOfDay
        self = rounded(toPrecision: precision)
    }

    /// `make_time(hour, minute, second)`.
    ///
    /// - Throws: 22008 `time field value out of range: 25:00:00`.
    package init(hour: Int, minute: Int, second: Double) throws {
        let fraction = (second * 1_000_000).rounded(.toNearestOrEven)
        let whole = (hour.magnitude < 100 && minute.magnitude < 100) ? (hour * 60 + minute) * 60 : 0
        let total = Double(whole) * 1_000_000 + fraction
        guard (0...24).contains(hour), (0...59).contains(minute), second >= 0, second <= 60,
            total <= Double(Calendar.microsecondsPerDay)
        else {
            let text = FloatText.general(second, digits: 6)
            let padded = text.utf8.count < 2 ? "0" + text : text
            throw VecDBError(
                .datetimeFieldOverflow,
                "time field value out of range: \(hour):\(DateTimeText.two(minute)):\(padded)")
        }
        microseconds = Int64(total)
    }

    package func rounded(toPrecision precision: Int) -> TimeOfDay {
        guard let unit = Timestamp.unit(ofPrecision: precision) else { return self }
        return TimeOfDay(microseconds: Timestamp.round(microseconds, to: unit))
    }

    package var text: String { DateTimeText.time(microseconds) }

    /// `time ± interval`: modulo a day, months and days ignored.
    package func adding(_ interval: Interval, negated: Bool = false) -> TimeOfDay {
        let step = interval.microseconds % Calendar.microsecondsPerDay
        let start = microseconds % Calendar.microsecondsPerDay
        let sum = start + (negated ? -step : step)
        return TimeOfDay(microseconds: Calendar.floorModulo(sum, Calendar.microsecondsPerDay))
    }

    /// `time - time`.
    package func interval(since other: TimeOfDay) -> Interval {
        // Both lie within a day, unless somebody else stored them.
        Interval(microseconds: microseconds &- other.microseconds)
    }

    /// The cast to interval.
    package var interval: Interval { Interval(microseconds: microseconds) }
}

/// A `timetz`: a time with the offset of its zone.
package struct TimeOfDayWithZone: Hashable, Comparable, Sendable {
    /// Microseconds since midnight of the zone's clock.
    package var microseconds: Int64
    /// Seconds west of Greenwich, as PostgreSQL stores it.
    package var secondsWest: Int32

    package init(microseconds: Int64, secondsWest: Int32) {
        self.microseconds = microseconds
        self.secondsWest = secondsWest
    }

    /// By the moment, then by the zone.
    package static func < (a: TimeOfDayWithZone, b: TimeOfDayWithZone) -> Bool {
        let x = a.microseconds + Int64(a.secondsWest) * 1_000_000
        let y = b.microseconds + Int64(b.secondsWest) * 1_000_000
        return x == y ? a.secondsWest < b.secondsWest : x < y
    }

    /// Reads a time with a zone; the session's zone holds without one.
    package init(text: String, _ settings: DateTimeSettings = DateTimeSettings(), precision: Int = -1) throws {
        var decoder = DateTimeDecoder(settings, timeOnly: true)
        try DateTimeError.reporting(text, type: "time with time zone") {
            try decoder.decode(text)
            if decoder.meaning != .moment { throw DateTimeError.badFormat }
            if decoder.namedZone != nil, !decoder.parts.isSuperset(of: .date) { throw DateTimeError.badFormat }
        }
        var local = decoder.time
        if !decoder.parts.isSuperset(of: .date) {
            let today = Calendar.time(settings.now.local(in: settings.timeZone).microseconds)
            (local.year, local.month, local.day) = (today.year, today.month, today.day)
        }
        let reading = Calendar.microseconds(local) ?? 0
        let offset =
            decoder.namedZone?.offset(local: reading).seconds ?? decoder.zoneOffset
            ?? settings.timeZone.offset(local: reading).seconds
        microseconds = TimeOfDay(microseconds: decoder.time.timeOfDay).rounded(toPrecision: precision).microseconds
        secondsWest = Int32(-offset)
    }

    package var text: String { DateTimeText.time(microseconds) + TimeZone.offsetText(-Int(secondsWest)) }

    /// The time without its zone.
    package var time: TimeOfDay { TimeOfDay(microseconds: microseconds) }

    /// `timetz AT TIME ZONE zone`: the zone's offset now.
    package func converted(to secondsEast: Int) -> TimeOfDayWithZone {
        let moment = microseconds + Int64(secondsWest) * 1_000_000 + Int64(secondsEast) * 1_000_000
        return TimeOfDayWithZone(
            microseconds: Calendar.floorModulo(moment, Calendar.microsecondsPerDay), secondsWest: Int32(-secondsEast))
    }
}
