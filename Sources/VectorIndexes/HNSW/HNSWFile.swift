#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import VectorTypes

/// An index in a file: its pages and those of its vectors, each after its length in four bytes.
extension HNSWIndex {
    /// Writes the index to a file. A file of that name is replaced when the new one is complete on the disk. Searches go
    /// on meanwhile; additions and removals wait.
    /// - Throws: 58030 when the file cannot be written.
    public func save(to path: String) throws {
        let temporary = path + ".new"
        guard let file = fopen(temporary, "wb") else { throw Self.failure("create", temporary) }
        do {
            try linking.withWriteLock {
                try structure.withReadLock { try identifiers.withLock { _ in try write(to: file, temporary) } }
            }
            guard fflush(file) == 0, fsync(fileno(file)) == 0 else { throw Self.failure("write", temporary) }
        } catch {
            fclose(file)
            unlink(temporary)
            throw error
        }
        fclose(file)
        guard rename(temporary, path) == 0 else { throw Self.failure("rename", temporary) }
    }

    private func write(to file: UnsafeMutablePointer<FILE>, _ path: String) throws {
        let map = pageMap()
        let hasVectors = storesVectors && absentCount.load(ordering: .acquiring) == 0
        for section in HNSWPage.Section.allCases where section != .vectors || hasVectors {
            for index in 0..<map.pageCount(section) {
                var page = copyPage(map, section, index, hasVectors: hasVectors)
                page.withUnsafeMutableBytes {
                    HNSWPage.seal($0, number: HNSWPage.number(section, index), stamp: stamp)
                }
                var length = UInt32(page.count).littleEndian
                guard fwrite(&length, 4, 1, file) == 1, fwrite(page, page.count, 1, file) == 1 else {
                    throw Self.failure("write", path)
                }
            }
        }
    }

    /// An index from a file that ``save(to:)`` wrote.
    /// - Throws: 58P01 or 58030 when the file cannot be read, XX002 when it is damaged, 0A000 when its format is newer.
    public convenience init(contentsOf path: String) throws {
        let file = try HNSWFile(path)
        try self.init(pages: file)
        if missingCount.load(ordering: .acquiring) > 0, usesCodes { structure.withWriteLock { storesVectors = false } }
    }

    fileprivate static func failure(_ what: String, _ path: String) -> VecDBError {
        let code = errno
        return VecDBError(
            code == ENOENT ? .undefinedFile : .ioError,
            "could not \(what) file \"\(path)\": \(String(cString: strerror(code)))")
    }
}

/// Pages in a file, which are read in the order in which they were written.
private final class HNSWFile: PageSource {
    private let file: UnsafeMutablePointer<FILE>
    private var page: [UInt8] = []

    init(_ path: String) throws {
        guard let file = fopen(path, "rb") else { throw HNSWIndex.failure("open", path) }
        self.file = file
    }

    deinit { fclose(file) }

    /// Not known before they are read, one after another.
    var pageCount: Int { .max }

    func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        var length: UInt32 = 0
        guard fread(&length, 4, 1, file) == 1 else { throw HNSWPage.damaged(number, "The file ends before it.") }
        let count = Int(UInt32(littleEndian: length))
        guard count <= 1 << 24 else { throw HNSWPage.damaged(number, "It is too long.") }
        if page.count < count { page = [UInt8](repeating: 0, count: count) }
        guard count == 0 || fread(&page, count, 1, file) == 1 else {
            throw HNSWPage.damaged(number, "The file ends within it.")
        }
        return try page.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
}
