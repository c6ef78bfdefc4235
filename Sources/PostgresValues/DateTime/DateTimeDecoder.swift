// Second phase of reading a date or time: each field says, given what is already known, which parts of the date it sets.
// A part set twice is an error. Numbers are the hard case: their meaning depends on DateStyle's order, on the number of
// digits, and on what came before (`DateNumbers`). The zone is resolved last, when the date is complete.

/// The parts of a date that a text has given so far.
struct DateTimeParts: OptionSet {
    let rawValue: Int
    static let year = DateTimeParts(rawValue: 1)
    static let month = DateTimeParts(rawValue: 2)
    static let day = DateTimeParts(rawValue: 4)
    static let time = DateTimeParts(rawValue: 8)
    static let zone = DateTimeParts(rawValue: 16)
    static let dayOfYear = DateTimeParts(rawValue: 32)
    static let weekday = DateTimeParts(rawValue: 64)
    static let meridiem = DateTimeParts(rawValue: 128)
    static let era = DateTimeParts(rawValue: 256)
    static let daylight = DateTimeParts(rawValue: 512)
    static let date: DateTimeParts = [.year, .month, .day]
}

struct DateTimeDecoder {
    /// What a text stands for.
    enum Meaning { case moment, epoch, infinity, negativeInfinity }

    let settings: DateTimeSettings
    /// Whether a time is wanted, with a date only where a named zone needs one.
    let timeOnly: Bool

    var time = CalendarTime(year: 0, month: 0, day: 0)
    var parts: DateTimeParts = []
    var meaning = Meaning.moment
    /// Seconds east of Greenwich, once known.
    var zoneOffset: Int?
    var namedZone: TimeZone?
    var dayOfYear = 0
    var isTwoDigitYear = false
    var isBC = false
    var isJulian = false
    var hasTextMonth = false
    private var meridiem: DateTimeWord?
    private enum Pending { case none, time, julian, unit }
    private var pending = Pending.none

    init(_ settings: DateTimeSettings, timeOnly: Bool = false) {
        self.settings = settings
        self.timeOnly = timeOnly
    }

    mutating func decode(_ text: String) throws(DateTimeError) {
        guard let fields = DateTimeField.split(text), !fields.isEmpty else { throw .badFormat }
        for (index, field) in fields.enumerated() {
            let added: DateTimeParts
            switch field.kind {
            case .date: added = try decodeDateField(field.text, index, fields)
            case .time:
                if pending == .time { pending = .none } else if pending != .none { throw .badFormat }
                try decodeTime(field.text)
                added = .time
            case .zone:
                zoneOffset = try Self.offset(field.text)
                added = .zone
            case .number: added = try decodeNumberField(field.text, index, fields)
            case .string, .special: added = try decodeWord(field.text)
            }
            if !parts.isDisjoint(with: added) { throw .badFormat }
            parts.formUnion(added)
        }
        if pending != .none { throw .badFormat }
        if meaning == .moment { try finish() }
    }

    // MARK: Fields

    private mutating func decodeDateField(
        _ text: String, _ index: Int, _ fields: [DateTimeField]
    ) throws(DateTimeError) -> DateTimeParts {
        let startsWithDigit = text.utf8.first.map(ASCII.isDigit) ?? false
        if pending == .julian {
            // A Julian day with a zone: 2451187-08.
            guard let dash = text.utf8.firstIndex(of: ASCII.minus), let days = Int(text[..<dash]), days >= 0,
                days < Int(Int32.max)
            else { throw .badFormat }
            pending = .none
            isJulian = true
            setDate(days - Calendar.julianEpoch)
            zoneOffset = try Self.offset(String(text[dash...]))
            return [.year, .month, .day, .time, .zone]
        }
        let dateKnown = pending != .none || parts.isSuperset(of: [.month, .day])
        let dateWanted =
            timeOnly
            ? index == 0 && fields.count >= 2 && (fields[fields.count - 1].kind == .date || fields[1].kind == .time)
            : !dateKnown
        if dateWanted && !dateKnown { return try decodeDate(text) }
        if startsWithDigit || pending != .none {
            // A time without colons, with a zone: 040506-08.
            if pending == .time { pending = .none } else if pending != .none { throw .badFormat }
            if parts.contains(.time) { throw .badFormat }
            guard let dash = text.utf8.firstIndex(of: ASCII.minus) else { throw .badFormat }
            zoneOffset = try Self.offset(String(text[dash...]))
            let added = try decodeRun(String(text[..<dash]), known: timeOnly ? parts.union(.date) : parts)
            return added.union(.zone)
        }
        guard let zone = TimeZone.named(text) else { throw .unknownZone(text) }
        namedZone = zone
        return .zone
    }

