// `to_char`, `to_timestamp` and `to_date`: templates such as `YYYY-MM-DD HH24:MI:SS`, `FMDay, DDth Month`. A template is
// cut into patterns and literal text once; writing and reading walk over the same parts.
import VectorTypes

package enum DateTimeFormat {
    struct Part: Sendable {
        /// The pattern's letters as the template spells them, or literal text.
        var text: String
        var isPattern: Bool
        /// `FM`: no padding.
        var isCompact = false
        /// `TH` or `th`.
        var ordinal: String?

        /// The pattern in capitals.
        var name: String { text.uppercased() }
    }

    private static let patterns = [
        "A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "CC", "DAY", "DDD", "DD", "DY", "D", "FF1", "FF2", "FF3", "FF4",
        "FF5",
        "FF6", "HH24", "HH12", "HH", "IDDD", "ID", "IW", "IYYY", "IYY", "IY", "I", "J", "MI", "MM", "MONTH", "MON",
        "MS",
        "OF", "P.M.", "PM", "Q", "RM", "SSSSS", "SSSS", "SS", "TZH", "TZM", "TZ", "US", "WW", "W", "Y,YYY", "YYYY",
        "YYY",
        "YY", "Y",
    ]

    /// Patterns that are recognised in small letters too; `Th` and the like only as spelled.
    ///
    /// - Throws: 54000 for a template that takes more than PostgreSQL gives it, 57014 when the statement is cancelled.
    static func parts(_ template: String) throws -> [Part] {
        try ValueSize.check(template.utf8.count, times: 32)
        var meter = WorkMeter(every: 300)
        let bytes = Array(template.utf8)
        var parts: [Part] = []
        var literal: [UInt8] = []
        var position = 0
        var isCompact = false
        func flush() {
            if !literal.isEmpty { parts.append(Part(text: String(decoding: literal, as: UTF8.self), isPattern: false)) }
            literal = []
        }
        func matches(_ word: String, at start: Int) -> Bool {
            let wanted = word.utf8
            guard let first = wanted.first, ASCII.upper(bytes[start]) == first else { return false }
            return start + wanted.count <= bytes.count
                && bytes[start..<(start + wanted.count)].elementsEqual(wanted) { ASCII.upper($0) == $1 }
        }
        while position < bytes.count {
            try meter.count()
            if bytes[position] == ASCII.quote {
                position += 1
                while position < bytes.count, bytes[position] != ASCII.quote {
                    if bytes[position] == ASCII.backslash, position + 1 < bytes.count { position += 1 }
                    literal.append(bytes[position])
                    position += 1
                }
                position += 1
            } else if bytes[position] == ASCII.backslash, position + 1 < bytes.count, bytes[position + 1] == ASCII.quote
            {
                literal.append(ASCII.quote)
                position += 2
            } else if matches("FM", at: position) {
                isCompact = true
                position += 2
            } else if matches("FX", at: position) || matches("TM", at: position) {
                position += 2
            } else if let pattern = patterns.first(where: { matches($0, at: position) }) {
                flush()
                let count = pattern.utf8.count
                var part = Part(
                    text: String(decoding: bytes[position..<(position + count)], as: UTF8.self), isPattern: true,
                    isCompact: isCompact)
                position += count
                if position < bytes.count, matches("TH", at: position) {
                    part.ordinal = bytes[position] == UInt8(ascii: "T") ? "TH" : "th"
                    position += 2
                }
                parts.append(part)
                isCompact = false
            } else {
                literal.append(bytes[position])
                position += 1
            }
        }
        flush()
        return parts
    }

    // MARK: Writing

    /// `to_char(timestamp, template)`; nil for infinity and for an empty template.
    package static func text(
        _ timestamp: Timestamp, _ template: String, _ settings: DateTimeSettings = DateTimeSettings(),
        withTimeZone: Bool = false
    ) throws -> String? {
        guard timestamp.isFinite, !template.isEmpty else { return nil }
        let offset = withTimeZone ? settings.timeZone.offset(at: timestamp) : nil
        let local = withTimeZone ? timestamp.local(in: settings.timeZone).microseconds : timestamp.microseconds
        let days = Int(Calendar.floorDivide(local, Calendar.microsecondsPerDay))
        let source = Source(time: Calendar.time(local), hours: nil, days: days, offset: offset)
        return try written(template, source)
    }

    private static func written(_ template: String, _ source: Source) throws -> String {
        var writer = ValueWriter()
        var meter = WorkMeter(every: 1_000)
        for part in try parts(template) {
            try meter.count()
            try writer.append(part.isPattern ? source.text(part) : part.text)
        }
        return writer.text
    }

    /// `to_char(interval, template)`.
    package static func text(_ interval: Interval, _ template: String) throws -> String? {
        guard !template.isEmpty else { return nil }
        let seconds = interval.microseconds / 1_000_000
        let time = CalendarTime(
            year: Int(interval.months / 12), month: Int(interval.months % 12), day: Int(interval.days), hour: 0,
            minute: Int(seconds / 60 % 60), second: Int(seconds % 60),
            microsecond: Int(interval.microseconds % 1_000_000))
        let source = Source(time: time, hours: Int(seconds / 3600), days: 0, offset: nil)
        return try written(template, source)
    }

    private struct Source {
        let time: CalendarTime
        /// An interval's hours, which may be any number.
        let hours: Int?
        let days: Int
        let offset: TimeZone.Offset?

        var isInterval: Bool { hours != nil }
        var hour: Int { hours ?? time.hour }
        var year: Int { isInterval ? time.year : time.year > 0 ? time.year : 1 - time.year }

        func text(_ part: Part) -> String {
            let value = plain(part)
            guard let ordinal = part.ordinal, let last = value.utf8.last, ASCII.isDigit(last) else { return value }
            let suffix = NumberFormat.ordinalSuffix(value)
            return value + (ordinal == "TH" ? suffix.uppercased() : suffix)
        }

        private func number(_ value: Int, _ width: Int, _ part: Part) -> String {
            part.isCompact ? String(value) : DateTimeText.padded(value, width)
        }

        private func cased(_ name: String, _ part: Part, width: Int) -> String {
            let letters = Array(part.text.utf8)
            let second = letters.count > 1 ? letters[1] : letters[0]
            let isUpper = letters[0] == ASCII.upper(letters[0])
            let text: String
            if isUpper, second == ASCII.upper(second) {
                text = name.uppercased()
            } else {
                text = isUpper ? name : name.lowercased()
            }
            return part.isCompact ? text : text + String(repeating: " ", count: max(0, width - text.utf8.count))
        }

        private func plain(_ part: Part) -> String {
            let name = part.name
            switch name {
            case "HH24": return number(hour, 2, part)
            case "HH12", "HH": return number(hour % 12 == 0 ? 12 : hour % 12, 2, part)
            case "MI": return number(time.minute, 2, part)
            case "SS": return number(time.second, 2, part)
            case "SSSS", "SSSSS": return String(hour * 3600 + time.minute * 60 + time.second)
            case "MS": return DateTimeText.padded(time.microsecond / 1000, 3)
            case "US", "FF6": return DateTimeText.padded(time.microsecond, 6)
            case "FF1", "FF2", "FF3", "FF4", "FF5":
                let digits = Int(name.dropFirst(2)) ?? 6
                return String(DateTimeText.padded(time.microsecond, 6).prefix(digits))
            case "AM", "PM", "A.M.", "P.M.":
                let half = hour % 24 >= 12 ? "PM" : "AM"
                let text = name.contains(".") ? (half == "PM" ? "P.M." : "A.M.") : half
                return part.text == name ? text : text.lowercased()
            case "AD", "BC", "A.D.", "B.C.":
                let era = time.year <= 0 ? "BC" : "AD"
                let text = name.contains(".") ? (era == "BC" ? "B.C." : "A.D.") : era
                return part.text == name ? text : text.lowercased()
            case "TZ":
                guard let offset else { return "" }
                return part.text == name ? offset.abbreviation.uppercased() : offset.abbreviation.lowercased()
            case "TZH", "TZM", "OF":
                let seconds = offset?.seconds ?? 0
                let sign = seconds < 0 ? "-" : "+"
                let hours = DateTimeText.two(abs(seconds) / 3600)
                let minutes = DateTimeText.two(abs(seconds) / 60 % 60)
                if name == "TZM" { return minutes }
                return sign + hours + (name == "OF" && abs(seconds) % 3600 != 0 ? ":" + minutes : "")
            default: return date(part, name)
            }
        }

        private func date(_ part: Part, _ name: String) -> String {
            let month = (1...12).contains(time.month) ? Calendar.monthNames[time.month - 1] : ""
            let weekday = Calendar.dayNames[Calendar.weekday(days)]
            let iso = isInterval ? (year: time.year, week: 1) : Calendar.isoWeek(days)
            switch name {
            case "MONTH": return isInterval ? "" : cased(month, part, width: 9)
            case "MON": return isInterval ? "" : cased(String(month.prefix(3)), part, width: 3)
            case "MM": return number(time.month, 2, part)
            case "DAY": return isInterval ? "" : cased(weekday, part, width: 9)
            case "DY": return isInterval ? "" : cased(String(weekday.prefix(3)), part, width: 3)
            case "DDD":
                return number(isInterval ? year * 365 + time.month * 30 + time.day : Calendar.dayOfYear(days), 3, part)
            case "IDDD": return number(days - Calendar.startOfISOYear(iso.year) + 1, 3, part)
            case "DD": return number(time.day, 2, part)
            case "D": return String(Calendar.weekday(days) + 1)
            case "ID": return String((Calendar.weekday(days) + 6) % 7 + 1)
            case "WW": return number((Calendar.dayOfYear(days) - 1) / 7 + 1, 2, part)
            case "IW": return number(iso.week, 2, part)
            case "W": return String((time.day - 1) / 7 + 1)
            case "Q": return isInterval && time.month == 0 ? "" : String((time.month - 1) / 3 + 1)
            case "CC": return number((year + 99) / 100, 2, part)
            case "J": return String(days + Calendar.julianEpoch)
            case "RM":
                guard time.month != 0 else { return "" }
                let romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
                let roman = romans[(abs(time.month) - 1) % 12]
                let text = part.text == name ? roman : roman.lowercased()
                return part.isCompact ? text : text + String(repeating: " ", count: 4 - text.utf8.count)
            case "Y,YYY": return "\(year / 1000),\(DateTimeText.padded(year % 1000, 3))"
            case "YYYY": return number(year, 4, part)
            case "YYY": return number(year % 1000, 3, part)
            case "YY": return number(year % 100, 2, part)
            case "Y": return String(year % 10)
            case "IYYY": return number(iso.year, 4, part)
            case "IYY": return number(iso.year % 1000, 3, part)
            case "IY": return number(iso.year % 100, 2, part)
            case "I": return String(iso.year % 10)
            default: return part.text
            }
        }
    }
}
