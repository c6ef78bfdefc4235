#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import VectorTypes

/// An index in a file: its pages, each after its length in four bytes.
extension HNSWIndex {
    /// Writes the index to a file. A file of that name is replaced when the new one is complete on the disk.
    /// - Throws: 58030 when the file cannot be written.
    public func save(to path: String) throws {
        let temporary = path + ".new"
        guard let file = fopen(temporary, "wb") else { throw Self.failure("create", temporary) }
        do {
            try writePages { _, page in
                var length = UInt32(page.count).littleEndian
                guard fwrite(&length, 4, 1, file) == 1, fwrite(page.baseAddress, page.count, 1, file) == 1 else {
                    throw Self.failure("write", temporary)
                }
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

    /// An index from a file that ``save(to:)`` wrote.
    /// - Throws: 58P01 or 58030 when the file cannot be read, XX002 when it is damaged, 0A000 when its format is newer.
    public convenience init(contentsOf path: String) throws {
        guard let file = fopen(path, "rb") else { throw Self.failure("open", path) }
        defer { fclose(file) }
        try self.init(readingPages: { number in
            var length: UInt32 = 0
            guard fread(&length, 4, 1, file) == 1 else {
                throw HNSWPageReader.damaged(number, "The file ends before it.")
            }
            let count = Int(UInt32(littleEndian: length))
            guard count <= 1 << 24 else { throw HNSWPageReader.damaged(number, "It is too long.") }
            var page = [UInt8](repeating: 0, count: count)
            guard count == 0 || fread(&page, count, 1, file) == 1 else {
                throw HNSWPageReader.damaged(number, "The file ends within it.")
            }
            return page
        })
    }

    private static func failure(_ what: String, _ path: String) -> VecDBError {
        let code = errno
        return VecDBError(
            code == ENOENT ? .undefinedFile : .ioError,
            "could not \(what) file \"\(path)\": \(String(cString: strerror(code)))")
    }
}
