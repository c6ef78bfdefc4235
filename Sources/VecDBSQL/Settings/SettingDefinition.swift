import VectorTypes

/// What a configuration parameter takes: its kind with range, unit and default.
struct SettingDefinition: Sendable {
    enum Kind: Sendable {
        case boolean
        case integer(ClosedRange<Int64>, unit: SettingUnit?)
        case real(ClosedRange<Double>)
        case enumeration([String])
        case string
    }

    /// Who may change a parameter, and when.
    enum Context: String, Sendable {
        case user, superuser, sighup, postmaster, `internal`
    }

    let name: String
    let kind: Kind
    /// The default in canonical form (integers in the base unit).
    let defaultValue: String
    let summary: String
    /// More about it, for `pg_settings`.
    var extra: String?
    var context = Context.user
    var category = "Client Connection Defaults / Statement Behavior"
    /// Spellings that an enumeration takes besides its values, such as `true` for `on`.
    var synonyms: [String: String] = [:]

    static func boolean(_ name: String, _ value: Bool, _ summary: String, _ context: Context = .user) -> Self {
        Self(name: name, kind: .boolean, defaultValue: value ? "on" : "off", summary: summary, context: context)
    }

    static func integer(
        _ name: String, _ value: Int64, _ range: ClosedRange<Int64>, _ unit: SettingUnit? = nil, _ summary: String,
        _ context: Context = .user, extra: String? = nil
    ) -> Self {
        Self(
            name: name, kind: .integer(range, unit: unit), defaultValue: String(value), summary: summary, extra: extra,
            context: context)
    }

    static func real(_ name: String, _ value: String, _ range: ClosedRange<Double>, _ summary: String) -> Self {
        Self(name: name, kind: .real(range), defaultValue: value, summary: summary)
    }

    static func choice(
        _ name: String, _ value: String, _ values: [String], _ summary: String, synonyms: [String: String] = [:]
    ) -> Self {
        Self(
            name: name, kind: .enumeration(values), defaultValue: value, summary: summary, synonyms: synonyms)
    }

    static func string(_ name: String, _ value: String, _ summary: String, _ context: Context = .user) -> Self {
        Self(name: name, kind: .string, defaultValue: value, summary: summary, context: context)
    }

    /// `vartype` of `pg_settings`.
    var kindName: String {
        switch kind {
        case .boolean: "bool"
        case .integer: "integer"
        case .real: "real"
        case .enumeration: "enum"
        case .string: "string"
        }
    }
}

/// The unit of an integer setting: memory in kB or 8 kB pages, time in ms or s.
enum SettingUnit: String, Sendable {
    case kilobytes = "kB"
    case blocks = "8kB"
    case milliseconds = "ms"
    case seconds = "s"
    case minutes = "min"

    /// Larger and smaller units that may be written, with their factor to a common base, largest first.
    var family: [(name: String, factor: Double)] {
        switch self {
        case .kilobytes, .blocks:
            [("TB", 1_099_511_627_776), ("GB", 1_073_741_824), ("MB", 1_048_576), ("kB", 1024), ("B", 1)]
        case .milliseconds, .seconds, .minutes:
            [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1), ("us", 0.001)]
        }
    }

    /// This unit in the family's base.
    var factor: Double {
        switch self {
        case .kilobytes: 1024
        case .blocks: 8192
        case .milliseconds: 1
        case .seconds: 1000
        case .minutes: 60_000
        }
    }
}

