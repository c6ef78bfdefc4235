import CSQLite
import Synchronization
import VectorIndexes

/// Cancels what a connection is doing, from any thread, also after the connection is gone.
package final class InterruptHandle: Sendable {
    private struct Target: @unchecked Sendable {
        // Safe because the pointer is only used for sqlite3_interrupt, under the mutex, and cleared before it is closed.
        var handle: OpaquePointer?
    }
    private let target: ConditionLock<Target>
    private let cancelled = Atomic<Bool>(false)

    init(_ handle: OpaquePointer) { target = ConditionLock(Target(handle: handle)) }

    /// Asks the running statement to stop with 57014; stays asked until ``reset()``.
    package func cancel() {
        cancelled.store(true, ordering: .releasing)
        target.withLock { target in
            if let handle = target.handle { sqlite3_interrupt(handle) }
        }
    }

    /// Forgets an earlier ``cancel()``: called where a new statement of the user begins.
    package func reset() { cancelled.store(false, ordering: .releasing) }

    /// Whether ``cancel()`` was called since the last ``reset()``.
    package var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func disconnect() { target.withLock { $0.handle = nil } }
}
