import PostgresSyntax

extension Shell {
    /// Reads and does everything that `input` gives; how it ended.
    ///
    /// A script stops at its first error when `ON_ERROR_STOP` is set; a person at the prompt just goes on.
    @discardableResult
    func run(_ input: any InputSource) -> ExitStatus {
        inputs.append(input)
        defer { inputs.removeLast() }
        var scanner = StatementScanner()
        var status = ExitStatus.success
        let openConditions = conditions

        reading: while true {
            let line: [UInt8]
            // Whoever writes the next line may wait for what came of the last one.
            flushAll()
            switch input.readLine(prompt: input.isInteractive ? prompt(for: scanner) : "") {
            case .line(let text): line = text
            case .interrupted:
                standardOutput.write("\n")
                scanner.reset()
                conditions = openConditions
                continue
            case .endOfInput:
                if input.isInteractive {
                    if !variables.flag("QUIET") { standardOutput.write("\\q\n") }
                }
                break reading
            }
            if line.isEmpty, !scanner.isInsideQuote { continue }
            if input.isInteractive, scanner.isEmpty, let word = Self.plainWord(line) {
                if word != "help" { break reading }
                standardOutput.write(
                    "You are using vecdb, the command-line interface to a local vector database.\n"
                        + "Type:  \\copyright for distribution terms\n       \\h for help with SQL commands\n"
                        + "       \\? for help with vecdb commands\n"
                        + "       \\g or terminate with semicolon to execute query\n       \\q to quit\n")
                continue
            }
            if input.isInteractive {
                lineEditor?.remember(String(decoding: line, as: UTF8.self))
            } else if variables["ECHO"] == "all" {
                standardOutput.write(String(decoding: line, as: UTF8.self) + "\n")
            }
            switch process(line, &scanner) {
            case .goOn: break
            case .quit:
                status = .success
                break reading
            case .failed:
                if stopsOnError, !input.isInteractive {
                    status = .user
                    break reading
                }
            }
        }
        if status == .success, !input.isInteractive, !scanner.isEmpty, conditions.isActive {
            // The last statement of a script needs no semicolon.
            if !send(scanner.takeStatement()), stopsOnError { status = .user }
        }
        if status == .success, inputs.count == 1, !conditions.isEmpty {
            report("reached EOF without finding closing \\endif(s)", kind: "error: ")
            if stopsOnError, !input.isInteractive { status = .user }
        }
        return status
    }

    /// `help`, `quit` or `exit`, when a line is only that.
    private static func plainWord(_ line: [UInt8]) -> String? {
        let text = String(decoding: line, as: UTF8.self).lowercased()
        let word = text.drop { $0 == " " }.prefix { $0 != " " && $0 != ";" }
        guard ["help", "quit", "exit"].contains(word), text.utf8.count <= word.utf8.count + 2 else { return nil }
        return String(word)
    }

    /// What became of a line.
    enum LineOutcome { case goOn, failed, quit }

    /// Does the statements and commands of one line.
    func process(_ line: [UInt8], _ scanner: inout StatementScanner) -> LineOutcome {
        var position = 0
        var failed = false
        scanner.variable = { [variables] in variables[$0] }
        while true {
            switch scanner.scan(line, from: &position) {
            case .endOfLine:
                if variables.flag("SINGLELINE"), !scanner.isEmpty, !scanner.isInsideQuote {
                    failed = !run(scanner.takeStatement()) || failed
                }
                return failed ? .failed : .goOn
            case .semicolon:
                if !run(scanner.takeStatement()) {
                    failed = true
                    if stopsOnError, !isInteractive { return .failed }
                }
            case .backslash:
                switch runCommand(line, &position, &scanner) {
                case .done: break
                case .send(let statement):
                    if !run(statement) {
                        failed = true
                        if stopsOnError, !isInteractive { return .failed }
                    }
                case .failed:
                    failed = true
                    if stopsOnError, !isInteractive { return .failed }
                case .quit: return .quit
                }
            }
        }
    }

    /// Sends a statement unless it stands in a branch that does not count.
    private func run(_ statement: String) -> Bool {
        conditions.isActive ? send(statement) : true
    }

    func flushAll() {
        output.flush()
        standardOutput.flush()
    }

    // MARK: - Prompts

    private func prompt(for scanner: StatementScanner) -> String {
        let template = variables[scanner.state == .ready ? "PROMPT1" : "PROMPT2"] ?? ""
        var text = ""
        var characters = template.unicodeScalars[...]
        while let scalar = characters.popFirst() {
            guard scalar == "%", let code = characters.popFirst() else {
                text.unicodeScalars.append(scalar)
                continue
            }
            switch code {
            case "/", "~": text += databaseName
            case "R": text += conditions.isActive ? mark(of: scanner) : "@"
            case "#": text += "#"
            case "x":
                switch session.transactionStatus {
                case .idle: break
                case .inTransaction: text += "*"
                case .failed: text += "!"
                }
            case "n": text += System.environment("USER") ?? ""
            case "m", "M": text += "[local]"
            case "p": text += ""
            case "%": text += "%"
            case "[", "]": break
            case ":":
                let name = String(String.UnicodeScalarView(characters.prefix { $0 != ":" }))
                characters = characters.drop { $0 != ":" }.dropFirst()
                text += variables[name] ?? ""
            default:
                text += "%"
                text.unicodeScalars.append(code)
            }
        }
        return text
    }

    private func mark(of scanner: StatementScanner) -> String {
        scanner.state == .ready && variables.flag("SINGLELINE") ? "^" : String(scanner.state.rawValue)
    }
}
