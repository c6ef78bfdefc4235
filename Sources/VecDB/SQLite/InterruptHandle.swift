import CSQLite
import Synchronization
import VectorIndexes
import VectorTypes

/// Why and when a connection should end what it is doing: somebody cancelled it, from any thread and also after the
/// connection is gone, or its time is over.
///
/// This is the one place that knows. SQLite asks it (its progress handler, its wait for a lock), the loops of this engine
/// ask it through `StatementWork` and `ScanControl`, and each gets the error with the true reason.
package final class InterruptHandle: Sendable {
    private struct Target: @unchecked Sendable {
        // Safe because the pointer is only used for sqlite3_interrupt, under the mutex, and cleared before it is closed.
        var handle: OpaquePointer?
    }
    private let target: ConditionLock<Target>
    private let cancelled = Atomic<Bool>(false)
    /// Nanoseconds since `origin`; the largest number means never.
    private let deadline = Atomic<Int64>(.max)
    private static let origin = ContinuousClock.now

    init(_ handle: OpaquePointer) { target = ConditionLock(Target(handle: handle)) }

    /// Asks the running statement to stop with 57014; stays asked until ``reset()``.
    package func cancel() {
        cancelled.store(true, ordering: .releasing)
        target.withLock { target in
            if let handle = target.handle { sqlite3_interrupt(handle) }
        }
    }

    /// From now on the statement has so much time; nil is any amount.
    package func setTimeLimit(_ limit: Duration?) {
        guard let limit else { return deadline.store(.max, ordering: .releasing) }
        deadline.store(Self.nanoseconds(ContinuousClock.now - Self.origin + limit), ordering: .releasing)
    }

    /// Forgets an earlier ``cancel()`` and time limit: called where a new statement of the user begins.
    package func reset() {
        cancelled.store(false, ordering: .releasing)
        deadline.store(.max, ordering: .releasing)
    }

    /// Whether the statement should stop.
    package var isCancelled: Bool { cancelled.load(ordering: .acquiring) || isLate }

    /// The error with which the statement should end, if it should.
    package var stopError: VecDBError? {
        if cancelled.load(ordering: .acquiring) {
            return VecDBError(.queryCanceled, "canceling statement due to user request")
        }
        return isLate ? VecDBError(.queryCanceled, "canceling statement due to statement timeout") : nil
    }

    private var isLate: Bool {
        let deadline = deadline.load(ordering: .acquiring)
        return deadline != .max && Self.nanoseconds(ContinuousClock.now - Self.origin) >= deadline
    }

    func disconnect() { target.withLock { $0.handle = nil } }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carried) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        // Later than anybody waits: the largest number itself means no limit.
        return overflow || carried ? .max - 1 : min(sum, .max - 1)
    }
}
