import TestSupport
import Testing
import VectorTypes

@testable import PostgresValues

/// Answers a line of the date and time tables; `cfg` sets the session's settings.
func dateTimeAnswer(_ f: [String], _ settings: inout DateTimeSettings) throws -> String? {
    let current = settings
    func ts(_ i: Int) throws -> Timestamp { try Timestamp(text: f[i], current) }
    func tz(_ i: Int) throws -> Timestamp { try Timestamp(text: f[i], current, withTimeZone: true) }
    func iv(_ i: Int) throws -> Interval { try Interval(text: f[i], current) }
    func d(_ i: Int) throws -> CalendarDate { try CalendarDate(text: f[i], current) }
    switch f[0] {
    case "cfg":
        try settings.setDateStyle(f[1]); settings.timeZone = try TimeZone(setting: f[2]);
        settings.intervalStyle = IntervalStyle(rawValue: f[3]) ?? .postgres; return "ok"
    case "ts": return try ts(1).text(current)
    case "tstz": return try tz(1).text(current, withTimeZone: true)
    case "tsp": return try Timestamp(text: f[1], current, precision: Int(f[2]) ?? 0).text(current)
    case "date": return try d(1).text(current)
    case "time": return try TimeOfDay(text: f[1], current).text
    case "timetz": return try TimeOfDayWithZone(text: f[1], current).text
    case "iv":
        let i = try iv(1); let j = Interval(storage: i.storage); return (j == i ? "" : "STORAGE ") + i.text(current)
    case "ivm": return try Interval(text: f[1], current, modifier: Int32(f[2]) ?? 0).text(current)
    case "ts+": return try ts(1).adding(iv(2)).text(current)
    case "ts-": return try ts(1).subtracting(iv(2)).text(current)
    case "tz+": return try tz(1).adding(iv(2), zone: current.timeZone).text(current, withTimeZone: true)
    case "tsdiff": return try ts(1).interval(since: ts(2)).text(current)
    case "age": return try ts(1).age(since: ts(2)).text(current)
    case "agetz": return try tz(1).age(since: tz(2), zone: current.timeZone).text(current)
    case "ddiff": return try String(d(1).days(since: d(2)))
    case "exts": return try ts(1).extract(f[2])?.text
    case "extz": return try tz(1).extract(f[2], zone: current.timeZone)?.text
    case "exd": return try d(1).extract(f[2])?.text
    case "exi": return try iv(1).extract(f[2]).text
    case "ext": return try TimeOfDay(text: f[1], current).extract(f[2]).text
    case "trts": return try ts(2).truncated(to: f[1]).text(current)
    case "trtz": return try tz(2).truncated(to: f[1], zone: current.timeZone).text(current, withTimeZone: true)
    case "triv": return try iv(2).truncated(to: f[1]).text(current)
    case "attz": return try tz(1).local(in: TimeZone(name: f[2])).text(current)
    case "tsat": return try ts(1).moment(in: TimeZone(name: f[2])).text(current, withTimeZone: true)
    case "bin": return try ts(2).binned(stride: iv(1), origin: ts(3)).text(current)
    case "iv+": return try iv(1).adding(iv(2)).text(current)
    case "iv-": return try iv(1).subtracting(iv(2)).text(current)
    case "ivneg": return try iv(1).negated().text(current)
    case "ivmul": return try iv(1).multiplied(by: Double(f[2]) ?? 0).text(current)
    case "ivdiv": return try iv(1).divided(by: Double(f[2]) ?? 0).text(current)
    case "jh": return try iv(1).justifyingHours().text(current)
    case "jd": return try iv(1).justifyingDays().text(current)
    case "ji": return try iv(1).justified().text(current)
    case "ivcmp": let a = try iv(1), b = try iv(2); return a < b ? "-1" : a == b ? "0" : "1"
    case "mkdate":
        return try CalendarDate(year: Int(f[1]) ?? 0, month: Int(f[2]) ?? 0, day: Int(f[3]) ?? 0).text(current)
    case "mktime": return try TimeOfDay(hour: Int(f[1]) ?? 0, minute: Int(f[2]) ?? 0, second: Double(f[3]) ?? 0).text
    case "t+": return try TimeOfDay(text: f[1], current).adding(iv(2)).text
    default: return "unknown function"
    }
}

@Suite struct DateTimeTests {
    @Test(
        "dates, times and intervals answer as PostgreSQL does",
        arguments: [dateTimeISOGolden, dateTimeStyledGolden, dateTimeVerboseGolden])
    func golden(table: String) {
        var settings = DateTimeSettings()
        expectGolden(table) { try dateTimeAnswer($0, &settings) }
    }

