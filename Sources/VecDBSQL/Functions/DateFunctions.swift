import PostgresValues
import VecDB
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The clock, ages, zones.
func declareDateFunctions(in c: inout CatalogBuilder) {
    for name in ["now", "transaction_timestamp"] {
        c.scalar("\(name)() timestamptz", volatility: .stable) { _, context in .integer(context.transactionTimestamp) }
    }
    c.scalar("statement_timestamp() timestamptz", volatility: .stable) { _, context in
        .integer(context.statementTimestamp)
    }
    c.scalar("clock_timestamp() timestamptz", volatility: .volatile) { _, _ in .integer(currentMicroseconds()) }
    c.scalar("timeofday() text", volatility: .volatile) { _, context in
        var settings = context.dateTime
        settings.dateStyle = .postgres
        return .text(Timestamp(microseconds: currentMicroseconds()).text(settings, withTimeZone: true))
    }
    c.scalar("current_date() date", volatility: .stable) { _, context in .date(localNow(context).date) }
    c.scalar("localtimestamp() timestamp", volatility: .stable) { _, context in .timestamp(localNow(context)) }
    c.scalar("localtime() time", volatility: .stable) { _, context in
        .integer(localNow(context).time?.microseconds ?? 0)
    }
    c.scalar("current_time() timetz", volatility: .stable) { _, context in
        let east = context.dateTime.timeZone.offset(at: Timestamp(microseconds: context.transactionTimestamp)).seconds
        return .text(
            TimeOfDayWithZone(
                microseconds: localNow(context).time?.microseconds ?? 0, secondsWest: Int32(clamping: -east)
            ).text)
    }
    c.scalar("age(timestamp, timestamp) interval") { x, _ in .interval(try x.timestamp(0).age(since: x.timestamp(1))) }
    c.scalar("age(timestamptz, timestamptz) interval") { x, context in
        .interval(try x.timestamp(0).age(since: x.timestamp(1), zone: context.dateTime.timeZone))
    }
    c.scalar("age(timestamp) interval", volatility: .stable) { x, context in
        .interval(try localNow(context).date.timestamp().age(since: x.timestamp(0)))
    }
    c.scalar("age(timestamptz) interval", volatility: .stable) { x, context in
        let zone = context.dateTime.timeZone
        return .interval(
            try localNow(context).date.timestamp().moment(in: zone).age(since: x.timestamp(0), zone: zone))
    }
    c.scalar("isfinite(date) bool") { x, _ in .bool(x.date(0).isFinite) }
    c.scalar("isfinite(timestamp) bool") { x, _ in .bool(x.timestamp(0).isFinite) }
    c.scalar("isfinite(timestamptz) bool") { x, _ in .bool(x.timestamp(0).isFinite) }
    c.scalar("isfinite(interval) bool") { _, _ in .bool(true) }
    c.scalar("pg_sleep(float8) void", volatility: .volatile) { x, _ in
        let start = currentMicroseconds()
        // In short sleeps, so that the statement ends at once when it should.
        while case let rest = x.double(0) * 1_000_000 - Double(currentMicroseconds() - start), rest > 0 {
            usleep(UInt32(min(rest, 2_000)))
            try StatementWork.check()
        }
        return ""
    }
    declareZones(in: &c)
    declareOverlaps(in: &c)
}

/// Microseconds since 1970, UTC, by the system's clock.
package func currentMicroseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
}

private func localNow(_ context: FunctionContext) -> Timestamp {
    Timestamp(microseconds: context.transactionTimestamp).local(in: context.dateTime.timeZone)
}

