// Reading intervals: `1 year 2 days 03:04:05`, `1-2`, `3 4:05`, `@ 1 min ago`, and ISO 8601 (`P1Y2M3DT4H`). Fields are read
// from the end, so that a unit is known before its number. Fractions cascade to smaller units: of a year to months, of a
// month to days, of a week or day to time.
import VectorTypes

extension Interval {
    /// Which fields an `interval` column keeps (PostgreSQL's typmod).
    package struct Fields: OptionSet, Hashable, Sendable {
        package let rawValue: Int32
        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let month = Fields(rawValue: 1 << 1)
        package static let year = Fields(rawValue: 1 << 2)
        package static let day = Fields(rawValue: 1 << 3)
        package static let hour = Fields(rawValue: 1 << 10)
        package static let minute = Fields(rawValue: 1 << 11)
        package static let second = Fields(rawValue: 1 << 12)
        package static let all = Fields(rawValue: 0x7FFF)
    }

    /// Reads an interval.
    ///
    /// - Parameter modifier: PostgreSQL's typmod (fields in the upper half, precision in the lower), negative for none.
    /// - Throws: 22007 `invalid input syntax for type interval: "x"`, 22015 `interval field value out of range: "x"`,
    ///   22008 `interval out of range`.
    package init(
        text: String, _ settings: DateTimeSettings = DateTimeSettings(), modifier: Int32 = -1
    ) throws {
        let fields = modifier < 0 ? Fields.all : Fields(rawValue: (modifier >> 16) & 0x7FFF)
        var parser = IntervalParser(style: settings.intervalStyle, fields: fields)
        try DateTimeError.reporting(text, type: "interval") {
            do throws(DateTimeError) {
                try parser.parse(text)
            } catch .badFormat {
                parser = IntervalParser(style: settings.intervalStyle, fields: fields)
                do throws(DateTimeError) {
                    try parser.parseISO8601(text)
                } catch .fieldOverflow {
                    throw DateTimeError.intervalOverflow
                }
            } catch .fieldOverflow {
                throw DateTimeError.intervalOverflow
            }
        }
        guard let months = Int32(exactly: parser.months), let days = Int32(exactly: parser.days) else {
            throw Self.outOfRange
        }
        self.init(months: months, days: days, microseconds: parser.microseconds)
        try coerce(toModifier: modifier)
    }

    /// Drops the fields that a column of type `interval <fields>(p)` does not keep.
    package mutating func coerce(toModifier modifier: Int32) throws {
        guard modifier >= 0 else { return }
        let fields = Fields(rawValue: (modifier >> 16) & 0x7FFF)
        let precision = Int(modifier & 0xFFFF)
        if fields != .all {
            switch fields {
            case .year:
                months = months / 12 * 12
                days = 0
                microseconds = 0
            case .month, [.year, .month]:
                days = 0
                microseconds = 0
            case .day: microseconds = 0
            case .hour, [.day, .hour]: microseconds = microseconds / 3_600_000_000 * 3_600_000_000
            case .minute, [.day, .hour, .minute], [.hour, .minute]:
                microseconds = microseconds / 60_000_000 * 60_000_000
            default: break
            }
        }
        if let unit = Timestamp.unit(ofPrecision: precision) {
            guard microseconds.magnitude < UInt64(Int64.max) - 500_000 else { throw Self.outOfRange }
            microseconds = Timestamp.round(microseconds, to: unit)
        }
    }
}

/// The units in which lengths of time are counted, and their spellings.
enum TimeUnit {
    case microsecond, millisecond, second, minute, hour, day, week, month, quarter, year, decade, century, millennium
    case zone, zoneHour, zoneMinute

    /// Words are compared by their first ten letters.
    static func named(_ word: String) -> TimeUnit? { table[String(word.prefix(10))] }

    private static let table: [String: TimeUnit] = {
        let spellings: [(TimeUnit, String)] = [
            (.microsecond, "microsecon us usec usecond useconds usecs"),
            (.millisecond, "millisecon ms msec msecond mseconds msecs"), (.second, "s sec second seconds secs"),
            (.minute, "m min minute minutes mins"), (.hour, "h hour hours hr hrs"), (.day, "d day days"),
            (.week, "w week weeks"), (.month, "mon mons month months"), (.quarter, "qtr quarter"),
            (.year, "y year years yr yrs"), (.decade, "dec decade decades decs"),
            (.century, "c cent centuries century"), (.millennium, "mil mils millennia millennium"),
            (.zone, "timezone"), (.zoneHour, "timezone_h"), (.zoneMinute, "timezone_m"),
        ]
        var table: [String: TimeUnit] = [:]
        for (unit, words) in spellings { for word in words.split(separator: " ") { table[String(word)] = unit } }
        return table
    }()
}

