import CSQLite
import Foundation
import Synchronization

/// A disk that fails when it is told to, and remembers what it was given: a SQLite VFS around the system's own.
///
/// ```swift
/// let disk = try FaultyDisk()
/// var options = DatabaseOptions()
/// options.fileSystem = disk.name
/// disk.arm(Fault(.write, call: 7))
/// ```
/// All files of the database go through it: the database, its WAL, rollback journals, temporary files. Memory that connections share is passed through.
/// Nothing waits for the real disk: a sync is only noted. Every disk has a name of its own, so that tests may run beside each other.
public final class FaultyDisk: Sendable {
    struct State {
        var fault: Fault?
        var counts: [Fault.Operation: Int] = [:]
        var fired = 0
        var record: DiskRecord?
    }
    private static let number = Atomic<Int>(0)

    /// What SQLite knows it by.
    public let name: String
    let state = Mutex(State())

    /// Registers the disk with SQLite. It stays registered for the life of the process: files may outlive the test.
    public init() throws {
        name = "vecdb-fault-\(Self.number.wrappingAdd(1, ordering: .relaxed).newValue)"
        let code = registerFileSystem(of: self)
        if code != SQLITE_OK { throw RegistrationFailed(code: code) }
    }

    struct RegistrationFailed: Error { var code: Int32 }

    /// From now on the given call fails; calls are counted from here.
    public func arm(_ fault: Fault) {
        state.withLock { state in
            state.fault = fault
            state.counts = [:]
            state.fired = 0
        }
    }

    /// From now on nothing fails.
    public func heal() { state.withLock { $0.fault = nil } }

    /// How many calls have failed since ``arm(_:)``.
    public var fired: Int { state.withLock { $0.fired } }

    /// Calls of each operation since ``arm(_:)``, or from the beginning.
    public var counts: [Fault.Operation: Int] { state.withLock { $0.counts } }

    /// Counts a call; the fault, if this is the one to fail.
    func failure(of operation: Fault.Operation) -> Fault.Kind? {
        state.withLock { state in
            state.counts[operation, default: 0] += 1
            guard let fault = state.fault, fault.operation == operation, let count = state.counts[operation],
                fault.isPersistent ? count >= fault.call : count == fault.call
            else { return nil }
            state.fired += 1
            return fault.kind
        }
    }

    // MARK: Remembering

    /// Begins to remember what is written and synced.
    public func startRecording() { state.withLock { $0.record = DiskRecord() } }

    /// Ends it, with what was remembered.
    public func stopRecording() -> DiskRecord {
        state.withLock { state in
            defer { state.record = nil }
            return state.record ?? DiskRecord()
        }
    }

    /// Notes that everything up to here was promised to be kept: the step of a script with this number has returned.
    public func acknowledge(step: Int) { note { .acknowledged(step) } }

    func note(_ event: () -> DiskRecord.Event) {
        state.withLock { state in
            if state.record != nil { state.record?.events.append(event()) }
        }
    }
}
