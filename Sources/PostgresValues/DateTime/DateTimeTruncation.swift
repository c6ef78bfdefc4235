import VectorTypes

extension Timestamp {
    /// `date_trunc(field, timestamp)`: everything below the field is set to its beginning.
    ///
    /// - Parameter zone: For a `timestamptz`, the zone in whose calendar to cut; nil for a `timestamp`.
    /// - Throws: 22023 `unit "x" not recognized for type …`, 0A000 `unit "x" not supported for type …`.
    package func truncated(to name: String, zone: TimeZone? = nil) throws -> Timestamp {
        let type = Timestamp.typeName(zone != nil)
        guard let field = ExtractField(name) else { throw ExtractField.unknown(name, type) }
        guard case .unit(let unit) = field else { throw ExtractField.unknown(name, type) }
        if [.zone, .zoneHour, .zoneMinute].contains(unit) { throw ExtractField.unsupported(name, type) }
        guard isFinite else { return self }
        let local = zone.map { self.local(in: $0) } ?? self
        let isBelowDay = [.microsecond, .millisecond, .second, .minute, .hour].contains(unit)
        if isBelowDay {
            let rest = Calendar.floorModulo(local.microseconds, unit.clockLength)
            let (cut, overflow) = microseconds.subtractingReportingOverflow(rest)
            guard !overflow, let result = Timestamp(checking: cut) else { throw Self.outOfRange }
            return result
        }
        guard let start = Timestamp(Self.startOfDateUnit(Calendar.time(local.microseconds), unit)) else {
            throw Self.outOfRange
        }
        return try zone.map { try start.moment(in: $0) } ?? start
    }

    private static func startOfDateUnit(_ time: CalendarTime, _ unit: TimeUnit) -> CalendarTime {
        var result = CalendarTime(year: time.year, month: time.month, day: time.day)
        switch unit {
        case .week:
            let days = Calendar.days(time.year, time.month, time.day)
            let monday = Calendar.date(days - Calendar.floorModulo(days + 3, 7))
            return CalendarTime(year: monday.year, month: monday.month, day: monday.day)
        case .day: return result
        case .month: break
        case .quarter: result.month = (time.month - 1) / 3 * 3 + 1
        default: result.month = 1
        }
        result.day = 1
        switch unit {
        case .decade: result.year = Calendar.floorDivide(time.year, 10) * 10
        case .century: result.year = Calendar.floorDivide(time.year - 1, 100) * 100 + 1
        case .millennium: result.year = Calendar.floorDivide(time.year - 1, 1000) * 1000 + 1
        default: break
        }
        return result
    }
}

extension TimeUnit {
    /// Microseconds, of the units up to the hour.
    var clockLength: Int64 {
        switch self {
        case .millisecond: 1_000
        case .second: 1_000_000
        case .minute: 60_000_000
        case .hour: 3_600_000_000
        default: 1
        }
    }
}

extension Interval {
    /// `date_trunc(field, interval)`.
    package func truncated(to name: String) throws -> Interval {
        guard let field = ExtractField(name) else { throw ExtractField.unknown(name, "interval") }
        guard case .unit(let unit) = field else { throw ExtractField.unknown(name, "interval") }
        switch unit {
        case .microsecond, .millisecond, .second, .minute, .hour:
            let length = unit.clockLength
            return Interval(months: months, days: days, microseconds: microseconds / length * length)
        case .day: return Interval(months: months, days: days)
        case .month: return Interval(months: months)
        case .quarter: return Interval(months: months / 3 * 3)
        case .year: return Interval(months: months / 12 * 12)
        case .decade: return Interval(months: months / 120 * 120)
        case .century: return Interval(months: months / 1200 * 1200)
        case .millennium: return Interval(months: months / 12_000 * 12_000)
        case .week:
            var error = ExtractField.unsupported(name, "interval")
            error.detail = "Months usually have fractional weeks."
            throw error
        default: throw ExtractField.unsupported(name, "interval")
        }
    }
}
