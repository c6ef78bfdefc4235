import PostgresValues
import VecDB
import VectorTypes

/// Dates, times and intervals: operators and casts. Functions are in DateFunctions.swift.
func declareDates(in c: inout CatalogBuilder) {
    declareDateArithmetic(in: &c)
    declareIntervalArithmetic(in: &c)
    declareDateComparisons(in: &c)
    declareDateCasts(in: &c)
    declareDateFunctions(in: &c)
    declareDateParts(in: &c)
    declareDateConstructors(in: &c)
    declareDateSets(in: &c)
}

extension Arguments {
    func date(_ index: Int) -> CalendarDate { CalendarDate(days: Int32(clamping: int(index))) }
    func time(_ index: Int) -> TimeOfDay { TimeOfDay(microseconds: int(index)) }
    func timestamp(_ index: Int) -> Timestamp { Timestamp(microseconds: int(index)) }

    func interval(_ index: Int) throws -> Interval {
        guard let interval = Interval(storage: text(index)) else {
            throw VecDBError(.dataCorrupted, "stored interval is damaged: \(text(index))")
        }
        return interval
    }
}

private func declareDateArithmetic(in c: inout CatalogBuilder) {
    c.scalar("date_pli(date, int4) date", operator: "+") { x, _ in .date(try x.date(0).adding(days: Int(x.int(1)))) }
    c.scalar("integer_pl_date(int4, date) date", operator: "+") { x, _ in
        .date(try x.date(1).adding(days: Int(x.int(0))))
    }
    c.scalar("date_mii(date, int4) date", operator: "-") { x, _ in .date(try x.date(0).adding(days: Int(0 &- x.int(1))))
    }
    c.scalar("date_mi(date, date) int4", operator: "-") { x, _ in .integer(Int64(try x.date(0).days(since: x.date(1))))
    }
    c.scalar("datetime_pl(date, time) timestamp", operator: "+") { x, _ in
        .timestamp(try x.date(0).timestamp(x.time(1)))
    }
    c.scalar("timedate_pl(time, date) timestamp", operator: "+") { x, _ in
        .timestamp(try x.date(1).timestamp(x.time(0)))
    }
    c.scalar("date_pl_interval(date, interval) timestamp", operator: "+") { x, _ in
        .timestamp(try x.date(0).timestamp().adding(x.interval(1)))
    }
    c.scalar("interval_pl_date(interval, date) timestamp", operator: "+") { x, _ in
        .timestamp(try x.date(1).timestamp().adding(x.interval(0)))
    }
    c.scalar("date_mi_interval(date, interval) timestamp", operator: "-") { x, _ in
        .timestamp(try x.date(0).timestamp().subtracting(x.interval(1)))
    }
    c.scalar("time_mi_time(time, time) interval", operator: "-") { x, _ in
        .interval(x.time(0).interval(since: x.time(1)))
    }
    c.scalar("time_pl_interval(time, interval) time", operator: "+") { x, _ in
        .integer(try x.time(0).adding(x.interval(1)).microseconds)
    }
    c.scalar("interval_pl_time(interval, time) time", operator: "+") { x, _ in
        .integer(try x.time(1).adding(x.interval(0)).microseconds)
    }
    c.scalar("time_mi_interval(time, interval) time", operator: "-") { x, _ in
        .integer(try x.time(0).adding(x.interval(1), negated: true).microseconds)
    }
    for (type, zoned) in [("timestamp", false), ("timestamptz", true)] {
        let volatility: FunctionEntry.Volatility = zoned ? .stable : .immutable
        c.scalar("\(type)_pl_interval(\(type), interval) \(type)", operator: "+", volatility: volatility) {
            x, context in
            .timestamp(try x.timestamp(0).adding(x.interval(1), zone: zoned ? context.dateTime.timeZone : nil))
        }
        c.scalar("interval_pl_\(type)(interval, \(type)) \(type)", operator: "+", volatility: volatility) {
            x, context in
            .timestamp(try x.timestamp(1).adding(x.interval(0), zone: zoned ? context.dateTime.timeZone : nil))
        }
        c.scalar("\(type)_mi_interval(\(type), interval) \(type)", operator: "-", volatility: volatility) {
            x, context in
            .timestamp(try x.timestamp(0).subtracting(x.interval(1), zone: zoned ? context.dateTime.timeZone : nil))
        }
        c.scalar("\(type)_mi(\(type), \(type)) interval", operator: "-") { x, _ in
            .interval(try x.timestamp(0).interval(since: x.timestamp(1)))
        }
    }
}

