#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import VectorTypes

/// A file of pages, each after its length in four bytes: what the indexes save themselves to. What is on a page, and
/// whether it is sound, is the business of its index.
final class IndexFile {
    /// No page is longer.
    static let longestPage = 1 << 24

    private let file: UnsafeMutablePointer<FILE>
    private let path: String
    private var offsets: [(start: Int, count: Int)] = []

    /// Opens a file for reading.
    /// - Throws: 58P01 or 58030 when it cannot be read.
    init(reading path: String) throws {
        guard let file = fopen(path, "rb") else { throw Self.failure("open", path) }
        self.file = file
        self.path = path
        var position = 0
        var length: UInt32 = 0
        while fread(&length, 4, 1, file) == 1 {
            let count = Int(UInt32(littleEndian: length))
            offsets.append((position + 4, count))
            position += 4 + count
            guard count <= Self.longestPage, fseek(file, position, SEEK_SET) == 0 else { break }
        }
    }

    deinit { fclose(file) }

    var pageCount: Int { offsets.count }

    /// The bytes of a page; nil where the file ends before its end.
    func page(_ number: Int) -> [UInt8]? {
        guard number < offsets.count, offsets[number].count <= Self.longestPage,
            fseek(file, offsets[number].start, SEEK_SET) == 0
        else { return nil }
        let count = offsets[number].count
        var page = [UInt8](repeating: 0, count: count)
        guard count == 0 || fread(&page, count, 1, file) == 1 else { return nil }
        return page
    }

    /// Writes a file page by page. A file of that name is replaced when the new one is complete on the disk.
    /// - Parameter body: Is given the function that writes the next page.
    /// - Throws: 58030 when it cannot be written.
    static func write(to path: String, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        let temporary = path + ".new"
        guard let file = fopen(temporary, "wb") else { throw failure("create", temporary) }
        do {
            try body { page in
                var length = UInt32(page.count).littleEndian
                guard fwrite(&length, 4, 1, file) == 1,
                    page.isEmpty || fwrite(page.baseAddress, page.count, 1, file) == 1
                else { throw failure("write", temporary) }
            }
            guard fflush(file) == 0, fsync(fileno(file)) == 0 else { throw failure("write", temporary) }
        } catch {
            fclose(file)
            unlink(temporary)
            throw error
        }
        fclose(file)
        guard rename(temporary, path) == 0 else { throw failure("rename", temporary) }
    }

    private static func failure(_ what: String, _ path: String) -> VecDBError {
        let code = errno
        return VecDBError(
            code == ENOENT ? .undefinedFile : .ioError,
            "could not \(what) file \"\(path)\": \(String(cString: strerror(code)))")
    }
}
