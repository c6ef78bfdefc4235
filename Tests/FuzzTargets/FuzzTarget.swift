/// What can be fuzzed: each target takes any bytes, does with them what the engine would do with input from outside, and
/// says what it should not have done.
///
/// Three callers run the same targets: `make fuzz TARGET=… SECONDS=…` under libFuzzer, which grows inputs by the code
/// that they reach; the tests, over inputs that once found something and a few random ones; and `vecdb-fuzz FILE…`,
/// which runs one input again. Whatever ends the process is a finding by itself.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// Text as SQL: parsed, deparsed, run in a session.
    case sql
    /// Texts as values of every type, to text and back.
    case literals
    /// Patterns, formats, queries and paths as arguments of the functions that take such.
    case formats
    /// The data of COPY in its three formats, in and out again.
    case copy
    /// Pages of stored indexes with any content and right checksums.
    case pages
    /// Whole database files with bytes changed.
    case file
    /// Lines for the shell.
    case shell

    /// Runs one input.
    ///
    /// - Throws: ``FuzzFinding`` when the engine did what it must not do.
    public func run(_ input: [UInt8]) throws {
        switch self {
        case .sql: try SQLTextTarget.run(input)
        case .literals: try LiteralTarget.run(input)
        case .formats: try FormatTarget.run(input)
        case .copy: try CopyTarget.run(input)
        case .pages: try PageTarget.run(input)
        case .file: try FileTarget.run(input)
        case .shell: try ShellTarget.run(input)
        }
    }

    /// Inputs to begin with, from which a fuzzer makes others.
    public var seeds: [[UInt8]] {
        switch self {
        case .sql: SQLTextTarget.seeds.map { Array($0.utf8) }
        case .literals: LiteralTarget.seeds
        case .formats: FormatTarget.seeds
        case .copy: CopyTarget.seeds
        case .shell: ShellTarget.seeds
        case .pages, .file: [[], [0, 0, 40, 1], [1, 0, 16, 255, 255, 255, 255], Array(repeating: 128, count: 64)]
        }
    }
}

/// What an input made the engine do that it must not do.
public struct FuzzFinding: Error, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
