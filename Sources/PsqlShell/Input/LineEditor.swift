import CLineEdit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Line editing, history and completion through libedit. One in a process, used from the main thread only.
final class LineEditor {
    private let historyPath: String?
    private var lastEntry: String?

    /// - Parameter historyPath: the file that the history is read from and written to; nil keeps none.
    init(historyPath: String?) {
        self.historyPath = historyPath
        vecdb_line_edit_begin("vecdb", completeWord, " \t\n\"\\'`@$><=;|&{(,")
        vecdb_line_edit_append_character(0)
        stifle_history(2_000)
        if let historyPath { read_history(historyPath) }
    }

    /// Reads a line, without its line feed.
    func readLine(prompt: String) -> InputLine {
        Interrupt.shared.beginPrompt()
        defer { Interrupt.shared.endPrompt() }
        guard let line = readline(prompt) else {
            return Interrupt.shared.takePromptInterruption() ? .interrupted : .endOfInput
        }
        defer { free(line) }
        if Interrupt.shared.takePromptInterruption() { return .interrupted }
        return .line(UnsafeRawBufferPointer(start: line, count: strlen(line)).map { $0 })
    }

    /// Remembers a line, unless it repeats the one before.
    func remember(_ line: String) {
        guard !line.isEmpty, line != lastEntry else { return }
        lastEntry = line
        add_history(line)
    }

    func save() {
        if let historyPath { write_history(historyPath) }
    }

    @discardableResult
    func save(to path: String) -> Bool { write_history(path) == 0 }
}

/// What libedit calls for the word under the cursor; the candidates come from the shell that is running.
private let completeWord: vecdb_completer = { text, start, _ in
    vecdb_line_edit_no_default_completion()
    guard let text, let buffer = vecdb_line_edit_buffer() else { return nil }
    let word = String(cString: text)
    let before = String(decoding: UnsafeRawBufferPointer(start: buffer, count: Int(start)), as: UTF8.self)
    let candidates = Completion.current.withLock { $0?(before, word) } ?? []
    guard !candidates.isEmpty else { return nil }
    // libedit takes ownership of the array and its strings: first what all have in common, then each.
    let common = candidates.dropFirst().reduce(candidates[0]) { commonPrefix($0, $1) }
    let entries = candidates.count == 1 ? [candidates[0] + " "] : [common.isEmpty ? word : common] + candidates
    guard let memory = malloc((entries.count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride) else {
        return nil
    }
    let array = memory.bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: entries.count + 1)
    for (index, entry) in entries.enumerated() { array[index] = strdup(entry) }
    array[entries.count] = nil
    return array
}

private func commonPrefix(_ a: String, _ b: String) -> String {
    var prefix = ""
    for (x, y) in zip(a, b) {
        guard x.lowercased() == y.lowercased() else { break }
        prefix.append(x)
    }
    return prefix
}