private func declareZones(in c: inout CatalogBuilder) {
    @Sendable func zone(_ interval: Interval) throws -> TimeZone {
        if interval.months != 0 || interval.days != 0 {
            throw VecDBError(
                .invalidParameterValue,
                "interval time zone \"\(interval.text(.postgres))\" must not include months or days")
        }
        return TimeZone(offset: Int(interval.microseconds / 1_000_000))
    }
    c.scalar("timezone(text, timestamptz) timestamp") { x, _ in
        .timestamp(x.timestamp(1).local(in: try TimeZone(name: x.text(0))))
    }
    c.scalar("timezone(text, timestamp) timestamptz") { x, _ in
        .timestamp(try x.timestamp(1).moment(in: TimeZone(name: x.text(0))))
    }
    c.scalar("timezone(interval, timestamptz) timestamp") { x, _ in
        .timestamp(x.timestamp(1).local(in: try zone(x.interval(0))))
    }
    c.scalar("timezone(interval, timestamp) timestamptz") { x, _ in
        .timestamp(try x.timestamp(1).moment(in: zone(x.interval(0))))
    }
    c.scalar("timezone(text, timetz) timetz", volatility: .stable) { x, context in
        let zone = try TimeZone(name: x.text(0))
        let east = zone.offset(at: Timestamp(microseconds: context.transactionTimestamp)).seconds
        return .text(try TimeOfDayWithZone(text: x.text(1)).converted(to: east).text)
    }
}

/// `(start, end) OVERLAPS (start, end)`: the ends in either order, half open.
private func declareOverlaps(in c: inout CatalogBuilder) {
    for type in ["timestamp", "timestamptz", "time"] {
        c.scalar("overlaps(\(type), \(type), \(type), \(type)) bool") { x, _ in
            let first = (min(x.int(0), x.int(1)), max(x.int(0), x.int(1)))
            let second = (min(x.int(2), x.int(3)), max(x.int(2), x.int(3)))
            if first.0 == second.0 { return 1 }
            return .bool(first.0 < second.0 ? first.1 > second.0 : second.1 > first.0)
        }
    }
    for type in ["timestamp", "timestamptz"] {
        c.scalar("overlaps(\(type), interval, \(type), interval) bool", volatility: .stable) { x, context in
            let zone = type == "timestamptz" ? context.dateTime.timeZone : nil
            let a = x.int(0)
            let b = try x.timestamp(0).adding(x.interval(1), zone: zone).microseconds
            let d = x.int(2)
            let e = try x.timestamp(2).adding(x.interval(3), zone: zone).microseconds
            let first = (min(a, b), max(a, b))
            let second = (min(d, e), max(d, e))
            if first.0 == second.0 { return 1 }
            return .bool(first.0 < second.0 ? first.1 > second.0 : second.1 > first.0)
        }
    }
}

/// `extract`, `date_part` and `date_trunc`.
func declareDateParts(in c: inout CatalogBuilder) {
    func part(
        _ type: String, stable: Bool = false,
        _ body: @escaping @Sendable (borrowing Arguments, FunctionContext) throws -> Numeric?
    ) {
        let volatility: FunctionEntry.Volatility = stable ? .stable : .immutable
        c.scalar("extract(text, \(type)) numeric", volatility: volatility) { x, context in
            .optional(try body(x, context)?.text)
        }
        c.scalar("date_part(text, \(type)) float8", volatility: volatility) { x, context in
            try (body(x, context)?.double()).map(SQLiteValue.float) ?? .null
        }
    }
    part("date") { x, _ in try x.date(1).extract(x.text(0)) }
    part("time") { x, _ in try x.time(1).extract(x.text(0)) }
    part("timetz") { x, _ in try TimeOfDayWithZone(text: x.text(1)).extract(x.text(0)) }
    part("timestamp") { x, _ in try x.timestamp(1).extract(x.text(0)) }
    part("timestamptz", stable: true) { x, context in
        try x.timestamp(1).extract(x.text(0), zone: context.dateTime.timeZone)
    }
    part("interval") { x, _ in try x.interval(1).extract(x.text(0)) }
    c.scalar("date_trunc(text, timestamp) timestamp") { x, _ in .timestamp(try x.timestamp(1).truncated(to: x.text(0)))
    }
    c.scalar("date_trunc(text, timestamptz) timestamptz", volatility: .stable) { x, context in
        .timestamp(try x.timestamp(1).truncated(to: x.text(0), zone: context.dateTime.timeZone))
    }
    c.scalar("date_trunc(text, timestamptz, text) timestamptz", volatility: .stable) { x, _ in
        .timestamp(try x.timestamp(1).truncated(to: x.text(0), zone: TimeZone(name: x.text(2))))
    }
    c.scalar("date_trunc(text, interval) interval") { x, _ in .interval(try x.interval(1).truncated(to: x.text(0))) }
    for type in ["timestamp", "timestamptz"] {
        c.scalar("date_bin(interval, \(type), \(type)) \(type)") { x, _ in
            .timestamp(try x.timestamp(1).binned(stride: x.interval(0), origin: x.timestamp(2)))
        }
    }
}

