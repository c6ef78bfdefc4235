import VecDBSQL
import VectorTypes

/// Where one statement's results go instead of the usual place: `\g`, `\gx`, `\gset`, `\gexec`, `\crosstabview`.
enum ResultDestination {
    case standard
    /// `\g file` or `\g |command`, with settings for this once.
    case channel(OutputChannel, PrintSettings)
    /// `\gset prefix`: one row becomes variables.
    case variables(prefix: String)
    /// `\gexec`: each field is a statement.
    case statements
}

extension Shell {
    /// Runs a text of one or more statements and shows what comes of it; false when it failed.
    @discardableResult
    func send(_ statement: String, to destination: ResultDestination = .standard) -> Bool {
        if !statement.isEmpty { lastStatement = statement }
        if variables.flag("SINGLESTEP"), !confirm(statement) { return true }
        if variables["ECHO"] == "queries" {
            standardOutput.write(statement + "\n")
        }
        let start = System.monotonicSeconds()
        var generated: [String] = []
        let succeeded = execute(statement) { result in
            switch destination {
            case .statements: generated += result.rows.flatMap { $0.compactMap { $0 } }
            case .variables(let prefix): try self.assign(result, prefix: prefix)
            case .standard: self.show(result, on: self.output, self.settings)
            case .channel(let channel, let settings): self.show(result, on: channel, settings)
            }
        }
        if measuresTime { standardOutput.write(Self.timing(System.monotonicSeconds() - start) + "\n") }
        var allSucceeded = succeeded
        for statement in generated where allSucceeded || !stopsOnError {
            if variables["ECHO"] == "all" || variables["ECHO"] == "queries" { standardOutput.write(statement + "\n") }
            let went = execute(statement) { self.show($0, on: self.output, self.settings) }
            allSucceeded = allSucceeded && went
        }
        return allSucceeded
    }

    /// Runs a text in the session; an error is shown, and undone as `ON_ERROR_ROLLBACK` says.
    private func execute(_ statement: String, onResult: (StatementResult) throws -> Void) -> Bool {
        copy.begin()
        defer { skipCopyData() }
        do {
            try beginImplicitTransaction(before: statement)
            let savepoint = try beginSavepoint(before: statement)
            do {
                Interrupt.shared.reset()
                flushAll()
                defer { progressBar?.erase() }
                try session.execute(statement) { result in
                    progressBar?.erase()
                    try onResult(result)
                    variables["ROW_COUNT"] = String(
                        result.columns == nil ? Self.rowCount(result.tag) : result.rows.count)
                }
            } catch {
                if savepoint { try? session.execute("ROLLBACK TO SAVEPOINT vecdb_statement") { _ in } }
                throw error
            }
            if savepoint, session.transactionStatus == .inTransaction {
                try session.execute("RELEASE SAVEPOINT vecdb_statement") { _ in }
            }
            variables["ERROR"] = "false"
            variables["SQLSTATE"] = "00000"
            return true
        } catch let error as VecDBError {
            if variables["ECHO"] == "errors" { writeError("STATEMENT:  \(statement)\n") }
            show(error, query: statement)
        } catch let error as ShellError {
            report(error.message)
        } catch {
            report(String(describing: error))
        }
        return false
    }

    /// With AUTOCOMMIT off a transaction begins before the first statement.
    private func beginImplicitTransaction(before statement: String) throws {
        guard !variables.flag("AUTOCOMMIT"), session.transactionStatus == .idle else { return }
        let first = statement.prefix { $0.isLetter }.lowercased()
        guard !["begin", "start", "commit", "end", "rollback", "abort", "vacuum"].contains(first) else { return }
        try session.execute("BEGIN") { _ in }
    }

