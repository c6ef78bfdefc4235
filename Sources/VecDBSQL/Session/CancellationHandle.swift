import Synchronization

/// Cancels what a session is running, from any thread or a signal handler's thread.
///
/// The statement under way fails with 57014 `canceling statement due to user request`; a session that runs nothing is
/// not affected.
public final class CancellationHandle: Sendable {
    private struct State {
        var isRunning = false
        var reason: Reason?
        var interrupt: (@Sendable () -> Void)?
    }

    enum Reason { case user, timeout }

    private let state = Mutex(State())

    init() {}

    /// Asks the statement under way to stop.
    public func cancel() { cancel(.user) }

    func cancel(_ reason: Reason) {
        let interrupt = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.isRunning else { return nil }
            state.reason = reason
            return state.interrupt
        }
        interrupt?()
    }

    /// Says how a running statement is interrupted.
    func onCancel(_ interrupt: @escaping @Sendable () -> Void) { state.withLock { $0.interrupt = interrupt } }

    /// A statement starts: cancellations from now on are for it.
    func begin() {
        state.withLock {
            $0.isRunning = true
            $0.reason = nil
        }
    }

    /// The statement is over; returns why it was cancelled, if it was.
    func end() -> Reason? {
        state.withLock { state in
            state.isRunning = false
            defer { state.reason = nil }
            return state.reason
        }
    }

    /// Why the statement under way should stop, if it should.
    var reason: Reason? { state.withLock { $0.reason } }
}
