import CSQLite
import Foundation

// The rim between SQLite's C structures and `FaultyDisk`: each method looks whether it is to fail, notes what changes the file, and hands on to the system's VFS.

/// What SQLite allocates for an open file: its base structure and ours; the system's file follows in the same piece of memory.
private struct FileBox {
    var base: sqlite3_file
    var file: Unmanaged<OpenFile>
}

/// What is known of an open file.
private final class OpenFile {
    let disk: FaultyDisk
    /// nil: a temporary file, of which nothing is left when the power fails.
    let path: String?
    /// Whether the first sync is one of the directory too: of a journal or WAL that this opening may have made.
    var isNew: Bool

    init(disk: FaultyDisk, path: String?, isNew: Bool) {
        self.disk = disk
        self.path = path
        self.isNew = isNew
    }

    func note(_ event: (String) -> DiskRecord.Event) {
        if let path { disk.note { event(path) } }
    }
}

private typealias File = UnsafeMutablePointer<sqlite3_file>

/// Memory of its own for a structure whose address SQLite keeps.
private struct Permanent<Value>: @unchecked Sendable {
    // Safe because it is filled once and then left to SQLite, which guards it by its own mutex.
    let pointer: UnsafeMutablePointer<Value>
    init(_ value: Value) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: value)
    }
}

private func opened(_ file: File) -> OpenFile {
    UnsafeMutableRawPointer(file).assumingMemoryBound(to: FileBox.self).pointee.file.takeUnretainedValue()
}

private let boxSize = (MemoryLayout<FileBox>.size + 15) / 16 * 16

/// The system's file behind ours.
private func inner(_ file: File) -> File {
    (UnsafeMutableRawPointer(file) + boxSize).assumingMemoryBound(to: sqlite3_file.self)
}

/// SQLite's extended codes of I/O errors are macros that Swift does not import.
private func ioError(_ detail: Int32) -> Int32 { SQLITE_IOERR | detail << 8 }

private func code(_ kind: Fault.Kind, _ detail: Int32) -> Int32 {
    switch kind {
    case .error: ioError(detail)
    case .full, .short: SQLITE_FULL
    case .busy: SQLITE_BUSY
    case .outOfMemory: SQLITE_NOMEM
    }
}

/// Runs `body` on the system's file, unless the operation is to fail.
private func attempt(
    _ file: File?, _ operation: Fault.Operation, _ detail: Int32, _ body: (File, sqlite3_io_methods) -> Int32?
) -> Int32 {
    guard let file, let methods = inner(file).pointee.pMethods else { return SQLITE_IOERR }
    if let kind = opened(file).disk.failure(of: operation) { return code(kind, detail) }
    return body(inner(file), methods.pointee) ?? SQLITE_IOERR
}

private func pass(_ file: File?, _ body: (File, sqlite3_io_methods) -> Int32?) -> Int32 {
    guard let file, let methods = inner(file).pointee.pMethods else { return SQLITE_IOERR }
    return body(inner(file), methods.pointee) ?? SQLITE_IOERR
}

private let methods: Permanent<sqlite3_io_methods> = {
    var methods = sqlite3_io_methods()
    // Without memory-mapped reading, which would go past us.
    methods.iVersion = 2
    methods.xClose = { file in
        let code = pass(file) { $1.xClose?($0) }
        if let file {
            UnsafeMutableRawPointer(file).assumingMemoryBound(to: FileBox.self).pointee.file.release()
            file.pointee.pMethods = nil
        }
        return code
    }
    methods.xRead = { file, buffer, count, offset in
        attempt(file, .read, 1) { $1.xRead?($0, buffer, count, offset) }
    }
    methods.xWrite = { file, bytes, count, offset in
        guard let file, let bytes else { return SQLITE_IOERR }
        var count = count
        var result = SQLITE_OK
        if let kind = opened(file).disk.failure(of: .write) {
            result = code(kind, 3)
            guard kind == .short else { return result }
            count /= 2
        }
        opened(file).note { path in
            .write(
                path: path, offset: Int(offset),
                bytes: Array(UnsafeRawBufferPointer(start: bytes, count: Int(count))))
        }
        let written = pass(file) { $1.xWrite?($0, bytes, count, offset) }
        return result == SQLITE_OK ? written : result
    }
    methods.xTruncate = { file, size in
        attempt(file, .truncate, 6) {
            if let file { opened(file).note { .truncate(path: $0, size: Int(size)) } }
            return $1.xTruncate?($0, size)
        }
    }
    methods.xSync = { file, _ in
        guard let file else { return SQLITE_IOERR }
        if let kind = opened(file).disk.failure(of: .sync) { return code(kind, 4) }
        let isNew = opened(file).isNew
        opened(file).note { .sync(path: $0, withDirectory: isNew) }
        opened(file).isNew = false
        return SQLITE_OK
    }
    methods.xFileSize = { file, size in attempt(file, .size, 7) { $1.xFileSize?($0, size) } }
    methods.xLock = { file, level in attempt(file, .lock, 15) { $1.xLock?($0, level) } }
    methods.xUnlock = { file, level in pass(file) { $1.xUnlock?($0, level) } }
    methods.xCheckReservedLock = { file, result in pass(file) { $1.xCheckReservedLock?($0, result) } }
    methods.xFileControl = { file, operation, argument in
        // The system would lengthen or shorten the file without us.
        if operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE { return SQLITE_NOTFOUND }
        return pass(file) { $1.xFileControl?($0, operation, argument) }
    }
    methods.xSectorSize = { file in pass(file) { $1.xSectorSize?($0) } }
    methods.xDeviceCharacteristics = { file in pass(file) { $1.xDeviceCharacteristics?($0) } }
    methods.xShmMap = { file, region, size, extend, result in
        attempt(file, .sharedMemory, 21) { $1.xShmMap?($0, region, size, extend, result) }
    }
    methods.xShmLock = { file, first, count, flags in
        if flags & SQLITE_SHM_UNLOCK != 0 { return pass(file) { $1.xShmLock?($0, first, count, flags) } }
        return attempt(file, .lock, 20) { $1.xShmLock?($0, first, count, flags) }
    }
    methods.xShmBarrier = { file in
        guard let file else { return }
        inner(file).pointee.pMethods?.pointee.xShmBarrier?(inner(file))
    }
    methods.xShmUnmap = { file, delete in pass(file) { $1.xShmUnmap?($0, delete) } }
    return Permanent(methods)
}()

