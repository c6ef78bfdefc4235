// Output of intervals in the four IntervalStyles.

extension Interval {
    private struct Parts {
        var years: Int
        var months: Int
        var days: Int
        var hours: Int
        var minutes: Int
        var seconds: Int
        var microseconds: Int

        init(_ interval: Interval) {
            years = Int(interval.months / 12)
            months = Int(interval.months % 12)
            days = Int(interval.days)
            let time = interval.microseconds
            hours = Int(time / 3_600_000_000)
            minutes = Int(time / 60_000_000 % 60)
            seconds = Int(time / 1_000_000 % 60)
            microseconds = Int(time % 1_000_000)
        }

        var all: [Int] { [years, months, days, hours, minutes, seconds, microseconds] }
        var hasTime: Bool { hours != 0 || minutes != 0 || seconds != 0 || microseconds != 0 }
        var timeIsNegative: Bool { hours < 0 || minutes < 0 || seconds < 0 || microseconds < 0 }

        /// Seconds without sign, padded to two digits or not.
        func secondsText(padded: Bool) -> String {
            let whole = padded ? DateTimeText.two(abs(seconds)) : String(seconds.magnitude)
            return whole + DateTimeText.fraction(microseconds)
        }
    }

    /// The output form in the session's IntervalStyle.
    package func text(_ settings: DateTimeSettings = DateTimeSettings()) -> String { text(settings.intervalStyle) }

    package func text(_ style: IntervalStyle) -> String {
        let parts = Parts(self)
        switch style {
        case .postgres: return Self.postgres(parts)
        case .postgresVerbose: return Self.verbose(parts)
        case .iso8601: return Self.iso8601(parts)
        case .sqlStandard: return Self.sqlStandard(parts)
        }
    }

    private static func postgres(_ parts: Parts) -> String {
        var text = ""
        var previousIsNegative = false
        for (value, unit) in [(parts.years, "year"), (parts.months, "mon"), (parts.days, "day")] where value != 0 {
            if !text.isEmpty { text += " " }
            text += (previousIsNegative && value > 0 ? "+" : "") + "\(value) \(unit)" + (value == 1 ? "" : "s")
            previousIsNegative = value < 0
        }
        if text.isEmpty || parts.hasTime {
            if !text.isEmpty { text += " " }
            text += parts.timeIsNegative ? "-" : previousIsNegative ? "+" : ""
            text += "\(DateTimeText.two(abs(parts.hours))):\(DateTimeText.two(abs(parts.minutes))):"
            text += parts.secondsText(padded: true)
        }
        return text
    }

    private static func verbose(_ parts: Parts) -> String {
        var text = "@"
        var isZero = true
        var ago = false
        for (value, unit) in [
            (parts.years, "year"), (parts.months, "mon"), (parts.days, "day"), (parts.hours, "hour"),
            (parts.minutes, "min"),
        ] where value != 0 {
            if isZero { ago = value < 0 }
            let shown = ago ? -value : value
            text += " \(shown) \(unit)" + (shown == 1 ? "" : "s")
            isZero = false
        }
        if parts.seconds != 0 || parts.microseconds != 0 {
            text += " "
            if parts.seconds < 0 || parts.microseconds < 0 {
                if isZero { ago = true } else if !ago { text += "-" }
            } else if ago {
                text += "-"
            }
            text += parts.secondsText(padded: false)
            text += " sec" + (abs(parts.seconds) != 1 || parts.microseconds != 0 ? "s" : "")
            isZero = false
        }
        if isZero { text += " 0" }
        return ago ? text + " ago" : text
    }

    private static func iso8601(_ parts: Parts) -> String {
        if parts.all.allSatisfy({ $0 == 0 }) { return "PT0S" }
        var text = "P"
        for (value, unit) in [(parts.years, "Y"), (parts.months, "M"), (parts.days, "D")] where value != 0 {
            text += "\(value)\(unit)"
        }
        if parts.hasTime { text += "T" }
        for (value, unit) in [(parts.hours, "H"), (parts.minutes, "M")] where value != 0 { text += "\(value)\(unit)" }
        if parts.seconds != 0 || parts.microseconds != 0 {
            if parts.seconds < 0 || parts.microseconds < 0 { text += "-" }
            text += parts.secondsText(padded: false) + "S"
        }
        return text
    }

    private static func sqlStandard(_ parts: Parts) -> String {
        let hasNegative = parts.all.contains { $0 < 0 }
        let hasPositive = parts.all.contains { $0 > 0 }
        if !hasNegative && !hasPositive { return "0" }
        let hasYears = parts.years != 0 || parts.months != 0
        let hasDays = parts.days != 0 || parts.hasTime
        let minutes = DateTimeText.two(abs(parts.minutes))
        let seconds = parts.secondsText(padded: true)
        let yearsText = "\(abs(parts.years))-\(abs(parts.months))"
        let timeText = "\(abs(parts.hours)):\(minutes):\(seconds)"
        if (hasNegative && hasPositive) || (hasYears && hasDays) {
            return (parts.years < 0 || parts.months < 0 ? "-" : "+") + yearsText + " "
                + (parts.days < 0 ? "-" : "+") + "\(abs(parts.days)) " + (parts.timeIsNegative ? "-" : "+") + timeText
        }
        let sign = hasNegative ? "-" : ""
        if hasYears { return sign + yearsText }
        return sign + (parts.days != 0 ? "\(abs(parts.days)) " : "") + timeText
    }
}
