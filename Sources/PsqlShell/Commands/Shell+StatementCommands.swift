import PostgresSyntax

/// The commands that act on the statement being typed: `\g` and kin, `\p`, `\r`, `\w`, `\e`, `\watch`.
extension Shell {
    /// nil when the command is none of these.
    func performOnStatement(_ command: inout Command, _ scanner: inout StatementScanner) throws -> CommandOutcome? {
        switch command.name {
        case "g", "gx":
            let (target, settings) = try destination(&command)
            let statement = pending(&scanner)
            guard target != nil || command.name == "gx" || settings != nil else { return .send(statement) }
            let channel = try target.map { try OutputChannel(path: $0) } ?? output
            var chosen = settings ?? self.settings
            if command.name == "gx" { chosen.expanded = .on }
            let succeeded = send(statement, to: .channel(channel, chosen))
            if target != nil { channel.close() }
            return succeeded ? .done : .failed
        case "gset":
            let prefix = command.arguments.next() ?? ""
            return send(pending(&scanner), to: .variables(prefix: prefix)) ? .done : .failed
        case "gexec": return send(pending(&scanner), to: .statements) ? .done : .failed
        case "p", "print":
            let text = scanner.isEmpty ? lastStatement : scanner.text
            output.write(text.isEmpty ? "Query buffer is empty.\n" : text + "\n")
        case "r", "reset":
            scanner.reset()
            if !variables.flag("QUIET") { output.write("Query buffer reset (cleared).\n") }
        case "w", "write":
            guard let path = command.arguments.next() else {
                throw ShellError("\\\(command.name): missing required argument")
            }
            let channel = try OutputChannel(path: path)
            channel.write((scanner.isEmpty ? lastStatement : scanner.text) + "\n")
            channel.close()
        case "e", "edit":
            let text = scanner.isEmpty ? lastStatement : scanner.text
            guard let edited = try edit(text, file: command.arguments.next()) else { return .failed }
            var position = 0
            scanner.reset()
            if scanner.scan(Array(edited.utf8), from: &position) == .semicolon {
                return .send(scanner.takeStatement())
            }
        case "watch": return try watch(pending(&scanner), every: command.arguments.next())
        default: return nil
        }
        return .done
    }

    /// The statement typed so far, or the last one when there is none.
    private func pending(_ scanner: inout StatementScanner) -> String {
        let typed = scanner.takeStatement()
        return typed.isEmpty ? lastStatement : typed
    }

    /// `\g (format=csv footer=off) file`.
    private func destination(_ command: inout Command) throws -> (target: String?, settings: PrintSettings?) {
        var words = command.arguments.all()
        guard let first = words.first, first.hasPrefix("(") else { return (words.joined(separator: " ").nonEmpty, nil) }
        var settings = self.settings
        while let word = words.first {
            words.removeFirst()
            let option = word.drop { $0 == "(" }.prefix { $0 != ")" }
            if !option.isEmpty {
                let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
                _ = try settings.set(parts[0], parts.count == 2 ? parts[1] : nil)
            }
            if word.hasSuffix(")") { break }
        }
        return (words.joined(separator: " ").nonEmpty, settings)
    }

    /// Lets the user's editor change a text (or a file); nil when it could not be run.
    private func edit(_ text: String, file: String?) throws -> String? {
        let path = file ?? "/tmp/vecdb.edit.\(getpid()).sql"
        if file == nil {
            let channel = try OutputChannel(path: path)
            channel.write(text + "\n")
            channel.close()
        }
        defer { if file == nil { unlink(path) } }
        flushAll()
        let editor =
            System.environment("PSQL_EDITOR") ?? System.environment("EDITOR") ?? System.environment("VISUAL") ?? "vi"
        guard System.run("\(editor) '\(path)'") == 0 else { throw ShellError("could not start editor \"\(editor)\"") }
        return String(decoding: try System.readFile(path), as: UTF8.self)
    }

    private func watch(_ statement: String, every argument: String?) throws -> CommandOutcome {
        let seconds = argument.flatMap(Double.init) ?? 2
        guard seconds >= 0, !statement.isEmpty else { throw ShellError("\\watch cannot be used with an empty query") }
        while true {
            var chosen = settings
            chosen.title = "Every \(argument ?? "2")s"
            guard send(statement, to: .channel(output, chosen)) else { return .failed }
            flushAll()
            let end = System.monotonicSeconds() + seconds
            while System.monotonicSeconds() < end {
                if Interrupt.shared.wasInterrupted { return .done }
                usleep(20_000)
            }
            if Interrupt.shared.wasInterrupted { return .done }
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