private func declareIntervalArithmetic(in c: inout CatalogBuilder) {
    c.scalar("interval_pl(interval, interval) interval", operator: "+") { x, _ in
        .interval(try x.interval(0).adding(x.interval(1)))
    }
    c.scalar("interval_mi(interval, interval) interval", operator: "-") { x, _ in
        .interval(try x.interval(0).subtracting(x.interval(1)))
    }
    c.scalar("interval_um(interval) interval", operator: "-") { x, _ in .interval(try x.interval(0).negated()) }
    c.scalar("interval_mul(interval, float8) interval", operator: "*") { x, _ in
        .interval(try x.interval(0).multiplied(by: x.double(1)))
    }
    c.scalar("mul_d_interval(float8, interval) interval", operator: "*") { x, _ in
        .interval(try x.interval(1).multiplied(by: x.double(0)))
    }
    c.scalar("interval_div(interval, float8) interval", operator: "/") { x, _ in
        .interval(try x.interval(0).divided(by: x.double(1)))
    }
    c.scalar("justify_hours(interval) interval") { x, _ in .interval(try x.interval(0).justifyingHours()) }
    c.scalar("justify_days(interval) interval") { x, _ in .interval(try x.interval(0).justifyingDays()) }
    c.scalar("justify_interval(interval) interval") { x, _ in .interval(try x.interval(0).justified()) }
}

/// Comparisons of a date with a timestamp, and of the two kinds of timestamps.
private func declareDateComparisons(in c: inout CatalogBuilder) {
    for (symbol, word) in zip(["=", "<>", "<", "<=", ">", ">="], ["eq", "ne", "lt", "le", "gt", "ge"]) {
        func declare(
            _ left: String, _ right: String, stable: Bool,
            _ convert: @escaping @Sendable (borrowing Arguments, FunctionContext) throws -> (Timestamp, Timestamp)
        ) {
            c.scalar(
                "\(left)_\(word)_\(right)(\(left), \(right)) bool", operator: symbol,
                volatility: stable ? .stable : .immutable
            ) { x, context in
                let (a, b) = try convert(x, context)
                return .bool(holds(symbol, a < b ? -1 : a == b ? 0 : 1))
            }
        }
        declare("date", "timestamp", stable: false) { x, _ in (try x.date(0).timestamp(), x.timestamp(1)) }
        declare("timestamp", "date", stable: false) { x, _ in (x.timestamp(0), try x.date(1).timestamp()) }
        declare("date", "timestamptz", stable: true) { x, context in
            (try x.date(0).timestamp().moment(in: context.dateTime.timeZone), x.timestamp(1))
        }
        declare("timestamptz", "date", stable: true) { x, context in
            (x.timestamp(0), try x.date(1).timestamp().moment(in: context.dateTime.timeZone))
        }
        declare("timestamp", "timestamptz", stable: true) { x, context in
            (try x.timestamp(0).moment(in: context.dateTime.timeZone), x.timestamp(1))
        }
        declare("timestamptz", "timestamp", stable: true) { x, context in
            (x.timestamp(0), try x.timestamp(1).moment(in: context.dateTime.timeZone))
        }
    }
}

private func declareDateCasts(in c: inout CatalogBuilder) {
    func local(_ x: borrowing Arguments, _ context: FunctionContext) -> Timestamp {
        x.timestamp(0).local(in: context.dateTime.timeZone)
    }
    c.scalar("timestamp(date) timestamp") { x, _ in .timestamp(try x.date(0).timestamp()) }
    c.scalar("timestamptz(date) timestamptz", volatility: .stable) { x, context in
        .timestamp(try x.date(0).timestamp().moment(in: context.dateTime.timeZone))
    }
    c.scalar("timestamptz(timestamp) timestamptz", volatility: .stable) { x, context in
        .timestamp(try x.timestamp(0).moment(in: context.dateTime.timeZone))
    }
    c.scalar("timestamp(timestamptz) timestamp", volatility: .stable) { x, context in
        .timestamp(x.timestamp(0).local(in: context.dateTime.timeZone))
    }
    c.scalar("date(timestamp) date") { x, _ in .date(x.timestamp(0).date) }
    c.scalar("date(timestamptz) date", volatility: .stable) { x, context in
        .date(x.timestamp(0).local(in: context.dateTime.timeZone).date)
    }
    c.scalar("time(timestamp) time") { x, _ in (x.timestamp(0).time?.microseconds).map(SQLiteValue.integer) ?? .null }
    c.scalar("time(timestamptz) time", volatility: .stable) { x, context in
        (x.timestamp(0).local(in: context.dateTime.timeZone).time?.microseconds).map(SQLiteValue.integer) ?? .null
    }
    c.scalar("time(interval) time") { x, _ in .integer(try x.interval(0).time.microseconds) }
    c.scalar("interval(time) interval") { x, _ in .interval(x.time(0).interval) }
    c.scalar("time(timetz) time") { x, _ in .integer(try TimeOfDayWithZone(text: x.text(0)).time.microseconds) }
    c.scalar("timetz(time) timetz", volatility: .stable) { x, context in
        let now = Timestamp(microseconds: context.transactionTimestamp)
        let east = context.dateTime.timeZone.offset(at: now).seconds
        return .text(TimeOfDayWithZone(microseconds: x.int(0), secondsWest: Int32(clamping: -east)).text)
    }
    c.scalar("timetz(timestamptz) timetz", volatility: .stable) { x, context in
        let zone = context.dateTime.timeZone
        guard let time = x.timestamp(0).local(in: zone).time else { return .null }
        let east = zone.offset(at: x.timestamp(0)).seconds
        return .text(TimeOfDayWithZone(microseconds: time.microseconds, secondsWest: Int32(clamping: -east)).text)
    }
}