    private func beginSavepoint(before statement: String) throws -> Bool {
        let mode = variables["ON_ERROR_ROLLBACK"]
        guard mode == "on" || (mode == "interactive" && isInteractive), session.transactionStatus == .inTransaction
        else {
            return false
        }
        let first = statement.prefix { $0.isLetter }.lowercased()
        guard !["commit", "end", "rollback", "abort", "savepoint", "release"].contains(first) else { return false }
        try session.execute("SAVEPOINT vecdb_statement") { _ in }
        return true
    }

    private func confirm(_ statement: String) -> Bool {
        flushAll()
        writeError(
            "***(Single step mode: verify command)*******************************************\n\(statement)\n"
                + "***(press return to proceed or enter x and return to cancel)********************\n")
        guard let answer = readLine() else { return false }
        return !answer.hasPrefix("x")
    }

    // MARK: - Results

    /// Shows a table of rows, a command's tag, or both (`INSERT … RETURNING`).
    func show(_ result: StatementResult, on channel: OutputChannel, _ settings: PrintSettings) {
        if let columns = result.columns {
            let null = settings.null
            let table = PrintTable(
                headers: columns.map(\.name), rightAligned: columns.map(\.isRightAligned),
                rows: result.rows.map { row in row.map { $0 ?? null } })
            write(table.formatted(settings, screenColumns: System.terminalSize()?.columns), on: channel)
            if result.tag.hasPrefix("SELECT") || !Self.isDataChange(result.tag) { return }
        }
        // Rows that a COPY wrote here speak for themselves.
        if result.tag.hasPrefix("COPY"), copy.takeWroteToOutput() { return }
        if !variables.flag("QUIET"), !result.tag.isEmpty { channel.write(result.tag + "\n") }
    }

    private static func isDataChange(_ tag: String) -> Bool {
        ["INSERT", "UPDATE", "DELETE", "MERGE"].contains { tag.hasPrefix($0) }
    }

    /// Writes a result, through the pager when a person looks at it and it is longer than the screen.
    func write(_ text: String, on channel: OutputChannel) {
        guard channel.isStandardOutput, isInteractive, settings.pager, System.isTerminal(0),
            let size = System.terminalSize(),
            let pager = pagerCommand, text.utf8.count(where: { $0 == 0x0A }) >= size.rows,
            let pipe = try? OutputChannel(path: "|" + pager)
        else {
            channel.write(text)
            return
        }
        flushAll()
        pipe.write(text)
        pipe.close()
    }

    private var pagerCommand: String? {
        let pager = System.environment("PSQL_PAGER") ?? System.environment("PAGER") ?? "less -FRSX"
        return pager.isEmpty ? nil : pager
    }

    private func assign(_ result: StatementResult, prefix: String) throws {
        guard let columns = result.columns else { return }
        guard let row = result.rows.first else { throw ShellError("no rows returned for \\gset") }
        guard result.rows.count == 1 else { throw ShellError("more than one row returned for \\gset") }
        for (column, value) in zip(columns, row) {
            if let value {
                try variables.set(prefix + column.name, value)
            } else {
                variables.unset(prefix + column.name)
            }
        }
    }

    private static func rowCount(_ tag: String) -> Int { tag.split(separator: " ").last.flatMap { Int($0) } ?? 0 }

    /// psql's line on a statement's time.
    static func timing(_ seconds: Double) -> String {
        let milliseconds = seconds * 1000
        var text = "Time: \(fixed(milliseconds, 3)) ms"
        guard seconds >= 1 else { return text }
        let minutes = Int(seconds / 60) % 60
        let hours = Int(seconds / 3600) % 24
        let days = Int(seconds / 86_400)
        let rest = fixed(seconds.truncatingRemainder(dividingBy: 60), 3)
        let padded = rest.utf8.count < 6 ? "0" + rest : rest
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        if days > 0 {
            text += " (\(days) d \(two(hours)):\(two(minutes)):\(padded))"
        } else if hours > 0 {
            text += " (\(two(hours)):\(two(minutes)):\(padded))"
        } else {
            text += " (\(two(minutes)):\(padded))"
        }
        return text
    }

    /// With so many digits behind the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
    }
}