    @Test("the words for moments follow the transaction's clock and the session's zone")
    func moments() throws {
        var settings = DateTimeSettings()
        settings.timeZone = try TimeZone(name: "America/New_York")
        settings.now = try Timestamp(text: "2024-03-10 03:30:00.5+00", settings, withTimeZone: true)
        func stamp(_ text: String) throws -> String { try Timestamp(text: text, settings).text(settings) }
        #expect(try stamp("now") == "2024-03-09 22:30:00.5")
        #expect(try stamp("today") == "2024-03-09 00:00:00")
        #expect(try stamp("tomorrow 4:05") == "2024-03-10 04:05:00")
        #expect(try stamp("yesterday") == "2024-03-08 00:00:00")
        #expect(try CalendarDate(text: "now", settings).text(settings) == "2024-03-09")
        let moment = try Timestamp(text: "now", settings, withTimeZone: true)
        #expect(moment == settings.now)
    }

    @Test("a day is a civil date and back, over the whole range")
    func calendar() {
        let seed = testSeed(41)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let days = Int.random(in: Calendar.firstDay..<Calendar.endOfDates, using: &random)
            let date = Calendar.date(days)
            #expect(Calendar.days(date.year, date.month, date.day) == days, "seed \(seed)")
            #expect((1...12).contains(date.month) && (1...31).contains(date.day), "seed \(seed): \(days)")
        }
    }

    @Test("a moment is a local time and back, except in the hour that a zone skips or repeats")
    func zones() throws {
        let seed = testSeed(42)
        var random = SeededGenerator(seed: seed)
        for name in ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "EST5EDT,M3.2.0,M11.1.0"] {
            let zone = try TimeZone(name: name)
            for _ in 0..<500 {
                let moment = Timestamp(
                    microseconds: Int64.random(in: -3_000_000_000...8_000_000_000, using: &random) * 1_000_000)
                let back = try moment.local(in: zone).moment(in: zone)
                #expect(abs(back.microseconds - moment.microseconds) <= 3_600_000_000, "seed \(seed): \(name)")
                #expect(back.local(in: zone) == moment.local(in: zone), "seed \(seed): \(name)")
            }
        }
    }

    @Test("an unknown zone is refused with its name")
    func unknownZone() {
        let error = #expect(throws: VecDBError.self) { try TimeZone(name: "Mars/Olympus") }
        #expect(error?.message == "time zone \"Mars/Olympus\" not recognized")
        #expect(throws: VecDBError.self) { try TimeZone(name: "../etc/passwd") }
    }

    @Test("intervals keep their parts in storage, and sort keys order them")
    func intervals() throws {
        let seed = testSeed(43)
        var random = SeededGenerator(seed: seed)
        func interval() -> Interval {
            Interval(
                months: .random(in: -50...50, using: &random), days: .random(in: -900...900, using: &random),
                microseconds: .random(in: -90_000_000_000...90_000_000_000, using: &random))
        }
        for _ in 0..<2000 {
            let a = interval()
            let b = interval()
            #expect(Interval(storage: a.storage)?.storage == a.storage)
            #expect((a < b) == a.sortKey.lexicographicallyPrecedes(b.sortKey), "seed \(seed): \(a) \(b)")
            #expect(try Interval(text: a.text()).storage == a.storage, "seed \(seed): \(a.text())")
            #expect(try Interval(text: a.text(.iso8601)).storage == a.storage, "seed \(seed): \(a.text(.iso8601))")
        }
    }

    @Test("random bytes never trap a date or time parser")
    func fuzz() {
        let seed = testSeed(44)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "2024", "-", "/", ".", ":", " ", "12", "31", "jan", "am", "bc", "T", "Z", "+08", "99999999999", "J", "P",
            "D",
            "1", "year", "ago", "@", "infinity", "Europe/Berlin", "é", "doy", "dst",
        ]
        for _ in 0..<6000 {
            let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            if let stamp = try? Timestamp(text: text, withTimeZone: true) {
                _ = stamp.text()
                _ = try? stamp.adding(Interval(months: .max, days: .min, microseconds: .max))
                _ = try? stamp.age(since: Timestamp(microseconds: 0))
            }
            _ = try? CalendarDate(text: text).text()
            _ = try? TimeOfDay(text: text).text
            _ = try? TimeOfDayWithZone(text: text).text
            if let interval = try? Interval(text: text) {
                _ = interval.text(.sqlStandard)
                _ = try? interval.multiplied(by: 1e18)
                _ = try? interval.justified()
            }
            _ = try? TimeZone(name: text)
        }
    }
}
