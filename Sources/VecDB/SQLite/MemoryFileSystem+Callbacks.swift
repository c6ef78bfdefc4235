import CSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// The rim between SQLite's C structures and `MemoryFileSystem`.

/// What SQLite allocates for an open file: its base structure and our handle.
private struct FileBox {
    var base: sqlite3_file
    var handle: Unmanaged<MemoryFileHandle>
}

@inline(__always)
private func handle(_ file: UnsafeMutablePointer<sqlite3_file>) -> MemoryFileHandle {
    UnsafeMutableRawPointer(file).assumingMemoryBound(to: FileBox.self).pointee.handle.takeUnretainedValue()
}

/// Memory of its own for a structure whose address SQLite keeps.
private struct Permanent<Value>: @unchecked Sendable {
    // Safe because it is filled once and then left to SQLite, which guards it by its own mutex.
    let pointer: UnsafeMutablePointer<Value>
    init(_ value: Value) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: value)
    }
}

private let methods: Permanent<sqlite3_io_methods> = {
    var methods = sqlite3_io_methods()
    methods.iVersion = 2
    methods.xClose = { file in
        guard let file else { return SQLITE_OK }
        let object = handle(file)
        object.unlock(to: SQLITE_LOCK_NONE)
        if let path = object.deleteOnClose { MemoryFileSystem.delete(path) }
        UnsafeMutableRawPointer(file).assumingMemoryBound(to: FileBox.self).pointee.handle.release()
        return SQLITE_OK
    }
    methods.xRead = { file, buffer, count, offset in
        guard let file, let buffer else { return SQLITE_IOERR }
        return handle(file).file.state.withLock { $0.read(into: buffer, count: Int(count), at: Int(offset)) }
    }
    methods.xWrite = { file, bytes, count, offset in
        guard let file, let bytes else { return SQLITE_IOERR }
        return handle(file).file.state.withLock { $0.write(bytes, count: Int(count), at: Int(offset)) }
    }
    methods.xTruncate = { file, size in
        guard let file else { return SQLITE_IOERR }
        handle(file).file.state.withLock { $0.truncate(to: Int(size)) }
        return SQLITE_OK
    }
    methods.xSync = { _, _ in SQLITE_OK }
    methods.xFileSize = { file, size in
        guard let file, let size else { return SQLITE_IOERR }
        size.pointee = Int64(handle(file).file.state.withLock { $0.size })
        return SQLITE_OK
    }
    methods.xLock = { file, level in file.map { handle($0).lock(level) } ?? SQLITE_IOERR }
    methods.xUnlock = { file, level in
        if let file { handle(file).unlock(to: level) }
        return SQLITE_OK
    }
    methods.xCheckReservedLock = { file, result in
        guard let file else { return SQLITE_IOERR }
        result?.pointee = handle(file).file.state.withLock { $0.reserved != nil } ? 1 : 0
        return SQLITE_OK
    }
    methods.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
    methods.xSectorSize = { _ in 4096 }
    methods.xDeviceCharacteristics = { _ in
        SQLITE_IOCAP_ATOMIC | SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_SEQUENTIAL | SQLITE_IOCAP_POWERSAFE_OVERWRITE
    }
    methods.xShmMap = { file, region, size, extend, result in
        guard let file, let result else { return SQLITE_IOERR }
        return handle(file).file.state.withLock { state in
            result.pointee = nil
            if Int(region) >= state.regions.count {
                if extend == 0 { return SQLITE_OK }
                while state.regions.count <= Int(region) {
                    let memory = UnsafeMutableRawPointer.allocate(byteCount: Int(size), alignment: 64)
                    memory.initializeMemory(as: UInt8.self, repeating: 0, count: Int(size))
                    state.regions.append(memory)
                }
            }
            result.pointee = state.regions[Int(region)]
            return SQLITE_OK
        }
    }
    methods.xShmLock = { file, first, count, flags in
        guard let file else { return SQLITE_IOERR }
        return handle(file).sharedMemoryLock(from: Int(first), count: Int(count), flags: flags)
    }
    methods.xShmBarrier = { file in
        // Taking a mutex is a full barrier.
        if let file { handle(file).file.state.withLock { _ in } }
    }
    methods.xShmUnmap = { file, delete in
        guard let file, delete != 0 else { return SQLITE_OK }
        handle(file).file.state.withLock { state in
            for region in state.regions { region.deallocate() }
            state.regions = []
        }
        return SQLITE_OK
    }
    return Permanent(methods)
}()

func registerMemoryFileSystem() -> Int32 {
    guard let standard = sqlite3_vfs_find(nil) else { return SQLITE_ERROR }
    // Randomness, time and sleeping are the system's own.
    var system = standard.pointee
    system.pNext = nil
    system.pAppData = nil
    system.iVersion = 2
    system.szOsFile = Int32(MemoryLayout<FileBox>.size)
    system.mxPathname = 1024
    system.zName = UnsafePointer(strdup(MemoryFileSystem.name))
    system.xOpen = { _, name, file, flags, outFlags in
        guard let file else { return SQLITE_CANTOPEN }
        // Left nil, SQLite does not call xClose after a failure.
        file.pointee.pMethods = nil
        let path = name.map { String(cString: $0) }
        guard let opened = MemoryFileSystem.open(path, create: flags & SQLITE_OPEN_CREATE != 0) else {
            return SQLITE_CANTOPEN
        }
        let object = MemoryFileHandle(
            file: opened, deleteOnClose: flags & SQLITE_OPEN_DELETEONCLOSE != 0 ? path : nil)
        UnsafeMutableRawPointer(file).assumingMemoryBound(to: FileBox.self).initialize(
            to: FileBox(base: sqlite3_file(pMethods: methods.pointer), handle: .passRetained(object)))
        outFlags?.pointee = flags
        return SQLITE_OK
    }
    system.xDelete = { _, name, _ in
        if let name { MemoryFileSystem.delete(String(cString: name)) }
        return SQLITE_OK
    }
    system.xAccess = { _, name, _, result in
        result?.pointee = name.map { MemoryFileSystem.exists(String(cString: $0)) } == true ? 1 : 0
        return SQLITE_OK
    }
    system.xFullPathname = { _, name, count, result in
        guard let name, let result, strlen(name) < Int(count) else { return SQLITE_CANTOPEN }
        strcpy(result, name)
        return SQLITE_OK
    }
    return sqlite3_vfs_register(Permanent(system).pointer, 0)
}