struct IntervalParser {
    let style: IntervalStyle
    let fields: Interval.Fields
    var months: Int64 = 0
    var days: Int64 = 0
    var microseconds: Int64 = 0

    init(style: IntervalStyle, fields: Interval.Fields) {
        self.style = style
        self.fields = fields
    }

    // MARK: Traditional and SQL forms

    mutating func parse(_ text: String) throws(DateTimeError) {
        guard let parts = DateTimeField.split(text) else { throw .badFormat }
        func isSigned(_ part: DateTimeField) -> Bool {
            part.text.utf8.first == ASCII.minus || part.text.utf8.first == ASCII.plus
        }
        // The standard's single sign in front holds for everything.
        let allNegative =
            style == .sqlStandard && parts.first?.text.utf8.first == ASCII.minus
            && !parts.dropFirst().contains(where: isSigned)
        var unit: TimeUnit?
        var unitPending = false
        var isAgo = false
        var seen: Set<TimeUnit> = []
        for (index, part) in parts.enumerated().reversed() {
            switch part.kind {
            case .time:
                try addClock(part.text, negative: false, allNegative, &seen)
                unit = .day
                unitPending = false
            case .zone, .date, .number:
                if part.kind == .zone, part.text.utf8.dropFirst().contains(ASCII.colon) {
                    let negative = part.text.utf8.first == ASCII.minus
                    try addClock(String(part.text.dropFirst()), negative: negative, allNegative, &seen)
                    unit = .day
                    unitPending = false
                    continue
                }
                try addNumber(part.text, unit ?? defaultUnit, allNegative, &seen)
                unitPending = false
            case .string, .special:
                if unitPending { throw .badFormat }
                if let named = TimeUnit.named(part.text) {
                    unit = named
                    unitPending = true
                } else if part.text == "ago" {
                    if index != parts.count - 1 { throw .badFormat }
                    isAgo = true
                } else if case .ignored? = DateTimeWord.named(part.text) {
                    continue
                } else {
                    throw .badFormat
                }
            }
        }
        if seen.isEmpty || unitPending { throw .badFormat }
        if isAgo {
            guard months != .min, days != .min, microseconds != .min else { throw .fieldOverflow }
            (months, days, microseconds) = (-months, -days, -microseconds)
        }
    }

    private var defaultUnit: TimeUnit {
        if fields == .all { return .second }
        if fields.contains(.second) { return .second }
        if fields.contains(.minute) { return .minute }
        if fields.contains(.hour) { return .hour }
        if fields.contains(.day) { return .day }
        return fields.contains(.month) ? .month : fields.contains(.year) ? .year : .second
    }

    private func mark(_ unit: TimeUnit, in seen: inout Set<TimeUnit>) throws(DateTimeError) {
        if !seen.insert(unit).inserted { throw .badFormat }
    }

    private mutating func addClock(
        _ text: String, negative: Bool, _ allNegative: Bool, _ seen: inout Set<TimeUnit>
    ) throws(DateTimeError) {
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard pieces.count == 2 || pieces.count == 3, !pieces[0].isEmpty else { throw .badFormat }
        let (last, fraction) = try DateTimeDecoder.fraction(pieces[pieces.count - 1])
        var numbers: [Int64] = []
        for (index, piece) in (pieces.dropLast() + [last]).enumerated() {
            guard piece.utf8.allSatisfy(ASCII.isDigit) else { throw .badFormat }
            guard let value = piece.isEmpty ? 0 : Int64(piece), index == 0 || value <= Int64(Int32.max) else {
                throw .fieldOverflow
            }
            numbers.append(value)
        }
        if numbers.count == 2 {
            if fraction != nil || fields == [.minute, .second] { numbers.insert(0, at: 0) } else { numbers.append(0) }
        }
        guard numbers[1] <= 59, numbers[2] <= 60 else { throw .fieldOverflow }
        let (hours, overflow) = numbers[0].multipliedReportingOverflow(by: 3_600_000_000)
        let rest = (numbers[1] * 60 + numbers[2]) * 1_000_000 + Int64(fraction ?? 0)
        let (total, overflow2) = hours.addingReportingOverflow(rest)
        if overflow || overflow2 { throw .fieldOverflow }
        try addMicroseconds(negative || allNegative ? -total : total)
        for unit in [TimeUnit.hour, .minute, .second, .millisecond, .microsecond] { try mark(unit, in: &seen) }
    }

