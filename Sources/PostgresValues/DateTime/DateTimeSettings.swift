import VectorTypes

/// `DateStyle`'s first word.
package enum DateStyle: String, Sendable, Hashable {
    case iso = "ISO", sql = "SQL", postgres = "Postgres", german = "German"
}

/// `DateStyle`'s second word: how `01/02/03` is read, and written in the styles other than ISO.
package enum DateOrder: String, Sendable, Hashable { case mdy = "MDY", dmy = "DMY", ymd = "YMD" }

/// `IntervalStyle`.
package enum IntervalStyle: String, Sendable, Hashable {
    case postgres, postgresVerbose = "postgres_verbose", sqlStandard = "sql_standard", iso8601 = "iso_8601"
}

/// What reading and writing dates and times depends on in a session.
package struct DateTimeSettings: Sendable {
    package var dateStyle: DateStyle
    package var dateOrder: DateOrder
    package var intervalStyle: IntervalStyle
    package var timeZone: TimeZone
    /// The transaction's start, which is what `now` and `today` mean.
    package var now: Timestamp

    package init(
        dateStyle: DateStyle = .iso, dateOrder: DateOrder = .mdy, intervalStyle: IntervalStyle = .postgres,
        timeZone: TimeZone = .utc, now: Timestamp = Timestamp(microseconds: 0)
    ) {
        self.dateStyle = dateStyle
        self.dateOrder = dateOrder
        self.intervalStyle = intervalStyle
        self.timeZone = timeZone
        self.now = now
    }

    /// The settings that a value of `DateStyle` leads to, such as `SQL, DMY`, `Postgres` or `European`.
    ///
    /// - Throws: 22023 `invalid value for parameter "DateStyle": "x"`.
    package mutating func setDateStyle(_ text: String) throws {
        var newStyle: DateStyle?
        var newOrder: DateOrder?
        var impliedOrder: DateOrder?
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = String(decoding: ScalarText.trimmed(String(part)).map(ASCII.lower), as: UTF8.self)
            func set(_ style: DateStyle?, _ order: DateOrder?) throws {
                if let style {
                    if let newStyle, newStyle != style { throw conflict(text) }
                    newStyle = style
                }
                if let order {
                    if let newOrder, newOrder != order { throw conflict(text) }
                    newOrder = order
                }
            }
            switch word {
            case "iso": try set(.iso, nil)
            case "sql": try set(.sql, nil)
            case "postgres": try set(.postgres, nil)
            case "german":
                try set(.german, nil)
                impliedOrder = .dmy
            case "ymd": try set(nil, .ymd)
            case "dmy": try set(nil, .dmy)
            case "mdy", "us": try set(nil, .mdy)
            case _ where word.hasPrefix("euro"): try set(nil, .dmy)
            case _ where word.hasPrefix("noneuro"): try set(nil, .mdy)
            case "default": try set(.iso, .mdy)
            default:
                var error = conflict(text)
                error.detail = "Unrecognized key word: \"\(word)\"."
                throw error
            }
        }
        dateStyle = newStyle ?? dateStyle
        dateOrder = newOrder ?? impliedOrder ?? dateOrder
    }

    private func conflict(_ text: String) -> VecDBError {
        VecDBError(
            .invalidParameterValue, "invalid value for parameter \"DateStyle\": \"\(text)\"",
            detail: "Conflicting \"datestyle\" specifications.")
    }

    /// What `SHOW DateStyle` answers.
    package var dateStyleText: String { "\(dateStyle.rawValue), \(dateOrder.rawValue)" }
}
