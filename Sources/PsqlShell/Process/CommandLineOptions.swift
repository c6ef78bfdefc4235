/// What the command line asks for: psql's options, as far as they mean something without a server.
struct CommandLineOptions {
    /// What is to be done instead of reading standard input, in the order given.
    enum Action {
        case command(String)
        case file(String)
    }

    var database: String?
    var actions: [Action] = []
    var settings = PrintSettings()
    var variables: [(name: String, value: String)] = []
    var readsStartupFile = true
    var quiet = false
    var singleTransaction = false
    var singleStep = false
    var singleLine = false
    var lineEditing = true
    var output: String?
    var logFile: String?
    var showsHelp = false
    var showsVersion = false

    /// Reads the arguments behind the program's name. Throws a ``ShellError`` that says which is wrong.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        var operands: [String] = []
        while let argument = rest.popFirst() {
            if argument == "--" {
                operands += rest
                break
            } else if argument.hasPrefix("--") {
                try readLong(argument, &rest)
            } else if argument.hasPrefix("-"), argument.count > 1 {
                try readShort(argument, &rest)
            } else {
                operands.append(argument)
            }
        }
        if database == nil, let first = operands.first {
            operands.removeFirst()
            switch first {
            case "help" where operands.isEmpty: showsHelp = true
            case "version" where operands.isEmpty: showsVersion = true
            default: database = first
            }
        }
        if let extra = operands.first { throw ShellError("extra command-line argument \"\(extra)\"") }
    }

    private enum Option {
        case command, file, noStartupFile, echoAll, echoErrors, echoQueries, quiet, unaligned, csv, tuplesOnly
        case fieldSeparator, recordSeparator, fieldSeparatorZero, recordSeparatorZero, expanded, variable, printSetting
        case output, logFile, noLineEditing, singleStep, singleLine, singleTransaction, database, help, version

        var takesValue: Bool {
            switch self {
            case .command, .file, .fieldSeparator, .recordSeparator, .variable, .printSetting, .output, .logFile,
                .database:
                true
            default: false
            }
        }
    }

    private static let shortOptions: [Character: Option] = [
        "c": .command, "f": .file, "X": .noStartupFile, "a": .echoAll, "b": .echoErrors, "e": .echoQueries,
        "q": .quiet, "A": .unaligned, "t": .tuplesOnly, "F": .fieldSeparator, "R": .recordSeparator,
        "z": .fieldSeparatorZero, "0": .recordSeparatorZero, "x": .expanded, "v": .variable, "P": .printSetting,
        "o": .output, "L": .logFile, "n": .noLineEditing, "s": .singleStep, "S": .singleLine,
        "1": .singleTransaction, "d": .database, "?": .help, "h": .help, "V": .version,
    ]

    private static let longOptions: [String: Option] = [
        "--command": .command, "--file": .file, "--no-psqlrc": .noStartupFile, "--no-vecdbrc": .noStartupFile,
        "--echo-all": .echoAll, "--echo-errors": .echoErrors, "--echo-queries": .echoQueries, "--quiet": .quiet,
        "--no-align": .unaligned, "--csv": .csv, "--tuples-only": .tuplesOnly, "--field-separator": .fieldSeparator,
        "--record-separator": .recordSeparator, "--field-separator-zero": .fieldSeparatorZero,
        "--record-separator-zero": .recordSeparatorZero, "--expanded": .expanded, "--set": .variable,
        "--variable": .variable, "--pset": .printSetting, "--output": .output, "--log-file": .logFile,
        "--no-readline": .noLineEditing, "--single-step": .singleStep, "--single-line": .singleLine,
        "--single-transaction": .singleTransaction, "--dbname": .database, "--help": .help, "--version": .version,
    ]

    private mutating func readLong(_ argument: String, _ rest: inout ArraySlice<String>) throws {
        let (name, attached) = Self.assignment(argument)
        guard let option = Self.longOptions[name] else { throw ShellError("unrecognized option '\(argument)'") }
        guard option.takesValue else {
            guard attached == nil else { throw ShellError("option '\(name)' doesn't allow an argument") }
            return try apply(option, "")
        }
        guard let value = attached ?? rest.popFirst() else { throw ShellError("option '\(name)' requires an argument") }
        try apply(option, value)
    }

    private mutating func readShort(_ argument: String, _ rest: inout ArraySlice<String>) throws {
        var letters = argument.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = Self.shortOptions[letter] else { throw ShellError("invalid option -- '\(letter)'") }
            guard option.takesValue else {
                try apply(option, "")
                continue
            }
            guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                throw ShellError("option requires an argument -- '\(letter)'")
            }
            return try apply(option, value)
        }
    }

    /// The two sides of the first `=`.
    private static func assignment(_ text: String) -> (name: String, value: String?) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count == 2 ? String(parts[1]) : nil)
    }

    private mutating func apply(_ option: Option, _ value: String) throws {
        switch option {
        case .command: actions.append(.command(value))
        case .file: actions.append(.file(value))
        case .noStartupFile: readsStartupFile = false
        case .echoAll: variables.append(("ECHO", "all"))
        case .echoErrors: variables.append(("ECHO", "errors"))
        case .echoQueries: variables.append(("ECHO", "queries"))
        case .quiet: quiet = true
        case .unaligned: settings.format = .unaligned
        case .csv: settings.format = .csv
        case .tuplesOnly: settings.tuplesOnly = true
        case .fieldSeparator: settings.fieldSeparator = value
        case .recordSeparator: settings.recordSeparator = value
        case .fieldSeparatorZero: settings.fieldSeparator = "\0"
        case .recordSeparatorZero: settings.recordSeparator = "\0"
        case .expanded: settings.expanded = .on
        case .variable:
            let (name, text) = Self.assignment(value)
            variables.append((name, text ?? ""))
        case .printSetting:
            let (name, text) = Self.assignment(value)
            do {
                _ = try settings.set(name, text)
            } catch let error as ShellError {
                throw ShellError("could not set printing parameter \"\(name)\": \(error.message)")
            }
        case .output: output = value
        case .logFile: logFile = value
        case .noLineEditing: lineEditing = false
        case .singleStep: singleStep = true
        case .singleLine: singleLine = true
        case .singleTransaction: singleTransaction = true
        case .database: database = value
        case .help: showsHelp = true
        case .version: showsVersion = true
        }
    }
}
