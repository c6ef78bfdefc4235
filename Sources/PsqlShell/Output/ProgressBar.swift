import Synchronization
import VecDBSQL

/// A line on the terminal that tells how far a statement has come, and is erased when something else is written.
///
/// It is told from whichever thread does the work. A statement that is over within half a second shows none.
final class ProgressBar: Sendable {
    private struct State {
        var start: Double?
        var lastDrawn = 0.0
        var isVisible = false
    }

    private let state = Mutex(State())
    private static let delay = 0.5
    private static let interval = 0.1
    private static let standardError: Int32 = 2

    /// None unless standard error is a terminal.
    init?() {
        guard System.isTerminal(Self.standardError) else { return nil }
    }

    func show(_ progress: StatementProgress) {
        let now = System.monotonicSeconds()
        state.withLock { state in
            let start = state.start ?? now
            state.start = start
            guard now - start >= Self.delay, now - state.lastDrawn >= Self.interval else { return }
            state.lastDrawn = now
            state.isVisible = true
            let columns = System.terminalSize(Self.standardError)?.columns ?? 80
            Self.write("\r" + Self.line(progress, seconds: now - start, columns: columns) + "\u{1B}[K")
        }
    }

    /// Takes the line away; the next one belongs to another piece of work.
    func erase() {
        state.withLock { state in
            if state.isVisible { Self.write("\r\u{1B}[K") }
            state = State()
        }
    }

    private static func write(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { System.write($0, to: standardError) }
    }

    /// `index items_e_idx: loading tuples [=====>     ] 45% 52,496/116,659, 12 s left (210 MB)`, no longer than the
    /// terminal is wide.
    static func line(_ progress: StatementProgress, seconds: Double, columns: Int) -> String {
        let head = "\(progress.subject): \(progress.phase)"
        var tail = ""
        if let fraction = progress.fraction {
            tail = "\(Int(fraction * 100))% \(grouped(progress.done))/\(grouped(progress.total))"
            if fraction > 0.02, fraction < 1 { tail += ", \(duration(seconds / fraction - seconds)) left" }
        } else if progress.done > 0 {
            tail = grouped(progress.done)
        }
        if progress.memory > 0 { tail += " (\((progress.memory + 1_048_575) / 1_048_576) MB)" }
        // One column stays free, so that no terminal wraps the line.
        let room = columns - 1 - head.count - tail.count - 4
        let width = min(room, 40)
        guard width >= 8, let fraction = progress.fraction else {
            return String((tail.isEmpty ? head : "\(head) \(tail)").prefix(max(columns - 1, 0)))
        }
        let filled = Int(Double(width) * fraction)
        let bar = String(repeating: "=", count: max(filled - 1, 0)) + (filled > 0 ? ">" : "")
        return "\(head) [\(bar)\(String(repeating: " ", count: width - bar.count))] \(tail)"
    }

    /// With commas between thousands.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 8_640_000).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
