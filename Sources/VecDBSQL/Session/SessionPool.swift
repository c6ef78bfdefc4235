import VecDB
import VectorIndexes

/// Idle sessions of one database, for ``Database/query(_:_:)``: opening one registers hundreds of functions.
final class SessionPool: Sendable {
    private struct Idle: @unchecked Sendable {
        // Safe because a session in the pool is used by nobody, and whoever takes it out is the only one to use it.
        let session: Session
    }

    private let idle = ConditionLock<[Idle]>([])
    private let limit = 8

    /// Runs `body` with a session of its own, and keeps the session if it is as good as new afterwards.
    func with<Result>(_ database: Database, _ body: (Session) throws -> Result) throws -> Result {
        let taken = idle.withLock { $0.popLast() }
        let session = try taken?.session ?? Session(database)
        let result: Result
        do {
            result = try body(session)
        } catch {
            if session.isPristine { keep(session) }
            throw error
        }
        if session.isPristine { keep(session) }
        return result
    }

    private func keep(_ session: Session) {
        let entry = Idle(session: session)
        idle.withLock { if $0.count < limit { $0.append(entry) } }
    }
}

extension Session {
    /// Whether nothing of what was done in it would be seen by its next user.
    fileprivate var isPristine: Bool {
        block.state == .none && settings.isUntouched && prepared.isEmpty && cursors.isEmpty && lastSequence == nil
            && sequenceValues.isEmpty
    }
}
