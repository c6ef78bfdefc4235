#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where results go: standard output, a file (`\o name`) or a command (`\o |command`).
///
/// Text is collected and written in blocks; it is flushed before anything goes to standard error, so that both in one
/// stream stand in the order in which they came about.
final class OutputChannel {
    private enum Target {
        case descriptor(Int32)
        case file(UnsafeMutablePointer<FILE>)
        case pipe(UnsafeMutablePointer<FILE>)
    }

    private let target: Target
    private var buffer: [UInt8] = []

    /// Standard output.
    init() { target = .descriptor(STDOUT_FILENO) }

    /// A file, or a command's input when the name begins with `|`. Throws a ``ShellError`` when it cannot be opened.
    init(path: String) throws {
        if path.hasPrefix("|") {
            guard let pipe = popen(String(path.dropFirst()), "w") else {
                throw ShellError("\(path): \(System.errorMessage)")
            }
            target = .pipe(pipe)
        } else {
            guard let file = fopen(path, "w") else { throw ShellError("\(path): \(System.errorMessage)") }
            target = .file(file)
        }
    }

    var isStandardOutput: Bool {
        if case .descriptor = target { return true }
        return false
    }

    func write(_ text: String) {
        buffer += Array(text.utf8)
        if buffer.count > 1 << 16 { flush() }
    }

    func write(_ bytes: [UInt8]) {
        buffer += bytes
        if buffer.count > 1 << 16 { flush() }
    }

    func flush() {
        guard !buffer.isEmpty else { return }
        let file: Int32
        switch target {
        case .descriptor(let descriptor): file = descriptor
        case .file(let stream), .pipe(let stream): file = fileno(stream)
        }
        _ = buffer.withUnsafeBytes { System.write($0, to: file) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left and closes a file or waits for a command; its exit status.
    @discardableResult
    func close() -> Int32 {
        flush()
        switch target {
        case .descriptor: return 0
        case .file(let file): return fclose(file)
        case .pipe(let pipe): return pclose(pipe)
        }
    }
}
