import VectorTypes

/// A `timestamp` (a calendar and clock reading) or `timestamptz` (a moment): microseconds since 1970-01-01 00:00, of the
/// local clock or of UTC. The extremes of the range stand for infinity.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static let infinity = Timestamp(microseconds: .max)
    package static let negativeInfinity = Timestamp(microseconds: .min)
    /// 2000-01-01, from which PostgreSQL itself counts.
    static let postgresEpoch: Int64 = 946_684_800_000_000

    package var isFinite: Bool { self != .infinity && self != .negativeInfinity }
    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

    static func typeName(_ withTimeZone: Bool) -> String {
        withTimeZone ? "timestamp with time zone" : "timestamp without time zone"
    }

    static let outOfRange = VecDBError(.datetimeFieldOverflow, "timestamp out of range")

    /// The timestamp of a calendar time; nil outside PostgreSQL's range.
    init?(_ time: CalendarTime) {
        guard time.year < 400_000, time.year > -5000, let microseconds = Calendar.microseconds(time) else { return nil }
        self.init(checking: microseconds)
    }

    /// Nil outside the range.
    init?(checking microseconds: Int64) {
        guard microseconds >= Calendar.firstMicrosecond, microseconds < .max else { return nil }
        self.microseconds = microseconds
    }

    /// Reads a timestamp.
    ///
    /// - Parameters:
    ///   - withTimeZone: Whether it is a `timestamptz`: a zone in the text counts, and the session's holds without one.
    ///   - precision: The digits of a second to keep, 0…6; negative for all.
    /// - Throws: 22007 `invalid input syntax for type timestamp: "x"`, 22008 `date/time field value out of range: "x"`.
    package init(
        text: String, _ settings: DateTimeSettings = DateTimeSettings(), withTimeZone: Bool = false,
        precision: Int = -1
    ) throws {
        let type = withTimeZone ? "timestamp with time zone" : "timestamp"
        var decoder = DateTimeDecoder(settings)
        try DateTimeError.reporting(text, type: type) { try decoder.decode(text) }
        switch decoder.meaning {
        case .epoch: self = Timestamp(microseconds: 0)
        case .infinity: self = .infinity
        case .negativeInfinity: self = .negativeInfinity
        case .moment:
            guard let local = Timestamp(decoder.time) else {
                throw VecDBError(.datetimeFieldOverflow, "timestamp out of range: \"\(text)\"")
            }
            self = local
            if withTimeZone {
                let offset =
                    decoder.namedZone?.offset(local: local.microseconds).seconds ?? decoder.zoneOffset
                    ?? settings.timeZone.offset(local: local.microseconds).seconds
                guard let moment = local.earlier(bySeconds: offset) else {
                    throw VecDBError(.datetimeFieldOverflow, "timestamp out of range: \"\(text)\"")
                }
                self = moment
            }
        }
        self = rounded(toPrecision: precision)
    }

    /// Keeps `precision` digits of a second (`timestamp(p)`).
    package func rounded(toPrecision precision: Int) -> Timestamp {
        guard isFinite, let unit = Self.unit(ofPrecision: precision) else { return self }
        let (shifted, overflow) = microseconds.subtractingReportingOverflow(Self.postgresEpoch)
        if overflow { return self }
        let (result, overflow2) = Self.round(shifted, to: unit).addingReportingOverflow(Self.postgresEpoch)
        return overflow2 ? self : Timestamp(microseconds: result)
    }

    static func unit(ofPrecision precision: Int) -> Int64? {
        guard (0..<6).contains(precision) else { return nil }
        return [1_000_000, 100_000, 10_000, 1_000, 100, 10][precision]
    }

    /// To the nearest multiple, halves away from zero; a value next to which there is none stays as it is.
    static func round(_ value: Int64, to unit: Int64) -> Int64 {
        let (shifted, overflow) = value.addingReportingOverflow(value >= 0 ? unit / 2 : -(unit / 2))
        return overflow ? value : shifted / unit * unit
    }

    /// The output form in the session's DateStyle.
    package func text(_ settings: DateTimeSettings = DateTimeSettings(), withTimeZone: Bool = false) -> String {
        if self == .infinity { return "infinity" }
        if self == .negativeInfinity { return "-infinity" }
        if !withTimeZone { return DateTimeText.timestamp(Calendar.time(microseconds), nil, settings) }
        let offset = settings.timeZone.offset(at: self)
        return DateTimeText.timestamp(Calendar.time(local(in: settings.timeZone).microseconds), offset, settings)
    }

    // MARK: Zones

    /// The clock reading in `zone` at this moment (`timestamptz AT TIME ZONE zone`, and the cast to `timestamp`).
    package func local(in zone: TimeZone) -> Timestamp {
        guard isFinite else { return self }
        // No zone's offset comes near an Int64's end.
        let (sum, overflow) = microseconds.addingReportingOverflow(
            Int64(zone.offset(at: self).seconds) &* Calendar.microsecondsPerSecond)
        return Timestamp(microseconds: overflow ? microseconds : sum)
    }

    /// The moment at which clocks in `zone` show this reading (`timestamp AT TIME ZONE zone`, and the cast to
    /// `timestamptz`).
    ///
    /// - Throws: 22008 `timestamp out of range`.
    package func moment(in zone: TimeZone) throws -> Timestamp {
        guard isFinite else { return self }
        guard let result = earlier(bySeconds: zone.offset(local: microseconds).seconds) else { throw Self.outOfRange }
        return result
    }

    /// Nil outside the range.
    func earlier(bySeconds seconds: Int) -> Timestamp? {
        let (length, overflow) = Int64(seconds).multipliedReportingOverflow(by: Calendar.microsecondsPerSecond)
        let (difference, overflow2) = microseconds.subtractingReportingOverflow(length)
        return overflow || overflow2 ? nil : Timestamp(checking: difference)
    }

    // MARK: Parts

    /// The date of the reading.
    package var date: CalendarDate {
        if self == .infinity { return .infinity }
        if self == .negativeInfinity { return .negativeInfinity }
        return CalendarDate(days: Int32(Calendar.floorDivide(microseconds, Calendar.microsecondsPerDay)))
    }

    /// The time of the reading; nil for infinity.
    package var time: TimeOfDay? {
        isFinite ? TimeOfDay(microseconds: Calendar.floorModulo(microseconds, Calendar.microsecondsPerDay)) : nil
    }
}
