import VectorTypes

extension DateTimeFormat {
    /// `to_timestamp(text, template)`, a `timestamptz`.
    ///
    /// - Throws: 22007 `invalid value "x" for "MM"`, 22008 `date/time field value out of range: "…"`.
    package static func timestamp(
        _ text: String, _ template: String, _ settings: DateTimeSettings = DateTimeSettings()
    ) throws -> Timestamp {
        var reader = Reader(text)
        try reader.read(parts(template))
        let time = try reader.calendarTime()
        guard let local = Timestamp(time) else {
            throw VecDBError(.datetimeFieldOverflow, "timestamp out of range: \"\(text)\"")
        }
        guard let offset = reader.offset else { return try local.moment(in: settings.timeZone) }
        guard let moment = local.earlier(bySeconds: offset) else {
            throw VecDBError(.datetimeFieldOverflow, "timestamp out of range: \"\(text)\"")
        }
        return moment
    }

    /// `to_date(text, template)`.
    package static func date(_ text: String, _ template: String) throws -> CalendarDate {
        var reader = Reader(text)
        try reader.read(parts(template))
        let time = try reader.calendarTime()
        guard let date = CalendarDate(checking: Calendar.days(time.year, time.month, time.day)) else {
            throw VecDBError(.datetimeFieldOverflow, "date out of range: \"\(text)\"")
        }
        return date
    }

    private struct Reader {
        let text: String
        let bytes: [UInt8]
        var position = 0
        var values: [String: Int] = [:]
        var isPM: Bool?
        var isBC = false
        var offset: Int?

        init(_ text: String) {
            self.text = text
            bytes = Array(text.utf8)
        }

        private static func isSeparator(_ byte: UInt8) -> Bool {
            byte > 32 && byte < 127 && !ASCII.isLetter(byte) && !ASCII.isDigit(byte)
        }

        mutating func skipSpace() {
            while position < bytes.count, ASCII.isSpace(bytes[position]) { position += 1 }
        }

        mutating func read(_ parts: [Part]) throws {
            var meter = WorkMeter(every: 1_000)
            for (index, part) in parts.enumerated() {
                try meter.count(1 + part.text.utf8.count)
                if position >= bytes.count { return }
                if !part.isPattern {
                    skip(part.text)
                    continue
                }
                let next = index + 1 < parts.count ? parts[index + 1] : nil
                let endsFreely =
                    next.map { !$0.isPattern && !(($0.text.utf8.first).map(ASCII.isDigit) ?? false) } ?? true
                try read(part, isFree: part.isCompact || endsFreely)
            }
        }

        /// Separators and spaces in the template stand for any; other characters for one character each.
        private mutating func skip(_ literal: String) {
            for byte in literal.utf8 where byte & 0xC0 != 0x80 {
                if ASCII.isSpace(byte) || Self.isSeparator(byte) {
                    skipSpace()
                    if position < bytes.count, Self.isSeparator(bytes[position]),
                        bytes[position] == byte || !(bytes[position] == ASCII.minus || bytes[position] == ASCII.plus)
                            || byte != ASCII.space
                    {
                        position += 1
                    }
                } else if position < bytes.count {
                    position += 1
                    while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
                }
            }
        }

