import PostgresValues
import VecDB

/// The collations of columns whose stored text does not sort as their values do.
func registerCollations(on sqlite: SQLiteConnection) throws {
    try sqlite.createCollation("pg_numeric") { a, b in
        if let order = compareIntegers(a, b) { return order }
        return compareNumerics(String(decoding: a, as: UTF8.self), String(decoding: b, as: UTF8.self))
    }
    try sqlite.createCollation("pg_interval") { a, b in
        compareIntervals(String(decoding: a, as: UTF8.self), String(decoding: b, as: UTF8.self))
    }
}

/// Two short runs of digits, which most numbers are; nil for all others.
private func compareIntegers(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int? {
    func value(_ digits: UnsafeBufferPointer<UInt8>) -> Int? {
        guard digits.count <= 18, !digits.isEmpty else { return nil }
        var result = 0
        for digit in digits {
            guard digit >= 48, digit <= 57 else { return nil }
            result = result * 10 + Int(digit &- 48)
        }
        return result
    }
    guard let x = value(a), let y = value(b) else { return nil }
    return x < y ? -1 : x == y ? 0 : 1
}

/// The order of two numerics in text form; what is none sorts as text after them.
func compareNumerics(_ a: String, _ b: String) -> Int {
    guard let x = try? Numeric(text: a), let y = try? Numeric(text: b) else {
        return a == b ? 0 : a < b ? -1 : 1
    }
    return x < y ? -1 : y < x ? 1 : 0
}

/// The order of two stored intervals: by length, a month being 30 days.
func compareIntervals(_ a: String, _ b: String) -> Int {
    let (x, y) = (intervalLength(a), intervalLength(b))
    return x.days != y.days ? (x.days < y.days ? -1 : 1) : x.rest == y.rest ? 0 : x.rest < y.rest ? -1 : 1
}

/// Whole days and microseconds of the rest, the latter in 0 ..< a day.
func intervalLength(_ stored: String) -> (days: Int64, rest: Int64) {
    guard let interval = Interval(storage: stored) else { return (0, 0) }
    let day: Int64 = 86_400_000_000
    var whole = interval.microseconds / day
    var rest = interval.microseconds % day
    if rest < 0 {
        rest += day
        whole -= 1
    }
    return (Int64(interval.months) * 30 + Int64(interval.days) + whole, rest)
}
