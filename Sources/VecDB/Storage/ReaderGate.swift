import Dispatch
import VectorIndexes
import VectorTypes

/// Counts this process's open snapshots and can hold back new ones for a moment.
///
/// SQLite starts its WAL anew only when no reader needs it. Readers that overlap without a gap would make it grow for ever; once it has grown far too large, the
/// checkpointer closes the gate until those inside are out.
final class ReaderGate: Sendable {
    private struct State {
        var inside = 0
        var isClosed = false
    }
    private let state = ConditionLock(State())

    /// Enters, after waiting a bounded time while the gate is closed.
    func enter() {
        var waited = 0
        while true {
            let isStopped = StatementWork.current?.stopError != nil
            let isInside = state.withLock { state in
                // Bounded, because the one who waits may be the one who holds an older snapshot.
                guard !state.isClosed || waited >= 200 || isStopped else { return false }
                state.inside += 1
                return true
            }
            if isInside { return }
            pause(milliseconds: 1)
            waited += 1
        }
    }

    func leave() { state.withLock { $0.inside -= 1 } }

    /// Closes the gate and waits for those inside, at most `milliseconds`; then runs `body` and opens it.
    func whileClosed(waitingAtMost milliseconds: Int, _ body: () -> Void) {
        state.withLock { $0.isClosed = true }
        defer { state.withLock { $0.isClosed = false } }
        var waited = 0
        while waited < milliseconds, state.withLock({ $0.inside > 0 }) {
            pause(milliseconds: 1)
            waited += 1
        }
        body()
    }
}

/// Sleeps on this thread.
func pause(milliseconds: Int) {
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(milliseconds))
}
