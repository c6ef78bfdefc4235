import PostgresSyntax
import VecDB
import VecDBSQL
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The `vecdb` command: reads its arguments, opens the database, and runs what was asked for, the prompt or `tune`.
package enum ShellProgram {
    static let version = "0.1.0"

    /// - Parameter words: The command line, from the program's name on.
    package static func main(_ words: [String]) -> Never {
        Interrupt.shared.install()
        if let place = invalidArgument {
            complain("command-line argument \(place) is not valid UTF-8")
            exit(Shell.ExitStatus.failure.rawValue)
        }
        let arguments = Array(words.dropFirst())
        if arguments.first == "tune" { exit(TuneCommand.run(Array(arguments.dropFirst())).rawValue) }
        let options: CommandLineOptions
        do {
            options = try CommandLineOptions(arguments)
        } catch {
            complain((error as? ShellError)?.message ?? String(describing: error))
            complain("Try \"vecdb --help\" for more information.", kind: "hint: ")
            exit(Shell.ExitStatus.failure.rawValue)
        }
        if options.showsHelp || options.showsVersion {
            let text = options.showsHelp ? HelpText.usage : "vecdb \(version)\n"
            print(text, terminator: "")
            exit(0)
        }
        // The shell is gone, and with it the database closed, before the process ends.
        var database: Database?
        let status = run(options, &database)
        database?.close()
        if let problem = database?.closingProblem {
            complain(problem.message, kind: "warning: ")
            if let detail = problem.detail { complain(detail, kind: "detail: ") }
            if let hint = problem.hint { complain(hint, kind: "hint: ") }
        }
        exit(status.rawValue)
    }

    /// The place of an argument whose bytes are no text, from 1: Swift would put another text, and so another file, in its place.
    private static var invalidArgument: Int? {
        (1..<max(1, Int(CommandLine.argc))).first { place in
            guard let argument = CommandLine.unsafeArgv[place] else { return false }
            return String(validatingCString: argument) == nil
        }
    }

    private static func run(_ options: CommandLineOptions, _ database: inout Database?) -> Shell.ExitStatus {
        let shell: Shell
        do {
            shell = try Shell(
                path: options.database, settings: options.settings,
                sessionSettings: SessionEnvironment.settings(System.environment))
        } catch {
            complain((error as? VecDBError)?.message ?? String(describing: error))
            return .badConnection
        }
        let status = run(shell, options)
        shell.finish()
        database = shell.database
        return status
    }

    private static func complain(_ message: String, kind: String = "error: ") {
        _ = Array("vecdb: \(kind)\(message)\n".utf8).withUnsafeBytes { System.write($0, to: 2) }
    }

    private static func run(_ shell: Shell, _ options: CommandLineOptions) -> Shell.ExitStatus {
        do {
            if options.quiet { shell.variables["QUIET"] = "on" }
            if options.singleStep { shell.variables["SINGLESTEP"] = "on" }
            if options.singleLine { shell.variables["SINGLELINE"] = "on" }
            for (name, value) in options.variables { try shell.variables.set(name, value) }
            if let path = options.output { shell.output = try OutputChannel(path: path) }
        } catch {
            complain((error as? ShellError)?.message ?? String(describing: error))
            return .failure
        }
        if options.readsStartupFile { shell.runStartupFile() }
        if !options.actions.isEmpty {
            return shell.perform(options.actions, inOneTransaction: options.singleTransaction)
        }

        guard System.isTerminal(STDIN_FILENO) else {
            return shell.run(FileInput())
        }
        return shell.runInteractively(lineEditing: options.lineEditing)
    }
}

extension Shell {
    /// Does what `-c` and `-f` ask for, in their order, as one transaction with `-1`.
    fileprivate func perform(_ actions: [CommandLineOptions.Action], inOneTransaction: Bool) -> ExitStatus {
        if inOneTransaction, !send("BEGIN") { return .failure }
        var status = ExitStatus.success
        for action in actions {
            switch action {
            case .command(let text): status = perform(text) ? .success : .failure
            case .file(let path): status = performFile(path)
            }
            if status != .success, stopsOnError { break }
        }
        if inOneTransaction { _ = send(status == .success ? "COMMIT" : "ROLLBACK") }
        return status
    }

    private func perform(_ text: String) -> Bool {
        if variables["ECHO"] == "all" { standardOutput.write(text + "\n") }
        var scanner = StatementScanner()
        if text.hasPrefix("\\") {
            switch process(Array(text.utf8), &scanner) {
            case .failed: return false
            case .goOn, .quit: return true
            }
        }
        return send(text)
    }

    private func performFile(_ path: String) -> ExitStatus {
        do {
            return run(path == "-" ? FileInput(standardInputNamed: "<stdin>") : try FileInput(path: path))
        } catch {
            writeError("vecdb: error: \((error as? ShellError)?.message ?? String(describing: error))\n")
            return .failure
        }
    }

    /// Reads `~/.vecdbrc` where there is one.
    fileprivate func runStartupFile() {
        guard let home = System.environment("HOME"), let input = try? FileInput(path: home + "/.vecdbrc") else {
            return
        }
        run(input)
    }

    fileprivate func runInteractively(lineEditing: Bool) -> ExitStatus {
        if lineEditing, System.isTerminal(STDOUT_FILENO) {
            let home = System.environment("HOME")
            lineEditor = LineEditor(
                historyPath: System.environment("VECDB_HISTORY") ?? home.map { $0 + "/.vecdb_history" })
            Completion.current.withLock { [names = completionNames()] in
                $0 = { before, word in
                    Completion.candidates(
                        before: before, word: word, relations: names.relations, columns: names.columns)
                }
            }
        }
        if !variables.flag("QUIET") {
            standardOutput.write("vecdb (\(ShellProgram.version))\nType \"help\" for help.\n\n")
        }
        let status = run(TerminalInput(editor: lineEditor))
        lineEditor?.save()
        return status
    }

    /// The names that completion offers: relations and columns as they were when the prompt came up or last changed.
    func completionNames() -> (relations: [String], columns: [String]) {
        guard let catalog = try? session.catalog else { return ([], []) }
        return (
            Array(catalog.tables.keys) + catalog.views.keys, catalog.tables.values.flatMap { $0.columns.map(\.name) }
        )
    }

    /// Writes out what is left and lets go of what refers to the session.
    fileprivate func finish() {
        Interrupt.shared.watch(nil)
        Completion.current.withLock { $0 = nil }
        if !output.isStandardOutput { output.close() }
        standardOutput.flush()
    }
}
