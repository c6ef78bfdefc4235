import CLineEdit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What came of asking for a line.
enum InputLine {
    case line([UInt8])
    case endOfInput
    /// Ctrl-C at the prompt: what was typed is to be forgotten.
    case interrupted
}

/// Where statements and commands come from: a script, standard input, or a person at the prompt.
protocol InputSource: AnyObject {
    /// The name that messages carry (`script.sql:3: …`), nil for standard input.
    var name: String? { get }
    var lineNumber: Int { get }
    var isInteractive: Bool { get }
    func readLine(prompt: String) -> InputLine
}

/// The one buffered reader of standard input: scripts, the prompt and COPY's data share what it has read ahead.
private enum StandardInput {
    nonisolated(unsafe) static let stream = fdopen(STDIN_FILENO, "r")
}

/// A script, or standard input that is no terminal.
final class FileInput: InputSource {
    let name: String?
    let isInteractive = false
    private(set) var lineNumber = 0
    private let file: UnsafeMutablePointer<FILE>?
    private let closes: Bool

    /// Standard input, named only when a script was asked for as `-`.
    init(standardInputNamed name: String? = nil) {
        file = StandardInput.stream
        closes = false
        self.name = name
    }

    /// Throws a ``ShellError`` when the file cannot be read.
    init(path: String) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw ShellError("\(path): Is a directory")
        }
        guard let file = fopen(path, "r") else { throw ShellError("\(path): \(System.errorMessage)") }
        self.file = file
        closes = true
        name = path
    }

    deinit {
        if closes, let file { fclose(file) }
    }

    func readLine(prompt: String) -> InputLine {
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        guard let file else { return .endOfInput }
        let count = getline(&buffer, &capacity, file)
        guard count >= 0, let buffer else { return .endOfInput }
        lineNumber += 1
        var line = UnsafeRawBufferPointer(start: buffer, count: count).map { $0 }
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        if lineNumber == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        return .line(line)
    }

    /// The next block of bytes as they are: the data of a binary COPY.
    func readBlock() -> [UInt8]? {
        guard let file else { return nil }
        var block = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&block, 1, block.count, file)
        return count > 0 ? Array(block[..<count]) : nil
    }
}

/// A terminal: lines are edited and remembered by libedit, or read plainly with `-n`.
final class TerminalInput: InputSource {
    let name: String? = nil
    let isInteractive = true
    private(set) var lineNumber = 0
    private let editor: LineEditor?

    init(editor: LineEditor?) { self.editor = editor }

    func readLine(prompt: String) -> InputLine {
        lineNumber += 1
        if let editor { return editor.readLine(prompt: prompt) }
        _ = Array(prompt.utf8).withUnsafeBytes { System.write($0, to: STDOUT_FILENO) }
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        Interrupt.shared.beginPrompt()
        defer { Interrupt.shared.endPrompt() }
        guard let stream = StandardInput.stream else { return .endOfInput }
        let count = getline(&buffer, &capacity, stream)
        guard count >= 0, let buffer else {
            clearerr(stream)
            return Interrupt.shared.takePromptInterruption() ? .interrupted : .endOfInput
        }
        var line = UnsafeRawBufferPointer(start: buffer, count: count).map { $0 }
        if line.last == 0x0A { line.removeLast() }
        return .line(line)
    }
}
