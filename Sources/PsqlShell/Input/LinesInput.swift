/// Lines that a program gives.
final class LinesInput: InputSource {
    let name: String? = nil
    let isInteractive = false
    private(set) var lineNumber = 0
    private var rest: ArraySlice<[UInt8]>

    init(_ lines: [[UInt8]]) { rest = lines[...] }

    func readLine(prompt: String) -> InputLine {
        guard let line = rest.popFirst() else { return .endOfInput }
        lineNumber += 1
        return .line(line)
    }
}

extension Shell {
    /// Runs lines on a database in memory, for programs that test the shell.
    package static func run(lines: [[UInt8]]) throws {
        let shell = try Shell(path: nil, settings: PrintSettings(), sessionSettings: ["statement_timeout": "2s"])
        shell.run(LinesInput(lines))
    }
}
