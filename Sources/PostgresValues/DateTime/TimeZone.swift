// Time zones come from the system's tz database (TZif files, RFC 8536), from a POSIX TZ string, or are a fixed offset.
// Without the database, UTC, fixed offsets and POSIX strings still work.
import Synchronization
import VectorTypes

/// A time zone: which offset from UTC holds when.
package struct TimeZone: Sendable, Hashable {
    /// An offset with its abbreviation.
    package struct Offset: Sendable, Hashable {
        /// Seconds east of Greenwich.
        package var seconds: Int
        package var isDaylightSaving: Bool
        package var abbreviation: String
    }

    /// The name as `SHOW TimeZone` writes it.
    package let name: String
    private let rules: Rules

    private enum Rules: Sendable, Hashable {
        case fixed(Offset)
        case posix(PosixTimeZone)
        case file(TimeZoneFile)
    }

    /// Coordinated Universal Time.
    package static let utc = TimeZone(fixed: 0, name: "UTC", abbreviation: "UTC")

    /// A zone that is always `seconds` east of Greenwich.
    package init(fixed seconds: Int, name: String, abbreviation: String) {
        self.name = name
        rules = .fixed(Offset(seconds: seconds, isDaylightSaving: false, abbreviation: abbreviation))
    }

    private static let cache = Mutex<[String: TimeZone]>([:])
    private static let cacheLimit = 1_000

    /// The zone called `name`, in any case: `Europe/Berlin`, `utc`, `PST8PDT`, `EST5EDT,M3.2.0,M11.1.0`, `<+03>-3`.
    ///
    /// - Throws: 22023 `time zone "x" not recognized`.
    package init(name: String) throws {
        guard let zone = TimeZone.named(name) else {
            throw VecDBError(.invalidParameterValue, "time zone \"\(name)\" not recognized")
        }
        self = zone
    }

    private init(name: String, rules: Rules) {
        self.name = name
        self.rules = rules
    }

    static func named(_ name: String) -> TimeZone? {
        let key = String(decoding: name.utf8.map(ASCII.lower), as: UTF8.self)
        if key.isEmpty || key.utf8.count > 255 { return nil }
        if let known = cache.withLock({ $0[key] }) { return known }
        let found: TimeZone?
        if let (canonical, file) = TimeZoneFile.load(name) {
            found = TimeZone(name: canonical, rules: .file(file))
        } else if key == "utc" || key == "gmt" || key == "etc/utc" {
            found = TimeZone(fixed: 0, name: name.uppercased(), abbreviation: name.uppercased())
        } else if let posix = PosixTimeZone(name) {
            found = TimeZone(name: name, rules: .posix(posix))
        } else {
            found = nil
        }
        if let found {
            cache.withLock { cache in
                // POSIX strings name any number of zones.
                if cache.count >= cacheLimit { cache.removeAll() }
                cache[key] = found
            }
        }
        return found
    }

    /// The zone of `SET TimeZone`: a name, or hours east of Greenwich (`-8`, `5.5`).
    ///
    /// - Throws: 22023 `invalid value for parameter "TimeZone": "x"`.
    package init(setting: String) throws {
        if let hours = Double(setting), hours.magnitude <= 168 {
            self = TimeZone.hoursEast(hours)
            return
        }
        guard let zone = TimeZone.named(setting) else {
            throw VecDBError(.invalidParameterValue, "invalid value for parameter \"TimeZone\": \"\(setting)\"")
        }
        self = zone
    }

    private static func hoursEast(_ hours: Double) -> TimeZone {
        let seconds = Int((hours * 3600).rounded())
        let east = offsetText(seconds)
        return TimeZone(fixed: seconds, name: "<\(east)>\(offsetText(-seconds))", abbreviation: east)
    }

    /// `AT TIME ZONE` with an interval, and `+02`-like zone names of its text: an offset from UTC.
    package init(offset seconds: Int) {
        let text = TimeZone.offsetText(seconds)
        self.init(fixed: seconds, name: text, abbreviation: text)
    }

    /// `+02`, `-03:30`, `+05:53:28`.
    static func offsetText(_ seconds: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let size = abs(seconds)
        var text = (seconds < 0 ? "-" : "+") + two(size / 3600)
        if size % 3600 != 0 { text += ":" + two(size / 60 % 60) }
        if size % 60 != 0 { text += ":" + two(size % 60) }
        return text
    }

    /// The offset at a moment, in seconds since 1970.
    func offset(atSecond second: Int64) -> Offset {
        switch rules {
        case .fixed(let offset): offset
        case .posix(let zone): zone.offset(at: second)
        case .file(let file): file.offset(at: second)
        }
    }

    /// The next moment after `second` at which the offset may change.
    func nextTransition(after second: Int64) -> Int64? {
        switch rules {
        case .fixed: nil
        case .posix(let zone): zone.nextTransition(after: second)
        case .file(let file): file.nextTransition(after: second)
        }
    }

    /// The offset at `timestamp`.
    package func offset(at timestamp: Timestamp) -> Offset {
        offset(atSecond: Calendar.floorDivide(timestamp.microseconds, Calendar.microsecondsPerSecond))
    }

    /// The offset to give to a local clock reading (microseconds since 1970 as if it were UTC).
    ///
    /// A reading skipped in spring counts by the old offset, one that occurs twice in autumn is the later one.
    func offset(local microseconds: Int64) -> Offset {
        let local = Calendar.floorDivide(microseconds, Calendar.microsecondsPerSecond)
        let start = local - 86_400
        let before = offset(atSecond: start)
        guard let boundary = nextTransition(after: start) else { return before }
        let after = offset(atSecond: boundary)
        let early = local - Int64(before.seconds)
        let late = local - Int64(after.seconds)
        if early < boundary && late < boundary { return before }
        if early > boundary && late >= boundary { return after }
        return early > late ? before : after
    }
}