extension SettingDefinition {
    /// The canonical form of a value as `SET` takes it.
    func canonical(_ text: String) throws -> String {
        switch kind {
        case .boolean:
            guard let value = SettingDefinition.boolean(from: text) else {
                throw VecDBError(.invalidParameterValue, "parameter \"\(name)\" requires a Boolean value")
            }
            return value ? "on" : "off"
        case .integer(let range, let unit):
            guard let value = integerValue(text, unit: unit) else { throw invalid(text) }
            guard value >= Double(Int32.min), value <= Double(Int32.max) else {
                var error = invalid(text)
                error.hint = "Value exceeds integer range."
                throw error
            }
            guard Double(range.lowerBound) <= value, value <= Double(range.upperBound) else {
                let suffix = unit.map { " " + $0.rawValue } ?? ""
                throw VecDBError(
                    .invalidParameterValue,
                    "\(SettingDefinition.integerText(value))\(suffix) is outside the valid range for parameter \"\(name)\" (\(range.lowerBound)\(suffix) .. \(range.upperBound)\(suffix))"
                )
            }
            return SettingDefinition.integerText(value)
        case .real(let range):
            guard let value = Double(trimmed(text)), value.isFinite else { throw invalid(text) }
            guard range.contains(value) else {
                throw VecDBError(
                    .invalidParameterValue,
                    "\(SettingDefinition.realText(value)) is outside the valid range for parameter \"\(name)\" (\(SettingDefinition.realText(range.lowerBound)) .. \(SettingDefinition.realText(range.upperBound)))"
                )
            }
            return SettingDefinition.realText(value)
        case .enumeration(let values):
            let wanted = text.lowercased()
            if let value = values.first(where: { $0.lowercased() == wanted }) ?? synonyms[wanted] { return value }
            throw VecDBError(
                .invalidParameterValue, "invalid value for parameter \"\(name)\": \"\(text)\"",
                hint: "Available values: \(values.joined(separator: ", ")).")
        case .string:
            return text
        }
    }

    /// The value as `SHOW` prints it: integers in the largest unit that divides them.
    func shown(_ canonical: String) -> String {
        guard case .integer(_, let unit?) = kind, let value = Int64(canonical), value > 0 else { return canonical }
        let base = Double(value) * unit.factor
        for candidate in unit.family where candidate.factor >= 1 {
            let amount = base / candidate.factor
            if amount >= 1, amount == amount.rounded(.down) {
                return SettingDefinition.integerText(amount) + candidate.name
            }
        }
        return canonical
    }

    private func invalid(_ text: String) -> VecDBError {
        VecDBError(.invalidParameterValue, "invalid value for parameter \"\(name)\": \"\(text)\"")
    }

    private func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// An integer setting's value in its base unit, rounded; nil when the text is none.
    private func integerValue(_ text: String, unit: SettingUnit?) -> Double? {
        let text = trimmed(text)
        let numberEnd =
            text.firstIndex { $0.isLetter && $0 != "e" && $0 != "E" && $0 != "x" && $0 != "X" } ?? text.endIndex
        let digits = trimmed(String(text[..<numberEnd]))
        let suffix = String(text[numberEnd...])
        let number: Double
        if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
            guard let value = Int64(digits.dropFirst(2), radix: 16) else { return nil }
            number = Double(value)
        } else {
            guard let value = Double(digits), value.isFinite else { return nil }
            number = value
        }
        if suffix.isEmpty { return number.rounded(.toNearestOrEven) }
        guard let unit, let written = unit.family.first(where: { $0.name == suffix }) else { return nil }
        return (number * written.factor / unit.factor).rounded(.toNearestOrEven)
    }

    private static func integerText(_ value: Double) -> String {
        value.magnitude < 9e18 ? String(Int64(value)) : "\(value)"
    }

    static func realText(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)"
    }

    /// A boolean as PostgreSQL reads it: any unambiguous prefix of true, false, yes, no, on, off, or 1 and 0.
    static func boolean(from text: String) -> Bool? {
        let text = text.lowercased()
        guard !text.isEmpty else { return nil }
        if text == "1" || text == "on" { return true }
        if text == "0" || (text.count > 1 && "off".hasPrefix(text)) { return false }
        if "true".hasPrefix(text) || "yes".hasPrefix(text) { return true }
        if "false".hasPrefix(text) || "no".hasPrefix(text) { return false }
        return nil
    }
}
