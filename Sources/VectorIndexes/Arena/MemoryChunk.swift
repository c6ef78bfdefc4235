#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import VectorTypes

/// A block of memory for rows, aligned for huge pages. Pages become resident only when they are first written, so a
/// chunk of a small table costs what its rows cost.
struct MemoryChunk {
    /// 2 MiB, a huge page of x86-64 and of arm64 with 4 KiB pages.
    static let hugePage = 2 << 20

    let base: UnsafeMutableRawPointer

    /// Memory for `bytes`.
    /// - Parameter isFirst: leaves the first huge page to ordinary pages: thousands of tiny tables must not take 2 MiB each.
    init(bytes: Int, isFirst: Bool) throws {
        var pointer: UnsafeMutableRawPointer?
        guard posix_memalign(&pointer, Self.hugePage, bytes) == 0, let pointer else {
            throw VecDBError(.outOfMemory, "out of memory", detail: "Failed on request of size \(bytes) for vectors.")
        }
        base = pointer
        #if canImport(Glibc) || canImport(Musl)
            let skipped = isFirst ? Self.hugePage : 0
            if bytes - skipped >= Self.hugePage { madvise(pointer + skipped, bytes - skipped, Int32(MADV_HUGEPAGE)) }
        #endif
    }

    func free() { Self.release(base) }

    private static func release(_ pointer: UnsafeMutableRawPointer) {
        #if canImport(Glibc)
            Glibc.free(pointer)
        #elseif canImport(Musl)
            Musl.free(pointer)
        #else
            Darwin.free(pointer)
        #endif
    }
}