    private mutating func decodeNumberField(
        _ text: String, _ index: Int, _ fields: [DateTimeField]
    ) throws(DateTimeError) -> DateTimeParts {
        switch pending {
        case .none: break
        case .unit: throw .badFormat
        case .julian:
            pending = .none
            return try decodeJulian(text)
        case .time:
            pending = .none
            let added = try decodeRun(text, known: parts.union(.date))
            if added != .time { throw .badFormat }
            return added
        }
        let whole = text.utf8.prefix { $0 != ASCII.point }.count
        let hasPoint = whole < text.utf8.count
        if timeOnly {
            if hasPoint, index == 0, fields.count >= 2, fields[fields.count - 1].kind == .date {
                return try decodeDate(text)
            }
            if (hasPoint && whole > 2) || text.utf8.count > 4 {
                return try decodeRun(text, known: parts.union(.date))
            }
            return try decodeNumber(text, known: parts.union(.date))
        }
        if hasPoint && !parts.isSuperset(of: .date) && parts.isDisjoint(with: .date) { return try decodeDate(text) }
        if hasPoint && whole > 2 { return try decodeRun(text, known: parts) }
        if text.utf8.count >= 6, parts.isDisjoint(with: .date) || !parts.contains(.time) {
            return try decodeRun(text, known: parts)
        }
        return try decodeNumber(text, known: parts)
    }

    private mutating func decodeJulian(_ text: String) throws(DateTimeError) -> DateTimeParts {
        let whole = text.split(separator: ".", omittingEmptySubsequences: false)
        guard whole.count <= 2, let first = whole.first else { throw .badFormat }
        guard let days = Int32(first) else { throw first.utf8.allSatisfy(ASCII.isDigit) ? .fieldOverflow : .badFormat }
        isJulian = true
        setDate(Int(days) - Calendar.julianEpoch)
        guard whole.count == 2 else { return .date }
        guard let fraction = Double("0." + whole[1]) else { throw .badFormat }
        time.setTime(Int64(fraction * Double(Calendar.microsecondsPerDay)))
        return [.year, .month, .day, .time]
    }

    mutating func setDate(_ days: Int) {
        let date = Calendar.date(days)
        time.year = date.year
        time.month = date.month
        time.day = date.day
    }

    private mutating func decodeWord(_ text: String) throws(DateTimeError) -> DateTimeParts {
        if let zone = TimeZoneAbbreviations.table[text] {
            zoneOffset = zone.seconds
            return zone.isDaylightSaving ? [.zone, .daylight] : .zone
        }
        guard let word = DateTimeWord.named(text) else {
            guard let zone = TimeZone.named(text) else { throw .badFormat }
            namedZone = zone
            return .zone
        }
        switch word {
        case .ignored: return []
        case .now:
            let offset = settings.timeZone.offset(at: settings.now).seconds
            time = Calendar.time(settings.now.microseconds + Int64(offset) * 1_000_000)
            zoneOffset = offset
            return [.year, .month, .day, .time, .zone]
        case .today, .yesterday, .tomorrow:
            let local = settings.now.local(in: settings.timeZone)
            var days = Int(Calendar.floorDivide(local.microseconds, Calendar.microsecondsPerDay))
            if case .yesterday = word { days -= 1 }
            if case .tomorrow = word { days += 1 }
            setDate(days)
            return .date
        case .allBalls:
            zoneOffset = 0
            return [.time, .zone]
        case .epoch:
            meaning = .epoch
            return [.year, .month, .day, .time, .zone]
        case .infinity:
            meaning = .infinity
            return [.year, .month, .day, .time, .zone]
        case .negativeInfinity:
            meaning = .negativeInfinity
            return [.year, .month, .day, .time, .zone]
        case .month(let month):
            if timeOnly { throw .badFormat }
            var added = DateTimeParts.month
            // The number taken for a month was the day: "2 Jan".
            if parts.contains(.month), !hasTextMonth, !parts.contains(.day), (1...31).contains(time.month) {
                time.day = time.month
                added = .day
            }
            hasTextMonth = true
            time.month = month
            return added
        case .weekday: return .weekday
        case .am, .pm:
            meridiem = word
            return .meridiem
        case .bc:
            isBC = true
            return .era
        case .ad: return .era
        case .daylightModifier:
            zoneOffset = (zoneOffset ?? 0) + 3600
            return .daylight
        case .unit, .julian:
            if pending != .none { throw .badFormat }
            if case .julian = word { pending = .julian } else { pending = .unit }
            return []
        case .isoTime:
            if !timeOnly && !parts.isSuperset(of: .date) { throw .badFormat }
            if pending != .none { throw .badFormat }
            pending = .time
            return []
        }
    }

    // MARK: Clock and zone

