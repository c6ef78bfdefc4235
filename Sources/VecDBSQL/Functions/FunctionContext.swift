import PostgresValues
import VecDB
import VectorTypes

/// What functions need to know of the session that calls them. The session fills it in; one thread at a time uses it.
package final class FunctionContext: @unchecked Sendable {
    // Safe because a session, and the connection whose functions hold this, is used by one thread at a time.

    package var timeZone = "UTC" { didSet { settings = nil } }
    package var dateStyle = "ISO, MDY" { didSet { settings = nil } }
    package var intervalStyle = "postgres" { didSet { settings = nil } }
    /// Microseconds since 1970, UTC: what `now()` returns.
    package var transactionTimestamp: Int64 = 0 { didSet { settings = nil } }
    private var settings: DateTimeSettings?
    package var extraFloatDigits = 1
    /// Whether `bytea_output` is `escape`.
    package var byteaEscape = false
    /// Microseconds since 1970, UTC.
    package var statementTimestamp: Int64 = 0
    package var textSearchConfiguration = "english"
    package var currentUser = "postgres"
    package var sessionUser = "postgres"
    package var database = "vecdb"
    package var searchPath = ["public"]
    package var backendPID: Int64 = 1
    /// How hard index scans try, by access method, as `vecdb_scan` takes it.
    package var searchEfforts: [String: String] = [:]
    /// `random()` and `setseed()`.
    package var random = SystemOrSeededRandom()
    /// The catalog's answers; without one only the built-in objects are known.
    package weak var catalog: (any SystemCatalog)?

    package init() {}

    /// The settings above as dates and times need them. Values that name nothing are taken for the defaults: SET has
    /// refused them before.
    package var dateTime: DateTimeSettings {
        if let settings { return settings }
        var made = DateTimeSettings(
            intervalStyle: IntervalStyle(rawValue: intervalStyle) ?? .postgres,
            timeZone: (try? TimeZone(setting: timeZone)) ?? .utc, now: Timestamp(microseconds: transactionTimestamp))
        try? made.setDateStyle(dateStyle)
        settings = made
        return made
    }
}

/// What system functions ask of the catalog and the session. The statement layer answers.
package protocol SystemCatalog: AnyObject {
    /// The value of a setting as SHOW prints it, nil if there is none of that name.
    func setting(_ name: String) throws -> String?
    /// `set_config`: returns the new value.
    func setSetting(_ name: String, to value: String?, isLocal: Bool) throws -> String
    /// The number of the relation with this (perhaps qualified) name, nil if there is none.
    func relationOID(_ name: String) throws -> Int64?
    /// The relation's name, qualified only where the search path needs it.
    func relationName(_ oid: Int64) throws -> String?
    /// Bytes of a table or index; `fork`: `main`, `table`, `indexes`, `total`.
    func relationSize(_ oid: Int64, _ fork: String) throws -> Int64?
    func databaseSize() throws -> Int64
    func nextValue(_ sequence: String) throws -> Int64
    func currentValue(_ sequence: String) throws -> Int64
    func setValue(_ sequence: String, _ value: Int64, isCalled: Bool) throws -> Int64
    func lastValue() throws -> Int64
    /// `pg_get_serial_sequence`.
    func serialSequence(_ table: String, _ column: String) throws -> String?
    /// `pg_get_indexdef`, `pg_get_constraintdef`, `pg_get_viewdef`, `obj_description` …: nil is NULL.
    func definition(_ kind: String, _ arguments: [SQLiteValue]) throws -> String?
    /// `txid_current()`.
    func transactionID() throws -> Int64
    /// What an approximate index finds of what exact search finds.
    func measureRecall(_ index: String, k: Int, sample: Int) throws -> RecallMeasurement
    func indexStatus(_ index: String) throws -> IndexStatus
    func isInRecovery() -> Bool
}

/// A generator that is the system's until `setseed` gives it a state.
package struct SystemOrSeededRandom: RandomNumberGenerator {
    private var state: UInt64?

    package init() {}

    package mutating func seed(_ seed: Double) { state = seed.bitPattern &* 0x9E37_79B9_7F4A_7C15 }

    package mutating func next() -> UInt64 {
        guard let state else {
            var system = SystemRandomNumberGenerator()
            return system.next()
        }
        // SplitMix64.
        let advanced = state &+ 0x9E37_79B9_7F4A_7C15
        self.state = advanced
        var z = advanced
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
