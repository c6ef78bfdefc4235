import VectorTypes

/// A session's configuration parameters, with PostgreSQL's rules of what a transaction keeps and what it undoes.
///
/// `SET` holds from now on but is undone with the transaction (or savepoint) it was made in; `SET LOCAL` ends with the
/// transaction in any case. Both maps hold only what differs from the defaults, so a mark of the state is cheap.
struct SessionSettings: Sendable {
    /// What a transaction or savepoint goes back to.
    struct Mark: Sendable {
        fileprivate var session: [String: String]
        fileprivate var local: [String: String]
    }

    /// What the database's options give instead of a parameter's own default, as PostgreSQL's configuration file does.
    private let defaults: [String: String]
    private var startup: [String: String] = [:]
    private var session: [String: String] = [:]
    private var local: [String: String] = [:]
    /// Grows with every change, for what is derived from settings.
    private(set) var version = 0
    /// Grows with changes that plans depend on.
    private(set) var planningVersion = 0

    private static let planning: Set<String> = [
        "search_path", "timezone", "datestyle", "intervalstyle", "default_text_search_config", "bytea_output",
        "extra_float_digits", "lc_monetary",
    ]

    private mutating func note(_ keys: some Sequence<String>) {
        version += 1
        if keys.contains(where: {
            Self.planning.contains($0) || $0.hasPrefix("vecdb.") || $0.hasPrefix("enable_")
        }) {
            planningVersion += 1
        }
    }

    private func differing(_ left: [String: String], _ right: [String: String]) -> [String] {
        Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }
    }

    init(defaults: [String: String] = [:]) { self.defaults = defaults }

    /// Whether nothing has been set.
    var isUntouched: Bool { session.isEmpty && local.isEmpty && startup.isEmpty }

    /// The value of a parameter in canonical form.
    subscript(name: String) -> String {
        let key = name.lowercased()
        return value(forKey: key) ?? ""
    }

    /// Whether a boolean parameter is on.
    func isOn(_ name: String) -> Bool { self[name] == "on" }

    /// An integer parameter in its base unit.
    func integer(_ name: String) -> Int { Int(self[name]) ?? 0 }

    private func value(forKey key: String) -> String? {
        local[key] ?? session[key] ?? startup[key] ?? defaults[key] ?? SettingTable.byName[key]?.defaultValue
    }

    /// What `SHOW` prints; throws 42704 for an unknown parameter.
    func show(_ name: String) throws -> String {
        let key = name.lowercased()
        guard let value = value(forKey: key) else {
            throw VecDBError(.undefinedObject, "unrecognized configuration parameter \"\(name)\"")
        }
        return SettingTable.byName[key]?.shown(value) ?? value
    }

    /// Whether the parameter is known or has been given a value.
    func isKnown(_ name: String) -> Bool { value(forKey: name.lowercased()) != nil }

    /// The value that `RESET` goes back to.
    func resetValue(_ name: String) -> String {
        let key = name.lowercased()
        return startup[key] ?? defaults[key] ?? SettingTable.byName[key]?.defaultValue ?? ""
    }

    /// `SET [LOCAL] name = value`; a nil value is DEFAULT.
    mutating func set(_ name: String, to text: String?, isLocal: Bool) throws {
        let key = name.lowercased()
        let value = try checked(name, text)
        note([key])
        if isLocal {
            local[key] = value ?? resetValue(name)
        } else {
            local[key] = nil
            session[key] = value
        }
    }

    /// A value that the program that opened the session asks for: `RESET` goes back to it.
    mutating func setAtStartup(_ name: String, to text: String) throws {
        startup[name.lowercased()] = try checked(name, text)
        note([name.lowercased()])
    }

    /// `RESET ALL`.
    mutating func resetAll() {
        note(Array(session.keys) + Array(local.keys))
        session = [:]
        local = [:]
    }

    /// Custom parameters that have been given a value, by name.
    var customNames: [String] {
        Set(session.keys).union(local.keys).union(startup.keys).filter { SettingTable.byName[$0] == nil }.sorted()
    }

    private func checked(_ name: String, _ text: String?) throws -> String? {
        let key = name.lowercased()
        guard let definition = SettingTable.byName[key] else {
            guard let dot = key.firstIndex(of: ".") else {
                throw VecDBError(.undefinedObject, "unrecognized configuration parameter \"\(name)\"")
            }
            let prefix = String(key[..<dot])
            if SettingTable.reservedPrefixes.contains(prefix) {
                throw VecDBError(
                    .invalidName, "invalid configuration parameter name \"\(name)\"",
                    detail: "\"\(prefix)\" is a reserved prefix.")
            }
            return text
        }
        switch definition.context {
        case .internal:
            throw VecDBError(.cantChangeRuntimeParameter, "parameter \"\(definition.name)\" cannot be changed")
        case .postmaster:
            throw VecDBError(
                .cantChangeRuntimeParameter,
                "parameter \"\(definition.name)\" cannot be changed without restarting the server")
        case .sighup:
            throw VecDBError(.cantChangeRuntimeParameter, "parameter \"\(definition.name)\" cannot be changed now")
        case .user, .superuser:
            break
        }
        guard let text else { return nil }
        if key == "client_encoding" { return try SessionSettings.encoding(text) }
        if key == "datestyle" { return try SessionSettings.dateStyle(text, current: self[key]) }
        return try definition.canonical(text)
    }

    private static func encoding(_ text: String) throws -> String {
        let plain = text.uppercased().filter { $0.isLetter || $0.isNumber }
        guard ["UTF8", "UNICODE", "SQLASCII"].contains(plain) else {
            if ["LATIN1", "WIN1252", "LATIN9", "SJIS", "BIG5", "GBK"].contains(plain) {
                throw VecDBError(.featureNotSupported, "client_encoding \"\(text)\" is not supported")
            }
            throw VecDBError(.invalidParameterValue, "invalid value for parameter \"client_encoding\": \"\(text)\"")
        }
        return plain == "SQLASCII" ? "SQL_ASCII" : "UTF8"
    }

    private static func dateStyle(_ text: String, current: String) throws -> String {
        let parts = current.split(separator: ",").map { $0.filter { $0 != " " } }
        var style = parts.first ?? "ISO"
        var order = parts.count > 1 ? parts[1] : "MDY"
        for word in text.uppercased().split(whereSeparator: { $0 == "," || $0 == " " }) {
            switch word {
            case "ISO": style = "ISO"
            case "SQL": style = "SQL"
            case "POSTGRES": style = "Postgres"
            case "GERMAN": (style, order) = ("German", "DMY")
            case "MDY", "US", "NONEURO", "NONEUROPEAN": order = "MDY"
            case "DMY", "EURO", "EUROPEAN": order = "DMY"
            case "YMD": order = "YMD"
            case "DEFAULT": (style, order) = ("ISO", "MDY")
            default:
                throw VecDBError(
                    .invalidParameterValue, "invalid value for parameter \"DateStyle\": \"\(text)\"",
                    detail: "Unrecognized key word: \"\(word.lowercased())\".")
            }
        }
        return "\(style), \(order)"
    }
}

extension SessionSettings {
    /// The state to go back to.
    var mark: Mark { Mark(session: session, local: local) }

    /// Undoes what was set since the mark.
    mutating func restore(_ mark: Mark) {
        note(differing(session, mark.session) + differing(local, mark.local))
        session = mark.session
        local = mark.local
    }

    /// A transaction ends: what was set for it alone is forgotten.
    mutating func endTransaction() {
        guard !local.isEmpty else { return }
        note(local.keys)
        local = [:]
    }
}
