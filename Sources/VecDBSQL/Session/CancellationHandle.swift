import Synchronization
import VecDB

/// Cancels what a session is running, from any thread or a signal handler's thread.
///
/// The statement under way fails with 57014 `canceling statement due to user request`; a session that runs nothing is
/// not affected.
public final class CancellationHandle: Sendable {
    private let isRunning = Mutex(false)
    private let interrupt: InterruptHandle

    init(_ interrupt: InterruptHandle) { self.interrupt = interrupt }

    /// Asks the statement under way to stop.
    public func cancel() {
        // Under the lock, so that it cannot fall on the statement after this one.
        isRunning.withLock { if $0 { interrupt.cancel() } }
    }

    /// A statement starts: cancellations from now on are for it.
    func begin() {
        isRunning.withLock {
            $0 = true
            interrupt.reset()
        }
    }

    /// The statement is over, and with it what it was asked for.
    func end() {
        isRunning.withLock {
            $0 = false
            interrupt.reset()
        }
    }
}
