import PostgresSyntax

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The commands that read and write files: `\i`, `\ir`, `\o`, `\copy`, `\s`, `\cd`.
extension Shell {
    /// nil when the command is none of these.
    func performOnFiles(_ command: inout Command, _ scanner: inout StatementScanner) throws -> CommandOutcome? {
        switch command.name {
        case "i", "include", "ir", "include_relative":
            guard let path = command.arguments.next() else {
                throw ShellError("\\\(command.name): missing required argument")
            }
            let isRelative = command.name == "ir" || command.name == "include_relative"
            return try include(path, relative: isRelative)
        case "o", "out":
            let path = command.arguments.rest()
            let channel = path.isEmpty ? standardOutput : try OutputChannel(path: path)
            if !output.isStandardOutput { output.close() }
            output = channel
        case "copy": return runCopy(command.arguments.rest()) ? .done : .failed
        case "s":
            guard let path = command.arguments.next() else {
                lineEditor?.save(to: "/dev/stdout")
                return .done
            }
            guard lineEditor?.save(to: path) ?? false else {
                throw ShellError("could not save history to file \"\(path)\"")
            }
            output.write("Wrote history to file \"\(path)\".\n")
        default: return nil
        }
        return .done
    }

    private func include(_ path: String, relative: Bool) throws -> CommandOutcome {
        guard inputs.count < 100 else { throw ShellError("\(path): scripts include each other too deeply") }
        var path = path
        if relative, !path.hasPrefix("/"), let name = inputs.last?.name, let slash = name.lastIndex(of: "/") {
            path = name[...slash] + path
        }
        let input: FileInput
        do {
            input = path == "-" ? FileInput(standardInputNamed: "<stdin>") : try FileInput(path: path)
        }
        switch run(input) {
        case .success: return .done
        default: return .failed
        }
    }

    func changeDirectory(_ path: String?) throws {
        guard let path = path ?? System.environment("HOME") else {
            throw ShellError("could not determine home directory")
        }
        guard chdir(path) == 0 else {
            throw ShellError("\\cd: could not change directory to \"\(path)\": \(System.errorMessage)")
        }
    }
}