        private mutating func read(_ part: Part, isFree: Bool) throws {
            let name = part.name
            skipSpace()
            switch name {
            case "MONTH", "MON":
                let names = name == "MONTH" ? Calendar.monthNames : Calendar.monthNames.map { String($0.prefix(3)) }
                values["MM"] = try word(names, part) + 1
            case "DAY", "DY":
                _ = try word(name == "DAY" ? Calendar.dayNames : Calendar.dayNames.map { String($0.prefix(3)) }, part)
            case "AM", "PM": isPM = try word(["AM", "PM"], part) == 1
            case "A.M.", "P.M.": isPM = try word(["A.M.", "P.M."], part) == 1
            case "AD", "BC": isBC = try word(["AD", "BC"], part) == 1
            case "A.D.", "B.C.": isBC = try word(["A.D.", "B.C."], part) == 1
            case "RM":
                let romans = ["VIII", "VII", "III", "XII", "IV", "VI", "IX", "XI", "II", "I", "V", "X"]
                let numbers = [8, 7, 3, 12, 4, 6, 9, 11, 2, 1, 5, 10]
                values["MM"] = numbers[try word(romans, part)]
            case "TZ":
                let start = position
                while position < bytes.count, ASCII.isLetter(bytes[position]) { position += 1 }
                let zone = String(decoding: bytes[start..<position].map(ASCII.lower), as: UTF8.self)
                guard let known = TimeZoneAbbreviations.table[zone] else { throw invalid(zone, part) }
                offset = known.seconds
            case "TZH", "OF":
                let negative = position < bytes.count && bytes[position] == ASCII.minus
                if negative || (position < bytes.count && bytes[position] == ASCII.plus) { position += 1 }
                var seconds = try number(2, part, isFree: false) * 3600
                if name == "OF", position < bytes.count, bytes[position] == ASCII.colon {
                    position += 1
                    seconds += try number(2, part, isFree: false) * 60
                }
                offset = negative ? -seconds : seconds
            case "TZM":
                let minutes = try number(2, part, isFree: isFree) * 60
                offset = (offset ?? 0) + ((offset ?? 0) < 0 ? -minutes : minutes)
            case "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6":
                let width = name == "MS" ? 3 : name == "US" ? 6 : Int(name.dropFirst(2)) ?? 6
                let start = position
                let value = try number(width, part, isFree: isFree)
                // Fewer digits are the first of the fraction.
                var scaled = value
                for _ in 0..<max(0, 6 - (position - start)) { scaled *= 10 }
                for _ in 0..<max(0, (position - start) - 6) { scaled /= 10 }
                values["US"] = scaled
            case "Y,YYY":
                let thousands = try number(3, part, isFree: true)
                if position < bytes.count, bytes[position] == ASCII.comma { position += 1 }
                values["YEAR"] = thousands * 1000 + (try number(3, part, isFree: false))
            case "YYYY", "IYYY": values[name == "YYYY" ? "YEAR" : "ISOYEAR"] = try number(4, part, isFree: isFree)
            case "YYY", "YY", "Y":
                let start = position
                let value = try number(name.utf8.count, part, isFree: isFree)
                values["YEAR"] = position - start > 3 ? value : Self.nearYear(value, position - start)
            case "IYY", "IY", "I":
                let start = position
                let value = try number(name.utf8.count, part, isFree: isFree)
                values["ISOYEAR"] = Self.nearYear(value, position - start)
            case "SSSS", "SSSSS": values["SSSS"] = try number(5, part, isFree: isFree)
            case "J": values["J"] = try number(7, part, isFree: true)
            case "HH24", "HH12", "HH":
                values["HH"] = try number(2, part, isFree: isFree)
                if name != "HH24" { values["HALF"] = 1 }
            default:
                let widths = ["DDD": 3, "IDDD": 3, "D": 1, "ID": 1, "W": 1, "Q": 1]
                values[name] = try number(widths[name] ?? 2, part, isFree: isFree)
            }
            if part.ordinal != nil { position = min(position + 2, bytes.count) }
        }

        private static func nearYear(_ value: Int, _ digits: Int) -> Int {
            if digits <= 2 { return value < 70 ? value + 2000 : value + 1900 }
            return value < 520 ? value + 2000 : value < 1000 ? value + 1000 : value
        }

        private func invalid(
            _ value: String, _ part: Part,
            _ detail: String = "The given value did not match any of the allowed values for this field."
        ) -> VecDBError {
            VecDBError(.invalidDatetimeFormat, "invalid value \"\(value)\" for \"\(part.text)\"", detail: detail)
        }

        private mutating func word(_ words: [String], _ part: Part) throws -> Int {
            // The longest word has nine letters.
            let rest = bytes[position...].prefix(10).map(ASCII.upper)
            for (index, word) in words.enumerated() where rest.starts(with: word.uppercased().utf8) {
                position += word.utf8.count
                return index
            }
            let end = bytes[position...].firstIndex(where: ASCII.isSpace) ?? bytes.count
            throw invalid(String(decoding: bytes[position..<end], as: UTF8.self), part)
        }

