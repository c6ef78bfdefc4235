import Synchronization

/// One session for many inputs, since a new one takes as long as a hundred statements. Made anew now and then.
final class FuzzSessionPool: @unchecked Sendable {
    // Safe because the session is only used under the mutex.
    private let lock = Mutex(())
    private var session: FuzzSession?
    private var uses = 0

    func use(_ body: (FuzzSession) throws -> Void) throws {
        try lock.withLock { _ in
            let session = try session ?? FuzzSession()
            self.session = session
            uses += 1
            if uses % 1_000 == 0 { self.session = nil }
            try body(session)
        }
    }

    /// The same in a transaction that is rolled back, for inputs that change rows and tables.
    func useAndRollBack(_ body: (FuzzSession) throws -> Void) throws {
        try use { session in
            try session.session.execute("BEGIN") { _ in }
            defer { try? session.session.execute("ROLLBACK") { _ in } }
            try body(session)
        }
    }
}
