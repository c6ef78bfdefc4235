#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The commands that set things: `\set`, `\pset` and its short forms, `\timing`, `\x`, `\echo`, the environment.
extension Shell {
    /// nil when the command is none of these.
    func performOnSettings(_ command: inout Command) throws -> CommandOutcome? {
        switch command.name {
        case "set": try setVariable(&command)
        case "unset":
            guard let name = command.arguments.next() else { throw ShellError("\\unset: missing required argument") }
            variables.unset(name)
        case "getenv":
            let words = command.arguments.all()
            guard words.count == 2 else { throw ShellError("\\getenv: missing required argument") }
            if let value = System.environment(words[1]) { try variables.set(words[0], value) }
        case "setenv":
            let words = command.arguments.all()
            guard let name = words.first else { throw ShellError("\\setenv: missing required argument") }
            if words.count > 1 { setenv(name, words[1], 1) } else { unsetenv(name) }
        case "prompt":
            let words = command.arguments.all()
            guard let name = words.last else { throw ShellError("\\prompt: missing required argument") }
            if words.count > 1 { standardOutput.write(words[0]) }
            flushAll()
            try variables.set(name, readLine() ?? "")
        case "echo", "qecho", "warn": echo(&command)
        case "timing":
            measuresTime = try PrintSettings.boolean(command.arguments.next(), "\\timing", toggling: measuresTime)
            confirm("Timing is \(measuresTime ? "on" : "off").")
        case "encoding":
            if let name = command.arguments.next() {
                guard ["utf8", "utf-8", "unicode"].contains(name.lowercased()) else {
                    throw ShellError("\(name): invalid encoding name or conversion procedure not found")
                }
            } else {
                output.write("UTF8\n")
            }
        case "pset": try printSetting(&command)
        case "a":
            settings.format = settings.format == .aligned ? .unaligned : .aligned
            confirm(settings.describe("format"))
        case "x": try printSetting("expanded", command.arguments.next())
        case "t": try printSetting("tuples_only", command.arguments.next())
        case "f": try printSetting("fieldsep", command.arguments.next())
        case "C": try printSetting("title", command.arguments.next())
        default: return nil
        }
        return .done
    }

    /// A sentence on what a setting is now, unless the shell is quiet.
    private func confirm(_ sentence: String) {
        if !variables.flag("QUIET") { output.write(sentence + "\n") }
    }

    private func printSetting(_ name: String, _ value: String?) throws { confirm(try settings.set(name, value)) }

    private func printSetting(_ command: inout Command) throws {
        guard let name = command.arguments.next() else {
            let width = PrintSettings.names.map(\.utf8.count).max() ?? 0
            for name in PrintSettings.names {
                output.write(
                    name + String(repeating: " ", count: width - name.utf8.count + 1) + settings.value(name) + "\n")
            }
            return
        }
        try printSetting(name, command.arguments.next())
    }

    private func setVariable(_ command: inout Command) throws {
        guard let name = command.arguments.next() else {
            for name in variables.names {
                output.write("\(name) = \(VariableReference.quote(variables[name] ?? "", "'"))\n")
            }
            return
        }
        try variables.set(name, command.arguments.all().joined())
    }

    private func echo(_ command: inout Command) {
        var words = command.arguments.all()
        var end = "\n"
        if words.first == "-n" {
            words.removeFirst()
            end = ""
        }
        let text = words.joined(separator: " ") + end
        switch command.name {
        case "qecho": output.write(text)
        case "warn": writeError(text)
        default: standardOutput.write(text)
        }
    }
}
