import TestSupport

/// What a disk was given, in order, and what a power failure may leave of it.
///
/// A file's bytes are safe once a sync of it has returned. Until then a write may have arrived, not, or only some of its sectors, whatever became of
/// earlier and later ones; so may a truncation or a deletion. (Sectors of which nothing was written stay as they were: SQLite relies on that too,
/// `SQLITE_IOCAP_POWERSAFE_OVERWRITE`.) A new file's name is safe at once; a deletion when the directory has been synced, which the system's VFS does when it
/// deletes (if SQLite asks for it) and when it syncs a new journal or WAL for the first time.
public struct DiskRecord: Sendable {
    enum Event: Sendable {
        case write(path: String, offset: Int, bytes: [UInt8])
        case truncate(path: String, size: Int)
        case sync(path: String, withDirectory: Bool)
        case delete(path: String, isSynced: Bool)
        case acknowledged(Int)
    }
    var events: [Event] = []

    public init() {}

    public var count: Int { events.count }

    /// The last step that was acknowledged before an event; nil: none.
    public func acknowledged(before event: Int) -> Int? {
        for case .acknowledged(let step) in events[..<event].reversed() { return step }
        return nil
    }

    /// The files as they may be found when the power fails before an event.
    public func image(before event: Int, _ random: inout SeededGenerator) -> [String: [UInt8]] {
        var files: [String: RecordedFile] = [:]
        for event in events[..<event] {
            switch event {
            case .write(let path, let offset, let bytes):
                files[path, default: RecordedFile()].change(.write(offset: offset, bytes: bytes))
            case .truncate(let path, let size): files[path, default: RecordedFile()].change(.truncate(size: size))
            case .sync(let path, let withDirectory):
                files[path]?.sync()
                if withDirectory { files = files.filter { !$0.value.isDeleted } }
            case .delete(let path, let isSynced):
                if isSynced { files[path] = nil } else { files[path]?.isDeleted = true }
            case .acknowledged: break
            }
        }
        // Nothing, everything, or a share of what is not synced.
        let shares: [Double] = [0, 1, 0.5, 0.1, 0.9]
        let share = shares.randomElement(using: &random) ?? 0.5
        var image: [String: [UInt8]] = [:]
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            if file.isDeleted, Double.random(in: 0..<1, using: &random) < share { continue }
            image[path] = file.remains(share: share, &random)
        }
        return image
    }
}

/// One file of a record: what is safe, and what came after.
private struct RecordedFile {
    enum Change {
        case write(offset: Int, bytes: [UInt8])
        case truncate(size: Int)
    }
    private static let sector = 512

    private var safe: [UInt8] = []
    private var unsynced: [Change] = []
    var isDeleted = false

    mutating func change(_ change: Change) {
        // A file of that name begins anew.
        if isDeleted { self = RecordedFile() }
        unsynced.append(change)
    }

    mutating func sync() {
        for change in unsynced { Self.apply(change, to: &safe) }
        unsynced = []
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .write(let offset, let new):
            if bytes.count < offset + new.count {
                bytes.append(contentsOf: repeatElement(0, count: offset + new.count - bytes.count))
            }
            bytes.replaceSubrange(offset..<(offset + new.count), with: new)
        case .truncate(let size): if size < bytes.count { bytes.removeSubrange(size...) }
        }
    }

    /// What is found of it when each unsynced change has arrived with the probability `share`, and every fourth of them torn.
    func remains(share: Double, _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = safe
        for change in unsynced {
            guard Double.random(in: 0..<1, using: &random) < share else { continue }
            guard case .write(let offset, let new) = change, share < 1, UInt8.random(in: 0..<4, using: &random) == 0
            else {
                Self.apply(change, to: &bytes)
                continue
            }
            var start = 0
            while start < new.count {
                let end = min(new.count, start + Self.sector - (offset + start) % Self.sector)
                if Bool.random(using: &random) {
                    Self.apply(.write(offset: offset + start, bytes: Array(new[start..<end])), to: &bytes)
                }
                start = end
            }
        }
        return bytes
    }
}