        private mutating func number(_ width: Int, _ part: Part, isFree: Bool) throws -> Int {
            var digits: [UInt8] = []
            let start = position
            var negative = false
            if position < bytes.count, bytes[position] == ASCII.minus || bytes[position] == ASCII.plus {
                negative = bytes[position] == ASCII.minus
                position += 1
            }
            while position < bytes.count, ASCII.isDigit(bytes[position]), isFree || digits.count < width {
                digits.append(bytes[position])
                position += 1
            }
            if digits.isEmpty {
                let shown = bytes[start..<min(start + width, bytes.count)]
                throw invalid(String(decoding: shown, as: UTF8.self), part, "Value must be an integer.")
            }
            guard let value = Int32(String(decoding: digits, as: UTF8.self)) else {
                throw VecDBError(
                    .datetimeFieldOverflow,
                    "value for \"\(part.text)\" in source string is out of range",
                    detail: "Value must be in the range -2147483648 to 2147483647.")
            }
            return negative ? -Int(value) : Int(value)
        }

        func calendarTime() throws -> CalendarTime {
            let overflow = VecDBError(.datetimeFieldOverflow, "date/time field value out of range: \"\(text)\"")
            var time = CalendarTime(year: 0, month: 1, day: 1)
            if let year = values["YEAR"] {
                time.year = isBC ? (year > 0 ? 1 - year : year) : year < 0 ? year + 1 : year
            } else if let century = values["CC"] {
                time.year = (century - 1) * 100 + 1
            }
            time.month = values["MM"] ?? 1
            time.day = values["DD"] ?? 1
            guard abs(time.year) < 6_000_000 else { throw overflow }
            var days: Int?
            if let julian = values["J"] {
                days = julian - Calendar.julianEpoch
            } else if let isoYear = values["ISOYEAR"], abs(isoYear) < 6_000_000 {
                let start = Calendar.startOfISOYear(isoYear)
                days =
                    values["IDDD"].map { start + $0 - 1 }
                    ?? (start + ((values["IW"] ?? 1) - 1) * 7 + (values["ID"] ?? 1) - 1)
            } else if let dayOfYear = values["DDD"] {
                guard (1...366).contains(dayOfYear) else { throw overflow }
                days = Calendar.days(time.year, 1, 1) + dayOfYear - 1
            } else if let week = values["WW"] {
                days = Calendar.days(time.year, 1, 1) + (week - 1) * 7
            } else if let week = values["W"] {
                time.day = (week - 1) * 7 + 1
            }
            if let days {
                let date = Calendar.date(days)
                (time.year, time.month, time.day) = (date.year, date.month, date.day)
            }
            guard (1...12).contains(time.month), time.day >= 1,
                time.day <= Calendar.daysInMonth(time.year, time.month)
            else { throw overflow }
            if let seconds = values["SSSS"] {
                guard (0...86_400).contains(seconds) else { throw overflow }
                time.setTime(Int64(seconds) * 1_000_000)
            }
            if let hour = values["HH"] { time.hour = hour }
            if values["HALF"] != nil || isPM != nil {
                guard (1...12).contains(time.hour) else {
                    throw VecDBError(
                        .invalidDatetimeFormat, "hour \"\(time.hour)\" is invalid for the 12-hour clock",
                        hint: "Use the 24-hour clock, or give an hour between 1 and 12.")
                }
                if isPM == true, time.hour < 12 { time.hour += 12 }
                if isPM != true, time.hour == 12 { time.hour = 0 }
            }
            if let minute = values["MI"] { time.minute = minute }
            if let second = values["SS"] { time.second = second }
            time.microsecond = values["US"] ?? 0
            guard (0...24).contains(time.hour), (0...59).contains(time.minute), (0...59).contains(time.second),
                (0...999_999).contains(time.microsecond)
            else { throw overflow }
            return time
        }
    }
}
