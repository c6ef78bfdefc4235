import VectorTypes

/// Why a date, time or interval could not be read; becomes a message with the whole text in it.
enum DateTimeError: Error {
    case badFormat
    case fieldOverflow
    /// A month or day out of range, which another DateStyle might read differently.
    case monthOrDayOverflow
    case intervalOverflow
    case zoneOverflow
    case unknownZone(String)

    func error(_ text: String, type: String) -> VecDBError {
        switch self {
        case .badFormat:
            VecDBError(.invalidDatetimeFormat, "invalid input syntax for type \(type): \"\(text)\"")
        case .fieldOverflow:
            VecDBError(.datetimeFieldOverflow, "date/time field value out of range: \"\(text)\"")
        case .monthOrDayOverflow:
            VecDBError(
                .datetimeFieldOverflow, "date/time field value out of range: \"\(text)\"",
                hint: "Perhaps you need a different \"DateStyle\" setting.")
        case .intervalOverflow:
            VecDBError(SQLState("22015"), "interval field value out of range: \"\(text)\"")
        case .zoneOverflow:
            VecDBError(SQLState("22009"), "time zone displacement out of range: \"\(text)\"")
        case .unknownZone(let zone):
            VecDBError(.invalidParameterValue, "time zone \"\(zone)\" not recognized")
        }
    }

    /// Runs `body` with its failures turned into messages about `text`.
    static func reporting<Result>(_ text: String, type: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DateTimeError {
            throw error.error(text, type: type)
        }
    }
}
