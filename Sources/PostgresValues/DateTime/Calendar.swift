// The proleptic Gregorian calendar. Days are counted from 1970-01-01; year 0 is 1 BC. The conversions are Howard
// Hinnant's ("chrono-Compatible Low-Level Date Algorithms"): years begin in March, so that the leap day comes last, and
// repeat every 400 years.
import VectorTypes

/// A point of the calendar and the clock, as it is written.
struct CalendarTime: Equatable {
    var year = 1970
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var microsecond = 0

    /// Microseconds since midnight.
    var timeOfDay: Int64 {
        ((Int64(hour) * 60 + Int64(minute)) * 60 + Int64(second)) * 1_000_000 + Int64(microsecond)
    }

    mutating func setTime(_ microseconds: Int64) {
        microsecond = Int(microseconds % 1_000_000)
        let seconds = Int(microseconds / 1_000_000)
        hour = seconds / 3600
        minute = seconds / 60 % 60
        second = seconds % 60
    }
}

enum Calendar {
    static let microsecondsPerDay: Int64 = 86_400_000_000
    static let microsecondsPerSecond: Int64 = 1_000_000
    /// The Julian day number of 1970-01-01.
    static let julianEpoch = 2_440_588
    /// 4714-11-24 BC, the first day PostgreSQL knows.
    static let firstDay = -julianEpoch
    /// One past the last `date`: 5874898-01-01.
    static let endOfDates = 2_147_483_494 - julianEpoch
    /// The least `timestamp`, 4714-11-24 BC 00:00.
    static let firstMicrosecond = Int64(firstDay) * microsecondsPerDay

    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func daysInMonth(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// 0 is Sunday.
    static func weekday(_ days: Int) -> Int { floorModulo(days + 4, 7) }

    static func dayOfYear(_ days: Int) -> Int { days - self.days(date(days).year, 1, 1) + 1 }

    /// The ISO 8601 year and week: weeks begin on Monday, week 1 holds 4 January.
    static func isoWeek(_ days: Int) -> (year: Int, week: Int) {
        let thursday = days - floorModulo(days + 3, 7) + 3
        let year = date(thursday).year
        return (year, (thursday - self.days(year, 1, 1)) / 7 + 1)
    }

    /// The Monday of week 1.
    static func startOfISOYear(_ year: Int) -> Int {
        let fourth = days(year, 1, 4)
        return fourth - floorModulo(fourth + 3, 7)
    }

    static func time(_ microseconds: Int64) -> CalendarTime {
        let days = floorDivide(microseconds, microsecondsPerDay)
        let date = self.date(Int(days))
        var result = CalendarTime(year: date.year, month: date.month, day: date.day)
        result.setTime(microseconds - days * microsecondsPerDay)
        return result
    }

    /// Microseconds since 1970; nil on overflow.
    static func microseconds(_ time: CalendarTime) -> Int64? {
        let days = Int64(self.days(time.year, time.month, time.day))
        let (product, overflow) = days.multipliedReportingOverflow(by: microsecondsPerDay)
        let (sum, overflow2) = product.addingReportingOverflow(time.timeOfDay)
        return overflow || overflow2 ? nil : sum
    }

    static func floorDivide<Value: BinaryInteger>(_ a: Value, _ b: Value) -> Value {
        let quotient = a / b
        return a % b < 0 ? quotient - 1 : quotient
    }

    static func floorModulo<Value: BinaryInteger>(_ a: Value, _ b: Value) -> Value {
        let rest = a % b
        return rest < 0 ? rest + b : rest
    }

    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    static let dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}
