import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the data of a running COPY comes from and goes to: the script or terminal itself, or `\copy`'s file.
struct CopyEndpoints {
    /// `\copy … FROM file`: the open file or command.
    var source: UnsafeMutablePointer<FILE>?
    /// `\copy … TO file`.
    var target: OutputChannel?
    /// Whether data of the script or terminal is being read, and whether its end was met.
    var hasBegun = false
    var isFinished = false
    private var wroteToOutput = false

    /// A statement begins, and no data has been read for it.
    mutating func begin() {
        hasBegun = false
        isFinished = false
        wroteToOutput = false
    }

    mutating func noteWroteToOutput() { wroteToOutput = true }

    /// Whether rows went to the place of results since the last call.
    mutating func takeWroteToOutput() -> Bool {
        defer { wroteToOutput = false }
        return wroteToOutput
    }
}

extension Shell {
    /// The next piece of a `COPY … FROM STDIN`'s data, nil at its end (`\.` or the end of the input).
    func nextCopyData() throws -> [UInt8]? {
        if copy.isFinished { return nil }
        if let source = copy.source {
            var block = [UInt8](repeating: 0, count: 1 << 18)
            let count = fread(&block, 1, block.count, source)
            guard count > 0 else { return nil }
            return count == block.count ? block : Array(block[..<count])
        }
        guard let input = inputs.last else { return nil }
        if lastStatementIsBinaryCopy, let file = input as? FileInput { return file.readBlock() }
        if input.isInteractive, !copy.hasBegun {
            standardOutput.write(
                "Enter data to be copied followed by a newline.\n"
                    + "End with a backslash and a period on a line by itself, or an EOF signal.\n")
        }
        copy.hasBegun = true
        flushAll()
        switch input.readLine(prompt: input.isInteractive ? variables["PROMPT3"] ?? ">> " : "") {
        case .line(let line):
            if line.elementsEqual("\\.".utf8) {
                copy.isFinished = true
                return nil
            }
            return line + [0x0A]
        case .interrupted: throw VecDBError(.queryCanceled, "COPY from stdin failed: canceled by user")
        case .endOfInput:
            copy.isFinished = true
            return nil
        }
    }

    /// What a failed COPY has left of its data in a script is no statement: it is read up to its end.
    func skipCopyData() {
        guard copy.hasBegun, !isInteractive else { return }
        while let data = try? nextCopyData(), !data.isEmpty {}
    }

    func writeCopyData(_ bytes: [UInt8]) throws {
        if let target = copy.target {
            target.write(bytes)
        } else {
            copy.noteWroteToOutput()
            output.write(bytes)
        }
    }

    private var lastStatementIsBinaryCopy: Bool {
        lastStatement.lowercased().contains("binary")
    }

    /// `\copy`: a COPY whose file is read or written here, with the shell's own rights; false when it failed.
    func runCopy(_ text: String) -> Bool {
        let command: CopyCommand
        do {
            command = try CopyCommand(text)
        } catch {
            report("\\copy: " + ((error as? ShellError)?.message ?? String(describing: error)))
            return false
        }
        copy = CopyEndpoints()
        defer { copy = CopyEndpoints() }
        switch (command.direction, command.place) {
        case (_, .standard): break
        case (.from, .file(let path)):
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                report("\(path): cannot copy from/to a directory")
                return false
            }
            guard let file = fopen(path, "r") else {
                report("\(path): \(System.errorMessage)")
                return false
            }
            copy.source = file
        case (.from, .program(let program)):
            guard let pipe = popen(program, "r") else {
                report("could not execute command \"\(program)\": \(System.errorMessage)")
                return false
            }
            copy.source = pipe
        case (.to, .file(let path)):
            guard let channel = try? OutputChannel(path: path) else {
                report("\(path): \(System.errorMessage)")
                return false
            }
            copy.target = channel
        case (.to, .program(let program)):
            guard let channel = try? OutputChannel(path: "|" + program) else {
                report("could not execute command \"\(program)\": \(System.errorMessage)")
                return false
            }
            copy.target = channel
        }
        let succeeded = send(command.statement)
        copy.target?.close()
        if let source = copy.source {
            if case .program = command.place { pclose(source) } else { fclose(source) }
        }
        return succeeded
    }
}

/// `\copy`'s own words, taken apart: `table (columns) | (query)`, from or to, a place, options.
struct CopyCommand {
    enum Direction: String { case from, to }
    enum Place {
        case standard
        case file(String)
        case program(String)
    }

    let direction: Direction
    let place: Place
    /// The COPY statement that does it, over the session's own data stream.
    let statement: String

    /// Throws a ``ShellError`` when something is missing.
    init(_ text: String) throws {
        let words = Self.words(text)
        guard !words.isEmpty else { throw ShellError("arguments required") }
        guard
            let keyword = words.indices.dropFirst().first(where: { Direction(rawValue: words[$0].lowercased()) != nil }
            ),
            let direction = Direction(rawValue: words[keyword].lowercased()), keyword + 1 < words.count
        else { throw ShellError("parse error at \(words.last.map { "\"\($0)\"" } ?? "end of line")") }
        self.direction = direction
        var next = keyword + 1
        switch words[next].lowercased() {
        case "stdin", "stdout", "pstdin", "pstdout": place = .standard
        case "program":
            next += 1
            guard next < words.count, words[next].hasPrefix("'") else { throw ShellError("parse error at end of line") }
            place = .program(Self.unquoted(words[next]))
        default: place = .file(Self.unquoted(words[next]))
        }
        let target = words[..<keyword].joined(separator: " ")
        let options = words[(next + 1)...].joined(separator: " ")
        let stream = direction == .from ? "FROM STDIN" : "TO STDOUT"
        statement = "COPY \(target) \(stream) \(options)"
    }

    /// The words apart by white space; a parenthesis group or a quoted text is one.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var depth = 0
        var quote: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let open = quote {
                word.unicodeScalars.append(scalar)
                if scalar == open { quote = nil }
                continue
            }
            if scalar == "'" || scalar == "\"" { quote = scalar }
            if scalar == "(" { depth += 1 }
            if scalar == ")" { depth -= 1 }
            if depth == 0, quote == nil, scalar == " " || scalar == "\t" || scalar == "\n" {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func unquoted(_ word: String) -> String {
        guard word.hasPrefix("'"), word.hasSuffix("'"), word.utf8.count >= 2 else { return word }
        return word.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false).joined(
            separator: "'")
    }
}
