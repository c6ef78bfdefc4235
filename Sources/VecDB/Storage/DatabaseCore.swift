import Synchronization
import VectorTypes

/// What all `Database` values of one file in this process share: connections, the writers' queue, the checkpointer, resident vectors.
package final class DatabaseCore: Sendable {
    package let path: String?
    package let options: DatabaseOptions

    init(path: String?, options: DatabaseOptions) throws {
        self.path = path
        self.options = options
    }

    package func connect() throws -> Connection { throw VecDBError(.featureNotSupported, "not there yet") }

    /// Runs `body` on a pooled connection in a read transaction (one snapshot).
    package func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        throw VecDBError(.featureNotSupported, "not there yet")
    }
    /// Runs `body` in a write transaction: committed when it returns, rolled back when it throws.
    package func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        throw VecDBError(.featureNotSupported, "not there yet")
    }
    /// The one object of a type that other layers keep for this file (resident vectors and so on).
    package func shared<Object: AnyObject & Sendable>(_ type: Object.Type, make: () -> Object) -> Object {
        shelf.withLock { shelf in
            if let kept = shelf[ObjectIdentifier(type)] as? Object { return kept }
            let object = make()
            shelf[ObjectIdentifier(type)] = object
            return object
        }
    }
    private let shelf = Mutex<[ObjectIdentifier: any AnyObject & Sendable]>([:])

    /// Called after every commit of this process that wrote (on the committing thread: be quick).
    package func addCommitObserver(_ observer: @escaping @Sendable () -> Void) {}
}
