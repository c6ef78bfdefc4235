/// The shell's variables (`\set`): the user's own and those that steer the shell.
struct ShellVariables {
    private var values: [String: String] = [
        "AUTOCOMMIT": "on", "COMP_KEYWORD_CASE": "preserve-upper", "ECHO": "none", "ECHO_HIDDEN": "off",
        "ENCODING": "UTF8",
        "FETCH_COUNT": "0", "HIDE_TABLEAM": "off", "HISTCONTROL": "none", "HISTSIZE": "500", "IGNOREEOF": "0",
        "ON_ERROR_ROLLBACK": "off", "ON_ERROR_STOP": "off", "QUIET": "off", "SHOW_ALL_RESULTS": "on",
        "SHOW_CONTEXT": "errors", "SINGLELINE": "off", "SINGLESTEP": "off", "VERBOSITY": "default",
        "PROMPT1": "%/%R%x%# ", "PROMPT2": "%/%R%x%# ", "PROMPT3": ">> ",
    ]

    /// The names that cannot be unset: `\unset` gives them back their default.
    private static let defaults = ShellVariables().values

    subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The names in psql's order of `\set`.
    var names: [String] { values.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) } }

    func flag(_ name: String) -> Bool { values[name].flatMap(PrintSettings.boolean) ?? false }

    /// Sets a variable; one that steers the shell accepts only what it understands. Throws a ``ShellError``.
    mutating func set(_ name: String, _ value: String) throws {
        guard !name.isEmpty,
            name.utf8.allSatisfy(VariableReference.isNameByte)
        else { throw ShellError("invalid variable name: \"\(name)\"") }
        switch name {
        case "AUTOCOMMIT", "ON_ERROR_STOP", "QUIET", "SINGLELINE", "SINGLESTEP", "HIDE_TABLEAM", "SHOW_ALL_RESULTS":
            let text = value.isEmpty ? "on" : value
            guard let flag = PrintSettings.boolean(text) else {
                throw ShellError("unrecognized value \"\(value)\" for \"\(name)\": Boolean expected")
            }
            values[name] = flag ? "on" : "off"
        case "ECHO": try choose(name, value, ["none", "errors", "queries", "all"])
        case "ON_ERROR_ROLLBACK": try choose(name, value, ["off", "on", "interactive"])
        case "VERBOSITY": try choose(name, value, ["default", "verbose", "terse", "sqlstate"])
        case "SHOW_CONTEXT": try choose(name, value, ["never", "errors", "always"])
        case "FETCH_COUNT", "HISTSIZE", "IGNOREEOF":
            guard Int(value) != nil else {
                throw ShellError("invalid value \"\(value)\" for \"\(name)\": integer expected")
            }
            values[name] = value
        default: values[name] = value
        }
    }

    private mutating func choose(_ name: String, _ value: String, _ choices: [String]) throws {
        guard choices.contains(value.lowercased()) else {
            throw ShellError(
                "unrecognized value \"\(value)\" for \"\(name)\"\nAvailable values are: \(choices.joined(separator: ", "))."
            )
        }
        values[name] = value.lowercased()
    }

    mutating func unset(_ name: String) { values[name] = Self.defaults[name] }

    var verbosity: ErrorReport.Verbosity { values["VERBOSITY"].flatMap(ErrorReport.Verbosity.init) ?? .default }
    var contextDisplay: ErrorReport.ContextDisplay {
        values["SHOW_CONTEXT"].flatMap(ErrorReport.ContextDisplay.init) ?? .errors
    }
}

/// The branches of `\if … \endif` that are open.
struct ConditionStack {
    private enum Branch { case taken, pending, done, ignored }
    private var branches: [(state: Branch, sawElse: Bool)] = []

    var isEmpty: Bool { branches.isEmpty }
    /// Whether what is read now counts.
    var isActive: Bool { branches.allSatisfy { $0.state == .taken } }

    mutating func begin(_ condition: () -> Bool) {
        branches.append((isActive ? (condition() ? .taken : .pending) : .ignored, false))
    }

    /// `\elif`. Throws a ``ShellError`` where none may stand.
    mutating func elseIf(_ condition: () -> Bool) throws {
        guard let last = branches.last else { throw ShellError("\\elif: no matching \\if") }
        guard !last.sawElse else { throw ShellError("\\elif: cannot occur after \\else") }
        switch last.state {
        case .taken: branches[branches.count - 1].state = .done
        case .pending: if condition() { branches[branches.count - 1].state = .taken }
        case .done, .ignored: break
        }
    }

    mutating func otherwise() throws {
        guard let last = branches.last else { throw ShellError("\\else: no matching \\if") }
        guard !last.sawElse else { throw ShellError("\\else: cannot occur after \\else") }
        let state: Branch
        switch last.state {
        case .taken: state = .done
        case .pending: state = .taken
        case .done, .ignored: state = last.state
        }
        branches[branches.count - 1] = (state, true)
    }

    mutating func end() throws {
        guard branches.popLast() != nil else { throw ShellError("\\endif: no matching \\if") }
    }
}
