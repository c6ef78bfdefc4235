import VectorIndexes
import VectorTypes

/// Work that may block or compute for long, done for an `async` caller on a thread of its own.
///
/// Swift's cooperative threads are few and must not block, so the caller suspends and a thread of a pool does the work. When
/// the caller's task is cancelled, the connection that is at work is interrupted: SQLite's loops and ours end with 57014,
/// which becomes `CancellationError`.
final class BlockingWork: Sendable {
    private struct State {
        var isCancelled = false
        var interrupt: InterruptHandle?
    }
    private let state = ConditionLock(State())

    /// Most threads wait for a lock or the disk; those that compute are slowed down by each other anyway.
    private static let pool = ThreadPool(width: 64)

    static func run<Result: Sendable>(
        _ body: @escaping @Sendable (BlockingWork) throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        let work = BlockingWork()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
                pool.submit {
                    do {
                        try work.check()
                        continuation.resume(returning: try body(work))
                    } catch {
                        continuation.resume(throwing: work.explain(error))
                    }
                }
            }
        } onCancel: {
            work.cancel()
        }
    }

    /// Runs `body`, which uses the connection, so that a cancellation reaches it.
    func watch<Result>(_ connection: Connection, _ body: () throws -> Result) throws -> Result {
        try state.withLock { state in
            if state.isCancelled { throw CancellationError() }
            state.interrupt = connection.interrupt
        }
        defer {
            state.withLock { $0.interrupt = nil }
            connection.interrupt.reset()
        }
        return try body()
    }

    private func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.interrupt?.cancel()
        }
    }

    private func check() throws {
        if state.withLock({ $0.isCancelled }) { throw CancellationError() }
    }

    private func explain(_ error: any Error) -> any Error {
        guard let known = error as? VecDBError, known.sqlState == .queryCanceled,
            state.withLock({ $0.isCancelled })
        else { return error }
        return CancellationError()
    }
}
