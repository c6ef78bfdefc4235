import PostgresValues
import VectorTypes

/// The value of `TimeZone`.
enum TimeZoneSetting {
    /// The zone's name as it is kept; 22023 for an unknown one.
    static func canonical(_ text: String) throws -> String {
        switch text.uppercased() {
        case "DEFAULT", "LOCAL": return "UTC"
        default: break
        }
        do { return try TimeZone(name: text).name } catch {
            throw VecDBError(.invalidParameterValue, "invalid value for parameter \"TimeZone\": \"\(text)\"")
        }
    }
}
