// The POSIX TZ string: standard name and offset, daylight saving name and offset, and the two days of change as
// `Mm.w.d`, `Jn` or `n`, each with a time. Offsets count westwards: `CET-1CEST,M3.5.0,M10.5.0/3`.

/// A zone that follows the same rule in every year.
struct PosixTimeZone: Sendable, Hashable {
    private enum Day: Sendable, Hashable {
        case weekday(month: Int, week: Int, day: Int)
        /// 1…365, 29 February never counted.
        case julian(Int)
        /// 0…365.
        case ordinal(Int)
    }

    private struct Change: Sendable, Hashable {
        var day: Day
        /// Seconds of local time after midnight.
        var time: Int

        /// The local moment of the change in `year`.
        func moment(_ year: Int) -> Int64 {
            let days: Int
            switch day {
            case .ordinal(let number): days = Calendar.days(year, 1, 1) + number
            case .julian(let number):
                days = Calendar.days(year, 1, 1) + number - (Calendar.isLeap(year) && number >= 60 ? 0 : 1)
            case .weekday(let month, let week, let weekday):
                let first = Calendar.days(year, month, 1)
                var at = first + Calendar.floorModulo(weekday - Calendar.weekday(first), 7) + (week - 1) * 7
                if at >= first + Calendar.daysInMonth(year, month) { at -= 7 }
                days = at
            }
            return Int64(days) * 86_400 + Int64(time)
        }
    }

    private let standard: TimeZone.Offset
    private let daylight: TimeZone.Offset?
    private let start: Change
    private let end: Change

    func offset(at second: Int64) -> TimeZone.Offset {
        guard let daylight else { return standard }
        let year = Calendar.date(Int(Calendar.floorDivide(second + Int64(standard.seconds), 86_400))).year
        let begins = start.moment(year) - Int64(standard.seconds)
        let ends = end.moment(year) - Int64(daylight.seconds)
        let isDaylight = begins < ends ? second >= begins && second < ends : second >= begins || second < ends
        return isDaylight ? daylight : standard
    }

    func nextTransition(after second: Int64) -> Int64? {
        guard let daylight else { return nil }
        let year = Calendar.date(Int(Calendar.floorDivide(second, 86_400))).year
        var best: Int64?
        for candidate in (year - 1)...(year + 1) {
            for moment in [
                start.moment(candidate) - Int64(standard.seconds), end.moment(candidate) - Int64(daylight.seconds),
            ] where moment > second && moment < best ?? .max {
                best = moment
            }
        }
        return best
    }

    // MARK: Parsing

    /// Nil when `text` is no POSIX TZ string.
    init?(_ text: String) {
        var scanner = Scanner(bytes: Array(text.utf8))
        guard let name = scanner.name() else { return nil }
        guard let west = scanner.offset() else { return nil }
        standard = TimeZone.Offset(seconds: -west, isDaylightSaving: false, abbreviation: name)
        // The United States' rule serves where none is given.
        var starts = Change(day: .weekday(month: 3, week: 2, day: 0), time: 7200)
        var ends = Change(day: .weekday(month: 11, week: 1, day: 0), time: 7200)
        if scanner.atEnd {
            daylight = nil
        } else {
            guard let summer = scanner.name() else { return nil }
            var seconds = 3600 - west
            if !scanner.atEnd, !scanner.at(ASCII.comma) {
                guard let other = scanner.offset() else { return nil }
                seconds = -other
            }
            daylight = TimeZone.Offset(seconds: seconds, isDaylightSaving: true, abbreviation: summer)
            if !scanner.atEnd {
                guard let first = scanner.change(), let second = scanner.change(), scanner.atEnd else { return nil }
                starts = first
                ends = second
            }
        }
        start = starts
        end = ends
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var atEnd: Bool { position >= bytes.count }
        func at(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

        mutating func accept(_ byte: UInt8) -> Bool {
            if at(byte) {
                position += 1
                return true
            }
            return false
        }

        mutating func name() -> String? {
            var start = position
            var end = position
            if accept(UInt8(ascii: "<")) {
                start = position
                while position < bytes.count, bytes[position] != UInt8(ascii: ">") { position += 1 }
                end = position
                guard accept(UInt8(ascii: ">")) else { return nil }
            } else {
                while position < bytes.count, !ASCII.isDigit(bytes[position]), !at(ASCII.comma), !at(ASCII.minus),
                    !at(ASCII.plus)
                { position += 1 }
                end = position
            }
            return end > start ? String(decoding: bytes[start..<end], as: UTF8.self) : nil
        }

        mutating func number(_ limit: Int) -> Int? {
            var value = 0
            let start = position
            while position < bytes.count, ASCII.isDigit(bytes[position]) {
                value = value * 10 + Int(bytes[position] - ASCII.zero)
                if value > limit { return nil }
                position += 1
            }
            return position > start ? value : nil
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func offset() -> Int? {
            let negative = accept(ASCII.minus)
            if !negative { _ = accept(ASCII.plus) }
            guard var seconds = number(167).map({ $0 * 3600 }) else { return nil }
            if accept(ASCII.colon) {
                guard let minutes = number(59) else { return nil }
                seconds += minutes * 60
                if accept(ASCII.colon) {
                    guard let rest = number(60) else { return nil }
                    seconds += rest
                }
            }
            return negative ? -seconds : seconds
        }

        mutating func change() -> Change? {
            guard accept(ASCII.comma) else { return nil }
            let day: Day
            if accept(UInt8(ascii: "M")) {
                guard let month = number(12), month > 0, accept(ASCII.point), let week = number(5), week > 0,
                    accept(ASCII.point), let weekday = number(6)
                else { return nil }
                day = .weekday(month: month, week: week, day: weekday)
            } else if accept(UInt8(ascii: "J")) {
                guard let number = number(365), number > 0 else { return nil }
                day = .julian(number)
            } else {
                guard let number = number(365) else { return nil }
                day = .ordinal(number)
            }
            var time = 7200
            if accept(UInt8(ascii: "/")) {
                guard let given = offset() else { return nil }
                time = given
            }
            return Change(day: day, time: time)
        }
    }
}
