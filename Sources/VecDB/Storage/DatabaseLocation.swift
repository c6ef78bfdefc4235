import CSQLite
import Synchronization
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a database is, in SQLite's words.
struct DatabaseLocation: Hashable, Sendable {
    /// What people call it: the path as given, or `:memory:`.
    var name: String
    /// A path, or a `file:` URI.
    var uri: String
    var flags: Int32
    /// Whether the medium cannot change, so that neither locks nor a WAL are needed.
    var isImmutable = false

    private static let memoryNumber = Atomic<Int>(0)

    static func memory() -> DatabaseLocation {
        // A failure shows itself when SQLite does not find the file system.
        _ = MemoryFileSystem.registration
        let number = memoryNumber.wrappingAdd(1, ordering: .relaxed).newValue
        return DatabaseLocation(
            name: ":memory:", uri: "file:/\(number)?vfs=\(MemoryFileSystem.name)",
            flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI)
    }

    static func file(_ path: String, mode: DatabaseOptions.Mode) -> DatabaseLocation {
        let flags =
            switch mode {
            case .readWriteCreate: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readWrite: SQLITE_OPEN_READWRITE
            case .readOnly: SQLITE_OPEN_READONLY
            }
        // Never a bare name that SQLite could take for a URI or for ":memory:". Where symbolic links lead somewhere, the name is the one at their end, by
        // which SQLite names its log.
        let safe = FileStatus.resolved(path) ?? (path.hasPrefix("/") ? path : "./" + path)
        return DatabaseLocation(name: path, uri: safe, flags: flags)
    }

    /// The file's path, which SQLite derives the names of its companions from.
    var path: String { isImmutable ? (FileStatus.resolved(name) ?? name) : uri }
    var walPath: String { path + "-wal" }

    /// The name that ``MemoryFileSystem`` knows it by.
    var memoryFileName: String { String(uri.dropFirst("file:".count).prefix { $0 != "?" }) }

    /// The same file as one that nobody changes.
    var immutable: DatabaseLocation {
        var escaped = ""
        for byte in uri.utf8 {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
                escaped += "%" + String(byte, radix: 16)
            case 0..<0x80: escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%" + String(byte, radix: 16)
            }
        }
        var location = self
        location.uri = "file:\(escaped)?immutable=1"
        location.flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        location.isImmutable = true
        return location
    }
}

/// Device and inode: two paths of one file have the same.
struct FileIdentity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64

    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
    }
}

enum FileStatus {
    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
    static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
    static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
    /// How many names a file has.
    static func linkCount(_ path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_nlink) : 0
    }
    /// The absolute path without symbolic links; nil when there is no such file, or its path is not UTF-8.
    static func resolved(_ path: String) -> String? {
        // No path of the system holds one; the text before it would be another file's.
        if path.isEmpty || path.utf8.contains(0) { return nil }
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(validatingCString: found)
    }
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
