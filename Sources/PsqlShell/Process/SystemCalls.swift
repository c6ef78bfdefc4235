#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the shell needs of the operating system, as Swift values: files, pipes, the environment, the terminal.
enum System {
    /// The words of the last system error.
    static var errorMessage: String { String(cString: strerror(errno)) }

    static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(cString: value)
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The terminal's size, nil when standard output (or the other stream) is none.
    static func terminalSize(_ descriptor: Int32 = STDOUT_FILENO) -> (rows: Int, columns: Int)? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    /// Seconds on a clock that only goes forward.
    static func monotonicSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Writes all of `bytes`, going on where an interruption cut it short; false when the receiver is gone.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            guard let base = bytes.baseAddress else { return true }
            #if canImport(Glibc)
                let written = Glibc.write(descriptor, base + offset, bytes.count - offset)
            #elseif canImport(Musl)
                let written = Musl.write(descriptor, base + offset, bytes.count - offset)
            #else
                let written = Darwin.write(descriptor, base + offset, bytes.count - offset)
            #endif
            if written < 0 {
                if errno == EINTR { continue }
                return false
            }
            offset += written
        }
        return true
    }

    /// A file's bytes. Throws a ``ShellError`` with the system's words.
    static func readFile(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw ShellError("\(path): \(errorMessage)") }
        defer { fclose(file) }
        return try readAll(file, path)
    }

    static func readAll(_ file: UnsafeMutablePointer<FILE>, _ name: String) throws -> [UInt8] {
        var content: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&block, 1, block.count, file)
            content += block[..<count]
            if count < block.count {
                guard ferror(file) == 0 else { throw ShellError("\(name): \(errorMessage)") }
                return content
            }
        }
    }

    /// What a shell command prints, its last line feed taken off; nil when it fails.
    static func output(of command: String) -> String? {
        guard let pipe = popen(command, "r") else { return nil }
        let content = try? readAll(pipe, command)
        guard pclose(pipe) == 0, var bytes = content else { return nil }
        if bytes.last == 0x0A { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Runs a command in the user's shell and waits for it; its exit status.
    @discardableResult
    static func run(_ command: String) -> Int32 {
        let shell = environment("SHELL") ?? "/bin/sh"
        let line = command.isEmpty ? "exec \(shell)" : command
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(line), nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ) == 0 else { return 127 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
}

/// A mistake in how the shell itself was used: an unknown option, a file that is not there.
struct ShellError: Error {
    let message: String
    init(_ message: String) { self.message = message }
}
