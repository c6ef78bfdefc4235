import PostgresSyntax
import VecDB
import VectorTypes

// SET, RESET, SHOW, ALTER SYSTEM.
extension Session {
    func run(_ set: SetStatement) throws -> StatementOutcome {
        switch set.value {
        case .transaction(let modes):
            if set.name.uppercased().hasPrefix("SESSION") {
                if let isolation = modes.isolation {
                    let name =
                        switch isolation {
                        case .serializable: "serializable"
                        case .repeatableRead: "repeatable read"
                        case .readCommitted: "read committed"
                        case .readUncommitted: "read uncommitted"
                        }
                    try settings.set("default_transaction_isolation", to: name, isLocal: false)
                }
                if let isReadOnly = modes.isReadOnly {
                    try settings.set("default_transaction_read_only", to: isReadOnly ? "on" : "off", isLocal: false)
                }
                return StatementOutcome("SET")
            }
            if block.state == .none {
                notice(
                    Notice(
                        .warning, "SET TRANSACTION can only be used in transaction blocks",
                        sqlState: .noActiveTransaction))
            } else {
                try apply(modes)
            }
            return StatementOutcome("SET")
        case .snapshot: throw featureNotSupported("SET TRANSACTION SNAPSHOT")
        case .current: return StatementOutcome("SET")
        case .default:
            try warnIfLocal(set)
            try mark()
            try settings.set(set.name, to: nil, isLocal: set.isLocal)
            return StatementOutcome("SET")
        case .values(let literals):
            try warnIfLocal(set)
            try checkValues(set, literals)
            try mark()
            try assign(set.name, text(of: literals, for: set.name), isLocal: set.isLocal)
            return StatementOutcome("SET")
        }
    }

    /// Settings of a block go back when it fails.
    private func mark() throws {
        if block.state != .none, block.settingsMark == nil { block.settingsMark = settings.mark }
    }

    private func warnIfLocal(_ set: SetStatement) throws {
        guard set.isLocal, block.state == .none else { return }
        notice(
            Notice(.warning, "SET LOCAL can only be used in transaction blocks", sqlState: .noActiveTransaction))
    }

    private func checkValues(_ set: SetStatement, _ literals: [Literal]) throws {
        guard literals.count > 1 else { return }
        let lists: Set<String> = [
            "search_path", "datestyle", "temp_tablespaces", "shared_preload_libraries", "local_preload_libraries",
            "session_preload_libraries",
        ]
        guard !lists.contains(set.name.lowercased()) else { return }
        throw VecDBError(.invalidParameterValue, "SET \(set.name) takes only one argument")
    }

    private func text(of literals: [Literal], for name: String) -> String {
        let isPath = name.lowercased() == "search_path"
        return literals.map { literal in
            switch literal.value {
            case .integer(let value): return String(value)
            case .numeric(let text), .bitString(let text): return text
            case .boolean(let value): return value ? "on" : "off"
            case .null: return ""
            case .string(let text):
                let isPlain =
                    text.first.map { $0.isLowercase || $0 == "_" } ?? false
                    && text.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" || $0 == "$" }
                return isPath && !isPlain ? quoted(identifier: text) : text
            }
        }.joined(separator: ", ")
    }

    /// Sets a parameter after the checks that need more than its definition; what `SHOW` then prints.
    @discardableResult
    func assign(_ name: String, _ text: String, isLocal: Bool) throws -> String {
        var value = text
        switch name.lowercased() {
        case "timezone", "time zone": value = try TimeZoneSetting.canonical(text)
        case "role":
            guard text == "none" || text == context.currentUser else {
                throw VecDBError(.undefinedObject, "role \"\(text)\" does not exist")
            }
        case "session_authorization":
            guard text == context.currentUser || text == "default" else {
                throw VecDBError(.undefinedObject, "role \"\(text)\" does not exist")
            }
            return text
        case "transaction_isolation", "transaction_read_only", "transaction_deferrable":
            try settings.set(name, to: value, isLocal: true)
            if name.lowercased() == "transaction_read_only" { block.isReadOnly = settings.isOn(name) }
            return try settings.show(name)
        default: break
        }
        let key = name.lowercased() == "time zone" ? "TimeZone" : name
        let isOutsideBlock = isLocal && block.state == .none
        let before = settings.mark
        try settings.set(key, to: value, isLocal: isLocal)
        // Its transaction ends with the statement; the value has been checked.
        defer { if isOutsideBlock { settings.restore(before) } }
        return try settings.show(key)
    }

    func run(_ reset: ResetStatement) throws -> StatementOutcome {
        try mark()
        if let name = reset.name {
            try settings.set(name, to: nil, isLocal: false)
        } else {
            settings.resetAll()
        }
        return StatementOutcome("RESET")
    }

    func run(_ show: ShowStatement) throws -> StatementOutcome {
        if show.name.lowercased() == "all" {
            let rows = SettingTable.all.map { definition -> [SQLiteValue] in
                [
                    .text(definition.name), .text((try? settings.show(definition.name)) ?? ""),
                    .text(definition.summary),
                ]
            }
            let columns = ["name", "setting", "description"].map { ResultColumn(name: $0, type: .text) }
            return StatementOutcome("SHOW", columns: columns, rows: rows)
        }
        let name = SettingTable.byName[show.name.lowercased()]?.name ?? show.name
        return .texts("SHOW", name, [try settings.show(show.name)])
    }

    func run(_ alter: AlterSystemStatement) throws -> StatementOutcome {
        try requireNoBlock("ALTER SYSTEM")
        switch alter.action {
        case .set(let set):
            // There is no server whose file could be changed: the value is checked and holds for this session.
            if case .values(let literals) = set.value {
                try assign(set.name, text(of: literals, for: set.name), isLocal: false)
            } else {
                try settings.set(set.name, to: nil, isLocal: false)
            }
        case .reset(let reset):
            if let name = reset.name { try settings.set(name, to: nil, isLocal: false) }
        }
        return StatementOutcome("ALTER SYSTEM")
    }

    func run(_ discard: DiscardStatement) throws -> StatementOutcome {
        switch discard.target {
        case .all:
            try requireNoBlock("DISCARD ALL")
            settings.resetAll()
            prepared = [:]
            cursors = [:]
            plans.removeAll()
            return StatementOutcome("DISCARD ALL")
        case .plans:
            plans.removeAll()
            return StatementOutcome("DISCARD PLANS")
        case .sequences:
            lastSequence = nil
            return StatementOutcome("DISCARD SEQUENCES")
        case .temporary: return StatementOutcome("DISCARD TEMP")
        }
    }
}
