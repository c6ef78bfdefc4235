import Dispatch
import VectorIndexes
import VectorTypes

/// The writers of this process, first come, first served. SQLite's own lock is taken by polling, which starves; so threads of one process queue here
/// before they ask SQLite (and there meet only other processes).
final class WriterQueue: Sendable {
    private final class Waiter: Sendable {
        let turn = DispatchSemaphore(value: 0)
    }
    private struct State {
        var isTaken = false
        var waiters: [Waiter] = []
    }
    private let state = ConditionLock(State())

    /// Waits for its turn; 55P03 after `timeout` (nil: never), 57014 when cancelled.
    func acquire(timeout: Duration?, interrupt: InterruptHandle? = nil) throws {
        let waiter: Waiter? = state.withLock { state in
            if !state.isTaken && state.waiters.isEmpty {
                state.isTaken = true
                return nil
            }
            let waiter = Waiter()
            state.waiters.append(waiter)
            return waiter
        }
        guard let waiter else { return }
        let wait = LockWait(timeout: timeout)
        while waiter.turn.wait(timeout: .now() + .milliseconds(5)) == .timedOut {
            let stopError = interrupt?.stopError ?? StatementWork.current?.stopError
            guard stopError != nil || wait.isOver else { continue }
            let wasWaiting = state.withLock { state in
                guard let index = state.waiters.firstIndex(where: { $0 === waiter }) else { return false }
                state.waiters.remove(at: index)
                return true
            }
            // Its turn came in this very moment: then it has the lock.
            if !wasWaiting { return }
            throw stopError ?? LockWait.timedOut
        }
    }

    /// Takes the lock if it is free and nobody waits.
    func tryAcquire() -> Bool {
        state.withLock { state in
            if state.isTaken { return false }
            state.isTaken = true
            return true
        }
    }

    func release() {
        state.withLock { state in
            if state.waiters.isEmpty {
                state.isTaken = false
            } else {
                state.waiters.removeFirst().turn.signal()
            }
        }
    }
}
