import PostgresSyntax
import VectorTypes

extension Shell {
    /// Runs the backslash command at `position` (behind the backslash) and goes behind it.
    func runCommand(_ line: [UInt8], _ position: inout Int, _ scanner: inout StatementScanner) -> CommandOutcome {
        var end = position
        while end < line.count, !(line[end] == 0x20 || (0x09...0x0D).contains(line[end])),
            line[end] != UInt8(ascii: "\\")
        {
            end += 1
            // `\!` and `\?` need no white space behind them.
            if end == position + 1, line[position] == UInt8(ascii: "!") || line[position] == UInt8(ascii: "?") { break }
        }
        if end == position, end < line.count, line[end] == UInt8(ascii: "\\") {
            // `\\` ends a command; alone it means nothing.
            position += 1
            return .done
        }
        let name = String(decoding: line[position..<end], as: UTF8.self)
        var command = Command(
            name: name,
            arguments: CommandArguments(line, from: end, variable: { [variables] in variables[$0] }) {
                System.output(of: $0)
            })
        let outcome: CommandOutcome
        if let condition = conditional(&command) {
            outcome = condition
        } else if !conditions.isActive {
            _ = command.arguments.all()
            outcome = .done
        } else {
            do {
                outcome = try perform(&command, &scanner)
            } catch let error as ShellError {
                report(error.message)
                outcome = .failed
            } catch let error as VecDBError {
                show(error, query: "")
                outcome = .failed
            } catch {
                report(String(describing: error))
                outcome = .failed
            }
        }
        command.arguments.finish()
        position = command.arguments.position
        return outcome
    }

    /// `\if`, `\elif`, `\else`, `\endif`: read in every branch. nil for any other command.
    private func conditional(_ command: inout Command) -> CommandOutcome? {
        let words: [String]
        switch command.name {
        case "if", "elif": words = command.arguments.all()
        case "else", "endif": words = []
        default: return nil
        }
        func condition() -> Bool {
            let text = words.joined(separator: " ")
            guard let value = PrintSettings.boolean(text) else {
                report("unrecognized value \"\(text)\" for \"\\\(command.name) expression\": Boolean expected")
                return false
            }
            return value
        }
        do {
            switch command.name {
            case "if": conditions.begin(condition)
            case "elif": try conditions.elseIf(condition)
            case "else": try conditions.otherwise()
            default: try conditions.end()
            }
            return .done
        } catch {
            report((error as? ShellError)?.message ?? String(describing: error))
            return .failed
        }
    }

    private func perform(_ command: inout Command, _ scanner: inout StatementScanner) throws -> CommandOutcome {
        if let outcome = try performOnStatement(&command, &scanner) { return outcome }
        if let outcome = try performOnFiles(&command, &scanner) { return outcome }
        if let outcome = try performOnSettings(&command) { return outcome }
        if command.name.hasPrefix("d") || command.name == "l" || command.name == "l+" || command.name.hasPrefix("sf")
            || command.name == "sv"
        {
            return try describe(&command)
        }
        switch command.name {
        case "q", "quit": return .quit
        case "?": write(HelpText.commands, on: output)
        case "h", "help": write(HelpText.statement(command.arguments.rest()), on: output)
        case "copyright": output.write(HelpText.copyright)
        case "conninfo":
            let place = databasePath.map { "database file \"\($0)\"" } ?? "a transient in-memory database"
            output.write("You are connected to \(place).\n")
        case "c", "connect":
            let path = command.arguments.next()
            try connect(to: path == "-" ? databasePath : path)
            if !variables.flag("QUIET") { output.write("You are now connected to database \"\(databaseName)\".\n") }
        case "!":
            flushAll()
            let status = System.run(command.arguments.rest())
            variables["SHELL_EXIT_CODE"] = String(status)
            variables["SHELL_ERROR"] = status == 0 ? "false" : "true"
        case "cd": try changeDirectory(command.arguments.next())
        case "errverbose":
            if let lastError {
                writeError(
                    ErrorReport.text(
                        of: lastError.error, query: lastError.query, verbosity: .verbose, context: .always))
            } else {
                output.write("There is no previous error.\n")
            }
        default:
            throw ShellError("invalid command \\\(command.name)" + (isInteractive ? "\nTry \\? for help." : ""))
        }
        return .done
    }
}