    private mutating func decodeTime(_ text: String) throws(DateTimeError) {
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard pieces.count == 2 || pieces.count == 3 else { throw .badFormat }
        let (last, microseconds) = try Self.fraction(pieces[pieces.count - 1])
        var numbers: [Int] = []
        for piece in pieces.dropLast() + [last] {
            guard piece.utf8.allSatisfy(ASCII.isDigit) else { throw .badFormat }
            guard let number = piece.isEmpty ? 0 : Int32(piece) else { throw .fieldOverflow }
            numbers.append(Int(number))
        }
        if numbers.count == 2, microseconds != nil {
            // mm:ss.sss
            numbers.insert(0, at: 0)
        } else if numbers.count == 2 {
            numbers.append(0)
        }
        (time.hour, time.minute, time.second) = (numbers[0], numbers[1], numbers[2])
        time.microsecond = microseconds ?? 0
        guard (0...59).contains(time.minute), (0...60).contains(time.second) else { throw .fieldOverflow }
        if !timeOnly { try checkTime() }
    }

    private func checkTime() throws(DateTimeError) {
        guard time.hour >= 0, time.hour <= 24, (0...59).contains(time.minute), (0...60).contains(time.second),
            (0...1_000_000).contains(time.microsecond), time.timeOfDay <= Calendar.microsecondsPerDay
        else { throw .fieldOverflow }
    }

    /// The text before the point, and the microseconds behind it, rounded; nil without a point.
    static func fraction(_ text: String) throws(DateTimeError) -> (whole: String, microseconds: Int?) {
        guard let point = text.utf8.firstIndex(of: ASCII.point) else { return (text, nil) }
        let digits = text.utf8[text.utf8.index(after: point)...]
        guard digits.allSatisfy(ASCII.isDigit) else { throw .badFormat }
        guard let value = Double("0." + String(Substring(digits)) + (digits.isEmpty ? "0" : "")) else {
            throw .badFormat
        }
        return (String(text[..<point]), Int((value * 1_000_000).rounded(.toNearestOrEven)))
    }

    /// Reads `+hh`, `-hhmm`, `+hh:mm:ss` as seconds east of Greenwich.
    static func offset(_ text: String) throws(DateTimeError) -> Int {
        let negative = text.utf8.first == ASCII.minus
        let pieces = text.utf8.dropFirst().split(separator: ASCII.colon, omittingEmptySubsequences: false)
        var numbers: [Int] = []
        for piece in pieces {
            guard piece.allSatisfy(ASCII.isDigit) else { throw .badFormat }
            guard let number = piece.isEmpty ? 0 : Int32(String(Substring(piece))) else { throw .zoneOverflow }
            numbers.append(Int(number))
        }
        guard (1...3).contains(numbers.count), !pieces[0].isEmpty else { throw .badFormat }
        if numbers.count == 1, pieces[0].count > 2 {
            numbers = [numbers[0] / 100, numbers[0] % 100]
        }
        while numbers.count < 3 { numbers.append(0) }
        guard numbers[0] <= 15, numbers[1] < 60, numbers[2] < 60 else { throw .zoneOverflow }
        let seconds = (numbers[0] * 60 + numbers[1]) * 60 + numbers[2]
        return negative ? -seconds : seconds
    }

    // MARK: End

    private mutating func finish() throws(DateTimeError) {
        try validateDate()
        if let meridiem {
            if time.hour > 12 { throw .fieldOverflow }
            if case .am = meridiem, time.hour == 12 { time.hour = 0 }
            if case .pm = meridiem, time.hour != 12 { time.hour += 12 }
        }
        if timeOnly {
            if !parts.contains(.time) { throw .badFormat }
            try checkTime()
            return
        }
        if !parts.isSuperset(of: .date) { throw .badFormat }
        if namedZone != nil || !parts.contains(.zone), parts.contains(.daylight) { throw .badFormat }
    }

    private mutating func validateDate() throws(DateTimeError) {
        if parts.contains(.year), !isJulian {
            if isBC {
                if time.year <= 0 { throw .fieldOverflow }
                time.year = 1 - time.year
            } else if isTwoDigitYear {
                if time.year < 70 { time.year += 2000 } else if time.year < 100 { time.year += 1900 }
            } else if time.year <= 0 {
                throw .fieldOverflow
            }
        }
        if parts.contains(.dayOfYear) { setDate(Calendar.days(time.year, 1, 1) + dayOfYear - 1) }
        if parts.contains(.month), !(1...12).contains(time.month) { throw .monthOrDayOverflow }
        if parts.contains(.day), !(1...31).contains(time.day) { throw .monthOrDayOverflow }
        if parts.isSuperset(of: .date), time.day > Calendar.daysInMonth(time.year, time.month) {
            throw .fieldOverflow
        }
    }
}