    private mutating func addNumber(
        _ text: String, _ unit: TimeUnit, _ allNegative: Bool, _ seen: inout Set<TimeUnit>
    ) throws(DateTimeError) {
        let negative = text.utf8.first == ASCII.minus
        let signed = negative || text.utf8.first == ASCII.plus
        let body = Array(text.utf8.dropFirst(signed ? 1 : 0))
        let digits = body.prefix(while: ASCII.isDigit)
        let rest = body.dropFirst(digits.count)
        guard !digits.isEmpty || (rest.first == ASCII.point && !signed) else { throw .badFormat }
        let magnitude = String(decoding: digits, as: UTF8.self)
        guard var value = digits.isEmpty ? 0 : Int64((negative ? "-" : "") + magnitude) else { throw .fieldOverflow }
        var fraction = 0.0
        var unit = unit
        if rest.first == ASCII.minus {
            // Years-months.
            let more = rest.dropFirst()
            guard more.allSatisfy(ASCII.isDigit), !more.isEmpty else { throw .badFormat }
            guard let second = Int32(String(decoding: more, as: UTF8.self)), second < 12 else { throw .fieldOverflow }
            let (years, overflow) = value.multipliedReportingOverflow(by: 12)
            let (sum, overflow2) = years.addingReportingOverflow(negative ? -Int64(second) : Int64(second))
            if overflow || overflow2 { throw .fieldOverflow }
            value = sum
            unit = .month
        } else if rest.first == ASCII.point {
            guard rest.dropFirst().allSatisfy(ASCII.isDigit),
                let parsed = Double("0" + String(decoding: rest, as: UTF8.self) + "0")
            else { throw .badFormat }
            fraction = negative ? -parsed : parsed
        } else if !rest.isEmpty {
            throw .badFormat
        }
        if allNegative {
            value = value > 0 ? -value : value
            fraction = fraction > 0 ? -fraction : fraction
        }
        try add(value, fraction, unit)
        if unit == .second, fraction != 0 {
            for part in [TimeUnit.millisecond, .microsecond] { try mark(part, in: &seen) }
        }
        try mark(unit, in: &seen)
    }

    // MARK: Amounts

    mutating func add(_ value: Int64, _ fraction: Double, _ unit: TimeUnit) throws(DateTimeError) {
        switch unit {
        case .microsecond: try addTime(value, fraction, 1)
        case .millisecond: try addTime(value, fraction, 1_000)
        case .second: try addTime(value, fraction, 1_000_000)
        case .minute: try addTime(value, fraction, 60_000_000)
        case .hour: try addTime(value, fraction, 3_600_000_000)
        case .day:
            try addDays(value, 1)
            try addTime(0, fraction, Calendar.microsecondsPerDay)
        case .week:
            try addDays(value, 7)
            try addFractionalDays(fraction * 7)
        case .month:
            try addMonths(value, 1)
            try addFractionalDays(fraction * 30)
        case .year: try addYears(value, fraction, 1)
        case .decade: try addYears(value, fraction, 10)
        case .century: try addYears(value, fraction, 100)
        case .millennium: try addYears(value, fraction, 1000)
        default: throw .badFormat
        }
    }

    private mutating func addMicroseconds(_ value: Int64) throws(DateTimeError) {
        let (sum, overflow) = microseconds.addingReportingOverflow(value)
        if overflow { throw .fieldOverflow }
        microseconds = sum
    }

    private mutating func addTime(_ value: Int64, _ fraction: Double, _ scale: Int64) throws(DateTimeError) {
        let (product, overflow) = value.multipliedReportingOverflow(by: scale)
        if overflow { throw .fieldOverflow }
        try addMicroseconds(product)
        // To the nearest microsecond, halves towards zero.
        let exact = fraction * Double(scale)
        let whole = exact.rounded(.towardZero)
        let rest = exact - whole
        try addMicroseconds(Int64(whole) + (rest > 0.5 ? 1 : rest < -0.5 ? -1 : 0))
    }

    private mutating func addDays(_ value: Int64, _ scale: Int64) throws(DateTimeError) {
        let (product, overflow) = value.multipliedReportingOverflow(by: scale)
        let (sum, overflow2) = days.addingReportingOverflow(product)
        if overflow || overflow2 || Int32(exactly: sum) == nil { throw .fieldOverflow }
        days = sum
    }

    private mutating func addFractionalDays(_ value: Double) throws(DateTimeError) {
        let whole = value.rounded(.towardZero)
        try addDays(Int64(whole), 1)
        try addTime(0, value - whole, Calendar.microsecondsPerDay)
    }

    private mutating func addMonths(_ value: Int64, _ scale: Int64) throws(DateTimeError) {
        let (product, overflow) = value.multipliedReportingOverflow(by: scale)
        let (sum, overflow2) = months.addingReportingOverflow(product)
        if overflow || overflow2 || Int32(exactly: sum) == nil { throw .fieldOverflow }
        months = sum
    }