/// `make_date` and kin, `to_timestamp`, length casts.
func declareDateConstructors(in c: inout CatalogBuilder) {
    c.scalar("make_date(year:int4, month:int4, day:int4) date") { x, _ in
        .date(try CalendarDate(year: Int(x.int(0)), month: Int(x.int(1)), day: Int(x.int(2))))
    }
    c.scalar("make_time(hour:int4, min:int4, sec:float8) time") { x, _ in
        .integer(try TimeOfDay(hour: Int(x.int(0)), minute: Int(x.int(1)), second: x.double(2)).microseconds)
    }
    @Sendable func moment(_ x: borrowing Arguments) throws -> Timestamp {
        try Timestamp(
            year: Int(x.int(0)), month: Int(x.int(1)), day: Int(x.int(2)), hour: Int(x.int(3)), minute: Int(x.int(4)),
            second: x.double(5))
    }
    let parts = "year:int4, month:int4, mday:int4, hour:int4, min:int4, sec:float8"
    c.scalar("make_timestamp(\(parts)) timestamp") { x, _ in .timestamp(try moment(x)) }
    c.scalar("make_timestamptz(\(parts)) timestamptz", volatility: .stable) { x, context in
        .timestamp(try moment(x).moment(in: context.dateTime.timeZone))
    }
    c.scalar("make_timestamptz(\(parts), timezone:text) timestamptz", volatility: .stable) { x, _ in
        .timestamp(try moment(x).moment(in: TimeZone(name: x.text(6))))
    }
    c.scalar(
        "make_interval(years:int4 = 0, months:int4 = 0, weeks:int4 = 0, days:int4 = 0, hours:int4 = 0, mins:int4 = 0, secs:float8 = 0) interval"
    ) { x, _ in
        func number(_ index: Int) -> Int32 { Int32(clamping: x.int(index)) }
        return .interval(
            try Interval(
                years: number(0), months: number(1), weeks: number(2), days: number(3),
                time: (number(4), number(5), x.double(6))))
    }
    c.scalar("to_timestamp(float8) timestamptz") { x, _ in
        let seconds = x.double(0)
        if seconds.isNaN { throw VecDBError(.datetimeFieldOverflow, "timestamp cannot be NaN") }
        if seconds.isInfinite { return .timestamp(seconds < 0 ? .negativeInfinity : .infinity) }
        guard let moment = Int64(exactly: (seconds * 1_000_000).rounded(.toNearestOrEven)),
            seconds >= -210_866_803_200, seconds < 9_224_318_016_000
        else {
            throw VecDBError(.datetimeFieldOverflow, "timestamp out of range: \"\(ScalarText.text(seconds))\"")
        }
        return .integer(moment)
    }
    for type in ["timestamp", "timestamptz"] {
        c.scalar("\(type)(\(type), int4) \(type)") { x, _ in
            let precision = x.int(1)
            guard (-1...6).contains(precision) else {
                throw VecDBError(
                    .invalidParameterValue, "timestamp(\(precision)) precision must be between 0 and 6")
            }
            return .timestamp(x.timestamp(0).rounded(toPrecision: Int(precision)))
        }
    }
    c.scalar("time(time, int4) time") { x, _ in
        .integer(x.time(0).rounded(toPrecision: Int(clamping: x.int(1))).microseconds)
    }
}

/// `generate_series` over timestamps.
func declareDateSets(in c: inout CatalogBuilder) {
    for type in ["timestamp", "timestamptz"] {
        c.rows("generate_series(\(type), \(type), interval) \(type)") { x, context in
            let zone = type == "timestamptz" ? context.dateTime.timeZone : nil
            let (stop, step) = (x.timestamp(1), try x.interval(2))
            let zero = Interval()
            if step == zero { throw VecDBError(.invalidParameterValue, "step size cannot equal zero") }
            let isDescending = step < zero
            var next = x.timestamp(0)
            return RowSource {
                let value = next
                guard isDescending ? value >= stop : value <= stop else { return nil }
                next = try value.adding(step, zone: zone)
                return [.timestamp(value)]
            }
        }
    }
}