/// The disk and the system's VFS that a registered VFS belongs to.
private final class Mount: Sendable {
    let disk: FaultyDisk
    private let address: Int
    var system: UnsafeMutablePointer<sqlite3_vfs>? { UnsafeMutablePointer(bitPattern: address) }

    init(disk: FaultyDisk, system: UnsafeMutablePointer<sqlite3_vfs>) {
        self.disk = disk
        address = Int(bitPattern: system)
    }
}

private func mount(_ fileSystem: UnsafeMutablePointer<sqlite3_vfs>?) -> Mount? {
    fileSystem?.pointee.pAppData.map { Unmanaged<Mount>.fromOpaque($0).takeUnretainedValue() }
}

func registerFileSystem(of disk: FaultyDisk) -> Int32 {
    guard sqlite3_initialize() == SQLITE_OK, let standard = sqlite3_vfs_find(nil) else { return SQLITE_ERROR }
    // Randomness, time and sleeping are the system's own.
    var ours = standard.pointee
    ours.pNext = nil
    ours.pAppData = Unmanaged.passRetained(Mount(disk: disk, system: standard)).toOpaque()
    ours.iVersion = 2
    ours.szOsFile = Int32(boxSize) + standard.pointee.szOsFile
    ours.zName = UnsafePointer(strdup(disk.name))
    ours.xOpen = { fileSystem, name, file, flags, outFlags in
        guard let file, let mount = mount(fileSystem), let standard = mount.system else { return SQLITE_CANTOPEN }
        // Left nil, SQLite does not call xClose after a failure.
        file.pointee.pMethods = nil
        if let kind = mount.disk.failure(of: .open) { return kind == .outOfMemory ? SQLITE_NOMEM : SQLITE_CANTOPEN }
        let wrapped = inner(file)
        wrapped.pointee.pMethods = nil
        let result = standard.pointee.xOpen?(standard, name, wrapped, flags, outFlags) ?? SQLITE_CANTOPEN
        guard result == SQLITE_OK else { return result }
        let isTemporary = flags & SQLITE_OPEN_DELETEONCLOSE != 0
        let path = isTemporary ? nil : name.map { String(cString: $0) }
        let isNew =
            flags & SQLITE_OPEN_CREATE != 0 && flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL) != 0
        UnsafeMutableRawPointer(file).assumingMemoryBound(to: FileBox.self).initialize(
            to: FileBox(
                base: sqlite3_file(pMethods: methods.pointer),
                file: .passRetained(OpenFile(disk: mount.disk, path: path, isNew: isNew))))
        return SQLITE_OK
    }
    ours.xDelete = { fileSystem, name, sync in
        guard let mount = mount(fileSystem), let standard = mount.system else { return SQLITE_IOERR }
        if let kind = mount.disk.failure(of: .delete) { return code(kind, 10) }
        if let name {
            let path = String(cString: name)
            mount.disk.note { .delete(path: path, isSynced: sync != 0) }
        }
        return standard.pointee.xDelete?(standard, name, 0) ?? SQLITE_IOERR
    }
    ours.xAccess = { fileSystem, name, flags, result in
        guard let mount = mount(fileSystem), let standard = mount.system else { return SQLITE_IOERR }
        if let kind = mount.disk.failure(of: .access) { return code(kind, 13) }
        return standard.pointee.xAccess?(standard, name, flags, result) ?? SQLITE_IOERR
    }
    ours.xFullPathname = { fileSystem, name, count, result in
        guard let standard = mount(fileSystem)?.system else { return SQLITE_CANTOPEN }
        return standard.pointee.xFullPathname?(standard, name, count, result) ?? SQLITE_CANTOPEN
    }
    ours.xGetLastError = { fileSystem, count, text in
        guard let standard = mount(fileSystem)?.system else { return 0 }
        return standard.pointee.xGetLastError?(standard, count, text) ?? 0
    }
    return sqlite3_vfs_register(Permanent(ours).pointer, 0)
}
