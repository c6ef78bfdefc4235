import Synchronization

/// The statement that a thread works for: whether it should stop, and how much memory it may hold.
///
/// Loops over input of any size stand in every layer: a regular expression over a long text, an array that grows, a
/// sort. Each asks the statement it works for every few milliseconds, through a ``WorkMeter``; what holds memory for
/// longer than one call takes it out of the statement's budget with a ``MemoryCharge``. The statement is bound to the
/// thread (``current``), so that pure functions need no argument for it; outside a statement there is no limit.
package final class StatementWork: Sendable {
    @TaskLocal package static var current: StatementWork?

    /// Bytes that the statement may hold at one time.
    package let memoryLimit: Int
    private let held = Atomic<Int>(0)
    private let stopReason: @Sendable () -> VecDBError?

    /// - Parameter stopReason: The error with which the statement should end, if it should; quick, callable from any thread.
    package init(memoryLimit: Int = .max, stopReason: @escaping @Sendable () -> VecDBError? = { nil }) {
        self.memoryLimit = memoryLimit
        self.stopReason = stopReason
    }

    /// The error with which the statement should end, if somebody cancelled it or its time is over.
    package var stopError: VecDBError? { stopReason() }

    /// - Throws: 57014 when somebody cancelled the statement or its time is over.
    package func check() throws {
        if let error = stopReason() { throw error }
    }

    /// Asks the statement of this thread, if there is one.
    package static func check() throws { try current?.check() }

    /// Bytes held at present.
    package var memoryHeld: Int { held.load(ordering: .relaxed) }

    /// Whether the statement may hold `bytes` more.
    ///
    /// - Throws: 53200 when that is over its budget.
    package func checkMemory(_ bytes: Int) throws {
        let (sum, overflow) = memoryHeld.addingReportingOverflow(bytes)
        if overflow || sum > memoryLimit { throw outOfMemory(bytes) }
    }

    fileprivate func take(_ bytes: Int) throws {
        let sum = held.wrappingAdd(bytes, ordering: .relaxed).newValue
        if sum < 0 || sum > memoryLimit {
            giveBack(bytes)
            throw outOfMemory(bytes)
        }
    }

    fileprivate func giveBack(_ bytes: Int) { held.wrappingSubtract(bytes, ordering: .relaxed) }

    private func outOfMemory(_ bytes: Int) -> VecDBError {
        VecDBError(
            .outOfMemory, "out of memory",
            detail: "Failed on request of size \(bytes): the statement may hold \(memoryLimit) bytes.",
            hint: "Raise \"vecdb.statement_memory\".")
    }
}

/// Memory that something holds out of its statement's budget, given back when this value's last owner is gone.
package final class MemoryCharge: Sendable {
    private let work: StatementWork?
    private let held = Atomic<Int>(0)

    /// An empty charge on the statement of this thread.
    package init() { work = StatementWork.current }

    deinit { work?.giveBack(held.load(ordering: .relaxed)) }

    /// - Throws: 53200 when `bytes` more are over the statement's budget; the charge is then as before.
    package func add(_ bytes: Int) throws {
        guard let work, bytes > 0 else { return }
        try work.take(bytes)
        held.wrappingAdd(bytes, ordering: .relaxed)
    }

    package var bytes: Int { held.load(ordering: .relaxed) }
}

/// Counts the steps of a loop and asks its statement now and then whether to stop: `try meter.count()` in each turn.
package struct WorkMeter {
    private let interval: Int
    private var remaining: Int

    /// - Parameter interval: Steps between two questions: about a millisecond's worth.
    package init(every interval: Int = 10_000) {
        self.interval = max(1, interval)
        remaining = self.interval
    }

    /// - Throws: 57014 when the statement should stop.
    @inline(__always)
    package mutating func count(_ steps: Int = 1) throws {
        remaining &-= steps
        if remaining <= 0 { try ask() }
    }

    @inline(never)
    private mutating func ask() throws {
        remaining = interval
        try StatementWork.check()
    }
}
