// Output of dates and times in the four DateStyles.

enum DateTimeText {
    static func two(_ value: Int) -> String { value >= 0 && value < 10 ? "0\(value)" : "\(value)" }

    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// `HH:MM:SS[.ffffff]` without zeros at the end.
    static func time(_ microseconds: Int64) -> String {
        var time = CalendarTime()
        time.setTime(microseconds)
        return clock(time)
    }

    static func clock(_ time: CalendarTime) -> String {
        "\(two(time.hour)):\(two(time.minute)):\(two(time.second))\(fraction(time.microsecond))"
    }

    /// `.ffffff` without zeros at the end, nothing for zero.
    static func fraction(_ microseconds: Int) -> String {
        if microseconds == 0 { return "" }
        var digits = Array(padded(abs(microseconds), 6).utf8)
        while digits.last == ASCII.zero { digits.removeLast() }
        return "." + String(decoding: digits, as: UTF8.self)
    }

    /// The year as it is counted, without the BC.
    private static func year(_ year: Int) -> String { padded(year > 0 ? year : 1 - year, 4) }

    static func date(_ days: Int, _ settings: DateTimeSettings) -> String {
        let date = Calendar.date(days)
        let month = two(date.month)
        let day = two(date.day)
        let year = year(date.year)
        let dayFirst = settings.dateOrder == .dmy
        let text: String
        switch settings.dateStyle {
        case .iso: text = "\(year)-\(month)-\(day)"
        case .sql: text = dayFirst ? "\(day)/\(month)/\(year)" : "\(month)/\(day)/\(year)"
        case .german: text = "\(day).\(month).\(year)"
        case .postgres: text = dayFirst ? "\(day)-\(month)-\(year)" : "\(month)-\(day)-\(year)"
        }
        return date.year > 0 ? text : text + " BC"
    }

    static func timestamp(_ time: CalendarTime, _ zone: TimeZone.Offset?, _ settings: DateTimeSettings) -> String {
        let month = two(time.month)
        let day = two(time.day)
        let year = year(time.year)
        let clock = clock(time)
        let dayFirst = settings.dateOrder == .dmy
        var text: String
        switch settings.dateStyle {
        case .iso:
            text = "\(year)-\(month)-\(day) \(clock)"
            if let zone { text += TimeZone.offsetText(zone.seconds) }
        case .sql:
            text = (dayFirst ? "\(day)/\(month)" : "\(month)/\(day)") + "/\(year) \(clock)"
            if let zone { text += " " + zone.abbreviation }
        case .german:
            text = "\(day).\(month).\(year) \(clock)"
            if let zone { text += " " + zone.abbreviation }
        case .postgres:
            let weekday = Calendar.dayNames[Calendar.weekday(Calendar.days(time.year, time.month, time.day))].prefix(3)
            let name = Calendar.monthNames[time.month - 1].prefix(3)
            text = "\(weekday) " + (dayFirst ? "\(day) \(name)" : "\(name) \(day)") + " \(clock) \(year)"
            if let zone { text += " " + zone.abbreviation }
        }
        return time.year > 0 ? text : text + " BC"
    }
}
