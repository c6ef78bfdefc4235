/// A call of the file system that fails.
public struct Fault: Sendable, CustomStringConvertible {
    /// What SQLite asks of files.
    public enum Operation: String, CaseIterable, Sendable {
        case open, read, write, sync, truncate, size, lock, delete, access, sharedMemory
    }
    /// How it fails.
    public enum Kind: String, CaseIterable, Sendable {
        /// The device does not answer (EIO).
        case error
        /// The device is full (ENOSPC), before the first byte.
        case full
        /// The device is full, half-way.
        case short
        /// Another process has it locked.
        case busy
        /// There is no memory for it.
        case outOfMemory
    }

    public var operation: Operation
    /// Which of these calls, counted from 1.
    public var call: Int
    public var kind: Kind
    /// Whether all calls after it fail too, until ``FaultyDisk/heal()``.
    public var isPersistent: Bool

    public init(_ operation: Operation, call: Int, _ kind: Kind = .error, isPersistent: Bool = false) {
        self.operation = operation
        self.call = call
        self.kind = kind
        self.isPersistent = isPersistent
    }

    public var description: String {
        "\(operation.rawValue) \(call) \(kind.rawValue)\(isPersistent ? " and all after it" : "")"
    }

    /// The kinds that an operation can fail with.
    public static func kinds(of operation: Operation) -> [Kind] {
        switch operation {
        case .write: [.error, .full, .short]
        case .lock: [.error, .busy]
        case .open, .sharedMemory: [.error, .outOfMemory]
        case .truncate: [.error, .full]
        case .read, .sync, .size, .delete, .access: [.error]
        }
    }
}
