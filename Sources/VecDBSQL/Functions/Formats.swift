import PostgresValues
import VecDB
import VectorTypes

/// `to_char` and its inverses.
func declareFormats(in c: inout CatalogBuilder) {
    c.scalar("to_char(timestamp, text) text", volatility: .stable) { x, context in
        .optional(try DateTimeFormat.text(x.timestamp(0), x.text(1), context.dateTime))
    }
    c.scalar("to_char(timestamptz, text) text", volatility: .stable) { x, context in
        .optional(try DateTimeFormat.text(x.timestamp(0), x.text(1), context.dateTime, withTimeZone: true))
    }
    c.scalar("to_char(interval, text) text") { x, _ in .optional(try DateTimeFormat.text(try x.interval(0), x.text(1)))
    }
    c.scalar("to_char(numeric, text) text") { x, _ in .text(try NumberFormat.text(x.numeric(0), x.text(1))) }
    for type in ["int4", "int8"] {
        c.scalar("to_char(\(type), text) text") { x, _ in .text(try NumberFormat.text(Numeric(x.int(0)), x.text(1))) }
    }
    c.scalar("to_char(float4, text) text") { x, _ in
        .text(try NumberFormat.text(Numeric(Float(x.double(0))), x.text(1)))
    }
    c.scalar("to_char(float8, text) text") { x, _ in .text(try NumberFormat.text(Numeric(x.double(0)), x.text(1))) }
    c.scalar("to_number(text, text) numeric") { x, _ in .text(try NumberFormat.number(x.text(0), x.text(1)).text) }
    c.scalar("to_date(text, text) date", volatility: .stable) { x, _ in
        .date(try DateTimeFormat.date(x.text(0), x.text(1)))
    }
    c.scalar("to_timestamp(text, text) timestamptz", volatility: .stable) { x, context in
        .timestamp(try DateTimeFormat.timestamp(x.text(0), x.text(1), context.dateTime))
    }
}