    private mutating func addYears(_ value: Int64, _ fraction: Double, _ scale: Int64) throws(DateTimeError) {
        let (years, overflow) = value.multipliedReportingOverflow(by: scale)
        if overflow || Int32(exactly: years) == nil { throw .fieldOverflow }
        try addMonths(years, 12)
        try addMonths(Int64((fraction * Double(scale) * 12).rounded(.toNearestOrEven)), 1)
    }

    // MARK: ISO 8601

    mutating func parseISO8601(_ text: String) throws(DateTimeError) {
        var bytes = Array(text.utf8)[...]
        guard bytes.count >= 2, bytes.popFirst() == UInt8(ascii: "P") else { throw .badFormat }
        var inDate = true
        var hasField = false
        while let next = bytes.first {
            if next == UInt8(ascii: "T") {
                bytes.removeFirst()
                inDate = false
                hasField = false
                continue
            }
            let (value, fraction, width) = try number(&bytes)
            let designator = bytes.popFirst()
            switch (inDate, designator.map { Character(Unicode.Scalar($0)) }) {
            case (true, "Y"): try add(value, fraction, .year)
            case (true, "M"): try add(value, fraction, .month)
            case (true, "W"): try add(value, fraction, .week)
            case (true, "D"): try add(value, fraction, .day)
            case (false, "H"): try add(value, fraction, .hour)
            case (false, "M"): try add(value, fraction, .minute)
            case (false, "S"): try add(value, fraction, .second)
            case (true, nil), (true, "T"), (true, "-"):
                if hasField { throw .badFormat }
                if designator != ASCII.minus, width == 8 {
                    try add(value / 10_000, 0, .year)
                    try add(value / 100 % 100, 0, .month)
                    try add(value % 100, fraction, .day)
                } else {
                    try add(value, fraction, .year)
                    if designator == ASCII.minus { try extendedDate(&bytes) }
                }
                if designator == nil { return }
                if designator == UInt8(ascii: "T") { inDate = false }
                continue
            case (false, nil), (false, ":"):
                if hasField { throw .badFormat }
                if designator == nil, width == 6 {
                    try add(value / 10_000, 0, .hour)
                    try add(value / 100 % 100, 0, .minute)
                    try add(value % 100, fraction, .second)
                    return
                }
                try add(value, fraction, .hour)
                if designator == nil { return }
                let (minutes, minuteFraction, _) = try number(&bytes)
                try add(minutes, minuteFraction, .minute)
                if bytes.isEmpty { return }
                guard bytes.popFirst() == ASCII.colon else { throw .badFormat }
                let (seconds, secondFraction, _) = try number(&bytes)
                try add(seconds, secondFraction, .second)
                if bytes.isEmpty { return }
                throw .badFormat
            default: throw .badFormat
            }
            hasField = true
        }
    }

    /// Months and days after `years-`.
    private mutating func extendedDate(_ bytes: inout ArraySlice<UInt8>) throws(DateTimeError) {
        let (months, monthFraction, _) = try number(&bytes)
        try add(months, monthFraction, .month)
        if bytes.isEmpty || bytes.first == UInt8(ascii: "T") { return }
        guard bytes.popFirst() == ASCII.minus else { throw .badFormat }
        let (days, dayFraction, _) = try number(&bytes)
        try add(days, dayFraction, .day)
        if !bytes.isEmpty, bytes.first != UInt8(ascii: "T") { throw .badFormat }
    }

    /// A signed decimal number, and how many digits stand before its point.
    private func number(
        _ bytes: inout ArraySlice<UInt8>
    ) throws(DateTimeError) -> (value: Int64, fraction: Double, width: Int) {
        let negative = bytes.first == ASCII.minus
        if negative || bytes.first == ASCII.plus { bytes.removeFirst() }
        let digits = bytes.prefix(while: ASCII.isDigit)
        bytes = bytes.dropFirst(digits.count)
        var fraction = 0.0
        if bytes.first == ASCII.point {
            let decimals = bytes.dropFirst().prefix(while: ASCII.isDigit)
            bytes = bytes.dropFirst(decimals.count + 1)
            fraction = Double("0." + String(decoding: decimals, as: UTF8.self) + "0") ?? 0
        } else if digits.isEmpty {
            throw .badFormat
        }
        guard let value = digits.isEmpty ? 0 : Int64(String(decoding: digits, as: UTF8.self)), value < Int64(1) << 53
        else { throw .fieldOverflow }
        return (negative ? -value : value, negative ? -fraction : fraction, digits.count)
    }
}
