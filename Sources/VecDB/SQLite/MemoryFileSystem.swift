import CSQLite
import VectorIndexes

// Files in memory, as a SQLite VFS named `vecdb-memory`.
//
// SQLite's own `memdb` knows one lock for the whole file: a reader waits for a writer and a writer for readers, so that a session that has written
// could not be read beside (as followers and pools do). These files offer shared memory to SQLite, so a database in memory runs in WAL mode
// with snapshots, exactly like one on disk: one code path for both, and the same tests.
//
// A file is a list of chunks, so that growing never copies. Every file has a mutex of its own for its bytes and its locks; shared memory regions are plain
// memory that SQLite orders by its own locks and barriers. Files live in a table by name until they are deleted.

/// One file's bytes and locks.
final class MemoryFile: Sendable {
    static let chunkSize = 1 << 18

    struct State: @unchecked Sendable {
        // Safe because it is only reached under the file's mutex; regions are handed to SQLite, which orders its accesses by locks.
        var chunks: [UnsafeMutableRawPointer] = []
        var size = 0
        var readers = 0
        var reserved: ObjectIdentifier?
        var pending: ObjectIdentifier?
        var exclusive: ObjectIdentifier?
        var regions: [UnsafeMutableRawPointer] = []
        /// Shared holders of each of the shared memory's locks; −1: held exclusively.
        var sharedMemoryLocks = [Int](repeating: 0, count: Int(SQLITE_SHM_NLOCK))
    }
    let state = ConditionLock(State())

    deinit {
        state.withLock { state in
            for chunk in state.chunks { chunk.deallocate() }
            for region in state.regions { region.deallocate() }
        }
    }
}

extension MemoryFile.State {
    mutating func read(into buffer: UnsafeMutableRawPointer, count: Int, at offset: Int) -> Int32 {
        let available = max(0, min(count, size - offset))
        var done = 0
        while done < available {
            let (chunk, inside) = (offset + done).quotientAndRemainder(dividingBy: MemoryFile.chunkSize)
            let part = min(available - done, MemoryFile.chunkSize - inside)
            (buffer + done).copyMemory(from: chunks[chunk] + inside, byteCount: part)
            done += part
        }
        if available == count { return SQLITE_OK }
        (buffer + available).initializeMemory(as: UInt8.self, repeating: 0, count: count - available)
        return SQLITE_IOERR | (2 << 8)
    }

    mutating func write(_ bytes: UnsafeRawPointer, count: Int, at offset: Int) -> Int32 {
        while chunks.count * MemoryFile.chunkSize < offset + count {
            let chunk = UnsafeMutableRawPointer.allocate(byteCount: MemoryFile.chunkSize, alignment: 64)
            chunk.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryFile.chunkSize)
            chunks.append(chunk)
        }
        var done = 0
        while done < count {
            let (chunk, inside) = (offset + done).quotientAndRemainder(dividingBy: MemoryFile.chunkSize)
            let part = min(count - done, MemoryFile.chunkSize - inside)
            (chunks[chunk] + inside).copyMemory(from: bytes + done, byteCount: part)
            done += part
        }
        size = max(size, offset + count)
        return SQLITE_OK
    }

    mutating func truncate(to newSize: Int) {
        guard newSize < size else { return }
        let kept = (newSize + MemoryFile.chunkSize - 1) / MemoryFile.chunkSize
        while chunks.count > kept { chunks.removeLast().deallocate() }
        let inside = newSize % MemoryFile.chunkSize
        if inside > 0, let last = chunks.last {
            (last + inside).initializeMemory(as: UInt8.self, repeating: 0, count: MemoryFile.chunkSize - inside)
        }
        size = newSize
    }
}

/// All files of this process by name.
enum MemoryFileSystem {
    static let name = "vecdb-memory"
    private static let files = ConditionLock<[String: MemoryFile]>([:])

    static func open(_ path: String?, create: Bool) -> MemoryFile? {
        guard let path else { return MemoryFile() }
        return files.withLock { files in
            if let file = files[path] { return file }
            guard create else { return nil }
            let file = MemoryFile()
            files[path] = file
            return file
        }
    }
    static func exists(_ path: String) -> Bool { files.withLock { $0[path] != nil } }
    static func delete(_ path: String) { files.withLock { _ = $0.removeValue(forKey: path) } }

    /// Registers the VFS with SQLite, once.
    static let registration: Int32 = registerMemoryFileSystem()
}

/// One opening of a file: what it has locked.
final class MemoryFileHandle {
    let file: MemoryFile
    let deleteOnClose: String?
    var level: Int32 = SQLITE_LOCK_NONE

    init(file: MemoryFile, deleteOnClose: String?) {
        self.file = file
        self.deleteOnClose = deleteOnClose
    }

    func lock(_ wanted: Int32) -> Int32 {
        if wanted <= level { return SQLITE_OK }
        let me = ObjectIdentifier(self)
        return file.state.withLock { state in
            if level == SQLITE_LOCK_NONE {
                if state.pending != nil || state.exclusive != nil { return SQLITE_BUSY }
                state.readers += 1
                level = SQLITE_LOCK_SHARED
            }
            if wanted >= SQLITE_LOCK_RESERVED, level < SQLITE_LOCK_RESERVED {
                // From shared straight to exclusive SQLite also asks (recovery): the reserved lock is taken on the way.
                if let owner = state.reserved, owner != me { return SQLITE_BUSY }
                state.reserved = me
                level = SQLITE_LOCK_RESERVED
            }
            if wanted >= SQLITE_LOCK_EXCLUSIVE, level < SQLITE_LOCK_EXCLUSIVE {
                if let owner = state.pending, owner != me { return SQLITE_BUSY }
                state.pending = me
                level = SQLITE_LOCK_PENDING
                if state.readers > 1 { return SQLITE_BUSY }
                state.exclusive = me
                level = SQLITE_LOCK_EXCLUSIVE
            }
            return SQLITE_OK
        }
    }

    func unlock(to wanted: Int32) {
        if wanted >= level { return }
        let me = ObjectIdentifier(self)
        file.state.withLock { state in
            if state.exclusive == me { state.exclusive = nil }
            if state.pending == me { state.pending = nil }
            if state.reserved == me { state.reserved = nil }
            if wanted == SQLITE_LOCK_NONE { state.readers -= 1 }
        }
        level = wanted
    }

    /// Locks or unlocks `count` of the shared memory's locks, all or none.
    func sharedMemoryLock(from first: Int, count: Int, flags: Int32) -> Int32 {
        let range = first..<(first + count)
        return file.state.withLock { state in
            if flags & SQLITE_SHM_UNLOCK != 0 {
                for slot in range {
                    state.sharedMemoryLocks[slot] =
                        flags & SQLITE_SHM_SHARED != 0 ? max(0, state.sharedMemoryLocks[slot] - 1) : 0
                }
                return SQLITE_OK
            }
            if flags & SQLITE_SHM_SHARED != 0 {
                if range.contains(where: { state.sharedMemoryLocks[$0] < 0 }) { return SQLITE_BUSY }
                for slot in range { state.sharedMemoryLocks[slot] += 1 }
            } else {
                if range.contains(where: { state.sharedMemoryLocks[$0] != 0 }) { return SQLITE_BUSY }
                for slot in range { state.sharedMemoryLocks[slot] = -1 }
            }
            return SQLITE_OK
        }
    }
}
